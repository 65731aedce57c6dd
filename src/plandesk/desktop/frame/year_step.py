"""开始新年度, 审核通过, 封存, 更正已报年份: asked and answered in a line under the top bar, never in a box over the work."""

from collections.abc import Callable, Sequence
from typing import Literal

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLineEdit, QWidget

from plandesk.core.explaining import too_short
from plandesk.core.problems import KnownProblem
from plandesk.desktop.actions.years import (
    approve_year,
    is_sealed,
    reopen_year,
    seal_year,
    sealed_years,
    start_year,
    state_of,
    years_to_start,
)
from plandesk.desktop.desk import Desk
from plandesk.desktop.gate_list import open_points
from plandesk.desktop.look.boxes import CalmBox
from plandesk.desktop.look.look import Look
from plandesk.desktop.look.words import button, label, set_kind

Step = Literal["start", "approve", "seal", "reopen"]


class YearStep(QWidget):
    """Hidden until one of the four is asked for. Enter does it, Esc leaves with nothing changed.

    ``opening`` before it is shown: store what is being typed. ``left`` when the keyboard is to go back to the page.
    ``started`` with the year opened for entry, ``reopened`` with the year to be corrected; ``checks_wanted`` where
    something stands in the way of an approval.
    """

    opening = Signal()
    left = Signal()
    started = Signal(int)
    reopened = Signal(int)
    checks_wanted = Signal()

    def __init__(self, desk: Desk, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._look = desk, look
        self._step: Step = "seal"
        self._stopped = False
        self.setObjectName("notice")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._edge = QWidget()
        self._edge.setFixedWidth(3)
        self._title, self._words = label("", "heading"), label("", "soft", wrap=True)
        self.years = CalmBox()
        self.years.setAccessibleName(self.tr("年份"))
        self.years.activated.connect(lambda _: self._word())
        self.reason = QLineEdit()
        self.reason.setAccessibleName(self.tr("更正的原因"))
        self.reason.setPlaceholderText(self.tr("更正的原因，如：统计局更正活产数"))
        self.reason.textEdited.connect(lambda _: self._word())
        self.do = button("", self._do, "primary")
        self.cancel = button(self.tr("取消  Esc"), self.leave, name=self.tr("取消"))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 12, 0)
        row.setSpacing(10)
        row.addWidget(self._edge)
        row.addSpacing(2)
        row.addWidget(self._title)
        row.addWidget(self.years)
        row.addWidget(self._words, 3)
        row.addWidget(self.reason, 2)
        row.addWidget(self.do)
        row.addWidget(self.cancel)
        look.changed.connect(self._fit)
        desk.closed.connect(self.hide)
        desk.place_changed.connect(self.hide)
        self.hide()
        self._fit()

    def _fit(self) -> None:
        self._edge.setStyleSheet(f"background: {self._look.theme.roles['accent']};")
        self.years.setFixedWidth(self._look.dp(84))
        self.setFixedHeight(self._look.dp(48))

    @property
    def sentence(self) -> str:
        """What the line says."""
        return self._words.text()

    # what is asked

    def ask_start(self) -> None:
        """开始新年度…"""
        self._ask("start", self.tr("开始新年度"), years_to_start(self._desk), "")

    def offer_seal(self) -> None:
        """After 导出上报文件: the line is there, but the keyboard stays where it is; nothing is sealed by chance."""
        if not is_sealed(self._desk) and not self._desk.file.read_only:
            keyboard = QApplication.focusWidget()
            self.ask_seal()
            if keyboard is not None:
                keyboard.setFocus()

    def ask_approve(self) -> None:
        """审核通过…"""
        state = state_of(self._desk)
        refusal = ""
        if state.sealed:
            refusal = self.tr("{year}年已封存。").format(year=self._desk.year)
        elif state.stage == "checked":
            refusal = self.tr("{year}年已由{by}审核通过，之后没有改动。").format(
                year=self._desk.year, by=state.set_by
            )
        self._ask(
            "approve", self.tr("审核通过{year}年").format(year=self._desk.year), (self._desk.year,), refusal
        )

    def ask_seal(self) -> None:
        """封存本年…"""
        year = self._desk.year
        refusal = self.tr("{year}年已封存。").format(year=year) if is_sealed(self._desk) else ""
        self._ask("seal", self.tr("封存{year}年").format(year=year), (year,), refusal)

    def ask_reopen(self) -> None:
        """更正已报年份…"""
        years = sealed_years(self._desk)
        refusal = "" if years else self.tr("没有已封存的年份，可以直接改。")
        self._ask("reopen", self.tr("更正已报年份"), years, refusal)

    def _ask(self, step: Step, title: str, years: Sequence[int], refusal: str) -> None:
        if self._desk.file.read_only:
            refusal = self.tr("文件是只读的，不能改。")
        if refusal:
            self._desk.said.emit(refusal, "")
            return
        self.opening.emit()
        self._step = step
        self._title.setText(title)
        self.years.clear()
        for year in years:
            self.years.addItem(self.tr("{year}年").format(year=year), year)
        self.years.setVisible(step in ("start", "reopen"))
        self.reason.clear()
        self.reason.setVisible(step == "reopen")
        verbs = {"start": self.tr("开始填报"), "seal": self.tr("封存"), "reopen": self.tr("重开")}
        self._stopped = step == "approve" and open_points(self._desk).any
        approve = self.tr("去审核页") if self._stopped else self.tr("审核通过")
        self.do.setText(verbs.get(step, approve))
        self.do.setAccessibleName(title)
        self._word()
        self.show()
        (self.reason if step == "reopen" else self.do).setFocus()

    @property
    def _year(self) -> int:
        return int(self.years.currentData())

    def _word(self) -> None:
        """What the step will do to the year chosen."""
        set_kind(self._words, "soft")
        if self._step == "start":
            words = self.tr("{year}年为草稿，{before}年的数作对照，不照抄。").format(
                year=self._year, before=self._year - 1
            )
        elif self._step == "approve":
            words = self._approve_words()
        elif self._step == "seal":
            unchecked = state_of(self._desk).stage != "checked"
            hint = self.tr("还没有审核通过。") if unchecked else ""
            words = (self._open_words() or hint) + self.tr(
                "封存后数值和说明不能再改，也不能撤销；要改须写原因重开，并计一次更正。"
            )
        else:
            state = self._desk.snapshot.years.get(self._year)
            times = (state.corrections or 0) if state is not None else 0
            words = self.tr("这是第{times}次更正。原因记入变动记录，次数随上报文件报送。").format(
                times=times + 1
            )
        self._words.setText(words)

    def _approve_words(self) -> str:
        if self._stopped:
            return self._open_words() + self.tr("办完才能审核通过。")
        words = self.tr("没有未办的问题。记下审核人{by}和时间；以后数值或说明有改动，自动回到草稿。")
        return words.format(by=self._desk.file.by)

    def _open_words(self) -> str:
        points = open_points(self._desk)
        parts = [
            words.format(count=len(found))
            for words, found in (
                (self.tr("强制性错误{count}条"), points.errors),
                (self.tr("核实性说明{count}条"), points.warnings),
                (self.tr("定量目标的空格{count}个"), points.blanks),
            )
            if found
        ]
        return self.tr("还有{what}未办。").format(what="、".join(parts)) if parts else ""

    # answers

    def _do(self) -> None:
        acts: dict[Step, Callable[[], None]] = {
            "start": self._start, "approve": self._approve, "seal": self._seal, "reopen": self._reopen,
        }  # fmt: skip
        acts[self._step]()

    def _start(self) -> None:
        year = self._year
        if start_year(self._desk, year) is not None:
            self.hide()
            self.started.emit(year)

    def _approve(self) -> None:
        if self._stopped:
            self.hide()
            self.checks_wanted.emit()
            return
        try:
            done = approve_year(self._desk)
        except KnownProblem as problem:
            set_kind(self._words, "bad")
            self._words.setText(self._desk.words.problem(problem))
            return
        if done is not None:
            self.leave()
            words = self.tr("{year}年审核通过，审核人{by}。")
            self._desk.said.emit(words.format(year=self._desk.year, by=self._desk.file.by), "good")

    def _seal(self) -> None:
        year = self._year
        if seal_year(self._desk, year) is not None:
            self.leave()
            self._desk.said.emit(self.tr("{year}年已封存。").format(year=year), "good")

    def _reopen(self) -> None:
        year, reason = self._year, self.reason.text().strip()
        if too_short(reason):
            set_kind(self._words, "bad")
            self._words.setText(self.tr("原因太短。请写明改什么、为什么，如“统计局更正活产数”。"))
            self.reason.setFocus()
            return
        if reopen_year(self._desk, year, reason) is not None:
            self.hide()
            self.reopened.emit(year)
            self._desk.said.emit(self.tr("{year}年已重开，改完请重新上报并封存。").format(year=year), "good")

    def leave(self) -> None:
        """Nothing changes; the keyboard goes back to the page."""
        if self.isVisible():
            self.hide()
            self.left.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.leave()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if not self.cancel.hasFocus():
                self._do()
            else:
                self.leave()
        else:
            super().keyPressEvent(event)
