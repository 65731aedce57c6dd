"""Fills pages with blocks: GB/T 9704 type area, headings with what follows them, tables divided, turned pages.

All pages are laid out before the first is drawn, so the contents know their page numbers without a second run.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

from plandesk.reports.blocks import MM, Block, Flexible, Floating, Passing, idle

PAGE_WIDTH, PAGE_HEIGHT = 210 * MM, 297 * MM
TOP, BINDING, MIRRORED = 37 * MM, 28 * MM, 26 * MM  # 天头, 订口 of odd pages, left margin of even pages
TYPE_WIDTH, TYPE_HEIGHT = 156 * MM, 225 * MM
FORM_TOP, FORM_HEIGHT = 27 * MM, 250 * MM  # of an upright form that is sent out by itself
_RATHER_WHOLE = 0.6  # of a page: a lower table goes on to the next page undivided if text can take its place
_LOW, _LITTLE = 0.45, 0.24  # of a page: so low a table is not divided where so little room is left
_NEARLY_EMPTY = 0.2  # of a page: less is not worth a page of its own
_FILLED = 0.6  # of the room left: so much text has to be there to take it


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


def lay_out(
    sections: Sequence[Section],
    closer: Callable[[Block], Block] | None = None,
    alive: Callable[[], None] = idle,
) -> list[Sheet]:
    """The numbered pages of ``sections``, the first with number 1. An empty page comes before where needed.

    ``closer`` makes a block a little lower: used for a section whose last page would hold next to nothing, where
    that saves it. ``alive`` is called before every block; what it raises stops the work.
    """
    sheets: list[Sheet] = []
    for section in sections:
        odd_next = len(sheets) % 2 == 0
        if (section.recto and not odd_next) or (section.verso and odd_next):
            sheets.append(Sheet(len(sheets) + 1))
        first = len(sheets)
        pages = _Filler(section, first, alive).fill()
        if closer is not None and len(pages) > 1 and _nearly_empty(pages[-1], section):
            close = replace(section, blocks=tuple(closer(block) for block in section.blocks))
            fewer = _Filler(close, first, alive).fill()
            pages = fewer if len(fewer) < len(pages) else pages
        sheets += pages
        for page, sheet in enumerate(pages, 1):
            foot = section.foot.replace("{page}", str(page))
            sheet.foot = foot.replace("{pages}", str(len(pages)))
    return sheets


def _nearly_empty(sheet: Sheet, section: Section) -> bool:
    last = sheet.items[-1]
    return last.down + last.block.height(section.width) < _NEARLY_EMPTY * section.depth


class _Filler:
    """Puts the blocks of one section on pages.

    A table or chart that the page has no room for waits (``waiting``) for the top of the next one, and the text after
    it goes on meanwhile. Tables and charts keep their order and never pass the next 一、 or the section's end.
    """

    def __init__(self, section: Section, before: int, alive: Callable[[], None]) -> None:
        self.alive = alive
        self.section = section
        self.before = before  # pages of the sections before
        self.sheets: list[Sheet] = []
        self.down = 0.0
        self.queue: list[Block] = list(reversed(section.blocks))
        self.waiting: list[Block] = []

    def fill(self) -> list[Sheet]:
        """The section's pages."""
        self._new_page()
        while self.queue or self.waiting:
            if self.waiting and not self._may_pass():
                self._new_page()
            elif self.waiting and _floats(self.queue[-1]):
                self.waiting.append(self.queue.pop())
            else:
                self._place(self.queue.pop())
        return self.sheets

    @property
    def sheet(self) -> Sheet:
        return self.sheets[-1]

    def _new_page(self) -> None:
        """A page with whatever waits for it at its top."""
        number, section = self.before + len(self.sheets) + 1, self.section
        self.sheets.append(Sheet(number, section.turned, form=section.form))
        self.down = 0.0
        self.queue.extend(reversed(self.waiting))
        self.waiting = []

    def _place(self, block: Block) -> None:
        self.alive()
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
        if _floats(block) and self._better_later(height, room, divisible=parts is not None):
            self.waiting.append(block)
        elif parts is not None and not (_floats(block) and self._rather_whole(height, room)):
            self._put(parts[0], down, parts[0].height(width))
            self.queue.append(parts[1])
            self._new_page()
        elif self.sheet.items:
            self.queue.append(block)
            self._new_page()
        else:  # higher than a page and indivisible: shown as far as it goes rather than lost
            self._put(block, down, height)

    def _put(self, block: Block, down: float, height: float) -> None:
        self.sheet.items.append(Placed(block, down))
        self.down = down + height + block.after

    # --- what waits ------------------------------------------------------------------------------------------------

    def _may_pass(self) -> bool:
        """Whether what comes next may stand before the tables and charts that wait."""
        if not self.queue:
            return False
        block = self.queue[-1]
        return _floats(block) or (_passes(block) and not (block.keeps and self._heads_a_float()))

    def _heads_a_float(self) -> bool:
        """Whether the heading that comes next has a table or chart right under it, no text."""
        followers = (block for block in reversed(self.queue[:-1]) if not block.keeps)
        return _floats(next(followers, None))

    def _better_later(self, height: float, room: float, *, divisible: bool) -> bool:
        """Whether a table or chart is better put on the next page while text takes its place on this one."""
        items = self.sheet.items
        if not items or items[-1].block.keeps or (divisible and height > _RATHER_WHOLE * self.section.depth):
            return False
        text = self._text_ahead(room)
        return text >= _FILLED * room if divisible else text > 0

    def _rather_whole(self, height: float, room: float) -> bool:
        """Whether a gap is the lesser evil: a low table, and little room left."""
        depth = self.section.depth
        return bool(self.sheet.items) and height <= _LOW * depth and room <= _LITTLE * depth

    def _text_ahead(self, room: float) -> float:
        """How much of ``room`` the text up to the next barrier can take (points); 0 where not even its beginning fits."""
        width = self.section.width
        taken = headings = 0.0
        for block in reversed(self.queue):
            if _floats(block):
                if headings:
                    break
                continue
            if not _passes(block):
                break
            whole = block.height(width) + block.before + block.after
            if block.keeps:
                headings += whole
                continue
            if taken + headings + block.least(width) > room:
                break
            taken, headings = min(taken + headings + whole, room), 0.0
        return taken

    def _followers_fit(self, block: Block, room: float) -> bool:
        """Whether a heading's page has room for the beginning of what it heads."""
        if not block.keeps or not self.sheet.items:
            return True
        width = self.section.width
        need = 0.0
        for follower in reversed(self.queue):
            need += follower.before
            if not follower.keeps:
                return self._begins_in(follower, room - need)
            need += follower.height(width) + follower.after
        return True

    def _begins_in(self, block: Block, room: float) -> bool:
        """Whether ``block`` would begin in ``room`` under its heading rather than go to the next page whole."""
        height = block.height(self.section.width)
        if _floats(block) and height > room and self._rather_whole(height, room):
            return False
        return block.least(self.section.width) <= room


def _floats(block: object) -> bool:
    return isinstance(block, Floating) and block.floats


def _passes(block: object) -> bool:
    return isinstance(block, Passing) and block.passes
