"""采集上报 without a mouse: forms out, sent back, the submission with a password, the receipt read and followed."""

from pathlib import Path

import msoffcrypto
import pytest
from openpyxl import load_workbook
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from helpers.command_line import CommandLine
from helpers.desk_hand import CONTROL, Answers, Hand
from plandesk.desktop.counties.said import lies_in
from plandesk.desktop.exchange.page import ExchangePage
from plandesk.exchange.intake import OLE_MARK

TAB, SPACE, ESC, DOWN, ENTER = (
    Qt.Key.Key_Tab, Qt.Key.Key_Space, Qt.Key.Key_Escape, Qt.Key.Key_Down, Qt.Key.Key_Return,
)  # fmt: skip
UNIT = "卫生健康局"
MOST = 120


def page_of(hand: Hand) -> ExchangePage:
    hand.program.window.show_page("exchange")
    page = hand.program.window.page
    assert isinstance(page, ExchangePage)
    return page


def tab_to(hand: Hand, widget: QWidget) -> None:
    """Tab, until the control has the keyboard."""
    for _ in range(MOST):
        if hand.focus is widget:
            return
        hand.key(TAB)
    raise AssertionError(f"{widget.accessibleName()} is not reached")


def to_unit(hand: Hand, page: ExchangePage) -> None:
    """The board's row of the unit, by arrows."""
    tab_to(hand, page.table)
    hand.key(Qt.Key.Key_Home, CONTROL)
    for _ in range(page.board.rowCount()):
        if page._unit() == UNIT:
            return
        hand.key(DOWN)
    raise AssertionError(UNIT)


def press_and_wait(hand: Hand, page: ExchangePage, widget: QWidget, qtbot: QtBot) -> None:
    """Space on a button whose work runs beside the window."""
    tab_to(hand, widget)
    with qtbot.waitSignal(page.work.busy_changed, timeout=60000, check_params_cb=lambda busy: not busy):
        hand.key(SPACE)


def test_a_form_goes_out_comes_back_and_is_sent_back(
    blank: Hand, answers: Answers, qtbot: QtBot, tmp_path: Path
) -> None:
    page, folder = page_of(blank), tmp_path / "发出"
    folder.mkdir()
    to_unit(blank, page)
    answers.paths.append(folder)
    press_and_wait(blank, page, page.form, qtbot)
    [form] = folder.glob("*.xlsx")
    book = load_workbook(form)
    sheet = book.worksheets[1]
    row = next(r for r in sheet.iter_rows(min_row=8) if r[1].value == "孕产妇死亡率")
    sheet.cell(row[1].row, 7).value, sheet.cell(row[1].row, 8).value = "约2", 3000  # type: ignore[arg-type]
    book.save(form)
    answers.workbooks.append((form,))
    with qtbot.waitSignal(page.flow.shown, timeout=20000):
        blank.key(Qt.Key.Key_I, CONTROL)
    with qtbot.waitSignal(page.flow.ended, timeout=5000):
        blank.key(ENTER, CONTROL)
    to_unit(blank, page)
    back = tmp_path / "退回.xlsx"
    answers.paths.append(back)
    press_and_wait(blank, page, page.back, qtbot)
    assert page._rows[UNIT].state == "sent_back"
    asked = load_workbook(back)["退回意见"]
    assert any("约2" in str(c.value) for r in asked.iter_rows() for c in r)


def test_an_untouched_form_names_no_time_of_saving(
    blank: Hand, answers: Answers, qtbot: QtBot, tmp_path: Path
) -> None:
    page = page_of(blank)
    to_unit(blank, page)
    answers.paths.append(tmp_path)
    press_and_wait(blank, page, page.form, qtbot)
    [form] = tmp_path.glob("*采集表*.xlsx")
    answers.workbooks.append((form,))
    with qtbot.waitSignal(page.flow.shown, timeout=20000):
        blank.key(Qt.Key.Key_I, CONTROL)
    assert page.flow._current is not None
    assert page.flow._heading(page.flow._current) == f"{UNIT}，第1次报"
    blank.key(ESC)
    assert not page.flow.active


def test_a_submission_with_a_password_opens_only_with_it(
    sample: Hand, answers: Answers, qtbot: QtBot, tmp_path: Path
) -> None:
    page = page_of(sample)
    tab_to(sample, page.password)
    sample.text("Yongji-2024")
    target = tmp_path / "上报.xlsx"
    answers.paths.append(target)
    press_and_wait(sample, page, page.send, qtbot)
    assert target.read_bytes().startswith(OLE_MARK)
    assert page.password.text() == ""
    with target.open("rb") as sealed, (tmp_path / "开.xlsx").open("wb") as opened:
        office = msoffcrypto.OfficeFile(sealed)
        office.load_key(password="Yongji-2024")
        office.decrypt(opened)
    assert load_workbook(tmp_path / "开.xlsx").sheetnames[0] == "封面"


def test_a_choice_of_no_file_keeps_the_password(sample: Hand, answers: Answers) -> None:
    page = page_of(sample)
    tab_to(sample, page.password)
    sample.text("abc")
    answers.paths.append(None)
    tab_to(sample, page.send)
    sample.key(SPACE)
    assert page.password.text() == "abc"


def test_no_password_is_asked_for_while_nothing_can_be_sent(blank: Hand) -> None:
    page = page_of(blank)
    assert not page.send.isEnabled()
    assert not page.password.isVisible()


@pytest.fixture
def receipt(sample: Hand, cli: CommandLine, tmp_path: Path) -> Path:
    """The city's answer to the county's submission."""
    inbox, receipts, city = tmp_path / "收", tmp_path / "回执", tmp_path / "市.plandesk"
    inbox.mkdir()
    county = sample.program.desk.file.path
    cli("export", "submission", str(county), "--year", "2024", "-o", str(inbox / "永济.xlsx"))
    cli("new", str(city), "--region", "运城市", "--region-code", "140800", "--level", "prefecture")
    cli("rollup", str(city), str(inbox), "--year", "2024", "--receipts", str(receipts))
    [written] = receipts.glob("*.xlsx")
    return written


def test_a_receipt_is_read_followed_and_left(sample: Hand, answers: Answers, receipt: Path) -> None:
    page = page_of(sample)
    answers.paths.append(receipt)
    tab_to(sample, page.receipt)
    sample.key(SPACE)
    assert page._pages.currentWidget() is page.receipts
    assert page.receipts.isAncestorOf(sample.focus)
    assert "T" not in page.receipts._heading.text()
    sample.key(ESC)
    assert page._pages.currentIndex() == 0
    assert sample.focus is page.table
    assert "回执" in page._past.text()


def test_a_county_of_another_prefecture_is_remarked() -> None:
    assert lies_in("140881", "140800")
    assert lies_in("140800", "140000")
    assert lies_in("140881", "140000")
    assert not lies_in("210902", "140800")
    assert not lies_in("140702", "140800")
