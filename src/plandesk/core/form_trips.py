"""The register of collection forms (采集表): what went to which unit when, what came back, and the board of it.

Times are ISO texts as the clock of the entry point gives them; no clock here.
"""

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from plandesk.core.days import day_words, read_day
from plandesk.core.findings import Finding
from plandesk.core.member_units import unit_sections, units
from plandesk.core.plan_years import snapshot_in_year
from plandesk.core.records import FormTrip, Setting
from plandesk.core.snapshot import Snapshot

State = Literal["not_sent", "sent", "late", "returned", "questions", "sent_back"]
_DUE = "collection_due"
STATES: tuple[State, ...] = ("not_sent", "sent", "late", "returned", "questions", "sent_back")


@dataclass(frozen=True, slots=True)
class Arrival:
    """A returned form: the file it came as, the copy kept of it, and how many of its cells were taken."""

    at: str
    source: str
    kept: str
    sha256: str
    accepted: int
    rejected: int
    by: str = ""


@dataclass(frozen=True, slots=True)
class BoardRow:
    """A unit on the board: how much of what it answers for is there, its last form, and where that stands.

    ``times`` is how often a form came back; ``errors`` and ``unexplained`` are the open findings at the
    unit's indicators; ``trip`` is None where no form went out or came.
    """

    unit: str
    total: int
    filled: int
    errors: int
    unexplained: int
    times: int
    trip: FormTrip | None
    state: State

    @property
    def questions(self) -> int:
        """What is still to be asked of the unit: cells that could not be read, and open findings."""
        rejected = self.trip.rejected if self.trip is not None and self.state != "sent_back" else 0
        return (rejected or 0) + self.errors + self.unexplained

    def to_mapping(self) -> dict[str, object]:
        """What ``board --json`` prints of it."""
        trip = self.trip or FormTrip(0, self.unit, 0)
        return {
            "unit": self.unit,
            "state": self.state,
            "total": self.total,
            "filled": self.filled,
            "errors": self.errors,
            "unexplained": self.unexplained,
            "sent": trip.sent_at or None,
            "due": trip.due or None,
            "reminded": trip.reminded.split(),
            "returned": trip.returned_at or None,
            "returned_by": trip.returned_by or None,
            "times": self.times,
            "file": trip.source or None,
            "kept": trip.kept or None,
            "sha256": trip.sha256 or None,
            "accepted": trip.accepted,
            "rejected": trip.rejected,
            "sent_back": trip.sent_back_at or None,
        }


def trips_of(snapshot: Snapshot, year: int, unit: str) -> tuple[FormTrip, ...]:
    """The unit's forms of the year, the first first."""
    mine = (t for (y, name, _), t in snapshot.form_trips.items() if (y, name) == (year, unit))
    return tuple(sorted(mine, key=lambda t: t.number))


def unit_of(snapshot: Snapshot, codes: Iterable[str]) -> str:
    """The unit that answers for most of the indicators of a form that does not say whose it is; "" for none."""
    reporters = Counter(snapshot.library[code].reporter for code in codes if code in snapshot.library)
    return reporters.most_common(1)[0][0] if reporters else ""


def due_setting(year: int, day: str) -> Setting:
    """The setting that holds the day (YYYY-MM-DD, "" for none) by which the year's forms are to be back."""
    return Setting(f"{_DUE}/{year}", day)


def due_day(snapshot: Snapshot, year: int) -> str:
    """The day by which the year's forms are to be back, as YYYY-MM-DD; the year's own day of sending where none is
    set, "" where that is not set either.
    """
    state = snapshot.years.get(year)
    told = snapshot.settings.get(f"{_DUE}/{year}", "") or (state.due if state is not None else "")
    try:
        return read_day(told).isoformat() if told else ""
    except ValueError:
        return ""


def due_words(snapshot: Snapshot, year: int, blank: str) -> str:
    """That day in words, ``blank`` where there is none."""
    day = due_day(snapshot, year)
    return day_words(day) if day else blank


