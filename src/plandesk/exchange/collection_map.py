"""The identity of a collection form (标识): file, year, unit, and where each figure stands, with what was
sent.
"""

from dataclasses import dataclass, fields

from plandesk import __version__
from plandesk.core.records import Observation
from plandesk.core.snapshot import Snapshot
from plandesk.exchange.plain_rows import PlainRows

SHEET_NAME = "标识"
CHOICES_SHEET = "选项"
CHOICES_NAME = "无数据原因"
MAGIC = "plandesk"
KIND = "collection"
FORMAT = "1"
# The columns of the form by field, as it is written: A is 1.
COLUMN_OF = {
    "number": 1,
    "name": 2,
    "unit": 3,
    "method": 4,
    "before": 5,
    "last": 6,
    "numerator": 7,
    "denominator": 8,
    "value": 9,
    "change": 10,
    "status": 11,
    "note": 12,
}
FIRST_ROW = 8


@dataclass(frozen=True, slots=True)
class MapRow:
    """A figure's place on the form, and what stood in its cells when the form was made."""

    sheet: str
    row: str
    indicator: str
    cell: str
    name: str
    number: str
    value: str = ""
    numerator: str = ""
    denominator: str = ""
    status: str = ""
    note: str = ""
    origin: str = ""


MAP_COLUMNS: tuple[str, ...] = tuple(f.name for f in fields(MapRow))


def map_row(
    sheet: str, row: int, number: str, name: str, observation: Observation | None, code: str, cell: str
) -> MapRow:
    """The map's row of a figure that is put at ``row`` of ``sheet``."""
    if observation is None:
        return MapRow(sheet, str(row), code, cell, name, number)
    status = "" if observation.status == "value" else observation.status
    return MapRow(
        sheet,
        str(row),
        code,
        cell,
        name,
        number,
        value=observation.text,
        numerator=observation.numerator_text,
        denominator=observation.denominator_text,
        status=status,
        note=observation.note,
        origin=observation.origin,
    )


def identity(snapshot: Snapshot, year: int, unit: str, rows: tuple[MapRow, ...]) -> PlainRows:
    """The hidden sheet's content."""
    header = {
        MAGIC: KIND,
        "format": FORMAT,
        "program": __version__,
        "file_id": snapshot.file_id,
        "region": snapshot.region.code,
        "region_name": snapshot.region.name,
        "year": str(year),
        "unit": unit,
        "forms": ";".join(f"{f.code}={f.version}" for f in snapshot.library.forms),
        "sample": "示例" if snapshot.has_samples() else "",
    }
    return PlainRows(header, MAP_COLUMNS, tuple(tuple(getattr(r, c) for c in MAP_COLUMNS) for r in rows))
