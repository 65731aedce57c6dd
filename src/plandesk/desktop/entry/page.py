"""填报: strip, tools, grid and card put together; the keys of ui.md part 5."""

from collections.abc import Callable, Mapping
from math import inf

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from plandesk.core.changes import ChangeSet
from plandesk.core.plan import Domain, Target
from plandesk.core.records import CellKey
from plandesk.core.year_steps import fallen_back
from plandesk.desktop.actions.years import is_sealed
from plandesk.desktop.desk import Desk
from plandesk.desktop.entry import moving
from plandesk.desktop.entry.counts import show_counts
from plandesk.desktop.entry.filling import fill_down, flip_flag_here, last_year_here
from plandesk.desktop.entry.grid import EntryGrid
from plandesk.desktop.entry.keys import entry_actions
from plandesk.desktop.entry.lines import Shown
from plandesk.desktop.entry.model import EntryModel
from plandesk.desktop.entry.over_cell import OverCell
from plandesk.desktop.entry.paste.pasting import copy, paste
from plandesk.desktop.entry.second.pane import SecondEntryPane
from plandesk.desktop.entry.sides import Sides
from plandesk.desktop.entry.status_words import finding_words, place_text, sealed_words
from plandesk.desktop.entry.strip import DomainStrip
from plandesk.desktop.entry.tools import ToolRow
from plandesk.desktop.entry.tour import next_finding
from plandesk.desktop.look.look import Look
from plandesk.desktop.page import Page
from plandesk.desktop.standing import rows_of
from plandesk.store.national import NationalFigure

# after the typed cell is painted: verdicts and counts, well within a frame, then the card (sides.CARD_AFTER_MS)
VERDICTS_AFTER_MS, VERDICTS_SECONDS = 30, 0.004
_SECOND_KEYS = ("second", "next_finding", "previous_finding", "next_domain", "previous_domain")
_CELL_TABLES = frozenset({"observation", "explanation", "setting", "second_entry"})


