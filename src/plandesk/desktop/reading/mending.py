"""What is mended beside the targets: a plan's head and the description of a new indicator. No widget is known here."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from PySide6.QtCore import QCoreApplication

from plandesk.core.indicator import Better
from plandesk.core.plan import Audience, Domain, Goal, Measure, Plan, Target
from plandesk.desktop.reading.typed import NotTakenError
from plandesk.planreader.drafts import Draft, form_of
from plandesk.planreader.local_indicators import LocalIndicator

AUDIENCES: tuple[Audience, ...] = ("women", "children")
BETTERS: tuple[Better, ...] = ("higher", "lower", "neither")
_EARLIEST, _LATEST = 1990, 2100


def _tr(text: str) -> str:
    return QCoreApplication.translate("Reading", text)


@dataclass(frozen=True, slots=True)
class Head:
    """A plan's head as typed."""

    title: str
    doc_no: str
    issued: str
    first: str
    last: str
    audience: Audience


@dataclass(frozen=True, slots=True)
class Described:
    """What a new indicator is, as typed; the parts are empty where it has none."""

    name: str
    definition: str
    numerator: str
    denominator: str
    reporter: str
    better: Better


def head_of(plan: Plan) -> Head:
    """A plan's head as it stands."""
    first, last = plan.period
    return Head(plan.title, plan.doc_no or "", plan.issued or "", str(first), str(last), plan.audience)


def mended_head(draft: Draft, head: Head, taken_ids: Sequence[str]) -> Draft:
    """``draft`` under a mended head; its id is none of ``taken_ids``. Raises NotTakenError.

    For the other audience every domain gets that audience's form.
    """
    title, plan = head.title.strip(), draft.plan
    if not title:
        raise NotTakenError(_tr("规划名称是空的。请填写。"))
    period = _period(head)
    issued = _issued(head.issued.strip())
    domains = tuple(replace(d, form=form_of(head.audience, d.name)) for d in plan.domains)
    if head.audience == plan.audience:
        domains = plan.domains
    plan = replace(
        plan, id=_id(plan, head.audience, taken_ids), title=title, doc_no=head.doc_no.strip(), issued=issued,
        period=period, audience=head.audience, domains=domains,
    )  # fmt: skip
    return replace(draft, plan=plan)


def forms_changed(before: Plan, after: Plan) -> Mapping[str, str]:
    """Which form became which when a plan's head was mended."""
    return {a.form: b.form for a, b in zip(before.domains, after.domains, strict=True) if a.form != b.form}


def in_period(target: Target, before: tuple[int, int], after: tuple[int, int]) -> Target:
    """``target`` in the mended period: the old last year becomes the new one, years outside its nearest end."""
    stage = after[1] if target.stage_year == before[1] else min(max(target.stage_year, after[0]), after[1])
    return replace(target, stage_year=stage)


def with_targets_in_period(draft: Draft, before: tuple[int, int]) -> Draft:
    """``draft`` with all its targets in its period."""
    after = draft.plan.period

    def goal(each: Goal) -> Goal:
        return replace(each, targets=tuple(in_period(t, before, after) for t in each.targets))

    def measure(each: Measure) -> Measure:
        return replace(each, targets=tuple(in_period(t, before, after) for t in each.targets))

    def domain(each: Domain) -> Domain:
        return replace(each, goals=tuple(map(goal, each.goals)), measures=tuple(map(measure, each.measures)))

    plan = draft.plan
    plan = replace(
        plan, domains=tuple(map(domain, plan.domains)), projects=tuple(map(measure, plan.projects))
    )
    return replace(draft, plan=plan)


def _period(head: Head) -> tuple[int, int]:
    years = [head.first.strip(), head.last.strip()]
    if not all(year.isdecimal() and _EARLIEST <= int(year) <= _LATEST for year in years):
        raise NotTakenError(_tr("规划期要两个年份，如 2021 和 2030。"))
    first, last = int(years[0]), int(years[1])
    if first >= last:
        raise NotTakenError(_tr("规划期的第一年{first}应早于最后一年{last}。").format(first=first, last=last))
    return first, last


def _issued(text: str) -> str:
    if not text:
        return ""
    found = re.fullmatch(r"(\d{4})\D+(\d{1,2})\D+(\d{1,2})\D?", text)
    try:
        return (
            date(*(int(part) for part in found.groups())).isoformat()
            if found
            else date.fromisoformat(text).isoformat()
        )
    except ValueError:
        raise NotTakenError(_tr("印发日期“{text}”读不懂，请写成 2022-11-08。").format(text=text)) from None


def _id(plan: Plan, audience: Audience, taken: Sequence[str]) -> str:
    if audience == plan.audience:
        return plan.id
    place = re.sub(r"_(?:women|children)(?:_\d+)?$", "", plan.id)
    unique, count = f"{place}_{audience}", 2
    while unique in taken:
        unique, count = f"{place}_{audience}_{count}", count + 1
    return unique


def described(each: LocalIndicator) -> Described:
    """A new indicator's description as it stands."""
    indicator = each.indicator
    return Described(
        indicator.name, indicator.definition, indicator.numerator or "", indicator.denominator or "",
        indicator.reporter, indicator.better,
    )  # fmt: skip


def redescribed(each: LocalIndicator, typed: Described) -> LocalIndicator:
    """A new indicator described anew; what the clerk has seen is no guess any more. Raises NotTakenError."""
    name, definition, reporter = typed.name.strip(), typed.definition.strip(), typed.reporter.strip()
    for what, text in ((_tr("名称"), name), (_tr("定义"), definition), (_tr("责任单位"), reporter)):
        if not text:
            raise NotTakenError(_tr("新指标的{what}是空的。请填写。").format(what=what))
    over, under = typed.numerator.strip(), typed.denominator.strip()
    quotient = each.indicator.base is not None
    if quotient and not (over and under):
        raise NotTakenError(_tr("率和比例要写明分子和分母。"))
    indicator = replace(
        each.indicator, name=name, definition=definition, reporter=reporter, better=typed.better,
        numerator=over if quotient else each.indicator.numerator,
        denominator=under if quotient else each.indicator.denominator,
    )  # fmt: skip
    seen = {"name", "definition", "reporter", "better", "numerator", "denominator"}
    return replace(each, indicator=indicator, guessed=tuple(key for key in each.guessed if key not in seen))
