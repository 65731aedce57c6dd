"""读入历年数据 in the window: a county's own table, its mapping put right by keys, old and new compared, one step."""

from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from helpers.desk_hand import CONTROL, SHIFT, Answers, Hand
from plandesk.desktop.exchange.page import ExchangePage
from plandesk.desktop.importing.old_years_view import MAP, PREVIEW, RAW

MMR, IMR, SCREENING = "maternal_mortality_ratio", "infant_mortality_rate", "cervical_cancer_screening_rate"
ENTER, ESC, SPACE, DELETE = Qt.Key.Key_Return, Qt.Key.Key_Escape, Qt.Key.Key_Space, Qt.Key.Key_Delete
F2, F4, LEFT, RIGHT, UP = Qt.Key.Key_F2, Qt.Key.Key_F4, Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up
ROWS: tuple[list[Any], ...] = (
    ["永济市妇女儿童主要指标"],
    ["指标", "单位", "2018年", "2019年", "2020年", "2030年"],
    ["孕产妇死亡率", "1/10万", 20.1, "约18", "—", 12],
    ["婴儿死亡率", "%", 0.45, 0.4, 0.39, 0.3],
    ["宫颈癌筛查比率", "个", 45, 50, 55.5, 90],
    ["地区生产总值", "亿元", 100, 110, 120, None],
)


def table(path: Path, *rows: list[Any]) -> Path:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in rows:
        sheet.append(row)
    book.save(path)
    return path


@pytest.fixture
def old(tmp_path: Path) -> Path:
    """Three indicators, one of them named and measured otherwise, and a plan's target year."""
    return table(tmp_path / "历年.xlsx", *ROWS)


def opened(hand: Hand, answers: Answers, qtbot: QtBot, path: Path) -> ExchangePage:
    hand.program.window.show_page("exchange")
    page = hand.program.window.page
    assert isinstance(page, ExchangePage)
    answers.paths.append(path)
    with qtbot.waitSignal(page.old_flow.shown, timeout=20000):
        page.old.click()
    qtbot.waitUntil(lambda: hand.focus is page.old_years.table)
    return page


def line(page: ExchangePage, row: int) -> list[str]:
    model = page.old_years.model
    return [model.look_at(row, c).text for c in range(model.columnCount())]


def previewed(hand: Hand, page: ExchangePage, qtbot: QtBot) -> None:
    hand.key(ENTER, CONTROL)
    qtbot.waitUntil(lambda: page.old_years.stage == PREVIEW, timeout=20000)


def test_the_proposal_stands_beside_the_sheets_own_rows(
    blank: Hand, old: Path, answers: Answers, qtbot: QtBot
) -> None:
    page = opened(blank, answers, qtbot, old)
    model = page.old_years.model
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Warning, model)
    assert tester is not None
    assert line(page, 0)[5:] == ["2018", "2019", "2020", "2030"]
    assert line(page, 1)[1:5] == ["孕产妇死亡率", "孕产妇死亡率", "同名", ""]
    assert line(page, 2)[1:5] == ["婴儿死亡率", "婴儿死亡率", "同名", "×10"]
    assert line(page, 3)[2] == "像“适龄妇女宫颈癌人群筛查率”"
    assert line(page, 3)[3].startswith("像")
    assert line(page, 4)[2] == "不读"
    here = page.old_years.table.currentIndex()
    assert (here.row(), here.column()) == (0, 8), "the cursor stands on the year that is asked about"
    assert not page.old_years.go.isEnabled()
    blank.key(ENTER, CONTROL)
    assert "还有2处要确认" in blank.status
    assert page.old_years.stage == MAP


