"""The middle of 报表: what is still open, how the paper is made, and the foot with the work and the buttons."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLineEdit, QScrollArea, QVBoxLayout, QWidget

from plandesk.core.annual.compose import OFFICE_SETTING, STATISTICS_SETTING
from plandesk.core.words import Words
from plandesk.desktop.ask import Ask
from plandesk.desktop.desk import Desk
from plandesk.desktop.gate_list import GateList, OpenPoints
from plandesk.desktop.look.boxes import CalmBox
from plandesk.desktop.look.look import Look
from plandesk.desktop.look.sign_label import SignLabel
from plandesk.desktop.look.words import button, label, panel, rule
from plandesk.desktop.plan_words import audience_word
from plandesk.desktop.reporting.choices import Contents, EditionChoice, TextList
from plandesk.desktop.reporting.made import Made
from plandesk.desktop.reporting.papers import Paper
from plandesk.desktop.work_line import WorkLine

UNITS = (STATISTICS_SETTING, OFFICE_SETTING)


class PaperOptions(QFrame):
    """The options of the paper chosen. It holds widgets only; the page fills them and follows them."""

    def __init__(self, look: Look, ask: Ask, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("options")
        self._ask = ask
        self._path: Path | None = None
        self._gated = True
        self._title, self._about = label("", "title"), label("", "soft", wrap=True)
        self.gate = GateList(look)
        self._settled = label("", "soft", wrap=True)
        self.edition, self.contents, self.texts = EditionChoice(), Contents(), TextList()
        self.plans, self.variants = CalmBox(), CalmBox()
        self.month = QLineEdit()
        self.units = {name: QLineEdit() for name in UNITS}
        self._sign = SignLabel(look, "no_figure", "ink2", "ground")
        self._reason = label("", "", wrap=True)
        self.other_year = button("")
        self._last = label("", "soft", wrap=True)
        self._open = button(self.tr("打开"), self._show_file, "link", name=self.tr("打开上次的文件"))
        self._folder = button(
            self.tr("打开所在文件夹"), self._show_folder, "link", name=self.tr("打开上次的文件所在文件夹")
        )
        self.work = WorkLine(ask, words)
        self.make = button(self.tr("生成PDF…"), None, "primary", name=self.tr("生成PDF"))
        self.print = button(self.tr("打印…  Ctrl+P"), name=self.tr("打印"))
        self.annexes = button(self.tr("导出附表Excel…"))
        self.look = button(self.tr("预览  F4"), name=self.tr("预览"))
        """On a compact window, where the pages have no place beside the options."""
        self._lay_out()

    def _lay_out(self) -> None:
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 1, 0)  # the rule at the right
        outer.setSpacing(0)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        inside = QWidget()
        inside.setObjectName("page")
        scroll.setWidget(inside)
        column = QVBoxLayout(inside)
        column.setContentsMargins(18, 14, 18, 8)
        column.setSpacing(7)
        column.addWidget(self._title)
        column.addWidget(self._about)
        self._bar = self._barred()
        column.addWidget(self._bar)
        self._open_points = self._gate()
        column.addWidget(self._open_points)
        column.addLayout(self._fields())
        column.addWidget(self.contents)
        column.addWidget(self.texts)
        column.addStretch(1)
        outer.addWidget(scroll, 1)
        foot = QVBoxLayout()
        foot.setContentsMargins(18, 0, 18, 12)
        foot.setSpacing(8)
        foot.addWidget(rule())
        last = QHBoxLayout()
        last.addWidget(self._last, 1)
        last.addWidget(self._open)
        last.addWidget(self._folder)
        foot.addLayout(last)
        foot.addWidget(self.work)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addWidget(self.make)
        buttons.addWidget(self.print)
        buttons.addWidget(self.annexes)
        buttons.addWidget(self.look)
        buttons.addStretch(1)
        foot.addLayout(buttons)
        outer.addLayout(foot)

    def _barred(self) -> QFrame:
        box = panel()
        inner = QHBoxLayout(box)
        inner.setContentsMargins(12, 8, 12, 8)
        inner.setSpacing(8)
        inner.addWidget(self._sign)
        inner.addWidget(self._reason, 1)
        inner.addWidget(self.other_year)
        return box

    def _gate(self) -> QFrame:
        box = panel()
        inner = QVBoxLayout(box)
        inner.setContentsMargins(12, 10, 12, 10)
        inner.addWidget(label(self.tr("出正式稿前"), "soft"))
        inner.addWidget(self.gate)
        inner.addWidget(self._settled)
        return box

    def _fields(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(8)
        grid.setColumnStretch(1, 1)
        names = {STATISTICS_SETTING: self.tr("监测单位"), OFFICE_SETTING: self.tr("落款单位")}
        self._variant_name = label(self.tr("内容"), "soft")
        self._edition_name = label(self.tr("稿本"), "soft")
        lines: list[tuple[QWidget, str, QWidget]] = [
            (self._edition_name, self.tr("稿本"), self.edition),
            (self._variant_name, self.tr("内容"), self.variants),
            (label(self.tr("规划"), "soft"), self.tr("规划"), self.plans),
            (label(self.tr("成文日期"), "soft"), self.tr("成文日期"), self.month),
            *((label(names[name], "soft"), names[name], field) for name, field in self.units.items()),
        ]
        for place, (name, words, field) in enumerate(lines):
            grid.addWidget(name, place, 0)
            grid.addWidget(field, place, 1)
            field.setAccessibleName(words)
        return grid

    # what is shown

    def fill(self, desk: Desk) -> None:
        """Plans and printed units as the data file has them; the choice of plans stays."""
        self._fill_plans(desk)
        self._fill_fields(desk)

    def _fill_plans(self, desk: Desk) -> None:
        plans = desk.snapshot.plans
        chosen = self.plans.currentData()
        self.plans.clear()
        for plan in plans:
            self.plans.addItem(audience_word(plan), (plan.id,))
        if len(plans) > 1:
            self.plans.addItem(self.tr("两个规划合为一册"), tuple(p.id for p in plans))
        place = next((i for i in range(self.plans.count()) if self.plans.itemData(i) == chosen), -1)
        mine = next((i for i in range(self.plans.count()) if self.plans.itemData(i) == (desk.plan_id,)), 0)
        self.plans.setCurrentIndex(place if place >= 0 else mine)

    def _fill_fields(self, desk: Desk) -> None:
        if not self.month.text():
            now = desk.now()
            self.month.setText(f"{now.year}年{now.month}月")
        region = desk.snapshot.region.name
        defaults = {STATISTICS_SETTING: "report.unit_statistics", OFFICE_SETTING: "report.unit_office"}
        for name, field in self.units.items():
            if not field.hasFocus():
                field.setText(desk.snapshot.settings.get(name, ""))
                field.setPlaceholderText(desk.words.say(defaults[name], region=region))
                field.setReadOnly(desk.file.read_only)

    def show_paper(self, paper: Paper) -> None:
        """Another paper."""
        self._title.setText(paper.title)
        self._about.setText(paper.about)
        self._gated = paper.gated
        self.annexes.setVisible(paper.annexes)
        edition = self.edition
        for choice in (edition.formal, edition.draft):
            choice.setVisible(paper.gated)
        edition.public.setVisible(paper.public)
        self.contents.show_parts(paper.parts)
        self.texts.setVisible(paper.editable is not None and bool(self.texts.texts))
        several = len(paper.variants) > 1
        self.variants.setVisible(several)
        self._variant_name.setVisible(several)
        if [self.variants.itemData(i) for i in range(self.variants.count())] != [
            v.writer for v in paper.variants
        ]:
            self.variants.clear()
            for variant in paper.variants:
                self.variants.addItem(variant.words, variant.writer)

    def show_points(self, points: OpenPoints) -> None:
        """What is open in the year."""
        self.gate.show_points(points)
        self._settled.setText(
            self.tr("错误改正、说明写好后才能出正式稿；空格在报告中列为“缺数据”。")
            if points.any
            else self.tr("没有未办事项，可以出正式稿。")
        )

    def show_reason(self, reason: str, other_year: int | None) -> None:
        """Why the paper cannot be made in this year, and the year it can be made in; "" where it can."""
        self._bar.setVisible(bool(reason))
        self._open_points.setVisible(self._gated and not reason)
        self._reason.setText(reason)
        self.other_year.setVisible(other_year is not None)
        if other_year is not None:
            self.other_year.setText(self.tr("换到{year}年").format(year=other_year))
            self.other_year.setAccessibleName(self.other_year.text())

    def show_last(self, made: Made | None) -> None:
        """The file made last; nothing where there is none, or while the work line speaks of it."""
        self._path = Path(made.path) if made is not None and made.exists else None
        if made is None:
            words = ""
        elif self._path is None:
            words = self.tr("上次的文件不在原处：{path}").format(path=made.path)
        else:
            words = self.tr("上次：{name}").format(name=self._path.name)
        self._last.setText(words)
        self._last.setToolTip(made.path if made is not None else "")
        self._last.setVisible(bool(words))
        self._open.setVisible(self._path is not None)
        self._folder.setVisible(self._path is not None)

    def _with_path(self, show: Callable[[Path], None]) -> None:
        if self._path is not None:
            show(self._path)

    def _show_file(self) -> None:
        self._with_path(self._ask.show_file)

    def _show_folder(self) -> None:
        self._with_path(self._ask.show_folder)
