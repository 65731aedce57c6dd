"""替代性指标 and 缺项: when a stand-in is judged, what it is judged on, and that everything says so."""

import pytest

from helpers.judging_plans import (
    WORDS,
    File,
    change,
    death_rate,
    error_at,
    goal,
    level,
    plan_of,
    share,
    target,
)
from plandesk.core.entry_sheet import domain_sheet, plan_indicators
from plandesk.core.judging import evaluation_to_mapping, judgement_to_mapping, side_by_side, unfit
from plandesk.core.plan import Relative

OTHER = share("other", name="集中供水率", numerator="供水人数", denominator="农村人口", decimals=1)


def file_of(wanted, *indicators, **plan):
    return File(plan_of(goal("1", wanted), **plan), *(indicators or (share(), OTHER)))


def with_substitute(figures=None, **since):
    made = file_of(target("share", ">=", "90")).substitute("share", "other", **since)
    return made.enter("other", figures or {2024: "92"})


def test_without_data_the_named_substitute_is_judged():
    judged = with_substitute().judge(2024)
    assert (judged.state, judged.verdict, judged.attained) == ("attained", "attained", True)
    assert (judged.value, judged.counted) == ("92.0", True)
    assert judged.indicator is not None
    assert judged.substitute is not None
    assert (judged.indicator.code, judged.substitute.code, judged.judged_on) == (
        "share",
        "other",
        judged.substitute,
    )
    assert judged.name == "share（以“集中供水率”替代）"
    assert "（以“集中供水率”替代）" in judged.summary
    step = "“指标share”2024年没有数值，按登记的替代性指标“集中供水率”判定。理由：本指标尚未统计。"
    assert step in judged.steps


def test_the_evaluation_counts_it_and_the_json_names_it():
    evaluation = with_substitute().evaluate(2024)
    assert (evaluation.counts.attained, evaluation.counts.no_data) == (1, 0)
    assert [j.name for j in evaluation.substituted] == ["share（以“集中供水率”替代）"]
    (printed,) = evaluation_to_mapping(evaluation)["domains"][0]["targets"]
    assert (printed["indicator"], printed["substitute"], printed["value"]) == ("share", "other", "92.0")
    plain = file_of(target("share", ">=", "90")).enter("share", {2024: "95"}).judge(2024)
    assert "substitute" not in judgement_to_mapping(plain)


def test_own_data_come_first():
    judged = with_substitute().enter("share", {2024: "80"}).judge(2024)
    assert (judged.value, judged.state, judged.substitute, judged.mark) == ("80.00", "not_due", None, "")
    assert not any("替代" in step for step in judged.steps)


@pytest.mark.parametrize("status", ["not_collected", "not_published", "confidential"])
def test_status_words_that_say_no_data_call_for_it(status):
    assert with_substitute().enter("share", {2024: f"!{status}"}).judge(2024).substitute is not None


@pytest.mark.parametrize("status", ["not_due", "not_applicable", "no_case"])
def test_status_words_that_say_none_is_expected_do_not(status):
    judged = with_substitute().enter("share", {2024: f"!{status}"}).judge(2024)
    assert (judged.substitute, judged.state) == (None, "no_data")


def test_a_faulty_figure_is_to_be_corrected_not_replaced():
    file = with_substitute().enter("share", {2024: "180"})
    judged = file.judge(2024, [error_at("share", 2024)])
    assert (judged.substitute, judged.verdict, judged.state) == (None, "cannot_tell", "no_data")


def test_a_faulty_substitute_is_not_judged_either():
    judged = with_substitute().judge(2024, [error_at("other", 2024)])
    assert (judged.verdict, judged.state, judged.value) == ("cannot_tell", "no_data", None)
    assert any("数据有误" in step for step in judged.steps)


def test_from_its_year_on():
    file = with_substitute({2023: "91", 2024: "92"}, from_year=2024)
    assert file.judge(2023).state == "no_data"
    assert file.judge(2023).substitute is None
    assert file.judge(2024).state == "attained"


def test_a_substitute_without_data_says_so():
    judged = with_substitute({2023: "92"}).judge(2024)
    assert (judged.state, judged.verdict, judged.mark) == ("no_data", "no_data", "")
    assert "登记的替代性指标“集中供水率”2024年也没有数值。" in judged.steps


def test_a_substitute_of_another_plan_or_one_unknown_changes_nothing():
    file = with_substitute()
    ((key, record),) = file.records["substitutes"].items()
    file.records["substitutes"] = {("other_plan", key[1]): record}
    assert file.judge(2024).state == "no_data"
    assert with_substitute().substitute("share", "nowhere").judge(2024).state == "no_data"


@pytest.mark.parametrize(
    ("other", "why"),
    [
        (share(), "same"),
        (share("other", unit="‰"), "unit"),
        (level("other"), "unit"),
        (share("other", better="lower"), "better"),
        (share("other"), ""),
    ],
)
def test_what_cannot_stand_in(other, why):
    assert unfit(share(), other) == why


