"""The weather rule: vectors of evaluation.md 3.9, its bounds, gaps, breaks, both sides, maintained."""

from decimal import Decimal
from fractions import Fraction

import pytest

from helpers.judging_plans import change, error_at, level, share, single, target

TEN_YEARS = {"period": (2021, 2030)}
A = ["16.9", "16.1", "15.7", "15.1", "14.6", "14.2"]
B = ["85.0", "85.8", "86.3", "86.9", "87.4", "87.9"]
C = ["98.6", "98.7", "98.6", "98.8", "98.8", "98.9"]
D = ["52.0", "51.1", "50.6", "50.9", "51.8", "52.9"]


def decade(better, op, aim, values, first=2020, stage=2030):
    """A share's values from ``first`` on (None for a missing year)."""
    figures = {first + n: v for n, v in enumerate(values) if v is not None}
    return single(share(better=better), target("share", op, aim, stage), figures, **TEN_YEARS)


@pytest.mark.parametrize(
    ("better", "op", "aim", "values", "verdict", "miss", "forecast"),
    [
        ("lower", "<=", "12", A, "on_track", "-0.227", "11.50"),
        ("higher", ">=", "95", B, "off_track", "0.592", "90.80"),
        ("higher", ">=", "99.5", C, "off_track", "0.500", "99.20"),
        ("lower", "<=", "50", D, "moving_away", None, "53.80"),
    ],
)  # fmt: skip
def test_vectors_of_the_reference(better, op, aim, values, verdict, miss, forecast):
    judged = decade(better, op, aim, values).judge(2025)
    assert (judged.verdict, judged.forecast) == (verdict, forecast)
    assert (judged.miss is None) == (miss is None)
    if miss is not None:
        assert abs(judged.miss - Fraction(miss)) < Fraction(1, 1000)


@pytest.mark.parametrize(
    ("step", "verdict"),
    [
        ("10", "on_track"),  # m = 0
        ("9.51", "on_track"),  # m = 4.9 %
        ("9.5", "slightly_off"),  # m = 5 % exactly
        ("8", "slightly_off"),  # m = 20 % exactly
        ("7.99", "off_track"),
        ("11", "on_track"),  # past it
        ("0", "moving_away"),  # standing still is not towards
        ("-1", "moving_away"),
    ],
)  # fmt: skip
def test_bounds_of_m(step, verdict):
    # rising by ``step`` a year to 80 in 2024, to reach 90 in 2025
    values = [str(80 - Decimal(step) * n) for n in (4, 3, 2, 1, 0)]
    assert decade("higher", ">=", "90", values, stage=2025).judge(2024).verdict == verdict


def test_the_steps_print_every_figure():
    steps = decade("higher", ">=", "95", B).judge(2025).steps
    text = "".join(steps)
    for figure in (
        "+0.800个百分点",
        "+0.580个百分点",
        "90.80%",
        "87.90%",
        "59.2%",
        "2030年",
        "+1.420个百分点",
    ):
        assert figure in text


def test_three_values_are_too_few_and_four_enough():
    assert decade("higher", ">=", "95", ["85", "86", "87"]).judge(2022).verdict == "cannot_tell"
    assert decade("higher", ">=", "95", ["85", "86", "87", "88"]).judge(2023).verdict == "on_track"


def test_values_older_than_five_years_do_not_help():
    assert decade("higher", ">=", "95", ["84", None, None, None, "86", "87", "88"]).judge(2026).verdict == (
        "cannot_tell"
    )


def test_changes_over_missing_years_are_divided_by_them():
    # 80 in 2020, 82 in 2021, 88 in 2023, 90 in 2024: +2, +3, +2 → 7/3 a year
    judged = decade("higher", ">=", "99", ["80", "82", None, "88", "90"], stage=2027).judge(2024)
    assert judged.forecast == "97.00"
    assert any("缺年" in step for step in judged.steps)


def test_no_change_is_taken_across_a_break():
    # without the jump of 2023 the mean is +1
    file = decade("higher", ">=", "99", ["80", "81", "82", "92", "93"], stage=2026).broken("share", 2023)
    judged = file.judge(2024)
    assert judged.forecast == "95.00"
    assert any("2023年口径变动" in step for step in judged.steps)


def test_nothing_is_told_where_every_change_crosses_a_break():
    file = decade("higher", ">=", "99", ["80", "81", "82", "83"], stage=2026)
    for year in (2021, 2022, 2023):
        file.broken("share", year)
    judged = file.judge(2023)
    assert (judged.verdict, judged.forecast) == ("cannot_tell", None)


def test_a_missed_stage_is_off_track_and_its_word_says_missed():
    judged = decade("higher", ">=", "99", ["80", "82", "84", "86"], stage=2023).judge(2023)
    assert (judged.state, judged.verdict, judged.word) == ("not_attained", "off_track", "未达标")
    away = decade("higher", ">=", "99", ["80", "79", "78", "77"], stage=2023).judge(2023)
    assert (away.state, away.verdict, away.word) == ("not_attained", "moving_away", "未达标")


def test_strictly_above_and_exactly_on_the_line_divides_by_nothing():
    rising = decade("higher", ">", "88", ["85", "86", "87", "88"]).judge(2023)
    assert (rising.attained, rising.verdict) == (False, "on_track")
    falling = decade("higher", ">", "88", ["91", "90", "89", "88"]).judge(2023)
    assert falling.verdict == "moving_away"


