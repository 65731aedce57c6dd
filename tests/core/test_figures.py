"""Figures of observations, and breakdown cells."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.checking_case import indicator_of, rate_table
from plandesk.core.figures import (
    cell_belongs,
    cell_words,
    cells_of,
    change,
    exact,
    make_cell,
    parse_cell,
    shown,
)
from plandesk.core.records import Observation, Town

RATE = indicator_of(rate_table(breakdowns=["sex", "area", "age", "town"], ages=["0-3岁", "4-6岁"]))


def test_judging_compares_the_exact_quotient() -> None:
    both = Observation(
        "maternal",
        2024,
        text="33",
        value=Decimal(33),
        numerator=Decimal(1),
        denominator=Decimal(3000),
        status="value",
    )
    assert exact(both, RATE) == Fraction(100_000, 3000)
    assert exact(Observation("maternal", 2024, value=Decimal("12.5"), status="value"), RATE) == Fraction(
        25, 2
    )


def test_there_is_no_figure_without_one() -> None:
    assert exact(None, RATE) is None
    assert exact(Observation("maternal", 2024, status="value", text="abc"), RATE) is None
    assert exact(Observation("maternal", 2024, status="no_case", numerator=Decimal(0)), RATE) is None


def test_shown_as_printed() -> None:
    assert shown(Observation("maternal", 2024, value=Decimal("12.345"), status="value"), RATE) == "12.35"
    assert shown(Observation("maternal", 2024, status="not_published"), RATE) == "未公布"
    assert shown(Observation("maternal", 2024, text="12,5", status="value"), RATE) == ""
    assert shown(None, RATE) == ""


def test_a_change_is_what_the_printed_figures_differ_by() -> None:
    now = Observation("maternal", 2024, value=Decimal("12.345"), status="value")
    before = Observation("maternal", 2023, value=Decimal("12.344"), status="value")
    assert change(now, before, RATE) == Decimal("0.01")
    assert change(now, None, RATE) is None
    assert change(now, Observation("maternal", 2023, status="not_due"), RATE) is None


def test_cells_are_read_and_spoken() -> None:
    assert parse_cell("") == ()
    assert parse_cell("sex=female;area=rural") == (("sex", "female"), ("area", "rural"))
    assert cell_words("sex=female;area=rural") == "女、农村"
    assert cell_words("age=0-3岁;town=城西街道") == "0-3岁、城西街道"
    assert cell_words("sex=unknown") == "性别不明"
    assert cell_words("") == ""


@pytest.mark.parametrize(
    "cell",
    [
        "sex",
        "sex=",
        "sex=woman",
        "area=rural;sex=female",
        "sex=female;sex=male",
        "colour=red",
        "town= 城西",
        ";",
    ],
)
def test_bad_cells_are_refused(cell: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        parse_cell(cell)


def test_a_made_cell_is_in_order() -> None:
    assert make_cell([("area", "rural"), ("sex", "female")]) == "sex=female;area=rural"
    assert make_cell([]) == ""
    with pytest.raises(ValueError, match="colour"):
        make_cell([("colour", "red")])


pairs = st.fixed_dictionaries(
    {},
    optional={
        "sex": st.sampled_from(["female", "male", "unknown"]),
        "area": st.sampled_from(["urban", "rural"]),
        "town": st.text(alphabet="甲乙丙镇乡", min_size=1, max_size=4),
    },
)


@given(pairs)
def test_cells_go_there_and_back(values: dict[str, str]) -> None:
    assert dict(parse_cell(make_cell(values.items()))) == values


def test_the_cells_of_an_indicator_stand_in_order() -> None:
    assert cells_of(RATE, [Town("城西街道"), Town("虞乡镇")]) == (
        "sex=female", "sex=male", "area=urban", "area=rural", "age=0-3岁", "age=4-6岁", "town=城西街道", "town=虞乡镇",
    )  # fmt: skip
    assert cells_of(RATE, ["虞乡镇"])[-1] == "town=虞乡镇"
    assert cells_of(indicator_of(rate_table())) == ()


def test_a_cell_belongs_to_an_indicator_split_that_way() -> None:
    assert cell_belongs("sex=female;age=0-3岁", RATE)
    assert cell_belongs("", RATE)
    assert not cell_belongs("age=7岁", RATE)
    assert not cell_belongs("sex=female", indicator_of(rate_table()))
