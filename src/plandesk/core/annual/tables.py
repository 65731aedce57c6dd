"""The tables of one domain and of the whole plan, and the list of those without data."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from plandesk.core.annual.facts import DomainFacts, Fact
from plandesk.core.annual.marks import verdict_cell
from plandesk.core.annual.narrator import Narrator
from plandesk.core.annual.numbering import chinese
from plandesk.core.annual.wording import change_words, signed, value_words
from plandesk.core.days import read_day
from plandesk.core.indicator import Indicator
from plandesk.core.report_model import Band, Column, Note, Row, Table
from plandesk.core.target_words import target_words

_MOST_YEARS = 5
_LONGEST_NOTE = 80  # characters of a unit's reason in a cell
_NAMED = 6  # names a note lists before it only counts


def domain_table(facts: Sequence[Fact], narrator: Narrator, label: str, title: str) -> Table:
    """指标 单位 目标值 上年 本年 较上年 是否达标 责任单位: every fact that has a figure; the others are counted below."""
    say, year = narrator.say, narrator.year
    columns = (
        Column(say("table.head_indicator"), 40, "text"),
        Column(say("table.head_unit"), 16),
        Column(say("table.head_target"), 17),
        Column(say("table.head_last", year=year - 1), 13.5, "figure"),
        Column(say("table.head_now", year=year), 13.5, "figure"),
        Column(say("table.head_change"), 13.5, "figure"),
        Column(say("table.head_verdict"), 21.5, "mark"),
        Column(say("table.head_reporter"), 21, "text"),
    )
    shown = [f for f in facts if f.has_value]
    goals = [f for f in shown if f.judgement.goal is not None or f.judgement.domain is None]
    measures = [f for f in shown if f not in goals]
    lines: list[Row | Band] = []
    if measures and goals:
        lines.append(Band(say("table.band_goals")))
    lines += [Row(_domain_cells(f, narrator)) for f in goals]
    if measures:
        lines.append(Band(say("table.band_measures")))
        lines += [Row(_domain_cells(f, narrator)) for f in measures]
    units = "、".join(dict.fromkeys(f.indicator.reporter for f in shown))
    return Table(
        label, title, columns, tuple(lines), notes=tuple(_domain_notes(facts, narrator)), source=f"{units}。"
    )


def _domain_cells(fact: Fact, narrator: Narrator) -> tuple[str, ...]:
    return (
        fact.name, fact.indicator.unit, target_cell(fact, narrator), fact.at(narrator.year - 1), fact.at(narrator.year),
        fact.change_cell, verdict_cell(fact, narrator.words), fact.indicator.reporter,
    )  # fmt: skip


def target_cell(fact: Fact, narrator: Narrator) -> str:
    """The target for a table: ≥95, 提高, 年均降0.5个百分点; * where its year is a stage of the plan."""
    if fact.reference:
        return narrator.say("table.reference")
    text = _short_target(fact, narrator)
    staged = not fact.target.directional and fact.target.stage_year != narrator.plan.period[1]
    return text + ("*" if staged else "")


def _short_target(fact: Fact, narrator: Narrator) -> str:
    """≥95, ≥对照值 (the note below the table says against what)."""
    text = target_words(fact.target, fact.indicator.unit, narrator.snapshot.library)
    relative = fact.target.relative
    if relative is None or relative.kind != "benchmark" or not relative.against:
        return text
    sign = text.partition(_compared_with(fact, narrator))[0]
    return narrator.say("table.benchmark", sign=sign)


def _compared_with(fact: Fact, narrator: Narrator) -> str:
    against = (fact.target.relative.against if fact.target.relative else None) or ""
    library = narrator.snapshot.library
    return library[against].name if against in library else against


def benchmark_notes(facts: Sequence[Fact], narrator: Narrator) -> Iterator[Note]:
    """What the figures are compared with whose targets print as 对照值; nothing where there are none."""
    compared = [
        f for f in facts
        if not f.reference and f.target.relative and f.target.relative.kind == "benchmark" and f.target.relative.against
    ]  # fmt: skip
    if compared:
        pairs = "；".join(
            narrator.say("table.note_benchmark_pair", name=f.name, against=_compared_with(f, narrator))
            for f in compared
        )
        yield Note(narrator.say("table.note_benchmark", pairs=pairs))


def target_with_unit(fact: Fact, narrator: Narrator) -> str:
    """The target for running text: ≥95%, 提高."""
    text = target_words(fact.target, fact.indicator.unit, narrator.snapshot.library)
    absolute = fact.target.relative is None and fact.target.value is not None
    return value_words(text, fact.indicator) if absolute and not text.endswith(fact.indicator.unit) else text


def _domain_notes(facts: Sequence[Fact], narrator: Narrator) -> Iterator[Note]:
    say = narrator.say
    shown = [f for f in facts if f.has_value]
    stages = {f.target.stage_year for f in shown if target_cell(f, narrator).endswith("*")}
    for stage in sorted(stages):
        yield Note(say("table.note_stage", stage=stage))
    yield from benchmark_notes(shown, narrator)
    without = len({f.code for f in facts if not f.has_value})
    if without:
        yield Note(say("table.note_without", count=without, annex=narrator.annex_missing))
    checks: tuple[tuple[str, Callable[[Fact], bool]], ...] = (
        ("note_few", lambda f: f.few),
        ("note_small", lambda f: f.small_denominator and not f.few),
        ("note_yardstick", lambda f: f.judgement.verdict == "no_data" and not f.reference),
        ("note_lasting", lambda f: f.lasting),
        ("note_towns", lambda f: f.by_town),
        ("note_substitute", lambda f: f.own is not None),
    )
    for key, wanted in checks:
        names = [f.name for f in shown if wanted(f)]
        if names:
            yield Note(say(f"table.{key}", names=_some(names), region=narrator.plan.region.name[-1]))
    if any(f.target.stretch for f in shown):
        yield Note(say("table.note_stretch"))


def _some(names: Sequence[str]) -> str:
    unique = list(dict.fromkeys(names))
    return "、".join(unique[:_NAMED]) + (f"等{len(unique)}项" if len(unique) > _NAMED else "")


# --- the whole plan -----------------------------------------------------------------------------------------------------


@dataclass(slots=True)
class FullTable:
    """附件1: every indicator with its targets, all years, both changes, verdict, source and notes by number."""

    narrator: Narrator
    domains: Sequence[DomainFacts]
    projects: Sequence[Fact]
    label: str

    def table(self) -> Table:
        """The table."""
        say, plan = self.narrator.say, self.narrator.plan
        lines: list[Row | Band] = []
        notes: dict[str, set[int]] = {}
        number = 0
        for domain in self.domains:
            order = chinese(domain.domain.no)
            if not domain.all():
                lines.append(Band(say("table.band_empty", number=order, domain=domain.name)))
                continue
            goals, measures = domain.with_references(domain.goals), domain.with_references(domain.measures)
            for facts, key in ((goals, "band_domain"), (measures, "band_full_measures")):
                if facts:
                    lines.append(Band(say(f"table.{key}", number=order, domain=domain.name)))
                number = self._rows(facts, lines, notes, number)
        if self.projects:
            lines.append(Band(say("table.band_full_projects")))
            self._rows(self.projects, lines, notes, number)
        signs = {text: f"〔{k + 1}〕" for k, text in enumerate(notes)}
        rows = tuple(self._signed(line, k, notes) for k, line in enumerate(lines))
        title = say("table.full", plan=plan.title, first=self.years[0], last=self.narrator.year)
        return Table(
            self.label, title, self.columns(), rows, small=True, legend=sign_legend(rows, say),
            notes=tuple(Note(text, frozenset(places), signs[text]) for text, places in notes.items()),
        )  # fmt: skip

    @property
    def years(self) -> tuple[int, ...]:
        """The year before the plan (基期) and those since, at most five: from the sixth on the last four beside it."""
        year = self.narrator.year
        first = min(
            self.narrator.plan.period[0] - 1, year
        )  # a report may be asked for before the plan begins
        if first < year and not any(first in dict(f.series) for d in self.domains for f in d.all()):
            first += 1  # nothing is known of the base year: no empty column
        every = tuple(range(first, year + 1))
        return every if len(every) <= _MOST_YEARS else (first, *every[-_MOST_YEARS + 1 :])

    @property
    def has_base(self) -> bool:
        """Whether the first column is the year before the plan."""
        return self.years[0] < min(self.narrator.plan.period[0], self.narrator.year)

    @property
    def stages(self) -> tuple[int, ...]:
        """The stage years of the targets, at most two: the one that counts first."""
        found = sorted(
            {f.target.stage_year for d in self.domains for f in d.all() if not f.target.directional}
        )
        return tuple(found[-2:]) or (self.narrator.plan.period[1],)

    def columns(self) -> tuple[Column, ...]:
        """The columns; their widths fill 225 mm whatever the number of stages and years."""
        say = self.narrator.say
        targets = tuple(
            Column(say("table.head_year", year=y), 13 if len(self.stages) > 1 else 20, "centre",
                   say("table.group_target")) for y in self.stages
        )  # fmt: skip
        figures = tuple(
            Column(say("table.head_year", year=y), 12.3, "figure", say("table.group_years"))
            for y in self.years
        )
        changes = (
            tuple(
                Column(say(head), 12, "figure", say("table.group_changes", year=self.narrator.year))
                for head in ("table.head_last_short", "table.head_base")
            )
            if self.has_base
            else (Column(say("table.head_last_change"), 13, "figure"),)
        )
        rest = 225 - 8 - 20.5 - 9 - sum(c.width for c in (*targets, *figures, *changes))
        unit, source = (15.5, 33) if rest > 44 + 15.5 + 33 else (12.5, 21)
        return (
            Column(say("table.head_order"), 8),
            Column(say("table.head_indicator"), rest - unit - source, "text"),
            Column(say("table.head_unit"), unit),
            *targets,
            *figures,
            *changes,
            Column(say("table.head_full_verdict"), 20.5, "mark"),
            Column(say("table.head_source"), source, "text"),
            Column(say("table.head_note"), 9),
        )

    def _rows(
        self, facts: Sequence[Fact], lines: list[Row | Band], notes: dict[str, set[int]], number: int
    ) -> int:
        for fact in facts:
            number += 1
            for text in self._notes(fact):
                notes.setdefault(text, set()).add(len(lines))
            lines.append(Row(self._cells(fact, number)))
        return number

    def _cells(self, fact: Fact, number: int) -> tuple[str, ...]:
        target = target_cell(fact, self.narrator).rstrip("*")
        stage = fact.target.stage_year if fact.target.stage_year in self.stages else self.stages[-1]
        return (
            str(number), fact.name, fact.indicator.unit,
            *(target if year == stage else "" for year in self.stages),
            *(fact.at(year) for year in self.years),
            fact.change_cell, *([self._base_change(fact)] if self.has_base else []), verdict_cell(fact, self.narrator.words),
            fact.indicator.reporter, "",
        )  # fmt: skip

    def _base_change(self, fact: Fact) -> str:
        first = self.years[0]
        start = dict(fact.series).get(first)
        if (
            start is None
            or not fact.has_value
            or fact.few
            or any(first < y <= fact.year for y in fact.breaks)
        ):
            return "—"
        change = change_words(fact.value, start, fact.indicator)
        return "0" if change.direction == "same" else signed(fact.value - start, fact.indicator.decimals)

    def _notes(self, fact: Fact) -> Iterator[str]:
        say = self.narrator.say
        if fact.few and fact.has_value:
            yield say("table.note_row_few")
        elif fact.small_denominator:
            yield say("table.note_row_small")
        if fact.lasting:
            yield say("table.note_row_lasting")
        if fact.by_town:
            yield say("table.note_row_towns")
        if fact.faulty:
            yield say("table.note_row_faulty")
        if fact.own is not None:
            named = self.narrator.snapshot.substitutes[self.narrator.plan.id, fact.own.code]
            yield say("table.note_row_substitute", name=fact.indicator.name, reason=named.reason.rstrip("。"))
        if fact.target.stretch:
            yield say("table.note_row_stretch")
        if not fact.reference:
            for note in benchmark_notes([fact], self.narrator):
                yield note.text
        breaks = sorted(y for y in fact.breaks if self.years[0] < y <= fact.year)
        if breaks:
            yield say("table.note_row_break", years="、".join(str(y) for y in breaks))

    def _signed(self, line: Row | Band, place: int, notes: dict[str, set[int]]) -> Row | Band:
        """The row with the numbers of its notes in the last column."""
        if isinstance(line, Band):
            return line
        numbers = [str(k + 1) for k, places in enumerate(notes.values()) if place in places]
        return Row((*line.cells[:-1], ",".join(numbers)))


_LEGEND: tuple[tuple[str, str], ...] = (
    ("0", "zero"), ("无", "none"), ("无例", "no_case"), ("—", "dash"), ("密", "withheld"),
    ("●", "good"), ("◎", "reach"), ("△", "slight"), ("▲", "bad"), ("○", "open"),
)  # fmt: skip


def sign_legend(lines: Sequence[Row | Band], say: Callable[..., str]) -> str:
    """The line of signs under a table: those that occur in it."""
    cells = {cell for line in lines if isinstance(line, Row) for cell in line.cells}
    marks = {cell[0] for cell in cells if cell}
    there = [key for sign, key in _LEGEND if sign in cells or (sign in "●◎△▲○" and sign in marks)]
    return say("legend.head") + "　".join(say(f"legend.{key}") for key in there) if there else ""


def missing_table(facts: Sequence[Fact], narrator: Narrator, label: str) -> Table:
    """附件2: every indicator without a figure this year: why, when there was one last, who answers for it."""
    say, year = narrator.say, narrator.year
    columns = (
        Column(say("table.head_order"), 12),
        Column(say("table.head_indicator"), 50, "text"),
        Column(say("table.head_cause"), 36, "text"),
        Column(say("table.head_latest"), 16),
        Column(say("table.head_reporter"), 26, "text"),
        Column(say("table.head_expected"), 16),
    )
    unique = {(f.own or f.indicator).code: f for f in facts if lacks_data(f)}
    rows = tuple(
        Row((str(k + 1), *_missing_cells(f, f.own or f.indicator, narrator)))
        for k, f in enumerate(unique.values())
    )
    title = say("table.missing", year=year)
    return Table(label, title, columns, rows, notes=(Note(say("table.note_expected")),))


def lacks_data(fact: Fact) -> bool:
    """Whether the target's own indicator has no figure this year, be it judged on a substitute or not at all."""
    return not fact.has_value or fact.own is not None


