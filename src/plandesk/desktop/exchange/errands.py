"""What is done for one unit from the board: reminding it, sending its form back, registering what went out."""

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from plandesk.core.checking import Checker
from plandesk.core.form_trips import Arrival, BoardRow, reminded, sent, sent_back
from plandesk.core.importing import take_in
from plandesk.core.problems import KnownProblem
from plandesk.core.snapshot import Snapshot
from plandesk.core.words import Words
from plandesk.desktop.desk import Desk
from plandesk.desktop.exchange.receipt_view import receipt_setting
from plandesk.desktop.jobs import Step

if TYPE_CHECKING:
    from plandesk.exchange.receipts import Receipt


def file_stem(unit: str) -> str:
    """A unit's name as part of a file's name."""
    from plandesk.exchange.naming import file_name

    return file_name(unit)


def register_sent(desk: Desk, units: Iterable[str]) -> None:
    """Notes that these units' forms went out now."""
    names = tuple(units)
    at = desk.now().isoformat(timespec="minutes")
    trips = [sent(desk.snapshot, desk.year, unit, at) for unit in names]
    key = "log.sent_one" if len(names) == 1 else "log.sent_all"
    label = desk.words.say(key, unit=names[0] if names else "", year=desk.year, count=len(names))
    if trips and not desk.file.read_only:
        desk.record(trips, origin="forms", label=label)


def remind(desk: Desk, row: BoardRow, path: Path) -> None:
    """Writes the reminder for a unit and notes the day."""
    from plandesk.exchange.collection import reminder_text

    text = reminder_text(desk.snapshot, desk.year, row.unit, row.trip, desk.words)
    path.write_text(text, encoding="utf-8-sig")
    trip = reminded(desk.snapshot, desk.year, row.unit, desk.now().date())
    if trip is not None:
        label = desk.words.say("log.reminded", unit=row.unit, year=desk.year)
        desk.record([trip], origin="forms", label=label)


def sending_back(
    snapshot: Snapshot, data_file: Path, row: BoardRow, year: int, path: Path, words: Words
) -> Callable[[Step], Path]:
    """The work of writing the marked copy of a unit's last form from the file that was kept."""
    from plandesk.exchange.keeping import folder_of

    assert row.trip is not None
    kept = folder_of(data_file) / row.trip.kept

    def work(step: Step) -> Path:
        from plandesk.exchange.returned_form import read_collection
        from plandesk.exchange.sending_back import with_intake, write_sent_back

        step(0, 0, "")
        form = read_collection(kept, snapshot, words=words, year=year)
        intake = take_in(
            snapshot, form.cells, year, mode="both", words=words,
            said=form.said, unit=row.unit, rejected=form.rejected, notes=form.notes,
        )  # fmt: skip
        findings = Checker(snapshot.library, words).check(with_intake(snapshot, intake), year)
        write_sent_back(snapshot, form, intake, findings, row.unit, path, words=words)
        return path

    return work


def receipt_of(desk: Desk, path: Path) -> "Receipt | None":
    """The receipt at ``path``, noted in the file; None (and said why) where it is none or another county's."""
    from plandesk.exchange.receipts import read_receipt

    try:
        read = read_receipt(path)
        if read.region != desk.snapshot.region.code:
            name = f"{read.region_name}（{read.region}）"
            raise KnownProblem("receipt_other_region", path=str(path), region=name)
    except KnownProblem as problem:
        desk.said.emit(desk.words.problem(problem), "bad")
        return None
    if not desk.file.read_only:
        label = desk.words.say("log.receipt", year=read.year)
        desk.record([receipt_setting(read)], origin="forms", label=label)
    return read


def register_sent_back(desk: Desk, row: BoardRow) -> None:
    """Notes that the unit's last form was sent back."""
    trip = row.trip
    assert trip is not None
    arrival = Arrival(
        desk.now().isoformat(timespec="minutes"), trip.source, trip.kept, trip.sha256, trip.accepted or 0,
        trip.rejected or 0, trip.returned_by,
    )  # fmt: skip
    label = desk.words.say("log.sent_back", unit=row.unit, year=desk.year)
    desk.record([sent_back(desk.snapshot, desk.year, row.unit, arrival)], origin="forms", label=label)
