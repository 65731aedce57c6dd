"""The rail at the left: one button per page that exists, 设置 at the foot."""

from collections.abc import Collection

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QButtonGroup, QToolButton, QVBoxLayout, QWidget

from plandesk.desktop.look.icons import tinted_icon
from plandesk.desktop.look.look import Look


class RailButton(QToolButton):
    """An icon above a word; ``badge`` counts hard errors."""

    def __init__(self, look: Look, icon: str, text: str) -> None:
        super().__init__()
        self._look = look
        self._icon = icon
        self._badge = 0
        self.setObjectName("railitem")
        self.setText(text)
        self.setAccessibleName(text)
        self.setCheckable(True)
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextUnderIcon)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    def fit(self, width: int, height: int) -> None:
        """Another size, at 13 px."""
        look = self._look
        self.setFixedSize(look.dp(width), look.dp(height))
        self.setIconSize(QSize(look.dp(22), look.dp(22)))
        self.setIcon(tinted_icon(look, self._icon, look.dp(22)))

    def show_badge(self, number: int) -> None:
        """Show a number on the icon; 0 shows none."""
        if number != self._badge:
            self._badge = number
            words = self.tr("{name}，有误{count}处").format(name=self.text(), count=number)
            self.setAccessibleName(words if number else self.text())
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._badge:
            return
        look = self._look
        text = str(self._badge) if self._badge < 100 else "99+"
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        tall = look.dp(16)
        wide = max(tall, round(look.width(text, 11)) + look.dp(8))
        box = QRectF(self.width() / 2 + look.dp(4), look.dp(3), wide, tall)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.colour("bad"))
        painter.drawRoundedRect(box, tall / 2, tall / 2)
        painter.setPen(look.colour("paper"))
        painter.setFont(look.font(11))
        painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), text)
        painter.end()


class Rail(QWidget):
    """``chosen`` with a page's key."""

    chosen = Signal(str)

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("rail")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._look = look
        self._compact = False
        self._buttons: dict[str, RailButton] = {}
        self._group = QButtonGroup(self)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 4, 0, 4)
        self._column.setSpacing(0)
        self._column.addStretch(1)
        look.changed.connect(self._fit)
        self._fit()

    def add(self, key: str, text: str, *, foot: bool = False) -> None:
        """Add a page's button, at the foot where asked."""
        made = RailButton(self._look, key, text)
        made.clicked.connect(lambda: self.chosen.emit(key))
        self._group.addButton(made)
        self._buttons[key] = made
        if foot:
            self._column.addWidget(made)
        else:
            self._column.insertWidget(self._column.count() - 1, made)
        made.fit(*self._sizes())

    def mark(self, key: str) -> None:
        """Mark the current page."""
        if key in self._buttons:
            self._buttons[key].setChecked(True)

    def allow(self, keys: Collection[str], why_not: str) -> None:
        """Only these pages can be chosen; the others are greyed and say why."""
        for key, made in self._buttons.items():
            made.setEnabled(key in keys)
            made.setToolTip("" if key in keys else why_not)

    def show_badge(self, key: str, number: int) -> None:
        """Show a number on a page's button."""
        if key in self._buttons:
            self._buttons[key].show_badge(number)

    def show_width(self, width: str) -> None:
        """Compact: 60 wide, items 48 high."""
        if self._compact != (width == "compact"):
            self._compact = width == "compact"
            self._fit()

    def _fit(self) -> None:
        width, height = self._sizes()
        self.setFixedWidth(self._look.dp(width + 1))
        for made in self._buttons.values():
            made.fit(width, height)

    def _sizes(self) -> tuple[int, int]:
        return (60, 48) if self._compact else (76, 60)
