"""Local indicators and the checks on them: read by the strict reader of forms, tried on this file's figures at once."""

from dataclasses import replace
from decimal import Decimal

from PySide6.QtCore import QCoreApplication

from plandesk.core.declarations import Misdeclared
from plandesk.core.figures import DIMENSIONS, UNIT_BASES
from plandesk.core.form_reader import read_changed
from plandesk.core.indicator import Form, Indicator, Library
from plandesk.core.plan import Domain
from plandesk.core.quantity import canonical
from plandesk.desktop.desk import Desk
from plandesk.desktop.plans.drafts import NotReadyError
from plandesk.desktop.plans.edit_form import REASON, Field, Step, Task, Values
from plandesk.desktop.plans.edit_heads import said
from plandesk.desktop.plans.edit_targets import number

_QUOTIENTS = ("share", "rate", "gross_rate")
_DIMENSIONS = ("sex", "area", "town")


def _tr(text: str) -> str:
    return QCoreApplication.translate("PlanEdit", text)


def sound_form(library: Library, form: Form) -> Library:
    """The library with ``form`` instead of its old version. Raises NotReadyError with the reader's first sentence."""
    try:
        return read_changed(library, form)
    except Misdeclared as fault:
        raise NotReadyError(fault.problems[0]) from None


def _fields() -> tuple[Field, ...]:
    kinds = (
        ("share", _tr("比例（部分÷整体）")), ("rate", _tr("率（发生数÷人数）")), ("gross_rate", _tr("毛率（可超过100）")),
        ("count", _tr("数量")), ("mean", _tr("平均数")), ("growth", _tr("增长率")), ("other", _tr("其他")),
    )  # fmt: skip
    better = (("higher", _tr("越高越好")), ("lower", _tr("越低越好")), ("neither", _tr("不分高低")))
    periods = (
        ("calendar", _tr("日历年")), ("year_end", _tr("年末")), ("school_year", _tr("学年")),
        ("mch_year", _tr("妇幼年度")), ("term", _tr("届次")),
    )  # fmt: skip

    def parts(v: Values) -> bool:
        return v["kind"] in _QUOTIENTS

    return (
        Field("name", _tr("指标名称")),
        Field("kind", _tr("类型"), "choice", kinds),
        Field("unit", _tr("单位"), hint=_tr("如 %、‰、/10万、个、人、元")),
        Field("numerator", _tr("分子"), hint=_tr("如 已建站的社区数"), shown=parts),
        Field("denominator", _tr("分母"), hint=_tr("如 社区总数"), shown=parts),
        Field("better", _tr("方向"), "choice", better),
        Field("decimals", _tr("小数位数")),
        Field("reporter", _tr("责任单位")),
        Field("definition", _tr("口径"), "text", hint=_tr("统计什么人、什么时间、从哪里来")),
        Field("period", _tr("年度口径"), "choice", periods),
        Field("sex", _tr("分男女"), "flag"), Field("area", _tr("分城乡"), "flag"), Field("town", _tr("分镇街"), "flag"),
        Field("low", _tr("常见最小值"), hint=_tr("可不填，超出时提醒核实")),
        Field("high", _tr("常见最大值"), hint=_tr("可不填，超出时提醒核实")),
    )  # fmt: skip


def new_indicator(desk: Desk, domain: Domain) -> Task:
    """An indicator of the county's own, in the form of a domain."""

    def make(values: Values) -> Step:
        library = desk.snapshot.library
        form = next(f for f in library.forms if f.code == domain.form)
        indicator = _read(values, library)
        grown = replace(form, indicators=(*form.indicators, indicator))
        sound_form(library, grown)
        label = said(desk, "indicator_added", name=indicator.name, unit=indicator.unit, reason=values[REASON])
        return Step(label, forms=(grown,), goes_to=f"target {indicator.code}")

    values = {"kind": "share", "unit": "%", "better": "higher", "decimals": "2", "period": "calendar"}
    title = _tr("新建本地指标：{domain}").format(domain=domain.name)
    return Task(title, _fields(), make, values, _tr("存好后接着给它定目标值。"))


