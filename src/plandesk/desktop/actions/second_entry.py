"""复录核对 from the window: a figure typed again, the second taken or the first kept. Each is one step of the log."""

from plandesk.core.changes import ChangeSet
from plandesk.core.entry import Field
from plandesk.core.records import CellKey, Observation, SecondEntry, Setting
from plandesk.core.second_entry import (
    SCOPE_SETTING,
    Scope,
    first_kept,
    first_text,
    second_of,
    second_taken,
    second_text,
    with_second,
)
from plandesk.desktop.actions.typing import FieldKey, place_name
from plandesk.desktop.desk import Desk


def type_second(desk: Desk, place: FieldKey, text: str) -> ChangeSet | None:
    """The second typing of one cell; blank takes it away. Nothing where no figure stands there any more."""
    now = desk.snapshot.observations.get(place.key)
    if now is None:
        return None
    made = with_second(now, second_of(desk.snapshot, place.key), place.field, text, **_stamp(desk))
    return desk.record([made], origin="second", label=_label(desk, "second", place, text=text.strip()))


def take_second(desk: Desk, place: FieldKey) -> ChangeSet | None:
    """The second typing stands in place of the first: figure and verification in one step."""
    found = _both(desk, place)
    if found is None:
        return None
    now, second = found
    indicator = desk.snapshot.indicator(place.key.indicator)
    made = second_taken(now, second, place.field, indicator, **_stamp(desk))
    words = _texts(now, second, place.field)
    return desk.record(made, origin="second", label=_label(desk, "second_taken", place, **words))


def keep_first(desk: Desk, place: FieldKey) -> ChangeSet | None:
    """The first typing was right: it stays, and is verified."""
    found = _both(desk, place)
    if found is None:
        return None
    now, second = found
    made = first_kept(now, second, place.field, **_stamp(desk))
    words = _texts(now, second, place.field)
    return desk.record([made], origin="second", label=_label(desk, "first_kept", place, **words))


def forget_second(desk: Desk, key: CellKey) -> ChangeSet | None:
    """Delete: the second typing of an address is taken away, to be typed anew."""
    if second_of(desk.snapshot, key) is None:
        return None
    label = desk.words.say("desk_log.second_forgotten", name=place_name(desk, key))
    return desk.record([SecondEntry(key.indicator, key.year, key.cell)], origin="second", label=label)


def choose_scope(desk: Desk, scope: Scope) -> ChangeSet | None:
    """Which indicators of the file are typed twice: the key ones or every one."""
    label = desk.words.say(f"desk_log.second_scope_{scope}")
    return desk.record(
        [Setting(SCOPE_SETTING, "all" if scope == "all" else "")], origin="setting", label=label
    )


def _both(desk: Desk, place: FieldKey) -> tuple[Observation, SecondEntry] | None:
    now, second = desk.snapshot.observations.get(place.key), second_of(desk.snapshot, place.key)
    return None if now is None or second is None else (now, second)


def _stamp(desk: Desk) -> dict[str, str]:
    return {"by": desk.file.by, "at": desk.now().isoformat(timespec="seconds")}


def _texts(now: Observation, second: SecondEntry, field: Field) -> dict[str, str]:
    return {"first": first_text(now, field), "second": second_text(second, field)}


def _label(desk: Desk, word: str, place: FieldKey, **slots: str) -> str:
    field = desk.words.say(f"desk_field.{place.field}")
    return desk.words.say(f"desk_log.{word}", name=place_name(desk, place.key), field=field, **slots)
