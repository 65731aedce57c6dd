"""A recent file as a card: county, where the work stood, path, date; greyed where the file is not there."""

from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFocusEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton

from plandesk.desktop.look.look import Look
from plandesk.desktop.preferences import RecentFile


def when_words(at: str, now: datetime) -> str:
    """今天 10:32, 3月2日, 2024年3月2日."""
    try:
        then = datetime.fromisoformat(at)
    except ValueError:
        return ""
    if then.date() == now.date():
        return f"今天 {then:%H:%M}"
    day = f"{then.month}月{then.day}日"
    return day if then.year == now.year else f"{then.year}年{day}"


class RecentCard(QAbstractButton):
    """Pressed to open the file."""

    def __init__(self, file: RecentFile, look: Look, now: datetime) -> None:
        super().__init__()
        self.file = file
        self._look = look
        self._when = when_words(file.at, now)
        self.there = Path(file.path).exists()
        self.setEnabled(self.there)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._standing = file.standing if self.there else self.tr("找不到，可能在移动盘上")
        self.setAccessibleName(f"{file.region}，{self._standing}，{file.path}")
        self.setToolTip(file.path)

    def sizeHint(self) -> QSize:
        return QSize(self._look.dp(376), self._look.dp(82))

    def minimumSizeHint(self) -> QSize:
        return QSize(self._look.dp(240), self._look.dp(82))

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        look, rect = self._look, self.rect()
        painter = QPainter(self)
        chosen = self.hasFocus()
        painter.fillRect(rect, look.colour("accent_soft" if chosen else "paper"))
        painter.setPen(QPen(look.colour("accent" if chosen else "rule"), 2 if chosen else 1))
        inset = 1 if chosen else 0
        painter.drawRect(rect.adjusted(inset, inset, -1 - inset, -1 - inset))
        pad = look.dp(15)
        room = rect.width() - 2 * pad
        dim = not self.there
        painter.setFont(look.font(12))
        when = round(look.width(self._when, 12))
        painter.setPen(look.colour("ink3"))
        painter.drawText(rect.right() - pad - when, look.dp(26), self._when)
        lines = (
            (
                15,
                "ink3" if dim else "ink",
                look.dp(27),
                self.file.region,
                room - when - look.dp(10),
                Qt.TextElideMode.ElideRight,
            ),
            (12, "ink3" if dim else "ink2", look.dp(48), self._standing, room, Qt.TextElideMode.ElideRight),
            (12, "ink3", look.dp(68), self.file.path, room, Qt.TextElideMode.ElideMiddle),
        )
        for size, ink, base, text, width, elide in lines:
            painter.setFont(look.font(size))
            painter.setPen(look.colour(ink))
            painter.drawText(pad, base, look.metrics(size).elidedText(text, elide, width))
        painter.end()
