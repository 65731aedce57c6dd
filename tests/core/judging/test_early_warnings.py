"""Early warnings W1..W9: when they speak, how loudly, and when they must not."""

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
from plandesk.core.plan import Measure


def decade(values, aim="95", op=">=", better="higher", stage=2030, **more):
    figures = {2020 + n: v for n, v in enumerate(values) if v is not None}
    return single(share(better=better, **more), target("share", op, aim, stage), figures, period=(2021, 2030))


def levels(judged):
    return {alert.code: alert.level for alert in judged.alerts}


def test_off_the_path():
    # path 85 → 95: 90 in 2025; the tolerance is 5 % of the ten points between
    assert "W1" not in levels(decade(["85", "86", "87", "88", "89", "89.5"]).judge(2025))
    late = decade(["85", "86", "87", "88", "89", "89.49"]).judge(2025)
    assert levels(late)["W1"] == "yellow"
    alert = late.alerts[0]
    assert (alert.inputs["expected"], alert.inputs["base_year"]) == ("90.00%", "2020")
    assert "90.00%" in alert.reason


@pytest.mark.parametrize(
    ("values", "level"),
    [
        (["70", "72", "74", "76"], None),  # 90 in 2030
        (["70.9", "72.6", "74.3", "76"], "yellow"),  # 87.9: m = 2.1/14
        (["73", "74", "75", "76"], "red"),  # 83: m = 1/2
    ],
)  # fmt: skip
def test_the_forecast_misses(values, level):
    assert levels(decade(values, aim="90").judge(2023)).get("W2") == level


def test_the_forecast_loses_what_is_met():
    judged = decade(["96", "95.5", "95", "94.5"], aim="93").judge(2023)
    assert judged.attained is True
    assert levels(judged) == {"W2": "yellow", "W3": "yellow"}


def test_moving_away_is_red_and_only_the_last_change_a_notice():
    assert levels(decade(["80", "79", "78", "77"]).judge(2023))["W3"] == "red"
    assert levels(decade(["80", "84", "88", "87"]).judge(2023))["W3"] == "notice"
    assert "W3" not in levels(decade(["80", "84", "88", "92"]).judge(2023))


def test_quanzhou_kept_but_risen_is_warned():
    mortality = share("u5", unit="‰", base=Decimal(1000), better="lower", kind="rate")
    wanted = target("u5", "≈", "5", 2030)
    file = single(mortality, wanted, {2024: "4.0"}, baselines={("u5", 2020): "3.42"}, period=(2021, 2030))
    judged = file.judge(2024)
    assert (judged.attained, judged.verdict) == (True, "maintained")
    assert levels(judged) == {"W3": "notice"}
    assert "+0.580" in judged.alerts[0].reason
    assert file.enter("u5", {2024: "3.42"}).judge(2024).alerts == ()


def test_met_last_year_and_lost_again():
    judged = decade(["94", "95", "96", "94"]).judge(2023)
    assert levels(judged)["W4"] == "red"
    assert "W4" not in levels(decade(["94", "95", "94", "94"]).judge(2023))
    assert "W4" not in levels(decade(["94", "95", "96", "94"]).broken("share", 2023).judge(2023))


def test_fluctuation_by_the_median():
    calm = ["80", "81", "80", "82", "81", "80"]
    assert levels(decade([*calm, "90"], aim="99").judge(2026))["W5"] == "yellow"
    assert "W5" not in levels(decade([*calm, "83"], aim="99").judge(2026))
    # more than half equal: no deviation to measure by
    assert "W5" not in levels(decade(["80", "80", "80", "80", "80", "85"], aim="99").judge(2025))


def test_fluctuation_by_the_stored_limit_where_points_are_few():
    jumped = decade(["80", "86"], aim="99", change_limit=Decimal("5"))
    assert levels(jumped.judge(2021))["W5"] == "yellow"
    assert "W5" not in levels(decade(["80", "85"], aim="99", change_limit=Decimal("5")).judge(2021))


