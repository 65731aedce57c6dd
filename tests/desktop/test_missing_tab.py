"""缺项和替代 with the keyboard: who surveys by when, a substitute found by pinyin, both taken away, both undone."""

from datetime import datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from helpers.desk_hand import ALT, CONTROL, SHIFT, Hand
from plandesk.core.missing import Missing, missing_of
from plandesk.core.records import MissingItem, Substitute
from plandesk.desktop.app import Program
from plandesk.desktop.look.cell import CellLook
from plandesk.desktop.plans.missing_tab import MissingTab
from plandesk.desktop.plans.page import PlansPage
from plandesk.store.plan_file import PlanFile

Key = Qt.Key
LIFE, REASON = "female_life_expectancy", "shu ju wei fen lei"


def missing(hand: Hand) -> MissingTab:
    """Alt+6 on 规划指标."""
    hand.program.window.show_page("plans")
    page = hand.program.window.page_of("plans")
    assert isinstance(page, PlansPage)
    hand.key(Key.Key_6, ALT)
    assert page.tab is page.missing
    return page.missing


def listed(tab: MissingTab) -> list[Missing]:
    found = [tab.model.stands_for(row) for row in range(tab.model.rowCount())]
    assert all(isinstance(m, Missing) for m in found)
    return found  # type: ignore[return-value]


def cell(tab: MissingTab, row: int, key: str) -> CellLook:
    return tab.model.look_at(row, [c.key for c in tab.model.columns].index(key))


def substitutes(hand: Hand) -> list[Substitute]:
    return list(hand.program.desk.snapshot.substitutes.values())


def test_the_list_is_those_without_data_in_the_year(sample: Hand) -> None:
    tab = missing(sample)
    desk = sample.program.desk
    wanted = missing_of(desk.snapshot, desk.evaluation())
    assert wanted
    assert listed(tab) == list(wanted)
    first = cell(tab, 0, "status")
    assert (first.text, first.sign) == ("未统计", "no_figure")
    assert cell(tab, 0, "latest").text == f"{wanted[0].latest}年"
    nobody = cell(tab, 0, "surveyor")
    assert (nobody.text, nobody.sign, nobody.ink) == ("未落实", "open", "warn")


def test_who_surveys_by_when_is_written_changed_taken_away_and_undone(sample: Hand) -> None:
    tab = missing(sample)
    code = listed(tab)[0].indicator.code
    items = sample.program.desk.snapshot.missing_items
    assert items == {}
    sample.key(Key.Key_Return)
    form = tab.survey
    assert form.surveyor.hasFocus()
    sample.line("tongjiju")
    assert form.due.hasFocus()
    assert not form.keep.isEnabled()
    sample.text("2025-6-31")
    assert "日期“2025-6-31”不对" in form.note.text()
    assert not form.keep.isEnabled()
    sample.key(Key.Key_A, CONTROL)
    sample.line("2025-6-30")
    assert form.how.hasFocus()
    sample.line("chou yang")
    kept = sample.program.desk.snapshot.missing_items
    assert kept == {code: MissingItem(code, "tongjiju", "2025-06-30", "chou yang")}
    assert tab.table.hasFocus()
    assert cell(tab, 0, "surveyor").text == "tongjiju"
    assert (cell(tab, 0, "due").text, cell(tab, 0, "due").sign) == ("2025-06-30", "")
    sample.key(Key.Key_Return)
    form.due.setFocus()
    sample.key(Key.Key_A, CONTROL)
    sample.text("2025-04-01")
    sample.key(Key.Key_Return, CONTROL)
    late = cell(tab, 0, "due")
    assert (late.text, late.sign, late.ink) == ("2025-04-01 逾期", "late", "warn")
    form.remove.setFocus()
    sample.key(Key.Key_Space)
    assert sample.program.desk.snapshot.missing_items == {}
    assert cell(tab, 0, "surveyor").text == "未落实"
    for expected in ("2025-04-01", "2025-06-30"):
        sample.key(Key.Key_Z, CONTROL)
        assert sample.program.desk.snapshot.missing_items[code].due == expected
    assert form.due.text() == "2025-06-30"


def test_a_substitute_is_found_by_pinyin_taken_with_a_reason_and_undone(sample: Hand) -> None:
    tab = missing(sample)
    row = next(n for n, m in enumerate(listed(tab)) if m.indicator.name == "职工代表大会中女性比例")
    sample.key(Key.Key_Down, times=row)
    own = listed(tab)[row].indicator
    sample.key(Key.Key_Return)
    form = tab.sub
    sample.key(Key.Key_Tab, times=3)
    assert form.wanted.hasFocus(), "a disabled button is passed over"
    sample.text("cwh")
    names = [form.found.look_at(n, 0).text for n in range(form.found.rowCount())]
    assert "村委会成员中的女性比例" in names
    assert len(names) < 6
    sample.key(Key.Key_Down)
    assert form.found_table.hasFocus()
    sample.key(Key.Key_Down, times=names.index("村委会成员中的女性比例"))
    sample.key(Key.Key_Return)
    assert form.reason.hasFocus()
    assert form.chosen.text() == "替代指标：村委会成员中的女性比例"
    sample.text("wu")
    assert "至少4个字" in form.note.text()
    sample.key(Key.Key_Return)
    assert substitutes(sample) == [], "without a reason nothing is written"
    sample.key(Key.Key_A, CONTROL)
    sample.line(REASON)
    made = substitutes(sample)
    assert [(s.plan, s.indicator, s.reason, s.from_year) for s in made] == [
        ("yongji_women", own.code, REASON, None)
    ]
    desk = sample.program.desk
    judged = next(
        j for j in desk.evaluation().judgements() if j.indicator is not None and j.indicator.code == own.code
    )
    assert judged.substitute is not None
    assert judged.substitute.name == "村委会成员中的女性比例"
    assert cell(tab, row, "substitute").text == "村委会成员中的女性比例"
    assert cell(tab, row, "substitute").ink == "ink", "it is judged on"
    assert REASON in form.now.text()
    form.remove.setFocus()
    sample.key(Key.Key_Space)
    assert substitutes(sample) == []
    assert not form.now.isVisible()
    sample.key(Key.Key_Z, CONTROL)
    assert substitutes(sample) == made
    sample.key(Key.Key_Z, CONTROL)
    assert substitutes(sample) == []
    assert cell(tab, row, "substitute").text == ""


