"""A returned form as the window knows it: read off the UI thread, looked at anew when the file changes."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from plandesk.core.form_trips import trips_of, unit_of
from plandesk.core.import_lines import Kind, Line, lines_of
from plandesk.core.importing import Compared, compared
from plandesk.core.records import CellKey
from plandesk.core.snapshot import Snapshot
from plandesk.core.words import Words

if TYPE_CHECKING:
    from plandesk.exchange.returned_facts import SavedBy
    from plandesk.exchange.returned_form import ReturnedForm


@dataclass(frozen=True)
class Returned:
    """A form and how it stands to the file: ``times`` is the how-manieth return of the unit this year."""

    form: "ReturnedForm"
    saved: "SavedBy"
    unit: str
    times: int
    found: Compared
    lines: tuple[Line, ...]

    @property
    def path(self) -> Path:
        """The file that came."""
        return self.form.path

    def count(self, kind: Kind) -> int:
        """How many lines are of that kind."""
        return sum(1 for line in self.lines if line.kind == kind)


def read_returned(path: Path, snapshot: Snapshot, year: int, words: Words) -> Returned:
    """Reads the form at ``path``; one of another year than ``year`` is refused. Raises KnownProblem."""
    from plandesk.exchange.returned_facts import saved_by
    from plandesk.exchange.returned_form import read_collection

    form = read_collection(path, snapshot, words=words, year=year)
    return look_at(form, saved_by(path), snapshot, words)


def look_at(form: "ReturnedForm", saved: "SavedBy", snapshot: Snapshot, words: Words) -> Returned:
    """The form beside what the file holds now."""
    unit = form.unit or unit_of(snapshot, (c.address.indicator for c in form.cells))
    found = compared(snapshot, form.cells, form.year, words)
    lines = lines_of(snapshot, found, form.said, form.rejected, form.year, unit, words)
    returned = sum(1 for trip in trips_of(snapshot, form.year, unit) if trip.returned_at)
    return Returned(form, saved, unit, returned + 1, found, lines)


# Who changed a cell of ours last, and when: None where the log does not say.
LastChange = Callable[[CellKey], tuple[str, datetime] | None]


def reason_of(address: CellKey, snapshot: Snapshot) -> str:
    """Why our figure is what it is: its note, or the explanation that stands at it."""
    observation = snapshot.observations.get(address)
    if observation is not None and observation.note:
        return observation.note
    explanations: Mapping[tuple[str, str, int, str], object] = snapshot.explanations
    for (_, indicator, year, cell), explanation in explanations.items():
        if CellKey(indicator, year, cell) == address:
            return str(getattr(explanation, "text", ""))
    return ""
