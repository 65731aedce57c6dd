"""A returned form cell by cell, for the clerk to choose from: what went out, what the file holds now, what came.

A figure's fields (分子, 分母, 本年) are lines of their own; so are its reason and its note, and what a unit wrote in words.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal, cast

from plandesk.core.entry import Field, read_field, set_status, status_of, type_into
from plandesk.core.figures import cell_words
from plandesk.core.importing import Compared
from plandesk.core.indicator import Indicator
from plandesk.core.quantity import Unreadable
from plandesk.core.records import NO_FIGURE, STATUS_WORDS, CellKey, Observation, Record
from plandesk.core.returned_cells import FIELDS, FormWords, Rejected, says_the_same
from plandesk.core.returned_reading import FormChange
from plandesk.core.snapshot import Snapshot
from plandesk.core.unit_words import WorkKey, record_of, text_of
from plandesk.core.words import Words

Kind = Literal["both", "changed", "new", "refused"]
KINDS: tuple[Kind, ...] = ("both", "changed", "new", "refused")
Pick = Literal["", "ours", "theirs", "third"]
# A line's field: those of an observation, its reason, and the two of what is said in words.
LineField = Literal["value", "numerator", "denominator", "status", "note", "answer", "text"]
_OF_FIGURE: tuple[LineField, ...] = ("numerator", "denominator", "value", "status", "note")
_WORD_OF = {word: status for status, word in STATUS_WORDS.items()}


@dataclass(frozen=True, slots=True)
class Line:
    """One thing to choose. ``address`` is a figure's, ``work`` says what words are about; one of them is None.

    ``sent`` is None where nobody knows what went out. ``message`` says why a refused one cannot be taken.
    """

    address: CellKey | None
    work: WorkKey | None
    name: str
    field: LineField
    sent: str | None
    ours: str
    theirs: str
    kind: Kind
    message: str = ""

    @property
    def first_pick(self) -> Pick:
        """What is chosen before the clerk chooses: theirs, and nothing where both sides changed."""
        return "theirs" if self.kind in ("changed", "new") else ""


@dataclass(frozen=True, slots=True)
class Choice:
    """What the clerk chose for a line; ``text`` is a third value."""

    pick: Pick
    text: str = ""


def lines_of(
    snapshot: Snapshot,
    found: Compared,
    said: Iterable[FormWords],
    rejected: Sequence[Rejected],
    year: int,
    unit: str,
    words: Words,
) -> tuple[Line, ...]:
    """Every line of a form that says something else than the file, those changed on both sides first."""
    lines = [line for change in found.changes for line in _of_figure(change, snapshot)]
    lines += [line for words_said in said for line in _of_words(words_said, snapshot, year, unit, words)]
    lines += [_refused(r, snapshot) for r in (*rejected, *found.rejected)]
    return tuple(sorted(lines, key=lambda line: KINDS.index(line.kind)))


def _of_figure(change: FormChange, snapshot: Snapshot) -> Iterable[Line]:
    indicator = snapshot.indicator(change.form.address.indicator)
    for field in _OF_FIGURE:
        ours, theirs = _text(change.before, field), _text(change.after, field)
        # nothing blank erases: a typed rate that makes way for its parts goes with them
        if ours == theirs or not theirs:
            continue
        if field == "status" and change.before is not None and not ours:
            ours = _figure(change.before)
        sent = change.form.sent.get(field, "") if change.form.sent is not None else None
        if field == "status" and sent in STATUS_WORDS:
            sent = STATUS_WORDS[sent]  # type: ignore[index]
        yield Line(
            change.form.address,
            None,
            _name(indicator, change.form.address.cell),
            field,
            sent,
            ours,
            theirs,
            _kind(change, field, ours, sent, indicator),
        )


def _kind(change: FormChange, field: str, ours: str, sent: str | None, indicator: Indicator) -> Kind:
    moved = change.form.ours and sent is not None and not _as_sent(change.before, field, sent, indicator)
    if moved:
        return "both"
    return "changed" if ours else "new"


def _as_sent(before: Observation | None, field: str, sent: str, indicator: Indicator) -> bool:
    if before is None:
        return not sent
    if field in FIELDS:
        return says_the_same(sent, before, field, indicator) and bool(sent) == bool(_text(before, field))
    return sent == _text(before, field)


def _figure(observation: Observation) -> str:
    """The figure a reason takes the place of."""
    parts = (observation.numerator_text, observation.denominator_text)
    return observation.text or ("/".join(parts) if any(parts) else "")


def _text(observation: Observation | None, field: str) -> str:
    """What stands in a field as typed; a reason as its word."""
    if observation is None:
        return ""
    if field == "status":
        return STATUS_WORDS[observation.status] if observation.status in NO_FIGURE else ""
    if field == "value":
        return observation.text
    return observation.note if field == "note" else str(getattr(observation, f"{field}_text"))


def _of_words(said: FormWords, snapshot: Snapshot, year: int, unit: str, words: Words) -> Iterable[Line]:
    answer, text = text_of(snapshot, said.key, year, unit)
    told = {a: words.say(f"workbook.work_{a}") for a in ("yes", "partly", "no")}
    pairs: tuple[tuple[LineField, str, str], ...] = (
        ("answer", told.get(answer, ""), told.get(said.answer, "")),
        ("text", text, said.text),
    )
    for field, ours, theirs in pairs:
        if theirs and theirs != ours:
            kind: Kind = "changed" if ours else "new"
            yield Line(None, said.key, work_name(snapshot, said.key, words), field, None, ours, theirs, kind)


def work_name(snapshot: Snapshot, key: WorkKey, words: Words) -> str:
    """What a unit's words are about: the goal, the measure, or 存在的问题."""
    if key.kind == "text":
        return words.say(f"workbook.work_{'problems' if key.name == 'problems' else 'next'}")
    plan_id, _, place = key.name.partition("/")
    domain_no, _, number = place.partition(".")
    for plan in snapshot.plans:
        for domain in plan.domains:
            if plan.id != plan_id or str(domain.no) != domain_no:
                continue
            for goal in domain.goals if key.kind == "goal" else ():
                if goal.no == number:
                    return goal.summary
            for measure in domain.measures if key.kind == "measure" else ():
                if str(measure.no) == number:
                    return measure.title
    return key.name


