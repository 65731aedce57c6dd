"""审核签署: a page to sign and seal, with the line about the data and 版记 at its foot."""

from dataclasses import dataclass

from plandesk.core.report_model import Signatures
from plandesk.reports.blocks import MM, Style, TextBlock, first_baseline
from plandesk.reports.cells import cell_lines
from plandesk.reports.fonts import Typefaces
from plandesk.reports.layout import TYPE_HEIGHT
from plandesk.reports.line_breaking import Line
from plandesk.reports.pen import Pen

_COLUMNS = (38 * MM, 42 * MM, 34 * MM, 42 * MM)
_HEAD, _ROW = 11 * MM, 15 * MM
_SENT = Style("song", 14, 24, align="left")
_VERSION = Style("song", 9, 12.5, align="left")
_FOOT = 24.0  # leading of 版记


@dataclass(frozen=True, slots=True)
class SignatureBlock:
    """The whole page of signatures; it fills the type area."""

    form: Signatures
    faces: Typefaces
    key: str = ""
    before: float = 0.0
    after: float = 0.0
    keeps: bool = False

    def height(self, width: float) -> float:
        return TYPE_HEIGHT

    def least(self, width: float) -> float:
        return TYPE_HEIGHT

    def split(self, room: float, width: float) -> None:
        return None

    def draw(self, pen: Pen, x: float, top: float, width: float) -> None:
        if self.key:
            pen.bookmark(self.key, self.form.title, 0, top + 6)
        pen.words(self.form.title, x + width / 2, top - 24, 22, "title", "centre")
        y = self._table(pen, x, top - 44)
        y = self._seals(pen, x, y - 20 * MM, width)
        TextBlock(self.form.version, _VERSION, self.faces).draw(pen, x, y - 16 * MM, width)
        self._imprint(pen, x, top - TYPE_HEIGHT, width)

    def _table(self, pen: Pen, x: float, top: float) -> float:
        edges = [x]
        for column in _COLUMNS:
            edges.append(edges[-1] + column)
        bottom = top - _HEAD - _ROW * len(self.form.duties)
        for k, head in enumerate(self.form.heads):
            middle = (edges[k] + edges[k + 1]) / 2
            pen.words(head, middle, top - first_baseline(12, _HEAD), 12, "hei", "centre")
        y = top - _HEAD
        for duty in self.form.duties:
            lines = cell_lines(duty, "hei", 12, _COLUMNS[0] - 12, self.faces, "centre")
            baseline = y - (_ROW - 15 * len(lines)) / 2 - first_baseline(12, 15)
            for line in lines:
                pen.line_of_text(line, edges[0] + 6, baseline, 12)
                baseline -= 15
            pen.rule(edges[0], y, edges[-1], y, 0.5)
            y -= _ROW
        pen.rules([(edge, top, edge, bottom) for edge in edges[1:-1]], 0.5)
        pen.frame(edges[0], bottom, edges[-1] - edges[0], top - bottom, 1)
        return bottom

    def _seals(self, pen: Pen, x: float, y: float, width: float) -> float:
        share = width / max(len(self.form.units), 1)
        for k, unit in enumerate(self.form.units):
            middle = x + share * (k + 0.5)
            lines = cell_lines(unit, "song", 14, share - 8, self.faces, "centre")
            for place, line in enumerate(reversed(lines)):
                pen.line_of_text(line, x + share * k + 4, y + 20 * place, 14)
            pen.words(self.form.seal, middle, y - 28, 14, "song", "centre")
            pen.words(self.form.date, middle, y - 68, 14, "song", "centre")
        return y - 68

    def _imprint(self, pen: Pen, x: float, bottom: float, width: float) -> None:
        """版记: who it goes to, between rules, at the very foot of the type area."""
        room = width - 28
        issued = self.faces.width(self.form.issued, "song", 14)
        issuer = cell_lines(self.form.issuer, "song", 14, room - issued - 14, self.faces, "left")
        pen.rule(x, bottom, x + width, bottom, 1)
        pen.words(
            self.form.issued, x + width - 14, bottom + _FOOT - first_baseline(14, _FOOT), 14, "song", "right"
        )
        y = self._upwards(pen, issuer, x + 14, bottom) + 2
        if self.form.sent:
            pen.rule(x, y, x + width, y, 0.5)
            sent = [
                line for text in self.form.sent for line in TextBlock(text, _SENT, self.faces).lines(room)
            ]
            y = self._upwards(pen, tuple(sent), x + 14, y) + 2
        pen.rule(x, y, x + width, y, 1)

    @staticmethod
    def _upwards(pen: Pen, lines: tuple[Line, ...], x: float, bottom: float) -> float:
        """Draws ``lines`` with the last one on ``bottom``; returns their upper edge."""
        for place, line in enumerate(reversed(lines)):
            pen.line_of_text(line, x, bottom + _FOOT * (place + 1) - first_baseline(14, _FOOT), 14)
        return bottom + _FOOT * len(lines)
