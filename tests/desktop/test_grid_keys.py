"""The other keys of the grid: status words, filling, notes, flags, breakdowns, filters, paste, sealed and read-only files."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from helpers.desk_hand import ALT, CONTROL, MORNING, SHIFT, Hand
from plandesk.core.records import CellKey, YearState
from plandesk.desktop.app import Program
from plandesk.desktop.entry.editor import CellEditor
from plandesk.desktop.entry.paste.sheet import PasteSheet
from plandesk.desktop.entry.status_words import place_text
from plandesk.store.plan_file import PlanFile
from plandesk.store.shelf import load_pack

# the offscreen platform cannot tell a window manager the sizes of a dialog; Windows can
pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", extend=True)

SCREENED = "cervical_cancer_screening_rate"
BREAST = "breast_cancer_screening_rate"
LIFE = "female_life_expectancy"


def test_f6_and_one_digit_take_a_status_word(blank: Hand) -> None:
    blank.stand_at(LIFE)
    blank.key(Qt.Key.Key_F6)
    blank.text("1")
    assert blank.figures(LIFE).status == "not_collected"  # type: ignore[union-attr]
    assert blank.cell_text(LIFE, "value") == "未统计"
    assert blank.cell_text(LIFE, "state") == "无数值"
    assert blank.here()[0] != LIFE, "the word answers the row; the cursor goes on"
    blank.stand_at(LIFE)
    blank.line("79.2")
    assert blank.figures(LIFE).status == "value"  # type: ignore[union-attr]


def test_initials_take_a_status_word(blank: Hand) -> None:
    blank.stand_at(LIFE)
    blank.text("wdq")
    assert blank.figures(LIFE) is None
    blank.key(Qt.Key.Key_Return)
    assert blank.figures(LIFE).status == "not_due"  # type: ignore[union-attr]


def test_letters_that_start_no_word_are_typed_into_the_cell(blank: Hand) -> None:
    blank.stand_at(LIFE)
    blank.text("wxyz")
    assert isinstance(blank.focus, CellEditor)
    blank.key(Qt.Key.Key_Return)
    assert blank.figures(LIFE).text == "wxyz"  # type: ignore[union-attr]
    assert blank.cell_text(LIFE, "state") == "有误"


def test_escape_leaves_the_list_with_nothing_changed(blank: Hand) -> None:
    blank.stand_at(LIFE)
    blank.key(Qt.Key.Key_F6)
    blank.key(Qt.Key.Key_Escape)
    assert blank.focus is blank.entry.grid
    assert blank.figures(LIFE) is None


def test_delete_takes_a_status_word_away(blank: Hand) -> None:
    blank.stand_at(LIFE)
    blank.key(Qt.Key.Key_F6)
    blank.text("4")
    blank.stand_at(LIFE)
    blank.key(Qt.Key.Key_Delete)
    assert blank.figures(LIFE) is None


def test_fill_down_copies_the_cell_above_and_is_one_step(blank: Hand) -> None:
    blank.stand_at(SCREENED, column="denominator")
    blank.line("25475")
    blank.stand_at(BREAST, column="denominator")
    blank.key(Qt.Key.Key_D, CONTROL)
    assert blank.figures(BREAST).denominator == 25475  # type: ignore[union-attr]
    blank.key(Qt.Key.Key_Z, CONTROL)
    assert blank.figures(BREAST) is None


def test_a_chosen_block_is_filled_from_its_top(blank: Hand) -> None:
    blank.stand_at("female_hiv_infection_rate", column="denominator")
    blank.line("100000")
    blank.stand_at("female_hiv_infection_rate", column="denominator")
    blank.key(Qt.Key.Key_Down, SHIFT, times=3)
    blank.key(Qt.Key.Key_D, CONTROL)
    for code in (
        "female_sti_infection_rate",
        "hiv_vertical_transmission_rate",
        "syphilis_vertical_transmission_rate",
    ):
        assert blank.figures(code).denominator == 100000  # type: ignore[union-attr]
    assert blank.program.desk.file.next_undo is not None
    blank.key(Qt.Key.Key_Z, CONTROL)
    assert blank.figures("female_sti_infection_rate") is None


def test_last_year_is_copied_and_asks_to_be_verified(sample: Hand) -> None:
    code = "unintended_pregnancy_rate"
    sample.stand_at(code)
    sample.key(Qt.Key.Key_L, CONTROL)
    now, before = sample.figures(code), sample.figures(code, year=2023)
    assert now is not None
    assert before is not None
    assert (now.numerator, now.denominator, now.origin) == (before.numerator, before.denominator, "copied")
    assert sample.cell_text(code, "state") == "待说明"
    assert sample.cell_text(code, "change") == "0.0"


def test_a_note_is_written_over_the_row(blank: Hand) -> None:
    blank.stand_at(LIFE)
    blank.key(Qt.Key.Key_F2, SHIFT)
    blank.compose("pu cha", commit="普查年份才有")
    blank.key(Qt.Key.Key_Return)
    assert blank.focus is blank.entry.grid
    assert blank.cell_text(LIFE, "note") == "普查年份才有"
    blank.line("78.9")
    assert blank.look(LIFE, "value").corner


def test_flags_and_filters(sample: Hand) -> None:
    entry = sample.entry
    everything = entry.model.rowCount()
    sample.stand_at(SCREENED)
    sample.key(Qt.Key.Key_B, CONTROL)
    assert sample.look(SCREENED, "name").pennant
    sample.key(Qt.Key.Key_4, ALT)
    assert [entry.model.key_at(r) for r in range(entry.model.rowCount())] == [None, CellKey(SCREENED, 2024)]
    sample.key(Qt.Key.Key_B, CONTROL)
    sample.key(Qt.Key.Key_2, ALT)
    assert entry.model.rowCount() == 0
    told = place_text(sample.program.desk, entry.model, -1, 0, entry.domain)
    assert told.thing == "没有未填的格。按 Alt+1 显示全部。"
    sample.key(Qt.Key.Key_1, ALT)
    assert entry.model.rowCount() == everything


def test_breakdowns_unfold_and_give_the_total(blank: Hand) -> None:
    deaths = "maternal_mortality_ratio"
    blank.stand_at(deaths)
    blank.key(Qt.Key.Key_Down, ALT)
    for cell, texts in (("area=urban", ("0", "842")), ("area=rural", ("1", "244"))):
        blank.stand_at(deaths, cell)
        for text in texts:
            blank.line(text)
    total = blank.figures(deaths)
    assert total is not None
    assert (total.numerator, total.denominator, total.origin) == (1, 1086, "computed")
    assert blank.cell_text(deaths, "value") == "92.1"
    assert blank.look(deaths, "numerator").ground == "tint"
    assert blank.cell_text(deaths, "value", "area=rural") == "409.8"
    blank.stand_at(deaths, "area=rural")
    blank.key(Qt.Key.Key_Up, ALT)
    assert blank.here()[0] == deaths
    assert blank.entry.model.row_of(CellKey(deaths, 2024, "area=rural")) is None
    blank.key(Qt.Key.Key_F9)
    assert blank.entry.model.row_of(CellKey(deaths, 2024, "area=rural")) is not None


def answer_sheet(keys: list[Qt.Key], seen: list[PasteSheet]) -> None:
    """Press keys in the paste preview as soon as it is up."""

    def press() -> None:
        sheet = QApplication.activeModalWidget()
        assert isinstance(sheet, PasteSheet)
        seen.append(sheet)
        rows = range(sheet.model.rowCount())
        sheet.texts = [[sheet.model.look_at(r, c).text for c in range(8)] for r in rows]  # type: ignore[attr-defined]
        for key in keys:
            QTest.keyClick(sheet.table, key)

    QTimer.singleShot(0, press)


def test_a_block_is_looked_at_before_it_is_pasted(blank: Hand) -> None:
    blank.stand_at(SCREENED)
    blank.line("15106")
    QGuiApplication.clipboard().setText("18420\t25475\n15286\t25475\r\n1O81\t1084\n")
    blank.stand_at(SCREENED)
    seen: list[PasteSheet] = []
    answer_sheet([Qt.Key.Key_Return], seen)
    steps = len(blank.program.desk.file.history())
    blank.key(Qt.Key.Key_V, CONTROL)
    assert seen, "the preview was shown"
    lines = seen[0].texts  # type: ignore[attr-defined]
    assert [line[6] for line in lines] == ["改动", "新填", "新填", "新填", "不能贴", "要核实"]
    assert lines[0][3:6] == ["15106", "→", "18420"]
    assert "第3行第1列" in lines[4][7]
    assert blank.figures(SCREENED).numerator == 18420  # type: ignore[union-attr]
    assert blank.figures("unintended_pregnancy_rate").numerator is None  # type: ignore[union-attr]
    assert len(blank.program.desk.file.history()) == steps + 1
    assert "已贴入5格" in blank.status
    QApplication.processEvents()  # the window is the active one again
    blank.key(Qt.Key.Key_Z, CONTROL)
    assert blank.figures(SCREENED).numerator == 15106  # type: ignore[union-attr]
    assert blank.figures(BREAST) is None


def test_what_is_unticked_or_blank_is_not_pasted(blank: Hand) -> None:
    blank.stand_at(SCREENED)
    blank.line("15106")
    QGuiApplication.clipboard().setText("\t25475\n15286\t25475")
    blank.stand_at(SCREENED)
    seen: list[PasteSheet] = []
    answer_sheet([Qt.Key.Key_Space, Qt.Key.Key_Return], seen)
    blank.key(Qt.Key.Key_V, CONTROL)
    now = blank.figures(SCREENED)
    assert now is not None
    assert (now.numerator, now.denominator) == (15106, None)
    assert blank.figures(BREAST).numerator == 15286  # type: ignore[union-attr]


def test_the_preview_says_what_would_have_to_be_verified(blank: Hand) -> None:
    QGuiApplication.clipboard().setText("3\t2400")
    blank.stand_at("maternal_mortality_ratio")
    seen: list[PasteSheet] = []
    answer_sheet([Qt.Key.Key_Escape], seen)
    blank.key(Qt.Key.Key_V, CONTROL)
    lines = seen[0].texts  # type: ignore[attr-defined]
    assert {line[6] for line in lines} == {"要核实"}
    assert "孕产妇死亡率" in lines[0][7]
    assert blank.figures("maternal_mortality_ratio") is None, "Esc leaves everything as it was"


def test_a_single_cell_counts_as_typing(blank: Hand) -> None:
    QGuiApplication.clipboard().setText(" 18,240 \n")
    blank.stand_at(SCREENED)
    blank.key(Qt.Key.Key_V, CONTROL)
    assert blank.figures(SCREENED).numerator == 18240  # type: ignore[union-attr]
    blank.key(Qt.Key.Key_C, CONTROL)
    assert QGuiApplication.clipboard().text() == "18240"


def test_a_sealed_year_takes_no_key(sample: Hand) -> None:
    desk = sample.program.desk
    before = sample.figures(LIFE)
    desk.record([YearState(2024, "sent", sealed=True)], origin="seal", label="封存2024年")
    sample.stand_at(LIFE, column="value")
    sample.line("99")
    assert sample.figures(LIFE) == before
    assert sample.look(LIFE, "value").ground == "sunk"
    assert "已封存" in sample.program.window.top_bar.stage.text()
    sample.program.window.choose("yongji_women", 2025)
    model = sample.entry.model
    assert next(c for c in model.columns if c.key == "last").lock, "last year's head carries the padlock"


def test_a_file_held_by_somebody_else_is_read_only(blank: Hand, blank_file: Path) -> None:
    desk, window = blank.program.desk, blank.program.window
    desk.close()
    other = PlanFile.open(blank_file, by="李敏", words=desk.words, now=lambda: MORNING)
    try:
        window.open_path(blank_file)
        assert desk.file.read_only
        assert "只读" in window.top_bar.saved.text()
        assert "李敏" in window.top_bar.saved.text()
        blank.stand_at(LIFE, column="value")
        blank.line("78")
        assert blank.figures(LIFE) is None
    finally:
        other.close()


@pytest.mark.parametrize("packs", [("yongji_women", "yongji_children"), ("lishui_women", "lishui_children")])
def test_every_indicator_of_a_plan_has_its_row(
    program: Program, tmp_path: Path, packs: tuple[str, str]
) -> None:
    desk, window, hand = program.desk, program.window, Hand(program)
    plans = [load_pack(pack) for pack in packs]
    desk.create(tmp_path / "新.plandesk", plans[0].region, plans, 2024)
    for plan in plans:
        window.choose(plan.id, 2024)
        shown: set[str] = set()
        for place in range(len(desk.domains)):
            hand.entry.show_domain(place)
            model = hand.entry.model
            shown |= {key.indicator for r in range(model.rowCount()) if (key := model.key_at(r)) is not None}
        assert {p.target.indicator for p in plan.placed_targets()} <= shown


def test_enter_on_a_goal_without_indicators_leads_to_its_self_assessment(blank: Hand) -> None:
    blank.entry.show_domain(7)  # 妇女与法律 holds such goals only
    blank.key(Qt.Key.Key_Down)
    blank.key(Qt.Key.Key_Return)
    assert blank.program.window.page_key == "plans"


def test_verdicts_follow_the_rows_that_are_painted(sample: Hand, qtbot: QtBot) -> None:
    model = sample.entry.model
    column = model.column_of["attained"]
    shown = [r for r in range(6) if model.key_at(r) is not None]
    qtbot.waitUntil(lambda: all(model.look_at(r, column).text for r in shown))
    last = model.rowCount() - 1
    sample.entry.grid.scrollToBottom()
    qtbot.waitUntil(lambda: bool(model.look_at(last, column).text))
