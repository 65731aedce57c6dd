"""Makes any paper's model with the clerk's choices: public edition or internal, draft or formal, parts left out."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType
from typing import Literal, Protocol

from plandesk.core.annual.compose import annual_report
from plandesk.core.annual.options import USUAL, ReportOptions
from plandesk.core.findings import Finding
from plandesk.core.judging import Evaluation
from plandesk.core.papers.check_list import check_list
from plandesk.core.papers.compendium import compendium
from plandesk.core.papers.entry_forms import blank_forms, entry_forms, filled_forms
from plandesk.core.papers.evaluation_report import final_report, midterm_report
from plandesk.core.papers.free_texts import free_texts
from plandesk.core.papers.public_edition import public_edition
from plandesk.core.papers.public_notes import noted
from plandesk.core.papers.responsibility import responsibility_table
from plandesk.core.papers.unit_sheets import unit_sheets
from plandesk.core.papers.warning_list import warning_list
from plandesk.core.plan_years import plan_in_year
from plandesk.core.report_model import Report
from plandesk.core.snapshot import Snapshot
from plandesk.core.words import Words

ReportKind = Literal[
    "annual", "compendium", "warnings", "units", "responsibility", "forms", "blank_forms", "filled_forms", "midterm", "final", "checks"
]  # fmt: skip


class Model(Protocol):
    """Makes the model of a paper from judged plans of one year."""

    def __call__(
        self, snapshot: Snapshot, evaluations: Sequence[Evaluation], findings: Sequence[Finding], words: Words,
        *, month: str,
    ) -> Report: ...  # fmt: skip


class ChosenModel(Protocol):
    """Makes the model of a paper whose words and parts depend on the options."""

    def __call__(
        self, snapshot: Snapshot, evaluations: Sequence[Evaluation], findings: Sequence[Finding], words: Words,
        *, month: str, options: ReportOptions = USUAL,
    ) -> Report: ...  # fmt: skip


_CHOSEN: Mapping[str, ChosenModel] = MappingProxyType(
    {"annual": annual_report, "compendium": compendium, "midterm": midterm_report, "final": final_report}
)
_PLAIN: Mapping[str, Model] = MappingProxyType(
    {
        "warnings": warning_list,
        "units": unit_sheets,
        "responsibility": responsibility_table,
        "forms": entry_forms,
        "blank_forms": blank_forms,
        "filled_forms": filled_forms,
        "checks": check_list,
    }
)


def make_report(
    kind: ReportKind,
    snapshot: Snapshot,
    evaluations: Sequence[Evaluation],
    findings: Sequence[Finding],
    words: Words,
    *,
    month: str,
    options: ReportOptions = USUAL,
) -> Report:
    """The model of a paper of that kind on the evaluated plans (all of one year, at least one).

    ``evaluations`` and ``findings`` are those of the data file as it is, in the public edition too: what is withheld
    there is worked out here. Raises as the models do: ValueError without an evaluation, KnownProblem for an
    evaluation report of another year.
    """
    if options.public:
        public = public_edition(snapshot, evaluations, words)
        snapshot, evaluations, findings = public.snapshot, public.evaluations, public.findings
    if kind in _CHOSEN:
        made = _CHOSEN[kind](snapshot, evaluations, findings, words, month=month, options=options)
    else:
        made = _PLAIN[kind](snapshot, evaluations, findings, words, month=month)
    return _marked(noted(made, words) if options.public else made, options, words)


def _marked(report: Report, options: ReportOptions, words: Words) -> Report:
    """The report with 草稿 and 公开版 on cover and pages, and in its title."""
    wanted = (("draft", options.draft), ("public", options.public))
    marks = [words.say(f"report.furniture.{key}") for key, there in wanted if there]
    if not marks:
        return report
    furniture, cover, title = report.furniture, report.cover, report.title
    for mark in marks:
        title = words.say("report.furniture.title_of", title=title, mark=mark)
    box = "　".join((*marks, furniture.box) if furniture.box else marks)
    if options.public:
        cover = replace(cover, marking=words.say("report.furniture.public"))
    return replace(report, title=title, cover=cover, furniture=replace(furniture, box=box))


def concerns(
    snapshot: Snapshot,
    evaluations: Sequence[Evaluation],
    findings: Sequence[Finding],
    words: Words,
    kind: ReportKind,
) -> tuple[str, ...]:
    """What speaks against a formal paper (正式稿), in sentences: errors, warnings without explanation, stale texts."""
    plans = (plan_in_year(snapshot.plan(e.plan_id), e.year) for e in evaluations)
    codes = {p.target.indicator for plan in plans for p in plan.placed_targets()}
    about = [f for f in findings if f.indicator in codes]
    errors = sum(f.severity == "error" for f in about)
    asked = sum(f.severity == "warning" and f.open for f in about)
    found = []
    if errors:
        found.append(words.say("papers.concern.errors", count=errors))
    if asked:
        found.append(words.say("papers.concern.warnings", count=asked))
    if kind in ("annual", "midterm", "final"):
        stale = [t.heading for t in free_texts(snapshot, evaluations, findings, words, kind=kind) if t.stale]
        if stale:
            found.append(words.say("papers.concern.stale", names="、".join(dict.fromkeys(stale))))
    return tuple(found)
