"""Attained or not: every op, every kind of target, on the line and beside it."""

from decimal import Decimal

import pytest

from helpers.judging_plans import (
    File,
    change,
    death_rate,
    error_at,
    goal,
    level,
    plan_of,
    share,
    single,
    target,
)  # fmt: skip
from plandesk.core.plan import Relative


@pytest.mark.parametrize(
    ("op", "value", "figure", "attained"),
    [
        (">=", "95", "95", True), (">=", "95", "94.99", False), (">=", "95", "95.01", True),
        ("<=", "12.5", "12.5", True), ("<=", "12.5", "12.51", False), ("<=", "0", "0", True),
        (">", "95", "95", False), (">", "95", "95.01", True),
        ("<", "5", "5", False), ("<", "5", "4.99", True),
        ("=", "100", "100", True), ("=", "100", "99.99", False),
    ],
)  # fmt: skip
def test_plain_signs(op, value, figure, attained):
    better = "lower" if op in ("<", "<=") else "higher"
    judged = single(share(better=better), target("share", op, value), {2024: figure}).judge(2024)
    assert judged.attained is attained
    assert judged.state == ("attained" if attained else "not_due")


@pytest.mark.parametrize(
    ("better", "figure", "attained"),
    [
        ("higher", "85.5", True), ("higher", "85.49", False), ("higher", "99", True),
        ("lower", "94.5", True), ("lower", "94.51", False), ("lower", "10", True),
        ("neither", "85.5", True), ("neither", "94.5", True),
        ("neither", "85.49", False), ("neither", "94.51", False),
    ],
)  # fmt: skip
def test_about_is_met_within_five_percent_or_on_the_better_side(better, figure, attained):
    judged = single(share(better=better), target("share", "≈", "90"), {2024: figure}).judge(2024)
    assert judged.attained is attained
    assert any("容差5%" in step for step in judged.steps)


def test_the_tolerance_of_about_is_a_setting_printed_with_the_verdict():
    file = single(share(), target("share", "≈", "90"), {2024: "82"})
    assert file.judge(2024).attained is False
    judged = file.judge(2024, tolerance=Decimal("10"))
    assert judged.attained is True
    assert any("容差10%" in step and "81%" in step for step in judged.steps)


@pytest.mark.parametrize(
    ("figure", "attained"), [("103", True), ("107", True), ("102.9", False), ("107.1", False)]
)
def test_between_holds_on_its_ends(figure, attained):
    ratio = level("ratio", better="neither", unit="")
    judged = single(ratio, target("ratio", "between", "103", value2="107"), {2024: figure}).judge(2024)
    assert judged.attained is attained


def test_exactly_is_met_on_the_better_side_too_but_not_where_neither_side_is_better():
    over = {2024: "101.2"}
    assert single(share(kind="gross_rate"), target("share", "=", "100"), over).judge(2024).attained is True
    neutral = share(kind="gross_rate", better="neither")
    assert single(neutral, target("share", "=", "100"), over).judge(2024).attained is False


def test_the_exact_quotient_is_compared_and_one_digit_more_is_printed():
    # 94999/100000 = 94.999 %, printed 95.00 by the form's two decimals
    judged = single(share(), target("share", ">=", "95"), {2024: (94999, 100000)}).judge(2024)
    assert (judged.attained, judged.value) == (False, "94.999")
    assert any("多印小数" in step for step in judged.steps)


def test_a_rounded_figure_that_hides_nothing_keeps_its_decimals():
    judged = single(share(), target("share", ">=", "95"), {2024: (95004, 100000)}).judge(2024)
    assert (judged.attained, judged.value) == (True, "95.00")


def test_several_digits_more_where_one_is_not_enough():
    judged = single(share(), target("share", "<=", "95"), {2024: (9500001, 10000000)}).judge(2024)
    assert (judged.attained, judged.value) == (False, "95.00001")


def test_a_target_in_per_ten_thousand_is_held_against_an_indicator_per_hundred_thousand():
    made = single(death_rate(), target("maternal", "<=", "11", unit="/万"), {2024: "109.9"})
    assert made.judge(2024).attained is True
    assert made.enter("maternal", {2024: "110.1"}).judge(2024).attained is False


# -- stages, stretch, validity


def staged():
    goals = goal("1", target("share", ">=", "80", 2025), target("share", ">=", "90", 2030))
    return File(plan_of(goals, period=(2021, 2030)), share())


