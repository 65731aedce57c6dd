"""Looks through an .xls before a reader lays it out: a small file with two cells far apart fills gigabytes."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any, cast

from plandesk.core.problems import KnownProblem
from plandesk.exchange.limits import MEGABYTE, MOST_CELLS, MOST_FIELD, MOST_FILE, MOST_SHEETS, MOST_TEXT

_STREAMS = ("Workbook", "Book")
_BEGIN, _STRINGS, _CONTINUED, _ENCRYPTED, _SHARED = 0x0809, 0x00FC, 0x003C, 0x002F, 0x00FD
# Records that fill cells begin with row and column: numbers, texts, booleans, formulas; MULRK fills several columns.
_CELLS = (0x0003, 0x0203, 0x027E, 0x00FD, 0x0204, 0x00D6, 0x0205, 0x0006, 0x0206, 0x0406)
_MANY = 0x00BD
_SHEET, _ERROR, _FORMULAS = 0x0085, 0x0205, (0x0006, 0x0206, 0x0406)
_ERROR_WORDS = {
    0x00: "#NULL!", 0x07: "#DIV/0!", 0x0F: "#VALUE!", 0x17: "#REF!", 0x1D: "#NAME?", 0x24: "#NUM!", 0x2A: "#N/A",
}  # fmt: skip
_MACROS = ("_VBA_PROJECT", "_VBA_PROJECT_CUR", "VBA")


@dataclass(frozen=True, slots=True)
class OldMarks:
    """What the reader below does not tell of an .xls, sheet by sheet in the book's order, cells as (row, column) from 1:
    ``formulas`` are the cells computed when it was saved, ``errors`` those that answered with an error.
    """

    formulas: tuple[frozenset[tuple[int, int]], ...]
    errors: tuple[Mapping[tuple[int, int], str], ...]


def check_old(path: Path) -> OldMarks:
    """Refuses an .xls that is too large, encrypted, carries macros or spreads beyond ``limits``; also an encrypted
    .xlsx, which is a file of the same kind. Raises KnownProblem.
    """
    if path.stat().st_size > MOST_FILE:
        raise KnownProblem("workbook_too_big", path=str(path), most=MOST_FILE // MEGABYTE)
    olefile = cast(Any, import_module("olefile"))  # it has no types
    try:
        with olefile.OleFileIO(path) as container:
            names = {part for entry in container.listdir(streams=True, storages=True) for part in entry}
            if "EncryptedPackage" in names:
                raise KnownProblem("workbook_encrypted", path=str(path))
            if names & set(_MACROS):
                raise KnownProblem("workbook_macros", path=str(path))
            stream = next((name for name in _STREAMS if container.exists(name)), None)
            if stream is None:
                raise KnownProblem("workbook_unreadable", path=str(path))
            content = container.openstream(stream).read()
    except KnownProblem:
        raise
    # olefile answers a damaged file with whatever its reading happened to raise
    except Exception as fault:
        raise KnownProblem("workbook_unreadable", path=str(path)) from fault
    _check_spread(path, content)
    return _marks(content)


def _marks(content: bytes) -> OldMarks:
    """Formulas and errors; the sheets' parts are found by the places the book gives for them."""
    starts: dict[int, int] = {}
    formulas: list[set[tuple[int, int]]] = []
    errors: list[dict[tuple[int, int], str]] = []
    here: int | None = None
    for at, kind, body in _records(content):
        if kind == _SHEET and len(body) >= 4:
            starts[int.from_bytes(body[:4], "little")] = len(starts)
            formulas.append(set())
            errors.append({})
        elif kind == _BEGIN:
            # a chart within a sheet begins too; what it holds is no cell
            here = starts.get(at, here)
        elif here is not None and len(body) >= 8 and (kind in _FORMULAS or kind == _ERROR):
            cell = int.from_bytes(body[0:2], "little") + 1, int.from_bytes(body[2:4], "little") + 1
            if kind in _FORMULAS:
                formulas[here].add(cell)
                code = body[8] if body[12:14] == b"\xff\xff" and body[6] == 2 else None
            else:
                code = body[6] if body[7] else None
            if code is not None:
                errors[here][cell] = _ERROR_WORDS.get(code, "#N/A")
    return OldMarks(tuple(frozenset(cells) for cells in formulas), tuple(errors))


def _check_spread(path: Path, content: bytes) -> None:
    cells = field = sheets = strings = rows = columns = 0
    uses: Counter[bytes] = Counter()
    for _, kind, body in _records(content):
        if kind == _ENCRYPTED:
            raise KnownProblem("workbook_encrypted", path=str(path))
        if kind == _BEGIN:
            field, rows, columns, sheets = field + rows * columns, 0, 0, sheets + 1
        elif kind in (_STRINGS, _CONTINUED):
            strings += len(body)
        elif (kind in _CELLS or kind == _MANY) and len(body) >= 4:
            cells += 1 if kind != _MANY else max(1, (len(body) - 6) // 6)
            rows = max(rows, int.from_bytes(body[0:2], "little") + 1)
            last = body[-2:] if kind == _MANY else body[2:4]
            columns = max(columns, int.from_bytes(last, "little") + 1)
            if kind == _SHARED:
                uses[body[6:10]] += 1
    field += rows * columns
    if field > MOST_FIELD or cells > MOST_CELLS:
        raise KnownProblem("workbook_too_many_rows", path=str(path), most=MOST_FIELD)
    # the first BOF is the book's own
    if sheets - 1 > MOST_SHEETS:
        raise KnownProblem("workbook_too_many_sheets", path=str(path), most=MOST_SHEETS)
    if strings * max(uses.values(), default=0) > MOST_TEXT:
        raise KnownProblem("workbook_too_big", path=str(path), most=MOST_TEXT // MEGABYTE)


def _records(content: bytes) -> Iterator[tuple[int, int, bytes]]:
    """The BIFF records of the stream: where each begins, kind and body."""
    at = 0
    while at + 4 <= len(content):
        kind = int.from_bytes(content[at : at + 2], "little")
        length = int.from_bytes(content[at + 2 : at + 4], "little")
        yield at, kind, content[at + 4 : at + 4 + length]
        at += 4 + length
