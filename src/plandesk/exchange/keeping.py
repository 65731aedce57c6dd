"""Keeps the returned forms themselves: a copy of each in a folder beside the data file, and its SHA-256."""

import hashlib
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from plandesk.core.problems import KnownProblem
from plandesk.core.records import Setting
from plandesk.exchange.limits import MEGABYTE, MOST_FILE
from plandesk.exchange.naming import file_name
from plandesk.exchange.saving import write_whole

_SUFFIXES = (".xlsx", ".xls", ".et", ".csv")


@dataclass(frozen=True, slots=True)
class Kept:
    """The copy of a returned file: its name in the folder, the checksum of both, whether it was made just now."""

    name: str
    sha256: str
    new: bool


def folder_of(data_file: Path) -> Path:
    """Where the returned forms of a data file are kept: 永济市.plandesk has 永济市来表 beside it."""
    return data_file.with_name(f"{data_file.stem}来表")


def keep(data_file: Path, workbook: Path, *, day: date, unit: str) -> Kept:
    """Copies ``workbook`` into the folder under the day and the unit; what is there already is not doubled.

    Raises KnownProblem when it cannot be read or the copy cannot be written.
    """
    content = _content(workbook)
    sha256 = hashlib.sha256(content).hexdigest()
    folder = folder_of(data_file)
    try:
        folder.mkdir(exist_ok=True)
    except OSError as fault:
        raise KnownProblem("workbook_unwritable", path=str(folder)) from fault
    suffix = workbook.suffix.lower() if workbook.suffix.lower() in _SUFFIXES else ".xlsx"
    stem = file_name(f"{day.isoformat()} {unit or workbook.stem}")
    number = 1
    while True:
        name = f"{stem}{'' if number == 1 else f'（{number}）'}{suffix}"
        target = folder / name
        if not target.exists():
            write_whole(target, content)
            return Kept(name, sha256, new=True)
        if hashlib.sha256(_content(target)).hexdigest() == sha256:
            return Kept(name, sha256, new=False)
        number += 1


def keep_history(data_file: Path, workbook: Path, *, day: date) -> tuple[Kept, Setting]:
    """The same for a county's own table of old years; the setting that goes into the data file holds its checksum."""
    kept = keep(data_file, workbook, day=day, unit=f"历年数据 {workbook.stem}")
    return kept, Setting(f"history_file/{kept.name}", kept.sha256)


def give_up(data_file: Path, kept: Kept) -> None:
    """Takes the copy away again: nothing of its form was written."""
    if kept.new:
        with suppress(OSError):
            (folder_of(data_file) / kept.name).unlink()
            folder_of(data_file).rmdir()  # refused, and rightly so, where others lie in it


def _content(path: Path) -> bytes:
    try:
        if path.stat().st_size > MOST_FILE:
            raise KnownProblem("workbook_too_big", path=str(path), most=MOST_FILE // MEGABYTE)
        return path.read_bytes()
    except FileNotFoundError:
        raise KnownProblem("workbook_missing", path=str(path)) from None
    except OSError as fault:
        raise KnownProblem("workbook_unreadable", path=str(path)) from fault
