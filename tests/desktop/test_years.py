"""A year's life at the window: opened for entry, sealed, opened again with a reason; all with keys, in the line."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from helpers.desk_hand import CONTROL, SHIFT, Answers, Hand
from plandesk.core.records import YearState
from plandesk.desktop.exchange.page import ExchangePage
from plandesk.desktop.frame.year_step import YearStep
from plandesk.desktop.overview.page import OverviewPage
from plandesk.desktop.overview.tasks import Task

LIFE = "female_life_expectancy"
ENTER, ESC = Qt.Key.Key_Return, Qt.Key.Key_Escape


def choose(hand: Hand, action: str) -> YearStep:
    """What the menu's action opens."""
    found: QAction = hand.program.menus.actions[action]
    found.trigger()
    return hand.program.window.year_step


def state(hand: Hand, year: int) -> YearState | None:
    return hand.program.desk.snapshot.years.get(year)


def test_the_menu_of_data_has_the_three_steps(sample: Hand) -> None:
    actions = sample.program.menus.actions
    titles = [actions[key].text() for key in ("start_year", "seal_year", "reopen_year")]
    assert titles == ["开始新年度…", "封存本年…", "更正已报年份…"]


def test_a_new_year_is_opened_and_shown(sample: Hand) -> None:
    window, desk = sample.program.window, sample.program.desk
    last = desk.snapshot.years_with_data()[-1]
    line = choose(sample, "start_year")
    assert line.isVisible()
    assert line.years.currentText() == f"{last + 1}年", "the year after the last with figures comes first"
    sample.key(ENTER)
    assert not line.isVisible()
    assert state(sample, last + 1) == YearState(last + 1, "draft")
    assert (desk.year, window.page_key) == (last + 1, "overview")
    assert window.top_bar.stage.text() == "草稿"
    assert desk.file.next_undo == f"开始{last + 1}年填报"
    choose(sample, "start_year")
    shown = [line.years.itemText(n) for n in range(line.years.count())]
    assert f"{last + 1}年" not in shown
    sample.key(ESC)


def test_escape_leaves_everything_as_it_was(sample: Hand) -> None:
    line = choose(sample, "seal_year")
    assert "不能撤销" in line.sentence
    sample.key(ESC)
    assert not line.isVisible()
    assert state(sample, 2024) is None
    assert sample.focus is sample.entry.grid


def test_what_is_being_typed_is_stored_before_the_year_is_sealed(blank: Hand) -> None:
    blank.stand_at(LIFE)
    blank.text("79.2")
    line = choose(blank, "seal_year")
    assert blank.figures(LIFE).text == "79.2"  # type: ignore[union-attr]
    assert "定量目标的空格" in line.sentence, "it says what is still open"


def test_a_sealed_year_shows_it_everywhere_and_takes_nothing(sample: Hand) -> None:
    window, desk = sample.program.window, sample.program.desk
    choose(sample, "seal_year")
    sample.key(ENTER)
    assert state(sample, 2024) == YearState(2024, "sent", sealed=True)
    assert window.top_bar.stage.text() == "已上报，已封存  王芳 4月8日"
    model = sample.entry.model
    assert next(c for c in model.columns if c.key == "value").lock, "padlock in the head of the year's column"
    sample.stand_at(LIFE, column="value")
    before = sample.figures(LIFE)
    assert sample.look(LIFE, "value").ground == "sunk"
    assert sample.look("maternal_mortality_ratio", "numerator").ground == "sunk"
    sentence = "2024年已封存。要改请用“数据—更正已报年份”，改动会计数并上报。"
    for key in (Qt.Key.Key_7, Qt.Key.Key_Delete, Qt.Key.Key_F2):
        window.status_line.clear()
        sample.key(key)
        assert sample.status == sentence, key
    assert sample.figures(LIFE) == before
    assert desk.file.next_undo is None, "sealing cannot be taken back with Ctrl+Z"
    choose(sample, "seal_year")
    assert not window.year_step.isVisible()
    assert sample.status == "2024年已封存。"
    sample.key(Qt.Key.Key_1, CONTROL)
    page = window.page
    assert isinstance(page, OverviewPage)
    rows = [page.tasks.stands_for(n) for n in range(page.tasks.rowCount())]
    last = rows[-1]
    assert isinstance(last, Task)
    assert (last.title, last.state, last.page) == ("导出上报文件并封存", "done", "exchange")
    assert any("2024年已上报并封存（4月8日，共" in label.text() for label in page.findChildren(QLabel))


