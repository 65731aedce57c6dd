"""督办单 and 反馈单: whom they ask what, what they take from the file's follow-ups, what they leave blank."""

from dataclasses import replace
from decimal import Decimal

from helpers.papers_case import Case, case, made, usual
from helpers.report_case import YEAR, filled, put, words
from plandesk.core.annual.dossier import dossiers
from plandesk.core.entry_sheet import plan_indicators
from plandesk.core.records import Explanation, FollowUp, Observation
from plandesk.core.report_model import Heading, OnePageForm, Report, Row, Table

TAP = "rural_tap_water_coverage"


def forms_of(report: Report) -> list[OnePageForm]:
    return [e for e in report.elements() if isinstance(e, OnePageForm)]


def text_of(form: OnePageForm, label: str) -> str:
    return "".join("".join(row.texts) for row in form.rows if row.label == label)


def feedback_of(report: Report, unit: str) -> Table:
    """The list of the unit's 反馈单."""
    for chapter in report.chapters:
        heads = [e.outline for e in chapter.elements if isinstance(e, Heading)]
        if f"{unit}　反馈单" in heads:
            return next(e for e in chapter.elements if isinstance(e, Table))
    raise AssertionError(unit)


def with_low_tap_water(*follow_ups: FollowUp) -> Case:
    """农村自来水普及率 so far below its target that it is red."""
    figures = ((2021, "70.0"), (2022, "70.1"), (2023, "70.2"), (2024, "70.1"))
    snapshot = put(filled("yongji_women"), *(
        Observation(TAP, year, text=text, value=Decimal(text), status="value", origin="typed")
        for year, text in figures
    ))  # fmt: skip
    return case(replace(snapshot, follow_ups={f.number: f for f in follow_ups}))


RECORD = FollowUp(
    7, "yongji_women", TAP, YEAR, "水务局", "W2", "按近年变动推算达不到目标。", "2025-06-20", "2025-07-11"
)


def test_what_is_red_is_asked_about_with_blanks_for_number_and_dates() -> None:
    form = next(f for f in forms_of(made("units", with_low_tap_water())) if f.outline.startswith("水务局"))
    assert form.head[0].rstrip("　") == "编号：2024年度—督—"
    assert not [text for text in form.head[1:] if any(c.isdigit() for c in text)]
    assert "核对2023年和2024年的" in text_of(form, "请予答复")
    assert "今后每年平均须" in text_of(form, "请予答复") or "还须" in text_of(form, "请予答复")
    assert text_of(form, "原因说明") == ""
    row = next(r for r in form.rows if r.table is not None)
    assert row.table is not None
    first = next(row.table.rows())
    assert first.cells[2:6] == ("70.0", "70.1", "70.2", "70.1")


def test_a_record_gives_number_dates_reason_and_reply() -> None:
    answered = replace(
        RECORD,
        reply="三个村的管网还没有接通。",
        replied_on="2025-07-05",
        effect="已接通两个村。",
        closed_on="2025-09-01",
    )
    report = made("units", with_low_tap_water(answered))
    (form,) = [f for f in forms_of(report) if f.outline.startswith("水务局")]
    assert form.head == ("编号：2024年度—督—07", "签发日期：2025年6月20日", "反馈期限：2025年7月11日")
    assert text_of(form, "预警理由") == RECORD.reason
    assert text_of(form, "原因说明") == "三个村的管网还没有接通。（2025年7月5日答复）"
    assert text_of(form, "督办意见") == "已接通两个村。（2025年9月1日办结）"


def test_records_of_another_year_or_plan_are_left_out() -> None:
    others = (replace(RECORD, year=YEAR - 1), replace(RECORD, number=8, plan="yongji_children"))
    (form,) = [
        f for f in forms_of(made("units", with_low_tap_water(*others))) if f.outline.startswith("水务局")
    ]
    assert "07" not in form.head[0]
    assert "08" not in form.head[0]


