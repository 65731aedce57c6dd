"""A table whose columns give way, one after the other, where there is no room for all."""

from collections.abc import Collection, Sequence
from typing import Any

from PySide6.QtWidgets import QWidget

from plandesk.desktop.look.look import Look
from plandesk.desktop.look.table import DeskTable


class YieldingTable(DeskTable):
    """``gives_way`` are the keys of the columns that can be done without, the first to go first."""

    def __init__(self, look: Look, gives_way: Sequence[str], parent: QWidget | None = None) -> None:
        self._gives_way = tuple(gives_way)
        self._unwanted: frozenset[str] = frozenset()
        super().__init__(look, parent)

    def leave_out(self, columns: Collection[str]) -> None:
        """Show all columns but those, as far as there is room."""
        self._unwanted = frozenset(columns)
        self.fit_columns()

    def fit_columns(self) -> None:
        model: Any = self.model()
        if model is None:
            return
        hidden = set(self._unwanted)
        for key in self._gives_way:
            if self._needed(hidden) <= self.viewport().width():
                break
            hidden.add(key)
        for number, column in enumerate(model.columns):
            self.setColumnHidden(number, column.key in hidden)
        super().fit_columns()

    def _needed(self, hidden: Collection[str]) -> int:
        model: Any = self.model()
        return sum(self.look.dp(c.width or c.least) for c in model.columns if c.key not in hidden)
