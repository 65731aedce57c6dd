"""Counties added up: from their parts, never from percentages; what is missing is named."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.exchange_case import COUNT, GAP, LIBRARY, MORTALITY, SCREENING, YEAR, indicator, typed
from plandesk.core.adding_up import (
    Rank,
    added,
    compared,
    counties_compared,
    expected_regions,
    in_form_order,
    ranked,
)
from plandesk.core.entry import set_status
from plandesk.core.indicator import Indicator
from plandesk.core.plan import Region
from plandesk.core.records import CellKey, CountySubmission, Observation
from plandesk.core.snapshot import Snapshot

RATIO = replace(SCREENING, aggregate="ratio")
SUM = replace(COUNT, aggregate="sum")
DEATHS = replace(MORTALITY, aggregate="ratio")


def of(region: str, indicator: Indicator, **texts: str) -> Observation:
    return replace(typed(indicator, YEAR, **texts), region=region)


def status(region: str, indicator: Indicator, word: str) -> Observation:
    return replace(set_status(None, CellKey(indicator.code, YEAR), word, "typed"), region=region)  # type: ignore[arg-type]


def total(indicator: Indicator, *observations: Observation, expected: tuple[str, ...] = ()):  # type: ignore[no-untyped-def]
    return added(indicator, CellKey(indicator.code, YEAR), observations, expected)


def test_a_ratio_is_added_from_its_parts_and_never_averaged() -> None:
    made = total(
        RATIO,
        of("01", RATIO, numerator="9", denominator="10"),
        of("02", RATIO, numerator="10", denominator="1000"),
    )
    assert made is not None
    assert (made.numerator, made.denominator, made.value) == (
        19,
        1010,
        Decimal("1.9"),
    )  # the mean would be 45.5
    assert made.regions == ("01", "02")


def test_a_region_with_a_rate_alone_is_missing_and_named() -> None:
    made = total(
        RATIO,
        of("02", RATIO, value="95"),
        of("01", RATIO, numerator="1", denominator="4"),
        expected=("01", "02", "03"),
    )
    assert (made.value, made.regions, made.missing) == (Decimal("25.0"), ("01",), ("02", "03"))


def test_values_are_added_where_the_indicator_is_a_sum() -> None:
    made = total(SUM, of("01", SUM, value="12"), of("02", SUM, value="3.5"), expected=("01", "02"))
    assert (made.numerator, made.denominator, made.value, made.missing) == (None, None, Decimal("15.5"), ())
    assert made.to_mapping(SUM)["value"] == "16"


@pytest.mark.parametrize("cell", ["", "area=rural"])
def test_what_cannot_be_added_has_no_total(cell: str) -> None:
    assert added(GAP, CellKey(GAP.code, YEAR, cell), [of("01", GAP, value="3")], ("01",)) is None


def test_townships_of_different_counties_are_not_added() -> None:
    here = CellKey(RATIO.code, YEAR, "town=城关镇")
    assert added(RATIO, here, [of("01", RATIO, numerator="1", denominator="2")], ("01",)) is None


def test_nothing_over_nothing_counts_as_given_and_not_applicable_is_not_missing() -> None:
    made = total(
        DEATHS,
        of("01", DEATHS, numerator="0", denominator="0"),
        status("02", DEATHS, "no_case"),
        status("03", DEATHS, "not_applicable"),
        status("04", DEATHS, "not_collected"),
        expected=("01", "02", "03", "04"),
    )
    assert (made.numerator, made.denominator, made.value) == (0, 0, None)
    assert (made.regions, made.missing) == (("01", "02"), ("04",))


def test_a_figure_found_wrong_is_not_added() -> None:
    wrong = replace(of("02", RATIO, numerator="5", denominator="4"), flagged=True)
    made = total(RATIO, of("01", RATIO, numerator="1", denominator="4"), wrong, expected=("01", "02"))
    assert (made.numerator, made.missing) == (1, ("02",))


def test_without_anybody_to_add_there_is_no_figure() -> None:
    made = total(RATIO, status("01", RATIO, "confidential"), expected=("01",))
    assert made.to_mapping(RATIO) == {
        "indicator": RATIO.code, "cell": "", "numerator": None, "denominator": None, "value": None, "regions": 0,
        "missing": ["01"],
    }  # fmt: skip


@given(st.lists(st.tuples(st.integers(0, 10**6), st.integers(1, 10**6)), min_size=1, max_size=30))
def test_totals_are_the_exact_quotient_of_the_sums(parts: list[tuple[int, int]]) -> None:
    found = [
        Observation(
            RATIO.code, YEAR, region=f"{n:06d}", numerator=Decimal(a), denominator=Decimal(b), status="value"
        )
        for n, (a, b) in enumerate(parts)
    ]
    made = total(RATIO, *found)
    above, below = sum(a for a, _ in parts), sum(b for _, b in parts)
    assert made.value == Decimal((2000 * above + below) // (2 * below)) / 10


def test_ranks_go_by_the_exact_figure_and_are_shared_when_equal() -> None:
    found = [
        of("01", RATIO, numerator="1", denominator="2"),
        of("02", RATIO, value="50"),
        of("03", RATIO, numerator="5001", denominator="10000"),
        of("04", RATIO, value="12"),
        status("05", RATIO, "not_collected"),
    ]
    assert ranked(RATIO, found) == (
        Rank("03", 1, "50.0"), Rank("01", 2, "50.0"), Rank("02", 2, "50.0"), Rank("04", 4, "12.0"),
    )  # fmt: skip


def test_lower_is_better_for_deaths_and_few_events_are_not_ranked() -> None:
    found = [
        of("01", DEATHS, numerator="30", denominator="1000000"),
        of("02", DEATHS, numerator="20", denominator="1000000"),
        of("03", DEATHS, numerator="1", denominator="1000000"),
        of("04", DEATHS, value="1"),
    ]
    assert [(r.region, r.place) for r in ranked(DEATHS, found)] == [
        ("02", 1), ("01", 2), ("03", None), ("04", None),
    ]  # fmt: skip


def test_nobody_is_ranked_where_no_side_is_better() -> None:
    assert ranked(replace(RATIO, better="neither"), [of("01", RATIO, value="50")]) == ()


def test_a_city_file_is_compared_cell_by_cell_in_the_order_of_the_forms() -> None:
    own = indicator("zz_first", "首项", aggregate="ratio")
    library = replace(LIBRARY, by_code={own.code: own, RATIO.code: RATIO})
    figures = [of("350502", RATIO, numerator="1", denominator="2"), of("350502", own, numerator="1", denominator="4"),
               of("350503", own, numerator="1", denominator="4"), of("350503", GAP, value="1")]  # fmt: skip
    counties: dict[str, dict[CellKey, Observation]] = {}
    for o in (*figures, replace(figures[0], year=2020)):
        counties.setdefault(o.region, {})[o.address] = o
    known = {(c, YEAR): CountySubmission(c, YEAR, digest="x") for c in ("350502", "350503", "350504")}
    city = Snapshot("c", Region("泉州市", "350500", "prefecture"), (), library, counties=counties,
                    county_submissions=known)  # fmt: skip
    found = counties_compared(city, YEAR)
    assert [c.address.indicator for c in found] == ["zz_first", RATIO.code]
    assert [c.total.missing for c in found if c.total] == [("350504",), ("350503", "350504")]
    again = in_form_order(
        compared(iter(sorted(figures, key=lambda o: o.address)), library, ("350502",)), library
    )
    assert [c.address for c in again] == [c.address for c in found]


def test_expected_are_all_regions_ever_accepted_and_those_at_hand() -> None:
    assert expected_regions([("01", 2023), ("02", 2024)], ["03", "01"]) == {"01", "02", "03"}
