"""The report as a model: everything in it, nothing that is not known, parts in their order."""

import re
from dataclasses import replace
from decimal import Decimal

import pytest

from helpers.report_case import (
    MONTH,
    YEAR,
    cells,
    evaluations,
    filled,
    library,
    plan,
    put,
    report,
    texts,
    words,
)
from plandesk.core.annual.closing import checksum
from plandesk.core.annual.compose import annual_report
from plandesk.core.annual.marks import GROUPS
from plandesk.core.annual.proposals import text_setting
from plandesk.core.checking import Checker
from plandesk.core.entry_sheet import plan_indicators
from plandesk.core.records import (
    Assessment,
    CellKey,
    Explanation,
    Observation,
    SeriesBreak,
    YearState,
)
from plandesk.core.report_model import (
    AnnexHeading,
    Band,
    Heading,
    Report,
    Row,
    Signatures,
    StackedBars,
    Table,
)

WOMEN, CHILDREN = "yongji_women", "yongji_children"
TAP = "rural_tap_water_coverage"


def headings(made: Report, level: int) -> list[str]:
    return [e.text for e in made.elements() if isinstance(e, Heading) and e.level == level]


def table_named(made: Report, part: str) -> Table:
    return next(t for t in made.tables() if part in t.title)


def test_parts_stand_in_their_order() -> None:
    made = report(filled(WOMEN))
    assert headings(made, 1) == [
        "一、总体情况",
        "二、各领域监测情况",
        "三、未达标和预警指标",
        "四、存在问题",
        "五、对策建议",
    ]
    annexes = [e.text for e in made.elements() if isinstance(e, AnnexHeading)]
    assert annexes == [
        "附件1　监测指标总表", "附件2　无当年数据的指标", "附件3　编制说明、符号说明和指标解释",
    ]  # fmt: skip
    assert isinstance(list(made.elements())[-1], Signatures)
    assert made.title == "永济市妇女发展“十四五”规划2024年度统计监测报告"
    assert made.cover.month == MONTH


@pytest.mark.parametrize("packs", [(WOMEN,), (CHILDREN,), (WOMEN, CHILDREN)])
def test_every_indicator_and_every_value_is_in_it(packs: tuple[str, ...]) -> None:
    snapshot = filled(*packs)
    made = report(snapshot)
    every = cells(made.tables())
    for one in snapshot.plans:
        for code in plan_indicators(one, snapshot.library):
            indicator = snapshot.indicator(code)
            assert indicator.name in every
            found = snapshot.observation(code, YEAR)
            assert found is not None
            if found.value is not None:
                text = str(found.value)
                assert any(cell.startswith(text) or (found.value == 0 and cell == "0") for cell in every), (
                    text
                )


def test_no_figure_cell_is_empty_and_none_is_made_up() -> None:
    snapshot = filled(WOMEN)
    for table in report(snapshot).tables():
        for line in table.lines:
            if isinstance(line, Row):
                figures = [
                    c for c, col in zip(line.cells, table.columns, strict=True) if col.align == "figure"
                ]
                assert all(figures), line.cells


@pytest.mark.parametrize("packs", [(WOMEN,), (CHILDREN,)])
def test_tables_fit_their_type_area(packs: tuple[str, ...]) -> None:
    for chapter in report(filled(*packs)).chapters:
        for element in chapter.elements:
            if isinstance(element, Table):
                width = sum(column.width for column in element.columns)
                assert width == pytest.approx(225 if chapter.turned else 156, abs=0.2)
                assert all(len(r.cells) == len(element.columns) for r in element.rows())


def test_the_columns_that_were_asked_for() -> None:
    table = table_named(report(filled(WOMEN)), "妇女与教育领域")
    heads = [column.head.partition("\n")[0] for column in table.columns]
    assert heads == ["指标", "单位", "目标值", "上年", "本年", "较上年", "是否达标", "责任单位"]


def test_a_domain_without_indicators_says_so() -> None:
    made = report(filled(WOMEN))
    said = [t for t in texts(made) if t.startswith("本领域主要目标均为定性目标，没有可量化的监测指标")]
    assert len(said) == 1
    assert "（八）妇女与法律" in headings(made, 2)
    bands = [line.text for line in table_named(made, "监测指标（").lines if isinstance(line, Band)]
    assert bands[-1].startswith("八、妇女与法律（主要目标均为定性目标")


