"""The status line: the current thing, its state, the keys that work now; at the right the step that can be undone."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QSizePolicy, QWidget

from plandesk.desktop.look.look import Look
from plandesk.desktop.look.words import label, set_kind
from plandesk.desktop.page import StatusText

_GAP = "    "
_SENTENCE_LASTS = 1  # a finding is said while the cursor goes on to the next cell; another move takes it away


class ElidedLabel(QLabel):
    """A label that ends in … where there is no room; the whole text is its tooltip."""

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        text = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, self.width())
        painter.setPen(self.palette().color(self.foregroundRole()))
        painter.drawText(self.rect(), int(Qt.AlignmentFlag.AlignVCenter), text)
        painter.end()


class StatusLine(QWidget):
    """A sentence said outlasts one move of the cursor; after the next the keys stand there again."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("statusline")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._look = look
        self._text = StatusText()
        self._sentence, self._moves = "", 0
        self._left, self._said = ElidedLabel(), ElidedLabel()
        for one in (self._left, self._said):
            one.setTextFormat(Qt.TextFormat.PlainText)
            one.setProperty("kind", "soft")
        policy = QSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        policy.setHorizontalStretch(1)
        for one in (self._left, self._said):
            one.setSizePolicy(policy)
        self._said.hide()
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setFixedWidth(150)
        self._bar.hide()
        self._right = label("", "soft")
        self._row = row = QHBoxLayout(self)
        row.setContentsMargins(12, 0, 12, 0)
        row.setSpacing(16)
        row.addWidget(self._left, 1)
        row.addWidget(self._said, 1)
        row.addWidget(self._bar)
        row.addWidget(self._right)
        look.changed.connect(self._fit)
        self._fit()

    def _fit(self) -> None:
        self.setFixedHeight(self._look.dp(24))

    @property
    def sentence(self) -> str:
        """The sentence said last, if it still stands."""
        return self._sentence

    @property
    def right(self) -> str:
        """What stands at the right."""
        return self._right.text()

    def show_text(self, text: StatusText) -> None:
        """Where the clerk is and which keys work."""
        if text.thing != self._text.thing:
            self._moves += 1
            if self._moves > _SENTENCE_LASTS:
                self.clear()
        self._text = text
        self._fit_keys()

    def _fit_keys(self) -> None:
        """As many keys as there is room for: none is cut off in its middle; a long path keeps its two ends."""
        thing, room = self._text.thing, self._left.width()
        if self._text.state and thing:
            room -= int(self._look.width(_GAP + self._text.state, 12)) + 1
        if thing and self._look.width(thing, 12) > room:
            thing = self._left.fontMetrics().elidedText(thing, Qt.TextElideMode.ElideMiddle, max(room, 0))
        parts = [part for part in (thing, self._text.state) if part]
        keys = [f"{key} {what}" for key, what in self._text.keys]
        while keys and self._look.width(_GAP.join((*parts, *keys)), 12) > self._left.width():
            keys.pop()
        self._left.setText(_GAP.join((*parts, *keys)))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._row.activate()
        self._fit_keys()

    def say(self, sentence: str, tone: str = "") -> None:
        """Say a sentence in the tone's colour instead of the keys."""
        self._sentence, self._moves = sentence, 0
        self._said.setText(sentence)
        self._said.setToolTip(sentence)
        set_kind(self._said, tone or "soft")
        self._said.setVisible(bool(sentence))
        self._left.setVisible(not sentence)

    def clear(self) -> None:
        """Back to the keys."""
        if self._sentence:
            self.say("")

    def show_undo(self, text: str) -> None:
        """The step that Ctrl+Z takes back."""
        self._right.setText(text)
        self._row.activate()
        self._fit_keys()

    def show_progress(self, done: int, total: int, words: str) -> None:
        """Long work: how far and what; total 0 takes it away."""
        self._bar.setVisible(total > 0)
        if total > 0:
            self._bar.setMaximum(total)
            self._bar.setValue(done)
            self._right.setText(words)
