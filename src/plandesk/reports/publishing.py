"""From a report model to a PDF file: blocks, pages, drawing, the file put in place whole or not at all."""

import errno
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from reportlab.pdfgen.canvas import Canvas

from plandesk.core.problems import KnownProblem
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
from plandesk.reports.furniture import (
    Entry,
    box_corner,
    contents_pages,
    draw_box,
    draw_contents,
    draw_cover,
    draw_page_number,
    left_edge,
)
from plandesk.reports.layout import (
    PAGE_HEIGHT,
    PAGE_WIDTH,
    TOP,
    TYPE_HEIGHT,
    TYPE_WIDTH,
    Section,
    Sheet,
    lay_out,
)
from plandesk.reports.pen import Pen
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

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Printed:
    """What became of a report: the file, its pages, characters no font has (printed as 〓)."""

    path: Path
    pages: int
    missing: tuple[str, ...]


def publish(report: Report, path: Path, faces: Typefaces, progress: Progress | None = None) -> Printed:
    """Writes ``report`` as PDF to ``path``: first beside it, then renamed; identical bytes for identical input.

    ``progress`` is called with (pages done, pages in all) after each page; what it raises stops the work and leaves
    no file. Raises KnownProblem where the file cannot be written.
    """
    sections, entries = _sections(report, faces)
    sheets = lay_out(sections)
    _number(entries, sheets)
    part = path.with_name(path.name + ".part")
    try:
        pages = _draw(report, part, faces, sheets, entries, progress)
        part.replace(path)
    except OSError as fault:
        raise _cannot_write(path, fault) from fault
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)
    return Printed(path, pages, tuple(faces.missing))


@dataclass(slots=True)
class _Pending:
    """A line of the contents whose page is not yet known."""

    text: str
    level: int
    key: str
    page: int = 0


def _sections(report: Report, faces: Typefaces) -> tuple[list[Section], list[_Pending]]:
    entries: list[_Pending] = []
    maker = _Maker(report.furniture, faces, entries)
    return [maker.section(chapter) for chapter in report.chapters], entries


class _Maker:
    """Makes blocks of elements, and gathers the contents."""

    def __init__(self, furniture: Furniture, faces: Typefaces, entries: list[_Pending]) -> None:
        self.furniture, self.faces, self.entries = furniture, faces, entries
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
                self.entries.append(_Pending(element.title, 1, "signatures"))
                return SignatureBlock(element, self.faces)

    def _heading(self, heading: Heading) -> HeadingBlock:
        if heading.level == 0:
            self.under_part = 1
        key = self._key(heading.text, heading.level) if heading.in_contents else ""
        depth = heading.level - 1 + self.under_part
        return HeadingBlock(heading.text, _HEADINGS[heading.level], self.faces, key=key, depth=depth)

    def _key(self, text: str, level: int) -> str:
        key = f"h{len(self.entries)}"
        self.entries.append(_Pending(text, level, key))
        return key


def _number(entries: Sequence[_Pending], sheets: Sequence[Sheet]) -> None:
    places = {}
    for sheet in sheets:
        for item in sheet.items:
            block = item.block
            if isinstance(block, HeadingBlock):
                places[block.key] = sheet.number or 0
            elif isinstance(block, SignatureBlock):
                places["signatures"] = sheet.number or 0
    for entry in entries:
        entry.page = places[entry.key]


def _draw(
    report: Report, part: Path, faces: Typefaces, sheets: list[Sheet], pending: list[_Pending], progress: Progress | None
) -> int:  # fmt: skip
    options: dict[str, Any] = {"initialFontName": faces.names["song"]}  # the stubs take it for a number
    canvas = Canvas(
        str(part), pagesize=(PAGE_WIDTH, PAGE_HEIGHT), invariant=1, pageCompression=1, lang="zh-CN", **options
    )
    _describe(canvas, report, faces)
    pen = Pen(canvas, faces)
    shown = contents_pages([Entry(e.text, e.level, e.key, e.page) for e in pending if e.level <= 2])
    blank = (1 + len(shown)) % 2
    total = 1 + len(shown) + blank + len(sheets)
    done = 0

    def finish() -> None:
        nonlocal done
        pen.flush()
        canvas.showPage()
        done += 1
        if progress is not None:
            progress(done, total)

    draw_cover(pen, report.cover, report.furniture)
    finish()
    for number, entries in enumerate(shown):
        side = 1 if number % 2 else 2  # the contents begin on the back of the cover
        draw_contents(pen, entries, "" if number else report.furniture.contents, left_edge(side))
        draw_box(pen, report.furniture, *box_corner(side))
        finish()
    if blank:
        finish()
    for sheet in sheets:
        _draw_sheet(pen, sheet, report.furniture)
        finish()
    canvas.showOutline()
    canvas.save()
    return total


def _describe(canvas: Canvas, report: Report, faces: Typefaces) -> None:
    canvas.setTitle(report.title)
    canvas.setAuthor(report.author)
    canvas.setSubject(report.subject)
    canvas.setKeywords("；".join([report.keywords, *faces.families()]))
    canvas.setCreator("plandesk")


def _draw_sheet(pen: Pen, sheet: Sheet, furniture: Furniture) -> None:
    number = sheet.number or 1
    if not sheet.items:  # a blank page bears no number (GB/T 9704)
        return
    if sheet.turned:
        _draw_turned(pen, sheet, furniture, number)
        return
    pen.canvas.setPageSize((PAGE_WIDTH, PAGE_HEIGHT))
    pen.canvas.setPageRotation(0)
    left, top = left_edge(number), PAGE_HEIGHT - TOP
    for item in sheet.items:
        item.block.draw(pen, left, top - item.down, TYPE_WIDTH)
    draw_page_number(pen, number)
    draw_box(pen, furniture, *box_corner(number))


def _draw_turned(pen: Pen, sheet: Sheet, furniture: Furniture, number: int) -> None:
    """A wide table, its head at the left edge of the upright page; viewers show it turned to be read (/Rotate 90).

    reportlab swaps the sides of a rotated page's box, hence the turned page size for an upright page.
    """
    canvas = pen.canvas
    canvas.setPageSize((PAGE_HEIGHT, PAGE_WIDTH))
    canvas.setPageRotation(90)
    draw_page_number(pen, number)
    pen.flush()
    canvas.saveState()
    canvas.translate(left_edge(number), PAGE_HEIGHT - TOP - TYPE_HEIGHT)
    canvas.rotate(90)
    for item in sheet.items:
        item.block.draw(pen, 0, -item.down, TYPE_HEIGHT)
    draw_box(pen, furniture, TYPE_HEIGHT, 0)
    pen.flush()
    canvas.restoreState()


def _cannot_write(path: Path, fault: OSError) -> KnownProblem:
    if not path.parent.is_dir():
        return KnownProblem("report_no_folder", path=str(path), folder=str(path.parent))
    if fault.errno in (errno.ENOSPC, errno.EDQUOT):
        return KnownProblem("report_disk_full", path=str(path))
    if path.is_dir():
        return KnownProblem("report_is_folder", path=str(path))
    return KnownProblem("report_in_use" if path.exists() else "report_unwritable", path=str(path))
