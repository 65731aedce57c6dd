"""What the clerk can do to domains, goals and measures: add, change, renumber, retire; each a task of the form."""

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QCoreApplication

from plandesk.core import plan_editing as edit
from plandesk.core.blank_plan import domain_of
from plandesk.core.member_units import units
from plandesk.core.plan import Domain, Goal, Measure, Plan
from plandesk.core.plan_editing import Holder
from plandesk.core.plan_years import snapshot_in_year
from plandesk.core.records import Record
from plandesk.core.unit_words import measure_key, record_of, text_of
from plandesk.desktop.desk import Desk
from plandesk.desktop.plans.drafts import NotReadyError
from plandesk.desktop.plans.edit_form import REASON, Field, Step, Task, Values
from plandesk.desktop.plans.outline import TargetLine


def _tr(text: str) -> str:
    return QCoreApplication.translate("PlanEdit", text)


def said(desk: Desk, key: str, **slots: object) -> str:
    """The name of a step."""
    return desk.words.say(f"plans_log.{key}", **slots)


def sound(desk: Desk, plan: Plan) -> Plan:
    """``plan`` where the strict reader has nothing against it. Raises NotReadyError with its first sentence."""
    held = next((p for p in desk.snapshot.plans if p.id == plan.id), None)
    faults = edit.plan_faults(plan, desk.snapshot.library, held)
    if faults:
        raise NotReadyError(faults[0].removeprefix(f"{plan.title} "))
    return plan


def years_field(
    desk: Desk, *, new: bool = False, since: int | None = None, until: int | None = None
) -> Field:
    """From which year on a change counts; sealed years cannot be chosen, nor years after it was retired."""
    first, last = desk.plan.period
    first, last = max(since or first, first), min(until or last, last)
    sealed = [year for year, state in desk.snapshot.years.items() if state.sealed and year >= first]
    starts = range(max([first, *(year + 1 for year in sealed)]), last + 1)
    words = _tr("从{year}年起") if new else _tr("从{year}年起，以前年份不变")
    choices = [(str(year), words.format(year=year) if year > first else _tr("整个规划期")) for year in starts]
    return Field("start", _tr("从哪年起"), "choice", tuple(choices))


def first_start(desk: Desk, field: Field) -> str:
    """The year a change counts from unless another is chosen: the one shown, else the first that can be."""
    years = [key for key, _ in field.choices]
    return str(desk.year) if str(desk.year) in years else (years[-1] if years else "")


def new_start(desk: Desk, field: Field) -> str:
    """The year something new counts from: a plan without any figure yet has no earlier years to keep apart."""
    if not desk.snapshot.observations and field.choices:
        return field.choices[0][0]
    return first_start(desk, field)


def start_of(values: Values, desk: Desk) -> int:
    """The year chosen. Raises NotReadyError where all years are sealed."""
    if not values["start"]:
        raise NotReadyError(_tr("没有可改的年份：都已封存，或者这一处已停用。"))
    return int(values["start"])


def since(desk: Desk, start: int) -> int | None:
    """``valid_from`` of what begins in ``start``: None where that is the plan's first year."""
    return start if start > desk.plan.period[0] else None


def need(values: Values, key: str, name: str) -> str:
    """What stands in a field. Raises NotReadyError where nothing does."""
    if not values[key]:
        raise NotReadyError(_tr("{name}是空的。请填写。").format(name=name))
    return values[key]


# domains


def new_domain(desk: Desk) -> Task:
    """A further domain; its form is the library's of that name, or one of the county's own."""

    def make(values: Values) -> Step:
        plan = desk.plan
        name = need(values, "name", _tr("领域名称"))
        if name in {d.name for d in plan.domains}:
            raise NotReadyError(_tr("已有同名的领域。"))
        domain, form = domain_of(name, len(plan.domains) + 1, plan.audience, desk.snapshot.library)
        label = said(desk, "domain_added", name=name, reason=values[REASON])
        revised = edit.add_domain(plan, domain)
        return Step(label, (revised,), (form,) if form is not None else ())

    return Task(_tr("增加领域"), (Field("name", _tr("领域名称"), hint=_tr("如 妇女与健康")),), make)


def change_domain(desk: Desk, domain: Domain) -> Task:
    """Another name for a domain."""

    def make(values: Values) -> Step:
        name = need(values, "name", _tr("领域名称"))
        label = said(desk, "domain_changed", old=domain.name, new=name, reason=values[REASON])
        return Step(label, (sound(desk, edit.change_domain(desk.plan, domain.no, name)),))

    return Task(_tr("改领域名称"), (Field("name", _tr("领域名称")),), make, {"name": domain.name})


# goals


def _goal_fields(start: Field) -> tuple[Field, ...]:
    return (
        Field("no", _tr("编号")),
        Field("summary", _tr("目标"), hint=_tr("简短说法，印在报告和表格里")),
        Field("text", _tr("规划原文"), "text", hint=_tr("可不填")),
        start,
    )


