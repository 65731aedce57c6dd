"""读入采集表: a returned form chosen from with keys, written as one step; the board follows it."""

import hashlib
from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from helpers.desk_hand import CONTROL, Answers, Hand
from plandesk.desktop.exchange.page import ExchangePage
from plandesk.desktop.importing.model import ImportModel
from plandesk.exchange.collection import write_collection

UNIT = "卫生健康局"
MMR, MMR_NAME = "maternal_mortality_ratio", "孕产妇死亡率"
SCREENED, SCREENED_NAME = "cervical_cancer_screening_rate", "适龄妇女宫颈癌人群筛查率"
INFANT, INFANT_NAME = "infant_mortality_rate", "婴儿死亡率"
FIELDS = {"numerator": 7, "denominator": 8, "value": 9, "note": 12}
DOWN, ESC, LEFT, RIGHT = Qt.Key.Key_Down, Qt.Key.Key_Escape, Qt.Key.Key_Left, Qt.Key.Key_Right
ENTER, F2 = Qt.Key.Key_Return, Qt.Key.Key_F2


def page_of(hand: Hand) -> ExchangePage:
    window = hand.program.window
    window.show_page("exchange")
    page = window.page
    assert isinstance(page, ExchangePage)
    return page


def sent(hand: Hand, path: Path) -> Path:
    """The unit's form, as the file stands now."""
    desk = hand.program.desk
    write_collection(desk.snapshot, desk.year, UNIT, path, words=desk.words)
    return path


def fill(path: Path, name: str, **cells: object) -> None:
    def change(book: Workbook) -> None:
        for sheet in book.worksheets:
            for row in sheet.iter_rows(min_row=8):
                if len(row) > 1 and row[1].value == name:
                    for field, value in cells.items():
                        sheet.cell(row[1].row, FIELDS[field]).value = value  # type: ignore[assignment]
                    return
        raise AssertionError(name)

    edited(path, change)


def edited(path: Path, change: Callable[[Workbook], object]) -> None:
    book = load_workbook(path)
    change(book)
    book.save(path)


def read(hand: Hand, answers: Answers, qtbot: QtBot, *paths: Path) -> ExchangePage:
    """Ctrl+I and the files, until the first is shown."""
    page = page_of(hand)
    answers.workbooks.append(paths)
    with qtbot.waitSignal(page.flow.shown, timeout=20000):
        hand.key(Qt.Key.Key_I, CONTROL)
    assert page.flow.active
    return page


def texts(model: ImportModel, row: int) -> list[str]:
    return [model.look_at(row, c).text for c in range(model.columnCount())]


def table_of(model: ImportModel) -> list[list[str]]:
    return [texts(model, row) for row in range(model.rowCount())]


def heads(model: ImportModel) -> list[str]:
    return [texts(model, row)[0] for row in model.heads()]


@pytest.fixture
def conflict(blank: Hand, tmp_path: Path, qtbot: QtBot) -> Path:
    """A form that went out with 41280 of 90000, changed on both sides since, and with more in it."""
    hand = blank
    qtbot.waitUntil(lambda: QApplication.focusWidget() is not None)
    hand.stand_at(SCREENED, column="numerator")
    hand.line("41280")
    hand.line("90000")
    path = sent(hand, tmp_path / "卫健局.xlsx")
    hand.stand_at(SCREENED, column="numerator")
    hand.line("42106")
    fill(path, SCREENED_NAME, numerator=41986)
    fill(path, MMR_NAME, numerator=1, denominator=3000)
    fill(path, INFANT_NAME, numerator="约2千", denominator=3000)
    edited(path, lambda book: setattr(book.properties, "lastModifiedBy", "孙丽"))
    return path


