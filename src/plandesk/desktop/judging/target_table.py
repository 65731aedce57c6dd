"""The table of the list of 评估预警."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent

from plandesk.desktop.look.look import Look
from plandesk.desktop.look.yielding_table import YieldingTable


class TargetTable(YieldingTable):
    """The list; Esc and Ctrl+Enter are the page's. ``reached`` when it gets the keyboard."""

    reached = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__(look, ("stage", "forecast"))

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.reached.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        held = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and held:
            event.ignore()
            return
        super().keyPressEvent(event)
