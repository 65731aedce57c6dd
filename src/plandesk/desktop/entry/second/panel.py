"""Beside the grid of 复录核对: the indicator, and where its typings differ both with who typed them, to be chosen from."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from plandesk.core.figures import cell_words
from plandesk.core.second_entry import first_text, second_of, second_text
from plandesk.desktop.actions.typing import FieldKey
from plandesk.desktop.desk import Desk
from plandesk.desktop.entry.second.model import SecondLine, SecondModel
from plandesk.desktop.entry.second.sources import first_source, second_source
from plandesk.desktop.look.look import Look
from plandesk.desktop.look.sign_label import SignLabel
from plandesk.desktop.look.words import button, label, rule


class _Typing(QFrame):
    """One of two typings: its figure, who typed it and when, the button that takes it."""

    def __init__(self, title: str, key: str) -> None:
        super().__init__()
        self.setObjectName("panel")
        self.title = title
        self.figure = label("", "title")
        self.source = label("", "soft", wrap=True)
        self.take: QPushButton = button(f"{title}  {key}", name=title)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 8, 12, 10)
        column.setSpacing(4)
        for widget in (self.figure, self.source, self.take):
            column.addWidget(widget)


class SecondPanel(QFrame):
    """``kept`` for the first typing, ``taken`` for the second, with the cell; ``left`` gives the keyboard back."""

    kept = Signal(object)
    taken = Signal(object)

    def __init__(self, desk: Desk, model: SecondModel, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._model = desk, model
        self._place: FieldKey | None = None
        self.setObjectName("paper")
        self._name, self._unit = label("", "card", wrap=True), label("", "soft", wrap=True)
        self._definition = label("", "soft", wrap=True)
        self._sign, self._word = SignLabel(look, "differs", "bad", "paper"), label("", "bad")
        self.first = _Typing(self.tr("用第一次"), "←")
        self.second = _Typing(self.tr("用第二次"), "→")
        self.first.take.clicked.connect(lambda: self._choose(self.kept))
        self.second.take.clicked.connect(lambda: self._choose(self.taken))
        self._rest = label(self.tr("都不对就直接再录。↓ 先放下，F7 再回来。"), "soft", wrap=True)
        self._told = label("", "soft", wrap=True)
        self._lay_out()

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(6)
        head.addWidget(self._sign)
        head.addWidget(self._word)
        head.addStretch(1)
        self._two = QVBoxLayout()
        self._two.setSpacing(8)
        for each in (self.first, self.second, self._rest):
            self._two.addWidget(each)
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 12, 14, 12)
        column.setSpacing(7)
        for widget in (self._name, self._unit, rule()):
            column.addWidget(widget)
        column.addLayout(head)
        column.addLayout(self._two)
        column.addWidget(self._told)
        column.addWidget(self._definition)
        column.addStretch(1)

    def _choose(self, signal: object) -> None:
        if self._place is not None:
            signal.emit(self._place)  # type: ignore[attr-defined]

    def show_cell(self, line: SecondLine | None, place: FieldKey | None) -> None:
        """Show a line; ``place`` where the typings of its current cell differ."""
        self._place = place
        for widget in (self._sign, self._word, self.first, self.second, self._rest):
            widget.setVisible(place is not None)
        for widget in (self._name, self._unit, self._told, self._definition):
            widget.setVisible(line is not None)
        if line is None:
            return
        indicator = line.row.indicator
        words = cell_words(line.key.cell)
        self._name.setText(f"{indicator.name}（{words}）" if words else indicator.name)
        self._unit.setText("，".join(part for part in (indicator.unit, indicator.reporter) if part))
        self._definition.setText(self.tr("口径") + f"  {indicator.definition}")
        if place is not None:
            self._show_two(place)
        told = "" if place is not None else self._model.note(line)
        self._told.setText(told or self.tr("照原表再录一次。第一次录的数先不显示。"))
        self._told.setVisible(place is None)

    def _show_two(self, place: FieldKey) -> None:
        now, second = self._desk.snapshot.observations[place.key], second_of(self._desk.snapshot, place.key)
        assert second is not None
        field = self._desk.words.say(f"desk_field.{place.field}")
        self._word.setText(self.tr("{field}：两次不同").format(field=field))
        self.first.figure.setText(first_text(now, place.field))
        self.first.source.setText(first_source(self._desk, place.key, place.field))
        self.second.figure.setText(second_text(second, place.field))
        self.second.source.setText(second_source(self._desk, second))
