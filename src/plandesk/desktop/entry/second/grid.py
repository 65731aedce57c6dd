"""The grid of 复录核对: figures typed again cell after cell; where the two typings differ, one key settles it."""

from PySide6.QtCore import QItemSelectionModel, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QWidget

from plandesk.core.records import CellKey
from plandesk.desktop.actions.second_entry import forget_second, keep_first, take_second
from plandesk.desktop.actions.typing import FieldKey
from plandesk.desktop.desk import Desk
from plandesk.desktop.entry.second.model import SecondModel
from plandesk.desktop.entry.typing_table import TypingTable
from plandesk.desktop.look.look import Look

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_AWAY = (Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier)


class SecondGrid(TypingTable):
    """The cursor stays on a cell whose two typings differ until it is settled or left by an arrow key.

    ``left`` by Esc; ``stayed`` when another cell or another state of it is to be told; ``ended`` behind the last cell.
    """

    left = Signal()
    stayed = Signal()
    ended = Signal()

    def __init__(self, desk: Desk, model: SecondModel, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look, parent)
        self._desk = desk
        self._model = model
        self.setAccessibleName(self.tr("复录表格"))
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setModel(model)
        self.selectionModel().currentChanged.connect(lambda *_: self.stayed.emit())

    def show_width(self, width: str) -> None:
        """Compact windows keep names and figures; the panel says what the last column would."""
        compact = width == "compact"
        self.hide_columns(("unit", "last", "note") if compact else (), {"name": 0 if compact else 246})

    def can_type(self) -> bool:
        return self.current_place() is not None

    def current_place(self) -> FieldKey | None:
        """The cell to type under the cursor."""
        index = self.currentIndex()
        return self._model.field_at(index.row(), index.column()) if index.isValid() else None

    def current_difference(self) -> FieldKey | None:
        """The cell under the cursor, if its two typings differ."""
        index = self.currentIndex()
        return self._model.differs(index.row(), index.column()) if index.isValid() else None

    def jump(self, spot: tuple[int, int] | None) -> bool:
        """Go to a cell; whether there was one."""
        if spot is None:
            return False
        index = self._model.index(*spot)
        self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        self.scrollTo(index)
        return True

    def reach(self, key: CellKey) -> bool:
        """Go to an address; whether it is shown."""
        row = self._model.row_of(key)
        return row is not None and self.jump((row, self._first_column(row)))

    def _first_column(self, row: int) -> int:
        columns = range(len(self._model.columns))
        places = [c for c in columns if self._model.field_at(row, c) is not None]
        wrong = [c for c in places if self._model.differs(row, c)]
        return (wrong or places or [self._model.column_of["value"]])[0]

    def start(self) -> None:
        """At the first cell to type; where all are typed, at the first that differs, else at the top."""
        model = self._model
        if not self.jump(model.next_place(-1, 0, 1)) and not self.jump(
            model.next_place(-1, 0, 1, differing=True)
        ):
            self.jump((0, self._first_column(0)) if model.rowCount() else None)

    # keys

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, held = event.key(), event.modifiers()
        shift = bool(held & Qt.KeyboardModifier.ShiftModifier)
        if any(held & each for each in _AWAY):
            super().keyPressEvent(event)
            return
        difference = self.current_difference()
        if difference is not None and (key in (*_ENTER, Qt.Key.Key_Right) and not shift):
            self.take(difference)
        elif difference is not None and key == Qt.Key.Key_Left:
            self.keep(difference)
        elif key in (*_ENTER, Qt.Key.Key_Tab, Qt.Key.Key_Backtab, Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.move_on(key, shift)
        elif key == Qt.Key.Key_Escape:
            self.left.emit()
        elif key == Qt.Key.Key_Delete:
            line = self._model.line(self.current_row())
            if line is not None:
                forget_second(self._desk, line.key)
        elif key == Qt.Key.Key_Backspace and self.can_type():
            self.open_with("")
        elif key == Qt.Key.Key_F2 and not self.can_type():
            event.accept()
        else:
            super().keyPressEvent(event)

    def take(self, place: FieldKey) -> None:
        """Enter or →: the second typing is right."""
        if take_second(self._desk, place) is not None:
            self.move_on(Qt.Key.Key_Return, False)

    def keep(self, place: FieldKey) -> None:
        """←: the first typing is right."""
        if keep_first(self._desk, place) is not None:
            self.move_on(Qt.Key.Key_Return, False)

    def step(self, step: int) -> bool:
        """F7: the next cell whose typings differ, going round; whether there is any."""
        row, column = self.current_row(), self.currentIndex().column()
        model = self._model
        edge = (-1, 0) if step > 0 else (model.rowCount(), 0)
        return self.jump(
            model.next_place(row, column, step, differing=True)
            or model.next_place(*edge, step, differing=True)
        )

    def move_on(self, key: int, shift: bool) -> None:
        row, column = self.current_row(), self.currentIndex().column()
        if key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            there = row + (1 if key == Qt.Key.Key_Down else -1)
            if 0 <= there < self._model.rowCount():
                same = self._model.field_at(there, column) is not None
                self.jump((there, column if same else self._first_column(there)))
        elif key == Qt.Key.Key_Backtab or shift:
            self.jump(self._before(row, column))
        elif self.current_difference() is not None:
            self.stayed.emit()  # what was typed differs: both are shown, and settled by one key
        elif not self.jump(self._model.next_place(row, column, 1)):
            self.ended.emit()

    def _before(self, row: int, column: int) -> tuple[int, int] | None:
        """The cell to type before this one, whether it was typed or not."""
        spots = ((r, c) for r in range(row, -1, -1) for c in reversed(range(len(self._model.columns))))
        return next((s for s in spots if s < (row, column) and self._model.field_at(*s) is not None), None)
