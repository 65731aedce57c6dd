"""缺项和替代: the plan's indicators without data in the year, who surveys them by when, what stands in meanwhile."""

from datetime import date

from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget

from plandesk.core.days import day_words
from plandesk.core.missing import Missing
from plandesk.core.records import STATUS_WORDS
from plandesk.desktop.desk import Desk
from plandesk.desktop.look.cell import CellLook, Column
from plandesk.desktop.look.look import Look
from plandesk.desktop.look.rows import RowsModel, TableRow
from plandesk.desktop.look.words import label, rule
from plandesk.desktop.look.yielding_table import YieldingTable
from plandesk.desktop.plans.lacks import missing_rows
from plandesk.desktop.plans.substitute_form import SubstituteForm
from plandesk.desktop.plans.survey_form import SurveyForm
from plandesk.desktop.plans.tab import PlanTab

_GIVES_WAY = ("latest", "status")


class MissingTab(PlanTab):
    """The list; at the right the two forms of the indicator the keyboard is on."""

    def __init__(self, desk: Desk, look: Look, parent: QWidget | None = None) -> None:
        self.model = RowsModel(())
        table = YieldingTable(look, _GIVES_WAY)
        super().__init__(desk, look, table, parent)
        self.model.setParent(self)
        self.model.columns = (
            Column("name", self.tr("指标"), 0, least=150),
            Column("status", self.tr("状态"), 82),
            Column("latest", self.tr("最近有数"), 66, "right"),
            Column("surveyor", self.tr("由谁调查"), 96),
            Column("due", self.tr("期限"), 146),
            Column("substitute", self.tr("替代指标"), 0, least=110),
        )
        table.setAccessibleName(self.tr("缺项和替代"))
        table.setModel(self.model)
        self._name, self._facts = label("", "card", wrap=True), label("", "soft", wrap=True)
        self._none = label("", "soft", wrap=True)
        self.survey, self.sub = SurveyForm(desk, look), SubstituteForm(desk, look)
        about = self.tr("本指标没有数值的年份，目标按替代指标判定，表和报告里注明。")
        self._parts = (
            self._name, self._facts, rule(), label(self.tr("缺项调查"), "heading"), self.survey, rule(),
            label(self.tr("替代性指标"), "heading"), label(about, "soft", wrap=True), self.sub,
        )  # fmt: skip
        self.column.addWidget(self._none)
        for widget in self._parts:
            self.column.addWidget(widget)
        self.column.addStretch(1)
        table.row_changed.connect(lambda _: self._show_row())
        table.chosen.connect(lambda _: self.show_panel(True))
        self.survey.done.connect(lambda: self.show_panel(False))
        self.sub.done.connect(lambda: self.show_panel(False))
        self.sub.went.connect(self._into_sight)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            action = QAction(self)
            action.setShortcut(QKeySequence(keys))
            action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            action.triggered.connect(self._save)
            self.addAction(action)

    # what is shown

    def refresh(self) -> None:
        here = self.row
        today = self._desk.now().date()
        found = missing_rows(self._desk)
        self.model.show([self._row(m, today) for m in found])
        codes = [m.indicator.code for m in found]
        if codes:
            self.table.go(codes.index(here.indicator.code) if here and here.indicator.code in codes else 0)
        self._none.setText(self.tr("{year}年没有缺数据的指标。").format(year=self._desk.year))
        self._none.setVisible(not codes)
        for part in self._parts:
            part.setVisible(bool(codes))
        self._show_row()

    @property
    def row(self) -> Missing | None:
        """What the row the keyboard is on stands for."""
        found = self.model.stands_for(self.table.currentIndex().row())
        return found if isinstance(found, Missing) else None

    def _row(self, m: Missing, today: date) -> TableRow:
        indicator, item = m.indicator, m.item
        late = m.overdue(today) and m.status != "value"
        due = item.due if item is not None else ""
        name = self._named(m)
        return TableRow(
            (
                CellLook(indicator.name, unit=indicator.unit, tip=indicator.name),
                self._status(m),
                CellLook(self.tr("{year}年").format(year=m.latest) if m.latest else "", "right", "ink2"),
                CellLook(item.surveyor, tip=item.surveyor) if item is not None else self._nobody(m),
                CellLook(
                    self.tr("{due} 逾期").format(due=due) if late else due, ink="warn" if late else "ink",
                    sign="late" if late else "", sign_ink="warn", tip=day_words(due) if due else "",
                ),
                CellLook(name, tip=name, ink="ink" if m.substitute is not None else "ink2"),
            ),
            m,
        )  # fmt: skip

    def _status(self, m: Missing) -> CellLook:
        if m.status == "value":
            return CellLook(self.tr("已有数"), sign="filled", sign_ink="ink3", ink="ink2")
        word = STATUS_WORDS.get(m.status)
        if word is None:
            return CellLook(self.tr("未填"), sign="empty", sign_ink="ink2", ink="ink2", tip=m.note)
        return CellLook(word, sign="no_figure", sign_ink="ink3", ink="ink2", tip=m.note)

    def _nobody(self, m: Missing) -> CellLook:
        if m.status == "value":
            return CellLook()
        return CellLook(self.tr("未落实"), sign="open", ink="warn", sign_ink="warn")

    def _named(self, m: Missing) -> str:
        """The substitute that is named, whether or not it was judged on this year."""
        snapshot = self._desk.snapshot
        held = snapshot.substitutes.get((self._desk.plan_id, m.indicator.code))
        if held is None or held.substitute not in snapshot.library:
            return ""
        return snapshot.indicator(held.substitute).name

    def _show_row(self) -> None:
        m = self.row
        if m is not None:
            code, desk = m.indicator.code, self._desk
            self._name.setText(m.indicator.name)
            self._facts.setText(self._words(m))
            self.survey.show_item(code, desk.snapshot.missing_items.get(code))
            self.sub.show_own(m.indicator, desk.snapshot.substitutes.get((desk.plan_id, code)))
        self.tell()

    def _words(self, m: Missing) -> str:
        year = self._desk.year
        if m.status == "value":
            return self.tr("{year}年已有数值。安排和替代不再需要时可取消。").format(year=year)
        latest = self.tr("最近{year}年有数").format(year=m.latest) if m.latest else self.tr("没有过数值")
        word = STATUS_WORDS.get(m.status) or self.tr("未填")
        why = f"{word}（{m.note}）" if m.note else word
        reporter = m.indicator.reporter
        return self.tr("{year}年{why}，{latest}。责任单位：{reporter}").format(
            year=year, why=why, latest=latest, reporter=reporter
        )

    # moving

    def _into_sight(self, field: QWidget) -> None:
        """The field, with the button below it where there is room for both."""
        # a note that has just come changes where they stand
        QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)
        for part in (self.sub.keep, field):
            self.panel_scroll.ensureWidgetVisible(part, 0, self._look.dp(8))

    def _save(self) -> None:
        """Ctrl+Enter keeps the form the keyboard is in."""
        focused = self.focusWidget()
        for form in (self.survey, self.sub):
            if focused is not None and form.isAncestorOf(focused):
                form.save()

    def into_panel(self) -> None:
        if self.row is None:
            self.table.setFocus()
        else:
            self.survey.surveyor.setFocus()

    def tell(self) -> None:
        m = self.row
        if m is None:
            self.say(self.tr("没有缺数据的指标"))
        elif self.panel_has_focus:
            self.say(m.indicator.name, (self.tr("Ctrl+回车"), self.tr("存")), ("Esc", self.tr("回到清单")))
        else:
            self.say(
                m.indicator.name,
                ("↑ ↓", self.tr("换项")),
                (self.tr("回车"), self.tr("写由谁调查、期限、替代")),
            )
