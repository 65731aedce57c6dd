"""怎么判定的: the sentence for the leader, the chart, the numbered steps, warnings, the other methods."""

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from plandesk.core.judging import EarlyWarning, Judgement, MethodVerdict, SideBySide, side_by_side
from plandesk.core.target_words import target_words
from plandesk.desktop.desk import Desk
from plandesk.desktop.judging.alerts import ALERT_MARKS, alert_word, level_word, worst_first
from plandesk.desktop.judging.follow_up import FollowUpBlock
from plandesk.desktop.judging.lines import JudgedLine
from plandesk.desktop.judging.series import judged_series
from plandesk.desktop.judging.targets import goal_title, place_words
from plandesk.desktop.look.chart import SeriesChart
from plandesk.desktop.look.look import Look
from plandesk.desktop.look.sign_label import SignLabel
from plandesk.desktop.look.words import button, label, rule, set_kind

CHART_HEIGHT, LOW_CHART, WIDE_CHART = 150, 110, 190


class StepList(QFrame):
    """Numbered sentences, one below the other with rules between."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.setObjectName("panel")
        self._look = look
        self._rows: list[tuple[QWidget, QLabel]] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(1, 1, 1, 1)
        self._column.setSpacing(0)

    def show_steps(self, steps: Sequence[str]) -> None:
        """Show these steps."""
        while len(self._rows) < len(steps):
            self._add()
        for number, (row, words) in enumerate(self._rows):
            row.setVisible(number < len(steps))
            if number < len(steps):
                words.setText(steps[number])
        self.setVisible(bool(steps))

    def _add(self) -> None:
        row = QWidget()
        column = QVBoxLayout(row)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        if self._rows:
            column.addWidget(rule())
        line = QHBoxLayout()
        line.setContentsMargins(10, 4, 8, 4)
        line.setSpacing(8)
        number = label(str(len(self._rows) + 1), "hint")
        number.setFixedWidth(self._look.dp(18))
        line.addWidget(number, 0, Qt.AlignmentFlag.AlignTop)
        words = label("", wrap=True)
        line.addWidget(words, 1)
        column.addLayout(line)
        self._column.addWidget(row)
        self._rows.append((row, words))


class HowPanel(QScrollArea):
    """``left`` when Esc gives the keyboard back to the list, ``stepped`` by PgUp and PgDn.

    ``entry_wanted`` when the figure is to be looked at, ``assess_wanted`` when the goal is to be assessed.
    """

    left = Signal()
    entry_wanted = Signal()
    assess_wanted = Signal()
    stepped = Signal(int)

    def __init__(self, desk: Desk, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._look = look
        self._line: JudgedLine | None = None
        self._folded = False
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setObjectName("panelfocus")
        self.setAccessibleName(self.tr("怎么判定的"))
        self._body = QWidget()
        self._body.setObjectName("paper")
        self.setWidget(self._body)
        self._column = QVBoxLayout(self._body)
        self._column.setContentsMargins(16, 12, 16, 12)
        self._column.setSpacing(8)
        self._build()

    def _build(self) -> None:
        look = self._look
        head, name, target = QHBoxLayout(), QHBoxLayout(), QHBoxLayout()
        head.addWidget(label(self.tr("怎么判定的"), "soft"))
        head.addStretch(1)
        head.addWidget(label(self.tr("PgUp PgDn 换项"), "hint"))
        self._name = label("", "card", wrap=True)
        self._sign = SignLabel(look, "no_data", "ink2", "paper")
        self._word = label("")
        name.setSpacing(6)
        name.addWidget(self._name, 1)
        verdict = QWidget()
        inner = QHBoxLayout(verdict)
        inner.setContentsMargins(0, 1, 0, 0)
        inner.setSpacing(5)
        inner.addWidget(self._sign)
        inner.addWidget(self._word)
        name.addWidget(verdict, 0, Qt.AlignmentFlag.AlignTop)
        self._target, self._unit = label("", "soft", wrap=True), label("", "soft")
        target.addWidget(self._target, 1)
        target.addWidget(self._unit, 0, Qt.AlignmentFlag.AlignTop)
        self._place = label("", "hint", wrap=True)
        sentence = QFrame()
        sentence.setObjectName("sentence")
        self._sentence = label("", wrap=True)
        inside = QVBoxLayout(sentence)
        inside.setContentsMargins(12, 8, 10, 8)
        inside.addWidget(self._sentence)
        self.chart = SeriesChart(look, CHART_HEIGHT)
        self.steps = StepList(look)
        column = self._column
        for row in (head, name, target):
            column.addLayout(row)
        for widget in (self._place, sentence, self.chart, self.steps):
            column.addWidget(widget)
        self._alerts_head = label(self.tr("预警"), "soft")
        self._alerts = QVBoxLayout()
        self._alerts.setSpacing(4)
        self._methods_head = label(self.tr("其他方法"), "soft")
        self._methods = label("", "soft", wrap=True)
        self._disagreement = label("", wrap=True)
        column.addWidget(self._alerts_head)
        column.addLayout(self._alerts)
        self.follow_up = FollowUpBlock(self._desk, look)
        column.addWidget(self.follow_up)
        self.follow_up.left.connect(self.setFocus)
        self.follow_up.shown.connect(self._bring)
        self._sought: QWidget | None = None
        self._seek = QTimer(self)
        self._seek.setSingleShot(True)
        self._seek.timeout.connect(self._into_sight)
        for widget in (self._methods_head, self._methods, self._disagreement):
            column.addWidget(widget)
        column.addStretch(1)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        self.to_entry = button(self.tr("去填报  Ctrl+回车"), self.entry_wanted.emit, name=self.tr("去填报"))
        self.to_goal = button(self.tr("去自评"), self.assess_wanted.emit)
        self.copy_button = button(self.tr("复制判定过程  Ctrl+C"), self.copy, name=self.tr("复制判定过程"))
        foot.addWidget(self.to_entry)
        foot.addWidget(self.to_goal)
        foot.addWidget(self.copy_button)
        foot.addStretch(1)
        column.addLayout(foot)

    # what is shown

    def _bring(self, part: QWidget) -> None:
        """Scroll to a part as soon as it has its place."""
        self._sought = part
        self._seek.start(0)

    def _into_sight(self) -> None:
        # wrapped words know their height only once everything is laid out
        QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)
        for part in (self.follow_up, self._sought):
            if part is not None and part.isVisible():
                self.ensureWidgetVisible(part, 0, self._look.dp(8))

    def set_chart_height(self, height: int) -> None:
        """Another height of the chart, at 13 px."""
        self.chart.set_tall(height)

    def fold_methods(self, folded: bool) -> None:
        """On low windows the other methods stand in one line."""
        if folded != self._folded:
            self._folded = folded
            self.show_line(self._line)

    def show_line(self, line: JudgedLine | None) -> None:
        """Show how a line of the list was judged; None leaves the panel empty."""
        self._line = line
        writing = self.follow_up.has_keyboard
        self.follow_up.show_judgement(line.judgement if line is not None else None)
        if writing and not self.follow_up.has_keyboard:
            self.setFocus()
        self._body.setVisible(line is not None)
        if line is None:
            return
        judgement = line.judgement
        target, indicator = judgement.target, judgement.indicator
        self._name.setText(judgement.name if target is not None else goal_title(judgement))
        self._sign.show_sign(line.mark.sign, line.mark.ink, "paper")
        self._word.setText(line.word)
        set_kind(self._word, line.mark.ink if line.mark.ink in ("good", "warn", "bad") else "soft")
        _put(self._target, self._target_words(judgement))
        self._unit.setText(indicator.reporter if indicator is not None else "")
        domain = judgement.domain.name if judgement.domain is not None else ""
        _put(self._place, place_words(judgement) if target is not None else domain)
        self._sentence.setText(judgement.summary)
        self.chart.show_series(
            judged_series(judgement, self._desk.plan, self._desk.snapshot, self._desk.faults())
        )
        self.steps.show_steps(judgement.steps)
        self._show_alerts(judgement.alerts)
        self._show_methods(self._beside(judgement))
        self.to_entry.setVisible(indicator is not None)
        self.to_goal.setVisible(indicator is None)
        self.verticalScrollBar().setValue(0)

    def _target_words(self, judgement: Judgement) -> str:
        target, indicator = judgement.target, judgement.indicator
        if target is None or indicator is None:
            return ""
        words = target_words(target, indicator.unit, self._desk.snapshot.library)
        unit = indicator.unit if target.value is not None and target.relative is None else ""
        scope = f"，{target.scope}" if target.scope else ""
        return self.tr("目标  {words}{unit}（{stage}年）{scope}").format(
            words=words, unit=unit, stage=target.stage_year, scope=scope
        )

    def _beside(self, judgement: Judgement) -> SideBySide | None:
        desk = self._desk
        return side_by_side(desk.snapshot, desk.plan, judgement, desk.faults(), words=desk.words)

    def _show_alerts(self, alerts: Sequence[EarlyWarning]) -> None:
        while self._alerts.count():
            item = self._alerts.takeAt(0)
            old = item.widget() if item is not None else None
            if old is not None:
                old.hide()
                old.deleteLater()
        self._alerts_head.setVisible(bool(alerts))
        for alert in worst_first(alerts):
            self._alerts.addWidget(self._alert(alert))

    def _alert(self, alert: EarlyWarning) -> QWidget:
        mark = ALERT_MARKS[alert.level]
        made = QWidget()
        row = QHBoxLayout(made)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        row.addWidget(SignLabel(self._look, mark.sign, mark.ink, "paper"), 0, Qt.AlignmentFlag.AlignTop)
        words = f"{level_word(alert.level)}  {alert_word(alert.code)}"
        row.addWidget(
            label(words, mark.ink if mark.ink in ("bad", "warn") else "soft"), 0, Qt.AlignmentFlag.AlignTop
        )
        row.addWidget(label(alert.reason, "soft", wrap=True), 1)
        return made

    def _show_methods(self, beside: SideBySide | None) -> None:
        others = [m for m in beside.methods if m.method != "weather"] if beside is not None else []
        self._methods_head.setVisible(bool(others))
        joint = "；" if self._folded else "\n"
        _put(self._methods, joint.join(_method_words(m, short=self._folded) for m in others))
        agree = self.tr("各法没有不一致的结论。") if others else ""
        _put(self._disagreement, (beside.disagreement if beside is not None else None) or agree)

    # copying

    def text(self) -> str:
        """What the panel says, as text to be pasted elsewhere."""
        line = self._line
        if line is None:
            return ""
        judgement = line.judgement
        name = judgement.name if judgement.target is not None else goal_title(judgement)
        steps = [f"{number}. {step}" for number, step in enumerate(judgement.steps, start=1)]
        alerts = [
            f"{level_word(a.level)}  {alert_word(a.code)}：{a.reason}" for a in worst_first(judgement.alerts)
        ]
        head = f"{self._desk.snapshot.region.name}  {judgement.year}年  {name}  {line.word}"
        return "\n".join((head, judgement.summary, *steps, *alerts))

    def copy(self) -> None:
        """Put the text into the clipboard and say so."""
        if self._line is not None:
            QGuiApplication.clipboard().setText(self.text())
            self._desk.said.emit(self.tr("判定过程已复制，可粘贴到文档中。"), "")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
            event.accept()
            return
        if event.key() in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown):
            self.stepped.emit(1 if event.key() == Qt.Key.Key_PageDown else -1)
            return
        super().keyPressEvent(event)


def _put(widget: QLabel, text: str) -> None:
    widget.setText(text)
    widget.setVisible(bool(text))


def _method_words(method: MethodVerdict, *, short: bool) -> str:
    """The method's verdict with its last reason; where it keeps silent the reason is the whole answer."""
    if method.verdict == "cannot_tell":
        return method.steps[-1] if method.steps and not short else f"{method.name}：{method.word}。"
    reason = method.steps[-1] if method.steps and not short else ""
    return f"{method.name}：{method.word}。{reason}"
