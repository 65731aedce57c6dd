"""Looks through an .xls before a reader lays it out: a small file with two cells far apart fills gigabytes."""

from collections import Counter
from collections.abc import Iterator
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
_MACROS = ("_VBA_PROJECT", "_VBA_PROJECT_CUR", "VBA")


def check_old(path: Path) -> None:
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


def _check_spread(path: Path, content: bytes) -> None:
    cells = field = sheets = strings = rows = columns = 0
    uses: Counter[bytes] = Counter()
    for kind, body in _records(content):
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


def _records(content: bytes) -> Iterator[tuple[int, bytes]]:
    """The BIFF records of the stream: kind and body."""
    at = 0
    while at + 4 <= len(content):
        kind = int.from_bytes(content[at : at + 2], "little")
        length = int.from_bytes(content[at + 2 : at + 4], "little")
        yield kind, content[at + 4 : at + 4 + length]
        at += 4 + length
