"""统计资料汇编: every figure of every year, breakdowns below their total, rounding and breaks noted."""

from dataclasses import replace
from decimal import Decimal

import pytest

from helpers.papers_case import Case, case, made, usual
from helpers.report_case import YEAR, YEARS, filled, library, put
from plandesk.core.annual.wording import cell_text
from plandesk.core.entry_sheet import plan_indicators
from plandesk.core.quantity import printed
from plandesk.core.records import Observation, SeriesBreak, Town
from plandesk.core.report_model import Band, Report, Row, Table

TAP = "rural_tap_water_coverage"


def rows_named(report: Report, name: str) -> list[Row]:
    return [row for table in report.tables() for row in table.rows() if row.cells[1] == name]


def table_named(report: Report, part: str) -> Table:
    return next(t for t in report.tables() if part in t.title)


@pytest.mark.parametrize("pack", ["yongji_women", "quanzhou_children"])
def test_every_figure_of_every_year_stands_in_it(pack: str) -> None:
    given = usual("compendium", pack)
    report, snapshot = made("compendium", given), given.snapshot
    for code in plan_indicators(snapshot.plans[0], snapshot.library):
        indicator = snapshot.indicator(code)
        rows = [r.cells for r in rows_named(report, indicator.name)]
        assert rows, indicator.name
        for place, year in enumerate(YEARS):
            found = snapshot.observation(code, year)
            if (
                found is not None
                and found.value is not None
                and not any(f.indicator == code and f.severity == "error" for f in given.findings)
            ):
                assert rows[0][3 + place].rstrip("*") == cell_text(printed(found.value, indicator.decimals))


def test_numerators_and_denominators_are_there() -> None:
    given = usual("compendium")
    table = table_named(made("compendium", given), "妇女与健康领域指标的分子和分母")
    rows = list(table.rows())
    found = given.snapshot.observation("maternal_mortality_ratio", YEAR)
    assert found is not None
    place = next(k for k, r in enumerate(rows) if r.cells[1] == "孕产妇死亡率")
    assert rows[place + 1].cells[1] == "　分子：孕产妇死亡人数"
    assert rows[place + 2].cells[6] == str(found.denominator)
    assert (rows[place + 1].tied, rows[place + 2].tied) == (True, True)


def with_sexes(
    total: str, female: str, male: str, decimals_of: str = "senior_secondary_gross_enrolment"
) -> Case:
    cells = (("", total), ("sex=female", female), ("sex=male", male))
    figures = (
        Observation(decimals_of, YEAR, cell, text=t, value=Decimal(t), status="value", origin="typed")
        for cell, t in cells
    )
    return case(put(filled("yongji_women"), *figures))


def test_breakdowns_stand_below_their_total() -> None:
    table = table_named(made("compendium", with_sexes("95.5", "96.0", "95.1")), "妇女与教育领域分性别")
    names = [row.cells[1] for row in table.rows()]
    place = names.index("高中阶段毛入学率")
    assert names[place + 1 : place + 3] == ["　其中：女", "　　　　男"]
    last = [row.cells[-2] for row in table.rows()][place : place + 3]
    assert last == [cell_text(printed(Decimal(x), library()["senior_secondary_gross_enrolment"].decimals))
                    for x in ("95.5", "96.0", "95.1")]  # fmt: skip


def test_sums_that_do_not_add_up_by_rounding_are_marked() -> None:
    code = "senior_secondary_gross_enrolment"
    counted = replace(
        library()[code], aggregate="sum", decimals=1, base=None, numerator=None, denominator=None
    )
    given = with_sexes("10.00", "4.96", "5.04")
    shelf = replace(given.snapshot.library, by_code={**library().by_code, code: counted})
    made_of = replace(given, snapshot=replace(given.snapshot, library=shelf))
    table = table_named(made("compendium", made_of), "妇女与教育领域分性别")
    row = next(r for r in table.rows() if r.cells[1] == "高中阶段毛入学率")
    assert row.cells[-2] == "10.0"  # 5.0 + 5.0
    given = with_sexes("10.00", "4.94", "5.06")
    made_of = replace(given, snapshot=replace(given.snapshot, library=shelf))
    row = next(
        r
        for r in table_named(made("compendium", made_of), "分性别").rows()
        if r.cells[1] == "高中阶段毛入学率"
    )
    assert row.cells[-2] == "10.0"  # 4.9 + 5.1
    given = with_sexes("10.08", "5.04", "5.04")
    made_of = replace(given, snapshot=replace(given.snapshot, library=shelf))
    table = table_named(made("compendium", made_of), "妇女与教育领域分性别")
    row = next(r for r in table.rows() if r.cells[1] == "高中阶段毛入学率")
    assert row.cells[-2] == "10.1*"
    assert any("因四舍五入略有出入" in note.text for note in table.notes)


def test_breaks_are_a_rule_between_the_years_and_a_note() -> None:
    broken = {(TAP, 2023): SeriesBreak(TAP, 2023, "改按户统计")}
    report = made("compendium", case(replace(filled("yongji_women"), breaks=broken)))
    (row, *_) = rows_named(report, "农村自来水普及率〔1〕")
    assert row.cuts == frozenset({5})
    table = table_named(report, "妇女与环境领域监测指标")
    assert [note.text for note in table.notes if "口径变动" in note.text] == [
        "农村自来水普及率：2023年起口径变动（改按户统计），与以前年度不可比。"
    ]


def test_many_townships_stand_under_a_band() -> None:
    code = next(
        c
        for c in plan_indicators(filled("yongji_women").plans[0], library())
        if "town" in library()[c].breakdowns
    )
    towns = tuple(Town(f"第{k}镇", k) for k in range(1, 11))
    figures = (
        Observation(
            code, YEAR, f"town={t.name}", text="50", value=Decimal(50), status="value", origin="typed"
        )
        for t in towns
    )
    given = case(replace(put(filled("yongji_women"), *figures), towns=towns))
    table = next(t for t in made("compendium", given).tables() if "分镇街" in t.title)
    assert isinstance(table.lines[0], Band)
    assert library()[code].name in table.lines[0].text
    assert not any(line.tied for line in table.lines if isinstance(line, Row))


def test_a_figure_with_an_error_is_left_out_and_named() -> None:
    wrong = Observation(TAP, YEAR, text="101.5", value=Decimal("101.5"), status="value", origin="typed")
    report = made("compendium", case(put(filled("yongji_women"), wrong)))
    assert "101.5" not in repr(report)
    table = table_named(report, "妇女与环境领域监测指标")
    assert any("农村自来水普及率" in n.text and "未采用" in n.text for n in table.notes)


def test_base_figures_are_listed_once_by_name() -> None:
    table = table_named(made("compendium", usual("compendium")), "主要基数")
    names = [row.cells[1] for row in table.rows()]
    assert len(names) == len(set(names))
    assert any(name.startswith("活产数") for name in names)


def test_signs_and_editing_stand_inside_the_cover() -> None:
    report = made("compendium", usual("compendium"))
    texts = [getattr(e, "text", "") for e in report.front]
    assert texts[0] == "符号说明"
    assert "编辑说明" in texts
    assert not report.bare
