"""缺项 and 替代性指标 written from the window: every function is one step of the log (None where refused)."""

from plandesk.core.changes import ChangeSet
from plandesk.core.entry_sheet import plan_indicators
from plandesk.core.indicator import Indicator
from plandesk.core.judging import unfit
from plandesk.core.missing import Missing, missing_of
from plandesk.core.records import MissingItem, Substitute
from plandesk.core.snapshot import Snapshot
from plandesk.desktop.desk import Desk


def missing_rows(desk: Desk) -> tuple[Missing, ...]:
    """The indicators without data in the chosen year; behind them those of the plan that have data again and are
    still registered (status "value").
    """
    snapshot = desk.snapshot
    found = missing_of(snapshot, desk.evaluation())
    there = {m.indicator.code for m in found}
    registered = [
        code
        for code in plan_indicators(desk.plan, snapshot.library)
        if code not in there
        and (code in snapshot.missing_items or (desk.plan_id, code) in snapshot.substitutes)
    ]
    again = [
        Missing(snapshot.indicator(code), "value", "", None, snapshot.missing_items.get(code), None)
        for code in dict.fromkeys(registered)
    ]
    return (*found, *again)


def fit_substitutes(snapshot: Snapshot, own: Indicator) -> tuple[Indicator, ...]:
    """The indicators of the file that can stand in for ``own``: of the same unit, better the same way."""
    return tuple(other for other in snapshot.library.by_code.values() if not unfit(own, other))


def put_missing(desk: Desk, code: str, surveyor: str, due: str, how: str) -> ChangeSet | None:
    """Who surveys an indicator by when (``due`` is YYYY-MM-DD), and how."""
    name = desk.snapshot.indicator(code).name
    label = desk.words.say("log.missing_item", indicator=name, surveyor=surveyor)
    return desk.record([MissingItem(code, surveyor, due, how)], origin="typed", label=label)


def remove_missing(desk: Desk, code: str) -> ChangeSet | None:
    """Nobody is to survey it any more."""
    label = desk.words.say("log.missing_item_removed", indicator=desk.snapshot.indicator(code).name)
    return desk.record([MissingItem(code)], origin="typed", label=label)


def put_substitute(desk: Desk, code: str, other: str, reason: str, from_year: int | None) -> ChangeSet | None:
    """Judge the chosen plan's targets of an indicator on another one while it has no data."""
    names = {
        "indicator": desk.snapshot.indicator(code).name,
        "substitute": desk.snapshot.indicator(other).name,
    }
    record = Substitute(desk.plan_id, code, other, reason, from_year)
    return desk.record([record], origin="typed", label=desk.words.say("log.substitute", **names))


def remove_substitute(desk: Desk, code: str) -> ChangeSet | None:
    """Judge on the indicator itself only."""
    label = desk.words.say("log.substitute_removed", indicator=desk.snapshot.indicator(code).name)
    return desk.record([Substitute(desk.plan_id, code)], origin="typed", label=label)
