"""What is left to do and where it is shown: the list of all flags, the day of sending up, 复录核对, a sealed year."""

import pytest
from PySide6.QtCore import Qt

from helpers.desk_hand import ALT, CONTROL, SHIFT, Hand
from plandesk.desktop.actions.years import seal_year
from plandesk.desktop.checks.page import ChecksPage
from plandesk.desktop.overview.page import OverviewPage
from plandesk.desktop.overview.tasks import Task
from plandesk.desktop.settings.page import SettingsPage


def page(hand: Hand, key: str, kind: type):  # type: ignore[no-untyped-def]
    hand.program.window.show_page(key)
    shown = hand.program.window.page
    assert isinstance(shown, kind)
    return shown


def tasks(hand: Hand) -> dict[str, Task]:
    desk = page(hand, "overview", OverviewPage)
    found = (desk.tasks.stands_for(row) for row in range(desk.tasks.rowCount()))
    return {task.title: task for task in found if isinstance(task, Task)}


def two_domains(hand: Hand) -> tuple[str, str]:
    """An indicator of the first domain and one of the second."""
    desk = hand.program.desk
    codes = [next(s.rows[0].indicator.code for s in desk.sheet(d) if s.rows) for d in desk.domains[:2]]
    return codes[0], codes[1]


def test_all_flags_stand_in_one_list_and_enter_goes_to_the_cell(sample: Hand) -> None:
    first, second = two_domains(sample)
    sample.stand_at(second)
    sample.key(Qt.Key.Key_B, CONTROL)
    sample.key(Qt.Key.Key_F2, SHIFT)
    sample.compose(commit="等统计局来电")
    sample.key(Qt.Key.Key_Return)
    sample.stand_at(first)
    sample.key(Qt.Key.Key_B, CONTROL)
    checks = page(sample, "checks", ChecksPage)
    chip = checks._chips["flagged"]
    assert chip.text() == "待跟进 2"
    chip.setFocus()
    sample.key(Qt.Key.Key_Space)
    rows = range(checks.model.rowCount())
    assert [key.indicator for r in rows if (key := checks.model.address(r))] == [first, second], "all domains"
    assert checks.model.look_at(2, 1).text == "等统计局来电"
    assert checks.model.look_at(2, 0).pennant
    checks.table.go(2)
    checks.table.setFocus()
    sample.key(Qt.Key.Key_Return)
    assert sample.here()[0] == second
    sample.key(Qt.Key.Key_Escape)
    assert sample.program.window.page is checks
    assert checks.model.address(checks.table.currentIndex().row()).indicator == second  # type: ignore[union-attr]
    sample.stand_at(second)
    sample.key(Qt.Key.Key_B, CONTROL)
    assert page(sample, "checks", ChecksPage)._chips["flagged"].text() == "待跟进 1"


def test_an_explanation_left_too_short_is_kept_and_said(sample: Hand) -> None:
    sample.stand_at("female_life_expectancy")
    sample.line("92")
    checks = page(sample, "checks", ChecksPage)
    sample.key(Qt.Key.Key_F8)
    sample.compose(commit="属实")
    sample.key(Qt.Key.Key_1, CONTROL)
    sample.key(Qt.Key.Key_3, CONTROL)
    assert not sample.program.desk.snapshot.explanations
    sample.key(Qt.Key.Key_F8)
    assert checks.editor.text() == "属实"


@pytest.mark.parametrize(("typed", "kept", "counted"), [
    ("2025.4.30", "2025-04-30", "上报期限2025年4月30日，还有22天"),
    ("20250408", "2025-04-08", "上报期限2025年4月8日，就是今天"),
    ("2025年4月1日", "2025-04-01", "上报期限2025年4月1日，已过7天"),
])  # fmt: skip
def test_the_day_of_sending_up_is_counted_to(sample: Hand, typed: str, kept: str, counted: str) -> None:
    settings = page(sample, "settings", SettingsPage)
    settings.due.setFocus()
    sample.compose(commit=typed)
    sample.key(Qt.Key.Key_Return)
    assert sample.program.desk.snapshot.years[2024].due == kept
    assert settings.due.text() == kept
    assert page(sample, "overview", OverviewPage)._due.text() == counted
    sample.key(Qt.Key.Key_Z, CONTROL)
    assert page(sample, "overview", OverviewPage)._due.text() == ""


def test_what_is_no_day_is_said_and_the_old_one_stays(sample: Hand) -> None:
    settings = page(sample, "settings", SettingsPage)
    for text in ("2025-04-30", "4/31"):
        settings.due.setFocus()
        settings.due.selectAll()
        sample.line(text)
    assert sample.status == "“4/31”不是日期。应如 2025-04-30。"
    assert settings.due.text() == sample.program.desk.snapshot.years[2024].due == "2025-04-30"


def test_typing_twice_is_offered_where_all_is_filled_and_counted_once_begun(sample: Hand) -> None:
    offered = tasks(sample)["复录核对"]
    assert (offered.state, offered.left) == ("choice", 0)
    overview = page(sample, "overview", OverviewPage)
    overview.task_table.go(list(tasks(sample)).index("复录核对"), 1)
    sample.key(Qt.Key.Key_Return)
    assert sample.entry.types_twice
    sample.line("81.5")
    sample.key(Qt.Key.Key_Escape)
    begun = tasks(sample)["复录核对"]
    assert begun.state == "open_second"
    assert "1个两次不同" in begun.where
    settings = page(sample, "settings", SettingsPage)
    assert settings.second.currentData() == "key"
    settings.second.setFocus()
    sample.key(Qt.Key.Key_Down)
    assert sample.program.desk.snapshot.settings["second_entry_scope"] == "all"
    assert tasks(sample)["复录核对"].left > begun.left


def test_typing_twice_is_no_step_of_a_year_half_filled(blank: Hand) -> None:
    assert "复录核对" not in tasks(blank)


def test_a_sealed_year_asks_for_nothing(sample: Hand) -> None:
    seal_year(sample.program.desk, 2024)
    steps = tasks(sample)
    assert {task.state for task in steps.values()} == {"done"}
    assert {task.left for task in steps.values()} == {0}
    assert "复录核对" not in steps, "what was not done is not ticked"
    assert "有差距" in steps["看评估和预警"].where
    assert page(sample, "settings", SettingsPage).due.isReadOnly()


def test_an_empty_filter_says_so_in_the_grid_and_alt_1_shows_all(sample: Hand) -> None:
    from plandesk.desktop.entry.status_words import nothing_words

    sample.key(Qt.Key.Key_4, ALT)
    entry = sample.entry
    assert entry.model.rowCount() == 0
    assert (
        nothing_words(entry.model.filter) == "没有标为待跟进的格。在格里按 Ctrl+B 标记。按 Alt+1 显示全部。"
    )
    blank_picture = entry.grid.viewport().grab().toImage()
    assert len({blank_picture.pixel(x, y) for x in range(16, 200) for y in range(16, 34)}) > 2, (
        "words are painted"
    )
    sample.key(Qt.Key.Key_1, ALT)
    assert entry.model.rowCount() > 20


def test_alt_1_twice_shows_all_units(sample: Hand) -> None:
    entry = sample.entry
    whole = entry.model.rowCount()
    entry.tools.units.setFocus()
    sample.key(Qt.Key.Key_End)
    assert entry.tools.unit
    narrowed = entry.model.rowCount()
    sample.key(Qt.Key.Key_2, ALT)
    sample.key(Qt.Key.Key_1, ALT)
    assert entry.model.rowCount() == narrowed
    sample.key(Qt.Key.Key_1, ALT)
    assert entry.model.rowCount() == whole
