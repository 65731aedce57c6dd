"""本格变动: all that changed in a cell, read with keys in the card's place."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from helpers.desk_hand import ALT, CONTROL, SHIFT, Hand
from plandesk.desktop.entry.card.history import StepList

LIFE = "female_life_expectancy"
RATIO = "maternal_mortality_ratio"
ESC = Qt.Key.Key_Escape


def shown(hand: Hand) -> list[list[str]]:
    steps = hand.entry.history.steps
    return [steps.item(n).text().split("\n") for n in range(steps.count())]


def test_alt_h_lists_every_change_newest_first_and_esc_goes_back(blank: Hand) -> None:
    for text in ("78", "78.9", "79.2"):
        blank.stand_at(LIFE)
        blank.line(text)
    blank.key(Qt.Key.Key_Z, CONTROL)
    blank.stand_at(LIFE)
    blank.key(Qt.Key.Key_H, ALT)
    assert isinstance(blank.focus, StepList)
    assert not blank.entry.card.isVisible(), "it stands in the card's place"
    assert shown(blank) == [
        ["2025-04-08 10:32  王芳", "本年  79.2 → 78.9", "撤销：录入 女性人均预期寿命 本年 79.2"],
        ["2025-04-08 10:32  王芳", "本年  78.9 → 79.2"],
        ["2025-04-08 10:32  王芳", "本年  78 → 78.9"],
        ["2025-04-08 10:32  王芳", "本年  空 → 78"],
    ]
    blank.key(Qt.Key.Key_Down, times=2)
    assert blank.entry.history.steps.currentRow() == 2
    blank.key(ESC)
    assert blank.focus is blank.entry.grid
    assert blank.here()[0] == LIFE
    assert blank.entry.card.isVisible()
    assert not blank.entry.history.isVisible()


def test_totals_marks_and_notes_are_told_too(blank: Hand) -> None:
    blank.stand_at(RATIO)
    blank.key(Qt.Key.Key_Down, ALT)
    for cell, texts in (("area=urban", ("0", "842")), ("area=rural", ("1", "244"))):
        blank.stand_at(RATIO, cell)
        for text in texts:
            blank.line(text)
    blank.stand_at(RATIO)
    blank.key(Qt.Key.Key_B, CONTROL)
    blank.key(Qt.Key.Key_F2, SHIFT)
    blank.compose("he", commit="核对过")
    blank.key(Qt.Key.Key_Return)
    blank.key(Qt.Key.Key_H, ALT)
    lines = [line for step in shown(blank) for line in step[1:]]
    assert lines[:2] == ["批注  空 → 核对过", "标记待跟进"]
    assert "分母  空 → 1086" in lines, "a total added up from its cells"


def test_a_cell_without_changes_says_so_and_leaving_closes_the_list(blank: Hand) -> None:
    blank.stand_at(LIFE)
    blank.key(Qt.Key.Key_H, ALT)
    assert shown(blank) == []
    assert blank.entry.history.isVisible()
    blank.entry.grid.setFocus()
    assert not blank.entry.history.isVisible()
    assert blank.focus is blank.entry.grid


def test_the_card_names_the_national_target_beside_the_countys_own(blank: Hand, qtbot: QtBot) -> None:
    blank.stand_at(RATIO)
    labels = lambda: [w.text() for w in blank.entry.card.findChildren(QLabel) if w.isVisible()]  # noqa: E731
    qtbot.waitUntil(lambda: any("国纲  ≤12（2030年）" in text for text in labels()))
    blank.stand_at(LIFE)
    qtbot.waitUntil(lambda: not any("国纲" in text for text in labels()))
