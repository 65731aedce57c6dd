"""The card at the right of the grid, in a fixed order so that the eye learns it (ui.md part 5)."""

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from plandesk.core.entry_sheet import SheetRow
from plandesk.core.figures import cell_words
from plandesk.core.findings import Finding
from plandesk.core.indicator import Indicator
from plandesk.core.plan import Target
from plandesk.core.quantity import canonical, printed
from plandesk.core.records import CellKey, Observation
from plandesk.core.target_words import target_words
from plandesk.desktop.actions.typing import explain
from plandesk.desktop.change_words import changes_words
from plandesk.desktop.desk import Desk
from plandesk.desktop.entry.card.finding_block import FindingBlock
from plandesk.desktop.entry.card.series import series_of
from plandesk.desktop.entry.lines import FigureLine
from plandesk.desktop.look.chart import SeriesChart
from plandesk.desktop.look.look import Look
from plandesk.desktop.look.words import label, rule
from plandesk.store.national import NationalFigure

_CHANGES_SHOWN = 5
CHART_HEIGHT = 124


class IndicatorCard(QScrollArea):
    """``left`` when Esc or a saved explanation gives the keyboard back to the cell."""

    left = Signal()

    def __init__(
        self,
        desk: Desk,
        look: Look,
        national: Mapping[str, tuple[NationalFigure, ...]],
        national_targets: Mapping[str, Target],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._desk = desk
        self._look = look
        self._national = national
        self._national_targets = national_targets
        self._line: FigureLine | None = None
        self._drafts: dict[tuple[str, CellKey], str] = {}
        self._blocks: list[FindingBlock] = []
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._body = QWidget()
        self._body.setObjectName("paper")
        self.setWidget(self._body)
        self._column = QVBoxLayout(self._body)
        self._column.setContentsMargins(14, 12, 14, 12)
        self._column.setSpacing(7)
        self._build()
        look.changed.connect(self._fit)
        self._fit()

    def _build(self) -> None:
        self._name, self._unit = label("", "card", wrap=True), label("", "hint")
        self._place, self._target = label("", "soft", wrap=True), label("", wrap=True)
        self._abroad = label("", "soft", wrap=True)
        self._definition, self._hint = label("", "soft", wrap=True), label("", "soft", wrap=True)
        self._formula, self._judged = label("", wrap=True), label("", "soft", wrap=True)
        self.chart = SeriesChart(self._look, CHART_HEIGHT)
        head = QHBoxLayout()
        head.addWidget(self._name, 1)
        head.addWidget(self._unit, 0, Qt.AlignmentFlag.AlignTop)
        column = self._column
        column.addLayout(head)
        for words in (self._place, self._target, self._abroad):
            column.addWidget(words)
        self._upper = QVBoxLayout()
        column.addLayout(self._upper)
        for widget in (rule(), self._definition, self._hint, self._formula):
            column.addWidget(widget)
        column.addWidget(self.chart)
        column.addWidget(self._judged)
        self._lower = QVBoxLayout()
        for layout in (self._upper, self._lower):
            layout.setSpacing(8)
        column.addLayout(self._lower)
        self._changes_head = label(self.tr("本格变动"), "soft")
        column.addWidget(self._changes_head)
        self._changes = [label("", "soft", wrap=True) for _ in range(_CHANGES_SHOWN)]
        for line in self._changes:
            column.addWidget(line)
        column.addStretch(1)

    def _fit(self) -> None:
        self.chart.set_tall(CHART_HEIGHT)

    def set_chart_height(self, height: int) -> None:
        """The chart is taller on wide windows."""
        self.chart.set_tall(height)

    # what is shown

    def show_line(self, line: FigureLine | None) -> None:
        """Show an indicator's row (its total or one of its cells); None keeps an empty card."""
        self._line = line
        self._body.setVisible(line is not None)
        if line is None:
            self._clear_findings()
            return
        key = line.key(self._desk.year)
        snapshot = self._desk.snapshot
        now = snapshot.observations.get(key)
        self._show_head(line.row, key)
        _put(self._formula, formula_words(line.row.indicator, now))
        self.chart.show_series(series_of(line.row, key, snapshot))
        judgement = None if line.cell else self._desk.judgement(line.row.indicator.code)
        _put(self._judged, judgement.summary if judgement else "")
        self._show_findings(key)
        self._show_changes(key)

    def _show_head(self, row: SheetRow, key: CellKey) -> None:
        indicator = row.indicator
        words = cell_words(key.cell)
        self._name.setText(f"{indicator.name}（{words}）" if words else indicator.name)
        self._unit.setText(indicator.unit)
        goal = (
            self.tr("目标") + row.goal.no
            if row.goal
            else self.tr("措施") + str(row.measure.no if row.measure else "")
        )
        scopes = "、".join(dict.fromkeys(t.scope for t in row.targets if t.scope))
        now = self._desk.snapshot.observations.get(key)
        sample = self.tr("示例数") if now is not None and now.origin == "sample" else ""
        self._place.setText("，".join(part for part in (goal, indicator.reporter, scopes, sample) if part))
        stages = "，".join(
            f"{target_words(t, indicator.unit, self._desk.snapshot.library)}（{t.stage_year}年）"
            for t in row.targets
        )
        _put(self._target, self.tr("目标") + f"  {stages}" if stages and not key.cell else "")
        _put(self._abroad, self._national_words(indicator))
        _put(self._definition, self.tr("口径") + f"  {indicator.definition}")
        _put(self._hint, self.tr("注意") + f"  {indicator.hint}" if indicator.hint else "")

    def _national_words(self, indicator: Indicator) -> str:
        said = []
        known = [f for f in self._national.get(indicator.code, ()) if f.year <= self._desk.year]
        if known:
            value = printed(known[-1].value, indicator.decimals)
            said.append(self.tr("全国") + f"  {value}（{known[-1].year}年）")
        target = self._national_targets.get(indicator.code)
        if target is not None:
            said.append(self.tr("国纲") + f"  {target_words(target)}（{target.stage_year}年）")
        return "\u3000".join(said)

    # findings

    def _clear_findings(self) -> None:
        for block in self._blocks:
            block.hide()
            block.deleteLater()
        self._blocks = []

    def _show_findings(self, key: CellKey) -> None:
        found = sorted(self._desk.findings().at(key), key=lambda f: not f.open)
        if [b.finding for b in self._blocks] == list(found):
            return
        focused = any(b.editor is not None and b.editor.hasFocus() for b in self._blocks)
        self._clear_findings()
        state = self._desk.snapshot.years.get(key.year)
        writable = not self._desk.file.read_only and not (state is not None and state.sealed)
        for finding in found:
            draft = self._drafts.get((finding.rule, finding.address), "")
            block = FindingBlock(finding, draft, self._look, writable=writable)
            block.explained.connect(self._explain)
            block.left.connect(self.left)
            block.drafted.connect(lambda text, f=finding: self._draft(f, text))
            self._blocks.append(block)
            self._lower.addWidget(block)
            block.show()  # a hidden block would be left out of what is measured next
        self._raise_if_below_fold()
        if focused:
            self.left.emit()

    def _raise_if_below_fold(self) -> None:
        """The findings stand at the foot, unless the clerk would have to scroll to see them."""
        self._column.activate()
        wanted = self._column.totalHeightForWidth(self.viewport().width())
        if wanted > self.viewport().height():
            for block in self._blocks:
                self._lower.removeWidget(block)
                self._upper.addWidget(block)

    def _draft(self, finding: Finding, text: str) -> None:
        self._drafts[(finding.rule, finding.address)] = text

    def _explain(self, explanation: object) -> None:
        assert hasattr(explanation, "rule")
        block = self.sender()
        if explain(self._desk, explanation) is not None and isinstance(block, FindingBlock):  # type: ignore[arg-type]
            self._drafts.pop((block.finding.rule, block.finding.address), None)
        self.left.emit()

    def write_explanation(self) -> bool:
        """F8: into the first open explanation, else the first one; whether there is any."""
        with_editor = [b for b in self._blocks if b.editor is not None]
        wanted = next((b for b in with_editor if b.finding.open), with_editor[0] if with_editor else None)
        if wanted is None or wanted.editor is None:
            return False
        wanted.editor.setFocus()
        self.ensureWidgetVisible(wanted)
        return True

    # history

    def _show_changes(self, key: CellKey) -> None:
        lines = changes_words(
            self._desk.file.history(key.indicator, limit=20), key, self._desk, _CHANGES_SHOWN
        )
        self._changes_head.setVisible(bool(lines))
        for place, line in enumerate(self._changes):
            _put(line, lines[place] if place < len(lines) else "")


def _put(widget: QLabel, text: str) -> None:
    widget.setText(text)
    widget.setVisible(bool(text))


def formula_words(indicator: Indicator, now: Observation | None) -> str:
    """The formula with this year's figures: 18240 ÷ 25475 × 100% = 71.60%; the parts' names where one is missing."""
    if not indicator.has_parts or indicator.base is None:
        return ""
    base = "100%" if indicator.unit == "%" else canonical(indicator.base)
    times = "" if indicator.base == 1 else f" × {base}"
    if now is None or now.numerator is None or now.denominator is None or now.value is None:
        return f"{indicator.numerator} ÷ {indicator.denominator}{times}"
    unit = "%" if indicator.unit == "%" else ""
    result = printed(now.value, indicator.decimals)
    return f"{canonical(now.numerator)} ÷ {canonical(now.denominator)}{times} = {result}{unit}"
