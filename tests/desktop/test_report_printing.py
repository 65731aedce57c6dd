"""Printing: real sheets into a PDF file through QPrinter, read back: how many, which way, what stands on them."""

from pathlib import Path

import pypdfium2
import pytest
from PySide6.QtCore import QEventLoop, QSizeF, Qt, QTimer
from PySide6.QtGui import QPageLayout, QPageSize
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from reportlab.pdfgen.canvas import Canvas

from helpers.desk_hand import CONTROL, Answers, Hand
from plandesk.core.problems import KnownProblem
from plandesk.desktop.jobs import Job, Stopped
from plandesk.desktop.printer_setup import set_up
from plandesk.desktop.reporting.page import ReportsPage
from plandesk.desktop.reporting.printing import SheetPainter, print_pages, printed_pages
from plandesk.reports.page_pictures import PagePictures

A4 = (595.2755, 841.8898)


def written(path: Path, turned: tuple[bool, ...]) -> bytes:
    """A PDF of a page each, with a black square of an inch at the head's left end; turned ones are shown by /Rotate."""
    canvas = Canvas(str(path), pagesize=A4)
    for wide in turned:
        canvas.setPageSize(A4[::-1] if wide else A4)
        canvas.setPageRotation(90 if wide else 0)
        # a turned page's head lies at the left edge of the upright sheet, so its head's left end at the lower left
        canvas.rect(72, 72 if wide else A4[1] - 144, 72, 72, stroke=0, fill=1)
        canvas.showPage()
    canvas.save()
    return path.read_bytes()


def into(path: Path, dots: int = 96, printer: QPrinter | None = None) -> QPrinter:
    """A printer that writes a file."""
    printer = printer or QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(path))
    printer.setResolution(dots)
    return printer


def print_all(pdf: bytes, printer: QPrinter, wanted: list[int], *, grey: bool = False) -> list[object]:
    """Print as the window does, events running; how it ended."""
    painter = SheetPainter(printer)
    pages = PagePictures(pdf)
    job = Job(print_pages(pages, wanted, painter, grey=grey, saying="{done}/{total}"))
    ended, loop = list[object](), QEventLoop()
    for signal in (job.done, job.failed):
        signal.connect(lambda what: (ended.append(what), loop.quit()))
    job.stopped.connect(lambda: (ended.append(Stopped), loop.quit()))
    QTimer.singleShot(30000, loop.quit)
    job.start()
    loop.exec()
    QApplication.processEvents()
    assert painter._painter is None
    return ended


def blackness(path: Path) -> list[tuple[tuple[int, int], tuple[int, int] | None]]:
    """Of each sheet: its size in points, and where its black square begins (inches from left and top)."""
    found = []
    document = pypdfium2.PdfDocument(path)
    for page in document:
        width, height = page.get_size()
        bitmap = page.render(scale=1, grayscale=True)
        rows = [
            bytes(bitmap.buffer)[n * bitmap.stride : n * bitmap.stride + bitmap.width]
            for n in range(bitmap.height)
        ]
        dark = [
            (x, y) for y in range(4, bitmap.height, 4) for x in range(4, bitmap.width, 4) if rows[y][x] < 60
        ]
        corner = (round(min(x for x, _ in dark) / 72), round(min(y for _, y in dark) / 72)) if dark else None
        found.append(((round(width), round(height)), corner))
        bitmap.close()
        page.close()
    document.close()
    return found


@pytest.mark.parametrize("grey", [False, True])
def test_each_page_lies_as_it_is_read(qapp: QApplication, tmp_path: Path, grey: bool) -> None:
    pdf = written(tmp_path / "in.pdf", (False, True, False))
    printer = into(tmp_path / "out.pdf")
    set_up(printer, "报告", A4)
    assert print_all(pdf, printer, [0, 1, 2], grey=grey) == [3]
    upright, wide = ((595, 842), (1, 1)), ((842, 595), (1, 1))
    assert blackness(tmp_path / "out.pdf") == [upright, wide, upright]


def test_sheets_printed_on_both_sides_stay_upright(qapp: QApplication, tmp_path: Path) -> None:
    pdf = written(tmp_path / "in.pdf", (False, True))

    class TwoSided(QPrinter):
        """A file has one side; this one says that it prints both."""

        def duplex(self) -> QPrinter.DuplexMode:
            return QPrinter.DuplexMode.DuplexLongSide

    printer = into(tmp_path / "out.pdf", printer=TwoSided(QPrinter.PrinterMode.HighResolution))
    set_up(printer, "报告", A4)
    assert print_all(pdf, printer, [0, 1]) == [2]
    # the head at the left edge, its beginning at the foot
    assert blackness(tmp_path / "out.pdf") == [((595, 842), (1, 1)), ((595, 842), (1, 10))]


def test_a_smaller_paper_takes_the_whole_page(qapp: QApplication, tmp_path: Path) -> None:
    pdf = written(tmp_path / "in.pdf", (False,))
    printer = into(tmp_path / "out.pdf")
    set_up(printer, "报告", A4)
    printer.setPageSize(QPageSize(QPageSize.PageSizeId.A5))
    assert print_all(pdf, printer, [0]) == [1]
    [(size, corner)] = blackness(tmp_path / "out.pdf")
    assert size == (420, 595)
    assert corner == (1, 1)


