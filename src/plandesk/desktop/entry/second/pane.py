"""复录核对 put together: what is typed twice and how far it is, the grid, the panel with both typings."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from plandesk.core.changes import ChangeSet
from plandesk.core.plan import Domain
from plandesk.core.records import CellKey
from plandesk.core.second_entry import Scope, Tally, first_text, scope_of, second_of, second_text, tally
from plandesk.desktop.actions.second_entry import choose_scope
from plandesk.desktop.desk import Desk
from plandesk.desktop.entry.second.grid import SecondGrid
from plandesk.desktop.entry.second.model import SecondModel, Shown
from plandesk.desktop.entry.second.panel import SecondPanel
from plandesk.desktop.look.look import Look
from plandesk.desktop.look.words import button, label
from plandesk.desktop.page import StatusText
from plandesk.desktop.standing import rows_of

_PANEL_WIDTHS = {"compact": 250, "regular": 306, "wide": 380}


class SecondEntryPane(QWidget):
    """Shown in place of tools, grid and card while the mode is on. ``left`` ends it; ``status`` tells where one is."""

    left = Signal()
    status = Signal(object)

    def __init__(self, desk: Desk, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._look = desk, look
        self._domain: Domain | None = None
        self.model = SecondModel(desk, self)
        self.grid = SecondGrid(desk, self.model, look)
        self.panel = SecondPanel(desk, self.model, look)
        self._count, self._count_all = label("", "heading"), label("", "soft")
        self._empty = label("", wrap=True)
        self.leave = button(self.tr("结束复录 Esc"), self.left.emit, "tool", name=self.tr("结束复录"))
        self._scopes, self._chips = QButtonGroup(self), QButtonGroup(self)
        self.scope_keys: dict[Scope, QPushButton] = {}
        self.chips: dict[Shown, QPushButton] = {}
        self._row = QHBoxLayout()
        self._lay_out()
        self._connect()
        self.hide()

    def _lay_out(self) -> None:
        row = self._row
        row.setSpacing(8)
        row.addWidget(self._count)
        row.addWidget(self._count_all)
        row.addSpacing(8)
        titles: dict[Shown, str] = {
            "all": self.tr("全部"), "waiting": self.tr("待复录"), "differs": self.tr("差异"),
        }  # fmt: skip
        for shown, title in titles.items():
            chip = self.chips[shown] = self._chip(title, self._chips)
            chip.clicked.connect(lambda: self.show_rows())
            row.addWidget(chip)
        self.chips["all"].setChecked(True)
        row.addStretch(1)
        scopes: dict[Scope, str] = {"key": self.tr("重点指标"), "all": self.tr("全部指标")}
        for scope, title in scopes.items():
            chip = self.scope_keys[scope] = self._chip(title, self._scopes)
            chip.clicked.connect(lambda _=False, s=scope: choose_scope(self._desk, s))
            row.addWidget(chip)
        self.scope_keys["key"].setToolTip(self.tr("主要目标里有目标值的指标"))
        row.addWidget(self.leave)
        body = QHBoxLayout()
        body.setSpacing(0)
        body.addWidget(self.grid, 1)
        body.addWidget(self._empty, 1)
        body.addWidget(self.panel)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(row)
        column.addLayout(body, 1)
        self._look.changed.connect(self._fit)
        self._fit()

    def _fit(self) -> None:
        dp = self._look.dp
        self._row.setContentsMargins(dp(10), dp(4), dp(10), dp(4))
        self._empty.setContentsMargins(dp(16), dp(16), dp(16), dp(16))

    def _chip(self, title: str, group: QButtonGroup) -> QPushButton:
        chip = button(title, kind="chip")
        chip.setCheckable(True)
        chip.setProperty("title", title)
        group.addButton(chip)
        return chip

    def _connect(self) -> None:
        self.grid.left.connect(self.left)
        self.grid.stayed.connect(self._tell)
        self.grid.ended.connect(self._tell_end)
        self.panel.kept.connect(lambda place: self._settle_by_button(self.grid.keep, place))
        self.panel.taken.connect(lambda place: self._settle_by_button(self.grid.take, place))

    def _settle_by_button(self, act: object, place: object) -> None:
        act(place)  # type: ignore[operator]
        self.grid.setFocus()

    # what is shown

    @property
    def shown(self) -> Shown:
        """The filter chosen."""
        return next(shown for shown, chip in self.chips.items() if chip.isChecked())

    def show_domain(self, domain: Domain | None) -> None:
        """Show a domain's figures from the first that waits."""
        self._domain = domain
        self.show_rows()

    def show_rows(self) -> None:
        """Make the lines anew: another domain, filter or scope."""
        self.scope_keys[scope_of(self._desk.snapshot)].setChecked(True)
        rows = rows_of(self._desk.sheet(self._domain)) if self._domain else ()
        self.model.show(rows, self.shown)
        self.show_counts()
        nothing = self.model.rowCount() == 0
        self.grid.setVisible(not nothing)
        self._empty.setVisible(nothing)
        if nothing:
            self._empty.setText(self._why_empty())
        else:
            self.grid.start()
            self.grid.setFocus()
        self._tell()

    def _why_empty(self) -> str:
        if self.shown != "all":
            return self.tr("这样筛选没有格。可改选全部。")
        return self.tr("这个领域还没有要复录的数。先填报，再换人或隔一段时间复录。")

    def show_counts(self) -> None:
        """How far this domain and the whole plan are."""
        desk = self._desk
        scope = scope_of(desk.snapshot)
        each = {d.no: tally(rows_of(desk.sheet(d)), desk.snapshot, desk.year, scope) for d in desk.domains}
        here = each.get(self._domain.no, Tally()) if self._domain else Tally()
        whole = sum(each.values(), Tally())
        self._count.setText(
            self.tr("复录 {done}/{total}，差异 {wrong}").format(
                done=here.verified, total=here.total, wrong=here.differing
            )
        )
        self._count_all.setText(
            self.tr("全规划 {done}/{total}，差异 {wrong}").format(
                done=whole.verified, total=whole.total, wrong=whole.differing
            )
        )
        numbers = {"all": here.total, "waiting": here.waiting, "differs": here.differing}
        for shown, chip in self.chips.items():
            chip.setText(f"{chip.property('title')} {numbers[shown]}")
            chip.setAccessibleName(chip.text())

    def take_change(self, change: ChangeSet) -> None:
        """Follow a change: another scope makes the lines anew, all else is painted anew."""
        if any(c.table not in ("observation", "explanation", "second_entry") for c in change.changes):
            self.show_rows()
            return
        self.model.take_change()
        self.show_counts()
        self._tell()

    def reach(self, key: CellKey) -> bool:
        """Go to an address; whether it is shown here."""
        return self.grid.reach(key)

    def step(self, step: int) -> None:
        """F7: the next difference."""
        self.grid.commit_open()
        if not self.grid.step(step):
            self._desk.said.emit(self.tr("没有两次不同的格。"), "good")

    def show_width(self, width: str) -> None:
        """Fit the width class."""
        self.panel.setFixedWidth(self._look.dp(_PANEL_WIDTHS[width]))
        self._count_all.setVisible(width != "compact")
        self.grid.show_width(width)

    # what is told

    def _tell(self) -> None:
        line = self.model.line(self.grid.current_row())
        place = self.grid.current_difference() if line is not None else None
        self.panel.show_cell(line, place)
        if line is None:
            self.status.emit(StatusText(self.tr("复录核对"), "", (("Esc", self.tr("结束复录")),)))
            return
        name = line.row.indicator.name
        if place is not None:
            now, second = (
                self._desk.snapshot.observations[place.key],
                second_of(self._desk.snapshot, place.key),
            )
            told = self.tr("两次不同：{first}、{second}").format(
                first=first_text(now, place.field), second=second_text(second, place.field)
            )
            keys = (
                ("←", self.tr("用第一次")),
                (self.tr("→ 或回车"), self.tr("用第二次")),
                ("↓", self.tr("先放下")),
            )
            self.status.emit(StatusText(name, told, keys))
            return
        keys = (
            (self.tr("回车"), self.tr("下一格")), ("F7", self.tr("下一处不同")), ("Esc", self.tr("结束复录")),
        )  # fmt: skip
        self.status.emit(StatusText(name, self.tr("复录核对"), keys))

    def _tell_end(self) -> None:
        here = tally(
            rows_of(self._desk.sheet(self._domain)) if self._domain else (),
            self._desk.snapshot, self._desk.year, scope_of(self._desk.snapshot),
        )  # fmt: skip
        if here.differing:
            words = self.tr("本领域录完了，还有{count}处两次不同。按F7看。").format(count=here.differing)
            self._desk.said.emit(words, "warn")
        elif here.waiting:
            self._desk.said.emit(
                self.tr("后面没有待复录的格，前面还有{count}格。").format(count=here.waiting), "warn"
            )
        else:
            self._desk.said.emit(self.tr("本领域复录完，两次都一致。Ctrl+PgDn 到下一个领域。"), "good")
