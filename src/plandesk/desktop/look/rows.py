"""A table model of ready rows: for the small tables of pages that are worked out as a whole."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QPersistentModelIndex

from plandesk.desktop.look.cell import CellLook
from plandesk.desktop.look.table import LookModel

AnyIndex = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()


@dataclass(frozen=True, slots=True)
class TableRow:
    """A row: its cells, and what it stands for (a page knows what to make of it)."""

    cells: tuple[CellLook, ...]
    stands_for: object = None


class RowsModel(LookModel):
    """Rows as they were worked out; equal rows are not painted anew."""

    _rows: tuple[TableRow, ...] = ()

    def show(self, rows: Sequence[TableRow]) -> None:
        """Show other rows; where only cells differ, only those are painted."""
        fresh = tuple(rows)
        if len(fresh) != len(self._rows):
            self.beginResetModel()
            self._rows = fresh
            self.endResetModel()
            return
        before, self._rows = self._rows, fresh
        for number, (old, new) in enumerate(zip(before, fresh, strict=True)):
            for column, (one, other) in enumerate(zip(old.cells, new.cells, strict=True)):
                if one != other:
                    index = self.index(number, column)
                    self.dataChanged.emit(index, index)

    def stands_for(self, row: int) -> object:
        """What a row stands for."""
        return self._rows[row].stands_for if 0 <= row < len(self._rows) else None

    def rowCount(self, parent: AnyIndex = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def look_at(self, row: int, column: int) -> CellLook:
        return self._rows[row].cells[column]
