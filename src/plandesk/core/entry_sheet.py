"""The rows of a domain's form for one plan: goals in order, each with its indicators (填报, Excel and paper share it)."""

from dataclasses import dataclass

from plandesk.core.indicator import Indicator, Library
from plandesk.core.plan import Domain, Goal, Measure, Plan, Target


@dataclass(frozen=True, slots=True)
class SheetRow:
    """An indicator as it stands under a goal or a measure: every target it has there (stages, stretch).

    The indicator a benchmark points at has a row of its own without a target, right below the one compared with it.
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
        """Whether a blank stops sending: the row has a goal's target with a figure (cli.md, export submission)."""
        return self.goal is not None and any(t.countable for t in self.targets)


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


def domain_sheet(plan: Plan, domain: Domain, library: Library) -> tuple[SheetSection, ...]:
    """The sections of ``domain``: each indicator once per domain, where it first stands.

    An indicator that a measure repeats is shown at its goal only; targets of the measure stay with the measure's row
    when it stands there alone.
    """
    seen: set[str] = set()
    sections: list[SheetSection] = []
    for goal in domain.goals:
        sections.append(SheetSection(goal, None, _rows(goal.targets, library, seen, goal, None)))
    for measure in domain.measures:
        rows = _rows(measure.targets, library, seen, None, measure)
        if rows:
            sections.append(SheetSection(None, measure, rows))
    return tuple(sections)


def plan_indicators(plan: Plan, library: Library) -> tuple[str, ...]:
    """The codes of every indicator the plan's targets name or are compared with, each once, in order."""
    return _codes(tuple(placed.target for placed in plan.placed_targets()), library)


def _rows(
    targets: tuple[Target, ...], library: Library, seen: set[str], goal: Goal | None, measure: Measure | None
) -> tuple[SheetRow, ...]:
    codes = [c for c in _codes(targets, library) if c not in seen]
    seen.update(codes)
    return tuple(
        SheetRow(library[code], tuple(t for t in targets if t.indicator == code), goal, measure) for code in codes
    )


def _codes(targets: tuple[Target, ...], library: Library) -> tuple[str, ...]:
    codes: list[str] = []
    for target in targets:
        codes.append(target.indicator)
        against = target.relative.against if target.relative else None
        if against is not None and against in library:
            codes.append(against)
    return tuple(dict.fromkeys(codes))
