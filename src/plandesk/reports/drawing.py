"""Shapes for charts: one reportlab Drawing serves the PDF and, through SVG, the window."""

from collections.abc import Iterator
from typing import Any

from reportlab.graphics import renderPDF
from reportlab.graphics import shapes as typed_shapes
from reportlab.graphics.shapes import Drawing
from reportlab.lib.colors import Color, black, white

from plandesk.core.report_model import Fill
from plandesk.reports.fonts import Typefaces
from plandesk.reports.line_breaking import Measure, set_lines
from plandesk.reports.pen import Pen
from plandesk.reports.roles import Role

# The stubs know the shapes' keyword arguments only as one bundle; reportlab itself takes them one by one.
shapes: Any = typed_shapes

GRID_GREY = Color(0.72, 0.72, 0.72)
# Five fills that stay apart on a copier: their greys are 0.26, 0.62, lines on white, 0.85, white.
FILLS: dict[Fill, Color] = {
    "dark": Color(0.17, 0.27, 0.43),
    "mid": Color(0.56, 0.64, 0.80),
    "hatched": white,
    "light": Color(0.85, 0.85, 0.85),
    "white": white,
}
_HATCH_STEP = 4.0


class Sketch:
    """A Drawing being made, with text in the document's fonts (reportlab's own default is never asked for)."""

    def __init__(self, width: float, height: float, faces: Typefaces) -> None:
        drawing: Any = Drawing(width, height)
        drawing.initialFontName = faces.names["song"]
        self.drawing: Drawing = drawing
        self.faces = faces

    def words(self, text: str, x: float, y: float, size: float, role: Role = "song", align: str = "left",
              colour: Color = black) -> float:  # fmt: skip
        """A short text from ``x``, ending at it (right) or around it (centre); returns its width."""
        (line,) = set_lines(self.faces.shape(text, role), Measure(size, 1e6, 1e6, "left", widow=0))
        at = {"left": x, "right": x - line.width, "centre": x - line.width / 2}[align]
        for run in line.runs:
            self.drawing.add(
                shapes.String(at, y, run.text, fontName=run.font, fontSize=size, fillColor=colour)
            )
            at += self.faces.width(run.text, role, size) + run.gap * len(run.text)
        return line.width

    def line(self, x1: float, y1: float, x2: float, y2: float, weight: float = 0.5, colour: Color = black,
             dash: tuple[float, ...] | None = None) -> None:  # fmt: skip
        """A straight line, dashed where ``dash`` says so."""
        shape = shapes.Line(x1, y1, x2, y2, strokeWidth=weight, strokeColor=colour)
        if dash:
            shape.strokeDashArray = list(dash)
        self.drawing.add(shape)

    def box(self, x: float, y: float, width: float, height: float, fill: Fill) -> None:
        """A framed rectangle with one of the five fills."""
        self.drawing.add(
            shapes.Rect(x, y, width, height, fillColor=FILLS[fill], strokeColor=black, strokeWidth=0.5)
        )
        if fill == "hatched":
            for x1, y1, x2, y2 in _hatches(width, height):
                self.line(x + x1, y + y1, x + x2, y + y2, 0.5)

    def blank(self, x: float, y: float, width: float, height: float) -> None:
        """A white rectangle without a frame, to keep a figure readable on hatching."""
        self.drawing.add(shapes.Rect(x, y, width, height, fillColor=white, strokeColor=None, strokeWidth=0))

    def dot(self, x: float, y: float, kind: str, radius: float = 2.3) -> None:
        """A point of a series: disc, square or ring."""
        if kind == "square":
            side = 4.4
            self.drawing.add(shapes.Rect(x - side / 2, y - side / 2, side, side, fillColor=white, strokeColor=black,
                                  strokeWidth=0.9))  # fmt: skip
        else:
            fill = black if kind == "disc" else white
            self.drawing.add(shapes.Circle(x, y, radius, fillColor=fill, strokeColor=black, strokeWidth=0.9))

    def upright(self, x: float, y: float, height: float) -> None:
        """A thick upright stroke around ``y``, white at its sides: a target on a row's axis."""
        self.drawing.add(
            shapes.Rect(
                x - 1.1, y - height / 2, 2.2, height, fillColor=black, strokeColor=white, strokeWidth=0.6
            )
        )

    def triangle(self, points: list[float]) -> None:
        """A small filled triangle."""
        self.drawing.add(shapes.Polygon(points, fillColor=black, strokeColor=black, strokeWidth=0.2))


def place(drawing: Drawing, pen: Pen, x: float, y: float) -> None:
    """Puts a drawing on the page with its lower left at (x, y)."""
    pen.flush()
    renderPDF.draw(drawing, pen.canvas, x, y)


def _hatches(width: float, height: float) -> Iterator[tuple[float, float, float, float]]:
    """Lines rising by 45° within a rectangle."""
    start = -height + _HATCH_STEP / 2
    while start < width:
        x1, y1 = max(start, 0.0), max(0.0, -start)
        x2 = min(start + height, width)
        yield x1, y1, x2, x2 - start
        start += _HATCH_STEP
