"""What stands beside the grid: the card, the history of a cell in its place, the strip of compact windows below."""

from collections.abc import Mapping

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QPushButton

from plandesk.core.plan import Target
from plandesk.core.records import CellKey
from plandesk.desktop.desk import Desk
from plandesk.desktop.entry.card.card import CHART_HEIGHT, IndicatorCard
from plandesk.desktop.entry.card.history import CellHistory
from plandesk.desktop.entry.finding_strip import FindingStrip
from plandesk.desktop.entry.lines import FigureLine
from plandesk.desktop.look.look import Look
from plandesk.store.national import NationalFigure

# after the typed cell and the verdicts are painted, each within a frame of its own
CARD_AFTER_MS = 70
_CARD_WIDTHS = {"compact": 306, "regular": 306, "wide": 380}


class Sides(QObject):
    """Which of the three is shown, and what of the current row. ``switch`` is the button that shows the card."""

    def __init__(
        self,
        desk: Desk,
        look: Look,
        national: Mapping[str, tuple[NationalFigure, ...]],
        national_targets: Mapping[str, Target],
        switch: QPushButton,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._desk, self._look, self._switch = desk, look, switch
        self._width = "regular"
        self._card_wanted = desk.preferences.card_shown
        self.card = IndicatorCard(desk, look, national, national_targets)
        self.history = CellHistory(desk, look)
        self.finding_strip = FindingStrip(desk, look)
        self.timer = QTimer(self)
        self.timer.setSingleShot(True)
        self.timer.setInterval(CARD_AFTER_MS)

    @property
    def _strip_serves(self) -> bool:
        return self._width == "compact" and not self.card.isVisible()

    def show_line(self, line: FigureLine | None) -> None:
        """Show the current row."""
        if self.card.isVisible():
            self.card.show_line(line)
        self.finding_strip.show_line(line if self._strip_serves else None)

    def write_explanation(self) -> bool:
        """F8: into the explanation of what is shown; False where that asks for none."""
        shown = self.finding_strip if self._strip_serves else self.card
        return shown.write_explanation()

    def needs_card(self) -> bool:
        """Whether the card has to be shown before an explanation can be written."""
        return not self._strip_serves and not self.card.isVisible()

    def toggle_card(self) -> None:
        """F4; compact windows do not remember it."""
        self._card_wanted = not self.card.isVisible()
        if self._width != "compact":
            self._desk.preferences.card_shown = self._card_wanted
        self.fit()

    def show_history(self, key: CellKey) -> None:
        """Every change of a cell, in the card's place."""
        self.card.hide()
        self.finding_strip.hide()
        self.history.show_cell(key)

    def show_width(self, width: str) -> None:
        """Fit the width class."""
        self._width = width
        for side in (self.card, self.history):
            side.setFixedWidth(self._look.dp(_CARD_WIDTHS[width]))
        self.card.set_chart_height(180 if width == "wide" else CHART_HEIGHT)
        self._card_wanted = width != "compact" and self._desk.preferences.card_shown
        self.fit()

    def fit(self) -> None:
        """Show the card where it is wanted."""
        self.card.setVisible(self._card_wanted)
        self._switch.setChecked(self._card_wanted)
        self.timer.start()
