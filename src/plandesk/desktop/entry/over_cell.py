"""What opens over a cell of the grid: the list of status words, the note's editor."""

from PySide6.QtCore import QRect
from PySide6.QtWidgets import QWidget

from plandesk.core.records import Status
from plandesk.desktop.actions.typing import put_status
from plandesk.desktop.desk import Desk
from plandesk.desktop.entry.grid import EntryGrid
from plandesk.desktop.entry.model import EntryModel
from plandesk.desktop.entry.note_editor import NoteEditor
from plandesk.desktop.entry.status_list import StatusList
from plandesk.desktop.look.look import Look


class OverCell:
    """Places the two over the grid, in the coordinates of ``home``, and gives the keyboard back to the grid."""

    def __init__(self, desk: Desk, grid: EntryGrid, model: EntryModel, look: Look, home: QWidget) -> None:
        self._desk, self._grid, self._model, self._home = desk, grid, model, home
        self.words = StatusList(look, home)
        self.note = NoteEditor(look, home)
        self.words.taken.connect(self._take)
        self.words.typed_past.connect(self._type_past)
        self.words.left.connect(grid.setFocus)
        self.note.done.connect(grid.setFocus)

    def open_words(self, letters: str = "") -> None:
        """F6 or a letter: the list of status words under the cell."""
        row = self._grid.current_row()
        if self._model.key_at(row) is None or not self._model.writable:
            return
        self._grid.commit_open()
        column = self._grid.currentIndex().column()
        if not letters:
            column = max(self._model.column_of["value"], column)
        self.words.open_at(self._place(row, column), letters)

    def _take(self, status: Status) -> None:
        keys = [k for row in self._grid.chosen_rows() if (k := self._model.key_at(row)) is not None]
        put_status(self._desk, keys, status)
        self._grid.setFocus()
        if len(keys) == 1:
            self._grid.next_row()

    def _type_past(self, letters: str) -> None:
        """Letters that start no status word are typed into the cell."""
        self._grid.setFocus()
        if self._grid.current_place() is not None:
            self._grid.open_with(letters)

    def write_note(self) -> None:
        """Shift+F2: a note at the current row."""
        row = self._grid.current_row()
        key = self._model.key_at(row)
        if key is None or not self._model.writable:
            return
        self._grid.commit_open()
        column = self._model.column_of["note"]
        if self._grid.isColumnHidden(column):
            column = self._model.column_of["name"]
        self.note.open_at(self._place(row, column), self._desk, key)

    def _place(self, row: int, column: int) -> QRect:
        here = self._grid.visualRect(self._model.index(row, column))
        return QRect(self._grid.viewport().mapTo(self._home, here.topLeft()), here.size())
