"""Tab and Shift+Tab walked over every page with real keys: every control is reached, none holds the keyboard, none crashes."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QAbstractButton, QAbstractItemView, QApplication, QComboBox, QTabBar, QWidget

from helpers.desk_hand import Hand
from plandesk.desktop.entry.typing_table import TypingTable

PAGES = ["overview", "checks", "judging", "reports", "exchange", "plans", "settings"]
MOST = 250


def walk(hand: Hand, key: Qt.Key) -> list[QWidget]:
    """What has the keyboard after each press, until it is back where it began."""
    start, passed = hand.focus, []
    for _ in range(MOST):
        hand.key(key)
        passed.append(hand.focus)
        if hand.focus is start:
            return passed
    raise AssertionError(f"{start.accessibleName()} was not come back to; the keyboard is on {hand.focus}")


def to_be_reached(page: QWidget) -> list[QWidget]:
    """The page's controls that take Tab."""
    return [
        w for w in page.findChildren(QWidget)
        if w.isVisible() and w.isEnabled() and w.focusPolicy() & Qt.FocusPolicy.TabFocus
        and w.focusProxy() is None and not isinstance(w.parent(), QComboBox | QAbstractItemView)
        and (not isinstance(w, QTabBar) or w.count())
    ]  # fmt: skip


def is_chosen_by_arrows(widget: QWidget) -> bool:
    """One of several of which one is pressed: Tab goes to that one, the arrow keys to the others."""
    if not isinstance(widget, QAbstractButton) or widget.isChecked():
        return False
    group = widget.group()
    return widget.autoExclusive() or (
        group is not None and group.exclusive() and group.checkedButton() is not None
    )


def named(widget: QWidget) -> str:
    return f"{type(widget).__name__} “{widget.accessibleName() or getattr(widget, 'text', str)()}”"


@pytest.mark.parametrize("size", [(1366, 768), (911, 512)])
def test_tab_reaches_every_control_and_comes_back(sample: Hand, size: tuple[int, int]) -> None:
    window = sample.program.window
    window.resize(*size)
    missed = []
    for key in PAGES:
        window.show_page(key)
        QApplication.processEvents()
        assert window.page is not None
        wanted = [
            w
            for w in to_be_reached(window.page)
            if not isinstance(w, TypingTable) and not is_chosen_by_arrows(w)
        ]
        assert wanted, key
        for press in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
            passed = walk(sample, press)
            missed += [f"{key}, {press.name}: {named(w)}" for w in wanted if w not in passed]
    assert not missed, "\n".join(missed)


def test_qt_s_own_models_stay_sound_while_pages_are_walked(sample: Hand) -> None:
    """Those of drop-downs. Not those of QListWidget: ~QListModel still announces a reset, and a tester that hears it dies
    in Qt itself (seen with a bare QListWidget and Qt 6.11.3, without anything of ours).
    """
    window = sample.program.window
    mode = QAbstractItemModelTester.FailureReportingMode.Warning
    testers = []
    for key in (*PAGES, "entry"):
        window.show_page(key)
        for box in window.page.findChildren(QComboBox):  # type: ignore[union-attr]
            testers.append(QAbstractItemModelTester(box.model(), mode, box.model()))
            if box.isVisible() and box.isEnabled() and box.focusPolicy() != Qt.FocusPolicy.NoFocus:
                box.setFocus()
                sample.key(Qt.Key.Key_Down)
                sample.key(Qt.Key.Key_Up)
    assert len(testers) > 10
    for key in (*PAGES, "entry"):
        window.show_page(key)
        window.choose("yongji_children", 2023)
        window.choose("yongji_women", 2024)


def test_in_the_grid_tab_goes_from_cell_to_cell_and_ctrl_tab_leaves_it(sample: Hand) -> None:
    sample.stand_at("maternal_mortality_ratio", column="numerator")
    grid = sample.entry.grid
    sample.key(Qt.Key.Key_Tab)
    assert sample.here() == ("maternal_mortality_ratio", "denominator")
    sample.key(Qt.Key.Key_Backtab)
    assert sample.here() == ("maternal_mortality_ratio", "numerator")
    seen = []
    for _ in range(3):
        sample.key(Qt.Key.Key_Tab, Qt.KeyboardModifier.ControlModifier)
        seen.append(sample.focus)
    assert grid in seen
    assert len(set(seen)) > 1
