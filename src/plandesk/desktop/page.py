"""What every page of the window has in common."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget

from plandesk.core.changes import ChangeSet
from plandesk.core.records import CellKey


@dataclass(frozen=True, slots=True)
class StatusText:
    """The status line: the current thing, its state, the keys that work now (key and what it does)."""

    thing: str = ""
    state: str = ""
    keys: Sequence[tuple[str, str]] = ()


class Page(QWidget):
    """A page of the rail. It shows the desk's plan and year and is refreshed only while it is the one shown.

    ``status`` describes where the clerk is; ``jump`` asks for an address in the grid (with whether to write its
    explanation); ``go`` asks for another page by its key; ``seal_offered`` once what seals the year may follow;
    ``approve_wanted`` asks for 审核通过 of the year, ``reopen_wanted`` for 更正已报年份.
    """

    status = Signal(object)
    jump = Signal(object, bool)
    go = Signal(str)
    seal_offered = Signal()
    approve_wanted = Signal()
    reopen_wanted = Signal()

    key = ""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self.stale = True

    def refresh(self) -> None:
        """Show everything anew."""

    def take_change(self, change: ChangeSet) -> None:
        """Follow a change while shown; a page that does no better is refreshed."""
        self.refresh()

    def settle(self) -> None:
        """Store whatever is being typed: the page is about to be left, the file closed, or a step undone."""

    def enter(self) -> None:
        """The page was chosen: put the keyboard where the work is."""
        self.setFocus()

    def show_width(self, width: str, height: int) -> None:
        """Fit the width class (compact, regular, wide) and the height of the window."""

    def show_address(self, key: CellKey, *, explain: bool = False, back_to: str = "") -> None:
        """Go to an address, where the page shows addresses; ``back_to`` is the page Esc goes back to."""

    def here(self) -> tuple[str, str, int]:
        """Where the clerk is: indicator, breakdown cell, place of the domain."""
        return "", "", 0


def page_action(page: Page, text: str, shortcut: str, act: Callable[[], object]) -> QAction:
    """An action whose key works while the keyboard is on the page."""
    action = QAction(text, page)
    action.setShortcut(QKeySequence(shortcut))
    action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
    action.triggered.connect(lambda: act())
    page.addAction(action)
    return action


class Threshold(QWidget):
    """What the window needs of the page shown while no file is."""

    def refresh(self, *, file_open: bool) -> None:
        """Show what can be opened."""

    def complain(self, sentence: str, *, left: bool = False) -> None:
        """Say in place why something cannot be done."""

    def enter(self) -> None:
        """Put the keyboard where the work is."""


@dataclass(frozen=True, slots=True)
class PageSpec:
    """A page of the rail: made when first shown, one for each ``kind`` of file (by the file now open).

    ``plan_needed``: it shows a plan, so it cannot be chosen in a file that only adds up counties.
    """

    key: str
    title: str
    make: Callable[[], Page]
    foot: bool = False
    kind: Callable[[], str] = str
    plan_needed: bool = True
