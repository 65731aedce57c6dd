"""Plan packs (TOML) and the plan's JSON (cli.md, “A plan”) to frozen records; strict, all at once."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import get_args

from plandesk.core.declarations import CODE, DeclaredTable, end_reading, nearest
from plandesk.core.figures import UNIT_BASES
from plandesk.core.indicator import Library
from plandesk.core.plan import (
    Audience,
    Baseline,
    Domain,
    Goal,
    GoalKind,
    Level,
    Measure,
    Monitoring,
    Op,
    Plan,
    Region,
    Relative,
    Target,
)
from plandesk.core.plan_mapping import plan_to_mapping

__all__ = ["check_plan_against", "plan_from_mapping", "plan_to_mapping", "read_plan"]

_RELATIVE_KINDS = ("change", "benchmark", "balance", "assigned", "trend")
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
# What read-plan adds to a draft for the person who checks it; a plan does not keep it.
_DRAFT_KEYS = ("source", "confidence")
# A draft's own indicators stand in forms beside its plan, what was looked at in it under review: both are read apart.
_DRAFT_PLAN_KEYS = ("form", "review")


@dataclass(frozen=True, slots=True)
class _Names:
    """What the lists are called: one by one in TOML (``[[domain.goal]]``), in the plural in JSON."""

    domain: str
    goal: str
    target: str
    measure: str
    project: str
    baseline: str


_TOML = _Names("domain", "goal", "target", "measure", "project", "baseline")
_JSON = _Names("domains", "goals", "targets", "measures", "projects", "baselines")


def read_plan(source_name: str, table: Mapping[str, object]) -> Plan:
    """A pack. Raises ``Misdeclared`` with every problem, ``source_name`` in each."""
    return _read(source_name, table, _TOML)


def plan_from_mapping(mapping: Mapping[str, object], source_name: str = "") -> Plan:
    """The inverse of ``plan_to_mapping``, with or without ``stored``. Raises ``Misdeclared``."""
    return _read(source_name or str(mapping.get("id", "plan")), mapping, _JSON)


def check_plan_against(plan: Plan, library: Library) -> tuple[str, ...]:
    """What the plan names that the library does not have, and units no one can convert; sentences."""
    forms = {form.code for form in library.forms}
    problems = [
        f"{plan.id} 领域{d.no}“{d.name}”：没有表“{d.form}”{nearest(d.form, forms)}"
        for d in plan.domains
        if d.form not in forms
    ]
    for placed in plan.placed_targets():
        target = placed.target
        place = f"{plan.id} “{target.name}”"
        if target.indicator not in library:
            near = nearest(target.indicator, library.by_code)
            problems.append(f"{place}：没有指标“{target.indicator}”{near}")
        elif not _unit_fits(target, library[target.indicator].unit):
            unit = library[target.indicator].unit
            problems.append(f"{place}：单位“{target.unit}”和指标的单位“{unit}”不能换算")
        against = target.relative.against if target.relative is not None else None
        if against and CODE.fullmatch(against) and against not in library:
            problems.append(f"{place}：“against”中没有指标“{against}”{nearest(against, library.by_code)}")
    for baseline in plan.baselines:
        if baseline.indicator not in library:
            near = nearest(baseline.indicator, library.by_code)
            problems.append(f"{plan.id} 基期：没有指标“{baseline.indicator}”{near}")
    return tuple(problems)


def _unit_fits(target: Target, unit: str) -> bool:
    """Whether the target's figure can be compared: the same unit, or both per so many (11/万, 110/10万)."""
    relative = target.relative is not None or target.value is None or target.unit is None
    return relative or target.unit == unit or (target.unit in UNIT_BASES and unit in UNIT_BASES)


def _read(source: str, table: Mapping[str, object], names: _Names) -> Plan:
    problems: list[str] = []
    reader = DeclaredTable(table, source, problems)
    period = _period(reader)
    audience: Audience = reader.choice("audience", get_args(Audience))
    plan = Plan(
        id=reader.code("id"),
        title=reader.text("title"),
        region=_region(reader),
        audience=audience,
        period=period,
        doc_no=reader.text("doc_no", ""),
        issued=_issued(reader),
        domains=tuple(_domain(t, names, period) for t in reader.tables(names.domain, "no")),
        projects=tuple(_measure(t, names, period) for t in reader.tables(names.project, "no")),
        baselines=tuple(_baseline(t) for t in reader.tables(names.baseline, "indicator")),
        monitoring=_monitoring(reader),
        version=reader.integer("version", 1, 9999, 1),
    )
    if not plan.domains:
        reader.problem(f"缺少“{names.domain}”")
    _numbered_once(reader, names.domain, [d.no for d in plan.domains])
    _numbered_once_a_year(reader, names.project, plan.projects)
    reader.close(ignored=_DRAFT_PLAN_KEYS)
    end_reading(problems)
    return plan


