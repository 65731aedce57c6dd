"""The two small forms of a 督办单: opening one (to whom, by when), and what came back or came of it, with its day."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QInputMethodEvent, QKeyEvent
from PySide6.QtWidgets import (
    QComboBox,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QWidget,
)

from plandesk.desktop.look.boxes import CalmBox
from plandesk.desktop.look.look import Look
from plandesk.desktop.look.words import button, label

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_NAMES, _DAY_WIDTH, _TWO_LINES = 32, 110, 46


class TextBox(QPlainTextEdit):
    """Two lines to write in; Enter goes on (``entered``), except inside a composition. Tab leaves."""

    entered = Signal()

    def __init__(self, look: Look, name: str) -> None:
        super().__init__()
        self._composing = False
        self.setAccessibleName(name)
        self.setTabChangesFocus(True)
        self.setFixedHeight(look.dp(_TWO_LINES))

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        self._composing = bool(event.preeditString())
        super().inputMethodEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _ENTER and not self._composing:
            self.entered.emit()
        elif event.key() == Qt.Key.Key_Escape:
            event.ignore()  # the panel's
        else:
            super().keyPressEvent(event)


def _grid(widget: QWidget, look: Look) -> QGridLayout:
    made = QGridLayout(widget)
    made.setContentsMargins(0, 0, 0, 0)
    made.setHorizontalSpacing(8)
    made.setVerticalSpacing(6)
    made.setColumnMinimumWidth(0, look.dp(_NAMES))
    made.setColumnStretch(1, 1)
    return made


class OpeningForm(QWidget):
    """``kept`` with unit and day as typed, ``dropped`` on Esc."""

    kept = Signal(str, str)
    dropped = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.unit, self.due = CalmBox(), QLineEdit()
        self.unit.setEditable(True)
        self.unit.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.unit.setAccessibleName(self.tr("督办单发给"))
        self.unit.setMinimumContentsLength(8)
        self.due.setAccessibleName(self.tr("回复期限"))
        self.due.setFixedWidth(look.dp(_DAY_WIDTH))
        self.note = label("", "bad", wrap=True)
        grid, foot = _grid(self, look), QHBoxLayout()
        foot.setSpacing(8)
        foot.addWidget(self.due)
        self.keep = button(self.tr("存"), self.save, "primary", name=self.tr("存督办单"))
        foot.addWidget(self.keep)
        foot.addWidget(button(self.tr("不开  Esc"), self.dropped.emit, name=self.tr("不开督办单")))
        foot.addStretch(1)
        grid.addWidget(label(self.tr("单位"), "soft"), 0, 0)
        grid.addWidget(self.unit, 0, 1)
        grid.addWidget(label(self.tr("期限"), "soft"), 1, 0)
        grid.addLayout(foot, 1, 1)
        grid.addWidget(self.note, 2, 1)
        line = self.unit.lineEdit()
        assert line is not None
        line.returnPressed.connect(self._to_due)
        self.due.returnPressed.connect(self.save)

    def start(self, units: Sequence[str], unit: str, due: str) -> None:
        """Offer ``unit`` and ``due``, with the keyboard in the unit."""
        self.unit.clear()
        self.unit.addItems(list(units))
        self.unit.setEditText(unit)
        self.due.setText(due)
        self.complain("")
        self.unit.setFocus()
        line = self.unit.lineEdit()
        if line is not None:
            line.selectAll()

    def _to_due(self) -> None:
        self.due.setFocus()
        self.due.selectAll()

    def complain(self, sentence: str) -> None:
        """Say in place what is wrong."""
        self.note.setText(sentence)
        self.note.setVisible(bool(sentence))

    def save(self) -> None:
        """Hand over what is typed."""
        self.kept.emit(self.unit.currentText().strip(), self.due.text().strip())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.dropped.emit()
            return
        super().keyPressEvent(event)


class OutcomeForm(QWidget):
    """A text with its day: the unit's reply, or the effect. ``kept`` with both as typed.

    What is typed and not kept is there again when the same 督办单 is shown again.
    """

    kept = Signal(str, str)

    def __init__(self, look: Look, name: str, day_name: str, verb: str) -> None:
        super().__init__()
        self._number = 0
        self._held = ("", "")
        self._drafts: dict[int, tuple[str, str]] = {}
        self._writable = True
        self.text, self.day = TextBox(look, name), QLineEdit()
        self.day.setAccessibleName(day_name)
        self.day.setFixedWidth(look.dp(_DAY_WIDTH))
        self.keep = button(verb, self.save)
        self.note = label("", "bad", wrap=True)
        grid, foot = _grid(self, look), QHBoxLayout()
        foot.setSpacing(8)
        foot.addWidget(self.day)
        foot.addWidget(self.keep)
        foot.addStretch(1)
        grid.addWidget(label(name, "soft"), 0, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(self.text, 0, 1)
        grid.addLayout(foot, 1, 1)
        grid.addWidget(self.note, 2, 1)
        self.text.entered.connect(self._to_day)
        self.text.textChanged.connect(self._typed)
        self.day.textEdited.connect(lambda _: self._typed())
        self.day.returnPressed.connect(self.save)

    def show_kept(self, number: int, text: str, day: str, *, writable: bool) -> None:
        """Show what the file holds of 督办单 ``number``; ``day`` is the one offered while it holds none."""
        held = (text, day)
        if number != self._number:
            if self.dirty:
                self._drafts[self._number] = self._now()
            self._number, self._held = number, held
            self._put(*self._drafts.pop(number, held))
        elif held != self._held:
            self._held = held
            self._put(*held)
        self._writable = writable
        self.text.setReadOnly(not writable)
        self.day.setReadOnly(not writable)
        self._typed()

    def forget(self) -> None:
        """Another file."""
        self._number, self._held = 0, ("", "")
        self._drafts.clear()
        self._put("", "")

    @property
    def dirty(self) -> bool:
        """Whether something is typed that the file does not hold."""
        return self._number > 0 and self._now() != self._held

    def start(self) -> None:
        """Put the keyboard into the text."""
        self.text.setFocus()

    def complain(self, sentence: str) -> None:
        """Say in place what is wrong."""
        self.note.setText(sentence)
        self.note.setVisible(bool(sentence))

    def save(self) -> None:
        """Hand over what is typed."""
        if self._writable:
            self.kept.emit(*self._now())

    def _now(self) -> tuple[str, str]:
        return " ".join(self.text.toPlainText().split("\n")).strip(), self.day.text().strip()

    def _put(self, text: str, day: str) -> None:
        self.text.setPlainText(text)
        self.day.setText(day)

    def _to_day(self) -> None:
        self.day.setFocus()
        self.day.selectAll()

    def _typed(self) -> None:
        self.complain("")
        self.keep.setEnabled(self._writable and self.dirty and bool(self._now()[0]))
