"""Targets written in full (cli.md, “A plan”): indicator, op, figures, stage, relative, benchmark, scope, stretch."""

from dataclasses import replace
from decimal import Decimal
from typing import get_args

from PySide6.QtCore import QCoreApplication

from plandesk.core import plan_editing as edit
from plandesk.core.indicator import Indicator
from plandesk.core.plan import Op, Relative, Target
from plandesk.core.plan_editing import Holder
from plandesk.core.quantity import Unreadable, canonical, read_number
from plandesk.core.target_words import target_words
from plandesk.desktop.desk import Desk
from plandesk.desktop.plans.drafts import NotReadyError, op_word
from plandesk.desktop.plans.edit_form import REASON, Field, Step, Task, Values
from plandesk.desktop.plans.edit_heads import (
    first_start,
    new_start,
    said,
    since,
    sound,
    start_of,
    years_field,
)
from plandesk.desktop.plans.outline import TargetLine

_DECIDED: dict[bool | None, str] = {None: "", True: "yes", False: "no"}
_FLAGS: dict[str, bool | None] = {word: flag for flag, word in _DECIDED.items()}
_FIGURED = ("", "change_period", "change_year")


def _tr(text: str) -> str:
    return QCoreApplication.translate("PlanEdit", text)


def target_fields(start: Field) -> tuple[Field, ...]:
    """The fields of a target; what does not matter for the kind chosen is hidden."""
    ops = [(op, op_word(op) if op != "between" else _tr("介于两数之间")) for op in get_args(Op)]
    kinds = (
        ("", _tr("直接的数值")), ("change_period", _tr("比基期累计变化")), ("change_year", _tr("平均每年变化")),
        ("benchmark", _tr("和另一个数比")), ("balance", _tr("男女均衡")), ("assigned", _tr("上级下达")),
        ("trend", _tr("变化趋势")),
    )  # fmt: skip

    def figured(v: Values) -> bool:
        return v["relative"] in _FIGURED and (v["op"] not in ("↑", "↓") or v["relative"] != "")

    row = (("", _tr("按规则：有数值的目标")), ("yes", _tr("是")), ("no", _tr("否")))
    return (
        Field("indicator", _tr("指标"), "pick"),
        Field("name", _tr("规划中的名称"), hint=_tr("空着就用指标名")),
        Field("relative", _tr("怎么定的"), "choice", kinds),
        Field("op", _tr("目标方向"), "choice", tuple(ops)),
        Field("value", _tr("目标值"), shown=figured),
        Field("value2", _tr("到"), shown=lambda v: figured(v) and v["op"] == "between"),
        Field("unit", _tr("单位"), hint=_tr("空着就用指标的单位"), shown=figured),
        Field("from", _tr("基期年份"), hint=_tr("空着就是规划前一年")),
        Field("words", _tr("比什么"), hint=_tr("对照的指标名或原文说法"), shown=lambda v: v["relative"] not in _FIGURED),
        Field("stage", _tr("阶段年份")),
        Field("scope", _tr("范围"), hint=_tr("如 以乡镇为单位，可不填")),
        Field("remark", _tr("说明"), hint=_tr("可不填")),
        Field("required", _tr("上报必填"), "choice", row),
        Field("typed_twice", _tr("复录核对"), "choice", row),
        Field("stretch", _tr("力争目标，不计入达标率"), "flag"),
        Field("implicit", _tr("原文没有写数（全覆盖等）"), "flag"),
        start,
    )  # fmt: skip


def new_target(desk: Desk, holder: Holder, code: str = "") -> Task:
    """A target added to a goal or a measure."""
    start = years_field(desk, new=True)

    def make(values: Values) -> Step:
        year = start_of(values, desk)
        target = replace(read_target(desk, values), valid_from=since(desk, year))
        label = said(
            desk, "target_added", name=target.name, year=year, new=_words(desk, target), reason=values[REASON]
        )
        return Step(
            label,
            (sound(desk, edit.add_target(desk.plan, holder, target)),),
            goes_to=f"indicator {target.indicator}",
        )

    values = {
        "indicator": code, "op": ">=", "stage": str(desk.plan.period[1]), "start": new_start(desk, start),
    }  # fmt: skip
    item = holder.goal or holder.measure
    number = item.no if item is not None else ""
    words = item.summary if holder.goal is not None and holder.goal is item else getattr(item, "title", "")
    title = _tr("增加指标和目标值：{no}  {words}").format(no=number, words=words)
    return Task(title, target_fields(start), make, values, preview=lambda v: _preview(desk, v))


