"""Copies of the open data file, and looking whether it is sound."""

from pathlib import Path

from plandesk.desktop.desk import Desk
from plandesk.store.backups import BackupRule, newest_copy
from plandesk.store.faults import known_faults


def copies_folder(desk: Desk) -> Path:
    """Where the daily copies of the open file stand."""
    return BackupRule().folder_of(desk.file.path)


def newest_daily(desk: Desk) -> Path | None:
    """The newest daily copy, if there is one."""
    return newest_copy(desk.file.path, BackupRule())


def copy_name(desk: Desk) -> str:
    """The name of a copy made now."""
    path = desk.file.path
    return f"{path.stem}_{desk.now():%Y-%m-%d_%H%M%S}{path.suffix}"


def copy_now(desk: Desk) -> Path:
    """A copy in the folder of the daily ones; it is never dropped by age. Raises KnownProblem."""
    folder = copies_folder(desk)
    with known_faults(folder):
        folder.mkdir(parents=True, exist_ok=True)
    target = folder / copy_name(desk)
    desk.file.backup(target)
    return target
