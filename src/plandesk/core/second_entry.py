"""复录核对: a figure typed a second time with the first hidden; what was verified, what differs, what still waits."""

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Literal

from plandesk.core.entry import Field, field_of, read_field, type_into
from plandesk.core.entry_sheet import SheetRow
from plandesk.core.figures import cells_of
from plandesk.core.indicator import Indicator
from plandesk.core.quantity import Unreadable, canonical
from plandesk.core.records import CellKey, Observation, SecondEntry
from plandesk.core.snapshot import Snapshot
from plandesk.core.totals import COMPUTED

State = Literal["", "waiting", "differs", "verified"]
Scope = Literal["key", "all"]
# the setting of the data file that says which indicators are typed twice: "" the key ones, "all" every one
SCOPE_SETTING = "second_entry_scope"
_COLUMNS: tuple[tuple[Field, str], ...] = (
    ("numerator", "numerator_text"),
    ("denominator", "denominator_text"),
    ("value", "text"),
)
_COLUMN_OF = dict(_COLUMNS)


def first_text(observation: Observation, field: Field) -> str:
    """What stands in a field as typed the first time."""
    return str(getattr(observation, _COLUMN_OF[field]))


def second_text(second: SecondEntry | None, field: Field) -> str:
    """What was typed there the second time, "" for nothing yet."""
    return "" if second is None else str(getattr(second, _COLUMN_OF[field]))


def fields_to_type(observation: Observation | None) -> tuple[Field, ...]:
    """The fields to be typed again: those that hold a typed figure. None of a status word or of what is added up."""
    if observation is None or observation.status != "value" or observation.origin == COMPUTED:
        return ()
    return tuple(field for field, _ in _COLUMNS if first_text(observation, field))


def figures_of(observation: Observation) -> str:
    """The figures of an observation as one text: when it is another one, they have to be typed again."""
    return ";".join(f"{field}={_as_read(observation, field)}" for field in fields_to_type(observation))


def _as_read(observation: Observation, field: Field) -> str:
    figure = field_of(observation, field)
    return first_text(observation, field) if figure is None else canonical(figure)


def agrees(observation: Observation, field: Field, text: str, indicator: Indicator) -> bool:
    """Whether ``text`` says the same as what stands in ``field``: the same figure, however written."""
    try:
        return canonical(read_field(text, field, indicator)) == _as_read(observation, field)
    except Unreadable:
        return text.strip() == first_text(observation, field)


def holds(observation: Observation | None, second: SecondEntry | None) -> bool:
    """Whether a second typing still speaks of the figures that stand there."""
    return observation is not None and second is not None and second.compared == figures_of(observation)


def differing(
    observation: Observation, second: SecondEntry | None, indicator: Indicator
) -> tuple[Field, ...]:
    """The fields in which the two typings differ."""
    if second is None or not holds(observation, second):
        return ()
    return tuple(
        field
        for field in fields_to_type(observation)
        if (text := second_text(second, field)) and not agrees(observation, field, text, indicator)
    )


def state_of(observation: Observation | None, second: SecondEntry | None, indicator: Indicator) -> State:
    """Where a figure stands: nothing to verify, to be typed again, two typings that differ, verified."""
    fields = fields_to_type(observation)
    if observation is None or not fields:
        return ""
    if second is None or not holds(observation, second):
        return "waiting"
    if differing(observation, second, indicator):
        return "differs"
    return "verified" if all(second_text(second, field) for field in fields) else "waiting"


def with_second(
    observation: Observation, second: SecondEntry | None, field: Field, text: str, *, by: str, at: str
) -> SecondEntry:
    """The second typing with ``text`` in ``field``; one of figures that changed since is begun anew."""
    kept = second if second is not None and holds(observation, second) else None
    key = observation.address
    base = kept or SecondEntry(key.indicator, key.year, key.cell)
    changed = replace(base, **{_COLUMN_OF[field]: text.strip()})  # type: ignore[arg-type]
    return replace(changed, compared=figures_of(observation), by=by, at=at)


def second_taken(
    observation: Observation, second: SecondEntry, field: Field, indicator: Indicator, *, by: str, at: str
) -> tuple[Observation, SecondEntry]:
    """Both records once the second typing of ``field`` stands in place of the first."""
    text = second_text(second, field)
    after = type_into(observation, observation.address, field, text, indicator, "typed")
    return after, replace(second, compared=figures_of(after), by=by, at=at)


def first_kept(
    observation: Observation, second: SecondEntry, field: Field, *, by: str, at: str
) -> SecondEntry:
    """The second typing once the first of ``field`` was found right."""
    return with_second(observation, second, field, first_text(observation, field), by=by, at=at)


@dataclass(frozen=True, slots=True)
class Tally:
    """How far the second typing is: figures to be typed again in all, verified, differing."""

    total: int = 0
    verified: int = 0
    differing: int = 0

    @property
    def waiting(self) -> int:
        """Those still to be typed."""
        return self.total - self.verified - self.differing

    def __add__(self, other: "Tally") -> "Tally":
        return Tally(
            self.total + other.total, self.verified + other.verified, self.differing + other.differing
        )


def scope_of(snapshot: Snapshot) -> Scope:
    """Which indicators the data file has typed twice."""
    return "all" if snapshot.settings.get(SCOPE_SETTING) == "all" else "key"


def in_scope(row: SheetRow, scope: Scope, year: int) -> bool:
    """Whether a row is typed twice: every row, or the key ones.

    Key is what the county said is; where it said nothing, a row whose figure decides whether a goal's target is attained.
    """
    return scope == "all" or row.typed_twice(year)


def addresses_to_type(
    rows: Iterable[SheetRow], snapshot: Snapshot, year: int, scope: Scope
) -> Iterator[tuple[SheetRow, CellKey]]:
    """The addresses of ``rows`` with figures to be typed again, breakdown cells behind their total."""
    for row in rows:
        if not in_scope(row, scope, year):
            continue
        for cell in ("", *cells_of(row.indicator, snapshot.towns)):
            key = CellKey(row.indicator.code, year, cell)
            if fields_to_type(snapshot.observations.get(key)):
                yield row, key


def tally(
    rows: Collection[SheetRow],
    snapshot: Snapshot,
    year: int,
    scope: Scope,
    keeps: Callable[[SheetRow], bool] = lambda row: True,
) -> Tally:
    """How far the second typing of those rows is."""
    states = [
        state_of(snapshot.observations.get(key), snapshot.second_entries.get(_place(key)), row.indicator)
        for row, key in addresses_to_type(filter(keeps, rows), snapshot, year, scope)
    ]
    return Tally(len(states), states.count("verified"), states.count("differs"))


def second_of(snapshot: Snapshot, key: CellKey) -> SecondEntry | None:
    """The second typing at an address, if there is one."""
    return snapshot.second_entries.get(_place(key))


def _place(key: CellKey) -> tuple[str, int, str]:
    return key.indicator, key.year, key.cell
