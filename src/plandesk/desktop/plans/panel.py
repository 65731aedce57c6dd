"""The right of 规划指标: an indicator's declaration with its base figure, or a goal's self-assessment."""

from decimal import Decimal

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QGridLayout, QHBoxLayout, QLabel, QLineEdit, QPlainTextEdit, QScrollArea, QVBoxLayout, QWidget

from plandesk.core.entry_sheet import SheetRow
from plandesk.core.indicator import Indicator
from plandesk.core.judging.readings import base_year
from plandesk.core.plan import Plan, Target
from plandesk.core.quantity import Unreadable, canonical, read_number
from plandesk.core.records import Assessment, Benchmark, EnteredBaseline
from plandesk.core.target_words import target_words
from plandesk.desktop.desk import Desk
from plandesk.desktop.look.look import Look
from plandesk.desktop.look.words import button, label, rule
from plandesk.desktop.plans.lines import SectionLine


class FigureField(QLineEdit):
    """A figure that belongs to the plan, not to a year's form; Enter or leaving stores it. ``given`` with it or None."""

    given = Signal(object)
    unreadable = Signal(str)

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self._stored = ""
        self.editingFinished.connect(self._finish)

    def show_figure(self, value: Decimal | None, *, hint: str, writable: bool) -> None:
        """What is stored; ``hint`` is what counts while nothing is."""
        self._stored = canonical(value) if value is not None else ""
        self.setText(self._stored)
        self.setPlaceholderText(hint)
        self.setReadOnly(not writable)

    def _finish(self) -> None:
        text = self.text().strip()
        if text == self._stored:
            return
        if not text:
            self._stored = ""
            self.given.emit(None)
            return
        try:
            value = read_number(text)
        except Unreadable:
            self.unreadable.emit(text)
            self.setText(self._stored)
            return
        self._stored = canonical(value)
        self.given.emit(value)


