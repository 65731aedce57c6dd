"""Bringing a copy of a data file back: looked over first, the file it replaces kept beside it."""

import contextlib
from pathlib import Path

from sqlite_utils import Database

from plandesk.core.problems import KnownProblem
from plandesk.core.words import Words
from plandesk.store.backups import set_aside, take_journal_along, write_part
from plandesk.store.connection import check_header, connect_for_reading, in_memory
from plandesk.store.faults import known_faults
from plandesk.store.file_lock import this_process
from plandesk.store.inspection import faults_of
from plandesk.store.opening import Clock, lock_or_refuse, read_scripts, set_orphan_aside, settled


def restore(copy: Path, target: Path, *, by: str, words: Words, now: Clock) -> Path | None:
    """Put the content of ``copy`` at ``target``; what stood there is renamed, not lost.

    Returns the new name of the replaced file, None where there was none. Raises KnownProblem
    ``file_missing``, ``not_plandesk``, ``newer_file`` about the copy, ``copy_damaged``, ``same_file``,
    ``folder_missing``, ``file_held`` (somebody has the target open) and those of a failing disk; the target
    then is as it was.
    """
    copy, target = settled(copy), settled(target)
    if target.exists() and copy.exists() and copy.samefile(target):
        raise KnownProblem("same_file", path=copy)
    if not target.parent.is_dir():
        raise KnownProblem("folder_missing", folder=target.parent)
    db = _looked_over(copy, words)
    try:
        lock = lock_or_refuse(target, this_process(by, now().isoformat(timespec="seconds")), words)
        try:
            return _replace(db, target, now)
        finally:
            lock.release()
    finally:
        db.close()


def _looked_over(copy: Path, words: Words) -> Database:
    try:
        check_header(copy)
        with known_faults(copy):
            db = connect_for_reading(copy)
            try:
                if _faults_once_migrated(copy, db, words):
                    raise KnownProblem("copy_damaged", path=copy)
            except BaseException:
                db.close()
                raise
            return db
    except KnownProblem as problem:
        if problem.code not in ("damaged", "damaged_in_use"):
            raise
        raise KnownProblem("copy_damaged", path=copy) from problem


def _faults_once_migrated(copy: Path, db: Database, words: Words) -> tuple[str, ...]:
    scripts = read_scripts(copy, db)
    if not scripts.pending(db):
        return faults_of(db, words)
    # an older copy comes back as it is; whether its log is whole shows once it is migrated
    twin = in_memory(copy)
    try:
        scripts.apply(twin)
        return faults_of(twin, words)
    finally:
        twin.close()


def _replace(db: Database, target: Path, now: Clock) -> Path | None:
    part = target.with_name(target.name + ".part")
    try:
        with known_faults(target):
            write_part(db, part)
            aside = set_aside(target, now()) if target.exists() else None
            set_orphan_aside(target)
            try:
                part.rename(target)
            except OSError:
                if aside is not None:
                    aside.rename(target)
                    take_journal_along(aside, target)
                raise
            return aside
    except BaseException:
        with contextlib.suppress(OSError):
            part.unlink(missing_ok=True)
        raise
