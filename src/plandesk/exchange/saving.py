"""Puts a workbook on the disk: whole or not at all, the same bytes for the same content, encrypted if
asked.
"""

import errno
import io
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from importlib import import_module
from pathlib import Path
from typing import Any, cast
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from openpyxl import Workbook
from openpyxl.writer.excel import ExcelWriter

from plandesk.core.problems import KnownProblem

_ENTRY_TIME = (1980, 1, 1, 0, 0, 0)


def workbook_bytes(workbook: Workbook, stamp: datetime) -> bytes:
    """The workbook as .xlsx bytes in which every date is ``stamp`` or fixed: identical content, identical
    bytes.
    """
    workbook.properties.created = workbook.properties.modified = stamp
    buffer = io.BytesIO()
    with _EvenZip(buffer, "w", ZIP_DEFLATED) as archive:
        ExcelWriter(workbook, archive).write_data()
    return buffer.getvalue()


def encrypted(content: bytes, password: str) -> bytes:
    """``content`` as Excel's own password encryption (ECMA-376 agile), which Excel, WPS and LibreOffice open.

    The bytes differ each time: the salt is random. Raises KnownProblem where the part for it is not
    installed.
    """
    try:
        office = cast(Any, import_module("msoffcrypto.format.ooxml"))
    except ImportError:
        raise KnownProblem("workbook_no_encryption") from None
    buffer = io.BytesIO()
    office.OOXMLFile(io.BytesIO(content)).encrypt(password, buffer)
    return buffer.getvalue()


def write_whole(
    path: Path, content: bytes, *, replace: Callable[[Path, Path], object] = Path.replace
) -> None:
    """Writes ``content`` beside ``path`` and renames it: a half-written file never bears the name.

    Raises KnownProblem when the folder is missing, the file is open elsewhere, or the disk is full.
    """
    if not path.parent.is_dir():
        raise KnownProblem("workbook_no_folder", path=str(path), folder=str(path.parent))
    part = path.with_name(path.name + ".part")
    try:
        part.write_bytes(content)
        replace(part, path)
    except OSError as fault:
        with suppress(OSError):
            part.unlink(missing_ok=True)
        raise KnownProblem(_code_of(fault, path), path=str(path)) from fault


def _code_of(fault: OSError, path: Path) -> str:
    if fault.errno in (errno.ENOSPC, errno.EDQUOT):
        return "workbook_disk_full"
    if path.is_dir():
        return "workbook_is_folder"
    return "workbook_in_use" if path.exists() else "workbook_unwritable"


class _EvenZip(ZipFile):
    """A zip whose entries all bear one time: the clock does not get into the file."""

    def writestr(self, name: Any, data: Any, *_args: Any, **_options: Any) -> None:  # type: ignore[override]
        entry = ZipInfo(name, _ENTRY_TIME)
        entry.compress_type = ZIP_DEFLATED
        entry.external_attr = 0o600 << 16
        super().writestr(entry, data)

    def write(self, filename: Any, arcname: Any = None, *_args: Any, **_options: Any) -> None:
        self.writestr(arcname, Path(filename).read_bytes())
