"""The tables of 读入历年数据: every key of theirs asks for something by name."""

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent

from plandesk.desktop.importing.old_years_model import BASE
from plandesk.desktop.look.look import Look
from plandesk.desktop.look.table import DeskTable, LookModel

_OWN = (Qt.Key.Key_Z, Qt.Key.Key_L, Qt.Key.Key_PageDown, Qt.Key.Key_PageUp)


class KeyTable(DeskTable):
    """``pressed`` with the name of what a key asks for; arrows at the edge ask for further columns."""

    pressed = Signal(str)

    def __init__(self, model: LookModel, look: Look, name: str) -> None:
        super().__init__(look, row=26)
        self.setAccessibleName(name)
        self.setModel(model)

    def event(self, event: QEvent) -> bool:
        # here Ctrl+Z takes back an answer, not the window's last step
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            control = event.modifiers() == Qt.KeyboardModifier.ControlModifier
            if control and event.key() in _OWN:
                event.accept()
                return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, held = event.key(), event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        control = held == Qt.KeyboardModifier.ControlModifier
        enter = key in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        plain = {
            Qt.Key.Key_Escape: "leave", Qt.Key.Key_F2: "edit", Qt.Key.Key_F4: "raw", Qt.Key.Key_F7: "next",
            Qt.Key.Key_Delete: "drop", Qt.Key.Key_Space: "accept",
        }  # fmt: skip
        held_down = {
            Qt.Key.Key_PageDown: "table+", Qt.Key.Key_PageUp: "table-", Qt.Key.Key_L: "link", Qt.Key.Key_Z: "undo",
        }  # fmt: skip
        asked = ""
        if enter:
            asked = "go" if control else "turn" if held == Qt.KeyboardModifier.ShiftModifier else "enter"
        elif control:
            asked = held_down.get(Qt.Key(key), "")
        elif not held and key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            last = self.model().columnCount() - 1
            here = self.currentIndex().column()
            if (key == Qt.Key.Key_Right and here == last) or (key == Qt.Key.Key_Left and here == BASE):
                asked = "later" if key == Qt.Key.Key_Right else "earlier"
        elif not held:
            asked = plain.get(Qt.Key(key), "")
        if asked:
            self.pressed.emit(asked)
            event.accept()
        else:
            super().keyPressEvent(event)
