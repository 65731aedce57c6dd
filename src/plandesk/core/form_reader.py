"""Forms (``forms/<audience>/<domain>.toml``) to and from frozen records; strict, all problems at once."""

import re
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from string import Formatter
from typing import get_args

from plandesk.core.check_kinds import KINDS
from plandesk.core.declarations import DeclaredTable, end_reading, nearest
from plandesk.core.entry_sheet import plan_indicators
from plandesk.core.figures import DIMENSIONS, UNIT_BASES
from plandesk.core.indicator import (
    Aggregate,
    Better,
    Check,
    Form,
    Indicator,
    IndicatorKind,
    Library,
    PeriodKind,
    Severity,
)
from plandesk.core.plan import Plan

_FORM_CODE = re.compile(r"[a-z_]+/[a-z_]+")
_RULE = re.compile(r"[a-z0-9_]+(\.[a-z0-9_]+)+")
_ENDS = (None, None)
_FROM_NOTHING = (Decimal(0), None)
_DEFAULT_LIMITS: Mapping[str, tuple[Decimal | None, Decimal | None]] = {
    "share": (Decimal(0), Decimal(100)),
    "rate": _FROM_NOTHING,
    "gross_rate": _FROM_NOTHING,
    "count": _FROM_NOTHING,
    "mean": _FROM_NOTHING,
}


def read_form(source_name: str, table: Mapping[str, object]) -> Form:
    """One form. Raises ``Misdeclared`` with every problem of the file, ``source_name`` in each."""
    problems: list[str] = []
    form = _form(source_name, table, problems)
    end_reading(problems)
    return form


def read_forms(tables: Sequence[tuple[str, Mapping[str, object]]]) -> Library:
    """All forms as one library, with what only shows across files (codes and names twice, unknown codes).

    Raises ``Misdeclared`` with every problem of every file.
    """
    problems: list[str] = []
    forms = [(name, _form(name, table, problems)) for name, table in tables]
    problems.extend(_across(forms))
    end_reading(problems)
    return Library.of(tuple(form for _, form in forms))


def read_changed(library: Library, form: Form) -> Library:
    """``library`` with ``form`` in place of its old version, or as a further one.

    Only ``form`` is read strictly, and what shows across forms: the others were read when they came. Raises
    ``Misdeclared``.
    """
    there = any(f.code == form.code for f in library.forms)
    forms = tuple(form if f.code == form.code else f for f in library.forms) + (() if there else (form,))
    problems: list[str] = []
    read = _form(form.title, form_to_mapping(form), problems)
    problems.extend(_across([(f.title, read if f is form else f) for f in forms]))
    end_reading(problems)
    return Library.of(forms)


def form_to_mapping(form: Form) -> dict[str, object]:
    """The form as its TOML table, for keeping in a data file; ``form_from_mapping`` is the inverse."""
    return {
        "form": form.code,
        "title": form.title,
        "version": form.version,
        "also": list(form.also),
        "indicator": [indicator_to_mapping(i) for i in form.indicators],
        "check": [_check_to_mapping(c) for c in form.checks],
    }


def form_from_mapping(mapping: Mapping[str, object]) -> Form:
    """A kept form. Raises ``Misdeclared``."""
    return read_form(str(mapping.get("form", "form")), mapping)


def indicator_to_mapping(indicator: Indicator) -> dict[str, object]:
    """The indicator as its TOML table, everything spelt out; ``indicator_from_mapping`` is the inverse."""
    i = indicator
    return {
        "code": i.code, "name": i.name, "aliases": list(i.aliases), "unit": i.unit,
        "base": _text(i.base), "numerator": i.numerator, "denominator": i.denominator,
        "better": i.better, "kind": i.kind, "breakdowns": list(i.breakdowns), "ages": list(i.ages),
        "period_kind": i.period_kind, "aggregate": i.aggregate, "reporter": i.reporter,
        "definition": i.definition, "source": i.source, "judgement": i.judgement, "hint": i.hint,
        "decimals": i.decimals, "limits": [_text(e) for e in i.limits],
        "plausible": [_text(e) for e in i.plausible], "change_limit": _text(i.change_limit),
        "version": i.version,
    }  # fmt: skip


def indicator_from_mapping(mapping: Mapping[str, object]) -> Indicator:
    """A kept indicator. Raises ``Misdeclared``."""
    problems: list[str] = []
    indicator = _indicator(DeclaredTable(mapping, str(mapping.get("code", "indicator")), problems), 1)
    end_reading(problems)
    return indicator


