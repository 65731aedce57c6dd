"""The table under the proposals of an evaluation report: what is to be done, by whom, until when."""

from collections.abc import Iterator

from plandesk.core.annual.dossier import Dossier
from plandesk.core.annual.numbering import Numbering
from plandesk.core.annual.tables import target_with_unit
from plandesk.core.annual.wording import value_words
from plandesk.core.days import day_words
from plandesk.core.papers.evaluation_year import Kind
from plandesk.core.papers.outlook import behind_facts
from plandesk.core.report_model import Column, Note, Row, Table


def task_tables(one: Dossier, kind: Kind, numbering: Numbering) -> Iterator[Table]:
    """For what is behind: reach the target; for what has no data: find its source. One table, or none.

    In the final report only the sources remain: the targets belong to the next plan.
    """
    say = one.narrator.words.say
    rows: list[tuple[str, str, str]] = []
    if kind == "midterm":
        for outlook in behind_facts(one):
            fact = outlook.last
            key = "direction" if fact.target.directional else "reach"
            task = say(
                f"papers.evaluation.task_{key}", name=fact.name, value=value_words(fact.shown, fact.indicator),
                target=target_with_unit(fact, one.narrator),
            )  # fmt: skip
            rows.append(
                (task, fact.indicator.reporter, say("report.table.head_year", year=fact.target.stage_year))
            )
    missing = {f.code: f for f in one.judged if f.lacks_source}
    for fact in missing.values():
        item = one.narrator.snapshot.missing_items.get(fact.code)
        unit = item.surveyor if item is not None and item.surveyor else fact.indicator.reporter
        due = day_words(item.due) if item is not None and item.due else ""
        rows.append((say("papers.evaluation.task_source", name=fact.name), unit, due))
    if not rows:
        return
    columns = (
        Column(say("report.table.head_order"), 12),
        Column(say("papers.evaluation.head_task"), 80, "text"),
        Column(say("report.table.head_reporter"), 36, "text"),
        Column(say("papers.evaluation.head_time"), 28),
    )
    lines = tuple(Row((str(k), *row)) for k, row in enumerate(rows, 1))
    notes = (Note(say("papers.evaluation.note_tasks")),)
    yield Table(numbering.table(), say(f"papers.{kind}.tasks"), columns, lines, notes=notes)
