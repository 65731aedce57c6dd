"""Taking in a returned collection form (读入采集表): what is new, what differs, what cannot be taken;
nothing is written.

The form is never trusted: every cell goes the road of a typed one (``entry.type_into``) and through the
checks. A blank cell erases nothing. What a form says as it was sent says nothing new, even where the file
has moved on since.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from plandesk.core.figures import shown
from plandesk.core.indicator import Indicator
from plandesk.core.records import CellKey, Observation, Record
from plandesk.core.returned_cells import (
    FormCell,
    FormWords,
    Rejected,
    file_is_as_sent,
    is_filled,
    left_as_sent,
)
from plandesk.core.returned_reading import FormChange, FormReader
from plandesk.core.snapshot import Snapshot
from plandesk.core.unit_words import record_of, text_of
from plandesk.core.words import Words

Mode = Literal["append", "update", "both"]


@dataclass(frozen=True, slots=True)
class Conflict:
    """A figure that differs from the file's. ``both_changed``: the file's was changed too since the form
    went out.
    """

    address: CellKey
    old: str
    new: str
    both_changed: bool
    taken: bool


@dataclass(frozen=True)
class Intake:
    """The decision on a form: ``records`` are what would be written, in one step."""

    records: tuple[Record, ...]
    accepted: int
    unchanged: int
    conflicts: tuple[Conflict, ...]
    rejected: tuple[Rejected, ...]
    notes: tuple[str, ...]

    def to_mapping(self) -> dict[str, object]:
        """What ``import --json`` prints (cli.md); the file's and the form's further marks are ours."""
        return {
            "accepted": self.accepted,
            "unchanged": self.unchanged,
            "conflicts": [
                {
                    "indicator": c.address.indicator,
                    "cell": c.address.cell,
                    "old": c.old,
                    "new": c.new,
                    "both_changed": c.both_changed,
                    "taken": c.taken,
                }
                for c in self.conflicts
            ],
            "rejected": [
                {
                    "sheet": r.sheet,
                    "cell": r.place,
                    "indicator": r.indicator,
                    "text": r.text,
                    "message": r.message,
                }
                for r in self.rejected
            ],
            "notes": list(self.notes),
        }


@dataclass(frozen=True)
class Compared:
    """A form beside the file: what says something else, how many cells say the same, what cannot be taken.

    ``kept`` of the unchanged are those where the file has moved on since the form went out.
    """

    changes: tuple[FormChange, ...]
    unchanged: int
    kept: int
    rejected: tuple[Rejected, ...]


def take_in(
    snapshot: Snapshot,
    cells: Sequence[FormCell],
    year: int,
    *,
    mode: Mode,
    words: Words,
    said: Iterable[FormWords] = (),
    unit: str = "",
    rejected: Sequence[Rejected] = (),
    notes: Sequence[str] = (),
) -> Intake:
    """Decides on every cell; ``rejected`` and ``notes`` are what reading the workbook has already found.

    ``append`` takes what fills blanks, ``update`` what changes filled cells, ``both`` both. Figures that no
    check of their own cell lets pass (outside the limits, numerator over denominator) are rejected like
    unreadable ones.
    """
    found = compared(snapshot, cells, year, words)
    sound = found.changes
    taken, conflicts = _decide(sound, mode, snapshot)
    records: list[Record] = list(taken)
    records += _words_taken(snapshot, said, year, unit, mode)
    more = [words.say("importing.kept", count=found.kept)] if found.kept else []
    skipped = len(sound) - len(taken)
    more += [words.say(f"importing.skipped_{mode}", count=skipped)] if skipped else []
    return Intake(
        tuple(records),
        len(taken),
        found.unchanged,
        tuple(conflicts),
        (*rejected, *found.rejected),
        (*notes, *more),
    )


def compared(snapshot: Snapshot, cells: Sequence[FormCell], year: int, words: Words) -> Compared:
    """Reads every cell of a form and sets it beside the file's; the decision is still to be made."""
    reader = FormReader(snapshot, words)
    changes: list[FormChange] = []
    unchanged, kept = 0, 0
    for cell in cells:
        if not any(cell.texts.values()):
            continue
        current = snapshot.observations.get(cell.address)
        if left_as_sent(cell, current, snapshot.indicator(cell.address.indicator)):
            unchanged += 1
            kept += int(not reader.same_as_file(cell, current))
            continue
        after = reader.read(cell, current)
        if after is None:
            continue
        if after == current or (current is None and after.is_blank):
            unchanged += 1
        else:
            changes.append(FormChange(cell, current, after))
    sound = reader.checked(changes, year)
    return Compared(tuple(sound), unchanged, kept, tuple(reader.rejected))


def _decide(
    changes: Sequence[FormChange], mode: Mode, snapshot: Snapshot
) -> tuple[list[Observation], list[Conflict]]:
    taken: list[Observation] = []
    conflicts: list[Conflict] = []
    for change in changes:
        filled = change.before is not None and is_filled(change.before)
        take = mode in ("update", "both") if filled else mode in ("append", "both")
        if filled and change.before is not None:
            indicator = snapshot.indicator(change.form.address.indicator)
            moved = (
                change.form.ours
                and change.form.sent is not None
                and not file_is_as_sent(change.form, change.before, indicator)
            )
            old, new = _told(change.before, change.after, indicator)
            conflicts.append(Conflict(change.form.address, old, new, moved, take))
        if take:
            taken.append(change.after)
    return taken, conflicts


def _told(before: Observation, after: Observation, indicator: Indicator) -> tuple[str, str]:
    """Both figures as printed; where these are alike, what differs: the typed texts, the parts, the note."""
    old, new = (shown(o, indicator) for o in (before, after))
    if old != new:
        return old, new
    for field in ("text", "numerator_text", "denominator_text", "note"):
        if getattr(before, field) != getattr(after, field):
            return getattr(before, field), getattr(after, field)
    return old, new


def _words_taken(
    snapshot: Snapshot, said: Iterable[FormWords], year: int, unit: str, mode: Mode
) -> list[Record]:
    records: list[Record] = []
    for line in said:
        answer, text = text_of(snapshot, line.key, year, unit)
        new_answer, new_text = line.answer or answer, line.text or text
        if (new_answer, new_text) == (answer, text):
            continue
        filled = bool(answer or text)
        if mode in ("update", "both") if filled else mode in ("append", "both"):
            records.append(record_of(line.key, year, unit, new_answer, new_text))
    return records
