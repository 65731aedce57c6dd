"""评估预警 with the keyboard: counts, filters, other methods, the way a verdict came about, narrow windows."""

from collections import Counter
from dataclasses import replace
from decimal import Decimal

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from helpers.desk_hand import CONTROL, SHIFT, Hand
from plandesk.core.judging import evaluate
from plandesk.core.records import EnteredBaseline, SeriesBreak
from plandesk.desktop.judging.lines import JudgedLine
from plandesk.desktop.judging.page import JudgingPage
from plandesk.desktop.look.chart import Series, SeriesChart
from plandesk.desktop.rates import MATRIX_KEYS

Key = Qt.Key
DEATHS, LIFE = "maternal_mortality_ratio", "female_life_expectancy"


def judging(hand: Hand) -> JudgingPage:
    hand.program.window.show_page("judging")
    page = hand.program.window.page_of("judging")
    assert isinstance(page, JudgingPage)
    return page


def cell(page: JudgingPage, domain: str, key: str) -> str:
    model = page.matrix
    row = next(r for r in range(model.rowCount()) if model.look_at(r, 0).text == domain)
    column = [c.key for c in model.columns].index(key)
    return model.look_at(row, column).text


def listed(page: JudgingPage) -> list[JudgedLine]:
    lines = [page.targets.stands_for(row) for row in range(page.targets.rowCount())]
    assert all(isinstance(line, JudgedLine) for line in lines)
    return lines  # type: ignore[return-value]


def stand_at(hand: Hand, page: JudgingPage, code: str) -> None:
    """Walk down the list to an indicator."""
    page.table.setFocus()
    hand.key(Key.Key_Home, CONTROL)
    for _ in range(page.targets.rowCount()):
        line = page.line
        assert line is not None
        if line.judgement.indicator is not None and line.judgement.indicator.code == code:
            return
        hand.key(Key.Key_Down)
    raise AssertionError(f"{code} is not in the list")


def test_every_count_of_the_matrix_is_the_evaluations(sample: Hand) -> None:
    page = judging(sample)
    evaluation = sample.program.desk.evaluation()
    names = {"健康": 1, "教育": 2, "决策和管理": 4}
    for name, number in names.items():
        counted = [j for j in evaluation.domains[number - 1].targets if j.counted]
        words = Counter(j.word for j in counted)
        assert int(cell(page, name, "sum")) == len(counted)
        assert cell(page, name, "attained") == str(words["达标"] or "")
        assert cell(page, name, "off_track") == str(words["差距较大"] or "")
    total = sum(int(cell(page, "合计", c.key) or 0) for c in page.matrix.columns if c.key in MATRIX_KEYS)
    assert total == evaluation.counts.counted == int(cell(page, "合计", "sum"))
    assert cell(page, "合计", "rate") == evaluation.rates.of_judged
    assert cell(page, "合计", "share") == f"{evaluation.counts.attained}/{evaluation.counts.counted}"


def test_the_three_rates_stand_there_with_their_denominators(sample: Hand) -> None:
    page = judging(sample)
    counts, rates = sample.program.desk.evaluation().counts, sample.program.desk.evaluation().rates
    texts = [(words.text(), figure.text()) for words, figure in page.head._rates]
    assert f"{counts.judged}项" in texts[0][0]
    assert texts[0][1] == f"{rates.of_judged}%"
    assert "无到期" in texts[1][0]
    assert texts[1][1] == ""
    assert f"{counts.counted}项" in texts[2][0]
    assert texts[2][1] == f"{rates.of_all}%"


