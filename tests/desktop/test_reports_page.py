"""报表: the list of papers, walked by key, each made as a real PDF; a kind of another year says why it is greyed."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from helpers.desk_hand import Answers, Hand
from plandesk.desktop.reporting.page import ReportsPage
from plandesk.desktop.reporting.papers import papers

DOWN, ENTER = Qt.Key.Key_Down, Qt.Key.Key_Return
KEYS = [paper.key for paper in papers()]


def reports_page(hand: Hand) -> ReportsPage:
    """报表, shown, the keyboard in its list."""
    hand.program.window.show_page("reports")
    page = hand.program.window.page
    assert isinstance(page, ReportsPage)
    assert hand.focus is page.list
    return page


def states(page: ReportsPage) -> dict[str, str]:
    """The state under each paper's name."""
    return {line.key: line.state for line in page.list.lines.lines}


def test_the_list_is_what_the_writers_are() -> None:
    from plandesk.reports.kinds import WRITERS

    assert {v.writer for paper in papers() for v in paper.variants} == set(WRITERS)


@pytest.mark.parametrize("place", [n for n, k in enumerate(KEYS) if k not in ("midterm", "final")])
def test_each_paper_is_chosen_and_made_by_key(
    sample: Hand, answers: Answers, qtbot: QtBot, tmp_path: Path, place: int
) -> None:
    page = reports_page(sample)
    sample.key(DOWN, times=place)
    title = page.paper.title
    assert states(page)[KEYS[place]] == "2024年还没出"
    target = tmp_path / "纸.pdf"
    answers.paths.append(target)
    with qtbot.waitSignal(page.work.busy_changed, timeout=60000, check_params_cb=lambda busy: not busy):
        sample.key(ENTER)
    assert target.read_bytes().startswith(b"%PDF")
    assert answers.asked[-1].endswith(f"永济市2024年妇女规划{title}.pdf")
    assert states(page)[KEYS[place]].startswith("4月8日 10:32 已出，")
    page.work._folder.click()
    assert answers.shown == [tmp_path]


def test_a_paper_of_another_year_is_greyed_with_the_reason_and_leads_there(
    sample: Hand, answers: Answers, qtbot: QtBot, tmp_path: Path
) -> None:
    page, desk = reports_page(sample), sample.program.desk
    sample.key(DOWN, times=KEYS.index("midterm"))
    assert states(page)["midterm"] == "2023年评估用"
    assert not page.make.isEnabled()
    assert "以2023年为评估年度" in page.options._reason.text()
    sample.key(ENTER)
    assert not answers.asked
    assert "2024年不出中期评估报告" in sample.status
    page.options.other_year.click()
    assert desk.year == 2023
    assert sample.program.window.top_bar.years.currentData() == 2023
    assert page.make.isEnabled()
    answers.paths.append(tmp_path / "中期.pdf")
    with qtbot.waitSignal(page.work.busy_changed, timeout=60000, check_params_cb=lambda busy: not busy):
        sample.key(ENTER)
    assert (tmp_path / "中期.pdf").read_bytes().startswith(b"%PDF")


def test_a_paper_made_before_a_change_or_moved_away_says_so(
    sample: Hand, answers: Answers, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page, desk = reports_page(sample), sample.program.desk
    target = tmp_path / "预警.pdf"
    answers.paths.append(target)
    sample.key(DOWN, times=KEYS.index("warnings"))
    with qtbot.waitSignal(page.work.busy_changed, timeout=60000, check_params_cb=lambda busy: not busy):
        sample.key(ENTER)
    page.refresh()
    assert page.options._last.text() == "上次：预警.pdf"
    monkeypatch.setattr(desk.file, "_now", lambda: desk.now().replace(hour=11))
    sample.stand_at("unintended_pregnancy_rate", column="denominator")
    sample.line("9999")
    page = reports_page(sample)
    assert states(page)["warnings"] == "4月8日 10:32 已出，之后有改动"
    target.unlink()
    page.refresh()
    assert states(page)["warnings"] == "4月8日 10:32 已出，文件不在原处"
    assert page.options._open.isHidden()


def test_the_annexes_as_a_workbook_where_there_are_any(
    sample: Hand, answers: Answers, qtbot: QtBot, tmp_path: Path
) -> None:
    from openpyxl import load_workbook

    page = reports_page(sample)
    target = tmp_path / "附表.xlsx"
    answers.paths.append(target)
    with qtbot.waitSignal(page.work.busy_changed, timeout=60000, check_params_cb=lambda busy: not busy):
        page.annexes.click()
    book = load_workbook(target, read_only=True)
    assert len(book.sheetnames) > 8
    book.close()
    assert str(target) in page.work.sentence
    sample.key(DOWN, times=KEYS.index("forms"))
    assert page.annexes.isHidden()
    assert not page.options.variants.isHidden()
