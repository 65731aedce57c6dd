"""Copies of a data file: the daily ones kept by age, those before a migration, and bringing one back."""

import os
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from sqlite_utils import Database

from plandesk.core.problems import KnownProblem
from plandesk.store.connection import journal_path
from plandesk.store.faults import file_problem, known_faults

_FOLDER_SUFFIX = "备份"


@dataclass(frozen=True, slots=True)
class BackupRule:
    """How many copies are kept: the last ``daily`` ones and the last of each of ``monthly`` months.

    ``folder`` is where; None means the folder beside the file.
    """

    daily: int = 10
    monthly: int = 36
    folder: Path | None = None

    def folder_of(self, path: Path) -> Path:
        """Where the daily copies of ``path`` stand."""
        return self.folder or path.with_name(path.stem + _FOLDER_SUFFIX)

    def kept(self, days: Iterable[date]) -> frozenset[date]:
        """Which of the ``days`` with a copy keep it."""
        newest_first = sorted(set(days), reverse=True)
        last_of_month: dict[tuple[int, int], date] = {}
        for day in newest_first:
            last_of_month.setdefault((day.year, day.month), day)
        return frozenset(newest_first[: self.daily]) | frozenset([*last_of_month.values()][: self.monthly])


def back_up_daily(db: Database, path: Path, today: date, rule: BackupRule) -> str | None:
    """Make today's copy if there is none yet, and drop what is too old.

    Nothing here may keep the file from being opened: what fails is returned as the code of its problem,
    else None.
    """
    folder = rule.folder_of(path)
    copy = folder / f"{path.stem}_{today.isoformat()}{path.suffix}"
    try:
        if copy.exists():
            return None
        folder.mkdir(parents=True, exist_ok=True)
        write_copy(db, copy)
        days = dict(_daily_copies(folder, path))
        for day in days.keys() - rule.kept(days):
            days[day].unlink()
    except KnownProblem as problem:
        return problem.code
    except OSError as fault:
        return file_problem(fault)
    return None


def newest_copy(path: Path, rule: BackupRule) -> Path | None:
    """The newest daily copy of ``path``, None where there is none."""
    copies = sorted(_daily_copies(rule.folder_of(path), path))
    return copies[-1][1] if copies else None


def copy_before(path: Path, migration: str) -> Path:
    """A free name for the copy made before ``migration``."""
    place = path.with_name(f"{path.name}.before-{migration}.bak")
    number = 2
    while place.exists():
        place = path.with_name(f"{path.name}.before-{migration}-{number}.bak")
        number += 1
    return place


def write_copy(db: Database, target: Path) -> None:
    """The file's last committed state as a new file at ``target``: whole under its name, or not there at all.

    Raises KnownProblem ``folder_missing``, ``file_exists`` and those of a failing disk.
    """
    if not target.parent.is_dir():
        raise KnownProblem("folder_missing", folder=target.parent)
    if target.exists():
        raise KnownProblem("file_exists", path=target)
    part = target.with_name(target.name + ".part")
    try:
        with known_faults(target):
            write_part(db, part)
            part.rename(target)
    except BaseException:
        _drop(part)
        raise


def write_part(db: Database, part: Path) -> None:
    """The file's last committed state at ``part``, on the disk and not only in its cache.

    Raises sqlite3.Error, OSError.
    """
    part.unlink(missing_ok=True)
    db.execute("VACUUM INTO ?", [str(part)])
    with part.open("rb+") as file:
        os.fsync(file.fileno())


def set_aside(path: Path, at: datetime) -> Path:
    """Rename ``path``, with a journal that belongs to it, out of the way; returns its new name."""
    stamp = at.strftime("%Y%m%d-%H%M%S")
    aside = path.with_name(f"{path.stem}.replaced-{stamp}{path.suffix}")
    number = 2
    while aside.exists():
        aside = path.with_name(f"{path.stem}.replaced-{stamp}-{number}{path.suffix}")
        number += 1
    path.rename(aside)
    take_journal_along(path, aside)
    return aside


def take_journal_along(path: Path, new: Path) -> None:
    """Rename the journal of ``path`` to go with ``new``: left, it would be rolled back into the next file."""
    if journal_path(path).exists():
        journal_path(path).replace(journal_path(new))


def _daily_copies(folder: Path, path: Path) -> Iterable[tuple[date, Path]]:
    pattern = re.compile(re.escape(path.stem) + r"_(\d{4}-\d{2}-\d{2})" + re.escape(path.suffix))
    if not folder.is_dir():
        return
    for file in folder.iterdir():
        found = pattern.fullmatch(file.name)
        if found:
            try:
                yield date.fromisoformat(found[1]), file
            except ValueError:
                continue


def _drop(part: Path) -> None:
    try:
        part.unlink(missing_ok=True)
    except OSError:
        # the disk that failed us keeps the unfinished piece; it carries .part in its name
        return
