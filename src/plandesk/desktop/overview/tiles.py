"""A count of one verdict that can be pressed: number above, sign and word below."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton

from plandesk.desktop.look.look import Look
from plandesk.desktop.look.verdicts import VERDICT_MARKS
from plandesk.desktop.rates import verdict_title


class VerdictTile(QAbstractButton):
    """``show_count`` with how many."""

    def __init__(self, look: Look, key: str) -> None:
        super().__init__()
        self._look = look
        self._mark = VERDICT_MARKS[key]
        self._count = 0
        self.setText(verdict_title(key))
        self.setAccessibleName(self.text())
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    def show_count(self, count: int) -> None:
        """How many targets have this verdict."""
        self._count = count
        self.setAccessibleName(f"{self.text()} {count}")
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(self._look.dp(66), self._look.dp(46))

    def minimumSizeHint(self) -> QSize:
        return QSize(self._look.dp(48), self._look.dp(46))

    def paintEvent(self, event: QPaintEvent) -> None:
        look, painter, mark = self._look, QPainter(self), self._mark
        ink = mark.ink if self._count else "ink3"
        painter.setFont(look.font(16))
        painter.setPen(look.colour("ink" if self._count else "ink3"))
        painter.drawText(0, look.dp(19), str(self._count))
        look.paint_sign(painter, mark.sign, 0, look.dp(28), ink)
        painter.setFont(look.font(12))
        painter.setPen(look.colour(ink))
        room = self.width() - look.dp(18)
        text = look.metrics(12).elidedText(self.text(), Qt.TextElideMode.ElideRight, room)
        painter.drawText(look.dp(17), look.dp(39), text)
        if self.hasFocus():
            painter.setPen(QPen(look.colour("accent"), 2))
            painter.drawRect(self.rect().adjusted(1, 1, -1, -1))
        painter.end()
