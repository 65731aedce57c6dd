"""The list of status words under a cell: one digit takes a word, letters filter by pinyin initials."""

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QListWidget, QWidget

from plandesk.core.entry import STATUS_INITIALS
from plandesk.core.records import STATUS_WORDS, Status
from plandesk.desktop.look.look import Look

_ORDER: tuple[Status, ...] = tuple(STATUS_WORDS)


def status_initials(status: Status) -> str:
    """The pinyin initials of a status word."""
    return next(initials for initials, s in STATUS_INITIALS.items() if s == status)


def has_status_starting(letters: str) -> bool:
    """Whether any status word's initials start so."""
    return any(initials.startswith(letters.lower()) for initials in STATUS_INITIALS)


class StatusList(QListWidget):
    """``taken`` with the status chosen; ``typed_past`` with letters that start no status word."""

    taken = Signal(str)
    typed_past = Signal(str)
    left = Signal()

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = look
        self._home = parent
        self._letters = ""
        self._shown: list[Status] = []
        self.setObjectName("menu")
        self.setAccessibleName(self.tr("无数值的原因"))
        self.itemClicked.connect(lambda item: self._take(self.row(item)))
        self.hide()

    def open_at(self, cell: QRect, letters: str = "") -> None:
        """Show the list under ``cell`` (parent coordinates), above it where there is no room below."""
        self._letters = letters.lower()
        self._fill()
        row = self._look.dp(28)
        width, height = self._look.dp(150), row * len(_ORDER) + self._look.dp(2)
        parent = self._home
        top = cell.bottom() + 1 if cell.bottom() + height < parent.height() else cell.top() - height
        left = min(cell.left(), parent.width() - width)
        self.setGeometry(left, max(0, top), width, height)
        self.show()
        self.raise_()
        self.setFocus()

    def _fill(self) -> None:
        self._shown = [s for s in _ORDER if status_initials(s).startswith(self._letters)]
        self.clear()
        for status in self._shown:
            self.addItem(f"{_ORDER.index(status) + 1}  {STATUS_WORDS[status]}  {status_initials(status)}")
        self.setCurrentRow(0)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        text = event.text()
        if event.key() == Qt.Key.Key_Escape:
            self._leave()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab):
            self._take(self.currentRow())
        elif event.key() == Qt.Key.Key_Backspace:
            self._letters = self._letters[:-1]
            self._fill()
        elif text.isdigit() and 1 <= int(text) <= len(_ORDER):
            self.hide()
            self.taken.emit(_ORDER[int(text) - 1])
        elif text.isascii() and text.isalpha():
            self._type(text)
        else:
            super().keyPressEvent(event)

    def _type(self, letter: str) -> None:
        letters = self._letters + letter
        if has_status_starting(letters):
            self._letters = letters.lower()
            self._fill()
        else:
            self.hide()
            self.typed_past.emit(letters)

    def _take(self, row: int) -> None:
        if 0 <= row < len(self._shown):
            self.hide()
            self.taken.emit(self._shown[row])

    def _leave(self) -> None:
        self.hide()
        self.left.emit()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.hide()
