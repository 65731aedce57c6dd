"""From a report model to laid-out pages: every element becomes a block, the contents learn their pages."""

from collections.abc import Sequence
from dataclasses import dataclass

from plandesk.core.report_model import (
    AnnexHeading,
    Chapter,
    Charts,
    Element,
    Furniture,
    Heading,
    Paragraph,
    Report,
    Signatures,
    StackedBars,
    Table,
)
from plandesk.reports.blocks import Block, HeadingBlock, Style, TextBlock
from plandesk.reports.charts import bars_block, lines_block
from plandesk.reports.fonts import Typefaces
from plandesk.reports.forms import SignatureBlock
from plandesk.reports.layout import TYPE_HEIGHT, TYPE_WIDTH, Section, Sheet, lay_out
from plandesk.reports.tables import table_block

GRID = 28.95  # leading of the 22 lines
BODY = Style("fang", 15.75, GRID, indent=2)
ANNEX = Style("song", 14, 24, indent=2)
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
    """The numbered pages of a report and the lines of its contents."""

    sheets: tuple[Sheet, ...]
    entries: tuple[Entry, ...]


def lay_out_report(report: Report, faces: Typefaces) -> LaidOut:
    """Sets every text and table of ``report`` and fills the pages with them."""
    maker = _Maker(report.furniture, faces)
    sheets = lay_out([maker.section(chapter) for chapter in report.chapters])
    pages = _pages(sheets)
    entries = (Entry(text, level, key, pages[key]) for text, level, key in maker.headings)
    return LaidOut(tuple(sheets), tuple(entries))


def _pages(sheets: Sequence[Sheet]) -> dict[str, int]:
    """The page on which every bookmark stands."""
    places = {}
    for sheet in sheets:
        for item in sheet.items:
            if isinstance(item.block, HeadingBlock | SignatureBlock):
                places[item.block.key] = sheet.number or 0
    return places


class _Maker:
    """Makes blocks of elements, and gathers the contents."""

    def __init__(self, furniture: Furniture, faces: Typefaces) -> None:
        self.furniture, self.faces = furniture, faces
        self.headings: list[tuple[str, int, str]] = []  # words, level, bookmark
        self.under_part = 0  # one level deeper in the outline under the title of a part

    def section(self, chapter: Chapter) -> Section:
        """The chapter as blocks."""
        width = TYPE_HEIGHT if chapter.turned else TYPE_WIDTH
        return Section(
            tuple(self._block(e, width) for e in chapter.elements),
            chapter.turned,
            chapter.recto,
            chapter.verso,
        )

    def _block(self, element: Element, width: float) -> Block:
        match element:
            case Heading():
                return self._heading(element)
            case AnnexHeading():
                self.under_part = 0
                key = self._key(element.text, 1)
                return HeadingBlock(element.text, _ANNEX_HEADING, self.faces, key=key)
            case Paragraph():
                style = ANNEX if element.small else BODY
                return TextBlock(element.text, style, self.faces, lead=element.lead)
            case Table():
                return table_block(element, self.furniture, self.faces, width)
            case StackedBars():
                return bars_block(element, width, self.faces)
            case Charts():
                return lines_block(element, width, self.faces)
            case Signatures():
                return SignatureBlock(element, self.faces, key=self._key(element.title, 1))

    def _heading(self, heading: Heading) -> HeadingBlock:
        if heading.level == 0:
            self.under_part = 1
        key = self._key(heading.text, heading.level) if heading.in_contents else ""
        depth = heading.level - 1 + self.under_part
        return HeadingBlock(heading.text, _HEADINGS[heading.level], self.faces, key=key, depth=depth)

    def _key(self, text: str, level: int) -> str:
        key = f"h{len(self.headings)}"
        self.headings.append((text, level, key))
        return key
