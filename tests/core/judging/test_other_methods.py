"""The published methods: vectors of evaluation.md 3.9, and the cases in which they must keep silent."""

from decimal import Decimal
from fractions import Fraction

import pytest

from helpers.judging_plans import WORDS, File, change, goal, level, plan_of, share, single, target
from plandesk.core.judging import side_by_side
from plandesk.core.judging.forecast import (
    growth_per_year,
    interval,
    line,
    path,
    recent_weights,
    yearly_reduction,
)  # fmt: skip
from plandesk.core.judging.trend import Step, Trend

A = ("16.9", "16.1", "15.7", "15.1", "14.6", "14.2")
B = ("85.0", "85.8", "86.3", "86.9", "87.4", "87.9")
C = ("98.6", "98.7", "98.6", "98.8", "98.8", "98.9")
D = ("52.0", "51.1", "50.6", "50.9", "51.8", "52.9")
VECTORS = {
    "A": ("lower", "12", A),
    "B": ("higher", "95", B),
    "C": ("higher", "99.5", C),
    "D": ("lower", "50", D),
}


def decade(better, aim, values, **more):
    op = "<=" if better == "lower" else ">="
    figures = {2020 + n: v for n, v in enumerate(values) if v is not None}
    return single(share(better=better, **more), target("share", op, aim, 2030), figures, period=(2021, 2030))


def points(values):
    return tuple((2020 + n, Fraction(v)) for n, v in enumerate(values))


@pytest.mark.parametrize(
    ("series", "method", "verdict", "printed"),
    [
        ("A", "open_sdg", "on_track", "R＝1.016"), ("B", "open_sdg", "slightly_off", "R＝0.602"),
        ("C", "open_sdg", "slightly_off", "R＝0.669"), ("D", "open_sdg", "moving_away", "R＝-0.878"),
        ("A", "un_progress", "on_track", "q＝1.014"), ("B", "un_progress", "slightly_off", "q＝0.590"),
        ("C", "un_progress", "slightly_off", "q＝0.668"), ("D", "un_progress", "moving_away", "q＝-0.908"),
        ("A", "gap_closed", "slightly_off", "指数5.51"), ("B", "gap_closed", "slightly_off", "指数2.90"),
        ("C", "gap_closed", "slightly_off", "指数3.33"), ("D", "gap_closed", "moving_away", "指数-4.50"),
    ],
)  # fmt: skip
def test_vectors(series, method, verdict, printed):
    judged = decade(*VECTORS[series]).judge(2025, method=method)
    assert judged.verdict == verdict
    assert any(printed in step for step in judged.steps)


@pytest.mark.parametrize(
    ("series", "ols", "weighted", "on_path"),
    [
        ("A", "11.448", "11.509", "14.45"), ("B", "90.814", "90.759", "90.0"),
        ("C", "99.162", "99.177", "99.05"), ("D", "53.029", "53.633", "51.0"),
    ],
)  # fmt: skip
def test_lines_and_path(series, ols, weighted, on_path):
    _, aim, values = VECTORS[series]
    found = points(values)
    assert round(line(found, 2030), 3) == Fraction(ols)
    assert round(line(found, 2030, recent_weights(found, 2030)), 3) == Fraction(weighted)
    assert path(found[0], (2030, Fraction(aim)), 2025) == Fraction(on_path)


def test_average_annual_rate_of_reduction():
    assert round(yearly_reduction(points(A)) * 100, 2) == Decimal("3.38")
    required = -growth_per_year(Fraction("14.2"), Fraction(12), 5)
    assert round(required * 100, 2) == Decimal("3.31")
    assert yearly_reduction(points(("3", "0"))) is None


def test_a_line_needs_two_years():
    assert line(points(("3",)), 2030) is None


def test_growth_needs_figures_above_zero():
    with pytest.raises(ValueError, match="above 0"):
        growth_per_year(Fraction(0), Fraction(1), 3)


@pytest.mark.parametrize("method", ["open_sdg", "un_progress"])
@pytest.mark.parametrize(
    ("aim", "values", "reason"),
    [
        ("0", A, "不大于0"),  # a target of 0
        ("12", (*A[:5], "0"), None),  # met
        ("12", ("11", "16", "15", "15", "15", "15"), "基期已达到目标"),
        ("12", (None, *A[1:]), "没有基期值"),
    ],
)  # fmt: skip
def test_growth_methods_keep_silent_where_they_cannot_speak(method, aim, values, reason):
    judged = decade("lower", aim, values).judge(2025, method=method)
    if reason is None:
        assert judged.attained is True
    else:
        assert judged.verdict == "cannot_tell"
        assert any("不适用" in step and reason in step for step in judged.steps)


def test_zero_baselines_and_growth_rates_have_no_growth():
    rising = decade("higher", "95", ("0", "1", "2", "3", "4", "5"))
    assert any("不大于0" in step for step in rising.judge(2025, method="open_sdg").steps)
    growing = decade("higher", "95", B, kind="growth")
    assert any("本身是增长率" in step for step in growing.judge(2025, method="un_progress").steps)
    assert growing.judge(2025, method="gap_closed").verdict == "slightly_off"


def test_one_year_after_the_baseline_is_too_short():
    assert any("不到2年" in step for step in decade("higher", "95", B).judge(2021, method="open_sdg").steps)


