"""复录核对 by keys only: typed again with the first hidden, differences shown and settled, kept, counted, lost."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester

from helpers.desk_hand import CONTROL, Hand
from plandesk.core.records import CellKey
from plandesk.core.second_entry import first_text, second_of, state_of
from plandesk.desktop.actions.typing import FieldKey
from plandesk.desktop.entry.second.pane import SecondEntryPane

MMR = "maternal_mortality_ratio"
LIFE = "female_life_expectancy"


def pane(hand: Hand) -> SecondEntryPane:
    return hand.entry.second


def begin(hand: Hand) -> SecondEntryPane:
    """Ctrl+R."""
    hand.key(Qt.Key.Key_R, CONTROL)
    assert pane(hand).isVisible()
    return pane(hand)


def here(hand: Hand) -> FieldKey:
    place = pane(hand).grid.current_place()
    assert place is not None
    return place


def first(hand: Hand) -> str:
    """What the paper in the clerk's hand says: the figure as first typed."""
    place = here(hand)
    return first_text(hand.program.desk.snapshot.observations[place.key], place.field)


def shown(hand: Hand) -> str:
    grid = pane(hand).grid
    index = grid.currentIndex()
    return pane(hand).model.look_at(index.row(), index.column()).text


def state(hand: Hand, code: str) -> str:
    snapshot = hand.program.desk.snapshot
    key = CellKey(code, 2024)
    return state_of(snapshot.observations.get(key), second_of(snapshot, key), snapshot.indicator(code))


def test_figures_are_hidden_and_verified_as_they_are_typed_again(sample: Hand) -> None:
    seconds = begin(sample)
    assert here(sample).key.indicator == LIFE
    assert shown(sample) == ""
    assert seconds._count.text().startswith("复录 0/")
    sample.line(first(sample))
    assert state(sample, LIFE) == "verified"
    assert here(sample) == FieldKey(CellKey(MMR, 2024), "numerator")
    assert seconds._count.text().startswith("复录 1/")
    sample.line(first(sample))
    assert state(sample, MMR) == "waiting"
    row = seconds.grid.current_row()
    assert (
        seconds.model.look_at(row, seconds.model.column_of["value"]).text == ""
    )  # the rate would betray them
    sample.line(first(sample))
    assert state(sample, MMR) == "verified"
    assert sample.program.desk.file.next_undo == "复录 孕产妇死亡率 分母 " + str(
        second_of(sample.program.desk.snapshot, CellKey(MMR, 2024)).denominator_text
    )


def test_a_difference_holds_the_cursor_shows_both_and_enter_takes_the_second(sample: Hand) -> None:
    seconds = begin(sample)
    right = first(sample)
    sample.line("81.5")
    assert here(sample).key.indicator == LIFE, "the cursor stays where the typings differ"
    assert f"两次不同：{right}、81.5" in seconds.model.note(seconds.model.line(0))
    assert "差异 1" in seconds._count.text()
    assert (seconds.panel.first.figure.text(), seconds.panel.second.figure.text()) == (right, "81.5")
    assert "王芳" in seconds.panel.first.source.text()
    assert "示例" in seconds.panel.first.source.text()  # where the first came from
    assert "复录" in seconds.panel.second.source.text()
    assert sample.figures(LIFE).text == right  # nothing is written over unasked
    sample.key(Qt.Key.Key_Return)
    assert sample.figures(LIFE).text == "81.5"
    assert state(sample, LIFE) == "verified"
    assert here(sample).key.indicator == MMR
    sample.key(Qt.Key.Key_Z, CONTROL)  # one step: figure and verification
    assert sample.figures(LIFE).text == right
    assert state(sample, LIFE) == "differs"


def test_left_keeps_the_first_and_typing_again_replaces_the_second(sample: Hand) -> None:
    begin(sample)
    right = first(sample)
    sample.line("81.5")
    sample.key(Qt.Key.Key_Left)
    assert (sample.figures(LIFE).text, state(sample, LIFE)) == (right, "verified")
    number = first(sample)
    sample.line(number + "9")
    sample.line(number)
    assert here(sample) == FieldKey(CellKey(MMR, 2024), "denominator")
    assert sample.figures(MMR).numerator_text == number


def test_a_difference_put_aside_is_found_again_by_f7(sample: Hand) -> None:
    seconds = begin(sample)
    sample.line("81.5")
    sample.key(Qt.Key.Key_Down)
    assert here(sample).key.indicator != LIFE or seconds.grid.current_row() > 0
    sample.key(Qt.Key.Key_F7)
    assert here(sample).key.indicator == LIFE
    sample.key(Qt.Key.Key_Delete)
    assert state(sample, LIFE) == "waiting"
    sample.key(Qt.Key.Key_F7)
    assert sample.status == "没有两次不同的格。"


def test_the_grid_says_so_and_a_changed_figure_loses_it(sample: Hand) -> None:
    begin(sample)
    sample.line(first(sample))
    sample.key(Qt.Key.Key_Escape)
    assert not pane(sample).isVisible()
    look = sample.look(LIFE, "state")
    assert (look.text, look.sign) == ("已复录", "verified")
    sample.stand_at(LIFE)
    sample.line("80.02")
    assert sample.look(LIFE, "state").text != "已复录"
    seconds = begin(sample)
    assert state(sample, LIFE) == "waiting"
    assert "再录一次" in seconds.model.note(seconds.model.line(0))


def test_it_is_remembered_with_who_and_when(sample: Hand, sample_file: Path) -> None:
    begin(sample)
    sample.line(first(sample))
    sample.program.window.close_file()
    sample.program.window.open_path(sample_file)
    second = second_of(sample.program.desk.snapshot, CellKey(LIFE, 2024))
    assert second is not None
    assert (second.by, second.at) == ("王芳", "2025-04-08T10:32:00")
    assert not pane(sample).isVisible()


def test_all_indicators_of_the_domain_and_the_other_keys_rest(sample: Hand) -> None:
    seconds = begin(sample)
    key = seconds.model.rowCount()
    seconds.scope_keys["all"].click()
    assert seconds.model.rowCount() > key
    codes = {seconds.model.line(row).key.indicator for row in range(seconds.model.rowCount())}
    answered = {
        k.indicator
        for k, o in sample.program.desk.snapshot.observations.items()
        if k.year == 2024 and o.status == "value"
    }
    rows = {r.indicator.code for s in sample.program.desk.sheet(sample.entry.domain) for r in s.rows}
    assert codes == rows & answered
    before = sample.program.desk.file.next_undo
    sample.key(Qt.Key.Key_L, CONTROL)  # 同上年 would write into the hidden grid
    sample.key(Qt.Key.Key_D, CONTROL)
    assert sample.program.desk.file.next_undo == before
    sample.key(Qt.Key.Key_PageDown, CONTROL)
    assert seconds.model.line(0).key.indicator not in rows


def test_an_input_method_loses_nothing_and_the_model_keeps_the_rules(sample: Hand) -> None:
    seconds = begin(sample)
    mode = QAbstractItemModelTester.FailureReportingMode.Warning
    tester = QAbstractItemModelTester(seconds.model, mode, seconds.model)
    assert tester is not None
    text = first(sample)
    sample.compose(text[:1], text[:2], commit=text)
    sample.key(Qt.Key.Key_Return)
    assert state(sample, LIFE) == "verified"


def test_an_empty_domain_and_a_sealed_year_say_why(blank: Hand) -> None:
    seconds = begin(blank)
    assert seconds._empty.isVisible()
    assert "先填报" in seconds._empty.text()
