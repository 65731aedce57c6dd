"""The table every page uses: one model shape, one header, keyboard first, no pointer needed."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QCoreApplication,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    Qt,
    Signal,
)
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from plandesk.desktop.look.cell import CellLook, Column
from plandesk.desktop.look.delegate import PAD, CellDelegate
from plandesk.desktop.look.look import Look

AnyIndex = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()


class LookModel(QAbstractTableModel):
    """A table model whose cells are ``CellLook``s. Subclasses give ``rowCount`` and ``look_at``."""

    def __init__(self, columns: Sequence[Column], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.columns = tuple(columns)

    def look_at(self, row: int, column: int) -> CellLook:
        """What stands in that cell."""
        raise NotImplementedError

    def first_column(self) -> int:
        """The column that carries the mark of the current row."""
        return 0

    def columnCount(self, parent: AnyIndex = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self.look_at(index.row(), index.column()).text
        if role == Qt.ItemDataRole.ToolTipRole:
            return self.look_at(index.row(), index.column()).tip or None
        if role == Qt.ItemDataRole.AccessibleTextRole:
            cell = self.look_at(index.row(), index.column())
            return cell.spoken or cell.text
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if role == Qt.ItemDataRole.DisplayRole and orientation == Qt.Orientation.Horizontal:
            return self.columns[section].title
        return None


class _Header(QHeaderView):
    """Table heads: sunk ground, 12 px, aligned as their figures, a padlock where the whole column is sealed."""

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._look = look
        self.setSectionsClickable(False)
        self.setHighlightSections(False)
        self.setMinimumSectionSize(24)

    def paintSection(self, painter: QPainter, rect: QRect, logical: int) -> None:
        look = self._look
        model: Any = self.model()
        column: Column = model.columns[logical]
        painter.fillRect(rect, look.colour("sunk"))
        painter.setPen(QPen(look.colour("rule"), 1))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        painter.setPen(QPen(look.colour("line"), 1))
        painter.drawLine(rect.topRight(), rect.bottomRight())
        painter.setFont(look.font(12))
        painter.setPen(look.colour("ink2"))
        pad = look.dp(PAD)
        if column.sign:
            pad = look.dp(4)
            top = rect.top() + (rect.height() - look.dp(13)) / 2
            look.paint_sign(painter, column.sign, rect.left() + pad, top, column.sign_ink, under="sunk")
            rect = rect.adjusted(look.dp(16), 0, 0, 0)
        right = column.align in ("right", "decimal")
        side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
        if column.align == "centre":
            side = Qt.AlignmentFlag.AlignHCenter
        title = look.metrics(12).elidedText(
            model.headerData(logical, Qt.Orientation.Horizontal),
            Qt.TextElideMode.ElideRight,
            rect.width() - pad,
        )
        painter.drawText(rect.adjusted(pad, 0, -pad, 0), int(side | Qt.AlignmentFlag.AlignVCenter), title)
        if column.lock:
            x = rect.right() - pad - look.width(title, 12) - look.dp(18)
            look.paint_sign(
                painter, "lock", x, rect.top() + (rect.height() - look.dp(13)) / 2, "ink3", under="sunk"
            )


def _shared(room: int, least: Mapping[int, int]) -> dict[int, int]:
    """``room`` shared evenly among columns, none below its least; what is left over goes to the first."""
    left, widths = dict(least), dict[int, int]()
    while left:
        share = (room - sum(widths.values())) // len(left)
        tight = {i: width for i, width in left.items() if width > share}
        if not tight:
            widths.update(dict.fromkeys(left, share))
            break
        widths.update(tight)
        left = {i: width for i, width in left.items() if i not in tight}
    if least:
        first = next(iter(least))
        widths[first] += max(0, room - sum(widths.values()))
    return widths


class DeskTable(QTableView):
    """A table of ``CellLook``s. ``entered`` when Enter is pressed on a row, ``row_changed`` when another is current."""

    chosen = Signal(int)
    row_changed = Signal(int)

    def __init__(self, look: Look, parent: QWidget | None = None, *, row: int | None = None) -> None:
        super().__init__(parent)
        self.look = look
        self._row = row
        self.setHorizontalHeader(_Header(look, self))
        self.verticalHeader().hide()
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setCornerButtonEnabled(False)
        self.setTabKeyNavigation(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setItemDelegate(CellDelegate(look, self))
        # every pixel is painted (paintEvent): a view that scrolls moves what stands there and paints the new rows only
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        look.changed.connect(self._restyle)

    def setModel(self, model: Any) -> None:
        super().setModel(model)
        model.modelReset.connect(self._measure)
        self._restyle()

    def set_row(self, row: int) -> None:
        """Another height of rows, at 13 px."""
        if row != self._row:
            self._row = row
            self._restyle()

    def _restyle(self) -> None:
        height = self.look.dp(self._row) if self._row else self.look.theme.row_height
        self.verticalHeader().setMinimumSectionSize(height)
        self.verticalHeader().setDefaultSectionSize(height)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.horizontalHeader().setFixedHeight(self.look.dp(28))
        self._measure()

    def _measure(self) -> None:
        self.fit_columns()
        self.viewport().update()

    def hide_columns(self, hidden: Collection[str], widths: Mapping[str, int] | None = None) -> None:
        """Hide the columns of those keys, show all others; ``widths`` gives some another width at 13 px."""
        model: Any = self.model()
        model.columns = tuple(replace(c, width=(widths or {}).get(c.key, c.width)) for c in model.columns)
        for place, column in enumerate(model.columns):
            self.setColumnHidden(place, column.key in hidden)
        self.fit_columns()

    def fit_columns(self) -> None:
        """Give every column its width at the chosen 字号; columns of width 0 share the rest."""
        model: Any = self.model()
        if model is None:
            return
        shown = [i for i in range(len(model.columns)) if not self.isColumnHidden(i)]
        fixed = {i: self.look.dp(model.columns[i].width) for i in shown if model.columns[i].width}
        for i, width in fixed.items():
            self.setColumnWidth(i, width)
        least = {i: self.look.dp(model.columns[i].least) for i in shown if i not in fixed}
        room = self.viewport().width() - sum(fixed.values())
        for i, width in _shared(room, least).items():
            self.setColumnWidth(i, width)

    def paintEvent(self, event: QPaintEvent) -> None:
        area, paper = self.viewport().rect(), self.look.colour("paper")
        below = self.verticalHeader().length() - self.verticalHeader().offset()
        beside = self.horizontalHeader().length() - self.horizontalHeader().offset()
        if below <= area.bottom() or beside <= area.right():
            painter = QPainter(self.viewport())
            painter.fillRect(QRect(0, below, area.width(), area.height() - below), paper)
            painter.fillRect(QRect(beside, 0, area.width() - beside, area.height()), paper)
            painter.end()
        super().paintEvent(event)

    def paint_waiting(self) -> None:
        """Paint what waits (an editor closed): Qt moves no picture that is not whole when the table scrolls next."""
        if self.isVisible():
            QCoreApplication.sendPostedEvents(self.window(), QEvent.Type.UpdateRequest.value)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit_columns()

    def currentChanged(self, current: AnyIndex, previous: AnyIndex) -> None:
        super().currentChanged(current, previous)
        if current.row() == previous.row():
            return
        for index in (previous, current):
            if index.isValid():
                self.update_row(index.row())
        self.row_changed.emit(current.row())

    def update_row(self, row: int) -> None:
        """Paint one row anew."""
        top = self.rowViewportPosition(row)
        if top >= -self.rowHeight(row):
            self.viewport().update(0, top, self.viewport().width(), self.rowHeight(row))

    def go(self, row: int, column: int = 0) -> None:
        """Make that cell current and visible, with the keyboard in the table."""
        index = self.model().index(row, column)
        self.setCurrentIndex(index)
        self.scrollTo(index)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self.chosen.emit(self.currentIndex().row())
            event.accept()
            return
        super().keyPressEvent(event)

    # Qt's own handlers (QWidget, QAbstractItemView) paint the whole table anew whenever an editor opens or closes, which
    # is most of a frame; the current row is enough, so they are not called.

    def focusInEvent(self, event: QFocusEvent) -> None:
        if not self.currentIndex().isValid() and self.model() is not None and self.model().rowCount():
            self.setCurrentIndex(self.model().index(0, 0))
        self._paint_current()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self._paint_current()

    def _paint_current(self) -> None:
        if self.currentIndex().isValid():
            self.update_row(self.currentIndex().row())
