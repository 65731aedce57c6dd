"""The figures a target is judged on: of a year, of the years before, of its baseline; faults and townships
included.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Literal

from plandesk.core.figures import exact
from plandesk.core.findings import Finding
from plandesk.core.indicator import Indicator
from plandesk.core.plan import Plan, Target
from plandesk.core.quantity import printed
from plandesk.core.records import CellKey, Observation, Status
from plandesk.core.snapshot import Snapshot

# A 届次 figure lasts until the next election; terms are five years, so an older one belongs to a term that is
# over.
TERM_YEARS = 5
_TOWNS = re.compile(r"以[^，；。]*(乡|镇|街道)[^，；。]*为单位")
_COUNTIES = re.compile(r"以[^，；。]*县[^，；。]*为单位|(?:每个?|各|所有)(?:县|市、县|市、区)")
Source = Literal["entered", "document", "observed"]


@dataclass(frozen=True, slots=True)
class Reading:
    """What stands for an indicator in ``year``: the exact figure, or why there is none.

    ``of_year`` is the year the figure was entered for (earlier only for 届次). ``town`` is the township whose
    (at a city: the county) whose
    figure decides where the scope says so, ``without`` those that gave none. ``faulty``: an open
    error concerns it.
    """

    year: int
    of_year: int
    exact: Fraction | None = None
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    status: Status = ""
    faulty: bool = False
    town: str = ""
    without: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Base:
    """A baseline (基期): its figure, year, and where it comes from."""

    year: int
    exact: Fraction
    shown: str
    source: Source


class Readings:
    """Reads a snapshot for judging. ``faults`` are the findings of the years judged (open errors spoil a
    figure).
    """

    def __init__(self, snapshot: Snapshot, faults: Iterable[Finding] = ()) -> None:
        self.snapshot = snapshot
        self._faulty = frozenset(
            key for fault in faults if fault.severity == "error" and fault.open
            for key in fault.concerned if key.year == fault.year
        )  # fmt: skip
        self._read: dict[CellKey, Reading] = {}
        self._towns: dict[tuple[str, int], dict[str, Observation]] | None = None

    def at(self, target: Target, indicator: Indicator, year: int) -> Reading:
        """The figure ``target`` is held against in ``year``: of the township that stands worst where it is
        judged by township (以镇为单位) and townships are given, of the county that stands worst where a city
        judges by county (每个县), else the total; a 届次 figure as long as it lasts.
        """
        places = self._places(target, indicator.code, year)
        if places:
            names = (
                self._county_names(year)
                if self._by_counties(target)
                else [t.name for t in self.snapshot.towns]
            )
            return self._worst(target, indicator, year, places, names)
        return self.total(indicator, year)

    def _places(self, target: Target, code: str, year: int) -> Mapping[str, Observation]:
        """The figures of the townships or counties each of which is to meet the target; {} for any other target."""
        if counts_by_town(target):
            return self._by_town(code, year)
        if not self._by_counties(target):
            return {}
        held = self.snapshot.counties.items()
        names = {region: self._county_name(region, year) for region, _ in held}
        return {names[r]: o for r, figures in held if (o := figures.get(CellKey(code, year))) is not None}

    def _by_counties(self, target: Target) -> bool:
        """A county's own file has no counties: there the scope is the county itself."""
        return bool(self.snapshot.county_submissions) and counts_by_county(target)

    def _county_names(self, year: int) -> list[str]:
        codes = dict.fromkeys(sorted(region for region, _ in self.snapshot.county_submissions))
        return [self._county_name(code, year) for code in codes]

    def _county_name(self, code: str, year: int) -> str:
        """The name it sent last; with its code where another county is called the same (海州区)."""
        found = self.snapshot.county_submissions
        names = {c: s.name for (c, _), s in sorted(found.items(), key=lambda item: item[0][1])}
        name = names.get(code, "")
        return name if name and list(names.values()).count(name) == 1 else f"{name}{code}"

    def total(self, indicator: Indicator, year: int) -> Reading:
        """The total's figure of ``year``; a 届次 figure as long as it lasts."""
        reading = self._plain(indicator, year)
        if indicator.period_kind == "term" and reading.exact is None and reading.status in ("", "not_due"):
            for earlier in range(year - 1, year - TERM_YEARS - 1, -1):
                found = self._plain(indicator, earlier)
                if found.exact is not None and not reading.faulty:
                    return Reading(
                        year, earlier, found.exact, found.numerator, found.denominator, "value", found.faulty
                    )
        return reading

    def part(self, indicator: Indicator, year: int, cell: str) -> Fraction | None:
        """The exact figure of a breakdown cell; None where there is none and where an open error concerns it."""
        key = CellKey(indicator.code, year, cell)
        return None if key in self._faulty else exact(self.snapshot.observations.get(key), indicator)

    def series(
        self, target: Target, indicator: Indicator, first: int, last: int
    ) -> tuple[tuple[int, Fraction], ...]:
        """The figures entered for ``first``..``last`` by year; faulty ones and 届次 figures that only last
        left out. Where townships decide in ``last``, years without township figures are left out too: the
        least of the townships is not compared with a total.
        """
        points = []
        by_place = bool(self._places(target, indicator.code, last))
        for year in range(first, last + 1):
            if by_place and not self._places(target, indicator.code, year):
                continue
            reading = self.at(target, indicator, year)
            if reading.exact is not None and not reading.faulty and reading.of_year == year:
                points.append((year, reading.exact))
        return tuple(points)

    def by_town(self, code: str, year: int) -> Mapping[str, Observation]:
        """The townships' figures of an indicator in ``year``, by township; faulty ones left out."""
        by_town = self._by_town(code, year)
        return {town: o for town, o in by_town.items() if o.address not in self._faulty}

    def base(self, plan: Plan, target: Target, indicator: Indicator) -> Base | None:
        """The target's baseline: entered, else the document's, else the observation of the baseline year.

        The baseline year is the one the target names, else the year before the plan; a level without a named
        year takes the recorded figure nearest to it. A change is counted from its own year only.
        """
        year, recorded = base_year(plan, target), self._recorded(plan, indicator.code)
        named = target.baseline_year or (target.relative.from_year if target.relative else None)
        if year not in recorded and recorded and named is None and not is_change(target):
            year = min(recorded, key=lambda other: (abs(other - year), other))
        if year in recorded:
            return _base(year, *recorded[year], indicator)
        observed = self.at(target, indicator, year)
        if observed.exact is None or observed.faulty or observed.of_year != year:
            return None
        return _base(year, observed.exact, "observed", indicator)

    def _recorded(self, plan: Plan, code: str) -> dict[int, tuple[Fraction, Source]]:
        found: dict[int, tuple[Fraction, Source]] = {
            b.year: (Fraction(b.value), "document") for b in plan.baselines if b.indicator == code
        }
        for (plan_id, indicator, year), entered in self.snapshot.baselines.items():
            if plan_id == plan.id and indicator == code and entered.value is not None:
                found[year] = (Fraction(entered.value), "entered")
        return found

    def _plain(self, indicator: Indicator, year: int) -> Reading:
        key = CellKey(indicator.code, year)
        if key not in self._read:
            self._read[key] = self._read_cell(indicator, key)
        return self._read[key]

    def _read_cell(self, indicator: Indicator, key: CellKey) -> Reading:
        observation, year = self.snapshot.observations.get(key), key.year
        if observation is None:
            return Reading(year, year)
        return Reading(
            year,
            year,
            exact(observation, indicator),
            observation.numerator,
            observation.denominator,
            observation.status,
            observation.status == "value" and key in self._faulty,
        )

    def _worst(
        self,
        target: Target,
        indicator: Indicator,
        year: int,
        by_town: Mapping[str, Observation],
        expected: list[str],
    ) -> Reading:
        # a county's figure found wrong when it was checked again says nothing
        figures = {
            town: None if observation.flagged and observation.region else exact(observation, indicator)
            for town, observation in by_town.items()
        }
        given = {town: figure for town, figure in figures.items() if figure is not None}
        names = expected or list(by_town)
        excused = {
            town
            for town, observation in by_town.items()
            if observation.status in ("no_case", "not_applicable")
        }
        without = tuple(name for name in names if name not in given and name not in excused)
        faulty = any(
            observation.status == "value" and not observation.region and observation.address in self._faulty
            for observation in by_town.values()
        )
        if not given:
            return Reading(year, year, faulty=faulty, without=without)
        town = max(given, key=lambda name: badness(target, indicator, given[name]))
        deciding = by_town[town]
        return Reading(
            year, year, given[town], deciding.numerator, deciding.denominator, "value", faulty, town, without
        )

    def _by_town(self, code: str, year: int) -> Mapping[str, Observation]:
        if self._towns is None:
            self._towns = {}
            for key, observation in self.snapshot.observations.items():
                if key.cell.startswith("town=") and ";" not in key.cell:
                    self._towns.setdefault((key.indicator, key.year), {})[key.cell[5:]] = observation
        return self._towns.get((code, year), {})