@pytest.mark.parametrize(("year", "stage", "state"), [
    (2024, 2025, "attained"), (2025, 2025, "attained"), (2026, 2030, "not_due"), (2030, 2030, "not_attained"),
    (2031, 2030, "not_attained"),
])  # fmt: skip
def test_the_earliest_stage_ahead_counts_else_the_last(year, stage, state):
    judged = staged().enter("share", {year: "85"}).judge(year)
    assert judged.counted
    assert (judged.target.stage_year, judged.state) == (stage, state)


def test_the_later_stage_is_shown_beside_it_and_not_counted():
    evaluation = staged().enter("share", {2024: "85"}).evaluate(2024)
    first, second = evaluation.domains[0].targets
    assert (first.counted, second.counted, second.target.stage_year) == (True, False, 2030)
    assert evaluation.counts.counted == 1


def test_a_stretch_target_is_shown_and_not_counted():
    goals = goal("1", target("share", ">=", "80"), target("share", ">=", "85", stretch=True))
    evaluation = File(plan_of(goals), share()).enter("share", {2024: "86"}).evaluate(2024)
    assert [(j.counted, j.attained) for j in evaluation.domains[0].targets] == [(True, True), (False, True)]
    assert evaluation.counts.counted == 1


def test_a_retired_target_counts_for_its_years_only():
    goals = goal(
        "1", target("share", ">=", "80", valid_to=2023), target("share", ">=", "90", valid_from=2024)
    )
    file = File(plan_of(goals), share()).enter("share", {2023: "85", 2024: "85"})
    assert [j.attained for j in file.evaluate(2023).domains[0].targets] == [True]
    assert [j.attained for j in file.evaluate(2024).domains[0].targets] == [False]


def test_two_targets_of_one_indicator_in_different_scopes_both_count():
    goals = goal("1", target("share", ">=", "80", scope="城市"), target("share", ">=", "70", scope="农村"))
    assert File(plan_of(goals), share()).evaluate(2024).counts.counted == 2


# -- relative targets


@pytest.mark.parametrize(("figure", "attained"), [("8", True), ("8.01", False), ("7", True), ("10", False)])
def test_down_twenty_percent_since_the_baseline(figure, attained):
    wanted = target("maternal", "↓", "20", relative=change("down", "period"))
    judged = single(death_rate(), wanted, {2024: figure}).baseline("maternal", 2020, "10").judge(2024)
    assert (judged.attained, judged.baseline, judged.baseline_year) == (attained, "10.00", 2020)
    assert any("不高于8/10万" in step for step in judged.steps)


def test_up_ten_percentage_points_since_an_observed_baseline():
    wanted = target("share", "↑", "10", relative=change("up", "period", 2019, "个百分点"))
    file = single(share(), wanted, {2019: "50", 2024: "60"})
    assert file.judge(2024).attained is True
    assert file.enter("share", {2024: "59.99"}).judge(2024).attained is False


def test_a_missing_baseline_is_asked_for():
    wanted = target("maternal", "↓", "20", relative=change("down", "period"))
    judged = single(death_rate(), wanted, {2024: "8"}).judge(2024)
    assert (judged.state, judged.verdict, judged.attained, judged.value) == (
        "no_data",
        "no_data",
        None,
        "8.00",
    )
    assert any("缺2020年基期值" in step for step in judged.steps)


def test_an_entered_baseline_stands_before_the_documents_and_that_before_the_observed():
    wanted = target("share", ">=", "90")
    file = single(share(), wanted, {2020: "70", 2024: "80"}, baselines={("share", 2020): "71"})
    assert file.judge(2024).baseline == "71.00"
    assert file.baseline("share", 2020, "72").judge(2024).baseline == "72.00"


def test_a_percentage_of_a_zero_baseline_is_not_computed():
    up = target("level", "↑", "10", relative=change("up", "period"))
    judged = single(level(), up, {2020: "0", 2024: "5"}).judge(2024)
    assert (judged.state, judged.verdict) == ("no_data", "cannot_tell")
    down = target("maternal", "↓", "20", relative=change("down", "period"))
    zero = single(death_rate(), down, {2020: "0", 2024: "0"})
    assert zero.judge(2024).attained is True
    assert zero.enter("maternal", {2024: "1"}).judge(2024).attained is False


def test_no_comparison_with_a_baseline_across_a_break():
    wanted = target("maternal", "↓", "20", relative=change("down", "period"))
    judged = single(death_rate(), wanted, {2020: "10", 2024: "5"}).broken("maternal", 2022).judge(2024)
    assert (judged.state, judged.verdict, judged.attained) == ("no_data", "cannot_tell", None)
    assert any("口径有变动（2022年统计口径调整）" in step for step in judged.steps)