def test_from_a_year_on(sample: Hand) -> None:
    tab = missing(sample)
    sample.key(Key.Key_Return)
    form = tab.sub
    form.found_table.setFocus()
    sample.key(Key.Key_Return)
    sample.text(REASON)
    sample.key(Key.Key_Backtab, SHIFT)
    assert form.start.hasFocus()
    sample.key(Key.Key_End)
    sample.key(Key.Key_Return, CONTROL)
    assert [s.from_year for s in substitutes(sample)] == [2025]
    assert "（2025年起）" in form.now.text()
    assert cell(tab, 0, "substitute").ink == "ink2", "named, not judged on in 2024"


def test_only_what_is_fit_is_offered(sample: Hand) -> None:
    tab = missing(sample)
    own = listed(tab)[0].indicator
    library = sample.program.desk.snapshot.library
    codes = [tab.sub.found.stands_for(n) for n in range(tab.sub.found.rowCount())]
    assert codes
    assert own.code not in codes
    assert {(library[str(c)].unit, library[str(c)].better) for c in codes} == {(own.unit, own.better)}
    tab.sub.wanted.setFocus()
    sample.text("xyzxyz")
    assert "没有“xyzxyz”" in tab.sub.chosen.text()


def test_what_is_typed_waits_while_another_row_is_looked_at(sample: Hand) -> None:
    tab = missing(sample)
    sample.key(Key.Key_Return)
    sample.text("fulian")
    sample.key(Key.Key_Escape)
    assert tab.table.hasFocus()
    sample.key(Key.Key_Down)
    assert tab.survey.surveyor.text() == ""
    sample.key(Key.Key_Up)
    assert tab.survey.surveyor.text() == "fulian"


def test_once_there_is_data_the_arrangement_stays_to_be_taken_away(sample: Hand) -> None:
    desk = sample.program.desk
    desk.record([MissingItem(LIFE, "统计局", "2025-01-31")], origin="typed", label="缺项")
    tab = missing(sample)
    last = tab.model.rowCount() - 1
    assert listed(tab)[last].indicator.code == LIFE
    assert (cell(tab, last, "status").text, cell(tab, last, "status").sign) == ("已有数", "filled")
    assert cell(tab, last, "due").text == "2025-01-31", "what is surveyed is not overdue"
    sample.key(Key.Key_Down, times=last)
    tab.survey.remove.setFocus()
    sample.key(Key.Key_Space)
    assert desk.snapshot.missing_items == {}
    assert LIFE not in [m.indicator.code for m in listed(tab)]


def test_a_year_with_all_data_says_so(sample: Hand, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("plandesk.desktop.plans.lacks.missing_of", lambda *_: ())
    tab = missing(sample)
    assert tab.model.rowCount() == 0
    assert tab._none.text() == "2024年没有缺数据的指标。"
    assert not tab.survey.isVisible()
    sample.key(Key.Key_Return, CONTROL)
    assert sample.program.desk.snapshot.missing_items == {}


def test_a_read_only_file_shows_but_takes_nothing(program: Program, sample_file: Path) -> None:
    words, now = program.desk.words, lambda: datetime(2025, 4, 8)
    with PlanFile.open(sample_file, by="李梅", words=words, now=now):
        program.window.open_path(sample_file)
        program.window.choose("yongji_women", 2024)
        hand = Hand(program)
        tab = missing(hand)
        assert program.desk.file.read_only
        hand.key(Key.Key_Return)
        hand.line("tongjiju")
        assert tab.survey.surveyor.text() == ""
        assert not tab.survey.keep.isEnabled()


@pytest.mark.parametrize("size", [(1366, 689), (1110, 689), (911, 512), (1920, 1080)])
def test_every_width_and_height(sample: Hand, size: tuple[int, int]) -> None:
    window = sample.program.window
    tab = missing(sample)
    window.resize(*size)
    QApplication.processEvents()
    assert (window.width(), window.height()) == size
    assert window.page is not None
    assert window.page.minimumSizeHint().height() <= 640 - 68
    table = tab.table
    columns = range(len(tab.model.columns))
    assert (
        sum(table.columnWidth(n) for n in columns if not table.isColumnHidden(n)) <= table.viewport().width()
    )
    if size[0] < 1100:
        assert not tab.survey.isVisible()
        sample.key(Key.Key_Return)
        assert tab.survey.isVisible()
        assert not table.isVisible()
        tab.sub.wanted.setFocus()
        sample.key(Key.Key_Down)
        sample.key(Key.Key_Return)
        QApplication.processEvents()
        assert tab.sub.reason.hasFocus()
        for part in (tab.sub.reason, tab.sub.keep):
            low = part.mapTo(tab.panel_scroll.viewport(), part.rect().bottomLeft()).y()
            assert 0 < low <= tab.panel_scroll.viewport().height()
        sample.key(Key.Key_Escape)
        assert table.isVisible()
