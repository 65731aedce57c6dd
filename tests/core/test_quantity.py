"""Reading and printing figures."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plandesk.core.quantity import (
    Unreadable,
    canonical,
    decimals_of,
    printed,
    read_number,
    read_quantity,
    rounded,
)

figures = st.decimals(
    min_value=Decimal(-(10**12)), max_value=Decimal(10**12), allow_nan=False, allow_infinity=False, places=4
)
FULL_WIDTH = str.maketrans("0123456789.-,", "０１２３４５６７８９。－，")


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("12.5", "12.5"),
        ("  12.50 ", "12.50"),
        ("１２。５", "12.5"),
        ("１２．５", "12.5"),
        ("－3", "-3"),
        ("−3", "-3"),
        ("- 3", "-3"),
        ("+7", "7"),
        (".5", "0.5"),
        ("5。", "5"),
        ("-0", "0"),
        ("007", "7"),
        ("1,234,567.8", "1234567.8"),
        ("1，234", "1234"),
        ("1 234", "1234"),
        ("12\u3000345", "12345"),
        ("95%", "95"),
        ("95 ％", "95"),
        ("5.2‰", "5.2"),
        ("1.2万", "12000"),
        ("3亿", "300000000"),
        ("1.2万%", "12000"),
    ],
)
def test_what_a_clerk_types_is_read(text: str, number: str) -> None:
    assert read_number(text) == Decimal(number)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("12,5", "comma"),
        ("1,23,456", "comma"),
        ("0,123", "comma"),
        ("12，", "comma"),
        ("abc", "not_a_number"),
        ("", "not_a_number"),
        ("—", "not_a_number"),
        ("--3", "not_a_number"),
        (".", "not_a_number"),
        ("1.2.3", "not_a_number"),
        ("1.2E+05", "not_a_number"),
        ("12 13", "several_numbers"),
        ("1,234 567", "comma"),
        ("10-20", "several_numbers"),
        ("3:2", "several_numbers"),
        ("1万2千", "several_numbers"),
        ("12人", "unit_in_number"),
        ("2024年", "unit_in_number"),
        ("12/10万", "unit_in_number"),
        ("1234567890123456", "too_long"),
        ("0.12345678901", "too_long"),
    ],
)
def test_what_is_no_figure_says_why(text: str, code: str) -> None:
    with pytest.raises(Unreadable) as caught:
        read_number(text)
    assert caught.value.code == code


def test_what_stands_behind_a_figure() -> None:
    assert read_quantity("12 /10万").suffix == "/10万"
    assert read_quantity("3.5万人").scaled == (Decimal(35000), "人")
    assert read_quantity("3.5人").scaled == (Decimal("3.5"), "人")


@given(figures)
def test_a_printed_figure_is_read_back(figure: Decimal) -> None:
    assert read_number(format(figure, "f")) == figure
    assert read_number(canonical(figure)) == figure
    assert read_number(f"{figure:,f}") == figure


@given(figures)
def test_full_width_typing_means_the_same(figure: Decimal) -> None:
    assert read_number(f"{figure:,f}".translate(FULL_WIDTH)) == figure


@given(st.text(max_size=12))
def test_any_text_is_a_figure_or_unreadable(text: str) -> None:
    try:
        found = read_number(text).is_finite()
    except Unreadable as fault:
        found = fault.code in {"not_a_number", "comma", "several_numbers", "unit_in_number", "too_long"}
    assert found


@pytest.mark.parametrize(
    ("value", "decimals", "text"),
    [
        ("0.5", 0, "1"),
        ("1.5", 0, "2"),
        ("2.5", 0, "3"),
        ("-2.5", 0, "-3"),
        ("-0.004", 2, "0.00"),
        ("0", 2, "0.00"),
        ("12.345", 2, "12.35"),
        ("1E+3", 1, "1000.0"),
        ("99.995", 2, "100.00"),
    ],
)
def test_printing_is_half_up(value: str, decimals: int, text: str) -> None:
    assert printed(Decimal(value), decimals) == text


def test_printing_a_quotient_rounds_once() -> None:
    assert printed(Fraction(1, 3), 2) == "0.33"
    assert rounded(Fraction(-1, 8), 2) == Decimal("-0.13")


@given(figures, st.integers(0, 4))
def test_rounding_is_nearest(figure: Decimal, decimals: int) -> None:
    away = abs(rounded(figure, decimals) - figure)
    assert away <= Decimal(5).scaleb(-decimals - 1)
    assert decimals_of(rounded(figure, decimals)) == decimals


@given(figures)
def test_canonical_is_one_text_per_figure(figure: Decimal) -> None:
    assert canonical(figure) == canonical(figure.normalize()) == canonical(figure + Decimal("0.000000"))


def test_canonical_of_little() -> None:
    assert [canonical(Decimal(text)) for text in ("-0.0", "1E+2", "1.20", "100")] == [
        "0",
        "100",
        "1.2",
        "100",
    ]
    assert decimals_of(Decimal("NaN")) == 0
