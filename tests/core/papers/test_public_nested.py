"""Public edition: no one or two follow from counts that lie within one another."""

from dataclasses import replace
from decimal import Decimal
from itertools import combinations

import pytest

from helpers.report_case import filled, library, put
from plandesk.core.papers.nested import nestings
from plandesk.core.papers.withholding import FEW, withheld
from plandesk.core.quantity import rounded
from plandesk.core.records import CellKey, Observation
from plandesk.core.snapshot import Snapshot

NEWBORN, INFANTS, UNDER5 = "neonatal_mortality_rate", "infant_mortality_rate", "under5_mortality_rate"
INJURY, DROWNED, TRAFFIC = (
    "child_injury_mortality_rate",
    "child_drowning_mortality_rate",
    "child_traffic_mortality_rate",
)
FALLS = "fall_burn_poisoning_mortality_rate"
BIRTHS, CHILDREN = 2380, 69000


def counted(
    code: str, count: int, of: int = BIRTHS, cell: str = "", *, typed_rate: bool = False
) -> Observation:
    indicator = library()[code]
    assert indicator.base is not None
    value = rounded(indicator.base * count / Decimal(of), indicator.decimals)
    if typed_rate:
        return Observation(code, 2024, cell, text=str(value), value=value, status="value", origin="typed")
    return Observation(
        code, 2024, cell, numerator=Decimal(count), denominator=Decimal(of), value=value, status="value",
        numerator_text=str(count), denominator_text=str(of), origin="typed",
    )  # fmt: skip


def county(*given: Observation) -> Snapshot:
    return put(replace(filled("yongji_children"), observations={}), *given)


def shown(snapshot: Snapshot, *codes: str, cell: str = "") -> dict[str, Decimal]:
    hidden = withheld(snapshot).cells
    found = {}
    for code in codes:
        key = CellKey(code, 2024, cell)
        count = snapshot.observations[key].numerator
        if key not in hidden and count is not None:
            found[code] = count
    return found


@pytest.mark.parametrize(
    ("newborn", "infants", "under5", "left"),
    [
        (5, 7, 11, {INFANTS, UNDER5}),
        (4, 7, 8, {NEWBORN, UNDER5}),
        (4, 7, 9, {NEWBORN, UNDER5}),
        (5, 6, 7, {UNDER5}),
        (4, 7, 11, {NEWBORN, INFANTS, UNDER5}),
        (7, 7, 7, {NEWBORN, INFANTS, UNDER5}),
        (2, 7, 11, {INFANTS, UNDER5}),
        (5, 6, 11, {INFANTS, UNDER5}),
    ],
)
def test_the_rest_of_nested_deaths_is_not_told(
    newborn: int, infants: int, under5: int, left: set[str]
) -> None:
    snapshot = county(counted(NEWBORN, newborn), counted(INFANTS, infants), counted(UNDER5, under5))
    assert set(shown(snapshot, NEWBORN, INFANTS, UNDER5)) == left


@pytest.mark.parametrize(
    ("drowned", "traffic", "falls"), [(8, 1, 0), (4, 4, 0), (4, 3, 3), (3, 3, 5), (0, 7, 0)]
)
@pytest.mark.parametrize("whole", [9, 10, 12])
def test_no_rest_of_one_or_two_of_injuries(drowned: int, traffic: int, falls: int, whole: int) -> None:
    snapshot = county(
        counted(INJURY, whole, CHILDREN), counted(DROWNED, drowned, CHILDREN), counted(TRAFFIC, traffic, CHILDREN),
        counted(FALLS, falls, CHILDREN),
    )  # fmt: skip
    found = shown(snapshot, INJURY, DROWNED, TRAFFIC, FALLS)
    total = found.pop(INJURY)
    for together in range(1, 4):
        for some in combinations(found.values(), together):
            assert total - sum(some) not in FEW


def test_girls_within_girls() -> None:
    girls = "sex=female"
    snapshot = county(
        counted(NEWBORN, 5), counted(INFANTS, 9), counted(NEWBORN, 4, 1100, girls), counted(INFANTS, 5, 1100, girls),
        counted(NEWBORN, 1 + 3, 1280, "sex=male"), counted(INFANTS, 4, 1280, "sex=male"),
    )  # fmt: skip
    assert NEWBORN not in shown(snapshot, NEWBORN, INFANTS, cell=girls)
    hidden = {key.cell for key in withheld(snapshot).cells if key.indicator == NEWBORN}
    assert len(hidden) > 1  # the boys go with the girls, or the total would tell them


def test_a_rate_without_its_count_counts_as_what_it_comes_to() -> None:
    snapshot = county(
        counted(NEWBORN, 5, typed_rate=True), counted(INFANTS, 7), counted("newborn_visit_rate", 2300)
    )
    assert CellKey(NEWBORN, 2024) in withheld(snapshot).cells


def test_only_counts_of_the_same_people_lie_within_one_another() -> None:
    within = nestings(library())
    assert within[UNDER5, "numerator"] == ((INFANTS, "numerator"), (NEWBORN, "numerator"))
    assert ("senior_secondary_myopia_rate", "numerator") not in within
    assert all(library()[code] for code, _ in within)
