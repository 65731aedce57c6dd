"""The notice line under the top bar: one sentence at a time, closable with Esc or its button."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from plandesk.desktop.look.look import Look
from plandesk.desktop.look.words import button, label


class NoticeLine(QWidget):
    """0 or 28 px high. Later notices wait for the earlier to be closed."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("notice")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._look = look
        self._waiting: list[tuple[str, str, Callable[[], object] | None]] = []
        self._edge = QWidget()
        self._edge.setFixedWidth(3)
        self._words = label("")
        self._act = button("", self._do, "link")
        self._close = button(self.tr("关闭 Esc"), self.close_one, "link", name=self.tr("关闭提示"))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 12, 0)
        row.setSpacing(10)
        for widget in (self._edge, self._words):
            row.addWidget(widget)
        row.addWidget(self._act)
        row.addStretch(1)
        row.addWidget(self._close)
        look.changed.connect(self._fit)
        self.hide()
        self._fit()

    def _fit(self) -> None:
        self.setFixedHeight(self._look.dp(30))
        self._edge.setStyleSheet(f"background: {self._look.theme.roles['warn']};")

    @property
    def sentence(self) -> str:
        """The sentence shown."""
        return self._waiting[0][0] if self._waiting else ""

    def tell(self, sentence: str, verb: str = "", act: Callable[[], object] | None = None) -> None:
        """Show a sentence, with a link that does something about it."""
        if sentence not in (waiting[0] for waiting in self._waiting):
            self._waiting.append((sentence, verb, act))
            self._show()

    def close_one(self) -> bool:
        """Close the notice shown; whether there was one."""
        if not self._waiting:
            return False
        self._waiting.pop(0)
        self._show()
        return True

    def clear(self) -> None:
        """Drop all notices."""
        self._waiting.clear()
        self._show()

    def _show(self) -> None:
        self.setVisible(bool(self._waiting))
        if self._waiting:
            sentence, verb, _ = self._waiting[0]
            self._words.setText(sentence)
            self._act.setText(verb)
            self._act.setAccessibleName(verb)
            self._act.setVisible(bool(verb))

    def _do(self) -> None:
        if self._waiting and self._waiting[0][2] is not None:
            act = self._waiting[0][2]
            self.close_one()
            act()
