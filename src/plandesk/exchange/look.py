"""The look of our workbooks: fonts, rules, fills, number formats, page set-up (paper.md part 8)."""

import math
import unicodedata
from copy import copy
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any, Literal

from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE, Cell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side
from openpyxl.utils import get_column_letter
from openpyxl.workbook.protection import WorkbookProtection
from openpyxl.worksheet.worksheet import Worksheet

FaceName = Literal["song", "hei", "title"]
Align = Literal["left", "center", "right"]
Frame = Literal["none", "grid", "head"]

# Named, not embedded: every PC of a Chinese office has the first two, and Excel falls back to them for the
# third.
_FACES: dict[FaceName, str] = {"song": "宋体", "hei": "黑体", "title": "方正小标宋简体"}
_MILLIMETRE = 1 / 25.4
_INK, _HAIR, _RED = "FF000000", "FF7F7F7F", "FFA01010"
HEAD_FILL, ENTRY_FILL, COMPUTED_FILL, BAND_FILL = "FFE4E9F0", "FFFFF7DC", "FFF0F0F0", "FFF3F4F6"
# A4 landscape less the margins, in points; how far from a page's end (in pages) a sheet is fitted to it.
_PRINTED_WIDTH, _PRINTED_HEIGHT, _NEAR = (297 - 28) * 72 / 25.4, (210 - 33) * 72 / 25.4, 0.12
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True, slots=True)
class Style:
    """How a cell looks; equal styles are built once per workbook."""

    face: FaceName = "song"
    size: float = 10
    bold: bool = False
    red: bool = False
    grey: bool = False
    align: Align = "left"
    vertical: Literal["center", "top", "bottom"] = "center"
    wrap: bool = False
    indent: int = 0
    fill: str = ""
    frame: Frame = "none"
    number_format: str = "General"
    locked: bool = True
    quoted: bool = False

    def but(self, **changes: Any) -> "Style":
        """The same style with some fields changed."""
        return replace(self, **changes)


TITLE = Style(face="title", size=18, align="center")
HEAD_LINE = Style()
SAMPLE_MARK = Style(face="hei", bold=True, red=True)
HEAD = Style(face="hei", align="center", wrap=True, fill=HEAD_FILL, frame="head")
TEXT = Style(wrap=True, frame="grid")
SMALL_TEXT = Style(size=9, wrap=True, frame="grid")
CENTRED = Style(align="center", wrap=True, frame="grid")
FIGURE = Style(align="right", frame="grid")
BAND = Style(face="hei", wrap=True, fill=BAND_FILL, frame="grid")
NOTE = Style(size=9, wrap=True, vertical="top")


class Look:
    """Writes cells of one workbook in the house style."""

    def __init__(self, workbook: Workbook) -> None:
        self._styles: dict[Style, Any] = {}
        # The default font sets the unit of column widths: Calibri, openpyxl's own, is no font of a Chinese
        # office.
        plain = Font(name=_FACES["song"], size=10)
        workbook._fonts[0] = plain  # type: ignore[attr-defined]
        workbook._named_styles["Normal"].font = plain  # type: ignore[attr-defined]

    def put(
        self, sheet: Worksheet, row: int, column: int, value: str | int | Decimal | None, style: Style
    ) -> None:
        """Writes ``value``; a string is always text, also one that begins like a formula or looks like an
        error.
        """
        cell = _cell(sheet, row, column)
        if isinstance(value, str):
            text = ILLEGAL_CHARACTERS_RE.sub("", value)
            if text.startswith(_FORMULA_STARTS):
                style = style.but(quoted=True)
            cell.value = text
            cell.data_type = "s"
        else:
            cell.value = value
        cell._style = copy(self._built(style, sheet))

    def formula(self, sheet: Worksheet, row: int, column: int, formula: str, style: Style) -> None:
        """Writes one of our own formulas (never anything that was typed)."""
        cell = _cell(sheet, row, column)
        cell.value = formula
        cell._style = copy(self._built(style, sheet))

    def fill_row(self, sheet: Worksheet, row: int, columns: range, style: Style) -> None:
        """Gives the empty cells of a row the style, so that merged cells and gaps keep their rules."""
        for column in columns:
            cell = _cell(sheet, row, column)
            cell._style = copy(self._built(style, sheet))

    def merged(
        self, sheet: Worksheet, row: int, first: int, last: int, value: str, style: Style, rows: int = 1
    ) -> None:
        """Writes ``value`` into the cells ``first``..``last`` of ``rows`` rows merged to one."""
        for line in range(row, row + rows):
            self.fill_row(sheet, line, range(first, last + 1), style)
        self.put(sheet, row, first, value, style)
        # not merge_cells: it builds a border anew for every cell, which already has its style
        corner = f"{get_column_letter(first)}{row}"
        sheet.merged_cells.add(f"{corner}:{get_column_letter(last)}{row + rows - 1}")

    def _built(self, style: Style, sheet: Worksheet) -> Any:
        built = self._styles.get(style)
        if built is None:
            probe: Any = Cell(sheet, row=1, column=1)
            _apply(probe, style)
            built = self._styles[style] = copy(probe._style)
        return built


def _cell(sheet: Worksheet, row: int, column: int) -> Any:
    """The cell; Any because the ready-made style array (``_style``) is no part of openpyxl's typed face."""
    return sheet.cell(row, column)


