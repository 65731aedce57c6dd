"""The rows of a domain's table, ready to be drawn: the same for working tables and the submission."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from plandesk.core.entry_sheet import SheetRow, SheetSection, domain_sheet
from plandesk.core.figures import cell_words, cells_of, change
from plandesk.core.findings import Finding
from plandesk.core.indicator import Indicator
from plandesk.core.judging import Evaluation, Judgement, verdict_word
from plandesk.core.plan import Domain, Goal, Plan
from plandesk.core.plan_years import snapshot_in_year
from plandesk.core.quantity import printed
from plandesk.core.records import Observation
from plandesk.core.snapshot import Snapshot
from plandesk.core.target_words import target_words
from plandesk.core.words import Words
from plandesk.exchange.figures_text import (
    EMPTY,
    NONE,
    Figure,
    baseline_figure,
    figure_of,
    part_figure,
    value_figure,
)
from plandesk.exchange.remarks import Remarks

# The marks of paper.md part 3: with the word beside them copies stay readable in grey.
_MARKS: Mapping[str, str] = {
    "attained": "●",
    "maintained": "●",
    "on_track": "◎",
    "slightly_off": "△",
    "off_track": "▲",
    "moving_away": "▲",
    "small_numbers": "○",
    "cannot_tell": "○",
}


MOST_STAGES = 2


@dataclass(frozen=True, slots=True)
class GridRow:
    """One line: a band (a goal or measure above its indicators), an indicator, a part of it, or a goal in
    words.
    """

    kind: Literal["band", "indicator", "part", "words"]
    name: str
    number: str = ""
    unit: str = ""
    code: str = ""
    cell: str = ""
    targets: tuple[str, ...] = ()
    figures: tuple[Figure, ...] = ()
    numerator: Figure = EMPTY
    denominator: Figure = EMPTY
    change: Figure = EMPTY
    verdict: str = ""
    state: str = ""
    reporter: str = ""
    remark: str = ""

    @property
    def value(self) -> Figure:
        """The figure of the monitored year (the last one)."""
        return self.figures[-1]


@dataclass(frozen=True)
class GridPage:
    """A sheet's content: its plan, title, rows, and the years and stages its columns stand for."""

    plan: Plan
    number: str
    title: str
    rows: tuple[GridRow, ...]
    years: tuple[int, ...]
    stages: tuple[int, ...]

    @property
    def reporters(self) -> tuple[str, ...]:
        """The units the figures come from, each once."""
        return tuple(dict.fromkeys(row.reporter for row in self.rows if row.reporter))


