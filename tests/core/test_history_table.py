"""Old tables of every layout: where the years and names stand, what is sure, what is asked, what is converted."""

from dataclasses import replace
from decimal import Decimal

import pytest

from helpers.exchange_case import COUNT, MORTALITY, SCREENING, WATER, snapshot, words
from plandesk.core.history_intake import HistoryIntake, take_history
from plandesk.core.history_layout import TextSheet, blocks_of, letters, year_of
from plandesk.core.history_names import NameIndex, alike, factor_between, row_name
from plandesk.core.history_table import Answers, ColumnRule, Proposal, RowRule, memory, propose, remembered
from plandesk.core.quantity import canonical
from plandesk.core.records import CellKey, Observation
from plandesk.core.snapshot import Snapshot

THIS_YEAR = 2025
BLANK = replace(snapshot(), observations={})


def sheet(*rows: str, name: str = "Sheet1") -> TextSheet:
    """Rows written with | between the cells."""
    return TextSheet(name, tuple(tuple(cell.strip() for cell in row.split("|")) for row in rows))


def proposed(*sheets: TextSheet, answers: Answers | None = None, shot: Snapshot = BLANK) -> Proposal:
    return propose(sheets, shot, this_year=THIS_YEAR, answers=answers)


def taken(proposal: Proposal, shot: Snapshot = BLANK) -> HistoryIntake:
    return take_history(shot, proposal, mode="append", words=words())


def figures(*sheets: TextSheet, answers: Answers | None = None) -> dict[tuple[str, int, str], str]:
    proposal = proposed(*sheets, answers=answers)
    assert not proposal.unsure, proposal.unsure
    intake = taken(proposal)
    assert not intake.rejected, intake.rejected
    return {
        (o.indicator, o.year, o.cell): o.status if o.value is None else canonical(o.value)
        for o in intake.records
        if isinstance(o, Observation)
    }


WANTED = {(MORTALITY.code, 2020, ""): "18.5", (MORTALITY.code, 2021, ""): "17.2"}
LAYOUTS = {
    "plain": sheet("指标|2020年|2021年", "孕产妇死亡率|18.5|17.2"),
    "title above, column of units": sheet(
        "示范县历年指标||||", "||||", "序号|指标名称|计量单位|2020|2021", "1|孕产妇死亡率|/10万|18.5|17.2"
    ),
    "years down": sheet("年份|孕产妇死亡率（1/10万）", "2020年|18.5", "2021年|17.2"),
    "falling years": sheet("指标|2021年|2020年", "孕产妇死亡率|17.2|18.5"),
    "chinese numerals": sheet("指标|二〇二〇年|二○二一年", "孕产妇死亡率|18.5|17.2"),
    "full width": sheet("指标|２０２０年度|２０２１年度", "1．孕产妇死亡率|１８．５|17。2"),
    "short years": sheet("指标|20年|21年", "孕产妇死亡率|18.5|17.2"),
    "targets and changes aside": sheet(
        "指标|2020年实际|2021年实际|2021年比上年增减|2025年目标", "孕产妇死亡率|18.5|17.2|-1.3|12"
    ),
    "two rows of heads": sheet(
        "指标|2020年||2021年|", "|目标|实际|目标|实际", "孕产妇死亡率|20|18.5|19|17.2"
    ),
    "names right of numbers, blanks in names": sheet("年度||2020年|2021年", "1| 孕 产 妇 死 亡 率 |18.5|17.2"),
    "span in the title": sheet("2011—2021年主要指标||", "指标|2020年|2021年", "孕产妇死亡率|18.5|17.2"),
    "per thousand": sheet("指标|单位|2020年|2021年", "孕产妇死亡率|‰|0.185|0.172"),
}  # fmt: skip


@pytest.mark.parametrize("layout", LAYOUTS)
def test_the_same_figures_come_out_of_every_layout(layout: str) -> None:
    assert figures(LAYOUTS[layout]) == WANTED


def test_several_tables_in_a_sheet_and_several_sheets() -> None:
    found = figures(
        sheet(
            "一、妇女||", "指标|2020年|2021年", "孕产妇死亡率|18.5|17.2", "||", "二、儿童||", "指标|2018年|2019年",
            "镇街儿童之家数|8|9",
        ),
        sheet("指标|2019年", "农村自来水普及率|85.2", name="环境"),
    )  # fmt: skip
    assert found == {
        **WANTED, (COUNT.code, 2018, ""): "8", (COUNT.code, 2019, ""): "9", (WATER.code, 2019, ""): "85.2",
    }  # fmt: skip


def test_a_sheet_per_year_has_it_in_its_name_or_title() -> None:
    found = figures(
        sheet("指标|单位|实际值", "孕产妇死亡率|/10万|18.5", name="2020年"),
        sheet("示范县2021年妇女指标||", "指标|目标值|完成值", "孕产妇死亡率|12|17.2"),
    )
    assert found == WANTED


