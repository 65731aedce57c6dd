"""A development plan (规划): domains, goals, targets, measures, as ``cli.md`` prints them."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

Audience = Literal["women", "children"]
Level = Literal["county", "prefecture", "province"]
Op = Literal["<=", ">=", "<", ">", "=", "≈", "between", "↑", "↓"]
GoalKind = Literal["quantified", "directional", "qualitative"]


@dataclass(frozen=True, slots=True)
class Region:
    """A county, prefecture or province: name, six-digit code, level."""

    name: str
    code: str
    level: Level


@dataclass(frozen=True, slots=True)
class Relative:
    """What a target without an absolute figure is measured by (cli.md, “A plan”).

    ``change``: the target's value is a change in ``direction`` per ``period`` or ``year`` since ``from_year``, in
    ``unit`` (% or 个百分点). ``benchmark``: against another indicator's code or an outside figure, in words.
    ``balance``, ``assigned``, ``trend`` carry ``words``.
    """

    kind: Literal["change", "benchmark", "balance", "assigned", "trend"]
    direction: Literal["up", "down"] | None = None
    per: Literal["period", "year"] | None = None
    from_year: int | None = None
    unit: str | None = None
    against: str | None = None
    words: str | None = None


@dataclass(frozen=True, slots=True)
class Target:
    """A target (目标值) of one indicator by ``stage_year``; ``value`` None for ↑ ↓ and for benchmarks.

    ``valid_from``/``valid_to`` bound the monitored years it counts for (a plan revised in mid-period keeps the old
    one for the years it counted); None means the whole period. ``name`` is the document's own name for it.
    ``required`` (a blank stops sending) and ``typed_twice`` (复录核对) are what the county decided for its rows; None
    leaves it to the rule: goals' targets with a figure are.
    """

    indicator: str
    name: str
    op: Op
    value: Decimal | None
    unit: str | None
    stage_year: int
    value2: Decimal | None = None
    baseline_year: int | None = None
    relative: Relative | None = None
    scope: str | None = None
    stretch: bool = False
    implicit: bool = False
    remark: str | None = None
    valid_from: int | None = None
    valid_to: int | None = None
    required: bool | None = None
    typed_twice: bool | None = None

    @property
    def directional(self) -> bool:
        """↑ or ↓ without a figure: judged by its sign rule, counted apart."""
        return self.op in ("↑", "↓") and self.value is None

    @property
    def countable(self) -> bool:
        """Whether a goal's target enters the rates: it has a figure or a benchmark and is no stretch target."""
        has_figure = self.value is not None
        benchmark = self.relative is not None and self.relative.kind == "benchmark"
        return (has_figure or benchmark) and not self.stretch


@dataclass(frozen=True, slots=True)
class Goal:
    """A numbered goal (主要目标); ``summary`` in our own words, ``text`` the clerk's document's own, if she gave one.

    ``valid_from``/``valid_to`` bound the years it is part of the plan, as with ``Target``.
    """

    no: str
    summary: str
    kind: GoalKind
    targets: tuple[Target, ...] = ()
    text: str | None = None
    valid_from: int | None = None
    valid_to: int | None = None


@dataclass(frozen=True, slots=True)
class Measure:
    """A measure (策略措施) or a project (实事项目) by its title, with the figures that stand in it."""

    no: int
    title: str
    targets: tuple[Target, ...] = ()
    valid_from: int | None = None
    valid_to: int | None = None


@dataclass(frozen=True, slots=True)
class Domain:
    """A domain (领域) and the form its indicators are entered in."""

    no: int
    name: str
    form: str
    goals: tuple[Goal, ...]
    measures: tuple[Measure, ...] = ()


@dataclass(frozen=True, slots=True)
class Baseline:
    """A figure of an earlier year that the document itself gives."""

    indicator: str
    year: int
    value: Decimal


@dataclass(frozen=True, slots=True)
class Monitoring:
    """The plan's monitoring duties: what is due, who receives the data, which groups there are."""

    annual: bool
    midterm: bool
    final: bool
    data_to: str
    groups: tuple[str, ...] = ()
    special: tuple[str, ...] = ()
    evaluation_to: str = ""


@dataclass(frozen=True, slots=True)
class Plan:
    """One plan of one region for women or for children."""

    id: str
    title: str
    region: Region
    audience: Audience
    period: tuple[int, int]
    doc_no: str
    issued: str
    domains: tuple[Domain, ...]
    projects: tuple[Measure, ...]
    baselines: tuple[Baseline, ...]
    monitoring: Monitoring
    version: int = 1

    def placed_targets(self) -> Iterator["PlacedTarget"]:
        """Every target in the document's order, goals before measures within a domain, projects last."""
        for domain in self.domains:
            for goal in domain.goals:
                for target in goal.targets:
                    yield PlacedTarget(domain, goal, None, target)
            for measure in domain.measures:
                for target in measure.targets:
                    yield PlacedTarget(domain, None, measure, target)
        for project in self.projects:
            for target in project.targets:
                yield PlacedTarget(None, None, project, target)


@dataclass(frozen=True, slots=True)
class PlacedTarget:
    """A target with the place it stands at: a goal or a measure of a domain, or a project (no domain)."""

    domain: Domain | None
    goal: Goal | None
    measure: Measure | None
    target: Target
