"""Any workbook a unit may send back, as plain rows: .xlsx or .xls, values only, nothing in it is run or
followed.
"""

import io
from collections.abc import Iterable
from contextlib import closing
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from pathlib import Path

from python_calamine import CalamineError, CalamineWorkbook

from plandesk.core.problems import KnownProblem
from plandesk.core.quantity import canonical
from plandesk.exchange.intake import OLE_MARK, begins, check_container, opened
from plandesk.exchange.limits import MOST_COLUMNS, MOST_ROWS, MOST_SHEETS
from plandesk.exchange.old_book import check_old


@dataclass(frozen=True)
class ReturnedSheet:
    """A sheet's texts from A1 on, as they stand; ``merged`` are the blocks of merged cells as (top, left,
    bottom, right) from 0. ``old``: it comes from an .xls, where LibreOffice writes 0 for a formula that
    answers with a text.
    """

    name: str
    rows: tuple[tuple[str, ...], ...]
    merged: tuple[tuple[int, int, int, int], ...]
    old: bool = False

    def text(self, row: int, column: int) -> str:
        """The text of a cell without blanks around it, counted from 1; "" outside the sheet."""
        if 0 < row <= len(self.rows) and 0 < column <= len(self.rows[row - 1]):
            return self.rows[row - 1][column - 1].strip()
        return ""


def read_book(path: Path) -> tuple[ReturnedSheet, ...]:
    """Every sheet of the workbook. Raises KnownProblem for what is none, too large, encrypted or carries
    macros.
    """
    old = begins(path) == OLE_MARK
    if old:
        check_old(path)
    else:
        check_container(path)
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
