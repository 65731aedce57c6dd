"""Changes to a plan in force: a target set anew from a year on, an indicator given to another unit."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from plandesk.core.indicator import Form
from plandesk.core.plan import Domain, Measure, PlacedTarget, Plan, Target


def with_target(plan: Plan, place: PlacedTarget, new: Target, *, from_year: int | None = None) -> Plan:
    """``plan`` with ``new`` instead of the target at ``place``.

    With ``from_year`` the old target stays for the years before it and ``new`` counts from then on; without, or
    where the old one counts for none of the years before, it is replaced. Raises ValueError where the plan has no
    such target at that place.
    """
    old = place.target
    first = old.valid_from or plan.period[0]
    if from_year is None or from_year <= first:
        fresh: tuple[Target, ...] = (replace(new, valid_from=old.valid_from, valid_to=old.valid_to),)
    else:
        kept = replace(old, valid_to=from_year - 1)
        fresh = (kept, replace(new, valid_from=from_year, valid_to=old.valid_to))
    if place.domain is None:
        projects = tuple(_in_measure(project, place, fresh) for project in plan.projects)
        revised = replace(plan, projects=projects)
    else:
        number = place.domain.no
        domains = (_in_domain(d, place, fresh) if d.no == number else d for d in plan.domains)
        revised = replace(plan, domains=tuple(domains))
    if revised == plan and new != old:
        raise ValueError(f"no such target at this place: {old.indicator}")
    return revised


def _in_domain(domain: Domain, place: PlacedTarget, fresh: Sequence[Target]) -> Domain:
    if place.goal is None:
        return replace(domain, measures=tuple(_in_measure(m, place, fresh) for m in domain.measures))
    # the same number may stand a second time, for other years
    spot = (place.goal.no, place.goal.valid_from)
    goals = (
        replace(goal, targets=_put(goal.targets, place.target, fresh))
        if (goal.no, goal.valid_from) == spot
        else goal
        for goal in domain.goals
    )
    return replace(domain, goals=tuple(goals))


def _in_measure(measure: Measure, place: PlacedTarget, fresh: Sequence[Target]) -> Measure:
    there = place.measure
    if there is None or (measure.no, measure.valid_from) != (there.no, there.valid_from):
        return measure
    return replace(measure, targets=_put(measure.targets, place.target, fresh))


def _put(targets: Sequence[Target], old: Target, fresh: Sequence[Target]) -> tuple[Target, ...]:
    made: list[Target] = []
    for target in targets:
        made += fresh if target == old else (target,)
    return tuple(made)


def with_reporter(forms: Iterable[Form], code: str, unit: str) -> Form:
    """The form that defines the indicator ``code``, with ``unit`` answering for it. Raises KeyError."""
    for form in forms:
        if any(indicator.code == code for indicator in form.indicators):
            changed = (replace(i, reporter=unit) if i.code == code else i for i in form.indicators)
            return replace(form, indicators=tuple(changed))
    raise KeyError(code)
