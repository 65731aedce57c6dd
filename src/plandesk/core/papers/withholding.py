"""Which figures a public edition withholds: counts of one or two cases, and every figure that would reveal them.

Primary: a count of one or two cases (deaths, ill or injured persons, persons in distress) as numerator, as
denominator, as the rest of such a denominator, or as a figure of its own; a rate without its count is taken for one
where its denominator, or nothing at all, is known. With a count goes the rate, for its denominator is printed.
Secondary, until nothing changes any more: the same count under another indicator; where one cell of a breakdown alone
is withheld beside its total, the smallest other; where all that are withheld must be ones, one more; the urban–rural
or regional gap of a withheld rate; a total of declared parts; a part whose whole exceeds it by one or two.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from plandesk.core.figures import values_of
from plandesk.core.indicator import Indicator
from plandesk.core.papers.nested import Side, nestings, revealing
from plandesk.core.papers.sensitive import counts_cases, names_cases, needs_count
from plandesk.core.quantity import rounded
from plandesk.core.records import NO_FIGURE, CellKey, Observation
from plandesk.core.snapshot import Snapshot

FEW = (Decimal(1), Decimal(2))
_DIMENSIONS = ("sex", "area", "age", "town")
_GAPS = ("城乡差距", "区域差异", "地区差距", "区域差距", "群体差距", "差距")


@dataclass(frozen=True, slots=True)
class Withheld:
    """The addresses withheld; of them ``bases`` those whose denominator is withheld too."""

    cells: frozenset[CellKey]
    bases: frozenset[CellKey]

    def codes(self) -> frozenset[str]:
        """The indicators of which something is withheld."""
        return frozenset(key.indicator for key in self.cells)

    def __bool__(self) -> bool:
        return bool(self.cells)


def withheld(snapshot: Snapshot) -> Withheld:
    """What a public edition of any paper on this file withholds, in all years."""
    return _Search(snapshot).run()


@dataclass(slots=True)
class _Search:
    """The search: addresses found so far, and those whose turn has not come."""

    snapshot: Snapshot
    cells: set[CellKey] = field(default_factory=set)
    bases: set[CellKey] = field(default_factory=set)
    _sizes: dict[str, dict[int, Decimal]] = field(default_factory=dict)

    def run(self) -> Withheld:
        self._sizes = _sizes(self.snapshot)
        for key, found in self.snapshot.observations.items():
            if key.indicator in self.snapshot.library and self._has_figure(key):
                self._primary(key, found, self.snapshot.library[key.indicator])
        names = _by_name(self.snapshot)
        within = nestings(self.snapshot.library)
        before = -1
        while before != len(self.cells) + len(self.bases):
            before = len(self.cells) + len(self.bases)
            self._same_counts(names)
            for code, year in sorted({(key.indicator, key.year) for key in self.cells}):
                self._breakdowns(self.snapshot.library[code], year)
            self._sums()
            self._nested(within)
            self._gaps()
        self._crossed()
        return Withheld(frozenset(self.cells), frozenset(self.bases))

    # --- primary ----------------------------------------------------------------------------------------------------

    def _primary(self, key: CellKey, found: Observation, indicator: Indicator) -> None:
        if not counts_cases(indicator):
            return
        numerator, denominator = found.numerator, found.denominator
        if indicator.kind == "count":
            if found.value in FEW:
                self.cells.add(key)
            return
        if numerator is None:
            if self._few_behind(key, found, indicator):
                self.cells.add(key)
            return
        events = indicator.better == "lower" or names_cases(indicator.numerator)
        if events and numerator in FEW:
            self.cells.add(key)
        if denominator is not None and names_cases(indicator.denominator):
            if denominator in FEW:
                self.cells.add(key)
                self.bases.add(key)
            elif denominator - numerator in FEW:
                self.cells.add(key)

    def _few_behind(self, key: CellKey, found: Observation, indicator: Indicator) -> bool:
        """Whether a rate typed without its count is one of one or two cases, as far as anybody can tell."""
        if not found.value or indicator.base is None:
            return False
        size = (
            found.denominator or self._size(indicator.denominator or "", key.year) if not key.cell else None
        )
        if size is None:
            return needs_count(indicator) and self.snapshot.region.level == "county"
        return 0 < rounded(found.value * size / indicator.base, 0) <= FEW[-1]

    def _size(self, denominator: str, year: int) -> Decimal | None:
        """The denominator of that name in ``year`` or the nearest year it is known of, under any indicator."""
        known = self._sizes.get(denominator)
        return known[min(known, key=lambda y: (abs(y - year), y))] if known else None

    # --- what would reveal ------------------------------------------------------------------------------------------

    def _same_counts(self, names: Mapping[str, Sequence[tuple[str, str]]]) -> None:
        """The same count in other tables: as numerator, denominator or figure of another indicator."""
        for key in list(self.cells):
            indicator = self.snapshot.library[key.indicator]
            hidden = [indicator.name if indicator.kind == "count" else indicator.numerator]
            if key in self.bases:
                hidden.append(indicator.denominator)
            for name in hidden:
                for code, part in names.get(name or "", ()):
                    other = CellKey(code, key.year, key.cell)
                    if self._has_figure(other):
                        self.cells.add(other)
                        if part == "denominator":
                            self.bases.add(other)

    def _breakdowns(self, indicator: Indicator, year: int) -> None:
        for dimension in indicator.breakdowns:
            values = values_of(dimension, indicator, self.snapshot.towns)
            parts = [CellKey(indicator.code, year, f"{dimension}={v}") for v in values]
            unknown = CellKey(indicator.code, year, "sex=unknown")
            if dimension == "sex" and self._has_figure(unknown):
                parts.append(unknown)
            self._group(CellKey(indicator.code, year), [p for p in parts if self._has_figure(p)])
        hidden = {k for k in self.cells if (k.indicator, k.year) == (indicator.code, year)}
        if hidden & self.bases:  # a denominator alone among shown ones would follow from their total
            self.bases |= hidden

    def _group(self, total: CellKey, parts: Sequence[CellKey]) -> None:
        """One withheld beside its total, or only ones: one more, the smallest first; the total where no part is left."""
        hidden = [p for p in parts if p in self.cells]
        inside = len(hidden) + (total in self.cells)
        if not parts or not inside or not self._has_figure(total):
            return
        counts = [self._count(p) for p in hidden]
        only_ones = total not in self.cells and counts and all(c == 1 for c in counts)
        if inside > 1 and not only_ones:
            return
        shown = [p for p in parts if p not in self.cells]
        if shown:
            self.cells.add(
                min(shown, key=lambda p: (not self._count(p), self._count(p) or 0, parts.index(p)))
            )
        else:
            self.cells.add(total)

    def _sums(self) -> None:
        """Totals that a form declares as the sum of other indicators (``sum_equals``)."""
        for check in self.snapshot.library.checks():
            if check.kind != "sum_equals":
                continue
            years = {key.year for key in self.cells if key.indicator in check.indicators}
            for year in years:
                first, *rest = (CellKey(code, year) for code in check.indicators)
                self._group(first, [key for key in rest if self._has_figure(key)])

    def _nested(self, within: Mapping[Side, Sequence[Side]]) -> None:
        """Counts within one another of which the rest is one or two; zero less zero tells of nobody."""
        cells: dict[str, list[CellKey]] = defaultdict(list)
        for key in self.snapshot.observations:
            cells[key.indicator].append(key)
        for outer, inner in within.items():
            for key in cells[outer[0]]:
                while found := revealing(outer, inner, key.year, key.cell, self._told, FEW):
                    self.cells.add(found)
                    part = next(part for code, part in inner if code == found.indicator)
                    if part == "denominator":
                        self.bases.add(found)

    def _told(self, key: CellKey, part: str) -> Decimal | None:
        """The count a reader finds or works out at an address: typed, or the rate times a known denominator."""
        found = self.snapshot.observations.get(key)
        hidden = self.bases if part == "denominator" else self.cells
        if found is None or key in hidden or not self._has_figure(key):
            return None
        typed = {"value": found.value, "numerator": found.numerator, "denominator": found.denominator}[part]
        indicator = self.snapshot.library[key.indicator]
        if typed is not None or part != "numerator" or found.value is None or indicator.base is None:
            return typed
        size = found.denominator
        if size is None and not key.cell:
            size = self._size(indicator.denominator or "", key.year)
        return None if size is None else rounded(found.value * size / indicator.base, 0)

    def _gaps(self) -> None:
        """The gap between town and country or between regions, from which one rate follows with the other."""
        hidden = {(key.year, self.snapshot.library[key.indicator]) for key in self.cells}
        for code, indicator in self.snapshot.library.by_code.items():
            if indicator.has_parts or not indicator.name.endswith(_GAPS[:-1]):
                continue
            stem = next(indicator.name.removesuffix(end) for end in _GAPS if indicator.name.endswith(end))
            for year, other in hidden:
                key = CellKey(code, year)
                if stem in other.name and other.unit == indicator.unit and self._has_figure(key):
                    self.cells.add(key)

    def _crossed(self) -> None:
        """Cells of two dimensions go with any withheld cell of their indicator and year: they add up to it."""
        hidden = {(key.indicator, key.year) for key in self.cells}
        for key in self.snapshot.observations:
            if ";" in key.cell and (key.indicator, key.year) in hidden and self._has_figure(key):
                self.cells.add(key)

    def _has_figure(self, key: CellKey) -> bool:
        found = self.snapshot.observations.get(key)
        return (
            found is not None and found.status not in NO_FIGURE and key.indicator in self.snapshot.library
            and not (found.value is None and found.numerator is None and found.denominator is None)
        )  # fmt: skip

    def _count(self, key: CellKey) -> Decimal | None:
        found = self.snapshot.observations[key]
        return found.numerator if found.numerator is not None else found.value


def _sizes(snapshot: Snapshot) -> dict[str, dict[int, Decimal]]:
    """Every denominator's totals by name and year."""
    found: dict[str, dict[int, Decimal]] = defaultdict(dict)
    for key, one in snapshot.observations.items():
        if not key.cell and one.denominator and key.indicator in snapshot.library:
            name = snapshot.library[key.indicator].denominator
            if name:
                found[name].setdefault(key.year, one.denominator)
    return found


def _by_name(snapshot: Snapshot) -> dict[str, list[tuple[str, str]]]:
    """Where a count of that name stands: indicator and part."""
    found: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for code, part, name in _named_counts(snapshot):
        found[name].append((code, part))
    return found


def _named_counts(snapshot: Snapshot) -> Iterator[tuple[str, str, str]]:
    for code, indicator in snapshot.library.by_code.items():
        if indicator.kind == "count":
            yield code, "value", indicator.name
        if indicator.numerator:
            yield code, "numerator", indicator.numerator
        if indicator.denominator:
            yield code, "denominator", indicator.denominator
