"""The 规划指标 page."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from plandesk.core.changes import ChangeSet
from plandesk.core.records import CellKey
from plandesk.desktop.desk import Desk
from plandesk.desktop.look.look import Look
from plandesk.desktop.look.table import DeskTable
from plandesk.desktop.look.words import label
from plandesk.desktop.page import Page, StatusText
from plandesk.desktop.plans.lines import DomainLine, SectionLine, TargetLine, plan_lines
from plandesk.desktop.plans.model import PlanModel, needs_baseline
from plandesk.desktop.plans.panel import PlanPanel

_PANEL = 470


class PlanTable(DeskTable):
    """→ unfolds, ← folds the domain of the current row."""

    def __init__(self, look: Look, page: "PlansPage") -> None:
        super().__init__(look, row=25)
        self._page = page

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            self._page.fold(unfold=event.key() == Qt.Key.Key_Right)
            return
        super().keyPressEvent(event)


class PlansPage(Page):
    """Tree at the left, the chosen indicator or goal at the right."""

    key = "plans"

    def __init__(self, desk: Desk, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._look = desk, look
        self._folded: set[str] = set()
        self._plan_shown = ""
        self.model = PlanModel(self)
        self.table = PlanTable(look, self)
        self.table.setAccessibleName(self.tr("规划指标"))
        self.table.setModel(self.model)
        self.panel = PlanPanel(desk, look)
        self.panel.setFixedWidth(look.dp(_PANEL))
        self._title, self._waiting = label("", "soft"), label("", "warn")
        head = QHBoxLayout()
        head.setSpacing(16)
        head.addWidget(label(self.tr("规划指标"), "title"))
        head.addWidget(self._title)
        head.addStretch(1)
        head.addWidget(self._waiting)
        body = QHBoxLayout()
        body.setSpacing(12)
        body.addWidget(self.table, 1)
        body.addWidget(self.panel)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 10, 12, 10)
        column.setSpacing(8)
        column.addLayout(head)
        column.addLayout(body, 1)
        self.table.row_changed.connect(lambda _: self._show_row())
        self.table.chosen.connect(self._enter_row)
        self.table.clicked.connect(lambda index: self._press(index.row()))

    def refresh(self) -> None:
        desk = self._desk
        plan, snapshot = desk.plan, desk.snapshot
        if plan.id != self._plan_shown:
            self._plan_shown, self._folded = plan.id, set()
        first, last = plan.period
        self._title.setText(f"{plan.title}（{first}—{last}年），{plan.doc_no}")
        row = max(0, self.table.currentIndex().row())
        lines = list(plan_lines(plan, snapshot.library, self._folded))
        self.model.show(lines, plan, snapshot, desk.year)
        waiting = sum(
            1 for r, line in enumerate(lines)
            if isinstance(line, TargetLine) and line.first and line.target is not None and needs_baseline(line.target)
            and self.model.look_at(r, 3).sign
        )  # fmt: skip
        self._waiting.setText(self.tr("{count}个指标缺基期，不能判定").format(count=waiting) if waiting else "")
        if self.model.rowCount():
            self.table.go(min(row, self.model.rowCount() - 1))
        self._show_row()

    def take_change(self, change: ChangeSet) -> None:
        self.refresh()

    def _show_row(self) -> None:
        line = self.model.line(self.table.currentIndex().row())
        match line:
            case TargetLine(row, target):
                self.panel.show_row(row, target)
                self._tell(row.indicator.name)
            case SectionLine():
                self.panel.show_goal(line)
                self._tell(self.tr("目标{no}").format(no=line.section.goal.no) if line.section.goal else self.tr("措施"))
            case DomainLine(domain):
                words = self.tr("{count}项策略措施").format(count=len(domain.measures))
                self.panel.show_nothing(domain.name, words)
                self._tell(domain.name)
            case _:
                self.panel.show_nothing(self._desk.plan.title, "")

    def _tell(self, thing: str) -> None:
        keys = (("→", self.tr("展开")), ("←", self.tr("收起")), (self.tr("回车"), self.tr("填基期或自评")), ("Ctrl+2", self.tr("填报")))
        self.status.emit(StatusText(thing, "", keys))

    def fold(self, *, unfold: bool) -> None:
        """Unfold or fold the domain the current row stands in."""
        row = self.table.currentIndex().row()
        while row > 0 and not isinstance(self.model.line(row), DomainLine):
            row -= 1
        line = self.model.line(row)
        if not isinstance(line, DomainLine) or line.folded != unfold:
            return
        (self._folded.discard if unfold else self._folded.add)(line.key)
        self.refresh()
        self.table.go(row)

    def _press(self, row: int) -> None:
        line = self.model.line(row)
        if isinstance(line, DomainLine):
            self.table.go(row)
            self.fold(unfold=line.folded)

    def _enter_row(self, row: int) -> None:
        line = self.model.line(row)
        if isinstance(line, DomainLine):
            self.fold(unfold=line.folded)
        elif isinstance(line, TargetLine) and line.target is not None:
            self.panel.baseline.setFocus()
        elif isinstance(line, SectionLine) and not line.section.rows:
            self.panel.answer.setFocus()

    def show_address(self, key: CellKey, *, explain: bool = False, back_to: str = "") -> None:
        for row in range(self.model.rowCount()):
            line = self.model.line(row)
            if isinstance(line, TargetLine) and line.row.indicator.code == key.indicator:
                self.table.go(row)
                return

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and not self.table.hasFocus():
            self.table.setFocus()
            return
        super().keyPressEvent(event)

    def show_width(self, width: str, height: int) -> None:
        self.panel.setFixedWidth(self._look.dp(340 if width == "compact" else _PANEL))

    def enter(self) -> None:
        self.table.setFocus()
        self._show_row()
