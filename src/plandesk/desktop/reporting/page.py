"""The 报表 page: every paper with its last state, what is still open before it is final, and the text before it is printed."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from plandesk.core.annual.compose import OFFICE_SETTING, STATISTICS_SETTING
from plandesk.core.changes import ChangeSet
from plandesk.core.judging import Evaluation
from plandesk.core.records import Setting
from plandesk.desktop.ask import Ask
from plandesk.desktop.desk import Desk
from plandesk.desktop.gate_list import open_points
from plandesk.desktop.jobs import Step
from plandesk.desktop.look.look import Look
from plandesk.desktop.look.words import label
from plandesk.desktop.page import Page, StatusText, page_action
from plandesk.desktop.plan_words import audience_word
from plandesk.desktop.reporting.made import Made, keep_made, last_made
from plandesk.desktop.reporting.options import PaperOptions
from plandesk.desktop.reporting.paper_list import PaperLine, PaperList
from plandesk.desktop.reporting.papers import Paper, expected_years, papers
from plandesk.desktop.reporting.preview import ReportPreview

_LIST, _LIST_COMPACT, _OPTIONS = 236, 186, 470
_PREVIEW_AFTER_MS = 60


class ReportsPage(Page):
    """The papers at the left, options in the middle, the text at the right; the PDF is written in a worker."""

    key = "reports"

    def __init__(self, desk: Desk, look: Look, ask: Ask, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._look, self._ask = desk, look, ask
        self._papers = {paper.key: paper for paper in papers()}
        self.list = PaperList(look)
        self.options = options = PaperOptions(look, ask, desk.words)
        self.gate, self.plans, self.month, self.units = (
            options.gate, options.plans, options.month, options.units,
        )  # fmt: skip
        self.work, self.make, self.annexes = options.work, options.make, options.annexes
        self.preview = ReportPreview(look)
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(_PREVIEW_AFTER_MS)
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        self._left = QFrame()
        self._left.setObjectName("papersside")
        left = QVBoxLayout(self._left)
        left.setContentsMargins(0, 12, 1, 0)
        left.setSpacing(8)
        title = label(self.tr("报表"), "title")
        title.setContentsMargins(14, 0, 0, 0)
        left.addWidget(title)
        left.addWidget(self.list, 1)
        row.addWidget(self._left)
        row.addWidget(self.options)
        self._right = QWidget()
        side = QVBoxLayout(self._right)
        side.setContentsMargins(14, 12, 14, 12)
        side.setSpacing(8)
        self._note = label(self.tr("内容（页码、图和版式以生成的文件为准）"), "soft")
        side.addWidget(self._note)
        side.addWidget(self.preview, 1)
        row.addWidget(self._right, 1)

    def _connect(self) -> None:
        options = self.options
        self.gate.followed.connect(lambda key: self.jump.emit(key, False))
        self.gate.to_checks.connect(lambda: self.go.emit("checks"))
        self.list.chosen.connect(lambda _: self._show_paper())
        self.list.wanted.connect(lambda _: self.make_pdf())
        self.plans.activated.connect(lambda _: self._plans_chosen())
        options.variants.activated.connect(lambda _: self._show_text())
        self.month.editingFinished.connect(self._show_text)
        for name, field in self.units.items():
            field.editingFinished.connect(lambda n=name: self._keep_unit(n))
        options.other_year.clicked.connect(lambda: self._to_other_year())
        self.make.clicked.connect(lambda: self.make_pdf())
        self.annexes.clicked.connect(lambda: self.write_annexes())
        self.work.busy_changed.connect(lambda _: self._work_changed())
        self._later.timeout.connect(self._show_text)
        page_action(self, self.tr("生成PDF"), "Ctrl+P", self.make_pdf)
        page_action(self, self.tr("向下翻"), "PgDown", lambda: self.preview.turn(1))
        page_action(self, self.tr("向上翻"), "PgUp", lambda: self.preview.turn(-1))

    # what is shown

    @property
    def paper(self) -> Paper:
        """The paper chosen."""
        return self._papers[self.list.key or "annual"]

    def refresh(self) -> None:
        self._fill_plans()
        self._fill_fields()
        self.options.show_points(open_points(self._desk))
        self._show_states()
        self._show_paper()
        self._show_text()

    def _fill_plans(self) -> None:
        plans = self._desk.snapshot.plans
        chosen = self.plans.currentData()
        self.plans.clear()
        for plan in plans:
            self.plans.addItem(audience_word(plan), (plan.id,))
        if len(plans) > 1:
            self.plans.addItem(self.tr("两个规划合为一册"), tuple(p.id for p in plans))
        place = next((i for i in range(self.plans.count()) if self.plans.itemData(i) == chosen), -1)
        mine = next(
            (i for i in range(self.plans.count()) if self.plans.itemData(i) == (self._desk.plan_id,)), 0
        )
        self.plans.setCurrentIndex(place if place >= 0 else mine)

    def _fill_fields(self) -> None:
        desk = self._desk
        if not self.month.text():
            now = desk.now()
            self.month.setText(f"{now.year}年{now.month}月")
        region = desk.snapshot.region.name
        defaults = {STATISTICS_SETTING: "report.unit_statistics", OFFICE_SETTING: "report.unit_office"}
        for name, field in self.units.items():
            if not field.hasFocus():
                field.setText(desk.snapshot.settings.get(name, ""))
                field.setPlaceholderText(desk.words.say(defaults[name], region=region))
                field.setReadOnly(desk.file.read_only)

    def _show_states(self) -> None:
        self.list.show_lines([self._line(paper) for paper in self._papers.values()])

    def _line(self, paper: Paper) -> PaperLine:
        desk = self._desk
        years = self._expected(paper)
        if any(year != desk.year for year in years):
            named = "、".join(str(year) for year in dict.fromkeys(years))
            state = self.tr("{years}年评估用").format(years=named)
            return PaperLine(paper.key, paper.title, "no_figure", state, "ink3", barred=True)
        made = self._made(paper)
        if made is None:
            state = self.tr("{year}年还没出").format(year=desk.year)
            return PaperLine(paper.key, paper.title, "empty", state, "ink2")
        if not made.exists:
            state = self.tr("{day} 已出，文件不在原处").format(day=made.day)
            return PaperLine(paper.key, paper.title, "note", state, "ink2")
        if self._changed_since(made):
            state = self.tr("{day} 已出，之后有改动").format(day=made.day)
            return PaperLine(paper.key, paper.title, "slightly_off", state, "warn")
        state = self.tr("{day} 已出，{pages}页").format(day=made.day, pages=made.pages)
        return PaperLine(paper.key, paper.title, "attained", state, "good")

    def _made(self, paper: Paper) -> Made | None:
        desk = self._desk
        return last_made(desk.preferences, desk.snapshot.file_id, paper.key, desk.year)

    def _changed_since(self, made: Made) -> bool:
        latest = self._desk.file.history(limit=1)
        return bool(latest) and latest[0].at > made.at

    def _expected(self, paper: Paper) -> tuple[int, ...]:
        snapshot = self._desk.snapshot
        plans = [snapshot.plan(plan_id) for plan_id in self.plans.currentData() or ()]
        return expected_years(paper, snapshot, plans)

    def _reason(self) -> str:
        """Why the chosen paper cannot be made of the chosen plans in the chosen year; "" where it can."""
        paper, desk = self.paper, self._desk
        plans = [desk.snapshot.plan(plan_id) for plan_id in self.plans.currentData() or ()]
        parts = [
            self.tr("《{plan}》以{expected}年为评估年度").format(plan=plan.title, expected=year)
            for plan, year in zip(plans, self._expected(paper), strict=False)
            if year != desk.year
        ]
        if not parts:
            return ""
        return self.tr("{parts}，{year}年不出{title}。").format(
            parts="，".join(parts), year=desk.year, title=paper.title
        )

    def _show_paper(self) -> None:
        paper = self.paper
        self.options.show_paper(paper)
        years = set(self._expected(paper)) - {self._desk.year}
        reason = self._reason()
        self.options.show_reason(reason, min(years) if reason and len(years) == 1 else None)
        self.work.clear()
        self.options.show_last(self._made(paper))
        self._allow()
        self._tell()
        self._later.start()

    def _plans_chosen(self) -> None:
        self._show_states()
        self._show_paper()

    def _allow(self) -> None:
        self.make.setEnabled(not self.work.busy and not self._reason())
        self.annexes.setEnabled(not self.work.busy)

    def _work_changed(self) -> None:
        self._allow()
        if self._desk.is_open:
            self._tell()

    def _evaluations(self) -> list[Evaluation]:
        return [self._desk.evaluation(plan_id) for plan_id in self.plans.currentData() or ()]

    def _show_text(self) -> None:
        self._later.stop()
        reason = self._reason() if self._desk.is_open else ""
        if not self._desk.is_open or not self.plans.currentData():
            return
        self._note.setVisible(not reason)
        if reason:
            self.preview.show_words(self.tr("换到评估年度后显示内容。"))
            return
        model = self.paper.variants[max(0, self.options.variants.currentIndex())].model()
        desk = self._desk
        report = model(
            desk.snapshot, self._evaluations(), desk.findings().all, desk.words, month=self.month.text()
        )
        self.preview.show_report(report)

    def _keep_unit(self, name: str) -> None:
        """落款单位 and 监测单位 are printed, so they belong to the data file."""
        text = self.units[name].text().strip()
        if self._desk.is_open and text != self._desk.snapshot.settings.get(name, ""):
            label_ = self._desk.words.say("desk_log.report_unit", text=text)
            self._desk.record([Setting(name, text)], origin="typed", label=label_)

    def _tell(self) -> None:
        keys = [("↑ ↓", self.tr("换一种")), ("PgUp PgDn", self.tr("翻看"))]
        if not self._reason():
            keys.insert(1, (self.tr("回车 Ctrl+P"), self.tr("生成PDF")))
        if self.work.busy:
            keys.append(("Esc", self.tr("停止")))
        state = next((line.state for line in self.list.lines.lines if line.key == self.paper.key), "")
        self.status.emit(StatusText(self.paper.title, state, tuple(keys)))

    def _to_other_year(self) -> None:
        years = set(self._expected(self.paper)) - {self._desk.year}
        if len(years) == 1:
            self._desk.go_to(self._desk.plan_id, years.pop())
            self.list.setFocus()

    # making it

    def open_paper(self, key: str) -> None:
        """From the menu: choose that paper and ask where to, or show why it cannot be made."""
        self.list.choose(key)
        self.make_pdf()

    def make_pdf(self) -> None:
        """Ask where to, then write the PDF off the UI thread."""
        if self.work.busy or not self.plans.currentData():
            return
        reason = self._reason()
        if reason:
            self._desk.said.emit(reason, "warn")
            return
        path = self._ask_for(self.paper.title, "PDF", ".pdf")
        if path is not None:
            self.options.show_last(None)
            self.work.start(self._writing(path), self._written(), self.tr("正在排版"))

    def _ask_for(self, title: str, kind: str, suffix: str) -> Path | None:
        desk = self._desk
        chosen = self.plans.currentData()
        plan = f"{self.plans.currentText()}" if len(chosen) == 1 and self.plans.count() > 1 else ""
        name = f"{desk.snapshot.region.name}{desk.year}年{plan}{title}{suffix}"
        proposal = str(desk.file.path.parent / name)
        return self._ask.file_to_write(self, self.tr("报告保存到"), proposal, kind, suffix)

    def _writing(self, path: Path) -> Callable[[Step], object]:
        """The worker's whole input, frozen: nothing of the window or of the file is touched by it."""
        desk = self._desk
        snapshot, year, words = desk.snapshot, desk.year, desk.words
        evaluations, findings, month = self._evaluations(), desk.findings().all, self.month.text()
        writer = self.paper.variants[max(0, self.options.variants.currentIndex())].writer
        turning = self.tr("正在生成PDF，第{done}页，共{total}页")

        def work(step: Step) -> object:
            # reportlab is loaded here, not when the window opens
            from plandesk.reports.kinds import WRITERS

            step(0, 0, "")
            return WRITERS[writer](
                snapshot, [e.plan_id for e in evaluations], year, path, words=words, evaluations=evaluations,
                findings=findings, month=month,
                progress=lambda done, total: step(done, total, turning.format(done=done, total=total)),
            )  # fmt: skip

        return work

    def _written(self) -> Callable[[object], tuple[str, Path | None]]:
        """What is said and remembered of the paper asked for now, whatever is shown when it is ready."""
        desk, paper, year = self._desk, self.paper, self._desk.year
        file_id, at = desk.snapshot.file_id, desk.now().isoformat(timespec="seconds")

        def tell(printed: object) -> tuple[str, Path | None]:
            path, pages = printed.path, printed.pages  # type: ignore[attr-defined]  # Printed, known only to the worker
            keep_made(desk.preferences, file_id, paper.key, year, Made(str(path), at, pages))
            if desk.is_open:
                self._show_states()
            missing = printed.warning(desk.words)  # type: ignore[attr-defined]
            said = self.tr("已生成 {path}，{pages}页。").format(path=path, pages=pages)
            return said + missing, Path(path)

        return tell

    def write_annexes(self) -> None:
        """The tables of the year as a workbook: what the annexes print, to work with."""
        if self.work.busy:
            return
        path = self._ask_for(self.tr("监测数据表"), "Excel", ".xlsx")
        if path is None:
            return
        desk = self._desk
        snapshot, year, words, findings = desk.snapshot, desk.year, desk.words, desk.findings().all
        evaluations = [desk.evaluation(plan.id) for plan in snapshot.plans]

        def work(step: Step) -> Path:
            from plandesk.exchange.tables import write_tables

            step(0, 0, "")
            write_tables(snapshot, year, path, words=words, evaluations=evaluations, findings=findings)
            return path

        said = self.tr("已写好 {path}")
        self.options.show_last(None)
        self.work.start(work, lambda done: (said.format(path=done), done), self.tr("正在导出附表"))

    # the page

    def take_change(self, change: ChangeSet) -> None:
        self.refresh()

    def show_width(self, width: str, height: int) -> None:
        """Compact: list and options only; the text is read in the file."""
        compact = width == "compact"
        self._left.setFixedWidth(self._look.dp(_LIST_COMPACT if compact else _LIST))
        self._right.setVisible(not compact)
        if compact:
            self.options.setMinimumWidth(0)
            self.options.setMaximumWidth(16777215)
        else:
            self.options.setFixedWidth(self._look.dp(_OPTIONS))

    def settle(self) -> None:
        for name in self.units:
            self._keep_unit(name)

    def enter(self) -> None:
        self.list.setFocus()
        self._tell()
