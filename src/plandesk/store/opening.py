"""Making and opening a data file: lock, integrity, age, daily copy; what comes out is ready to be read."""

import contextlib
import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from sqlite_utils import Database

from plandesk import __version__
from plandesk.core.changes import Change
from plandesk.core.indicator import Library
from plandesk.core.plan import Plan, Region
from plandesk.core.problems import KnownProblem
from plandesk.core.words import Words
from plandesk.store.backups import BackupRule, back_up_daily, copy_before, newest_copy, write_copy
from plandesk.store.connection import (
    check_header,
    close_tidily,
    connect_for_making,
    connect_for_reading,
    connect_for_writing,
    in_memory,
    journal_path,
    keep_safely,
)
from plandesk.store.faults import known_faults
from plandesk.store.file_lock import FileLock, Holder, LockHeldError, take_lock, this_process
from plandesk.store.inspection import is_sound
from plandesk.store.migrations import Scripts
from plandesk.store.picture import form_row, plan_row
from plandesk.store.rows import write

Clock = Callable[[], datetime]


@dataclass(frozen=True, slots=True)
class Access:
    """How a file may be used: the writer's lock, or why there is none, and who has it instead."""

    lock: FileLock | None
    why_read_only: str = ""
    held_by: str | None = None
    notices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Opened:
    """A file ready to be read, and to be written where ``access`` holds the lock."""

    path: Path
    db: Database
    access: Access

    def close(self) -> None:
        """Close the connection and give the lock back."""
        try:
            if self.access.lock is None:
                self.db.close()
            else:
                close_tidily(self.db)
        finally:
            if self.access.lock is not None:
                self.access.lock.release()


def make_file(
    path: Path, *, region: Region, plans: Sequence[Plan], library: Library, by: str, words: Words, now: Clock
) -> Opened:
    """Make the data file whole under a passing name, then give it its own."""
    path = settled(path)
    if not path.parent.is_dir():
        raise KnownProblem("folder_missing", folder=path.parent)
    if path.exists():
        raise KnownProblem("file_exists", path=path)
    at = now().isoformat(timespec="seconds")
    lock = lock_or_refuse(path, this_process(by, at), words)
    part = path.with_name(path.name + ".part")
    try:
        if path.exists():
            raise KnownProblem("file_exists", path=path)
        with known_faults(path):
            db = connect_for_making(part)
            try:
                Scripts.shipped().apply(db)
                _copy_in(db, region, plans, library, by, at)
            finally:
                close_tidily(db)
            set_orphan_aside(path)
            part.rename(path)
            db = connect_for_writing(path)
            keep_safely(db)
            return Opened(path, db, Access(lock))
    except BaseException:
        lock.release()
        with contextlib.suppress(OSError):
            part.unlink(missing_ok=True)
        raise


def open_file(path: Path, *, by: str, words: Words, now: Clock, read_only: bool, rule: BackupRule) -> Opened:
    """Open ``path`` for writing where nobody else writes and the place allows it, else for reading."""
    path = settled(path)
    try:
        check_header(path)
        if read_only:
            return _for_reading(path, Access(None, words.say("store.why_asked")))
        access = _access(path, this_process(by, now().isoformat(timespec="seconds")), words)
        if access.lock is None:
            return _for_reading(path, access)
        return _for_writing(path, access, access.lock, words, now, rule)
    except KnownProblem as problem:
        if problem.code not in ("damaged", "damaged_in_use"):
            raise
        copy = newest_copy(path, rule)
        raise KnownProblem("damaged", path=path, copy=copy or words.say("store.no_copy")) from problem


def settled(path: Path) -> Path:
    """``path`` in full; behind a link the file itself, because journal and lock stand beside that."""
    return path.resolve() if path.is_symlink() else path.absolute()


def lock_or_refuse(path: Path, holder: Holder, words: Words) -> FileLock:
    """The writer's lock of ``path``. Raises KnownProblem ``file_held`` and those of a failing disk."""
    try:
        with known_faults(path):
            return take_lock(path, holder)
    except LockHeldError as held:
        raise KnownProblem("file_held", path=path, holder=_name(held.holder, words)) from None


