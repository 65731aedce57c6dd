"""One setting a line: its name, its control, what it does."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QGridLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from plandesk.desktop.look.boxes import CalmBox
from plandesk.desktop.look.look import Look
from plandesk.desktop.look.words import label, rule

NAME_WIDTH, CONTROL_WIDTH, WORDS_WIDTH = 112, 216, 330


class Choice(CalmBox):
    """A drop-down of codes with words; ``take`` is called with the code chosen."""

    def __init__(self, options: Sequence[tuple[str, str]], take: Callable[[str], None]) -> None:
        super().__init__()
        for code, words in options:
            self.addItem(words, code)
        self.activated.connect(lambda _: take(str(self.currentData())))

    def show_code(self, code: str) -> None:
        """Show what is chosen, without taking it."""
        self.setCurrentIndex(max(0, self.findData(code)))


class KeptLine(QLineEdit):
    """A text that is kept when it is left or Enter is pressed; ``keep`` is called with it where it differs."""

    def __init__(self, keep: Callable[[str], None]) -> None:
        super().__init__()
        self._keep = keep
        self._held = ""
        self.editingFinished.connect(self.commit)

    def show_text(self, text: str, hint: str = "") -> None:
        """What is kept; what is typed meanwhile is not wiped."""
        if not (self.hasFocus() and self.isModified()):
            self._held = text
            self.setText(text)
        self.setPlaceholderText(hint)

    def event(self, event: QEvent) -> bool:
        # with nothing typed that could be taken back, Ctrl+Z is the window's: the last step of the file
        undoes = isinstance(event, QKeyEvent) and event.matches(QKeySequence.StandardKey.Undo)
        if undoes and event.type() == QEvent.Type.ShortcutOverride and not self.isUndoAvailable():
            event.ignore()
            return True
        return super().event(event)

    def commit(self) -> None:
        """Keep what is typed."""
        text = self.text().strip()
        if text != self._held and not self.isReadOnly():
            self._held = text
            self.setModified(False)
            self._keep(text)


class SettingsGroup(QWidget):
    """A heading and the settings under it."""

    def __init__(self, look: Look, title: str) -> None:
        super().__init__()
        self._look = look
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(rule())
        column.addWidget(label(title, "heading"))
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(14)
        self._grid.setVerticalSpacing(7)
        self._grid.setColumnStretch(2, 1)
        column.addLayout(self._grid)
        self._column = column
        self._fit()
        look.changed.connect(self._fit)

    def _fit(self) -> None:
        for column, width in enumerate((NAME_WIDTH, CONTROL_WIDTH, WORDS_WIDTH)):
            self._grid.setColumnMinimumWidth(column, self._look.dp(width))

    def add_below(self, widget: QWidget) -> None:
        """Something under the settings of the group."""
        self._column.addWidget(widget)

    def add(self, title: str, control: QWidget, words: str) -> QLabel:
        """A further setting; the label with what it does."""
        row = self._grid.rowCount()
        control.setAccessibleName(title)
        control.setAccessibleDescription(words)
        does = label(words, "soft", wrap=True)
        self._grid.addWidget(label(title), row, 0)
        self._grid.addWidget(control, row, 1)
        self._grid.addWidget(does, row, 2)
        return does