def _period(reader: DeclaredTable) -> tuple[int, int]:
    years = reader.years("period")
    if len(years) == 2 and years[0] <= years[1]:
        return years[0], years[1]
    reader.problem("“period”应为首年和末年，如[2021, 2025]")
    return 1990, 2100


def _issued(reader: DeclaredTable) -> str:
    issued = reader.text("issued", "")
    if issued and not _DATE.fullmatch(issued):
        reader.problem(f"“issued”应如“2023-04-16”，现为“{issued}”")
    return issued


def _region(reader: DeclaredTable) -> Region:
    table = reader.table("region")
    if table is None:
        reader.problem("缺少“region”")
        return Region("", "", "county")
    level: Level = table.choice("level", get_args(Level))
    region = Region(table.text("name"), table.text("code", ""), level)
    # A plan read from its document has no code yet; `new --region-code` gives it.
    if region.code and not re.fullmatch(r"[0-9]{6}", region.code):
        table.problem(f"“code”应为六位行政区划代码，现为“{region.code}”")
    table.close()
    return region


def _monitoring(reader: DeclaredTable) -> Monitoring:
    table = reader.table("monitoring")
    if table is None:
        reader.problem("缺少“monitoring”")
        return Monitoring(False, False, False, "")
    monitoring = Monitoring(
        annual=table.flag("annual"),
        midterm=table.flag("midterm"),
        final=table.flag("final"),
        data_to=table.text("data_to", ""),
        groups=table.texts("groups"),
        special=table.texts("special"),
        evaluation_to=table.text("evaluation_to", ""),
    )
    table.close()
    return monitoring


def _domain(reader: DeclaredTable, names: _Names, period: tuple[int, int]) -> Domain:
    domain = Domain(
        no=reader.integer("no", 1, 99),
        name=reader.text("name"),
        form=reader.text("form"),
        goals=tuple(_goal(t, names, period) for t in reader.tables(names.goal, "no")),
        measures=tuple(_measure(t, names, period) for t in reader.tables(names.measure, "no")),
    )
    _numbered_once_a_year(reader, names.goal, domain.goals)
    _numbered_once_a_year(reader, names.measure, domain.measures)
    numbers = [g.no for g in domain.goals]
    for goal in domain.goals:
        fault = _goal_fault(goal, headline=any(no.startswith(f"{goal.no}.") for no in numbers))
        if fault:
            reader.problem(f"目标{goal.no}：{fault}")
    reader.close()
    return domain


def _goal_fault(goal: Goal, headline: bool) -> str:
    """Where the goal's kind and its targets contradict; a headline over sub-goals may stand bare."""
    with_figure = any(t.value is not None or t.relative is not None for t in goal.targets)
    if goal.kind == "qualitative" and goal.targets:
        return "定性目标不能有指标"
    if goal.kind != "qualitative" and not goal.targets and not headline:
        return "缺少指标；没有指标的是定性目标（qualitative）"
    if goal.kind == "quantified" and goal.targets and not with_figure:
        return "没有一个指标有数值；只有升降方向的是 directional"
    if goal.kind == "directional" and any(t.value is not None for t in goal.targets):
        return "有数值的目标是 quantified"
    return ""


def _goal(reader: DeclaredTable, names: _Names, period: tuple[int, int]) -> Goal:
    kind: GoalKind = reader.choice("kind", get_args(GoalKind))
    goal = Goal(
        no=reader.text("no"),
        summary=reader.text("summary"),
        kind=kind,
        targets=_targets(reader, names, period),
        text=reader.maybe_text("text"),
        valid_from=reader.maybe_year("valid_from"),
        valid_to=reader.maybe_year("valid_to"),
    )
    reader.close(ignored=_DRAFT_KEYS)
    return goal


def _measure(reader: DeclaredTable, names: _Names, period: tuple[int, int]) -> Measure:
    measure = Measure(
        no=reader.integer("no", 1, 999),
        title=reader.text("title"),
        targets=_targets(reader, names, period),
        valid_from=reader.maybe_year("valid_from"),
        valid_to=reader.maybe_year("valid_to"),
    )
    reader.close(ignored=_DRAFT_KEYS)
    return measure


