"""What stands on a page, one under the other: the protocol of blocks, and paragraphs and headings."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Protocol, runtime_checkable

from plandesk.reports.fonts import Typefaces
from plandesk.reports.line_breaking import Line, Measure, set_lines
from plandesk.reports.pen import Pen
from plandesk.reports.roles import Role

MM = 72 / 25.4


class Block(Protocol):
    """A piece of the report that knows its height and how it may be divided between pages."""

    @property
    def before(self) -> float:
        """Space above it, not wanted at the top of a page (points)."""

    @property
    def after(self) -> float:
        """Space below it, not wanted at the foot of a page (points)."""

    @property
    def keeps(self) -> bool:
        """Whether it must stand on one page with the beginning of what follows (headings)."""

    def height(self, width: float) -> float:
        """Its whole height in points."""

    def least(self, width: float) -> float:
        """The height of the smallest beginning that may stand at the foot of a page."""

    def split(self, room: float, width: float) -> "tuple[Block, Block] | None":
        """Its beginning of at most ``room`` points and the rest; None where it may not be divided so."""

    def draw(self, pen: Pen, x: float, top: float, width: float) -> None:
        """Draws it with its upper edge at ``top``."""


@runtime_checkable
class Flexible(Protocol):
    """A block that can be drawn a little lower to fit what room a page has left."""

    def squeezed(self, room: float, width: float) -> Block | None:
        """The same in at most ``room`` points; None where that is too little."""


@runtime_checkable
class Floating(Protocol):
    """A table or chart: where a page has no room for it, it may wait for the next while the text goes on."""

    @property
    def floats(self) -> bool:
        """Whether it may."""


@runtime_checkable
class Passing(Protocol):
    """Text that may stand before a table or chart that waits for the next page."""

    @property
    def passes(self) -> bool:
        """Whether it may; a new part (一、) may not."""


@dataclass(frozen=True, slots=True)
class Style:
    """How a paragraph is set: font, size, leading (points), first-line indent in characters, alignment."""

    role: Role
    size: float
    leading: float
    indent: float = 0.0
    align: str = "justified"
    before: float = 0.0
    after: float = 0.0
    hanging: float = 0.0  # characters by which all lines but the first are indented


Listener = Callable[[str, tuple[Line, ...]], None]


@dataclass(slots=True)
class TextBlock:
    """A paragraph. ``lead`` is its beginning set in ``lead_role``. Two lines at least stay together on either side."""

    text: str
    style: Style
    faces: Typefaces
    lead: str = ""
    lead_role: Role = "hei"
    keeps: bool = False
    together: int = 2
    whole: bool = False
    passes: bool = True
    _lines: dict[float, tuple[Line, ...]] = field(default_factory=dict)

    @property
    def before(self) -> float:
        return self.style.before

    @property
    def after(self) -> float:
        return self.style.after

    def lines(self, width: float) -> tuple[Line, ...]:
        """Its lines when set ``width`` points wide."""
        if width not in self._lines:
            style = self.style
            shaped = self.faces.shape(self.text, style.role)
            if self.lead:
                shaped = self.faces.shape(self.lead, self.lead_role) + shaped
            hanging = style.hanging * style.size
            first = width - style.indent * style.size
            measure = Measure(style.size, first, width - hanging, style.align)
            self._lines[width] = set_lines(shaped, measure)
        return self._lines[width]

    def height(self, width: float) -> float:
        return len(self.lines(width)) * self.style.leading

    def least(self, width: float) -> float:
        count = len(self.lines(width))
        kept = count if self.whole or count <= self.together + 1 else self.together
        return kept * self.style.leading

    def split(self, room: float, width: float) -> "tuple[TextBlock, TextBlock] | None":
        lines = self.lines(width)
        fits = min(int((room + 0.01) // self.style.leading), len(lines) - 2)
        if self.whole or fits < 2:
            return None
        head = replace(self, style=replace(self.style, after=0.0), _lines={width: lines[:fits]})
        tail = replace(self, style=replace(self.style, before=0.0), _lines={width: lines[fits:]})
        return head, tail

    def draw(self, pen: Pen, x: float, top: float, width: float) -> None:
        style = self.style
        baseline = top - first_baseline(style.size, style.leading)
        left = x + style.hanging * style.size
        for line in self.lines(width):
            pen.line_of_text(line, left, baseline, style.size)
            baseline -= style.leading


@dataclass(slots=True)
class HeadingBlock(TextBlock):
    """A heading: stays with what follows, stands in the contents and among the bookmarks under ``key``."""

    key: str = ""
    depth: int = 0  # in the outline
    outline: str = ""  # its words there, where they are others
    keeps: bool = True
    whole: bool = True

    def draw(self, pen: Pen, x: float, top: float, width: float) -> None:
        if self.key:
            pen.bookmark(self.key, self.outline or self.text, self.depth, top + 6)
        TextBlock.draw(self, pen, x, top, width)


@dataclass(frozen=True, slots=True)
class Space:
    """An empty strip."""

    points: float
    before: float = 0.0
    after: float = 0.0
    keeps: bool = False

    def height(self, width: float) -> float:
        return self.points

    def least(self, width: float) -> float:
        return self.points

    def split(self, room: float, width: float) -> None:
        return None

    def draw(self, pen: Pen, x: float, top: float, width: float) -> None:
        return None


def first_baseline(size: float, leading: float) -> float:
    """From the upper edge of a line to its baseline: the characters (0.88 em up, 0.12 em down) stand in its middle."""
    return (leading - size) / 2 + 0.88 * size


def idle() -> None:
    """Called between two pieces of work where nobody asked to be."""
