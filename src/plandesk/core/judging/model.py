"""What judging gives back: a judgement per target, counts and rates per domain and plan."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Literal

from plandesk.core.indicator import Indicator
from plandesk.core.plan import Domain, Goal, Measure, PlacedTarget, Target

State = Literal["attained", "not_attained", "not_due", "no_data"]
Verdict = Literal[
    "attained", "maintained", "on_track", "slightly_off", "off_track", "moving_away",
    "small_numbers", "no_data", "cannot_tell", "qualitative",
]  # fmt: skip
Method = Literal["weather", "open_sdg", "un_progress", "gap_closed"]
Level = Literal["notice", "yellow", "red"]
METHODS: tuple[Method, ...] = ("weather", "open_sdg", "un_progress", "gap_closed")
TOLERANCE = Decimal("5")


@dataclass(frozen=True, slots=True)
class EarlyWarning:
    """An early warning (预警): code W1..W9, level, reason in one sentence, the figures it rests on."""

    code: str
    level: Level
    reason: str
    inputs: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Judgement:
    """A target (or a goal without figures) judged in one year, with everything the verdict rests on.

    ``target`` and ``indicator`` are None for a qualitative goal. ``value`` is the figure as printed, with
    more digits where rounding would hide the answer; ``exact`` what was compared, ``threshold`` what it was
    compared with (None for ↑ ↓), both in the indicator's unit. ``state`` and ``attained`` are None where
    there is no figure to compare with. ``miss`` is m of the weather rule, ``forecast_low`` and
    ``forecast_high`` the 80 % interval of the forecast where there are points enough. ``year_of_value``
    differs from ``year`` for a 届次 figure that lasts. ``word`` is the verdict in Chinese, ``shown_as`` the
    key of that word and its sign (the verdict, or missed, not_due, rising, falling), ``summary`` one sentence
    for the leader, ``steps`` how it was judged. Where a 替代性指标 stands in for ``indicator``, ``substitute`` is
    that one, all figures are its own (they have the same unit), and ``mark`` is （以…替代） to be put behind the name.
    """

    domain: Domain | None
    goal: Goal | None
    measure: Measure | None
    target: Target | None
    indicator: Indicator | None
    year: int
    counted: bool
    verdict: Verdict
    word: str
    shown_as: str
    steps: tuple[str, ...]
    summary: str = ""
    state: State | None = None
    attained: bool | None = None
    value: str | None = None
    exact: Fraction | None = None
    year_of_value: int | None = None
    threshold: Fraction | None = None
    baseline: str | None = None
    baseline_year: int | None = None
    forecast: str | None = None
    forecast_low: str | None = None
    forecast_high: str | None = None
    miss: Fraction | None = None
    alerts: tuple[EarlyWarning, ...] = ()
    substitute: Indicator | None = None
    mark: str = ""

    @property
    def name(self) -> str:
        """The target's name with the mark of a substitute; "" for a qualitative goal."""
        return "" if self.target is None else self.target.name + self.mark

    @property
    def judged_on(self) -> Indicator | None:
        """The indicator whose figures these are: the substitute, else the target's own."""
        return self.substitute or self.indicator

    @property
    def placed(self) -> PlacedTarget | None:
        """The target with the place it stands at; None for a qualitative goal."""
        return (
            None if self.target is None else PlacedTarget(self.domain, self.goal, self.measure, self.target)
        )

    @property
    def warnings(self) -> tuple[str, ...]:
        """The codes of its early warnings, ascending."""
        return tuple(alert.code for alert in self.alerts)

    @property
    def level(self) -> Level | None:
        """The highest level among its early warnings."""
        levels = {alert.level for alert in self.alerts}
        ranked: tuple[Level, ...] = ("red", "yellow", "notice")
        return next((level for level in ranked if level in levels), None)


@dataclass(frozen=True, slots=True)
class Counts:
    """How many targets stand in which state; ``due`` and ``due_attained`` count those with stage ≤ the year
    judged.

    The four states are of counted targets and sum to ``counted``; ``directional`` and ``qualitative`` stand
    apart.
    """

    counted: int = 0
    attained: int = 0
    not_attained: int = 0
    not_due: int = 0
    no_data: int = 0
    directional: int = 0
    qualitative: int = 0
    due: int = 0
    due_attained: int = 0

    def __add__(self, other: "Counts") -> "Counts":
        return Counts(
            self.counted + other.counted,
            self.attained + other.attained,
            self.not_attained + other.not_attained,
            self.not_due + other.not_due,
            self.no_data + other.no_data,
            self.directional + other.directional,
            self.qualitative + other.qualitative,
            self.due + other.due,
            self.due_attained + other.due_attained,
        )

    @property
    def judged(self) -> int:
        """The counted targets that could be judged: the denominator of ``of_judged``."""
        return self.attained + self.not_attained + self.not_due

    @property
    def too_few_judged(self) -> bool:
        """Whether more than a fifth has no data, so that no rate of a domain is shown (SDG Index rule)."""
        return 5 * self.no_data > self.counted


@dataclass(frozen=True, slots=True)
class Rates:
    """The three attainment rates in %, one decimal, half up; None where the denominator is 0."""

    of_judged: str | None
    of_due: str | None
    of_all: str | None


@dataclass(frozen=True, slots=True)
class DomainEvaluation:
    """A domain's judgements, counts and rates."""

    no: int
    name: str
    counts: Counts
    rates: Rates
    targets: tuple[Judgement, ...]


@dataclass(frozen=True, slots=True)
class Evaluation:
    """A plan judged in a year by one method; ``projects``: figures of 实事项目, judged, not counted."""

    year: int
    method: Method
    plan_id: str
    counts: Counts
    rates: Rates
    domains: tuple[DomainEvaluation, ...]
    projects: tuple[Judgement, ...]
    tolerance: Decimal

    @property
    def substituted(self) -> tuple[Judgement, ...]:
        """The judgements that rest on a 替代性指标."""
        return tuple(j for j in self.judgements() if j.substitute is not None)

    def judgements(self) -> tuple[Judgement, ...]:
        """Every judgement: domain by domain, projects last."""
        return tuple(j for domain in self.domains for j in domain.targets) + self.projects
