"""The menus: every action with its key. The bar and the one 菜单 button of compact windows hold the same actions."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu

from plandesk.desktop.frame.window import DeskWindow

_PAGE_ACTIONS = (
    "copy", "paste", "fill_down", "last_year", "words", "note", "flag", "explain",
)  # fmt: skip
_DATA_ACTIONS = ("second", "next_finding", "previous_finding", "next_domain", "previous_domain")
_VIEW_ACTIONS = ("card", "history", "fold_all", "show_all", "show_blank", "show_trouble", "show_flagged")


@dataclass(frozen=True, slots=True)
class ActionSpec:
    """An action of a menu: its key, its words, its shortcut, what it does."""

    key: str
    text: str
    shortcut: str
    act: Callable[[], object]


class Menus:
    """Builds the menus and keeps their window-wide actions by key."""

    def __init__(self, window: DeskWindow) -> None:
        self._window = window
        self._bar = window.top_bar.menus
        self._all = window.top_bar.all_menus
        self.actions: dict[str, QAction] = {}

    def action(self, key: str, text: str, shortcut: str, act: Callable[[], object]) -> QAction:
        """A window-wide action; its shortcut works on every page."""
        made = QAction(text, self._window)
        if shortcut:
            made.setShortcut(QKeySequence(shortcut))
        made.triggered.connect(lambda: act())
        self._window.addAction(made)
        self.actions[key] = made
        return made

    def menu(self, title: str, actions: Sequence[QAction | None]) -> QMenu:
        """A menu of the bar; None stands for a separator."""
        made = QMenu(title, self._window)
        for action in actions:
            if action is None:
                made.addSeparator()
            else:
                made.addAction(action)
        self._bar.addMenu(made)
        self._all.addMenu(made)
        return made

    def help_menu(
        self,
        here: Callable[[], object],
        first_day: Callable[[], object],
        palette: Callable[[], object],
        search: Callable[[], object],
    ) -> None:
        """帮助, and the two doors to everything by name."""
        tr = self._window.tr
        self.menu(
            tr("帮助"),
            [
                self.action("help", tr("本页怎么用"), "F1", here),
                self.action("first_day", tr("第一天：从空文件夹到第一份报告"), "", first_day),
                None,
                self.action("palette", tr("命令和搜索"), "Ctrl+K", palette),
                self.action("search", tr("搜索指标"), "Ctrl+F", search),
            ],
        )

    def page_menu(self) -> QMenu:
        """本页: what the page shown can do beside the other menus; made anew whenever it is opened."""
        made = self.menu(self._window.tr("本页"), [])
        made.aboutToShow.connect(lambda: self._fill_page_menu(made))
        self._window.page_changed.connect(lambda _: self._fill_page_menu(made))
        return made

    def _fill_page_menu(self, menu: QMenu) -> None:
        page = self._window.page
        others = [m for bar in self._bar.actions() if isinstance(m := bar.menu(), QMenu) and m is not menu]
        elsewhere = {action for other in others for action in other.actions()}
        for action in menu.actions():
            menu.removeAction(action)  # clear() would delete the actions of the page that was left
        for action in page.actions() if page is not None else ():
            if action.text() and action not in elsewhere:
                menu.addAction(action)


def build_menus(
    window: DeskWindow, entry_actions: Mapping[str, QAction], *, extra: Mapping[str, Sequence[ActionSpec]]
) -> Menus:
    """All menus of the window. ``extra`` adds actions of other parts under 文件, 数据 and 报表."""
    tr = window.tr
    menus = Menus(window)
    made = menus.action

    def more(name: str) -> list[QAction | None]:
        return [made(spec.key, spec.text, spec.shortcut, spec.act) for spec in extra.get(name, ())]

    file: list[QAction | None] = [
        made("new", tr("新建…"), "Ctrl+N", window.show_welcome),
        made("open", tr("打开文件…"), "Ctrl+O", window.open_file),
        None,
        *more("file"),
        made("close", tr("关闭文件"), "Ctrl+W", window.close_file),
        made("quit", tr("退出"), "Ctrl+Q", window.close),
    ]
    menus.menu(tr("文件"), file)
    edit: list[QAction | None] = [
        made("undo", tr("撤销"), "Ctrl+Z", window.undo),
        made("redo", tr("重做"), "Ctrl+Y", window.redo),
        None,
        *(entry_actions[key] for key in _PAGE_ACTIONS if key in entry_actions),
    ]
    menus.menu(tr("编辑"), edit)
    menus.menu(tr("数据"), [*(entry_actions[k] for k in _DATA_ACTIONS if k in entry_actions), *more("data")])
    if extra.get("reports"):
        menus.menu(tr("报表"), more("reports"))
    pages: list[QAction | None] = [
        made(f"page_{spec.key}", spec.title, f"Ctrl+{number}", partial(window.show_page, spec.key))
        for number, spec in enumerate(window.specs, start=1)
    ]
    view: list[QAction | None] = [
        *pages, None, made("next_plan", tr("另一个规划"), "Ctrl+T", window.next_plan), *more("view"), None,
        *(entry_actions[k] for k in _VIEW_ACTIONS if k in entry_actions),
    ]  # fmt: skip
    menus.menu(tr("查看"), view)
    menus.page_menu()
    made("menu", tr("菜单"), "F10", window.top_bar.open_menu)
    return menus
