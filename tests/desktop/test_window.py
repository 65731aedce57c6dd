"""The frame: pages, sizes, names, keys, what is remembered, what a fault leaves."""

import sys
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QDialogButtonBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QWidget,
)

from helpers.desk_hand import CONTROL, MORNING, Hand
from plandesk.desktop.app import Program
from plandesk.desktop.crash import CrashLog
from plandesk.desktop.frame.errands import tell_of_crash
from plandesk.desktop.look.delegate import CellDelegate
from plandesk.desktop.look.table import DeskTable
from plandesk.desktop.look.words import label
from plandesk.desktop.preferences import Preferences

PAGES = ["overview", "entry", "checks", "judging", "reports", "exchange", "plans", "settings"]
ROOM_AT_689 = 621


def test_no_page_wants_more_height_than_a_low_screen_has(sample: Hand) -> None:
    window = sample.program.window
    window.resize(1366, 689)
    for page in PAGES:
        window.show_page(page)
        QApplication.processEvents()
        shown = window.page
        assert shown is not None
        assert window.height() == 689, page
        assert shown.minimumSizeHint().height() <= ROOM_AT_689, page
        assert shown.height() >= 600, page


@pytest.mark.parametrize("size", [(1366, 768), (911, 512)])
def test_columns_fit_and_labels_are_whole(sample: Hand, size: tuple[int, int]) -> None:
    window = sample.program.window
    window.resize(*size)
    cut: list[str] = []
    for key in PAGES:
        window.show_page(key)
        QApplication.processEvents()
        assert (window.width(), window.height()) == size
        page = window.page
        assert page is not None
        for table in page.findChildren(DeskTable):
            columns = range(table.model().columnCount())
            wanted = sum(table.columnWidth(c) for c in columns if not table.isColumnHidden(c))
            if table.isVisible() and wanted > table.viewport().width() + 1:
                cut.append(f"{key}: {table.accessibleName()}")
        for words in page.findChildren(QLabel):
            shown = words.isVisible() and not words.wordWrap() and words.text()
            if shown and words.width() < words.sizeHint().width() - 1:
                cut.append(f"{key}: “{words.text()}”")
    assert not cut


def test_every_control_says_what_it_is(sample: Hand) -> None:
    window = sample.program.window
    kinds = (QAbstractButton, QComboBox, QLineEdit, QPlainTextEdit, DeskTable)
    nameless: list[str] = []
    for page in PAGES:
        window.show_page(page)
        QApplication.processEvents()
        for kind in kinds:
            for widget in window.findChildren(kind):
                asked = widget.isVisible() and widget.focusPolicy() != Qt.FocusPolicy.NoFocus
                named = widget.accessibleName() or _text(widget) or isinstance(widget.parent(), QComboBox)
                if asked and not named:
                    nameless.append(f"{page}: {widget}")
    assert not nameless


def _text(widget: QWidget) -> str:
    return widget.text() if isinstance(widget, QAbstractButton) else ""


def test_pages_plans_and_menus_by_key(sample: Hand) -> None:
    window = sample.program.window
    for number, page in enumerate(PAGES, start=1):
        sample.key(Qt.Key(Qt.Key.Key_0 + number), CONTROL)
        assert window.page_key == page
    sample.key(Qt.Key.Key_2, CONTROL)
    sample.key(Qt.Key.Key_T, CONTROL)
    assert sample.program.desk.plan_id == "yongji_children"
    assert sample.entry.domain is not None
    assert sample.entry.domain.name == "儿童与健康"


def test_a_word_or_initials_find_an_indicator(sample: Hand) -> None:
    sample.key(Qt.Key.Key_F, CONTROL)
    sample.text("ycfpx")
    sample.key(Qt.Key.Key_Return)
    assert sample.here()[0] == "maternal_anaemia_rate"
    assert sample.focus is sample.entry.grid
    sample.key(Qt.Key.Key_K, CONTROL)
    sample.compose(commit="婴儿死亡率")
    sample.key(Qt.Key.Key_Return)
    assert sample.here()[0] == "infant_mortality_rate"
    assert sample.program.desk.plan_id == "yongji_children", "the plan that has it is chosen"
    sample.key(Qt.Key.Key_K, CONTROL)
    sample.text("zzzz")
    assert not sample.program.palette.table.isVisible()
    sample.key(Qt.Key.Key_Escape)
    assert sample.focus is sample.entry.grid
    assert sample.here()[0] == "infant_mortality_rate"


