"""From where on a figure of a shipped indicator is to be verified: this county's own limits, with a reason."""

from dataclasses import replace

from PySide6.QtCore import QCoreApplication

from plandesk.core.indicator import Form, Indicator
from plandesk.core.quantity import canonical
from plandesk.desktop.desk import Desk
from plandesk.desktop.plans.drafts import NotReadyError
from plandesk.desktop.plans.edit_form import REASON, Field, Step, Task, Values
from plandesk.desktop.plans.edit_heads import said
from plandesk.desktop.plans.edit_indicators import sound_form
from plandesk.desktop.plans.edit_targets import number


def _tr(text: str) -> str:
    return QCoreApplication.translate("PlanEdit", text)


def change_limits(desk: Desk, indicator: Indicator, form: Form) -> Task:
    """The plausible range and the change limit of an indicator that ships; its definition is the same everywhere."""
    fields = (
        Field("low", _tr("常见最小值"), hint=_tr("空着就是不限")),
        Field("high", _tr("常见最大值"), hint=_tr("空着就是不限")),
        Field("change", _tr("较上年变动"), hint=_tr("超过这么多要核实，空着就是不限")),
    )

    def make(values: Values) -> Step:
        low, high = number(values["low"], _tr("常见最小值")), number(values["high"], _tr("常见最大值"))
        if low is not None and high is not None and low >= high:
            raise NotReadyError(_tr("常见最小值应小于常见最大值。"))
        change = number(values["change"], _tr("较上年变动"))
        if change is not None and change <= 0:
            raise NotReadyError(_tr("较上年变动应大于0。"))
        bottom, top = indicator.limits
        if (low is not None and bottom is not None and low < bottom) or (
            high is not None and top is not None and high > top
        ):
            raise NotReadyError(_tr("常见的范围不能超出{words}。").format(words=_range(bottom, top)))
        fresh = replace(indicator, plausible=(low, high), change_limit=change)
        if fresh == indicator:
            raise NotReadyError(_tr("没有改动。"))
        if indicator not in form.indicators:
            raise ValueError(indicator.code)
        changed = replace(form, indicators=tuple(fresh if i == indicator else i for i in form.indicators))
        sound_form(desk.snapshot.library, changed)
        label = said(desk, "limits_changed", name=indicator.name, old=limit_words(indicator),
                     new=limit_words(fresh), reason=values[REASON])  # fmt: skip
        return Step(label, forms=(changed,), goes_to=f"indicator {indicator.code}")

    low, high = (canonical(end) if end is not None else "" for end in indicator.plausible)
    change = canonical(indicator.change_limit) if indicator.change_limit is not None else ""
    shipped = desk.library()
    ships = ""
    if indicator.code in shipped:
        ships = _tr("随程序的是：{words}。").format(words=limit_words(shipped[indicator.code]))
    told = _tr("超出时只提醒核实，写明原因可上报。口径全国一致，不在这里改；责任单位按回车改。")
    title = _tr("改核实界限：{name}").format(name=indicator.name)
    return Task(title, fields, make, {"low": low, "high": high, "change": change}, ships + told)


def limit_words(indicator: Indicator) -> str:
    """The range and the change from last year outside which a figure is to be verified."""
    change = indicator.change_limit
    less = _tr("较上年{limit}{unit}").format(limit=canonical(change), unit=indicator.unit) if change else ""
    return "，".join(part for part in (_range(*indicator.plausible), less) if part) or _tr("不限")


def _range(low: object, high: object) -> str:
    ends = [canonical(end) if end is not None else "" for end in (low, high)]  # type: ignore[arg-type]
    if all(ends):
        return "—".join(ends)
    if ends[0]:
        return _tr("不小于{low}").format(low=ends[0])
    return _tr("不大于{high}").format(high=ends[1]) if ends[1] else ""
