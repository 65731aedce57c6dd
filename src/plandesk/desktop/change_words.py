"""Changes of a cell in words: when, who, which field, from what to what."""

from dataclasses import dataclass

from plandesk.core.changes import Change, ChangeSet, Row
from plandesk.core.records import STATUS_WORDS, CellKey
from plandesk.desktop.desk import Desk


def changes_words(history: tuple[ChangeSet, ...], key: CellKey, desk: Desk, most: int) -> list[str]:
    """The last ``most`` changes of one cell: when, who, which field, from what to what; newest first."""
    today = f"{desk.now():%Y-%m-%d}"
    lines = []
    for step in history:
        when = step.at[11:16] if step.at[:10] == today else step.at[5:10]
        for change in step.changes:
            if change.table == "observation" and _is_of(change, key):
                lines += [f"{when}  {step.who}  {words}" for words in field_changes(change, desk)]
    return lines[:most]


def _is_of(change: Change, key: CellKey) -> bool:
    return tuple(change.key) == ("", key.indicator, key.year, key.cell)


_FIELDS = (
    ("text", "value"),
    ("numerator_text", "numerator"),
    ("denominator_text", "denominator"),
    ("note", "note"),
)


def field_changes(change: Change, desk: Desk) -> list[str]:
    """What one change of an observation did, field by field: 分子  18204 → 18240."""
    before, after = change.before or {}, change.after or {}
    lines = []
    for column, name in _FIELDS:
        old, new = before.get(column) or "", after.get(column) or ""
        if old != new:
            lines.append(f"{desk.words.say(f'desk_field.{name}')}  {old or '空'} → {new or '空'}")
    old, new = (STATUS_WORDS.get(row.get("status") or "", "") for row in (before, after))  # type: ignore[call-overload]
    if old != new:
        lines.append(f"{old or '空'} → {new or '空'}")
    return lines


@dataclass(frozen=True, slots=True)
class CellStep:
    """One step of a cell's history: when (to the minute), who, from what to what, and why where more than typing."""

    at: str
    who: str
    lines: tuple[str, ...]
    why: str


def cell_steps(history: tuple[ChangeSet, ...], key: CellKey, desk: Desk) -> tuple[CellStep, ...]:
    """Every change of one cell and of the explanations written at it, newest first."""
    steps = []
    for step in history:
        lines: list[str] = []
        for change in step.changes:
            if change.table == "observation" and _is_of(change, key):
                lines += field_changes(change, desk) or _other_changes(change, desk)
            elif change.table == "explanation" and tuple(change.key[1:]) == (
                key.indicator,
                key.year,
                key.cell,
            ):
                old, new = ((row or {}).get("text") or "" for row in (change.before, change.after))
                if old != new:
                    lines.append(f"{desk.words.say('desk_field.explanation')}  {old or '空'} → {new or '空'}")
        if lines:
            why = "" if step.origin in ("typed", "explain") else step.label
            steps.append(CellStep(step.at[:16].replace("T", " "), step.who, tuple(lines), why))
    return tuple(steps)


def _other_changes(change: Change, desk: Desk) -> list[str]:
    """What a change did that nobody typed into the cell: a total added up anew, a mark."""
    before, after = change.before or {}, change.after or {}
    lines = []
    for name in ("value", "numerator", "denominator"):
        old, new = _figure(before, name), _figure(after, name)
        if old != new:
            lines.append(f"{desk.words.say(f'desk_field.{name}')}  {old or '空'} → {new or '空'}")
    if bool(before.get("flagged")) != bool(after.get("flagged")):
        lines.append(desk.words.say("desk_field.flagged" if after.get("flagged") else "desk_field.unflagged"))
    return lines


def _figure(row: Row, name: str) -> str:
    return str(row.get(name) or "")
