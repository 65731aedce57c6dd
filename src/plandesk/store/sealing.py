"""What may not be written: figures of a sealed year, and facts of a plan that the file does not hold."""

from collections.abc import Iterable

from plandesk.core.changes import Change, Row
from plandesk.core.plan import Plan
from plandesk.core.plan_years import asked_in
from plandesk.core.problems import KnownProblem
from plandesk.core.snapshot import Snapshot
from plandesk.store.rows import Key, TableShape

# what is judged, explained and sent with a year; its position in the key
_YEAR_AT = (
    ("observation", 2), ("explanation", 2), ("assessment", 2), ("benchmark", 2), ("second_entry", 1),
    ("series_break", 1), ("baseline", 2),
)  # fmt: skip


def refuse_sealed(snapshot: Snapshot, changes: Iterable[Change]) -> None:
    """Raise KnownProblem ``year_sealed`` where a change touches a sealed year and does not itself open it."""
    sealed = {year for year, state in snapshot.years.items() if state.sealed}
    if not sealed:
        return
    changes = tuple(changes)
    for change in changes:
        if change.table == "year_state" and not (change.after is not None and change.after["sealed"]):
            sealed.discard(int(change.key[0]))
    year_at = dict(_YEAR_AT)
    for change in changes:
        if change.table in year_at and int(change.key[year_at[change.table]]) in sealed:
            raise KnownProblem("year_sealed", year=change.key[year_at[change.table]])


def refuse_unknown_plans(snapshot: Snapshot, wanted: Iterable[tuple[TableShape, Key, Row | None]]) -> None:
    """Raise KnownProblem ``unknown_plan`` where a fact belongs to a plan that the file does not hold."""
    known = {plan.id for plan in snapshot.plans}
    for shape, key, row in wanted:
        told = dict(zip(shape.key, key, strict=True)) if row is None else row
        plan = told.get("plan")
        if plan is not None and plan not in known:
            raise KnownProblem("unknown_plan", plan=plan, known="、".join(sorted(known)))


def refuse_sealed_plans(snapshot: Snapshot, plans: Iterable[Plan]) -> None:
    """Raise KnownProblem ``plan_sealed`` where a revised plan asks something else in a sealed year."""
    held = {plan.id: plan for plan in snapshot.plans}
    sealed = sorted(year for year, state in snapshot.years.items() if state.sealed)
    for plan in plans:
        old = held.get(plan.id)
        for year in sealed if old is not None and old != plan else ():
            if old is not None and asked_in(old, year) != asked_in(plan, year):
                raise KnownProblem("plan_sealed", year=year)
