"""The table of the list of 评估预警: columns give way, one after the other, where there is no room for all."""

from collections.abc import Collection
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent

from plandesk.desktop.look.table import DeskTable

_GIVES_WAY = ("stage", "forecast")


class TargetTable(DeskTable):
    """The list; Esc and Ctrl+Enter are the page's. ``reached`` when it gets the keyboard."""

    reached = Signal()
    _unwanted: frozenset[str] = frozenset()

    def leave_out(self, columns: Collection[str]) -> None:
        """Show all columns but those, as far as there is room."""
        self._unwanted = frozenset(columns)
        self.fit_columns()

    def fit_columns(self) -> None:
        model: Any = self.model()
        if model is None:
            return
        hidden = set(self._unwanted)
        for key in _GIVES_WAY:
            if self._needed(hidden) <= self.viewport().width():
                break
            hidden.add(key)
        for number, column in enumerate(model.columns):
            self.setColumnHidden(number, column.key in hidden)
        super().fit_columns()

    def _needed(self, hidden: Collection[str]) -> int:
        model: Any = self.model()
        return sum(self.look.dp(c.width or c.least) for c in model.columns if c.key not in hidden)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.reached.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        held = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and held:
            event.ignore()
            return
        super().keyPressEvent(event)
