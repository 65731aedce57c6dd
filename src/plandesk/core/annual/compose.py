"""Puts the annual report together: one plan, or the women's and the children's in one volume."""

from collections.abc import Sequence
from dataclasses import dataclass

from plandesk.core.annual.attention import Attention, listed_facts
from plandesk.core.annual.closing import definitions, notes, signatures
from plandesk.core.annual.domains import DomainPart
from plandesk.core.annual.facts import DomainFacts, Fact, facts_of, project_facts
from plandesk.core.annual.narrator import Narrator
from plandesk.core.annual.numbering import Numbering
from plandesk.core.annual.overview import Overview
from plandesk.core.annual.proposals import Proposals
from plandesk.core.annual.tables import FullTable, missing_table
from plandesk.core.findings import Finding
from plandesk.core.judging import Evaluation
from plandesk.core.plan import Plan
from plandesk.core.report_model import (
    AnnexHeading,
    Chapter,
    Cover,
    Element,
    Furniture,
    Heading,
    Paragraph,
    Report,
    Table,
)
from plandesk.core.snapshot import Snapshot
from plandesk.core.words import Words

STATISTICS_SETTING = "report.statistics_unit"
OFFICE_SETTING = "report.office_unit"


@dataclass(frozen=True, slots=True)
class _PlanPart:
    """One plan's share of the report."""

    plan: Plan
    narrator: Narrator
    domains: tuple[DomainFacts, ...]
    projects: tuple[Fact, ...]
    chapter: Chapter
    edited: int

    @property
    def facts(self) -> list[Fact]:
        return [f for d in self.domains for f in d.listed()] + list(self.projects)


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
    units = _units(snapshot, words)
    signed = signatures(words, snapshot, year, (units[0], _short(units[1], snapshot, words)), month, edited)
    chapters = (*(p.chapter for p in parts), *annexes, Chapter((signed,), verso=True))
    plans = [part.plan for part in parts]
    return Report(
        title=_title(plans, year, words),
        author=units[0],
        subject=words.say("report.subject"),
        keywords=words.say("report.keywords"),
        cover=_cover(plans, year, words, snapshot, units, month),
        furniture=_furniture(plans, words, snapshot),
        chapters=chapters,
    )


def _plan_part(
    snapshot: Snapshot, evaluation: Evaluation, findings: Sequence[Finding], words: Words, numbering: Numbering,
    *, titled: bool, annex_missing: str,
) -> _PlanPart:  # fmt: skip
    plan = snapshot.plan(evaluation.plan_id)
    narrator = Narrator(words, snapshot, plan, evaluation.year, annex_missing)
    domains, projects = facts_of(snapshot, plan, evaluation), project_facts(snapshot, plan, evaluation)
    attention = listed_facts(domains, projects)
    any_data = any(f.has_value for d in domains for f in d.all())
    proposals = Proposals(narrator, domains, attention)
    title: list[Element] = [Heading(words.say(f"report.headings.part_{plan.audience}"), 0)] if titled else []
    elements = [
        *title,
        *Overview(narrator, evaluation, domains, numbering).elements(),
        *DomainPart(narrator, domains, projects, numbering).elements(),
        *Attention(narrator, attention, findings, numbering, any_data).elements(),
        *proposals.elements(),
    ]
    return _PlanPart(
        plan, narrator, domains, projects, Chapter(tuple(elements), recto=True), proposals.edited()
    )


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
            title = words.say("report.headings.annex_table_of", plan=part.plan.title)
        head = heading(title)
        full = FullTable(part.narrator, part.domains, part.projects, numbering.annex_table()).table()
        tables.append(full)
        chapters.append(Chapter((head, full), turned=True))
    facts = [f for part in parts for f in part.facts]
    if any(not f.has_value for f in facts):
        head = heading(words.say("report.headings.annex_missing"))
        missing = missing_table(facts, parts[0].narrator, numbering.annex_table())
        chapters.append(Chapter((head, missing)))
    head = heading(words.say("report.headings.annex_notes"))
    explained = (*notes(words, snapshot.region, evaluation, tables), *definitions(words, facts))
    chapters.append(Chapter((head, *explained)))
    return chapters


def _title(plans: Sequence[Plan], year: int, words: Words) -> str:
    if len(plans) == 1:
        return words.say("report.title", plan=plans[0].title, year=year)
    return words.say("report.title_both", region=plans[0].region.name, year=year)


def _units(snapshot: Snapshot, words: Words) -> tuple[str, str]:
    region, settings = snapshot.region.name, snapshot.settings
    statistics = settings.get(STATISTICS_SETTING) or words.say("report.unit_statistics", region=region)
    office = settings.get(OFFICE_SETTING) or words.say("report.unit_office", region=region)
    return statistics, office


def _short(office: str, snapshot: Snapshot, words: Words) -> str:
    """The office's short name for the seals, where the full one is the usual one."""
    usual = words.say("report.unit_office", region=snapshot.region.name)
    return words.say("report.unit_office_short", region=snapshot.region.name) if office == usual else office


def _cover(
    plans: Sequence[Plan], year: int, words: Words, snapshot: Snapshot, units: tuple[str, str], month: str
) -> Cover:
    first, last = min(p.period[0] for p in plans), max(p.period[1] for p in plans)
    said = all(str(p.period[0]) in p.title and str(p.period[1]) in p.title for p in plans)
    share = _sample_share(plans, snapshot)
    foot = {"all": "cover_sample", "some": "cover_some_samples"}.get(share, "")
    return Cover(
        marking=words.say("report.marking"),
        plan=tuple(p.title for p in plans),
        period="" if said else words.say("report.period", first=first, last=last),
        report=words.say("report.name", year=year),
        units=units,
        month=month,
        foot=words.say(f"report.{foot}", region=snapshot.region.name) if foot else "",
    )


def _furniture(plans: Sequence[Plan], words: Words, snapshot: Snapshot) -> Furniture:
    share = _sample_share(plans, snapshot)
    box_words = {"all": "sample_words", "some": "some_samples_words"}.get(share, "")

    def say(key: str) -> str:
        return words.say(f"report.furniture.{key}")

    return Furniture(
        box=say("sample") if share else "",
        box_words=say(box_words) if box_words else "",
        contents=say("contents"),
        continued=say("continued"),
        continued_band=say("continued_band"),
        notes=say("notes"),
        source=say("source"),
        unit=say("unit"),
    )


def _sample_share(plans: Sequence[Plan], snapshot: Snapshot) -> str:
    """Whether ``all``, ``some`` or none ("") of the figures of these plans are samples."""
    codes = {placed.target.indicator for plan in plans for placed in plan.placed_targets()}
    origins = {o.origin == "sample" for key, o in snapshot.observations.items() if key.indicator in codes}
    return {(True,): "all", (False, True): "some"}.get(tuple(sorted(origins)), "")


__all__ = ["OFFICE_SETTING", "STATISTICS_SETTING", "Paragraph", "annual_report"]
