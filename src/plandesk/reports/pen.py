"""Draws on one page of the PDF: text, rules, fills, links. The text of a page is gathered into few text objects."""

from collections.abc import Iterable
from typing import Any

from reportlab.pdfgen.canvas import Canvas
from reportlab.pdfgen.textobject import PDFTextObject

from plandesk.reports.fonts import Typefaces
from plandesk.reports.line_breaking import Line, Measure, Run, set_lines
from plandesk.reports.roles import Role

BLACK = 0.0


class Pen:
    """Draws in points from the page's lower left. Rules and fills come under the text, whatever the order of calls."""

    def __init__(self, canvas: Canvas, faces: Typefaces) -> None:
        self.canvas = canvas
        self.faces = faces
        self._text: PDFTextObject | None = None
        self._font: tuple[str, float] = ("", 0.0)
        self._gap = 0.0
        self._outline = -1  # the level of the last bookmark

    def flush(self) -> None:
        """Puts the gathered text on the page. Needed before the coordinates change and at the page's end."""
        if self._text is not None:
            if self._gap:  # the spacing outlives the text object: it would squeeze whatever comes next
                self._text.setCharSpace(0)
            self.canvas.drawText(self._text)
            self._text = None

    def line_of_text(self, line: Line, x: float, y: float, size: float) -> None:
        """One set line with its left edge at ``x`` and its baseline at ``y``."""
        if not line.runs:
            return
        if line.loose:
            self._as_read(line.text, line.runs, x + line.indent, y, size)
        else:
            self._runs(line.runs, x + line.indent, y, size)

    def words(
        self, text: str, x: float, y: float, size: float, role: Role = "song", align: str = "left"
    ) -> float:
        """A short text in one line from ``x``, ending at it (right) or around it (centre); returns its width."""
        if not text:
            return 0.0
        shaped = self.faces.shape(text, role)
        (line,) = set_lines(shaped, Measure(size, 1e6, 1e6, "left", widow=0))
        left = {"left": x, "right": x - line.width, "centre": x - line.width / 2}[align]
        self._runs(line.runs, left, y, size)
        return line.width

    def rule(self, x1: float, y1: float, x2: float, y2: float, weight: float, grey: float = BLACK) -> None:
        """A straight line of ``weight`` points; ``grey`` 0 is black, 1 white."""
        self.canvas.setStrokeGray(grey)
        self.canvas.setLineWidth(weight)
        self.canvas.line(x1, y1, x2, y2)

    def rules(
        self, segments: Iterable[tuple[float, float, float, float]], weight: float, grey: float = BLACK
    ) -> None:
        """Several straight lines of one weight in one stroke."""
        lines = list(segments)
        if lines:
            self.canvas.setStrokeGray(grey)
            self.canvas.setLineWidth(weight)
            self.canvas.lines(lines)

    def fill(self, x: float, y: float, width: float, height: float, grey: float) -> None:
        """A grey rectangle without a border."""
        self.canvas.setFillGray(grey)
        self.canvas.rect(x, y, width, height, stroke=0, fill=1)
        self.canvas.setFillGray(BLACK)

    def frame(self, x: float, y: float, width: float, height: float, weight: float) -> None:
        """An empty rectangle."""
        self.canvas.setStrokeGray(BLACK)
        self.canvas.setLineWidth(weight)
        self.canvas.rect(x, y, width, height, stroke=1, fill=0)

    def leader(self, x1: float, x2: float, y: float) -> None:
        """A dotted line that leads the eye to a page number (drawn, so that no dots stand in the text)."""
        if x2 <= x1:
            return
        self.canvas.saveState()
        self.canvas.setLineCap(1)
        self.canvas.setLineWidth(0.9)
        self.canvas.setDash([0, 6])
        self.canvas.line(x2, y, x1, y)
        self.canvas.restoreState()

    def dashes(self, x1: float, x2: float, y: float) -> None:
        """A dashed line to cut along."""
        self.canvas.saveState()
        self.canvas.setLineWidth(0.8)
        self.canvas.setDash([4, 3])
        self.canvas.line(x1, y, x2, y)
        self.canvas.restoreState()

    def bookmark(self, key: str, title: str, level: int, top: float) -> None:
        """A place that contents and outline can jump to; at most one level under the bookmark before it."""
        self.canvas.bookmarkHorizontalAbsolute(key, top)
        level = self._outline = min(level, self._outline + 1)  # parts may have been left out of a report
        self.canvas.addOutlineEntry(title, key, level=level, closed=level > 0)

    def link(self, key: str, x: float, y: float, width: float, height: float) -> None:
        """Makes a rectangle jump to the bookmark ``key``."""
        self.canvas.linkRect("", key, (x, y, x + width, y + height), relative=1, thickness=0)

    def _runs(self, runs: tuple[Run, ...], x: float, y: float, size: float) -> None:
        text = self._text
        if text is None:
            text = self._text = self.canvas.beginText()
            self._font, self._gap = ("", 0.0), 0.0
        text.setTextOrigin(x, y)
        for run in runs:
            if self._font != (run.font, size):
                text.setFont(run.font, size)
                self._font = (run.font, size)
            if self._gap != run.gap:
                text.setCharSpace(run.gap)
                self._gap = run.gap
            text.textOut(run.text)

    def _as_read(self, text: str, runs: tuple[Run, ...], x: float, y: float, size: float) -> None:
        """A line set so wide that readers would see spaces in it: what it says stands beside it (ActualText)."""
        self.flush()
        literal: Any = self.canvas
        literal.addLiteral(f"/Span <</ActualText <FEFF{text.encode('utf-16-be').hex().upper()}>>> BDC")
        self._runs(runs, x, y, size)
        self.flush()
        literal.addLiteral("EMC")
