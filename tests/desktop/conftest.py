"""The window for tests: own settings folder, own clock, answers instead of dialogs, what ships read once."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QThreadPool
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from helpers.desk_hand import MORNING, Answers, Hand
from plandesk.desktop.app import Program, Shelf, build, load_shelf
from plandesk.desktop.preferences import Preferences


@pytest.fixture(scope="session")
def shelf() -> Shelf:
    """What ships with the program."""
    return load_shelf()


@pytest.fixture
def answers() -> Answers:
    """The clerk's answers to dialogs."""
    return Answers()


@pytest.fixture
def preferences(tmp_path: Path) -> Preferences:
    """Settings in a folder of the test's own."""
    kept = Preferences(tmp_path / "settings")
    kept.person = "王芳"
    kept.last_folder = str(tmp_path)
    return kept


@pytest.fixture
def program(
    qtbot: QtBot, qapp: QApplication, preferences: Preferences, answers: Answers, shelf: Shelf
) -> Iterator[Program]:
    """The whole window at 1366×768 on its welcome page; nothing may be left running or open after the test."""
    made = build(qapp, preferences, lambda: MORNING, answers, shelf)
    window = made.window
    window.resize(1366, 768)
    window.show_welcome()
    window.show()
    qtbot.waitExposed(window)
    window.activateWindow()
    yield made
    window.close()
    assert QThreadPool.globalInstance().waitForDone(5000)
    others = [w for w in QApplication.topLevelWidgets() if w.isVisible()]
    assert not others, f"left open: {others}"
    window.deleteLater()
    qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.fixture
def blank(program: Program, blank_file: Path) -> Hand:
    """A clerk in front of 永济's two plans, 2024, nothing filled."""
    program.window.open_path(blank_file)
    program.window.choose("yongji_women", 2024)
    program.window.show_page("entry")
    return Hand(program)


@pytest.fixture
def sample(program: Program, sample_file: Path) -> Hand:
    """A clerk in front of 永济's two plans, 2024, filled with sample figures."""
    program.window.open_path(sample_file)
    program.window.choose("yongji_women", 2024)
    program.window.show_page("entry")
    return Hand(program)
