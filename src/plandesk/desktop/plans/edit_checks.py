"""The county's own checks on an indicator: of the closed kinds, tried on this file's figures before they are kept."""

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QCoreApplication

from plandesk.core.check_kinds import KINDS
from plandesk.core.checking import Checker
from plandesk.core.indicator import Check, Form, Indicator, Library
from plandesk.core.records import CellKey
from plandesk.desktop.desk import Desk
from plandesk.desktop.plans.drafts import NotReadyError
from plandesk.desktop.plans.edit_form import REASON, Field, Step, Task, Values
from plandesk.desktop.plans.edit_heads import said
from plandesk.desktop.plans.edit_indicators import sound_form
from plandesk.desktop.plans.edit_targets import number


def _tr(text: str) -> str:
    return QCoreApplication.translate("PlanEdit", text)


def kind_words(kind: str) -> str:
    """A kind of check in the clerk's words."""
    words = {
        "range": _tr("范围：不小于、不大于"), "not_above": _tr("部分不大于整体"), "sum_equals": _tr("各部分加起来等于合计"),
        "rate_matches": _tr("率等于分子除以分母"), "ordered": _tr("从小到大排列"), "change_within": _tr("比上年变化不超过"),
        "both_or_none": _tr("要填都填"), "required": _tr("上报前必填"), "same_as": _tr("两处是同一个数"),
    }  # fmt: skip
    return words[kind]


def new_check(desk: Desk, indicator: Indicator, form: Form) -> Task:
    """A check of one of the closed kinds on an indicator; what it finds in this file's figures is shown beforehand."""
    kinds = tuple((kind, kind_words(kind)) for kind, shape in KINDS.items() if shape.declarable)
    severities = (
        ("error", _tr("强制性：改正后才能上报")),
        ("warning", _tr("核实性：写明原因可上报")),
        ("note", _tr("提示性")),
    )

    def takes(option: str):  # type: ignore[no-untyped-def]
        return lambda v: option in KINDS[v["kind"]].options

    fields = (
        Field("kind", _tr("审核种类"), "choice", kinds),
        Field("others", _tr("其他指标"), "pick", most=19, shown=lambda v: KINDS[v["kind"]].most > 1),
        Field("low", _tr("不小于"), shown=takes("low")),
        Field("high", _tr("不大于"), shown=takes("high")),
        Field("limit", _tr("不超过"), shown=takes("limit")),
        Field("per_cent", _tr("按上年数的百分之几"), "flag", shown=takes("per_cent")),
        Field("strict", _tr("不能相等"), "flag", shown=takes("strict")),
        Field("tolerance", _tr("允许相差"), hint=_tr("可不填"), shown=takes("tolerance")),
        Field("severity", _tr("级别"), "choice", severities),
    )

    def make(values: Values) -> Step:
        check = _check(values, indicator, form)
        grown = replace(form, checks=(*form.checks, check))
        sound_form(desk.snapshot.library, grown)
        label = said(
            desk, "check_added", name=indicator.name, kind=kind_words(check.kind), reason=values[REASON]
        )
        return Step(label, forms=(grown,), goes_to=f"indicator {indicator.code}")

    def preview(values: Values) -> str:
        try:
            check = _check(values, indicator, form)
            library = sound_form(desk.snapshot.library, replace(form, checks=(*form.checks, check)))
        except NotReadyError:
            return ""
        return tried(desk, library, check)

    title = _tr("增加审核：{name}").format(name=indicator.name)
    return Task(title, fields, make, {"kind": "range", "severity": "error"}, preview=preview)


def tried(desk: Desk, library: Library, check: Check) -> str:
    """What a check finds in the figures the file holds, every year of it."""
    if check.kind == "required":
        return _tr("空着时不能上报。")
    snapshot = desk.snapshot
    cells: dict[int, list[CellKey]] = {}
    for key in snapshot.observations:
        if key.indicator in check.indicators:
            cells.setdefault(key.year, []).append(key)
    # only what the check compares: the checks of all others need not be worked out for every key pressed
    there = tuple(library[code] for code in check.indicators)
    checker = Checker(Library.of((Form("try", "", 1, there, checks=(check,)),)), desk.words)
    years = sorted(cells)
    found = [f for y in years for f in checker.check(snapshot, y, cells[y]) if f.rule == check.rule]
    if not years:
        return _tr("文件里还没有数据，填数后立即按这条审核。")
    if not found:
        return _tr("用已有数据试过（{first}—{last}年）：没有发现问题。").format(
            first=years[0], last=years[-1]
        )
    words = _tr("用已有数据试过：会发现{count}处。如：{message}{advice}")
    return words.format(count=len(found), message=found[0].message, advice=found[0].advice)


def _check(values: Values, indicator: Indicator, form: Form) -> Check:
    kind = values["kind"]
    shape = KINDS[kind]
    others: Sequence[str] = values["others"].split() if shape.most > 1 else ()
    if len(others) + 1 < shape.least:
        raise NotReadyError(_tr("还要选{count}个指标来比较。").format(count=shape.least - 1 - len(others)))
    options: dict[str, str] = {}
    for option, words in shape.options.items():
        typed = values.get(option, "")
        if words is None and typed:
            figure = number(typed, _tr("界限"))
            options[option] = format(figure, "f") if figure is not None else ""
        elif typed:
            options[option] = "true"
    if kind == "range" and not options:
        raise NotReadyError(_tr("写“不小于”或“不大于”，至少一个。"))
    if kind == "change_within" and "limit" not in options:
        raise NotReadyError(_tr("写明比上年变化不超过多少。"))
    rule = base = f"local.{indicator.code}.{kind}"
    taken, count = {c.rule for c in form.checks}, 2
    while rule in taken:
        rule, count = f"{base}_{count}", count + 1
    severity = values["severity"]
    return Check(rule, kind, severity, (indicator.code, *others), options=options)  # type: ignore[arg-type]


def own_checks(form: Form, code: str) -> tuple[Check, ...]:
    """The county's own checks on an indicator."""
    return tuple(c for c in form.checks if c.rule.startswith("local.") and c.indicators[0] == code)


def drop_check(desk: Desk, indicator: Indicator, form: Form) -> Task:
    """One of the county's own checks is no longer made."""
    own = own_checks(form, indicator.code)

    def make(values: Values) -> Step:
        gone = next((c for c in own if c.rule == values["rule"]), None)
        if gone is None:
            raise NotReadyError(_tr("这个指标没有自加的审核。"))
        less = replace(form, checks=tuple(c for c in form.checks if c != gone))
        label = said(
            desk, "check_removed", name=indicator.name, kind=kind_words(gone.kind), reason=values[REASON]
        )
        return Step(label, forms=(less,), goes_to=f"indicator {indicator.code}")

    rules = tuple((c.rule, f"{kind_words(c.kind)} {' '.join(c.options.values())}".strip()) for c in own)
    fields = (Field("rule", _tr("审核"), "choice", rules),)
    return Task(
        _tr("停用审核：{name}").format(name=indicator.name),
        fields,
        make,
        {"rule": rules[0][0] if rules else ""},
    )