def _apply(cell: Cell, style: Style) -> None:
    colour = _RED if style.red else _HAIR if style.grey else _INK
    cell.font = Font(name=_FACES[style.face], size=style.size, bold=style.bold, color=colour)
    cell.alignment = Alignment(
        horizontal=style.align, vertical=style.vertical, wrap_text=style.wrap, indent=style.indent
    )
    if style.fill:
        cell.fill = PatternFill("solid", fgColor=style.fill)
    if style.frame != "none":
        hair = Side(style="thin", color=_HAIR)
        top = Side(style="medium", color=_INK) if style.frame == "head" else hair
        cell.border = Border(left=hair, right=hair, top=top, bottom=hair)
    cell.number_format = style.number_format
    cell.protection = Protection(locked=style.locked)
    if style.quoted:
        cell.quotePrefix = True


def figure_format(decimals: int, signed: bool = False) -> str:
    """The number format of a figure: right padding by the format (indents get lost in LibreOffice), zero
    prints 0.
    """
    digits = "0." + "0" * decimals if decimals else "0"
    return f'+{digits}_ ;"−"{digits}_ ;0_ ' if signed else f'{digits}_ ;"−"{digits}_ ;0_ '


def text_width(text: str) -> float:
    """The width of ``text`` in column units: two for a Chinese character, one for a Latin one."""
    return sum(2 if unicodedata.east_asian_width(c) in "WFA" else 1 for c in text)


def lines_needed(text: str, column_width: float, size: float = 10) -> int:
    """How many lines ``text`` takes in a cell; generous, because a line cut off is worse than one left
    empty.
    """
    room = max(1.0, (column_width - 1.5) * 10 / size)
    return sum(max(1, math.ceil(text_width(line) / room)) for line in text.split("\n"))


def row_height(lines: int, least: float, size: float = 10) -> float:
    """The height of a row of ``lines`` lines, never under ``least``; Excel's own limit is 409."""
    return min(405.0, max(least, lines * size * 1.42 + 4))


def close_table(sheet: Worksheet, row: int, columns: range) -> None:
    """Draws the medium rule under the last row of a table."""
    for column in columns:
        cell = sheet.cell(row, column)
        old = cell.border
        cell.border = Border(
            left=old.left, right=old.right, top=old.top, bottom=Side(style="medium", color=_INK)
        )


def set_widths(sheet: Worksheet, widths: tuple[float, ...]) -> None:
    """Column widths in characters, from column A on."""
    for number, width in enumerate(widths, start=1):
        sheet.column_dimensions[get_column_letter(number)].width = width


def pages_tall(sheet: Worksheet, rows: int, columns: int) -> int:
    """How many pages a landscape sheet is fitted on, where it ends near a page's end; else 0 (as it comes).

    Reckoned at the scale that makes it one page wide: a line or two must not stand on a page of their own.
    """
    widths = (sheet.column_dimensions[get_column_letter(n)].width for n in range(1, columns + 1))
    # a column of w characters is 7 w + 5 pixels wide in 宋体 10, four pixels are three points
    scale = min(1.0, _PRINTED_WIDTH / sum((7 * w + 5) * 0.75 for w in widths))
    pages = sum(sheet.row_dimensions[n].height or 13.5 for n in range(1, rows + 1)) * scale / _PRINTED_HEIGHT
    nearest = max(1, round(pages))
    return nearest if -_NEAR < pages - nearest <= _NEAR else 0


def set_up_page(
    sheet: Worksheet,
    *,
    landscape: bool,
    sample: str = "",
    titles: str = "",
    pages: int = 0,
    running: str = "",
) -> None:
    """A4, one page wide, margins 14/14/18/15 mm, footer — page —, rows ``titles`` repeated.

    ``sample`` stands at the right of every page's head, ``running`` at its left; ``pages`` is how many
    pages tall the sheet must be (0: as it comes).
    """
    sheet.page_setup.paperSize = 9  # A4
    sheet.page_setup.orientation = "landscape" if landscape else "portrait"
    sheet.page_setup.fitToWidth = 1
    sheet.page_setup.fitToHeight = pages
    sheet.sheet_properties.pageSetUpPr.fitToPage = True  # type: ignore[union-attr]
    margins = sheet.page_margins
    margins.left = margins.right = 14 * _MILLIMETRE
    margins.top, margins.bottom = 18 * _MILLIMETRE, 15 * _MILLIMETRE
    margins.header = margins.footer = 7 * _MILLIMETRE
    sheet.print_options.horizontalCentered = True
    _head_and_foot(sheet, sample, running)
    if titles:
        sheet.print_title_rows = titles
    sheet.sheet_view.showGridLines = False


def _head_and_foot(sheet: Any, sample: str, running: str) -> None:
    """Every page alike: what “first page” means differs between programs when a whole book is printed."""
    sheet.oddFooter.center.text = "— &P —"
    for part, text in ((sheet.oddHeader.left, running), (sheet.oddHeader.right, sample)):
        if text:
            part.text, part.size = text.replace("&", "&&"), 9


def protect(sheet: Worksheet) -> None:
    """Locks the cells against slips (no password: it is no secret), widths may still be changed."""
    sheet.protection.sheet = True
    sheet.protection.formatColumns = False
    sheet.protection.formatRows = False


def protect_structure(workbook: Workbook) -> None:
    """Keeps sheets from being renamed, moved or deleted by a slip (no password)."""
    workbook.security = WorkbookProtection(lockStructure=True)
