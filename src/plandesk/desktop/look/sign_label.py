"""A state sign as a widget."""

from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from plandesk.desktop.look.look import Look


class SignLabel(QWidget):
    """A state sign as a widget."""

    def __init__(self, look: Look, sign: str, ink: str, under: str) -> None:
        super().__init__()
        self._look, self._sign, self._ink, self._under = look, sign, ink, under
        self.setFixedSize(look.dp(15), look.dp(15))

    def show_sign(self, sign: str, ink: str, under: str) -> None:
        """Another sign."""
        self._sign, self._ink, self._under = sign, ink, under
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        self._look.paint_sign(painter, self._sign, 1, 1, self._ink, under=self._under)
        painter.end()