def _missing_cells(fact: Fact, own: Indicator, narrator: Narrator) -> tuple[str, ...]:
    """Name, cause with who surveys it how (缺项), latest year with a figure, reporter, day it is expected by."""
    say, cause, expected = narrator.say, _cause(fact, own, narrator), ""
    if fact.own is not None:
        cause = say("table.missing_substituted", cause=cause, name=fact.indicator.name)
    item = narrator.snapshot.missing_items.get(own.code)
    if item is not None:
        how = say("table.missing_how", how=item.how.rstrip("。")) if item.how else ""
        cause = say("table.missing_surveyed", cause=cause, unit=item.surveyor, how=how)
        day = read_day(item.due)
        expected = say("table.missing_expected", year=day.year, month=day.month, day=day.day)
    return own.name, cause, _latest(fact, own, narrator), own.reporter, expected


def _cause(fact: Fact, own: Indicator, narrator: Narrator) -> str:
    if fact.faulty and fact.own is None:
        return narrator.say("table.faulty")
    now = narrator.snapshot.observation(own.code, fact.year)
    status = now.status if now is not None else ""
    word = narrator.say(f"status.{status}") if status not in ("", "value") else ""
    note = now.note.strip().rstrip("。") if now is not None else ""
    note = note if len(note) <= _LONGEST_NOTE else note[:_LONGEST_NOTE] + "…"
    if not word:
        return note or narrator.say("table.not_entered")
    return f"{word}：{note}" if note else word


def _latest(fact: Fact, own: Indicator, narrator: Narrator) -> str:
    years = [year for year, _ in fact.series if year < fact.year]
    if fact.own is not None:
        observations = narrator.snapshot.observations.items()
        mine = ((key.year, o) for key, o in observations if (key.indicator, key.cell) == (own.code, ""))
        years = [year for year, o in mine if year < fact.year and o.value is not None]
    return narrator.say("table.latest", year=max(years)) if years else narrator.say("table.latest_none")