def test_a_form_is_shown_in_groups_with_both_sides(
    blank: Hand, conflict: Path, answers: Answers, qtbot: QtBot
) -> None:
    page = read(blank, answers, qtbot, conflict)
    model = page.importing.model
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Warning, model)
    assert tester is not None
    assert heads(model) == ["两边都改过", "来表新填", "读不进"]
    line = table_of(model)[1]
    assert line[:6] == [SCREENED_NAME, "分子", "41280", "42106", "41986", "要选定"]
    assert line[6].startswith("本机：王芳 04-08改；来表：孙丽")
    assert line[7] == "未选"
    refused = table_of(model)[-1]
    assert (refused[0], refused[4], refused[7]) == (INFANT_NAME, "约2千", "")
    assert "“约2千”" in refused[6]
    assert blank.focus is page.importing.table
    assert page.importing.table.currentIndex().row() == 1
    spoken = model.data(model.index(1, 4), Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == f"{SCREENED_NAME}，分子，来表，41986"
    assert f"{UNIT}，孙丽" in page.importing._heading.text()


def test_reading_waits_until_every_conflict_is_chosen(
    blank: Hand, conflict: Path, answers: Answers, qtbot: QtBot
) -> None:
    page = read(blank, answers, qtbot, conflict)
    model, view = page.importing.model, page.importing
    assert not view.read.isEnabled()
    blank.key(ENTER, CONTROL)
    assert page.flow.active
    assert "还有1格未选" in blank.status
    blank.key(LEFT)
    assert texts(model, 1)[7] == "留本机"
    assert model.look_at(1, 3).framed
    blank.key(RIGHT)
    assert (texts(model, 1)[7], model.look_at(1, 4).framed, model.look_at(1, 3).framed) == (
        "用来表",
        True,
        False,
    )
    assert view.read.isEnabled()
    assert view.read.text() == "读入3格  Ctrl+Enter"


def test_ctrl_enter_writes_one_step_keeps_the_file_and_ctrl_z_takes_it_back(
    blank: Hand, conflict: Path, answers: Answers, qtbot: QtBot
) -> None:
    desk = blank.program.desk
    page = read(blank, answers, qtbot, conflict)
    blank.key(RIGHT)
    with qtbot.waitSignal(page.flow.ended, timeout=5000):
        blank.key(ENTER, CONTROL)
    screened, mmr = blank.figures(SCREENED), blank.figures(MMR)
    assert screened is not None
    assert mmr is not None
    assert (screened.numerator_text, screened.denominator_text, mmr.denominator) == ("41986", "90000", 3000)
    assert blank.figures(INFANT) is None
    assert "已读入3格" in blank.status
    kept = desk.file.path.with_name("永济市来表") / f"2025-04-08 {UNIT}.xlsx"
    assert hashlib.sha256(kept.read_bytes()).hexdigest() == hashlib.sha256(conflict.read_bytes()).hexdigest()
    row = page._rows[UNIT]
    assert row.trip is not None
    assert (row.trip.returned_by, row.trip.accepted, row.trip.rejected, row.state) == (
        "孙丽",
        3,
        1,
        "questions",
    )
    board_row = next(r for r in range(page.board.rowCount()) if page.board.stands_for(r) == UNIT)
    shown = [page.board.look_at(board_row, c).text for c in range(page.board.columnCount())]
    assert (shown[5], shown[8]) == ("04-08", "1格读不进")
    assert blank.focus is page.table
    blank.key(Qt.Key.Key_Z, CONTROL)
    screened = blank.figures(SCREENED)
    assert screened is not None
    assert (screened.numerator_text, blank.figures(MMR)) == ("42106", None)
    assert page._rows[UNIT].trip is None


def test_a_third_value_is_typed_over_both(
    blank: Hand, conflict: Path, answers: Answers, qtbot: QtBot
) -> None:
    page = read(blank, answers, qtbot, conflict)
    blank.key(F2)
    blank.line("约4万")
    assert "读不成数" in blank.status
    assert blank.focus is page.importing.third
    page.importing.third.clear()
    blank.line("42000")
    assert texts(page.importing.model, 1)[7] == "42000"
    assert blank.focus is page.importing.table
    blank.key(F2)
    blank.key(ESC)
    assert texts(page.importing.model, 1)[7] == "42000"
    with qtbot.waitSignal(page.flow.ended, timeout=5000):
        blank.key(ENTER, CONTROL)
    screened = blank.figures(SCREENED)
    assert screened is not None
    assert screened.numerator_text == "42000"


def test_typing_a_digit_begins_the_third_value(
    blank: Hand, conflict: Path, answers: Answers, qtbot: QtBot
) -> None:
    page = read(blank, answers, qtbot, conflict)
    blank.line("42001")
    assert texts(page.importing.model, 1)[7] == "42001"
    assert page.importing.model.undecided == 0


def test_esc_leaves_with_nothing_changed(blank: Hand, conflict: Path, answers: Answers, qtbot: QtBot) -> None:
    desk = blank.program.desk
    log = len(desk.file.history())
    page = read(blank, answers, qtbot, conflict, conflict)
    blank.key(RIGHT)
    blank.key(ESC)
    assert not page.flow.active
    assert "还有1个文件没有读" in blank.status
    assert blank.focus is page.table
    assert len(desk.file.history()) == log
    assert not desk.file.path.with_name("永济市来表").exists()


def test_all_ours_leaves_the_figures_and_registers_the_return(
    blank: Hand, conflict: Path, answers: Answers, qtbot: QtBot
) -> None:
    page = read(blank, answers, qtbot, conflict)
    page.importing.ours.click()
    assert page.importing.model.taken == 0
    assert page.importing.read.text() == "登记已收  Ctrl+Enter"
    with qtbot.waitSignal(page.flow.ended, timeout=5000):
        page.importing.read.click()
    screened = blank.figures(SCREENED)
    assert screened is not None
    assert (screened.numerator_text, blank.figures(MMR)) == ("42106", None)
    assert page._rows[UNIT].times == 1


def test_a_change_made_meanwhile_is_seen_and_the_choice_kept(
    blank: Hand, conflict: Path, answers: Answers, qtbot: QtBot
) -> None:
    page = read(blank, answers, qtbot, conflict)
    blank.key(RIGHT)
    blank.key(DOWN)
    blank.key(LEFT)
    window = blank.program.window
    blank.stand_at(SCREENED, column="numerator")
    blank.line("42222")
    window.show_page("exchange")
    assert page.flow.active
    assert texts(page.importing.model, 1)[3] == "42222"
    assert texts(page.importing.model, 1)[7] == "用来表"
    assert texts(page.importing.model, 3)[7] == "留本机"
    window.choose("yongji_women", 2023)
    assert not page.flow.active


def test_forms_that_are_none_are_said_and_passed_by(
    blank: Hand, conflict: Path, answers: Answers, qtbot: QtBot, tmp_path: Path
) -> None:
    other, old = tmp_path / "a.xlsx", tmp_path / "民政局采集表.xlsx"
    Workbook().save(other)
    desk = blank.program.desk
    write_collection(desk.snapshot, 2023, UNIT, old, words=desk.words)
    said: list[str] = []
    desk.said.connect(lambda sentence, _: said.append(sentence))
    read(blank, answers, qtbot, other, old, conflict)
    assert any("没有认出采集表" in s for s in said)
    assert any("不是2024年的采集表（表内为2023年）" in s for s in said)


def test_a_folder_dropped_on_the_page_is_read_file_by_file(
    blank: Hand, conflict: Path, qtbot: QtBot, tmp_path: Path
) -> None:
    folder = tmp_path / "来表"
    folder.mkdir()
    for name in ("1.xlsx", "2.xlsx", "~$2.xlsx", "注意.txt"):
        (folder / name).write_bytes(conflict.read_bytes())
    page = page_of(blank)
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(folder))])
    copy, left, none = (
        Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier,
    )  # fmt: skip
    place = QPoint(200, 200)
    QApplication.sendEvent(page, QDragEnterEvent(place, copy, data, left, none))
    with qtbot.waitSignal(page.flow.shown, timeout=20000):
        QApplication.sendEvent(page, QDropEvent(place.toPointF(), copy, data, left, none))
    assert "后面还有1个文件" in page.importing._heading.text()
    blank.key(RIGHT)
    with qtbot.waitSignal(page.flow.shown, timeout=20000):
        blank.key(ENTER, CONTROL)
    # the second is the same file: nothing is left to choose
    assert page.importing.model.taken == 0
    with qtbot.waitSignal(page.flow.ended, timeout=5000):
        blank.key(ENTER, CONTROL)
    assert page._rows[UNIT].times == 1


