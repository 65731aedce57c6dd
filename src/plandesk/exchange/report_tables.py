"""The tables of a report as a workbook: a list of them, then one sheet for each; figures are numbers, marks are text."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from openpyxl import Workbook
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.worksheet import Worksheet

from plandesk import __version__
from plandesk.core.report_model import OnePageForm, Report, Row, Table
from plandesk.core.words import Words
from plandesk.exchange.look import (
    HEAD,
    HEAD_LINE,
    SAMPLE_MARK,
    SMALL_TEXT,
    TITLE,
    Look,
    Style,
    lines_needed,
    row_height,
    set_up_page,
    set_widths,
)
from plandesk.exchange.naming import SheetNames
from plandesk.exchange.report_sheet import ReportSheet
from plandesk.exchange.saving import workbook_bytes, write_whole

_LIST_WIDTHS = (8.0, 12.0, 70.0, 10.0)
_TITLE_LEFT = re.compile(r"[《》（(].*")


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet to be: its name, and the tables that stand on it one under the other."""

    name: str
    tables: tuple[Table, ...]


def write_report_tables(report: Report, path: Path, *, words: Words, year: int) -> int:
    """Writes every table of ``report`` to ``path`` and returns how many there are.

    Identical input gives identical bytes: the date in the file's properties is the start of the year after ``year``.
    Raises KnownProblem where the file cannot be written.
    """
    workbook = Workbook()
    workbook.properties.creator = f"plandesk {__version__}"
    workbook.properties.title = report.title
    first = workbook.active
    assert isinstance(first, Worksheet)
    look, names = Look(workbook), SheetNames()
    first.title = names.take(words.say("report_tables.contents"))
    placed: list[tuple[str, Table]] = []
    for sheet in sheets_of(report, words):
        drawn = ReportSheet(look, workbook.create_sheet(names.take(sheet.name)), report, words)
        drawn.draw(sheet.tables)
        placed += [(drawn.sheet.title, table) for table in sheet.tables]
    _draw_contents(look, first, report, words, placed)
    workbook.active = 0
    write_whole(path, workbook_bytes(workbook, datetime(year + 1, 1, 1)))
    return len(placed)


def sheets_of(report: Report, words: Words) -> Iterator[Sheet]:
    """Labelled tables each on a sheet of its own; the small ones in forms of one page together on one."""
    inner: list[Table] = []
    for element in report.elements():
        if isinstance(element, Table):
            yield Sheet(_sheet_name(element), (element,))
        if isinstance(element, OnePageForm):
            name = element.outline or element.title
            inner += [replace(row.table, title=name) for row in element.rows if row.table is not None]
    if inner:
        yield Sheet(words.say("report_tables.forms"), tuple(inner))


def _sheet_name(table: Table) -> str:
    """附表1 监测指标; the unit where the title names it in brackets."""
    unit = re.search(r"（([^（）]+)）$", table.title)
    if not table.label and unit:
        return unit[1]
    return f"{table.label} {_TITLE_LEFT.sub('', table.title) or table.title.strip('《》')}".strip()


def _draw_contents(
    look: Look, sheet: Worksheet, report: Report, words: Words, placed: Sequence[tuple[str, Table]]
) -> None:
    """What the book is made of, with a link to each table."""
    set_widths(sheet, _LIST_WIDTHS)
    look.put(sheet, 1, 1, report.cover.marking, Style(face="hei", size=12))
    if report.furniture.box:
        look.merged(sheet, 1, 3, 4, f"【{report.furniture.box}】", SAMPLE_MARK.but(align="right"))
    sheet.row_dimensions[1].height = 22
    look.merged(sheet, 2, 1, 4, report.title, TITLE.but(wrap=True))
    sheet.row_dimensions[2].height = row_height(lines_needed(report.title, sum(_LIST_WIDTHS), 18), 40, 18)
    made = words.say("report_tables.made", units="、".join(report.cover.units), month=report.cover.month)
    look.merged(sheet, 3, 1, 4, made, HEAD_LINE)
    for column, key in enumerate(("order", "label", "title", "rows"), 1):
        look.put(sheet, 5, column, words.say(f"report_tables.head_{key}"), HEAD)
    sheet.row_dimensions[5].height = 22
    row = 5
    for number, (name, table) in enumerate(placed, 1):
        row += 1
        look.put(sheet, row, 1, number, SMALL_TEXT.but(align="center", size=10))
        look.put(sheet, row, 2, table.label or "—", SMALL_TEXT.but(align="center", size=10))
        look.put(sheet, row, 3, table.title, SMALL_TEXT.but(size=10))
        link = Hyperlink(ref=f"C{row}", location=f"'{name}'!A1", display=table.title)
        sheet.cell(row, 3).hyperlink = link
        look.put(
            sheet,
            row,
            4,
            sum(isinstance(r, Row) for r in table.lines),
            SMALL_TEXT.but(align="right", size=10),
        )
        sheet.row_dimensions[row].height = row_height(lines_needed(table.title, _LIST_WIDTHS[2]), 18)
    look.merged(sheet, row + 1, 1, 4, words.say("report_tables.note"), Style(size=9, wrap=True))
    sheet.row_dimensions[row + 1].height = 28
    set_up_page(sheet, landscape=False, sample=report.furniture.box, titles="5:5")
