"""The rows of a domain's form for one plan: goals in order, each with its indicators (填报, Excel and paper share it)."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from plandesk.core.indicator import Indicator, Library
from plandesk.core.plan import Domain, Goal, Measure, Plan, Target
from plandesk.core.records import Substitute

Substitutes = Mapping[tuple[str, str], Substitute]
_NONE: Substitutes = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class SheetRow:
    """An indicator as it stands under a goal or a measure: every target it has there (stages, stretch).

    The indicator a benchmark points at has a row of its own without a target, right below the one compared with it;
    so has a 替代性指标 below the one it stands in for.
    """

    indicator: Indicator
    targets: tuple[Target, ...]
    goal: Goal | None
    measure: Measure | None

    def target_for(self, year: int) -> Target | None:
        """The target that counts in ``year``: the earliest stage ≥ year, else the last; stretch only if alone."""
        return counting_target(self.targets, year)

    @property
    def required(self) -> bool:
        """Whether a blank stops sending in any year."""
        return any(asks_for(t, self.goal) for t in self.targets)

    def typed_twice(self, year: int) -> bool:
        """Whether its figures of ``year`` are typed a second time (复录核对) where only the key ones are."""
        there = [
            t for t in self.targets if (t.valid_from or year) <= year <= (t.valid_to or year)
        ] or self.targets
        decided = [t.typed_twice for t in there if t.typed_twice is not None]
        return any(decided) if decided else any(asks_for(t, self.goal) for t in there)


@dataclass(frozen=True, slots=True)
class SheetSection:
    """A goal or a measure with its rows; a goal without indicators keeps its section (自评)."""

    goal: Goal | None
    measure: Measure | None
    rows: tuple[SheetRow, ...]


def counting_target(targets: tuple[Target, ...], year: int) -> Target | None:
    """Of several stages of one target the earliest with stage ≥ ``year``, else the last (cli.md, Judging).

    A target with a figure stands before one with an arrow only.
    """
    valid = [
        t for t in targets
        if (t.valid_from is None or t.valid_from <= year) and (t.valid_to is None or year <= t.valid_to)
    ]  # fmt: skip
    firm = [t for t in valid if t.countable] or [t for t in valid if not t.stretch] or valid
    if not firm:
        return None
    ahead = [t for t in firm if t.stage_year >= year]
    return min(ahead, key=lambda t: t.stage_year) if ahead else max(firm, key=lambda t: t.stage_year)


def asks_for(target: Target, goal: Goal | None) -> bool:
    """Whether a blank stops sending: as the county decided, else a goal's target with a figure (cli.md, export)."""
    return target.required if target.required is not None else goal is not None and target.countable


def domain_sheet(
    plan: Plan, domain: Domain, library: Library, substitutes: Substitutes = _NONE
) -> tuple[SheetSection, ...]:
    """The sections of ``domain``: each indicator once per domain, where it first stands.

    An indicator that a measure repeats is shown at its goal only; targets of the measure stay with the measure's row
    when it stands there alone. ``substitutes`` are the file's (``Snapshot.substitutes``).
    """
    seen: set[str] = set()
    # a substitute that has a target of its own in the domain stands there
    parts = [goal.targets for goal in domain.goals] + [measure.targets for measure in domain.measures]
    own = {target.indicator for targets in parts for target in targets}
    spare = {key: s for key, s in substitutes.items() if key[0] == plan.id and s.substitute not in own}

    def rows(targets: tuple[Target, ...], goal: Goal | None, measure: Measure | None) -> tuple[SheetRow, ...]:
        codes = [c for c in _codes(plan, targets, library, spare) if c not in seen]
        seen.update(codes)
        return tuple(
            SheetRow(library[code], tuple(t for t in targets if t.indicator == code), goal, measure)
            for code in codes
        )

    goals = [SheetSection(goal, None, rows(goal.targets, goal, None)) for goal in domain.goals]
    measures = [
        SheetSection(None, measure, rows(measure.targets, None, measure)) for measure in domain.measures
    ]
    return (*goals, *(section for section in measures if section.rows))


def plan_indicators(plan: Plan, library: Library, substitutes: Substitutes = _NONE) -> tuple[str, ...]:
    """The codes of every indicator the plan's targets name, are compared with or are judged on instead
    (``substitutes``: the file's), each once, in order.
    """
    targets = tuple(placed.target for placed in plan.placed_targets())
    return _codes(plan, targets, library, substitutes)


def _codes(
    plan: Plan, targets: tuple[Target, ...], library: Library, substitutes: Substitutes
) -> tuple[str, ...]:
    codes: list[str] = []
    for target in targets:
        codes.append(target.indicator)
        against = target.relative.against if target.relative else None
        stand_in = substitutes.get((plan.id, target.indicator))
        beside = (against, stand_in.substitute if stand_in is not None else None)
        codes += [code for code in beside if code is not None and code in library]
    return tuple(dict.fromkeys(codes))
