"""审核单: every finding of a year on turned pages, with its figure, what to do and the explanation, to be signed."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Literal

from plandesk.core.annual.dossier import Dossier, dossiers
from plandesk.core.annual.furnishing import report_units
from plandesk.core.checking import Checker
from plandesk.core.entry_sheet import Substitutes, plan_indicators
from plandesk.core.figures import cell_words, shown
from plandesk.core.findings import Finding
from plandesk.core.indicator import Library
from plandesk.core.judging import Evaluation
from plandesk.core.papers.paper import bare_report, named, plan_band, several
from plandesk.core.quantity import canonical
from plandesk.core.records import Observation
from plandesk.core.report_model import (
    Band,
    Chapter,
    Column,
    Element,
    Heading,
    Paragraph,
    Report,
    Row,
    Spread,
    Table,
)
from plandesk.core.snapshot import Snapshot
from plandesk.core.words import Words

Group = Literal["error", "blank", "warning", "note"]
_GROUPS: tuple[Group, ...] = ("error", "blank", "warning", "note")
_PARTS = ("numerator", "denominator")


def check_list(
    snapshot: Snapshot,
    evaluations: Sequence[Evaluation],
    findings: Sequence[Finding],
    words: Words,
    *,
    month: str,
) -> Report:
    """The findings of the evaluated plans' year, blanks that must not be sent among them, each once.

    ``findings`` are the year's as ``Checker.check`` gives them. Raises ValueError without an evaluation.
    """
    files = dossiers(snapshot, evaluations, words)
    year = evaluations[0].year
    checker = Checker(snapshot.library, words)
    places = _places(files, snapshot.library, snapshot.substitutes, words)
    everything = (*findings, *checker.required_gaps(snapshot, year))
    lines = [f for f in everything if f.indicator in places and f.year == year]
    title = words.say("papers.checks.title", year=year)
    statistics, _ = report_units(snapshot, words)
    plans = "、".join(f"《{one.plan.title}》" for one in files)
    head = Spread((words.say("papers.checks.region", region=snapshot.region.name),
                   words.say("papers.issued_by", unit=statistics), month), 11, below=2)  # fmt: skip
    said = Paragraph(_counts(lines, len(places), plans, words, year), fine=True)
    elements: list[Element] = [Heading(title, 0), head, said]
    if lines:
        elements.append(_List(snapshot, words, places).table(title, lines))
    keys = ("made", "checked", "issued", "date")
    elements.append(Spread(tuple(words.say(f"papers.sign_{key}") for key in keys), above=16))
    foot = words.say("papers.foot", name=title, page="{page}", pages="{pages}")
    chapter = Chapter(tuple(elements), turned=True, form=True, foot=foot)
    return bare_report(snapshot, [one.plan for one in files], words, title, [chapter], month=month)


def _places(
    files: Sequence[Dossier], library: Library, substitutes: Substitutes, words: Words
) -> Mapping[str, str]:
    """For each indicator of the plans, in order, the domain it first stands in; with its plan's name where there are several."""
    found: dict[str, str] = {}
    for one in files:
        lead = f"{plan_band(one, words)}　" if several(files) else ""
        domain_of = {
            placed.target.indicator: placed.domain.name
            if placed.domain
            else words.say("papers.checks.projects")
            for placed in reversed(tuple(one.plan.placed_targets()))
        }
        rest = words.say("papers.checks.beside")
        for code in plan_indicators(one.plan, library, substitutes):
            found.setdefault(code, lead + domain_of.get(code, rest))
    return found


def group_of(finding: Finding) -> Group:
    """Where a finding stands: blanks that must not be sent in a group of their own."""
    return "blank" if finding.kind == "required" else finding.severity


def _counts(lines: Sequence[Finding], indicators: int, plans: str, words: Words, year: int) -> str:
    counted = {group: sum(group_of(f) == group for f in lines) for group in _GROUPS}
    if not lines:
        return words.say("papers.checks.none", plans=plans, year=year, count=indicators)
    explained = sum(f.severity == "warning" and not f.open for f in lines)
    parts = [
        words.say(f"papers.checks.count_{group}", count=counted[group], explained=explained)
        for group in _GROUPS
        if counted[group]
    ]
    said = words.say("papers.checks.counts", plans=plans, year=year, count=indicators, parts="，".join(parts))
    free = not any(f.open for f in lines)
    return said + words.say("papers.checks.free" if free else "papers.checks.standing")


@dataclass(frozen=True, slots=True)
class _List:
    """Makes the table: by severity, then by domain, in the order of the plans."""

    snapshot: Snapshot
    words: Words
    places: Mapping[str, str]

    def table(self, title: str, lines: Iterable[Finding]) -> Table:
        order = {code: place for place, code in enumerate(self.places)}
        heads = list(dict.fromkeys(self.places.values()))

        def rank(finding: Finding) -> tuple[int, int, int, str]:
            code = finding.indicator
            return (
                _GROUPS.index(group_of(finding)), heads.index(self.places[code]), order[code], finding.cell
            )  # fmt: skip

        rows: list[Row | Band] = []
        number = 0
        ranked = sorted(lines, key=rank)
        for (group, place), some in groupby(ranked, key=lambda f: (group_of(f), self.places[f.indicator])):
            rows.append(Band(self.words.say(f"papers.checks.band_{group}", domain=place)))
            for finding in some:
                number += 1
                rows.append(Row(self._cells(number, finding)))
        say = self.words.say
        columns = (
            Column(say("papers.checks.head_no"), 9),
            Column(say("papers.checks.head_indicator"), 38, "text"),
            Column(say("papers.checks.head_unit"), 24, "text"),
            Column(say("papers.checks.head_value"), 29, "text"),
            Column(say("papers.checks.head_finding"), 50, "text"),
            Column(say("papers.checks.head_advice"), 37, "text"),
            Column(say("papers.checks.head_explanation"), 38, "text"),
        )
        return Table("", title, columns, tuple(rows), small=True)

    def _cells(self, number: int, finding: Finding) -> tuple[str, ...]:
        indicator = self.snapshot.indicator(finding.indicator)
        cell = cell_words(finding.cell)
        name = named(indicator.name, indicator.unit) + (f"　{cell}" if cell else "")
        return (
            str(number), name, indicator.reporter, self._value(finding), finding.message, finding.advice,
            self._explained(finding),
        )  # fmt: skip

    def _explained(self, finding: Finding) -> str:
        if finding.severity == "warning" and finding.open:
            return self.words.say("papers.checks.to_explain")
        return finding.explanation or ""

    def _value(self, finding: Finding) -> str:
        """The figure found fault with, and its parts where there are any; as typed where it cannot be read."""
        now = self.snapshot.observations.get(finding.address)
        if now is None:
            return ""
        value = shown(now, self.snapshot.indicator(finding.indicator)) or now.text
        parts = [_part(now, field) for field in _PARTS]
        if not any(parts):
            return value
        quotient = self.words.say(
            "papers.checks.parts", numerator=parts[0] or "—", denominator=parts[1] or "—"
        )
        return f"{value}\n{quotient}" if value else quotient


def _part(now: Observation, field: str) -> str:
    figure = now.numerator if field == "numerator" else now.denominator
    typed = now.numerator_text if field == "numerator" else now.denominator_text
    return typed if figure is None else canonical(figure)
