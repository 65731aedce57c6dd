"""Puts the annual report together: one plan, or the women's and the children's in one volume."""

from collections.abc import Sequence
from dataclasses import dataclass

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
from plandesk.core.annual.numbering import Numbering
from plandesk.core.annual.overview import Overview
from plandesk.core.annual.proposals import Proposals
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
) -> Report:
    """The annual report of the evaluated plans (all of one year, at least one) as a model.

    ``findings`` are the year's; their explanations are quoted. ``month`` stands on the cover (2025年6月).
    Raises ValueError without an evaluation, KeyError for a plan the snapshot does not hold.
    """
    if not evaluations:
        raise ValueError("an annual report needs an evaluation")
    year, numbering = evaluations[0].year, Numbering()
    several = len(evaluations) > 1
    # the annexes come later, but their numbers are known: a full table for each plan, then what is missing
    missing = words.say("report.headings.annex_number", number=len(evaluations) + 1)
    parts = [
        _plan_part(snapshot, e, findings, words, numbering, titled=several, annex_missing=missing)
        for e in evaluations
    ]
    annexes = _annexes(parts, evaluations[0], words, snapshot, numbering)
    edited = sum(part.edited for part in parts)
    units = report_units(snapshot, words)
    signed = signatures(
        words, snapshot, year, (units[0], short_office(units[1], snapshot, words)), month, edited
    )
    chapters = (*(p.chapter for p in parts), *annexes, Chapter((signed,), verso=True))
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


def _plan_part(
    snapshot: Snapshot, evaluation: Evaluation, findings: Sequence[Finding], words: Words, numbering: Numbering,
    *, titled: bool, annex_missing: str,
) -> _PlanPart:  # fmt: skip
    one = dossier(snapshot, evaluation, words, annex_missing)
    narrator, domains, projects = one.narrator, one.domains, one.projects
    attention = listed_facts(domains, projects)
    proposals = Proposals(narrator, domains, attention)
    title: list[Element] = (
        [Heading(words.say(f"report.headings.part_{one.plan.audience}"), 0)] if titled else []
    )
    elements = [
        *title,
        *Overview(narrator, evaluation, domains, numbering).elements(),
        *DomainPart(narrator, domains, projects, numbering).elements(),
        *Attention(narrator, attention, findings, numbering, one.any_data).elements(),
        *proposals.elements(),
    ]
    return _PlanPart(one, Chapter(tuple(elements), recto=True), proposals.edited())


def _annexes(
    parts: Sequence[_PlanPart], evaluation: Evaluation, words: Words, snapshot: Snapshot, numbering: Numbering
) -> list[Chapter]:
    chapters: list[Chapter] = []
    tables = [e for part in parts for e in part.chapter.elements if isinstance(e, Table)]

    def heading(title: str) -> AnnexHeading:
        return AnnexHeading(words.say("report.headings.annex", number=numbering.annex(), title=title))

    for part in parts:
        title = words.say("report.headings.annex_table")
        if len(parts) > 1:
            title = words.say("report.headings.annex_table_of", plan=part.dossier.plan.title)
        head, one = heading(title), part.dossier
        full = FullTable(one.narrator, one.domains, one.projects, numbering.annex_table()).table()
        tables.append(full)
        chapters.append(Chapter((head, full), turned=True))
    facts = [f for part in parts for f in part.dossier.facts]
    if any(lacks_data(f) for f in facts):
        head = heading(words.say("report.headings.annex_missing"))
        missing = missing_table(facts, parts[0].dossier.narrator, numbering.annex_table())
        chapters.append(Chapter((head, missing)))
    head = heading(words.say("report.headings.annex_notes"))
    explained = (*notes(words, snapshot.region, evaluation, tables), *definitions(words, facts))
    chapters.append(Chapter((head, *explained)))
    return chapters


def _title(plans: Sequence[Plan], year: int, words: Words) -> str:
    if len(plans) == 1:
        return words.say("report.title", plan=plans[0].title, year=year)
    return words.say("report.title_both", region=plans[0].region.name, year=year)


__all__ = ["OFFICE_SETTING", "STATISTICS_SETTING", "annual_report"]
