"""Line charts: one or two series by year with their target and what they may come to. Black and white first."""

from collections.abc import Sequence
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from itertools import pairwise

from reportlab.graphics.shapes import Drawing
from reportlab.lib.colors import black

from plandesk.core.quantity import printed
from plandesk.core.report_model import LineChart, Series
from plandesk.reports.drawing import GRID_GREY, Sketch
from plandesk.reports.fonts import Typefaces
from plandesk.reports.labels import Box, Labels, Stroke

FIGURE = 8.5  # points of the figures and words in charts
_LONG_AXIS = 6  # years beyond which only the first and last values are printed
_TICKS = 4
_POINT = 2.8  # half the side of a point mark with its surroundings

_Point = tuple[int, Decimal, float, float]


def line_drawing(chart: LineChart, width: float, height: float, faces: Typefaces) -> Drawing:
    """One or two series by year with the target dashed; a gap where a year is missing or the series breaks."""
    sketch = Sketch(width, height, faces)
    plot = _Plot(chart, width, height, faces)
    sketch.words(f"（{chart.unit}）", 0, height - 9, FIGURE)
    for tick in plot.ticks:
        y = plot.y(tick)
        if tick != plot.ticks[0]:
            sketch.line(plot.left, y, plot.right, y, 0.4, GRID_GREY)
        sketch.words(printed(tick, plot.tick_decimals), plot.left - 4, y - 3, FIGURE, "song", "right")
    sketch.line(plot.left, plot.bottom, plot.left, plot.top)
    sketch.line(plot.left, plot.bottom, plot.right, plot.bottom)
    _years(sketch, plot)
    _Lines(sketch, plot).draw()
    return sketch.drawing


class _Plot:
    """The scales of a line chart."""

    def __init__(self, chart: LineChart, width: float, height: float, faces: Typefaces) -> None:
        self.chart = chart
        years = [year for s in chart.series for year, _ in s.points]
        self.first, self.last = min(years), max([*years, chart.last_year or 0])
        values = [value for s in chart.series for _, value in s.points]
        values += [s.forecast[1] for s in chart.series if s.forecast]
        if chart.target is not None:
            values.append(chart.target)
        self.ticks, self.tick_decimals = nice_ticks(min(values), max(values))
        label = max(faces.width(printed(t, self.tick_decimals), "song", FIGURE) for t in self.ticks)
        named = len(chart.series) > 1
        names = max(faces.width(s.name, "hei", FIGURE) for s in chart.series) + 8 if named else 12
        self.left, self.bottom = label + 8, 16.0
        self.right, self.top = width - names, height - 20
        self.inset = 15.0

    def points(self, series: Series) -> list[_Point]:
        """Year, value and place of every point, in order."""
        return [(year, value, self.x(year), self.y(value)) for year, value in sorted(series.points)]

    def x(self, year: int) -> float:
        span = max(self.last - self.first, 1)
        return self.left + self.inset + (self.right - self.left - 2 * self.inset) * (year - self.first) / span

    def y(self, value: Decimal) -> float:
        low, high = self.ticks[0], self.ticks[-1]
        return self.bottom + (self.top - self.bottom) * float((value - low) / (high - low))


def nice_ticks(
    low: Decimal, high: Decimal, wanted: int = _TICKS, *, roomy: bool = True
) -> tuple[list[Decimal], int]:
    """About ``wanted`` and up to two more round ticks that enclose ``low`` and ``high``, and the decimals they need.

    ``roomy``: neither lies on the outermost tick.
    """
    spread = high - low or abs(high) / 10 or Decimal(1)
    rough = spread / wanted
    power = Decimal(1).scaleb(rough.adjusted())
    step = next(power * factor for factor in (1, 2, 5, 10) if power * factor >= rough)
    start = (low / step).to_integral_value(ROUND_FLOOR) * step
    end = (high / step).to_integral_value(ROUND_CEILING) * step
    if roomy and start == low and low != 0:
        start -= step
    if end == high and (roomy or start == end):
        end += step
    count = int((end - start) / step)
    return [start + step * k for k in range(count + 1)], max(0, -int(step.normalize().as_tuple().exponent))


def _years(sketch: Sketch, plot: _Plot) -> None:
    skip = 2 if plot.last - plot.first > _LONG_AXIS else 1
    for year in range(plot.first, plot.last + 1):
        x = plot.x(year)
        sketch.line(x, plot.bottom, x, plot.bottom - 2)
        if (year - plot.first) % skip == 0:
            sketch.words(str(year), x, plot.bottom - 11, FIGURE, "song", "centre")


