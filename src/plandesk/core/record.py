"""What the records of a data file have in common; ``records`` holds them all."""

from dataclasses import dataclass, fields
from decimal import Decimal
from typing import ClassVar


@dataclass(frozen=True, slots=True)
class Record:
    """Common behaviour of the records. ``table`` is the store's table, ``key_fields`` its primary key."""

    table: ClassVar[str]
    key_fields: ClassVar[tuple[str, ...]]

    def key(self) -> tuple[str | int, ...]:
        """The primary key, as stored."""
        return tuple(getattr(self, name) for name in self.key_fields)

    @property
    def is_blank(self) -> bool:
        """Whether nothing is left to store."""
        return all(
            getattr(self, f.name) in ("", None, False) for f in fields(self) if f.name not in self.key_fields
        )

    def as_row(self) -> dict[str, str | int | None]:
        """The record as a row: decimals as canonical text, booleans as 0/1."""
        # no asdict: it copies deeply, which is half the time of a large import
        row = ((f.name, getattr(self, f.name)) for f in fields(self))
        return {
            name: format(v, "f") if isinstance(v, Decimal) else int(v) if isinstance(v, bool) else v
            for name, v in row
        }
