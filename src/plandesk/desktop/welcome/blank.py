"""从空白新建: a plan without a pack: for whom, its title, years and domains, in place on the welcome page."""

import re

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from plandesk.core.blank_plan import blank_plan
from plandesk.core.indicator import Library
from plandesk.core.plan import Plan, Region
from plandesk.desktop.look.boxes import CalmBox
from plandesk.desktop.look.look import Look
from plandesk.desktop.look.words import button, label

_SEPARATORS = re.compile(r"[、，,；;]+")
_PERIODS = ((2021, 2030), (2021, 2025), (2026, 2030))


class BlankFields(QWidget):
    """Folded to a link until it is wanted; ``changed`` when the years or the wish change."""

    changed = Signal()

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.link = button(self.tr("从空白新建规划…"), self.toggle, "link", name=self.tr("从空白新建规划"))
        top = QHBoxLayout()
        top.setSpacing(8)
        top.addWidget(self.link)
        top.addWidget(label(self.tr("手里只有纸质规划，自己录目标和指标"), "soft"))
        top.addStretch(1)
        self._fields = QWidget()
        self.audience, self.years = CalmBox(), CalmBox()
        self.audience.addItem(self.tr("妇女规划"), "women")
        self.audience.addItem(self.tr("儿童规划"), "children")
        for first, last in _PERIODS:
            self.years.addItem(self.tr("{first}—{last}年").format(first=first, last=last), (first, last))
        self.years.currentIndexChanged.connect(lambda _: self.changed.emit())
        self.title, self.domains = QLineEdit(), QLineEdit()
        self.title.setPlaceholderText(self.tr("如 某县妇女发展规划"))
        self.domains.setPlaceholderText(self.tr("用顿号隔开，如 妇女与健康、妇女与教育"))
        grid = QGridLayout(self._fields)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(6)
        grid.setColumnStretch(3, 1)
        rows: tuple[tuple[str, QWidget, int, int], ...] = (
            (self.tr("人群"), self.audience, 0, 0), (self.tr("规划名称"), self.title, 0, 2),
            (self.tr("规划期"), self.years, 1, 0), (self.tr("领域"), self.domains, 1, 2),
        )  # fmt: skip
        for words, widget, row, column in rows:
            widget.setAccessibleName(words)
            grid.addWidget(label(words, "soft"), row, column)
            grid.addWidget(widget, row, column + 1)
        self._fields.hide()
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(6)
        whole.addLayout(top)
        whole.addWidget(self._fields)

    @property
    def wanted(self) -> bool:
        """Whether a plan is to be made from nothing."""
        return not self._fields.isHidden()

    @property
    def period(self) -> tuple[int, int]:
        """First and last year."""
        first, last = self.years.currentData()
        return int(first), int(last)

    def toggle(self) -> None:
        """Unfold the fields, or fold them away: then no such plan is made."""
        self._fields.setVisible(self._fields.isHidden())
        if self.wanted:
            self.audience.setFocus()
            self.changed.emit()

    def _names(self) -> list[str]:
        return [name for part in _SEPARATORS.split(self.domains.text()) if (name := part.strip())]

    def fault(self) -> str:
        """What is missing, "" when nothing is or none is wanted."""
        if not self.wanted:
            return ""
        if not self.title.text().strip():
            return self.tr("规划名称是空的。请在第1步填写。")
        names = self._names()
        if not names:
            return self.tr("还没有领域。请在第1步写上，用顿号隔开。")
        if len(set(names)) < len(names):
            return self.tr("领域名称有重复。请在第1步改正。")
        return ""

    def plan(self, region: Region, library: Library) -> tuple[Plan, Library]:
        """The plan, and the library with its own forms."""
        # imported when first needed: the window opens without it
        from pypinyin import lazy_pinyin

        audience = self.audience.currentData()
        return blank_plan(
            self.title.text().strip(), region, audience, self.period, self._names(), library,
            lambda name: "".join(lazy_pinyin(name)),
        )  # fmt: skip
