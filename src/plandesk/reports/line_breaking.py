"""Chinese lines: where a text may be broken, how its marks are squeezed, how a line is filled to its measure.

The rules are those of GB/T 15834 and common practice: no closing mark begins a line, no opening one ends it (避头尾);
between two full-width marks half an em goes; a mark that would begin the next line is pulled up by squeezing the marks
of its line if they have the room (推入), else the last characters go down with it (推出); a figure stays together with
its sign, range, unit and measure word (≥95%, 2021—2030年, 12.5/10万, 4例).
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from plandesk.reports.fonts import Shaped

NEVER_FIRST = frozenset("!),.:;?]}·ˇ°′″℃‰%％”’〉》」』】〕〗！），．：；？］｝、。…—～々〃|／/-×÷＝")
NEVER_LAST = frozenset("([{“‘〈《「『【〔〖（［｛￥＄$≥≤＞＜①②③④⑤⑥⑦⑧⑨⑩")
_CLOSING = frozenset("，。、；：？！”’〉》」』】〕）")
_OPENING = frozenset("“‘〈《「『【〔（")

_MEASURE = (
    "年度|年末|年初|万平方米|平方米|百分点|千分点|万人次|人次|万人|万元|亿元|分钟|小时|周岁|公里|万|亿|千|百|"
    "[岁年月日例项人名个所元次倍张份家处座条件位户村校班册台期届级类种天周分米吨折页表]"
)
# A figure with whatever belongs to it; a Latin word; a drawn-out dash or ellipsis; else one character.
_TOKEN = re.compile(
    r"(?:附表|附件|图|表|第)?"
    r"[≥≤＞＜><±≈≠=+−\-]?[A-Za-z0-9&](?:[A-Za-z0-9.,&/:℃μ²³+\-]|[%‰](?![0-9]))*"
    r"(?:[—–～~][≥≤]?[0-9][0-9.,]*)?(?:/[0-9]+)?(?:[%‰％])?"
    rf"(?:{_MEASURE})?"
    r"|[—]{1,2}|[…]{1,2}|.",
    re.DOTALL,
)
_SQUEEZE = 0.45  # em a full-width mark can give up without touching its neighbour
_FULL = 0.9  # em from which a glyph counts as full-width
_TOO_LOOSE = 5.0  # em a line may be stretched by; beyond that it is left ragged
_EXTRACTABLE = 0.09  # em between two characters from which readers of the text see a space


@dataclass(frozen=True, slots=True)
class Run:
    """Characters of one font set with the same ``gap`` (points, may be negative) after each of them."""

    font: str
    text: str
    gap: float


@dataclass(frozen=True, slots=True)
class Line:
    """A set line: what it says, its runs, where it begins from the left edge, how wide it is (points).

    ``loose`` says that its characters stand so far apart that a reader of the file would see spaces between them.
    """

    text: str
    runs: tuple[Run, ...]
    indent: float
    width: float
    loose: bool = False


@dataclass(frozen=True, slots=True)
class Measure:
    """How to set a text: size in points, width of the first line and of the others, alignment.

    ``align``: justified, left, centre or right. ``widow`` asks for at least that many characters in the last line.
    """

    size: float
    first: float
    rest: float
    align: str = "justified"
    widow: int = 2


def tokens(text: str) -> list[tuple[int, int]]:
    """The pieces of ``text`` that are never broken, as (start, end)."""
    return [match.span() for match in _TOKEN.finditer(text)]


def set_lines(shaped: Shaped, measure: Measure) -> tuple[Line, ...]:
    """``shaped`` broken into lines and each line filled. An empty text is one empty line."""
    if not shaped.text:
        return (Line("", (), 0.0, 0.0),)
    breaker = _Breaker(shaped, measure)
    spans = breaker.spans()
    last = len(spans) - 1
    return tuple(
        breaker.filled(start, end, number == 0, number == last) for number, (start, end) in enumerate(spans)
    )


def natural_width(shaped: Shaped, size: float) -> float:
    """The width of the text in one line with its adjacent marks squeezed (points)."""
    return sum(_advances(shaped, size)[0])


def _advances(shaped: Shaped, size: float) -> tuple[list[float], set[int]]:
    """Each character's advance with adjacent marks squeezed, and the indices of marks already squeezed."""
    text = shaped.text
    advances = [width * size for width in shaped.widths]
    squeezed: set[int] = set()
    for i in range(len(text) - 1):
        here, there = text[i], text[i + 1]
        if shaped.widths[i] < _FULL or shaped.widths[i + 1] < _FULL:
            continue
        if here in _CLOSING and (there in _CLOSING or there in _OPENING):
            advances[i] -= size / 2
            squeezed.add(i)
        elif here in _OPENING and there in _OPENING:
            advances[i] -= size / 2
            squeezed.add(i + 1)
    return advances, squeezed


