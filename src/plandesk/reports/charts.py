"""The charts of a report: stacked bars of counts, lines with their target. Black and white first."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from itertools import pairwise

from reportlab.graphics.shapes import Drawing
from reportlab.lib.colors import black, white

from plandesk.core.quantity import printed
from plandesk.core.report_model import BarGroup, Charts, LineChart, Series, StackedBars
from plandesk.reports.blocks import MM, Style, TextBlock, first_baseline
from plandesk.reports.cells import cell_lines
from plandesk.reports.drawing import GRID_GREY, Sketch, place
from plandesk.reports.fonts import Typefaces
from plandesk.reports.line_breaking import Line
from plandesk.reports.pen import Pen

_CAPTION = Style("hei", 12, 18, align="centre")
_NOTE = Style("song", 9, 12.5, align="left")
_LABEL, _FIGURE = 9.5, 8.5
_BAR, _PITCH, _CLOSEST, _LEGEND = 12.5, 19.0, 14.5, 26.0
_LONG_AXIS = 6  # years beyond which only the first and last values are printed
_TICKS = 4


@dataclass(slots=True)
class FigureBlock:
    """Drawings side by side, each with its caption below, and a common note. Never divided."""

    drawings: tuple[Drawing, ...]
    captions: tuple[str, ...]
    note: TextBlock | None
    faces: Typefaces
    lower: Callable[[float], Drawing | None] | None = (
        None  # the only drawing again, at most so many points high
    )
    keeps: bool = False
    floats: bool = True

    @property
    def before(self) -> float:
        return 8.0

    @property
    def after(self) -> float:
        """Space below the note."""
        return 8.0

    def height(self, width: float) -> float:
        note = self.note.height(width) if self.note else 0.0
        return max(d.height for d in self.drawings) + self._captions_height(width) + note

    def _set_captions(self, width: float) -> list[tuple[Line, ...]]:
        room = width / len(self.drawings) - 10
        return [cell_lines(c, "hei", _CAPTION.size, room, self.faces, "centre") for c in self.captions]

    def _captions_height(self, width: float) -> float:
        return max(len(lines) for lines in self._set_captions(width)) * _CAPTION.leading

    def least(self, width: float) -> float:
        return self.height(width)

    def split(self, room: float, width: float) -> None:
        return None

    def squeezed(self, room: float, width: float) -> "FigureBlock | None":
        """The figure with its drawing made lower, where it can be."""
        if self.lower is None:
            return None
        drawing = self.lower(room - (self.height(width) - self.drawings[0].height))
        return None if drawing is None else replace(self, drawings=(drawing,))

    def draw(self, pen: Pen, x: float, top: float, width: float) -> None:
        depth = max(d.height for d in self.drawings)
        share = width / len(self.drawings)
        for k, (drawing, caption) in enumerate(zip(self.drawings, self._set_captions(width), strict=True)):
            left = x + share * k
            place(drawing, pen, left + (share - drawing.width) / 2, top - depth)
            baseline = top - depth - first_baseline(_CAPTION.size, _CAPTION.leading)
            for line in caption:
                pen.line_of_text(line, left + 5, baseline, _CAPTION.size)
                baseline -= _CAPTION.leading
        if self.note:
            self.note.draw(pen, x, top - depth - self._captions_height(width), width)


def bars_block(chart: StackedBars, width: float, faces: Typefaces) -> FigureBlock:
    """Stacked bars with their caption and note; they move a little closer where a page has less room."""
    note = TextBlock(chart.note, _NOTE, faces) if chart.note else None

    def lower(room: float) -> Drawing | None:
        pitch = (room - _LEGEND) / max(len(chart.bars), 1)
        return bars_drawing(chart, width, faces, pitch) if pitch >= _CLOSEST else None

    drawing = bars_drawing(chart, width, faces)
    return FigureBlock((drawing,), (f"{chart.label}　{chart.title}",), note, faces, lower)


def lines_block(charts: Charts, width: float, faces: Typefaces) -> FigureBlock:
    """One or two line charts side by side with their captions and note."""
    note = TextBlock(charts.note, _NOTE, faces) if charts.note else None
    share = 76 * MM if len(charts.charts) > 1 else min(width, 110 * MM)
    drawings = tuple(line_drawing(chart, share, 56 * MM, faces) for chart in charts.charts)
    return FigureBlock(drawings, tuple(f"{c.label}　{c.title}" for c in charts.charts), note, faces)


def bars_drawing(chart: StackedBars, width: float, faces: Typefaces, pitch: float = _PITCH) -> Drawing:
    """Horizontal bars, one per group, counts inside, totals at the end, legend above."""
    height = pitch * len(chart.bars) + _LEGEND
    sketch = Sketch(width, height, faces)
    _legend(sketch, chart, width, height - 11)
    label_room = max(faces.width(bar.name, "song", _LABEL) for bar in chart.bars) + 8
    total_room = faces.width(f"000{chart.measure}", "song", _FIGURE) + 8
    most = max((sum(bar.counts) for bar in chart.bars), default=0)
    unit = (width - label_room - total_room) / max(most, 1)
    top = height - _LEGEND
    for k, bar in enumerate(chart.bars):
        base = top - pitch * k - (pitch + _BAR) / 2
        sketch.words(bar.name, label_room - 6, base + 3, _LABEL, "song", "right")
        _bar(sketch, chart, bar, label_room, base, unit)
    sketch.line(label_room, 0, label_room, top)
    return sketch.drawing


def _legend(sketch: Sketch, chart: StackedBars, width: float, y: float) -> None:
    shares = [sketch.faces.width(name, "song", _FIGURE) + 15 + 12 for name, _ in chart.kinds]
    x = max((width - sum(shares)) / 2, 0)
    for (name, fill), share in zip(chart.kinds, shares, strict=True):
        sketch.box(x, y, 13, 8, fill)
        sketch.words(name, x + 16, y + 0.8, _FIGURE)
        x += share


def _bar(sketch: Sketch, chart: StackedBars, bar: BarGroup, x: float, base: float, unit: float) -> None:
    for count, (_, fill) in zip(bar.counts, chart.kinds, strict=True):
        if not count:
            continue
        wide = count * unit
        sketch.box(x, base, wide, _BAR, fill)
        figure = str(count)
        room = sketch.faces.width(figure, "hei", _FIGURE)
        if room + 1.5 <= wide:
            if fill == "hatched":
                sketch.blank(x + wide / 2 - room / 2 - 1, base + 2, room + 2, _BAR - 4)
            colour = white if fill == "dark" else black
            sketch.words(figure, x + wide / 2, base + 3.3, _FIGURE, "hei", "centre", colour)
        x += wide
    total = sum(bar.counts)
    words = f"{total}{chart.measure}" if total else bar.words
    sketch.words(words, x + 4, base + 3, _FIGURE)


def line_drawing(chart: LineChart, width: float, height: float, faces: Typefaces) -> Drawing:
    """One or two series by year with the target dashed; a gap where a year is missing or the series breaks."""
    sketch = Sketch(width, height, faces)
    plot = _Plot(chart, width, height, faces)
    sketch.words(f"（{chart.unit}）", 0, height - 9, _FIGURE)
    for tick in plot.ticks:
        y = plot.y(tick)
        if tick != plot.ticks[0]:
            sketch.line(plot.left, y, plot.right, y, 0.4, GRID_GREY)
        sketch.words(printed(tick, plot.tick_decimals), plot.left - 4, y - 3, _FIGURE, "song", "right")
    sketch.line(plot.left, plot.bottom, plot.left, plot.top)
    sketch.line(plot.left, plot.bottom, plot.right, plot.bottom)
    _years(sketch, plot)
    if chart.target is not None:
        y = plot.y(chart.target)
        sketch.line(plot.left, y, plot.right, y, 1.1, black, (4, 2.4))
        _target_words(sketch, plot, y)
    for number, series in enumerate(chart.series):
        _series(sketch, plot, series, number)
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
        self.ticks, self.tick_decimals = _nice_ticks(min(values), max(values))
        label = max(faces.width(printed(t, self.tick_decimals), "song", _FIGURE) for t in self.ticks)
        named = len(chart.series) > 1
        names = max(faces.width(s.name, "hei", _FIGURE) for s in chart.series) + 8 if named else 12
        self.left, self.bottom = label + 8, 16.0
        self.right, self.top = width - names, height - 20
        self.inset = 15.0

    @property
    def target_y(self) -> float | None:
        """The height of the target line."""
        return None if self.chart.target is None else self.y(self.chart.target)

    def x(self, year: int) -> float:
        span = max(self.last - self.first, 1)
        return self.left + self.inset + (self.right - self.left - 2 * self.inset) * (year - self.first) / span

    def y(self, value: Decimal) -> float:
        low, high = self.ticks[0], self.ticks[-1]
        return self.bottom + (self.top - self.bottom) * float((value - low) / (high - low))


def _nice_ticks(low: Decimal, high: Decimal) -> tuple[list[Decimal], int]:
    """Four to six round ticks that enclose ``low`` and ``high``, and the decimals they need."""
    spread = high - low or abs(high) / 10 or Decimal(1)
    rough = spread / _TICKS
    power = Decimal(1).scaleb(rough.adjusted())
    step = next(power * factor for factor in (1, 2, 5, 10) if power * factor >= rough)
    start = (low / step).to_integral_value(ROUND_FLOOR) * step
    end = (high / step).to_integral_value(ROUND_CEILING) * step
    if start == low and low != 0:
        start -= step
    if end == high:
        end += step
    count = int((end - start) / step)
    return [start + step * k for k in range(count + 1)], max(0, -int(step.normalize().as_tuple().exponent))


def _years(sketch: Sketch, plot: _Plot) -> None:
    skip = 2 if plot.last - plot.first > _LONG_AXIS else 1
    for year in range(plot.first, plot.last + 1):
        x = plot.x(year)
        sketch.line(x, plot.bottom, x, plot.bottom - 2)
        if (year - plot.first) % skip == 0:
            sketch.words(str(year), x, plot.bottom - 11, _FIGURE, "song", "centre")


def _target_words(sketch: Sketch, plot: _Plot, y: float) -> None:
    """The target's words on its line, above it at the left unless the series runs there."""
    first = min(plot.chart.series[0].points)
    near = abs(plot.y(first[1]) - y) < 16
    if near:
        sketch.words(plot.chart.target_words, plot.right, y + 3, _FIGURE, "hei", "right")
    else:
        sketch.words(plot.chart.target_words, plot.left + 4, y + 3, _FIGURE, "hei")