class Grid:
    """Builds the pages of a snapshot's year. ``bands`` puts every goal above its indicators (working
    tables).
    """

    def __init__(
        self,
        snapshot: Snapshot,
        year: int,
        *,
        words: Words,
        evaluations: Sequence[Evaluation],
        findings: Sequence[Finding],
        bands: bool = False,
        history: int = 1,
    ) -> None:
        self._snapshot = snapshot_in_year(snapshot, year)
        self._year = year
        self._words = words
        self._bands = bands
        self._history = history
        self._judgements = _judgements(evaluations)
        self._remarks = Remarks(snapshot, year, words, findings)
        self._cells: dict[str, set[str]] = {}
        for key in snapshot.observations:
            if key.cell and key.year == year:
                self._cells.setdefault(key.indicator, set()).add(key.cell)

    def pages(self) -> tuple[GridPage, ...]:
        """A page per domain of every plan, and one for the projects where they hold indicators."""
        return tuple(page for plan in self._snapshot.plans for page in self._pages_of(plan))

    def _pages_of(self, plan: Plan) -> Iterator[GridPage]:
        years, stages = self.years(plan), stages_of(plan)
        for domain in plan.domains:
            sections = domain_sheet(plan, domain, self._snapshot.library, self._snapshot.substitutes)
            rows = tuple(self._numbered(self._rows(plan, domain, sections, years, stages)))
            yield GridPage(plan, str(domain.no), domain.name, rows, years, stages)
        sections = _project_sections(plan, self._snapshot)
        if sections:
            title = self._words.say("workbook.projects")
            rows = tuple(self._numbered(self._rows(plan, None, sections, years, stages)))
            yield GridPage(plan, str(len(plan.domains) + 1), title, rows, years, stages)

    def years(self, plan: Plan) -> tuple[int, ...]:
        """基年 and the last years up to the monitored one; the base year only where it is earlier."""
        base = plan.period[0] - 1
        recent = [y for y in range(self._year - self._history, self._year + 1) if y > base]
        years = [base, *recent] if base < self._year else [self._year - 1, self._year]
        return tuple(years)

    def _rows(
        self,
        plan: Plan,
        domain: Domain | None,
        sections: Sequence[SheetSection],
        years: tuple[int, ...],
        stages: tuple[int, ...],
    ) -> Iterator[GridRow]:
        measures_begun = False
        for section in sections:
            if section.rows and self._bands:
                yield GridRow("band", self._band(section))
            elif section.measure is not None and domain is not None and not measures_begun:
                measures_begun = True
                yield GridRow("band", self._words.say("workbook.band_measures"))
            for row in section.rows:
                yield from self._indicator_rows(plan, domain, row, years, stages)
        wordy = [s.goal for s in sections if s.goal is not None and not s.rows]
        if domain is not None and wordy:
            yield GridRow("band", self._words.say("workbook.band_words"))
            yield from (self._goal_row(plan, domain, goal) for goal in wordy)

    def _band(self, section: SheetSection) -> str:
        if section.goal is not None:
            return self._words.say("workbook.band_goal", no=section.goal.no, summary=section.goal.summary)
        assert section.measure is not None
        return self._words.say("workbook.band_measure", no=section.measure.no, title=section.measure.title)

    def _indicator_rows(
        self,
        plan: Plan,
        domain: Domain | None,
        row: SheetRow,
        years: tuple[int, ...],
        stages: tuple[int, ...],
    ) -> Iterator[GridRow]:
        indicator = row.indicator
        judgement = self._judgement(plan, domain, row)
        yield self._row(
            "indicator",
            plan,
            indicator,
            "",
            years,
            name=indicator.name,
            judgement=judgement,
            targets=self._targets(row, stages),
        )
        parts = [
            c for c in self._parts(indicator) if any(self._observation(indicator, y, c) for y in years[-2:])
        ]
        for place, cell in enumerate(parts):
            key = "workbook.part_first" if place == 0 else "workbook.part_next"
            yield self._row(
                "part",
                plan,
                indicator,
                cell,
                years,
                name=self._words.say(key, part=cell_words(cell)),
                targets=("",) * max(1, len(stages)),
            )

    def _parts(self, indicator: Indicator) -> tuple[str, ...]:
        """The breakdown cells in the form's order, then those that stand in the file besides (性别不明,
        two-way).
        """
        usual = cells_of(indicator, self._snapshot.towns)
        return (*usual, *sorted(self._cells.get(indicator.code, set()) - set(usual)))

    def _row(
        self,
        kind: Literal["indicator", "part"],
        plan: Plan,
        indicator: Indicator,
        cell: str,
        years: tuple[int, ...],
        *,
        name: str,
        targets: tuple[str, ...],
        judgement: Judgement | None = None,
    ) -> GridRow:
        now = self._observation(indicator, self._year, cell)
        return GridRow(
            kind,
            name,
            unit=indicator.unit,
            code=indicator.code,
            cell=cell,
            targets=targets,
            figures=tuple(self._figure(plan, indicator, y, cell, judgement) for y in years),
            numerator=part_figure(now, "numerator"),
            denominator=part_figure(now, "denominator"),
            change=self._change(indicator, cell, judgement),
            verdict=_verdict(judgement) if judgement is not None else "",
            state=self._remarks.state(indicator.code, cell, now),
            reporter=indicator.reporter,
            remark=self._remarks.text(indicator, cell, now, judgement),
        )

    def _observation(self, indicator: Indicator, year: int, cell: str) -> Observation | None:
        return self._snapshot.observation(indicator.code, year, cell)

    def _figure(
        self, plan: Plan, indicator: Indicator, year: int, cell: str, judgement: Judgement | None
    ) -> Figure:
        observation = self._observation(indicator, year, cell)
        if observation is None and not cell:
            entered = self._snapshot.baselines.get((plan.id, indicator.code, year))
            given = [b.value for b in plan.baselines if (b.indicator, b.year) == (indicator.code, year)]
            value = entered.value if entered is not None else given[0] if given else None
            if value is not None:
                return baseline_figure(value, indicator)
        telling = judgement.value if judgement is not None and year == self._year else None
        return value_figure(observation, indicator, telling)

    def _change(self, indicator: Indicator, cell: str, judgement: Judgement | None) -> Figure:
        """比上年: — across a 口径变动, without either figure, and under the small-number brake (paper.md
        part 3).
        """
        if self._snapshot.broken_between(indicator.code, self._year - 1, self._year):
            return NONE
        if judgement is not None and judgement.verdict == "small_numbers":
            return NONE
        now, before = (self._observation(indicator, y, cell) for y in (self._year, self._year - 1))
        difference = change(now, before, indicator)
        return NONE if difference is None else figure_of(printed(difference, indicator.decimals))

    def _judgement(self, plan: Plan, domain: Domain | None, row: SheetRow) -> Judgement | None:
        at_place = self._judgements.get((plan.id, domain.no if domain else 0, row.indicator.code), [])
        target = row.target_for(self._year)
        exact = [j for j in at_place if j.target == target]
        return next(iter(exact or at_place), None)

    def _targets(self, row: SheetRow, stages: tuple[int, ...]) -> tuple[str, ...]:
        unit, library = row.indicator.unit, self._snapshot.library
        if not stages:
            return (
                "\n".join(
                    self._words.say(
                        "workbook.target_by", target=target_words(t, unit, library), year=t.stage_year
                    )
                    for t in row.targets
                ),
            )
        return tuple(
            "\n".join(target_words(t, unit, library) for t in row.targets if t.stage_year == stage)
            for stage in stages
        )

    def _goal_row(self, plan: Plan, domain: Domain, goal: Goal) -> GridRow:
        key = (plan.id, f"{domain.no}.{goal.no}", self._year)
        assessment = self._snapshot.assessments.get(key)
        answer = assessment.answer if assessment is not None and assessment.answer else "none"
        return GridRow(
            "words",
            goal.summary,
            number=goal.no,
            verdict=self._words.say(f"workbook.answer_{answer}"),
            remark=assessment.evidence if assessment is not None else "",
        )

    def _numbered(self, rows: Iterator[GridRow]) -> Iterator[GridRow]:
        """Counts the figure rows of a sheet 01, 02…: notes and the city's questions name them."""
        count = 0
        for row in rows:
            if row.kind in ("indicator", "part"):
                count += 1
                yield replace(row, number=f"{count:02d}")
            else:
                yield row


