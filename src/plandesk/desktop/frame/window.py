"""The window: welcome or desk, rail and pages, and how they follow the desk. No page is known here by its class."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from plandesk.core.changes import ChangeSet
from plandesk.core.entry_sheet import plan_indicators
from plandesk.core.problems import KnownProblem
from plandesk.core.records import CellKey
from plandesk.desktop.ask import Ask
from plandesk.desktop.desk import Desk
from plandesk.desktop.frame.notice import NoticeLine
from plandesk.desktop.frame.rail import Rail
from plandesk.desktop.frame.status_line import StatusLine
from plandesk.desktop.frame.top_bar import TopBar
from plandesk.desktop.frame.year_step import YearStep
from plandesk.desktop.look.look import Look
from plandesk.desktop.memory import leave_to_the_end
from plandesk.desktop.page import Page, PageSpec, Threshold

COMPACT_BELOW, WIDE_FROM = 1100, 1600


class DeskWindow(QMainWindow):
    """The only window. ``page_changed`` with the key of the page shown."""

    page_changed = Signal(str)

    def __init__(
        self,
        desk: Desk,
        look: Look,
        ask: Ask,
        specs: tuple[PageSpec, ...],
        make_welcome: Callable[[], Threshold],
    ) -> None:
        super().__init__()
        self.desk = desk
        self.look = look
        self.ask = ask
        self.specs = specs
        self._make_welcome = make_welcome
        self._welcome: Threshold | None = None
        self.pages: dict[str, Page] = {}
        self._made: dict[tuple[str, str], Page] = {}
        self.page_key = ""
        self.width_class = ""
        self.setWindowTitle(self.tr("妇女儿童规划监测"))
        self.rail = Rail(look)
        self.top_bar = TopBar(desk, look)
        self.notice = NoticeLine(look)
        self.year_step = YearStep(desk, look)
        self.status_line = StatusLine(look)
        self.stack = QStackedWidget()
        self.stage = QStackedWidget()
        for spec in specs:
            self.rail.add(spec.key, spec.title, foot=spec.foot)
        self._lay_out()
        self._connect()
        self.setMinimumSize(look.dp(760), look.dp(480))

    def _lay_out(self) -> None:
        right = QVBoxLayout()
        right.setContentsMargins(0, 0, 0, 0)
        right.setSpacing(0)
        self.top_bar.setMinimumWidth(self.look.dp(600))
        right.addWidget(self.top_bar)
        right.addWidget(self.notice)
        right.addWidget(self.year_step)
        # pages scroll or give way inside; none of them may keep the window from fitting a low screen
        self.stack.setMinimumSize(self.look.dp(600), self.look.dp(360))
        right.addWidget(self.stack, 1)
        right.addWidget(self.status_line)
        self.work_area = QWidget()
        row = QHBoxLayout(self.work_area)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.rail)
        row.addLayout(right, 1)
        self.stage.setObjectName("stage")
        self.stage.addWidget(self.work_area)
        self.setCentralWidget(self.stage)

    def _connect(self) -> None:
        desk = self.desk
        desk.opened.connect(self._opened)
        desk.closed.connect(self._closed)
        desk.changed.connect(self._changed)
        desk.place_changed.connect(self._place_changed)
        self.look.changed.connect(self.fit_width)
        desk.said.connect(self.status_line.say)
        desk.troubled.connect(lambda sentence: self.notice.tell(sentence))
        self.rail.chosen.connect(self.show_page)
        self.year_step.opening.connect(lambda: self.page.settle() if self.page is not None else None)
        self.year_step.left.connect(lambda: self.page.enter() if self.page is not None else None)
        self.year_step.checks_wanted.connect(lambda: self.show_page("checks"))
        self.year_step.started.connect(lambda year: self._to_year(year, "overview"))
        self.year_step.reopened.connect(lambda year: self._to_year(year, "entry"))
        self.top_bar.plan_chosen.connect(lambda plan: self.choose(plan, desk.year))
        self.top_bar.year_chosen.connect(lambda year: self.choose(desk.plan_id, year))

    @property
    def page(self) -> Page | None:
        """The page shown, if a file is open."""
        return self.pages.get(self.page_key)

    @property
    def welcome(self) -> Threshold:
        """The page shown while no file is; made when first asked for: a start with a file does without."""
        if self._welcome is None:
            self._welcome = self._make_welcome()
            self.stage.addWidget(self._welcome)
        return self._welcome

    @property
    def at_desk(self) -> bool:
        """Whether the open file's pages are shown, not the welcome page and no review of a plan's document."""
        return self.desk.is_open and self.stage.currentWidget() is self.work_area

    # pages

    def page_of(self, key: str) -> Page:
        """The page of that key, made when first asked for."""
        spec = next(s for s in self.specs if s.key == key)
        name = (key, spec.kind())
        if name not in self._made:
            made = spec.make()
            made.status.connect(self._status)
            made.jump.connect(self._jump)
            made.go.connect(self.show_page)
            made.seal_offered.connect(self.year_step.offer_seal)
            made.reopen_wanted.connect(self.year_step.ask_reopen)
            made.approve_wanted.connect(self.year_step.ask_approve)
            self._made[name] = made
            self.stack.addWidget(made)
        if self.pages.get(key) is not self._made[name]:  # also where the file open before was of another kind
            self.pages[key] = self._made[name]
            self.pages[key].stale = True
            if self.width_class:
                self.pages[key].show_width(self.width_class, self.height())
        return self.pages[key]

    def can_show(self, key: str) -> bool:
        """Whether the open file has what that page shows."""
        needed = next(s for s in self.specs if s.key == key).plan_needed
        return bool(self.desk.snapshot.plans) or not needed

    def _why_not(self) -> str:
        return self.tr("这个文件没有规划，只汇总县区的上报。要填报、评估和出报表，请另建带规划的文件。")

    def show_page(self, key: str) -> None:
        """Show a page and put the keyboard where its work is."""
        if not self.desk.is_open:
            return
        if not self.can_show(key):
            self.desk.said.emit(self._why_not(), "warn")
            self.rail.mark(self.page_key)
            return
        if self.page is not None and key != self.page_key:
            self.page.settle()
            self.status_line.clear()
        made = self.page_of(key)
        self.page_key = key
        self.rail.mark(key)
        self.stack.setCurrentWidget(made)
        if made.stale:
            made.stale = False
            made.refresh()
        made.enter()
        self.page_changed.emit(key)

    def _status(self, text: object) -> None:
        if self.sender() is self.page:
            self.status_line.show_text(text)  # type: ignore[arg-type]

    def _jump(self, key: CellKey, explain: bool) -> None:
        """A page asks for an address in the grid."""
        back = self.page_key
        self._choose_plan_of(key)
        self.show_page("entry")
        entry = self.page_of("entry")
        entry.show_address(key, explain=explain, back_to="" if back == "entry" else back)

    def go_to_address(self, key: CellKey) -> None:
        """Go to an indicator found by name: on 规划指标 there, everywhere else in the grid."""
        if self.page_key == "plans":
            self._choose_plan_of(key)
            self.page_of("plans").show_address(key)
            self.page_of("plans").enter()
        else:
            self._jump(key, False)

    def _choose_plan_of(self, key: CellKey) -> None:
        """Switch to the plan that has the indicator where the chosen one has not."""
        if not self.desk.plan_id:
            return
        snapshot = self.desk.snapshot
        for plan in (self.desk.plan, *snapshot.plans):
            if key.indicator in plan_indicators(plan, snapshot.library, snapshot.substitutes):
                self.choose(plan.id, key.year)
                return

    def choose(self, plan_id: str, year: int) -> None:
        """Another plan or year."""
        if self.page is not None:
            self.page.settle()
        self.desk.go_to(plan_id, year)
        self.top_bar.show_desk()  # also where nothing changed: a pressed button stays pressed
        if self.page is not None:
            self.page.enter()

    def _to_year(self, year: int, page: str) -> None:
        self.choose(self.desk.plan_id, year)
        self.show_page(page)

    def next_plan(self) -> None:
        """Ctrl+T."""
        ids = [plan.id for plan in self.desk.snapshot.plans]
        if len(ids) > 1:
            self.choose(ids[(ids.index(self.desk.plan_id) + 1) % len(ids)], self.desk.year)

    # following the desk

    def _opened(self) -> None:
        place = self.desk.preferences.place(self.desk.snapshot.file_id)
        for made in self.pages.values():
            made.stale = True
        self.top_bar.show_desk()
        self.stage.setCurrentWidget(self.work_area)
        self.setWindowTitle(
            self.tr("{region} 妇女儿童规划监测").format(region=self.desk.snapshot.region.name)
        )
        self.status_line.clear()
        keys = [spec.key for spec in self.specs if self.can_show(spec.key)]
        self.rail.allow(keys, self._why_not())
        self.page_key = ""  # the page shown last belongs to the file that was open
        self.show_page(place.page if place.page in keys else "entry" if "entry" in keys else keys[0])
        if place.indicator and self.page_key == "entry":
            self.page_of("entry").show_address(CellKey(place.indicator, self.desk.year, place.cell))
        for sentence in self.desk.file.notices:
            self.notice.tell(sentence)
        self._follow_state()

    def _closed(self) -> None:
        self.notice.clear()
        self.show_welcome()

    def show_welcome(self) -> None:
        """The welcome page; an open file stays open behind it."""
        if self.page is not None and self.desk.is_open:
            self.page.settle()
        self.setWindowTitle(self.tr("妇女儿童规划监测"))
        self.welcome.refresh(file_open=self.desk.is_open)
        self.stage.setCurrentWidget(self.welcome)
        self.welcome.enter()

    def back_to_desk(self) -> None:
        """From the welcome page to the open file."""
        if self.desk.is_open:
            self.stage.setCurrentWidget(self.work_area)
            self.show_page(self.page_key)

    def _changed(self, change: ChangeSet) -> None:
        for made in self.pages.values():
            made.stale = made is not self.page
        if self.page is not None:
            self.page.take_change(change)
        self._follow_state()

    def _follow_state(self) -> None:
        file = self.desk.file
        label = file.next_undo
        self.status_line.show_undo(self.tr("Ctrl+Z 撤销：{step}").format(step=label) if label else "")
        self.top_bar.show_state()
        errors = sum(1 for f in self.desk.findings().all if f.severity == "error")
        self.rail.show_badge("checks", errors)

    def _place_changed(self) -> None:
        for made in self.pages.values():
            made.stale = made is not self.page
        self.top_bar.show_desk()
        if self.page is not None:
            self.page.refresh()
        self._follow_state()

    # actions that belong to the window

    def leave_file(self) -> None:
        """Store what is being typed and remember where the clerk is: before another file, or none, is open."""
        if self.desk.is_open:
            if self.page is not None:
                self.page.settle()
            self._keep_place()

    def close_file(self) -> None:
        """Ctrl+W."""
        self.leave_file()
        self.desk.close()

    def open_path(self, path: Path) -> None:
        """Open a data file, or say on the welcome page why not."""
        self.leave_file()
        try:
            self.desk.open(path)
        except KnownProblem as problem:
            sentence = self.desk.words.problem(problem)
            if self.desk.is_open:
                self.desk.said.emit(sentence, "bad")
            else:
                self.show_welcome()
                self.welcome.complain(sentence, left=True)
        else:
            self.desk.preferences.last_folder = str(path.parent)

    def open_file(self) -> None:
        """Ctrl+O."""
        path = self.ask.data_file_to_open(self, self.desk.preferences.last_folder)
        if path is not None:
            self.open_path(path)

    def undo(self) -> None:
        """Ctrl+Z."""
        self._step_back(self.desk.undo)

    def redo(self) -> None:
        """Ctrl+Y."""
        self._step_back(self.desk.redo)

    def _step_back(self, act: Callable[[], ChangeSet | None]) -> None:
        if not self.desk.is_open:
            return
        if self.page is not None:
            self.page.settle()
        change = act()
        if change is None:
            return
        self.status_line.say(change.label)
        cells = sorted(change.cells())
        entry = self.pages.get("entry")
        if cells and entry is not None and entry is self.page and cells[0].year == self.desk.year:
            entry.show_address(cells[0])

    def _keep_place(self) -> None:
        entry = self.pages.get("entry")
        indicator, cell, domain = entry.here() if entry is not None else ("", "", 0)
        self.desk.keep_place(self.page_key, domain, indicator, cell)

    # Qt's side

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit_width()

    def fit_width(self) -> None:
        """The width class at the chosen 字号."""
        width = self.width() * 13 / self.look.theme.base
        name = "compact" if width < COMPACT_BELOW else "wide" if width >= WIDE_FROM else "regular"
        if name != self.width_class:
            self.width_class = name
            self.rail.show_width(name)
            self.top_bar.show_width(name)
        for made in self.pages.values():
            made.show_width(name, self.height())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            if self.stage.currentWidget() is self._welcome:
                self.back_to_desk()
                return
            if self.notice.close_one():
                return
            self.status_line.clear()
        super().keyPressEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        if self.desk.is_open:
            self.leave_file()
            self.desk.closed.disconnect(self._closed)
            self.desk.close()
        self.desk.preferences.geometry = self.saveGeometry()
        self.desk.preferences.sync()
        super().closeEvent(event)
        leave_to_the_end()
