"""The clerk's morning at the window: a whole plan from the source table by keys and pastes, no mouse, no error left."""

from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt, QThreadPool, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from helpers.command_line import NOON, copied
from helpers.desk_hand import CONTROL, MORNING, SHIFT, Answers, Hand
from plandesk.core.checking import Checker
from plandesk.core.entry import STATUS_INITIALS
from plandesk.core.records import NO_FIGURE, CellKey, Observation
from plandesk.desktop.actions.typing import FieldKey
from plandesk.desktop.app import build, load_shelf
from plandesk.desktop.entry.paste.sheet import PasteSheet
from plandesk.desktop.preferences import Preferences
from plandesk.store.plan_file import PlanFile
from plandesk.store.shelf import load_words

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", extend=True)

YEAR = 2024
PLAN = "yongji_women"
INITIALS = {status: letters for letters, status in STATUS_INITIALS.items()}
PASTED_DOMAIN = 3  # 决策和管理: thirty rows of heads and of all, as a block from the personnel office's table
Table = Mapping[CellKey, Observation]


@pytest.fixture
def clerk(qtbot: QtBot, qapp: QApplication, blank_file: Path, tmp_path: Path) -> Iterator[Hand]:
    """A clerk in front of an empty year of both plans."""
    preferences = Preferences(tmp_path / "settings")
    preferences.person = "王芳"
    program = build(qapp, preferences, lambda: MORNING, Answers(), load_shelf())
    window = program.window
    window.resize(1366, 768)
    window.show()
    qtbot.waitExposed(window)
    window.activateWindow()
    window.open_path(blank_file)
    window.choose(PLAN, YEAR)
    window.show_page("entry")
    yield Hand(program)
    window.close()
    assert QThreadPool.globalInstance().waitForDone(5000)
    window.deleteLater()
    qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.fixture
