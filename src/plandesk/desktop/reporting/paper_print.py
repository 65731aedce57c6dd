"""From 打印 to the printer: the pages as they are previewed, the system's own dialog, then the printing itself."""

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QWidget

from plandesk.core.problems import KnownProblem
from plandesk.desktop.ask import Ask
from plandesk.desktop.reporting.edition import Edition, Order, making, same_paper
from plandesk.desktop.reporting.preview import ReportPreview
from plandesk.desktop.work_line import WorkLine


class PaperPrint(QObject):
    """Prints the paper that is previewed; one that is not ready, or of older figures, is made first."""

    def __init__(self, page: QWidget, ask: Ask, preview: ReportPreview, work: WorkLine) -> None:
        super().__init__(page)
        self._page, self._ask, self._preview, self._work = page, ask, preview, work

    def start(self, order: Order, title: str) -> None:
        """Print ``order``'s paper; ``title`` names it in the dialog and in the printer's queue."""
        edition = self._preview.edition
        if edition is not None and same_paper(edition.order, order):
            self._choose(edition, title)
            return

        def made(edition: Edition) -> tuple[str, None]:
            self._preview.take(edition)
            QTimer.singleShot(0, self, lambda: self._choose(edition, title))
            return "", None

        self._work.start(making(order, self._preview.editable), made, self.tr("正在排版"))

    def _choose(self, edition: Edition, title: str) -> None:
        from plandesk.desktop.reporting.printing import SheetPainter, print_pages, printed_pages
        from plandesk.reports.page_pictures import PagePictures

        sizes, view = edition.pages.sizes, self._preview.view
        try:
            printer = self._ask.printer(self._page, title, sizes[0], len(sizes), max(1, view.page))
        except KnownProblem as problem:
            self._work.say(problem)
            return
        if printer is None or self._work.busy:
            return
        wanted = printed_pages(printer, len(sizes), max(1, view.page))
        painter = SheetPainter(printer, self)
        self._work.busy_changed.connect(painter.follow)
        name = printer.printerName() or printer.outputFileName()
        grey = printer.colorMode() == printer.ColorMode.GrayScale
        said = self.tr("已送到打印机“{name}”，{count}页。")
        self._work.start(
            print_pages(PagePictures(edition.pdf), wanted, painter, grey=grey,
                        saying=self.tr("正在打印第{done}页，共{total}页")),
            lambda count: (said.format(name=name, count=count), None), self.tr("正在打印"),
            stopped=self.tr("已停止打印，已送出的页面照印。"),
        )  # fmt: skip
