"""Typing figures with the keyboard alone: stored, checked, explained, undone, still there after reopening."""

from decimal import Decimal
from pathlib import Path

from PySide6.QtCore import Qt

from helpers.desk_hand import CONTROL, SHIFT, Hand
from plandesk.core.records import CellKey
from plandesk.desktop.entry.card.finding_block import ExplanationEditor
from plandesk.desktop.entry.editor import CellEditor
from plandesk.desktop.standing import rows_of

ENTER = Qt.Key.Key_Return
DEATHS = "maternal_mortality_ratio"
SCREENED = "cervical_cancer_screening_rate"


def value_for(unit: str, low: Decimal | None) -> str:
    """A figure inside the usual range of an indicator."""
    return "1" if low is None else format(low + 1, "f")


def test_a_whole_form_from_first_cell_to_last(blank: Hand) -> None:
    desk = blank.program.desk
    rows = rows_of(desk.sheet(desk.plan.domains[0]))
    typed: dict[str, tuple[str, ...]] = {}
    for number, row in enumerate(rows):
        code, indicator = row.indicator.code, row.indicator
        assert blank.here()[0] == code, "Enter goes to the next row to fill"
        if indicator.has_parts:
            typed[code] = (str(40 + number), "100000")
        else:
            typed[code] = (value_for(indicator.unit, indicator.plausible[0]),)
        for text in typed[code]:
            blank.line(text)
    for code, texts in typed.items():
        now = blank.figures(code)
        assert now is not None
        stored = (now.numerator_text, now.denominator_text) if len(texts) == 2 else (now.text,)
        assert stored == texts
    progress = f"{len(rows)}/{len(rows)}"
    blank.entry.flush()
    assert progress in blank.entry.tools.domains.itemText(0)


def test_the_rate_stands_there_as_soon_as_both_parts_do(blank: Hand) -> None:
    blank.stand_at(DEATHS)
    blank.line("1")
    assert blank.here() == (DEATHS, "denominator")
    assert blank.cell_text(DEATHS, "value") == ""
    blank.line("2400")
    assert blank.cell_text(DEATHS, "value") == "41.7"
    assert blank.here()[0] != DEATHS, "the computed value is passed over"
    blank.stand_at(DEATHS, column="value")
    blank.text("5")
    assert "分子、分母算得" in blank.status
    assert blank.figures(DEATHS).text == ""  # type: ignore[union-attr]


def test_a_hard_error_is_kept_marked_explained_and_gone_when_mended(blank: Hand) -> None:
    blank.stand_at(SCREENED)
    blank.line("1091")
    blank.line("1084")
    now = blank.figures(SCREENED)
    assert now is not None
    assert (now.numerator, now.denominator) == (Decimal(1091), Decimal(1084))
    assert blank.cell_text(SCREENED, "state") == "有误"
    assert blank.look(SCREENED, "numerator").ground == "bad_soft"
    assert blank.look(SCREENED, "value").sign == "error"
    assert "1091" in blank.status
    assert "1084" in blank.status
    assert blank.here()[0] != SCREENED, "the cursor is not held"
    blank.stand_at(SCREENED)
    blank.line("1081")
    assert blank.cell_text(SCREENED, "state") == "已填"
    assert blank.look(SCREENED, "numerator").ground == "paper"
    assert blank.status == ""


def test_unreadable_text_is_kept_and_said(blank: Hand) -> None:
    blank.stand_at(SCREENED, column="value")
    blank.line("12,5")
    now = blank.figures(SCREENED)
    assert now is not None
    assert (now.text, now.value) == ("12,5", None)
    assert blank.cell_text(SCREENED, "value") == "12,5"
    assert blank.cell_text(SCREENED, "state") == "有误"
    assert "12,5" in blank.status


