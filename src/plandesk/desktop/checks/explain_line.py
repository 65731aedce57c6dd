"""The editor of an explanation over its cell in 审核: one line, input method on."""

from collections.abc import Sequence

from PySide6.QtCore import QRect, QStringListModel, Qt, Signal
from PySide6.QtGui import QInputMethodEvent, QKeyEvent
from PySide6.QtWidgets import QCompleter, QLineEdit, QWidget

from plandesk.core.findings import Finding


class ExplainLine(QLineEdit):
    """``saved`` with whether to go on to the next open one; ``left`` by Esc. ↓ offers earlier explanations of the rule."""

    saved = Signal(bool)
    left = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.finding: Finding | None = None
        self._composing = False
        self._earlier = QStringListModel(self)
        completer = QCompleter(self._earlier, self)
        completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        self.setCompleter(completer)
        self.setAccessibleName(self.tr("审核说明"))
        self.setPlaceholderText(self.tr("写明原因，如：新增6个筛查点"))
        self.hide()

    def open_at(self, cell: QRect, finding: Finding, text: str, earlier: Sequence[str]) -> None:
        """Open over ``cell`` (parent coordinates)."""
        self.finding = finding
        self._earlier.setStringList(list(earlier))
        self.setText(text)
        self.setGeometry(cell.adjusted(0, -1, 0, 1))
        self.show()
        self.raise_()
        self.setFocus()

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        self._composing = bool(event.preeditString())
        super().inputMethodEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not self._composing
        if event.key() == Qt.Key.Key_Escape:
            self.hide()
            self.left.emit()
        elif enter:
            self.saved.emit(bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier))
        elif event.key() == Qt.Key.Key_Down and self._earlier.rowCount():
            self.completer().complete()
        else:
            super().keyPressEvent(event)
