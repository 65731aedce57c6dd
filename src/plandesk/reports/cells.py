"""Cells of tables: names broken where a reader would break them, figures on one decimal axis."""

from collections.abc import Sequence
from dataclasses import dataclass

from plandesk.reports.fonts import Role, Typefaces
from plandesk.reports.line_breaking import (
    NEVER_FIRST,
    NEVER_LAST,
    Line,
    Measure,
    natural_width,
    set_lines,
    tokens,
)

# A two-line name ends its first line after one of these…
_GOOD_END = ("的", "中", "、", "）", "或", "和", "及", "与")
# …or begins its second with one of these.
_GOOD_START = ("（", "人数", "比例", "女性", "女生", "覆盖率", "达标率", "死亡率", "发生率", "普及率", "检测率", "参保", "人群")
_PREFERRED = 3.0  # characters of unevenness that a good break is worth
_AXIS_DIGITS = 3  # integers of more digits stand apart from the decimal axis


def cell_lines(text: str, role: Role, size: float, width: float, faces: Typefaces, align: str) -> tuple[Line, ...]:
    """``text`` in a cell ``width`` points wide; a name of two lines is broken at its best place."""
    shaped = faces.shape(text, role)
    measure = Measure(size, width, width, align, widow=2)
    if "\n" in text:
        pieces = text.split("\n")
        return tuple(line for piece in pieces for line in set_lines(faces.shape(piece, role), measure))
    whole = natural_width(shaped, size)
    if whole > width and whole <= 2 * width:
        cut = _best_cut(text, role, size, width, faces)
        if cut:
            both = (text[:cut], text[cut:])
            return tuple(line for part in both for line in set_lines(faces.shape(part, role), measure))
    return set_lines(shaped, measure)


def _best_cut(text: str, role: Role, size: float, width: float, faces: Typefaces) -> int:
    best, best_cost = 0, 1e9
    for _, cut in tokens(text)[:-1]:
        if cut < 2 or len(text) - cut < 2 or text[cut] in NEVER_FIRST or text[cut - 1] in NEVER_LAST:
            continue
        first, second = faces.width(text[:cut], role, size), faces.width(text[cut:], role, size)
        if first > width + 0.01 or second > width + 0.01:
            continue
        good = text[:cut].endswith(_GOOD_END) or text[cut:].startswith(_GOOD_START)
        cost = abs(first - second) / size - (_PREFERRED if good else 0.0)
        if cost < best_cost:
            best, best_cost = cut, cost
    return best


@dataclass(frozen=True, slots=True)
class Axis:
    """Where the decimal points of a column stand: widths left and right of the point (points)."""

    left: float
    right: float

    def offset(self, width: float) -> float:
        """From the column's left edge to the decimal axis, the block of figures standing in the middle."""
        return (width - self.left - self.right) / 2 + self.left


def is_figure(text: str) -> bool:
    """Whether a cell is a number that stands on the axis (words, signs and long integers do not)."""
    bare = text.lstrip("+−-").replace(".", "", 1)
    whole = text.lstrip("+−-").partition(".")[0]
    return bare.isascii() and bare.isdigit() and not (len(whole) > _AXIS_DIGITS and "." not in text)


def axis_of(texts: Sequence[str], role: Role, size: float, faces: Typefaces) -> Axis:
    """The axis of a column of figures. Columns without a figure have a zero axis."""
    left = right = 0.0
    for text in texts:
        if is_figure(text):
            whole, point, fraction = text.partition(".")
            left = max(left, faces.width(whole, role, size))
            right = max(right, faces.width(point + fraction, role, size))
    return Axis(left, right)