def test_the_palette_does_what_menus_do(sample: Hand) -> None:
    sample.key(Qt.Key.Key_K, CONTROL)
    sample.compose(commit="审核")
    sample.key(Qt.Key.Key_Return)
    assert sample.program.window.page_key == "checks"


def test_where_the_clerk_was_is_remembered(sample: Hand, sample_file: Path) -> None:
    window = sample.program.window
    window.choose("yongji_children", 2023)
    sample.stand_at("infant_mortality_rate")
    window.close_file()
    assert window.stage.currentWidget() is window.welcome
    window.open_path(sample_file)
    assert (sample.program.desk.plan_id, sample.program.desk.year) == ("yongji_children", 2023)
    assert sample.here()[0] == "infant_mortality_rate"


def test_qt_speaks_chinese(program: Program) -> None:
    buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel | QDialogButtonBox.StandardButton.Save)
    assert {b.text() for b in buttons.buttons()} == {"取消", "保存"}
    buttons.deleteLater()


def test_theme_and_text_size_change_at_once(sample: Hand) -> None:
    look, window = sample.program.look, sample.program.window
    preferences = sample.program.desk.preferences
    row = sample.entry.grid.rowHeight(1)
    preferences.theme, preferences.text_size = "high_contrast", "huge"
    window.show_page("settings")
    window.page.look_wanted.emit()  # type: ignore[union-attr]
    assert look.colour("paper").name() == "#000000"
    assert sample.entry.grid.rowHeight(1) > row
    preferences.theme, preferences.text_size = "light", "standard"
    window.page.look_wanted.emit()  # type: ignore[union-attr]
    assert sample.entry.grid.rowHeight(1) == row


def test_a_figure_is_made_smaller_before_a_digit_is_left_out(sample: Hand) -> None:
    sample.stand_at("maternal_mortality_ratio")
    sample.line("3")
    sample.line("2")
    grid = sample.entry.grid
    delegate = grid.itemDelegate()
    assert isinstance(delegate, CellDelegate)
    text = sample.cell_text("maternal_mortality_ratio", "value")
    room = grid.columnWidth(sample.entry.model.column_of["value"]) - sample.program.look.dp(16 + 18)
    assert text == "150000.0"
    assert sample.program.look.width(text, 11) <= room


def test_a_fault_is_written_without_figures_and_offered_next_time(program: Program, tmp_path: Path) -> None:
    log = CrashLog(tmp_path, lambda: MORNING)
    log.install()
    said = "孕产妇死亡" + "3例"
    try:
        tell_of_crash(program.window, log)
        assert program.window.notice.sentence == ""
        try:
            raise ValueError(said)
        except ValueError as fault:
            stderr, sys.stderr = sys.stderr, (tmp_path / "stderr").open("w", encoding="utf-8")
            try:
                sys.excepthook(ValueError, fault, fault.__traceback__)
            finally:
                sys.stderr.close()
                sys.stderr = stderr
        assert "可以继续" in program.window.notice.sentence
    finally:
        log.close()
    written = (tmp_path / "crash.log").read_text(encoding="utf-8")
    assert "ValueError" in written
    assert "孕产妇" not in written
    program.window.notice.clear()
    again = CrashLog(tmp_path, lambda: MORNING)
    tell_of_crash(program.window, again)
    assert "数据完好" in program.window.notice.sentence
    again.acknowledge()
    again.close()
    last = CrashLog(tmp_path, lambda: MORNING)
    assert last.waiting == ""
    last.close()


def test_settings_that_cannot_be_read_count_as_their_defaults(tmp_path: Path) -> None:
    (tmp_path / "settings.ini").write_text(
        "[look]\ntheme=pink\nscale=7\n[General]\nrecent=?\n", encoding="utf-8"
    )
    kept = Preferences(tmp_path)
    assert (kept.theme, kept.scale, kept.recent()) == ("system", 100, ())
    assert kept.place("x").year == 0


def test_qt_does_not_eat_references_to_none(program: Program) -> None:
    """PySide6 6.12.0 on Python 3.11 lost one per void call and aborted after a few thousand (ui.md part 8)."""
    widget = label("")
    before = sys.getrefcount(None)
    for number in range(1000):
        widget.setText(str(number))
    assert sys.getrefcount(None) >= before - 100
    widget.deleteLater()
