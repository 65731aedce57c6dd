"""The paper before it is printed: its pages, made off the thread; told to be old once figures have changed."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from plandesk.core.problems import KnownProblem
from plandesk.core.words import Words
from plandesk.desktop.jobs import Job
from plandesk.desktop.look.boxes import CalmBox
from plandesk.desktop.look.look import Look
from plandesk.desktop.look.sign_label import SignLabel
from plandesk.desktop.look.words import button, label, panel
from plandesk.desktop.reporting.edition import Edition, Order, making, same_paper
from plandesk.desktop.reporting.page_view import ZOOMS, PageView, Zoom

if TYPE_CHECKING:
    from plandesk.core.papers.free_texts import EditableKind

SAID_AFTER_MS = 500
_DEEPEST = 2  # headings below a domain's are too many to choose from


class ReportPreview(QWidget):
    """The pages with what turns and enlarges them. ``again`` asks for another making; ``made`` when pages are there."""

    again = Signal()
    made = Signal()

    def __init__(self, look: Look, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look, self._catalogue = look, words
        self.edition: Edition | None = None
        self._job: Job | None = None
        self._ordered: Order | None = None
        self.editable: EditableKind | None = None
        self._next: Order | None = None
        self.view = PageView(look)
        self._where = label("", "soft")
        self._back = button(self.tr("上一页"), lambda: self.view.turn(-1), "tool")
        self._on = button(self.tr("下一页"), lambda: self.view.turn(1), "tool")
        self.zooms = CalmBox()
        self.zooms.setAccessibleName(self.tr("缩放"))
        self.large = button(self.tr("放大  F4"), None, "tool", name=self.tr("放大预览"))
        self.large.setCheckable(True)
        self.places = CalmBox()
        self.places.setAccessibleName(self.tr("转到"))
        self.places.setSizeAdjustPolicy(CalmBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.places.setMinimumContentsLength(4)
        self._late = QTimer(self)
        self._late.setSingleShot(True)
        self._late.setInterval(SAID_AFTER_MS)
        self._late.timeout.connect(self._say_making)
        self._lay_out()
        self.zooms.activated.connect(lambda _: self.view.set_zoom(self.zooms.currentData()))
        self.places.activated.connect(lambda _: self.view.go_to(self.places.currentData()))
        self.view.moved.connect(self._show_place)
        self._show_place()

    def _lay_out(self) -> None:
        for zoom in ZOOMS:
            self.zooms.addItem(self._zoom_words(zoom), zoom)
        head = QHBoxLayout()
        head.setSpacing(8)
        self._title = label(self.tr("预览"), "soft")
        head.addWidget(self._title)
        head.addWidget(self.places, 1)
        for widget in (self._back, self._where, self._on, self.zooms, self.large):
            head.addWidget(widget)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(head)
        self._old = self._old_bar()
        column.addWidget(self._old)
        column.addWidget(self.view, 1)

    def _old_bar(self) -> QFrame:
        box = panel()
        inner = QHBoxLayout(box)
        inner.setContentsMargins(12, 4, 8, 4)
        inner.setSpacing(8)
        inner.addWidget(SignLabel(self._look, "slightly_off", "warn", "paper"))
        inner.addWidget(label(self.tr("数据有改动，下面是改动前的页面。"), "", wrap=True), 1)
        inner.addWidget(button(self.tr("重新排版  F5"), self.again.emit, "link", name=self.tr("重新排版")))
        box.setVisible(False)
        return box

    def _zoom_words(self, zoom: Zoom) -> str:
        if zoom == "page":
            return self.tr("整页")
        return self.tr("页宽") if zoom == "width" else f"{zoom}%"

    # what is shown

    def show_order(self, order: Order, editable: "EditableKind | None", *, again: bool) -> None:
        """Show the paper of ``order``. Without ``again``, pages of other figures stay, and are told to be old."""
        self.editable = editable
        kept = self.edition
        if kept is not None and same_paper(kept.order, order):
            self._stop()
            self._show_old(False)
        elif kept is not None and not again and kept.order.wishes == order.wishes:
            self._show_old(True)
        else:
            self._show_old(False)
            self._make(order)

    def show_words(self, words: str) -> None:
        """Show a sentence in place of pages."""
        self._stop()
        self.edition = None
        self._show_old(False)
        self.view.show_words(words)

    @property
    def is_old(self) -> bool:
        """Whether the pages shown are of figures that have changed since."""
        return not self._old.isHidden()

    @property
    def busy(self) -> bool:
        """Whether pages are being made."""
        return self._job is not None

    def _show_old(self, old: bool) -> None:
        self._old.setVisible(old)

    def _make(self, order: Order) -> None:
        if self._job is not None:
            if self._ordered is None or not same_paper(self._ordered, order) or self._job.asked_to_stop:
                self._next = order  # the one being made is not wanted any more; this one follows
                self._job.stop()
            return
        job, self._ordered = Job(making(order, self.editable), self), order
        self._job = job
        job.done.connect(self._done)
        job.failed.connect(self._failed)
        job.stopped.connect(self._stopped)
        self._late.start()
        job.start()

    def _stop(self) -> None:
        self._next = None
        if self._job is not None:
            self._job.stop()

    def halt(self) -> None:
        """Something more pressing is made now: pages that are being made are given up."""
        self._stop()

    def take(self, edition: Edition) -> None:
        """Show a paper that was made for something else."""
        self.edition = edition
        self._show_old(False)
        self.places.clear()
        for level, words, page in edition.headings:
            if level <= _DEEPEST:
                self.places.addItem("　" * level + words, page)
        self.view.show_pages(edition.pages)
        self.made.emit()

    def close_pages(self) -> None:
        """The data file is closed: nothing of it stays."""
        self.show_words("")

    def _say_making(self) -> None:
        if self.edition is None:
            self.view.show_words(self.tr("正在排版……"))
        self._title.setText(self.tr("正在排版"))

    def _done(self, edition: Edition) -> None:
        if self._job_over():
            edition.pages.close()
            return
        self.take(edition)

    def _failed(self, problem: object) -> None:
        if self._job_over():
            return
        self.edition = None
        if isinstance(problem, KnownProblem):
            self.view.show_words(self._catalogue.problem(problem))
            return
        self.view.show_words(self.tr("没有排成，原因已记在本机日志里。数据没有受影响。"))
        if isinstance(problem, Exception):
            raise problem

    def _stopped(self) -> None:
        self._job_over()

    def _job_over(self) -> bool:
        """End the job; True where its paper is not wanted any more, and start on the one that is."""
        job, self._job = self._job, None
        self._late.stop()
        self._title.setText(self.tr("预览"))
        stopped = job is None or job.asked_to_stop
        if job is not None:
            job.deleteLater()
        order, self._next = self._next, None
        if order is not None:
            self._make(order)
        return stopped

    def _show_place(self) -> None:
        view, there = self.view, self.view.count > 0
        words = self.tr("第{page}页，共{count}页").format(page=view.page, count=view.count)
        self._where.setText(words if there else "")
        self._back.setEnabled(there and view.page > 1)
        self._on.setEnabled(there and view.page < view.count)
        self.zooms.setEnabled(there)
        self.places.setVisible(there and self.places.count() > 0)
        under = [n for n in range(self.places.count()) if self.places.itemData(n) <= view.page]
        self.places.setCurrentIndex(under[-1] if under else 0)
        place = next((n for n, zoom in enumerate(ZOOMS) if zoom == view.zoom), 0)
        self.zooms.setCurrentIndex(place)