def test_full_width_digits_and_wan_are_understood(blank: Hand) -> None:
    blank.stand_at(SCREENED)
    blank.line("１．２万")
    blank.line("25475")
    now = blank.figures(SCREENED)
    assert now is not None
    assert now.numerator == 12000
    assert blank.cell_text(SCREENED, "numerator") == "12000"
    assert blank.cell_text(SCREENED, "value") == "47.1"


def test_a_soft_finding_is_explained_without_the_mouse(blank: Hand) -> None:
    blank.stand_at(DEATHS)
    blank.line("3")
    blank.line("2400")
    assert blank.cell_text(DEATHS, "state") == "待说明"
    blank.key(Qt.Key.Key_F7)
    assert blank.here()[0] == DEATHS
    blank.key(Qt.Key.Key_F8)
    assert isinstance(blank.focus, ExplanationEditor)
    blank.text("SHU")
    blank.key(ENTER, CONTROL)
    assert blank.cell_text(DEATHS, "state") == "待说明", "three letters explain nothing"
    blank.key(Qt.Key.Key_A, CONTROL)
    blank.compose("si wang", commit="死亡3例，已经市级评审")
    blank.key(ENTER, CONTROL)
    assert blank.focus is blank.entry.grid
    assert blank.cell_text(DEATHS, "state") == "已说明"
    assert blank.cell_text(DEATHS, "note") == "死亡3例，已经市级评审"
    blank.stand_at(DEATHS)
    blank.line("2")
    assert blank.cell_text(DEATHS, "state") == "待说明", "another figure asks again"
    blank.stand_at(DEATHS)
    blank.key(Qt.Key.Key_F8)
    assert isinstance(blank.focus, ExplanationEditor)
    assert blank.focus.toPlainText() == "死亡3例，已经市级评审"


def test_a_draft_is_kept_when_the_clerk_leaves(blank: Hand) -> None:
    blank.stand_at(DEATHS)
    blank.line("3")
    blank.line("2400")
    blank.stand_at(DEATHS)
    blank.key(Qt.Key.Key_F8)
    blank.compose(commit="正在向医院核实")
    blank.key(Qt.Key.Key_Escape)
    assert blank.focus is blank.entry.grid
    blank.key(Qt.Key.Key_Down)
    blank.entry.flush()
    blank.key(Qt.Key.Key_Up)
    blank.key(Qt.Key.Key_F8)
    assert isinstance(blank.focus, ExplanationEditor)
    assert blank.focus.toPlainText() == "正在向医院核实"


def test_zero_is_a_figure_and_delete_is_blank(blank: Hand) -> None:
    blank.stand_at("maternal_mortality_urban_rural_gap", column="value")
    code = blank.here()[0]
    blank.line("0")
    now = blank.figures(code)
    assert now is not None
    assert now.value == 0
    assert blank.cell_text(code, "value") == "0.0"
    blank.stand_at(code, column="value")
    blank.key(Qt.Key.Key_Delete)
    assert blank.figures(code) is None
    assert blank.cell_text(code, "value") == ""
    assert blank.cell_text(code, "state") == "未填"


def test_nothing_over_nothing_is_no_case(blank: Hand) -> None:
    code = "hiv_vertical_transmission_rate"
    blank.stand_at(code)
    blank.line("0")
    blank.line("0")
    now = blank.figures(code)
    assert now is not None
    assert now.status == "no_case"
    assert blank.cell_text(code, "value") == "无病例"
    assert blank.cell_text(code, "numerator") == "0"


def test_escape_gives_back_and_f2_edits_behind_the_text(blank: Hand) -> None:
    blank.stand_at(SCREENED)
    blank.line("100")
    blank.stand_at(SCREENED)
    blank.text("77")
    blank.key(Qt.Key.Key_Escape)
    assert blank.figures(SCREENED).numerator_text == "100"  # type: ignore[union-attr]
    blank.key(Qt.Key.Key_F2)
    blank.line("5")
    assert blank.figures(SCREENED).numerator_text == "1005"  # type: ignore[union-attr]


