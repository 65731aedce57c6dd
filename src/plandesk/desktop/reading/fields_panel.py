"""A small form over the page: labelled fields, Tab between them, Enter takes, Esc leaves."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QFormLayout, QFrame, QLineEdit, QVBoxLayout, QWidget

from plandesk.desktop.look.boxes import CalmBox
from plandesk.desktop.look.look import Look
from plandesk.desktop.look.words import label, set_kind

_WIDTH = 620


@dataclass(frozen=True, slots=True)
class FieldLine:
    """A field: its key, its words, what stands in it; ``choices`` are (word, value) of a drop-down."""

    key: str
    words: str
    value: str
    choices: tuple[tuple[str, str], ...] = ()


class FieldsPanel(QFrame):
    """``taken`` with a dict of texts by key when Enter is pressed; it stays open until ``close_``. ``left`` after Esc."""

    taken = Signal(object)
    left = Signal()

    def __init__(self, look: Look, home: QWidget) -> None:
        super().__init__(home)
        self._look, self._home = look, home
        self.setObjectName("palette")
        self.setAutoFillBackground(True)
        self._title, self._wrong = label("", "soft"), label("", "bad", wrap=True)
        self._form = QFormLayout()
        self._form.setContentsMargins(16, 4, 16, 4)
        self._form.setVerticalSpacing(6)
        foot = label(self.tr("Tab 换格    回车 存    Esc 不改"), "soft")
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 8, 1, 8)
        for widget in (self._title, self._wrong, foot):
            widget.setContentsMargins(16, 0, 16, 0)
        column.addWidget(self._title)
        column.addLayout(self._form)
        column.addWidget(self._wrong)
        column.addWidget(foot)
        self.fields: dict[str, QWidget] = {}
        self.hide()

    def open_for(self, title: str, lines: Sequence[FieldLine]) -> None:
        """Open with the fields of ``lines``, the keyboard in the first."""
        while self._form.rowCount():
            self._form.removeRow(0)
        self.fields = {}
        for line in lines:
            made = self._box(line) if line.choices else self._line(line)
            made.setAccessibleName(line.words)
            made.installEventFilter(self)
            self.fields[line.key] = made
            self._form.addRow(label(line.words, "soft"), made)
        self._title.setText(title)
        self.tell("")
        width = min(self._look.dp(_WIDTH), self._home.width() - 20)
        self.setFixedWidth(width)
        self.adjustSize()
        self.move((self._home.width() - width) // 2, self._look.dp(46))
        self.show()
        self.raise_()
        self._stand_in(next(iter(self.fields.values())))

    def _line(self, line: FieldLine) -> QLineEdit:
        made = QLineEdit(line.value)
        made.setCursorPosition(0)
        return made

    def _box(self, line: FieldLine) -> QComboBox:
        made = CalmBox(self)
        for words, value in line.choices:
            made.addItem(words, value)
        made.setCurrentIndex(max(0, made.findData(line.value)))
        return made

    def tell(self, words: str) -> None:
        """What is wrong with what was typed."""
        self._wrong.setText(words)
        self._wrong.setVisible(bool(words))
        set_kind(self._wrong, "bad")

    @property
    def wrong(self) -> str:
        """What was told."""
        return self._wrong.text()

    def typed(self) -> dict[str, str]:
        """What stands in the fields."""
        return {
            key: str(w.currentData())
            if isinstance(w, QComboBox)
            else w.text()
            if isinstance(w, QLineEdit)
            else ""
            for key, w in self.fields.items()
        }

    def close_(self) -> None:
        """Close; nothing is told."""
        self.hide()

    def _stand_in(self, widget: QWidget) -> None:
        widget.setFocus()
        if isinstance(widget, QLineEdit):
            widget.selectAll()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return super().eventFilter(watched, event)
        match event.key():
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                self.taken.emit(self.typed())
            case Qt.Key.Key_Escape:
                self.hide()
                self.left.emit()
            case Qt.Key.Key_Tab | Qt.Key.Key_Backtab:
                self._step(watched, -1 if event.key() == Qt.Key.Key_Backtab else 1)
            case _:
                return super().eventFilter(watched, event)
        return True

    def _step(self, here: QObject, step: int) -> None:
        """Tab stays within the fields."""
        fields = list(self.fields.values())
        at = next(n for n, field in enumerate(fields) if field is here)
        self._stand_in(fields[(at + step) % len(fields)])