def _targets(reader: DeclaredTable, names: _Names, period: tuple[int, int]) -> tuple[Target, ...]:
    targets = tuple(_target(t, period) for t in reader.tables(names.target, "indicator"))
    seen: set[tuple[object, ...]] = set()
    for t in targets:
        key = (t.indicator, t.op, t.stage_year, t.stretch, t.scope, t.relative, t.valid_from)
        if key in seen:
            reader.problem(f"“{t.name}”{t.stage_year}年的目标重复")
        seen.add(key)
    return targets


def _target(reader: DeclaredTable, period: tuple[int, int]) -> Target:
    op: Op = reader.choice("op", get_args(Op))
    target = Target(
        indicator=reader.code("indicator"),
        name=reader.text("name"),
        op=op,
        value=reader.maybe_decimal("value"),
        unit=reader.maybe_text("unit"),
        stage_year=reader.year("stage_year", period[1]),
        value2=reader.maybe_decimal("value2"),
        baseline_year=reader.maybe_year("baseline_year"),
        relative=_relative(reader),
        scope=reader.maybe_text("scope"),
        stretch=reader.flag("stretch"),
        implicit=reader.flag("implicit"),
        remark=reader.maybe_text("remark"),
        valid_from=reader.maybe_year("valid_from"),
        valid_to=reader.maybe_year("valid_to"),
        required=reader.flag("required") if reader.stands("required") else None,
        typed_twice=reader.flag("typed_twice") if reader.stands("typed_twice") else None,
    )
    if not period[0] <= target.stage_year <= period[1]:
        reader.problem(f"“stage_year”{target.stage_year}不在规划期{period[0]}—{period[1]}内")
    fault = _target_fault(target)
    if fault:
        reader.problem(fault)
    reader.close(ignored=_DRAFT_KEYS)
    return target


def _target_fault(target: Target) -> str:
    """Where op, value, value2 and relative contradict each other (cli.md, “A plan”)."""
    relative = target.relative.kind if target.relative is not None else None
    if relative not in (None, "change") and target.value is not None:
        return f"relative 为 {relative} 的目标没有“value”"
    if relative in (None, "change") and target.value is None and target.op not in ("↑", "↓"):
        return f"op 为“{target.op}”，缺少“value”"
    if relative == "change" and target.value is None:
        return "relative 为 change 的目标缺少“value”"
    if target.op in ("↑", "↓") and target.value is not None and relative != "change":
        return f"op 为“{target.op}”而有“value”，缺少“relative”（从哪年起变化多少）"
    if (target.op == "between") != (target.value2 is not None):
        return "“value2”和 op“between”要么都写，要么都不写"
    if target.value is not None and target.value2 is not None and target.value >= target.value2:
        return "“value2”应大于“value”"
    return ""


def _relative(reader: DeclaredTable) -> Relative | None:
    table = reader.table("relative")
    if table is None:
        return None
    kind = table.choice("kind", _RELATIVE_KINDS)
    relative = Relative(
        kind=kind,  # type: ignore[arg-type]
        direction=table.maybe_choice("direction", ("up", "down")),
        per=table.maybe_choice("per", ("period", "year")),
        from_year=table.maybe_year("from"),
        unit=table.maybe_text("unit"),
        against=table.maybe_text("against"),
        words=table.maybe_text("words"),
    )
    needs = {"change": ("direction", "per", "unit"), "benchmark": ("against",)}.get(kind, ("words",))
    for key in needs:
        if getattr(relative, key) is None:
            table.problem(f"{kind} 缺少“{key}”")
    table.close()
    return relative


def _baseline(reader: DeclaredTable) -> Baseline:
    baseline = Baseline(reader.code("indicator"), reader.year("year"), reader.decimal("value"))
    reader.close()
    return baseline


def _numbered_once_a_year(reader: DeclaredTable, what: str, items: Sequence[Goal | Measure]) -> None:
    """A number may come again in years in which its first bearer is no longer part of the plan."""
    twice = {
        str(a.no)
        for place, a in enumerate(items)
        for b in items[:place]
        if a.no == b.no
        and (a.valid_from or 0) <= (b.valid_to or 9999)
        and (b.valid_from or 0) <= (a.valid_to or 9999)
    }
    for number in sorted(twice):
        reader.problem(f"{what} 编号{number}重复")


def _numbered_once(reader: DeclaredTable, what: str, numbers: list[int]) -> None:
    for twice in sorted({n for n in numbers if numbers.count(n) > 1}):
        reader.problem(f"{what} 编号{twice}重复")
