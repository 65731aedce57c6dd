"""Editing a plan in force: goals, measures, targets added, changed, renumbered, moved, retired from a year on."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from plandesk.core.declarations import Misdeclared
from plandesk.core.indicator import Library
from plandesk.core.plan import Domain, Goal, Measure, PlacedTarget, Plan, Target
from plandesk.core.plan_mapping import plan_to_mapping
from plandesk.core.plan_reader import check_plan_against, plan_from_mapping
from plandesk.core.records import Assessment, Record, Setting
from plandesk.core.snapshot import Snapshot

Item = TypeVar("Item", Goal, Measure, Target)


@dataclass(frozen=True, slots=True)
class Holder:
    """What holds targets: a goal or a measure of the domain numbered ``domain``, or a project (``domain`` None)."""

    domain: int | None
    goal: Goal | None = None
    measure: Measure | None = None

    @staticmethod
    def of(placed: PlacedTarget) -> "Holder":
        """Where a target stands."""
        return Holder(placed.domain.no if placed.domain is not None else None, placed.goal, placed.measure)

    @property
    def targets(self) -> tuple[Target, ...]:
        """The targets it holds."""
        item = self.goal or self.measure
        return item.targets if item is not None else ()


def plan_faults(plan: Plan, library: Library, known: Plan | None = None) -> tuple[str, ...]:
    """What the strict reader of packs says against ``plan``, and what the library lacks; sentences, empty if sound.

    ``known`` is the plan before the change, already found sound with that library: what ``plan`` shares with it is not
    read again. A key pressed costs the reading of one domain so.
    """
    if known is not None:
        plan = _unlike(plan, known)
    try:
        plan_from_mapping(plan_to_mapping(plan, stored=True), plan.title)
    except Misdeclared as fault:
        return fault.problems
    return check_plan_against(plan, library)


def _unlike(plan: Plan, known: Plan) -> Plan:
    """``plan`` without the domains, projects and baselines it shares with ``known``, as far as it can be read so."""
    numbers = [domain.no for domain in plan.domains]
    if len(set(numbers)) < len(numbers) or plan.period != known.period:
        return plan
    shared = set(map(id, known.domains))
    changed = tuple(d for d in plan.domains if id(d) not in shared and d not in known.domains)
    projects = () if plan.projects == known.projects else plan.projects
    baselines = () if plan.baselines == known.baselines else plan.baselines
    return replace(plan, domains=changed or plan.domains[:1], projects=projects, baselines=baselines)


# goals


def add_goal(plan: Plan, domain: int, goal: Goal) -> Plan:
    """``plan`` with ``goal`` at the end of a domain."""
    return _goals(plan, domain, lambda goals: (*goals, goal))


def change_goal(plan: Plan, domain: int, old: Goal, new: Goal, from_year: int | None = None) -> Plan:
    """``plan`` with ``new`` in place of ``old``, from a year on or (None) for the whole period."""
    return _goals(plan, domain, lambda goals: _put(goals, old, _changed(old, new, from_year, plan)))


def retire_goal(plan: Plan, domain: int, goal: Goal, from_year: int) -> Plan:
    """``plan`` without ``goal`` from ``from_year`` on; earlier years keep it. From the first year: it never was."""
    return _goals(plan, domain, lambda goals: _put(goals, goal, _retired(goal, from_year, plan)))


def move_goal(plan: Plan, domain: int, goal: Goal, step: int) -> Plan:
    """``plan`` with ``goal`` one place up (−1) or down (1); as it was at the end of the list."""
    return _goals(plan, domain, lambda goals: _moved(goals, goal, step))


def renumbered(
    snapshot: Snapshot, plan_id: str, domain: int, old: str, new: str, from_year: int
) -> list[Record]:
    """What was written about a goal in its years from ``from_year`` on, put under its new number."""
    records: list[Record] = []
    for (plan, goal, year), given in snapshot.assessments.items():
        if plan == plan_id and goal == f"{domain}.{old}" and year >= from_year:
            records += [Assessment(plan, goal, year), replace(given, goal=f"{domain}.{new}")]
    return records


# measures


def add_measure(plan: Plan, domain: int | None, measure: Measure) -> Plan:
    """``plan`` with ``measure`` at the end of a domain, or as the last project."""
    return _measures(plan, domain, lambda measures: (*measures, measure))


def change_measure(
    plan: Plan, domain: int | None, old: Measure, new: Measure, from_year: int | None = None
) -> Plan:
    """``plan`` with ``new`` in place of ``old``, from a year on or (None) for the whole period."""
    return _measures(plan, domain, lambda some: _put(some, old, _changed(old, new, from_year, plan)))


def retire_measure(plan: Plan, domain: int | None, measure: Measure, from_year: int) -> Plan:
    """``plan`` without ``measure`` from ``from_year`` on; earlier years keep it."""
    return _measures(plan, domain, lambda some: _put(some, measure, _retired(measure, from_year, plan)))


def renumbered_measure(
    snapshot: Snapshot, plan_id: str, domain: int, old: int, new: int, from_year: int
) -> list[Record]:
    """What the units reported on a measure in its years from ``from_year`` on, put under its new number."""
    tail, fresh = f"/measure/{plan_id}/{domain}.{old}", f"/measure/{plan_id}/{domain}.{new}"
    records: list[Record] = []
    for name, text in snapshot.settings.items():
        year = name.removeprefix("work/").partition("/")[0]
        if name.startswith("work/") and name.endswith(tail) and year.isdigit() and int(year) >= from_year:
            records += [Setting(name), Setting(name.removesuffix(tail) + fresh, text)]
    return records


# targets


def add_target(plan: Plan, holder: Holder, target: Target) -> Plan:
    """``plan`` with ``target`` at the end of what ``holder`` holds."""
    return _targets(plan, holder, lambda targets: (*targets, target))


def change_target(plan: Plan, holder: Holder, old: Target, new: Target, from_year: int | None = None) -> Plan:
    """``plan`` with ``new`` in place of ``old``, from a year on or (None) for the whole period."""
    return _targets(plan, holder, lambda targets: _put(targets, old, _changed(old, new, from_year, plan)))


def retire_target(plan: Plan, holder: Holder, target: Target, from_year: int) -> Plan:
    """``plan`` without ``target`` from ``from_year`` on; earlier years keep it.

    A goal that is left without any target from the first year on becomes one in words.
    """
    return _targets(plan, holder, lambda targets: _put(targets, target, _retired(target, from_year, plan)))


def move_target(plan: Plan, holder: Holder, target: Target, step: int) -> Plan:
    """``plan`` with all stages of the target's indicator before (−1) or behind (1) the neighbouring indicator."""

    def moved(targets: tuple[Target, ...]) -> tuple[Target, ...]:
        order = list(dict.fromkeys(t.indicator for t in targets))
        here = order.index(target.indicator)
        there = here + step
        if 0 <= there < len(order):
            order[here], order[there] = order[there], order[here]
        return tuple(sorted(targets, key=lambda t: order.index(t.indicator)))

    return _targets(plan, holder, moved)