def library_to_mapping(library: Library, plans: Iterable[Plan]) -> list[dict[str, object]]:
    """The library as ``indicators --json`` prints it: each indicator with its forms and plans."""
    used = {plan.id: set(plan_indicators(plan, library)) for plan in plans}
    return [
        {
            "code": i.code, "name": i.name, "aliases": list(i.aliases), "unit": i.unit, "base": _text(i.base),
            "numerator": i.numerator, "denominator": i.denominator, "better": i.better,
            "breakdowns": list(i.breakdowns), "period_kind": i.period_kind, "aggregate": i.aggregate,
            "kind": i.kind, "reporter": i.reporter, "definition": i.definition, "source": i.source,
            "plausible": [_text(end) for end in i.plausible], "forms": list(library.forms_of(i.code)),
            "plans": [plan_id for plan_id, codes in used.items() if i.code in codes],
        }
        for form in library.forms
        for i in form.indicators
    ]  # fmt: skip


def _form(source: str, table: Mapping[str, object], problems: list[str]) -> Form:
    reader = DeclaredTable(table, source, problems)
    code = reader.text("form")
    if code and not _FORM_CODE.fullmatch(code):
        reader.problem(f"“form”应如“women/health”，现为“{code}”")
    version = reader.integer("version", 1, 9999, 1)
    form = Form(
        code=code,
        title=reader.text("title"),
        version=version,
        indicators=tuple(_indicator(t, version) for t in reader.tables("indicator", "code")),
        also=reader.texts("also"),
        checks=tuple(_check(t) for t in reader.tables("check", "rule")),
    )
    reader.close()
    return form


def _indicator(reader: DeclaredTable, form_version: int) -> Indicator:
    kind: IndicatorKind = reader.choice("kind", get_args(IndicatorKind))
    better: Better = reader.choice("better", get_args(Better))
    period_kind: PeriodKind = reader.choice("period_kind", get_args(PeriodKind), "calendar")
    aggregate: Aggregate = reader.choice("aggregate", get_args(Aggregate), "none")
    indicator = Indicator(
        code=reader.code("code"),
        name=reader.text("name"),
        unit=reader.text("unit", ""),
        better=better,
        kind=kind,
        reporter=reader.text("reporter"),
        definition=reader.text("definition"),
        aliases=reader.texts("aliases"),
        base=reader.maybe_decimal("base"),
        numerator=reader.maybe_text("numerator"),
        denominator=reader.maybe_text("denominator"),
        breakdowns=reader.texts("breakdowns"),
        ages=reader.texts("ages"),
        period_kind=period_kind,
        aggregate=aggregate,
        decimals=reader.integer("decimals", 0, 4, 0 if kind == "count" else 2),
        limits=reader.limits("limits", _DEFAULT_LIMITS.get(kind, _ENDS)),
        plausible=reader.limits("plausible", _ENDS),
        change_limit=reader.maybe_decimal("change_limit"),
        source=reader.text("source", ""),
        hint=reader.text("hint", ""),
        judgement=reader.flag("judgement"),
        version=reader.integer("version", 1, 9999, form_version),
    )
    reader.close()
    _hangs_together(indicator, reader)
    return indicator


def _hangs_together(indicator: Indicator, reader: DeclaredTable) -> None:
    """What no single key shows: quotient complete, base as the unit says, breakdowns known and in order."""
    parts = [reader.stands(key) for key in ("base", "numerator", "denominator")]
    if indicator.kind in ("share", "rate", "gross_rate") and not all(parts):
        reader.problem("比例和率要写明“numerator”“denominator”和“base”")
    elif any(parts) and not all(parts):
        reader.problem("“numerator”“denominator”“base”要么都写，要么都不写")
    elif indicator.aggregate == "ratio" and not any(parts):
        reader.problem("“aggregate”为 ratio 的指标要有分子和分母")
    wanted = UNIT_BASES.get(indicator.unit)
    if wanted is not None and indicator.base is not None and indicator.base != wanted:
        reader.problem(f"单位“{indicator.unit}”的“base”应为“{wanted}”，现为“{indicator.base}”")
    for dimension in indicator.breakdowns:
        if dimension not in DIMENSIONS:
            near = nearest(dimension, DIMENSIONS)
            reader.problem(f"“breakdowns”没有“{dimension}”{near}，可用：{'、'.join(DIMENSIONS)}")
    known = [d for d in indicator.breakdowns if d in DIMENSIONS]
    if known != sorted(known, key=DIMENSIONS.index):
        reader.problem(f"“breakdowns”应按{'、'.join(DIMENSIONS)}的顺序写")
    if bool(indicator.ages) != ("age" in indicator.breakdowns):
        reader.problem("“ages”和“breakdowns”中的“age”要么都写，要么都不写")
    if indicator.change_limit is not None and indicator.change_limit <= 0:
        reader.problem("“change_limit”应大于0")


def _check(reader: DeclaredTable) -> Check:
    rule = reader.text("rule")
    if rule and not _RULE.fullmatch(rule):
        reader.problem("“rule”应如“women_health.screening_order”")
    kind = reader.choice("kind", [name for name, shape in KINDS.items() if shape.declarable])
    severity: Severity = reader.choice("severity", get_args(Severity))
    field = reader.choice("field", ("value", "numerator", "denominator"), "value")
    indicators = reader.texts("indicators")
    message, advice = reader.text("message", ""), reader.text("advice", "")
    # Of a kind that is not there nothing else can be said.
    known = reader.says("kind", kind)
    options = _fits_kind(reader, kind, indicators, (message, advice)) if known else {}
    return Check(rule, kind, severity, indicators, field, message, advice, options)  # type: ignore[arg-type]


