"""Opens workbooks that come from outside: every part is looked through in small pieces before any reader sees it.

Nothing is unpacked onto the disk, no macro is run, no link followed.
"""

import io
import re
import zlib
from copy import copy
from dataclasses import dataclass
from pathlib import Path
from zipfile import BadZipFile, ZipFile, ZipInfo

from openpyxl import Workbook, load_workbook

from plandesk.core.problems import KnownProblem
from plandesk.exchange.limits import (
    MEGABYTE,
    MOST_CELLS,
    MOST_DEPTH,
    MOST_ENTRIES,
    MOST_FIELD,
    MOST_FILE,
    MOST_TEXT,
    MOST_UNPACKED,
)

OLE_MARK = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_PIECE, _SLICE = 64 * 1024, 16 * 1024
# A start tag of a cell with its address, if it has one; an empty one (/>) holds nothing and does no harm.
_CELL = rb"c(?=[\s>])(?:[^>]*?\sr=[\"']([A-Za-z]{1,3})([0-9]{1,7})[\"'])?[^>]*(?<!/)>"
_FILLED, _PREFIXED = re.compile(b"<" + _CELL), re.compile(rb"<\w{1,20}:" + _CELL)
_ROW = re.compile(rb"<(?:\w{1,20}:)?row\s[^>]*?\br=[\"']([0-9]{1,7})[\"']")
_STRING_END = re.compile(rb"</(?:\w{1,20}:)?si>")
_DECLARED = (b"<!DOCTYPE", b"<!ENTITY")
_MACRO_TYPES = re.compile(rb"macroEnabled|ms-office\.vbaProject|ms-excel\.(?:macrosheet|intlmacrosheet)")
_ERROR = re.compile(rb"""\st=["']e["']""")
# A formula whose answer was not stored (no Excel has opened it since it was written); our own forms' are known by sight.
_UNANSWERED = re.compile(rb"<f[^>]*>(?!IF\((?:COUNT|AND)\()[^<]*</f>\s*(?:<v\s*/>|<v>\s*</v>|</c>)")
# How XML in two-byte letters begins, with its mark and without; no part of a workbook has to, whatever it is called.
_WIDE = (b"\xff\xfe", b"\xfe\xff", b"<\0", b"\0<")


class _Refused(Exception):  # noqa: N818 - becomes a KnownProblem once the path is known
    def __init__(self, code: str, **slots: object) -> None:
        super().__init__(code)
        self.code, self.slots = code, slots


@dataclass(slots=True)
class _Part:
    """What one part of the zip holds: filled cells, their extent, the longest shared string, the depth; ``errors``:
    whether a formula answered with an error (#DIV/0!) or its answer is not there.
    """

    cells: int = 0
    rows: int = 0
    columns: int = 0
    longest: int = 0
    size: int = 0
    errors: bool = False
    _string_from: int = 0
    _depth: int = 0

    def take(self, piece: bytes) -> None:
        """Looks through the next piece, which ends before a tag begins."""
        filled = _FILLED.findall(piece)
        if b":c" in piece:
            filled += _PREFIXED.findall(piece)
        self.cells += len(filled)
        if filled:
            self._spread(piece, filled)
        for end in _STRING_END.finditer(piece) if b"si>" in piece else ():
            self.longest = max(self.longest, self.size + end.end() - self._string_from)
            self._string_from = self.size + end.end()
        self.errors = self.errors or _ERROR.search(piece) is not None or _UNANSWERED.search(piece) is not None
        self.size += len(piece)
        self._check_depth(piece)

    def _spread(self, piece: bytes, filled: list[tuple[bytes, bytes]]) -> None:
        columns, rows = ({cell[n] for cell in filled} for n in (0, 1))
        self.rows = max(self.rows, *(int(row or 1) for row in rows))
        self.columns = max(self.columns, *(26 ** len(column) for column in columns))
        if b"" in rows:
            # cells without an address stand one after the other
            self.rows = max(self.rows, *(int(row) for row in _ROW.findall(piece)), 1)
            bare = sum(1 for column, _ in filled if not column)
            self.columns = max(self.columns, min(bare, 16384))

    def _check_depth(self, piece: bytes) -> None:
        if any(mark in piece for mark in _DECLARED):
            raise _Refused("workbook_odd_declared")
        for start in range(0, len(piece), _SLICE):
            part = piece[start : start + _SLICE]
            opened = part.count(b"<") - part.count(b"<?") - part.count(b"<!")
            self._depth += opened - 2 * part.count(b"</") - part.count(b"/>")
            if self._depth > MOST_DEPTH:
                raise _Refused("workbook_odd_deep", most=MOST_DEPTH)


