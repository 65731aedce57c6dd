"""The row of filters and keys between strip and grid."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QComboBox, QHBoxLayout, QPushButton, QWidget

from plandesk.core.plan import Domain
from plandesk.desktop.entry.lines import Filter, Shown
from plandesk.desktop.look.look import Look
from plandesk.desktop.look.sign_label import SignLabel
from plandesk.desktop.look.words import button, label
from plandesk.desktop.plan_words import short_domain
from plandesk.desktop.standing import Progress

_UNITS_COMPACT, _ANY_WIDTH = 126, 16777215
SHOWN: tuple[Shown, ...] = ("all", "blank", "trouble", "flagged")


class ToolRow(QWidget):
    """``filtered`` when another filter or unit is chosen; ``domain_chosen`` from the drop-down of compact windows."""

    filtered = Signal()
    domain_chosen = Signal(int)

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._row = QHBoxLayout(self)
        self.domains = QComboBox()
        self.domains.setAccessibleName(self.tr("领域"))
        self.domains.activated.connect(self.domain_chosen)
        self._show = label(self.tr("显示"), "soft")
        self._chips: dict[Shown, QPushButton] = {}
        self._group = QButtonGroup(self)
        self.unit_label = label(self.tr("单位"), "soft")
        self.units = QComboBox()
        self.units.setAccessibleName(self.tr("责任单位"))
        self.units.activated.connect(lambda _: self.filtered.emit())
        self.words = button(self.tr("无数值… F6"), kind="tool", name=self.tr("无数值"))
        self.last_year = button(self.tr("同上年 Ctrl+L"), kind="tool", name=self.tr("同上年"))
        self.second = button(self.tr("复录核对"), kind="tool")
        self.card = button(self.tr("指标卡 F4"), kind="tool", name=self.tr("指标卡"))
        self.card.setCheckable(True)
        self._lay_out()
        look.changed.connect(self._fit)
        self._fit()

    def _lay_out(self) -> None:
        row = self._row
        row.setSpacing(8)
        row.addWidget(self.domains)
        self._errors = SignLabel(self._look, "error", "bad", "ground")
        self._open = SignLabel(self._look, "open", "warn", "ground")
        self._error_count, self._open_count = label("", "bad"), label("", "warn")
        for widget in (self._errors, self._error_count, self._open, self._open_count):
            row.addWidget(widget)
            widget.hide()
        row.addWidget(self._show)
        titles = {
            "all": self.tr("全部"),
            "blank": self.tr("未填"),
            "trouble": self.tr("有问题"),
            "flagged": self.tr("已标记"),
        }
        for shown in SHOWN:
            chip = button(titles[shown], kind="chip")
            chip.setCheckable(True)
            chip.setProperty("title", titles[shown])
            self._group.addButton(chip)
            self._chips[shown] = chip
            chip.clicked.connect(lambda: self.filtered.emit())
            row.addWidget(chip)
        self._chips["all"].setChecked(True)
        row.addSpacing(4)
        row.addWidget(self.unit_label)
        row.addWidget(self.units)
        row.addStretch(1)
        for tool in (self.words, self.last_year, self.second, self.card):
            row.addWidget(tool)

    def _fit(self) -> None:
        self.setFixedHeight(self._look.dp(38))
        self._row.setContentsMargins(self._look.dp(10), 0, self._look.dp(10), 0)

    def take_focus(self) -> None:
        """Put the keyboard on the filter in force."""
        self._chips[self.shown].setFocus()

    @property
    def shown(self) -> Shown:
        """The filter chosen."""
        return next(shown for shown, chip in self._chips.items() if chip.isChecked())

    def choose(self, shown: Shown) -> None:
        """Choose a filter; all rows, chosen once more, of all units."""
        if shown == "all" == self.shown:
            self.units.setCurrentIndex(0)
        self._chips[shown].setChecked(True)

    @property
    def unit(self) -> str:
        """The unit chosen; "" for all."""
        return str(self.units.currentData() or "")

    @property
    def filter(self) -> Filter:
        """What is to be shown: rows and unit."""
        return Filter(self.shown, self.unit)

    def show_units(self, units: Sequence[str]) -> None:
        """Offer the units of this domain, keeping the choice where it is still among them."""
        chosen = self.unit
        self.units.clear()
        self.units.addItem(self.tr("全部责任单位"), "")
        for unit in units:
            self.units.addItem(unit, unit)
        self.units.setCurrentIndex(max(0, self.units.findData(chosen)))

    def show_counts(self, counts: Mapping[Shown, int]) -> None:
        """Put the numbers on the chips; a number that can be pressed is a link to its list."""
        for shown, chip in self._chips.items():
            text = f"{chip.property('title')} {counts[shown]}"
            if chip.text() != text:
                chip.setText(text)
                chip.setAccessibleName(text)

    def show_domains(self, domains: Sequence[Domain], current: int) -> None:
        """The domains in the drop-down of compact windows."""
        self.domains.clear()
        for domain in domains:
            self.domains.addItem(short_domain(domain.name), short_domain(domain.name))
        self.domains.setCurrentIndex(current)

    def show_domain_count(self, place: int, progress: Progress) -> None:
        """How far a domain is, in the drop-down: 健康 18/23."""
        name = str(self.domains.itemData(place))
        count = f"{progress.filled}/{progress.total}" if progress.total else self.tr("自评")
        self.domains.setItemText(place, f"{name}  {count}")
        if place == self.domains.currentIndex():
            for sign, number, words in (
                (self._errors, progress.errors, self._error_count), (self._open, progress.unexplained, self._open_count),
            ):  # fmt: skip
                shown = bool(number) and self.domains.isVisibleTo(self)
                sign.setVisible(shown)
                words.setVisible(shown)
                words.setText(str(number))

    def show_width(self, width: str) -> None:
        """Compact: the drop-down instead of the strip, fewer words."""
        compact = width == "compact"
        self.domains.setVisible(compact)
        self._show.setVisible(not compact)
        self.units.setMaximumWidth(self._look.dp(_UNITS_COMPACT) if compact else _ANY_WIDTH)
        for widget in (
            self.unit_label,
            self.last_year,
            self.second,
        ):  # these two have their keys and the menu
            widget.setVisible(not compact)
