"""Where a public edition says that it withholds: under each table with 密; once in papers without 编制说明."""

from collections.abc import Callable
from dataclasses import replace

from plandesk.core.report_model import Element, Note, OnePageForm, Paragraph, Report, Table
from plandesk.core.words import Words


def noted(report: Report, words: Words) -> Report:
    """The report with its notes on what is withheld."""
    mark = Note(words.say("report.public.table"))
    done = _mapped(report, lambda t: _with(t, mark) if any("密" in row.cells for row in t.rows()) else t)
    if not report.bare or done != report:
        return done
    first = next((t for t in report.tables() if not t.inner), None)
    said = words.say("report.public.paper")
    if first is not None:
        return _mapped(report, lambda t: _with(t, Note(said)) if t is first else t)
    if not report.chapters:
        return report
    last = report.chapters[-1]
    ended = replace(last, elements=(*last.elements, Paragraph(said, fine=True)))
    return replace(report, chapters=(*report.chapters[:-1], ended))


def _with(table: Table, note: Note) -> Table:
    return replace(table, notes=(*table.notes, note))


def _mapped(report: Report, change: Callable[[Table], Table]) -> Report:
    """The report with every table changed, those in forms too."""

    def element(one: Element) -> Element:
        if isinstance(one, Table):
            return change(one)
        if isinstance(one, OnePageForm):
            rows = tuple(r if r.table is None else replace(r, table=change(r.table)) for r in one.rows)
            return replace(one, rows=rows)
        return one

    chapters = tuple(replace(c, elements=tuple(element(e) for e in c.elements)) for c in report.chapters)
    return replace(report, chapters=chapters)
