"""督办单 on 评估预警 with the keyboard: opened, answered, closed, refused, undone; what the list says of each."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from helpers.desk_hand import CONTROL, SHIFT, Hand
from plandesk.core.records import FollowUp
from plandesk.desktop.app import Program
from plandesk.desktop.judging.follow_up import FollowUpBlock
from plandesk.desktop.judging.lines import JudgedLine
from plandesk.desktop.judging.page import JudgingPage
from plandesk.desktop.look.cell import CellLook
from plandesk.store.plan_file import PlanFile

Key = Qt.Key
LIFE, DEATHS = "female_life_expectancy", "maternal_mortality_ratio"


def judging(hand: Hand) -> JudgingPage:
    hand.program.window.show_page("judging")
    page = hand.program.window.page_of("judging")
    assert isinstance(page, JudgingPage)
    return page


def row_of(page: JudgingPage, wanted: Callable[[JudgedLine], bool]) -> int:
    for row in range(page.targets.rowCount()):
        line = page.targets.stands_for(row)
        if isinstance(line, JudgedLine) and wanted(line):
            return row
    raise AssertionError("not in the list")


def code_of(line: JudgedLine) -> str:
    return line.judgement.indicator.code if line.judgement.indicator is not None else ""


def stand_at(hand: Hand, page: JudgingPage, code: str) -> FollowUpBlock:
    """Walk down the list to an indicator."""
    row = row_of(page, lambda line: code_of(line) == code)
    page.table.setFocus()
    hand.key(Key.Key_Home, CONTROL)
    hand.key(Key.Key_Down, times=row)
    assert page.line is not None
    assert code_of(page.line) == code
    return page.how.follow_up


def cell(page: JudgingPage, code: str) -> CellLook:
    row = row_of(page, lambda line: code_of(line) == code)
    return page.targets.look_at(row, [c.key for c in page.targets.columns].index("follow_up"))


def kept(hand: Hand) -> list[FollowUp]:
    return list(hand.program.desk.snapshot.follow_ups.values())


def put(hand: Hand, *records: FollowUp) -> None:
    hand.program.desk.record(records, origin="typed", label="督办单")


def sheet(number: int, code: str = LIFE, year: int = 2024, due: str = "2025-05-01", **more: str) -> FollowUp:
    given = {"warnings": "W1", "reason": "落后进度。", "opened_on": "2025-04-01", **more}
    return FollowUp(number, "yongji_women", code, year, "卫生健康局", due=due, **given)


def replace_text(hand: Hand, text: str) -> None:
    hand.key(Key.Key_A, CONTROL)
    hand.text(text)


def test_a_sheet_is_opened_with_f8_and_undone(sample: Hand) -> None:
    page = judging(sample)
    block = stand_at(sample, page, LIFE)
    assert block.open_button.isVisible()
    assert cell(page, LIFE).text == ""
    assert "开督办单" in sample.program.window.status_line._left.text()
    sample.key(Key.Key_F8)
    assert "下一格" in sample.program.window.status_line._left.text()
    assert block.opening.unit.lineEdit() is sample.focus or block.opening.unit is sample.focus
    assert block.opening.unit.currentText() == sample.program.desk.snapshot.indicator(LIFE).reporter
    sample.key(Key.Key_Return)
    assert block.opening.due.hasFocus()
    assert block.opening.due.text() == "2025-05-08", "thirty days from the clock's day are offered"
    replace_text(sample, "2025.5.20")
    sample.key(Key.Key_Return)
    made = kept(sample)
    assert [(f.number, f.indicator, f.year, f.opened_on, f.due) for f in made] == [
        (1, LIFE, 2024, "2025-04-08", "2025-05-20")
    ]
    assert page.line is not None
    assert made[0].reason == "".join(alert.reason for alert in page.line.judgement.alerts)
    assert made[0].unit == sample.program.desk.snapshot.indicator(LIFE).reporter
    shown = cell(page, LIFE)
    assert (shown.text, shown.sign) == ("1号 待回复", "doing")
    assert page.how.hasFocus()
    assert not block.open_button.isVisible(), "one that is not closed is enough"
    assert "1号  待回复" in block._state.text()
    assert "Ctrl+Z" in sample.status
    sample.key(Key.Key_Z, CONTROL)
    assert kept(sample) == []
    assert cell(page, LIFE).text == ""
    assert block.open_button.isVisible()
    assert not block.reply.isVisible()


def test_another_unit_and_what_is_refused_in_place(sample: Hand) -> None:
    page = judging(sample)
    block = stand_at(sample, page, LIFE)
    block.open_button.setFocus()
    sample.key(Key.Key_Space)
    replace_text(sample, "tongjiju")
    sample.key(Key.Key_Tab)
    for text, reason in (("2025-13-40", "日期“2025-13-40”不对"), ("2025-04-01", "早于开单日期")):
        replace_text(sample, text)
        sample.key(Key.Key_Return)
        assert reason in block.opening.note.text()
        assert block.opening.note.isVisible()
        assert kept(sample) == []
    replace_text(sample, "20250430")
    sample.key(Key.Key_Return, CONTROL)
    assert [(f.unit, f.due) for f in kept(sample)] == [("tongjiju", "2025-04-30")]
    assert sample.program.window.page_key == "judging", "Ctrl+Enter in the form keeps it"


def test_esc_opens_nothing(sample: Hand) -> None:
    page = judging(sample)
    block = stand_at(sample, page, LIFE)
    sample.key(Key.Key_F8)
    sample.key(Key.Key_Escape)
    assert not block.opening.isVisible()
    assert page.how.hasFocus()
    sample.key(Key.Key_Escape)
    assert page.table.hasFocus()
    assert kept(sample) == []


def test_without_a_warning_none_is_offered(sample: Hand) -> None:
    page = judging(sample)
    calm = row_of(page, lambda line: not line.judgement.alerts and line.judgement.indicator is not None)
    page.table.setFocus()
    sample.key(Key.Key_Home, CONTROL)
    sample.key(Key.Key_Down, times=calm)
    block = page.how.follow_up
    assert not block.isVisible()
    assert block.verb == ""
    sample.key(Key.Key_F8)
    assert page.table.hasFocus()
    assert kept(sample) == []


def test_reply_then_effect_each_with_its_day(sample: Hand) -> None:
    put(sample, sheet(1))
    page = judging(sample)
    block = stand_at(sample, page, LIFE)
    sample.key(Key.Key_F8)
    assert block.reply.text.hasFocus()
    assert not block.reply.keep.isEnabled()
    sample.text("yi bu bao")
    sample.key(Key.Key_Return)
    assert block.reply.day.hasFocus()
    assert block.reply.day.text() == "2025-04-08"
    replace_text(sample, "2025-03-01")
    sample.key(Key.Key_Return)
    assert "日期不能更早" in block.reply.note.text()
    replace_text(sample, "2025/4/7")
    sample.key(Key.Key_Return)
    assert [(f.reply, f.replied_on) for f in kept(sample)] == [("yi bu bao", "2025-04-07")]
    assert cell(page, LIFE).text == "1号 已回复"
    sample.key(Key.Key_F8)
    assert block.effect.text.hasFocus(), "what comes next is its effect"
    sample.text("fu he wu wu")
    sample.key(Key.Key_Return, CONTROL)
    assert [(f.effect, f.closed_on) for f in kept(sample)] == [("fu he wu wu", "2025-04-08")]
    shown = cell(page, LIFE)
    assert (shown.text, shown.sign, shown.ink) == ("1号 已办结", "attained", "good")
    assert block._said.text() == "2025年4月7日回复：yi bu bao\n2025年4月8日办结：fu he wu wu"
    assert not block.reply.isVisible()
    assert block.open_button.isVisible(), "still warned: a second one can be opened"
    sample.key(Key.Key_Z, CONTROL)
    assert cell(page, LIFE).text == "1号 已回复"
    assert block.effect.isVisible()


def test_overdue_has_sign_word_and_colour(sample: Hand) -> None:
    put(sample, sheet(1, due="2025-04-05"))
    page = judging(sample)
    shown = cell(page, LIFE)
    assert (shown.text, shown.sign, shown.ink) == ("1号 逾期", "late", "warn")
    block = stand_at(sample, page, LIFE)
    assert "逾期未回复" in block._state.text()
    assert "迟3天" in block._about.text()


def test_what_is_typed_waits_while_another_target_is_looked_at(sample: Hand) -> None:
    put(sample, sheet(1))
    page = judging(sample)
    block = stand_at(sample, page, LIFE)
    sample.key(Key.Key_F8)
    sample.text("wei wan")
    sample.key(Key.Key_Escape)
    sample.key(Key.Key_Down)
    stand_at(sample, page, LIFE)
    assert block.reply.text.toPlainText() == "wei wan"
    block.effect.start()
    sample.text("ban jie")
    sample.key(Key.Key_Backtab, SHIFT, times=3)
    assert block.reply.text.hasFocus()
    sample.key(Key.Key_Return, CONTROL)
    assert block.effect.text.toPlainText() == "ban jie", "keeping the reply leaves the effect as it is typed"
    assert [(f.reply, f.effect) for f in kept(sample)] == [("wei wan", "")]


def test_only_the_year_judged_counts_in_the_list(sample: Hand) -> None:
    put(sample, sheet(1, year=2023), sheet(2, year=2022, effect="已核实", closed_on="2025-04-02"))
    page = judging(sample)
    assert cell(page, LIFE).text == ""
    block = stand_at(sample, page, LIFE)
    assert block._others.text() == "另有2023年督办单1号：待回复"
    assert block.open_button.isVisible()


def test_a_read_only_file_shows_but_takes_nothing(program: Program, sample_file: Path) -> None:
    words, now = program.desk.words, program.desk.now
    with PlanFile.open(sample_file, by="李梅", words=words, now=now) as file:
        file.record([sheet(1)], origin="typed", label="督办单")
        program.window.open_path(sample_file)
        program.window.choose("yongji_women", 2024)
        hand = Hand(program)
        page = judging(hand)
        assert program.desk.file.read_only
        assert cell(page, LIFE).text == "1号 待回复"
        block = stand_at(hand, page, LIFE)
        hand.key(Key.Key_F8)
        assert page.table.hasFocus()
        assert block.reply.text.isReadOnly()
        assert not block.reply.keep.isEnabled()


@pytest.mark.parametrize("size", [(1366, 689), (1180, 700), (911, 512)])
@pytest.mark.parametrize("code", [LIFE, DEATHS])
def test_the_column_has_room_and_the_form_is_in_sight(sample: Hand, size: tuple[int, int], code: str) -> None:
    window = sample.program.window
    page = judging(sample)
    window.resize(*size)
    QApplication.processEvents()
    page.show_panel("list")
    block = stand_at(sample, page, code)
    QApplication.processEvents()
    table = page.table
    keys = [c.key for c in page.targets.columns]
    wide = sum(table.columnWidth(n) for n in range(len(keys)) if not table.isColumnHidden(n))
    assert wide <= table.viewport().width()
    assert not table.isColumnHidden(keys.index("follow_up"))
    sample.key(Key.Key_F8)
    QApplication.processEvents()
    QApplication.processEvents()
    assert block.opening.isVisible()
    low = block.opening.mapTo(page.how.viewport(), block.opening.rect().bottomLeft()).y()
    assert 0 < low <= page.how.viewport().height()
    assert (window.width(), window.height()) == size
    assert page.minimumSizeHint().height() <= 640 - 68


def test_days_are_the_desks_own(sample: Hand, monkeypatch: pytest.MonkeyPatch) -> None:
    put(sample, sheet(1))
    page = judging(sample)
    assert cell(page, LIFE).text == "1号 待回复"
    monkeypatch.setattr(sample.program.desk, "now", lambda: datetime(2025, 5, 2))
    page.refresh()
    assert cell(page, LIFE).text == "1号 逾期"
