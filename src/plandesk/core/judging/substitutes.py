"""替代性指标 and 缺项: what a target is judged on where its own indicator has no data, and who surveys that."""

from typing import Literal

from plandesk.core.days import day_words
from plandesk.core.indicator import Indicator
from plandesk.core.judging.case import Case, Court
from plandesk.core.judging.readings import Reading
from plandesk.core.plan import PlacedTarget
from plandesk.core.records import Status

# No data yet, or none that may be shown. 未到期, 不适用 and 无病例 say that no figure is to be expected.
_WITHOUT_DATA: tuple[Status, ...] = ("", "not_collected", "not_published", "confidential")
Unfit = Literal["", "same", "unit", "better"]


def unfit(own: Indicator, other: Indicator) -> Unfit:
    """Why ``other`` cannot stand in for ``own``: it is the same, has another unit, is better the other way; ""
    where it can.
    """
    if own.code == other.code:
        return "same"
    if own.unit != other.unit:
        return "unit"
    return "" if own.better == other.better else "better"


def case_of(court: Court, placed: PlacedTarget, counted: bool) -> Case:
    """The case of a target: on its own indicator, or on the 替代性指标 the file names for it, from its year on.

    Only where the own indicator has no data in the year judged (a faulty figure is to be corrected, not replaced)
    and the substitute has some and is fit. A balance of the sexes is never judged on another indicator.
    """
    snapshot, target = court.readings.snapshot, placed.target
    own = snapshot.library[target.indicator]
    record = snapshot.substitutes.get((court.plan.id, own.code))
    plain = Case(court, placed, own, counted)
    if record is None or court.year < (record.from_year or court.year):
        return plain
    balance = target.relative is not None and target.relative.kind == "balance"
    if balance or record.substitute not in snapshot.library or not _without_data(plain.reading):
        return plain
    other = snapshot.library[record.substitute]
    stand_in = Case(court, placed, other, counted, own, record)
    if unfit(own, other) or stand_in.reading.exact is None:
        return Case(court, placed, own, counted, None, record)
    return stand_in


def substitute_steps(case: Case) -> list[str]:
    """That a substitute is judged, and why; or why the one that is named was not taken."""
    record = case.substitute
    if record is None:
        return []
    own = case.own or case.indicator
    other = case.court.readings.snapshot.library[record.substitute]
    key = "used" if case.own is not None else "unfit" if unfit(own, other) else "no_data"
    return [
        case.say(
            f"substitute.{key}",
            name=own.name,
            year=case.year,
            substitute=other.name,
            reason=record.reason.rstrip("。"),
        )
    ]


def missing_steps(case: Case) -> list[str]:
    """Who surveys the missing figure by when (缺项), where the target's own indicator has none this year."""
    if case.own is None and (case.reading.exact is not None or case.reading.faulty):
        return []
    item = case.court.readings.snapshot.missing_items.get((case.own or case.indicator).code)
    if item is None:
        return []
    how = case.say("missing.how", how=item.how.rstrip("。")) if item.how else ""
    return [case.say("missing.item", surveyor=item.surveyor, due=day_words(item.due), how=how)]


def _without_data(reading: Reading) -> bool:
    return reading.exact is None and not reading.faulty and reading.status in _WITHOUT_DATA