def change_indicator(desk: Desk, indicator: Indicator, form: Form) -> Task:
    """Name, unit, parts, definition of one of the county's own indicators; its code and its figures stay."""

    def make(values: Values) -> Step:
        library = desk.snapshot.library
        read = _read(values, library)
        kept = replace(
            read, code=indicator.code, aliases=indicator.aliases, ages=indicator.ages, hint=indicator.hint,
            source=indicator.source, change_limit=indicator.change_limit, judgement=indicator.judgement,
            version=indicator.version,
        )  # fmt: skip
        if "age" in indicator.breakdowns:
            kept = replace(kept, breakdowns=tuple(d for d in DIMENSIONS if d in (*kept.breakdowns, "age")))
        if kept == indicator:
            raise NotReadyError(_tr("没有改动。"))
        fresh = replace(kept, version=indicator.version + 1)
        changed = replace(form, indicators=tuple(fresh if i == indicator else i for i in form.indicators))
        if fresh not in changed.indicators:
            raise ValueError(indicator.code)
        sound_form(library, changed)
        label = said(desk, "indicator_changed", name=fresh.name, unit=fresh.unit, reason=values[REASON])
        return Step(label, forms=(changed,), goes_to=f"indicator {fresh.code}")

    low, high = (canonical(end) if end is not None else "" for end in indicator.plausible)
    values = {
        "name": indicator.name, "kind": indicator.kind, "unit": indicator.unit,
        "numerator": indicator.numerator or "", "denominator": indicator.denominator or "",
        "better": indicator.better, "decimals": str(indicator.decimals), "reporter": indicator.reporter,
        "definition": indicator.definition, "period": indicator.period_kind, "low": low, "high": high,
        **{d: "1" if d in indicator.breakdowns else "" for d in _DIMENSIONS},
    }  # fmt: skip
    told = _tr("已填的数据不变。口径变了，还要到“口径变动”登记。")
    return Task(_tr("改本地指标：{name}").format(name=indicator.name), _fields(), make, values, told)


def _read(values: Values, library: Library) -> Indicator:
    wanted: tuple[tuple[str, str], ...] = (
        ("name", _tr("指标名称")),
        ("reporter", _tr("责任单位")),
        ("definition", _tr("口径")),
    )
    quotient = values["kind"] in _QUOTIENTS
    if quotient:
        wanted = (*wanted, ("numerator", _tr("分子")), ("denominator", _tr("分母")))
    for key, name in wanted:
        if not values[key]:
            raise NotReadyError(_tr("{name}是空的。请填写。").format(name=name))
    if not (values["decimals"].isdecimal() and int(values["decimals"]) <= 4):
        raise NotReadyError(_tr("小数位数应为0至4。"))
    low, high = number(values["low"], _tr("常见最小值")), number(values["high"], _tr("常见最大值"))
    if low is not None and high is not None and low >= high:
        raise NotReadyError(_tr("常见最小值应小于常见最大值。"))
    kind, unit = values["kind"], values["unit"]
    limits = {"share": (Decimal(0), Decimal(100)), "growth": (None, None), "other": (None, None)}
    return Indicator(
        code=_code(values["name"], library), name=values["name"], unit=unit,
        better=values["better"], kind=kind, reporter=values["reporter"],  # type: ignore[arg-type]
        definition=values["definition"], base=UNIT_BASES.get(unit, Decimal(100)) if quotient else None,
        numerator=values["numerator"] if quotient else None,
        denominator=values["denominator"] if quotient else None,
        breakdowns=tuple(d for d in _DIMENSIONS if values[d]),
        period_kind=values["period"],  # type: ignore[arg-type]
        aggregate="ratio" if quotient else "sum" if kind == "count" else "none",
        decimals=int(values["decimals"]), limits=limits.get(kind, (Decimal(0), None)),
        plausible=(low, high), source=_tr("本地指标"),
    )  # fmt: skip


def _code(name: str, library: Library) -> str:
    # imported when first needed: the window opens without the reader of documents
    from plandesk.planreader.local_indicators import code_of

    code = base = code_of(name)
    count = 2
    while code in library:
        code, count = f"{base}_{count}", count + 1
    return code
