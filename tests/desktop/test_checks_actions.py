"""审核: the list goes to paper and the year is marked as checked, both from the page and by keys."""

from pathlib import Path

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from helpers.desk_hand import CONTROL, Answers, Hand
from plandesk.desktop.checks.page import ChecksPage
from plandesk.desktop.reporting.page import ReportsPage


def checks(hand: Hand) -> ChecksPage:
    hand.program.window.show_page("checks")
    page = hand.program.window.page
    assert isinstance(page, ChecksPage)
    return page


def test_ctrl_p_prints_the_list_of_findings(
    sample: Hand, answers: Answers, qtbot: QtBot, tmp_path: Path
) -> None:
    sample.stand_at("female_life_expectancy")
    sample.line("92")
    checks(sample)
    target = tmp_path / "审核单.pdf"
    answers.paths.append(target)
    reports = sample.program.window.page_of("reports")
    assert isinstance(reports, ReportsPage)
    with qtbot.waitSignal(reports.work.busy_changed, timeout=60000, check_params_cb=lambda busy: not busy):
        sample.key(Qt.Key.Key_P, CONTROL)
    assert sample.program.window.page is reports
    assert reports.paper.key == "checks"
    assert target.read_bytes().startswith(b"%PDF")


def test_the_year_is_marked_as_checked_only_once_nothing_is_open(sample: Hand) -> None:
    page = checks(sample)
    assert page.approve.isEnabled()
    page.approve.setFocus()
    sample.key(Qt.Key.Key_Space)
    assert sample.program.window.year_step.isVisible()
    sample.key(Qt.Key.Key_Return)
    assert sample.program.desk.snapshot.years[2024].stage == "checked"
    assert not page.approve.isEnabled()
    sample.stand_at("female_life_expectancy")
    sample.line("92")  # a figure changed: a draft again
    assert checks(sample).approve.isEnabled()
    page.approve.click()
    sample.key(Qt.Key.Key_Return)
    assert sample.program.desk.snapshot.years[2024].stage != "checked"