class EntryPage(Page):
    """The page the clerk lives on. ``assess_wanted`` with domain and number of a goal without indicators."""

    key = "entry"
    assess_wanted = Signal(int, str)

    def __init__(
        self,
        desk: Desk,
        look: Look,
        national: Mapping[str, tuple[NationalFigure, ...]],
        national_targets: Mapping[str, Target],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._desk = desk
        self._look = look
        self._place, self._plan_shown = 0, ""
        self._returns_to = ""
        self.model = EntryModel(desk, self)
        self.strip = DomainStrip(look)
        self.tools = ToolRow(look)
        self.grid = EntryGrid(desk, self.model, look)
        self.sides = Sides(desk, look, national, national_targets, self.tools.card, self)
        self.card, self.history = self.sides.card, self.sides.history
        self.finding_strip = self.sides.finding_strip
        self.over_cell = OverCell(desk, self.grid, self.model, look, self)
        self.second = SecondEntryPane(desk, look)
        self._verdict_timer = QTimer(self)
        self._verdict_timer.setSingleShot(True)
        self._verdict_timer.setInterval(VERDICTS_AFTER_MS)
        self._lay_out()
        self._connect()
        self.actions_by_key = self._make_actions()

    def _lay_out(self) -> None:
        left = QVBoxLayout()
        left.setSpacing(0)
        left.addWidget(self.grid, 1)
        left.addWidget(self.finding_strip)
        row = QHBoxLayout()
        row.setSpacing(0)
        row.addLayout(left, 1)
        row.addWidget(self.card)
        row.addWidget(self.history)
        self._first = QWidget()
        first = QVBoxLayout(self._first)
        first.addWidget(self.tools)
        first.addLayout(row, 1)
        column = QVBoxLayout(self)
        for each in (first, column):
            each.setContentsMargins(0, 0, 0, 0)
            each.setSpacing(0)
        column.addWidget(self.strip)
        column.addWidget(self._first, 1)
        column.addWidget(self.second, 1)

    def _connect(self) -> None:
        self._verdict_timer.timeout.connect(lambda: self._show_verdicts())
        self.sides.timer.timeout.connect(self._show_card)
        self.strip.chosen.connect(self.show_domain)
        self.tools.domain_chosen.connect(self.show_domain)
        self.tools.filtered.connect(self._filter)
        self.tools.words.clicked.connect(lambda: self.actions_by_key["words"].trigger())
        self.tools.last_year.clicked.connect(lambda: self.actions_by_key["last_year"].trigger())
        self.tools.card.clicked.connect(lambda: self.toggle_card())
        self.tools.second.clicked.connect(lambda: self.start_second())
        self.second.left.connect(self.end_second)
        self.second.status.connect(self.status)
        self._desk.closed.connect(self.end_second)
        self.grid.status_wanted.connect(self.over_cell.open_words)
        self.grid.goal_entered.connect(self._to_goal)
        self.grid.refused.connect(lambda sentence: self._desk.said.emit(sentence, ""))
        self.grid.selectionModel().currentChanged.connect(lambda *_: self._moved())
        self.model.modelReset.connect(self._moved)
        self.model.verdicts_wanted.connect(self._verdict_timer.start)
        self.card.left.connect(self.grid.setFocus)
        self.finding_strip.left.connect(self.grid.setFocus)
        self.history.left.connect(self._leave_history)

    def _make_actions(self) -> dict[str, QAction]:
        """The page's own keys; the window's menus show the same actions."""
        acts: dict[str, Callable[[], object]] = {
            "copy": lambda: copy(self.grid, self.model),
            "paste": self.paste,
            "words": self.over_cell.open_words,
            "last_year": lambda: last_year_here(self._desk, self.grid),
            "fill_down": lambda: fill_down(self._desk, self.grid),
            "note": self.over_cell.write_note,
            "flag": lambda: flip_flag_here(self._desk, self.grid),
            "explain": self.write_explanation,
            "history": self.show_history,
            "next_finding": lambda: self.next_finding(1),
            "previous_finding": lambda: self.next_finding(-1),
            "card": self.toggle_card,
            "second": lambda: self.end_second() if self.types_twice else self.start_second(),
            "fold_all": self.grid.fold_all,
            "next_region": self.next_region,
            "next_domain": lambda: self.step_domain(1),
            "previous_domain": lambda: self.step_domain(-1),
        }
        return entry_actions(self, acts, self.choose_filter, self.grid.refuses)

    # the page

    @property
    def domain(self) -> Domain | None:
        """The domain shown."""
        domains = self._desk.domains if self._desk.is_open and self._desk.plan_id else ()
        return domains[self._place] if self._place < len(domains) else None

    @property
    def types_twice(self) -> bool:
        """Whether 复录核对 stands in place of the grid."""
        return not self.second.isHidden()

    def refresh(self) -> None:
        domains = self._desk.domains
        here = self.model.key_at(self.grid.current_row()) if self._plan_shown == self._desk.plan_id else None
        if self._plan_shown != self._desk.plan_id:
            self._plan_shown, self._place = self._desk.plan_id, 0
        self._place = min(self._place, max(0, len(domains) - 1))
        self.strip.show_domains(domains, self._place)
        self.tools.show_domains(domains, self._place)
        self._show_rows()
        if here is not None:
            self.grid.reach(CellKey(here.indicator, self._desk.year, here.cell))
        self._count()
        if self.types_twice:
            self.second.show_domain(self.domain)

    def show_domain(self, place: int) -> None:
        """Show another domain."""
        if place == self._place:
            self.strip.mark(place)
            self.grid.setFocus()
            return
        self.settle()
        self._place = place
        self.strip.mark(place)
        self.tools.domains.setCurrentIndex(place)
        self._show_rows()
        self._count()
        if self.types_twice:
            self.second.show_domain(self.domain)
        else:
            self.grid.setFocus()

    def step_domain(self, step: int) -> None:
        """The next or previous domain, going round."""
        self.show_domain((self._place + step) % max(1, len(self._desk.domains)))

    def _show_rows(self) -> None:
        domain = self.domain
        rows = rows_of(self._desk.sheet(domain)) if domain else ()
        self.tools.show_units(sorted({row.indicator.reporter for row in rows}))
        self.model.show(domain, self.tools.filter)
        self.grid.jump(moving.first_from(self.model, 0))

    def _filter(self) -> None:
        self.settle()
        key = self.model.key_at(self.grid.current_row())
        self.model.show(self.domain, self.tools.filter)
        if key is None or not self.grid.reach(key):
            self.grid.jump(moving.first_from(self.model, 0))
        self.grid.setFocus()

    def choose_filter(self, shown: Shown) -> None:
        """Alt+1…4."""
        self.tools.choose(shown)
        self._filter()

    def _count(self) -> None:
        if self.strip.count == len(self._desk.domains):  # out of sight it may still have another plan's tabs
            show_counts(self._desk, self.domain, self.strip, self.tools)

    # following changes

    def take_change(self, change: ChangeSet) -> None:
        tables = {c.table for c in change.changes}
        if fallen_back(change):  # an approved year is a draft again: nothing in the grid looks different
            tables.discard("year_state")
        if self.types_twice:
            self.second.take_change(change)
        if tables <= _CELL_TABLES:
            self.model.take_change(self._desk.touched)
            self._verdict_timer.start()
            self.sides.timer.start()
            self._tell_state()
            if change.origin == "typed":
                self._desk.said.emit(*finding_words(self._desk, change))
        else:
            self.refresh()

    def _moved(self) -> None:
        self.sides.timer.start()
        self._tell_state()

    def _show_card(self) -> None:
        if not self._desk.is_open or not self.isVisible():
            return
        self.sides.show_line(self.model.figure_line(self.grid.current_row()))

    def _show_verdicts(self, seconds: float = VERDICTS_SECONDS) -> None:
        if self._desk.is_open:
            if self.model.take_verdicts(seconds):
                self._verdict_timer.start()
            else:
                self._count()

    def flush(self) -> None:
        """Show verdicts, counts and the current row's card now."""
        self._verdict_timer.stop()
        self.sides.timer.stop()
        self._show_verdicts(inf)
        self._show_card()

    def _tell_state(self) -> None:
        if self._desk.is_open and not self.types_twice:
            row, column = self.grid.current_row(), self.grid.currentIndex().column()
            self.status.emit(place_text(self._desk, self.model, row, column, self.domain))

    # the keys

    def paste(self) -> None:
        """Ctrl+V: a single cell counts as typing, a block is looked at first."""
        sentence = paste(self._desk, self.grid, self.model, self._look)
        if sentence:
            self._desk.said.emit(sentence, "")

    def write_explanation(self) -> None:
        """F8: into the explanation of the current row; without a soft finding, into its note."""
        self.grid.commit_open()
        self.flush()
        if self.sides.needs_card():
            self.toggle_card()
        if not self.sides.write_explanation():
            self.over_cell.write_note()

    def next_finding(self, step: int) -> None:
        """F7: the next open finding, through all domains; in 复录核对 the next difference."""
        if self.types_twice:
            self.second.step(step)
            return
        self.grid.commit_open()
        key = next_finding(self._desk, self._place, self.model.key_at(self.grid.current_row()), step)
        if key is None:
            self._desk.said.emit(self.tr("没有未办的问题。"), "good")
            return
        self.show_address(key)

    def toggle_card(self) -> None:
        """F4."""
        self.sides.toggle_card()
        self.flush()

    def start_second(self) -> None:
        """Ctrl+R: 复录核对 in place of tools, grid and card; the same key or Esc ends it."""
        if self.grid.refuses():
            return
        self.settle()
        self._show_second(True)
        self.second.show_domain(self.domain)

    def end_second(self) -> None:
        """Back to the grid, at the figure the cursor was on."""
        if self.types_twice:
            line = self.second.model.line(self.second.grid.current_row())
            self._show_second(False)
            if self._desk.is_open:
                if line is not None:
                    self.show_address(line.key)
                self.grid.setFocus()
                self._moved()

    def _show_second(self, on: bool) -> None:  # only _SECOND_KEYS work meanwhile
        self._first.setVisible(not on)
        self.second.setVisible(on)
        for key, action in self.actions_by_key.items():
            action.setEnabled(not on or key in _SECOND_KEYS)

    def show_history(self) -> None:
        """Alt+H: every change of the current cell, in the card's place."""
        self.grid.commit_open()
        key = self.model.key_at(self.grid.current_row())
        if key is not None:
            self.sides.show_history(key)

    def _leave_history(self) -> None:
        self.sides.fit()
        if not self.focusWidget() or self.history.isAncestorOf(self.focusWidget()):
            self.grid.setFocus()

    def _to_goal(self, number: str) -> None:
        if self.domain is not None:
            self.assess_wanted.emit(self.domain.no, number)

    def next_region(self) -> None:
        """Ctrl+Tab: grid → the explanation on the card, if there is one → filters → grid."""
        self.grid.commit_open()
        if self.grid.hasFocus():
            self.flush()
            if self.card.isVisible() and self.card.write_explanation():
                return
            self.tools.take_focus()
        elif self.card.isAncestorOf(self.focusWidget()):
            self.tools.take_focus()
        else:
            self.grid.setFocus()

    def show_address(self, key: CellKey, *, explain: bool = False, back_to: str = "") -> None:
        """Go to an address of this plan, whichever domain it stands in; Esc goes back to ``back_to``."""
        place = moving.domain_of(self._desk, key.indicator)
        if place is None:
            return
        if place != self._place:
            self.show_domain(place)
        self._returns_to = back_to
        if self.types_twice:
            if self.second.reach(key):
                return
            self._show_second(False)
        if not self.grid.reach(key):
            self.tools.choose("all")
            self.tools.choose("all")  # of all units, too
            self.model.reveal(key)
            self.grid.reach(key)
        self.grid.setFocus()
        if explain:
            self.write_explanation()

    def here(self) -> tuple[str, str, int]:
        key = self.model.key_at(self.grid.current_row())
        return (key.indicator, key.cell, self._place) if key else ("", "", self._place)

    def keyPressEvent(self, event: object) -> None:
        if self._returns_to and event.key() == Qt.Key.Key_Escape:  # type: ignore[attr-defined]
            back, self._returns_to = self._returns_to, ""
            self.go.emit(back)
            return
        super().keyPressEvent(event)  # type: ignore[arg-type]

    def settle(self) -> None:
        self.grid.commit_open()
        self.second.grid.commit_open()
        self.over_cell.note.commit()

    def enter(self) -> None:
        (self.second.grid if self.types_twice else self.grid).setFocus()
        self._moved()
        if is_sealed(self._desk):
            self._desk.said.emit(sealed_words(self._desk.year), "")

    def show_width(self, width: str, height: int) -> None:
        self.strip.setVisible(width != "compact")
        self.tools.show_width(width)
        self.second.show_width(width)
        self.grid.show_width(width)
        self.sides.show_width(width)