def test_numerators_and_denominators_under_their_year() -> None:
    found = figures(
        sheet(
            "指标|2020年|||2021年||",
            "|分子|分母|比率|分子|分母|比率",
            "适龄妇女宫颈癌人群筛查率|52|100|52|60|100|60",
        )
    )
    assert found == {(SCREENING.code, 2020, ""): "52", (SCREENING.code, 2021, ""): "60"}


def test_parts_below_their_indicator_and_in_a_column_of_their_own() -> None:
    below = figures(
        sheet(
            "指标|2020年",
            "孕产妇死亡率|18.5",
            "其中：农村|20",
            "城市|17",
            "适龄妇女宫颈癌人群筛查率（女）|60",
        )
    )
    assert below == {
        (MORTALITY.code, 2020, ""): "18.5", (MORTALITY.code, 2020, "area=rural"): "20",
        (MORTALITY.code, 2020, "area=urban"): "17", (SCREENING.code, 2020, "sex=female"): "60",
    }  # fmt: skip
    beside = figures(sheet("指标|分组|2020年|2021年", "孕产妇死亡率|合计|18.5|17.2", "|农村|20|19"))
    assert beside == {
        **WANTED, (MORTALITY.code, 2020, "area=rural"): "20", (MORTALITY.code, 2021, "area=rural"): "19",
    }  # fmt: skip


def test_parts_have_the_unit_of_the_row_above() -> None:
    found = figures(sheet("指标|单位|2020年", "孕产妇死亡率|‰|0.185", "其中：农村||0.2"))
    assert found[MORTALITY.code, 2020, "area=rural"] == "20"


def test_counts_that_look_like_years_are_no_heads() -> None:
    found = figures(sheet("指标|2020|2021", "农村自来水普及率|90|91", "镇街儿童之家数|2015|2016"))
    assert found[COUNT.code, 2020, ""] == "2015"


def test_dashes_and_blanks_say_nothing_and_words_are_words() -> None:
    assert figures(sheet("指标|2020年|2021年|2022年", "孕产妇死亡率|—||未统计")) == {
        (MORTALITY.code, 2022, ""): "not_collected"
    }


def test_a_name_that_is_only_alike_is_asked_with_candidates() -> None:
    proposal = proposed(sheet("指标|2020年|2021年", "宫颈癌筛查率|52|55", "地区生产总值|100|110"))
    [asked] = proposal.unsure
    assert (asked.why, asked.place) == ("name", "Sheet1!2")
    assert [c.indicator.code for c in asked.candidates] == [SCREENING.code]  # type: ignore[union-attr]
    assert taken(proposal).records == ()
    foreign = next(r for r in proposal.rows if r.words == "地区生产总值")
    assert (foreign.sure, foreign.rule) == (True, None)


def test_answers_decide_and_are_remembered_by_the_words_of_the_table() -> None:
    first = sheet("指标|2020年", "宫颈癌筛查率|52", "生产总值|3")
    answers = Answers(rows={"Sheet1!2": RowRule(SCREENING.code)})
    proposal = proposed(first, answers=answers)
    assert not proposal.unsure
    setting = memory(BLANK, proposal, answers)
    later = replace(BLANK, settings={setting.name: setting.value})
    assert remembered(later).rows == {"宫颈癌筛查率": RowRule(SCREENING.code, unit="")}
    other = sheet("|||", "||指标|2018年", "||宫颈癌筛查率|48", name="别的表")
    again = proposed(other, shot=later)
    assert not again.unsure
    [figure] = taken(again, later).records
    assert isinstance(figure, Observation)
    assert (figure.address, figure.value) == (CellKey(SCREENING.code, 2018), Decimal(48))
    # what is remembered without new answers stays
    assert memory(later, again, Answers()) == setting


def test_a_remembered_answer_is_for_the_unit_it_was_given_for() -> None:
    answers = Answers(rows={"Sheet1!2": RowRule(SCREENING.code, factor=Decimal(100))})
    first = proposed(sheet("指标|2020年|2021年", "宫颈癌筛查率|0.52|0.5"), answers=answers)
    setting = memory(BLANK, first, answers)
    later = replace(BLANK, settings={setting.name: setting.value})
    [row] = proposed(sheet("指标|2019年|2018年", "宫颈癌筛查率|0.51|0.5"), shot=later).rows
    assert (row.sure, row.rule and row.rule.factor) == (True, 100)
    [row] = proposed(sheet("指标|单位|2019年", "宫颈癌筛查率|‰|510"), shot=later).rows
    assert (row.sure, row.rule and row.rule.factor) == (True, Decimal("0.1"))
    [row] = proposed(sheet("指标|单位|2019年", "宫颈癌筛查率|人|510"), shot=later).rows
    assert (row.sure, row.why) == (False, "unit")


def test_a_row_answered_with_nothing_is_passed_over() -> None:
    table = sheet("指标|2020年", "宫颈癌筛查率|52")
    proposal = proposed(table, answers=Answers(rows={"Sheet1!2|宫颈癌筛查率": RowRule("")}))
    assert (proposal.unsure, taken(proposal).records) == ((), ())
    other = proposed(table, answers=Answers(rows={"Sheet1!2|别的": RowRule("")}))
    assert len(other.unsure) == 1


