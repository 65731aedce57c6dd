"""Any workbook a unit may send back, as plain rows: .xlsx, .xls or .csv, values only, nothing in it is run or
followed.
"""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from itertools import islice
from pathlib import Path

from python_calamine import CalamineError, CalamineWorkbook

from plandesk.core.problems import KnownProblem
from plandesk.core.quantity import canonical
from plandesk.exchange.intake import OLE_MARK, begins, check_container, opened
from plandesk.exchange.limits import MEGABYTE, MOST_COLUMNS, MOST_FILE, MOST_ROWS, MOST_SHEETS
from plandesk.exchange.old_book import check_old

# How the formulas of our own forms begin: they are worked out anew in any case.
_OWN_FORMULAS = ("=IF(COUNT(", "=IF(AND(")


@dataclass(frozen=True)
class ReturnedSheet:
    """A sheet's texts from A1 on, as they stand; ``merged`` are the blocks of merged cells as (top, left,
    bottom, right) from 0. ``old``: it comes from an .xls, where LibreOffice writes 0 for a formula that
    answers with a text; ``formulas`` are its computed cells (row, column) from 1. ``plain``: it
    comes from a text file, which knows no formats and no links.
    """

    name: str
    rows: tuple[tuple[str, ...], ...]
    merged: tuple[tuple[int, int, int, int], ...]
    old: bool = False
    formulas: frozenset[tuple[int, int]] = frozenset()
    plain: bool = False

    def text(self, row: int, column: int) -> str:
        """The text of a cell without blanks around it, counted from 1; "" outside the sheet."""
        if 0 < row <= len(self.rows) and 0 < column <= len(self.rows[row - 1]):
            return self.rows[row - 1][column - 1].strip()
        return ""


def read_book(path: Path) -> tuple[ReturnedSheet, ...]:
    """Every sheet of the workbook. Raises KnownProblem for what is none, too large, encrypted or carries
    macros.
    """
    head = begins(path)
    if path.suffix.lower() == ".csv" and not head.startswith((OLE_MARK, b"PK")):
        return (_csv(path),)
    if head == OLE_MARK:
        marks = check_old(path)
        sheets = _sheets(path, old=True)
        if len(sheets) != len(marks.formulas):
            return sheets
        return tuple(
            replace(_with_errors(sheet, errors), formulas=formulas)
            for sheet, formulas, errors in zip(sheets, marks.formulas, marks.errors, strict=True)
        )
    has_errors = check_container(path)
    sheets = _sheets(path, old=False)
    if not has_errors:
        return sheets
    errors = _odd_cells(path, sheets)
    return tuple(_with_errors(sheet, errors.get(sheet.name, {})) for sheet in sheets)


def _sheets(path: Path, *, old: bool) -> tuple[ReturnedSheet, ...]:
    try:
        # by its content: an .xlsx is often named .xls, and the other way round
        with CalamineWorkbook.from_filelike(io.BytesIO(path.read_bytes())) as book:
            if len(book.sheet_names) > MOST_SHEETS:
                raise KnownProblem("workbook_too_many_sheets", path=str(path), most=MOST_SHEETS)
            return tuple(_sheet(book, name, old) for name in book.sheet_names)
    except (CalamineError, OSError, ValueError) as fault:
        raise KnownProblem("workbook_unreadable", path=str(path)) from fault
    except BaseException as fault:
        # how the Rust below says that it met what it had not thought of; no Exception, so that nobody names it
        if type(fault).__name__ != "PanicException":
            raise
        raise KnownProblem("workbook_unreadable", path=str(path)) from fault


def _csv(path: Path) -> ReturnedSheet:
    """A text table as Excel and WPS save it: UTF-8 with its mark, or the GB code of a Chinese Windows."""
    try:
        content = path.read_bytes() if path.stat().st_size <= MOST_FILE else None
    except OSError as fault:
        raise KnownProblem("workbook_unreadable", path=str(path)) from fault
    if content is None:
        raise KnownProblem("workbook_too_big", path=str(path), most=MOST_FILE // MEGABYTE)
    codes = ("utf-16",) if content[:2] in (b"\xff\xfe", b"\xfe\xff") else ("utf-8-sig", "gb18030")
    for code in codes:
        try:
            text = content.decode(code)
        except UnicodeDecodeError:
            continue
        try:
            rows = csv.reader(io.StringIO(text, newline=""), delimiter="\t" if code == "utf-16" else ",")
            kept = tuple(tuple(row[:MOST_COLUMNS]) for row in islice(rows, MOST_ROWS))
        except csv.Error:
            break
        if "\0" not in text:
            return ReturnedSheet(path.stem, kept, (), plain=True)
    raise KnownProblem("workbook_unreadable", path=str(path))


def _odd_cells(path: Path, sheets: Sequence[ReturnedSheet]) -> dict[str, dict[tuple[int, int], str]]:
    """The cells the reader above takes for blanks, by sheet: errors, and formulas whose answer is not there."""
    found: dict[str, dict[tuple[int, int], str]] = {}
    blank = {s.name: s for s in sheets}
    for formulas in (False, True):
        with closing(opened(path, formulas=formulas)) as book:
            for sheet in book.worksheets:
                cells = found.setdefault(sheet.title, {})
                for row in sheet.iter_rows(max_row=MOST_ROWS, max_col=MOST_COLUMNS):
                    for cell in row:
                        if cell.data_type not in ("e", "f") or cell.row is None or cell.column is None:
                            continue
                        here = (cell.row, cell.column)
                        odd = cell.data_type == "e" or not blank[sheet.title].text(*here)
                        if odd and not str(cell.value).startswith(_OWN_FORMULAS):
                            cells.setdefault(here, str(cell.value))
    return found


def _with_errors(sheet: ReturnedSheet, errors: Mapping[tuple[int, int], str]) -> ReturnedSheet:
    rows = [list(row) for row in sheet.rows] if errors else []
    for (row, column), word in errors.items():
        if row <= len(rows) and column <= MOST_COLUMNS:
            line = rows[row - 1]
            line += [""] * (column - len(line))
            line[column - 1] = word
    return replace(sheet, rows=tuple(map(tuple, rows))) if errors else sheet


def formatted_as_percent(path: Path, places: Iterable[tuple[str, str]]) -> frozenset[tuple[str, str]]:
    """Of ``places`` (sheet, H12) those Excel shows with a percent sign: 12.5 % typed there is stored as
    0.125.

    Opens the book a second time, with its formats, so it is asked only where a figure looks like that.
    """
    with closing(opened(path)) as book:
        sheets = {name: book[name] for name in book.sheetnames}
        return frozenset(
            (sheet, place)
            for sheet, place in places
            if sheet in sheets and "%" in str(sheets[sheet][place].number_format)
        )


def _sheet(book: CalamineWorkbook, name: str, old: bool) -> ReturnedSheet:
    sheet = book.get_sheet_by_name(name)
    rows = sheet.to_python(skip_empty_area=False, nrows=MOST_ROWS)
    merged = tuple(
        (top, left, bottom, right) for (top, left), (bottom, right) in sheet.merged_cell_ranges or ()
    )
    return ReturnedSheet(
        name, tuple(tuple(_text(v) for v in row[:MOST_COLUMNS]) for row in rows), merged, old
    )


def _text(value: object) -> str:
    """A cell as it would be typed: a number with Excel's fifteen digits, never as a float prints itself."""
    if value is None or isinstance(value, str):
        return value or ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, float):
        return canonical(Decimal(f"{value:.15g}"))
    if isinstance(value, (datetime, date, time, timedelta)):
        return str(value)
    return str(value)
