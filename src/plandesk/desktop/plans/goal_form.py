"""A goal without indicators: its self-assessment with evidence; other heads with what stands under them."""

import re

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from plandesk.core.records import Assessment
from plandesk.desktop.desk import Desk
from plandesk.desktop.look.boxes import CalmBox
from plandesk.desktop.look.look import Look
from plandesk.desktop.look.words import button, label, rule, set_kind
from plandesk.desktop.plans.changes import ANSWERS, assess
from plandesk.desktop.plans.outline import HeadLine

_FIELDS = ("文件", "日期", "单位")
_LABELLED = re.compile(r"^(文件|日期|单位|说明)：(.*)$")
_SHORTEST = 2


def joined(parts: dict[str, str]) -> str:
    """File, date, unit and a remark as the one text of evidence; a remark alone stands without its name."""
    given = {name: text.strip().replace("；", "，") for name, text in parts.items() if text.strip()}
    if list(given) == ["说明"]:
        return given["说明"]
    return "；".join(f"{name}：{text}" for name, text in given.items())


def parted(evidence: str) -> dict[str, str]:
    """The parts of an evidence; a text of another shape is all remark."""
    parts: dict[str, str] = {}
    for piece in evidence.split("；"):
        found = _LABELLED.match(piece.strip())
        if found is None or found[1] in parts:
            return {"说明": evidence}
        parts[found[1]] = found[2]
    return parts


