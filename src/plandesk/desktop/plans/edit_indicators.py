"""Local indicators and the checks on them: read by the strict reader of forms, tried on this file's figures at once."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from PySide6.QtCore import QCoreApplication

from plandesk.core.check_kinds import KINDS
from plandesk.core.checking import Checker
from plandesk.core.declarations import Misdeclared
from plandesk.core.figures import DIMENSIONS, UNIT_BASES
from plandesk.core.form_reader import form_to_mapping, read_forms
from plandesk.core.indicator import Check, Form, Indicator, Library
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


def _sound(library: Library, form: Form) -> Library:
    """The library with ``form`` instead of its old version. Raises NotReadyError with the reader's first sentence."""
    there = any(f.code == form.code for f in library.forms)
    forms = tuple(form if f.code == form.code else f for f in library.forms) + (() if there else (form,))
    try:
        return read_forms([(f.title, form_to_mapping(f)) for f in forms])
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
        _sound(library, grown)
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
        _sound(library, changed)
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


# checks


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
        _sound(desk.snapshot.library, grown)
        label = said(
            desk, "check_added", name=indicator.name, kind=kind_words(check.kind), reason=values[REASON]
        )
        return Step(label, forms=(grown,), goes_to=f"indicator {indicator.code}")

    def preview(values: Values) -> str:
        try:
            check = _check(values, indicator, form)
            library = _sound(desk.snapshot.library, replace(form, checks=(*form.checks, check)))
        except NotReadyError:
            return ""
        return tried(desk, library, check)

    title = _tr("增加审核：{name}").format(name=indicator.name)
    return Task(title, fields, make, {"kind": "range", "severity": "error"}, preview=preview)


def tried(desk: Desk, library: Library, check: Check) -> str:
    """What a check finds in the figures the file holds, every year of it."""
    snapshot = replace(desk.snapshot, library=library)
    checker = Checker(library, desk.words)
    years = snapshot.years_with_data()
    if check.kind == "required":
        return _tr("空着时不能上报。")
    found = [f for year in years for f in checker.check(snapshot, year) if f.rule == check.rule]
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
