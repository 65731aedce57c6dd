"""A plan as it stands in one year: what was retired before and what comes later is left out, the rest is as it was."""

from collections.abc import Iterable
from dataclasses import replace

from plandesk.core.plan import Domain, Goal, Measure, Plan, Target
from plandesk.core.snapshot import Snapshot


def stands(item: Goal | Measure | Target, year: int) -> bool:
    """Whether a goal, a measure or a target is part of the plan in ``year``."""
    return (item.valid_from or year) <= year <= (item.valid_to or year)


def targets_in_year(targets: tuple[Target, ...], year: int) -> tuple[Target, ...]:
    """The targets of a goal or a measure in ``year``.

    Of an indicator that stands in ``year`` all are kept, those of other years too: the chart shows what was asked
    when (each carries its years, judging looks at them). An indicator without any in ``year`` is left out.
    """
    alive = {(t.indicator, t.scope) for t in targets if stands(t, year)}
    return tuple(t for t in targets if (t.indicator, t.scope) in alive)


def plan_in_year(plan: Plan, year: int) -> Plan:
    """``plan`` as it stands in ``year``; the same object where nothing of it begins or ends.

    A domain all of which was retired before, or begins later, is left out; one that never held anything stays.
    """
    there = tuple((domain, _domain(domain, year)) for domain in plan.domains)
    kept = tuple(now for whole, now in there if now is whole or now.goals or now.measures)
    domains = kept or tuple(now for _, now in there)  # a plan has a domain in every year
    projects = _measures(plan.projects, year)
    if projects == plan.projects and all(now is whole for whole, now in there):
        return plan
    return replace(plan, domains=domains, projects=projects)


def snapshot_in_year(snapshot: Snapshot, year: int) -> Snapshot:
    """``snapshot`` with its plans as they stand in ``year``; the same object where all do."""
    plans = tuple(plan_in_year(plan, year) for plan in snapshot.plans)
    if all(a is b for a, b in zip(plans, snapshot.plans, strict=True)):
        return snapshot
    return replace(snapshot, plans=plans)


def asked_in(plan: Plan, year: int) -> tuple[object, ...]:
    """What ``plan`` asks in ``year``, without its wording: two plans that say the same judge the year alike."""
    there = plan_in_year(plan, year)
    found: list[object] = []
    for domain in there.domains:
        found += [(domain.no, "goal", g.no, g.kind, _asked(g.targets, year)) for g in domain.goals]
        found += [(domain.no, "measure", m.no, "", _asked(m.targets, year)) for m in domain.measures]
    found += [(0, "project", p.no, "", _asked(p.targets, year)) for p in there.projects]
    return tuple(sorted(found, key=repr))


def _asked(targets: Iterable[Target], year: int) -> tuple[object, ...]:
    bare = (
        replace(t, name="", remark=None, valid_from=None, valid_to=None, required=None, typed_twice=None)
        for t in targets
        if stands(t, year)
    )
    return tuple(sorted(bare, key=repr))


def _domain(domain: Domain, year: int) -> Domain:
    goals, measures = _goals(domain.goals, year), _measures(domain.measures, year)
    if goals == domain.goals and measures == domain.measures:
        return domain
    return replace(domain, goals=goals, measures=measures)


def _goals(goals: Iterable[Goal], year: int) -> tuple[Goal, ...]:
    found: list[Goal] = []
    for goal in goals:
        kept = targets_in_year(goal.targets, year)
        # without the last of its targets a goal with figures is no goal in words
        if stands(goal, year) and (kept or not goal.targets):
            found.append(goal if kept == goal.targets else replace(goal, targets=kept))
    return tuple(found)


def _measures(measures: Iterable[Measure], year: int) -> tuple[Measure, ...]:
    found: list[Measure] = []
    for measure in measures:
        kept = targets_in_year(measure.targets, year)
        if stands(measure, year):
            found.append(measure if kept == measure.targets else replace(measure, targets=kept))
    return tuple(found)