def new_goal(desk: Desk, domain: Domain) -> Task:
    """A goal in words; targets are added to it one by one."""
    start = years_field(desk, new=True)

    def make(values: Values) -> Step:
        no, summary = need(values, "no", _tr("编号")), need(values, "summary", _tr("目标"))
        goal = Goal(no, summary, "qualitative", text=values["text"] or None,
                    valid_from=since(desk, start_of(values, desk)))  # fmt: skip
        label = said(desk, "goal_added", domain=domain.name, no=no, name=summary, reason=values[REASON])
        revised = sound(desk, edit.add_goal(desk.plan, domain.no, goal))
        return Step(label, (revised,), goes_to=f"goal {domain.no} {no}")

    numbers = [int(g.no) for g in domain.goals if g.no.isdecimal()]
    values = {"no": str(max(numbers, default=0) + 1), "start": new_start(desk, start)}
    told = _tr("没有指标的目标是定性目标，填自评。要数值就接着给它加指标。")
    return Task(_tr("增加目标：{domain}").format(domain=domain.name), _goal_fields(start), make, values, told)


def change_goal(desk: Desk, domain: Domain, goal: Goal) -> Task:
    """Another number or wording, from a year on; a self-assessment goes along with the number."""
    start = years_field(desk, since=goal.valid_from, until=goal.valid_to)

    def make(values: Values) -> Step:
        no, summary = need(values, "no", _tr("编号")), need(values, "summary", _tr("目标"))
        year = start_of(values, desk)
        new = replace(goal, no=no, summary=summary, text=values["text"] or None)
        if new == goal:
            raise NotReadyError(_tr("没有改动。"))
        plan = desk.plan
        records: list[Record] = []
        if no != goal.no:
            records = edit.renumbered(desk.snapshot, plan.id, domain.no, goal.no, no, year)
        label = said(desk, "goal_changed", no=goal.no, name=goal.summary, new=f"{no} {summary}",
                     year=year, reason=values[REASON])  # fmt: skip
        revised = sound(desk, edit.change_goal(plan, domain.no, goal, new, year))
        return Step(label, (revised,), records=tuple(records), goes_to=f"goal {domain.no} {no}")

    whole = start.choices[0][0] if start.choices else ""
    values = {"no": goal.no, "summary": goal.summary, "text": goal.text or "", "start": whole}
    return Task(_tr("改目标{no}").format(no=goal.no), _goal_fields(start), make, values)


# measures


def _measure_fields(start: Field) -> tuple[Field, ...]:
    return (Field("no", _tr("编号")), Field("title", _tr("措施")), start)


def _number(values: Values) -> int:
    if not values["no"].isdecimal() or not values["no"].isascii():
        raise NotReadyError(_tr("编号“{text}”应为数字。").format(text=values["no"]))
    return int(values["no"])


def new_measure(desk: Desk, domain: Domain | None, measures: Sequence[Measure]) -> Task:
    """A measure of a domain, or (None) a project (实事项目)."""
    start = years_field(desk, new=True)
    place = domain.name if domain is not None else _tr("实事项目")
    number = domain.no if domain is not None else None

    def make(values: Values) -> Step:
        no, title = _number(values), need(values, "title", _tr("措施"))
        measure = Measure(no, title, valid_from=since(desk, start_of(values, desk)))
        label = said(desk, "measure_added", place=place, no=no, name=title, reason=values[REASON])
        return Step(label, (sound(desk, edit.add_measure(desk.plan, number, measure)),))

    values = {"no": str(max((m.no for m in measures), default=0) + 1), "start": new_start(desk, start)}
    return Task(_tr("增加措施：{place}").format(place=place), _measure_fields(start), make, values)


def change_measure(desk: Desk, domain: Domain | None, measure: Measure) -> Task:
    """Another number or title, from a year on; what the units reported goes along with the number."""
    start = years_field(desk, since=measure.valid_from, until=measure.valid_to)
    number = domain.no if domain is not None else None

    def make(values: Values) -> Step:
        no, title, year = _number(values), need(values, "title", _tr("措施")), start_of(values, desk)
        new = replace(measure, no=no, title=title)
        if new == measure:
            raise NotReadyError(_tr("没有改动。"))
        plan = desk.plan
        records: list[Record] = []
        if no != measure.no and number is not None:
            records = edit.renumbered_measure(desk.snapshot, plan.id, number, measure.no, no, year)
        label = said(desk, "measure_changed", no=measure.no, name=measure.title, new=f"{no} {title}",
                     year=year, reason=values[REASON])  # fmt: skip
        revised = sound(desk, edit.change_measure(plan, number, measure, new, year))
        return Step(label, (revised,), records=tuple(records))

    whole = start.choices[0][0] if start.choices else ""
    values = {"no": str(measure.no), "title": measure.title, "start": whole}
    return Task(_tr("改措施{no}").format(no=measure.no), _measure_fields(start), make, values)


