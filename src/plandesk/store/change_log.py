"""The append-only change log: every step with its changes, read back as history and as what can be undone."""

import json
from collections.abc import Iterable, Iterator
from itertools import groupby

from sqlite_utils import Database

from plandesk.core.changes import Change, ChangeSet, Row
from plandesk.store.rows import SHAPES, Key


class Steps:
    """The batches that can be undone and redone, each with its label, the next one last."""

    def __init__(self) -> None:
        self.done: list[tuple[int, str]] = []
        self.undone: list[tuple[int, str]] = []

    def take(self, made: ChangeSet, *, closes: bool) -> None:
        """Follow ``made`` into the log. What ``closes`` a year cannot be stepped over."""
        if closes:
            self.done.clear()
            self.undone.clear()
        elif made.undoes is None:
            self.done.append((made.batch, made.label))
            self.undone.clear()
        elif made.origin == "undo":
            self.undone.append(self.done.pop())
        else:
            self.done.append(self.undone.pop())


def append(db: Database, made: ChangeSet) -> None:
    """Write ``made`` to the log; call it within the transaction that writes the changes themselves."""
    db.execute(
        "INSERT INTO change_batch (id, at, who, origin, label, undoes) VALUES (?, ?, ?, ?, ?, ?)",
        (made.batch, made.at, made.who, made.origin, made.label, made.undoes),
    )
    append_further(db, made.batch, made.changes)


def append_further(db: Database, batch: int, changes: Iterable[Change], first: int = 0) -> None:
    """Write ``changes`` to a batch that stands in the log already, counted on from ``first``."""
    for seq, change in enumerate(changes, start=first):
        shape = SHAPES[change.table]
        key = json.dumps(change.key, ensure_ascii=False, separators=(",", ":"))
        row = (batch, seq, shape.name, key, shape.packed(change.before), shape.packed(change.after))
        db.execute("INSERT INTO change (batch, seq, tbl, key, before, after) VALUES (?, ?, ?, ?, ?, ?)", row)


def last_batch(db: Database) -> tuple[int, str | None]:
    """The number of the newest batch and when it was made; 0 and None in an empty log."""
    found = db.execute("SELECT id, at FROM change_batch ORDER BY id DESC LIMIT 1").fetchone()
    return (0, None) if found is None else (int(found[0]), str(found[1]))


def changes_of(db: Database, batch: int) -> tuple[Change, ...]:
    """The changes of one batch in their order."""
    found = db.execute("SELECT tbl, key, before, after FROM change WHERE batch = ? ORDER BY seq", (batch,))
    return tuple(_change(*row) for row in found)


def read_history(db: Database, indicator: str | None, limit: int | None) -> tuple[ChangeSet, ...]:
    """The newest ``limit`` batches, newest first; with ``indicator`` only the changes that touch it."""
    # a 督办单 is kept under its number and names its indicator beside it
    touches = (
        "(EXISTS (SELECT 1 FROM json_each(c.key) AS part WHERE part.value = :code)"
        " OR (c.tbl = 'follow_up' AND"
        " :code IN (json_extract(c.before, '$.indicator'), json_extract(c.after, '$.indicator'))))"
    )
    where = "1" if indicator is None else touches
    found = db.execute(
        f"""
        WITH newest AS (
            SELECT DISTINCT b.id FROM change_batch AS b LEFT JOIN change AS c ON c.batch = b.id
            WHERE {where} ORDER BY b.id DESC LIMIT :limit
        )
        SELECT b.id, b.at, b.who, b.origin, b.label, b.undoes, c.tbl, c.key, c.before, c.after
        FROM newest JOIN change_batch AS b ON b.id = newest.id LEFT JOIN change AS c ON c.batch = b.id
        WHERE {where} ORDER BY b.id DESC, c.seq
        """,
        {"code": indicator, "limit": -1 if limit is None else limit},
    )
    history = []
    for (batch, at, who, origin, label, undoes), rows in groupby(found, key=lambda row: row[:6]):
        changes = tuple(_change(*row[6:]) for row in rows if row[6] is not None)
        history.append(ChangeSet(batch, at, who, origin, label, changes, undoes))
    return tuple(history)


def read_steps(db: Database) -> Steps:
    """What can be undone and redone, rebuilt from the whole log."""
    closing = {int(row[0]) for row in db.execute(_CLOSING_BATCHES)}
    steps = Steps()
    for batch, at, who, origin, label, undoes in db.execute(
        "SELECT id, at, who, origin, label, undoes FROM change_batch ORDER BY id"
    ):
        made = ChangeSet(batch, at, who, origin, label, (), undoes)
        steps.take(made, closes=batch in closing)
    return steps


def closes_a_year(changes: Iterable[Change]) -> bool:
    """Whether the changes seal a year or open a sealed one: steps before that cannot be undone any more."""
    return any(
        change.table == "year_state" and _sealed(change.before) != _sealed(change.after) for change in changes
    )


def replay_faults(db: Database) -> Iterator[tuple[str, Key]]:
    """The table and key of every fact that the log does not lead to.

    Each change must begin with what the one before left, and the last must leave what stands in the table.
    Plans and forms begin with what was copied into the file at its making, every other fact with nothing.
    """
    left: dict[tuple[str, Key], str | None] = {}
    logged = db.execute("SELECT tbl, key, before, after FROM change ORDER BY batch, seq")
    for table, key_text, before, after in logged:
        address = (str(table), _key(key_text))
        if left.get(address, before if table in _COPIED else None) != before:
            yield address
        left[address] = after
    for table, shape in SHAPES.items():
        columns = ", ".join(shape.columns)
        for row in db.execute(f"SELECT {columns} FROM {table}"):
            stored = dict(zip(shape.columns, row, strict=True))
            address = (table, tuple(stored[column] for column in shape.key))
            packed = shape.packed(stored)
            if left.pop(address, packed if table in _COPIED else None) != packed:
                yield address
    yield from (address for address, after in left.items() if after is not None)


_COPIED = ("plan", "form")
_CLOSING_BATCHES = (
    "SELECT DISTINCT batch FROM change WHERE tbl = 'year_state'"
    " AND coalesce(json_extract(before, '$.sealed'), 0) <> coalesce(json_extract(after, '$.sealed'), 0)"
)


def _sealed(row: Row | None) -> bool:
    return row is not None and bool(row["sealed"])


def _key(text: str) -> Key:
    return tuple(json.loads(text))


def _change(table: str, key_text: str, before: str | None, after: str | None) -> Change:
    key, shape = _key(key_text), SHAPES[table]
    return Change(table, key, shape.unpacked(key, before), shape.unpacked(key, after))
