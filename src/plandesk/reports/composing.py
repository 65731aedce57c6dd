"""From a report model to laid-out pages: every element becomes a block, the contents learn their pages."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from plandesk.core.report_model import (
    AnnexHeading,
    Chapter,
    Charts,
    Dumbbells,
    Element,
    Furniture,
    Heading,
    OnePageForm,
    Paragraph,
    Report,
    Signatures,
    Spread,
    StackedBars,
    Table,
)
from plandesk.reports.blocks import Block, HeadingBlock, Style, TextBlock, idle
from plandesk.reports.charts import bars_block, dumbbells_block, lines_block
from plandesk.reports.fonts import Typefaces
from plandesk.reports.forms import SignatureBlock
from plandesk.reports.layout import TYPE_HEIGHT, TYPE_WIDTH, Section, Sheet, lay_out
from plandesk.reports.one_page import OnePageBlock
from plandesk.reports.spread import SpreadBlock
from plandesk.reports.tables import TableBlock, table_block

GRID = 28.95  # leading of the 22 lines
BODY = Style("fang", 15.75, GRID, indent=2)
ANNEX = Style("song", 14, 24, indent=2)
ANNEX_CLOSE = Style(
    "song", 14, 23, indent=2
)  # a line more to the page, where that saves a nearly empty last one
FINE = Style("song", 12, 18.5, indent=2, before=3)
_HEADINGS = {
    0: Style("title", 22, 40, align="centre", after=18),
    1: Style("hei", 15.75, GRID, indent=2),
    2: Style("kai", 15.75, GRID, indent=2),
    3: Style("title", 15.75, GRID, indent=2),
}
_ANNEX_HEADING = Style("hei", 15.75, 26, align="left", after=4)


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the contents: words, level, the bookmark it points at, its page."""

    text: str
    level: int
    key: str
    page: int


@dataclass(frozen=True, slots=True)
class LaidOut:
    """The numbered pages of a report, the lines of its contents, and the pages before them (摘要)."""

    sheets: tuple[Sheet, ...]
    entries: tuple[Entry, ...]
    front: tuple[Sheet, ...] = ()


def lay_out_report(report: Report, faces: Typefaces, alive: Callable[[], None] = idle) -> LaidOut:
    """Sets every text and table of ``report`` and fills the pages with them.

    ``alive`` is called before every paragraph, chart and row of a table; what it raises stops the work.
    """
    maker = _Maker(report.furniture, faces, alive)
    front = lay_out([maker.section(Chapter(report.front))]) if report.front else []
    sheets = lay_out([maker.section(chapter) for chapter in report.chapters], _closer, alive)
    pages = _pages(sheets)
    entries = (Entry(text, level, key, pages[key]) for text, level, key in maker.headings if key in pages)
    return LaidOut(tuple(sheets), tuple(entries), tuple(front))


def _closer(block: Block) -> Block:
    """The block a little lower: annexes by their leading, tables by the room in their rows."""
    if isinstance(block, TextBlock) and block.style == ANNEX:
        return replace(block, style=ANNEX_CLOSE)
    if isinstance(block, TableBlock):
        return replace(block, grid=block.grid.closer())
    return block


def _pages(sheets: Sequence[Sheet]) -> dict[str, int]:
    """The page on which every bookmark stands."""
    places: dict[str, int] = {}
    for sheet in sheets:
        for item in sheet.items:
            if (
                isinstance(item.block, HeadingBlock | SignatureBlock | OnePageBlock | TableBlock)
                and item.block.key
            ):
                places.setdefault(item.block.key, sheet.number or 0)
    return places


class _Maker:
    """Makes blocks of elements, and gathers the contents."""

    def __init__(self, furniture: Furniture, faces: Typefaces, alive: Callable[[], None]) -> None:
        self.furniture, self.faces, self.alive = furniture, faces, alive
        self.headings: list[tuple[str, int, str]] = []  # words, level, bookmark
        self.under_part = 0  # one level deeper in the outline under the title of a part

    def section(self, chapter: Chapter) -> Section:
        """The chapter as blocks."""
        width = TYPE_HEIGHT if chapter.turned else TYPE_WIDTH
        return Section(
            tuple(
                self._block(e, width, floating=not chapter.turned and not chapter.form)
                for e in chapter.elements
            ),
            chapter.turned,
            chapter.recto,
            chapter.verso,
            chapter.form,
            chapter.foot,
        )

    def _block(self, element: Element, width: float, *, floating: bool) -> Block:
        match element:
            case Heading():
                return self._heading(element)
            case AnnexHeading():
                self.under_part = 0
                key = self._key(element.text, 1)
                return HeadingBlock(element.text, _ANNEX_HEADING, self.faces, key=key, passes=False)
            case Paragraph():
                style = FINE if element.fine else ANNEX if element.small else BODY
                return TextBlock(element.text, style, self.faces, lead=element.lead)
            case Table():
                block = table_block(element, self.furniture, self.faces, width, self.alive)
                block.floats = floating and bool(element.label)
                if element.in_contents:
                    block.key, block.depth = (
                        self._key(f"{element.label}　{element.title}", 2),
                        1 + self.under_part,
                    )
                return block
            case StackedBars():
                return bars_block(element, width, self.faces)
            case Charts():
                return lines_block(element, width, self.faces)
            case Dumbbells():
                return dumbbells_block(element, width, self.faces)
            case Spread():
                return SpreadBlock(element, self.faces)
            case OnePageForm():
                key = self._key(element.outline or element.title, 0)
                return OnePageBlock(element, self.furniture, self.faces, key=key)
            case Signatures():
                return SignatureBlock(element, self.faces, key=self._key(element.title, 1))

    def _heading(self, heading: Heading) -> HeadingBlock:
        if heading.level == 0 and heading.in_contents:
            self.under_part = 1
        key = self._key(heading.text, heading.level) if heading.in_contents else ""
        depth = heading.level - 1 + self.under_part
        style = _HEADINGS[heading.level]
        return HeadingBlock(
            heading.text,
            style,
            self.faces,
            key=key,
            depth=depth,
            outline=heading.outline,
            passes=heading.level > 1,
        )

    def _key(self, text: str, level: int) -> str:
        key = f"h{len(self.headings)}"
        self.headings.append((text, level, key))
        return key