class PlanPanel(QScrollArea):
    """Shows a row or a goal; writes baselines, outside figures and self-assessments."""

    def __init__(self, desk: Desk, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._look = desk, look
        self._row: SheetRow | None = None
        self._target: Target | None = None
        self._goal: SectionLine | None = None
        self.setWidgetResizable(True)
        body = QWidget()
        body.setObjectName("paper")
        self.setWidget(body)
        column = QVBoxLayout(body)
        column.setContentsMargins(16, 14, 16, 14)
        column.setSpacing(8)
        head = QHBoxLayout()
        self._name, self._unit = label("", "card", wrap=True), label("", "hint")
        head.addWidget(self._name, 1)
        head.addWidget(self._unit)
        column.addLayout(head)
        self._place = label("", "soft", wrap=True)
        column.addWidget(self._place)
        column.addWidget(rule())
        self._facts = QWidget()
        self._grid = QGridLayout(self._facts)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(7)
        self._grid.setColumnStretch(1, 1)
        self.baseline, self.benchmark = FigureField(self.tr("基期数")), FigureField(self.tr("对照数"))
        self._fill_grid()
        column.addWidget(self._facts)
        self._own = self._assessment()
        column.addWidget(self._own)
        column.addStretch(1)
        self.baseline.given.connect(self._keep_baseline)
        self.benchmark.given.connect(self._keep_benchmark)
        for field in (self.baseline, self.benchmark):
            field.unreadable.connect(self._cannot_read)

    def _fill_grid(self) -> None:
        self._values: dict[str, tuple[QLabel, QLabel]] = {}
        for place, (key, title) in enumerate(
            (
                ("targets", self.tr("目标值")), ("reporter", self.tr("责任单位")), ("numerator", self.tr("分子")),
                ("denominator", self.tr("分母")), ("period", self.tr("年度口径")), ("breakdowns", self.tr("分组")),
                ("definition", self.tr("口径")), ("hint", self.tr("注意")), ("remark", self.tr("文件原意")),
            )
        ):  # fmt: skip
            name, value = label(title, "soft"), label("", wrap=True)
            self._values[key] = (name, value)
            self._grid.addWidget(name, place, 0)
            self._grid.addWidget(value, place, 1)
        self._base_name, self._benchmark_name = label("", "soft", wrap=True), label("", "soft", wrap=True)
        for place, (name, field) in enumerate(
            ((self._base_name, self.baseline), (self._benchmark_name, self.benchmark)), start=len(self._values)
        ):
            name.setFixedWidth(self._look.dp(96))
            self._grid.addWidget(name, place, 0)
            self._grid.addWidget(field, place, 1)

    def _assessment(self) -> QWidget:
        own = QWidget()
        column = QVBoxLayout(own)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(label(self.tr("定性目标，没有指标。填写自评和依据（文件、日期、单位）。"), "soft", wrap=True))
        self.answer = QComboBox()
        self.answer.setAccessibleName(self.tr("自评"))
        for code, words in (
            ("", self.tr("未评")), ("yes", self.tr("达到")), ("partly", self.tr("部分达到")), ("no", self.tr("未达到")),
        ):  # fmt: skip
            self.answer.addItem(words, code)
        self.evidence = QPlainTextEdit()
        self.evidence.setAccessibleName(self.tr("依据"))
        self.evidence.setTabChangesFocus(True)
        self.evidence.setFixedHeight(self._look.dp(90))
        self.keep = button(self.tr("保存自评"), self._keep_assessment, "primary")
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(self.keep)
        for widget in (label(self.tr("自评"), "soft"), self.answer, label(self.tr("依据"), "soft"), self.evidence):
            column.addWidget(widget)
        column.addLayout(foot)
        return own

    # what is shown

    def show_row(self, row: SheetRow, target: Target | None) -> None:
        """An indicator with the target chosen."""
        self._row, self._target, self._goal = row, target, None
        desk, plan = self._desk, self._desk.plan
        indicator, library = row.indicator, desk.snapshot.library
        self._facts.show()
        self._own.hide()
        self._name.setText(indicator.name)
        self._unit.setText(indicator.unit)
        where = f"{self.tr('目标')}{row.goal.no}，{row.goal.summary}" if row.goal else ""
        self._place.setText(where or (row.measure.title if row.measure else ""))
        stages = "；".join(
            f"{target_words(t, indicator.unit, library)}（{t.stage_year}年）" + (f"，{t.scope}" if t.scope else "")
            for t in row.targets
        )
        texts = {
            "targets": stages, "reporter": indicator.reporter, "numerator": indicator.numerator or "",
            "denominator": indicator.denominator or "", "period": self._period(indicator),
            "breakdowns": self._breakdowns(indicator), "definition": indicator.definition, "hint": indicator.hint,
            "remark": "；".join(t.remark for t in row.targets if t.remark),
        }  # fmt: skip
        for key, (name, value) in self._values.items():
            value.setText(texts[key])
            name.setVisible(bool(texts[key]))
            value.setVisible(bool(texts[key]))
        self._show_figures(plan, target, indicator)

    def _show_figures(self, plan: Plan, target: Target | None, indicator: Indicator) -> None:
        snapshot, writable = self._desk.snapshot, not self._desk.file.read_only
        for widget in (self._base_name, self.baseline):
            widget.setVisible(target is not None)
        outside = target is not None and target.relative is not None and target.relative.kind == "benchmark"
        against = target.relative.against if outside and target and target.relative else ""
        outside = outside and (against or "") not in snapshot.library
        for widget in (self._benchmark_name, self.benchmark):
            widget.setVisible(outside)
        if target is None:
            return
        year = base_year(plan, target)
        stored = snapshot.baselines.get((plan.id, indicator.code, year))
        given = next((b for b in plan.baselines if b.indicator == indicator.code and b.year == year), None)
        observed = snapshot.observation(indicator.code, year)
        hint = ""
        if given is not None:
            hint = self.tr("规划文件给的：{value}").format(value=canonical(given.value))
        elif observed is not None and observed.value is not None:
            hint = self.tr("用本表{year}年的数：{value}").format(year=year, value=canonical(observed.value))
        self._base_name.setText(self.tr("{year}年基期").format(year=year))
        self.baseline.show_figure(stored.value if stored else None, hint=hint, writable=writable)
        if outside:
            held = snapshot.benchmarks.get((plan.id, indicator.code, self._desk.year))
            self._benchmark_name.setText(self.tr("{year}年{name}").format(year=self._desk.year, name=against or self.tr("对照数")))
            self.benchmark.show_figure(held.value if held else None, hint="", writable=writable)

    def _period(self, indicator: Indicator) -> str:
        words = {
            "calendar": self.tr("日历年"), "mch_year": self.tr("妇幼年度（上年10月1日至本年9月30日）"),
            "school_year": self.tr("学年（按秋季开学年份）"), "year_end": self.tr("年末时点"), "term": self.tr("届次"),
        }  # fmt: skip
        return words[indicator.period_kind]

    def _breakdowns(self, indicator: Indicator) -> str:
        words = {"sex": self.tr("男女"), "area": self.tr("城乡"), "age": self.tr("年龄"), "town": self.tr("镇街")}
        return "、".join(words[b] for b in indicator.breakdowns)

    def show_goal(self, line: SectionLine) -> None:
        """A goal; one without indicators with its self-assessment."""
        self._row, self._target = None, None
        self._goal = line
        goal, measure = line.section.goal, line.section.measure
        self._name.setText(f"{self.tr('目标')}{goal.no}" if goal else self.tr("措施") + str(measure.no if measure else ""))
        self._unit.setText("")
        self._place.setText(goal.text or goal.summary if goal else measure.title if measure else "")
        self._facts.hide()
        asked = goal is not None and not line.section.rows
        self._own.setVisible(asked)
        if asked:
            held = self._desk.snapshot.assessments.get((self._desk.plan_id, line.goal_key, self._desk.year))
            self.answer.setCurrentIndex(max(0, self.answer.findData(held.answer if held else "")))
            self.evidence.setPlainText(held.evidence if held else "")
            writable = not self._desk.file.read_only
            self.answer.setEnabled(writable)
            self.evidence.setReadOnly(not writable)
            self.keep.setEnabled(writable)

    def show_nothing(self, title: str, words: str) -> None:
        """A head of the tree."""
        self._row, self._target, self._goal = None, None, None
        self._name.setText(title)
        self._unit.setText("")
        self._place.setText(words)
        self._facts.hide()
        self._own.hide()

    # writing

    def _keep_baseline(self, value: Decimal | None) -> None:
        if self._row is None or self._target is None:
            return
        plan, code = self._desk.plan, self._row.indicator.code
        year = base_year(plan, self._target)
        label_ = self._desk.words.say("desk_log.baseline", name=self._row.indicator.name, year=year)
        self._desk.record([EnteredBaseline(plan.id, code, year, value)], origin="typed", label=label_)

    def _keep_benchmark(self, value: Decimal | None) -> None:
        if self._row is None:
            return
        year = self._desk.year
        label_ = self._desk.words.say("desk_log.benchmark", name=self._row.indicator.name, year=year)
        record = Benchmark(self._desk.plan_id, self._row.indicator.code, year, value)
        self._desk.record([record], origin="typed", label=label_)

    def _keep_assessment(self) -> None:
        line = self._goal
        if line is None or line.section.goal is None:
            return
        answer, evidence = self.answer.currentData(), self.evidence.toPlainText().strip()
        if answer and not evidence:
            self._desk.said.emit(self.tr("自评要写依据：文件、日期或单位。"), "bad")
            self.evidence.setFocus()
            return
        label_ = self._desk.words.say("desk_log.assessed", goal=line.goal_key)
        record = Assessment(self._desk.plan_id, line.goal_key, self._desk.year, answer, evidence if answer else "")
        self._desk.record([record], origin="typed", label=label_)

    def _cannot_read(self, text: str) -> None:
        self._desk.said.emit(self.tr("“{text}”不是数。请只填数字。").format(text=text), "bad")
