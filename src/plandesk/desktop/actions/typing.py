"""Writing figures: every function is one step of the log and returns what it changed (None where it was refused)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from plandesk.core.changes import ChangeSet
from plandesk.core.entry import Field, set_status, type_into
from plandesk.core.figures import cell_words
from plandesk.core.records import STATUS_WORDS, CellKey, Explanation, Observation, Status
from plandesk.desktop.desk import Desk


@dataclass(frozen=True, slots=True)
class FieldKey:
    """One typing cell: an address and which of its fields."""

    key: CellKey
    field: Field


def place_name(desk: Desk, key: CellKey) -> str:
    """The indicator's name, with the breakdown cell in words."""
    words = cell_words(key.cell)
    name = desk.snapshot.indicator(key.indicator).name
    return f"{name}（{words}）" if words else name


def typed(
    desk: Desk, current: Observation | None, place: FieldKey, text: str, origin: str = "typed"
) -> Observation:
    """What stands at ``place`` once ``text`` is typed over ``current``."""
    indicator = desk.snapshot.indicator(place.key.indicator)
    return type_into(current, place.key, place.field, text, indicator, origin)


def type_cell(desk: Desk, place: FieldKey, text: str) -> ChangeSet | None:
    """A text typed into one cell; blank clears it."""
    before = desk.snapshot.observations.get(place.key)
    after = typed(desk, before, place, text)
    field = desk.words.say(f"desk_field.{place.field}")
    name = place_name(desk, place.key)
    key = "typed" if text.strip() else "blanked"
    return desk.record(
        [after],
        origin="typed",
        label=desk.words.say(f"desk_log.{key}", name=name, field=field, text=text.strip()),
    )


def type_many(desk: Desk, texts: Mapping[FieldKey, str], *, origin: str, label: str) -> ChangeSet | None:
    """Several texts as one step; the fields of one address are typed one after another."""
    made: dict[CellKey, Observation] = {}
    for place, text in texts.items():
        before = made.get(place.key) or desk.snapshot.observations.get(place.key)
        made[place.key] = typed(desk, before, place, text, origin)
    return desk.record(made.values(), origin=origin, label=label)


def clear_cells(desk: Desk, places: Iterable[FieldKey]) -> ChangeSet | None:
    """Delete: the cells are blank afterwards, not zero. A status word goes with any of its fields."""
    made: dict[CellKey, Observation] = {}
    chosen = tuple(places)
    for place in chosen:
        before = made.get(place.key) or desk.snapshot.observations.get(place.key)
        if before is not None:
            bare = (
                replace(before, status="")
                if before.status in STATUS_WORDS and place.field != "note"
                else before
            )
            made[place.key] = typed(desk, bare, place, "")
    if not made:
        return None
    if len(chosen) == 1:
        field = desk.words.say(f"desk_field.{chosen[0].field}")
        label = desk.words.say("desk_log.blanked", name=place_name(desk, chosen[0].key), field=field)
    else:
        label = desk.words.say("desk_log.blanked_many", count=len(chosen))
    return desk.record(made.values(), origin="typed", label=label)


def put_status(desk: Desk, keys: Iterable[CellKey], status: Status) -> ChangeSet | None:
    """A status word instead of figures, in every address given."""
    chosen = tuple(dict.fromkeys(keys))
    made = [set_status(desk.snapshot.observations.get(key), key, status, "typed") for key in chosen]
    word = STATUS_WORDS[status]
    if len(chosen) == 1:
        label = desk.words.say("desk_log.status", name=place_name(desk, chosen[0]), status=word)
    else:
        label = desk.words.say("desk_log.status_many", count=len(chosen), status=word)
    return desk.record(made, origin="typed", label=label)


def copy_last_year(desk: Desk, keys: Iterable[CellKey]) -> ChangeSet | None:
    """同上年: last year's figures or status word; marked as copied. Addresses without anything last year are left."""
    made = []
    for key in dict.fromkeys(keys):
        before = desk.snapshot.observation(key.indicator, key.year - 1, key.cell)
        if before is not None and before.status:
            now = desk.snapshot.observations.get(key)
            made.append(
                replace(
                    before, year=key.year, origin="copied", note=now.note if now else "",
                    flagged=now.flagged if now else False,
                )
            )  # fmt: skip
    if not made:
        return None
    if len(made) == 1:
        label = desk.words.say("desk_log.last_year", name=place_name(desk, made[0].address))
    else:
        label = desk.words.say("desk_log.last_year_many", count=len(made))
    return desk.record(made, origin="copied", label=label)


def put_note(desk: Desk, key: CellKey, text: str) -> ChangeSet | None:
    """批注: a note at an address."""
    label = desk.words.say("desk_log.note", name=place_name(desk, key))
    after = typed(desk, desk.snapshot.observations.get(key), FieldKey(key, "note"), text)
    return desk.record([after], origin="typed", label=label)


def flip_flag(desk: Desk, key: CellKey) -> ChangeSet | None:
    """待跟进 on or off."""
    now = desk.snapshot.observations.get(key) or Observation(key.indicator, key.year, key.cell)
    word = "unflag" if now.flagged else "flag"
    label = desk.words.say(f"desk_log.{word}", name=place_name(desk, key))
    return desk.record([replace(now, flagged=not now.flagged)], origin="typed", label=label)


def explain(desk: Desk, explanation: Explanation) -> ChangeSet | None:
    """An explanation of a finding; a blank text takes it away."""
    key = CellKey(explanation.indicator, explanation.year, explanation.cell)
    label = desk.words.say("desk_log.explained", name=place_name(desk, key))
    return desk.record([explanation], origin="explain", label=label)
