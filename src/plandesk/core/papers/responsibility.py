"""目标任务分解表: every goal with its indicators, targets, units and years, in the document's order.

The units are those that answer for the indicators. Who leads a goal is known only where one unit answers for all of
it; elsewhere the cell is left for the office to fill in.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from plandesk.core.annual.dossier import Dossier, dossiers
from plandesk.core.annual.furnishing import report_units
from plandesk.core.annual.numbering import Numbering, chinese
from plandesk.core.annual.wording import value_words
from plandesk.core.findings import Finding
from plandesk.core.indicator import Library
from plandesk.core.judging import Evaluation
from plandesk.core.papers.paper import bare_report, several
from plandesk.core.plan import Goal, Measure, Plan, Target
from plandesk.core.report_model import Band, Chapter, Column, Heading, Note, Report, Row, Spread, Table
from plandesk.core.snapshot import Snapshot
from plandesk.core.target_words import target_words
from plandesk.core.words import Words

_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"


def responsibility_table(
    snapshot: Snapshot,
    evaluations: Sequence[Evaluation],
    findings: Sequence[Finding],
    words: Words,
    *,
    month: str,
) -> Report:
    """The tables of the evaluated plans (at least one), one chapter each. Raises ValueError without an evaluation."""
    files = dossiers(snapshot, evaluations, words)
    office = report_units(snapshot, words)[1]
    numbering = Numbering()
    chapters = [_chapter(one, snapshot, words, office, month, numbering, several(files)) for one in files]
    title = words.say("papers.responsibility.title")
    paper = bare_report(snapshot, [one.plan for one in files], words, title, chapters, month=month)
    if not paper.furniture.box:
        return paper
    # the targets are the plan's own; only the file they come from holds samples
    said = replace(paper.furniture, box_words=words.say("papers.responsibility.sample"))
    return replace(paper, furniture=said)


def _chapter(
    one: Dossier, snapshot: Snapshot, words: Words, office: str, month: str, numbering: Numbering, named: bool
) -> Chapter:
    say = words.say
    plan = one.plan
    period = say("report.period", first=plan.period[0], last=plan.period[1])
    title = say("papers.responsibility.title_of", plan=plan.title)
    said = str(plan.period[0]) in plan.title
    number = say("papers.responsibility.doc_no", no=plan.doc_no) if plan.doc_no else ("" if said else period)
    head = Spread((say("papers.issued_by", unit=office), number, month), 11, below=2)
    sign = Spread(tuple(say(f"papers.sign_{k}") for k in ("made", "checked", "issued", "date")), above=10)
    outline = plan.title if named else title
    return Chapter(
        (
            Heading(title, 0, outline=outline),
            head,
            _Lines(plan, snapshot.library, words).table(numbering.table()),
            sign,
        ),
        turned=True,
        recto=True,
    )


@dataclass(slots=True)
class _Lines:
    """Makes the table of one plan; goals are numbered through."""

    plan: Plan
    library: Library
    words: Words
    count: int = 0

    def _say(self, key: str, **slots: object) -> str:
        return self.words.say(f"papers.responsibility.{key}", **slots)

    def table(self, label: str) -> Table:
        """The table: a band per domain, a row per goal, then what the measures name figures for."""
        columns = (
            Column(self.words.say("report.table.head_order"), 10),
            Column(self._say("head_goal"), 66, "text"),
            Column(self._say("head_targets"), 58, "text"),
            Column(self._say("head_lead"), 26, "text"),
            Column(self._say("head_units"), 36, "text"),
            Column(self._say("head_stage"), 14),
            Column(self._say("head_remark"), 15, "text"),
        )
        notes = (Note(self._say("note_lead")), Note(self._say("note_signs")))
        return Table(
            label,
            self._say("table", plan=self.plan.title),
            columns,
            tuple(self._lines()),
            notes=notes,
            small=True,
        )

    def _lines(self) -> Iterator[Row | Band]:
        for domain in self.plan.domains:
            yield Band(
                self.words.say("report.table.band_domain", number=chinese(domain.no), domain=domain.name)
            )
            for goal in domain.goals:
                yield self._goal(goal)
            figured = [measure for measure in domain.measures if measure.targets]
            if figured:
                yield Band(
                    self.words.say(
                        "report.table.band_full_measures", number=chinese(domain.no), domain=domain.name
                    )
                )
                for measure in figured:
                    yield self._measure(measure)
        projects = [project for project in self.plan.projects if project.targets]
        if projects:
            yield Band(self.words.say("report.table.band_full_projects"))
            for project in projects:
                yield self._measure(project)

    def _goal(self, goal: Goal) -> Row:
        text = goal.text or goal.summary
        kind = self._say(goal.kind) if not goal.targets else ""
        return self._row(f"{goal.no}．{text}", goal.targets, kind)

    def _measure(self, measure: Measure) -> Row:
        return self._row(measure.title, measure.targets, "")

    def _row(self, text: str, targets: Sequence[Target], kind: str) -> Row:
        self.count += 1
        units: dict[str, list[int]] = {}
        for place, target in enumerate(targets):
            units.setdefault(self.library[target.indicator].reporter, []).append(place)
        lead = next(iter(units)) if len(units) == 1 else ""
        named = [unit + (_circles(places) if len(units) > 1 else "") for unit, places in units.items()]
        stages = sorted({t.stage_year for t in targets}) or [self.plan.period[1]]
        remarks = list(dict.fromkeys(t.scope for t in targets if t.scope))
        return Row((
            str(self.count), text, "\n".join(self._targets(targets)) or kind, lead, "\n".join(named),
            "\n".join(self.words.say("report.table.head_year", year=stage) for stage in stages), "；".join(remarks),
        ))  # fmt: skip

    def _targets(self, targets: Sequence[Target]) -> Iterator[str]:
        stages = {t.stage_year for t in targets}
        for place, target in enumerate(targets):
            indicator = self.library[target.indicator]
            absolute = target.relative is None and target.value is not None
            text = target_words(target, indicator.unit, self.library)
            text = value_words(text, indicator) if absolute and not text.endswith(indicator.unit) else text
            number = _circles([place]) if len(targets) > 1 else ""
            year = self._say("by_year", year=target.stage_year) if len(stages) > 1 else ""
            yield f"{number}{target.name}{self._joint(text)}{text}{year}"

    @staticmethod
    def _joint(text: str) -> str:
        """A space before words, none before a sign: ``寿命≥78.1岁``, ``就业率　提高``."""
        return "" if text[:1] in "≥≤＞＜" else "　"


def _circles(places: Sequence[int]) -> str:
    return "".join(_CIRCLED[k] if k < len(_CIRCLED) else f"（{k + 1}）" for k in places)