def test_outside_the_band_of_earlier_years():
    assert levels(decade(["80", "81", "82", "81", "80", "88"]).judge(2025))["W6"] == "notice"
    assert "W6" not in levels(decade(["80", "81", "82", "81", "80", "82"]).judge(2025))
    assert "W6" not in levels(decade(["80", "80", "80", "80", "80", "88"]).judge(2025))


def test_history_before_a_break_is_not_compared_with():
    file = decade(["80", "81", "82", "81", "80", "88"]).broken("share", 2025)
    assert "W6" not in levels(file.judge(2025))


def test_a_township_that_stands_out():
    figures = dict(zip("甲乙丙丁戊己", ("80", "80", "81", "83", "84", "84"), strict=True))
    towns = {f"{name}镇": ("80", now) for name, now in figures.items()} | {"庚镇": ("80", "40")}
    file = decade([None, None, None, "82", "83"], breakdowns=("town",))
    for town, (before, now) in towns.items():
        file.enter("share", {2023: before, 2024: now}, f"town={town}")
    judged = file.judge(2024)
    assert levels(judged)["W7"] == "notice"
    assert judged.alerts[-1].inputs["towns"] == "庚镇"
    file.enter("share", {2024: "82"}, "town=庚镇")
    assert "W7" not in levels(file.judge(2024))
    # where most change alike there is no spread to measure by
    for name in "甲乙丙丁戊己":
        file.enter("share", {2024: "81"}, f"town={name}镇")
    assert "W7" not in levels(file.judge(2024))


def test_the_brake_caps_the_level():
    wanted = target("maternal", "<=", "12.5")
    figures = {2021: (0, 3000), 2022: (0, 3000), 2023: (0, 3000), 2024: (1, 3000)}
    judged = single(death_rate(), wanted, figures).judge(2024)
    assert judged.verdict == "small_numbers"
    assert levels(judged)["W8"] == "notice"
    assert levels(judged)["W4"] == "yellow"
    assert judged.level == "yellow"


def test_silence():
    file = single(share(), target("share", ">=", "90"), {2023: "80"})
    assert levels(file.judge(2024)) == {"W9": "yellow"}
    assert levels(file.judge(2025)) == {"W9": "red"}
    assert levels(file.enter("share", {2024: "!not_published"}).judge(2025)) == {"W9": "red"}
    assert levels(file.enter("share", {2025: "!not_due"}).judge(2025)) == {}
    # before the plan there was nothing to report
    assert levels(single(share(), target("share", ">=", "90")).judge(2021)) == {"W9": "yellow"}


def test_a_faulty_value_is_no_silence():
    file = single(share(), target("share", ">=", "90"), {2024: "101"})
    assert file.judge(2024, [error_at("share", 2024)]).alerts == ()


def test_arrows_are_warned_by_their_direction():
    file = single(level(), target("level", "↓", None), {2020: "1", 2021: "2", 2022: "3", 2023: "4"})
    assert levels(file.judge(2023)) == {"W3": "red"}


def test_what_is_shown_beside_is_not_warned_about():
    goals = goal("1", target("share", ">=", "80"), target("share", ">=", "85", stretch=True))
    evaluation = File(plan_of(goals), share()).enter("share", {2023: "79", 2024: "70"}).evaluate(2024)
    assert [bool(j.alerts) for j in evaluation.domains[0].targets] == [True, False]


def test_figures_in_measures_are_warned_about_but_not_for_silence():
    plan = plan_of(
        goal("1", kind="qualitative"), measures=(Measure(3, "……", (target("share", ">=", "80"),)),)
    )
    file = File(plan, share())
    assert file.evaluate(2024).domains[0].targets[1].alerts == ()
    file.enter("share", {2023: "79", 2024: "70"})
    assert file.evaluate(2024).domains[0].targets[1].warnings == ("W3",)


def test_codes_are_printed_in_order():
    judged = decade(["90", "92", "96", "90"]).judge(2023)
    assert list(judged.warnings) == sorted(judged.warnings)


def test_a_relative_target_lost_again():
    wanted = target("share", "↓", "20", relative=change("down", "period"))
    figures = {2020: "10", 2023: "7.9", 2024: "8.1"}
    assert levels(single(share(better="lower"), wanted, figures).judge(2024))["W4"] == "red"