def test_forms_made_are_registered_reminded_and_sent_back(
    blank: Hand, conflict: Path, answers: Answers, qtbot: QtBot, tmp_path: Path
) -> None:
    page = page_of(blank)
    folder = tmp_path / "发出"
    folder.mkdir()
    answers.paths.append(folder)
    with qtbot.waitSignal(page.work.busy_changed, timeout=60000, check_params_cb=lambda busy: not busy):
        page.form.click()
    assert page._rows[UNIT].state == "sent"
    assert page.remind.isVisible()
    letter = tmp_path / "催收函.txt"
    answers.paths.append(letter)
    page.remind.click()
    assert f"{UNIT}：" in letter.read_text(encoding="utf-8-sig")
    trip = page._rows[UNIT].trip
    assert trip is not None
    assert trip.reminded == "2025-04-08"
    read(blank, answers, qtbot, conflict)
    blank.key(RIGHT)
    with qtbot.waitSignal(page.flow.ended, timeout=5000):
        blank.key(ENTER, CONTROL)
    assert page.back.isVisible()
    out = tmp_path / "退回.xlsx"
    answers.paths.append(out)
    with qtbot.waitSignal(page.work.busy_changed, timeout=60000, check_params_cb=lambda busy: not busy):
        page.back.click()
    assert load_workbook(out).sheetnames[0] == "退回意见"
    assert page._rows[UNIT].state == "sent_back"


def test_the_view_fits_narrow_windows(blank: Hand, conflict: Path, answers: Answers, qtbot: QtBot) -> None:
    page = read(blank, answers, qtbot, conflict)
    window = blank.program.window
    window.resize(911, 512)
    QApplication.processEvents()
    hidden = [
        c.key for n, c in enumerate(page.importing.model.columns) if page.importing.table.isColumnHidden(n)
    ]
    assert hidden == ["sent", "verdict"]
    assert page.importing.minimumSizeHint().height() <= 640


def test_the_day_of_return_is_typed_printed_and_makes_late(
    blank: Hand, conflict: Path, answers: Answers, qtbot: QtBot, tmp_path: Path
) -> None:
    page = page_of(blank)
    page.due.setFocus()
    blank.line("下周")
    assert "不是日期" in blank.status
    page.due.clear()
    blank.line("2025.4.1")
    assert page.due.text() == "2025-04-01"
    answers.paths.append(tmp_path)
    with qtbot.waitSignal(page.work.busy_changed, timeout=60000, check_params_cb=lambda busy: not busy):
        page.form.click()
    made = load_workbook(next(tmp_path.glob(f"{UNIT}采集表*.xlsx")))
    assert "2025年4月1日" in str(made.worksheets[1]["H5"].value)
    assert page._rows[UNIT].state == "late"
    row = next(r for r in range(page.board.rowCount()) if page.board.stands_for(r) == UNIT)
    assert page.board.look_at(row, 7).text == "未回，过期7天"
