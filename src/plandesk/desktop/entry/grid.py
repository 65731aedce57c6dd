"""The grid: Excel's keyboard habits over the entry model."""

from collections.abc import Iterable

from PySide6.QtCore import QItemSelectionModel, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractItemView, QWidget

from plandesk.core.records import CellKey
from plandesk.desktop.actions.typing import FieldKey, clear_cells
from plandesk.desktop.desk import Desk
from plandesk.desktop.entry import moving
from plandesk.desktop.entry.columns import COMPACT_HIDES, WIDE_SHOWS
from plandesk.desktop.entry.model import EntryModel
from plandesk.desktop.entry.status_list import has_status_starting
from plandesk.desktop.entry.status_words import nothing_words, sealed_words
from plandesk.desktop.entry.typing_table import TypingTable
from plandesk.desktop.look.look import Look


class EntryGrid(TypingTable):
    """``status_wanted`` asks for the list of status words, with the letters typed so far; ``refused`` explains itself;
    ``goal_entered`` with the number of a goal without indicators.
    """

    status_wanted = Signal(str)
    refused = Signal(str)
    moved = Signal()
    goal_entered = Signal(str)

    def __init__(self, desk: Desk, model: EntryModel, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look, parent)
        self._desk = desk
        self._model = model
        self.setAccessibleName(self.tr("填报表格"))
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setModel(model)
        model.modelReset.connect(self._span)

    def show_width(self, width: str) -> None:
        """Show the columns of a width class: compact, regular or wide."""
        for key in WIDE_SHOWS:
            self.setColumnHidden(self._model.column_of[key], width != "wide")
        for key in COMPACT_HIDES:
            self.setColumnHidden(self._model.column_of[key], width == "compact")
        self._model.name_takes_rest(width == "compact")
        self.fit_columns()

    def _span(self) -> None:
        self.clearSpans()
        for row in self._model.heads():
            self.setSpan(row, 0, 1, self._model.columnCount())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Rows, or why there are none and which key shows all."""
        super().paintEvent(event)
        if self._model.rowCount() == 0:
            painter, pad = QPainter(self.viewport()), self.look.dp(16)
            painter.setFont(self.look.font(13))
            painter.setPen(self.look.colour("ink2"))
            room = self.viewport().rect().adjusted(pad, pad, -pad, -pad)
            painter.drawText(
                room, Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap, nothing_words(self._model.filter)
            )
            painter.end()

    # where the cursor is

    def can_type(self) -> bool:
        return self.current_place() is not None

    def current_place(self) -> FieldKey | None:
        """The typing cell under the cursor."""
        index = self.currentIndex()
        return self._model.field_at(index.row(), index.column()) if index.isValid() else None

    def chosen_places(self) -> tuple[FieldKey, ...]:
        """The typing cells selected, in reading order; the current one if nothing else is."""
        indexes = sorted(self.selectedIndexes(), key=lambda i: (i.row(), i.column()))
        places = [p for i in indexes if (p := self._model.field_at(i.row(), i.column())) is not None]
        current = self.current_place()
        return tuple(places) or ((current,) if current else ())

    def chosen_rows(self) -> tuple[int, ...]:
        """The rows of figures selected; the current one if nothing else is."""
        rows = sorted({i.row() for i in self.selectedIndexes()} or {self.current_row()})
        return tuple(r for r in rows if self._model.figure_line(r) is not None)

    def jump(self, spot: moving.Spot | None) -> bool:
        """Go to a spot; whether there was one."""
        if spot is None:
            return False
        index = self._model.index(*spot)
        self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        self.scrollTo(index)
        return True

    def reach(self, key: CellKey) -> bool:
        """Go to the first typing cell of an address; whether it is shown."""
        row = self._model.row_of(key)
        if row is None:
            return False
        spots = moving.typing_spots(self._model, row)
        return self.jump((row, spots[0] if spots else self._model.column_of["value"]))

    # keys

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, held = event.key(), event.modifiers()
        shift = bool(held & Qt.KeyboardModifier.ShiftModifier)
        control = bool(held & Qt.KeyboardModifier.ControlModifier)
        alt = bool(held & Qt.KeyboardModifier.AltModifier)
        row, column = self.current_row(), self.currentIndex().column()
        goal = self._model.bare_goal(row) if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) else None
        if goal is not None and not (shift or control or alt):
            self.goal_entered.emit(goal)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab, Qt.Key.Key_Backtab) and not (
            control or alt
        ):
            self.move_on(key, shift)
        elif control and key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self.jump(moving.next_empty(self._model, self._desk, row, 1 if key == Qt.Key.Key_Down else -1))
        elif alt and key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self._fold(unfold=key == Qt.Key.Key_Down)
        elif key in (Qt.Key.Key_Delete, Qt.Key.Key_F2) and not self._model.writable:
            self.refused.emit(self.why_not_typed())
        elif key == Qt.Key.Key_Delete:
            clear_cells(self._desk, self.chosen_places())
        elif key == Qt.Key.Key_Backspace and self.current_place() is not None:
            self.open_with("")
        elif control and key in (Qt.Key.Key_Home, Qt.Key.Key_End):
            self.jump(self._edge(first=key == Qt.Key.Key_Home, column=column))
        elif not (control or alt) and self._typed_outside(event.text()):
            return
        else:
            super().keyPressEvent(event)

    def _typed_outside(self, text: str) -> bool:
        """Letters that start a status word open the list; typing on a computed cell says why nothing happens."""
        if not text or not text.isprintable() or text.isspace():
            return False
        place = self.current_place()
        if place is None:
            line = self._model.figure_line(self.current_row())
            column = self._model.columns[self.currentIndex().column()].key
            if line is not None and (column == "value" or not self._model.writable):
                self.refused.emit(self.why_not_typed())
            return True
        if text.isascii() and text.isalpha() and has_status_starting(text):
            self.status_wanted.emit(text)
            return True
        return False

    def refuses(self) -> bool:
        """Whether nothing can be written now; says why."""
        if not self._model.writable:
            self.refused.emit(self.why_not_typed())
        return not self._model.writable

    def why_not_typed(self) -> str:
        """Why nothing can be typed: in the current cell, or in the whole year."""
        if self._model.writable:
            return self.tr("本年由分子、分母算得。要改请改分子或分母。")
        if self._desk.file.read_only:
            holder = self._desk.file.held_by
            if holder:
                return self.tr("{holder}正在使用这个文件，这里只能看，不能改。").format(holder=holder)
            return self.tr("文件是只读的，不能改。")
        return sealed_words(self._desk.year)

    def move_on(self, key: int, shift: bool) -> None:
        row, column = self.current_row(), self.currentIndex().column()
        model = self._model
        if key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            step = 1 if key == Qt.Key.Key_Down else -1
            there = row + step
            if 0 <= there < model.rowCount():
                self.jump((there, column))
        elif key == Qt.Key.Key_Backtab or shift:
            self.jump(moving.before(model, row, column))
        elif key != Qt.Key.Key_Tab and self._desk.preferences.enter_goes == "down":
            self.jump(moving.below(model, row, column))
        else:
            self.jump(moving.after(model, row, column))
        self.moved.emit()

    def next_row(self) -> None:
        """The first cell to type in the rows below: after a status word, which answers the whole row."""
        self.jump(moving.first_from(self._model, self.current_row() + 1))

    def _edge(self, *, first: bool, column: int) -> moving.Spot | None:
        rows: Iterable[int] = range(self._model.rowCount())
        for row in rows if first else reversed(range(self._model.rowCount())):
            if self._model.figure_line(row) is not None:
                return row, column
        return None

    def _fold(self, *, unfold: bool) -> None:
        row, column = self.current_row(), self.currentIndex().column()
        line = self._model.figure_line(row)
        if row < 0:
            return
        key = self._model.key_at(row)
        if self._model.fold(row, unfold=unfold):
            home = row
            if line is not None and key is not None and line.cell:
                total = self._model.row_of(type(key)(key.indicator, key.year))
                home = total if total is not None else row
            self.jump((home, column))

    def fold_all(self) -> None:
        """F9: every breakdown unfolded, or folded; the cursor stays where it is."""
        self.commit_open()
        key, column = self._model.key_at(self.current_row()), self.currentIndex().column()
        self._model.fold_all()
        row = self._model.row_of(key) if key else None
        if row is None and key is not None:
            row = self._model.row_of(CellKey(key.indicator, key.year))
        self.jump((row, column) if row is not None else moving.first_from(self._model, 0))

    def toggle_fold(self, row: int) -> None:
        """A press on a chevron."""
        line = self._model.figure_line(row)
        folded = not line.unfolded if line is not None else self._model.look_at(row, 0).chevron == "folded"
        if self._model.fold(row, unfold=folded):
            self.jump((row, max(0, self.currentIndex().column())))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        at = event.position().toPoint()
        index = self.indexAt(at)
        on_chevron = index.isValid() and index.column() == 0 and at.x() < self.look.dp(24)
        if on_chevron and self._model.look_at(index.row(), 0).chevron:
            self.toggle_fold(index.row())
            return
        super().mouseReleaseEvent(event)
