"""The 采集上报 page of a city's file: the counties, their totals, and the city's own units where it has a plan."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from plandesk.core.changes import ChangeSet
from plandesk.desktop.ask import Ask
from plandesk.desktop.counties.view import CountiesView
from plandesk.desktop.desk import Desk
from plandesk.desktop.look.look import Look
from plandesk.desktop.look.words import button, label
from plandesk.desktop.page import Page, page_action

if TYPE_CHECKING:
    from plandesk.desktop.exchange.page import ExchangePage

COUNTIES, TOTALS, OWN = 0, 1, 2


class CityExchangePage(Page):
    """Three views by chips (Alt+1 … Alt+3); the last is the page a county has, made when first asked for."""

    key = "exchange"

    def __init__(self, desk: Desk, look: Look, ask: Ask, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._look, self._ask = desk, look, ask
        self.counties = CountiesView(desk, look, ask)
        self._own: ExchangePage | None = None
        self._size = ("regular", 768)
        self.view = COUNTIES
        self._stack = QStackedWidget()
        self._stack.addWidget(self.counties)
        self._group = QButtonGroup(self)
        titles = (self.tr("县区上报"), self.tr("汇总数"), self.tr("本级采集上报"))
        self.chips: tuple[QPushButton, ...] = tuple(button(title, kind="chip") for title in titles)
        row = QHBoxLayout()
        row.setContentsMargins(12, 10, 12, 0)
        row.setSpacing(8)
        row.addWidget(label(self.tr("采集上报"), "title"))
        row.addSpacing(8)
        for number, chip in enumerate(self.chips):
            chip.setCheckable(True)
            chip.clicked.connect(lambda _=False, n=number: self.show_view(n))
            self._group.addButton(chip)
            row.addWidget(chip)
            page_action(self, titles[number], f"Alt+{number + 1}", partial(self.show_view, number))
        row.addStretch(1)
        self.chips[COUNTIES].setChecked(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(row)
        column.addWidget(self._stack, 1)
        self.counties.status.connect(lambda text: self.status.emit(text) if self.view != OWN else None)

    @property
    def own(self) -> "ExchangePage":
        """The city's own units and its own submission."""
        if self._own is None:
            from plandesk.desktop.exchange.page import ExchangePage

            made = ExchangePage(self._desk, self._look, self._ask)
            made.status.connect(lambda text: self.status.emit(text) if self.view == OWN else None)
            made.jump.connect(self.jump)
            made.go.connect(self.go)
            made.reopen_wanted.connect(self.reopen_wanted)
            made.show_width(*self._size)
            self._own = made
            self._stack.addWidget(made)
        return self._own

    def show_view(self, view: int) -> None:
        """Show the counties, the totals or the city's own units."""
        if view == OWN and not self._desk.snapshot.plans:
            return
        self.view = view
        self.chips[view].setChecked(True)
        if view == OWN:
            self.own.refresh()
            self._stack.setCurrentWidget(self.own)
        else:
            self.counties.show_totals(view == TOTALS)
            self._stack.setCurrentWidget(self.counties)
        self.enter()

    # what the menus lead to

    def read_forms(self) -> None:
        """Ctrl+I: what the view shown reads."""
        if self.view == OWN:
            self.own.read_forms()
        else:
            self.counties.read_files()

    def write_all_forms(self) -> None:
        """The collection forms of the city's own units."""
        if self._with_plan():
            self.own.write_all_forms()

    def read_old_years(self) -> None:
        """The city's own table of old years."""
        if self._with_plan():
            self.own.read_old_years()

    def read_receipt(self) -> None:
        """What the next level says of the city's own submission."""
        if self._with_plan():
            self.own.read_receipt()

    def write_tables(self) -> None:
        """The city's own working tables."""
        if self._with_plan():
            self.own.write_tables()

    def _with_plan(self) -> bool:
        """Show the city's own units; a file without a plan has none, and says so."""
        if self._desk.snapshot.plans:
            self.show_view(OWN)
            return True
        self._desk.said.emit(self.tr("这个文件没有规划，没有本级的采集表和工作表。"), "warn")
        return False

    # the page

    def refresh(self) -> None:
        has_plan = bool(self._desk.snapshot.plans)
        self.chips[OWN].setVisible(has_plan)
        self.counties.refresh()
        if self.view == OWN and not has_plan:
            self.show_view(COUNTIES)
        elif self.view == OWN:
            self.own.refresh()

    def take_change(self, change: ChangeSet) -> None:
        self.counties.work.clear()
        self.counties.refresh()
        if self.view == OWN:
            self.own.take_change(change)

    def settle(self) -> None:
        if self._own is not None:
            self._own.settle()

    def show_width(self, width: str, height: int) -> None:
        self._size = (width, height)
        self.counties.show_width(width, height)
        if self._own is not None:
            self._own.show_width(width, height)

    def enter(self) -> None:
        if self.view == OWN:
            self.own.enter()
        else:
            self.counties.enter()
