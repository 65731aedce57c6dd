"""The mid-term and the final evaluation report: one plan, or both of a file in one volume."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from plandesk.core.annual.attention import listed_facts
from plandesk.core.annual.closing import definitions, notes, signatures
from plandesk.core.annual.dossier import Dossier, dossier
from plandesk.core.annual.facts import Fact
from plandesk.core.annual.furnishing import cover, furniture, report_units, short_office
from plandesk.core.annual.marks import is_behind
from plandesk.core.annual.numbering import Numbering
from plandesk.core.annual.options import USUAL, ReportOptions
from plandesk.core.annual.own_texts import TextPart
from plandesk.core.annual.proposals import Proposals, own_text
from plandesk.core.annual.tables import lacks_data, missing_table
from plandesk.core.checking import Checker
from plandesk.core.findings import Finding
from plandesk.core.judging import Evaluation, earlier_errors, evaluate
from plandesk.core.papers.evaluation_parts import EvaluationParts
from plandesk.core.papers.evaluation_tables import EvaluationTables
from plandesk.core.papers.evaluation_year import Kind, check_year, evaluation_year
from plandesk.core.papers.outlook import behind_facts, lost_years
from plandesk.core.papers.paper import plan_band
from plandesk.core.papers.tasks import task_tables
from plandesk.core.plan import Plan
from plandesk.core.report_model import AnnexHeading, Chapter, Element, Heading, Paragraph, Report, Table
from plandesk.core.snapshot import Snapshot
from plandesk.core.words import Words


def midterm_report(
    snapshot: Snapshot,
    evaluations: Sequence[Evaluation],
    findings: Sequence[Finding],
    words: Words,
    *,
    month: str,
    options: ReportOptions = USUAL,
) -> Report:
    """The mid-term evaluation (中期评估报告) of plans in their middle year.

    Raises ValueError without an evaluation, KnownProblem ``evaluation_year`` for another year.
    """
    return _Maker(snapshot, words, "midterm", findings, month, options).report(evaluations)


def final_report(
    snapshot: Snapshot,
    evaluations: Sequence[Evaluation],
    findings: Sequence[Finding],
    words: Words,
    *,
    month: str,
    options: ReportOptions = USUAL,
) -> Report:
    """The final evaluation (终期评估报告) of plans in their last year. Raises as ``midterm_report``."""
    return _Maker(snapshot, words, "final", findings, month, options).report(evaluations)


Draft = tuple[Plan, TextPart, str, list[str]]


def evaluation_drafts(
    snapshot: Snapshot,
    evaluations: Sequence[Evaluation],
    findings: Sequence[Finding],
    words: Words,
    kind: Kind,
) -> list[Draft]:
    """The parts of an evaluation report that the clerk may write herself: plan, part, heading, draft."""
    maker = _Maker(snapshot, words, kind, findings, "")
    work: TextPart = "midterm_work" if kind == "midterm" else "final_work"
    found: list[Draft] = []
    for place, evaluation in enumerate(evaluations, 1):
        one, behind = maker.opened(evaluation, place, len(evaluations))
        parts = EvaluationParts(one, kind, (), findings, Numbering(), report_units(snapshot, words))
        found.append((one.plan, work, words.say("papers.evaluation.work"), parts.work_draft()))
        found += [(one.plan, *drafted) for drafted in maker.proposals(one, behind).drafts()]
    return found


@dataclass(frozen=True, slots=True)
class _Plan:
    """One plan's share."""

    one: Dossier
    parts: EvaluationParts
    chapter: Chapter
    edited: int


_Add = Callable[[str, _Plan, Sequence[Element], bool], None]


