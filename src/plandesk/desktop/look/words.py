"""Small pieces of widgets and words that pages share: labels by kind, buttons by kind, rules."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QLabel, QPushButton, QSizePolicy, QWidget


def label(text: str = "", kind: str = "", *, wrap: bool = False) -> QLabel:
    """A label of one of the stylesheet's kinds (title, heading, card, soft, hint, …). Plain text always."""
    made = QLabel(text)
    made.setTextFormat(Qt.TextFormat.PlainText)
    if kind:
        made.setProperty("kind", kind)
    if wrap:
        made.setWordWrap(True)
        policy = made.sizePolicy()
        policy.setHorizontalPolicy(QSizePolicy.Policy.Ignored)
        policy.setHeightForWidth(True)
        made.setSizePolicy(policy)
    return made


def button(
    text: str, act: Callable[[], object] | None = None, kind: str = "", *, name: str = ""
) -> QPushButton:
    """A push button of one of the stylesheet's kinds (primary, link, chip, tool)."""
    made = QPushButton(text)
    made.setAccessibleName(name or text)
    made.setAutoDefault(False)
    if kind:
        made.setProperty("kind", kind)
    if act is not None:
        made.clicked.connect(lambda: act())
    return made


def rule() -> QFrame:
    """A 1 px horizontal rule."""
    made = QFrame()
    made.setObjectName("rule")
    return made


def pole() -> QFrame:
    """A 1 px vertical rule."""
    made = QFrame()
    made.setObjectName("pole")
    return made


def set_kind(widget: QWidget, kind: str, *, name: str = "kind") -> None:
    """Change a widget's kind and style it anew."""
    if widget.property(name) != kind:
        widget.setProperty(name, kind)
        widget.style().unpolish(widget)
        widget.style().polish(widget)


def panel() -> QFrame:
    """A paper panel with a 1 px border."""
    made = QFrame()
    made.setObjectName("panel")
    return made
