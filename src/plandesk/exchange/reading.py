"""Reads a submission back: machine rows, checksum, and whether people's sheets still say the same."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from dataclasses import field as defaulted
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

from openpyxl.utils import get_column_letter
from python_calamine import CalamineError, CalamineWorkbook

from plandesk.core.figures import parse_cell
from plandesk.core.problems import KnownProblem
from plandesk.core.quantity import canonical
from plandesk.core.records import NO_FIGURE, Observation
from plandesk.exchange.intake import check_container
from plandesk.exchange.machine import (
    COLUMNS,
    FORMAT,
    MAGIC,
    MOST_TEXT,
    SHEET_NAME,
    MachineRow,
    observation_of,
)
from plandesk.exchange.plain_rows import BrokenRowsError, PlainRows, read_plain

# No sheet of ours comes near; a sheet of a million empty rows ends here.
MOST_ROWS, MOST_COLUMNS = 50_000, 40
# The header and the heads of the columns stand within these.
_HEAD_ROWS = 40
_COMPARED = ("value", "numerator", "denominator")


@dataclass(frozen=True, slots=True)
class Difference:
    """A figure on a sheet people read that is not the machine row's: changed by hand after it was written.

    ``column`` counts from 1; 0 where the sheet or the column is gone.
    """

    sheet: str
    row: int
    indicator: str
    cell: str
    field: str
    machine: str
    seen: str
    column: int = defaulted(default=0, compare=False)

    @property
    def place(self) -> str:
        """``妇1妇女与健康!H12``; the sheet alone where the column is gone."""
        return f"{self.sheet}!{get_column_letter(self.column)}{self.row}" if self.column else self.sheet


@dataclass(frozen=True)
class Submission:
    """A submission as read. ``intact``: the checksum fits the machine rows; ``differences``: people's
    sheets differ.
    """

    path: Path
    header: Mapping[str, str]
    rows: tuple[MachineRow, ...]
    intact: bool
    differences: tuple[Difference, ...]

    @property
    def region(self) -> str:
        """The region's code."""
        return self.header.get("region", "")

    @property
    def year(self) -> int:
        """The year reported."""
        return int(self.header["year"])

    @property
    def corrections(self) -> int:
        """The 更正 number; a higher one replaces a lower one."""
        return int(self.header["corrections"])

    @property
    def sound(self) -> bool:
        """Whether nothing was changed after the program wrote it."""
        return self.intact and not self.differences

    def observations(self) -> tuple[Observation, ...]:
        """The figures, with the region's code. Their text is still to be checked like anything typed."""
        return tuple(observation_of(row) for row in self.rows if row.record == "figure")


def read_submission(path: Path) -> Submission:
    """Reads ``path``. Raises KnownProblem when it is no readable submission; a changed one is read and says
    so.
    """
    with _opened(path) as workbook:
        machine = _machine(workbook, path)
        _refuse_foreign(machine.header, path)
        rows = tuple(MachineRow(*texts) for texts in machine.rows)
        _refuse_nonsense(rows, path)
        differences = tuple(_differences(workbook, machine.header, rows))
        return Submission(path, machine.header, rows, machine.intact, differences)


def read_header(path: Path) -> Mapping[str, str]:
    """What the submission says of itself, its figures left aside. Raises KnownProblem as ``read_submission``."""
    with _opened(path) as workbook:
        header = _machine(workbook, path, most=_HEAD_ROWS).header
        _refuse_foreign(header, path)
        return header


def read_machine_rows(path: Path, columns: tuple[str, ...]) -> PlainRows:
    """The machine rows of another kind of file of ours. Raises KnownProblem."""
    with _opened(path) as workbook:
        return _machine(workbook, path, columns)


@contextmanager
def _opened(path: Path) -> Iterator[CalamineWorkbook]:
    """The workbook, values only; nothing in it is run, no link of it followed. Raises KnownProblem."""
    check_container(path)
    try:
        with CalamineWorkbook.from_path(path) as workbook:
            yield workbook
    except (CalamineError, OSError) as fault:
        raise KnownProblem("workbook_unreadable", path=str(path)) from fault
    except BaseException as fault:
        # a panic of the reader's Rust side is no Exception to Python
        if type(fault).__name__ != "PanicException":
            raise
        raise KnownProblem("workbook_unreadable", path=str(path)) from fault


