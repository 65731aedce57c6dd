"""The 报表 page: the annual report of one plan or of both, with what is still open before it is final."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QComboBox, QFrame, QGridLayout, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from plandesk.core.annual.compose import OFFICE_SETTING, STATISTICS_SETTING, annual_report
from plandesk.core.changes import ChangeSet
from plandesk.core.judging import Evaluation
from plandesk.core.records import Setting
from plandesk.desktop.ask import Ask
from plandesk.desktop.desk import Desk
from plandesk.desktop.gate_list import GateList, open_points
from plandesk.desktop.jobs import Step
from plandesk.desktop.look.look import Look
from plandesk.desktop.look.words import button, label, panel, rule
from plandesk.desktop.page import Page, StatusText, page_action
from plandesk.desktop.plan_words import audience_word
from plandesk.desktop.reporting.preview import ReportPreview
from plandesk.desktop.work_line import WorkLine

_UNITS = (STATISTICS_SETTING, OFFICE_SETTING)


class ReportsPage(Page):
    """Options at the left, the text at the right; the PDF is written in a worker."""

    key = "reports"

    def __init__(self, desk: Desk, look: Look, ask: Ask, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._look, self._ask = desk, look, ask
        self.gate = GateList(look)
        self.plans = QComboBox()
        self.plans.setAccessibleName(self.tr("规划"))
        self.month = QLineEdit()
        self.month.setAccessibleName(self.tr("成文日期"))
        self.units = {name: QLineEdit() for name in _UNITS}
        self.preview = ReportPreview(look)
        self.work = WorkLine(ask, desk.words)
        self.make = button(self.tr("生成PDF…  Ctrl+P"), self.make_pdf, "primary", name=self.tr("生成PDF"))
        self._settled = label("", "soft", wrap=True)
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self._options())
        side = QVBoxLayout()
        side.setContentsMargins(14, 12, 14, 12)
        side.setSpacing(8)
        side.addWidget(label(self.tr("报告内容（页码、图和版式以生成的文件为准）"), "soft"))
        side.addWidget(self.preview, 1)
        row.addLayout(side, 1)

    def _options(self) -> QFrame:
        frame = QFrame()
        frame.setObjectName("options")
        frame.setFixedWidth(self._look.dp(470))
        column = QVBoxLayout(frame)
        column.setContentsMargins(18, 14, 18, 12)
        column.setSpacing(8)
        column.addWidget(label(self.tr("年度监测报告"), "title"))
        box = panel()
        inner = QVBoxLayout(box)
        inner.setContentsMargins(12, 10, 12, 10)
        inner.addWidget(label(self.tr("出正式稿前"), "soft"))
        inner.addWidget(self.gate)
        inner.addWidget(self._settled)
        column.addWidget(box)
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(8)
        grid.setColumnStretch(1, 1)
        names = {
            STATISTICS_SETTING: self.tr("监测单位"), OFFICE_SETTING: self.tr("落款单位"),
        }  # fmt: skip
        lines = [
            (self.tr("规划"), self.plans), (self.tr("成文日期"), self.month),
            *((names[name], field) for name, field in self.units.items()),
        ]  # fmt: skip
        for place, (name, field) in enumerate(lines):
            grid.addWidget(label(name, "soft"), place, 0)
            grid.addWidget(field, place, 1)
            field.setAccessibleName(name)
        column.addLayout(grid)
        column.addStretch(1)
        column.addWidget(rule())
        column.addWidget(self.work)
        foot = QHBoxLayout()
        foot.addWidget(self.make)
        foot.addStretch(1)
        column.addLayout(foot)
        return frame

    def _connect(self) -> None:
        self.gate.followed.connect(lambda key: self.jump.emit(key, False))
        self.gate.to_checks.connect(lambda: self.go.emit("checks"))
        self.plans.activated.connect(lambda _: self._show_text())
        self.month.editingFinished.connect(self._show_text)
        for name, field in self.units.items():
            field.editingFinished.connect(lambda n=name: self._keep_unit(n))
        self.work.busy_changed.connect(lambda busy: self.make.setEnabled(not busy))
        page_action(self, self.tr("生成PDF"), "Ctrl+P", self.make_pdf)

    # what is shown

    def refresh(self) -> None:
        desk = self._desk
        plans = desk.snapshot.plans
        chosen = self.plans.currentData()
        self.plans.clear()
        for plan in plans:
            self.plans.addItem(audience_word(plan), (plan.id,))
        if len(plans) > 1:
            self.plans.addItem(self.tr("两个规划合为一册"), tuple(p.id for p in plans))
        place = next((i for i in range(self.plans.count()) if self.plans.itemData(i) == chosen), -1)
        mine = next((i for i in range(self.plans.count()) if self.plans.itemData(i) == (desk.plan_id,)), 0)
        self.plans.setCurrentIndex(place if place >= 0 else mine)
        if not self.month.text():
            now = desk.now()
            self.month.setText(f"{now.year}年{now.month}月")
        words, region = desk.words, desk.snapshot.region.name
        defaults = {STATISTICS_SETTING: "report.unit_statistics", OFFICE_SETTING: "report.unit_office"}
        for name, field in self.units.items():
            if not field.hasFocus():
                field.setText(desk.snapshot.settings.get(name, ""))
                field.setPlaceholderText(words.say(defaults[name], region=region))
                field.setReadOnly(desk.file.read_only)
        points = open_points(desk)
        self.gate.show_points(points)
        self._settled.setText(
            self.tr("报告中空格列为“缺数据”，未改的错误不参加判定。")
            if points.any
            else self.tr("没有未办事项，可以出正式稿。")
        )
        self._show_text()
        self._tell()

    def _evaluations(self) -> list[Evaluation]:
        return [self._desk.evaluation(plan_id) for plan_id in self.plans.currentData() or ()]

    def _show_text(self) -> None:
        evaluations = self._evaluations()
        if evaluations:
            report = annual_report(
                self._desk.snapshot,
                evaluations,
                self._desk.findings().all,
                self._desk.words,
                month=self.month.text(),
            )
            self.preview.show_report(report)

    def _keep_unit(self, name: str) -> None:
        """落款单位 and 监测单位 are printed, so they belong to the data file."""
        text = self.units[name].text().strip()
        if self._desk.is_open and text != self._desk.snapshot.settings.get(name, ""):
            label_ = self._desk.words.say("desk_log.report_unit", text=text)
            self._desk.record([Setting(name, text)], origin="typed", label=label_)

    def _tell(self) -> None:
        keys = (("Ctrl+P", self.tr("生成PDF")), ("Esc", self.tr("停止")))
        self.status.emit(StatusText(self.tr("年度监测报告"), "", keys))

    # making it

    def make_pdf(self) -> None:
        """Ask where to, then write the PDF off the UI thread."""
        if self.work.busy or not self.plans.currentData():
            return
        desk = self._desk
        name = self.tr("{region}{year}年度监测报告.pdf").format(
            region=desk.snapshot.region.name, year=desk.year
        )
        proposal = str(desk.file.path.parent / name)
        path = self._ask.file_to_write(self, self.tr("报告保存到"), proposal, "PDF", ".pdf")
        if path is not None:
            self.work.start(self._writing(path), self._written, self.tr("正在排版"))

    def _writing(self, path: Path) -> Callable[[Step], object]:
        """The worker's whole input, frozen: nothing of the window or of the file is touched by it."""
        desk = self._desk
        snapshot, year, words = desk.snapshot, desk.year, desk.words
        evaluations, findings, month = self._evaluations(), desk.findings().all, self.month.text()
        turning = self.tr("正在生成PDF，第{done}页，共{total}页")

        def work(step: Step) -> object:
            # reportlab is loaded here, not when the window opens
            from plandesk.reports.annual import write_annual

            step(0, 0, "")
            return write_annual(
                snapshot, [e.plan_id for e in evaluations], year, path, words=words, evaluations=evaluations,
                findings=findings, month=month,
                progress=lambda done, total: step(done, total, turning.format(done=done, total=total)),
            )  # fmt: skip

        return work

    def _written(self, printed: object) -> tuple[str, Path | None]:
        path, pages = printed.path, printed.pages  # type: ignore[attr-defined]  # Printed, known only to the worker
        return self.tr("已生成 {path}，{pages}页。").format(path=path, pages=pages), Path(path)

    def take_change(self, change: ChangeSet) -> None:
        self.refresh()

    def settle(self) -> None:
        for name in self.units:
            self._keep_unit(name)

    def enter(self) -> None:
        self.make.setFocus()
        self._tell()
