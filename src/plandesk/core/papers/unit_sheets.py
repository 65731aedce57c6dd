"""督办单 and 反馈单: for each unit its sheets, 督办单 first (one page each), then the whole list to answer."""

from collections.abc import Iterator, Sequence

from plandesk.core.annual.dossier import dossiers
from plandesk.core.annual.furnishing import report_units
from plandesk.core.findings import Finding
from plandesk.core.judging import Evaluation
from plandesk.core.papers.feedback import Feedback, unit_facts
from plandesk.core.papers.follow_up_sheet import MOST_WITHOUT_DATA, Asked, FollowUpSheet
from plandesk.core.papers.paper import bare_report
from plandesk.core.records import FollowUp
from plandesk.core.report_model import Chapter, Report
from plandesk.core.snapshot import Snapshot
from plandesk.core.words import Words


def unit_sheets(
    snapshot: Snapshot,
    evaluations: Sequence[Evaluation],
    findings: Sequence[Finding],
    words: Words,
    *,
    month: str,
) -> Report:
    """The sheets to every unit of the evaluated plans (all of one year, at least one).

    A 督办单 stands for each follow-up of the year that the file holds (its number, dates, reply), and for each
    indicator that is red and has none yet; those without data share a page. Raises ValueError without an evaluation.
    """
    files = dossiers(snapshot, evaluations, words)
    year = evaluations[0].year
    every = [Asked(one, fact) for one in files for fact in one.facts]
    kept = _follow_ups(snapshot, [one.plan.id for one in files], year)
    units = dict.fromkeys([(a.fact.own or a.fact.indicator).reporter for a in every] + [f.unit for f in kept])
    office = report_units(snapshot, words)[1]
    chapters: list[Chapter] = []
    for unit in units:
        sheets = _sheets(snapshot, words, year, unit, every, kept)
        chapters += [Chapter((sheet.form(),), form=True) for sheet in sheets]
        listed = unit_facts(every, unit)
        if listed:
            codes = {code for a in listed for code in (a.fact.code, a.fact.own.code if a.fact.own else "")}
            about = [f for f in findings if f.indicator in codes]
            chapters.append(Feedback(words, year, unit, office, listed, about).chapter())
    title = words.say("papers.units_title", year=year)
    return bare_report(snapshot, [one.plan for one in files], words, title, chapters, month=month)


def _follow_ups(snapshot: Snapshot, plans: Sequence[str], year: int) -> list[FollowUp]:
    found = (f for f in snapshot.follow_ups.values() if f.year == year and f.plan in ("", *plans))
    return sorted(found, key=lambda f: f.number)


def _sheets(
    snapshot: Snapshot, words: Words, year: int, unit: str, every: Sequence[Asked], kept: Sequence[FollowUp]
) -> Iterator[FollowUpSheet]:
    """The unit's follow-ups in the order of their numbers, then what is red without one."""
    for record in kept:
        if record.unit == unit:
            asked = _matching(record, every)
            if asked is not None:
                yield FollowUpSheet(snapshot, words, year, unit, (asked,), record)
    followed = {(f.plan, f.indicator) for f in kept}
    red = {
        (a.dossier.plan.id, a.fact.code): a
        for a in unit_facts(every, unit)
        if a.fact.judgement.level == "red" and not a.fact.target.stretch
    }
    waiting = [a for key, a in red.items() if key not in followed and ("", key[1]) not in followed]
    for asked in waiting:
        if asked.fact.has_value:
            yield FollowUpSheet(snapshot, words, year, unit, (asked,))
    silent = [a for a in waiting if not a.fact.has_value]  # what has no figure is asked about in other words
    for start in range(0, len(silent), MOST_WITHOUT_DATA):
        yield FollowUpSheet(snapshot, words, year, unit, tuple(silent[start : start + MOST_WITHOUT_DATA]))


def _matching(record: FollowUp, every: Sequence[Asked]) -> Asked | None:
    """The target a follow-up was opened for: of several the one with warnings; None where the plan has it no more."""
    found = [
        a
        for a in every
        if record.plan in ("", a.dossier.plan.id)
        and record.indicator in (a.fact.code, a.fact.own.code if a.fact.own else "")
        and not a.fact.reference
    ]
    return min(found, key=lambda a: (not a.fact.judgement.alerts, not a.fact.judgement.counted), default=None)
