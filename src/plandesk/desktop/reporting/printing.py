"""Prints a finished PDF on a printer the clerk chose: pages drawn band by band in a worker, painted on the UI thread.

QPrinter belongs to the UI thread, as its driver's windows do; a band is small enough that painting it holds nothing up.
"""

import threading
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple

from PySide6.QtCore import QObject, QRectF, Signal, Slot
from PySide6.QtGui import QImage, QPageLayout, QPainter

from plandesk.core.problems import KnownProblem
from plandesk.desktop.jobs import Step, Stopped

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

    from plandesk.reports.page_pictures import PagePictures, Picture

SHARPEST = 600  # dots per inch that are drawn; finer printers get whole multiples
_BAND = 2_000_000  # pixels of a band
_WAIT = 0.2


class Sheet(NamedTuple):
    """How a page lies on the printer's sheet, in the printer's dots; drawn ``coarse`` times coarser, turned by quarters."""

    left: float
    top: float
    width: int
    height: int
    coarse: int
    quarters: int


def printed_pages(printer: "QPrinter", count: int, current: int) -> list[int]:
    """The places of the pages to print, in order, as often as the driver itself does not repeat them."""
    from PySide6.QtPrintSupport import QPrinter

    pages = list(range(count))
    if printer.printRange() == QPrinter.PrintRange.CurrentPage:
        pages = [current - 1]
    elif printer.printRange() == QPrinter.PrintRange.PageRange and not printer.pageRanges().isEmpty():
        pages = [page for page in pages if printer.pageRanges().contains(page + 1)]
    if printer.pageOrder() == QPrinter.PageOrder.LastPageFirst:
        pages.reverse()
    if printer.supportsMultipleCopies():
        return pages
    copies = max(1, printer.copyCount())
    if printer.collateCopies():
        return pages * copies
    return [page for page in pages for _ in range(copies)]


class SheetPainter(QObject):
    """The printer's side on the UI thread; the worker's ``print_pages`` hands it one thing after the other."""

    _handed = Signal(object)

    def __init__(self, printer: "QPrinter", parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._printer = printer
        self._painter: QPainter | None = None
        self._handed.connect(self._act)

    @Slot(object)
    def _act(self, act: Callable[[], None]) -> None:
        act()

    def hand(self, act: Callable[[], Any], step: Callable[[], None]) -> Any:
        """Have ``act`` done on the UI thread and wait for its answer; ``step`` is asked meanwhile whether to go on."""
        ready, answer = threading.Event(), list[Any]()

        def run() -> None:
            try:
                answer.append(act())
            except Exception as fault:
                answer.append(fault)
            ready.set()

        self._handed.emit(run)
        while not ready.wait(_WAIT):
            step()
        if isinstance(answer[0], Exception):
            raise answer[0]
        return answer[0]

    def give_up(self) -> None:
        """From the worker: nothing more comes."""
        self._handed.emit(self.abort)

    def start_sheet(self, size: tuple[float, float]) -> Sheet:
        """A fresh sheet for a page of ``size`` points. Raises KnownProblem where the printer does not take it."""
        printer = self._printer
        turned = self._lay(size)
        if self._painter is None:
            self._painter = QPainter()
            ready = self._painter.begin(printer)
        else:
            ready = printer.newPage()
        if not ready:
            self._painter = None if not self._painter.isActive() else self._painter
            raise KnownProblem("printer_refuses", printer=printer.printerName() or printer.outputFileName())
        dots = printer.resolution()
        coarse = max(1, -(-dots // SHARPEST))
        width, height = size[::-1] if turned else size
        paper, inner = printer.paperRect(_dots(printer)), printer.pageRect(_dots(printer))
        # as large as it is, smaller only where the clerk chose a smaller paper
        scale = min(dots / 72, paper.width() / width, paper.height() / height)
        across, down = max(1, round(width * scale / coarse)), max(1, round(height * scale / coarse))
        left = (paper.width() - across * coarse) / 2 - inner.left()
        top = (paper.height() - down * coarse) / 2 - inner.top()
        if printer.fullPage():
            left, top = left + inner.left(), top + inner.top()
        return Sheet(left, top, across, down, coarse, 3 if turned else 0)

    def _lay(self, size: tuple[float, float]) -> bool:
        """Turn the sheet as the page is; True where the page has to lie turned on an upright sheet.

        With both sides printed every sheet stays upright: a driver that changes between the two starts a new sheet.
        The page then lies as it was typeset, its head at the left edge.
        """
        from PySide6.QtPrintSupport import QPrinter

        wide = size[0] > size[1]
        sides = self._printer.duplex() in (QPrinter.DuplexMode.DuplexNone, QPrinter.DuplexMode.DuplexAuto)
        lie = wide and sides
        way = QPageLayout.Orientation.Landscape if lie else QPageLayout.Orientation.Portrait
        self._printer.setPageOrientation(way)
        return wide and self._printer.pageLayout().orientation() != QPageLayout.Orientation.Landscape

    def paint(self, sheet: Sheet, picture: "Picture", top: int) -> None:
        """Paint a band of the sheet begun last; ``top`` in drawn pixels."""
        if self._painter is None:
            raise Stopped
        kind = QImage.Format.Format_Grayscale8 if picture.grey else QImage.Format.Format_RGB32
        image = QImage(picture.pixels, picture.width, picture.height, picture.stride, kind)
        place = QRectF(
            sheet.left,
            sheet.top + top * sheet.coarse,
            picture.width * sheet.coarse,
            picture.height * sheet.coarse,
        )
        self._painter.drawImage(place, image)

    def follow(self, busy: bool) -> None:
        """The work has ended: the printer is let go."""
        if not busy:
            self.deleteLater()

    def finish(self) -> None:
        """Hand everything to the printer."""
        if self._painter is not None:
            self._painter.end()
            self._painter = None

    def abort(self) -> None:
        """Give up: what the printer has not taken yet is not printed."""
        if self._painter is not None:
            self._printer.abort()
            self._painter.end()
            self._painter = None


def _dots(printer: "QPrinter") -> Any:
    from PySide6.QtPrintSupport import QPrinter

    return QPrinter.Unit.DevicePixel


def print_pages(
    pages: "PagePictures", wanted: list[int], painter: SheetPainter, *, grey: bool, saying: str
) -> Callable[[Step], int]:
    """The work of printing ``wanted`` pages, for a Job: how many sheets' sides were printed. Closes ``pages``."""

    def work(step: Step) -> int:
        def go_on() -> None:
            step(number, len(wanted), saying.format(done=number, total=len(wanted)))

        number = 0
        try:
            for number, page in enumerate(wanted, start=1):  # noqa: B007 - go_on says it
                go_on()
                sheet = painter.hand(partial(painter.start_sheet, pages.sizes[page]), go_on)
                rows = max(1, _BAND // sheet.width)
                for top in range(0, sheet.height, rows):
                    picture = pages.draw(
                        page, sheet.width, sheet.height, top=top, rows=rows, quarters=sheet.quarters,
                        printing=True, grey=grey,
                    )  # fmt: skip
                    painter.hand(partial(painter.paint, sheet, picture, top), go_on)
            painter.hand(painter.finish, go_on)
        except BaseException:
            painter.give_up()
            raise
        finally:
            pages.close()
        return len(wanted)

    return work
