"""督办单 in 怎么判定的: opened from the warnings, answered, closed. Every step is one of the log and can be undone."""

from collections.abc import Callable
from datetime import date, timedelta

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from plandesk.core.days import day_words, read_day
from plandesk.core.follow_ups import answered, closed, opened, state_of, warned
from plandesk.core.judging import Judgement
from plandesk.core.member_units import units
from plandesk.core.problems import KnownProblem
from plandesk.core.records import FollowUp
from plandesk.desktop.desk import Desk
from plandesk.desktop.judging.follow_marks import (
    FOLLOW_MARKS,
    follow_up_of,
    follow_ups_of,
    line_of,
    other_line,
)
from plandesk.desktop.judging.follow_up_forms import OpeningForm, OutcomeForm
from plandesk.desktop.look.look import Look
from plandesk.desktop.look.sign_label import SignLabel
from plandesk.desktop.look.words import button, label, set_kind

_DAYS_TO_REPLY = 30


class FollowUpBlock(QWidget):
    """``shown`` with the part to be brought into sight, ``left`` when the keyboard goes back to the panel."""

    shown = Signal(QWidget)
    left = Signal()

    def __init__(self, desk: Desk, look: Look) -> None:
        super().__init__()
        self._desk = desk
        self._judgement: Judgement | None = None
        self._warned: Judgement | None = None
        self._record: FollowUp | None = None
        self._sign = SignLabel(look, "doing", "ink2", "paper")
        self._state, self._about = label(""), label("", "soft", wrap=True)
        self._said = label("", wrap=True)
        self._others = label("", "hint", wrap=True)
        self.open_button = button(self.tr("开督办单…  F8"), self.start, name=self.tr("开督办单"))
        self.opening = OpeningForm(look)
        self.reply = OutcomeForm(look, self.tr("回复"), self.tr("回复日期"), self.tr("存回复"))
        self.effect = OutcomeForm(look, self.tr("效果"), self.tr("办结日期"), self.tr("办结"))
        head, column = QHBoxLayout(), QVBoxLayout(self)
        head.setSpacing(6)
        head.addWidget(label(self.tr("督办单"), "soft"))
        head.addWidget(self._sign)
        head.addWidget(self._state)
        head.addStretch(1)
        head.addWidget(self.open_button)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addLayout(head)
        for widget in (self._about, self._said, self.opening, self.reply, self.effect, self._others):
            column.addWidget(widget)
        self.opening.hide()
        self.opening.kept.connect(self._open)
        self.opening.dropped.connect(self._drop)
        self.reply.kept.connect(lambda text, day: self._take(self.reply, answered, text, day))
        self.effect.kept.connect(lambda text, day: self._take(self.effect, closed, text, day))
        desk.closed.connect(self._forget)

    # what is shown

    @property
    def has_keyboard(self) -> bool:
        """Whether the keyboard is in one of its fields or on its buttons."""
        focused = self.window().focusWidget()
        return focused is not None and self.isAncestorOf(focused)

    @property
    def verb(self) -> str:
        """What F8 does now; "" where there is nothing to do."""
        if self._desk.file.read_only or self.isHidden():
            return ""
        if self._record is not None and not self._record.closed_on:
            return self.tr("记办结") if self._record.replied_on else self.tr("记回复")
        return self.tr("开督办单") if self._warned is not None else ""

    def show_judgement(self, judgement: Judgement | None) -> None:
        """The 督办单 of the judged indicator in the year judged, and whether one can be opened."""
        same = judgement is not None and self._judgement is not None and (
            (judgement.indicator, judgement.year) == (self._judgement.indicator, self._judgement.year)
        )  # fmt: skip
        self._judgement = judgement
        if judgement is None or judgement.indicator is None:
            self._record = self._warned = None
            self.hide()
            return
        desk = self._desk
        self._warned = self._warning_of(judgement)
        self._record = record = follow_up_of(judgement, desk.plan_id, desk.snapshot)
        every = follow_ups_of(judgement, desk.plan_id, desk.snapshot)
        others = [f for f in every if f != record]
        self._others.setText("\n".join(other_line(f, self._today, desk.words) for f in others))
        self._others.setVisible(bool(others))
        open_now = record is not None and not record.closed_on
        writable = not desk.file.read_only
        self.open_button.setVisible(self._warned is not None and not open_now)
        self.open_button.setEnabled(writable)
        if not same or open_now:
            self.opening.hide()
        self._show_record(record, writable)
        self.setVisible(bool(every) or self._warned is not None)

    def _show_record(self, record: FollowUp | None, writable: bool) -> None:
        for widget in (self._sign, self._state, self._about):
            widget.setVisible(record is not None)
        running = record is not None and not record.closed_on
        self.reply.setVisible(running)
        self.effect.setVisible(running)
        self._said.setVisible(record is not None and not running)
        if record is None:
            return
        state = state_of(record, self._today)
        mark = FOLLOW_MARKS[state]
        self._sign.show_sign(mark.sign, mark.ink, "paper")
        word = self._desk.words.say(f"follow_up.state.{state}")
        self._state.setText(self.tr("{number}号  {state}").format(number=record.number, state=word))
        set_kind(self._state, mark.ink if mark.ink in ("good", "warn", "bad") else "soft")
        self._about.setText(line_of(record, self._today))
        self._said.setText("\n".join(self._outcome(record)))
        today = self._today.isoformat()
        self.reply.show_kept(record.number, record.reply, record.replied_on or today, writable=writable)
        self.effect.show_kept(record.number, record.effect, record.closed_on or today, writable=writable)

    def _outcome(self, record: FollowUp) -> tuple[str, str]:
        reply = (
            self.tr("{day}回复：{text}").format(day=day_words(record.replied_on), text=record.reply)
            if record.replied_on
            else self.tr("没有回复。")
        )
        effect = self.tr("{day}办结：{text}").format(day=day_words(record.closed_on), text=record.effect)
        return reply, effect

    @property
    def _today(self) -> date:
        return self._desk.now().date()

    def _warning_of(self, judgement: Judgement) -> Judgement | None:
        if judgement.indicator is None:
            return None
        try:
            return warned([self._desk.evaluation()], judgement.indicator)[1]
        except KnownProblem:
            return None

    # writing

    def start(self) -> None:
        """F8: into the reply, else the effect, of a running 督办单; without one the form that opens one."""
        if not self.verb:
            return
        if self._record is not None and not self._record.closed_on:
            form = self.effect if self._record.replied_on else self.reply
            form.start()
            self.shown.emit(form)
            return
        indicator = self._warned.indicator if self._warned is not None else None
        if indicator is None:
            return
        due = self._today + timedelta(days=_DAYS_TO_REPLY)
        offered = dict.fromkeys([indicator.reporter, *units(self._desk.snapshot)])
        self.opening.show()
        self.opening.start(tuple(offered), indicator.reporter, due.isoformat())
        self.shown.emit(self.opening)

    def save(self) -> None:
        """Ctrl+Enter: keep the form the keyboard is in."""
        focused = self.window().focusWidget()
        for form in (self.opening, self.reply, self.effect):
            if focused is not None and form.isAncestorOf(focused):
                form.save()
                return

    def _open(self, unit: str, due: str) -> None:
        judgement, desk = self._warned, self._desk
        if judgement is None or judgement.indicator is None:
            return
        try:
            made = opened(
                desk.snapshot, desk.plan_id, judgement, unit=unit, on=self._today, due=_day(due)
            )  # fmt: skip
        except KnownProblem as problem:
            self.opening.complain(desk.words.problem(problem))
            self.shown.emit(self.opening)
            return
        log = desk.words.say(
            "log.follow_up_opened", number=made.number, indicator=judgement.indicator.name, year=made.year
        )
        if desk.record([made], origin="typed", label=log) is not None:
            self._kept(self.tr("督办单{number}号已开，Ctrl+Z 撤销").format(number=made.number))

    def _take(
        self, form: OutcomeForm, act: Callable[[FollowUp, str, date], FollowUp], text: str, day: str
    ) -> None:
        record, desk = self._record, self._desk
        if record is None:
            return
        try:
            made = act(record, text, _day(day))
        except KnownProblem as problem:
            form.complain(desk.words.problem(problem))
            self.shown.emit(form)
            return
        key = "follow_up_closed" if form is self.effect else "follow_up_answered"
        log = desk.words.say(f"log.{key}", number=made.number)
        if desk.record([made], origin="typed", label=log) is not None:
            done = self.tr("已办结，Ctrl+Z 撤销") if form is self.effect else self.tr("已记回复，Ctrl+Z 撤销")
            self._kept(done)

    def _kept(self, sentence: str) -> None:
        self.left.emit()
        self.shown.emit(self)
        self._desk.said.emit(sentence, "good")

    def _drop(self) -> None:
        self.opening.hide()
        self.left.emit()

    def _forget(self) -> None:
        self._judgement = self._warned = self._record = None
        self.reply.forget()
        self.effect.forget()
        self.opening.hide()


def _day(text: str) -> date:
    try:
        return read_day(text)
    except ValueError:
        raise KnownProblem("bad_day", text=text) from None
