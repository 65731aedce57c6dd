"""Every kind of check has a failing and a passing example on indicators that ship."""

from collections.abc import Mapping

import pytest

from plandesk.core.check_kinds import KINDS
from plandesk.core.checking import Checker
from plandesk.core.entry import Field, type_into
from plandesk.core.plan import Region
from plandesk.core.records import CellKey, Observation
from plandesk.core.snapshot import Snapshot
from plandesk.store.shelf import load_library, load_pack, load_words

Typed = tuple[str, int, str, Field, str]  # indicator, year, cell, field, text
MYOPIA, MMR = "primary_myopia_rate", "maternal_mortality_ratio"
NEONATAL, INFANT = "neonatal_mortality_rate", "infant_mortality_rate"


def total(code: str, field: Field, text: str, year: int = 2024) -> Typed:
    return code, year, "", field, text


EXAMPLES: Mapping[str, tuple[list[Typed], list[Typed]]] = {
    "readable": ([total(MMR, "value", "12,5")], [total(MMR, "value", "12.5")]),
    "range": ([total(MYOPIA, "value", "101")], [total(MYOPIA, "value", "36.5")]),
    "not_above": (
        [total(MYOPIA, "numerator", "9"), total(MYOPIA, "denominator", "8")],
        [total(MYOPIA, "numerator", "3"), total(MYOPIA, "denominator", "8")],
    ),
    "sum_equals": (
        [
            *(total(MYOPIA, "numerator", "300"), total(MYOPIA, "denominator", "1000")),
            *(
                (MYOPIA, 2024, "sex=female", "numerator", "150"),
                (MYOPIA, 2024, "sex=female", "denominator", "480"),
            ),
            *(
                (MYOPIA, 2024, "sex=male", "numerator", "151"),
                (MYOPIA, 2024, "sex=male", "denominator", "520"),
            ),
        ],
        [
            *(total(MYOPIA, "numerator", "300"), total(MYOPIA, "denominator", "1000")),
            *(
                (MYOPIA, 2024, "sex=female", "numerator", "150"),
                (MYOPIA, 2024, "sex=female", "denominator", "480"),
            ),
            *(
                (MYOPIA, 2024, "sex=male", "numerator", "150"),
                (MYOPIA, 2024, "sex=male", "denominator", "520"),
            ),
        ],
    ),
    "rate_matches": (
        [total(MMR, "value", "50"), total(MMR, "numerator", "1"), total(MMR, "denominator", "3000")],
        [total(MMR, "value", "33.3"), total(MMR, "numerator", "1"), total(MMR, "denominator", "3000")],
    ),
    "ordered": (
        [total(NEONATAL, "value", "4"), total(INFANT, "value", "3.5")],
        [total(NEONATAL, "value", "3"), total(INFANT, "value", "3.5")],
    ),
    "change_within": (
        [total(MYOPIA, "value", "20", 2023), total(MYOPIA, "value", "45")],
        [total(MYOPIA, "value", "37", 2023), total(MYOPIA, "value", "36")],
    ),
    "both_or_none": (
        [total(MMR, "numerator", "1")],
        [total(MMR, "numerator", "1"), total(MMR, "denominator", "3000")],
    ),
    "required": ([total(MMR, "note", "待报")], [total(MMR, "value", "未统计")]),
}


@pytest.fixture(scope="module")
def county() -> Snapshot:
    plans = (load_pack("yongji_women"), load_pack("yongji_children"))
    return Snapshot("x", Region("永济市", "140881", "county"), plans, load_library())


@pytest.fixture(scope="module")
def checker(county: Snapshot) -> Checker:
    return Checker(county.library, load_words())


def kinds_found(county: Snapshot, checker: Checker, typed: list[Typed]) -> set[str]:
    observations: dict[CellKey, Observation] = {}
    for code, year, cell, field, text in typed:
        key = CellKey(code, year, cell)
        observations[key] = type_into(
            observations.get(key), key, field, text, county.indicator(code), "typed"
        )
    filled = Snapshot(county.file_id, county.region, county.plans, county.library, observations=observations)
    touched = {key.indicator for key in observations}
    gaps = [f for f in checker.required_gaps(filled, 2024) if f.indicator in touched]
    return {f.kind for f in (*checker.check(filled, 2024), *gaps) if f.severity != "note"}


@pytest.mark.parametrize("kind", sorted(EXAMPLES))
def test_kind_fails_and_passes(county: Snapshot, checker: Checker, kind: str) -> None:
    failing, passing = EXAMPLES[kind]
    assert kind in kinds_found(county, checker, failing)
    assert kind not in kinds_found(county, checker, passing)


def test_same_figure_in_two_places_is_compared(county: Snapshot, checker: Checker) -> None:
    check = next(c for c in county.library.checks() if c.kind == "same_as")
    first, second = check.indicators
    differ = [total(first, check.field, "7"), total(second, check.field, "8")]
    agree = [total(first, check.field, "8"), total(second, check.field, "8")]
    assert "same_as" in kinds_found(county, checker, differ)
    assert "same_as" not in kinds_found(county, checker, agree)


def test_no_kind_is_forgotten() -> None:
    assert set(EXAMPLES) | {"same_as"} == set(KINDS)