@pytest.mark.parametrize(
    ("values", "verdict"),
    [
        (["114", "113", "112", "111"], "on_track"),  # to 107 within the band
        (["125", "120", "115", "110"], "off_track"),  # shoots past 103 on the other side
        (["108", "109", "110", "111"], "moving_away"),
        (["96", "97", "98", "99"], "on_track"),
    ],
)  # fmt: skip
def test_a_band_is_two_sided(values, verdict):
    wanted = target("ratio", "between", "103", 2027, value2="107")
    figures = {2020 + n: v for n, v in enumerate(values)}
    assert single(level("ratio", better="neither", unit=""), wanted, figures).judge(2023).verdict == verdict


def test_a_target_of_zero():
    judged = decade("lower", "=", "0", ["4", "3", "2", "1"], stage=2025).judge(2023)
    assert (judged.attained, judged.verdict, judged.forecast) == (False, "on_track", "-1.00")
    assert any("只说明能降到0" in step for step in judged.steps)
    assert decade("lower", "=", "0", ["4", "3", "2", "0"], stage=2025).judge(2023).attained is True


def test_a_relative_target_is_forecast_on_its_level():
    wanted = target("share", "↓", "20", 2025, relative=change("down", "period"))
    values = {2020: "10", 2021: "9.7", 2022: "9.4", 2023: "9.1"}
    judged = single(share(better="lower"), wanted, values).judge(2023)
    # 9.1 − 0.3 × 2 = 8.5 against 8: m = 0.5 / 1.1
    assert (judged.verdict, judged.forecast) == ("off_track", "8.50")
    assert judged.miss == Fraction(5, 11)


def test_per_year_is_forecast_on_the_level_of_the_stage_year():
    wanted = target("share", "↓", "0.5", 2030, relative=change("down", "year", 2020, "个百分点"))
    values = {2020: "60", 2021: "60", 2022: "59.5", 2023: "59", 2024: "58.5"}
    judged = single(share(better="lower"), wanted, values, **TEN_YEARS).judge(2024)
    # 55 in 2030; 58.5 − 0.375 × 6 = 56.25: m = 1.25 / 3.5
    assert (judged.attained, judged.verdict, judged.miss) == (False, "off_track", Fraction(5, 14))


def test_a_faulty_earlier_value_stays_out_of_the_trend_where_its_finding_is_given():
    file = decade("higher", ">=", "95", ["85", "101", "87", "88", "89"])
    assert file.judge(2024, [error_at("share", 2021)]).forecast == "95.00"


# -- maintained


def test_met_now_and_at_the_baseline_is_maintained():
    file = single(share(), target("share", ">=", "90"), {2020: "91", 2024: "92"})
    judged = file.judge(2024)
    assert (judged.verdict, judged.state, judged.word, judged.baseline) == (
        "maintained",
        "attained",
        "保持",
        "91.00",
    )


def test_met_now_but_not_at_the_baseline_is_attained():
    assert (
        single(share(), target("share", ">=", "90"), {2020: "89", 2024: "92"}).judge(2024).verdict
        == "attained"
    )
    assert single(share(), target("share", ">=", "90"), {2024: "92"}).judge(2024).verdict == "attained"


def test_a_baseline_beyond_a_break_maintains_nothing():
    file = single(share(), target("share", ">=", "90"), {2020: "91", 2024: "92"}).broken("share", 2022)
    judged = file.judge(2024)
    assert judged.verdict == "attained"
    assert any("口径有变动" in step for step in judged.steps)


def test_a_relative_target_is_never_maintained():
    wanted = target("share", "↓", "20", relative=change("down", "period"))
    judged = single(share(better="lower"), wanted, {2020: "10", 2024: "7"}).judge(2024)
    assert judged.verdict == "attained"


def test_quanzhou_under_five_mortality_is_kept_at_about_five():
    # 约5‰, 3.42‰ in 2020: looser than the baseline, met on the better side, to be kept
    mortality = share("u5", unit="‰", base=Decimal(1000), better="lower", kind="rate")
    file = single(mortality, target("u5", "≈", "5", 2030), {2024: "3.42"}, baselines={("u5", 2020): "3.42"})
    assert file.judge(2024).verdict == "maintained"
    risen = file.enter("u5", {2024: "4.0"}).judge(2024)
    assert (risen.attained, risen.verdict) == (True, "maintained")


def test_a_forecast_beyond_the_scale_says_what_it_shows():
    judged = decade("higher", ">=", "99", ["90", "93", "95", "98"]).judge(2023)
    assert judged.forecast == "116.67"
    assert any("推算值超过100%" in step for step in judged.steps)


@pytest.mark.parametrize(
    ("values", "year", "summary"),
    [
        (["90", "92", "94", "96"], 2023, "share2023年为96.00%，已达到2030年的目标（不低于95%）。"),
        (["80", "81"], 2021, "share2021年为81.00%，还没有达到2030年的目标（不低于95%），走势无法判断。"),
        (
            ["80", "81", "82", "83"],
            2023,
            "share2023年为83.00%，还没有达到2030年的目标（不低于95%）；"
            "按近年变动推算，2030年约为90.00%，判为差距较大。",
        ),
        ([None], 2023, "share2023年没有数值。"),
    ],
)
def test_the_sentence_for_the_leader(values, year, summary):
    assert decade("higher", ">=", "95", values).judge(year).summary == summary