_Point = tuple[int, Decimal, float, float]


def _series(sketch: Sketch, plot: _Plot, series: Series, number: int) -> None:
    points = [(year, value, plot.x(year), plot.y(value)) for year, value in sorted(series.points)]
    dash = (3.0, 2.0) if number else None
    strokes = []
    for (year, _, x1, y1), (after, _, x2, y2) in pairwise(points):
        if after == year + 1 and after not in series.breaks:
            strokes.append((x1, y1, x2, y2))
            sketch.line(x1, y1, x2, y2, 1.2, black, dash)
    if series.forecast:
        strokes.append(_forecast(sketch, plot, series.forecast, points[-1]))
    for point in _printed_points(points, plot):
        figure = printed(point[1], plot.chart.decimals)
        below = number == 1 or (len(plot.chart.series) == 1 and _below(sketch, plot, figure, point, strokes))
        base = point[3] + (-11.5 if below else 4.5)
        sketch.words(figure, point[2], base, _FIGURE, "song", "centre")
    for _, _, x, y in points:
        sketch.dot(x, y, "square" if number else "disc")
    if len(plot.chart.series) > 1:
        sketch.words(series.name, points[-1][2] + 6, points[-1][3] - 3, _FIGURE, "hei")


def _forecast(
    sketch: Sketch, plot: _Plot, forecast: tuple[int, Decimal, str], last: _Point
) -> tuple[float, float, float, float]:
    """The dotted line to the ring of the forecast, its words on the side the line does not come from."""
    year, value, words = forecast
    x, y = plot.x(year), plot.y(value)
    sketch.line(last[2], last[3], x, y, 0.8, black, (0.8, 2.0))
    sketch.dot(x, y, "ring")
    crowded = y < last[3] + 12 or (plot.target_y is not None and 0 <= plot.target_y - y < 14)
    below = crowded and y - 14 > plot.bottom
    sketch.words(words, min(x + 8, plot.right), y - 12 if below else y + 5, _FIGURE, "song", "right")
    return last[2], last[3], x, y


