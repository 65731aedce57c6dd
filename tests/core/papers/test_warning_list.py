"""预警清单: what is red, yellow or behind, what is to be watched, what has been silent for two years."""

from dataclasses import replace

from helpers.papers_case import case, made, usual
from helpers.report_case import YEAR, filled, put, words
from plandesk.core.annual.dossier import dossiers
from plandesk.core.papers.warning_list import by_unit, silent_facts
from plandesk.core.records import MissingItem, Observation
from plandesk.core.report_model import Band, Heading, Paragraph, Row, Table

TAP = "rural_tap_water_coverage"


def table_of(kind_case: object) -> Table:
    return next(made("warnings", kind_case).tables())  # type: ignore[arg-type]


def test_every_warned_target_stands_in_it_and_no_stretch_one() -> None:
    given = usual("warnings")
    (one,) = dossiers(given.snapshot, given.evaluations, words())
    wanted = {
        f.name for f in one.judged
        if f.has_value and f.judgement.level in ("red", "yellow") and not f.target.stretch
    }  # fmt: skip
    names = {row.cells[1].rpartition("（")[0] for row in table_of(given).rows()}
    assert wanted <= names
    levels = [row.cells[0] for row in table_of(given).rows()]
    ranks = {"▲红": 0, "△黄": 1, "—": 2}
    assert [ranks[x] for x in levels] == sorted(ranks[x] for x in levels)


def test_the_counts_in_words_are_those_of_the_table() -> None:
    report = made("warnings", usual("warnings"))
    text = next(e.text for e in report.elements() if isinstance(e, Paragraph))
    red = sum(row.cells[0] == "▲红" for row in next(report.tables()).rows())
    assert f"红色{red}项" in text


def test_two_years_without_data_are_named_with_who_surveys_them() -> None:
    blank = [Observation(TAP, year, status="not_collected", origin="typed") for year in (YEAR - 1, YEAR)]
    snapshot = put(filled("yongji_women"), *blank)
    given = case(snapshot)
    (one,) = dossiers(given.snapshot, given.evaluations, words())
    assert [f.code for f in silent_facts(one)] == [TAP]
    text = "".join(e.lead + e.text for e in made("warnings", given).elements() if isinstance(e, Paragraph))
    assert "连续两年无数据（1项）" in text
    assert "水务局：农村自来水普及率" in text
    item = MissingItem(TAP, "水务局", "2025-09-30", "普查")
    given = case(replace(snapshot, missing_items={TAP: item}))
    text = "".join(e.text for e in made("warnings", given).elements() if isinstance(e, Paragraph))
    assert "农村自来水普及率（由水务局于2025年9月30日前调查）" in text


def test_one_year_without_data_or_a_reason_to_have_none_is_not_silence() -> None:
    one_year = put(filled("yongji_women"), Observation(TAP, YEAR, status="not_collected", origin="typed"))
    expected = [Observation(TAP, year, status="not_applicable", origin="typed") for year in (YEAR - 1, YEAR)]
    for snapshot in (one_year, put(filled("yongji_women"), *expected)):
        given = case(snapshot)
        (one,) = dossiers(given.snapshot, given.evaluations, words())
        assert TAP not in [f.code for f in silent_facts(one)]


def test_plans_are_told_apart_by_bands() -> None:
    table = table_of(usual("warnings", "yongji_women", "yongji_children"))
    assert [line.text for line in table.lines if isinstance(line, Band)] == ["妇女发展规划", "儿童发展规划"]
    assert not [line for line in table_of(usual("warnings")).lines if isinstance(line, Band)]


def test_nothing_to_warn_of_is_said() -> None:
    empty = case(replace(filled("yongji_women"), observations={}))
    report = made("warnings", empty)
    assert not list(report.tables())
    assert "连续两年无数据" in "".join(e.text + e.lead for e in report.elements() if isinstance(e, Paragraph))


def test_what_things_are_compared_with_is_noted() -> None:
    table = table_of(usual("warnings", "haizhou_children"))
    compared = [row for row in table.rows() if isinstance(row, Row) and "对照值" in row.cells[2]]
    assert bool(compared) is any("对照值：" in note.text for note in table.notes)


def test_title_and_units() -> None:
    report = made("warnings", usual("warnings"))
    assert next(e.text for e in report.elements() if isinstance(e, Heading)) == "2024年度监测预警清单"
    assert report.bare
    assert by_unit([("甲", "一"), ("乙", "二"), ("甲", "三")]) == "甲：一、三；乙：二"
