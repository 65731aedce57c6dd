"""One sheet of a report's tables: title, unit, heads, bands, rows, notes, source; printed on A4."""

from collections.abc import Sequence
from dataclasses import dataclass

from openpyxl.styles import Border, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from plandesk.core.report_model import Band, Column, Note, Report, Row, Table
from plandesk.core.words import Words
from plandesk.exchange.look import (
    BAND,
    CENTRED,
    FIGURE,
    HEAD,
    HEAD_LINE,
    NOTE,
    SAMPLE_MARK,
    TEXT,
    TITLE,
    Look,
    Style,
    close_table,
    figure_format,
    lines_needed,
    pages_tall,
    row_height,
    set_up_page,
    set_widths,
    text_width,
)
from plandesk.exchange.report_figures import number_in

_PER_MILLIMETRE = 0.56  # column units of 宋体 10 to a millimetre of the paper's 8.5 to 10 pt
_LEAST_WIDTH = 5.0
_UPRIGHT = 156.0  # millimetres of the upright type area; a wider table is turned
_BETWEEN = 2


@dataclass(slots=True)
class ReportSheet:
    """Draws tables on one sheet, one under the other (they have the same columns where there are several)."""

    look: Look
    sheet: Worksheet
    report: Report
    words: Words
    _row: int = 1
    _last: int = 1

    def draw(self, tables: Sequence[Table]) -> None:
        """Draws the tables and sets the page up."""
        widest = max(tables, key=lambda t: len(t.columns))
        self._last = max(2, len(widest.columns))
        set_widths(self.sheet, tuple(max(_LEAST_WIDTH, c.width * _PER_MILLIMETRE) for c in widest.columns))
        self._widened(tables)
        heads: tuple[int, int] = (1, 1)
        for number, table in enumerate(tables):
            heads = self._table(table)
            if number + 1 < len(tables):
                self._row += _BETWEEN
        turned = sum(c.width for c in widest.columns) > _UPRIGHT + 1
        alone = len(tables) == 1
        set_up_page(
            self.sheet, landscape=turned, sample=self.report.furniture.box, running=self.report.title,
            titles=f"{heads[0]}:{heads[1]}" if alone else "",
            pages=pages_tall(self.sheet, self._row, self._last) if turned else 0,
        )  # fmt: skip
        if alone:
            self.sheet.freeze_panes = f"A{heads[1] + 1}"

    def _widened(self, tables: Sequence[Table]) -> None:
        """A column of figures holds its longest figure on one line: Excel prints #### for one that is too wide."""
        for place in range(self._last):
            letter = get_column_letter(place + 1)
            texts = [r.cells[place] for t in tables for r in t.rows() if place < len(r.cells)]
            figures = [text for text in texts if number_in(text) is not None]
            widest = max((text_width(text) for text in figures), default=0) + 2.5
            held = self.sheet.column_dimensions[letter]
            held.width = max(held.width, widest)

    def _room(self) -> float:
        letters = (get_column_letter(n) for n in range(1, self._last + 1))
        return sum(self.sheet.column_dimensions[letter].width for letter in letters)

    def _line(self, text: str, style: Style, least: float, size: float = 10) -> None:
        self.look.merged(self.sheet, self._row, 1, self._last, text, style)
        height = row_height(lines_needed(text, self._room(), size), least, size)
        self.sheet.row_dimensions[self._row].height = height
        self._row += 1

    def _table(self, table: Table) -> tuple[int, int]:
        """The table from the next row on; returns the rows of its heads."""
        furniture = self.report.furniture
        if furniture.box and self._row == 1:
            mark = f"【{furniture.box}】{furniture.box_words}"
            self._line(mark, SAMPLE_MARK.but(align="right"), 16)
        title = f"{table.label}　{table.title}" if table.label else table.title
        self._line(title, TITLE.but(size=14, wrap=True), 26, 14)
        if table.unit:
            self._line(furniture.unit + table.unit, HEAD_LINE.but(align="right"), 16)
        heads = self._heads(table.columns)
        for place, line in enumerate(table.lines):
            if isinstance(line, Band):
                self._line(line.text, BAND, 20)
            else:
                self._figures(table.columns, line)
            if place + 1 == len(table.lines):
                close_table(self.sheet, self._row - 1, range(1, len(table.columns) + 1))
        self._below(table)
        return heads

    def _heads(self, columns: Sequence[Column]) -> tuple[int, int]:
        """One row of heads, or two where columns have a common head."""
        first = self._row
        grouped = any(column.group for column in columns)
        second = first + 1 if grouped else first
        place = 0
        while place < len(columns):
            column = columns[place]
            end = place
            if column.group:
                while end + 1 < len(columns) and columns[end + 1].group == column.group:
                    end += 1
                self.look.merged(self.sheet, first, place + 1, end + 1, column.group, HEAD)
                for k in range(place, end + 1):
                    self.look.put(self.sheet, second, k + 1, columns[k].head, HEAD)
            else:
                self.look.merged(
                    self.sheet, first, place + 1, place + 1, column.head, HEAD, rows=second - first + 1
                )
            place = end + 1
        lines = max(lines_needed(c.head, self._width(k)) for k, c in enumerate(columns))
        self.sheet.row_dimensions[second].height = row_height(lines, 22)
        if grouped:
            self.sheet.row_dimensions[first].height = 18
        self._row = second + 1
        return first, second

    def _width(self, place: int) -> float:
        return float(self.sheet.column_dimensions[get_column_letter(place + 1)].width)

    def _figures(self, columns: Sequence[Column], row: Row) -> None:
        lines = 1
        for place, (column, text) in enumerate(zip(columns, row.cells, strict=True)):
            number = number_in(text) if column.align in ("figure", "centre") else None
            if number is not None:
                signed = text[0] in "+−"
                decimals = len(text.removesuffix("*").partition(".")[2])
                shape = figure_format(decimals, signed)
                if text.endswith("*"):
                    shape = shape.replace("_ ", '"*"')
                style = FIGURE if column.align == "figure" else FIGURE.but(align="center")
                self.look.put(self.sheet, self._row, place + 1, number, style.but(number_format=shape))
            else:
                plain = TEXT if column.align in ("text", "mark") else CENTRED
                self.look.put(self.sheet, self._row, place + 1, text, plain)
                lines = max(lines, lines_needed(text, self._width(place)))
            if place in row.cuts:
                self._cut(place + 1)
        self.sheet.row_dimensions[self._row].height = row_height(lines, 18)
        self._row += 1

    def _cut(self, column: int) -> None:
        """The thick rule before a year from which figures are not comparable (口径变动)."""
        cell = self.sheet.cell(self._row, column)
        old = cell.border
        cell.border = Border(left=Side(style="medium"), right=old.right, top=old.top, bottom=old.bottom)

    def _below(self, table: Table) -> None:
        """Legend, notes numbered as on paper, source."""
        texts = [table.legend] if table.legend else []
        texts += _note_lines(table.notes, self.report.furniture.notes)
        if table.source:
            texts.append(self.report.furniture.source + table.source)
        for text in texts:
            self._line(text, NOTE, 13, 9)


def _note_lines(notes: Sequence[Note], lead: str) -> list[str]:
    """注：1.… where there are several, their own sign where rows point at them."""
    if not notes:
        return []
    if len(notes) == 1:
        return [lead + notes[0].sign + notes[0].text]
    counted = [f"{note.sign or f'{k}.'}{note.text}" for k, note in enumerate(notes, 1)]
    return [lead + counted[0], *counted[1:]]