@pytest.mark.parametrize(("figure", "attained"), [("58", True), ("58.01", False), ("57", True)])
def test_per_year_is_met_by_the_average_change_since_its_start(figure, attained):
    # 60 in 2020, down 0.5 points a year: at most 58 in 2024
    wanted = target("share", "↓", "0.5", relative=change("down", "year", 2020, "个百分点"))
    judged = single(share(better="lower"), wanted, {2020: "60", 2024: figure}).judge(2024)
    assert judged.attained is attained


def test_per_year_starts_the_year_before_the_plan_where_no_start_is_named():
    wanted = target("share", "↓", "0.5", relative=change("down", "year", None, "个百分点"))
    judged = single(share(better="lower"), wanted, {2020: "60", 2023: "58.5"}).judge(2023)
    assert (judged.attained, judged.baseline_year) == (True, 2020)


@pytest.mark.parametrize(("figure", "attained"), [("58", True), ("58.1", False), ("40", True)])
def test_between_per_year_needs_its_lower_figure(figure, attained):
    wanted = target("share", "between", "0.5", value2="1", relative=change("down", "year", 2020, "个百分点"))
    judged = single(share(better="lower"), wanted, {2020: "60", 2024: figure}).judge(2024)
    assert judged.attained is attained


@pytest.mark.parametrize(("figure", "attained"), [("1123.6", True), ("1123.59", False), ("1120", False)])
def test_six_percent_a_year_compounds(figure, attained):
    wanted = target("level", ">=", "6", relative=change("up", "year", 2020, "%"))
    judged = single(level(unit="元"), wanted, {2020: "1000", 2022: figure}).judge(2022)
    assert judged.attained is attained


def test_per_year_cannot_be_told_in_its_first_year():
    wanted = target("share", "↓", "0.5", relative=change("down", "year", 2020, "个百分点"))
    judged = single(share(better="lower"), wanted, {2020: "60"}).judge(2020)
    assert (judged.state, judged.verdict) == ("no_data", "cannot_tell")


# -- benchmarks, assigned figures


def benchmarked(op=">="):
    wanted = target("share", op, None, relative=Relative("benchmark", against="members"))
    return File(plan_of(goal("1", wanted)), share(), share("members"))


@pytest.mark.parametrize(("other", "attained"), [("30", True), ("30.01", False)])
def test_a_benchmark_in_the_library_is_read_in_the_same_year(other, attained):
    judged = benchmarked().enter("share", {2024: "30"}).enter("members", {2024: other}).judge(2024)
    assert (judged.counted, judged.attained) == (True, attained)
    assert any("指标members" in step for step in judged.steps)


def test_an_outside_figure_serves_as_benchmark():
    wanted = target("share", ">", None, relative=Relative("benchmark", against="全省平均水平"))
    file = single(share(), wanted, {2024: "41"})
    judged = file.judge(2024)
    assert (judged.counted, judged.state, judged.verdict) == (True, "no_data", "no_data")
    assert any("缺对照值“全省平均水平”" in step for step in judged.steps)
    assert file.benchmark("share", 2024, "40.5").judge(2024).attained is True
    assert file.benchmark("share", 2024, "41").judge(2024).attained is False


def test_about_a_benchmark_has_its_better_side():
    file = benchmarked("≈").enter("members", {2024: "40"})
    assert file.enter("share", {2024: "38"}).judge(2024).attained is True
    assert file.enter("share", {2024: "37.9"}).judge(2024).attained is False
    assert file.enter("share", {2024: "60"}).judge(2024).attained is True


def test_a_faulty_benchmark_is_not_compared_with():
    file = benchmarked().enter("share", {2024: "30"}).enter("members", {2024: "300"})
    judged = file.judge(2024, [error_at("members", 2024)])
    assert (judged.state, judged.verdict) == ("no_data", "cannot_tell")


def test_an_assigned_target_is_judged_against_the_entered_figure_and_not_counted():
    wanted = target("level", ">=", None, relative=Relative("assigned", words="国家下达"))
    file = single(level(), wanted, {2024: "70"})
    judged = file.judge(2024)
    assert (judged.counted, judged.state, judged.attained, judged.verdict) == (False, None, None, "no_data")
    judged = file.benchmark("level", 2024, "69").judge(2024)
    assert (judged.counted, judged.attained) == (False, True)


# -- townships, terms, faults, status words


def by_town(wanted, **towns):
    file = single(share(breakdowns=("town",)), wanted, {2024: "96"}).with_towns("城关镇", "东岭乡")
    for name, figure in towns.items():
        file.enter("share", {2024: figure}, f"town={name}")
    return file