def test_those_without_data_are_listed_with_reason_and_unit() -> None:
    snapshot = put(
        filled(WOMEN),
        Observation(TAP, YEAR, status="not_collected", note="普查年度才有", origin="typed"),
    )
    made = report(snapshot)
    table = table_named(made, "无当年数据")
    rows = {row.cells[1]: row.cells for row in table.rows()}
    assert rows["农村自来水普及率"][2:5] == ("未统计：普查年度才有", "2023年", "水务局")
    without = {
        snapshot.indicator(c).name for c in plan_indicators(plan(WOMEN), snapshot.library)
        if (o := snapshot.observation(c, YEAR)) is None or o.value is None
    }  # fmt: skip
    lasting = {n for n in without if any(n in text and "届次" in text for text in texts(made))}
    assert without - set(rows) <= lasting | {
        snapshot.indicator(c).name for c in plan_indicators(plan(WOMEN), snapshot.library)
        if snapshot.indicator(c).period_kind == "term"
    }  # fmt: skip


def test_an_open_error_keeps_a_figure_out() -> None:
    snapshot = put(
        filled(WOMEN),
        Observation(TAP, YEAR, text="101.5", value=Decimal("101.5"), status="value", origin="typed"),
    )
    findings = Checker(library(), words()).check(snapshot, YEAR)
    made = report(snapshot, findings)
    assert "101.5" not in "".join(cells(made.tables()) + texts(made))
    rows = {row.cells[1]: row.cells for row in table_named(made, "无当年数据").rows()}
    assert rows["农村自来水普及率"][2] == "数据有误，未采用"


def test_no_due_target_is_said_and_no_rate_is_made_of_it() -> None:
    whole = "".join(texts(report(filled(WOMEN))))
    assert "本年无到期目标，不计算到期目标达标率" in whole


def test_counts_in_words_table_and_chart_agree() -> None:
    snapshot = filled(WOMEN)
    (evaluation,) = evaluations(snapshot)
    made = report(snapshot)
    last = list(table_named(made, "各领域目标判定情况").rows())[-1].cells
    counts = evaluation.counts
    assert [int(x) for x in last[1:7]] == [
        counts.counted, counts.attained, counts.not_attained, counts.not_due, counts.no_data, counts.directional,
    ]  # fmt: skip
    bars = next(e for e in made.elements() if isinstance(e, StackedBars))
    assert len(bars.kinds) == len(GROUPS)
    assert sum(sum(bar.counts) for bar in bars.bars) == counts.counted + counts.directional
    assert f"达标{counts.attained}项" in "".join(texts(made))


def test_unit_explanations_are_quoted() -> None:
    snapshot = put(filled(WOMEN), *(
        Observation(TAP, y, text=v, value=Decimal(v), status="value", origin="typed")
        for y, v in ((2021, "80.0"), (2022, "80.1"), (2023, "80.0"), (2024, "20.0"))
    ))  # fmt: skip
    checker = Checker(library(), words())
    found = [f for f in checker.check(snapshot, YEAR) if f.indicator == TAP and f.severity == "warning"]
    said = Explanation(found[0].rule, TAP, YEAR, "", "三个村管网改造停水", found[0].fingerprint)
    snapshot = replace(snapshot, explanations={said.key(): said})  # type: ignore[dict-item]
    whole = texts(report(snapshot, checker.check(snapshot, YEAR)))
    assert "单位说明（水务局）：“三个村管网改造停水。”" in whole


def test_own_text_replaces_the_draft_and_is_counted() -> None:
    name = text_setting(WOMEN, YEAR, "problems")
    snapshot = replace(filled(WOMEN), settings={name: "第一段。\n\n第二段。"})
    made = report(snapshot)
    assert {"第一段。", "第二段。"} <= set(texts(made))
    assert not [t for t in texts(made) if t.startswith("一是")]
    signed = next(e for e in made.elements() if isinstance(e, Signatures))
    assert "手工改动的文字：2处" in signed.version


