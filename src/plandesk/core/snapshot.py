"""A frozen picture of a data file at one moment: what screens, checks, judging, reports and exports read."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from plandesk.core.indicator import Indicator, Library
from plandesk.core.plan import Plan, Region
from plandesk.core.records import (
    Assessment,
    Benchmark,
    CellKey,
    CountyStatement,
    CountySubmission,
    EnteredBaseline,
    Explanation,
    FollowUp,
    FormTrip,
    MissingItem,
    Observation,
    SecondEntry,
    SeriesBreak,
    Substitute,
    Town,
    YearState,
)


@dataclass(frozen=True)
class Snapshot:
    """Everything a data file holds of its own region, indexed by key.

    ``observations`` holds the file's own region only (``region`` field ""); counties read at a city stand in
    ``counties`` by region code.
    """

    file_id: str
    region: Region
    plans: tuple[Plan, ...]
    library: Library
    observations: Mapping[CellKey, Observation] = field(default_factory=dict)
    explanations: Mapping[tuple[str, str, int, str], Explanation] = field(default_factory=dict)
    baselines: Mapping[tuple[str, str, int], EnteredBaseline] = field(default_factory=dict)
    benchmarks: Mapping[tuple[str, str, int], Benchmark] = field(default_factory=dict)
    assessments: Mapping[tuple[str, str, int], Assessment] = field(default_factory=dict)
    breaks: Mapping[tuple[str, int], SeriesBreak] = field(default_factory=dict)
    substitutes: Mapping[tuple[str, str], Substitute] = field(default_factory=dict)
    missing_items: Mapping[str, MissingItem] = field(default_factory=dict)
    follow_ups: Mapping[int, FollowUp] = field(default_factory=dict)
    towns: tuple[Town, ...] = ()
    years: Mapping[int, YearState] = field(default_factory=dict)
    settings: Mapping[str, str] = field(default_factory=dict)
    counties: Mapping[str, Mapping[CellKey, Observation]] = field(default_factory=dict)
    county_submissions: Mapping[tuple[str, int], CountySubmission] = field(default_factory=dict)
    county_statements: Mapping[tuple[str, int, str, str, str, str], CountyStatement] = field(
        default_factory=dict
    )
    form_trips: Mapping[tuple[int, str, int], FormTrip] = field(default_factory=dict)
    second_entries: Mapping[tuple[str, int, str], SecondEntry] = field(default_factory=dict)

    def indicator(self, code: str) -> Indicator:
        """The indicator as the file holds it. Raises KeyError."""
        return self.library[code]

    def plan(self, plan_id: str) -> Plan:
        """The plan of that id. Raises KeyError."""
        for plan in self.plans:
            if plan.id == plan_id:
                return plan
        raise KeyError(plan_id)

    def observation(self, code: str, year: int, cell: str = "") -> Observation | None:
        """The observation at that address, if anything stands there."""
        return self.observations.get(CellKey(code, year, cell))

    def has_samples(self, year: int | None = None) -> bool:
        """Whether any figure (of ``year``) is a sample (示例): reports and exports then carry the mark."""
        return any(
            o.origin == "sample" and (year is None or o.year == year) for o in self.observations.values()
        )

    def years_with_data(self) -> tuple[int, ...]:
        """The years in which anything stands, ascending."""
        return tuple(sorted({key.year for key in self.observations}))

    def broken_between(self, code: str, earlier: int, later: int) -> bool:
        """Whether a 口径变动 forbids comparing ``later`` with ``earlier``."""
        return any(c == code and earlier < year <= later for c, year in self.breaks)
