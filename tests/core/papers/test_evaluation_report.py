"""中期 and 终期评估报告: years, what is due, the units' own words, outlook, lost again, what goes on."""

from dataclasses import replace
from decimal import Decimal

import pytest

from helpers.papers_case import Case, case, later, made, usual
from helpers.report_case import MONTH, cells, filled, plan, put, texts, words
from plandesk.core.annual.dossier import dossiers
from plandesk.core.annual.proposals import text_setting
from plandesk.core.papers.evaluation_report import onward_facts
from plandesk.core.papers.evaluation_year import evaluation_year, usual_year
from plandesk.core.papers.making import make_report
from plandesk.core.papers.outlook import base_change, first_met, lost_years, needed_change, outlooks
from plandesk.core.records import Assessment, MissingItem, Observation
from plandesk.core.report_model import AnnexHeading, Heading, Report, Signatures, StackedBars, Table

WOMEN, TAP = "yongji_women", "rural_tap_water_coverage"


def headings(report: Report, level: int) -> list[str]:
    return [e.text for e in report.elements() if isinstance(e, Heading) and e.level == level]


def table_named(report: Report, part: str) -> Table:
    return next(t for t in report.tables() if part in t.title)


@pytest.mark.parametrize(("pack", "middle", "last"), [(WOMEN, 2023, 2025), ("quanzhou_women", 2025, 2030)])
def test_years_of_the_evaluations(pack: str, middle: int, last: int) -> None:
    assert usual_year(plan(pack), "midterm") == middle
    assert usual_year(plan(pack), "final") == last
    moved = replace(
        filled(pack), settings={f"report.{pack}.midterm_year": "2024", f"report.{pack}.final_year": "?"}
    )
    assert evaluation_year(moved, plan(pack), "midterm") == 2024
    assert evaluation_year(moved, plan(pack), "final") == last


@pytest.mark.parametrize(("kind", "titles"), [
    ("midterm", ["一、评估工作", "二、总体实现情况", "三、各领域实施情况", "四、难点和问题", "五、后半程工作建议"]),
    ("final", ["一、评估工作", "二、总体实现情况", "三、各领域实施情况", "四、未实现的目标和问题", "五、对下一轮规划的建议"]),
])  # fmt: skip
def test_parts_in_their_order(kind: str, titles: list[str]) -> None:
    report = made(kind, usual(kind))
    assert headings(report, 1) == titles
    assert next(getattr(e, "text", "") for e in report.front) == "摘　　要"
    annexes = [e.text for e in report.elements() if isinstance(e, AnnexHeading)]
    assert annexes[0] == "附件1　监测指标评估表"
    assert len(annexes) == 4
    assert isinstance(list(report.elements())[-1], Signatures)
    labels = [t.label for t in report.tables() if t.label.startswith("表")]
    assert labels == [f"表{k}" for k in range(1, len(labels) + 1)]


def ten_years() -> Case:
    """海州区 in 2025: stages are due in 2025 and ahead in 2030."""
    return case(later(filled("haizhou_women")), 2025)


def test_what_is_due_is_counted_with_its_denominator() -> None:
    given = ten_years()
    counts, rates = given.evaluations[0].counts, given.evaluations[0].rates
    assert counts.due > 0
    whole = "".join(texts(made("midterm", given)))
    said = f"到期的数值目标{counts.due}项，达标{counts.due_attained}项，以到期项数为分母，达标率为{rates.of_due}%"
    assert whole.count(said) == 2  # in the summary and in the second part


def test_without_a_due_stage_it_is_said() -> None:
    assert "截至2023年，没有到期的数值目标，不计算到期目标达标率" in "".join(
        texts(made("midterm", usual("midterm")))
    )


def test_the_stage_that_is_due_and_the_last_one_stand_side_by_side() -> None:
    given = ten_years()
    (one,) = dossiers(given.snapshot, given.evaluations, words())
    found = list(outlooks(one, one.judged))
    both = [o for o in found if o.due and o.ahead]
    assert both
    for outlook in both:
        assert outlook.fact.target.stage_year == 2025
        assert outlook.last.target.stage_year == 2030
        assert outlook.last.code == outlook.fact.code
    table = table_named(made("midterm", given), "2025年评估和2030年展望")
    assert {c.group for c in table.columns} >= {"2025年阶段目标", "2030年目标"}
    assert sum(c.width for c in table.columns) == pytest.approx(225)


def test_needed_changes_reach_the_target() -> None:
    given = ten_years()
    (one,) = dossiers(given.snapshot, given.evaluations, words())
    checked = 0
    for outlook in outlooks(one, one.judged):
        need = needed_change(outlook)
        fact = outlook.last
        if need == "—" or fact.judgement.threshold is None:
            continue
        checked += 1
        step = Decimal(need.replace("+", "").replace("−", "-"))
        end = fact.value + step * (fact.target.stage_year - fact.year)
        off = abs(end - Decimal(str(float(fact.judgement.threshold))))
        assert off <= Decimal(fact.target.stage_year - fact.year) * Decimal(1).scaleb(
            -fact.indicator.decimals - 1
        )
    assert checked


