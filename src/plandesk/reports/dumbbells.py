"""Dumbbell charts: two values per indicator on one axis (城镇–农村, 男–女, baseline–now), the target a stroke across."""

from collections.abc import Sequence

from reportlab.graphics.shapes import Drawing
from reportlab.lib.colors import black

from plandesk.core.quantity import printed
from plandesk.core.report_model import Dumbbell, Dumbbells
from plandesk.reports.cells import cell_lines
from plandesk.reports.drawing import GRID_GREY, Sketch
from plandesk.reports.fonts import Typefaces
from plandesk.reports.labels import Box, Labels
from plandesk.reports.line_breaking import Line
from plandesk.reports.line_charts import nice_ticks

_NAME, _FIGURE = 9.5, 8.5
_LEADING, _LEAST, _ABOVE, _BELOW = 10.5, 19.0, 24.0, 18.0
_NAMES_SHARE = 0.36  # of the width, at most
_INSET = 34.0  # room for the figures outside the outermost points
_POINT, _STROKE, _TICKS = 3.4, 12.0, 7
_RADII = {"ring": 3.1, "disc": 2.0}  # where both are one, ○ still shows around ●


def dumbbell_drawing(chart: Dumbbells, width: float, faces: Typefaces) -> Drawing:
    """One row per indicator, ○ and ● joined by a line, figures at their outer sides, the gap at the right end.

    ``width`` in points; as high as its rows need.
    """
    names = [_set(row.name, width, faces) for row in chart.rows]
    heights = [max(_LEAST, 5 + _LEADING * len(lines)) for lines in names]
    sketch = Sketch(width, _ABOVE + sum(heights) + _BELOW, faces)
    scale = _Scale(chart, width, max(line.width for lines in names for line in lines) + 8, faces)
    top = _BELOW + sum(heights)
    _axis(sketch, scale, chart, top)
    _legend(sketch, chart, width, top + _ABOVE - 10)
    for row, lines, high in zip(chart.rows, names, heights, strict=True):
        _row(sketch, scale, row, lines, top - high / 2)
        top -= high
    return sketch.drawing


class _Scale:
    """The axis of values, from the names at the left to the gaps at the right."""

    def __init__(self, chart: Dumbbells, width: float, names: float, faces: Typefaces) -> None:
        values = [v for row in chart.rows for v in (row.first, row.second, row.target) if v is not None]
        self.ticks, self.decimals = nice_ticks(min(values), max(values), _TICKS, roomy=False)
        gaps = [faces.width(text, "song", _FIGURE) for text in (chart.gap, *(row.gap for row in chart.rows))]
        self.left, self.end = names, width
        self.right = width - (max(gaps) + 8 if any(gaps) else 0)
        self.chart = chart

    def x(self, value: object) -> float:
        """Where ``value`` stands."""
        low, high = float(self.ticks[0]), float(self.ticks[-1])
        room = self.right - self.left - 2 * _INSET
        return self.left + _INSET + room * (float(str(value)) - low) / (high - low)


def _set(name: str, width: float, faces: Typefaces) -> tuple[Line, ...]:
    return cell_lines(name, "song", _NAME, width * _NAMES_SHARE, faces, "left")


def _axis(sketch: Sketch, scale: _Scale, chart: Dumbbells, top: float) -> None:
    """The grid of round values with their figures below, the unit before them, the head of the gaps above."""
    for tick in scale.ticks:
        x = scale.x(tick)
        sketch.line(x, _BELOW, x, top, 0.4, GRID_GREY)
        sketch.words(printed(tick, scale.decimals), x, _BELOW - 11, _FIGURE, "song", "centre")
    sketch.line(scale.left, _BELOW, scale.right, _BELOW)
    sketch.line(scale.left, _BELOW, scale.left, top)
    sketch.words(f"（{chart.unit}）", scale.left - 4, _BELOW - 11, _FIGURE, "song", "right")
    sketch.words(chart.gap, scale.end, top + 3, _FIGURE, "hei", "right")


def _legend(sketch: Sketch, chart: Dumbbells, width: float, y: float) -> None:
    """○ and ● and the stroke with their names, in the middle above."""
    named = [(chart.ends[0], "ring"), (chart.ends[1], "disc")]
    named += [(chart.target, "upright")] if chart.target else []
    shares = [sketch.faces.width(name, "song", _FIGURE) + 28 for name, _ in named]
    x = (width - sum(shares)) / 2
    for (name, mark), share in zip(named, shares, strict=True):
        if mark == "upright":
            sketch.upright(x + 4, y + 3, 9)
        else:
            sketch.dot(x + 4, y + 3, mark, _RADII[mark])
        sketch.words(name, x + 12, y, _FIGURE)
        x += share


def _row(sketch: Sketch, scale: _Scale, row: Dumbbell, lines: Sequence[Line], y: float) -> None:
    base = y + _LEADING * (len(lines) - 1) / 2 - 3.4
    for line in lines:
        sketch.words(line.text, scale.left - 6, base, _NAME, "song", "right")
        base -= _LEADING
    first, second = scale.x(row.first), scale.x(row.second)
    sketch.line(scale.left, y, scale.right, y, 0.25, GRID_GREY)
    sketch.line(first, y, second, y, 1.4, black)
    labels = Labels(Box(scale.left + 1, y - 15, scale.right, y + 16), [(first, y, second, y)])
    if row.target is not None:
        at = scale.x(row.target)
        sketch.upright(at, y, _STROKE)
        labels.taken.append(Box(at - 2, y - _STROKE / 2, at + 2, y + _STROKE / 2))
    for x, mark in ((first, "ring"), (second, "disc")):
        sketch.dot(x, y, mark, _RADII[mark])
        labels.keep_clear(x, y, _POINT)
    _figure(sketch, labels, printed(row.first, row.decimals), first, y, leftwards=first <= second)
    if row.first != row.second:  # one figure for both
        _figure(sketch, labels, printed(row.second, row.decimals), second, y, leftwards=second < first)
    sketch.words(row.gap, scale.end, y - 3, _FIGURE, "song", "right")


def _figure(sketch: Sketch, labels: Labels, text: str, x: float, y: float, *, leftwards: bool) -> None:
    """A value at the outer side of its point; over or under it where the target's stroke stands there."""
    wide = sketch.faces.width(text, "song", _FIGURE)
    left, right = (x - wide - 5, y - 3), (x + 5, y - 3)
    far = (x - wide - 9, y - 3) if leftwards else (x + 9, y - 3)
    over = [(x - wide / 2, y + 6.5), (x - wide, y + 6.5), (x, y + 6.5), (x - wide / 2, y - 12.5)]
    sides = [left, far, right] if leftwards else [right, far, left]
    at, base = labels.place(wide, _FIGURE, [*sides, *over])
    sketch.blank(at - 1, base - 1, wide + 2, _FIGURE - 0.5)
    sketch.words(text, at, base, _FIGURE)