def test_moving_back_and_between_empty_cells(sample: Hand) -> None:
    sample.stand_at(SCREENED)
    sample.key(Qt.Key.Key_Delete)
    sample.stand_at("female_life_expectancy")
    sample.key(Qt.Key.Key_Down, CONTROL)
    assert sample.here() == (SCREENED, "numerator")
    sample.key(Qt.Key.Key_Tab)
    assert sample.here() == (SCREENED, "denominator")
    sample.key(Qt.Key.Key_Return, SHIFT)
    assert sample.here() == (SCREENED, "numerator")
    sample.key(Qt.Key.Key_PageDown, CONTROL)
    assert sample.program.desk.plan.domains[1] == sample.entry.domain
    sample.key(Qt.Key.Key_PageUp, CONTROL)
    assert sample.program.desk.plan.domains[0] == sample.entry.domain


def test_undo_and_redo_by_key_name_the_step(blank: Hand) -> None:
    window = blank.program.window
    blank.stand_at(SCREENED)
    blank.line("100")
    assert "录入" in window.status_line.right
    assert "100" in window.status_line.right
    blank.key(Qt.Key.Key_Z, CONTROL)
    assert blank.figures(SCREENED) is None
    assert blank.here() == (SCREENED, "numerator"), "undo goes to the cell it changed"
    blank.key(Qt.Key.Key_Y, CONTROL)
    assert blank.figures(SCREENED).numerator == 100  # type: ignore[union-attr]


def test_everything_is_there_after_closing_and_reopening(blank: Hand, blank_file: Path) -> None:
    window = blank.program.window
    blank.stand_at(SCREENED)
    blank.line("18240")
    blank.text("25475")
    window.open_path(blank_file)  # an open editor is stored before the file is closed
    assert not blank.program.desk.file.read_only, "the same file again is not a second opening"
    now = blank.figures(SCREENED)
    assert now is not None
    assert (now.numerator, now.denominator) == (18240, 25475)
    blank.program.desk.close()
    window.open_path(blank_file)
    assert blank.figures(SCREENED) == now
    assert blank.program.desk.file.verify() == ()
    assert blank.program.desk.file.next_undo is not None, "undo outlives the restart"


def test_what_an_input_method_sends_is_not_lost(blank: Hand) -> None:
    blank.stand_at(SCREENED)
    blank.compose(commit="１８２")
    assert isinstance(blank.focus, CellEditor)
    assert blank.focus.text() == "１８２"
    blank.compose("si", commit="４")
    blank.key(ENTER)
    assert blank.figures(SCREENED).numerator == 1824  # type: ignore[union-attr]


def test_enter_inside_a_composition_only_ends_the_composition(blank: Hand) -> None:
    blank.stand_at(SCREENED)
    blank.text("1")
    editor = blank.focus
    blank.compose("er")
    blank.key(ENTER)
    assert blank.focus is editor
    assert blank.figures(SCREENED) is None
    blank.compose("", commit="2")
    blank.key(ENTER)
    assert blank.figures(SCREENED).numerator_text == "12"  # type: ignore[union-attr]


def test_typing_the_same_again_is_no_step(blank: Hand) -> None:
    blank.stand_at(SCREENED)
    blank.line("100")
    steps = len(blank.program.desk.file.history())
    blank.stand_at(SCREENED)
    blank.line("100")
    assert len(blank.program.desk.file.history()) == steps


def test_one_row_is_painted_per_keystroke_not_the_table(sample: Hand, monkeypatch: object) -> None:
    entry = sample.entry
    sample.stand_at(SCREENED)
    changed: set[int] = set()
    entry.model.dataChanged.connect(lambda one, other: changed.update(range(one.row(), other.row() + 1)))
    resets: list[int] = []
    entry.model.modelReset.connect(lambda: resets.append(1))
    sample.line("90000")
    assert not resets
    head = entry.model.row_of(CellKey(SCREENED, 2024))
    assert head is not None
    assert head in changed
    assert len(changed) <= 3
