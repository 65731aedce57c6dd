"""口径变动: from which year an indicator's figures are not comparable with earlier ones, and why."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from plandesk.core.entry_sheet import plan_indicators
from plandesk.core.explaining import too_short
from plandesk.desktop.desk import Desk
from plandesk.desktop.look.boxes import CalmBox
from plandesk.desktop.look.cell import CellLook, Column
from plandesk.desktop.look.look import Look
from plandesk.desktop.look.rows import RowsModel, TableRow
from plandesk.desktop.look.table import DeskTable
from plandesk.desktop.look.words import button, label, rule, set_kind
from plandesk.desktop.pinyin import matches
from plandesk.desktop.plans.changes import add_break, remove_break
from plandesk.desktop.plans.tab import PlanTab


class ListTable(DeskTable):
    """``removed`` with the row on Delete, ``moved`` with a step on Alt and an arrow."""

    removed = Signal(int)
    moved = Signal(int)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        row = self.currentIndex().row()
        alt = event.modifiers() & Qt.KeyboardModifier.AltModifier
        if event.key() == Qt.Key.Key_Delete and row >= 0:
            self.removed.emit(row)
        elif alt and event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.moved.emit(1 if event.key() == Qt.Key.Key_Down else -1)
        else:
            super().keyPressEvent(event)


class FindLine(QLineEdit):
    """A line to find something by; ↓ and Enter go into the list of what is found."""

    into_list = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.into_list.emit()
            return
        super().keyPressEvent(event)


class BreaksTab(PlanTab):
    """The breaks of this plan's indicators; at the right a new one."""

    def __init__(self, desk: Desk, look: Look, parent: QWidget | None = None) -> None:
        self.model = RowsModel(())
        table = ListTable(look)
        super().__init__(desk, look, table, parent)
        self.model.setParent(self)
        self.model.columns = (
            Column("name", self.tr("指标"), 300, least=200),
            Column("year", self.tr("变动年份"), 76, "right"),
            Column("reason", self.tr("变动内容"), 0, least=160),
        )
        table.setAccessibleName(self.tr("口径变动"))
        table.setModel(self.model)
        self._code = ""
        self.wanted, self.year, self.reason = FindLine(), CalmBox(), QLineEdit()
        self.found = RowsModel(
            (Column("name", self.tr("指标"), 0), Column("unit", self.tr("单位"), 70)), self
        )
        self.found_table = DeskTable(look)
        self._chosen, self._note = label("", wrap=True), label("", "soft", wrap=True)
        self.add = button(self.tr("登记"), self._add, "primary", name=self.tr("登记口径变动"))
        self.remove = button(self.tr("删去所选  Delete"), self._remove, name=self.tr("删去所选"))
        self._lay_out()
        table.row_changed.connect(lambda _: self._show_row())
        table.removed.connect(lambda _: self._remove())
        self.wanted.textEdited.connect(self._search)
        self.wanted.into_list.connect(self.found_table.setFocus)
        self.found_table.chosen.connect(self._choose)
        self.found_table.clicked.connect(lambda index: self._choose(index.row()))
        self.reason.textEdited.connect(lambda _: self._typed())
        self.reason.returnPressed.connect(self._add)

    def _lay_out(self) -> None:
        self.wanted.setAccessibleName(self.tr("查找指标"))
        self.wanted.setPlaceholderText(self.tr("按名称或拼音首字母查找指标"))
        self.found_table.setAccessibleName(self.tr("找到的指标"))
        self.found_table.setModel(self.found)
        self.found_table.setFixedHeight(self._look.dp(28) + 6 * self._look.theme.row_height)
        self.year.setAccessibleName(self.tr("变动年份"))
        self.reason.setAccessibleName(self.tr("变动内容"))
        self.reason.setPlaceholderText(self.tr("如：2023年起分母由户籍人口改为常住人口"))
        words = self.tr("变动年份起的数值不与以前比较：不算较上年，不跨变动预测，图上断开。")
        column = self.column
        column.addWidget(label(self.tr("登记口径变动"), "card"))
        column.addWidget(label(words, "soft", wrap=True))
        column.addWidget(rule())
        for widget in (self.wanted, self.found_table, self._chosen):
            column.addWidget(widget)
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addWidget(label(self.tr("从"), "soft"))
        line.addWidget(self.year)
        line.addWidget(label(self.tr("年起"), "soft"))
        line.addWidget(self.reason, 1)
        column.addLayout(line)
        column.addWidget(self._note)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addWidget(self.remove)
        foot.addStretch(1)
        foot.addWidget(self.add)
        column.addLayout(foot)
        column.addStretch(1)

    # what is shown

    def refresh(self) -> None:
        desk = self._desk
        snapshot = desk.snapshot
        codes = set(plan_indicators(desk.plan, snapshot.library))
        rows = [
            TableRow(
                (
                    CellLook(snapshot.indicator(code).name, tip=snapshot.indicator(code).name),
                    CellLook(str(year), "right"),
                    CellLook(b.reason, tip=b.reason),
                ),
                (code, year),
            )
            for (code, year), b in sorted(snapshot.breaks.items(), key=lambda pair: (-pair[0][1], pair[0][0]))
            if code in codes
        ]
        row = self.table.currentIndex().row()
        self.model.show(rows)
        if rows:
            self.table.go(min(max(row, 0), len(rows) - 1))
        first, last = desk.plan.period
        chosen = self.year.currentData() or desk.year
        self.year.clear()
        for year in range(first, last + 1):
            self.year.addItem(str(year), year)
        self.year.setCurrentIndex(max(0, self.year.findData(chosen)))
        self._search(self.wanted.text())
        self._show_row()
        self._typed()

    def _search(self, text: str) -> None:
        snapshot = self._desk.snapshot
        codes = plan_indicators(self._desk.plan, snapshot.library)
        found = [snapshot.indicator(c) for c in codes]
        self.found.show(
            [
                TableRow((CellLook(i.name, tip=i.name), CellLook(i.unit, ink="ink2")), i.code)
                for i in found
                if matches(text, (i.name, *i.aliases))
            ]
        )

    def _choose(self, row: int) -> None:
        code = self.found.stands_for(row)
        if isinstance(code, str):
            self._code = code
            self._typed()
            self.reason.setFocus()

    def _typed(self) -> None:
        snapshot = self._desk.snapshot
        known = self._code in snapshot.library
        self._chosen.setText(snapshot.indicator(self._code).name if known else self.tr("先选一个指标"))
        set_kind(self._chosen, "" if known else "hint")
        why = ""
        if known and too_short(self.reason.text()):
            why = self.tr("写明变动内容，至少4个字。") if self.reason.text() else ""
        self._note.setText(why)
        set_kind(self._note, "warn")
        self._note.setVisible(bool(why))
        writable = not self._desk.file.read_only
        self.add.setEnabled(known and not too_short(self.reason.text()) and writable)

    def _show_row(self) -> None:
        self.remove.setEnabled(bool(self.model.rowCount()) and not self._desk.file.read_only)
        self.tell()

    # writing

    def _add(self) -> None:
        if not self.add.isEnabled():
            return
        code, year, reason = self._code, int(self.year.currentData()), self.reason.text().strip()
        self._code = ""
        self.reason.clear()
        if add_break(self._desk, code, year, reason) is not None:
            self._desk.said.emit(self.tr("已登记，Ctrl+Z 撤销"), "good")
            self.show_panel(False)
        else:
            self._code = code
            self.reason.setText(reason)
            self._typed()

    def _remove(self) -> None:
        found = self.model.stands_for(self.table.currentIndex().row())
        if (
            isinstance(found, tuple)
            and self.remove.isEnabled()
            and remove_break(self._desk, *found) is not None
        ):
            self._desk.said.emit(self.tr("已删去，Ctrl+Z 撤销"), "")

    def into_panel(self) -> None:
        self.wanted.setFocus()

    def tell(self) -> None:
        if not self.model.rowCount():
            self.say(self.tr("没有登记口径变动"))
            return
        thing = self.model.look_at(max(0, self.table.currentIndex().row()), 0).text
        self.say(thing, ("Delete", self.tr("删去")))
