"""填报: strip, tools, grid and card put together; the keys of ui.md part 5."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from plandesk.core.changes import ChangeSet
from plandesk.core.plan import Domain, Target
from plandesk.core.records import CellKey
from plandesk.desktop.actions.typing import copy_last_year, flip_flag
from plandesk.desktop.actions.years import is_sealed
from plandesk.desktop.desk import Desk
from plandesk.desktop.entry import moving
from plandesk.desktop.entry.card.card import CHART_HEIGHT, IndicatorCard
from plandesk.desktop.entry.card.history import CellHistory
from plandesk.desktop.entry.counts import show_counts
from plandesk.desktop.entry.filling import fill_down
from plandesk.desktop.entry.finding_strip import FindingStrip
from plandesk.desktop.entry.grid import EntryGrid
from plandesk.desktop.entry.keys import entry_actions
from plandesk.desktop.entry.lines import Filter, Shown
from plandesk.desktop.entry.model import EntryModel
from plandesk.desktop.entry.over_cell import OverCell
from plandesk.desktop.entry.paste.pasting import copy, paste
from plandesk.desktop.entry.status_words import finding_words, place_text, sealed_words
from plandesk.desktop.entry.strip import DomainStrip
from plandesk.desktop.entry.tools import ToolRow
from plandesk.desktop.entry.tour import next_finding
from plandesk.desktop.look.look import Look
from plandesk.desktop.page import Page
from plandesk.desktop.standing import rows_of
from plandesk.store.national import NationalFigure

# after the typed cell is painted: first verdicts and counts, then the card, each well within a frame
VERDICTS_AFTER_MS, CARD_AFTER_MS = 30, 70
_CARD_WIDTHS = {"compact": 306, "regular": 306, "wide": 380}


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
        self._width = "regular"
        self._place = 0
        self._plan_shown = ""
        self._card_wanted = desk.preferences.card_shown
        self._returns_to = ""
        self.model = EntryModel(desk, self)
        self.strip = DomainStrip(look)
        self.tools = ToolRow(look)
        self.grid = EntryGrid(desk, self.model, look)
        self.card = IndicatorCard(desk, look, national, national_targets)
        self.history = CellHistory(desk, look)
        self.finding_strip = FindingStrip(desk, look)
        self.over_cell = OverCell(desk, self.grid, self.model, look, self)
        self._verdict_timer = self._timer(VERDICTS_AFTER_MS, self._show_verdicts)
        self._card_timer = self._timer(CARD_AFTER_MS, self._show_card)
        self._lay_out()
        self._connect()
        self.actions_by_key = self._make_actions()

    def _timer(self, after: int, act: Callable[[], None]) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setInterval(after)
        timer.timeout.connect(act)
        return timer

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
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.strip)
        column.addWidget(self.tools)
        column.addLayout(row, 1)

    def _connect(self) -> None:
        self.strip.chosen.connect(self.show_domain)
        self.tools.domain_chosen.connect(self.show_domain)
        self.tools.filtered.connect(self._filter)
        self.tools.words.clicked.connect(lambda: self.over_cell.open_words())
        self.tools.last_year.clicked.connect(lambda: self.copy_last_year())
        self.tools.card.clicked.connect(lambda: self.toggle_card())
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
            "last_year": self.copy_last_year,
            "fill_down": lambda: fill_down(self._desk, self.grid),
            "note": self.over_cell.write_note,
            "flag": self.flip_flag,
            "explain": self.write_explanation,
            "history": self.show_history,
            "next_finding": lambda: self.next_finding(1),
            "previous_finding": lambda: self.next_finding(-1),
            "card": self.toggle_card,
            "fold_all": self.grid.fold_all,
            "next_region": self.next_region,
            "next_domain": lambda: self.step_domain(1),
            "previous_domain": lambda: self.step_domain(-1),
        }
        return entry_actions(self, acts, self.choose_filter)

    # the page

    @property
    def domain(self) -> Domain | None:
        """The domain shown."""
        domains = self._desk.domains if self._desk.is_open and self._desk.plan_id else ()
        return domains[self._place] if self._place < len(domains) else None

    def refresh(self) -> None:
        domains = self._desk.domains
        here = self.model.key_at(self.grid.current_row()) if self._plan_shown == self._desk.plan_id else None
        if self._plan_shown != self._desk.plan_id:
            self._plan_shown = self._desk.plan_id
            self._place = 0
        self._place = min(self._place, max(0, len(domains) - 1))
        self.strip.show_domains(domains, self._place)
        self.tools.show_domains(domains, self._place)
        self._show_rows()
        if here is not None:
            self.grid.reach(CellKey(here.indicator, self._desk.year, here.cell))
        self._count()

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
        self.grid.setFocus()

    def step_domain(self, step: int) -> None:
        """The next or previous domain, going round."""
        self.show_domain((self._place + step) % max(1, len(self._desk.domains)))

    def _show_rows(self) -> None:
        domain = self.domain
        rows = rows_of(self._desk.sheet(domain)) if domain else ()
        self.tools.show_units(sorted({row.indicator.reporter for row in rows}))
        self.model.show(domain, Filter(self.tools.shown, self.tools.unit))
        self.grid.jump(moving.first_from(self.model, 0))

    def _filter(self) -> None:
        self.settle()
        key = self.model.key_at(self.grid.current_row())
        self.model.show(self.domain, Filter(self.tools.shown, self.tools.unit))
        if key is None or not self.grid.reach(key):
            self.grid.jump(moving.first_from(self.model, 0))
        if not self.model.rowCount():
            self._desk.said.emit(self.tr("没有符合筛选的格。按 Alt+1 显示全部。"), "")
        self.grid.setFocus()

    def choose_filter(self, shown: Shown) -> None:
        """Alt+1…4."""
        self.tools.choose(shown)
        self._filter()

    def _count(self) -> None:
        show_counts(self._desk, self.domain, self.strip, self.tools)

    # following changes

    def take_change(self, change: ChangeSet) -> None:
        tables = {c.table for c in change.changes}
        if tables <= {"observation", "explanation", "setting"}:
            self.model.take_change(self._desk.touched)
            self._verdict_timer.start()
            self._card_timer.start()
            self._tell_state()
            if change.origin == "typed":
                self._desk.said.emit(*finding_words(self._desk, change))
        else:
            self.refresh()

    def _moved(self) -> None:
        self._card_timer.start()
        self._tell_state()

    def _show_card(self) -> None:
        if not self._desk.is_open or not self.isVisible():
            return
        line = self.model.figure_line(self.grid.current_row())
        if self.card.isVisible():
            self.card.show_line(line)
        self.finding_strip.show_line(line if self._width == "compact" and not self.card.isVisible() else None)

    def _show_verdicts(self) -> None:
        if self._desk.is_open:
            self.model.take_verdicts()
            self._count()

    def flush(self) -> None:
        """Show verdicts, counts and the current row's card now."""
        self._verdict_timer.stop()
        self._card_timer.stop()
        self._show_verdicts()
        self._show_card()

    def _tell_state(self) -> None:
        if self._desk.is_open:
            row, column = self.grid.current_row(), self.grid.currentIndex().column()
            self.status.emit(place_text(self._desk, self.model, row, column, self.domain))

    # the keys

    def copy_last_year(self) -> None:
        """Ctrl+L: last year's figure in the chosen rows."""
        self.grid.commit_open()
        keys = [k for row in self.grid.chosen_rows() if (k := self.model.key_at(row)) is not None]
        if copy_last_year(self._desk, keys) is None:
            self._desk.said.emit(self.tr("上年没有数，不能照抄。"), "")
        self.grid.setFocus()

    def paste(self) -> None:
        """Ctrl+V: a single cell counts as typing, a block is looked at first."""
        if not self.model.writable:
            return
        sentence = paste(self._desk, self.grid, self.model, self._look)
        if sentence:
            self._desk.said.emit(sentence, "")

    def flip_flag(self) -> None:
        """Ctrl+B: 待跟进 on or off."""
        key = self.model.key_at(self.grid.current_row())
        if key is not None:
            self.grid.commit_open()
            flip_flag(self._desk, key)

    def write_explanation(self) -> None:
        """F8: into the explanation of the current row; without a soft finding, into its note."""
        self.grid.commit_open()
        self.flush()
        if self._width == "compact" and not self.card.isVisible():
            if self.finding_strip.write_explanation():
                return
        else:
            if not self.card.isVisible():
                self.toggle_card()
                self.flush()
            if self.card.write_explanation():
                return
        self.over_cell.write_note()

    def next_finding(self, step: int) -> None:
        """F7: the next open finding, through all domains."""
        self.grid.commit_open()
        key = next_finding(self._desk, self._place, self.model.key_at(self.grid.current_row()), step)
        if key is None:
            self._desk.said.emit(self.tr("没有未办的问题。"), "good")
            return
        self.show_address(key)

    def toggle_card(self) -> None:
        """F4."""
        self._card_wanted = not self.card.isVisible()
        if self._width != "compact":
            self._desk.preferences.card_shown = self._card_wanted
        self._fit_card()
        self.flush()

    def show_history(self) -> None:
        """Alt+H: every change of the current cell, in the card's place."""
        self.grid.commit_open()
        key = self.model.key_at(self.grid.current_row())
        if key is not None:
            self.card.hide()
            self.finding_strip.hide()
            self.history.show_cell(key)

    def _leave_history(self) -> None:
        self._fit_card()
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
        for place, domain in enumerate(self._desk.domains):
            if any(r.indicator.code == key.indicator for r in rows_of(self._desk.sheet(domain))):
                if place != self._place:
                    self.show_domain(place)
                break
        else:
            return
        self._returns_to = back_to
        if not self.grid.reach(key):
            self.tools.choose("all")
            self.tools.units.setCurrentIndex(0)
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
        self.over_cell.note.commit()

    def enter(self) -> None:
        self.grid.setFocus()
        self._moved()
        if is_sealed(self._desk):
            self._desk.said.emit(sealed_words(self._desk.year), "")

    # width classes

    def show_width(self, width: str, height: int) -> None:
        self._width = width
        self.strip.setVisible(width != "compact")
        self.tools.show_width(width)
        self.grid.show_width(width)
        for side in (self.card, self.history):
            side.setFixedWidth(self._look.dp(_CARD_WIDTHS[width]))
        self.card.set_chart_height(180 if width == "wide" else CHART_HEIGHT)
        if width == "compact":
            self._card_wanted = False
        else:
            self._card_wanted = self._desk.preferences.card_shown
        self._fit_card()

    def _fit_card(self) -> None:
        self.card.setVisible(self._card_wanted)
        self.tools.card.setChecked(self._card_wanted)
        self._card_timer.start()