class _Lines:
    """Draws the lines first, then finds room for the words: target, figures, names, what is forecast."""

    def __init__(self, sketch: Sketch, plot: _Plot) -> None:
        self.sketch, self.plot, self.chart = sketch, plot, plot.chart
        self.labels = Labels(Box(plot.left + 1, plot.bottom + 1, sketch.drawing.width, sketch.drawing.height))
        self.target: Stroke | None = None

    def draw(self) -> None:
        """Everything within the axes."""
        plot = self.plot
        if self.chart.target is not None:
            y = plot.y(self.chart.target)
            self.target = (plot.left, y, plot.right, y)
            self._stroke(self.target, 1.1, (4, 2.4))
        for number, series in enumerate(self.chart.series):
            self._series(plot.points(series), series, number)
        self._target_words()
        for number, series in enumerate(self.chart.series):
            self._words(plot.points(series), series, number)

    def _stroke(self, stroke: Stroke, weight: float, dash: tuple[float, ...] | None = None) -> None:
        self.sketch.line(*stroke, weight, black, dash)
        self.labels.strokes.append(stroke)

    def _series(self, points: Sequence[_Point], series: Series, number: int) -> None:
        """The strokes between the points, the dotted one to the forecast, the points over them."""
        for (year, _, x1, y1), (after, _, x2, y2) in pairwise(points):
            if after == year + 1 and after not in series.breaks:
                self._stroke((x1, y1, x2, y2), 1.2, (3.0, 2.0) if number else None)
        if series.forecast:
            year, value, _ = series.forecast
            x, y = self.plot.x(year), self.plot.y(value)
            self._stroke((points[-1][2], points[-1][3], x, y), 0.8, (0.8, 2.0))
            self.sketch.dot(x, y, "ring")
            self.labels.keep_clear(x, y, _POINT)
        for _, _, x, y in points:
            self.sketch.dot(x, y, "square" if number else "disc")
            self.labels.keep_clear(x, y, _POINT)

    def _target_words(self) -> None:
        """The target's words on its line, above or below, at the left, the right or in between."""
        if self.target is None:
            return
        text, (left, y, right, _) = self.chart.target_words, self.target
        wide = self.sketch.faces.width(text, "hei", FIGURE)
        starts = (left + 4, right - wide, left + (right - left - wide) / 2)
        places = [(x, y + 3) for x in starts] + [(x, y - 9) for x in starts]
        x, base = self.labels.place(wide, FIGURE, places, (self.target,))
        self.sketch.words(text, x, base, FIGURE, "hei")

    def _words(self, points: Sequence[_Point], series: Series, number: int) -> None:
        """The figures at the points, the series' name at its end, the words of the forecast."""
        if len(self.chart.series) > 1:
            wide = self.sketch.faces.width(series.name, "hei", FIGURE)
            x, y = points[-1][2] + 6, points[-1][3]
            places = [(x, y + rise) for rise in (-3.0, 3.0, -9.0, 9.0, -15.0)]
            x, base = self.labels.place(wide, FIGURE, places)
            self.sketch.words(series.name, x, base, FIGURE, "hei")
        for point in _printed_points(points, self.plot):
            self._figure(printed(point[1], self.chart.decimals), point[2], point[3], below=number == 1)
        if series.forecast:
            year, value, words = series.forecast
            self._figure(words, self.plot.x(year), self.plot.y(value), below=False)

    def _figure(self, text: str, x: float, y: float, *, below: bool) -> None:
        """A figure by its point: over it, under it, or to a side where lines run there."""
        wide = self.sketch.faces.width(text, "song", FIGURE)
        over = [(x - wide / 2, y + 5.6), (x - wide + 4, y + 5.6), (x - 4, y + 5.6)]
        under = [(x - wide / 2, y - 11.8), (x - wide + 4, y - 11.8), (x - 4, y - 11.8)]
        beside = [(x - wide - 5, y - 3), (x + 5, y - 3), (x - wide - 4, y + 3), (x - wide - 4, y - 9)]
        far = [(x - wide / 2, y + 12), (x - wide / 2, y - 19), (x - wide + 4, y + 12), (x - wide + 4, y - 19)]
        first, second = (under, over) if below else (over, under)
        left, base = self.labels.place(wide, FIGURE, [*first, *second, *beside, *far])
        self.sketch.words(text, left, base, FIGURE)


def _printed_points(points: Sequence[_Point], plot: _Plot) -> list[_Point]:
    if plot.last - plot.first > _LONG_AXIS:
        return [points[0], points[-1]] if len(points) > 1 else list(points)
    return list(points)
