"""The 审核 page: a live list, never a button to start checking."""

from PySide6.QtCore import QPoint, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QInputMethodEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QApplication,
    QButtonGroup,
    QComboBox,
    QHBoxLayout,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from plandesk.core.changes import ChangeSet
from plandesk.core.explaining import too_short
from plandesk.core.findings import Finding
from plandesk.core.records import CellKey, Explanation
from plandesk.desktop.actions.typing import explain
from plandesk.desktop.checks.explain_line import ExplainLine
from plandesk.desktop.checks.lines import (
    SHOWN,
    CheckFilter,
    CheckLine,
    FlagLine,
    Shown,
    check_lines,
    counts_of,
    flag_lines,
)
from plandesk.desktop.checks.model import NOTE_COLUMN, ChecksModel
from plandesk.desktop.desk import Desk
from plandesk.desktop.look.look import Look
from plandesk.desktop.look.table import DeskTable
from plandesk.desktop.look.words import button, label
from plandesk.desktop.page import Page, StatusText, page_action
from plandesk.desktop.plan_words import audience_word, domains_of_indicators


class ChecksTable(DeskTable):
    """``typed`` with a text or an input method's event that starts an explanation."""

    typed = Signal(str)
    composed = Signal(object)

    def __init__(self, model: ChecksModel, look: Look) -> None:
        super().__init__(look, row=28)
        self._checks = model
        self.setAccessibleName(self.tr("审核结果"))
        self.setModel(model)
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled)
        model.modelReset.connect(self.lay_rows)

    def lay_rows(self) -> None:
        """Span the heads; rows whose sentences need more lines are taller."""
        self.clearSpans()
        for row in self._checks.heads():
            self.setSpan(row, 0, 1, self._checks.columnCount())
        line = self.look.metrics(13).height()
        for row in range(self._checks.rowCount()):
            lines = max((self._lines_of(row, column) for column in (1, 2, NOTE_COLUMN)), default=1)
            tall = self.look.dp(28) if lines <= 1 else round(lines * line) + self.look.dp(10)
            self.setRowHeight(row, tall)

    def _lines_of(self, row: int, column: int) -> int:
        if self._checks.finding(row) is None:
            return 1
        text = self._checks.look_at(row, column).text
        room = max(40, self.columnWidth(column) - self.look.dp(18))
        bounds = self.look.metrics(13).boundingRect(
            QRectF(0, 0, room, 1000), int(Qt.TextFlag.TextWordWrap), text
        )
        return max(1, round(bounds.height() / self.look.metrics(13).height()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.lay_rows()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        plain = not event.modifiers() & (
            Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
        )
        if plain and event.text().strip() and event.text().isprintable():
            self.typed.emit(event.text())
            return
        super().keyPressEvent(event)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        if event.preeditString() or event.commitString():
            self.composed.emit(event)


class ChecksPage(Page):
    """Filters, list, explanations in place. ``print_wanted`` for 审核单 on paper."""

    key = "checks"
    print_wanted = Signal()

    def __init__(self, desk: Desk, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._look = look
        self._findings: tuple[Finding, ...] = ()
        self._begun: dict[tuple[str, CellKey], str] = {}
        self._back: Finding | CellKey | None = None
        self.model = ChecksModel(self)
        self.table = ChecksTable(self.model, look)
        self.editor = ExplainLine(self.table.viewport())
        self._summary = label("", "soft")
        self._elsewhere = button("", self._other_plan, "link")
        self._empty = label("", wrap=True)
        self._empty.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._chips: dict[Shown, QPushButton] = {}
        self._group = QButtonGroup(self)
        self.domains, self.units = QComboBox(), QComboBox()
        self.print = button(
            self.tr("打印审核单… Ctrl+P"), self.print_wanted.emit, "tool", name=self.tr("打印审核单")
        )
        self.approve = button(self.tr("标为已审核…"), self._approve, "tool", name=self.tr("标为已审核"))
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(16)
        head.addWidget(label(self.tr("审核"), "title"))
        head.addWidget(self._summary)
        head.addWidget(self._elsewhere)
        head.addStretch(1)
        tools = QHBoxLayout()
        tools.setSpacing(8)
        self._labels = [label(self.tr("显示"), "soft")]
        tools.addWidget(self._labels[0])
        titles = {
            "all": self.tr("全部"), "error": self.tr("强制性"), "open": self.tr("待说明"),
            "explained": self.tr("已说明"), "blank": self.tr("空格"), "flagged": self.tr("待跟进"),
        }  # fmt: skip
        for shown in SHOWN:
            chip = button(titles[shown], self._filter, "chip")
            chip.setCheckable(True)
            chip.setProperty("title", titles[shown])
            self._chips[shown] = chip
            self._group.addButton(chip)
            tools.addWidget(chip)
        self._chips["all"].setChecked(True)
        for name, box in ((self.tr("领域"), self.domains), (self.tr("单位"), self.units)):
            tools.addSpacing(4)
            self._labels.append(label(name, "soft"))
            tools.addWidget(self._labels[-1])
            box.setAccessibleName(name)
            box.activated.connect(lambda _: self._filter())
            tools.addWidget(box)
        tools.addStretch(1)
        tools.addWidget(self.print)
        tools.addWidget(self.approve)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 10, 12, 10)
        column.setSpacing(8)
        column.addLayout(head)
        column.addLayout(tools)
        column.addWidget(self.table, 1)
        column.addWidget(self._empty, 1)

    def _connect(self) -> None:
        self.table.chosen.connect(self._jump_from)
        self.table.doubleClicked.connect(lambda index: self._jump_from(index.row()))
        self.table.typed.connect(self._write)
        self.table.composed.connect(self._compose)
        self.table.row_changed.connect(lambda _: self._tell())
        self.editor.saved.connect(self._save)
        self.editor.left.connect(self.table.setFocus)
        page_action(self, self.tr("写说明"), "F8", lambda: self._write(None))
        page_action(self, self.tr("下一条未办"), "F7", lambda: self._step(1))
        page_action(self, self.tr("上一条未办"), "Shift+F7", lambda: self._step(-1))
        page_action(self, self.tr("打印审核单"), "Ctrl+P", self.print_wanted.emit)

    # what is shown

    def refresh(self) -> None:
        desk = self._desk
        snapshot, plan = desk.snapshot, desk.plan
        self._domains = domains_of_indicators(plan, snapshot)
        gaps = desk.checker.required_gaps(snapshot, desk.year)
        everything = (*desk.findings().all, *gaps)
        self._findings = tuple(f for f in everything if f.indicator in self._domains)
        self._offer(self.domains, self.tr("全部领域"), list(dict.fromkeys(self._domains.values())))
        flags = [f for f in self._flags(CheckFilter()) if isinstance(f, FlagLine)]
        codes = {*(f.indicator for f in self._findings), *(f.key.indicator for f in flags)}
        units = sorted({snapshot.indicator(code).reporter for code in codes})
        self._offer(self.units, self.tr("全部责任单位"), units)
        counts = counts_of(self._findings) | {"flagged": len(flags)}
        for shown, chip in self._chips.items():
            chip.setText(f"{chip.property('title')} {counts[shown]}")
            chip.setAccessibleName(chip.text())
        self._summary.setText(self.tr("{year}年，{plan}").format(year=desk.year, plan=audience_word(plan)))
        state = snapshot.years.get(desk.year)
        done = state is not None and (state.sealed or state.stage == "checked")
        self.approve.setEnabled(not done and not desk.file.read_only)
        self._tell_elsewhere(everything)
        self._filter()

    def _flags(self, chosen: CheckFilter) -> list[CheckLine]:
        return list(flag_lines(self._desk.snapshot, self._desk.year, self._domains, chosen))

    def _tell_elsewhere(self, everything: tuple[Finding, ...]) -> None:
        """What stands open in the other plan: a link that goes there."""
        others = [p for p in self._desk.snapshot.plans if p.id != self._desk.plan_id]
        self._elsewhere.hide()
        for plan in others:
            domains = domains_of_indicators(plan, self._desk.snapshot)
            open_ones = [f for f in everything if f.open and f.kind != "required" and f.indicator in domains]
            if open_ones:
                words = self.tr("{plan}还有{count}条未办  Ctrl+T")
                self._elsewhere.setText(words.format(plan=audience_word(plan), count=len(open_ones)))
                self._elsewhere.setProperty("plan", plan.id)
                self._elsewhere.show()

    def _other_plan(self) -> None:
        self._desk.go_to(str(self._elsewhere.property("plan")), self._desk.year)

    def _offer(self, box: QComboBox, everything: str, names: list[str]) -> None:
        chosen = box.currentData()
        box.clear()
        box.addItem(everything, "")
        for name in names:
            box.addItem(name, name)
        box.setCurrentIndex(max(0, box.findData(chosen)))

    def _filter(self) -> None:
        row = self.table.currentIndex().row()
        here = self.model.finding(row) or self.model.address(row) or self._back
        chosen = CheckFilter(
            next(s for s, chip in self._chips.items() if chip.isChecked()),
            str(self.domains.currentData() or ""), str(self.units.currentData() or ""),
        )  # fmt: skip
        lines = [
            *check_lines(self._findings, self._domains, self._desk.snapshot, chosen),
            *self._flags(chosen),
        ]
        self.editor.hide()
        self.model.show(lines, self._desk.snapshot)
        self._say_if_empty(chosen)
        there = self._row_of(here)
        if there is None:
            there = next((r for r in range(self.model.rowCount()) if self.model.address(r) is not None), None)
        if there is not None:
            self.table.go(there)
        self._tell()

    def _row_of(self, here: Finding | CellKey | None) -> int | None:
        if here is None:
            return None
        return self.model.row_of_flag(here) if isinstance(here, CellKey) else self.model.row_of(here)

    def _say_if_empty(self, chosen: CheckFilter) -> None:
        nothing = self.model.rowCount() == 0
        self.table.setVisible(not nothing)
        self._empty.setVisible(nothing)
        if not nothing:
            return
        if chosen.shown == "flagged":
            words = self.tr("没有标为待跟进的格。在填报页按 Ctrl+B 标记。")
        elif chosen == CheckFilter():
            words = self.tr("审核{count}个指标，没有发现问题。").format(count=len(self._domains))
        else:
            words = self.tr("这样筛选没有结果。可改选全部。")
        self._empty.setText(words)

    def take_change(self, change: ChangeSet) -> None:
        self.refresh()

    def _tell(self) -> None:
        finding = self.model.finding(self.table.currentIndex().row())
        flagged = self.model.address(self.table.currentIndex().row())
        if finding is None and flagged is not None:
            name = self._desk.snapshot.indicator(flagged.indicator).name
            self.status.emit(
                StatusText(name, self.tr("待跟进"), ((self.tr("回车"), self.tr("跳到填报的那一格")),))
            )
            return
        if finding is None:
            keys = (("F7", self.tr("下一条未办")), ("Ctrl+P", self.tr("打印审核单")))
            self.status.emit(StatusText(self.tr("审核"), "", keys))
            return
        name = self._desk.snapshot.indicator(finding.indicator).name
        first = [(self.tr("回车"), self.tr("跳到填报的那一格"))]
        if finding.severity == "warning":
            first += [("F8", self.tr("写说明")), ("Ctrl+Enter", self.tr("保存并到下一条"))]
        self.status.emit(StatusText(name, "", (*first, ("F7", self.tr("下一条未办")))))

    # keys

    def _approve(self) -> None:
        """标为已审核: asked in the line under the top bar, which also says what still stands in the way."""
        self.settle()
        self.approve_wanted.emit()

    def _jump_from(self, row: int) -> None:
        key = self.model.address(row)
        if key is not None:
            self._back = self.model.finding(row) or key
            self.jump.emit(key, False)

    def _step(self, step: int) -> None:
        row = self.model.next_open(self.table.currentIndex().row(), step)
        if row is None:
            self._desk.said.emit(self.tr("没有未办的问题。"), "good")
        else:
            self.table.go(row)

    def _write(self, typed: str | None) -> bool:
        """Open the editor over the current row's 说明; typing replaces, F8 edits."""
        row = self.table.currentIndex().row()
        finding = self.model.finding(row)
        if finding is None or finding.severity != "warning" or self._desk.file.read_only:
            return False
        earlier = list(
            dict.fromkeys(
                e.text
                for e in self._desk.snapshot.explanations.values()
                if e.rule == finding.rule and e.text != finding.explanation
            )
        )
        begun = self._begun.pop((finding.rule, finding.address), "")
        text = typed if typed is not None else (begun or finding.explanation or finding.draft)
        here = self.table.visualRect(self.model.index(row, NOTE_COLUMN))
        tall = max(here.height(), self._look.dp(28))
        self.editor.open_at(
            QRect(QPoint(here.left(), here.top()), here.size().expandedTo(QRect(0, 0, 10, tall).size())),
            finding,
            text,
            earlier,
        )
        return True

    def _compose(self, event: QInputMethodEvent) -> None:
        if self._write(""):
            QApplication.sendEvent(self.editor, event)

    def _save(self, go_on: bool) -> None:
        finding, text = self.editor.finding, self.editor.text().strip()
        if finding is None:
            return
        if text and too_short(text):
            self._desk.said.emit(self.tr("说明太短。请写出原因，如“新增6个筛查点”。"), "bad")
            return
        self.editor.hide()
        record = Explanation(
            finding.rule, finding.indicator, finding.year, finding.cell, text, finding.fingerprint
        )
        explain(self._desk, record)
        self.table.setFocus()
        if go_on:
            row = self.model.next_open(self.table.currentIndex().row())
            if row is not None:
                self.table.go(row)
                self._write(None)

    def show_width(self, width: str, height: int) -> None:
        compact = width == "compact"
        self.table.hide_columns(("unit",) if compact else (), {"name": 176 if compact else 246})
        self.print.setText(self.tr("打印…") if compact else self.tr("打印审核单… Ctrl+P"))
        self.approve.setText(self.tr("已审核…") if compact else self.tr("标为已审核…"))
        for words in self._labels:
            words.setVisible(not compact)
        self.table.lay_rows()

    def settle(self) -> None:
        """Left half written: what is long enough is saved, what is not is kept for F8, and said."""
        finding, text = self.editor.finding, self.editor.text().strip()
        if self.editor.isVisible() and finding is not None and text:
            if too_short(text):
                self._begun[finding.rule, finding.address] = text
                self._desk.said.emit(
                    self.tr("说明“{text}”太短，还没有保存；回来按 F8 接着写。").format(text=text), "warn"
                )
            else:
                self._save(False)
        self.editor.hide()

    def enter(self) -> None:
        if self._back is not None:
            row = self._row_of(self._back)
            self._back = None
            if row is not None:
                self.table.go(row)
        self.table.setFocus()
        self._tell()
