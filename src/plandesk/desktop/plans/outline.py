"""The lines of the plan's tree: domains, goals, measures with figures, projects, and their targets by stage."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from plandesk.core.indicator import Indicator
from plandesk.core.plan import Domain, Goal, Measure, PlacedTarget, Plan, Target
from plandesk.core.snapshot import Snapshot


@dataclass(frozen=True, slots=True)
class HeadLine:
    """A domain, a goal, a measure or a project; ``depth`` 0 for domains and the head of all projects."""

    domain: Domain | None
    goal: Goal | None
    measure: Measure | None
    folded: bool
    has_lines: bool

    @property
    def depth(self) -> int:
        """How deep it stands."""
        return 0 if self.goal is None and self.measure is None else 1

    @property
    def key(self) -> str:
        """Its name among the folded ones."""
        return head_key(self.domain, self.goal, self.measure)


@dataclass(frozen=True, slots=True)
class TargetLine:
    """A target; ``first`` of its indicator under this head, or a further stage of it."""

    placed: PlacedTarget
    indicator: Indicator
    first: bool

    @property
    def target(self) -> Target:
        """The target itself."""
        return self.placed.target

    @property
    def key(self) -> str:
        """Its name among the lines: place, indicator, stage."""
        head = head_key(self.placed.domain, self.placed.goal, self.placed.measure)
        target = self.target
        return f"{head} {target.indicator} {target.scope} {target.stage_year} {target.valid_from} {target.stretch}"


PlanLine = HeadLine | TargetLine


def head_key(domain: Domain | None, goal: Goal | None, measure: Measure | None) -> str:
    """A name for a head that stays while the file is open."""
    parts = [f"domain {domain.no}" if domain is not None else "projects"]
    if goal is not None:
        parts.append(f"goal {goal.no}" + (f" from {goal.valid_from}" if goal.valid_from else ""))
    if measure is not None:
        parts.append(f"measure {measure.no}" + (f" from {measure.valid_from}" if measure.valid_from else ""))
    return " ".join(parts)


def tree_lines(plan: Plan, snapshot: Snapshot, folded: Collection[str]) -> tuple[PlanLine, ...]:
    """The lines to show, heads of ``folded`` without what stands under them."""
    lines: list[PlanLine] = []
    for domain in plan.domains:
        measures = [m for m in domain.measures if m.targets]
        closed = head_key(domain, None, None) in folded
        lines.append(HeadLine(domain, None, None, closed, bool(domain.goals or measures)))
        if closed:
            continue
        for goal in domain.goals:
            lines += _branch(domain, goal, None, goal.targets, snapshot, folded)
        for measure in measures:
            lines += _branch(domain, None, measure, measure.targets, snapshot, folded)
    if plan.projects:
        closed = head_key(None, None, None) in folded
        lines.append(HeadLine(None, None, None, closed, True))
        for project in () if closed else plan.projects:
            lines += _branch(None, None, project, project.targets, snapshot, folded)
    return tuple(lines)


def _branch(
    domain: Domain | None,
    goal: Goal | None,
    measure: Measure | None,
    targets: Iterable[Target],
    snapshot: Snapshot,
    folded: Collection[str],
) -> Iterator[PlanLine]:
    targets = tuple(targets)
    closed = head_key(domain, goal, measure) in folded
    yield HeadLine(domain, goal, measure, closed, bool(targets))
    if closed:
        return
    seen: set[str] = set()
    for target in targets:
        placed = PlacedTarget(domain, goal, measure, target)
        yield TargetLine(placed, snapshot.library[target.indicator], target.indicator not in seen)
        seen.add(target.indicator)