def test_by_township_the_least_decides():
    wanted = target("share", ">=", "90", scope="以镇（街道）为单位；适龄儿童")
    judged = by_town(wanted, 城关镇="97", 东岭乡="89.9").judge(2024)
    assert (judged.attained, judged.value) == (False, "89.90")
    assert any("东岭乡" in step for step in judged.steps)
    missing = by_town(wanted, 城关镇="97").judge(2024)
    assert (missing.attained, missing.value) == (True, "97.00")
    assert any("1个镇街没有数值：东岭乡" in step for step in missing.steps)


def test_without_township_figures_the_total_is_judged():
    wanted = target("share", ">=", "90", scope="以乡镇为单位")
    assert by_town(wanted).judge(2024).value == "96.00"


def test_other_scopes_are_judged_on_the_total():
    wanted = target("share", ">=", "90", scope="农村社区")
    assert by_town(wanted, 城关镇="10").judge(2024).value == "96.00"


def test_by_township_lower_is_better_takes_the_greatest():
    wanted = target("share", "<=", "10", scope="以乡镇为单位")
    file = single(share(better="lower"), wanted, {}).enter("share", {2024: "12"}, "town=甲镇")
    assert file.enter("share", {2024: "3"}, "town=乙镇").judge(2024).value == "12.00"


def test_a_term_figure_lasts_until_the_next_election():
    wanted = target("share", ">=", "30", 2030)
    file = single(share(period_kind="term"), wanted, {2021: "28"}, period=(2021, 2030))
    judged = file.judge(2024)
    assert (judged.value, judged.attained, judged.year_of_value) == ("28.00", False, 2021)
    assert any("沿用2021年换届" in step for step in judged.steps)
    file.enter("share", {2026: "31"})
    assert file.judge(2025).value == "28.00"
    assert file.judge(2028).value == "31.00"
    assert file.judge(2032).state == "no_data"


def test_a_status_word_other_than_not_due_ends_a_terms_figure():
    file = single(
        share(period_kind="term"), target("share", ">=", "30"), {2021: "28", 2022: "!not_published"}
    )
    assert file.judge(2022).state == "no_data"
    assert file.enter("share", {2022: "!not_due"}).judge(2022).value == "28.00"


def test_a_value_with_an_open_error_is_not_judged():
    file = single(share(), target("share", ">=", "30"), {2024: "101"})
    judged = file.judge(2024, [error_at("share", 2024)])
    assert (judged.state, judged.verdict, judged.attained, judged.value) == (
        "no_data",
        "cannot_tell",
        None,
        None,
    )
    assert any("数据有误" in step for step in judged.steps)


def test_a_warning_or_an_error_elsewhere_does_not_stop_judging():
    file = single(share(), target("share", ">=", "30"), {2024: "50"})
    assert file.judge(2024, [error_at("share", 2024, severity="warning")]).attained is True
    assert file.judge(2024, [error_at("share", 2023), error_at("share", 2024, "sex=female")]).attained is True


@pytest.mark.parametrize(
    "status", ["not_collected", "not_published", "not_applicable", "no_case", "confidential"]
)
def test_a_status_word_is_no_data(status):
    judged = single(share(), target("share", ">=", "30"), {2024: f"!{status}"}).judge(2024)
    assert (judged.state, judged.verdict, judged.attained, judged.value) == ("no_data", "no_data", None, None)


def test_a_figure_marked_not_due_says_so():
    judged = single(share(), target("share", ">=", "30"), {2024: "!not_due"}).judge(2024)
    assert (judged.state, judged.word) == ("no_data", "未到期")


def test_a_figure_exactly_on_a_line_to_be_crossed_says_so():
    judged = single(share(), target("share", ">", "90"), {2024: "90"}).judge(2024)
    assert any("正在线上" in step for step in judged.steps)


def test_a_computed_bound_is_printed_with_the_digits_that_tell():
    file = benchmarked().enter("share", {2024: (3000, 10000)}).enter("members", {2024: (30001, 100000)})
    judged = file.judge(2024)
    assert (judged.attained, judged.value) == (False, "30.00")
    assert any("对照值“指标members”2024年为30.001%" in step for step in judged.steps)


def test_a_total_is_no_part_of_a_series_of_townships():
    wanted = target("share", ">=", "99", scope="以乡镇为单位")
    file = single(share(), wanted, {2020 + n: "98" for n in range(5)})
    file.enter("share", {2024: "90"}, "town=甲镇")
    assert file.judge(2024).verdict == "cannot_tell"
    file.enter("share", {2021: "84", 2022: "86", 2023: "88"}, "town=甲镇")
    assert file.judge(2024).forecast == "92.00"