@pytest.mark.parametrize(
    ("row", "why"),
    [("孕产妇死亡率|千米|18.5|17.2", "unit"), ("适龄妇女宫颈癌人群筛查率||0.52|0.55", "fraction")],
)
def test_units_that_do_not_fit_are_asked(row: str, why: str) -> None:
    [asked] = proposed(sheet("指标|单位|2020年|2021年", row)).unsure
    assert asked.why == why
    assert asked.rule is not None
    assert asked.rule.factor == (100 if why == "fraction" else 1)  # type: ignore[union-attr]


def test_years_to_come_and_years_twice_are_asked() -> None:
    proposal = proposed(sheet("指标|2020年|2020年|2030年", "孕产妇死亡率|18.5|18.6|12"))
    assert [(c.place, c.why) for c in proposal.unsure] == [
        ("Sheet1!B", "twice"), ("Sheet1!C", "twice"), ("Sheet1!D", "future"),
    ]  # fmt: skip
    answers = Answers(
        columns={"Sheet1!B": ColumnRule(2020), "Sheet1!C": ColumnRule(0), "Sheet1!D": ColumnRule(0)}
    )
    settled = proposed(sheet("指标|2020年|2020年|2030年", "孕产妇死亡率|18.5|18.6|12"), answers=answers)
    assert not settled.unsure
    [figure] = taken(settled).records
    assert isinstance(figure, Observation)
    assert figure.text == "18.5"


def test_figures_that_cannot_be_right_or_read_are_rejected_at_their_cell() -> None:
    rows = ("指标|2020年|2021年", "适龄妇女宫颈癌人群筛查率|520|约5成")
    intake = taken(proposed(sheet(*rows)))
    assert [(r.place, r.text) for r in intake.rejected] == [("B2", "520"), ("C2", "约5成")]
    turned = taken(proposed(sheet("年份|适龄妇女宫颈癌人群筛查率", "2020年|520", "2021年|50")))
    assert [r.place for r in turned.rejected] == ["B2"]


def test_two_rows_that_say_otherwise_are_asked_back() -> None:
    intake = taken(proposed(sheet("指标|2020年|2021年", "农村自来水普及率|90|91", "农村自来水普及率|90|92")))
    assert [(r.place, r.text) for r in intake.rejected] == [("C3", "92")]
    assert [o.year for o in intake.records if isinstance(o, Observation)] == [2020]


def test_what_the_file_holds_is_kept_and_told() -> None:
    shot = snapshot()
    intake = taken(proposed(sheet("指标|2020年|2019年", "适龄妇女宫颈癌人群筛查率|50|49"), shot=shot), shot)
    assert [(c.old, c.new, c.taken) for c in intake.conflicts] == [("52.3", "50.0", False)]
    assert [o.year for o in intake.records if isinstance(o, Observation)] == [2019]


def test_no_table_is_no_proposal() -> None:
    assert proposed(sheet("会议通知", "2020年3月5日召开")).rows == ()
    assert blocks_of(sheet("", "")) == ()


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("2020", 2020), ("2020年", 2020), ("2020 年实际值", 2020), ("截至2020年底", 2020), ("一九九九年", 1999),
        ("2011-2020年", None), ("2020年比2015年", None), ("1949年", None), ("12020", None), ("", None), ("说明", None),
    ],
)  # fmt: skip
def test_years_of_heads(text: str, year: int | None) -> None:
    assert year_of(text) == year


@pytest.mark.parametrize(
    ("found", "wanted", "factor"),
    [
        ("", "%", 1), ("%", "%", 1), ("%", "‰", 10), ("‰", "%", "0.1"), ("‰", "/10万", 100), ("1/10万", "/10万", 1),
        ("万人", "人", 10000), ("人", "万人次", None), ("万人次", "人次", 10000), ("亿元", "元", 100000000),
        ("个", "所", 1), ("岁", "%", None), ("万", "万", 1),
    ],
)  # fmt: skip
def test_factors_between_units(found: str, wanted: str, factor: object) -> None:
    told = factor_between(found, wanted)
    assert told == (None if factor is None else Decimal(str(factor)))


def test_names_are_taken_apart() -> None:
    assert row_name("（一）孕产妇死亡率（1/10万）").name == "孕产妇死亡率"
    index = NameIndex([replace(MORTALITY, name="5岁以下儿童死亡率")])
    assert index.exact(row_name("3.5岁以下儿童死亡率(‰)")) is not None
    assert row_name("5岁以下儿童死亡率").name == "5岁以下儿童死亡率"
    assert row_name("  其中:女性").part == "女"
    assert row_name("普惠托位数（个/千人）").unit == "个/千人"
    assert row_name("毕业生（不含成人教育）").name == "毕业生(不含成人教育)"
    assert alike("宫颈癌筛查率", "适龄妇女宫颈癌人群筛查率") == 0.75
    assert letters(703) == "AAA"
