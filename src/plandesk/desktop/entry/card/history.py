"""本格变动: everything that ever changed in one cell, in the card's place (Alt+H)."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListView, QListWidget, QVBoxLayout, QWidget

from plandesk.core.figures import cell_words
from plandesk.core.records import CellKey
from plandesk.desktop.change_words import CellStep, cell_steps
from plandesk.desktop.desk import Desk
from plandesk.desktop.look.look import Look
from plandesk.desktop.look.words import label

_STAYS = (Qt.FocusReason.ActiveWindowFocusReason, Qt.FocusReason.PopupFocusReason)


class StepList(QListWidget):
    """``left`` with Esc, Alt+H or Enter, and when the keyboard goes elsewhere."""

    left = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Escape, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() not in _STAYS:
            self.left.emit()


class CellHistory(QFrame):
    """The list of a cell's changes, newest first. ``left`` when the keyboard goes back to the cell."""

    left = Signal()

    def __init__(self, desk: Desk, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.setObjectName("paper")
        self._name, self._count = label("", "card", wrap=True), label("", "soft", wrap=True)
        self.steps = StepList()
        self.steps.setAccessibleName(self.tr("本格变动"))
        self.steps.setWordWrap(True)
        self.steps.setSpacing(2)
        self.steps.setResizeMode(QListView.ResizeMode.Adjust)
        self.steps.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.steps.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.steps.left.connect(self._leave)
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 12, 14, 12)
        column.setSpacing(7)
        column.addWidget(self._name)
        column.addWidget(self._count)
        column.addWidget(self.steps, 1)
        column.addWidget(label(self.tr("↑ ↓ 逐条看，Esc 回到这一格"), "soft", wrap=True))
        self.hide()

    def show_cell(self, key: CellKey) -> None:
        """Show all changes of a cell and take the keyboard."""
        indicator = self._desk.snapshot.indicator(key.indicator)
        words = cell_words(key.cell)
        self._name.setText(f"{indicator.name}（{words}）" if words else indicator.name)
        steps = cell_steps(self._desk.file.history(key.indicator), key, self._desk)
        told = self.tr("本格变动  {year}年，共{count}条").format(year=key.year, count=len(steps))
        self._count.setText(told if steps else self.tr("{year}年这一格没有变动。").format(year=key.year))
        self.steps.clear()
        self.steps.addItems([_words(step) for step in steps])
        self.show()
        self.steps.setCurrentRow(0)
        self.steps.setFocus()

    def _leave(self) -> None:
        if self.isVisible():
            self.hide()
            self.left.emit()


def _words(step: CellStep) -> str:
    return "\n".join([f"{step.at}  {step.who}", *step.lines, *([step.why] if step.why else [])])
