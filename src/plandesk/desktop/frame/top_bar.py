"""The top bar: menus, county, plan, year, state of the year, sample mark, search, saved-state."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QMenu, QMenuBar, QPushButton, QWidget

from plandesk.core.plan import Plan
from plandesk.core.records import YearState
from plandesk.desktop.desk import Desk
from plandesk.desktop.look.look import Look
from plandesk.desktop.look.sign_label import SignLabel
from plandesk.desktop.look.words import button, label, pole
from plandesk.desktop.plan_words import audience_word


class SearchField(QLineEdit):
    """Looks like the field it opens: the palette's own."""

    def __init__(self, act: Callable[[], object]) -> None:
        super().__init__()
        self._act = act
        self.setObjectName("search")
        self.setReadOnly(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._act()


def _whose(state: YearState) -> str:
    """王芳 4月8日: who brought the year to its stage, and when."""
    if not state.set_at:
        return ""
    month, day = int(state.set_at[5:7]), int(state.set_at[8:10])
    return f"{state.set_by} {month}月{day}日"


class TopBar(QWidget):
    """``plan_chosen`` with a plan's id, ``year_chosen`` with a year, ``search_wanted`` when the search field is pressed."""

    plan_chosen = Signal(str)
    year_chosen = Signal(int)
    search_wanted = Signal()

    def __init__(self, desk: Desk, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("topbar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._desk = desk
        self._look = look
        self._width = "regular"
        self._plans: list[tuple[str, QPushButton]] = []
        self.menus = QMenuBar()
        self.menus.setNativeMenuBar(False)
        self.menu_button = button(self.tr("菜单"), self._open_menu, "tool")
        self.all_menus = QMenu(self)
        self.county = label("", "heading")
        self.years = QComboBox()
        self.years.setAccessibleName(self.tr("年份"))
        self.years.activated.connect(lambda _: self.year_chosen.emit(int(self.years.currentData())))
        self._lock = SignLabel(look, "lock", "ink2", "paper")
        self._lock.setToolTip(self.tr("这一年已封存"))
        self.stage = label("", "soft")
        self.sample = label(self.tr("示例数据"), "tag")
        self.search = SearchField(self.search_wanted.emit)
        self.search.setAccessibleName(self.tr("搜索指标"))
        self._saved_sign = SignLabel(look, "filled", "good", "paper")
        self.saved = label("", "soft")
        self._lay_out()
        look.changed.connect(self._fit)
        self._fit()

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 0, 12, 0)
        row.setSpacing(8)
        row.addWidget(self.menus, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self.menu_button)
        self._pole = pole()
        self._pole.setFixedHeight(20)
        row.addSpacing(4)
        row.addWidget(self._pole)
        row.addWidget(self.county)
        self._plan_row = QHBoxLayout()
        self._plan_row.setSpacing(0)
        row.addLayout(self._plan_row)
        for widget in (self.years, self._lock, self.stage, self.sample):
            row.addWidget(widget, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addStretch(1)
        row.addWidget(self.search)
        row.addSpacing(4)
        row.addWidget(self._saved_sign)
        row.addWidget(self.saved)

    def _fit(self) -> None:
        compact = self._width == "compact"
        self.setFixedHeight(self._look.dp(40 if compact else 44))
        self.search.setFixedWidth(self._look.dp(150 if compact else 300))
        self.years.setFixedWidth(self._look.dp(84))
        self.menus.setFixedHeight(self._look.dp(30))

    def show_width(self, width: str) -> None:
        """Compact: one 菜单 button, short words."""
        self._width = width
        compact = width == "compact"
        self.menus.setVisible(not compact)
        self.menu_button.setVisible(compact)
        hint = self.tr("搜索 Ctrl+F") if compact else self.tr("搜索指标：名称或拼音首字母，如 ycf    Ctrl+F")
        self.search.setPlaceholderText(hint)
        self.stage.setVisible(not compact)
        self._fit()
        if self._desk.is_open:
            self.show_desk()

    def _open_menu(self) -> None:
        self.all_menus.popup(self.menu_button.mapToGlobal(self.menu_button.rect().bottomLeft()))

    def open_menu(self) -> None:
        """F10 on compact windows."""
        if self.menu_button.isVisible():
            self._open_menu()

    # what is shown

    def show_desk(self) -> None:
        """Show the desk's county, plan, year and saved-state anew."""
        snapshot = self._desk.snapshot
        self.county.setText(snapshot.region.name)
        self._show_plans(snapshot.plans)
        years = self._desk.years()
        if [self.years.itemData(i) for i in range(self.years.count())] != list(years):
            self.years.clear()
            for year in years:
                self.years.addItem(f"{year}年", year)
        self.years.setCurrentIndex(years.index(self._desk.year))
        self.show_state()

    def _show_plans(self, plans: Sequence[Plan]) -> None:
        compact = self._width == "compact"
        words = [audience_word(p, short=compact) for p in plans]
        if [(p.id, w) for p, w in zip(plans, words, strict=True)] != [(i, b.text()) for i, b in self._plans]:
            for _, old in self._plans:
                self._plan_row.removeWidget(old)
                old.deleteLater()
            self._plans = []
            for place, (plan, word) in enumerate(zip(plans, words, strict=True)):
                made = button(word, kind="left" if place == 0 else "right", name=plan.title)
                made.setCheckable(True)
                made.setToolTip(plan.title)
                made.clicked.connect(lambda _=False, i=plan.id: self.plan_chosen.emit(i))
                self._plans.append((plan.id, made))
                self._plan_row.addWidget(made)
        for plan_id, made in self._plans:
            made.setChecked(plan_id == self._desk.plan_id)

    def show_state(self) -> None:
        """The state of the year, the sample mark, the saved-state."""
        desk = self._desk
        state = desk.snapshot.years.get(desk.year)
        words = {"checked": self.tr("已审核"), "sent": self.tr("已上报"), "returned": self.tr("退回")}
        stage = words.get(state.stage or "", self.tr("草稿")) if state else self.tr("草稿")
        sealed = state is not None and state.sealed
        whose = _whose(state) if state is not None and state.stage in words else ""
        shown = f"{stage}，{self.tr('已封存')}" if sealed else stage
        self.stage.setText(f"{shown}  {whose}" if whose else shown)
        told = self.tr("这一年的状态：{stage}").format(stage=f"{shown} {whose}".strip())
        self.stage.setToolTip(told)
        self.stage.setAccessibleDescription(told)
        self._lock.setVisible(sealed)
        self.sample.setVisible(desk.snapshot.has_samples(desk.year))
        if desk.file.read_only:
            holder = desk.file.held_by
            words_ = self.tr("只读：{who}正在使用").format(who=holder) if holder else self.tr("只读")
            self._saved_sign.show_sign("lock", "ink2", "paper")
        else:
            saved = desk.file.last_saved
            words_ = self.tr("已保存 {at}").format(at=f"{saved:%H:%M}") if saved else self.tr("已建立")
            self._saved_sign.show_sign("filled", "ink2", "paper")
        self.saved.setText(words_)
