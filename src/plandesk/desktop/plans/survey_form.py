"""Who surveys a 缺项 by when, and how: three lines, kept together, taken away together."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLineEdit, QWidget

from plandesk.core.days import read_day
from plandesk.core.records import MissingItem
from plandesk.desktop.desk import Desk
from plandesk.desktop.look.look import Look
from plandesk.desktop.look.words import button, label, set_kind
from plandesk.desktop.plans.lacks import put_missing, remove_missing

Lines = tuple[str, str, str]


class SurveyForm(QWidget):
    """``done`` when something was written. What is typed and not kept waits while other rows are looked at."""

    done = Signal()

    def __init__(self, desk: Desk, look: Look) -> None:
        super().__init__()
        self._desk = desk
        self._code = ""
        self._held: Lines = ("", "", "")
        self._drafts: dict[str, Lines] = {}
        self.surveyor, self.due, self.how = QLineEdit(), QLineEdit(), QLineEdit()
        self.note = label("", "warn", wrap=True)
        self.keep = button(self.tr("存  Ctrl+回车"), self.save, "primary", name=self.tr("存调查安排"))
        self.remove = button(self.tr("取消安排"), self._remove)
        grid, foot = QGridLayout(self), QHBoxLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(7)
        grid.setColumnMinimumWidth(0, look.dp(58))
        grid.setColumnStretch(1, 1)
        self.due.setPlaceholderText(self.tr("如 2025-06-30"))
        self.how.setPlaceholderText(self.tr("可不填，如：年度抽样调查"))
        lines = (
            (self.tr("由谁调查"), self.surveyor),
            (self.tr("期限"), self.due),
            (self.tr("怎么调查"), self.how),
        )
        for row, (name, field) in enumerate(lines):
            field.setAccessibleName(name)
            field.textEdited.connect(lambda _: self._typed())
            grid.addWidget(label(name, "soft"), row, 0)
            grid.addWidget(field, row, 1)
        self.surveyor.returnPressed.connect(self.due.setFocus)
        self.due.returnPressed.connect(self.how.setFocus)
        self.how.returnPressed.connect(self.save)
        grid.addWidget(self.note, 3, 1)
        foot.setSpacing(8)
        foot.addWidget(self.remove)
        foot.addStretch(1)
        foot.addWidget(self.keep)
        grid.addLayout(foot, 4, 0, 1, 2)
        desk.closed.connect(self._forget)

    # what is shown

    def show_item(self, code: str, item: MissingItem | None) -> None:
        """Show what the file holds of an indicator."""
        held = (item.surveyor, item.due, item.how) if item is not None else ("", "", "")
        if code != self._code:
            self.stash()
            self._code, self._held = code, held
            self._put(self._drafts.pop(code, held))
        elif held != self._held:
            self._held = held
            self._put(held)
        writable = not self._desk.file.read_only
        for field in (self.surveyor, self.due, self.how):
            field.setReadOnly(not writable)
        self.remove.setVisible(item is not None)
        self.remove.setEnabled(writable)
        self._typed()

    def stash(self) -> None:
        """Keep what is typed and not saved, for when this indicator is shown again."""
        if self._code and self._dirty:
            self._drafts[self._code] = self._now()

    def _forget(self) -> None:
        self._drafts.clear()
        self._code = ""

    def _now(self) -> Lines:
        return self.surveyor.text().strip(), self.due.text().strip(), self.how.text().strip()

    @property
    def _dirty(self) -> bool:
        return self._now() != self._held

    def _put(self, lines: Lines) -> None:
        for field, text in zip((self.surveyor, self.due, self.how), lines, strict=True):
            field.setText(text)

    # writing

    def _why_not(self) -> str:
        surveyor, due, _ = self._now()
        if not surveyor:
            return self.tr("写明由谁调查，才能存。")
        if not due:
            return self.tr("写明期限，才能存。")
        try:
            read_day(due)
        except ValueError:
            return self._desk.words.say("problems.bad_day", text=due)
        return ""

    def _typed(self) -> None:
        why = self._why_not() if self._dirty else ""
        self.note.setText(why)
        set_kind(self.note, "warn")
        self.note.setVisible(bool(why))
        self.keep.setEnabled(self._dirty and not why and not self._desk.file.read_only)

    def save(self) -> None:
        """Write the three lines; where one is missing, go there."""
        if not self.keep.isEnabled():
            surveyor, due, _ = self._now()
            if self._dirty:
                (self.surveyor if not surveyor else self.due).setFocus()
            return
        surveyor, due, how = self._now()
        if put_missing(self._desk, self._code, surveyor, read_day(due).isoformat(), how) is not None:
            self._desk.said.emit(self.tr("已登记，Ctrl+Z 撤销"), "good")
            self.done.emit()

    def _remove(self) -> None:
        if remove_missing(self._desk, self._code) is not None:
            self._desk.said.emit(self.tr("已取消安排，Ctrl+Z 撤销"), "")
            self.done.emit()