def test_units_are_quoted_by_name_and_year() -> None:
    domain = plan(WOMEN).domains[1]
    measure = domain.measures[0]
    name = f"work/2022/教育局/measure/{WOMEN}/{domain.no}.{measure.no}"
    wrong = f"work/2024/教育局/measure/{WOMEN}/{domain.no}.{measure.no}"
    settings = {name: "新建公办园2所。", wrong: "评估年度以后的事"}
    whole = texts(made("midterm", case(replace(filled(WOMEN), settings=settings), 2023)))
    assert f"{measure.title}。教育局（2022年）：“新建公办园2所。”" in whole
    assert f"本领域{len(domain.measures)}项策略措施中，1项有单位填报进展。" in whole
    assert not [t for t in whole if "评估年度以后的事" in t]
    other = plan(WOMEN).domains[0]
    assert f"本领域{len(other.measures)}项策略措施，各单位尚未填报进展，不作评价。" in whole


def test_goals_without_figures_give_their_answer_and_evidence() -> None:
    domain, goal = next((d, g) for d in plan(WOMEN).domains for g in d.goals if not g.targets)
    key = (WOMEN, f"{domain.no}.{goal.no}", 2023)
    given = Assessment(*key, answer="partly", evidence="市政府文件。")
    whole = texts(made("midterm", case(replace(filled(WOMEN), assessments={key: given}), 2023)))
    assert f"主要目标{goal.no}（{goal.summary}）自评为部分实现，依据：市政府文件。" in whole


def test_own_words_replace_the_drafts_and_are_counted() -> None:
    parts = ("midterm_work", "midterm_problems", "midterm_advice")
    settings = {text_setting(WOMEN, 2023, p): f"自己写的{p}。" for p in parts}  # type: ignore[arg-type]
    report = made("midterm", case(replace(filled(WOMEN), settings=settings), 2023))
    assert {f"自己写的{p}。" for p in parts} <= set(texts(report))
    signed = next(e for e in report.elements() if isinstance(e, Signatures))
    assert "手工改动的文字：3处" in signed.version
    annual_own = {text_setting(WOMEN, 2023, "problems"): "年度报告的话。"}
    report = made("midterm", case(replace(filled(WOMEN), settings=annual_own), 2023))
    assert "年度报告的话。" not in texts(report)


def test_a_bar_for_every_year_of_the_plan() -> None:
    report = made("midterm", usual("midterm"))
    by_year = [e for e in report.elements() if isinstance(e, StackedBars)][1]
    assert [bar.name for bar in by_year.bars] == ["2021年", "2022年", "2023年"]
    counts = usual("midterm").evaluations[0].counts
    assert sum(by_year.bars[-1].counts) == counts.counted + counts.directional


def test_tasks_name_unit_and_time_and_leave_unknown_days_blank() -> None:
    blank = Observation(TAP, 2023, status="not_collected", origin="typed")
    snapshot = put(filled(WOMEN), blank)
    table = table_named(made("midterm", case(snapshot, 2023)), "后半程须推进的事项")
    row = next(r for r in table.rows() if "农村自来水普及率" in r.cells[1])
    assert row.cells[2:] == ("水务局", "")
    settled = replace(snapshot, missing_items={TAP: MissingItem(TAP, "统计局", "2024-06-30", "")})
    table = table_named(made("midterm", case(settled, 2023)), "后半程须推进的事项")
    row = next(r for r in table.rows() if "农村自来水普及率" in r.cells[1])
    assert row.cells[2:] == ("统计局", "2024年6月30日")


def series(*figures: tuple[int, str]) -> Case:
    """农村自来水普及率 (target 92) in the plan's last year with other figures."""
    told = (
        Observation(TAP, year, text=text, value=Decimal(text), status="value", origin="typed")
        for year, text in figures
    )
    return case(put(later(filled(WOMEN)), *told), 2025)


def test_lost_again_is_listed_with_its_years() -> None:
    given = series((2021, "90.0"), (2022, "92.5"), (2023, "92.4"), (2024, "91.9"), (2025, "91.0"))
    (one,) = dossiers(given.snapshot, given.evaluations, words())
    fact = next(f for f in one.judged if f.code == TAP and not f.target.stretch)
    assert lost_years(fact) == [2022, 2023]
    row = next(r for r in table_named(made("final", given), "曾经达标").rows() if "农村自来水" in r.cells[1])
    assert row.cells[3] == "2022、2023"


