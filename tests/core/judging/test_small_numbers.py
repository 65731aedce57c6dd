"""Exact Poisson limits against published tables, and the brake on one year of a few events."""

from decimal import Decimal

import pytest

from helpers.judging_plans import death_rate, share, single, target
from plandesk.core.judging.poisson import at_most, poisson_limits


@pytest.mark.parametrize(
    ("events", "low", "high"),
    [
        # Garwood's limits as tabulated (95 %, two-sided), four decimals
        (0, "0.0000", "3.6889"), (1, "0.0253", "5.5716"), (2, "0.2422", "7.2247"), (3, "0.6187", "8.7673"),
        (5, "1.6235", "11.6683"), (10, "4.7954", "18.3904"),
        (20, "12.2165", "30.8884"),
    ],
)  # fmt: skip
def test_poisson_limits_are_those_of_the_tables(events, low, high):
    found = poisson_limits(events)
    assert [round(x, 4) for x in found] == [Decimal(low), Decimal(high)]


def test_poisson_limits_of_a_hundred():
    assert [round(x, 2) for x in poisson_limits(100)] == [Decimal("81.36"), Decimal("121.63")]


@pytest.mark.parametrize("events", [1, 4, 17])
def test_the_limits_leave_two_and_a_half_percent_on_either_side(events):
    low, high = poisson_limits(events)
    assert abs(1 - at_most(events - 1, low) - Decimal("0.025")) < Decimal("1E-10")
    assert abs(at_most(events, high) - Decimal("0.025")) < Decimal("1E-10")


def test_no_negative_counts():
    with pytest.raises(ValueError, match="negative"):
        poisson_limits(-1)


@pytest.mark.parametrize(("births", "low", "high"), [(2000, "1.3", "279"), (5000, "0.5", "111")])
def test_the_published_example_of_one_death(births, low, high):
    # reference/evaluation.md 3.8, per 100,000
    found = [x * 100000 / births for x in poisson_limits(1)]
    assert round(found[0], 1) == Decimal(low)
    assert round(found[1], 0) == Decimal(high)


def maternal(figures, op="<=", value="12.5", stage=2025, **indicator):
    return single(death_rate(**indicator), target("maternal", op, value, stage), figures)


def test_one_death_in_three_thousand_births_is_not_judged():
    judged = maternal({2022: (0, 3100), 2023: (0, 3050), 2024: (1, 3000)}).judge(2024)
    assert (judged.attained, judged.state, judged.verdict, judged.word) == (
        False, "not_due", "small_numbers", "小数不判",
    )  # fmt: skip
    text = "".join(judged.steps)
    for part in (
        "活产数3000",
        "12.5/10万",
        "不超过0例",
        "2024年1例（33.33/10万）",
        "3年合并：1例",
        "10.93/10万",
    ):
        assert part in text


def test_the_sentence_for_the_leader_says_how_many_events_the_target_allows():
    summary = maternal({2022: (0, 3100), 2023: (0, 3050), 2024: (1, 3000)}).judge(2024).summary
    assert summary.startswith("maternal：按活产数3000计，目标值12.5/10万相当于全年不超过0例；2024年1例")
    assert summary.endswith("单年不足以判定，判为小数不判。")


def test_the_brake_keeps_its_word_at_a_missed_stage():
    judged = maternal({2022: (0, 3100), 2023: (0, 3050), 2024: (1, 3000)}, stage=2024).judge(2024)
    assert (judged.state, judged.verdict, judged.word) == ("not_attained", "small_numbers", "小数不判")


def test_one_year_alone_is_braked_too():
    assert maternal({2024: (1, 3000)}).judge(2024).verdict == "small_numbers"


def test_many_events_are_judged_in_spite_of_few_expected():
    # 8 a year in 3,000 births: the lower limit of the pooled years lies far above 12.5
    judged = maternal(dict.fromkeys(range(2021, 2025), (8, 3000))).judge(2024)
    assert judged.verdict == "moving_away"
    assert any("不能用例数少来解释" in step for step in judged.steps)


def test_pooled_years_can_show_what_one_year_cannot():
    # one death in 3,000 a year, five years: 5 in 15,000, lower limit 10.8 below 12.5; with 6 it is 14.7
    one = maternal(dict.fromkeys(range(2020, 2025), (1, 3000))).judge(2024)
    assert one.verdict == "small_numbers"
    six = maternal({**dict.fromkeys(range(2020, 2024), (1, 3000)), 2024: (2, 3000)}).judge(2024)
    assert six.verdict == "moving_away"


def test_five_expected_events_need_no_brake():
    # 40,000 births at 12.5 are exactly five expected deaths
    steady = dict.fromkeys(range(2020, 2025), (6, 40000))
    assert maternal(steady).judge(2024).verdict == "moving_away"
    fewer = dict.fromkeys(range(2020, 2025), (6, 39999))
    text = "".join(maternal(fewer).judge(2024).steps)
    assert "不超过4例" in text


def test_zero_events_are_attained_and_prove_little():
    judged = maternal({2024: (0, 3000)}).judge(2024)
    assert (judged.attained, judged.state) == (True, "attained")
    assert any("一年为0说明不了水平" in step for step in judged.steps)


def test_a_typed_rate_without_denominator_asks_for_it_and_is_judged():
    judged = maternal(dict.fromkeys(range(2020, 2025), "33.3")).judge(2024)
    assert judged.verdict == "moving_away"
    assert any("请补填分子和分母" in step for step in judged.steps)


def test_shares_and_rates_of_which_more_is_better_are_not_braked():
    wanted = target("share", ">=", "95")
    figures = dict.fromkeys(range(2020, 2025), (1, 3))
    assert single(share(), wanted, figures).judge(2024).verdict == "moving_away"
    better = single(death_rate(better="higher"), target("maternal", ">=", "50"), {2024: (1, 3000)})
    assert not any("例" in step for step in better.judge(2024).steps)


def test_years_before_a_break_are_not_pooled():
    file = maternal({**dict.fromkeys(range(2020, 2024), (9, 3000)), 2024: (1, 3000)})
    assert file.judge(2024).verdict != "small_numbers"
    assert file.broken("maternal", 2024).judge(2024).verdict == "small_numbers"


def test_a_target_of_zero_events_allows_none():
    judged = maternal({2022: (0, 3100), 2023: (0, 3050), 2024: (1, 3000)}, op="=", value="0").judge(2024)
    # any event lies above a target of 0, and so does the lower limit
    assert judged.verdict == "cannot_tell"
    assert maternal({2024: (0, 3000)}, op="=", value="0").judge(2024).attained is True


def test_below_means_fewer_than_the_allowed_events():
    judged = maternal({2024: (1, 8000)}, op="<").judge(2024)
    # one death in 8,000 is exactly 12.5
    assert judged.attained is False
    assert any("不超过0例" in step for step in judged.steps)
    assert maternal({2024: (1, 8000)}).judge(2024).attained is True
