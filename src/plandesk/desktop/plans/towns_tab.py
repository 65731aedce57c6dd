"""镇街: the townships in the order in which figures by township are listed."""

from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QWidget

from plandesk.desktop.desk import Desk
from plandesk.desktop.look.cell import CellLook, Column
from plandesk.desktop.look.look import Look
from plandesk.desktop.look.rows import RowsModel, TableRow
from plandesk.desktop.look.words import button, label, rule, set_kind
from plandesk.desktop.plans.breaks_tab import ListTable
from plandesk.desktop.plans.changes import add_towns, move_town, remove_town
from plandesk.desktop.plans.tab import PlanTab

_FORBIDDEN = (";", "=")


class TownsTab(PlanTab):
    """The list; at the right further townships, one a line."""

    def __init__(self, desk: Desk, look: Look, parent: QWidget | None = None) -> None:
        self.model = RowsModel(())
        table = ListTable(look)
        super().__init__(desk, look, table, parent)
        self.model.setParent(self)
        self.model.columns = (
            Column("no", self.tr("序号"), 52, "right"),
            Column("name", self.tr("镇街"), 0, least=200),
            Column("cells", self.tr("有数据的格"), 92, "right"),
        )
        table.setAccessibleName(self.tr("镇街"))
        table.setModel(self.model)
        self.names = QPlainTextEdit()
        self.names.setAccessibleName(self.tr("要登记的镇街"))
        self.names.setTabChangesFocus(True)
        self.names.setPlaceholderText(self.tr("一行一个，可从表格里粘贴"))
        self.names.setFixedHeight(look.dp(200))
        self.names.textChanged.connect(self._typed)
        self._note = label("", "soft", wrap=True)
        self.add = button(self.tr("登记"), self._add, "primary", name=self.tr("登记镇街"))
        self.remove = button(self.tr("删去所选  Delete"), self._remove, name=self.tr("删去所选"))
        words = self.tr("规划写“以乡镇为单位”的目标按这里的镇街逐个判定；分镇街的指标在填报页展开后逐个填。")
        column = self.column
        column.addWidget(label(self.tr("登记镇街"), "card"))
        for widget in (label(words, "soft", wrap=True), rule(), self.names, self._note):
            column.addWidget(widget)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addWidget(self.remove)
        foot.addStretch(1)
        foot.addWidget(self.add)
        column.addLayout(foot)
        column.addStretch(1)
        table.row_changed.connect(lambda _: self.tell())
        table.removed.connect(lambda _: self._remove())
        table.moved.connect(self._move)

    def refresh(self) -> None:
        snapshot = self._desk.snapshot
        cells: dict[str, int] = {}
        for key in snapshot.observations:
            for part in key.cell.split(";"):
                if part.startswith("town="):
                    cells[part[5:]] = cells.get(part[5:], 0) + 1
        here = self.model.stands_for(self.table.currentIndex().row())
        rows = [
            TableRow(
                (
                    CellLook(str(number), "right", "ink2"),
                    CellLook(town.name),
                    CellLook(str(cells.get(town.name, 0) or ""), "right", "ink2"),
                ),
                town.name,
            )
            for number, town in enumerate(snapshot.towns, start=1)
        ]
        self._cells = cells
        self.model.show(rows)
        names = [town.name for town in snapshot.towns]
        if rows:
            self.table.go(names.index(str(here)) if here in names else 0, 1)
        self._typed()
        self.tell()

    def _wanted(self) -> tuple[str, ...]:
        return tuple(line.strip() for line in self.names.toPlainText().splitlines() if line.strip())

    def _why_not(self, wanted: tuple[str, ...]) -> str:
        there = {town.name for town in self._desk.snapshot.towns}
        doubled = [name for number, name in enumerate(wanted) if name in there or name in wanted[:number]]
        if doubled:
            return self.tr("已经有了：{names}").format(names="、".join(dict.fromkeys(doubled)))
        odd = [name for name in wanted if any(mark in name for mark in _FORBIDDEN)]
        return self.tr("名称里不能有分号和等号：{names}").format(names="、".join(odd)) if odd else ""

    def _typed(self) -> None:
        wanted = self._wanted()
        why = self._why_not(wanted)
        self._note.setText(why)
        set_kind(self._note, "warn")
        self._note.setVisible(bool(why))
        writable = not self._desk.file.read_only
        self.add.setEnabled(bool(wanted) and not why and writable)
        self.remove.setEnabled(bool(self.model.rowCount()) and writable)

    def _add(self) -> None:
        wanted = self._wanted()
        if self.add.isEnabled() and add_towns(self._desk, wanted) is not None:
            self.names.clear()
            self.show_panel(False)

    def _remove(self) -> None:
        name = self.model.stands_for(self.table.currentIndex().row())
        if not isinstance(name, str) or not self.remove.isEnabled():
            return
        if self._cells.get(name):
            words = self.tr("{name}还有{count}格数据，不能删去。先在填报页清空这些格。")
            self._desk.said.emit(words.format(name=name, count=self._cells[name]), "bad")
            return
        if remove_town(self._desk, name) is not None:
            self._desk.said.emit(self.tr("已删去，Ctrl+Z 撤销"), "")

    def _move(self, step: int) -> None:
        name = self.model.stands_for(self.table.currentIndex().row())
        if isinstance(name, str):
            move_town(self._desk, name, step)

    def into_panel(self) -> None:
        self.names.setFocus()

    def tell(self) -> None:
        if not self.model.rowCount():
            self.say(self.tr("没有登记镇街"))
            return
        thing = self.model.look_at(max(0, self.table.currentIndex().row()), 1).text
        self.say(thing, ("Delete", self.tr("删去")), ("Alt+↑ ↓", self.tr("移动")))