def test_arrow_keys_walk_the_matrix_and_enter_filters_the_list(sample: Hand) -> None:
    page = judging(sample)
    assert page.matrix_table.hasFocus()
    assert len(listed(page)) == sample.program.desk.evaluation().counts.counted
    row, column = page.matrix_table.currentIndex().row(), page.matrix_table.currentIndex().column()
    sample.key(Key.Key_Up, times=row)
    off_track = [c.key for c in page.matrix.columns].index("off_track")
    sample.key(Key.Key_Left, times=column - off_track)
    assert "健康，差距较大1项" in sample.program.window.status_line._left.text()
    sample.key(Key.Key_Return)
    lines = listed(page)
    assert [(line.judgement.domain.no, line.word) for line in lines if line.judgement.domain] == [
        (1, "差距较大")
    ]
    assert page._list_title.text() == "健康，差距较大1项"
    assert page.table.hasFocus()
    framed = [
        (r, c)
        for r in range(page.matrix.rowCount())
        for c in range(len(page.matrix.columns))
        if page.matrix.look_at(r, c).framed
    ]
    assert framed == [(0, off_track)]
    sample.key(Key.Key_Escape)
    assert page.matrix_table.hasFocus()
    assert len(listed(page)) == sample.program.desk.evaluation().counts.counted


def test_an_empty_cell_says_so_and_keeps_the_keyboard(sample: Hand) -> None:
    page = judging(sample)
    sample.key(Key.Key_Home)
    sample.key(Key.Key_Up)
    laws = next(r for r in range(page.matrix.rowCount()) if page.matrix.look_at(r, 0).text == "法律")
    assert page.matrix_table.currentIndex().row() == laws
    sample.key(Key.Key_Return)
    assert listed(page) == []
    assert page.matrix_table.hasFocus()
    assert "没有指标" in sample.status


def test_gaps_come_first(sample: Hand) -> None:
    words = [line.word for line in listed(judging(sample))]
    behind = [n for n, word in enumerate(words) if word in ("未达标", "背离", "差距较大", "略有差距")]
    good = [n for n, word in enumerate(words) if word in ("达标", "保持", "可达")]
    assert behind
    assert max(behind) < min(good)


def test_how_it_was_judged_follows_the_list(sample: Hand) -> None:
    page = judging(sample)
    stand_at(sample, page, DEATHS)
    line = page.line
    assert line is not None
    judgement = line.judgement
    shown = [words.text() for row, words in page.how.steps._rows if not row.isHidden()]
    assert shown == list(judgement.steps)
    assert page.how._sentence.text() == judgement.summary
    assert page.how._word.text() == judgement.word == "小数不判"
    assert page.how.chart.isVisible()
    assert page.how.chart.accessibleName().endswith(judgement.value or "?")
    QApplication.processEvents()
    reasons = [alert.reason for alert in judgement.alerts]
    assert len(reasons) == 4
    labels = page.how.findChildren(type(page.how._sentence))
    assert set(reasons) <= {label.text() for label in labels if label.isVisibleTo(page.how)}
    sample.key(Key.Key_Return)
    assert page.how.hasFocus()
    sample.key(Key.Key_PageDown)
    assert page.line is not line
    sample.key(Key.Key_Escape)
    assert page.table.hasFocus()


def test_the_steps_are_copied_as_text(sample: Hand) -> None:
    page = judging(sample)
    stand_at(sample, page, LIFE)
    line = page.line
    assert line is not None
    QApplication.clipboard().clear()
    sample.key(Key.Key_C, CONTROL)
    text = QApplication.clipboard().text()
    assert text.startswith("永济市  2024年  妇女人均预期寿命  差距较大\n")
    assert [part for part in line.judgement.steps if part not in text] == []
    assert "已复制" in sample.status


def test_ctrl_enter_goes_to_the_figure_and_esc_comes_back(sample: Hand) -> None:
    page = judging(sample)
    stand_at(sample, page, LIFE)
    sample.key(Key.Key_Return, CONTROL)
    assert sample.program.window.page_key == "entry"
    assert sample.here()[0] == LIFE
    sample.key(Key.Key_Escape)
    assert sample.program.window.page_key == "judging"
    line = page.line
    assert line is not None
    assert line.judgement.indicator is not None
    assert line.judgement.indicator.code == LIFE