def test_the_recorded_baseline_nearest_to_the_plan_serves_a_level_but_no_change():
    level_target = single(share(), target("share", ">=", "90"), {2024: "95"}).baseline("share", 2019, "91")
    judged = level_target.baseline("share", 2015, "70").judge(2024)
    assert (judged.baseline_year, judged.verdict) == (2019, "maintained")
    wanted = target("share", "↓", "20", relative=change("down", "period", None))
    assert single(share(), wanted, {2024: "7"}).baseline("share", 2019, "10").judge(2024).state == "no_data"


def test_a_benchmark_is_held_fixed_in_the_forecast_and_said_to_be():
    file = benchmarked().enter("members", {2024: "35"})
    file.enter("share", {2021: "30", 2022: "31", 2023: "32", 2024: "33"})
    judged = file.judge(2024)
    assert (judged.verdict, judged.forecast) == ("off_track", "34.00")
    assert any("对照值按2024年的数不变推算" in step for step in judged.steps)


@pytest.mark.parametrize(
    ("better", "op", "value", "value2", "worst"),
    [
        ("higher", "=", "100", None, "80"),
        ("lower", "≈", "5", None, "101"),
        ("neither", "between", "90", "95", "80"),
        ("higher", "between", "75", "95", "101"),
    ],
)  # fmt: skip
def test_the_worst_township_by_any_sign(better, op, value, value2, worst):
    wanted = target("share", op, value, value2=value2, scope="以镇（街道）为单位")
    file = single(share(better=better, kind="mean"), wanted)
    for town, figure in (("甲镇", "80"), ("乙镇", "92"), ("丙镇", "101")):
        file.enter("share", {2024: figure}, f"town={town}")
    assert file.judge(2024).value == f"{worst}.00"


def test_by_township_a_fall_is_judged_on_the_least_fallen():
    wanted = target("share", "↓", "20", relative=change("down", "period"), scope="以乡镇为单位")
    file = single(share(better="lower"), wanted).baseline("share", 2020, "10")
    file.enter("share", {2024: "7"}, "town=甲镇").enter("share", {2024: "9"}, "town=乙镇")
    assert (file.judge(2024).value, file.judge(2024).attained) == ("9.00", False)


def test_townships_that_all_gave_none_are_no_data():
    wanted = target("share", ">=", "90", scope="以乡镇为单位")
    file = (
        single(share(), wanted)
        .with_towns("甲镇", "乙镇")
        .enter("share", {2024: "!not_collected"}, "town=甲镇")
    )
    judged = file.enter("share", {2024: "!no_case"}, "town=乙镇").judge(2024)
    assert (judged.state, judged.value) == ("no_data", None)
    assert any("1个镇街没有数值：甲镇" in step for step in judged.steps)


@pytest.mark.parametrize(
    ("op", "figure", "attained"),
    [
        (">", "11", False), (">", "11.01", True), ("<", "10.99", True), ("<", "11", False),
        ("<=", "11", True), ("<=", "11.01", False), ("=", "11", True), ("≈", "10.45", True), ("≈", "10.44", False),
    ],
)  # fmt: skip
def test_every_sign_of_a_rise_by_ten_percent(op, figure, attained):
    wanted = target("level", op, "10", relative=change("up", "period"))
    assert single(level(), wanted, {2020: "10", 2024: figure}).judge(2024).attained is attained


def test_an_arrow_with_a_figure_alone_is_a_change_over_the_period():
    wanted = target("level", "↑", "10", unit="%", baseline_year=2019)
    judged = single(level(), wanted, {2019: "10", 2024: "11"}).judge(2024)
    assert (judged.counted, judged.attained, judged.baseline_year) == (True, True, 2019)


def test_growth_to_zero_is_no_average_growth():
    wanted = target("level", ">=", "6", relative=change("up", "year"))
    judged = single(level(), wanted, {2020: "10", 2024: "0"}).judge(2024)
    assert judged.attained is False
    assert any("不能按百分比计算" in step for step in judged.steps)


def test_implicit_targets_say_how_they_were_read():
    judged = single(share(), target("share", "=", "100", implicit=True), {2024: "100"}).judge(2024)
    assert any("按100%判定" in step for step in judged.steps)


def test_equal_quotients_whose_digits_never_end_meet_and_print_plainly():
    file = benchmarked().enter("share", {2024: (1, 3)}).enter("members", {2024: (2, 6)})
    judged = file.judge(2024)
    assert (judged.attained, judged.value) == (True, "33.33")


def test_a_target_with_neither_figure_nor_comparison_says_so():
    judged = single(share(), target("share", ">=", None), {2024: "50"}).judge(2024)
    assert (judged.counted, judged.state, judged.verdict) == (False, None, "cannot_tell")
