"""Rows of the data file: which tables can change, how a change is read from and written to its table."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import MISSING, dataclass, fields
from types import MappingProxyType
from typing import cast

from sqlite_utils import Database

from plandesk.core.changes import Change, Row
from plandesk.core.records import RECORDS, Record

Cell = str | int | None
Key = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class TableShape:
    """A table of the data file: its key columns, its other columns and what each holds when unsaid."""

    name: str
    key: tuple[str, ...]
    defaults: Mapping[str, Cell]

    @property
    def columns(self) -> tuple[str, ...]:
        """All columns, the key's first."""
        return (*self.key, *self.defaults)

    def packed(self, row: Row | None) -> str | None:
        """``row`` as the log keeps it: JSON without the key and without what stands at its default."""
        if row is None:
            return None
        told = {name: row[name] for name, unsaid in self.defaults.items() if row[name] != unsaid}
        return json.dumps(told, ensure_ascii=False, sort_keys=True, separators=(",", ":"))

    def unpacked(self, key: Key, text: str | None) -> dict[str, Cell] | None:
        """The inverse of ``packed``; a column newer than the entry stands at its default."""
        if text is None:
            return None
        told = cast(dict[str, Cell], json.loads(text))
        return {**dict(zip(self.key, key, strict=True)), **self.defaults, **told}


def _shape(kind: type[Record]) -> TableShape:
    defaults: dict[str, Cell] = {}
    for column in fields(kind):
        if column.name not in kind.key_fields:
            if column.default is MISSING:
                raise TypeError(f"{kind.__name__}.{column.name} needs a default, which the log leaves out")
            unsaid = column.default
            defaults[column.name] = int(unsaid) if isinstance(unsaid, bool) else unsaid
    return TableShape(kind.table, kind.key_fields, MappingProxyType(defaults))


PLAN = TableShape("plan", ("id",), MappingProxyType({"position": 0, "version": 1, "content": ""}))
FORM = TableShape("form", ("code",), MappingProxyType({"position": 0, "version": 1, "content": ""}))
SHAPES: Mapping[str, TableShape] = MappingProxyType(
    {shape.name: shape for shape in (PLAN, FORM, *(_shape(kind) for kind in RECORDS))}
)


def fetch(db: Database, shape: TableShape, key: Key) -> dict[str, Cell] | None:
    """The row stored under ``key``, None where there is none."""
    where = " AND ".join(f"{column} = ?" for column in shape.key)
    found = db.execute(f"SELECT {', '.join(shape.columns)} FROM {shape.name} WHERE {where}", key).fetchone()
    return None if found is None else dict(zip(shape.columns, found, strict=True))


def stored_rows(db: Database, shape: TableShape) -> Iterator[dict[str, Cell]]:
    """Every row of the table in the order of its key, plans, forms and townships in the file's own order."""
    order = ("position", *shape.key) if "position" in shape.columns else shape.key
    columns = ", ".join(shape.columns)
    for found in db.execute(f"SELECT {columns} FROM {shape.name} ORDER BY {', '.join(order)}"):
        yield dict(zip(shape.columns, found, strict=True))


def write(db: Database, change: Change) -> None:
    """Make ``change`` in its table: put the row that stands after it, or take the row away."""
    shape = SHAPES[change.table]
    if change.after is None:
        where = " AND ".join(f"{column} = ?" for column in shape.key)
        db.execute(f"DELETE FROM {shape.name} WHERE {where}", change.key)
        return
    marks = ", ".join("?" for _ in shape.columns)
    news = ", ".join(f"{column} = excluded.{column}" for column in shape.defaults)
    db.execute(
        f"INSERT INTO {shape.name} ({', '.join(shape.columns)}) VALUES ({marks})"
        f" ON CONFLICT ({', '.join(shape.key)}) DO UPDATE SET {news}",
        [change.after[column] for column in shape.columns],
    )


def changes_to(db: Database, wanted: Iterable[tuple[TableShape, Key, Row | None]]) -> tuple[Change, ...]:
    """The changes that bring the tables to the ``wanted`` rows; of a key wanted twice the last stands.

    What is stored already makes no change; a figure entered again keeps where it first came from, except that
    a sample or a copied figure becomes the clerk's own when entered.
    """
    last = {(shape.name, key): row for shape, key, row in wanted}
    changes = []
    for (table, key), after in last.items():
        before = fetch(db, SHAPES[table], key)
        if not _says_the_same(table, before, after):
            changes.append(Change(table, key, before, after))
    return tuple(changes)


def wanted_row(record: Record) -> tuple[TableShape, Key, Row | None]:
    """Where ``record`` is stored and as what; a blank record is stored as nothing."""
    return SHAPES[record.table], record.key(), None if record.is_blank else cast(Row, record.as_row())


def _says_the_same(table: str, before: Row | None, after: Row | None) -> bool:
    if table != "observation" or before is None or after is None:
        return before == after
    if {before["origin"], after["origin"]} & {"sample", "copied"}:
        return before == after
    return all(before[column] == after[column] for column in before if column != "origin")