def test_self_assessments_are_counted() -> None:
    goal = next((d, g) for d in plan(WOMEN).domains for g in d.goals if not g.targets)
    key = (WOMEN, f"{goal[0].no}.{goal[1].no}", YEAR)
    given = Assessment(*key, answer="yes", evidence="市政府文件")
    made = report(replace(filled(WOMEN), assessments={key: given}))
    assert any("已填自评的1项：已实现1项" in text for text in texts(made))
    assert "（三）定性目标：已自评1项" in headings(made, 2)


def test_breaks_forbid_the_change_and_are_noted() -> None:
    broken = replace(filled(WOMEN), breaks={(TAP, 2023): SeriesBreak(TAP, 2023, "口径调整")})
    table = table_named(report(broken), "监测指标（")
    assert any("2023年起口径变动" in note.text for note in table.notes)


def test_notes_stand_at_their_rows() -> None:
    table = table_named(report(filled(WOMEN)), "监测指标（")
    for note in table.notes:
        number = note.sign.strip("〔〕")
        for place in note.rows:
            line = table.lines[place]
            assert isinstance(line, Row)
            assert number in line.cells[-1].split(",")


def test_samples_are_marked_and_real_figures_are_not() -> None:
    made = report(filled(WOMEN))
    assert (made.furniture.box, made.cover.foot != "") == ("示例", True)
    real = {key: replace(o, origin="typed") for key, o in filled(WOMEN).observations.items()}
    made = report(replace(filled(WOMEN), observations=real))
    assert (made.furniture.box, made.furniture.box_words, made.cover.foot) == ("", "", "")
    mixed = put(filled(WOMEN), replace(real[CellKey(TAP, YEAR)]))
    assert report(mixed).furniture.box_words == "含有示例数据"


def test_two_plans_make_one_volume() -> None:
    made = report(filled(WOMEN, CHILDREN))
    assert headings(made, 0) == ["妇女发展规划监测情况", "儿童发展规划监测情况"]
    labels = [t.label for t in made.tables() if t.label.startswith("表")]
    assert labels == [f"表{k}" for k in range(1, len(labels) + 1)]
    assert [c.recto for c in made.chapters[:2]] == [True, True]
    assert made.cover.plan == (plan(WOMEN).title, plan(CHILDREN).title)


def test_without_any_data_it_is_still_a_report() -> None:
    made = report(replace(filled(WOMEN), observations={}))
    whole = "".join(texts(made))
    assert "2024年没有可以判定的数据" in whole
    assert "没有可以判定的目标，不计算达标率" in whole
    assert "2024年度没有数据，未作判定和预警" in whole
    assert not re.search("[0-9.]+%", "".join(texts(made)[:6]))
    assert made.furniture.box == ""


def test_the_rules_are_stated_from_the_engine() -> None:
    rules = next(t for t in texts(report(filled(WOMEN))) if t.startswith("4．判定规则"))
    assert "最近5次" in rules
    assert "差距不足所余路程5%的为“可达”，5%至20%的为“略有差距”" in rules
    assert "容差为目标值的5%" in rules


def test_only_signs_that_occur_are_explained() -> None:
    signs = next(t for t in texts(report(filled(WOMEN))) if t.startswith("表中各符号"))
    every = cells(report(filled(WOMEN)).tables())
    assert ("“密”" in signs) == ("密" in every)
    assert ("“无例”" in signs) == ("无例" in every)
    assert "●" in signs


def test_checksum_follows_the_figures_only() -> None:
    snapshot = filled(WOMEN)
    other = dict(reversed(list(snapshot.observations.items())))
    assert checksum(snapshot, YEAR) == checksum(replace(snapshot, observations=other), YEAR)
    changed = put(snapshot, Observation(TAP, YEAR, text="1", value=Decimal(1), status="value"))
    assert checksum(changed, YEAR) != checksum(snapshot, YEAR)


def test_the_state_of_the_year_is_on_the_signature_page() -> None:
    states = {YEAR: YearState(YEAR, stage="sent", corrections=2)}
    made = report(replace(filled(WOMEN), years=states))
    signed = next(e for e in made.elements() if isinstance(e, Signatures))
    assert "数据已上报，更正2次" in signed.version


def test_an_evaluation_is_needed() -> None:
    with pytest.raises(ValueError, match="evaluation"):
        annual_report(filled(WOMEN), [], [], words(), month=MONTH)
