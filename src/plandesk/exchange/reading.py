"""Reads a submission back: machine rows, checksum, and whether people's sheets still say the same."""

from collections.abc import Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

from openpyxl import Workbook

from plandesk.core.figures import parse_cell
from plandesk.core.problems import KnownProblem
from plandesk.core.quantity import canonical
from plandesk.core.records import NO_FIGURE, Observation
from plandesk.exchange.intake import opened
from plandesk.exchange.machine import (
    COLUMNS,
    FORMAT,
    MAGIC,
    SHEET_NAME,
    MachineRow,
    observation_of,
)
from plandesk.exchange.plain_rows import BrokenRowsError, PlainRows, read_plain

# No sheet of ours comes near; a sheet of a million empty rows ends here.
MOST_ROWS = 50_000
_COMPARED = ("value", "numerator", "denominator")


@dataclass(frozen=True, slots=True)
class Difference:
    """A figure on a sheet people read that is not the machine row's: changed by hand after it was written."""

    sheet: str
    row: int
    indicator: str
    cell: str
    field: str
    machine: str
    seen: str


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
    with closing(opened(path)) as workbook:
        machine = _machine(workbook, path)
        _refuse_foreign(machine.header, path)
        rows = tuple(MachineRow(*texts) for texts in machine.rows)
        _refuse_nonsense(rows, path)
        differences = tuple(_differences(workbook, machine.header, rows))
        return Submission(path, machine.header, rows, machine.intact, differences)


def _refuse_foreign(header: Mapping[str, str], path: Path) -> None:
    if header.get(MAGIC) != "submission":
        code = "submission_wrong_kind" if header.get(MAGIC) == "tables" else "submission_not_ours"
        raise KnownProblem(code, path=str(path))
    found = header.get("format", "")
    if not found.isdigit() or int(found) > int(FORMAT):
        raise KnownProblem("submission_newer", path=str(path), found=found, known=FORMAT)
    for name in ("year", "corrections"):
        if not header.get(name, "").isdigit():
            raise KnownProblem("submission_broken", path=str(path), line=1)


def _refuse_nonsense(rows: tuple[MachineRow, ...], path: Path) -> None:
    """A row no program of ours wrote, whatever the checksum says."""
    for number, row in enumerate(rows, start=1):
        try:
            if row.record == "figure" and observation_of(row).status not in ("", "value", *NO_FIGURE):
                raise ValueError(row.status)
            parse_cell(row.cell)
        except (ValueError, ArithmeticError) as fault:
            raise KnownProblem("submission_broken", path=str(path), line=number) from fault


def _machine(workbook: Workbook, path: Path) -> PlainRows:
    if SHEET_NAME not in workbook.sheetnames:
        raise KnownProblem("submission_not_ours", path=str(path))
    try:
        return read_plain(_lines(workbook), COLUMNS)
    except BrokenRowsError as fault:
        if not fault.line:
            raise KnownProblem("submission_not_ours", path=str(path)) from fault
        raise KnownProblem("submission_broken", path=str(path), line=fault.line) from fault


def _lines(workbook: Workbook) -> Iterator[list[str]]:
    sheet = workbook[SHEET_NAME]
    sheet.reset_dimensions()
    for cells in sheet.iter_rows(max_row=MOST_ROWS, max_col=len(COLUMNS), values_only=True):
        yield ["" if v is None else str(v) for v in cells]


def _differences(
    workbook: Workbook, header: Mapping[str, str], rows: tuple[MachineRow, ...]
) -> Iterator[Difference]:
    """Compares each figure with every place it stands at; a missing sheet counts as a difference."""
    columns = _columns(header.get("columns", ""))
    sheets: dict[str, list[tuple[Any, ...]]] = {}
    for row in rows:
        for place in filter(None, row.places.split(";")):
            sheet, _, number = place.rpartition("!")
            line = int(number) if number.isdigit() else 0
            if sheet not in sheets:
                sheets[sheet] = _cells(workbook, sheet)
            yield from _compared(row, sheet, line, sheets[sheet], columns)


def _compared(
    row: MachineRow, sheet: str, line: int, cells: list[tuple[Any, ...]], columns: Mapping[str, int]
) -> Iterator[Difference]:
    expected = {
        "value": row.shown,
        "numerator": row.numerator or row.numerator_text,
        "denominator": row.denominator or row.denominator_text,
    }
    texts = cells[line - 1] if 0 < line <= len(cells) else ()
    for field in _COMPARED:
        column = columns.get(f"{sheet}.{field}", 0)
        seen = texts[column - 1] if 0 < column <= len(texts) else None
        if not _same(expected[field], seen):
            yield Difference(
                sheet,
                line,
                row.indicator,
                row.cell,
                field,
                expected[field],
                "" if seen is None else str(seen),
            )


def _same(expected: str, seen: Any) -> bool:
    """Whether a cell says what was written: numbers by value (Excel keeps 15 digits), words by letters."""
    if seen is None:
        return expected == ""
    if isinstance(seen, (int, float, Decimal)) and not isinstance(seen, bool):
        try:
            wanted = Decimal(expected)
        except InvalidOperation:
            return False
        return canonical(Decimal(f"{seen:.15g}")) == canonical(Decimal(f"{float(wanted):.15g}"))
    return str(seen) == expected


def _columns(text: str) -> dict[str, int]:
    pairs = (piece.rpartition("=") for piece in text.split(";") if piece)
    return {name: int(number) for name, _, number in pairs if number.isdigit()}


def _cells(workbook: Workbook, name: str) -> list[tuple[Any, ...]]:
    if name not in workbook.sheetnames:
        return []
    sheet = workbook[name]
    sheet.reset_dimensions()
    return list(sheet.iter_rows(max_row=MOST_ROWS, max_col=40, values_only=True))
