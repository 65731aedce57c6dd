"""替代性指标 and 缺项 in the annual report: named in tables and text, listed without data all the same."""

from collections.abc import Mapping
from dataclasses import replace

from helpers.report_case import YEAR, cells, evaluations, filled, library, put, report, texts, words
from plandesk.core.records import MissingItem, Observation, Substitute
from plandesk.core.report_model import Paragraph, Report, Row, Table
from plandesk.core.snapshot import Snapshot

FITNESS, SPORTS = "women_physical_fitness_pass_rate", "sports_population_share"
MARKED = "妇女体质测定标准合格率（以“体育人口占比”替代）"


def case(*, named: bool = True, items: Mapping[str, MissingItem] | None = None) -> Snapshot:
    shot = put(filled("yongji_women"), Observation(FITNESS, YEAR, status="not_collected", note="三年一次"))
    stand_in = Substitute("yongji_women", FITNESS, SPORTS, "体质测定三年一次。")
    found = {stand_in.key(): stand_in} if named else {}
    return replace(shot, substitutes=found, missing_items=items or {})


def tables(made: Report) -> list[Table]:
    return [e for e in made.elements() if isinstance(e, Table)]


def missing_row(made: Report) -> tuple[str, ...]:
    listed = next(t for t in tables(made) if "无当年数据" in t.title)
    return next(
        line.cells
        for line in listed.lines
        if isinstance(line, Row) and line.cells[1] == library()[FITNESS].name
    )


def test_tables_and_text_mark_it() -> None:
    made = report(case())
    marked = [t for t in tables(made) if MARKED in cells([t])]
    assert len(marked) >= 2, "the domain's table and the full one"
    sports = next(r.cells for t in marked for r in t.rows() if r.cells[0] == "体育人口占比")
    fitness = next(r.cells for t in marked for r in t.rows() if r.cells[0] == MARKED)
    assert sports[5] == fitness[5], "the figure of the year is the substitute's"
    notes = [note.text for t in marked for note in t.notes]
    assert f"{MARKED}以替代性指标判定，表列为替代性指标的数值。" in notes
    assert "以替代性指标“体育人口占比”判定，表列为该指标的数值。理由：体质测定三年一次。" in notes
    assert any("其中1项当年无数据，以登记的替代性指标判定" in text for text in texts(made))
    defined = [e.lead for e in made.elements() if isinstance(e, Paragraph)]
    assert {library()[FITNESS].name, library()[SPORTS].name} <= {*defined}


def test_without_one_nothing_is_marked() -> None:
    made = report(case(named=False))
    assert not any("替代" in cell for cell in cells(tables(made)))
    assert not any("替代" in text for text in texts(made))


def test_its_own_data_are_listed_as_missing() -> None:
    row = missing_row(report(case()))
    assert row[2] == "未统计：三年一次；以“体育人口占比”替代判定"
    assert row[3:5] == ("2023年", "体育局")
    assert row[5] == ""


def test_the_missing_item_says_who_surveys_it_by_when() -> None:
    item = MissingItem(FITNESS, "统计局", "2025-06-30", "抽样调查")
    row = missing_row(report(case(named=False, items={FITNESS: item})))
    assert row[2] == "未统计：三年一次；由统计局调查，抽样调查"
    assert row[5] == "2025年\n6月30日"
    bare = MissingItem(FITNESS, "统计局", "2025-06-30")
    assert (
        missing_row(report(case(named=False, items={FITNESS: bare})))[2] == "未统计：三年一次；由统计局调查"
    )


def test_the_rates_count_it_once() -> None:
    (with_it,), (without,) = evaluations(case()), evaluations(case(named=False))
    assert with_it.counts.no_data == without.counts.no_data - 1
    assert words().say("report.overview.substituted", count=1) in "".join(texts(report(case())))
