"""A table that is typed into: one editor over one cell, opened by a key or by what an input method sends."""

from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QAbstractItemView, QApplication, QWidget

from plandesk.desktop.entry.editor import CellEditor, EntryDelegate
from plandesk.desktop.look.look import Look
from plandesk.desktop.look.table import DeskTable

AnyIndex = QModelIndex | QPersistentModelIndex
EDITS = QAbstractItemView.EditTrigger


class TypingTable(DeskTable):
    """The grid of 填报 and that of 复录核对. Subclasses say where can be typed and where Enter goes."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look, parent)
        self.setObjectName("bare")
        self.setItemDelegate(EntryDelegate(look, self))
        self.delegate.leaving.connect(self._left_editor)
        self.setEditTriggers(EDITS.DoubleClicked | EDITS.AnyKeyPressed | EDITS.EditKeyPressed)

    @property
    def delegate(self) -> EntryDelegate:
        """The delegate with the cell editor."""
        delegate = self.itemDelegate()
        assert isinstance(delegate, EntryDelegate)
        return delegate

    def can_type(self) -> bool:
        """Whether the current cell takes typing."""
        raise NotImplementedError

    def move_on(self, key: int, shift: bool) -> None:
        """Go where ``key`` (Enter, Tab, arrow) goes from the current cell."""
        raise NotImplementedError

    def current_row(self) -> int:
        """The row of the cursor, −1 for none."""
        return self.currentIndex().row()

    @property
    def editor(self) -> CellEditor | None:
        """The editor open over the current cell."""
        widget = self.indexWidget(self.currentIndex())
        return widget if isinstance(widget, CellEditor) else None

    def open_with(self, text: str) -> CellEditor | None:
        """Open the editor of the current cell with ``text`` instead of what stands there."""
        self.edit(self.currentIndex())
        editor = self.editor
        if editor is not None:
            editor.setText(text)
            editor.setModified(True)
        return editor

    def edit(self, *args: object) -> Any:
        """Qt's two overloads; F2 puts the caret behind the text instead of choosing all of it."""
        opened = super().edit(*args)  # type: ignore[call-overload]
        if opened and len(args) == 3 and args[1] == EDITS.EditKeyPressed and self.editor is not None:
            self.editor.end(False)
            self.editor.deselect()
        return opened

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """What an input method sends to the table starts typing in the cell, as a key does; nothing of it is lost."""
        editor = self.editor
        if editor is None and (event.commitString() or event.preeditString()) and self.can_type():
            editor = self.open_with("")
        if editor is not None:
            QApplication.sendEvent(editor, event)

    def commit_open(self) -> None:
        """Store what stands in an open editor and close it: before anything changes the lines."""
        editor = self.editor
        if editor is not None:
            self.commitData(editor)
            self.closeEditor(editor, self.delegate.EndEditHint.NoHint)

    def _left_editor(self, key: int, shift: bool) -> None:
        self.setFocus()
        self.paint_waiting()
        self.move_on(key, shift)

    def focusNextPrevChild(self, forwards: bool) -> bool:
        """Tab stays in the grid and goes from cell to cell; Ctrl+Tab leaves it."""
        self.move_on(Qt.Key.Key_Tab if forwards else Qt.Key.Key_Backtab, not forwards)
        return True

    def keyboardSearch(self, search: str) -> None:
        """Typing is for the cell, never a search in the table."""

    def currentChanged(self, current: AnyIndex, previous: AnyIndex) -> None:
        super().currentChanged(current, previous)
        # figures are typed without the input method; what it sends all the same is taken by inputMethodEvent
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)
