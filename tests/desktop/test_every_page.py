"""Every page walked at 100 % and 150 %: nothing clipped, every control named, reached by Tab, every model sound."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QTabBar,
    QWidget,
)

from helpers.desk_hand import CONTROL, Hand
from plandesk.desktop.frame.status_line import ElidedLabel
from plandesk.desktop.look.table import DeskTable, LookModel

PAGES = ["overview", "entry", "checks", "judging", "reports", "exchange", "plans", "settings"]
SIZES = [(1366, 768), (911, 512)]  # the second is 1366×768 at 150 %
CONTROLS = (QAbstractButton, QComboBox, QLineEdit, QPlainTextEdit, QAbstractItemView)


def with_findings(hand: Hand) -> None:
    """An error and a warning, so that cards, badges and links have something to say."""
    hand.stand_at("maternal_mortality_ratio")
    hand.line("3000")
    hand.stand_at("female_life_expectancy")
    hand.line("92")


def states(hand: Hand) -> Iterator[str]:
    """Every page, 填报 also while figures are typed twice, 规划指标 with each tab."""
    window = hand.program.window
    for key in PAGES:
        window.show_page(key)
        QApplication.processEvents()
        yield key
        if key == "entry":
            hand.key(Qt.Key.Key_R, CONTROL)
            hand.line("81.5")
            QApplication.processEvents()
            yield "entry, second typing"
            hand.key(Qt.Key.Key_Escape)
        for bar in window.page.findChildren(QTabBar):  # type: ignore[union-attr]
            for place in range(1, bar.count()):
                bar.setCurrentIndex(place)
                QApplication.processEvents()
                yield f"{key}, {bar.tabText(place)}"
            bar.setCurrentIndex(0)


def seen(kind: type, within: QWidget) -> list[QWidget]:
    return [w for w in within.findChildren(kind) if w.isVisible()]


@pytest.mark.parametrize("size", SIZES)
def test_no_word_is_clipped(sample: Hand, size: tuple[int, int]) -> None:
    window = sample.program.window
    with_findings(sample)
    window.resize(*size)
    cut: list[str] = []
    for state in states(sample):
        assert (window.width(), window.height()) == size, f"{state} pushes the window apart"
        QApplication.processEvents()  # wrapped words know their height only once everything is laid out
        for words in seen(QLabel, window):
            assert isinstance(words, QLabel)
            room, text = words.contentsRect().width(), words.text()
            if isinstance(words, ElidedLabel) and words.toolTip() == text:
                continue  # a sentence said: whole in its tooltip and on the page it speaks of
            if text and not words.wordWrap() and words.fontMetrics().horizontalAdvance(text) > room + 1:
                cut.append(f"{state}: “{text}” {room}")
            if text and words.wordWrap() and words.height() < words.heightForWidth(words.width()) - 2:
                cut.append(f"{state}: “{text}” {words.height()} < {words.heightForWidth(words.width())} high")
        for knob in seen(QPushButton, window):
            assert isinstance(knob, QPushButton)
            if knob.text() and knob.sizeHint().width() > knob.width() + 1:
                cut.append(f"{state}: [{knob.text()}] {knob.width()}")
    assert not cut, "\n".join(cut)


@pytest.mark.parametrize("size", SIZES)
def test_every_control_has_a_name_and_stands_in_the_tab_order(sample: Hand, size: tuple[int, int]) -> None:
    window = sample.program.window
    with_findings(sample)
    window.resize(*size)
    wrong: list[str] = []
    for state in states(sample):
        chain = set()
        widget: QWidget = window
        for _ in range(5000):
            widget = widget.nextInFocusChain()
            if widget is window:
                break
            chain.add(widget)
        for kind in CONTROLS:
            for control in seen(kind, window):
                inner = isinstance(control.parent(), QComboBox | QAbstractItemView)
                if inner or control.focusPolicy() == Qt.FocusPolicy.NoFocus:
                    continue
                text = control.text() if isinstance(control, QAbstractButton) else ""
                if not (control.accessibleName() or text):
                    wrong.append(f"{state}: {control} has no name")
                if control.isEnabled() and control not in chain:
                    wrong.append(f"{state}: {control.accessibleName() or text} is not in the tab order")
    assert not wrong, "\n".join(dict.fromkeys(wrong))


def test_every_model_of_the_window_is_sound(sample: Hand) -> None:
    window = sample.program.window
    tested: dict[str, QAbstractItemModelTester] = {}
    mode = QAbstractItemModelTester.FailureReportingMode.Warning
    for state in states(sample):
        for table in window.findChildren(DeskTable):
            model, name = table.model(), table.accessibleName() or state
            if isinstance(model, LookModel) and name not in tested:
                tested[name] = QAbstractItemModelTester(model, mode, model)
    assert len(tested) > 10
    with_findings(sample)
    for page in PAGES:
        window.show_page(page)
        window.choose("yongji_children", 2023)
        window.choose("yongji_women", 2024)
    sample.program.window.show_page("entry")
    for _ in range(3):
        sample.key(Qt.Key.Key_Z, CONTROL)


def test_an_input_method_is_understood_wherever_text_is_typed(sample: Hand) -> None:
    window = sample.program.window
    with_findings(sample)
    sample.stand_at("female_life_expectancy")  # its explanation is asked for on the card
    seen_at: list[str] = []
    for state in states(sample):
        if state == "entry":
            sample.entry.flush()
        fields = [*seen(QLineEdit, window), *seen(QPlainTextEdit, window)]
        for field in fields:
            assert isinstance(field, QLineEdit | QPlainTextEdit)
            inner = isinstance(field.parent(), QAbstractSpinBox | QComboBox)
            if (
                inner
                or field.isReadOnly()
                or not field.isEnabled()
                or field.focusPolicy() == Qt.FocusPolicy.NoFocus
            ):
                continue
            read = field.text if isinstance(field, QLineEdit) else field.toPlainText
            before = read()
            QApplication.sendEvent(field, QInputMethodEvent("fu lu", []))
            assert read() == before, f"{state}: {field.accessibleName()} takes what is only being composed"
            event = QInputMethodEvent("", [])
            event.setCommitString("复")
            QApplication.sendEvent(field, event)
            assert "复" in read(), f"{state}: {field.accessibleName()} lost what was committed"
            field.undo()
            seen_at.append(state)
    assert {"entry", "reports", "settings"} <= {state.split(",")[0] for state in seen_at}