def table(_sample_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Table:
    """The source table: every figure of the year, as the units reported them."""
    source = copied(_sample_template, tmp_path_factory.mktemp("source"))
    with PlanFile.open(source, by="孙丽", words=load_words(), now=lambda: NOON, read_only=True) as file:
        return {key: each for key, each in file.snapshot().observations.items() if key.year == YEAR}


def told(table: Table, place: FieldKey) -> str:
    """What the source table says of one cell: a figure, the initials of a status word, or nothing."""
    found = table.get(place.key)
    if found is None or found.origin == "computed":
        return ""
    if found.status in NO_FIGURE:
        return (
            INITIALS[found.status] if (found.numerator, found.denominator) == (None, None) else _zero(found)
        )
    return {"numerator": found.numerator_text, "denominator": found.denominator_text}.get(
        place.field, found.text
    )


def _zero(found: Observation) -> str:
    return found.numerator_text  # 0 over 0 becomes 无病例 by itself


def type_domain(clerk: Hand, table: Table) -> int:
    """From the first cell to the last by Enter; how many figures and words were typed."""
    grid, typed, last = clerk.entry.grid, 0, None
    while (place := grid.current_place()) is not None and place != last:
        last = place
        text = told(table, place)
        if text:
            typed += 1
            clerk.text(text)
        clerk.key(Qt.Key.Key_Return)
    return typed


def paste_domain(clerk: Hand, table: Table) -> None:
    """The whole domain as one block from a spreadsheet, looked at, then Enter."""
    model, lines = clerk.entry.model, []
    columns = [model.column_of[key] for key in ("numerator", "denominator", "value")]
    for row in range(clerk.entry.grid.current_row(), model.rowCount()):
        if model.figure_line(row) is not None:
            places = [model.field_at(row, column) for column in columns]
            lines.append("\t".join("" if p is None else _in_excel(told(table, p)) for p in places))
    QGuiApplication.clipboard().setText("\r\n".join(lines) + "\r\n")
    clerk.key(Qt.Key.Key_Home)
    clerk.key(Qt.Key.Key_Right, times=clerk.entry.model.column_of["numerator"])
    while clerk.here()[1] != "numerator":
        clerk.key(Qt.Key.Key_Left)
    seen: list[str] = []
    QTimer.singleShot(0, lambda: _press_enter(seen))
    clerk.key(Qt.Key.Key_V, CONTROL)
    assert seen, "the block is looked at first"
    QApplication.processEvents()  # the window is the active one again


def _in_excel(text: str) -> str:
    """Counts as Excel shows them, with thousands separators."""
    return f"{int(text):,}" if text.isdigit() and len(text) > 3 else text


def _press_enter(seen: list[str]) -> None:
    sheet = QApplication.activeModalWidget()
    assert isinstance(sheet, PasteSheet)
    seen.append(sheet.paste.text())
    QTest.keyClick(sheet.table, Qt.Key.Key_Return)


def explain_all(clerk: Hand, most: int) -> None:
    """F7 to the next that is open, F8, the reason through the input method, Ctrl+Enter."""
    for _ in range(most):
        if not open_findings(clerk):
            return
        clerk.key(Qt.Key.Key_F7)
        clerk.key(Qt.Key.Key_F8)
        clerk.compose("yi", "yi yu", commit="已与责任单位电话核实，数据属实")
        clerk.key(Qt.Key.Key_Return, CONTROL)
    assert not open_findings(clerk)


def open_findings(clerk: Hand) -> list[str]:
    """What still stands open in the plan."""
    codes = _codes(clerk)
    return [f.message for f in clerk.program.desk.findings().all if f.open and f.indicator in codes]


def _codes(clerk: Hand) -> set[str]:
    desk = clerk.program.desk
    return {row.indicator.code for d in desk.domains for section in desk.sheet(d) for row in section.rows}


def test_a_whole_plan_by_keys_and_pastes_equals_the_source_table(clerk: Hand, table: Table) -> None:
    desk = clerk.program.desk
    typed = 0
    clerk.key(Qt.Key.Key_F9)  # every breakdown unfolded
    for place, domain in enumerate(desk.domains):
        assert clerk.entry.domain == domain
        if place:
            clerk.key(Qt.Key.Key_F9)
        if place == PASTED_DOMAIN:
            paste_domain(clerk, table)
        else:
            typed += type_domain(clerk, table)
        if place == 0:
            slip_and_mend(clerk, table)
        clerk.key(Qt.Key.Key_PageDown, CONTROL)
    assert typed > 100, typed
    explain_all(clerk, 40)

    codes = _codes(clerk)
    wanted = {key: each for key, each in table.items() if key.indicator in codes}
    now = desk.snapshot.observations
    assert len(wanted) >= 100
    assert {k: figures(o) for k, o in now.items() if o.status} == {k: figures(o) for k, o in wanted.items()}
    assert {o.origin for o in now.values()} <= {"typed", "paste", "computed"}
    checker = Checker(desk.snapshot.library, desk.words)
    mine = [f for f in checker.check(desk.snapshot, YEAR) if f.indicator in codes]
    assert [f.message for f in mine if f.open] == []
    assert [f.message for f in checker.required_gaps(desk.snapshot, YEAR) if f.indicator in codes] == []
    clerk.key(Qt.Key.Key_3, CONTROL)  # 审核
    assert clerk.program.window.page_key == "checks"


def figures(each: Observation) -> tuple[object, ...]:
    """What counts of a cell: its figures and its status."""
    return each.value, each.numerator, each.denominator, each.status


def slip_and_mend(clerk: Hand, table: Table) -> None:
    """A slip is told at once, found again by F7, mended by typing over it, and undone and redone by name."""
    code = "maternal_mortality_ratio"
    right = table[CellKey(code, YEAR)].numerator_text
    clerk.key(Qt.Key.Key_F, CONTROL)
    clerk.text("ycfswl")
    clerk.key(Qt.Key.Key_Return)
    assert clerk.here() == (code, "numerator")
    clerk.line("99999")
    assert "大于" in clerk.status or "超过" in clerk.status
    clerk.key(Qt.Key.Key_F7)
    assert clerk.here()[0] == code
    clerk.key(Qt.Key.Key_Z, CONTROL)
    assert clerk.figures(code).numerator_text == right  # type: ignore[union-attr]
    clerk.key(Qt.Key.Key_Y, CONTROL)
    assert clerk.figures(code).numerator_text == "99999"  # type: ignore[union-attr]
    clerk.key(Qt.Key.Key_Tab, SHIFT)
    clerk.stand_at(code)
    clerk.line(right)
    assert clerk.program.desk.file.next_undo == f"录入 孕产妇死亡率 分子 {right}"
