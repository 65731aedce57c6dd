"""The 规划指标 page: what the plan asks for, what it still needs, who answers for what."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from plandesk.core.changes import ChangeSet
from plandesk.core.records import CellKey
from plandesk.desktop.ask import Ask
from plandesk.desktop.desk import Desk
from plandesk.desktop.look.look import Look
from plandesk.desktop.look.words import button, label
from plandesk.desktop.page import Page
from plandesk.desktop.plans.breaks_tab import BreaksTab
from plandesk.desktop.plans.lists_tabs import MeasuresTab, UnitsTab
from plandesk.desktop.plans.missing_tab import MissingTab
from plandesk.desktop.plans.tab import PlanTab
from plandesk.desktop.plans.targets_tab import TargetsTab
from plandesk.desktop.plans.towns_tab import TownsTab


class PlansPage(Page):
    """Six tabs over the chosen plan; Alt+1…6 choose among them."""

    key = "plans"

    def __init__(self, desk: Desk, look: Look, ask: Ask, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._asks = ask
        self._look = look
        self.targets = TargetsTab(desk, look)
        self.targets.editor.choose_file = self._draft_to_take
        self.measures, self.units = MeasuresTab(desk, look), UnitsTab(desk, look)
        self.breaks, self.towns = BreaksTab(desk, look), TownsTab(desk, look)
        self.missing = MissingTab(desk, look)
        self._tabs: tuple[tuple[str, PlanTab], ...] = (
            (self.tr("目标和指标"), self.targets), (self.tr("策略措施"), self.measures),
            (self.tr("责任单位"), self.units), (self.tr("口径变动"), self.breaks), (self.tr("镇街"), self.towns),
            (self.tr("缺项和替代"), self.missing),
        )  # fmt: skip
        self._stack = QStackedWidget()
        self._buttons: list[QPushButton] = []
        self._stale: set[PlanTab] = {tab for _, tab in self._tabs}
        self._title, self._document = label(self.tr("规划指标"), "title"), label("", "soft")
        self._lay_out()

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(0)
        head.addWidget(self._title)
        head.addSpacing(18)
        group = QButtonGroup(self)
        for number, (title, tab) in enumerate(self._tabs):
            made = button(title, kind="left" if number == 0 else "right")
            made.setCheckable(True)
            made.clicked.connect(lambda _=False, t=tab: self.show_tab(t))
            group.addButton(made)
            self._buttons.append(made)
            head.addWidget(made)
            self._stack.addWidget(tab)
            tab.told.connect(self._pass_on)
            self._act(title, f"Alt+{number + 1}", lambda t=tab: self.show_tab(t))
        self._buttons[0].setChecked(True)
        head.addSpacing(18)
        head.addWidget(self._document)
        head.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 10, 12, 10)
        column.setSpacing(10)
        column.addLayout(head)
        column.addWidget(self._stack, 1)
        for keys in ("Ctrl+Tab", "Ctrl+Shift+Tab"):
            self._act(self.tr("换区"), keys, lambda: self.tab.cycle())

    def _act(self, text: str, keys: str, act: object) -> None:
        action = QAction(text, self)
        action.setShortcut(QKeySequence(keys))
        action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        action.triggered.connect(lambda: act())  # type: ignore[operator]
        self.addAction(action)

    def _draft_to_take(self) -> str:
        """A saved draft of a plan, "" where none is chosen."""
        chosen = self._asks.plan_document_to_open(self, self._desk.preferences.last_folder)
        return str(chosen) if chosen is not None else ""

    @property
    def tab(self) -> PlanTab:
        """The tab shown."""
        return self._tabs[self._stack.currentIndex()][1]

    def _pass_on(self, text: object) -> None:
        if self.sender() is self.tab:
            self.status.emit(text)

    def show_tab(self, tab: PlanTab) -> None:
        """Show another tab, with the keyboard in its list."""
        self.targets.settle()
        self._stack.setCurrentWidget(tab)
        self._buttons[self._stack.currentIndex()].setChecked(True)
        self._refresh_tab()
        tab.enter()

    def _refresh_tab(self) -> None:
        if self.tab in self._stale:
            self._stale.discard(self.tab)
            self.tab.refresh()

    def refresh(self) -> None:
        plan = self._desk.plan
        first, last = plan.period
        words = self.tr("{title}（{first}—{last}年），{doc_no}").format(
            title=plan.title, first=first, last=last, doc_no=plan.doc_no
        )
        self._document.setText(words)
        self._stale = {tab for _, tab in self._tabs}
        self._refresh_tab()

    def take_change(self, change: ChangeSet) -> None:
        self.refresh()

    def settle(self) -> None:
        self.targets.settle()

    def enter(self) -> None:
        self.tab.enter()

    def show_address(self, key: CellKey, *, explain: bool = False, back_to: str = "") -> None:
        self.show_tab(self.targets)
        self.targets.show_indicator(key.indicator)

    def show_goal(self, domain: int, goal: str) -> None:
        """Go to a goal's self-assessment."""
        self.show_tab(self.targets)
        self.targets.show_goal(domain, goal)

    def show_width(self, width: str, height: int) -> None:
        self._title.setVisible(width != "compact")
        self._document.setVisible(width != "compact")
        for _, tab in self._tabs:
            tab.show_width(width)