class _Breaker:
    """One text being broken: its tokens and widths."""

    def __init__(self, shaped: Shaped, measure: Measure) -> None:
        self.shaped = shaped
        self.text = shaped.text
        self.measure = measure
        self.advances, self.squeezed = _advances(shaped, measure.size)
        self.tokens: list[tuple[int, int]] = []
        self.widths: list[float] = []

    def _narrow_enough(self, pieces: list[tuple[int, int]]) -> list[tuple[int, int]]:
        """Tokens wider than a line are broken character by character rather than left to stick out."""
        fitting: list[tuple[int, int]] = []
        for start, end in pieces:
            if end - start > 1 and sum(self.advances[start:end]) > self.measure.rest:
                fitting += [(k, k + 1) for k in range(start, end)]
            else:
                fitting.append((start, end))
        return fitting

    def spans(self) -> list[tuple[int, int]]:
        """The lines as (start, end) in characters."""
        if sum(self.advances) <= self.measure.first + 0.01:
            return [(0, len(self.text))]
        self.tokens = self._narrow_enough(tokens(self.text))
        self.widths = [sum(self.advances[a:b]) for a, b in self.tokens]
        ranges: list[tuple[int, int]] = []
        at = 0
        while at < len(self.tokens):
            end = self._line_end(at, self.measure.rest if ranges else self.measure.first)
            ranges.append((at, end))
            at = end
        self._mend_widow(ranges)
        return [(self.tokens[a][0], self.tokens[b - 1][1]) for a, b in ranges]

    def _line_end(self, at: int, room: float) -> int:
        """The token before which the line that starts at token ``at`` ends."""
        count = len(self.tokens)
        width, end = 0.0, at
        while end < count and width + self.widths[end] <= room + 0.01:
            width += self.widths[end]
            end += 1
        if end == count:
            return end
        pulled = self._pull_up(at, end, width, room)
        if pulled is not None:
            return pulled
        while end - 1 > at and not self._may_break(end):
            end -= 1
        return max(end, at + 1)

    def _pull_up(self, at: int, end: int, width: float, room: float) -> int | None:
        """The end of the line if what follows is squeezed in: marks that may not begin a line, or a long figure."""
        must = self.text[self.tokens[end][0]] in NEVER_FIRST
        if not must and room - width < 1.2 * self.measure.size:
            return None
        take = end + 1
        while take < len(self.tokens) and self.text[self.tokens[take][0]] in NEVER_FIRST:
            take += 1
        if not self._may_break(take):
            return None
        need = width + sum(self.widths[end:take]) - room
        return take if need <= self._squeezable(self.tokens[at][0], self.tokens[take - 1][1]) else None

    def _may_break(self, before: int) -> bool:
        """Whether a line may end before token ``before``."""
        if before >= len(self.tokens):
            return True
        start = self.tokens[before][0]
        return self.text[start] not in NEVER_FIRST and self.text[start - 1] not in NEVER_LAST

    def _squeezable(self, start: int, end: int) -> float:
        return len(self._marks(start, end)) * _SQUEEZE * self.measure.size

    def _marks(self, start: int, end: int) -> list[int]:
        """The marks between ``start`` and ``end`` that can still be squeezed: closing ones, inner opening ones."""
        marks = []
        for k in range(start, end):
            if k in self.squeezed or self.shaped.widths[k] < _FULL:
                continue
            free_opening = self.text[k] in _OPENING and k > start and k - 1 not in self.squeezed
            if self.text[k] in _CLOSING or free_opening:
                marks.append(k)
        return marks

    def _mend_widow(self, ranges: list[tuple[int, int]]) -> None:
        """The last line holds at least ``widow`` characters that are no marks."""
        if len(ranges) < 2 or self.measure.widow < 2:
            return
        (start, middle), (_, end) = ranges[-2], ranges[-1]
        while self._weight(middle, end) < self.measure.widow and middle - 1 > start + 2:
            middle -= 1
            while middle - 1 > start + 2 and not self._may_break(middle):
                middle -= 1
        if self._may_break(middle):
            ranges[-2:] = [(start, middle), (middle, end)]

    def _weight(self, start: int, end: int) -> int:
        words = self.text[self.tokens[start][0] : self.tokens[end - 1][1]]
        return sum(char not in NEVER_FIRST for char in words)

    def filled(self, start: int, end: int, first: bool, last: bool) -> Line:
        """The characters ``start`` to ``end`` as a line filled to its measure."""
        while end - 1 > start and self.text[end - 1] in " \u3000":
            end -= 1
        measure = self.measure
        room = measure.first if first else measure.rest
        origin = measure.rest - room
        widths = [width * measure.size for width in self.shaped.widths[start:end]]
        gaps = [advance - width for advance, width in zip(self.advances[start:end], widths, strict=True)]
        spare = room - sum(widths) - sum(gaps)
        loose = False
        if spare < -0.01:
            self._squeeze(start, end, -spare, gaps)
        elif measure.align == "justified" and not last:
            loose = self._stretch(start, end, spare, gaps)
        elif measure.align in ("centre", "right"):
            origin += spare / 2 if measure.align == "centre" else spare
        drawn = sum(widths) + sum(gaps)
        return Line(self.text[start:end], self._runs(start, end, gaps), origin, drawn, loose)

    def _squeeze(self, start: int, end: int, need: float, gaps: list[float]) -> None:
        """Takes ``need`` out of the line's marks."""
        marks = self._marks(start, end)
        for k in marks:
            # an opening mark gives room on its left, that is, in the gap after the character before it
            gaps[(k - 1 if self.text[k] in _OPENING else k) - start] -= need / len(marks)

    def _stretch(self, start: int, end: int, spare: float, gaps: list[float]) -> bool:
        text = self.text
        places = [
            k - start for k in range(start, end - 1) if not (text[k].isascii() and text[k + 1].isascii())
        ]
        if not places or spare > _TOO_LOOSE * self.measure.size:
            return False
        for place in places:
            gaps[place] += spare / len(places)
        return spare / len(places) > _EXTRACTABLE * self.measure.size

    def _runs(self, start: int, end: int, gaps: Sequence[float]) -> tuple[Run, ...]:
        text, fonts = self.text, self.shaped.fonts
        if not any(gaps) and len(set(fonts[start:end])) == 1:  # most cells of tables
            return (Run(fonts[start], text[start:end], 0.0),)
        runs: list[Run] = []
        at = start
        while at < end:
            font, gap = fonts[at], round(gaps[at - start], 3)
            to = at + 1
            while to < end and fonts[to] == font and round(gaps[to - start], 3) == gap:
                to += 1
            runs.append(Run(font, text[at:to], gap))
            at = to
        return tuple(runs)
