"""The way in: from the welcome page to a plan's document, read in a worker, and to its review."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from plandesk.desktop.ask import Ask
from plandesk.desktop.desk import Desk
from plandesk.desktop.frame.window import DeskWindow
from plandesk.desktop.jobs import Step
from plandesk.desktop.look.words import button, label
from plandesk.desktop.work_line import WorkLine

if TYPE_CHECKING:
    from plandesk.desktop.reading.page import ReviewPage


class ReadingDoor(QWidget):
    """The link on the welcome page and the line of the reading under it. ``read`` with the Review and its path."""

    read = Signal(object, object)

    def __init__(self, desk: Desk, ask: Ask, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._ask = desk, ask
        self.work = WorkLine(ask, desk.words)
        self.link = button(
            self.tr("没有本地规划？读入规划文件…"), self.choose, "link", name=self.tr("读入规划文件")
        )
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.link)
        row.addWidget(label(self.tr(".docx、.pdf、.txt，或接着看存好的草稿"), "soft"))
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(row)
        column.addWidget(self.work)
        self.work.busy_changed.connect(lambda busy: self.link.setEnabled(not busy))
        self.work.hide()

    def choose(self) -> None:
        """Choose a document and read it."""
        path = self._ask.plan_document_to_open(self, self._desk.preferences.last_folder)
        if path is None:
            return
        library, words = self._desk.library(), self._desk.words

        def work(step: Step) -> Any:
            # loaded here: the window opens without it
            from plandesk.desktop.reading.saved import open_review

            step(0, 0, "")
            review = open_review(path, library, words)
            step(0, 0, "")
            return review

        def tell(review: Any) -> tuple[str, Path | None]:
            self.read.emit(review, path)
            return "", None

        self.work.show()
        self.work.start(work, tell, self.tr("正在读 {name}").format(name=path.name))


class ReviewStage(QObject):
    """Puts the review page on the window's stage and asks before an unsaved review is closed with the window."""

    def __init__(self, window: DeskWindow) -> None:
        super().__init__(window)
        self._window = window
        self.page: ReviewPage | None = None
        window.installEventFilter(self)

    def show(self, review: Any, path: Path) -> None:
        """Show the review of a document."""
        from plandesk.desktop.reading.page import ReviewPage

        window = self._window
        if self.page is None:
            self.page = ReviewPage(window.desk, window.look, window.ask)
            self.page.leaving.connect(window.leave_file)
            self.page.left.connect(window.show_welcome)
            window.stage.addWidget(self.page)
        window.stage.setCurrentWidget(self.page)
        window.setWindowTitle(review.document.name)
        self.page.begin(review, path)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        closing = event.type() == QEvent.Type.Close and watched is self._window
        if closing and self.page is not None and self.page.isVisible() and not self.page.may_leave():
            event.ignore()
            return True
        return super().eventFilter(watched, event)