def test_a_sealed_year_is_opened_again_only_with_a_reason(sample: Hand) -> None:
    window = sample.program.window
    choose(sample, "reopen_year")
    assert not window.year_step.isVisible()
    assert sample.status == "没有已封存的年份，可以直接改。"
    choose(sample, "seal_year")
    sample.key(ENTER)
    window.choose("yongji_women", 2025)
    line = choose(sample, "reopen_year")
    assert line.years.currentText() == "2024年"
    assert "第1次更正" in line.sentence
    sample.compose("gai", commit="改")
    sample.key(ENTER)
    assert state(sample, 2024) == YearState(2024, "sent", sealed=True), (
        "a reason of one character says nothing"
    )
    assert "原因太短" in line.sentence
    sample.compose("tongji", commit="统计局更正活产数")
    sample.key(ENTER)
    assert not line.isVisible()
    assert state(sample, 2024) == YearState(2024, "returned", corrections=1)
    assert (sample.program.desk.year, window.page_key) == (2024, "entry")
    assert window.top_bar.stage.text() == "退回  王芳 4月8日"
    step = sample.program.desk.file.history(limit=1)[0]
    assert (step.origin, step.label) == ("reopen", "重开2024年：改统计局更正活产数")
    sample.stand_at(LIFE, column="value")
    sample.line("79.9")
    assert sample.figures(LIFE).text == "79.9"  # type: ignore[union-attr]


def test_sealing_is_offered_once_the_submission_is_written(
    qtbot: QtBot, sample: Hand, answers: Answers, tmp_path: Path
) -> None:
    window = sample.program.window
    window.show_page("exchange")
    page = window.page
    assert isinstance(page, ExchangePage)
    answers.paths.append(tmp_path / "out.xlsx")
    assert page.send.isEnabled(), "nothing stands in the samples' way"
    with qtbot.waitSignal(page.work.busy_changed, timeout=60000, check_params_cb=lambda busy: not busy):
        page.send.click()
    assert window.year_step.isVisible()
    assert not window.year_step.isAncestorOf(sample.focus), "Enter seals nothing by chance"
    window.year_step.do.click()
    assert state(sample, 2024) == YearState(2024, "sent", sealed=True)


def test_a_year_is_approved_with_who_and_when_and_a_figure_makes_it_a_draft_again(sample: Hand) -> None:
    window, desk = sample.program.window, sample.program.desk
    sample.key(Qt.Key.Key_A, CONTROL | SHIFT)
    line = window.year_step
    assert line.isVisible()
    assert "审核人王芳" in line.sentence
    sample.key(ENTER)
    assert not line.isVisible()
    made = state(sample, 2024)
    assert made is not None
    assert (made.stage, made.set_by, made.set_at) == ("checked", "王芳", "2025-04-08T10:32:00")
    assert window.top_bar.stage.text() == "已审核  王芳 4月8日"
    assert sample.focus is sample.entry.grid
    sample.key(Qt.Key.Key_A, CONTROL | SHIFT)
    assert not line.isVisible()
    assert sample.status == "2024年已由王芳审核通过，之后没有改动。"

    sample.stand_at(LIFE, column="value")
    sample.line("79.9")
    assert state(sample, 2024).stage == "draft"  # type: ignore[union-attr]
    assert window.top_bar.stage.text() == "草稿"
    assert window.notice.sentence == "2024年审核通过以后有改动，已回到草稿。改完请重新审核通过。"
    sample.key(Qt.Key.Key_Z, CONTROL)
    assert state(sample, 2024).stage == "checked"  # type: ignore[union-attr]
    assert desk.file.verify() == ()


def test_what_is_open_leads_to_the_checks_page(sample: Hand) -> None:
    window = sample.program.window
    sample.stand_at(LIFE, column="value")
    sample.line("7x")
    sample.key(Qt.Key.Key_A, CONTROL | SHIFT)
    assert "强制性错误1条未办" in window.year_step.sentence
    assert window.year_step.do.text() == "去审核页"
    sample.key(ENTER)
    assert window.page_key == "checks"
    assert state(sample, 2024) is None