def _refuse_foreign(header: Mapping[str, str], path: Path) -> None:
    if header.get(MAGIC) != "submission":
        code = "submission_wrong_kind" if header.get(MAGIC) == "tables" else "submission_not_ours"
        raise KnownProblem(code, path=str(path))
    found = header.get("format", "")
    if not _is_number(found) or int(found) > int(FORMAT):
        raise KnownProblem("submission_newer", path=str(path), found=found, known=FORMAT)
    for name in ("year", "corrections"):
        if not _is_number(header.get(name, "")):
            raise KnownProblem("submission_broken", path=str(path), line=1)


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) <= 6


def _refuse_nonsense(rows: tuple[MachineRow, ...], path: Path) -> None:
    """A row no program of ours wrote, whatever the checksum says."""
    for number, row in enumerate(rows, start=1):
        try:
            if any(len(text) > MOST_TEXT for text in (row.text, row.note, row.explanation)):
                raise ValueError("a text longer than we write")
            if row.record == "figure" and observation_of(row).status not in ("", "value", *NO_FIGURE):
                raise ValueError(row.status)
            parse_cell(row.cell)
        except (ValueError, ArithmeticError) as fault:
            raise KnownProblem("submission_broken", path=str(path), line=number) from fault


def _machine(
    workbook: CalamineWorkbook, path: Path, columns: tuple[str, ...] = COLUMNS, most: int = MOST_ROWS
) -> PlainRows:
    if SHEET_NAME not in workbook.sheet_names:
        raise KnownProblem("submission_not_ours", path=str(path))
    try:
        return read_plain(_lines(workbook, len(columns), most), columns)
    except BrokenRowsError as fault:
        if not fault.line:
            raise KnownProblem("submission_not_ours", path=str(path)) from fault
        raise KnownProblem("submission_broken", path=str(path), line=fault.line) from fault


def _lines(workbook: CalamineWorkbook, columns: int, most: int) -> Iterator[list[str]]:
    for cells in _cells(workbook, SHEET_NAME, most):
        yield [_text(v) for v in cells[:columns]]


def _text(value: object) -> str:
    """A machine cell is text; a number that some program made of it is said as it would be typed."""
    if isinstance(value, float):
        return canonical(Decimal(f"{value:.15g}"))
    return "" if value is None else str(value)


def _differences(
    workbook: CalamineWorkbook, header: Mapping[str, str], rows: tuple[MachineRow, ...]
) -> Iterator[Difference]:
    """Compares each figure with every place it stands at; a missing sheet counts as a difference."""
    columns = _columns(header.get("columns", ""))
    sheets: dict[str, list[list[Any]]] = {}
    for row in rows:
        for place in filter(None, row.places.split(";")):
            sheet, _, number = place.rpartition("!")
            line = int(number) if _is_number(number) else 0
            if sheet not in sheets:
                sheets[sheet] = _cells(workbook, sheet)
            yield from _compared(row, sheet, line, sheets[sheet], columns)


def _compared(
    row: MachineRow, sheet: str, line: int, cells: list[list[Any]], columns: Mapping[str, int]
) -> Iterator[Difference]:
    expected = {
        "value": row.shown,
        "numerator": row.numerator or row.numerator_text,
        "denominator": row.denominator or row.denominator_text,
    }
    texts = cells[line - 1] if 0 < line <= len(cells) else ()
    for name in _COMPARED:
        column = columns.get(f"{sheet}.{name}", 0)
        seen = texts[column - 1] if 0 < column <= len(texts) else ""
        if not _same(expected[name], seen):
            place = column if cells else 0
            yield Difference(
                sheet, line, row.indicator, row.cell, name, expected[name], _text(seen), column=place
            )


def _same(expected: str, seen: object) -> bool:
    """Whether a cell says what was written: numbers by value (Excel keeps 15 digits), words by letters."""
    if isinstance(seen, (int, float)) and not isinstance(seen, bool):
        try:
            wanted = Decimal(expected)
        except InvalidOperation:
            return False
        return canonical(Decimal(f"{seen:.15g}")) == canonical(Decimal(f"{float(wanted):.15g}"))
    return str(seen) == expected


def _columns(text: str) -> dict[str, int]:
    pairs = (piece.rpartition("=") for piece in text.split(";") if piece)
    return {name: int(number) for name, _, number in pairs if _is_number(number)}


def _cells(workbook: CalamineWorkbook, name: str, most: int = MOST_ROWS) -> list[list[Any]]:
    """The sheet's values from A1 on; none where there is no such sheet."""
    if name not in workbook.sheet_names:
        return []
    rows = workbook.get_sheet_by_name(name).to_python(skip_empty_area=False, nrows=most)
    return [row[:MOST_COLUMNS] for row in rows]