def _fits_kind(
    reader: DeclaredTable, kind: str, indicators: Sequence[str], sentences: Sequence[str]
) -> dict[str, str]:
    """The options of a check, after its indicators and sentences were found to fit its kind."""
    shape = KINDS[kind]
    if not shape.least <= len(indicators) <= shape.most:
        reader.problem(f"{kind} 要{shape.least}至{shape.most}个指标，现有{len(indicators)}个")
    for sentence in sentences:
        for slot in _slots(sentence):
            if slot not in shape.slots:
                reader.problem(f"{kind} 的文字没有空位“{{{slot}}}”{nearest(slot, shape.slots)}")
    return _options(reader, kind)


def _options(reader: DeclaredTable, kind: str) -> dict[str, str]:
    shape = KINDS[kind]
    allowed = {**shape.options, "missing": shape.missing}
    options: dict[str, str] = {}
    for name, value in reader.rest().items():
        if name not in allowed:
            reader.problem(f"{kind} 没有选项“{name}”{nearest(name, allowed)}")
            continue
        text = str(value).lower() if isinstance(value, bool) else value
        words = allowed[name]
        wrong = words is not None and text not in words
        if words is None:
            wrong = DeclaredTable({name: text}, reader.where, []).maybe_decimal(name) is None
        if wrong or not isinstance(text, str):
            wanted = "、".join(words) if words else "写成文字的数"
            reader.problem(f"选项“{name}”应为{wanted}，现为{value!r}")
        else:
            options[name] = text
    if kind == "range" and not options.keys() & {"low", "high"}:
        reader.problem("range 要写“low”或“high”")
    if kind == "change_within" and "limit" not in options:
        reader.problem("change_within 要写“limit”")
    return options


def _slots(text: str) -> Iterable[str]:
    try:
        return [name for _, name, _, _ in Formatter().parse(text) if name is not None]
    except ValueError:
        return [text]


def _across(forms: Sequence[tuple[str, Form]]) -> list[str]:
    """The problems that only show across files."""
    problems: list[str] = []
    codes: dict[str, str] = {}
    named: dict[str, str] = {}
    rules: dict[str, str] = {}
    form_codes: dict[str, str] = {}
    for source, form in forms:
        _once(form_codes, form.code, source, f"{source}：表“{form.code}”", problems)
        for indicator in form.indicators:
            place = f"{source} indicator {indicator.code}"
            _once(codes, indicator.code, place, f"{place}：代码“{indicator.code}”", problems)
            for name in (indicator.name, *indicator.aliases):
                _once(named, name, place, f"{place}：名称“{name}”", problems)
        for check in form.checks:
            _once(rules, check.rule, source, f"{source} check {check.rule}：规则名", problems)
    units = {i.code: i.unit for _, form in forms for i in form.indicators}
    for source, form in forms:
        own = {i.code for i in form.indicators}
        for code in form.also:
            if code in own:
                problems.append(f"{source}：“also”中的“{code}”就在本表")
            elif code not in codes:
                problems.append(f"{source}：“also”中没有指标“{code}”{nearest(code, codes)}")
        for check in form.checks:
            place = f"{source} check {check.rule}"
            unknown = [code for code in check.indicators if code not in codes]
            problems.extend(f"{place}：没有指标“{code}”{nearest(code, codes)}" for code in unknown)
            if not unknown and not _comparable(check, [units[code] for code in check.indicators]):
                problems.append(f"{place}：各指标的单位不同，不能比较")
    return problems


def _comparable(check: Check, units: Sequence[str]) -> bool:
    """Whether the values a check compares are in one unit, or in units that convert; sums must be in one."""
    fields = {check.field, check.options.get("whole_field", check.field)}
    if fields != {"value"} or check.kind not in ("not_above", "ordered", "same_as", "sum_equals"):
        return True
    converts = check.kind != "sum_equals" and all(unit in UNIT_BASES for unit in units)
    return len(set(units)) == 1 or converts


def _once(seen: dict[str, str], key: str, place: str, subject: str, problems: list[str]) -> None:
    if key in seen:
        problems.append(f"{subject}已在{seen[key]}用过")
    else:
        seen[key] = place


def _check_to_mapping(check: Check) -> dict[str, object]:
    return {
        "rule": check.rule, "kind": check.kind, "severity": check.severity,
        "indicators": list(check.indicators), "field": check.field, "message": check.message,
        "advice": check.advice, **check.options,
    }  # fmt: skip


def _text(value: Decimal | None) -> str | None:
    return None if value is None else format(value, "f")
