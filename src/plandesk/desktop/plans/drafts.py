"""What is typed into an indicator's form, and whether it can be saved: no widget is known here."""

from dataclasses import dataclass, replace
from decimal import Decimal

from PySide6.QtCore import QCoreApplication

from plandesk.core.explaining import too_short
from plandesk.core.indicator import Indicator
from plandesk.core.plan import Op, Target
from plandesk.core.quantity import Unreadable, read_number

OPS: tuple[Op, ...] = (">=", "<=", ">", "<", "=", "≈", "↑", "↓")
_ARROWS: tuple[Op, ...] = ("↑", "↓")


def _tr(text: str) -> str:
    return QCoreApplication.translate("PlanForm", text)


@dataclass(frozen=True, slots=True)
class Draft:
    """What stands in the fields, as typed; ``op`` is "" where the target cannot be changed here."""

    op: str
    value: str
    stage: str
    start: int
    base: str
    bench: str
    unit: str
    reason: str

    def same_target(self, other: "Draft") -> bool:
        """Whether both ask for the same."""
        return (self.op, self.value, self.stage) == (other.op, other.value, other.stage)

    def same(self, other: "Draft") -> bool:
        """Whether both say the same; from when it counts matters only beside a change."""
        return replace(self, start=0) == replace(other, start=0)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a draft asks to be written; ``target`` is None where it stays as it is."""

    target: Target | None
    base: Decimal | None
    bench: Decimal | None


class NotReadyError(ValueError):
    """Why a draft cannot be saved yet, in words for the line under the fields."""


def op_word(op: Op) -> str:
    """The sign with its word."""
    words: dict[Op, str] = {
        ">=": _tr("≥ 至少"), "<=": _tr("≤ 至多"), ">": _tr("＞ 超过"), "<": _tr("＜ 低于"), "=": _tr("= 达到"),
        "≈": _tr("≈ 左右"), "↑": _tr("提高"), "↓": _tr("降低"), "between": _tr("介于"),
    }  # fmt: skip
    return words[op]


def wanted(now: Draft, clean: Draft, target: Target, indicator: Indicator, period: tuple[int, int]) -> Wanted:
    """What ``now`` asks for where the file holds ``clean``. Raises NotReadyError.

    A change of the target, the unit or a baseline already entered wants a reason.
    """
    base, bench = _number(now.base, _tr("基期值")), _number(now.bench, _tr("对照值"))
    fresh = None
    if clean.op and not now.same_target(clean):
        fresh = _new_target(now, target, indicator, period)
    if not now.unit:
        raise NotReadyError(_tr("责任单位不能空。"))
    rebased = now.base != clean.base and bool(clean.base)
    if (fresh is not None or rebased or now.unit != clean.unit) and too_short(now.reason):
        raise NotReadyError(_tr("写明改动理由，至少4个字，才能保存。"))
    return Wanted(fresh, base, bench)


def _new_target(now: Draft, old: Target, indicator: Indicator, period: tuple[int, int]) -> Target:
    op = next(op for op in OPS if op == now.op)
    value = _number(now.value, _tr("目标值"))
    if value is None and op not in _ARROWS:
        raise NotReadyError(_tr("目标值不能空；没有数值的目标选“提高”或“降低”。"))
    if value is not None and op in _ARROWS:
        raise NotReadyError(_tr("“提高”“降低”不带数值；有数值的目标选“至少”或“至多”。"))
    first, last = period
    if not now.stage.isdecimal() or not first <= int(now.stage) <= last:
        raise NotReadyError(_tr("阶段年份应在{first}—{last}年之间。").format(first=first, last=last))
    unit = old.unit or (indicator.unit if value is not None else None)
    return replace(old, op=op, value=value, unit=unit, stage_year=int(now.stage))


def _number(text: str, name: str) -> Decimal | None:
    if not text:
        return None
    try:
        return read_number(text)
    except Unreadable:
        raise NotReadyError(_tr("{name}“{text}”读不懂，请填数字。").format(name=name, text=text)) from None
