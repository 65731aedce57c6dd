"""Long work off the UI thread: a function of frozen inputs, told about and stopped between its steps."""

import threading
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, QRunnable, QThreadPool, Signal, Slot

Step = Callable[[int, int, str], None]


class Stopped(Exception):  # noqa: N818 - not an error: the clerk pressed 停止
    """Raised inside the worker when it reports a step after it was asked to stop."""


class Job(QObject):
    """One piece of long work. Signals arrive on the UI thread; exactly one of done, failed, stopped ends it."""

    progressed = Signal(int, int, str)
    done = Signal(object)
    failed = Signal(object)
    stopped = Signal()
    _ended = Signal(str, object)

    def __init__(self, work: Callable[[Step], Any], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._work = work
        self._stop = threading.Event()
        self._ended.connect(self._end)
        self.running = False

    def start(self) -> None:
        """Hand the work to the pool."""
        self.running = True
        QThreadPool.globalInstance().start(_Run(self))

    def stop(self) -> None:
        """Ask the worker to stop at its next step."""
        self._stop.set()

    @property
    def asked_to_stop(self) -> bool:
        """Whether the clerk pressed 停止, even where the work was done before it noticed."""
        return self._stop.is_set()

    def step(self, done: int, total: int, label: str) -> None:
        """Called by the worker: how far it is. Raises ``Stopped`` when asked to stop."""
        if self._stop.is_set():
            raise Stopped
        self.progressed.emit(done, total, label)

    def run(self) -> None:
        """The worker's side: do the work, report how it ended."""
        try:
            result = self._work(self.step)
        except Stopped:
            self._ended.emit("stopped", None)
        except Exception as problem:
            self._ended.emit("failed", problem)
        else:
            self._ended.emit("done", result)

    @Slot(str, object)
    def _end(self, how: str, what: object) -> None:
        self.running = False
        if how == "done":
            self.done.emit(what)
        elif how == "failed":
            self.failed.emit(what)
        else:
            self.stopped.emit()


class _Run(QRunnable):
    def __init__(self, job: Job) -> None:
        super().__init__()
        self._job = job

    def run(self) -> None:
        self._job.run()