def stages_of(plan: Plan) -> tuple[int, ...]:
    """The stage years that get a column each, ascending; none where there are more than two (one column
    then).
    """
    years = sorted({placed.target.stage_year for placed in plan.placed_targets()}) or [plan.period[1]]
    return tuple(years) if len(years) <= MOST_STAGES else ()


def _project_sections(plan: Plan, snapshot: Snapshot) -> tuple[SheetSection, ...]:
    sections = []
    for project in plan.projects:
        codes = dict.fromkeys(t.indicator for t in project.targets)
        rows = tuple(
            SheetRow(
                snapshot.library[c], tuple(t for t in project.targets if t.indicator == c), None, project
            )
            for c in codes
        )
        if rows:
            sections.append(SheetSection(None, project, rows))
    return tuple(sections)


def _judgements(evaluations: Sequence[Evaluation]) -> dict[tuple[str, int, str], list[Judgement]]:
    """Judgements by plan, domain number (0: projects) and indicator."""
    found: dict[tuple[str, int, str], list[Judgement]] = {}
    for evaluation in evaluations:
        groups = [(d.no, d.targets) for d in evaluation.domains] + [(0, evaluation.projects)]
        for no, judgements in groups:
            for judgement in judgements:
                if judgement.target is not None:
                    key = (evaluation.plan_id, no, judgement.target.indicator)
                    found.setdefault(key, []).append(judgement)
    return found


def _verdict(judgement: Judgement) -> str:
    word = verdict_word(judgement)
    mark = "▲" if judgement.state == "not_attained" else _MARKS.get(judgement.verdict, "")
    return f"{mark} {word}".strip()