def _printed_points(points: Sequence[_Point], plot: _Plot) -> list[_Point]:
    if plot.last - plot.first > _LONG_AXIS:
        return [points[0], points[-1]] if len(points) > 1 else list(points)
    return list(points)


def _below(
    sketch: Sketch,
    plot: _Plot,
    figure: str,
    point: _Point,
    strokes: Sequence[tuple[float, float, float, float]],
) -> bool:
    """Whether a point's figure stands better below it: above it runs the line or the target."""
    half = sketch.faces.width(figure, "song", _FIGURE) / 2
    over = _crossed(plot, point, half, strokes, 4.0, 13.0)
    under = _crossed(plot, point, half, strokes, -12.0, -3.0)
    return over and not under and point[3] - 12 > plot.bottom


def _crossed(
    plot: _Plot, point: _Point, half: float, strokes: Sequence[tuple[float, float, float, float]],
    low: float, high: float,
) -> bool:  # fmt: skip
    """Whether a line or the target crosses the box from ``low`` to ``high`` above the point, ``half`` to either side."""
    _, _, x, y = point
    if plot.target_y is not None and low <= plot.target_y - y <= high:
        return True
    for x1, y1, x2, y2 in strokes:
        left, right = max(x1, x - half), min(x2, x + half)
        if left >= right:
            continue
        ends = [y1 + (y2 - y1) * (at - x1) / (x2 - x1) - y for at in (left, right)]
        if max(ends) >= low and min(ends) <= high:
            return True
    return False
