"""Connections to a data file: whether it may be opened, for writing, for reading, as a copy in memory."""

import shutil
import sqlite3
import struct
import tempfile
from pathlib import Path, PurePath
from urllib.parse import quote

from sqlite_utils import Database

from plandesk.core.problems import KnownProblem
from plandesk.store.faults import known_faults

# "PLDK"; db/0001 sets it
APPLICATION_ID = 0x504C444B
_MAGIC = b"SQLite format 3\x00"
_HEADER_SIZE = 100
_APPLICATION_ID_AT = 68
_WAIT_SECONDS = 5.0


def check_header(path: Path) -> None:
    """Look at the first hundred bytes of ``path`` and nothing else.

    Raises KnownProblem ``folder_missing``, ``file_missing``, ``not_plandesk``, ``damaged`` (cut off).
    """
    if not path.parent.is_dir():
        raise KnownProblem("folder_missing", folder=path.parent)
    if not path.exists():
        raise KnownProblem("file_missing", path=path)
    if not path.is_file():
        raise KnownProblem("not_plandesk", path=path)
    with known_faults(path), path.open("rb") as file:
        header = file.read(_HEADER_SIZE)
    if not header.startswith(_MAGIC) or len(header) < _HEADER_SIZE:
        raise KnownProblem("not_plandesk", path=path)
    if struct.unpack_from(">I", header, _APPLICATION_ID_AT) != (APPLICATION_ID,):
        raise KnownProblem("not_plandesk", path=path)
    page_size = int(struct.unpack_from(">H", header, 16)[0])
    pages = int(struct.unpack_from(">I", header, 28)[0])
    # the size in the header stands until a power cut is rolled back from the journal; 1 means 65536
    if not journal_waits(path) and path.stat().st_size < pages * (65536 if page_size == 1 else page_size):
        raise KnownProblem("damaged", path=path)


def journal_path(path: Path) -> Path:
    """Where SQLite keeps the rollback journal of ``path``."""
    return path.with_name(path.name + "-journal")


def journal_waits(path: Path) -> bool:
    """Whether a journal with content stands beside ``path``: a step in work, or one cut off by a crash."""
    journal = journal_path(path)
    return journal.is_file() and journal.stat().st_size > 0


def connect_for_writing(path: Path) -> Database:
    """Open an existing data file for writing; nothing is written yet, ``keep_safely`` comes before that."""
    return Database(_connected(path, "rw"), execute_plugins=False)


def keep_safely(db: Database) -> None:
    """Set references, journal and syncing as single files need that clerks copy to sticks and shares."""
    db.execute("PRAGMA foreign_keys = ON")
    db.execute("PRAGMA journal_mode = TRUNCATE").fetchone()
    db.execute("PRAGMA synchronous = FULL")


def connect_for_making(path: Path) -> Database:
    """Make a new, empty file at ``path`` and open it for writing."""
    path.unlink(missing_ok=True)
    db = Database(_connected(path, "rwc"), execute_plugins=False)
    keep_safely(db)
    return db


def connect_for_reading(path: Path) -> Database:
    """Open ``path`` so that nothing is written, not even what a crash left to roll back."""
    db = Database(_connected(path, "ro"), execute_plugins=False)
    try:
        db.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except sqlite3.OperationalError as fault:
        db.close()
        if fault.sqlite_errorcode == sqlite3.SQLITE_BUSY or not journal_waits(path):
            raise
        return _rolled_back_elsewhere(path)
    return db


def in_memory(path: Path) -> Database:
    """The data file in memory: to be migrated for reading without touching the file."""
    return _rolled_back_elsewhere(path) if journal_waits(path) else _copied(_connected(path, "ro"))


def _rolled_back_elsewhere(path: Path) -> Database:
    with tempfile.TemporaryDirectory() as folder:
        twin = Path(folder) / "twin.plandesk"
        shutil.copyfile(path, twin)
        shutil.copyfile(journal_path(path), journal_path(twin))
        return _copied(_connected(twin, "rw"))


def _copied(source: sqlite3.Connection) -> Database:
    memory = sqlite3.connect(":memory:")
    try:
        source.backup(memory)
    except BaseException:
        memory.close()
        raise
    finally:
        source.close()
    return Database(memory, execute_plugins=False)


def close_tidily(db: Database) -> None:
    """Close a connection for writing and take the empty journal file away."""
    try:
        db.execute("PRAGMA journal_mode = DELETE").fetchone()
    except sqlite3.Error:
        # a full or vanished disk: an empty journal left behind does no harm
        pass
    finally:
        db.close()


def file_uri(path: PurePath, mode: str) -> str:
    """The URI by which SQLite opens the absolute ``path`` in ``mode`` (rwc, rw, ro).

    Not ``Path.as_uri``: that names the server of a share before the path, which SQLite refuses.
    """
    posix = path.as_posix()
    return f"file://{'' if posix.startswith('/') else '/'}{quote(posix, safe='/:')}?mode={mode}"


def _connected(path: Path, mode: str) -> sqlite3.Connection:
    return sqlite3.connect(file_uri(path, mode), uri=True, timeout=_WAIT_SECONDS)
