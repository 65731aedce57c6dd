"""Long work at the foot of a page: nothing under 300 ms, then a bar, words and 停止; at the end one line with [打开]."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QWidget

from plandesk.core.problems import KnownProblem
from plandesk.core.words import Words
from plandesk.desktop.ask import Ask
from plandesk.desktop.jobs import Job, Step
from plandesk.desktop.look.words import button, label, set_kind

SHOWN_AFTER_MS = 300


class WorkLine(QWidget):
    """Runs one piece of work at a time. ``busy_changed`` when it starts and ends."""

    busy_changed = Signal(bool)

    def __init__(self, ask: Ask, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ask, self._catalogue = ask, words
        self.job: Job | None = None
        self._path: Path | None = None
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setFixedWidth(150)
        self._words = label("", "soft", wrap=True)
        self._stop = button(self.tr("停止  Esc"), self.stop, name=self.tr("停止"))
        self._open = button(self.tr("打开"), self._show_file, "link")
        self._folder = button(self.tr("打开所在文件夹"), self._show_folder, "link")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self._bar)
        row.addWidget(self._words, 1)
        for widget in (self._open, self._folder, self._stop):
            row.addWidget(widget)
        self._escape = QShortcut(QKeySequence(Qt.Key.Key_Escape), self, self.stop)
        self._escape.setContext(Qt.ShortcutContext.WindowShortcut)
        self._late = QTimer(self)
        self._late.setSingleShot(True)
        self._late.setInterval(SHOWN_AFTER_MS)
        self._late.timeout.connect(lambda: self._show_progress(True))
        self._idle()

    @property
    def busy(self) -> bool:
        """Whether work is running."""
        return self.job is not None

    @property
    def sentence(self) -> str:
        """What the line says."""
        return self._words.text()

    def clear(self) -> None:
        """Say nothing, unless work is running."""
        if not self.busy:
            self._idle()

    def _idle(self) -> None:
        self._show_progress(False)
        self._words.setText("")
        self._open.hide()
        self._folder.hide()
        self._escape.setEnabled(False)

    def _show_progress(self, shown: bool) -> None:
        self._bar.setVisible(shown)
        self._stop.setVisible(shown)

    def start(
        self, work: Callable[[Step], Any], tell: Callable[[Any], tuple[str, Path | None]], doing: str,
        *, stopped: str = "",
    ) -> None:  # fmt: skip
        """Run ``work``; ``tell`` makes the sentence of its result and the file it wrote; ``doing`` names it.

        ``stopped`` is said when the clerk stopped it; without it, that nothing half done is left.
        """
        if self.busy:
            return
        self._idle()
        job = Job(work, self)
        self.job = job
        self._bar.setMaximum(0)
        set_kind(self._words, "soft")
        job.progressed.connect(lambda done, total, words: self._progress(done, total, words or doing))
        job.done.connect(lambda result: self._done(*tell(result)))
        job.failed.connect(self._failed)
        left = stopped or self.tr("已停止，没有留下半成品。")
        job.stopped.connect(lambda: self._end(left, "soft"))
        self._escape.setEnabled(True)
        self._late.start()
        self.busy_changed.emit(True)
        job.start()

    def stop(self) -> None:
        """停止."""
        if self.job is not None:
            self.job.stop()

    def _progress(self, done: int, total: int, words: str) -> None:
        if self.busy:
            self._bar.setMaximum(total)
            self._bar.setValue(done)
            if self._bar.isVisible():
                self._words.setText(words)

    def _done(self, sentence: str, path: Path | None) -> None:
        self._end(sentence, "good")
        self._path = path
        self._open.setVisible(path is not None and path.is_file())
        self._folder.setVisible(path is not None)

    def say(self, problem: KnownProblem) -> None:
        """Say why the work cannot even begin."""
        if not self.busy:
            self._failed(problem)

    def _failed(self, problem: object) -> None:
        if isinstance(problem, KnownProblem):
            self._end(self._catalogue.problem(problem), "bad")
            return
        self._end(self.tr("没有做成，原因已记在本机日志里。数据没有受影响。"), "bad")
        if isinstance(problem, Exception):
            raise problem

    def _end(self, sentence: str, kind: str) -> None:
        self._late.stop()
        self.job = None
        self._idle()
        set_kind(self._words, kind)
        self._words.setText(sentence)
        self.busy_changed.emit(False)

    def _show_file(self) -> None:
        if self._path is not None:
            self._ask.show_file(self._path)

    def _show_folder(self) -> None:
        if self._path is not None:
            self._ask.show_folder(self._path)