def test_breaks_bands_and_past_stages_are_not_applicable():
    broken = decade("higher", "95", B).broken("share", 2023).judge(2025, method="gap_closed")
    assert any("口径有变动" in step for step in broken.steps)
    wanted = target("level", "between", "103", 2030, value2="107")
    band = single(level(better="neither"), wanted, {2020: "115", 2025: "110"}).judge(2025, method="open_sdg")
    assert any("区间" in step for step in band.steps)
    figures = {2020: "80", 2026: "85"}
    past = single(share(), target("share", ">=", "90", 2025), figures).judge(2026, method="gap_closed")
    assert any("目标年已过" in step for step in past.steps)


def test_near_the_end_of_the_scale_counts_as_on_track_in_the_un_chart():
    judged = decade("higher", "100", ("99.6", "99.5", "99.4", "99.3", "99.2", "99.1")).judge(
        2025, method="un_progress"
    )
    assert (judged.attained, judged.verdict) == (False, "on_track")


def test_gap_closed_above_ninety_percent():
    assert decade("higher", "95", ("85", "94.01")).judge(2021, method="gap_closed").verdict == "cannot_tell"
    assert (
        decade("higher", "95", ("85", "90", "94.01")).judge(2022, method="gap_closed").verdict == "on_track"
    )
    assert (
        decade("higher", "95", ("85", "90", "94")).judge(2022, method="gap_closed").verdict == "slightly_off"
    )


@pytest.mark.parametrize(
    ("method", "last", "verdict"),
    [
        ("open_sdg", "110", "on_track"), ("open_sdg", "106", "slightly_off"), ("open_sdg", "101", "off_track"),
        ("open_sdg", "99", "moving_away"),
        ("un_progress", "111", "on_track"), ("un_progress", "106", "slightly_off"), ("un_progress", "101", "off_track"),
        ("un_progress", "90", "moving_away"), ("gap_closed", "110", "cannot_tell"),
    ],
)  # fmt: skip
def test_arrows_by_growth_since_the_baseline(method, last, verdict):
    file = single(level(), target("level", "↑", None), {2020: "100", 2025: last})
    judged = file.judge(2025, method=method)
    assert (judged.verdict, judged.state) == (verdict, None)


def test_bounds_shrink_near_the_limit_in_open_sdg():
    # 97 → 98 in five years is 0.2 % a year: off the plain bounds, on the bounds scaled by C = 1 − 0.97^4.44
    file = single(share(), target("share", "↑", None), {2020: "97", 2025: "98"})
    assert file.judge(2025, method="open_sdg").verdict == "on_track"
    assert file.judge(2025, method="un_progress").verdict == "off_track"


def test_an_unknown_method_is_refused():
    with pytest.raises(ValueError, match="unknown method"):
        decade("higher", "95", B).judge(2025, method="dice")


# -- side by side


def compared(file, year):
    snapshot = file.snapshot()
    return side_by_side(snapshot, file.plan, file.judge(year), words=WORDS)


def test_side_by_side_says_where_methods_disagree():
    beside = compared(decade("higher", "95", B), 2025)
    assert [m.verdict for m in beside.methods] == [
        "off_track",
        "slightly_off",
        "slightly_off",
        "slightly_off",
    ]
    assert "近年变动外推法为差距较大" in beside.disagreement
    assert beside.prospects.line == "90.81%"
    assert beside.prospects.recent_line == "90.76%"
    assert beside.prospects.on_path == "90.00%"


def test_side_by_side_of_a_falling_rate():
    beside = compared(decade("lower", "12", A), 2025)
    assert (beside.prospects.reduction, beside.prospects.reduction_needed) == ("3.38", "3.31")


def test_side_by_side_has_nothing_for_what_is_met_or_missing():
    assert compared(decade("higher", "80", B), 2025).methods == ()
    assert compared(decade("higher", "95", B), 2026) is None
    words = File(plan_of(goal("1", kind="qualitative")))
    assert compared(words, 2024) is None
    lacking = single(share(), target("share", "↓", "20", relative=change("down", "period")), {2024: "8"})
    assert compared(lacking, 2024).methods == ()


# -- the interval


def test_the_interval_of_the_forecast_widens_with_the_years():
    # changes +1 +2 +1 +2 +1: mean 1.4, s = 0.5477; h = 1: half = 1.5332·s·√(1 + 1/5)
    judged = decade("higher", "99", ("80", "81", "83", "84", "86", "87")).judge(2025)
    assert judged.forecast == "94.00"
    # h = 5, n = 5: √(5·2) = 3.1623; half = 1.5332·0.5477·3.1623 = 2.6556
    assert (judged.forecast_low, judged.forecast_high) == ("91.34", "96.66")


def test_no_interval_for_few_points_gaps_or_the_year_itself():
    assert decade("higher", "99", ("80", "81", "83", "84")).judge(2023).forecast_low is None
    gap = decade("higher", "99", ("80", None, "83", "84", "86", "87")).judge(2025)
    assert (gap.forecast is not None, gap.forecast_low) == (True, None)
    steps = tuple(Step(2020 + n, 2021 + n, Fraction(1)) for n in range(4))
    trend = Trend(2024, tuple((2020 + n, Fraction(n)) for n in range(5)), steps)
    assert interval(trend, 2024) is None
    assert interval(trend, 2026) == (Fraction(6), Fraction(6))


def test_arrows_without_a_sound_baseline_are_not_applicable():
    lacking = single(level(), target("level", "↑", None), {2025: "5"}).judge(2025, method="un_progress")
    assert any("没有基期值" in step for step in lacking.steps)
    full = single(share(), target("share", "↑", None), {2020: "99", 2025: "100"})
    assert full.judge(2025, method="un_progress").verdict == "on_track"