def test_a_record_to_another_unit_is_sent_there() -> None:
    sent = replace(RECORD, unit="自来水公司")
    outlines = [f.outline for f in forms_of(made("units", with_low_tap_water(sent)))]
    assert any(text.startswith("自来水公司") for text in outlines)
    assert not any(text.startswith("水务局") for text in outlines)


def test_what_has_no_data_is_asked_for_its_source() -> None:
    blank = [
        Observation(TAP, year, status="not_collected", origin="typed") for year in (2021, 2022, 2023, 2024)
    ]
    report = made("units", case(put(filled("yongji_women"), *blank)))
    found = [f for f in forms_of(report) if f.outline.startswith("水务局")]
    for form in found:
        assert "统计办法" in text_of(form, "请予答复")
        assert "补报2024年数据" in text_of(form, "请予答复")
    row = next(r for r in feedback_of(report, "水务局").rows() if r.cells[1] == "农村自来水普及率")
    assert row.cells[8].startswith("√请补充")


def test_every_indicator_of_the_plan_is_in_its_units_list() -> None:
    given = usual("units")
    report, snapshot = made("units", given), given.snapshot
    for code in plan_indicators(snapshot.plans[0], snapshot.library):
        indicator = snapshot.indicator(code)
        names = {row.cells[1] for row in feedback_of(report, indicator.reporter).rows()}
        assert indicator.name in names


def test_open_findings_are_told_and_explained_ones_are_not() -> None:
    jump = put(
        filled("yongji_women"),
        Observation(TAP, YEAR, text="20.0", value=Decimal("20.0"), status="value", origin="typed"),
    )
    given = case(jump)
    about = [f for f in given.findings if f.indicator == TAP and f.open]
    assert about
    row = next(
        r for r in feedback_of(made("units", given), "水务局").rows() if r.cells[1] == "农村自来水普及率"
    )
    assert row.cells[7] != "—"
    assert "√请核实" in row.cells[8]
    said = {
        (f.rule, f.indicator, f.year, f.cell): Explanation(f.rule, f.indicator, f.year, f.cell, "管网检修", f.fingerprint)
        for f in about
    }  # fmt: skip
    given = case(replace(jump, explanations=said))
    row = next(
        r for r in feedback_of(made("units", given), "水务局").rows() if r.cells[1] == "农村自来水普及率"
    )
    assert row.cells[7] == "—"


def test_the_reply_column_is_empty_and_wide_enough_for_a_pen() -> None:
    table = feedback_of(made("units", usual("units")), "卫生健康局")
    assert table.ruled
    assert table.row_height >= 8
    assert table.columns[-1].width == 45
    assert all(row.cells[-1] == "" for row in table.rows())
    assert sum(c.width for c in table.columns) <= 225


def test_questions_never_name_a_cause() -> None:
    for form in forms_of(made("units", usual("units"))):
        whole = "".join(t for row in form.rows for t in row.texts)
        assert not [word for word in ("由于", "得益于", "因为", "显著") if word in whole]


def test_every_red_target_has_a_sheet_and_figures_have_their_own() -> None:
    given = usual("units", "yongji_women", "yongji_children")
    (women, children) = dossiers(given.snapshot, given.evaluations, words())
    red = {
        f.name
        for one in (women, children)
        for f in one.judged
        if f.judgement.level == "red" and not f.target.stretch
    }
    told: set[str] = set()
    for form in forms_of(made("units", given)):
        table = next(row.table for row in form.rows if row.table is not None)
        main = [r for r in table.lines if isinstance(r, Row) and not r.tied]
        with_figure = [r for r in main if r.cells[5] not in ("无", "无例", "—", "密")]
        assert len(main) == 1 or not with_figure
        assert len(main) <= 3
        told |= {r.cells[0].rpartition("（")[0] or r.cells[0] for r in main}
    assert told == red
