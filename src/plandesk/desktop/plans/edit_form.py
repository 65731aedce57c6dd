"""One form for every change to a plan's shape: named fields, a reason, a line that says what is missing or will happen."""

import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QCheckBox,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from plandesk.core.explaining import too_short
from plandesk.core.indicator import Form
from plandesk.core.plan import Plan
from plandesk.core.records import Record
from plandesk.desktop.desk import Desk
from plandesk.desktop.look.boxes import CalmBox
from plandesk.desktop.look.look import Look
from plandesk.desktop.look.words import button, label, rule, set_kind
from plandesk.desktop.plans.drafts import NotReadyError
from plandesk.desktop.plans.pick import IndicatorPick

Values = Mapping[str, str]
_PAUSE = 160
_LINE, _TEXT = 200, 2000
_UNSEEN = dict.fromkeys((0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF, 0xAD))
REASON = "reason"


@dataclass(frozen=True, slots=True)
class Field:
    """A field of a form. ``shown`` says for which values it matters; ``most`` is how many indicators it takes."""

    key: str
    title: str
    kind: Literal["line", "text", "choice", "flag", "pick", "file"] = "line"
    choices: Sequence[tuple[str, str]] = ()
    hint: str = ""
    shown: Callable[[Values], bool] = lambda _: True
    most: int = 1


@dataclass(frozen=True, slots=True)
class Step:
    """What saving writes: one step of the log."""

    label: str
    plans: tuple[Plan, ...] = ()
    forms: tuple[Form, ...] = ()
    records: tuple[Record, ...] = ()
    goes_to: str = ""


@dataclass(frozen=True, slots=True)
class Task:
    """One thing to be done in the form. ``make`` raises NotReadyError with the sentence of what is missing.

    ``first`` names the field the keyboard starts in, where it is not the first one.
    """

    title: str
    fields: tuple[Field, ...]
    make: Callable[[Values], Step]
    values: Values = field(default_factory=dict)
    said: str = ""
    preview: Callable[[Values], str] = lambda _: ""
    first: str = ""
    asks_reason: bool = True


