"""The handover pack (交接): a copy of the data file and one printed page on where things stand, in one folder."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from plandesk import __version__
from plandesk.core.checking import Checker
from plandesk.core.papers.handover import Handover, handover_page, years_told
from plandesk.core.snapshot import Snapshot
from plandesk.core.words import Words
from plandesk.reports.fonts import typefaces
from plandesk.reports.publishing import publish
from plandesk.store.plan_file import PlanFile


@dataclass(frozen=True, slots=True)
class Pack:
    """What was put into the folder."""

    copy: Path
    paper: Path


def hand_over(file: PlanFile, year: int, folder: Path, *, words: Words, now: Callable[[], datetime]) -> Pack:
    """Put both into ``folder``, which is made where it is not there; nothing that stands there is replaced.

    Raises KnownProblem ``file_exists`` and those of a failing disk.
    """
    pack = copy_into(file, folder, words=words, at=now())
    write_page(file.snapshot(), year, pack, words=words, at=now(), by=file.by)
    return pack


def copy_into(file: PlanFile, folder: Path, *, words: Words, at: datetime) -> Pack:
    """The copy; where the page is to go stands beside it. Raises as ``hand_over`` does."""
    folder.mkdir(parents=True, exist_ok=True)
    slots = {"region": file.snapshot().region.name, "day": f"{at:%Y-%m-%d_%H%M%S}"}
    copy = folder / (words.say("handover.copy_name", **slots) + file.path.suffix)
    file.backup(copy)
    return Pack(copy, folder / words.say("handover.paper_name", **slots))


def write_page(snapshot: Snapshot, year: int, pack: Pack, *, words: Words, at: datetime, by: str) -> Path:
    """The page, from a snapshot alone: it may be drawn on another thread."""
    checker = Checker(snapshot.library, words)
    findings = {each: checker.check(snapshot, each) for each in years_told(snapshot, year)}
    blanks = checker.required_gaps(snapshot, year)
    told = Handover(year, at.date(), pack.copy.name, __version__, by, findings, blanks)
    publish(handover_page(snapshot, told, words), pack.paper, typefaces(None))
    return pack.paper
