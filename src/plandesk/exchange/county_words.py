"""What a county's submission says beside its figures, from its machine rows: explanations, 自评, 口径变动, units' words."""

from collections.abc import Iterator
from typing import cast

from plandesk.core.county_figures import SentFigures
from plandesk.core.plan import Region
from plandesk.core.records import CountyStatement, SeriesBreak, StatementKind
from plandesk.exchange.machine import MachineRow
from plandesk.exchange.reading import Submission

_ANSWERS = ("yes", "partly", "no")


def sent_figures(submission: Submission, region: Region) -> SentFigures:
    """The figures with what bears on checking them."""
    breaks = (r for r in submission.rows if r.record == "break" and r.year.isdigit())
    return SentFigures(
        region,
        submission.year,
        submission.observations(),
        {key: text for row in submission.rows for key, text in _explained(row)},
        tuple(SeriesBreak(r.indicator, int(r.year), r.note) for r in breaks),
    )


def statements_of(submission: Submission, region: Region) -> tuple[CountyStatement, ...]:
    """Everything said in words, each once; what is blank says nothing."""
    made = {s.key(): s for row in submission.rows for s in _statements(row, region.code, submission.year)}
    return tuple(s for s in made.values() if not s.is_blank)


def _statements(row: MachineRow, region: str, year: int) -> Iterator[CountyStatement]:
    for (rule, indicator, cell), text in _explained(row):
        yield CountyStatement(region, year, "explanation", rule, indicator, cell, text=text)
    if row.record == "assessment":
        answer = row.text if row.text in _ANSWERS else ""
        yield CountyStatement(region, year, "assessment", row.plan, row.indicator, "", answer, row.note)
    elif row.record == "break" and row.year.isdigit():
        yield CountyStatement(region, year, "break", "", row.indicator, row.year, text=row.note)
    elif row.record == "work":
        kind = cast(StatementKind, row.record)
        yield CountyStatement(region, year, kind, row.plan, row.indicator, "", text=row.note)


def _explained(row: MachineRow) -> Iterator[tuple[tuple[str, str, str], str]]:
    """The explanations of a row by rule: each its own where they can be told apart."""
    rules = [rule for rule in row.rules.split(";") if rule]
    texts = row.explanation.split("\n")
    for number, rule in enumerate(rules):
        text = texts[number] if len(texts) == len(rules) else row.explanation
        if text:
            yield (rule, row.indicator, row.cell), text
