"""Names and what is known, one below the other: the read-only half of every form at the right."""

from collections.abc import Iterable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from plandesk.desktop.look.look import Look
from plandesk.desktop.look.words import label


class FactsGrid(QWidget):
    """Rows of a soft name at the left and words at the right; widgets may stand in place of words."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(7)
        self._grid.setColumnStretch(1, 1)

    def show_facts(self, facts: Iterable[tuple[str, str]]) -> None:
        """Show other facts; those without words are left out."""
        while self._grid.count():
            item = self._grid.takeAt(0)
            old = item.widget() if item is not None else None
            if old is not None:
                old.hide()
                old.deleteLater()
        for row, (name, words) in enumerate((n, w) for n, w in facts if w):
            title = label(name, "soft")
            title.setFixedWidth(self._look.dp(76))
            self._grid.addWidget(title, row, 0, Qt.AlignmentFlag.AlignTop)
            self._grid.addWidget(label(words, wrap=True), row, 1)
