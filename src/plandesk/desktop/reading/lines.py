"""The lines of a draft under review, and the draft that comes of them. No widget is known here."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from plandesk.core.indicator import Form, Indicator
from plandesk.core.plan import Baseline, Goal, Measure, Plan, Target
from plandesk.planreader.drafts import SURE, Draft, TargetMark
from plandesk.planreader.local_indicators import LocalIndicator

State = Literal["unseen", "accepted", "changed", "dropped", "added"]
STATES: tuple[State, ...] = ("unseen", "accepted", "changed", "dropped", "added")


@dataclass(frozen=True, slots=True)
class Owner:
    """Where a line stands: the draft, the place of its domain (None: projects), the place of its goal or measure."""

    draft: int
    domain: int | None
    kind: Literal["goal", "measure"]
    place: int


@dataclass(frozen=True, slots=True)
class Line:
    """A target of the draft. ``no`` stays its own through every step."""

    no: int
    owner: Owner
    target: Target
    mark: TargetMark
    state: State = "unseen"

    @property
    def sure(self) -> bool:
        """Whether it may be taken over unseen."""
        return self.mark.confidence >= SURE


def owners_of(draft: Draft, number: int) -> Iterator[Owner]:
    """Every goal, measure and project of a draft in the order of ``Plan.placed_targets``."""
    plan = draft.plan
    for place, domain in enumerate(plan.domains):
        yield from (Owner(number, place, "goal", n) for n in range(len(domain.goals)))
        yield from (Owner(number, place, "measure", n) for n in range(len(domain.measures)))
    yield from (Owner(number, None, "measure", n) for n in range(len(plan.projects)))


def put_together(
    before: Draft,
    number: int,
    lines: Sequence[Line],
    local: Iterable[LocalIndicator],
    first: Mapping[int, str],
) -> Draft:
    """The draft ``before`` with ``lines`` as its targets; ``first`` are the indicators the lines were read with."""
    by_owner: dict[Owner, list[Line]] = {}
    for line in lines:
        by_owner.setdefault(line.owner, []).append(line)

    def targets(owner: Owner) -> tuple[Target, ...]:
        return tuple(line.target for line in by_owner.get(owner, ()))

    def measures(domain: int | None, found: Sequence[Measure]) -> tuple[Measure, ...]:
        return tuple(
            replace(m, targets=targets(Owner(number, domain, "measure", n))) for n, m in enumerate(found)
        )

    domains = tuple(
        replace(
            domain,
            goals=tuple(_goal(g, targets(Owner(number, p, "goal", n))) for n, g in enumerate(domain.goals)),
            measures=measures(p, domain.measures),
        )
        for p, domain in enumerate(before.plan.domains)
    )
    plan = replace(before.plan, domains=domains, projects=measures(None, before.plan.projects))
    marks = tuple(line.mark for owner in owners_of(before, number) for line in by_owner.get(owner, ()))
    used = {placed.target.indicator for placed in plan.placed_targets()}
    mine = [line for line in lines if line.owner.draft == number]
    plan = replace(plan, baselines=tuple(_baselines(before.plan, mine, used, first)))
    kept = {e.indicator.code: e for e in local if e.indicator.code in used}
    return replace(before, plan=plan, marks=marks, local=tuple(kept.values()))


def _baselines(
    plan: Plan, lines: Sequence[Line], used: Collection[str], first: Mapping[int, str]
) -> Iterator[Baseline]:
    """The baselines of the targets that are there; one goes with its line to another indicator."""
    for baseline in plan.baselines:
        moved = [line.target.indicator for line in lines if first.get(line.no) == baseline.indicator]
        code = baseline.indicator if baseline.indicator in moved or not moved else moved[0]
        if code in used:
            yield replace(baseline, indicator=code)


def _goal(goal: Goal, targets: tuple[Target, ...]) -> Goal:
    kind = "quantified" if any(t.value is not None for t in targets) else "directional"
    return replace(goal, targets=targets, kind=kind if targets else "qualitative")  # type: ignore[arg-type]


def local_forms(local: Sequence[Sequence[LocalIndicator]], plans: Sequence[Plan]) -> list[Form]:
    """Forms of the new indicators; one for a domain that no shipped form fits even where it has none."""
    titles = {domain.form: domain.name for plan in plans for domain in reversed(plan.domains)}
    own: dict[str, dict[str, Indicator]] = {code: {} for code in titles if code.endswith("/other")}
    for each in (each for group in local for each in group):
        own.setdefault(each.form, {})[each.indicator.code] = each.indicator
    return [Form(code, titles.get(code, code), 1, tuple(i.values())) for code, i in own.items()]