def test_since_when_a_target_is_met() -> None:
    given = series((2021, "92.5"), (2022, "91.0"), (2023, "92.4"), (2024, "92.9"), (2025, "93.0"))
    (one,) = dossiers(given.snapshot, given.evaluations, words())
    fact = next(f for f in one.judged if f.code == TAP and not f.target.stretch)
    assert first_met(fact) == 2023
    assert lost_years(fact) == []


def test_base_middle_and_last_year_stand_in_the_final_table() -> None:
    given = series((2020, "85.0"), (2023, "90.0"), (2025, "93.0"))
    table = table_named(made("final", given), "终期评估（2025年）")
    row = next(r for r in table.rows() if r.cells[1] == "农村自来水普及率")
    assert row.cells[4:8] == ("85.0", "90.0", "93.0", "+8.0")
    (one,) = dossiers(given.snapshot, given.evaluations, words())
    fact = next(f for f in one.judged if f.code == TAP)
    assert base_change(fact, 2020) == "+8.0"
    assert base_change(fact, 2019) == "—"


def test_what_goes_on_into_the_next_plan() -> None:
    given = usual("final")
    (one,) = dossiers(given.snapshot, given.evaluations, words())
    names = {f.name for f in onward_facts(one)}
    for fact in one.judged:
        if fact.judgement.counted and fact.judgement.state == "not_attained":
            assert fact.name in names
        if fact.judgement.counted and fact.judgement.attained and fact.judgement.verdict == "maintained":
            assert fact.judgement.level in ("red", "yellow") or fact.name not in names
    table = table_named(made("final", given), "下一轮规划须研究")
    assert len(list(table.rows())) == len(onward_facts(one))


def test_no_verdict_in_the_last_year_is_a_forecast() -> None:
    given = usual("final")
    every = cells(made("final", given).tables())
    assert not [c for c in every if c.startswith("◎")]
    assert not [c for c in every if c.endswith("可达")]


def test_rates_never_stand_without_their_denominator() -> None:
    for kind in ("midterm", "final"):
        for text in texts(made(kind, usual(kind))):
            for piece in text.split("。"):
                if "达标率为" in piece and "不计算" not in piece:
                    assert "为分母" in piece


def test_an_evaluation_is_needed() -> None:
    given = usual("midterm")
    with pytest.raises(ValueError, match="evaluation"):
        made("midterm", replace(given, evaluations=()))


def test_each_plans_proposals_point_at_its_own_annex() -> None:
    report = made("midterm", usual("midterm", WOMEN, "yongji_children"))
    annexes = {
        e.text.split("　")[1]: e.text.split("　")[0] for e in report.elements() if isinstance(e, AnnexHeading)
    }
    named = [t for t in texts(report) if "督办有差距的指标" in t]
    own = [number for title, number in annexes.items() if title.startswith("有差距的指标")]
    assert own == ["附件3", "附件4"]
    assert all(number in text for number, text in zip(own, named, strict=True))


def test_no_forecast_leaves_what_the_indicator_can_be() -> None:
    given = case(later(put(filled("quanzhou_women"), *(
        Observation(TAP, year, text=text, value=Decimal(text), status="value", origin="typed")
        for year, text in ((2021, "60.0"), (2022, "70.0"), (2023, "80.0"), (2024, "90.0"))
    ))), 2025)  # fmt: skip
    (one,) = dossiers(given.snapshot, given.evaluations, words())
    fact = next(f for f in one.judged if f.code == TAP)
    assert Decimal(fact.judgement.forecast or "0") > 100
    table = table_named(made("midterm", given), "2030年展望")
    place = next(k for k, c in enumerate(table.columns) if c.head == "推算值")
    row = next(r for r in table.rows() if r.cells[1] == "农村自来水普及率")
    assert row.cells[place] == "—"


def test_a_domain_without_indicators_has_no_gaps_to_tell() -> None:
    found = list(made("midterm", usual("midterm")).elements())
    place = next(k for k, e in enumerate(found) if isinstance(e, Heading) and e.text == "（八）妇女与法律")
    after = [e.text for e in found[place:] if isinstance(e, Heading)]
    assert after[1:3] == ["1．目标实现", "2．措施落实"]
    assert after[3].startswith("四、")


def test_counts_in_words_and_in_the_overview_agree() -> None:
    """海州区's children's plan asks one indicator for a figure and for a direction: both are counted, both are told."""
    given = usual("annual", "haizhou_children")
    report = make_report("annual", given.snapshot, given.evaluations, given.findings, words(), month=MONTH)
    whole = "".join(texts(report))
    first = next(t for t in report.tables() if t.label == "表1")
    assert first.lines[-1].cells[6] == str(given.evaluations[0].counts.directional)  # type: ignore[union-attr]
    assert f"{given.evaluations[0].counts.directional}项方向性目标中" in whole
