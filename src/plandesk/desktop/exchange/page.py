"""The 采集上报 page."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from plandesk.core.changes import ChangeSet
from plandesk.core.form_trips import BoardRow, board
from plandesk.core.member_units import units
from plandesk.desktop.ask import Ask
from plandesk.desktop.desk import Desk
from plandesk.desktop.exchange.board import blanks_of, board_columns, board_rows, receiver_words, signed_words
from plandesk.desktop.exchange.due_field import DueField
from plandesk.desktop.exchange.errands import (
    file_stem,
    receipt_of,
    register_sent,
    register_sent_back,
    remind,
    sending_back,
)
from plandesk.desktop.exchange.password_field import PasswordField
from plandesk.desktop.exchange.receipt_view import ReceiptView
from plandesk.desktop.exchange.side import lacking_words, reason_words, show_past_words, side_area
from plandesk.desktop.exchange.writing import Inputs, writing_forms, writing_submission, writing_tables
from plandesk.desktop.gate_list import GateList, OpenPoints, open_points
from plandesk.desktop.importing.flow import ImportFlow
from plandesk.desktop.importing.old_years_flow import OldYearsFlow
from plandesk.desktop.importing.old_years_view import OldYearsView
from plandesk.desktop.importing.view import ImportView
from plandesk.desktop.jobs import Step
from plandesk.desktop.look.look import Look
from plandesk.desktop.look.rows import RowsModel
from plandesk.desktop.look.table import DeskTable
from plandesk.desktop.look.words import button, label, panel, rule
from plandesk.desktop.page import Page, StatusText
from plandesk.desktop.work_line import WorkLine

_SIDE, _SIDE_COMPACT = 350, 300


class ExchangePage(Page):
    """Left the board and the chosen unit; right what stands in the way of sending, and the files."""

    key = "exchange"

    def __init__(self, desk: Desk, look: Look, ask: Ask, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._look, self._ask = desk, look, ask
        self._summary = label("", "soft")
        self.forms = button(self.tr("生成全部采集表…"), self.write_all_forms)
        self.read = button(self.tr("读入采集表…  Ctrl+I"), self.read_forms, "primary")
        self.read.setAccessibleName(self.tr("读入采集表"))
        self.remind = button(self.tr("写催收函…"), self.write_reminder)
        self.back = button(self.tr("退回…"), self.write_sent_back)
        self.due = DueField(desk, look)
        self.importing = ImportView(look, desk.words)
        self.flow = ImportFlow(desk, self.importing, self)
        self.form = button(self.tr("生成这个单位的采集表…"), self.write_form)
        self.password = PasswordField()
        self.send = button(self.tr("导出上报文件…"), self.write_submission, "primary")
        self.tables = button(self.tr("导出工作表…"), self.write_tables)
        self.old_years = OldYearsView(look, desk.words)
        self.old_flow = OldYearsFlow(desk, self.old_years, self)
        self.receipts = ReceiptView(look, desk.words)
        self.old = button(self.tr("读入历年数据…"), self.read_old_years)
        self.receipt = button(self.tr("读入回执…"), self.read_receipt)
        self.reopen = button(self.tr("更正已报年份…"), self.reopen_wanted.emit)
        self._past = label("", "soft", wrap=True)
        self.gate = GateList(look)
        self._reason = label("", "soft", wrap=True)
        self.work = WorkLine(ask, desk.words)
        self.board = RowsModel(board_columns(), self)
        self.table = DeskTable(look, row=28)
        self.table.setAccessibleName(self.tr("各单位完成情况"))
        self.table.setModel(self.board)
        self._rows: dict[str, BoardRow] = {}
        self._name, self._lacking = label("", "heading"), label("", "soft", wrap=True)
        self._signed = label("", "soft", wrap=True)
        self._lay_out()
        self.table.row_changed.connect(lambda _: self._show_unit())
        self.table.chosen.connect(self._to_first_blank)
        self.gate.followed.connect(lambda key: self.jump.emit(key, False))
        self.gate.to_checks.connect(lambda: self.go.emit("checks"))
        self.work.busy_changed.connect(lambda _: self._allow())
        self.importing.status.connect(lambda text: self.status.emit(text) if self.flow.active else None)
        self.importing.said.connect(desk.said)
        self.flow.shown.connect(lambda: self._show_view(self.importing))
        self.old_flow.shown.connect(lambda: self._show_view(self.old_years))
        for ended in (self.flow.ended, self.old_flow.ended, self.receipts.left):
            ended.connect(lambda: self._show_view(None))
        self.old_years.said.connect(desk.said)
        self.old_years.status.connect(lambda text: self.status.emit(text) if self.old_flow.active else None)
        self.receipts.status.connect(self.status)
        self.receipts.followed.connect(lambda key: self.jump.emit(key, False))
        self.setAcceptDrops(True)

    def _lay_out(self) -> None:
        left = QVBoxLayout()
        left.setContentsMargins(12, 10, 12, 10)
        left.setSpacing(8)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(label(self.tr("采集上报"), "title"))
        head.addWidget(self._summary)
        head.addStretch(1)
        for widget in (label(self.tr("退回期限"), "soft"), self.due, self.forms, self.read):
            head.addWidget(widget)
        left.addLayout(head)
        left.addWidget(self.table, 1)
        self._unit_panel = panel()
        inner = QVBoxLayout(self._unit_panel)
        inner.setContentsMargins(12, 8, 12, 10)
        top = QHBoxLayout()
        top.addWidget(self._name)
        top.addStretch(1)
        for widget in (self.back, self.remind, self.form):
            top.addWidget(widget)
        inner.addLayout(top)
        inner.addWidget(self._lacking)
        inner.addWidget(self._signed)
        left.addWidget(self._unit_panel)
        board = QWidget()
        self._pages = QStackedWidget()
        self._pages.addWidget(board)
        for view in (self.importing, self.old_years, self.receipts):
            self._pages.addWidget(view)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._pages)
        row = QHBoxLayout(board)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addLayout(left, 1)
        self._receiver = label("", "soft", wrap=True)
        sending = (self._receiver, rule(), self.gate, self.password, self.send, self._reason)
        past = (self._past, self.old, self.receipt, self.reopen)
        self._side_area = side_area(sending, (self.tables,), past, self.work)
        row.addWidget(self._side_area)

    # what is shown

    def refresh(self) -> None:
        desk = self._desk
        self.flow.follow()
        self.old_flow.follow()
        here = self.board.stands_for(self.table.currentIndex().row())
        today = desk.now().date()
        rows = board(desk.snapshot, desk.year, today, desk.findings().all)
        self._rows = {row.unit: row for row in rows}
        self.board.show(board_rows(rows, today))
        returned = sum(1 for row in rows if row.times)
        out = sum(1 for row in rows if row.state in ("sent", "late", "sent_back"))
        words = self.tr("{units}个单位，已收{returned}，未回{out}")
        self._summary.setText(words.format(units=len(rows), returned=returned, out=out))
        self._receiver.setText(receiver_words(desk.snapshot, desk.year))
        self.due.refresh()
        show_past_words(self._past, desk.snapshot, desk.year)
        self.reopen.setVisible(any(state.sealed for state in desk.snapshot.years.values()))
        self._points = open_points(desk)
        self.gate.show_points(self._points)
        self._allow()
        shown = range(self.board.rowCount())
        row = next((r for r in shown if here is not None and self.board.stands_for(r) == here), 0)
        self.table.go(row)
        self._show_unit()

    _points = OpenPoints((), (), ())

    def _unit(self) -> str | None:
        unit = self.board.stands_for(self.table.currentIndex().row())
        return unit if isinstance(unit, str) else None

    def _show_unit(self) -> None:
        unit = self._unit()
        self._unit_panel.setVisible(unit is not None and not self._low)
        if self._pages.currentIndex():
            return
        if unit is None:
            self.status.emit(
                StatusText(
                    self.tr("采集上报"), "", (("↑ ↓", self.tr("换单位")), ("Ctrl+I", self.tr("读入采集表")))
                )
            )
            return
        self._name.setText(unit)
        self._lacking.setText(lacking_words(blanks_of(self._desk.snapshot, self._desk.year, unit)))
        self._signed.setText(signed_words(self._desk.snapshot, self._desk.year, unit))
        self._signed.setVisible(bool(self._signed.text()))
        row = self._rows[unit]
        self.remind.setVisible(row.state in ("sent", "late"))
        self.back.setVisible(bool(row.trip is not None and row.trip.kept and row.questions))
        keys = (
            (self.tr("回车"), self.tr("去填第一个空格")),
            ("Ctrl+I", self.tr("读入采集表")),
            ("Ctrl+3", self.tr("审核")),
        )
        self.status.emit(StatusText(unit, "", keys))

    def _to_first_blank(self, _: int) -> None:
        unit = self._unit()
        blanks = blanks_of(self._desk.snapshot, self._desk.year, unit) if unit else []
        if blanks:
            self.jump.emit(blanks[0][0], False)

    def _allow(self) -> None:
        """The button is pressed only when nothing stands in the way; the reason stands under it."""
        points, busy = self._points, self.work.busy
        self.send.setEnabled(not points.any and not busy)
        self.password.setVisible(not points.any)
        for other in (self.tables, self.forms, self.form, self.remind, self.back):
            other.setEnabled(not busy)
        self._reason.setText(reason_words(points))
        self._reason.setVisible(points.any)

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
        inputs = self._inputs()
        work = writing_submission(inputs, self._desk.file.history(), path, self.password.take())
        self._start(work, self.tr("正在导出上报文件"), then=partial(self._offer_seal, inputs[1]))

    def _offer_seal(self, year: int) -> None:
        """Only while that year is still the one looked at."""
        if self._desk.year == year and self.isVisible():
            self.seal_offered.emit()

    def write_tables(self) -> None:
        """The working tables."""
        proposal = self._name_for(self.tr("{region}{year}年监测数据表.xlsx"))
        path = self._ask.file_to_write(self, self.tr("工作表保存到"), proposal, "Excel", ".xlsx")
        if path is None:
            return
        work = writing_tables(self._inputs(), path)
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
        work = writing_forms(desk.snapshot, desk.year, names, folder, desk.words)

        def told(path: Path) -> tuple[str, Path]:
            register_sent(desk, names)
            what = (
                path
                if len(names) == 1
                else self.tr("{count}个单位的采集表和邮件文字").format(count=len(names))
            )
            return self.tr("已写好 {path}，已登记发出").format(path=what), path

        self.work.start(work, told, self.tr("正在生成采集表"))

    def write_reminder(self) -> None:
        """写催收函…: the text for a unit that has not returned its form; the day is noted."""
        unit = self._unit()
        if unit is None:
            return
        proposal = self._name_for(self.tr("{unit}催收函.txt").replace("{unit}", file_stem(unit)))
        path = self._ask.file_to_write(self, self.tr("催收函保存到"), proposal, self.tr("文本"), ".txt")
        if path is None:
            return
        try:
            remind(self._desk, self._rows[unit], path)
        except OSError as fault:
            words = self.tr("不能写出 {path}：{fault}。请换一个位置。")
            self._desk.said.emit(words.format(path=path, fault=fault.strerror or ""), "bad")
            return
        self._desk.said.emit(self.tr("已写好 {path}").format(path=path), "good")

    def write_sent_back(self) -> None:
        """退回…: a marked copy of the unit's last form, with everything that is to be put right."""
        unit = self._unit()
        if unit is None:
            return
        row, desk = self._rows[unit], self._desk
        proposal = self._name_for(self.tr("{unit}采集表（退回）.xlsx").replace("{unit}", file_stem(unit)))
        path = self._ask.file_to_write(self, self.tr("退回的采集表保存到"), proposal, "Excel", ".xlsx")
        if path is None:
            return

        def told(written: Path) -> tuple[str, Path]:
            register_sent_back(desk, row)
            return self.tr("已写好 {path}，已登记退回").format(path=written), written

        work = sending_back(desk.snapshot, desk.file.path, row, desk.year, path, desk.words)
        self.work.start(work, told, self.tr("正在写退回的采集表"))

    def read_forms(self) -> None:
        """读入采集表… Ctrl+I: several files; each is chosen from and written for itself."""
        paths = self._ask.workbooks_to_read(self, str(self._desk.file.path.parent))
        if paths:
            self.flow.read(paths)

    def read_old_years(self) -> None:
        """读入历年数据…: the county's own table of old years, mapped before anything is taken."""
        path = self._ask.history_to_read(self, str(self._desk.file.path.parent))
        if path is not None:
            self.flow.leave()
            self.old_flow.read(path)

    def read_receipt(self) -> None:
        """读入回执…: what the next level says of this county's submission."""
        path = self._ask.receipt_to_read(self, str(self._desk.file.path.parent))
        if path is not None and (read := receipt_of(self._desk, path)) is not None:
            state = self._desk.snapshot.years.get(read.year)
            self.receipts.show_receipt(read, (state.corrections or 0) if state is not None else 0)
            self._show_view(self.receipts)

    def _show_view(self, view: QWidget | None) -> None:
        """One of the views over the board, or (None) the board."""
        self._pages.setCurrentIndex(0 if view is None else self._pages.indexOf(view))
        self.enter()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        event.acceptProposedAction()
        self.flow.read(Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile())

    def _inputs(self) -> Inputs:
        desk = self._desk
        evaluations = [desk.evaluation(plan.id) for plan in desk.snapshot.plans]
        return desk.snapshot, desk.year, desk.words, evaluations, desk.findings().all

    def _start(
        self, work: Callable[[Step], Path], doing: str, *, then: Callable[[], None] | None = None
    ) -> None:
        def told(path: Path) -> tuple[str, Path]:
            if then is not None:
                then()
            return self.tr("已写好 {path}").format(path=path), path

        self.work.start(work, told, doing)

    # the page

    _low = False

    def take_change(self, change: ChangeSet) -> None:
        self.refresh()

    def show_width(self, width: str, height: int) -> None:
        compact = width == "compact"
        self.table.hide_columns(("bar", "sent", "remark") if compact else ())
        self._summary.setVisible(not compact)  # the board says it too
        self.read.setText(self.tr("读入… Ctrl+I") if compact else self.tr("读入采集表… Ctrl+I"))
        self.importing.show_width(width)
        self._side_area.setFixedWidth(self._look.dp(_SIDE_COMPACT if compact else _SIDE))
        self._low = height < self._look.dp(720)
        if self._desk.is_open:
            self._unit_panel.setVisible(self._unit() is not None and not self._low)

    def enter(self) -> None:
        if self.flow.active:
            self.importing.table.setFocus()
            self.importing.tell()
        elif self._pages.currentIndex() > 1:
            (self.old_years, self.receipts)[self._pages.currentIndex() - 2].enter()
        else:
            self.table.setFocus()
            self._show_unit()
