"""What differs on Windows: a portable program keeps everything beside itself; sticks and network drives are told of."""

import os
import sys
from pathlib import Path
from typing import Literal

PORTABLE_MARK = "portable.txt"
PORTABLE_FOLDER = "数据"
Drive = Literal["own", "removable", "network"]
_REMOVABLE, _REMOTE = 2, 4  # GetDriveTypeW


def portable_folder(program: Path) -> Path | None:
    """The data folder beside ``program`` where the mark of the portable zip lies there and it can be written to.

    Made where it is missing. None where the program is installed, or its stick is write-protected.
    """
    if not (program.parent / PORTABLE_MARK).is_file():
        return None
    folder = program.parent / PORTABLE_FOLDER
    try:
        folder.mkdir(exist_ok=True)
    except OSError:
        return None
    return folder if os.access(folder, os.W_OK) else None


def own_portable_folder() -> Path | None:
    """The same of the running program; only plandesk.exe can be portable."""
    program = Path(sys.executable)
    return portable_folder(program) if program.stem.lower().startswith("plandesk") else None


def drive_of(path: Path) -> Drive:
    """What kind of drive ``path`` lies on; everywhere but on Windows ``own``."""
    if sys.platform == "win32":
        import ctypes

        anchor = path.absolute().anchor
        if anchor.startswith("\\\\"):
            return "network"
        kind = ctypes.windll.kernel32.GetDriveTypeW(anchor)
        return "removable" if kind == _REMOVABLE else "network" if kind == _REMOTE else "own"
    return "own"


def lacks_printers() -> bool:
    """Whether nothing can be printed: Windows' dialog does not even open without a printer; elsewhere it prints to a file."""
    from PySide6.QtPrintSupport import QPrinterInfo

    return sys.platform == "win32" and not QPrinterInfo.availablePrinterNames()