def check_container(path: Path) -> bool:
    """Refuses what is no .xlsx, is encrypted, carries macros, or holds more than ``limits`` allow; answers whether a
    formula answered with an error (#DIV/0!) or its answer is not there.

    Memory stays at one piece whatever the file holds or says. Raises KnownProblem.
    """
    size = _size(path)
    if begins(path) == OLE_MARK:
        raise KnownProblem("workbook_encrypted", path=str(path))
    if size > MOST_FILE:
        raise KnownProblem("workbook_too_big", path=str(path), most=MOST_FILE // MEGABYTE)
    if path.suffix.lower() in (".xlsm", ".xltm", ".xlam"):
        raise KnownProblem("workbook_macros", path=str(path))
    try:
        with ZipFile(path) as archive:
            _check_names(archive.infolist())
            parts = [_looked_through(archive, entry) for entry in archive.infolist()]
            _check_parts(parts)
            return any(part.errors for part in parts)
    except _Refused as refused:
        raise KnownProblem(refused.code, path=str(path), **refused.slots) from None
    # a part that is damaged, locked with a password (RuntimeError) or packed in a way zipfile does not know
    except (BadZipFile, OSError, EOFError, ValueError, RuntimeError, zlib.error) as fault:
        raise KnownProblem("workbook_unreadable", path=str(path)) from fault


def has_outside_links(path: Path) -> bool:
    """Whether the book, already checked, refers to other books; what is stored of them is all that is read."""
    with ZipFile(path) as archive:
        return any(e.filename.lower().startswith("xl/externallinks/") for e in archive.infolist())


def _check_names(entries: list[ZipInfo]) -> None:
    names = [entry.filename.replace("\\", "/").lower() for entry in entries]
    if any(".." in name.split("/") or name.startswith("/") or ":" in name for name in names):
        raise _Refused("workbook_odd_names")
    if any(name.endswith("vbaproject.bin") or "macrosheets/" in name for name in names):
        raise _Refused("workbook_macros")
    if len(entries) > MOST_ENTRIES or sum(e.file_size for e in entries) > MOST_UNPACKED:
        raise _Refused("workbook_too_big", most=MOST_UNPACKED // MEGABYTE)
    if "xl/workbook.xml" not in names:
        raise _Refused("workbook_unreadable")


def _check_parts(parts: list[_Part]) -> None:
    cells = sum(part.cells for part in parts)
    field = sum(part.rows * part.columns for part in parts)
    if cells > MOST_CELLS or field > MOST_FIELD:
        raise _Refused("workbook_too_many_rows", most=MOST_FIELD)
    if cells * max((part.longest for part in parts), default=0) > MOST_TEXT:
        raise _Refused("workbook_too_big", most=MOST_TEXT // MEGABYTE)


def _looked_through(archive: ZipFile, entry: ZipInfo) -> _Part:
    """The part, unpacked piece by piece; refused where it unpacks to more than it says."""
    probe = copy(entry)
    # zipfile stops at the stated size; with a larger one it goes on to the real end
    probe.file_size = MOST_UNPACKED + 1
    part, seen, rest = _Part(), 0, b""
    with archive.open(probe) as stream:
        while piece := stream.read(_PIECE):
            if not seen and piece.startswith(_WIDE):
                raise _Refused("workbook_odd_declared")
            seen += len(piece)
            if seen > entry.file_size:
                raise _Refused("workbook_too_big", most=MOST_UNPACKED // MEGABYTE)
            if entry.filename == "[Content_Types].xml" and _MACRO_TYPES.search(piece):
                raise _Refused("workbook_macros")
            piece = rest + piece
            cut = piece.rfind(b"<")
            if cut <= 0 or len(piece) - cut > _PIECE:
                cut = len(piece)
            part.take(piece[:cut])
            rest = piece[cut:]
    part.take(rest)
    return part


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


def opened(path: Path, *, formulas: bool = False) -> Workbook:
    """The workbook, values only (or ``formulas`` in the place of their answers), external links not followed. Raises KnownProblem."""
    check_container(path)
    try:
        # not by its path: openpyxl refuses an .xlsx that somebody named .xls
        return load_workbook(
            io.BytesIO(path.read_bytes()), read_only=True, data_only=not formulas, keep_links=False
        )
    # openpyxl answers a damaged file with whatever its XML layer happened to raise
    except Exception as fault:
        raise KnownProblem("workbook_unreadable", path=str(path)) from fault
