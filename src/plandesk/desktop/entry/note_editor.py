"""批注: a one-line editor over the 说明 cell, with the input method on."""

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QFocusEvent, QInputMethodEvent, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from plandesk.core.records import CellKey
from plandesk.desktop.actions.typing import put_note
from plandesk.desktop.desk import Desk
from plandesk.desktop.look.look import Look


class NoteEditor(QLineEdit):
    """Enter or leaving stores, Esc gives back. ``done`` when the keyboard goes back to the grid."""

    done = Signal()

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = look
        self._home = parent
        self._desk: Desk | None = None
        self._key: CellKey | None = None
        self._composing = False
        self.setAccessibleName(self.tr("批注"))
        self.setPlaceholderText(self.tr("写批注，回车保存"))
        self.hide()

    def open_at(self, cell: QRect, desk: Desk, key: CellKey) -> None:
        """Open over ``cell`` (parent coordinates) with the note that stands there."""
        self._desk, self._key = desk, key
        now = desk.snapshot.observations.get(key)
        self.setText(now.note if now else "")
        width = min(max(cell.width(), self._look.dp(300)), self._home.width())
        left = min(cell.left(), self._home.width() - width)
        self.setGeometry(left, cell.top() - 1, width, cell.height() + 3)
        self.show()
        self.raise_()
        self.setFocus()

    def commit(self) -> None:
        """Store what was typed, if open."""
        if self._key is None or self._desk is None:
            return
        desk, key, self._key = self._desk, self._key, None
        self.hide()
        now = desk.snapshot.observations.get(key)
        if self.text().strip() != (now.note if now else ""):
            put_note(desk, key, self.text())

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        self._composing = bool(event.preeditString())
        super().inputMethodEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self._key = None
            self.hide()
            self.done.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not self._composing:
            self.commit()
            self.done.emit()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.commit()
