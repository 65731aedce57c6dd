"""Reads a returned form's rows into figures, each as if typed; what cannot be read or cannot be right is
rejected.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from plandesk.core.checking import Checker
from plandesk.core.entry import read_field, set_status, status_of, type_into
from plandesk.core.figures import cell_words
from plandesk.core.findings import Finding
from plandesk.core.indicator import Indicator
from plandesk.core.quantity import Unreadable
from plandesk.core.records import NO_FIGURE, STATUS_WORDS, CellKey, Observation
from plandesk.core.returned_cells import (
    COMPUTED,
    DASHES,
    ERRORS,
    FIELDS,
    FormCell,
    Rejected,
    is_zero,
    origin_of,
    says_the_same,
    typing_of,
)
from plandesk.core.snapshot import Snapshot
from plandesk.core.words import Words

# 3-4 typed into a cell becomes 2024-03-04; a long number in a narrow column or a .csv 1.2E+05.
_DAY = re.compile(r"\d{4}-\d\d-\d\d(?: \d\d:\d\d:\d\d)?|\d\d?:\d\d:\d\d|\d{4}[年/]\d{1,2}[月/]\d{1,2}日?")
_SCIENTIFIC = re.compile(r"[-+]?\d+(?:\.\d+)?[eE][-+]?\d{1,3}")


def _no_figure(text: str) -> str:
    """The sentence for a text that looks like a figure or stands for one and is none; "" for any other."""
    if text in DASHES:
        return "dash"
    if text in ERRORS:
        return "formula_error"
    if text.startswith("="):
        return "formula_blank"
    if _DAY.fullmatch(text):
        return "day"
    return "scientific" if _SCIENTIFIC.fullmatch(text) else ""


@dataclass(frozen=True, slots=True)
class FormChange:
    """A figure of the form that says something else than the file."""

    form: FormCell
    before: Observation | None
    after: Observation


class FormReader:
    """Reads form cells into observations; collects what cannot be read."""

    def __init__(self, snapshot: Snapshot, words: Words) -> None:
        self._snapshot = snapshot
        self._words = words
        self.rejected: list[Rejected] = []

    def read(self, cell: FormCell, current: Observation | None) -> Observation | None:
        """The cell as it would stand after being typed in, ``current`` itself where it says nothing new;
        None where it is rejected.
        """
        indicator = self._snapshot.indicator(cell.address.indicator)
        status = self._status(cell, indicator)
        if status is None or not self._readable(cell, indicator, status):
            return None
        origin = origin_of(cell, indicator)
        after = current
        if status:
            after = set_status(after, cell.address, status, origin)  # type: ignore[arg-type]
        else:
            for field, text in typing_of(cell, current, indicator).items():
                after = type_into(after, cell.address, field, text, indicator, origin)
        note = cell.texts.get("note", "")
        left = cell.ours and cell.sent is not None and note.strip() == cell.sent.get("note", "").strip()
        if note and (after is None or note.strip() != after.note) and not (left and current and current.note):
            after = type_into(after, cell.address, "note", note, indicator, origin)
        return after or Observation(cell.address.indicator, cell.address.year, cell.address.cell)

    def checked(self, changes: Sequence[FormChange], year: int) -> list[FormChange]:
        """The changes whose own cell passes its checks; the others are rejected with the finding's
        sentence.
        """
        if not changes:
            return []
        observations = dict(self._snapshot.observations)
        observations.update({c.form.address: c.after for c in changes})
        trial = replace(self._snapshot, observations=observations)
        findings = Checker(trial.library, self._words).check(
            trial, year, only={c.form.address for c in changes}
        )
        alone: dict[CellKey, Finding] = {}
        for finding in findings:
            if finding.severity == "error" and set(finding.concerned) == {finding.address}:
                alone.setdefault(finding.address, finding)
        for change in changes:
            found = alone.get(change.form.address)
            if found is not None:
                field = next((f for f in found.fields if change.form.texts.get(f)), "value")
                self._reject(change.form, field, found.message + found.advice)
        return [c for c in changes if c.form.address not in alone]

    def same_as_file(self, cell: FormCell, current: Observation | None) -> bool:
        """Whether the file still says what the form says."""
        status = "" if current is None or current.status == "value" else current.status
        if current is None:
            return False
        told = status_of(cell.texts.get("status", "")) or ""
        figures = all(
            not cell.texts.get(f)
            or says_the_same(cell.texts[f], current, f, self._snapshot.indicator(cell.address.indicator))
            for f in FIELDS
        )
        return figures and (not told or told == status)

    def _status(self, cell: FormCell, indicator: Indicator) -> str | None:
        """The status the cell says, "" for none; None where it is rejected."""
        text = cell.texts.get("status", "").strip()
        figures = {f: cell.texts.get(f, "").strip() for f in FIELDS}
        words_in_cells = {status_of(t) for t in figures.values() if t} - {None}
        if not text:
            if len(words_in_cells) == 1 and all(not t or status_of(t) for t in figures.values()):
                return str(next(iter(words_in_cells)))
            return ""
        status = status_of(text)
        if status is None or status not in NO_FIGURE:
            known = "、".join(STATUS_WORDS.values())
            self._reject(cell, "status", self._say("bad_status", cell, indicator, text=text, known=known))
            return None
        numbers = [
            f for f, t in figures.items() if t and t not in DASHES and not status_of(t) and t not in COMPUTED
        ]
        if status == "no_case" and all(is_zero(figures[f]) for f in numbers):
            # 0 over 0 and the word say the same; the noughts are kept, they say how many cases there might
            # have been.
            return "" if numbers else status
        if numbers:
            # the value may be what the form's own formula made of the parts
            typed = next((f for f in ("numerator", "denominator") if f in numbers), numbers[0])
            self._reject(cell, typed, self._say("figure_and_status", cell, indicator, status=text))
            return None
        return status

    def _readable(self, cell: FormCell, indicator: Indicator, status: str) -> bool:
        """Whether every figure can be read; where a reason is given, dashes beside it say nothing."""
        if status:
            return True
        good = True
        for field in FIELDS:
            text = cell.texts.get(field, "").strip()
            if not text or text in COMPUTED:
                continue
            told = _no_figure(text)
            if told:
                self._reject(cell, field, self._say(told, cell, indicator, text=text))
                good = False
                continue
            try:
                read_field(text, field, indicator)
            except Unreadable as fault:
                reason = self._words.say(f"importing.unreadable.{fault.code}")
                self._reject(
                    cell, field, self._say("unreadable_cell", cell, indicator, text=text, reason=reason)
                )
                good = False
        return good

    def _say(self, key: str, cell: FormCell, indicator: Indicator, **slots: object) -> str:
        part = cell_words(cell.address.cell)
        name = f"{indicator.name}（{part}）" if part else indicator.name
        return self._words.say(f"importing.{key}", indicator=name, **slots)

    def _reject(self, cell: FormCell, field: str, message: str) -> None:
        text = cell.texts.get(field, "")
        place = cell.places.get(field, "")
        address = cell.address
        self.rejected.append(
            Rejected(cell.sheet, place, address.indicator, text, message, address.cell, field)
        )