def test_paper_is_that_of_the_pages(qapp: QApplication, tmp_path: Path) -> None:
    printer = into(tmp_path / "out.pdf")
    set_up(printer, "报告", A4[::-1])
    layout = printer.pageLayout()
    assert layout.pageSize().id() == QPageSize.PageSizeId.A4
    assert layout.orientation() == QPageLayout.Orientation.Portrait
    assert printer.paperRect(QPrinter.Unit.Point).size().toSize() == QSizeF(595, 842).toSize()
    assert printer.docName() == "报告"


def test_range_order_and_copies_are_the_dialog_s(qapp: QApplication, tmp_path: Path) -> None:
    printer = into(tmp_path / "out.pdf")
    assert printed_pages(printer, 4, 2) == [0, 1, 2, 3]
    printer.setPageOrder(QPrinter.PageOrder.LastPageFirst)
    assert printed_pages(printer, 4, 2) == [3, 2, 1, 0]
    printer.setPageOrder(QPrinter.PageOrder.FirstPageFirst)
    printer.setPrintRange(QPrinter.PrintRange.PageRange)
    printer.setFromTo(2, 3)
    assert printed_pages(printer, 4, 4) == [1, 2]
    printer.setPrintRange(QPrinter.PrintRange.CurrentPage)
    assert printed_pages(printer, 4, 4) == [3]
    printer.setPrintRange(QPrinter.PrintRange.AllPages)
    printer.setCopyCount(2)
    own = not printer.supportsMultipleCopies()
    printer.setCollateCopies(True)
    assert printed_pages(printer, 2, 1) == ([0, 1, 0, 1] if own else [0, 1])
    printer.setCollateCopies(False)
    assert printed_pages(printer, 2, 1) == ([0, 0, 1, 1] if own else [0, 1])


@pytest.mark.qt_log_ignore("QPainter::begin.*", extend=True)
def test_a_printer_that_refuses_is_told_of(qapp: QApplication, tmp_path: Path) -> None:
    pdf = written(tmp_path / "in.pdf", (False,))
    printer = into(tmp_path / "no folder" / "out.pdf")
    set_up(printer, "报告", A4)
    [fault] = print_all(pdf, printer, [0])
    assert isinstance(fault, KnownProblem)
    assert fault.code == "printer_refuses"


def page_of(hand: Hand, qtbot: QtBot) -> ReportsPage:
    """报表 with the responsibility table, the shortest paper, shown."""
    hand.program.window.show_page("reports")
    page = hand.program.window.page
    assert isinstance(page, ReportsPage)
    hand.key(Qt.Key.Key_Down, times=4)
    qtbot.waitUntil(lambda: page.preview.edition is not None and not page._later.isActive(), timeout=60000)
    return page


def test_ctrl_p_prints_what_is_previewed(
    sample: Hand, answers: Answers, qtbot: QtBot, tmp_path: Path
) -> None:
    page = page_of(sample, qtbot)
    printer = into(tmp_path / "out.pdf", 72)
    printer.setPrintRange(QPrinter.PrintRange.PageRange)
    printer.setFromTo(2, 3)
    answers.printers.append(printer)
    with qtbot.waitSignal(page.work.busy_changed, timeout=60000, check_params_cb=lambda busy: not busy):
        sample.key(Qt.Key.Key_P, CONTROL)
    assert page.preview.edition is not None
    assert answers.asked == [f"目标任务分解表 {page.preview.view.count}"]
    assert page.work.sentence == f"已送到打印机“{tmp_path / 'out.pdf'}”，2页。"
    sizes = [(round(w), round(h)) for w, h in page.preview.edition.pages.sizes[1:3]]
    assert [size for size, _ in blackness(tmp_path / "out.pdf")] == sizes


def test_no_printer_chosen_prints_nothing(sample: Hand, answers: Answers, qtbot: QtBot) -> None:
    page = page_of(sample, qtbot)
    answers.printers.append(None)
    page.print_paper()
    assert not page.work.busy
    assert page.work.sentence == ""


def test_a_pc_without_printers_says_so(sample: Hand, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    from plandesk.desktop import ask

    page = page_of(sample, qtbot)
    monkeypatch.setattr(ask, "lacks_printers", lambda: True)
    monkeypatch.setattr(page._printing, "_ask", ask.Ask())
    page.print_paper()
    assert "没有装打印机" in page.work.sentence
    assert not page.work.busy


def test_printing_is_stopped_between_pages(
    sample: Hand, answers: Answers, qtbot: QtBot, tmp_path: Path
) -> None:
    page = page_of(sample, qtbot)
    answers.printers.append(into(tmp_path / "out.pdf", 600))
    with qtbot.waitSignal(page.work.busy_changed, timeout=60000, check_params_cb=lambda busy: not busy):
        page.print_paper()
        sample.key(Qt.Key.Key_Escape)
    assert page.work.sentence == "已停止打印，已送出的页面照印。"
    assert not page.work.busy
    assert page.options.print.isEnabled()