def test_by_keys_to_one_step_that_is_remembered(
    blank: Hand, old: Path, answers: Answers, qtbot: QtBot
) -> None:
    page = opened(blank, answers, qtbot, old)
    blank.key(DELETE)  # 2030 is no figure
    blank.key(ENTER)
    blank.text("gja")  # 宫颈癌
    blank.key(ENTER)
    assert line(page, 3)[2:5] == ["适龄妇女宫颈癌人群筛查率", "单位不同", "待填"]
    blank.key(SPACE)
    assert "换算倍数" in blank.status
    blank.key(F2)
    blank.line("abc")
    assert "不是换算倍数" in blank.status
    blank.key(Qt.Key.Key_A, CONTROL)
    blank.line("1")
    assert line(page, 3)[2:5] == ["适龄妇女宫颈癌人群筛查率", "手选", ""]
    previewed(blank, page, qtbot)
    preview = page.old_years.preview
    kinds = [(x.kind, x.address.year if x.address else 0) for x in preview.model.lines]
    assert kinds.count(("refused", 0)) == 1
    assert preview.model.taken == 7
    refused = preview.model.lines[-1]
    assert "Sheet”D3" in refused.message
    assert "约18" in refused.message
    before = len(blank.program.desk.file.history())
    blank.key(ENTER, CONTROL)
    desk = blank.program.desk
    assert len(desk.file.history()) == before + 1
    assert "已读入7格" in blank.status
    assert blank.figures(MMR, year=2018).text == "20.1"  # type: ignore[union-attr]
    assert blank.figures(IMR, year=2018).text == "4.5"  # type: ignore[union-attr]
    assert blank.figures(SCREENING, year=2020).text == "55.5"  # type: ignore[union-attr]
    assert blank.figures(SCREENING, year=2030) is None
    [kept] = (desk.file.path.parent / "永济市来表").iterdir()
    assert kept.read_bytes() == old.read_bytes()
    assert not page.old_flow.active

    page = opened(blank, answers, qtbot, old)
    assert line(page, 3)[2:4] == ["适龄妇女宫颈癌人群筛查率", "上次选定"]
    assert line(page, 0)[8] == "不读"
    assert page.old_years.go.isEnabled()
    blank.key(ESC)
    assert not page.old_flow.active
    blank.key(Qt.Key.Key_Z, CONTROL)
    assert blank.figures(MMR, year=2018) is None
    assert "history_mapping" not in desk.snapshot.settings


def test_answers_are_taken_back_one_by_one_and_esc_changes_nothing(
    blank: Hand, old: Path, answers: Answers, qtbot: QtBot
) -> None:
    page = opened(blank, answers, qtbot, old)
    log = blank.program.desk.file.history()
    blank.key(F2)
    blank.key(Qt.Key.Key_A, CONTROL)
    blank.line("2021")
    assert line(page, 0)[8] == "2021"
    blank.key(DELETE)
    assert line(page, 3)[2:4] == ["不读", "手选"]
    blank.key(Qt.Key.Key_Z, CONTROL)
    assert line(page, 3)[2] == "像“适龄妇女宫颈癌人群筛查率”"
    blank.key(Qt.Key.Key_Z, CONTROL)
    assert line(page, 0)[8] == "2030"
    blank.key(ESC)
    assert blank.program.desk.file.history() == log
    assert blank.focus is page.table


def test_what_the_file_holds_is_kept_unless_chosen(
    blank: Hand, answers: Answers, tmp_path: Path, qtbot: QtBot
) -> None:
    blank.program.window.choose("yongji_women", 2024)
    blank.stand_at(MMR, column="value")
    blank.line("9.9")
    path = table(tmp_path / "a.xlsx", ["指标", "2023年", "2024年"], ["孕产妇死亡率", 10, 11])
    page = opened(blank, answers, qtbot, path)
    previewed(blank, page, qtbot)
    model = page.old_years.preview.model
    assert [model.choice(n).pick for n in range(2)] == ["ours", "theirs"]
    blank.key(ESC)
    assert page.old_years.stage == MAP
    previewed(blank, page, qtbot)
    blank.key(RIGHT)
    blank.key(ENTER, CONTROL)
    assert blank.figures(MMR).text == "11"  # type: ignore[union-attr]


def test_a_table_that_is_not_recognised_is_laid_out_by_hand(
    blank: Hand, answers: Answers, tmp_path: Path, qtbot: QtBot
) -> None:
    """The row of years has figures beside it, which no head has; the names stand in the second column."""
    path = table(
        tmp_path / "a.xlsx",
        ["汇总"],
        [7, 1, "2019年", "2020年"],
        ["甲类指标说明文字", "孕产妇死亡率", 18, 17],
    )
    hand = blank
    hand.program.window.show_page("exchange")
    page = hand.program.window.page
    assert isinstance(page, ExchangePage)
    answers.paths.append(path)
    with qtbot.waitSignal(page.old_flow.shown, timeout=20000):
        page.old.click()
    qtbot.waitUntil(lambda: hand.focus is page.old_years.raw)
    assert page.old_years.stage == RAW
    hand.key(ENTER)
    assert "没有认出年份" in hand.status
    hand.key(Qt.Key.Key_Down)
    hand.key(ENTER)
    assert page.old_years.stage == MAP
    hand.key(F4)
    hand.key(RIGHT)
    hand.key(F2)
    assert line(page, 1)[1:4] == ["孕产妇死亡率", "孕产妇死亡率", "同名"]
    previewed(hand, page, qtbot)
    hand.key(ENTER, CONTROL)
    assert hand.figures(MMR, year=2019).text == "18"  # type: ignore[union-attr]
    again = opened(hand, answers, qtbot, path)
    assert again.old_years.stage == MAP, "where the table stands is remembered"


