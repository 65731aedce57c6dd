"""The unit of a change, half-up rounding, differences from printed figures (paper.md, part 6)."""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers.report_case import library
from plandesk.core.annual.wording import (
    cell_text,
    change_words,
    em_length,
    few_events,
    gap_words,
    pace_words,
    relative_change,
    signed,
    value_words,
)

SHARE = library()["rural_tap_water_coverage"]  # %, one decimal
PERMILLE = library()["infant_mortality_rate"]  # ‰
MATERNAL = library()["maternal_mortality_ratio"]  # /10万
COUNT = library()["female_scientific_talent_number"]  # 人
AGE = library()["female_life_expectancy"]  # 岁
HOURS = library()["primary_sleep_hours"]  # 小时
GAP = library()["scientific_literacy_sex_gap"]  # 个百分点, a distance
PENSION = library()["female_pension_benefit_level"]  # 元/月

percents = st.decimals(min_value=0, max_value=100, places=1)


@settings(deadline=None)
@given(percents, percents)
def test_a_share_changes_by_percentage_points_never_by_percent(now: Decimal, before: Decimal) -> None:
    change = change_words(now, before, SHARE)
    if now == before:
        assert (change.direction, change.amount) == ("same", "")
    else:
        assert change.amount == f"{abs(now - before)}个百分点"
        assert change.direction == ("up" if now > before else "down")


@settings(deadline=None)
@given(percents, percents)
def test_the_change_is_the_difference_of_the_printed_figures(now: Decimal, before: Decimal) -> None:
    text = signed(now - before, 1)
    assert Decimal(text.replace("−", "-")) == now - before
    assert text == "0" or text[0] in "+−"


@settings(deadline=None)
@given(
    st.integers(1, 10_000), st.integers(1, 10_000),
    st.one_of(st.none(), st.integers(0, 60)), st.one_of(st.none(), st.integers(0, 60)),
)  # fmt: skip
def test_a_rate_per_many_changes_relatively_only_with_twenty_events(
    now: int, before: int, events: int | None, earlier: int | None
) -> None:
    counts = tuple(None if n is None else Decimal(n) for n in (events, earlier))
    change = change_words(Decimal(now) / 10, Decimal(before) / 10, MATERNAL, (counts[0], counts[1]))
    if change.direction == "same" or events is None or earlier is None:
        assert change.amount == ""
    elif events >= 20 and earlier >= 20:
        assert change.amount.endswith("%")
    else:
        assert change.amount in ("", f"{abs(events - earlier)}例")


@pytest.mark.parametrize(
    ("now", "before", "indicator", "amount", "verb"),
    [
        ("5.5", "5.8", PERMILLE, "0.30个千分点", "plain.down"),
        ("78.41", "78.24", AGE, "0.17岁", "good.up"),
        ("9.7", "9.5", HOURS, "0.2小时", "good.up"),
        ("297", "292", COUNT, "5人（1.7%）", "count.up"),
        ("3.27", "3.37", GAP, "0.10个百分点", "spread.down"),
        ("1600.00", "1586.00", PENSION, "14元/月（0.9%）", "count.up"),
    ],
)
def test_every_unit_has_its_own_change(
    now: str, before: str, indicator: object, amount: str, verb: str
) -> None:
    change = change_words(Decimal(now), Decimal(before), indicator)  # type: ignore[arg-type]
    assert (change.amount, change.verb) == (amount, verb)


def test_a_ratio_changes_by_a_bare_number() -> None:
    ratio = replace(AGE, unit="比", decimals=1)
    assert change_words(Decimal("1.5"), Decimal("1.2"), ratio).amount == "0.3"
    assert value_words("1.5", ratio) == "1.5"


def test_percentages_of_change_are_rounded_half_up() -> None:
    assert relative_change(Decimal("1005"), Decimal("1000")) == "0.5%"
    assert relative_change(Decimal("10005"), Decimal("10000")) == "0.1%"  # 0.05 → 0.1
    assert relative_change(Decimal("94.7"), Decimal("100")) == "5.3%"


def test_a_distance_is_never_printed_as_nothing() -> None:
    assert gap_words(Decimal("91.96") - 92, SHARE) == "0.04个百分点"
    assert gap_words(Fraction(1, 3000), SHARE) == "0.0003个百分点"
    assert gap_words(Fraction(1, 3), SHARE) == "0.3个百分点"
    assert gap_words(Decimal("1.5"), MATERNAL) == ""


def test_zero_is_a_figure_and_minus_is_a_minus() -> None:
    assert cell_text("0.00") == "0"
    assert cell_text("-1.2") == "−1.2"


@settings(deadline=None)
@given(st.integers(0, 100_000))
def test_few_events_means_fewer_than_five_expected(births: int) -> None:
    expected = Fraction("12.5") * births / 100_000
    assert few_events(MATERNAL, Fraction("12.5"), Decimal(births)) == (births > 0 and expected < 5)


def test_length_counts_half_for_figures() -> None:
    assert em_length("目标95%") == 3.5


@pytest.mark.parametrize(
    ("per_year", "words"),
    [
        ("0.1325", "0.133岁"),
        ("0.755", "0.755岁"),
        ("0.12", "0.12岁"),
        ("-0.3", "0.30岁"),
        ("0.0004", "0.0004岁"),
    ],
)
def test_a_pace_has_at_most_one_digit_more_than_its_figures(per_year: str, words: str) -> None:
    assert pace_words(Decimal(per_year), AGE) == words


def test_a_pace_of_rates_per_many_is_not_given() -> None:
    assert pace_words(Decimal("1.5"), MATERNAL) == ""
