"""复录核对: when a second typing counts, what differs, and that a changed figure has to be typed again."""

from dataclasses import replace

import pytest

from plandesk.core.entry import set_status, type_into
from plandesk.core.indicator import Indicator
from plandesk.core.records import CellKey, Observation
from plandesk.core.second_entry import (
    agrees,
    differing,
    fields_to_type,
    first_kept,
    second_taken,
    state_of,
    with_second,
)
from plandesk.store.shelf import load_library

WHO = {"by": "孙丽", "at": "2025-04-12T10:00:00"}


@pytest.fixture(scope="module")
def rate() -> Indicator:
    return load_library()["maternal_mortality_ratio"]


@pytest.fixture
def typed(rate: Indicator) -> Observation:
    key = CellKey(rate.code, 2024)
    first = type_into(None, key, "numerator", "2", rate, "typed")
    return type_into(first, key, "denominator", "23,800", rate, "typed")


def test_both_parts_are_typed_again_and_the_quotient_is_not(typed: Observation) -> None:
    assert fields_to_type(typed) == ("numerator", "denominator")


def test_nothing_to_type_of_blanks_status_words_and_added_up_totals(
    rate: Indicator, typed: Observation
) -> None:
    assert fields_to_type(None) == ()
    assert fields_to_type(set_status(typed, typed.address, "not_collected", "typed")) == ()
    assert fields_to_type(replace(typed, origin="computed")) == ()


@pytest.mark.parametrize("text", ["23800", "２３８００", "2.38万", " 23800 "])
def test_the_same_figure_written_otherwise_agrees(typed: Observation, rate: Indicator, text: str) -> None:
    assert agrees(typed, "denominator", text, rate)


def test_verified_only_once_every_field_agrees(typed: Observation, rate: Indicator) -> None:
    assert state_of(typed, None, rate) == "waiting"
    second = with_second(typed, None, "numerator", "2", **WHO)
    assert state_of(typed, second, rate) == "waiting"
    second = with_second(typed, second, "denominator", "23800", **WHO)
    assert state_of(typed, second, rate) == "verified"
    assert (second.by, second.at) == ("孙丽", "2025-04-12T10:00:00")


def test_a_difference_is_told_and_settled_either_way(typed: Observation, rate: Indicator) -> None:
    second = with_second(typed, None, "numerator", "2", **WHO)
    second = with_second(typed, second, "denominator", "28300", **WHO)
    assert state_of(typed, second, rate) == "differs"
    assert differing(typed, second, rate) == ("denominator",)
    kept = first_kept(typed, second, "denominator", **WHO)
    assert state_of(typed, kept, rate) == "verified"
    after, taken = second_taken(typed, second, "denominator", rate, **WHO)
    assert (after.denominator_text, state_of(after, taken, rate)) == ("28300", "verified")


def test_a_figure_changed_afterwards_has_to_be_typed_again(typed: Observation, rate: Indicator) -> None:
    second = with_second(typed, None, "numerator", "2", **WHO)
    second = with_second(typed, second, "denominator", "23800", **WHO)
    changed = type_into(typed, typed.address, "numerator", "3", rate, "typed")
    assert state_of(changed, second, rate) == "waiting"
    again = with_second(changed, second, "numerator", "3", **WHO)
    assert again.denominator_text == ""  # typed anew from the start
    noted = type_into(typed, typed.address, "note", "县医院", rate, "typed")
    assert state_of(noted, second, rate) == "verified"  # a note is no figure


def test_what_cannot_be_read_is_compared_as_typed(rate: Indicator) -> None:
    key = CellKey(rate.code, 2024)
    odd = type_into(None, key, "numerator", "约3", rate, "typed")
    assert state_of(odd, with_second(odd, None, "numerator", "约3", **WHO), rate) == "verified"
    assert state_of(odd, with_second(odd, None, "numerator", "3", **WHO), rate) == "differs"
