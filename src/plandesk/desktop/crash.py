"""Unexpected faults: kept in ``crash.log`` without any figure, offered at the next start; the window stays open."""

import faulthandler
import sys
import threading
import traceback
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from types import TracebackType

from plandesk import __version__

LOG_NAME = "crash.log"
_NATIVE_NAME = "crash-native.log"
_KEPT = 200_000


class CrashLog:
    """Writes faults down; ``on_fault`` is told after each, on whatever thread it happened."""

    def __init__(self, folder: Path, now: Callable[[], datetime]) -> None:
        self.file = folder / LOG_NAME
        self._native = folder / _NATIVE_NAME
        self._now = now
        self.on_fault: Callable[[], None] | None = None
        self.waiting = self._take_waiting()
        self._stream = self._native.open("w", encoding="utf-8")

    def install(self) -> None:
        """Take over Python's hooks for uncaught exceptions and the handler of native crashes."""
        faulthandler.enable(self._stream)
        sys.excepthook = self._hook
        threading.excepthook = lambda args: self._hook(
            args.exc_type, args.exc_value or args.exc_type(), args.exc_traceback
        )

    def close(self) -> None:
        """Give the hooks back and close the files."""
        faulthandler.disable()
        sys.excepthook = sys.__excepthook__
        threading.excepthook = threading.__excepthook__
        self._stream.close()

    def write(self, kind: type[BaseException], fault: BaseException, trace: TracebackType | None) -> None:
        """Append a fault: when, versions, where in the code. Messages are left out: they may hold figures."""
        frames = "".join(traceback.format_tb(trace))
        with self.file.open("a", encoding="utf-8") as log:
            log.write(
                f"{self._now():%Y-%m-%d %H:%M:%S} plandesk {__version__} Python {sys.version.split()[0]}\n"
            )
            log.write(f"{frames}{kind.__name__}\n\n")

    def acknowledge(self) -> None:
        """The clerk has seen it: the log is set aside as ``crash-read.log``."""
        if self.file.exists():
            self.file.replace(self.file.with_name("crash-read.log"))
        self.waiting = ""

    def _hook(self, kind: type[BaseException], fault: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, fault, trace)
            return
        self.write(kind, fault, trace)
        sys.__excepthook__(kind, fault, trace)
        if self.on_fault is not None:
            self.on_fault()

    def _take_waiting(self) -> str:
        """What an earlier run left: Python faults, and a native crash appended to them."""
        native = self._native.read_text(encoding="utf-8", errors="replace") if self._native.exists() else ""
        if native.strip():
            with self.file.open("a", encoding="utf-8") as log:
                log.write(native[-_KEPT:] + "\n")
        return self.file.read_text(encoding="utf-8", errors="replace")[-_KEPT:] if self.file.exists() else ""
