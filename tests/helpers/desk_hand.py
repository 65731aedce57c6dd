"""A clerk at the window: real key events at whatever has the keyboard, and answers to its file dialogs."""

from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent, QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from plandesk.core.records import CellKey, Observation
from plandesk.desktop.app import Program
from plandesk.desktop.ask import Ask
from plandesk.desktop.entry.page import EntryPage

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

MORNING = datetime(2025, 4, 8, 10, 32)
CONTROL, SHIFT, ALT = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.AltModifier,
)


@dataclass
class Answers(Ask):
    """What the clerk answers when a dialog opens; every question is kept."""

    paths: list[Path | None] = field(default_factory=list)
    workbooks: list[tuple[Path, ...]] = field(default_factory=list)
    printers: "list[QPrinter | None]" = field(default_factory=list)
    says_yes: bool = True
    asked: list[str] = field(default_factory=list)
    shown: list[Path] = field(default_factory=list)

    def _next(self, question: str) -> Path | None:
        self.asked.append(question)
        return self.paths.pop(0)

    def data_file_to_open(self, parent: QWidget, folder: str) -> Path | None:
        return self._next("open")

    def data_file_to_make(self, parent: QWidget, proposal: str) -> Path | None:
        return self._next(proposal)

    def backup_to_open(self, parent: QWidget, folder: str) -> Path | None:
        return self._next("backup")

    def workbooks_to_read(self, parent: QWidget, folder: str) -> tuple[Path, ...]:
        self.asked.append("workbooks")
        return self.workbooks.pop(0)

    def history_to_read(self, parent: QWidget, folder: str) -> Path | None:
        return self._next("history")

    def receipt_to_read(self, parent: QWidget, folder: str) -> Path | None:
        return self._next("receipt")

    def submissions_to_read(self, parent: QWidget, folder: str) -> tuple[Path, ...]:
        self.asked.append("submissions")
        taken, self.paths = self.paths, []
        return tuple(path for path in taken if path is not None)

    def folder_to_read(self, parent: QWidget, title: str, folder: str) -> Path | None:
        return self._next(title)

    def file_to_write(
        self, parent: QWidget, title: str, proposal: str, kind: str, suffix: str
    ) -> Path | None:
        return self._next(proposal)

    def folder_to_write(self, parent: QWidget, title: str, proposal: str) -> Path | None:
        return self._next(title)

    def printer(
        self, parent: QWidget, title: str, size: tuple[float, float], count: int, current: int
    ) -> "QPrinter | None":
        from plandesk.desktop.printer_setup import set_up

        self.asked.append(f"{title} {count}")
        printer = self.printers.pop(0)
        if printer is not None:
            set_up(printer, title, size)
        return printer

    def show_file(self, path: Path) -> None:
        self.shown.append(path)

    def show_folder(self, path: Path) -> None:
        self.shown.append(path.parent)

    def yes(self, parent: QWidget, title: str, question: str, verb: str) -> bool:
        self.asked.append(question)
        return self.says_yes


class Hand:
    """Keys and texts, as typed; nothing here calls the window's own methods to get work done."""

    def __init__(self, program: Program) -> None:
        self.program = program

    @property
    def focus(self) -> QWidget:
        """What has the keyboard."""
        widget = QApplication.focusWidget()
        assert widget is not None, "nothing has the keyboard"
        return widget

    def key(
        self, key: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier, times: int = 1
    ) -> None:
        """Press a key."""
        for _ in range(times):
            QTest.keyClick(self.focus, key, held)

    def text(self, text: str) -> None:
        """Type a text, key by key."""
        for sign in text:
            if sign.isascii():
                QTest.keyClick(self.focus, sign)
            else:  # QTest knows Latin keys only; a full-width sign comes from an input method as a key without code
                event = QKeyEvent(QKeyEvent.Type.KeyPress, 0, Qt.KeyboardModifier.NoModifier, sign)
                QApplication.sendEvent(self.focus, event)

    def line(self, text: str) -> None:
        """Type a text and press Enter."""
        self.text(text)
        self.key(Qt.Key.Key_Return)

    def compose(self, *steps: str, commit: str = "") -> None:
        """What an input method sends: the text under composition step by step, then what it commits."""
        for step in steps:
            QApplication.sendEvent(self.focus, QInputMethodEvent(step, []))
        if commit:
            event = QInputMethodEvent("", [])
            event.setCommitString(commit)
            QApplication.sendEvent(self.focus, event)

    # what is there

    @property
    def entry(self) -> EntryPage:
        """The grid's page."""
        page = self.program.window.page_of("entry")
        assert isinstance(page, EntryPage)
        return page

    def stand_at(self, code: str, cell: str = "", column: str = "") -> None:
        """Put the cursor on an address, as the search does, then walk to a column with the arrow keys."""
        entry = self.entry
        self.program.window.show_page("entry")
        entry.show_address(CellKey(code, self.program.desk.year, cell))
        if column:
            wanted = entry.model.column_of[column]
            here = entry.grid.currentIndex().column()
            shown = [c for c in range(len(entry.model.columns)) if not entry.grid.isColumnHidden(c)]
            steps = shown.index(wanted) - shown.index(here)
            self.key(Qt.Key.Key_Right if steps > 0 else Qt.Key.Key_Left, times=abs(steps))

    def figures(self, code: str, cell: str = "", year: int = 0) -> Observation | None:
        """What the file holds at an address."""
        desk = self.program.desk
        return desk.snapshot.observation(code, year or desk.year, cell)

    def here(self) -> tuple[str, str]:
        """The indicator and the column the cursor is on."""
        entry = self.entry
        index = entry.grid.currentIndex()
        key = entry.model.key_at(index.row())
        return (key.indicator if key else "", entry.model.columns[index.column()].key)

    def cell_text(self, code: str, column: str, cell: str = "") -> str:
        """What a cell of the grid shows."""
        return self.look(code, column, cell).text

    def look(self, code: str, column: str, cell: str = ""):  # type: ignore[no-untyped-def]
        """How a cell of the grid looks."""
        model = self.entry.model
        row = model.row_of(CellKey(code, self.program.desk.year, cell))
        assert row is not None, f"{code} is not shown"
        model.look_at(row, model.column_of[column])
        model.take_verdicts()
        return model.look_at(row, model.column_of[column])

    @property
    def status(self) -> str:
        """The sentence in the status line."""
        return self.program.window.status_line.sentence
