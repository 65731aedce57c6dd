"""One line of short texts over the whole width: the date under a title, the head of a form, who signs at its foot."""

from dataclasses import dataclass

from plandesk.core.report_model import Spread
from plandesk.reports.blocks import first_baseline
from plandesk.reports.cells import cell_lines
from plandesk.reports.fonts import Typefaces
from plandesk.reports.line_breaking import Line
from plandesk.reports.pen import Pen

_LEADING = 1.5  # of the size
_GAP = 6.0  # points at least between two texts
_SMALLEST = 7.0


@dataclass(frozen=True, slots=True)
class SpreadBlock:
    """The line as a block."""

    spread: Spread
    faces: Typefaces

    @property
    def before(self) -> float:
        return self.spread.above

    @property
    def after(self) -> float:
        return self.spread.below

    @property
    def keeps(self) -> bool:
        return self.spread.kept

    def height(self, width: float) -> float:
        return self.spread.size * _LEADING * max(1, len(self._stacked(width)))

    def least(self, width: float) -> float:
        return self.height(width)

    def split(self, room: float, width: float) -> None:
        return None

    def draw(self, pen: Pen, x: float, top: float, width: float) -> None:
        size = self.size(width)
        leading = self.spread.size * _LEADING
        baseline = top - first_baseline(self.spread.size, leading)
        stacked = self._stacked(width)
        if stacked:
            for line in stacked:
                pen.line_of_text(line, x, baseline, self.spread.size)
                baseline -= leading
            return
        texts = self.spread.texts
        if len(texts) == 1:
            pen.words(texts[0], x + width / 2, baseline, size, "song", "centre")
            return
        widths = [self.faces.width(text, "song", size) for text in texts]
        if len(texts) == 3 and self._middle_is_free(widths, width):
            pen.words(texts[0], x, baseline, size)
            pen.words(texts[1], x + width / 2, baseline, size, "song", "centre")
            pen.words(texts[2], x + width, baseline, size, "song", "right")
            return
        gap = (width - sum(widths)) / (len(texts) - 1)
        for text, wide in zip(texts, widths, strict=True):
            pen.words(text, x, baseline, size)
            x += wide + gap

    def size(self, width: float) -> float:
        """The size in which all texts stand beside each other."""
        texts, size = self.spread.texts, self.spread.size
        room = width - _GAP * (len(texts) - 1)
        wide = sum(self.faces.width(text, "song", size) for text in texts)
        return size if wide <= room else max(_SMALLEST, size * room / wide)

    def _stacked(self, width: float) -> list[Line]:
        """The texts one under the other, where they do not fit beside each other even in the smallest size."""
        texts, size = self.spread.texts, self.spread.size
        wide = sum(self.faces.width(text, "song", _SMALLEST) for text in texts)
        if wide + _GAP * (len(texts) - 1) <= width:
            return []
        align = "centre" if len(texts) == 1 else "left"
        return [line for text in texts for line in cell_lines(text, "song", size, width, self.faces, align)]

    @staticmethod
    def _middle_is_free(widths: list[float], width: float) -> bool:
        return max(widths[0], widths[2]) + widths[1] / 2 + _GAP <= width / 2