def is_change(target: Target) -> bool:
    """Whether the target's figure is a change since a baseline (↓ 20 % since 2020), not a level."""
    if target.value is None:
        return False
    return target.op in ("↑", "↓") or (target.relative is not None and target.relative.kind == "change")


def counts_by_town(target: Target) -> bool:
    """Whether the scope says that every township is to meet the target (以乡镇为单位, 以镇（街道）为单位)."""
    return target.scope is not None and _TOWNS.search(target.scope) is not None


def counts_by_county(target: Target) -> bool:
    """Whether the scope says that every county is to meet the target (每个县, 各县（市、区）, 以县为单位)."""
    return target.scope is not None and _COUNTIES.search(target.scope) is not None


def base_year(plan: Plan, target: Target) -> int:
    """The year a target starts from: the one it names, else the year before the plan."""
    named = target.relative.from_year if target.relative else None
    return named or target.baseline_year or plan.period[0] - 1


def badness(target: Target, indicator: Indicator, figure: Fraction) -> Fraction:
    """The larger, the further ``figure`` is from what ``target`` wants: orders townships, worst last."""
    relative = target.relative
    if relative is not None and relative.kind == "change":
        return figure if relative.direction == "down" else -figure
    if target.op in (">=", ">", "↑"):
        return -figure
    if target.op in ("<=", "<", "↓"):
        return figure
    if indicator.better != "neither" and target.op != "between":
        return figure if indicator.better == "lower" else -figure
    low = Fraction(target.value or 0)
    high = Fraction(target.value2) if target.value2 is not None else low
    return max(low - figure, figure - high, Fraction(0))


def _base(year: int, figure: Fraction, source: Source, indicator: Indicator) -> Base:
    return Base(year, figure, printed(figure, indicator.decimals), source)
