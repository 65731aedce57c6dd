"""The one delegate that paints every table of the window (ui.md part 8)."""

from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF
from PySide6.QtWidgets import QAbstractItemView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from plandesk.desktop.look.cell import CellLook
from plandesk.desktop.look.look import Look

AnyIndex = QModelIndex | QPersistentModelIndex
PAD = 8
_SIGN_ROOM = 18
_PENNANT_ROOM = 15
_DECIMALS = 2
_SMALLEST = 11


class CellDelegate(QStyledItemDelegate):
    """Paints ``CellLook``s; the view's model has ``look_at(row, column)``."""

    def __init__(self, look: Look, view: QAbstractItemView) -> None:
        super().__init__(view)
        self._look = look
        self._view = view

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        model: Any = index.model()
        cell: CellLook = model.look_at(index.row(), index.column())
        rect: QRect = option.rect
        current = self._view.currentIndex()
        on_row = current.isValid() and current.row() == index.row()
        painter.fillRect(rect, self._look.colour(_ground(cell, on_row)))
        self._rules(painter, rect)
        if on_row and index.column() == model.first_column():
            painter.fillRect(QRect(rect.left(), rect.top(), 3, rect.height()), self._look.colour("accent"))
        self._content(painter, rect, cell, _ground(cell, on_row))
        state: QStyle.StateFlag = option.state
        if state & QStyle.StateFlag.State_Selected and index != current:
            tint = QColor(self._look.colour("accent"))
            tint.setAlpha(40)
            painter.fillRect(rect, tint)
        focused = index == current and self._view.hasFocus()
        if cell.framed or focused:
            self._frame(painter, rect)

    def sizeHint(self, option: QStyleOptionViewItem, index: AnyIndex) -> QSize:
        return QSize(self._look.dp(40), self._look.theme.row_height)

    def _rules(self, painter: QPainter, rect: QRect) -> None:
        painter.setPen(QPen(self._look.colour("line"), 1))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        painter.drawLine(rect.topRight(), rect.bottomRight())

    def _frame(self, painter: QPainter, rect: QRect) -> None:
        painter.setPen(QPen(self._look.colour("accent"), 2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(rect.adjusted(1, 1, -1, -1))

    def _content(self, painter: QPainter, rect: QRect, cell: CellLook, ground: str) -> None:
        look = self._look
        left = rect.left() + look.dp(PAD)
        right = rect.right() - look.dp(PAD)
        middle = rect.top() + (rect.height() - look.dp(13)) / 2 + 1
        if cell.bar is not None:
            self._bar(painter, rect, cell)
            return
        if cell.chevron:
            look.paint_sign(
                painter, cell.chevron, left - look.dp(2) + look.dp(max(0, cell.indent - 16)), middle, "ink2"
            )
        left += look.dp(cell.indent)
        if cell.pennant:
            if cell.chevron or not cell.indent:
                look.paint_sign(painter, "pennant", left, middle, "accent", under=ground)
                left += look.dp(_PENNANT_ROOM)
            else:
                look.paint_sign(painter, "pennant", left - look.dp(16), middle, "accent", under=ground)
        if cell.sign:
            x = (
                left
                if cell.text or cell.align == "left"
                else _bare_sign(rect, right - look.dp(13), cell.align)
            )
            look.paint_sign(painter, cell.sign, x, middle, cell.sign_ink, under=ground)
            left += look.dp(_SIGN_ROOM)
        if cell.unit:
            width = look.width(cell.unit, 12)
            self._line(painter, right - width, rect, cell.unit, 12, "ink3")
            right -= round(width) + look.dp(6)
        if cell.text:
            self._text(painter, QRect(left, rect.top(), max(0, right - left + 1), rect.height()), cell)
        if cell.corner:
            self._corner(painter, rect)

    def _text(self, painter: QPainter, room: QRect, cell: CellLook) -> None:
        look = self._look
        if cell.wrap:
            painter.setFont(look.font(cell.size))
            painter.setPen(look.colour(cell.ink))
            flags = int(Qt.AlignmentFlag.AlignVCenter) | int(Qt.TextFlag.TextWordWrap)
            painter.drawText(QRectF(room), flags, cell.text)
            return
        text, size = cell.text, cell.size
        width = look.width(text, size)
        if width > room.width() + 1 and text[-1:].isdigit():
            size = _SMALLEST  # a figure is made smaller before any of its digits is left out
            width = look.width(text, size)
        if width > room.width() + 1:
            # 筛查率（城镇） and 筛查率（农村） are told apart by their ends
            mode = Qt.TextElideMode.ElideMiddle if text.endswith("）") else Qt.TextElideMode.ElideRight
            text = look.metrics(size).elidedText(text, mode, room.width())
            width = look.width(text, size)
        match cell.align:
            case "left":
                x = float(room.left())
            case "centre":
                x = room.left() + (room.width() - width) / 2
            case "right":
                x = room.right() + 1 - width
            case "decimal":
                x = room.right() + 1 - width - self.tail(cell.text, size)
        self._line(painter, max(x, room.left()), room, text, size, cell.ink)

    def tail(self, text: str, size: int = 13) -> float:
        """How much room stays free behind a figure so that decimal points stand below one another."""
        if not text or not text[-1].isdigit():
            return 0.0
        fraction = text.partition(".")[2]
        if len(fraction) >= _DECIMALS:
            return 0.0
        missing = "0" * (_DECIMALS - len(fraction))
        return self._look.width(missing if fraction else "." + missing, size)

    def _line(self, painter: QPainter, x: float, rect: QRect, text: str, size: int, ink: str) -> None:
        metrics = self._look.metrics(size)
        painter.setFont(self._look.font(size))
        painter.setPen(self._look.colour(ink))
        base = rect.top() + (rect.height() + metrics.ascent() - metrics.descent()) / 2
        painter.drawText(QPointF(round(x), round(base)), text)

    def _bar(self, painter: QPainter, rect: QRect, cell: CellLook) -> None:
        pad, tall = self._look.dp(PAD), self._look.dp(6)
        room = QRectF(rect.left() + pad, rect.center().y() - tall / 2 + 1, rect.width() - 2 * pad, tall)
        painter.fillRect(room, self._look.colour("sunk"))
        if cell.bar:
            painter.fillRect(
                QRectF(room.left(), room.top(), room.width() * min(cell.bar, 1.0), tall),
                self._look.colour(cell.bar_role),
            )

    def _corner(self, painter: QPainter, rect: QRect) -> None:
        side = self._look.dp(6)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._look.colour("accent"))
        top = QPointF(rect.right() + 1, rect.top())
        painter.drawPolygon(QPolygonF([top, top + QPointF(-side, 0), top + QPointF(0, side)]))


def _bare_sign(rect: QRect, right: int, align: str) -> float:
    """Where a sign without text stands: at the right, or in the middle."""
    return rect.center().x() - 6 if align == "centre" else right


def _ground(cell: CellLook, on_row: bool) -> str:
    return "accent_soft" if on_row and not cell.typing and cell.ground in ("paper", "tint") else cell.ground
