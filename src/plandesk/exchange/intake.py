"""Opens workbooks that come from outside: sizes are looked at before anything is unpacked."""

from pathlib import Path
from zipfile import BadZipFile, ZipFile

from openpyxl import Workbook, load_workbook

from plandesk.core.problems import KnownProblem

MEGABYTE = 1024 * 1024
# A submission of two plans is under 1 MB unpacked; these leave room for anything a clerk's file could grow
# to.
MOST_FILE = 20 * MEGABYTE
MOST_UNPACKED = 100 * MEGABYTE
MOST_ENTRIES = 2000
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def check_container(path: Path) -> None:
    """Refuses what is no workbook, is encrypted, too large unpacked, or carries macros. Raises
    KnownProblem.
    """
    try:
        size = path.stat().st_size
        with path.open("rb") as file:
            begins = file.read(8)
    except FileNotFoundError:
        raise KnownProblem("workbook_missing", path=str(path)) from None
    except OSError as fault:
        raise KnownProblem("workbook_unreadable", path=str(path)) from fault
    if begins == _OLE:
        raise KnownProblem("workbook_encrypted", path=str(path))
    if size > MOST_FILE:
        raise KnownProblem("workbook_too_big", path=str(path), most=MOST_FILE // MEGABYTE)
    try:
        with ZipFile(path) as archive:
            entries = archive.infolist()
    except (BadZipFile, OSError, ValueError) as fault:
        raise KnownProblem("workbook_unreadable", path=str(path)) from fault
    if len(entries) > MOST_ENTRIES or sum(e.file_size for e in entries) > MOST_UNPACKED:
        raise KnownProblem("workbook_too_big", path=str(path), most=MOST_UNPACKED // MEGABYTE)
    if any(e.filename.lower().endswith("vbaproject.bin") for e in entries):
        raise KnownProblem("workbook_macros", path=str(path))


def opened(path: Path) -> Workbook:
    """The workbook, values only, external links not followed. Raises KnownProblem."""
    check_container(path)
    try:
        return load_workbook(path, read_only=True, data_only=True, keep_links=False)
    # openpyxl answers a damaged file with whatever its XML layer happened to raise
    except Exception as fault:
        raise KnownProblem("workbook_unreadable", path=str(path)) from fault
