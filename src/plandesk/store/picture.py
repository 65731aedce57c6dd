"""The snapshot of a data file: read whole at opening, then kept up to date change by change."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields, replace
from decimal import Decimal
from typing import TypeVar, cast

from sqlite_utils import Database

from plandesk.core.changes import Change, Row
from plandesk.core.form_reader import form_from_mapping, form_to_mapping
from plandesk.core.indicator import Form, Library
from plandesk.core.plan import Level, Plan, Region
from plandesk.core.plan_reader import plan_from_mapping, plan_to_mapping
from plandesk.core.records import CellKey, Observation, Record, Setting, Town, record_from_row
from plandesk.core.snapshot import Snapshot
from plandesk.store.rows import SHAPES, stored_rows

K = TypeVar("K")
V = TypeVar("V")

# the tables whose mapping in the snapshot is keyed as the table is
_MAPPINGS: Mapping[str, str] = {
    "explanation": "explanations",
    "baseline": "baselines",
    "benchmark": "benchmarks",
    "assessment": "assessments",
    "series_break": "breaks",
    "substitute": "substitutes",
    "missing_item": "missing_items",
    "follow_up": "follow_ups",
    "year_state": "years",
    "county_submission": "county_submissions",
    "county_statement": "county_statements",
    "form_trip": "form_trips",
    "second_entry": "second_entries",
}


def plan_row(plan: Plan, position: int) -> dict[str, str | int | None]:
    """The row that keeps ``plan`` as the ``position``-th of the file."""
    content = _json(plan_to_mapping(plan, stored=True))
    return {"id": plan.id, "position": position, "version": plan.version, "content": content}


def form_row(form: Form, position: int) -> dict[str, str | int | None]:
    """The row that keeps ``form`` as the ``position``-th of the file."""
    content = _json(form_to_mapping(form))
    return {"code": form.code, "position": position, "version": form.version, "content": content}


def read_snapshot(db: Database) -> Snapshot:
    """Everything the file holds."""
    file_id, name, code, level = db.execute(
        "SELECT file_id, region_name, region_code, region_level FROM file"
    ).fetchone()
    empty = Snapshot(file_id, Region(name, code, cast(Level, level)), (), Library.of(()))
    rows = (
        Change(table, tuple(cast(str | int, row[column]) for column in shape.key), None, row)
        for table, shape in SHAPES.items()
        if table != Observation.table
        for row in stored_rows(db, shape)
    )
    regions = _read_observations(db)
    return replace(folded(empty, rows), observations=regions.pop("", {}), counties=regions)


def _read_observations(db: Database) -> dict[str, dict[CellKey, Observation]]:
    regions: dict[str, dict[CellKey, Observation]] = {}
    for observation in _selected(db, f"ORDER BY {', '.join(Observation.key_fields)}"):
        regions.setdefault(observation.region, {})[observation.address] = observation
    return regions


def read_counties(db: Database, year: int) -> Iterator[Observation]:
    """The counties' figures of ``year``, one at a time, by indicator, then cell, then region code."""
    return _selected(db, "WHERE region <> '' AND year = ? ORDER BY indicator, cell, region", year)


def _selected(db: Database, which: str, *values: int) -> Iterator[Observation]:
    # the one table with tens of thousands of rows: the general way by mappings takes three times as long
    columns = [field.name for field in fields(Observation)]
    decimals = [place for place, name in enumerate(columns) if name in ("value", "numerator", "denominator")]
    flagged = columns.index("flagged")
    for stored in db.execute(f"SELECT {', '.join(columns)} FROM observation {which}", values):
        row = list(stored)
        for place in decimals:
            if row[place] is not None:
                row[place] = Decimal(row[place])
        row[flagged] = bool(row[flagged])
        yield Observation(*row)


def folded(snapshot: Snapshot, changes: Iterable[Change]) -> Snapshot:
    """``snapshot`` with ``changes`` made; mappings that none of them touches are shared with it."""
    by_table: dict[str, list[Change]] = {}
    for change in changes:
        by_table.setdefault(change.table, []).append(change)
    new: dict[str, object] = {}
    for table, some in by_table.items():
        if table == Observation.table:
            new |= _observations(snapshot, some)
        elif table == "town":
            new["towns"] = _towns(snapshot.towns, some)
        elif table == "setting":
            settings = {str(c.key[0]): None if c.after is None else _setting(c.after) for c in some}
            new["settings"] = _with(snapshot.settings, settings)
        elif table == "plan":
            new["plans"] = _plans(snapshot.plans, some)
        elif table == "form":
            new["library"] = _library(snapshot.library, some)
        else:
            field = _MAPPINGS[table]
            records = {_snapshot_key(c.key): None if c.after is None else _record(c) for c in some}
            new[field] = _with(getattr(snapshot, field), records)
    return replace(snapshot, **new)  # type: ignore[arg-type]


def _observations(snapshot: Snapshot, changes: Iterable[Change]) -> dict[str, object]:
    by_region: dict[str, dict[CellKey, Observation | None]] = {}
    for change in changes:
        region, indicator, year, cell = change.key
        address = CellKey(str(indicator), int(year), str(cell))
        made = None if change.after is None else cast(Observation, _record(change))
        by_region.setdefault(str(region), {})[address] = made
    new: dict[str, object] = {}
    if "" in by_region:
        new["observations"] = _with(snapshot.observations, by_region.pop(""))
    if by_region:
        counties: dict[str, dict[CellKey, Observation] | None] = {
            code: _with(snapshot.counties.get(code, {}), some) or None for code, some in by_region.items()
        }
        new["counties"] = _with(snapshot.counties, counties)
    return new


def _towns(towns: tuple[Town, ...], changes: Iterable[Change]) -> tuple[Town, ...]:
    records = {str(c.key[0]): None if c.after is None else cast(Town, _record(c)) for c in changes}
    held = _with({town.name: town for town in towns}, records)
    return tuple(sorted(held.values(), key=lambda town: (town.position or 0, town.name)))


def _plans(plans: tuple[Plan, ...], changes: Iterable[Change]) -> tuple[Plan, ...]:
    read = {str(c.key[0]): None if c.after is None else plan_from_mapping(_content(c.after)) for c in changes}
    return tuple(_with({plan.id: plan for plan in plans}, read).values())


def _library(library: Library, changes: Iterable[Change]) -> Library:
    read = {str(c.key[0]): None if c.after is None else form_from_mapping(_content(c.after)) for c in changes}
    return Library.of(tuple(_with({form.code: form for form in library.forms}, read).values()))


def _with(held: Mapping[K, V], news: Mapping[K, V | None]) -> dict[K, V]:
    """A copy of ``held`` with ``news`` put in; None takes away."""
    copy = dict(held)
    for key, value in news.items():
        if value is None:
            copy.pop(key, None)
        else:
            copy[key] = value
    return copy


def _snapshot_key(key: tuple[str | int, ...]) -> object:
    return key[0] if len(key) == 1 else key


def _record(change: Change) -> Record:
    return record_from_row(change.table, cast(Row, change.after))


def _setting(row: Row) -> str:
    return cast(Setting, record_from_row("setting", row)).value


def _content(row: Row) -> Mapping[str, object]:
    return cast(Mapping[str, object], json.loads(str(row["content"])))


def _json(mapping: Mapping[str, object]) -> str:
    return json.dumps(mapping, ensure_ascii=False, separators=(",", ":"))
