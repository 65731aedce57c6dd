"""The keys of 填报 that the menus and the palette show too: their words and shortcuts."""

from collections.abc import Callable, Mapping
from functools import partial

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QAction

from plandesk.desktop.entry.lines import Shown
from plandesk.desktop.entry.tools import SHOWN
from plandesk.desktop.page import Page, page_action


def _tr(text: str) -> str:
    return QCoreApplication.translate("Entry", text)


_WRITING = frozenset(("paste", "words", "last_year", "fill_down", "note", "flag", "explain"))


def entry_actions(
    page: Page,
    acts: Mapping[str, Callable[[], object]],
    choose: Callable[[Shown], object],
    refused: Callable[[], bool],
) -> dict[str, QAction]:
    """An action for each of ``acts`` by its key; ``choose`` takes the filter of Alt+1…4.

    ``refused`` says why nothing can be written now and that it is so: asked before whatever writes.
    """
    acts = {key: partial(_unless, refused, act) if key in _WRITING else act for key, act in acts.items()}
    words = (
        ("copy", _tr("复制"), "Ctrl+C"),
        ("paste", _tr("粘贴"), "Ctrl+V"),
        ("words", _tr("无数值…"), "F6"),
        ("last_year", _tr("同上年"), "Ctrl+L"),
        ("fill_down", _tr("向下填充"), "Ctrl+D"),
        ("note", _tr("批注…"), "Shift+F2"),
        ("flag", _tr("待跟进"), "Ctrl+B"),
        ("explain", _tr("写说明"), "F8"),
        ("history", _tr("本格变动"), "Alt+H"),
        ("next_finding", _tr("下一个问题"), "F7"),
        ("previous_finding", _tr("上一个问题"), "Shift+F7"),
        ("card", _tr("指标卡"), "F4"),
        ("second", _tr("复录核对"), "Ctrl+R"),
        ("fold_all", _tr("展开或收起全部分组"), "F9"),
        ("next_region", _tr("表格、说明、筛选之间切换"), "Ctrl+Tab"),
        ("next_domain", _tr("下一个领域"), "Ctrl+PgDown"),
        ("previous_domain", _tr("上一个领域"), "Ctrl+PgUp"),
    )
    made = {key: page_action(page, text, shortcut, acts[key]) for key, text, shortcut in words}
    titles = (_tr("显示全部"), _tr("只看未填"), _tr("只看有问题"), _tr("只看已标记"))
    for number, (shown, title) in enumerate(zip(SHOWN, titles, strict=True), start=1):
        made[f"show_{shown}"] = page_action(page, title, f"Alt+{number}", partial(choose, shown))
    return made


def _unless(refused: Callable[[], bool], act: Callable[[], object]) -> None:
    if not refused():
        act()
