"""Puts the annual report together: one plan, or the women's and the children's in one volume."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from plandesk.core.annual.attention import Attention, listed_facts
from plandesk.core.annual.closing import definitions, notes, signatures
from plandesk.core.annual.domains import DomainPart
from plandesk.core.annual.dossier import Dossier, dossier
from plandesk.core.annual.furnishing import (
    OFFICE_SETTING,
    STATISTICS_SETTING,
    cover,
    furniture,
    report_units,
    short_office,
)
from plandesk.core.annual.numbering import Numbering, chinese
from plandesk.core.annual.options import USUAL, Part, ReportOptions
from plandesk.core.annual.overview import Overview
from plandesk.core.annual.own_texts import TextPart
from plandesk.core.annual.proposals import Proposals, own_text
from plandesk.core.annual.tables import FullTable, lacks_data, missing_table
from plandesk.core.findings import Finding
from plandesk.core.judging import Evaluation
from plandesk.core.plan import Plan
from plandesk.core.report_model import (
    AnnexHeading,
    Chapter,
    Element,
    Heading,
    Report,
    Table,
)
from plandesk.core.snapshot import Snapshot
from plandesk.core.words import Words


@dataclass(frozen=True, slots=True)
class _PlanPart:
    """One plan's share of the report."""

    dossier: Dossier
    chapter: Chapter
    edited: int


def annual_report(
    snapshot: Snapshot,
    evaluations: Sequence[Evaluation],
    findings: Sequence[Finding],
    words: Words,
    *,
    month: str,
    options: ReportOptions = USUAL,
) -> Report:
    """The annual report of the evaluated plans (all of one year, at least one) as a model.

    ``findings`` are the year's; their explanations are quoted. ``month`` stands on the cover (2025年6月).
    ``options.only`` leaves parts out; what remains is numbered anew. Raises ValueError without an evaluation, KeyError for a plan the snapshot does not hold.
    """
    if not evaluations:
        raise ValueError("an annual report needs an evaluation")
    year, numbering = evaluations[0].year, Numbering()
    several = len(evaluations) > 1
    missing = _annex_missing(len(evaluations), options, words)
    parts = [
        _plan_part(dossier(snapshot, e, words, missing, options), findings, numbering, titled=several)
        for e in evaluations
    ]
    annexes = _annexes(parts, evaluations[0], words, snapshot, numbering, options)
    edited = sum(part.edited for part in parts)
    units = report_units(snapshot, words)
    signed = signatures(
        words, snapshot, year, (units[0], short_office(units[1], snapshot, words)), month, edited
    )
    last = (Chapter((signed,), verso=True),) if options.has("signatures") else ()
    chapters = (*(p.chapter for p in parts if p.chapter.elements), *annexes, *last)
    plans = [part.dossier.plan for part in parts]
    return Report(
        title=_title(plans, year, words),
        author=units[0],
        subject=words.say("report.subject"),
        keywords=words.say("report.keywords"),
        cover=cover(plans, words.say("report.name", year=year), words, snapshot, units, month),
        furniture=furniture(plans, words, snapshot),
        chapters=chapters,
    )


def annual_drafts(
    snapshot: Snapshot, evaluations: Sequence[Evaluation], words: Words, options: ReportOptions = USUAL
) -> list[tuple[Plan, TextPart, str, list[str]]]:
    """The parts of the annual report that the clerk may write herself: plan, part, heading, draft."""
    missing = _annex_missing(len(evaluations), options, words)
    found: list[tuple[Plan, TextPart, str, list[str]]] = []
    for evaluation in evaluations:
        one = dossier(snapshot, evaluation, words, missing, options)
        found += [(one.plan, *drafted) for drafted in _proposals(one).drafts()]
    return found


def _annex_missing(plans: int, options: ReportOptions, words: Words) -> str:
    """How the annex without data is called: the annexes come later, but their numbers are known."""
    if not options.has("missing"):
        return words.say("report.headings.annex_missing_left_out")
    return words.say("report.headings.annex_number", number=(plans if options.has("table") else 0) + 1)


def _proposals(one: Dossier) -> Proposals:
    return Proposals(one.narrator, one.domains, listed_facts(one.domains, one.projects))


def _plan_part(one: Dossier, findings: Sequence[Finding], numbering: Numbering, *, titled: bool) -> _PlanPart:
    narrator, domains, projects, options = one.narrator, one.domains, one.projects, one.narrator.options
    attention, proposals = listed_facts(domains, projects), _proposals(one)
    made: tuple[tuple[Part, Callable[[], list[Element]]], ...] = (
        ("overview", Overview(narrator, one.evaluation, domains, numbering).elements),
        ("domains", DomainPart(narrator, domains, projects, numbering).elements),
        ("attention", Attention(narrator, attention, findings, numbering, one.any_data).elements),
        ("problems", proposals.problems),
        ("advice", proposals.advice),
    )
    elements = _renumbered([e for part, elements in made if options.has(part) for e in elements()])
    if titled and elements:
        elements.insert(0, Heading(narrator.say(f"headings.part_{one.plan.audience}"), 0))
    edited = sum(len(own_text(narrator, part)) for part in ("problems", "advice") if options.has(part))
    return _PlanPart(one, Chapter(tuple(elements), recto=True), edited)


def _renumbered(elements: Sequence[Element]) -> list[Element]:
    """The parts that are there as 一、 二、 三、."""
    found: list[Element] = []
    number = 0
    for element in elements:
        if isinstance(element, Heading) and element.level == 1:
            number += 1
            element = replace(element, text=f"{chinese(number)}、{element.text.partition('、')[2]}")
        found.append(element)
    return found


def _annexes(
    parts: Sequence[_PlanPart], evaluation: Evaluation, words: Words, snapshot: Snapshot, numbering: Numbering,
    options: ReportOptions,
) -> list[Chapter]:  # fmt: skip
    chapters: list[Chapter] = []
    tables = [e for part in parts for e in part.chapter.elements if isinstance(e, Table)]

    def heading(title: str) -> AnnexHeading:
        return AnnexHeading(words.say("report.headings.annex", number=numbering.annex(), title=title))

    for part in parts if options.has("table") else ():
        title = words.say("report.headings.annex_table")
        if len(parts) > 1:
            title = words.say(
                "report.headings.annex_table_of", plan=words.say(f"papers.plan_{part.dossier.plan.audience}")
            )
        head, one = heading(title), part.dossier
        full = FullTable(one.narrator, one.domains, one.projects, numbering.annex_table()).table()
        tables.append(full)
        chapters.append(Chapter((head, full), turned=True))
    facts = [f for part in parts for f in part.dossier.facts]
    if options.has("missing") and any(lacks_data(f) for f in facts):
        head = heading(words.say("report.headings.annex_missing"))
        missing = missing_table(facts, parts[0].dossier.narrator, numbering.annex_table())
        chapters.append(Chapter((head, missing)))
    if not options.has("notes"):
        return chapters
    head = heading(words.say("report.headings.annex_notes"))
    noted = notes(words, snapshot.region, evaluation, tables, public=options.public)
    explained = (*noted, *definitions(words, facts, evaluation.year, options.national))
    chapters.append(Chapter((head, *explained)))
    return chapters


def _title(plans: Sequence[Plan], year: int, words: Words) -> str:
    if len(plans) == 1:
        return words.say("report.title", plan=plans[0].title, year=year)
    return words.say("report.title_both", region=plans[0].region.name, year=year)


__all__ = ["OFFICE_SETTING", "STATISTICS_SETTING", "annual_report"]
