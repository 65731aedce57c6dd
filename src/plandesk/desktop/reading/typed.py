"""What is typed into a line of the draft, and the target it makes: no widget is known here."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from types import MappingProxyType
from typing import Literal

from PySide6.QtCore import QCoreApplication

from plandesk.core.plan import Op, Relative, Target
from plandesk.core.quantity import Unreadable, canonical, read_number

OPS: tuple[Op, ...] = (">=", "<=", ">", "<", "=", "≈", "between", "↑", "↓")
SIGNS: Mapping[str, str] = MappingProxyType(
    {">=": "≥", "<=": "≤", ">": "＞", "<": "＜", "=": "=", "≈": "≈", "between": "—", "↑": "↑", "↓": "↓"}
)
_ARROWS: tuple[Op, ...] = ("↑", "↓")
_BETWEEN = re.compile("\\s*(?:-|—+|－|～|~|至)\\s*")
Field = Literal["op", "value", "unit", "stage"]


def _tr(text: str) -> str:
    return QCoreApplication.translate("Reading", text)


class NotTakenError(ValueError):
    """Why something typed is not taken, in words; ``field`` is the one to mend."""

    def __init__(self, sentence: str, field: Field = "value") -> None:
        super().__init__(sentence)
        self.field = field


@dataclass(frozen=True, slots=True)
class Typed:
    """The four fields of a line as typed."""

    op: Op
    value: str
    unit: str
    stage: str


def op_word(op: Op) -> str:
    """The sign with its word."""
    words: dict[Op, str] = {
        ">=": _tr("至少"), "<=": _tr("至多"), ">": _tr("超过"), "<": _tr("低于"), "=": _tr("达到"), "≈": _tr("左右"),
        "between": _tr("之间"), "↑": _tr("提高"), "↓": _tr("降低"),
    }  # fmt: skip
    return f"{SIGNS[op]} {words[op]}"


def typed_of(target: Target) -> Typed:
    """A target as it stands in the fields."""
    return Typed(target.op, value_words(target), target.unit or "", str(target.stage_year))


def value_words(target: Target) -> str:
    """The figure, 5—8 for between; empty where there is none."""
    if target.value is None:
        return ""
    if target.value2 is not None:
        return f"{canonical(target.value)}—{canonical(target.value2)}"
    return canonical(target.value)


def target_of(typed: Typed, old: Target, unit: str, period: tuple[int, int]) -> Target:
    """``old`` with what was typed; ``unit`` is the indicator's, taken where none is typed.

    A figure beside ↑ or ↓ is a change since the year before the period, unless the document said another. Raises
    NotTakenError.
    """
    first, last = period
    if not typed.stage.isdecimal() or not first <= int(typed.stage) <= last:
        raise NotTakenError(
            _tr("阶段“{text}”不在规划期{first}—{last}年内。请改成其中一年。").format(
                text=typed.stage, first=first, last=last
            ),
            "stage",
        )
    value, value2 = _values(typed)
    own = (typed.unit.strip() or unit or None) if value is not None else None
    relative = _relative(typed.op, value, own, old, first - 1)
    return replace(
        old, op=typed.op, value=value, value2=value2, unit=own, stage_year=int(typed.stage), relative=relative,
        baseline_year=relative.from_year if relative is not None and relative.kind == "change" else None,
    )  # fmt: skip


def _values(typed: Typed) -> tuple[Decimal | None, Decimal | None]:
    text = typed.value.strip()
    if typed.op == "between":
        ends = _BETWEEN.split(text)
        if len(ends) != 2 or not all(ends):
            raise NotTakenError(_tr("“之间”要两个数，如 5—8。"))
        low, high = _number(ends[0]), _number(ends[1])
        if low >= high:
            raise NotTakenError(_tr("“{text}”前数不小于后数。请调换或改正。").format(text=text))
        return low, high
    return (_number(text) if text else None), None


def _number(text: str) -> Decimal:
    try:
        return read_number(text)
    except Unreadable:
        raise NotTakenError(_tr("目标值“{text}”读不懂，请填数字。").format(text=text)) from None


def _relative(op: Op, value: Decimal | None, unit: str | None, old: Target, before: int) -> Relative | None:
    kept = old.relative
    change = kept is not None and kept.kind == "change"
    if value is None:
        if op in _ARROWS:
            return None if change else kept
        if kept is None or change:
            raise NotTakenError(_tr("目标值不能空；没有数值的选“提高”或“降低”。"))
        return kept
    if op not in _ARROWS:
        # at least 3 points more than in 2020: the sign is about the change, so the change stays
        return replace(kept, unit=unit) if kept is not None and change and op == old.op else None
    direction: Literal["up", "down"] = "up" if op == "↑" else "down"
    if kept is not None and change:
        return replace(kept, unit=unit, direction=direction)
    return Relative("change", direction=direction, per="period", from_year=before, unit=unit)