def change_target(desk: Desk, line: TargetLine) -> Task:
    """Everything of a target, from a year on or for the whole period."""
    target = line.target
    start = years_field(desk, since=target.valid_from)

    def make(values: Values) -> Step:
        year = start_of(values, desk)
        new = replace(
            read_target(desk, values), valid_from=target.valid_from, valid_to=target.valid_to,
        )  # fmt: skip
        if new.relative is not None and new.relative.kind == "change":
            new = replace(new, baseline_year=target.baseline_year)
        if new == target:
            raise NotReadyError(_tr("没有改动。"))
        label = said(
            desk, "target_from", name=new.name, year=year, old=_words(desk, target), new=_words(desk, new),
            reason=values[REASON],
        )  # fmt: skip
        revised = sound(desk, edit.change_target(desk.plan, Holder.of(line.placed), target, new, year))
        return Step(label, (revised,), goes_to=f"indicator {new.indicator}")

    relative = target.relative
    kind = "" if relative is None else relative.kind
    values = {
        "indicator": target.indicator, "name": target.name, "op": target.op, "value": _text(target.value),
        "value2": _text(target.value2), "stage": str(target.stage_year), "scope": target.scope or "",
        "unit": (relative.unit if relative is not None and relative.unit else target.unit) or "",
        "stretch": "1" if target.stretch else "", "implicit": "1" if target.implicit else "",
        "relative": f"change_{relative.per}" if relative is not None and kind == "change" else kind,
        "from": str((relative.from_year if kind == "change" and relative else target.baseline_year) or ""),
        "remark": target.remark or "",
        "required": _DECIDED[target.required], "typed_twice": _DECIDED[target.typed_twice],
        "words": (relative.words or relative.against or "") if relative is not None else "",
        "start": first_start(desk, start),
    }  # fmt: skip
    title = _tr("改目标值：{name}").format(name=target.name)
    return Task(title, target_fields(start), make, values, preview=lambda v: _preview(desk, v), first="value")


def read_target(desk: Desk, values: Values) -> Target:
    """The target typed. Raises NotReadyError."""
    if not values["indicator"]:
        raise NotReadyError(_tr("还没有选指标。打指标名中的几个字，回车选定；没有的先新建本地指标。"))
    indicator = desk.snapshot.indicator(values["indicator"])
    op = next(op for op in get_args(Op) if op == values["op"])
    relative = _relative(desk, values, op)
    figured = values["relative"] in _FIGURED and not (op in ("↑", "↓") and relative is None)
    value = number(values["value"], _tr("目标值")) if figured else None
    if figured and value is None:
        raise NotReadyError(_tr("目标值是空的。没有数值的选“提高”或“降低”。"))
    value2 = number(values["value2"], _tr("到")) if figured and op == "between" else None
    if op == "between" and (value is None or value2 is None or value >= value2):
        raise NotReadyError(_tr("“介于”要写两个数，前小后大。"))
    first, last = desk.plan.period
    if not values["stage"].isdecimal() or not first <= int(values["stage"]) <= last:
        raise NotReadyError(_tr("阶段年份应在{first}—{last}年之间。").format(first=first, last=last))
    return Target(
        indicator.code, values["name"] or indicator.name, op, value,
        _unit(values, indicator, relative) if value is not None else None, int(values["stage"]), value2,
        baseline_year=None if values["relative"].startswith("change") else _base_year(values),
        relative=relative, scope=values["scope"] or None, stretch=bool(values["stretch"]),
        implicit=bool(values["implicit"]), remark=values["remark"] or None,
        required=_FLAGS[values["required"]], typed_twice=_FLAGS[values["typed_twice"]],
    )  # fmt: skip


def _unit(values: Values, indicator: Indicator, relative: Relative | None) -> str | None:
    if relative is not None:
        return relative.unit
    return values["unit"] or indicator.unit or None


def _relative(desk: Desk, values: Values, op: Op) -> Relative | None:
    kind = values["relative"]
    if kind == "":
        return None
    if kind.startswith("change"):
        direction = "down" if op in ("↓", "<=", "<") else "up"
        per = "year" if kind == "change_year" else "period"
        year = _base_year(values) or desk.plan.period[0] - 1
        return Relative("change", direction, per, year, values["unit"] or "%")  # type: ignore[arg-type]
    words = values["words"]
    if not words:
        raise NotReadyError(_tr("写明比什么，如“当地平均水平”。"))
    if kind == "benchmark":
        named = next(
            (i.code for i in desk.snapshot.library.by_code.values() if words in (i.name, i.code)), None
        )
        return Relative("benchmark", against=named or words, words=words)
    return Relative(kind, words=words)  # type: ignore[arg-type]


def _base_year(values: Values) -> int | None:
    text = values["from"]
    if text and not (text.isdecimal() and 1990 <= int(text) <= 2100):
        raise NotReadyError(_tr("基期年份应为四位数字，如2020。"))
    return int(text) if text else None


def number(text: str, name: str) -> Decimal | None:
    """A figure as typed, None where blank. Raises NotReadyError."""
    if not text:
        return None
    try:
        return read_number(text)
    except Unreadable:
        raise NotReadyError(_tr("{name}“{text}”读不懂，请填数字。").format(name=name, text=text)) from None


def _words(desk: Desk, target: Target) -> str:
    library = desk.snapshot.library
    return f"{target_words(target, library[target.indicator].unit, library)}（{target.stage_year}年）"


def _preview(desk: Desk, values: Values) -> str:
    try:
        target = read_target(desk, values)
    except NotReadyError:
        return ""
    return _tr("读作：{name} {words}").format(name=target.name, words=_words(desk, target))


def _text(value: Decimal | None) -> str:
    return canonical(value) if value is not None else ""
