"""The editor of one cell and the delegate that puts it exactly over the cell, so that the text does not move."""

from typing import Any

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QInputMethodEvent, QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QLineEdit, QStyleOptionViewItem, QWidget

from plandesk.desktop.look.delegate import CellDelegate
from plandesk.desktop.look.look import Look

AnyIndex = QModelIndex | QPersistentModelIndex


class CellEditor(QLineEdit):
    """A line edit over a cell. The input method is off for figures; what it still sends is taken."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("cell")
        self.setFrame(False)
        self.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)
        self.composing = False

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        self.composing = bool(event.preeditString())
        super().inputMethodEvent(event)


class EntryDelegate(CellDelegate):
    """Opens and closes the cell editor; ``leaving`` says with which key and whether Shift was held."""

    leaving = Signal(int, bool)

    def __init__(self, look: Look, view: QAbstractItemView) -> None:
        super().__init__(look, view)
        self._look_of_grid = look

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: AnyIndex) -> QWidget:
        editor = CellEditor(parent)
        model: Any = index.model()
        cell = model.look_at(index.row(), index.column())
        editor.setAccessibleName(cell.spoken or model.columns[index.column()].title)
        if cell.align == "decimal" and cell.text:
            editor.setTextMargins(0, 0, round(self.tail(cell.text)), 0)
        return editor

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        editor.setGeometry(option.rect)

    def setEditorData(self, editor: QWidget, index: AnyIndex) -> None:
        # a refresh from outside must not wipe what is being typed
        if isinstance(editor, CellEditor) and not editor.isModified():
            editor.setText(str(index.data(Qt.ItemDataRole.EditRole) or ""))

    def setModelData(self, editor: QWidget, model: Any, index: AnyIndex) -> None:
        if isinstance(editor, CellEditor):
            model.setData(index, editor.text(), Qt.ItemDataRole.EditRole)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if not isinstance(watched, CellEditor):
            return super().eventFilter(watched, event)
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return super().eventFilter(watched, event)
        key, shift = event.key(), bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        if key == Qt.Key.Key_Escape:
            self.closeEditor.emit(watched, self.EndEditHint.RevertModelCache)
            return True
        leaves = (
            Qt.Key.Key_Return,
            Qt.Key.Key_Enter,
            Qt.Key.Key_Tab,
            Qt.Key.Key_Backtab,
            Qt.Key.Key_Up,
            Qt.Key.Key_Down,
        )
        if key not in leaves:
            return False
        if watched.composing:
            return True  # Enter inside a composition only ends the composition
        self.commitData.emit(watched)
        self.closeEditor.emit(watched, self.EndEditHint.NoHint)
        self.leaving.emit(key, shift)
        return True
