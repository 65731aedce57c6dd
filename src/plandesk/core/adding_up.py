"""Adding up (汇总) at the next level: counties' figures to totals and ranks, from numerators and denominators.

Percentages are never averaged: what a county gives without its parts is missing from the total, and the total
says so.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from itertools import groupby

from plandesk.core.figures import exact, parse_cell
from plandesk.core.indicator import Indicator, Library
from plandesk.core.quantity import canonical, printed, rounded
from plandesk.core.records import CellKey, Observation
from plandesk.core.snapshot import Snapshot

# No ranking from fewer events than this: a single case more or less would turn it over (paper.md part 6).
FEWEST_EVENTS = 20
# The year of the last 口径变动 by region and indicator.
Breaks = Mapping[tuple[str, str], int]


@dataclass(frozen=True, slots=True)
class Total:
    """The sum over regions of one cell; ``value`` is unrounded for sums, rounded half up for quotients.

    ``numerator`` and ``denominator`` are None for sums; ``value`` is None where the denominators add up to
    nothing (无病例) or no region could be added. ``regions`` are the codes added, ``missing`` those that are
    expected but gave nothing that can be added.
    """

    address: CellKey
    numerator: Decimal | None
    denominator: Decimal | None
    value: Decimal | None
    regions: tuple[str, ...]
    missing: tuple[str, ...]

    def to_mapping(self, indicator: Indicator) -> dict[str, object]:
        """An entry of ``totals`` as cli.md prints it; the value with the indicator's decimals."""
        value = None if self.value is None else printed(self.value, indicator.decimals)
        return {
            "indicator": self.address.indicator,
            "cell": self.address.cell,
            "numerator": None if self.numerator is None else canonical(self.numerator),
            "denominator": None if self.denominator is None else canonical(self.denominator),
            "value": value,
            "regions": len(self.regions),
            "missing": list(self.missing),
        }


@dataclass(frozen=True, slots=True)
class Rank:
    """A region's place among those compared: 1 is best, equal figures share it (1, 2, 2, 4).

    ``place`` is None for a figure that is not ranked: one in question, or a rate of fewer than
    ``FEWEST_EVENTS`` events. ``shown`` is the figure as printed. ``sample`` figures are none of the county's (示例);
    ``broken`` is the year from which the county's figures are of another kind than before (口径变动), None for none.
    """

    region: str
    place: int | None
    shown: str
    sample: bool = False
    broken: int | None = None


@dataclass(frozen=True, slots=True)
class Compared:
    """One cell over all regions: its total (None for figures that cannot be added) and its ranks."""

    address: CellKey
    total: Total | None
    ranks: tuple[Rank, ...]


def added(
    indicator: Indicator, address: CellKey, observations: Iterable[Observation], expected: Collection[str]
) -> Total | None:
    """The total of one cell; None where ``aggregate`` is none, or the cell is a township's.

    ``ratio``: numerators and denominators are added and divided; a region with only a rate is missing. ``sum``:
    values are added. 无病例 adds nothing to either side and counts as given; 不适用 is neither added nor missing;
    a flagged figure (found wrong when it was checked again) is missing. ``expected`` are the codes a complete
    total consists of.
    """
    if indicator.aggregate == "none" or any(dimension == "town" for dimension, _ in parse_cell(address.cell)):
        return None
    sums = [Decimal(0), Decimal(0)]
    taken: list[str] = []
    excused: set[str] = set()
    for observation in observations:
        if observation.status == "not_applicable":
            excused.add(observation.region)
            continue
        parts = None if observation.flagged else _parts(observation, indicator)
        if parts is not None:
            sums = [total + part for total, part in zip(sums, parts, strict=True)]
            taken.append(observation.region)
    missing = tuple(sorted(set(expected) - set(taken) - excused))
    if not taken:
        return Total(address, None, None, None, (), missing)
    return _total(indicator, address, sums, tuple(sorted(taken)), missing)