class GoalForm(QWidget):
    """``left`` when the keyboard goes back to the tree."""

    left = Signal()

    def __init__(self, desk: Desk, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._look = look
        self._goal = ""
        self._held = ("", "")
        self._drafts: dict[tuple[str, str, int], tuple[str, str]] = {}
        self._key: tuple[str, str, int] | None = None
        self._name, self._kind = label("", "card", wrap=True), label("", "hint")
        self._place, self._text = label("", "soft", wrap=True), label("", wrap=True)
        self.answer = CalmBox()
        self.fields = {name: QLineEdit() for name in (*_FIELDS, "说明")}
        self._note, self._earlier = label("", "soft", wrap=True), label("", "soft", wrap=True)
        self._lay_out()

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.addWidget(self._name, 1)
        head.addWidget(self._kind, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(head)
        for widget in (self._place, rule(), self._text):
            column.addWidget(widget)
        self._own = QWidget()
        column.addWidget(self._own)
        column.addWidget(self._earlier)
        column.addStretch(1)
        grid = QGridLayout(self._own)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(7)
        grid.setColumnStretch(1, 1)
        hints = {
            "文件": self.tr("文件名或文号"), "日期": self.tr("发文或完成日期"), "单位": self.tr("提供依据的单位"),
            "说明": self.tr("可不填"),
        }  # fmt: skip
        self._year = label("", "soft")
        grid.addWidget(self._year, 0, 0)
        grid.addWidget(self.answer, 0, 1)
        self.answer.setAccessibleName(self.tr("自评"))
        for row, (name, field) in enumerate(self.fields.items(), start=1):
            field.setAccessibleName(name)
            field.setPlaceholderText(hints[name])
            field.textEdited.connect(self._typed)
            field.returnPressed.connect(self.focusNextChild)
            grid.addWidget(label(name, "soft"), row, 0)
            grid.addWidget(field, row, 1)
        grid.addWidget(self._note, 5, 1)
        self.keep = button(self.tr("保存自评  Ctrl+回车"), self.save, "primary", name=self.tr("保存自评"))
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(self.keep)
        grid.addLayout(foot, 6, 1)
        self.answer.addItem(self.tr("未自评"), "")
        words = {"yes": self.tr("已实现"), "partly": self.tr("部分实现"), "no": self.tr("未实现")}
        for answer in ANSWERS:
            self.answer.addItem(words[answer], answer)
        self.answer.activated.connect(self._typed)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            action = QAction(self)
            action.setShortcut(QKeySequence(keys))
            action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            action.triggered.connect(self.save)
            self.addAction(action)

    # what is shown

    def show_head(self, line: HeadLine, title: str, kind: str, facts: str) -> None:
        """Show a goal, a domain, a measure or the projects; only a goal without indicators can be assessed."""
        self.stash()
        goal, domain = line.goal, line.domain
        self._name.setText(title)
        self._kind.setText(kind)
        self._place.setText(domain.name if domain is not None and line.depth else "")
        self._place.setVisible(bool(self._place.text()))
        asked = goal is not None and domain is not None and not goal.targets
        own_words = goal.text or "" if goal is not None else ""
        ask = self.tr("定性目标，没有指标。填写自评和依据（文件、日期、单位）。") if asked else ""
        self._text.setText("\n".join(part for part in (own_words, facts, ask) if part))
        self._text.setVisible(bool(self._text.text()))
        self._own.setVisible(asked)
        self._earlier.hide()
        self._key = None
        if asked and goal is not None and domain is not None:
            self._show_assessment(f"{domain.no}.{goal.no}")

    def _show_assessment(self, goal: str) -> None:
        desk = self._desk
        self._goal = goal
        self._key = (desk.plan_id, goal, desk.year)
        held = desk.snapshot.assessments.get(self._key)
        self._held = (held.answer, held.evidence) if held is not None else ("", "")
        self._year.setText(self.tr("{year}年自评").format(year=desk.year))
        self._put(*self._drafts.pop(self._key, self._held))
        writable = self._writable()
        self.answer.setEnabled(writable)
        for field in self.fields.values():
            field.setReadOnly(not writable)
        earlier = sorted(
            (a for (plan, no, year), a in desk.snapshot.assessments.items()
             if (plan, no) == (desk.plan_id, goal) and year != desk.year and a.answer),
            key=lambda a: -a.year,
        )  # fmt: skip
        self._earlier.setText("\n".join(self._words(a) for a in earlier))
        self._earlier.setVisible(bool(earlier))
        self._typed()

    def _words(self, given: Assessment) -> str:
        word = self._desk.words.say(f"judging.assessment.{given.answer}")
        return self.tr("{year}年：{word}。{evidence}").format(
            year=given.year, word=word, evidence=given.evidence
        )

    def _writable(self) -> bool:
        state = self._desk.snapshot.years.get(self._desk.year)
        return not self._desk.file.read_only and not (state is not None and state.sealed)

    def _put(self, answer: str, evidence: str) -> None:
        self.answer.setCurrentIndex(self.answer.findData(answer))
        parts = parted(evidence) if evidence else {}
        for name, field in self.fields.items():
            field.setText(parts.get(name, ""))

    def _now(self) -> tuple[str, str]:
        evidence = joined({name: field.text() for name, field in self.fields.items()})
        return str(self.answer.currentData() or ""), evidence

    @property
    def dirty(self) -> bool:
        """Whether anything is typed that the file does not hold."""
        return self._key is not None and self._now() != self._held

    def stash(self) -> None:
        """Keep what is typed and not saved, for when this goal is shown again."""
        if self._key is not None and self.dirty:
            self._drafts[self._key] = self._now()

    def forget(self) -> None:
        """Another file: drafts are of the old one."""
        self._drafts.clear()
        self._key = None

    # saving

    def _why_not(self) -> str:
        answer, evidence = self._now()
        if answer and len(evidence) < _SHORTEST:
            return self.tr("写明依据（文件、日期、单位），才能保存。")
        if not answer and evidence:
            return self.tr("选已实现、部分实现或未实现，才能保存。")
        return ""

    def _typed(self, *_: object) -> None:
        why = self._why_not() if self.dirty else ""
        self._note.setText(why)
        set_kind(self._note, "warn" if why else "soft")
        self._note.setVisible(bool(why))
        self.keep.setEnabled(self.dirty and not why and self._writable())

    def save(self) -> None:
        """Write the self-assessment; 未自评 takes it away."""
        if self._key is None or not self.keep.isEnabled():
            return
        answer, evidence = self._now()
        key, self._key = self._key, None
        if assess(self._desk, self._goal, answer, evidence) is None:
            self._key = key
            return
        self.left.emit()
        self._desk.said.emit(self.tr("自评已保存，Ctrl+Z 撤销"), "good")

    def start_typing(self) -> bool:
        """Put the keyboard into the first field; whether there is one."""
        if self._own.isHidden():
            return False
        self.answer.setFocus()
        return True