def test_an_unfit_one_is_not_taken_and_a_step_says_so():
    other = share("other", better="lower", name="未供水率")
    file = file_of(target("share", ">=", "90"), share(), other).substitute("share", "other")
    judged = file.enter("other", {2024: "3"}).judge(2024)
    assert (judged.state, judged.value) == ("no_data", None)
    assert any("“未供水率”与本指标的单位或好坏方向不同" in step for step in judged.steps)


def test_trend_baseline_and_breaks_are_the_substitutes_own():
    figures = {year: str(70 + 2 * (year - 2019)) for year in range(2019, 2025)}
    file = file_of(
        target("share", ">=", "90", 2030), baselines={("share", 2020): "95", ("other", 2020): "72"}
    )
    file.substitute("share", "other").enter("other", figures).enter("share", {2021: "99"}).broken(
        "share", 2023
    )
    judged = file.judge(2024)
    assert (judged.value, judged.baseline, judged.verdict) == ("80.0", "72.0", "on_track")
    assert judged.forecast == "92.0"
    assert not any("口径变动" in step for step in judged.steps)
    broken = file.broken("other", 2024).judge(2024)
    assert any("2024年口径变动" in step for step in broken.steps)


def test_maintained_only_where_the_substitutes_own_series_is_unbroken():
    file = file_of(target("share", ">=", "90"), baselines={("other", 2020): "91"})
    file.substitute("share", "other").enter("other", {2024: "92"}).broken("share", 2022)
    assert file.judge(2024).verdict == "maintained"
    assert file.broken("other", 2022).judge(2024).verdict == "attained"


def test_a_relative_target_needs_the_substitutes_baseline():
    wanted = target("maternal", "↓", "20", 2025, relative=change("down", "period"))
    other = death_rate("other", name="围产儿死亡率")
    file = file_of(wanted, death_rate(), other, baselines={("maternal", 2020): "20"})
    file.substitute("maternal", "other").enter("other", {2024: "8"})
    assert any("缺2020年基期值" in step for step in file.judge(2024).steps)
    met = file.baseline("other", 2020, "10").judge(2024)
    assert (met.attained, met.baseline) == (True, "10.00")


def test_a_balance_of_the_sexes_is_never_judged_on_another_indicator():
    wanted = target("share", "≈", None, relative=Relative("balance", words="性别比例均衡"))
    file = file_of(wanted).substitute("share", "other").enter("other", {2024: "50"})
    assert file.judge(2024).substitute is None


def test_the_small_number_brake_reads_the_substitutes_parts():
    other = death_rate("other", name="产妇死亡率")
    file = file_of(target("maternal", "<=", "12.5"), death_rate(), other).substitute("maternal", "other")
    judged = file.enter("other", dict.fromkeys((2022, 2023), ("0", "3000")) | {2024: ("1", "3000")}).judge(
        2024
    )
    assert (judged.verdict, judged.value) == ("small_numbers", "33.33")
    assert "（以“产妇死亡率”替代）" in judged.summary


def test_other_methods_read_it_too():
    figures = {year: str(70 + 2 * (year - 2019)) for year in range(2019, 2025)}
    file = file_of(target("share", ">=", "90", 2030)).substitute("share", "other").enter("other", figures)
    beside = side_by_side(file.snapshot(), file.plan, file.judge(2024), words=WORDS)
    assert beside is not None
    assert [m.verdict for m in beside.methods if m.method == "weather"] == ["on_track"]
    assert beside.prospects.line == "92.0%"


def test_the_missing_item_says_who_surveys_it_by_when():
    step = "缺项：由教育局调查，2025年6月30日前报送，方式：抽样调查。"
    file = file_of(target("share", ">=", "90")).missing("share", "教育局", "2025-06-30", "抽样调查。")
    assert step in file.judge(2024).steps
    assert step in file.substitute("share", "other").enter("other", {2024: "92"}).judge(2024).steps
    assert step not in file.enter("share", {2024: "91"}).judge(2024).steps
    bare = file_of(target("share", ">=", "90")).missing("share", "教育局", "2025-06-30")
    assert "缺项：由教育局调查，2025年6月30日前报送。" in bare.judge(2024).steps


def test_its_cells_stand_in_the_sheet_below_the_one_it_stands_in_for():
    file = file_of(target("share", ">=", "90")).substitute("share", "other")
    shot, plan = file.snapshot(), file.plan
    (section,) = domain_sheet(plan, plan.domains[0], shot.library, shot.substitutes)
    assert [(row.indicator.code, row.required) for row in section.rows] == [("share", True), ("other", False)]
    assert plan_indicators(plan, shot.library, shot.substitutes) == ("share", "other")
    assert plan_indicators(plan, shot.library) == ("share",)


def test_a_substitute_with_a_target_of_its_own_keeps_its_row():
    plan = plan_of(goal("1", target("share", ">=", "90")), goal("2", target("other", ">=", "80")))
    shot = File(plan, share(), OTHER).substitute("share", "other").snapshot()
    first, second = domain_sheet(plan, plan.domains[0], shot.library, shot.substitutes)
    assert [row.indicator.code for row in first.rows] == ["share"]
    assert [len(row.targets) for row in second.rows] == [1]