def test_a_figure_typed_is_judged_anew(sample: Hand) -> None:
    page = judging(sample)
    before = int(cell(page, "健康", "attained"))
    sample.stand_at(LIFE)
    sample.line("78.5")
    page = judging(sample)
    assert int(cell(page, "健康", "attained")) == before + 1
    sample.key(Key.Key_Z, CONTROL)
    assert int(cell(page, "健康", "attained")) == before


def test_another_method_stands_beside_and_where_they_disagree(sample: Hand) -> None:
    desk = sample.program.desk
    bases = {
        LIFE: "75.9",
        "senior_secondary_gross_enrolment": "90",
        "working_age_women_schooling_years": "10.9",
    }
    known = {code: value for code, value in bases.items() if code in desk.snapshot.library}
    assert len(known) >= 2
    records = [EnteredBaseline("yongji_women", code, 2020, Decimal(v)) for code, v in known.items()]
    desk.record(records, origin="typed", label="基期")
    page = judging(sample)
    column = ("name", "target", "stage", "value", "verdict", "other").index("other")
    assert page.table.isColumnHidden(column)
    page.head.methods.setFocus()
    sample.key(Key.Key_Down, times=2)
    assert page.method == "un_progress"
    assert not page.table.isColumnHidden(column)
    other = evaluate(desk.snapshot, desk.plan, 2024, desk.faults(), method="un_progress", words=desk.words)
    weather = desk.evaluation()
    apart = {
        b.target.name
        for a, b in zip(weather.judgements(), other.judgements(), strict=True)
        if a.counted and b.target is not None and b.verdict != "cannot_tell" and a.word != b.word
    }
    assert apart, "the sample is meant to have disagreeing methods"
    assert f"不一致{len(apart)}项" in page.disagreeing.text()
    page.disagreeing.setFocus()
    sample.key(Key.Key_Space)
    assert {line.judgement.target.name for line in listed(page) if line.judgement.target} == apart
    page.head.methods.setFocus()
    sample.key(Key.Key_Home)
    assert page.method == "weather"
    assert page.table.isColumnHidden(column)
    assert page.disagreeing.isHidden()


def test_arrows_and_goals_stand_apart(sample: Hand) -> None:
    page = judging(sample)
    counts = sample.program.desk.evaluation().counts
    page.head._chips["arrows"].setFocus()
    sample.key(Key.Key_Space)
    assert len(listed(page)) == counts.directional
    assert not any(line.judgement.counted for line in listed(page))
    assert "rate" not in [c.key for c in page.matrix.columns]
    page.head._chips["goals"].setFocus()
    sample.key(Key.Key_Space)
    assert len(listed(page)) == counts.qualitative
    assert {line.word for line in listed(page)} == {"未自评"}


def test_from_a_goal_to_its_self_assessment_and_back(sample: Hand) -> None:
    page = judging(sample)
    page.head._chips["goals"].setFocus()
    sample.key(Key.Key_Space)
    first = listed(page)[0].judgement
    page.how.to_goal.setFocus()
    sample.key(Key.Key_Space)
    window = sample.program.window
    assert window.page_key == "plans"
    plans = window.page_of("plans")
    assert plans.targets.goal._key == (  # type: ignore[attr-defined]
        "yongji_women", f"{first.domain.no if first.domain else 0}.{first.goal.no if first.goal else ''}", 2024,
    )  # fmt: skip
    sample.key(Key.Key_Down)
    for text in ("14", "2024-03-01", "fulian"):
        sample.key(Key.Key_Tab)
        sample.text(text)
    sample.key(Key.Key_Return, CONTROL)
    page = judging(sample)
    words = Counter(line.word for line in listed(page))
    assert words["已实现"] == 1
    given = next(line for line in listed(page) if line.word == "已实现")
    assert "文件：14；日期：2024-03-01；单位：fulian" in given.judgement.steps[-1]


def test_too_little_data_gives_no_rate(blank: Hand) -> None:
    page = judging(blank)
    assert page.head._empty.isVisible()
    assert not page.head._rates[0][0].isVisible()
    blank.stand_at(LIFE)
    blank.line("78.5")
    page = judging(blank)
    assert not page.head._empty.isVisible()
    assert cell(page, "健康", "rate") == "不计算"
    assert page._no_rate.isVisible()
    assert page.how._sentence.text()


