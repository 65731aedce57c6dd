"""An indicator's form: its target, baseline, figure to compare with and unit; changes want a reason."""

from decimal import Decimal

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QComboBox, QGridLayout, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from plandesk.core.changes import ChangeSet
from plandesk.core.plan import Target
from plandesk.core.quantity import canonical
from plandesk.core.target_words import target_words
from plandesk.desktop.desk import Desk
from plandesk.desktop.look.boxes import CalmBox
from plandesk.desktop.look.look import Look
from plandesk.desktop.look.words import button, label, rule, set_kind
from plandesk.desktop.plans.changes import change_target, change_unit, put_baseline, put_benchmark
from plandesk.desktop.plans.drafts import OPS, Draft, NotReadyError, Wanted, op_word, wanted
from plandesk.desktop.plans.facts import FactsGrid
from plandesk.desktop.plans.gaps import Footing, compares_outside
from plandesk.desktop.plans.known import PlanSteps, indicator_facts
from plandesk.desktop.plans.outline import TargetLine
from plandesk.desktop.plans.tree import valid_words


class IndicatorForm(QWidget):
    """``left`` when the keyboard goes back to the tree, ``revised`` with a target's indicator and first year."""

    left = Signal()
    revised = Signal(str, int)

    def __init__(self, desk: Desk, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._look = look
        self._line: TargetLine | None = None
        self._footing = Footing(None, 0, "")
        self._clean: Draft | None = None
        self._drafts: dict[tuple[str, str], Draft] = {}
        self._steps = PlanSteps(desk)
        self._name, self._unit_label = label("", "card", wrap=True), label("", "hint")
        self._place, self._note = label("", "soft", wrap=True), label("", "soft", wrap=True)
        self.op, self.start, self.unit = CalmBox(), CalmBox(), CalmBox()
        self.value, self.stage, self.base, self.bench, self.reason = (QLineEdit() for _ in range(5))
        self._rows: dict[str, tuple[QWidget, ...]] = {}
        self.facts = FactsGrid(look)
        self._changes = [label("", "soft", wrap=True) for _ in range(6)]
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.addWidget(self._name, 1)
        head.addWidget(self._unit_label, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(head)
        column.addWidget(self._place)
        column.addWidget(rule())
        column.addLayout(self._fields())
        column.addWidget(self._note)
        column.addLayout(self._foot())
        column.addWidget(rule())
        column.addWidget(self.facts)
        self._changes_head = label(self.tr("改动记录"), "soft")
        column.addWidget(self._changes_head)
        for line in self._changes:
            column.addWidget(line)
        column.addStretch(1)

    def _fields(self) -> QGridLayout:
        for op in OPS:
            self.op.addItem(op_word(op), op)
        self.unit.setEditable(True)
        self.unit.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        names: tuple[tuple[QWidget, str], ...] = (
            (self.op, self.tr("目标方向")), (self.value, self.tr("目标值")), (self.stage, self.tr("阶段年份")),
            (self.start, self.tr("从哪年起算")), (self.base, self.tr("基期值")), (self.bench, self.tr("对照值")),
            (self.unit, self.tr("责任单位")), (self.reason, self.tr("改动理由")),
        )  # fmt: skip
        for widget, name in names:
            widget.setAccessibleName(name)
        self._target_unit, self._base_unit, self._base_from = (
            label("", "soft"),
            label("", "soft"),
            label("", "hint"),
        )
        self._bench_from = label("", "hint")
        self.reason.setPlaceholderText(self.tr("改目标值、责任单位、已填的基期要写理由，记入日志"))
        target = _in_a_row(self.op, self.value, self._target_unit, label(self.tr("阶段"), "soft"), self.stage)
        self._fixed = label("", wrap=True)
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(7)
        grid.setColumnStretch(1, 1)
        rows: tuple[tuple[str, str, QWidget], ...] = (
            ("target", self.tr("目标值"), target),
            ("fixed", self.tr("目标值"), self._fixed),
            ("start", self.tr("从哪年起"), self.start),
            ("base", self.tr("基期值"), _in_a_row(self.base, self._base_unit, self._base_from)),
            ("bench", self.tr("对照值"), _in_a_row(self.bench, self._bench_from)),
            ("unit", self.tr("责任单位"), self.unit),
            ("reason", self.tr("改动理由"), self.reason),
        )
        for number, (key, title, widget) in enumerate(rows):
            heading = label(title, "soft")
            heading.setFixedWidth(self._look.dp(76))
            grid.addWidget(heading, number, 0)
            grid.addWidget(widget, number, 1)
            self._rows[key] = (heading, widget)
            if key == "base":
                self._base_title = heading
        for field, width in (
            (self.value, 96),
            (self.stage, 64),
            (self.base, 96),
            (self.bench, 96),
            (self.op, 96),
        ):
            field.setFixedWidth(self._look.dp(width))
        return grid

    def _foot(self) -> QHBoxLayout:
        self.drop = button(self.tr("放弃"), self.give_up, name=self.tr("放弃改动"))
        self.keep = button(self.tr("保存改动  Ctrl+回车"), self.save, "primary", name=self.tr("保存改动"))
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addStretch(1)
        foot.addWidget(self.drop)
        foot.addWidget(self.keep)
        return foot

    def _connect(self) -> None:
        for field in (self.value, self.stage, self.base, self.bench, self.reason):
            field.textEdited.connect(self._typed)
            field.returnPressed.connect(self._enter)
        for box in (self.op, self.start):
            box.activated.connect(self._typed)
        self.unit.editTextChanged.connect(self._typed)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            action = QAction(self)
            action.setShortcut(QKeySequence(keys))
            action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            action.triggered.connect(self.save)
            self.addAction(action)

    # what is shown

    def show_line(self, line: TargetLine, footing: Footing) -> None:
        """Show a target's form; what was typed there and not saved is there again."""
        self.stash()
        self._line, self._footing = line, footing
        desk, target, indicator = self._desk, line.target, line.indicator
        self._name.setText(target.name)
        self._unit_label.setText(indicator.unit)
        parts = [
            self._place_words(line),
            target.scope or "",
            valid_words(target, desk.plan.period),
            target.remark or "",
        ]
        self._place.setText("，".join(part for part in parts if part))
        self._fill(line, footing)
        self.facts.show_facts(indicator_facts(indicator, desk.snapshot))
        changes = self._steps.of(indicator, target.name)
        self._changes_head.setVisible(bool(changes))
        for number, widget in enumerate(self._changes):
            widget.setText(changes[number] if number < len(changes) else "")
            widget.setVisible(number < len(changes))
        kept = self._drafts.pop((desk.plan_id, line.key), None)
        if kept is not None:
            self._put(kept)
        self._typed()

    def _place_words(self, line: TargetLine) -> str:
        placed = line.placed
        if placed.goal is not None:
            return self.tr("目标{no}，{summary}").format(no=placed.goal.no, summary=placed.goal.summary)
        if placed.measure is not None:
            return self.tr("措施{no}，{title}").format(no=placed.measure.no, title=placed.measure.title)
        return ""

    def _fill(self, line: TargetLine, footing: Footing) -> None:
        desk, target, indicator = self._desk, line.target, line.indicator
        snapshot = desk.snapshot
        plain = target.relative is None and target.op != "between"
        outside = compares_outside(target, snapshot)
        for key, there in (("target", plain), ("fixed", not plain), ("bench", outside)):
            for widget in self._rows[key]:
                widget.setVisible(there)
        words = target_words(target, indicator.unit, snapshot.library)
        self._fixed.setText(self.tr("{words}（{stage}年）").format(words=words, stage=target.stage_year))
        self._target_unit.setText(target.unit or (indicator.unit if target.value is not None else ""))
        self._base_title.setText(self.tr("{year}基期").format(year=footing.base_year))
        self._base_unit.setText(indicator.unit)
        entered = snapshot.baselines.get((desk.plan_id, indicator.code, footing.base_year))
        source = footing.base.source if footing.base is not None and entered is None else ""
        sources = {"observed": self.tr("填报的{year}年数值"), "document": self.tr("规划原文")}
        self._base_from.setText(sources.get(source, "").format(year=footing.base_year))
        self.base.setPlaceholderText(footing.base.shown if footing.base is not None else "")
        bench = snapshot.benchmarks.get((desk.plan_id, indicator.code, desk.year))
        relative = target.relative
        against = (relative.against or relative.words or "") if relative is not None else ""
        self._bench_from.setText(self.tr("{against}，{year}年").format(against=against, year=desk.year))
        self._offer_starts(target)
        self._offer_units(indicator.reporter)
        self._clean = Draft(
            target.op if plain else "", _text(target.value), str(target.stage_year), self._first_start(target),
            _text(entered.value if entered is not None else None),
            _text(bench.value if bench is not None else None), indicator.reporter, "",
        )  # fmt: skip
        self._put(self._clean)
        writable = not desk.file.read_only
        for field in (self.value, self.stage, self.base, self.bench, self.reason):
            field.setReadOnly(not writable)
        for box in (self.op, self.start, self.unit):
            box.setEnabled(writable)

    def _first_start(self, target: Target) -> int:
        """The year a change counts from unless another is chosen: the one shown, after all sealed years."""
        first, last = self._desk.plan.period
        sealed = [year for year, state in self._desk.snapshot.years.items() if state.sealed]
        start = max([self._desk.year, first, target.valid_from or first, *(year + 1 for year in sealed)])
        return min(start, target.valid_to or last)

    def _offer_starts(self, target: Target) -> None:
        first, last = (
            target.valid_from or self._desk.plan.period[0],
            target.valid_to or self._desk.plan.period[1],
        )
        sealed = [year for year, state in self._desk.snapshot.years.items() if state.sealed and year >= first]
        self.start.clear()
        for year in range(max([first, *(year + 1 for year in sealed)]), last + 1):
            words = self.tr("从{year}年起，以前年份仍按原目标") if year > first else self.tr("整个规划期")
            self.start.addItem(words.format(year=year), year)

    def _offer_units(self, unit: str) -> None:
        units = sorted({i.reporter for i in self._desk.snapshot.library.by_code.values()})
        self.unit.blockSignals(True)
        self.unit.clear()
        self.unit.addItems(units)
        self.unit.setEditText(unit)
        self.unit.blockSignals(False)

    # drafts

    def draft(self) -> Draft:
        """What stands in the fields."""
        return Draft(
            str(self.op.currentData() or ""), self.value.text().strip(), self.stage.text().strip(),
            int(self.start.currentData() or 0), self.base.text().strip(), self.bench.text().strip(),
            self.unit.currentText().strip(), self.reason.text().strip(),
        )  # fmt: skip

    def _put(self, draft: Draft) -> None:
        self.op.setCurrentIndex(self.op.findData(draft.op))
        self.start.setCurrentIndex(max(0, self.start.findData(draft.start)))
        self.value.setText(draft.value)
        self.stage.setText(draft.stage)
        self.base.setText(draft.base)
        self.bench.setText(draft.bench)
        self.reason.setText(draft.reason)
        if self.unit.currentText() != draft.unit:
            self.unit.setEditText(draft.unit)

    @property
    def dirty(self) -> bool:
        """Whether anything is typed that the file does not hold."""
        return self._clean is not None and not self.draft().same(self._clean)

    def stash(self) -> None:
        """Keep what is typed and not saved, for when this target is shown again."""
        if self._line is not None and self.dirty:
            self._drafts[(self._desk.plan_id, self._line.key)] = self.draft()

    def forget(self) -> None:
        """Another file: drafts and line are of the old one."""
        self._drafts.clear()
        self._line, self._clean = None, None

    def give_up(self) -> None:
        """Back to what the file holds."""
        if self._clean is not None:
            self._put(self._clean)
            self._typed()
            self.left.emit()

    # saving

    def _typed(self, *_: object) -> None:
        dirty = self.dirty
        for widget in self._rows["start"]:
            widget.setVisible(self._target_changed())
        why = ""
        if dirty:
            try:
                self._wanted()
            except NotReadyError as problem:
                why = str(problem)
        self._note.setText(why)
        set_kind(self._note, "warn" if why else "soft")
        self._note.setVisible(bool(why))
        self.keep.setEnabled(dirty and not why and not self._desk.file.read_only)
        self.drop.setEnabled(dirty)

    def _target_changed(self) -> bool:
        return self._clean is not None and bool(self._clean.op) and not self.draft().same_target(self._clean)

    def _wanted(self) -> Wanted:
        """What is to be written. Raises NotReadyError."""
        line, clean = self._line, self._clean
        if line is None or clean is None:
            raise NotReadyError("")
        return wanted(self.draft(), clean, line.target, line.indicator, self._desk.plan.period)

    def save(self) -> None:
        """Write what differs, each kind of change as one step of the log."""
        line, clean, now = self._line, self._clean, self.draft()
        if line is None or clean is None or not self.keep.isEnabled():
            return
        asked = self._wanted()
        desk, code, year = self._desk, line.indicator.code, self._footing.base_year
        start = now.start if now.start > (line.target.valid_from or desk.plan.period[0]) else None
        done: list[ChangeSet | None] = []
        self._clean = None  # what is written comes back as what the file holds
        if asked.target is not None:
            done.append(change_target(desk, line.placed, asked.target, start, now.reason))
        if now.unit != clean.unit:
            done.append(change_unit(desk, code, now.unit, now.reason))
        if now.base != clean.base:
            done.append(put_baseline(desk, code, year, asked.base, now.reason))
        if now.bench != clean.bench:
            done.append(put_benchmark(desk, code, asked.bench))
        if all(done):
            if start is not None and asked.target is not None:
                self.revised.emit(code, start)
            self.left.emit()
            desk.said.emit(self.tr("已保存，Ctrl+Z 撤销"), "good")
        else:
            self._clean = clean
            self._put(now)
            self._typed()

    # keys

    def start_typing(self) -> None:
        """Put the keyboard into the field that waits for something, else into the first."""
        fields: tuple[QLineEdit, ...] = (self.value, self.base, self.bench, self.reason)
        if self._footing.missing:
            fields = (self.base if self._footing.missing == "baseline" else self.bench, *fields)
        for field in fields:
            if field.isVisibleTo(self) and field.isEnabled():
                field.setFocus()
                field.selectAll()
                return

    def _enter(self) -> None:
        """Enter saves where all is said; where the reason is missing it goes there."""
        if self.keep.isEnabled():
            self.save()
        elif self.dirty:
            self.reason.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
            return
        super().keyPressEvent(event)


def _text(value: Decimal | None) -> str:
    return canonical(value) if value is not None else ""


def _in_a_row(*widgets: QWidget) -> QWidget:
    made = QWidget()
    row = QHBoxLayout(made)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(8)
    for widget in widgets:
        row.addWidget(widget)
    row.addStretch(1)
    return made