# domains


def add_domain(plan: Plan, domain: Domain) -> Plan:
    """``plan`` with a further domain at its end."""
    return replace(plan, domains=(*plan.domains, domain))


def change_domain(plan: Plan, number: int, name: str) -> Plan:
    """``plan`` with a domain called otherwise."""
    return replace(plan, domains=tuple(replace(d, name=name) if d.no == number else d for d in plan.domains))


def retire_domain(plan: Plan, number: int, from_year: int) -> Plan:
    """``plan`` without a domain from ``from_year`` on: its goals and measures end, earlier years keep them.

    From the first year: the domain never was. Raises ValueError for the plan's only domain.
    """
    if from_year <= plan.period[0]:
        rest = tuple(d for d in plan.domains if d.no != number)
        if not rest:
            raise ValueError("a plan has a domain")
        return replace(plan, domains=rest)
    return replace(
        plan,
        domains=tuple(
            replace(
                d,
                goals=tuple(kept for g in d.goals for kept in _retired(g, from_year, plan)),
                measures=tuple(kept for m in d.measures for kept in _retired(m, from_year, plan)),
            )
            if d.no == number
            else d
            for d in plan.domains
        ),
    )


def kind_of(targets: Sequence[Target]) -> str:
    """The kind a goal with these targets is of."""
    if not targets:
        return "qualitative"
    return (
        "quantified" if any(t.value is not None or t.relative is not None for t in targets) else "directional"
    )


# how


def _changed(old: Item, new: Item, from_year: int | None, plan: Plan) -> tuple[Item, ...]:
    first = old.valid_from or plan.period[0]
    if old.valid_to is not None and from_year is not None and from_year > old.valid_to:
        raise ValueError(f"no longer part of the plan in {from_year}: {old!r}")
    if from_year is None or from_year <= first:
        return (replace(new, valid_from=old.valid_from, valid_to=old.valid_to),)
    kept = replace(old, valid_to=from_year - 1)
    return kept, replace(new, valid_from=from_year, valid_to=old.valid_to)


def _retired(item: Item, from_year: int, plan: Plan) -> tuple[Item, ...]:
    if from_year <= (item.valid_from or plan.period[0]):
        return ()
    if item.valid_to is not None and item.valid_to < from_year:
        return (item,)
    return (replace(item, valid_to=from_year - 1),)


def _put(items: tuple[Item, ...], old: Item, fresh: tuple[Item, ...]) -> tuple[Item, ...]:
    if old not in items:
        raise ValueError(f"not at this place: {old!r}")
    here = items.index(old)
    return items[:here] + fresh + items[here + 1 :]


def _moved(items: tuple[Item, ...], item: Item, step: int) -> tuple[Item, ...]:
    here = items.index(item)
    there = here + step
    if not 0 <= there < len(items):
        return items
    some = list(items)
    some[here], some[there] = some[there], some[here]
    return tuple(some)


def _goals(plan: Plan, number: int, edit: Callable[[tuple[Goal, ...]], tuple[Goal, ...]]) -> Plan:
    domains = (replace(d, goals=edit(d.goals)) if d.no == number else d for d in plan.domains)
    return replace(plan, domains=tuple(domains))


def _measures(
    plan: Plan, number: int | None, edit: Callable[[tuple[Measure, ...]], tuple[Measure, ...]]
) -> Plan:
    if number is None:
        return replace(plan, projects=edit(plan.projects))
    domains = (replace(d, measures=edit(d.measures)) if d.no == number else d for d in plan.domains)
    return replace(plan, domains=tuple(domains))


def _targets(plan: Plan, holder: Holder, edit: Callable[[tuple[Target, ...]], tuple[Target, ...]]) -> Plan:
    goal, measure = holder.goal, holder.measure
    if goal is not None and holder.domain is not None:
        targets = edit(goal.targets)
        new = replace(goal, targets=targets, kind=kind_of(targets))  # type: ignore[arg-type]
        return _goals(plan, holder.domain, lambda goals: _put(goals, goal, (new,)))
    if measure is not None:
        changed = replace(measure, targets=edit(measure.targets))
        return _measures(plan, holder.domain, lambda some: _put(some, measure, (changed,)))
    raise ValueError("a target stands in a goal or a measure")