def measure_progress(desk: Desk, domain: Domain, measure: Measure) -> Task:
    """What a unit did for a measure in the chosen year, as its form would say it."""
    year = desk.year
    key = measure_key(desk.plan_id, domain.no, measure.no)
    names = units(snapshot_in_year(desk.snapshot, year))
    fields = (
        Field("unit", _tr("责任单位"), "choice", tuple((name, name) for name in names)),
        Field("progress", _tr("{year}年进展").format(year=year), "text"),
    )

    def make(values: Values) -> Step:
        unit, text = values["unit"], values["progress"]
        if not unit:
            raise NotReadyError(_tr("还没有责任单位。先给指标定责任单位。"))
        if text == text_of(desk.snapshot, key, year, unit)[1]:
            raise NotReadyError(_tr("没有改动。"))
        label = said(desk, "progress", no=measure.no, unit=unit, year=year)
        return Step(label, records=(record_of(key, year, unit, "", text),))

    first = next((n for n in names if text_of(desk.snapshot, key, year, n)[1]), names[0] if names else "")
    values = {"unit": first, "progress": text_of(desk.snapshot, key, year, first)[1]}
    title = _tr("措施{no}的进展：{name}").format(no=measure.no, name=measure.title)
    told = _tr("各单位采集表“工作情况”里写的，读入后也在这里。写一个单位的，原有文字由这里的代替。")
    return Task(title, fields, make, values, told, asks_reason=False)


# retiring


def retire_goal(desk: Desk, domain: Domain, goal: Goal) -> Task:
    """The goal is no longer part of the plan from a year on."""
    start = years_field(desk, since=goal.valid_from, until=goal.valid_to)

    def make(values: Values) -> Step:
        year = start_of(values, desk)
        label = said(desk, "goal_retired", no=goal.no, name=goal.summary, year=year, reason=values[REASON])
        return Step(label, (sound(desk, edit.retire_goal(desk.plan, domain.no, goal, year)),))

    title = _tr("停用目标{no}  {name}").format(no=goal.no, name=goal.summary)
    return Task(title, (start,), make, {"start": first_start(desk, start)}, _kept_words())


def retire_domain(desk: Desk, domain: Domain) -> Task:
    """A domain with all its goals and measures is no longer part of the plan from a year on."""
    start = years_field(desk)
    first = desk.plan.period[0]

    def make(values: Values) -> Step:
        year = start_of(values, desk)
        if year == first and len(desk.plan.domains) == 1:
            raise NotReadyError(_tr("规划至少要有一个领域。选以后的年份，或先增加领域。"))
        if not (domain.goals or domain.measures) and year > first:
            raise NotReadyError(_tr("这个领域没有目标和措施，选“整个规划期”才能去掉。"))
        label = said(desk, "domain_retired", name=domain.name, year=year, reason=values[REASON])
        revised = edit.retire_domain(desk.plan, domain.no, year)
        if revised == desk.plan:
            raise NotReadyError(_tr("这个领域的目标和措施已都停用。"))
        return Step(label, (sound(desk, revised),))

    told = _tr("下面{goals}个目标、{measures}项措施一起停用。").format(
        goals=len(domain.goals), measures=len(domain.measures)
    )
    title = _tr("停用领域：{name}").format(name=domain.name)
    return Task(title, (start,), make, {"start": first_start(desk, start)}, told + _kept_words())


def retire_measure(desk: Desk, domain: Domain | None, measure: Measure) -> Task:
    """The measure is no longer part of the plan from a year on."""
    start = years_field(desk, since=measure.valid_from, until=measure.valid_to)
    number = domain.no if domain is not None else None

    def make(values: Values) -> Step:
        year = start_of(values, desk)
        label = said(
            desk, "measure_retired", no=measure.no, name=measure.title, year=year, reason=values[REASON]
        )
        return Step(label, (sound(desk, edit.retire_measure(desk.plan, number, measure, year)),))

    title = _tr("停用措施{no}  {name}").format(no=measure.no, name=measure.title)
    return Task(title, (start,), make, {"start": first_start(desk, start)}, _kept_words())


def retire_target(desk: Desk, line: TargetLine) -> Task:
    """The target is no longer part of the plan from a year on."""
    target = line.target
    start = years_field(desk, since=target.valid_from, until=target.valid_to)

    def make(values: Values) -> Step:
        year = start_of(values, desk)
        label = said(desk, "target_retired", name=target.name, year=year, reason=values[REASON])
        return Step(
            label, (sound(desk, edit.retire_target(desk.plan, Holder.of(line.placed), target, year)),)
        )

    title = _tr("停用指标：{name}").format(name=target.name)
    return Task(title, (start,), make, {"start": first_start(desk, start)}, _kept_words())


def _kept_words() -> str:
    return _tr("已填的数据和改动记录都留着，以前年份的评估和报告不变。")
