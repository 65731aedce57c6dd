"""What can go wrong below the store, said as known problems: disks, permissions, other programs, damage."""

import errno
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from plandesk.core.problems import KnownProblem

# the low byte of an extended SQLite code is the primary code
_PRIMARY = 0xFF


@contextmanager
def known_faults(path: Path) -> Iterator[None]:
    """Turn faults of SQLite and of the file system that a clerk can mend into KnownProblem about ``path``."""
    try:
        yield
    except sqlite3.Error as fault:
        code = sqlite_problem(fault)
        if code is None:
            raise
        raise KnownProblem(code, path=path) from fault
    except OSError as fault:
        raise KnownProblem(file_problem(fault), path=path) from fault


def sqlite_problem(fault: sqlite3.Error) -> str | None:
    """The code of the known problem behind a fault of SQLite; None where it is a bug of ours."""
    raw = getattr(fault, "sqlite_errorcode", None)
    if not isinstance(raw, int):
        return None
    codes = {
        sqlite3.SQLITE_FULL: "disk_full",
        sqlite3.SQLITE_READONLY: "not_writable",
        sqlite3.SQLITE_IOERR: "disk_trouble",
        sqlite3.SQLITE_BUSY: "file_busy",
        sqlite3.SQLITE_LOCKED: "file_busy",
        sqlite3.SQLITE_CANTOPEN: "cannot_open",
        sqlite3.SQLITE_PERM: "cannot_open",
        sqlite3.SQLITE_CORRUPT: "damaged_in_use",
        sqlite3.SQLITE_NOTADB: "damaged_in_use",
    }
    return codes.get(raw & _PRIMARY)


def file_problem(fault: OSError) -> str:
    """The code of the known problem behind a fault of the file system."""
    if fault.errno in (errno.ENOSPC, errno.EDQUOT if hasattr(errno, "EDQUOT") else errno.ENOSPC):
        return "disk_full"
    if fault.errno in (errno.EACCES, errno.EPERM, errno.EROFS, errno.EISDIR, errno.ENOTDIR, errno.EEXIST):
        return "not_writable"
    return "disk_trouble"
