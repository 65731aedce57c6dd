"""Opens workbooks that come from outside: sizes are looked at before anything is unpacked."""

import re
from collections.abc import Sequence
from pathlib import Path
from zipfile import BadZipFile, ZipFile, ZipInfo

from openpyxl import Workbook, load_workbook

from plandesk.core.problems import KnownProblem

MEGABYTE = 1024 * 1024
# A submission of two plans is under 1 MB unpacked; these leave room for anything a clerk's file could grow
# to.
MOST_FILE = 20 * MEGABYTE
MOST_UNPACKED = 100 * MEGABYTE
MOST_ENTRIES = 2000
# The field of cells between the first and the last filled one.
MOST_FIELD = 2_000_000
_FILLED = re.compile(rb'<c [^>]*?r="([A-Z]{1,3})([0-9]{1,7})"[^>/]*>')
OLE_MARK = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def check_container(path: Path) -> None:
    """Refuses what is no workbook, is encrypted, too large unpacked, or carries macros. Raises
    KnownProblem.
    """
    size = _size(path)
    if begins(path) == OLE_MARK:
        raise KnownProblem("workbook_encrypted", path=str(path))
    if size > MOST_FILE:
        raise KnownProblem("workbook_too_big", path=str(path), most=MOST_FILE // MEGABYTE)
    try:
        with ZipFile(path) as archive:
            entries = archive.infolist()
            _check_sizes(path, entries)
            for entry in entries:
                if entry.filename.startswith("xl/worksheets/") and entry.filename.endswith(".xml"):
                    _check_spread(path, archive.read(entry))
    except (BadZipFile, OSError, ValueError) as fault:
        raise KnownProblem("workbook_unreadable", path=str(path)) from fault


def _check_sizes(path: Path, entries: Sequence[ZipInfo]) -> None:
    if len(entries) > MOST_ENTRIES or sum(e.file_size for e in entries) > MOST_UNPACKED:
        raise KnownProblem("workbook_too_big", path=str(path), most=MOST_UNPACKED // MEGABYTE)
    if any(e.filename.lower().endswith("vbaproject.bin") for e in entries):
        raise KnownProblem("workbook_macros", path=str(path))


def _check_spread(path: Path, sheet: bytes) -> None:
    """Two filled cells far apart make readers lay out the whole field between them; empty cells do no
    harm.
    """
    found = _FILLED.findall(sheet)
    rows = max((int(row) for row in {row for _, row in found}), default=0)
    columns = max((26 ** len(column) for column in {column for column, _ in found}), default=0)
    if rows * columns > MOST_FIELD:
        raise KnownProblem("workbook_too_many_rows", path=str(path), most=MOST_FIELD)


def begins(path: Path) -> bytes:
    """The file's first eight bytes. Raises KnownProblem when it is missing or cannot be read."""
    _size(path)
    try:
        with path.open("rb") as file:
            return file.read(len(OLE_MARK))
    except OSError as fault:
        raise KnownProblem("workbook_unreadable", path=str(path)) from fault


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except FileNotFoundError:
        raise KnownProblem("workbook_missing", path=str(path)) from None
    except OSError as fault:
        raise KnownProblem("workbook_unreadable", path=str(path)) from fault


def opened(path: Path) -> Workbook:
    """The workbook, values only, external links not followed. Raises KnownProblem."""
    check_container(path)
    try:
        return load_workbook(path, read_only=True, data_only=True, keep_links=False)
    # openpyxl answers a damaged file with whatever its XML layer happened to raise
    except Exception as fault:
        raise KnownProblem("workbook_unreadable", path=str(path)) from fault
