"""Compact windows: one finding of the current row in a strip of 92 px under the grid (ui.md, width classes)."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from plandesk.core.explaining import too_short
from plandesk.core.findings import Finding
from plandesk.core.records import Explanation
from plandesk.desktop.actions.typing import explain
from plandesk.desktop.desk import Desk
from plandesk.desktop.entry.lines import FigureLine
from plandesk.desktop.look.look import Look
from plandesk.desktop.look.sign_label import SignLabel
from plandesk.desktop.look.words import button, label, set_kind


class FindingStrip(QFrame):
    """Shown only while the row has a finding; ``left`` gives the keyboard back to the cell."""

    left = Signal()

    def __init__(self, desk: Desk, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._look = look
        self._finding: Finding | None = None
        self.setObjectName("finding")
        self._sign = SignLabel(look, "open", "warn", "warn_soft")
        self._word, self._name = label("", "warn"), label("")
        self._message = label("", wrap=True)
        self.editor = QLineEdit()
        self.editor.setAccessibleName(self.tr("审核说明"))
        self.editor.returnPressed.connect(self._save)
        self._button = button(self.tr("保存说明"), self._save, "primary")
        head = QHBoxLayout()
        head.setSpacing(6)
        for widget in (self._sign, self._word, self._name):
            head.addWidget(widget)
        head.addStretch(1)
        head.addWidget(label("F8", "soft"))
        foot = QHBoxLayout()
        foot.addWidget(self.editor, 1)
        foot.addWidget(self._button)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 5, 12, 6)
        column.setSpacing(3)
        column.addLayout(head)
        column.addWidget(self._message)
        column.addLayout(foot)
        self.hide()

    def show_line(self, line: FigureLine | None) -> None:
        """The worst finding of a row, or nothing."""
        found = self._desk.findings().at(line.key(self._desk.year)) if line else ()
        finding = next((f for f in found if f.open), found[0] if found else None)
        if finding is None or line is None:
            self._finding = None
            self.hide()
            return
        if finding == self._finding and self.isVisible():
            return
        self._finding = finding
        bad, still = finding.severity == "error", finding.open
        tone = "bad" if bad else "warn" if still else "note"
        set_kind(self, tone, name="tone")
        sign = "error" if bad else "open" if still else "note" if finding.severity == "note" else "explained"
        self._sign.show_sign(
            sign,
            "bad" if bad else "warn" if finding.severity == "warning" else "ink2",
            f"{tone}_soft" if tone != "note" else "tint",
        )
        self._word.setText(
            self.tr("强制性  有误")
            if bad
            else self.tr("核实性  待说明")
            if still
            else self.tr("核实性  已说明")
            if sign == "explained"
            else self.tr("提示性")
        )
        set_kind(self._word, "bad" if bad else "warn")
        self._name.setText(line.row.indicator.name)
        self._message.setText(f"{finding.message}{finding.advice}")
        soft = finding.severity == "warning"
        self.editor.setVisible(soft)
        self._button.setVisible(soft)
        self.editor.setText(finding.explanation or finding.draft)
        self.show()

    def write_explanation(self) -> bool:
        """F8: into the editor; whether there is one."""
        if self.isVisible() and self.editor.isVisible():
            self.editor.setFocus()
            return True
        return False

    def _save(self) -> None:
        finding, text = self._finding, self.editor.text().strip()
        if finding is None:
            return
        if text and too_short(text):
            self._desk.said.emit(self.tr("说明太短。请写出原因，如“新增6个筛查点”。"), "bad")
            return
        explain(
            self._desk,
            Explanation(
                finding.rule, finding.indicator, finding.year, finding.cell, text, finding.fingerprint
            ),
        )
        self.left.emit()
