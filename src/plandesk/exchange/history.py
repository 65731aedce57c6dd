"""Reads a county's own workbook of old years as plain sheets, percent cells with their sign."""

from collections.abc import Sequence
from decimal import Decimal, InvalidOperation
from pathlib import Path

from plandesk.core.history_layout import TextSheet
from plandesk.core.problems import KnownProblem
from plandesk.core.quantity import canonical
from plandesk.exchange.intake import opened
from plandesk.exchange.limits import MOST_COLUMNS, MOST_ROWS
from plandesk.exchange.returned_book import ReturnedSheet, read_book

# 12.5 % is stored as 0.125; figures beyond this are no such percentages.
_MOST_FRACTION = Decimal(20)


def read_history(path: Path) -> tuple[TextSheet, ...]:
    """Every sheet of the workbook (.xlsx or .xls). Raises KnownProblem for what cannot be read or holds nothing."""
    sheets = read_book(path)
    if not any(text for sheet in sheets for row in sheet.rows for text in row):
        raise KnownProblem("history_empty", path=str(path))
    if sheets[0].old or sheets[0].plain or not _any_fraction(sheets):
        return tuple(TextSheet(sheet.name, sheet.rows) for sheet in sheets)
    shown = _percent_cells(path)
    return tuple(
        TextSheet(sheet.name, _with_signs(sheet, shown[sheet.name]) if sheet.name in shown else sheet.rows)
        for sheet in sheets
    )


def _any_fraction(sheets: Sequence[ReturnedSheet]) -> bool:
    return any(_fraction(text) is not None for sheet in sheets for row in sheet.rows for text in row)


def _fraction(text: str) -> Decimal | None:
    """The figure a percent cell may hold."""
    if "." not in text and text not in ("1", "0"):
        return None
    try:
        number = Decimal(text)
    except InvalidOperation:
        return None
    return number if number.is_finite() and abs(number) <= _MOST_FRACTION else None


def _percent_cells(path: Path) -> dict[str, set[tuple[int, int]]]:
    """The cells Excel shows with a percent sign, by sheet; the book is opened a second time, with its formats."""
    book = opened(path)
    try:
        return {
            sheet.title: {
                (cell.row, cell.column)
                for row in sheet.iter_rows(max_row=MOST_ROWS, max_col=MOST_COLUMNS)
                for cell in row
                if cell.value is not None and "%" in str(cell.number_format)
            }
            for sheet in book.worksheets
        }
    finally:
        book.close()


def _with_signs(sheet: ReturnedSheet, shown: set[tuple[int, int]]) -> tuple[tuple[str, ...], ...]:
    return tuple(
        tuple(_signed(text) if (row, column) in shown else text for column, text in enumerate(texts, start=1))
        for row, texts in enumerate(sheet.rows, start=1)
    )


def _signed(text: str) -> str:
    number = _fraction(text)
    return text if number is None else f"{canonical(number * 100)}%"
