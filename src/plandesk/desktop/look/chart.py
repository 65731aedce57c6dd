"""The small series chart: years, figures, target steps, forecast; painted by QPainter after the cell's frame."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import pairwise

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QWidget

from plandesk.core.quantity import canonical
from plandesk.desktop.look.look import Look
from plandesk.desktop.look.ticks import ticks


@dataclass(frozen=True, slots=True)
class Series:
    """What a chart shows: figures by year, targets by stage year (stage, figure), breaks, a forecast.

    ``first``..``last`` are the years of the axis; ``label`` the figure of the last point, as printed. ``around`` is
    the interval of the forecast, ``break_word`` what stands at a break of the line.
    """

    figures: Mapping[int, Decimal] = field(default_factory=dict)
    targets: tuple[tuple[int, Decimal], ...] = ()
    breaks: tuple[int, ...] = ()
    first: int = 0
    last: int = 0
    label: str = ""
    forecast: tuple[int, Decimal] | None = None
    spoken: str = ""
    around: tuple[Decimal, Decimal] | None = None
    break_word: str = ""

    def spread(self) -> tuple[Decimal, ...]:
        """Every figure that must fit."""
        ahead = (self.forecast[1],) if self.forecast else ()
        return (*self.figures.values(), *(value for _, value in self.targets), *ahead)


class SeriesChart(QWidget):
    """Paints a ``Series``; empty where there is no figure."""

    def __init__(self, look: Look, height: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._series = Series()
        self._tall = height
        look.changed.connect(self.update)
        self.hide()

    def show_series(self, series: Series) -> None:
        """Show another series."""
        if series != self._series:
            self._series = series
            self.setAccessibleName(series.spoken)
            self.setVisible(bool(series.figures))
            self.update()

    def set_tall(self, height: int) -> None:
        """Another height, at 13 px."""
        self._tall = height
        self.setFixedHeight(self._look.dp(height))

    def sizeHint(self) -> QSize:
        return QSize(self._look.dp(260), self._look.dp(self._tall))

    def minimumSizeHint(self) -> QSize:
        return QSize(self._look.dp(180), self._look.dp(self._tall))

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._series.figures:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        _Drawing(painter, self._look, self._series, QRectF(self.rect())).draw()
        painter.end()


class _Drawing:
    def __init__(self, painter: QPainter, look: Look, series: Series, room: QRectF) -> None:
        self._painter, self._look, self._series = painter, look, series
        self._levels = ticks(series.spread())
        self._labels = [canonical(level) for level in self._levels]
        left = max(look.width(text, 11) for text in self._labels) + look.dp(8)
        self._plot = room.adjusted(left, look.dp(16), -look.dp(14), -look.dp(18))
        self._years = max(series.last, series.forecast[0] if series.forecast else 0)

    def _x(self, year: int) -> float:
        span = max(1, self._years - self._series.first)
        return self._plot.left() + self._plot.width() * (year - self._series.first) / span

    def _y(self, value: Decimal) -> float:
        low, high = self._levels[0], self._levels[-1]
        return self._plot.bottom() - self._plot.height() * float((value - low) / (high - low))

    def draw(self) -> None:
        self._axes()
        self._target_lines()
        self._break_lines()
        self._forecast_line()
        self._line()

    def _axes(self) -> None:
        painter, look, plot = self._painter, self._look, self._plot
        painter.setFont(look.font(11))
        for level, text in zip(self._levels, self._labels, strict=True):
            y = self._y(level)
            painter.setPen(QPen(look.colour("line"), 1))
            painter.drawLine(QPointF(plot.left(), y), QPointF(plot.right(), y))
            painter.setPen(look.colour("ink2"))
            x = plot.left() - look.dp(6) - look.width(text, 11)
            painter.drawText(QPointF(x, y + look.metrics(11).capHeight() / 2), text)
        years = range(self._series.first, self._years + 1)
        every = 1 if len(years) <= 6 else 2 if len(years) <= 11 else 3
        for year in years:
            if (self._years - year) % every == 0:
                text = str(year)
                x = self._x(year) - look.width(text, 11) / 2
                painter.drawText(QPointF(x, plot.bottom() + look.dp(14)), text)

    def _target_lines(self) -> None:
        painter, look = self._painter, self._look
        start = self._series.first
        for number, (stage, value) in enumerate(self._series.targets):
            pen = QPen(look.colour("ink2"), 1.2)
            pen.setDashPattern([4, 3])
            painter.setPen(pen)
            y, end = self._y(value), min(max(stage, start), self._years)
            begin, stop = self._x(start), self._x(end) if stage < self._years else self._plot.right()
            painter.drawLine(QPointF(begin, y), QPointF(stop, y))
            if number == 0:
                painter.setPen(look.colour("ink2"))
                painter.setFont(look.font(11))
                painter.drawText(
                    QPointF(self._x(start) + look.dp(2), y - look.dp(3)), f"目标 {canonical(value)}"
                )
            if stage < self._years:
                self._dotted(QPointF(stop, self._plot.top()), QPointF(stop, self._plot.bottom()))
            start = end

    def _break_lines(self) -> None:
        """A dotted line where figures before and after are not comparable."""
        painter, look, series = self._painter, self._look, self._series
        for year in series.breaks if series.break_word else ():
            if series.first < year <= self._years:
                x = (self._x(year - 1) + self._x(year)) / 2
                self._dotted(QPointF(x, self._plot.top()), QPointF(x, self._plot.bottom()))
                painter.setPen(look.colour("ink2"))
                left = min(
                    max(x - look.width(series.break_word, 11) / 2, 0), self._plot.right() - look.dp(50)
                )
                painter.drawText(QPointF(left, self._plot.top() - look.dp(4)), series.break_word)

    def _dotted(self, one: QPointF, other: QPointF) -> None:
        pen = QPen(self._look.colour("rule"), 1)
        pen.setDashPattern([1, 3])
        self._painter.setPen(pen)
        self._painter.drawLine(one, other)

    def _forecast_line(self) -> None:
        ahead, figures = self._series.forecast, self._series.figures
        if ahead is None:
            return
        last = max(figures)
        here = QPointF(self._x(last), self._y(figures[last]))
        there = QPointF(self._x(ahead[0]), self._y(ahead[1]))
        low, high = self._band(ahead[1])
        band = QColor(self._look.colour("accent"))
        band.setAlpha(26)
        self._painter.setPen(Qt.PenStyle.NoPen)
        self._painter.setBrush(band)
        self._painter.drawPolygon(QPolygonF([here, QPointF(there.x(), high), QPointF(there.x(), low)]))
        pen = QPen(self._look.colour("accent"), 1.4)
        pen.setDashPattern([1.5, 2.5])
        self._painter.setPen(pen)
        self._painter.drawLine(here, there)

    def _band(self, forecast: Decimal) -> tuple[float, float]:
        """Where the interval around the forecast ends, within the plot; a narrow wedge where none is known."""
        if self._series.around is None:
            return self._y(forecast) + self._look.dp(7), self._y(forecast) - self._look.dp(7)
        low, high = self._series.around
        return min(self._y(low), self._plot.bottom()), max(self._y(high), self._plot.top())

    def _line(self) -> None:
        painter, look, figures = self._painter, self._look, self._series.figures
        years = sorted(figures)
        painter.setPen(QPen(look.colour("accent"), 1.6))
        for one, other in pairwise(years):
            if not any(one < broken <= other for broken in self._series.breaks):
                painter.drawLine(self._at(one), self._at(other))
        for year in years:
            last = year == years[-1]
            painter.setPen(QPen(look.colour("accent"), 1.4))
            painter.setBrush(look.colour("accent" if last else "paper"))
            painter.drawEllipse(self._at(year), 3.2, 3.2)
        painter.setFont(look.font(11))
        painter.setPen(look.colour("ink"))
        at = self._at(years[-1])
        width = look.width(self._series.label, 11)
        x = min(at.x() - width / 2, self._plot.right() + look.dp(13) - width)
        painter.drawText(QPointF(max(self._plot.left(), x), at.y() - look.dp(7)), self._series.label)

    def _at(self, year: int) -> QPointF:
        return QPointF(self._x(year), self._y(self._series.figures[year]))
