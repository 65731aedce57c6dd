"""The columns of the entry grid (ui.md part 5) and which of them are for typing."""

from collections.abc import Mapping
from types import MappingProxyType

from PySide6.QtCore import QCoreApplication

from plandesk.core.entry import Field
from plandesk.desktop.look.cell import Column


def _tr(text: str) -> str:
    return QCoreApplication.translate("Entry", text)


FIELD_OF: Mapping[str, Field] = MappingProxyType(
    {"numerator": "numerator", "denominator": "denominator", "value": "value", "note": "note"}
)
COMPACT_HIDES = ("unit", "note")
WIDE_SHOWS = ("two_back", "three_back")


def entry_columns(year: int, *, sealed: bool, last_sealed: bool) -> tuple[Column, ...]:
    """All columns in order; the two earlier years are shown on wide windows only."""
    return (
        Column("name", _tr("指标"), 226),
        Column("target", _tr("目标值"), 62, "right"),
        Column("unit", _tr("责任单位"), 64),
        Column("three_back", f"{year - 3}年", 68, "decimal"),
        Column("two_back", f"{year - 2}年", 68, "decimal"),
        Column("last", _tr("上年"), 68, "decimal", lock=last_sealed),
        Column("numerator", _tr("分子"), 60, "right"),
        Column("denominator", _tr("分母"), 68, "right"),
        Column("value", _tr("本年"), 78, "decimal", lock=sealed),
        Column("change", _tr("较上年"), 70, "decimal"),
        Column("attained", _tr("达标"), 84),
        Column("state", _tr("状态"), 74),
        Column("note", _tr("说明"), 0, least=96),
    )
