"""Fills pages with blocks: GB/T 9704 type area, headings with what follows them, tables divided, turned pages.

All pages are laid out before the first is drawn, so the contents know their page numbers without a second run.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from plandesk.reports.blocks import MM, Block, Flexible

PAGE_WIDTH, PAGE_HEIGHT = 210 * MM, 297 * MM
TOP, BINDING, MIRRORED = 37 * MM, 28 * MM, 26 * MM  # 天头, 订口 of odd pages, left margin of even pages
TYPE_WIDTH, TYPE_HEIGHT = 156 * MM, 225 * MM
FORM_TOP, FORM_HEIGHT = 27 * MM, 250 * MM  # of an upright form that is sent out by itself


@dataclass(frozen=True, slots=True)
class Section:
    """Blocks that begin on a new page, upright or turned by 90°; ``recto`` asks for a right-hand page, ``verso`` for a left.

    ``form``: narrower margins and no page number; ``foot`` with {page} and {pages} of the section at its pages' foot.
    """

    blocks: tuple[Block, ...]
    turned: bool = False
    recto: bool = False
    verso: bool = False
    form: bool = False
    foot: str = ""

    @property
    def width(self) -> float:
        """The width of the type area as the reader holds the page (points)."""
        return TYPE_HEIGHT if self.turned else TYPE_WIDTH

    @property
    def depth(self) -> float:
        """The height of the type area as the reader holds the page (points)."""
        return TYPE_WIDTH if self.turned else FORM_HEIGHT if self.form else TYPE_HEIGHT


@dataclass(frozen=True, slots=True)
class Placed:
    """A block with the distance of its upper edge from the top of the type area."""

    block: Block
    down: float


@dataclass(slots=True)
class Sheet:
    """One page: its number (None for an unnumbered one), whether it is turned, what stands on it and at its foot."""

    number: int | None
    turned: bool = False
    items: list[Placed] = field(default_factory=list)
    form: bool = False
    foot: str = ""

    @property
    def top(self) -> float:
        """From the paper's upper edge to the type area (points)."""
        return FORM_TOP if self.form and not self.turned else TOP

    @property
    def odd(self) -> bool:
        """Whether it is a right-hand page."""
        return self.number is None or self.number % 2 == 1


def lay_out(sections: Sequence[Section]) -> list[Sheet]:
    """The numbered pages of ``sections``, the first with number 1. An empty page comes before where needed."""
    sheets: list[Sheet] = []
    for section in sections:
        odd_next = len(sheets) % 2 == 0
        if (section.recto and not odd_next) or (section.verso and odd_next):
            sheets.append(Sheet(len(sheets) + 1))
        first = len(sheets)
        _Filler(section, sheets).fill()
        for page, sheet in enumerate(sheets[first:], 1):
            foot = section.foot.replace("{page}", str(page))
            sheet.foot = foot.replace("{pages}", str(len(sheets) - first))
    return sheets


class _Filler:
    """Puts the blocks of one section on pages appended to ``sheets``."""

    def __init__(self, section: Section, sheets: list[Sheet]) -> None:
        self.section = section
        self.sheets = sheets
        self.down = 0.0
        self.queue: list[Block] = list(reversed(section.blocks))

    def fill(self) -> None:
        self._new_page()
        while self.queue:
            self._place(self.queue.pop())

    @property
    def sheet(self) -> Sheet:
        return self.sheets[-1]

    def _new_page(self) -> None:
        number, section = len(self.sheets) + 1, self.section
        self.sheets.append(Sheet(number, section.turned, form=section.form))
        self.down = 0.0

    def _place(self, block: Block) -> None:
        width, depth = self.section.width, self.section.depth
        down = self.down + (block.before if self.sheet.items else 0.0)
        room = depth - down + 0.01
        height = block.height(width)
        if height <= room and self._followers_fit(block, room - height - block.after):
            self._put(block, down, height)
            return
        lower = block.squeezed(room, width) if isinstance(block, Flexible) else None
        if lower is not None:
            self._put(lower, down, lower.height(width))
            return
        parts = None if block.keeps else block.split(room, width)
        if parts is not None:
            self._put(parts[0], down, parts[0].height(width))
            self._new_page()
            self.queue.append(parts[1])
        elif self.sheet.items:
            self._new_page()
            self.queue.append(block)
        else:  # higher than a page and indivisible: shown as far as it goes rather than lost
            self._put(block, down, height)

    def _put(self, block: Block, down: float, height: float) -> None:
        self.sheet.items.append(Placed(block, down))
        self.down = down + height + block.after

    def _followers_fit(self, block: Block, room: float) -> bool:
        """Whether a heading's page has room for the beginning of what it heads."""
        if not block.keeps or not self.sheet.items:
            return True
        width = self.section.width
        need = 0.0
        for follower in reversed(self.queue):
            need += follower.before
            if not follower.keeps:
                return need + follower.least(width) <= room
            need += follower.height(width) + follower.after
        return True
