"""One finding on the card: what it says, what to do, and for a soft one the editor of its explanation."""

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from plandesk.core.explaining import too_short
from plandesk.core.findings import Finding
from plandesk.core.records import Explanation
from plandesk.desktop.look.look import Look
from plandesk.desktop.look.sign_label import SignLabel
from plandesk.desktop.look.words import button, label, set_kind

_TONES = {"error": "bad", "warning": "warn", "note": "note"}


class ExplanationEditor(QPlainTextEdit):
    """Two lines; Ctrl+Enter saves, Esc goes back with the draft kept, Tab moves on."""

    saved = Signal()
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTabChangesFocus(True)
        self.setAccessibleName(self.tr("审核说明"))
        self.setPlaceholderText(self.tr("写明原因，如：新增6个筛查点"))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.saved.emit()
        elif event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)


class FindingBlock(QFrame):
    """``explained`` with the Explanation to record; ``left`` when Esc goes back to the cell; ``drafted`` as typed."""

    explained = Signal(object)
    left = Signal()
    drafted = Signal(str)

    def __init__(
        self, finding: Finding, draft: str, look: Look, *, writable: bool, strip: bool = False
    ) -> None:
        super().__init__()
        self.finding = finding
        self._look = look
        self.setObjectName("finding")
        tone = _TONES[finding.severity]
        self.setProperty("tone", "note" if finding.severity == "warning" and not finding.open else tone)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 8, 12, 10)
        column.setSpacing(5)
        column.addLayout(self._head())
        column.addWidget(label(finding.message, wrap=True))
        if finding.advice:
            column.addWidget(label(finding.advice, "soft", wrap=True))
        self.editor: ExplanationEditor | None = None
        if finding.severity == "warning":
            self._add_editor(column, draft, writable)

    def _head(self) -> QHBoxLayout:
        finding = self.finding
        row = QHBoxLayout()
        row.setSpacing(6)
        if finding.severity == "error":
            sign, ink, words, soft = "error", "bad", self.tr("强制性  有误"), "bad_soft"
        elif finding.severity == "warning" and finding.open:
            sign, ink, words, soft = "open", "warn", self.tr("核实性  待说明"), "warn_soft"
        elif finding.severity == "warning":
            sign, ink, words, soft = "explained", "warn", self.tr("核实性  已说明"), "tint"
        else:
            sign, ink, words, soft = "note", "ink2", self.tr("提示性"), "tint"
        row.addWidget(SignLabel(self._look, sign, ink, soft))
        row.addWidget(label(words, {"bad": "bad", "warn": "warn"}.get(ink, "soft")))
        row.addStretch(1)
        if finding.severity == "warning":
            row.addWidget(label("F8", "soft"))
        return row

    def _add_editor(self, column: QVBoxLayout, draft: str, writable: bool) -> None:
        finding = self.finding
        editor = ExplanationEditor()
        editor.setPlainText(draft or finding.explanation or finding.draft)
        editor.setFixedHeight(self._look.dp(58))
        editor.setReadOnly(not writable)
        editor.saved.connect(self.save)
        editor.left.connect(self.left)
        editor.textChanged.connect(lambda: self.drafted.emit(editor.toPlainText()))
        editor.installEventFilter(self)
        column.addWidget(editor)
        self._complaint = label("", "bad", wrap=True)
        self._complaint.hide()
        column.addWidget(self._complaint)
        foot = QHBoxLayout()
        foot.addWidget(label(self.tr("Ctrl+Enter 保存，随上报文件报送"), "soft"))
        foot.addStretch(1)
        save = button(self.tr("保存"), self.save, "primary", name=self.tr("保存说明"))
        save.setEnabled(writable)
        foot.addWidget(save)
        column.addLayout(foot)
        self.editor = editor

    def save(self) -> None:
        """Record the explanation, or say that it says nothing."""
        if self.editor is None or self.editor.isReadOnly():
            return
        text = self.editor.toPlainText().strip()
        if text and too_short(text):
            self._complaint.setText(self.tr("说明太短。请写出原因，如“新增6个筛查点”。"))
            self._complaint.show()
            set_kind(self._complaint, "bad")
            return
        finding = self.finding
        self.explained.emit(
            Explanation(
                finding.rule, finding.indicator, finding.year, finding.cell, text, finding.fingerprint
            )
        )

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusIn and self.editor is not None:
            cursor = self.editor.textCursor()
            cursor.movePosition(cursor.MoveOperation.End)
            self.editor.setTextCursor(cursor)
        return super().eventFilter(watched, event)
