"""The state signs of ui.md part 2, drawn as vectors so that they look alike with every font."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen, QPolygonF

_Draw = Callable[["_Board"], None]


class _Board:
    """A 13 × 13 drawing board with one ink and the ground that shows through filled shapes."""

    def __init__(self, painter: QPainter, ink: QColor, under: QColor) -> None:
        self.painter, self.ink, self.under = painter, ink, under

    def pen(
        self, width: float = 1.3, *, colour: QColor | None = None, dashes: list[float] | None = None
    ) -> None:
        pen = QPen(colour or self.ink, width)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        if dashes:
            pen.setCapStyle(Qt.PenCapStyle.FlatCap)
            pen.setDashPattern(dashes)
        self.painter.setPen(pen)

    def lines(self, *points: tuple[float, float], closed: bool = False, fill: bool = False) -> None:
        shape = QPolygonF([QPointF(x, y) for x, y in points])
        self.painter.setBrush(self.ink if fill else Qt.BrushStyle.NoBrush)
        if closed:
            self.painter.drawPolygon(shape)
        else:
            self.painter.drawPolyline(shape)

    def ring(self, radius: float = 5.2, *, fill: bool = False) -> None:
        self.painter.setBrush(self.ink if fill else Qt.BrushStyle.NoBrush)
        self.painter.drawEllipse(QPointF(6.5, 6.5), radius, radius)

    def box(self, x: float, y: float, w: float, h: float, *, fill: bool = False) -> None:
        self.painter.setBrush(self.ink if fill else Qt.BrushStyle.NoBrush)
        self.painter.drawRoundedRect(QRectF(x, y, w, h), 1, 1)

    def dot(self, x: float, y: float, radius: float, colour: QColor) -> None:
        self.painter.setPen(Qt.PenStyle.NoPen)
        self.painter.setBrush(colour)
        self.painter.drawEllipse(QPointF(x, y), radius, radius)


def _tick(b: _Board) -> None:
    b.pen(1.4)
    b.lines((2.4, 6.9), (5.2, 9.6), (10.6, 3.6))


def _dashed_square(b: _Board) -> None:
    b.pen(1.2, dashes=[2.0, 1.6])
    b.painter.setBrush(Qt.BrushStyle.NoBrush)
    b.painter.drawRect(QRectF(1.6, 1.6, 9.8, 9.8))


def _barred_ring(b: _Board) -> None:
    b.pen(1.2)
    b.ring()
    b.lines((3.0, 10.0), (10.0, 3.0))


_UP = ((6.5, 1.2), (12.3, 11.6), (0.7, 11.6))
_DOWN = ((6.5, 11.8), (0.7, 1.4), (12.3, 1.4))


def _triangle_filled(b: _Board) -> None:
    b.pen(1.0)
    b.lines(*_UP, closed=True, fill=True)
    b.pen(1.4, colour=b.under)
    b.lines((6.5, 5.0), (6.5, 7.7))
    b.dot(6.5, 9.7, 0.85, b.under)


def _triangle_open(b: _Board) -> None:
    b.pen(1.3)
    b.lines((6.5, 1.6), (11.9, 11.2), (1.1, 11.2), closed=True)


def _triangle_tick(b: _Board) -> None:
    _triangle_open(b)
    b.pen(1.2)
    b.lines((4.3, 7.9), (6.0, 9.4), (8.8, 6.2))


def _triangle_down(b: _Board) -> None:
    b.pen(1.0)
    b.lines(*_DOWN, closed=True, fill=True)
    b.pen(1.4, colour=b.under)
    b.lines((6.5, 3.6), (6.5, 6.3))
    b.dot(6.5, 8.3, 0.85, b.under)


def _square_cross(b: _Board) -> None:
    b.pen(1.0)
    b.box(1.0, 1.0, 11.0, 11.0, fill=True)
    b.pen(1.5, colour=b.under)
    b.lines((4.1, 4.1), (8.9, 8.9))
    b.lines((8.9, 4.1), (4.1, 8.9))


def _equals(b: _Board) -> None:
    b.pen(1.2)
    b.lines((2.6, 4.8), (10.4, 4.8))
    b.lines((2.6, 8.2), (10.4, 8.2))


def _padlock(b: _Board) -> None:
    b.pen(1.2)
    b.box(2.4, 5.8, 8.2, 5.8, fill=True)
    path = QPainterPath(QPointF(4.2, 5.8))
    path.lineTo(4.2, 4.2)
    path.cubicTo(4.2, 0.8, 8.8, 0.8, 8.8, 4.2)
    path.lineTo(8.8, 5.8)
    b.painter.setBrush(Qt.BrushStyle.NoBrush)
    b.painter.drawPath(path)


def _pennant(b: _Board) -> None:
    b.pen(1.3)
    b.lines((2.6, 1.6), (2.6, 11.6))
    b.lines((2.6, 2.0), (10.6, 2.6), (8.2, 4.8), (10.6, 7.2), (2.6, 7.2), closed=True, fill=True)


def _disc_tick(b: _Board) -> None:
    b.pen(1.0)
    b.ring(5.4, fill=True)
    b.pen(1.4, colour=b.under)
    b.lines((3.9, 6.7), (5.8, 8.5), (9.1, 4.8))


def _disc_next(b: _Board) -> None:
    b.pen(1.0)
    b.ring(5.4, fill=True)
    b.pen(1.4, colour=b.under)
    b.lines((5.5, 4.2), (7.9, 6.5), (5.5, 8.8))


def _ring_equals(b: _Board) -> None:
    b.pen(1.2)
    b.ring()
    b.lines((4.2, 5.4), (8.8, 5.4))
    b.lines((4.2, 7.6), (8.8, 7.6))


def _ring_up(b: _Board) -> None:
    b.pen(1.2)
    b.ring()
    b.lines((4.5, 8.5), (8.4, 4.6))
    b.lines((5.3, 4.5), (8.5, 4.5), (8.5, 7.7))


def _ring_approx(b: _Board) -> None:
    b.pen(1.1)
    b.ring()
    for y in (5.3, 7.9):
        path = QPainterPath(QPointF(3.9, y + 0.3))
        path.cubicTo(5.2, y - 1.5, 6.2, y + 0.2, 6.7, y)
        path.cubicTo(7.4, y + 1.1, 8.4, y + 0.6, 9.1, y - 0.5)
        b.painter.setBrush(Qt.BrushStyle.NoBrush)
        b.painter.drawPath(path)


def _ring_question(b: _Board) -> None:
    b.pen(1.2)
    b.ring()
    path = QPainterPath(QPointF(4.9, 5.3))
    path.cubicTo(4.9, 2.6, 8.3, 3.0, 8.1, 5.1)
    path.cubicTo(8.0, 6.3, 6.5, 6.1, 6.5, 7.5)
    b.painter.setBrush(Qt.BrushStyle.NoBrush)
    b.painter.drawPath(path)
    b.dot(6.5, 9.4, 0.7, b.ink)


def _ring_dashed(b: _Board) -> None:
    b.pen(1.3, dashes=[2.2, 1.6])
    b.ring()


def _dash(b: _Board) -> None:
    b.pen(1.3)
    b.lines((3.0, 6.5), (10.0, 6.5))


def _diamond(b: _Board) -> None:
    b.pen(1.3)
    b.lines((6.5, 1.4), (11.6, 6.5), (6.5, 11.6), (1.4, 6.5), closed=True)


def _clock(b: _Board) -> None:
    b.pen(1.2)
    b.ring()
    b.lines((6.5, 3.6), (6.5, 6.7), (8.7, 7.7))


def _ring_plus(b: _Board) -> None:
    b.pen(1.2)
    b.ring()
    b.lines((6.5, 4.0), (6.5, 9.0))
    b.lines((4.0, 6.5), (9.0, 6.5))


def _ring_i(b: _Board) -> None:
    b.pen(1.2)
    b.ring()
    b.lines((6.5, 6.0), (6.5, 9.1))
    b.dot(6.5, 4.0, 0.75, b.ink)


def _double_arrow(b: _Board) -> None:
    b.pen(1.2)
    b.lines((1.8, 4.6), (11.0, 4.6))
    b.lines((8.8, 2.4), (11.0, 4.6))
    b.lines((11.2, 8.6), (2.0, 8.6))
    b.lines((4.2, 10.8), (2.0, 8.6))


def _chevron_right(b: _Board) -> None:
    b.pen(1.4)
    b.lines((4.6, 2.6), (8.6, 6.5), (4.6, 10.4))


def _chevron_down(b: _Board) -> None:
    b.pen(1.4)
    b.lines((2.6, 4.6), (6.5, 8.6), (10.4, 4.6))


def _checked(b: _Board) -> None:
    b.pen(1.0)
    b.box(0.8, 0.8, 11.4, 11.4, fill=True)
    b.pen(1.5, colour=b.under)
    b.lines((3.4, 6.6), (5.6, 8.8), (9.6, 4.2))


def _unchecked(b: _Board) -> None:
    b.pen(1.1)
    b.box(1.1, 1.1, 10.8, 10.8)


def _two_ticks(b: _Board) -> None:
    b.pen(1.4)
    b.lines((0.6, 7.2), (3.0, 9.6), (7.8, 4.0))
    b.lines((5.4, 9.2), (6.0, 9.8), (12.2, 3.2))


def _unequal(b: _Board) -> None:
    b.pen(1.4)
    b.lines((2.4, 4.8), (10.6, 4.8))
    b.lines((2.4, 8.6), (10.6, 8.6))
    b.lines((4.2, 11.4), (8.8, 1.9))


SIGNS: Mapping[str, _Draw] = {
    "empty": _dashed_square,
    "filled": _tick,
    "no_figure": _barred_ring,
    "open": _triangle_filled,
    "explained": _triangle_tick,
    "error": _square_cross,
    "computed": _equals,
    "lock": _padlock,
    "pennant": _pennant,
    "attained": _disc_tick,
    "maintained": _ring_equals,
    "on_track": _ring_up,
    "slightly_off": _triangle_open,
    "off_track": _triangle_filled,
    "moving_away": _triangle_down,
    "missed": _square_cross,
    "small_numbers": _ring_approx,
    "cannot_tell": _ring_question,
    "no_data": _ring_dashed,
    "not_due": _dash,
    "qualitative": _diamond,
    "late": _clock,
    "doing": _disc_next,
    "new": _ring_plus,
    "changed": _double_arrow,
    "note": _ring_i,
    "folded": _chevron_right,
    "unfolded": _chevron_down,
    "checked": _checked,
    "unchecked": _unchecked,
    "verified": _two_ticks,
    "differs": _unequal,
}


def draw_sign(painter: QPainter, name: str, box: QRectF, ink: QColor, under: QColor) -> None:
    """Draw the sign ``name`` into ``box`` in ``ink``; ``under`` shows through filled shapes. Raises KeyError."""
    painter.save()
    painter.translate(box.topLeft())
    painter.scale(box.width() / 13, box.height() / 13)
    SIGNS[name](_Board(painter, ink, under))
    painter.restore()
