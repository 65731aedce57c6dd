"""The manual: a chapter for every page, opened by F1, and every name and key in it is one of the real window."""

import re

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QAbstractButton, QComboBox

from helpers.desk_hand import CONTROL, Hand
from plandesk.desktop.frame.finding import palette_entries
from plandesk.desktop.help.manual import load_manual
from plandesk.desktop.help.page import HelpPage

PAGES = ["overview", "entry", "checks", "judging", "reports", "exchange", "plans", "settings"]
# keys of lists, editors and dialogs, which are no actions
PLAIN = {
    "回车",
    "空格",
    "Tab",
    "Esc",
    "F2",
    "Delete",
    "Ctrl+回车",
    "↑",
    "↓",
    "←",
    "→",
    "方框",
    "PgDown",
    "PgUp",
}


def manual(hand: Hand) -> HelpPage:
    page = hand.program.window.stage.currentWidget()
    assert isinstance(page, HelpPage)
    return page


def test_f1_opens_the_chapter_of_the_page_and_escape_gives_it_back(sample: Hand) -> None:
    window = sample.program.window
    for key in PAGES:
        window.show_page(key)
        before = sample.focus
        sample.key(Qt.Key.Key_F1)
        assert manual(sample).chapter.key == key
        assert manual(sample).text.toPlainText().startswith(manual(sample).chapter.title)
        sample.key(Qt.Key.Key_Escape)
        assert window.at_desk
        assert sample.focus is before, key
    window.show_welcome()
    sample.key(Qt.Key.Key_F1)
    assert manual(sample).chapter.key == "welcome"
    sample.key(Qt.Key.Key_Escape)
    assert window.stage.currentWidget() is window.welcome


def test_a_word_is_found_and_links_are_followed(sample: Hand) -> None:
    sample.key(Qt.Key.Key_F1)
    page = manual(sample)
    sample.key(Qt.Key.Key_F, CONTROL)
    if sample.focus is not page.search:
        pytest.fail("Ctrl+F leads to the manual's own search")
    sample.compose(commit="更正已报年份")
    assert page.chapter.key in ("overview", "exchange")
    assert page.rows.rowCount() == 2
    page.search.clear()
    page.open("first-day")
    page.text.anchorClicked.emit("exchange.md")
    assert page.chapter.key == "exchange"
    sample.key(Qt.Key.Key_1, CONTROL)
    assert sample.program.window.at_desk
    assert sample.program.window.page_key == "overview"


def words_and_keys(hand: Hand) -> tuple[set[str], dict[str, set[str]]]:
    """Every word on a button, action or drop-down of the window, and the keys that stand with it."""
    window = hand.program.window
    for page in PAGES:
        window.show_page(page)
    words: set[str] = set()
    keys: dict[str, set[str]] = {}
    for action in window.findChildren(QAction):
        text = action.text()
        words |= {text, text.rstrip("…")}
        if not action.shortcut().isEmpty():
            keys.setdefault(text.rstrip("…"), set()).add(action.shortcut().toString())
    for button in window.findChildren(QAbstractButton):
        text = re.sub(r" +[A-Z][A-Za-z0-9+]*$", "", button.text()).partition("  ")[0]
        words.add(text)
        key = button.text().rpartition(" ")[2]
        if re.fullmatch(r"((Ctrl|Alt|Shift)\+)*\w+", key):
            keys.setdefault(text.rstrip("…"), set()).add(key)
    for box in window.findChildren(QComboBox):
        words |= {box.itemText(place) for place in range(box.count())}
    return words, keys


def test_every_name_and_key_in_the_manual_is_the_windows_own(sample: Hand) -> None:
    words, keys = words_and_keys(sample)
    every = {QKeySequence(key).toString() for found in keys.values() for key in found}
    wrong: list[str] = []
    for chapter in load_manual():
        names = re.findall(r"【([^】]+)】", chapter.text)
        wrong += [f"{chapter.key}: 【{name}】" for name in names if name not in words]
        pairs = re.findall(r"【([^】]+)】`([^`]+)`", chapter.text)
        pairs += [(name, key) for key, name in re.findall(r"`([^`]+)`【([^】]+)】", chapter.text)]
        for name, key in pairs:
            mine = {QKeySequence(k).toString() for k in keys.get(name.rstrip("…"), ())}
            if QKeySequence(key).toString() not in mine and key not in PLAIN:
                wrong.append(f"{chapter.key}: 【{name}】 {key}")
        for key in re.findall(r"`([^`]+)`", chapter.text):
            typed = chapter.key == "first-day" and re.fullmatch(r"[a-z0-9]+", key)
            if not typed and key not in PLAIN and QKeySequence(key).toString() not in every:
                wrong.append(f"{chapter.key}: {key}")
    assert not wrong


def test_every_action_stands_in_a_menu_and_every_button_in_the_palette(sample: Hand) -> None:
    program, window = sample.program, sample.program.window
    for key in PAGES:
        window.show_page(key)
        shown = {
            action
            for menu in window.top_bar.menus.actions()
            if menu.menu() is not None
            for action in menu.menu().actions()  # type: ignore[union-attr]
        }
        page = window.page
        assert page is not None
        mine = [*program.menus.actions.values(), *page.actions()]
        lost = [a.text() for a in mine if a not in shown and a is not program.menus.actions["menu"]]
        assert not lost, f"{key}: in no menu: {lost}"
        titles = {entry.title for entry in palette_entries(window, list(program.menus.actions.values()))}
        buttons = [b for b in page.findChildren(QAbstractButton) if type(b).__name__ == "QPushButton"]
        missing = {
            b.text().partition("  ")[0].rstrip("…")
            for b in buttons
            if b.isVisible() and b.isEnabled() and b.text() and not b.isCheckable()
        } - titles
        assert not missing, f"{key}: not in the palette: {missing}"
    bar = [menu.text() for menu in window.top_bar.menus.actions()]
    assert bar == ["文件", "编辑", "数据", "报表", "查看", "本页", "帮助"]