def sent(snapshot: Snapshot, year: int, unit: str, at: str, due: str = "") -> FormTrip:
    """A form goes out; one made anew before it came back is the same one, sent later."""
    due = due or due_day(snapshot, year)
    trips = trips_of(snapshot, year, unit)
    if trips and not trips[-1].returned_at:
        return replace(trips[-1], sent_at=at, due=due or trips[-1].due)
    return FormTrip(year, unit, trips[-1].number + 1 if trips else 1, sent_at=at, due=due)


def returned(snapshot: Snapshot, year: int, unit: str, arrival: Arrival) -> FormTrip:
    """A form came back; the very file that came before is no second form."""
    trips = trips_of(snapshot, year, unit)
    last = trips[-1] if trips else FormTrip(year, unit, 1)
    if last.returned_at and last.sha256 != arrival.sha256:
        last = FormTrip(year, unit, last.number + 1, due=last.due)
    elif last.returned_at:
        taken = max(last.accepted or 0, arrival.accepted)
        return replace(last, accepted=taken, rejected=arrival.rejected, kept=last.kept or arrival.kept)
    return replace(
        last,
        returned_at=arrival.at,
        returned_by=arrival.by,
        source=arrival.source,
        kept=arrival.kept,
        sha256=arrival.sha256,
        accepted=arrival.accepted,
        rejected=arrival.rejected,
    )


def sent_back(snapshot: Snapshot, year: int, unit: str, arrival: Arrival) -> FormTrip:
    """A form that came is sent back with what was found; it came back by that, taken in or not."""
    return replace(returned(snapshot, year, unit, arrival), sent_back_at=arrival.at)


def reminded(snapshot: Snapshot, year: int, unit: str, day: date) -> FormTrip | None:
    """The unit was reminded that day; None where no form of it is out."""
    trips = trips_of(snapshot, year, unit)
    if not trips or trips[-1].returned_at:
        return None
    days = dict.fromkeys((*trips[-1].reminded.split(), day.isoformat()))
    return replace(trips[-1], reminded=" ".join(days))


def board(snapshot: Snapshot, year: int, today: date, findings: Iterable[Finding]) -> tuple[BoardRow, ...]:
    """Every unit of the file's plans in their order, with where its form of ``year`` stands ``today``."""
    mine = [f for f in findings if f.open and f.year == year]
    snapshot = snapshot_in_year(snapshot, year)
    return tuple(_row(snapshot, year, unit, today, mine) for unit in units(snapshot))


def _row(snapshot: Snapshot, year: int, unit: str, today: date, findings: Collection[Finding]) -> BoardRow:
    codes = {row.indicator.code for section in unit_sections(snapshot, unit) for row in section.rows}
    filled = sum(1 for code in codes if (o := snapshot.observation(code, year)) is not None and o.is_answered)
    own = [f for f in findings if f.indicator in codes]
    errors = sum(1 for f in own if f.severity == "error")
    trips = trips_of(snapshot, year, unit)
    last = trips[-1] if trips else None
    if last is not None and not last.returned_at:
        # the day may have been set or moved since
        last = replace(last, due=due_day(snapshot, year) or last.due)
    return BoardRow(
        unit,
        len(codes),
        filled,
        errors,
        len(own) - errors,
        sum(1 for t in trips if t.returned_at),
        last,
        state_of(last, today, questions=bool(own)),
    )


def state_of(trip: FormTrip | None, today: date, *, questions: bool) -> State:
    """Where a unit's last form stands; ``questions``: whether findings stand open at its figures."""
    if trip is None:
        return "not_sent"
    if trip.sent_back_at:
        return "sent_back"
    if trip.returned_at:
        return "questions" if questions or trip.rejected else "returned"
    return "late" if trip.due and read_day(trip.due) < today else "sent"
