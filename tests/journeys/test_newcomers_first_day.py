"""A newcomer's first day: the steps of the manual's chapter, read from it and played with real keys, to paper."""

import re
from pathlib import Path

import pytest
from pypdf import PdfReader
from PySide6.QtCore import QEvent, Qt, QThreadPool
from PySide6.QtGui import QKeySequence
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from helpers.desk_hand import MORNING, Answers, Hand
from plandesk.desktop.app import build, load_shelf
from plandesk.desktop.help.manual import FIRST_DAY, load_manual
from plandesk.desktop.preferences import Preferences

NAMED = {"回车": Qt.Key.Key_Return, "空格": Qt.Key.Key_Space, "↓": Qt.Key.Key_Down, "↑": Qt.Key.Key_Up}


def steps() -> list[list[str]]:
    """The chapter's numbered steps: of each what is to be pressed or typed, in order."""
    text = next(c.text for c in load_manual() if c.key == FIRST_DAY)
    return [re.findall(r"`([^`]+)`", line) for line in text.splitlines() if re.match(r"\d+\. ", line)]


def play(hand: Hand, span: str) -> None:
    """Press the key, or type the text, that stands in the manual."""
    if span in NAMED:
        hand.key(NAMED[span])
    elif re.fullmatch(r"(Ctrl\+|Alt\+|Shift\+)+.|F\d+|Tab|Esc", span):
        stroke = QKeySequence(span)[0]
        hand.key(stroke.key(), stroke.keyboardModifiers())
    else:
        assert span.isascii(), f"no key: {span}"
        hand.text(span)


def paper_into(path: Path) -> QPrinter:
    """What the print dialog gives back: a printer whose sheets land in a file."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(path))
    printer.setResolution(72)
    return printer


@pytest.mark.parametrize("size", [(1366, 768), (911, 512)])  # the second is 1366×768 at 150 %
def test_from_an_empty_folder_to_the_first_printed_report(
    qtbot: QtBot, qapp: QApplication, tmp_path: Path, size: tuple[int, int]
) -> None:
    assert list(tmp_path.iterdir()) == []
    preferences = Preferences(tmp_path / "settings")
    preferences.last_folder = str(tmp_path)
    answers = Answers(paths=[tmp_path / "报告.pdf"], printers=[paper_into(tmp_path / "纸.pdf")])
    program = build(qapp, preferences, lambda: MORNING, answers, load_shelf())
    window, hand = program.window, Hand(program)
    window.resize(*size)
    window.show_welcome()
    window.show()
    with qtbot.waitActive(window):
        window.activateWindow()
    assert hand.focus.accessibleName() == "查找规划包", "the keyboard is where the first step begins"

    def wait_for(word: str) -> None:
        page = window.page_of("reports")
        qtbot.waitUntil(lambda: word in page.work.sentence, timeout=60000)  # type: ignore[attr-defined]

    try:
        for number, step in enumerate(steps(), start=1):
            for span in step:
                play(hand, span)
            if number == 3:
                assert [p.id for p in program.desk.snapshot.plans] == ["yongji_women", "yongji_children"]
                assert window.page_key == "entry"
            elif number == 7:
                assert window.page_key == "checks"
            elif number == 8:
                assert window.page_key == "checks"
                assert window.at_desk
            elif number == 10:
                wait_for("已生成")
        desk = program.desk
        held = {o.indicator: (o.text, o.numerator_text, o.denominator_text)
                for o in desk.snapshot.observations.values()}  # fmt: skip
        assert held == {
            "women_regular_exercise_number": ("152000", "", ""),
            "sports_population_share": ("", "98000", "430000"),
            "women_physical_fitness_pass_rate": ("", "9120", "10000"),
        }
        report = PdfReader(tmp_path / "报告.pdf")
        text = "".join(sheet.extract_text() for sheet in report.pages)
        assert "永济市" in text
        assert "91.20" in text
        wait_for("已送")
        assert answers.asked[-1].endswith(f" {len(report.pages)}"), "the print dialog was asked for all pages"
        assert len(PdfReader(tmp_path / "纸.pdf").pages) == len(report.pages)
    finally:
        window.close()
        assert QThreadPool.globalInstance().waitForDone(10000)
        window.deleteLater()
        qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.mark.parametrize("number", range(1, 12))
def test_every_step_tells_what_to_press(number: int) -> None:
    assert steps()[number - 1], f"step {number} of the first day has nothing to press"