def read_scripts(path: Path, db: Database) -> Scripts:
    """The shipped scripts, once it is sure that ``db`` is sound, ours and not from the future.

    Raises KnownProblem ``damaged``, ``not_plandesk``, ``newer_file``.
    """
    if not is_sound(db):
        raise KnownProblem("damaged", path=path)
    if not db["file"].exists():
        raise KnownProblem("not_plandesk", path=path)
    scripts = Scripts.shipped()
    if scripts.from_the_future(db):
        raise KnownProblem("newer_file", path=path)
    if db.execute("SELECT count(*) FROM file").fetchone()[0] != 1:
        raise KnownProblem("damaged", path=path)
    return scripts


def _access(path: Path, holder: Holder, words: Words) -> Access:
    try:
        with path.open("rb+"):
            pass
        return Access(take_lock(path, holder))
    except LockHeldError as held:
        name = _name(held.holder, words)
        return Access(None, words.say("store.why_held", holder=name), name)
    except OSError:
        notice = words.say("store.read_only_place", path=path)
        return Access(None, words.say("store.why_place"), None, (notice,))


def _name(holder: Holder | None, words: Words) -> str:
    if holder is None:
        return words.say("store.holder_unknown")
    return words.say("store.holder", who=holder.who, host=holder.host)


def _for_reading(path: Path, access: Access) -> Opened:
    with known_faults(path):
        db = connect_for_reading(path)
        try:
            scripts = read_scripts(path, db)
            if scripts.pending(db):
                db.close()
                db = in_memory(path)
                scripts.apply(db)
        except BaseException:
            db.close()
            raise
    return Opened(path, db, access)


def _for_writing(
    path: Path, access: Access, lock: FileLock, words: Words, now: Clock, rule: BackupRule
) -> Opened:
    try:
        with known_faults(path):
            db = connect_for_writing(path)
            try:
                scripts = read_scripts(path, db)
                keep_safely(db)
                pending = scripts.pending(db)
                failed = _copy_before(db, path, pending[0]) if pending else None
                if failed is None:
                    scripts.apply(db)
                    notices = _daily_copy(db, path, words, now, rule)
                    return Opened(path, db, replace(access, notices=notices))
            except BaseException:
                db.close()
                raise
            db.close()
    except BaseException:
        lock.release()
        raise
    # no copy, no migration: the clerk can read, and mend what kept the copy from being written
    lock.release()
    reason = words.say("store.why_no_copy", reason=words.say(f"store.reason_{failed}"))
    return _for_reading(path, Access(None, reason, None, (words.say("store.not_migrated", reason=reason),)))


def _copy_before(db: Database, path: Path, migration: str) -> str | None:
    try:
        write_copy(db, copy_before(path, migration))
    except KnownProblem as problem:
        return problem.code
    return None


def _daily_copy(db: Database, path: Path, words: Words, now: Clock, rule: BackupRule) -> tuple[str, ...]:
    failed = back_up_daily(db, path, now().date(), rule)
    if failed is None:
        return ()
    reason = words.say(f"store.reason_{failed}")
    return (words.say("store.backup_failed", folder=rule.folder_of(path), reason=reason),)


def _copy_in(db: Database, region: Region, plans: Sequence[Plan], library: Library, by: str, at: str) -> None:
    with db.atomic():
        db.execute(
            "INSERT INTO file (id, file_id, region_name, region_code, region_level, made_at, made_by,"
            " program_version) VALUES (1, ?, ?, ?, ?, ?, ?, ?)",
            (uuid.uuid4().hex, region.name, region.code, region.level, at, by, __version__),
        )
        for place, plan in enumerate(plans):
            write(db, Change("plan", (plan.id,), None, plan_row(plan, place)))
        for place, form in enumerate(library.forms):
            write(db, Change("form", (form.code,), None, form_row(form, place)))


def set_orphan_aside(path: Path) -> None:
    """Rename a journal whose file is gone: it would be rolled back into the one that takes its name."""
    orphan = journal_path(path)
    if orphan.exists():
        orphan.replace(orphan.with_name(orphan.name + ".old"))