def test_few_years_make_no_forecast(blank: Hand) -> None:
    blank.stand_at(LIFE)
    blank.line("77.5")
    page = judging(blank)
    stand_at(blank, page, LIFE)
    line = page.line
    assert line is not None
    assert line.judgement.forecast is None
    assert any("不作预测" in step for step in line.judgement.steps)


def test_every_width_and_height(sample: Hand) -> None:
    window = sample.program.window
    page = judging(sample)
    window.resize(1366, 689)
    QApplication.processEvents()
    assert window.height() == 689
    assert page.minimumSizeHint().height() <= 640 - 68
    window.resize(911, 512)
    QApplication.processEvents()
    assert (window.width(), window.height()) == (911, 512)
    panels = {"matrix": page._top, "list": page._below, "how": page._side}

    def shown() -> list[str]:
        return [name for name, widget in panels.items() if widget.isVisible()]

    assert shown() == ["matrix"]
    sample.key(Key.Key_Tab, CONTROL)
    assert shown() == ["list"]
    sample.key(Key.Key_Tab, CONTROL)
    assert shown() == ["how"]
    sample.key(Key.Key_Tab, CONTROL)
    assert shown() == ["matrix"]
    sample.key(Key.Key_Backtab, CONTROL | SHIFT)
    assert shown() == ["how"]
    window.resize(1366, 768)
    QApplication.processEvents()
    assert shown() == ["matrix", "list", "how"]


@pytest.mark.parametrize("size", [(1366, 768), (1280, 720), (1180, 700), (911, 512), (1920, 1080)])
def test_no_column_of_the_matrix_is_cut_off(sample: Hand, size: tuple[int, int]) -> None:
    window = sample.program.window
    page = judging(sample)
    window.resize(*size)
    QApplication.processEvents()
    widths = [page.matrix_table.columnWidth(c) for c in range(len(page.matrix.columns))]
    assert sum(widths) <= page.matrix_table.viewport().width()
    assert page.matrix.columns[-1].key == "rate"
    assert page.matrix_table.viewport().height() >= page.matrix.rowCount() * page.matrix_table.rowHeight(0)


@pytest.mark.parametrize("broken", [False, True])
def test_a_break_is_a_gap_in_the_line(sample: Hand, broken: bool) -> None:
    look = sample.program.look
    figures = {2020: Decimal(10), 2021: Decimal(10), 2022: Decimal(30), 2023: Decimal(30)}
    chart = SeriesChart(look, 150)
    series = Series(figures, first=2020, last=2023, label="30", breaks=(2022,) if broken else ())
    chart.resize(400, 150)
    chart.show_series(series)
    image = QImage(400, 150, QImage.Format.Format_RGB32)
    chart.render(image)
    accent = look.colour("accent")

    def near(at: QPointF) -> bool:
        return any(
            abs(image.pixelColor(round(at.x()) + dx, round(at.y()) + dy).blue() - accent.blue()) < 40
            and image.pixelColor(round(at.x()) + dx, round(at.y()) + dy).red() < 120
            for dx in range(-2, 3)
            for dy in range(-4, 5)
        )

    # the line from 2021 to 2022 crosses the middle of the plot; that from 2020 to 2021 runs along its foot
    columns = [x for x in range(60, 390) if near(QPointF(x, 75))]
    assert bool(columns) is not broken
    chart.close()


def test_a_break_of_the_series_reaches_chart_and_steps(sample: Hand) -> None:
    desk = sample.program.desk
    desk.record([SeriesBreak(LIFE, 2024, "改用抽样调查数")], origin="typed", label="口径变动")
    page = judging(sample)
    stand_at(sample, page, LIFE)
    line = page.line
    assert line is not None
    assert any("口径变动" in step for step in line.judgement.steps)
    assert page.how.chart._series.breaks == (2024,)
    assert replace(page.how.chart._series, breaks=()) != page.how.chart._series
