"""Zips whose bytes depend on nothing but the files in them."""

import os
import zipfile
from collections.abc import Callable
from pathlib import Path

MOMENT = (2026, 1, 1, 0, 0, 0)
"""The date every packed file carries."""
EPOCH = 1767225600
"""The same moment for tools that ask for seconds."""


def write_zip(
    folder: Path, out: Path, *, below: str = "", only: Callable[[Path], bool] = lambda path: True
) -> None:
    """Pack the files of ``folder`` in order of their names, under ``below``."""
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for path in sorted(folder.rglob("*"), key=lambda p: p.relative_to(folder).as_posix()):
            if path.is_file() and only(path):
                entry = zipfile.ZipInfo(below + path.relative_to(folder).as_posix(), MOMENT)
                entry.compress_type = zipfile.ZIP_DEFLATED
                entry.external_attr = 0o100644 << 16
                archive.writestr(entry, path.read_bytes())


def settle_dates(folder: Path) -> None:
    """Give every file and folder the one date: installers store it."""
    for path in (*folder.rglob("*"), folder):
        os.utime(path, (EPOCH, EPOCH))