def _refused(rejected: Rejected, snapshot: Snapshot) -> Line:
    known = rejected.indicator in snapshot.library
    name = _name(snapshot.indicator(rejected.indicator), rejected.part) if known else ""
    field: LineField = next((f for f in _OF_FIGURE if f == rejected.field), "value")
    place = f"“{rejected.sheet}”{rejected.place}："
    return Line(None, None, name, field, None, "", rejected.text, "refused", f"{place}{rejected.message}")


def _name(indicator: Indicator, cell: str) -> str:
    words = cell_words(cell)
    return f"{indicator.name}（{words}）" if words else indicator.name


def readable(line: Line, text: str, snapshot: Snapshot) -> str:
    """Why a third value cannot be taken, as the code of ``importing.unreadable``; "" where it can."""
    if line.address is None or line.field not in FIELDS or status_of(text) is not None:
        return ""
    try:
        read_field(text, line.field, snapshot.indicator(line.address.indicator))
    except Unreadable as fault:
        return fault.code
    return ""


def records_of(
    lines: Sequence[Line],
    choices: Mapping[int, Choice],
    found: Compared,
    snapshot: Snapshot,
    year: int,
    unit: str,
    words: Words,
) -> tuple[Record, ...]:
    """What is to be written: ``choices`` by the line's place in ``lines``."""
    by_figure: dict[CellKey, list[tuple[Line, Choice]]] = {}
    by_work: dict[WorkKey, list[tuple[Line, Choice]]] = {}
    for number, line in enumerate(lines):
        choice = choices.get(number, Choice(line.first_pick))
        if choice.pick not in ("theirs", "third"):
            continue
        if line.address is not None:
            by_figure.setdefault(line.address, []).append((line, choice))
        elif line.work is not None:
            by_work.setdefault(line.work, []).append((line, choice))
    changes = {c.form.address: c for c in found.changes}
    records: list[Record] = [_chosen(changes[a], chosen, snapshot) for a, chosen in by_figure.items()]
    answers = {words.say(f"workbook.work_{a}"): a for a in ("yes", "partly", "no")}
    for key, spoken in by_work.items():
        answer, text = text_of(snapshot, key, year, unit)
        for line, choice in spoken:
            wanted = choice.text if choice.pick == "third" else line.theirs
            if line.field == "answer":
                answer = answers.get(wanted, answer)
            else:
                text = wanted
        records.append(record_of(key, year, unit, answer, text))
    return tuple(records)


def _chosen(change: FormChange, chosen: Sequence[tuple[Line, Choice]], snapshot: Snapshot) -> Observation:
    """The figure with only the chosen fields of the form typed in."""
    address = change.form.address
    indicator = snapshot.indicator(address.indicator)
    origin = change.after.origin
    made = change.before or Observation(address.indicator, address.year, address.cell)
    parts = {line.field for line, _ in chosen} >= {"numerator", "denominator"}
    if parts and made.text and not change.after.text:
        made = type_into(made, address, "value", "", indicator, origin)
    for line, choice in chosen:
        text = choice.text if choice.pick == "third" else line.theirs
        if line.field == "status":
            made = set_status(made, address, _WORD_OF[text], origin)
        else:
            made = type_into(made, address, cast(Field, line.field), text, indicator, origin)
    return replace(made, origin=origin)
