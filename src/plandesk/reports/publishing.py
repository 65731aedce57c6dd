"""Draws the laid-out pages of a report into a PDF file, which is put in place whole or not at all."""

import errno
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from reportlab import rl_config
from reportlab.pdfgen.canvas import Canvas

from plandesk.core.problems import KnownProblem
from plandesk.core.report_model import Furniture, Report
from plandesk.core.words import Words
from plandesk.reports.composing import LaidOut, lay_out_report
from plandesk.reports.fonts import Typefaces
from plandesk.reports.furniture import (
    FOOT,
    FOOT_DROP,
    box_corner,
    contents_pages,
    draw_box,
    draw_contents,
    draw_cover,
    draw_foot,
    draw_page_number,
    left_edge,
)
from plandesk.reports.layout import PAGE_HEIGHT, PAGE_WIDTH, TOP, TYPE_HEIGHT, TYPE_WIDTH, Sheet
from plandesk.reports.pen import Pen

Progress = Callable[[int, int], None]

_ONE_AT_A_TIME = threading.Lock()
"""reportlab's fonts and settings belong to the process; the preview and a report being saved may be made at once."""


@dataclass(frozen=True, slots=True)
class Printed:
    """What became of a report: the file, its pages, characters no font has (printed as 〓)."""

    path: Path
    pages: int
    missing: tuple[str, ...]

    def warning(self, words: Words) -> str:
        """What the clerk is told about characters printed as 〓; "" where there are none."""
        if not self.missing:
            return ""
        characters = "、".join(self.missing)
        return words.say(
            "report.missing_characters", path=self.path, count=len(self.missing), characters=characters
        )


def publish(report: Report, path: Path, faces: Typefaces, progress: Progress | None = None) -> Printed:
    """Writes ``report`` as PDF to ``path``: first beside it, then renamed; identical bytes for identical input.

    ``progress`` is called with (0, 0) every so often while the pages are being laid out, then with (pages done, pages
    in all) after each page; what it raises stops the work and leaves no file. Raises KnownProblem where the file cannot be written.
    """
    part = path.with_name(path.name + ".part")
    try:
        with _ONE_AT_A_TIME:
            pages = _draw(report, lay_out_report(report, faces, _Pulse(progress)), part, faces, progress)
        part.replace(path)
    except OSError as fault:
        raise _cannot_write(path, fault) from fault
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)
    return Printed(path, pages, tuple(faces.missing))


class _Pulse:
    """Asks ``progress`` at every fiftieth block or row, so that a long paper can be stopped before its first page."""

    EVERY = 50

    def __init__(self, progress: Progress | None) -> None:
        self.progress = progress
        self.count = 0

    def __call__(self) -> None:
        self.count += 1
        if self.progress is not None and self.count % self.EVERY == 0:
            self.progress(0, 0)


def _draw(report: Report, laid: LaidOut, part: Path, faces: Typefaces, progress: Progress | None) -> int:
    options: dict[str, Any] = {"initialFontName": faces.names["song"]}  # the stubs take it for a number
    size = (PAGE_WIDTH, PAGE_HEIGHT)
    canvas = Canvas(str(part), pagesize=size, invariant=1, pageCompression=1, lang="zh-CN", **options)
    _describe(canvas, report, faces)
    pen = Pen(canvas, faces)
    shown = (
        [] if report.bare else contents_pages([entry for entry in laid.entries if entry.level <= 2], faces)
    )
    before = 0 if report.bare else 1 + len(laid.front) + len(shown)
    blank = before % 2  # so that page 1 is a right-hand page
    total = before + blank + len(laid.sheets)
    done = 0

    def finish() -> None:
        nonlocal done
        pen.flush()
        canvas.showPage()
        done += 1
        if progress is not None:
            progress(done, total)

    if not report.bare:
        draw_cover(pen, report.cover, report.furniture)
        finish()
    for sheet in laid.front:
        _draw_unnumbered(pen, sheet, report.furniture, done + 1)
        finish()
    for number, entries in enumerate(shown):
        side = 2 - (1 + len(laid.front) + number + 1) % 2  # counted from the cover, on whose back they begin
        draw_contents(pen, entries, "" if number else report.furniture.contents, left_edge(side))
        draw_box(pen, report.furniture, *box_corner(side))
        finish()
    if blank:
        finish()
    for sheet in laid.sheets:
        _draw_sheet(pen, sheet, report.furniture)
        finish()
    canvas.showOutline()
    with _binary_streams():
        canvas.save()
    return total


@contextmanager
def _binary_streams() -> Iterator[None]:
    """Streams as plain bytes: reportlab's wish for ASCII files makes them a quarter larger and slower to write."""
    before, rl_config.useA85 = rl_config.useA85, 0
    try:
        yield
    finally:
        rl_config.useA85 = before


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
    # a form is handed out by itself: one-sided, its binding at the left
    _draw_unnumbered(pen, sheet, furniture, 1 if sheet.form else number)
    if sheet.form:
        draw_foot(pen, sheet.foot, left_edge(1) + TYPE_WIDTH / 2, FOOT, TYPE_WIDTH)
    else:
        draw_page_number(pen, number)


def _draw_unnumbered(pen: Pen, sheet: Sheet, furniture: Furniture, side: int) -> None:
    """What stands on an upright page; ``side`` odd: binding at the left."""
    pen.canvas.setPageSize((PAGE_WIDTH, PAGE_HEIGHT))
    pen.canvas.setPageRotation(0)
    left, top = left_edge(side), PAGE_HEIGHT - sheet.top
    for item in sheet.items:
        item.block.draw(pen, left, top - item.down, TYPE_WIDTH)
    draw_box(pen, furniture, *box_corner(side))


def _draw_turned(pen: Pen, sheet: Sheet, furniture: Furniture, number: int) -> None:
    """A wide table, its head at the left edge of the upright page; viewers show it turned to be read (/Rotate 90).

    reportlab swaps the sides of a rotated page's box, hence the turned page size for an upright page.
    """
    canvas = pen.canvas
    canvas.setPageSize((PAGE_HEIGHT, PAGE_WIDTH))
    canvas.setPageRotation(90)
    if not sheet.form:
        draw_page_number(pen, number)
    pen.flush()
    canvas.saveState()
    canvas.translate(left_edge(number), PAGE_HEIGHT - TOP - TYPE_HEIGHT)
    canvas.rotate(90)
    for item in sheet.items:
        item.block.draw(pen, 0, -item.down, TYPE_HEIGHT)
    draw_box(pen, furniture, TYPE_HEIGHT, 0)
    if sheet.form:
        draw_foot(pen, sheet.foot, TYPE_HEIGHT / 2, -TYPE_WIDTH - FOOT_DROP, TYPE_HEIGHT)
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
