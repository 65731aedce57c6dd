"""The 采集上报 page."""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from plandesk.core.changes import ChangeSet
from plandesk.core.findings import Finding
from plandesk.core.judging import Evaluation
from plandesk.core.member_units import unit_sections, units
from plandesk.core.records import CellKey
from plandesk.core.snapshot import Snapshot
from plandesk.core.words import Words
from plandesk.desktop.ask import Ask
from plandesk.desktop.desk import Desk
from plandesk.desktop.gate_list import GateList, OpenPoints, open_points
from plandesk.desktop.jobs import Step
from plandesk.desktop.look.cell import CellLook, Column
from plandesk.desktop.look.look import Look
from plandesk.desktop.look.rows import RowsModel, TableRow
from plandesk.desktop.look.table import DeskTable
from plandesk.desktop.look.words import button, label, panel, rule
from plandesk.desktop.page import Page, StatusText
from plandesk.desktop.standing import Progress, sheet_progress
from plandesk.desktop.work_line import WorkLine

_Inputs = tuple[Snapshot, int, Words, list[Evaluation], tuple[Finding, ...]]
_SIDE, _SIDE_COMPACT = 350, 300


class ExchangePage(Page):
    """Left the board and the chosen unit; right what stands in the way of sending, and the files."""

    key = "exchange"

    def __init__(self, desk: Desk, look: Look, ask: Ask, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._look, self._ask = desk, look, ask
        self._summary = label("", "soft")
        self.forms = button(self.tr("生成全部采集表…"), self.write_all_forms)
        self.form = button(self.tr("生成这个单位的采集表…"), self.write_form)
        self.send = button(self.tr("导出上报文件…"), self.write_submission, "primary")
        self.tables = button(self.tr("导出工作表…"), self.write_tables)
        self.gate = GateList(look)
        self._reason = label("", "soft", wrap=True)
        self.work = WorkLine(ask, desk.words)
        self.board = RowsModel(
            (
                Column("unit", self.tr("责任单位"), 0, least=140),
                Column("total", self.tr("应报"), 56, "right"),
                Column("filled", self.tr("已填"), 56, "right"),
                Column("bar", self.tr("完成"), 120),
                Column("errors", self.tr("错误"), 64, "right"),
                Column("open", self.tr("待说明"), 70, "right"),
                Column("state", self.tr("状态"), 130),
            ),
            self,
        )
        self.table = DeskTable(look, row=28)
        self.table.setAccessibleName(self.tr("各单位完成情况"))
        self.table.setModel(self.board)
        self._name, self._lacking = label("", "heading"), label("", "soft", wrap=True)
        self._lay_out()
        self.table.row_changed.connect(lambda _: self._show_unit())
        self.table.chosen.connect(self._to_first_blank)
        self.gate.followed.connect(lambda key: self.jump.emit(key, False))
        self.gate.to_checks.connect(lambda: self.go.emit("checks"))
        self.work.busy_changed.connect(lambda _: self._allow())

    def _lay_out(self) -> None:
        left = QVBoxLayout()
        left.setContentsMargins(12, 10, 12, 10)
        left.setSpacing(8)
        head = QHBoxLayout()
        head.setSpacing(16)
        head.addWidget(label(self.tr("采集上报"), "title"))
        head.addWidget(self._summary)
        head.addStretch(1)
        head.addWidget(self.forms)
        left.addLayout(head)
        left.addWidget(self.table, 1)
        self._unit_panel = panel()
        inner = QVBoxLayout(self._unit_panel)
        inner.setContentsMargins(12, 8, 12, 10)
        top = QHBoxLayout()
        top.addWidget(self._name)
        top.addStretch(1)
        top.addWidget(self.form)
        inner.addLayout(top)
        inner.addWidget(self._lacking)
        left.addWidget(self._unit_panel)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addLayout(left, 1)
        self._side_area = self._side()
        row.addWidget(self._side_area)

    def _side(self) -> QScrollArea:
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        side = QFrame()
        side.setObjectName("paper")
        scroll.setWidget(side)
        column = QVBoxLayout(side)
        column.setContentsMargins(16, 14, 16, 12)
        column.setSpacing(9)
        column.addWidget(label(self.tr("上报"), "title"))
        self._receiver = label("", "soft", wrap=True)
        column.addWidget(self._receiver)
        column.addWidget(rule())
        column.addWidget(self.gate)
        column.addWidget(self.send)
        column.addWidget(self._reason)
        column.addWidget(rule())
        column.addWidget(label(self.tr("工作表"), "heading"))
        column.addWidget(label(self.tr("每个领域一张表，可直接打印，随时可以导出。"), "soft", wrap=True))
        column.addWidget(self.tables)
        column.addWidget(rule())
        column.addWidget(self.work)
        column.addStretch(1)
        return scroll

    # what is shown

    def refresh(self) -> None:
        desk = self._desk
        snapshot = desk.snapshot
        here = self.board.stands_for(self.table.currentIndex().row())
        names = units(snapshot)
        progress = {name: self._progress(name) for name in names}
        rows = [self._row(name, progress[name], "paper") for name in names]
        whole = sum(progress.values(), Progress())
        rows.append(self._row(None, whole, "ground"))
        self.board.show(rows)
        behind = sum(1 for p in progress.values() if p.blank)
        words = self.tr("{units}个单位，{behind}个还有空格")
        self._summary.setText(words.format(units=len(names), behind=behind))
        self._receiver.setText(self._receiver_words())
        self._points = open_points(desk)
        self.gate.show_points(self._points)
        self._allow()
        shown = range(self.board.rowCount())
        row = next((r for r in shown if here is not None and self.board.stands_for(r) == here), 0)
        self.table.go(row)
        self._show_unit()

    _points = OpenPoints((), (), ())

    def _progress(self, unit: str) -> Progress:
        rows = [row for section in unit_sections(self._desk.snapshot, unit) for row in section.rows]
        return sheet_progress(rows, self._desk.snapshot, self._desk.findings(), self._desk.year)

    def _receiver_words(self) -> str:
        names = dict.fromkeys(p.monitoring.data_to for p in self._desk.snapshot.plans if p.monitoring.data_to)
        receiver = self.tr("报送 {names}").format(names="、".join(names)) if names else ""
        state = self._desk.snapshot.years.get(self._desk.year)
        due = self.tr("，{due}截止").format(due=state.due) if state is not None and state.due else ""
        return f"{receiver}{due}"

    def _row(self, unit: str | None, each: Progress, ground: str) -> TableRow:
        def number(value: int, ink: str, sign: str) -> CellLook:
            return CellLook(str(value) if value else "", "right", ink, ground, sign if value else "", ink)

        if each.errors:
            sign, ink, words = "error", "bad", self.tr("有错误")
        elif each.blank:
            sign, ink, words = "empty", "ink2", self.tr("缺{count}格").format(count=each.blank)
        elif each.unexplained:
            sign, ink, words = "open", "warn", self.tr("待说明")
        else:
            sign, ink, words = "filled", "ink2", self.tr("已齐")
        bar = "bar" if not each.blank else "accent"
        return TableRow(
            (
                CellLook(unit or self.tr("合计"), ground=ground, tip=unit or ""),
                CellLook(str(each.total), "right", ground=ground),
                CellLook(str(each.filled), "right", ground=ground),
                CellLook(bar=each.share, bar_role=bar, ground=ground, spoken=f"{each.filled}/{each.total}"),
                number(each.errors, "bad", "error"),
                number(each.unexplained, "warn", "open"),
                CellLook(
                    words if unit else "",
                    ink=ink,
                    ground=ground,
                    sign=sign if unit else "",
                    sign_ink=ink,
                    size=12,
                ),
            ),
            unit,
        )

    def _unit(self) -> str | None:
        unit = self.board.stands_for(self.table.currentIndex().row())
        return unit if isinstance(unit, str) else None

    def _blanks_of(self, unit: str) -> list[tuple[CellKey, str]]:
        snapshot, year = self._desk.snapshot, self._desk.year
        rows = [row for section in unit_sections(snapshot, unit) for row in section.rows]
        return [
            (CellKey(row.indicator.code, year), row.indicator.name)
            for row in rows
            if (o := snapshot.observation(row.indicator.code, year)) is None or not o.is_answered
        ]

    def _show_unit(self) -> None:
        unit = self._unit()
        self._unit_panel.setVisible(unit is not None and not self._low)
        if unit is None:
            self.status.emit(StatusText(self.tr("采集上报"), "", (("↑ ↓", self.tr("换单位")),)))
            return
        self._name.setText(unit)
        blanks = self._blanks_of(unit)
        names = "、".join(name for _, name in blanks[:8])
        more = self.tr("等{count}格").format(count=len(blanks)) if len(blanks) > 8 else ""
        self._lacking.setText(
            self.tr("还缺：{names}{more}").format(names=names, more=more) if blanks else self.tr("数据已齐。")
        )
        keys = ((self.tr("回车"), self.tr("去填第一个空格")), ("Ctrl+3", self.tr("审核")))
        self.status.emit(StatusText(unit, "", keys))

    def _to_first_blank(self, _: int) -> None:
        unit = self._unit()
        blanks = self._blanks_of(unit) if unit else []
        if blanks:
            self.jump.emit(blanks[0][0], False)

    def _allow(self) -> None:
        """The button is pressed only when nothing stands in the way; the reason stands under it."""
        points, busy = self._points, self.work.busy
        self.send.setEnabled(not points.any and not busy)
        for other in (self.tables, self.forms, self.form):
            other.setEnabled(not busy)
        parts = [
            words.format(count=len(found))
            for words, found in (
                (self.tr("强制性错误{count}条"), points.errors),
                (self.tr("核实性说明{count}条"), points.warnings),
                (self.tr("定量目标的空格{count}个"), points.blanks),
            )
            if found
        ]
        self._reason.setText(
            self.tr("{what}未办，办完才能导出。空格可填数，也可选无数值。").format(what="、".join(parts))
            if parts
            else ""
        )
        self._reason.setVisible(bool(parts))

    # files

    def _name_for(self, words: str) -> str:
        desk = self._desk
        name = words.format(region=desk.snapshot.region.name, year=desk.year)
        return str(desk.file.path.parent / name)

    def write_submission(self) -> None:
        """The file that goes upward."""
        proposal = self._name_for(self.tr("{region}{year}年上报表.xlsx"))
        path = self._ask.file_to_write(self, self.tr("上报文件保存到"), proposal, "Excel", ".xlsx")
        if path is None:
            return
        inputs, history = self._inputs(), self._desk.file.history()

        def work(step: Step) -> Path:
            from plandesk.exchange.submission import write_submission

            step(0, 0, "")
            snapshot, year, words, evaluations, findings = inputs
            write_submission(
                snapshot, year, path, words=words, evaluations=evaluations, findings=findings, history=history
            )
            return path

        self._start(work, self.tr("正在导出上报文件"))

    def write_tables(self) -> None:
        """The working tables."""
        proposal = self._name_for(self.tr("{region}{year}年监测数据表.xlsx"))
        path = self._ask.file_to_write(self, self.tr("工作表保存到"), proposal, "Excel", ".xlsx")
        if path is None:
            return
        inputs = self._inputs()

        def work(step: Step) -> Path:
            from plandesk.exchange.tables import write_tables

            step(0, 0, "")
            snapshot, year, words, evaluations, findings = inputs
            write_tables(snapshot, year, path, words=words, evaluations=evaluations, findings=findings)
            return path

        self._start(work, self.tr("正在导出工作表"))

    def write_all_forms(self) -> None:
        """A collection form for every unit, into one folder."""
        self._write_forms(units(self._desk.snapshot))

    def write_form(self) -> None:
        """The chosen unit's form."""
        unit = self._unit()
        if unit is not None:
            self._write_forms((unit,))

    def _write_forms(self, names: Sequence[str]) -> None:
        desk = self._desk
        proposal = str(desk.file.path.parent)
        folder = self._ask.folder_to_write(self, self.tr("采集表保存到哪个文件夹"), proposal)
        if folder is None:
            return
        snapshot, year, words = desk.snapshot, desk.year, desk.words
        doing = self.tr("正在生成{unit}的采集表")

        def work(step: Step) -> Path:
            from plandesk.exchange.collection import collection_file_name, write_collection

            path = folder
            for number, unit in enumerate(names):
                step(number, len(names), doing.format(unit=unit))
                path = folder / collection_file_name(unit, year, words)
                write_collection(snapshot, year, unit, path, words=words)
            return path

        self._start(work, self.tr("正在生成采集表"))

    def _inputs(self) -> _Inputs:
        desk = self._desk
        evaluations = [desk.evaluation(plan.id) for plan in desk.snapshot.plans]
        return desk.snapshot, desk.year, desk.words, evaluations, desk.findings().all

    def _start(self, work: Callable[[Step], Path], doing: str) -> None:
        self.work.start(work, lambda path: (self.tr("已写好 {path}").format(path=path), path), doing)

    # the page

    _low = False

    def take_change(self, change: ChangeSet) -> None:
        self.refresh()

    def show_width(self, width: str, height: int) -> None:
        compact = width == "compact"
        self.table.hide_columns(("bar", "errors", "open") if compact else ())
        self._side_area.setFixedWidth(self._look.dp(_SIDE_COMPACT if compact else _SIDE))
        self._low = height < self._look.dp(720)
        if self._desk.is_open:
            self._unit_panel.setVisible(self._unit() is not None and not self._low)

    def enter(self) -> None:
        self.table.setFocus()
        self._show_unit()
