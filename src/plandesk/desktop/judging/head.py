"""The head of 评估预警: the three rates in words, the method, the groups of targets."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QComboBox, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from plandesk.core.judging import METHODS, Evaluation, Method
from plandesk.core.words import Words
from plandesk.desktop.judging.lines import GROUPS, Group, JudgedLine, group_word, in_group
from plandesk.desktop.look.look import Look
from plandesk.desktop.look.words import button, label
from plandesk.desktop.rates import rate_words


class JudgingHead(QWidget):
    """``method_chosen`` and ``group_chosen`` when another is taken."""

    method_chosen = Signal(str)
    group_chosen = Signal(str)

    def __init__(self, look: Look, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self.methods = QComboBox()
        self.methods.setAccessibleName(self.tr("判定方法"))
        for method in METHODS:
            self.methods.addItem(words.say(f"judging.method.{method}"), method)
        self.methods.activated.connect(lambda _: self.method_chosen.emit(self.method))
        self._rates = [(label("", "soft"), label("", "figure")) for _ in range(3)]
        self._rates_title = label(self.tr("达标率"), "soft")
        self._empty = label(self.tr("还没有可以判定的数据。填入本年数值后这里自动更新。"), "soft")
        self._group = QButtonGroup(self)
        self._chips: dict[Group, QPushButton] = {}
        self._lay_out()

    def _lay_out(self) -> None:
        top, chips = QHBoxLayout(), QHBoxLayout()
        top.setSpacing(6)
        self._title = label(self.tr("评估预警"), "title")
        top.addWidget(self._title)
        top.addSpacing(10)
        top.addWidget(self._rates_title)
        for words, figure in self._rates:
            top.addWidget(words)
            top.addWidget(figure)
            top.addSpacing(6)
        top.addWidget(self._empty)
        top.addStretch(1)
        self._by = label(self.tr("按"), "soft")
        top.addWidget(self._by)
        top.addWidget(self.methods)
        chips.setSpacing(8)
        for group in GROUPS:
            chip = button(group_word(group), kind="chip")
            chip.setCheckable(True)
            chip.clicked.connect(lambda _=False, g=group: self.group_chosen.emit(g))
            self._group.addButton(chip)
            self._chips[group] = chip
            chips.addWidget(chip)
            if group == "counted":
                chips.addSpacing(6)
                chips.addWidget(label(self.tr("另列"), "soft"))
        self._chips["counted"].setChecked(True)
        chips.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(top)
        column.addLayout(chips)

    @property
    def method(self) -> Method:
        """The method chosen."""
        chosen: Method = METHODS[self.methods.currentIndex()]
        return chosen

    @property
    def group(self) -> Group:
        """The group chosen."""
        return next(group for group, chip in self._chips.items() if chip.isChecked())

    def choose_group(self, group: Group) -> None:
        """Choose a group without telling."""
        self._chips[group].setChecked(True)

    def show_rates(self, evaluation: Evaluation, lines: Sequence[JudgedLine]) -> None:
        """Show the rates and how many targets each group has."""
        empty = not any(line.judgement.value is not None for line in lines)
        self._empty.setVisible(empty)
        self._rates_title.setVisible(not empty)
        for (words, figure), rate in zip(
            self._rates, rate_words(evaluation.counts, evaluation.rates), strict=True
        ):
            words.setText(rate.words)
            figure.setText(rate.figure)
            words.setVisible(not empty)
            figure.setVisible(not empty and bool(rate.figure))
        counts: Mapping[Group, int] = {
            group: sum(in_group(line.judgement, group) for line in lines) for group in GROUPS
        }
        for group, chip in self._chips.items():
            chip.setText(f"{group_word(group)} {counts[group]}")
            chip.setAccessibleName(chip.text())
            chip.setVisible(bool(counts[group]) or chip.isChecked())

    def show_title(self, wanted: bool) -> None:
        """Without room for it the title gives way."""
        for widget in (self._title, self._by):
            widget.setVisible(wanted)