class EditForm(QWidget):
    """``saved`` with the ``Step`` that was written, ``left`` when the keyboard goes back to the list."""

    saved = Signal(object)
    left = Signal()

    def __init__(self, desk: Desk, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._look = desk, look
        self.choose_file: Callable[[], str] = str
        self.task: Task | None = None
        self.inputs: dict[str, QWidget] = {}
        self._titles: dict[str, QLabel] = {}
        self._title, self._said = label("", "card", wrap=True), label("", "soft", wrap=True)
        self._note, self._preview = label("", "warn", wrap=True), label("", "soft", wrap=True)
        self._place = QVBoxLayout()
        self._grid: QWidget | None = None
        self._about = ("", "")
        # reading a whole plan or all forms strictly takes longer than a frame: it waits for a pause in typing
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE)
        self._pause.timeout.connect(self._judge)
        self.drop = button(self.tr("放弃  Esc"), self.left.emit, name=self.tr("放弃"))
        self.keep = button(self.tr("保存  Ctrl+回车"), self.save, "primary", name=self.tr("保存"))
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addStretch(1)
        foot.addWidget(self.drop)
        foot.addWidget(self.keep)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 14, 16, 14)
        column.setSpacing(8)
        for widget in (self._title, self._said, rule()):
            column.addWidget(widget)
        column.addLayout(self._place)
        column.addWidget(self._preview)
        column.addWidget(self._note)
        column.addLayout(foot)
        column.addStretch(1)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            action = QAction(self)
            action.setShortcut(QKeySequence(keys))
            action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            action.triggered.connect(self.save)
            self.addAction(action)

    def begin(self, task: Task) -> None:
        """Show another task, the keyboard in its first field."""
        self.task = task
        self._about = (self._desk.snapshot.file_id, self._desk.plan_id)
        self._title.setText(task.title)
        self._said.setText(task.said)
        self._said.setVisible(bool(task.said))
        if self._grid is not None:
            self._grid.hide()
            self._grid.deleteLater()
        self.inputs, self._titles = {}, {}
        self._grid = QWidget()
        grid = QGridLayout(self._grid)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(7)
        grid.setColumnStretch(1, 1)
        asks = task.asks_reason
        words = self.tr("如文件名和文号，记入日志") if asks else self.tr("可不填")
        reason = Field(REASON, self.tr("改动理由") if asks else self.tr("备注"), hint=words)
        for row, each in enumerate((*task.fields, reason)):
            made = self._input(each, task.values.get(each.key, ""))
            made.setAccessibleName(each.title)
            if isinstance(made, IndicatorPick | FileLine):
                made.line.setAccessibleName(each.title)
            heading = label("" if each.kind == "flag" else each.title, "soft")
            heading.setFixedWidth(self._look.dp(80))
            heading.setContentsMargins(0, self._look.dp(5), 0, 0)
            grid.addWidget(heading, row, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(made, row, 1)
            self.inputs[each.key], self._titles[each.key] = made, heading
        self._place.addWidget(self._grid)
        self._typed()
        self.settle()

    def start(self) -> None:
        """Put the keyboard into the first field."""
        named = self.inputs.get(self.task.first) if self.task is not None else None
        first = named if named is not None and named.isVisibleTo(self) else None
        first = first or next((w for w in self.inputs.values() if w.isVisibleTo(self)), None)
        if first is not None:
            first.setFocus()
            if isinstance(first, QLineEdit):
                first.selectAll()

    def _input(self, each: Field, value: str) -> QWidget:
        made: QWidget
        if each.kind == "choice":
            made = CalmBox()
            for key, words in each.choices:
                made.addItem(words, key)
            made.setCurrentIndex(max(0, made.findData(value)))
            made.currentIndexChanged.connect(self._typed)
        elif each.kind == "flag":
            made = QCheckBox(each.title)
            made.setChecked(value == "1")
            made.toggled.connect(self._typed)
        elif each.kind == "text":
            made = QPlainTextEdit(value)
            made.setTabChangesFocus(True)
            made.setFixedHeight(self._look.dp(58))
            made.setPlaceholderText(each.hint)
            made.textChanged.connect(self._typed)
        elif each.kind == "pick":
            made = IndicatorPick(self._look, self._desk.snapshot.library, each.most)
            made.choose(value.split())
            made.changed.connect(self._typed)
            made.settled.connect(self.focusNextChild)
        elif each.kind == "file":
            made = FileLine(value, each.hint, self.choose_file)
            made.line.textChanged.connect(self._typed)
            made.line.returnPressed.connect(self._enter)
        else:
            made = QLineEdit(value)
            made.setPlaceholderText(each.hint)
            made.textEdited.connect(self._typed)
            made.returnPressed.connect(self._enter)
        return made

    def values(self) -> dict[str, str]:
        """What stands in the fields."""
        return {key: _value(widget) for key, widget in self.inputs.items()}

    def _typed(self, *_: object) -> None:
        task = self.task
        if task is None:
            return
        values = self.values()
        for each in task.fields:
            there = each.shown(values)
            self.inputs[each.key].setVisible(there)
            self._titles[each.key].setVisible(there)
        self._pause.start()

    def settle(self) -> None:
        """Judge what is typed now, without waiting for a pause."""
        if self._pause.isActive():
            self._pause.stop()
            self._judge()

    def _judge(self) -> None:
        task = self.task
        if task is None or not self._desk.is_open:
            return
        values = self.values()
        why = self._why_not(values)
        changed = values != {key: task.values.get(key, "") for key in values}
        self._note.setText(why if changed else "")
        self._note.setVisible(bool(why) and changed)
        set_kind(self._note, "warn")
        told = task.preview(values)
        self._preview.setText(told)
        self._preview.setVisible(bool(told))
        self.keep.setEnabled(not why)

    def _why_not(self, values: Values) -> str:
        if self.task is None or self._desk.file.read_only:
            return self.tr("文件只读，不能改。")
        if self._about != (self._desk.snapshot.file_id, self._desk.plan_id):
            return self.tr("已换了规划。按 Esc 放弃，或换回原来的规划。")
        if unfit := self._unfit(values):
            return unfit
        try:
            self.task.make(values)
        except NotReadyError as fault:
            return str(fault)
        except (ValueError, KeyError, StopIteration):
            # undone or changed elsewhere meanwhile: what the form is about is no longer there
            return self.tr("这一处已有别的改动。按 Esc 后重新打开再改。")
        if self.task.asks_reason and too_short(values[REASON]):
            return self.tr("写明改动理由，至少4个字，才能保存。")
        return ""

    def _unfit(self, values: Values) -> str:
        """What no file, form or page can take: signs that are none, names as long as a paragraph."""
        for each in (
            *(self.task.fields if self.task is not None else ()),
            Field(REASON, self.tr("改动理由")),
        ):
            if each.kind not in ("line", "text", "file"):
                continue
            text, longest = values[each.key], _LINE if each.kind == "line" else _TEXT
            if any(unicodedata.category(sign) in ("Cc", "Cs") and sign != "\n" for sign in text):
                return self.tr("{name}里有看不见的控制符。请删去重写。").format(name=each.title)
            if len(text) > longest:
                return self.tr("{name}有{count}个字，最多{most}个。请写短些。").format(
                    name=each.title, count=len(text), most=longest
                )
        return ""

    def save(self) -> None:
        """Write the step; what the file refuses is said in the line, and everything typed stays."""
        self._pause.stop()
        self._judge()  # the plan may have changed since
        if self.task is None or not self.keep.isEnabled():
            return
        step = self.task.make(self.values())
        done = self._desk.revise(plans=step.plans, forms=step.forms, records=step.records, label=step.label)
        if done is None:
            return
        self._pause.stop()
        self.saved.emit(step)
        self._desk.said.emit(self.tr("已保存，Ctrl+Z 撤销"), "good")

    def _enter(self) -> None:
        """Enter goes to the next field; in the reason it saves."""
        if self.inputs[REASON].hasFocus():
            self.settle()
            if self.keep.isEnabled():
                self.save()
        else:
            self.focusNextChild()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
            return
        super().keyPressEvent(event)


class FileLine(QWidget):
    """A file's path: typed, pasted or chosen (the button, or F4 in the line)."""

    def __init__(self, path: str, hint: str, choose: Callable[[], str]) -> None:
        super().__init__()
        self._choose = choose
        self.line = QLineEdit(path)
        self.line.setPlaceholderText(hint)
        self.button = button(self.tr("选择…  F4"), self.take, name=self.tr("选择文件"))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        row.addWidget(self.line, 1)
        row.addWidget(self.button)
        self.setFocusProxy(self.line)

    def take(self) -> None:
        """Ask for a file; none chosen leaves what stands there."""
        chosen = self._choose()
        if chosen:
            self.line.setText(chosen)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_F4:
            self.take()
            return
        super().keyPressEvent(event)


def _value(widget: QWidget) -> str:
    if isinstance(widget, CalmBox):
        return str(widget.currentData() or "")
    if isinstance(widget, QCheckBox):
        return "1" if widget.isChecked() else ""
    if isinstance(widget, FileLine):
        return widget.line.text().strip()
    if isinstance(widget, QPlainTextEdit):
        return _plain(widget.toPlainText())
    if isinstance(widget, IndicatorPick):
        return " ".join(widget.codes)
    return _plain(widget.text()) if isinstance(widget, QLineEdit) else ""


def _plain(text: str) -> str:
    """Without what copying from documents brings along unseen: two names that look the same are the same."""
    return text.translate(_UNSEEN).strip()