def test_years_down_are_said_with_shift_enter(
    blank: Hand, answers: Answers, tmp_path: Path, qtbot: QtBot
) -> None:
    path = table(
        tmp_path / "a.xlsx",
        [3, "孕产妇死亡率", "婴儿死亡率"],
        ["2019年", 18, 4],
        ["x", 1, 2],
        ["2020年", 17, 3],
    )
    hand = blank
    hand.program.window.show_page("exchange")
    page = hand.program.window.page
    assert isinstance(page, ExchangePage)
    answers.paths.append(path)
    with qtbot.waitSignal(page.old_flow.shown, timeout=20000):
        page.old.click()
    if page.old_years.stage == MAP:
        qtbot.waitUntil(lambda: hand.focus is page.old_years.table)
        hand.key(F4)
    qtbot.waitUntil(lambda: hand.focus is page.old_years.raw)
    hand.key(ENTER, SHIFT)
    assert page.old_years.stage == MAP
    previewed(hand, page, qtbot)
    hand.key(ENTER, CONTROL)
    assert hand.figures(IMR, year=2020).text == "3"  # type: ignore[union-attr]


def test_a_file_that_is_no_table_is_said_and_nothing_opens(
    blank: Hand, answers: Answers, tmp_path: Path, qtbot: QtBot
) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(b"nothing")
    hand = blank
    hand.program.window.show_page("exchange")
    page = hand.program.window.page
    assert isinstance(page, ExchangePage)
    answers.paths.append(path)
    page.old.click()
    qtbot.waitUntil(lambda: page.old_flow.job is None)
    assert "a.xlsx" in hand.status
    assert not page.old_flow.active


def test_many_years_are_reached_with_the_arrows(
    blank: Hand, answers: Answers, tmp_path: Path, qtbot: QtBot
) -> None:
    years = list(range(2001, 2025))
    path = table(tmp_path / "a.xlsx", ["指标", *(f"{y}年" for y in years)], ["孕产妇死亡率", *([20] * 24)])
    page = opened(blank, answers, qtbot, path)
    assert line(page, 0)[-1] == "2024"
    blank.key(UP)
    blank.key(RIGHT, times=3)
    for _ in range(24):
        blank.key(LEFT)
    assert line(page, 0)[5] == "2001"


def test_a_text_table_of_a_chinese_windows_is_read(
    blank: Hand, answers: Answers, tmp_path: Path, qtbot: QtBot
) -> None:
    path = tmp_path / "历年.csv"
    path.write_bytes("指标,2019年,2020年\r\n孕产妇死亡率,18,17.5\r\n".encode("gb18030"))
    page = opened(blank, answers, qtbot, path)
    previewed(blank, page, qtbot)
    blank.key(ENTER, CONTROL)
    assert blank.figures(MMR, year=2020).text == "17.5"  # type: ignore[union-attr]


def test_all_forms_go_out_with_their_mails_and_come_back_as_a_folder(
    blank: Hand, answers: Answers, tmp_path: Path, qtbot: QtBot
) -> None:
    hand = blank
    hand.program.window.show_page("exchange")
    page = hand.program.window.page
    assert isinstance(page, ExchangePage)
    folder = tmp_path / "发"
    folder.mkdir()
    answers.paths.append(folder)
    page.table.go(1)
    with qtbot.waitSignal(page.work.busy_changed, timeout=60000, check_params_cb=lambda busy: not busy):
        page.form.click()
    [mail], [form] = folder.glob("*.txt"), folder.glob("*.xlsx")
    assert form.name in mail.read_text(encoding="utf-8-sig")
    answers.workbooks.append((folder,))
    with qtbot.waitSignal(page.flow.shown, timeout=20000):
        hand.key(Qt.Key.Key_I, CONTROL)
    hand.key(ENTER, CONTROL)
    qtbot.waitUntil(lambda: not page.flow.active)
    assert hand.focus is page.table