def ranked(
    indicator: Indicator, observations: Iterable[Observation], breaks: Breaks | None = None
) -> tuple[Rank, ...]:
    """The regions that gave a figure, best first, those that are not ranked last; () where no side is better.

    Compared is the exact quotient where numerator and denominator are given, else the typed figure.
    """
    if indicator.better == "neither":
        return ()
    figures = [(o, figure) for o in observations if (figure := exact(o, indicator)) is not None]
    order = -1 if indicator.better == "higher" else 1
    sound = sorted(
        ((o, f) for o, f in figures if not _too_few(o, indicator)), key=lambda p: (order * p[1], p[0].region)
    )
    places: dict[Fraction, int] = {}
    for number, (_, figure) in enumerate(sound, start=1):
        places.setdefault(figure, number)
    rest = sorted((o for o, _ in figures if _too_few(o, indicator)), key=lambda o: o.region)
    known = breaks or {}

    def rank(o: Observation, place: int | None, text: str) -> Rank:
        return Rank(o.region, place, text, o.origin == "sample", known.get((o.region, indicator.code)))

    return (
        *(rank(o, places[f], printed(f, indicator.decimals)) for o, f in sound),
        *(rank(o, None, _shown(o, indicator)) for o in rest),
    )


def breaks_in(snapshot: Snapshot, year: int) -> Breaks:
    """The last 口径变动 of every county's indicator up to ``year``, as their submissions of that year say."""
    found: dict[tuple[str, str], int] = {}
    for s in snapshot.county_statements.values():
        if s.kind == "break" and s.year == year and s.cell.isdigit():
            key = (s.region, s.subject)
            found[key] = max(int(s.cell), found.get(key, 0))
    return found


def compared(
    observations: Iterable[Observation],
    library: Library,
    expected: Collection[str],
    *,
    with_ranks: bool = True,
    breaks: Breaks | None = None,
) -> Iterator[Compared]:
    """Totals and ranks cell by cell of one year's ``observations``, which must come cell after cell.

    Only one cell's figures are held at a time. Indicators the library does not know are passed over.
    """
    for address, group in groupby(observations, key=lambda o: o.address):
        if address.indicator not in library:
            continue
        indicator = library[address.indicator]
        some: Sequence[Observation] = tuple(group)
        ranks = ranked(indicator, some, breaks) if with_ranks else ()
        yield Compared(address, added(indicator, address, some, expected), ranks)


def counties_compared(snapshot: Snapshot, year: int, further: Iterable[str] = ()) -> tuple[Compared, ...]:
    """The same for what a city's file holds of ``year``, in the order of the forms; ``further`` codes are expected too."""
    found = [o for held in snapshot.counties.values() for key, o in held.items() if key.year == year]
    found.sort(key=lambda o: (o.address, o.region))
    return in_form_order(
        compared(
            found,
            snapshot.library,
            expected_regions(snapshot.county_submissions, further),
            breaks=breaks_in(snapshot, year),
        ),
        snapshot.library,
    )


def in_form_order(found: Iterable[Compared], library: Library) -> tuple[Compared, ...]:
    """``found`` in the order of the forms, the total before its cells."""
    rank = {code: place for place, code in enumerate(library.by_code)}
    return tuple(sorted(found, key=lambda c: (rank[c.address.indicator], c.address.cell)))


def expected_regions(submissions: Iterable[tuple[str, int]], further: Iterable[str] = ()) -> frozenset[str]:
    """The regions a complete total consists of: every code ever accepted into the file, and ``further``."""
    return frozenset({region for region, _ in submissions} | set(further))


def _parts(observation: Observation, indicator: Indicator) -> tuple[Decimal, Decimal] | None:
    """What the region adds to both sums; None where it gives nothing that can be added."""
    if indicator.aggregate == "sum":
        return None if observation.value is None else (observation.value, Decimal(0))
    if observation.numerator is not None and observation.denominator is not None:
        return observation.numerator, observation.denominator
    return (Decimal(0), Decimal(0)) if observation.status == "no_case" else None


def _total(
    indicator: Indicator,
    address: CellKey,
    sums: Sequence[Decimal],
    taken: tuple[str, ...],
    missing: tuple[str, ...],
) -> Total:
    first, second = sums
    if indicator.aggregate == "sum":
        return Total(address, None, None, first, taken, missing)
    value = None
    if second and indicator.base is not None:
        value = rounded(Fraction(indicator.base) * Fraction(first) / Fraction(second), indicator.decimals)
    return Total(address, first, second, value, taken, missing)


def _too_few(observation: Observation, indicator: Indicator) -> bool:
    if observation.flagged:
        return True
    if not indicator.counts_events:
        return False
    return observation.numerator is None or observation.numerator < FEWEST_EVENTS


def _shown(observation: Observation, indicator: Indicator) -> str:
    figure = exact(observation, indicator)
    return "" if figure is None else printed(figure, indicator.decimals)
