"""The charts of a report as blocks with captions and notes; stacked bars of counts. Black and white first."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from reportlab.graphics.shapes import Drawing
from reportlab.lib.colors import black, white

from plandesk.core.report_model import BarGroup, Charts, Dumbbells, StackedBars
from plandesk.reports.blocks import MM, Style, TextBlock, first_baseline
from plandesk.reports.cells import cell_lines
from plandesk.reports.drawing import Sketch, place
from plandesk.reports.dumbbells import dumbbell_drawing
from plandesk.reports.fonts import Typefaces
from plandesk.reports.line_breaking import Line
from plandesk.reports.line_charts import line_drawing
from plandesk.reports.pen import Pen

_CAPTION = Style("hei", 12, 18, align="centre")
_NOTE = Style("song", 9, 12.5, align="left")
_LABEL, _FIGURE = 9.5, 8.5
_BAR, _PITCH, _CLOSEST, _LEGEND = 12.5, 19.0, 14.5, 26.0


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


def dumbbells_block(chart: Dumbbells, width: float, faces: Typefaces) -> FigureBlock:
    """Dumbbells with their caption and note."""
    note = TextBlock(chart.note, _NOTE, faces) if chart.note else None
    drawing = dumbbell_drawing(chart, width, faces)
    return FigureBlock((drawing,), (f"{chart.label}　{chart.title}",), note, faces)


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
