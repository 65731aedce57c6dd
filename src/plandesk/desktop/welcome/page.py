"""Welcome: at the left what was open before, at the right a new county in four steps, all with defaults."""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import (
    QComboBox,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from plandesk import __version__
from plandesk.core.entry_sheet import plan_indicators
from plandesk.core.plan import Plan, Region
from plandesk.core.problems import KnownProblem
from plandesk.desktop.ask import DATA_SUFFIX, Ask
from plandesk.desktop.desk import Desk
from plandesk.desktop.look.look import Look
from plandesk.desktop.look.words import button, label
from plandesk.desktop.page import Threshold
from plandesk.desktop.pinyin import matches
from plandesk.desktop.reading.door import ReadingDoor
from plandesk.desktop.welcome.blank import BlankFields
from plandesk.desktop.welcome.packs import PackModel, PackRow, PackTable
from plandesk.desktop.welcome.recent import RecentCard

_RECENT_SHOWN, _PACKS_TALL = 3, 7
_NARROW_BELOW, _LOW_BELOW = 1100, 640


class WelcomePage(Threshold):
    """``open_wanted``, ``restore_wanted``, ``practice_wanted`` are the window's actions; ``picked`` a recent file."""

    picked = Signal(str)
    open_wanted = Signal()
    restore_wanted = Signal()
    practice_wanted = Signal()
    back_wanted = Signal()
    leaving = Signal()

    def __init__(
        self,
        desk: Desk,
        look: Look,
        ask: Ask,
        packs: Callable[[], Sequence[Plan]],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._desk = desk
        self._look = look
        self._ask = ask
        self._load_packs = packs
        self._rows: list[PackRow] = []
        self._typed_path = False
        self._typed_name = False
        self.cards: list[RecentCard] = []
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self._left())
        row.addWidget(self._right(), 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Small windows: a narrower left, less air, and the third recent file gives way."""
        dp = self._look.dp
        narrow, low = self.width() < dp(_NARROW_BELOW), self.height() < dp(_LOW_BELOW)
        self._side.setFixedWidth(dp(336 if narrow else 452))
        top, edge = (16 if low else 40), (20 if narrow else 48)
        self._left_column.setContentsMargins(edge - 8, top, edge - 8, 16)
        self._right_grid.setContentsMargins(edge, top, edge, 24)
        for place, card in enumerate(self.cards):
            card.setVisible(not low or place < _RECENT_SHOWN - 1)

    # the left: what was open before

    def _left(self) -> QWidget:
        side = QWidget()
        side.setObjectName("paper")
        side.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._side = side
        column = self._left_column = QVBoxLayout(side)
        column.setSpacing(8)
        column.addWidget(label(self.tr("妇女儿童规划监测"), "welcome"))
        column.addWidget(label(self.tr("plandesk {version}，离线单机版").format(version=__version__), "soft"))
        column.addSpacing(20)
        self._recent_head = label(self.tr("最近打开"), "heading")
        column.addWidget(self._recent_head)
        self._recent = QVBoxLayout()
        self._recent.setSpacing(8)
        column.addLayout(self._recent)
        column.addSpacing(8)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addWidget(
            button(self.tr("打开文件…  Ctrl+O"), self.open_wanted.emit, name=self.tr("打开文件"))
        )
        buttons.addWidget(button(self.tr("从备份恢复…"), self.restore_wanted.emit))
        buttons.addStretch(1)
        column.addLayout(buttons)
        links = QHBoxLayout()
        links.setSpacing(8)
        links.addWidget(button(self.tr("打开练习数据"), self.practice_wanted.emit, "link"))
        self._back = button(
            self.tr("回到打开的文件  Esc"), self.back_wanted.emit, "link", name=self.tr("回到打开的文件")
        )
        links.addWidget(self._back)
        links.addStretch(1)
        column.addLayout(links)
        self._trouble = label("", "bad", wrap=True)
        column.addWidget(self._trouble)
        column.addStretch(1)
        column.addWidget(label(self.tr("数据只存在本机文件里，不联网，不上传。"), "hint"))
        return side

    # the right: a new county

    def _right(self) -> QWidget:
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        side = QWidget()
        side.setObjectName("page")
        scroll.setWidget(side)
        grid = QGridLayout(side)
        self._right_grid = grid
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(8)
        grid.setColumnStretch(1, 1)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(label(self.tr("新建一个县区"), "title"))
        head.addSpacing(12)
        head.addWidget(label(self.tr("四项填好就能开始，以后都能改"), "soft"))
        head.addStretch(1)
        grid.addLayout(head, 0, 0, 1, 2)
        steps = (
            (self.tr("选规划包"), self._pack_step()),
            (self.tr("县区名称"), self._region_step()),
            (self.tr("责任单位和操作人"), self._unit_step()),
            (self.tr("从哪一年开始"), self._year_step()),
        )
        for number, (title, body) in enumerate(steps, start=1):
            row = 2 * number
            grid.addWidget(label(str(number), "step"), row, 0)
            grid.addWidget(label(title, "heading"), row, 1)
            grid.addLayout(body, row + 1, 1)
            grid.setRowMinimumHeight(row, self._look.dp(30))
        grid.addLayout(self._end(), 11, 1)
        grid.setRowStretch(12, 1)
        return scroll

    def _pack_step(self) -> QVBoxLayout:
        self.filter = QLineEdit()
        self.filter.setAccessibleName(self.tr("查找规划包"))
        self.filter.setPlaceholderText(self.tr("按地名查找，可用拼音首字母"))
        self.filter.setFixedWidth(self._look.dp(210))
        self.filter.textEdited.connect(self._filter)
        top = QHBoxLayout()
        top.setSpacing(8)
        top.addWidget(self.filter)
        top.addWidget(label(self.tr("空格勾选，可同时选妇女、儿童两个规划"), "soft", wrap=True), 1)
        self.packs = PackModel(self)
        self.pack_table = PackTable(self.packs, self._look)
        self.packs.dataChanged.connect(lambda *_: self._ticked())
        column = QVBoxLayout()
        column.setSpacing(8)
        column.addLayout(top)
        column.addWidget(self.pack_table)
        self.reading = ReadingDoor(self._desk, self._ask)
        column.addWidget(self.reading)
        self.blank = BlankFields(self._look)
        self.blank.changed.connect(self._blank_changed)
        column.addWidget(self.blank)
        return column

    def _region_step(self) -> QHBoxLayout:
        self.name = QLineEdit()
        self.name.setAccessibleName(self.tr("县区名称"))
        self.name.setFixedWidth(self._look.dp(210))
        self.name.textEdited.connect(self._name_edited)
        self.code = QLineEdit()
        self.code.setAccessibleName(self.tr("行政区划代码"))
        self.code.setFixedWidth(self._look.dp(96))
        self.code.setMaxLength(6)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.name)
        row.addWidget(self.code)
        row.addWidget(label(self.tr("行政区划代码"), "soft"))
        row.addStretch(1)
        return row

    def _unit_step(self) -> QHBoxLayout:
        self._units = label("", "soft")
        self.person = QLineEdit()
        self.person.setAccessibleName(self.tr("操作人"))
        self.person.setFixedWidth(self._look.dp(120))
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(label(self.tr("操作人"), "soft"))
        row.addWidget(self.person)
        row.addSpacing(10)
        row.addWidget(self._units, 1)
        return row

    def _year_step(self) -> QHBoxLayout:
        self.years = QComboBox()
        self.years.setAccessibleName(self.tr("从哪一年开始"))
        self.years.setFixedWidth(self._look.dp(96))
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.years)
        row.addWidget(label(self.tr("往年数据随时可以补录"), "soft"))
        row.addStretch(1)
        return row

    def _end(self) -> QVBoxLayout:
        self.path = QLineEdit()
        self.path.setAccessibleName(self.tr("保存到"))
        self.path.textEdited.connect(self._path_edited)
        where = QHBoxLayout()
        where.setSpacing(8)
        where.addWidget(label(self.tr("保存到"), "soft"))
        where.addWidget(self.path, 1)
        where.addWidget(button(self.tr("更改…"), self._choose_path, name=self.tr("更改保存位置")))
        self._complaint = label("", "bad", wrap=True)
        self.make = button(
            self.tr("建立数据文件  Alt+N"), self.make_file, "primary", name=self.tr("建立数据文件")
        )
        self.make.setDefault(True)
        go = QShortcut(QKeySequence("Alt+N"), self, self.make_file)
        go.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addWidget(self._complaint, 1)
        foot.addWidget(self.make)
        column = QVBoxLayout()
        column.setSpacing(8)
        column.addSpacing(6)
        column.addLayout(where)
        column.addLayout(foot)
        return column

    # what is shown

    def refresh(self, *, file_open: bool) -> None:
        """Show the recent files and the packs anew."""
        for card in self.cards:
            self._recent.removeWidget(card)
            card.deleteLater()
        files = self._desk.preferences.recent()[:_RECENT_SHOWN]
        self._recent_head.setVisible(bool(files))
        self.cards = []
        for file in files:
            card = RecentCard(file, self._look, self._desk.now())
            card.clicked.connect(lambda _=False, path=file.path: self.picked.emit(path))
            self._recent.addWidget(card)
            self.cards.append(card)
        self._fit()
        self._back.setVisible(file_open)
        self.complain("")
        self.reading.work.clear()
        self.person.setText(self._desk.preferences.person)
        if not self._rows:
            self._take_packs()

    def _take_packs(self) -> None:
        library = self._desk.library()
        self._rows = [PackRow(plan, len(plan_indicators(plan, library))) for plan in self._load_packs()]
        self.packs.set_packs(self._rows)
        row, head = self._look.dp(27), self._look.dp(30)
        self.pack_table.setFixedHeight(head + row * min(max(len(self._rows), 2), _PACKS_TALL) + 2)
        year = self._desk.now().year
        for each in range(year, year - 6, -1):
            self.years.addItem(f"{each}年", each)
        self.years.setCurrentIndex(1)
        self._propose_path()
        self._tell_units()

    def _filter(self, text: str) -> None:
        self.packs.show_only(
            [r.plan.id for r in self._rows if matches(text, (r.plan.title, r.plan.region.name))]
        )

    def _ticked(self) -> None:
        plans = self.packs.ticked()
        if plans and not self._typed_name:
            self.name.setText(plans[0].region.name)
            self.code.setText(plans[0].region.code)
            self._propose_path()
        if plans:
            first, last = plans[0].period
            wanted = min(max(self._desk.now().year - 1, first), last)
            if self.years.findData(wanted) < 0:
                self.years.addItem(f"{wanted}年", wanted)
            self.years.setCurrentIndex(self.years.findData(wanted))
        self._tell_units()

    def _tell_units(self) -> None:
        library = self._desk.library()
        codes = {code for plan in self.packs.ticked() for code in plan_indicators(plan, library)}
        units = {library[code].reporter for code in codes}
        words = self.tr("已按规划预置{units}个责任单位，{codes}个指标").format(
            units=len(units), codes=len(codes)
        )
        self._units.setText(words if codes else self.tr("选好规划后，按规划预置责任单位"))

    def _blank_changed(self) -> None:
        first, last = self.blank.period
        wanted = min(max(self._desk.now().year - 1, first), last)
        if self.years.findData(wanted) < 0:
            self.years.addItem(f"{wanted}年", wanted)
        self.years.setCurrentIndex(self.years.findData(wanted))

    def _name_edited(self, _: str) -> None:
        self._typed_name = True
        self._propose_path()

    def _path_edited(self, _: str) -> None:
        self._typed_path = True

    def _propose_path(self) -> None:
        if not self._typed_path:
            name = self.name.text().strip() or self.tr("妇儿规划监测")
            self.path.setText(str(Path(self._desk.preferences.last_folder) / f"{name}{DATA_SUFFIX}"))

    def _choose_path(self) -> None:
        chosen = self._ask.data_file_to_make(self, self.path.text())
        if chosen is not None:
            self.path.setText(str(chosen))
            self._typed_path = True

    def complain(self, sentence: str, *, left: bool = False) -> None:
        """A sentence under the new file's path, or at the left under the buttons."""
        self._complaint.setText("" if left else sentence)
        self._trouble.setText(sentence if left else "")

    def make_file(self) -> None:
        """Make the data file; what is missing is said in place."""
        plans = self.packs.ticked()
        name, code = self.name.text().strip(), self.code.text().strip()
        fault = self.blank.fault()
        if fault:
            self.complain(fault)
            self.blank.title.setFocus()
        elif not plans and not self.blank.wanted:
            self.complain(self.tr("还没有选规划。请在第1步用空格勾选。"))
            self.pack_table.setFocus()
        elif not name:
            self.complain(self.tr("县区名称是空的。请在第2步填写。"))
            self.name.setFocus()
        elif len(code) != 6 or not code.isascii() or not code.isdigit():
            self.complain(self.tr("行政区划代码应为6位数字。请在第2步改正。"))
            self.code.setFocus()
        else:
            self._create(plans, Region(name, code, plans[0].region.level if plans else "county"))

    def _create(self, plans: list[Plan], region: Region) -> None:
        path = Path(self.path.text().strip())
        if path.suffix != DATA_SUFFIX:
            path = path.with_name(path.name + DATA_SUFFIX)
        self._desk.preferences.person = self.person.text()
        self.leaving.emit()
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            library = self._desk.library()
            if self.blank.wanted:
                plan, library = self.blank.plan(region, library)
                plans = [*(p for p in plans if p.id != plan.id), plan]
            self._desk.create(path, region, plans, int(self.years.currentData()), library)
        except KnownProblem as problem:
            self.complain(self._desk.words.problem(problem))
            self.path.setFocus()
        except OSError:
            self.complain(self.tr("不能在 {folder} 建立文件。请换一个文件夹。").format(folder=path.parent))
            self.path.setFocus()
        else:
            self._desk.preferences.last_folder = str(path.parent)

    def enter(self) -> None:
        """The keyboard on the first recent file, else on the packs."""
        usable = [card for card in self.cards if card.there]
        if usable:
            usable[0].setFocus()
        else:
            self.filter.setFocus()