@dataclass(frozen=True, slots=True)
class _Maker:
    """Puts a report of either kind together."""

    snapshot: Snapshot
    words: Words
    kind: Kind
    findings: Sequence[Finding]
    month: str
    options: ReportOptions = USUAL

    def _say(self, key: str, **slots: object) -> str:
        return self.words.say(f"papers.{self.kind}.{key}", **slots)

    def report(self, evaluations: Sequence[Evaluation]) -> Report:
        """The whole report."""
        if not evaluations:
            raise ValueError("an evaluation report needs an evaluation")
        for evaluation in evaluations:
            check_year(
                self.snapshot, self.snapshot.plan(evaluation.plan_id), self.kind, evaluation.year, self.words
            )
        numbering, several = Numbering(), len(evaluations) > 1
        shares = [self._plan(e, numbering, place, len(evaluations)) for place, e in enumerate(evaluations, 1)]
        annexes = self._annexes(shares, numbering)
        statistics, office = report_units(self.snapshot, self.words)
        units = (short_office(office, self.snapshot, self.words), statistics)
        edited = sum(share.edited for share in shares)
        signed = signatures(self.words, self.snapshot, evaluations[0].year, units, self.month, edited)
        plans = [share.one.plan for share in shares]
        title = (
            self._say("title", plan=plans[0].title)
            if not several
            else self._say("title_both", region=plans[0].region.name)
        )
        return Report(
            title=title,
            author=office,
            subject=self._say("subject"),
            keywords=self.words.say("papers.keywords"),
            cover=cover(
                plans, self._say("name"), self.words, self.snapshot, (office, statistics), self.month
            ),
            furniture=furniture(plans, self.words, self.snapshot),
            chapters=(*(share.chapter for share in shares), *annexes, Chapter((signed,), verso=True)),
            front=self._front(shares),
        )

    def _front(self, shares: Sequence[_Plan]) -> tuple[Element, ...]:
        heading = Heading(self.words.say("papers.evaluation.summary"), 0, in_contents=False)
        return (heading, *(element for share in shares for element in share.parts.summary()))

    def _plan(self, evaluation: Evaluation, numbering: Numbering, place: int, plans: int) -> _Plan:
        one, behind = self.opened(evaluation, place, plans)
        units = report_units(self.snapshot, self.words)
        parts = EvaluationParts(one, self.kind, self._earlier(one), self.findings, numbering, units)
        proposals = self.proposals(one, behind)
        title: list[Element] = []
        if plans > 1:
            title.append(Heading(self.words.say(f"papers.evaluation.part_{one.plan.audience}"), 0))
        elements = (
            *title, *parts.work(), *parts.overall(), *parts.domains(), *proposals.problems(), *proposals.advice(),
            *task_tables(one, self.kind, numbering),
        )  # fmt: skip
        own = len(own_text(one.narrator, "midterm_work" if self.kind == "midterm" else "final_work"))
        return _Plan(one, parts, Chapter(elements, recto=True), proposals.edited() + own)

    def opened(self, evaluation: Evaluation, place: int, plans: int) -> tuple[Dossier, str]:
        """The dossier of the plan at ``place`` of ``plans``, and the annex that lists what is behind in it."""
        behind, missing = self._annex_number(plans + place), self._annex_number(2 * plans + 1)
        return dossier(self.snapshot, evaluation, self.words, missing, self.options), behind

    def proposals(self, one: Dossier, behind: str) -> Proposals:
        """The writer of problems and advice."""
        return Proposals(
            one.narrator, one.domains, listed_facts(one.domains, one.projects), self.kind, behind
        )

    def _annex_number(self, number: int) -> str:
        return self.words.say("report.headings.annex_number", number=number)

    def _earlier(self, one: Dossier) -> list[Dossier]:
        """The plan judged in each of its earlier years that has data, on those years' own findings."""
        checker = Checker(self.snapshot.library, self.words)
        codes = {placed.target.indicator for placed in one.plan.placed_targets()}
        there = {key.year for key in self.snapshot.observations if key.indicator in codes}
        found: list[Dossier] = []
        for year in range(one.plan.period[0], one.evaluation.year):
            if year in there:
                findings = (
                    *checker.check(self.snapshot, year),
                    *earlier_errors(checker, self.snapshot, year),
                )
                judged = evaluate(
                    self.snapshot, one.plan, year, findings, method=one.evaluation.method, words=self.words
                )
                found.append(dossier(self.snapshot, judged, self.words))
        return found

    # --- annexes ----------------------------------------------------------------------------------------------------

    def _annexes(self, shares: Sequence[_Plan], numbering: Numbering) -> list[Chapter]:
        tables = [e for share in shares for e in share.chapter.elements if isinstance(e, Table)]
        chapters: list[Chapter] = []

        def add(title: str, share: _Plan, content: Sequence[Element], turned: bool) -> None:
            named = f"{title}（{plan_band(share.one, self.words)}）" if len(shares) > 1 else title
            text = self.words.say("report.headings.annex", number=numbering.annex(), title=named)
            chapters.append(Chapter((AnnexHeading(text), *content), turned=turned))
            tables.extend(e for e in content if isinstance(e, Table))

        for share in shares:
            made = self._tables(share)
            label = numbering.annex_table()
            full = made.midterm(label) if self.kind == "midterm" else made.final(label)
            add(self.words.say("papers.evaluation.annex_full"), share, (full,), True)
        for share in shares:
            self._lists(share, numbering, add)
        self._closing(shares, numbering, chapters, tables)
        return chapters

    def _tables(self, share: _Plan) -> EvaluationTables:
        return EvaluationTables(share.one, evaluation_year(self.snapshot, share.one.plan, "midterm"))

    def _lists(self, share: _Plan, numbering: Numbering, add: _Add) -> None:
        """Midterm: what is behind with the pace needed. Final: what goes on into the next plan, what was lost again."""
        none = Paragraph(self.words.say("papers.evaluation.list_none"), small=True)
        made = self._tables(share)
        if self.kind == "midterm":
            behind = behind_facts(share.one)
            content: list[Element] = [made.behind(numbering.annex_table(), behind)] if behind else [none]
            add(self._say("annex_behind"), share, content, True)
            return
        onward = onward_facts(share.one)
        content = [made.onward(numbering.annex_table(), onward)] if onward else [none]
        lost = [f for f in share.one.judged if f.has_value and lost_years(f)]
        if lost:
            content.append(made.lost(numbering.annex_table(), lost))
        add(self._say("annex_behind"), share, content, False)

    def _closing(
        self, shares: Sequence[_Plan], numbering: Numbering, chapters: list[Chapter], tables: Sequence[Table]
    ) -> None:
        """Those without data, and the notes."""
        facts = [f for share in shares for f in share.one.facts]
        if any(lacks_data(f) for f in facts):
            title = self.words.say("report.headings.annex_missing")
            text = self.words.say("report.headings.annex", number=numbering.annex(), title=title)
            missing = missing_table(facts, shares[0].one.narrator, numbering.annex_table())
            chapters.append(Chapter((AnnexHeading(text), missing)))
        title = self.words.say("report.headings.annex_notes")
        text = self.words.say("report.headings.annex", number=numbering.annex(), title=title)
        evaluation = shares[0].one.evaluation
        explained = (
            *notes(self.words, self.snapshot.region, evaluation, tables, public=self.options.public),
            *definitions(self.words, facts, evaluation.year, self.options.national),
        )
        chapters.append(Chapter((AnnexHeading(text), *explained)))


def onward_facts(one: Dossier) -> list[Fact]:
    """What the next plan has to look at: not attained or moving the wrong way, not judged, without data."""
    found = [
        f for f in one.judged
        if not f.target.stretch and (f.has_value or f.lacks_source)
        and (not f.has_value or is_behind(f) or f.judgement.verdict in ("small_numbers", "cannot_tell", "no_data"))
    ]  # fmt: skip
    return list({(f.code, f.target.op, f.target.value): f for f in found}.values())
