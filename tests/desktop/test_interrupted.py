"""The phone rings: a cell left half typed, by every way out; the process killed; rubbish typed and pasted; two windows."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from helpers.desk_hand import CONTROL, MORNING, SHIFT, Answers, Hand
from plandesk.desktop.actions.years import seal_year
from plandesk.desktop.app import Shelf, build
from plandesk.desktop.preferences import Preferences
from plandesk.store.plan_file import PlanFile

NONE = Qt.KeyboardModifier.NoModifier
LIFE, MMR = "female_life_expectancy", "maternal_mortality_ratio"


def held(hand: Hand, code: str = LIFE, year: int = 2024) -> tuple[str, str]:
    found = hand.figures(code, year=year)
    return (found.status, found.text or found.numerator_text) if found else ("", "")


def half_typed(hand: Hand, text: str = "81.2") -> None:
    """Typed, but not entered."""
    hand.stand_at(LIFE)
    hand.text(text)
    assert hand.entry.grid.editor is not None


@pytest.mark.parametrize(
    "way", ["another page", "palette", "manual", "filter", "domain", "plan", "year", "welcome", "copy"]
)
def test_a_cell_left_half_typed_is_stored_by_every_way_out(blank: Hand, way: str) -> None:
    window, key = blank.program.window, Qt.Key
    half_typed(blank)
    match way:
        case "another page":
            blank.key(key.Key_3, CONTROL)
        case "palette":
            blank.key(key.Key_K, CONTROL)
            blank.key(key.Key_Escape)
        case "manual":
            blank.key(key.Key_F1)
            blank.key(key.Key_Escape)
        case "filter":
            blank.key(key.Key_2, Qt.KeyboardModifier.AltModifier)
        case "domain":
            blank.key(key.Key_PageDown, CONTROL)
        case "plan":
            blank.key(key.Key_T, CONTROL)
        case "year":
            window.top_bar.year_chosen.emit(2023)
        case "welcome":
            blank.key(key.Key_N, CONTROL)
        case _:
            blank.key(key.Key_B, CONTROL | Qt.KeyboardModifier.ShiftModifier)
    if blank.entry.grid.editor is not None:  # still there to go on typing: nothing was taken away
        assert blank.entry.grid.editor.text() == "81.2"
        blank.key(key.Key_Return)
    assert held(blank) == ("value", "81.2")
    assert held(blank, year=2023) == ("", "")


def test_closing_the_file_half_typed_and_opening_it_again(blank: Hand) -> None:
    window, path = blank.program.window, blank.program.desk.file.path
    half_typed(blank)
    blank.key(Qt.Key.Key_W, CONTROL)
    assert not blank.program.desk.is_open
    window.open_path(path)
    assert held(blank) == ("value", "81.2")
    assert blank.here()[0] == LIFE, "the cursor is where it was left"


def test_undo_while_typing_takes_back_what_was_typed_and_nothing_else(blank: Hand) -> None:
    blank.stand_at(LIFE)
    blank.line("80.1")
    half_typed(blank)
    blank.program.menus.actions["undo"].trigger()
    assert held(blank) == ("value", "80.1")
    blank.key(Qt.Key.Key_Y, CONTROL)
    assert held(blank) == ("value", "81.2")


CHILD = """
import os, signal, sys
from datetime import datetime
from pathlib import Path
from PySide6.QtWidgets import QApplication
from helpers.desk_hand import Answers, Hand
from plandesk.desktop.app import build, load_shelf
from plandesk.desktop.preferences import Preferences
app = QApplication([])
kept = Preferences(Path(sys.argv[2])); kept.person = "王芳"
program = build(app, kept, lambda: datetime(2025, 4, 8, 10, 32), Answers(), load_shelf())
program.window.show(); program.window.open_path(Path(sys.argv[1])); program.window.activateWindow()
program.window.choose("yongji_women", 2024); program.window.show_page("entry")
app.processEvents()
hand = Hand(program)
hand.stand_at("female_life_expectancy"); hand.line("80.1")
hand.stand_at("maternal_mortality_ratio", column="numerator"); hand.line("3"); hand.text("28")
os.kill(os.getpid(), signal.SIGKILL if hasattr(signal, "SIGKILL") else signal.SIGTERM)
"""


def test_a_killed_process_loses_at_most_the_cell_being_typed(blank_file: Path, tmp_path: Path) -> None:
    root = Path(__file__).resolve().parents[2]
    path = os.pathsep.join((str(root / "src"), str(root / "tests")))
    environment = os.environ | {"PYTHONPATH": path, "QT_QPA_PLATFORM": "offscreen"}
    command = [sys.executable, "-c", CHILD, str(blank_file), str(tmp_path / "settings")]
    done = subprocess.run(command, env=environment, capture_output=True, check=False, timeout=120)
    assert done.returncode < 0, done.stderr.decode()
    from plandesk.store.shelf import load_words

    with PlanFile.open(blank_file, by="王芳", words=load_words(), now=lambda: MORNING) as file:
        assert not file.read_only, "the dead process holds nothing"
        snapshot = file.snapshot()
        life, ratio = snapshot.observation(LIFE, 2024), snapshot.observation(MMR, 2024)
        assert life is not None
        assert ratio is not None
        assert (life.text, ratio.numerator_text, ratio.denominator_text) == ("80.1", "3", "")
        assert file.verify() == ()


@pytest.mark.parametrize(("typed", "status", "shown", "said"), [
    ("12,5", "value", "12,5", "读不成数"), ("12。5", "value", "12.50", "低于50岁"), ("１２．５", "value", "12.50", "低于50岁"),
    ("无", "value", "无", "读不成数"), ("0", "value", "0.00", "低于50岁"), ("5/37", "value", "5/37", "一格只填一个数"),
    ("８１．２岁", "value", "81.20", ""), ("wtj", "not_collected", "未统计", ""),
])  # fmt: skip
def test_whatever_is_typed_is_kept_and_what_cannot_be_read_is_said(
    blank: Hand, typed: str, status: str, shown: str, said: str
) -> None:
    blank.stand_at(LIFE)
    blank.line(typed)
    assert held(blank)[0] == status
    assert blank.cell_text(LIFE, "value") == shown
    assert said in blank.status
    assert bool(said) == bool(blank.status)


@pytest.mark.parametrize(("rubbish", "stored", "said"), [
    ("", "", "剪贴板里没有文字。"), ("\t\t\n\n", "", "剪贴板里没有文字。"), ("\x00\x07", "", ""),
    ("你好，请填表。" * 40, "", "剪贴板里是一段280个字的文字，不是一个数，没有贴入。"),
    ("8\u200b1.2\ufeff", "81.2", ""), ("=SUM(A1)", "=SUM(A1)", "读不成数"),
])  # fmt: skip
def test_rubbish_pasted_is_refused_or_cleaned_with_a_sentence(
    blank: Hand, rubbish: str, stored: str, said: str
) -> None:
    blank.stand_at(LIFE)
    QGuiApplication.clipboard().setText(rubbish)
    blank.key(Qt.Key.Key_V, CONTROL)
    assert held(blank)[1] == stored
    assert said in blank.status


def test_long_names_and_texts_stay_within_the_window(sample: Hand) -> None:
    window = sample.program.window
    sample.program.desk.preferences.person = "欧阳" * 20
    sample.program.desk.file.by = "欧阳" * 20
    sample.stand_at(LIFE)
    sample.key(Qt.Key.Key_F2, Qt.KeyboardModifier.ShiftModifier)
    sample.compose(commit="普查年份才有，待省局反馈。" * 60)
    sample.key(Qt.Key.Key_Return)
    sample.stand_at(LIFE)
    sample.line("9" * 45)
    for page in ("overview", "checks", "judging", "exchange", "plans", "settings", "entry"):
        window.show_page(page)
        QApplication.processEvents()
        assert (window.width(), window.height()) == (1366, 768), page


@pytest.mark.parametrize("key", [
    (Qt.Key.Key_7, NONE), (Qt.Key.Key_F2, NONE), (Qt.Key.Key_Delete, NONE), (Qt.Key.Key_F6, NONE), (Qt.Key.Key_L, CONTROL),
    (Qt.Key.Key_D, CONTROL), (Qt.Key.Key_V, CONTROL), (Qt.Key.Key_B, CONTROL), (Qt.Key.Key_F2, SHIFT), (Qt.Key.Key_F8, NONE),
    (Qt.Key.Key_R, CONTROL),
])  # fmt: skip
def test_in_a_sealed_year_every_writing_key_says_why_nothing_happens(
    sample: Hand, key: tuple[Qt.Key, Qt.KeyboardModifier]
) -> None:
    seal_year(sample.program.desk, 2024)
    QGuiApplication.clipboard().setText("5")
    sample.stand_at(LIFE)
    sample.program.window.status_line.clear()
    sample.key(*key)
    assert sample.status == "2024年已封存。要改请用“数据—更正已报年份”，改动会计数并上报。"


def test_a_second_window_on_the_same_file_reads_and_says_who_writes(
    blank: Hand, qtbot: QtBot, qapp: QApplication, tmp_path: Path, shelf: Shelf
) -> None:
    blank.stand_at(LIFE)
    blank.line("80.1")
    preferences = Preferences(tmp_path / "others settings")
    preferences.person = "李明"
    other = build(qapp, preferences, lambda: MORNING, Answers(), shelf)
    other.window.show()
    try:
        other.window.open_path(blank.program.desk.file.path)
        with qtbot.waitActive(other.window):
            other.window.activateWindow()
        other.window.choose("yongji_women", 2024)
        other.window.show_page("entry")
        second = Hand(other)
        assert other.desk.file.read_only
        second.stand_at(LIFE)
        assert second.cell_text(LIFE, "value") == "80.10"
        second.text("7")
        assert second.entry.grid.editor is None
        assert "王芳" in second.status
    finally:
        other.window.close()
        other.window.deleteLater()
    with qtbot.waitActive(blank.program.window):
        blank.program.window.activateWindow()
    blank.stand_at(LIFE)
    blank.line("80.2")
    assert held(blank) == ("value", "80.2")
