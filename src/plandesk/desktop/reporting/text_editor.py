"""A part of a report that the clerk writes herself, in place of the preview; today's draft below it."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from plandesk.desktop.look.look import Look
from plandesk.desktop.look.sign_label import SignLabel
from plandesk.desktop.look.words import button, label, panel

if TYPE_CHECKING:
    from plandesk.core.papers.free_texts import FreeText


class TextEditor(QWidget):
    """``kept`` with the text and what is to stand for it; ``left`` when the clerk is done without a change."""

    kept = Signal(object, str)
    left = Signal()

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._given: FreeText | None = None
        self._heading = label("", "heading")
        self._about = label("", "soft", wrap=True)
        self.body = QPlainTextEdit()
        self.body.setTabChangesFocus(True)
        self._draft_title = label(self.tr("按现有数据起草的文字"), "soft")
        self.draft = QPlainTextEdit()
        self.draft.setReadOnly(True)
        self.draft.setTabChangesFocus(True)
        self.draft.setAccessibleName(self.tr("按现有数据起草的文字"))
        self.keep = button(self.tr("保存  Ctrl+Enter"), self.save, "primary", name=self.tr("保存"))
        self.again = button(self.tr("恢复草稿"), self.bring_draft_back)
        self.leave = button(self.tr("取消  Esc"), self.give_up, name=self.tr("取消"))
        self.holds = button(self.tr("文字仍然有效"), self.say_it_holds, "link")
        self._stale = self._stale_bar(look)
        self._lay_out()
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            self._key(keys, self.save)
        self._key("Esc", self.give_up)

    def _key(self, keys: str, act: Callable[[], object]) -> None:
        made = QShortcut(QKeySequence(keys), self, act)
        made.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)

    def _stale_bar(self, look: Look) -> QFrame:
        box = panel()
        row = QHBoxLayout(box)
        row.setContentsMargins(12, 4, 8, 4)
        row.setSpacing(8)
        row.addWidget(SignLabel(look, "slightly_off", "warn", "paper"))
        row.addWidget(label(self.tr("写好之后数据有变动，请对照下面的新草稿。"), "", wrap=True), 1)
        row.addWidget(self.holds)
        return box

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self._heading)
        column.addWidget(self._about)
        column.addWidget(self._stale)
        column.addWidget(self.body, 3)
        column.addWidget(self._draft_title)
        column.addWidget(self.draft, 2)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        for widget in (self.keep, self.again, self.leave):
            foot.addWidget(widget)
        foot.addStretch(1)
        column.addLayout(foot)

    def show_text(self, given: "FreeText", name: str, *, read_only: bool) -> None:
        """Begin with what stands on paper now."""
        self._given = given
        self._heading.setText(name)
        self._about.setText(
            self.tr("文件只读，只能看。")
            if read_only
            else self.tr("一行是一段。清空后保存，就恢复为按数据起草的文字。")
        )
        self._stale.setVisible(given.stale)
        self.body.setPlainText(given.text)
        self.body.setReadOnly(read_only)
        self.body.setAccessibleName(name)
        self.draft.setPlainText(given.draft)
        self.draft.setVisible(given.edited)
        self._draft_title.setVisible(given.edited)
        for widget in (self.keep, self.holds):
            widget.setEnabled(not read_only)
        self.again.setEnabled(given.edited and not read_only)
        self.body.setFocus()

    @property
    def changed(self) -> bool:
        """Whether something was typed that is not kept yet."""
        return self._given is not None and self.body.toPlainText().strip() != self._given.text.strip()

    def save(self) -> None:
        """Keep what was typed."""
        if self._given is None or self.body.isReadOnly():
            return
        if self.changed:
            self.kept.emit(self._given, self.body.toPlainText())
        else:
            self.left.emit()

    def say_it_holds(self) -> None:
        """The text still holds for the figures as they are now."""
        if self._given is not None:
            self.kept.emit(self._given, self.body.toPlainText())

    def bring_draft_back(self) -> None:
        """The draft stands again."""
        if self._given is not None:
            self.kept.emit(self._given, "")

    def give_up(self) -> None:
        """Leave what stands as it is."""
        self.left.emit()

    def forget(self) -> None:
        """Nothing is being edited."""
        self._given = None
