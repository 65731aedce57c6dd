"""Changing a plan in force: old targets stay for the years they counted, places are told apart."""

from dataclasses import replace
from decimal import Decimal

import pytest

from plandesk.core.judging.evaluation import standing
from plandesk.core.plan import PlacedTarget, Plan
from plandesk.core.plan_revision import with_reporter, with_target
from plandesk.store.shelf import load_library, load_pack

LIFE = "female_life_expectancy"


@pytest.fixture(scope="module")
def plan() -> Plan:
    return load_pack("yongji_women")


def placed(plan: Plan, code: str) -> PlacedTarget:
    return next(p for p in plan.placed_targets() if p.target.indicator == code)


def test_a_target_replaced_for_the_whole_period_stands_alone(plan: Plan) -> None:
    place = placed(plan, LIFE)
    revised = with_target(plan, place, replace(place.target, value=Decimal(79)))
    found = [p.target for p in revised.placed_targets() if p.target.indicator == LIFE]
    assert [t.value for t in found] == [Decimal(79)]
    assert (found[0].valid_from, found[0].valid_to) == (None, None)
    assert plan == load_pack("yongji_women"), "the plan given is left as it was"


def test_a_target_changed_in_mid_period_leaves_the_old_one_its_years(plan: Plan) -> None:
    place = placed(plan, LIFE)
    revised = with_target(plan, place, replace(place.target, value=Decimal(79)), from_year=2024)
    goal = revised.domains[0].goals[0]
    counted = {
        year: [t.value for t, counts in standing(goal.targets, year) if counts and t.indicator == LIFE]
        for year in range(2021, 2026)
    }
    old, new = [Decimal("78.1")], [Decimal(79)]
    assert counted == {2021: old, 2022: old, 2023: old, 2024: new, 2025: new}


def test_a_second_change_splits_the_newer_target_only(plan: Plan) -> None:
    place = placed(plan, LIFE)
    once = with_target(plan, place, replace(place.target, value=Decimal(79)), from_year=2023)
    newer = next(p for p in once.placed_targets() if p.target.value == Decimal(79))
    twice = with_target(once, newer, replace(newer.target, value=Decimal(80)), from_year=2025)
    spans = [
        (t.value, t.valid_from, t.valid_to)
        for t in twice.domains[0].goals[0].targets if t.indicator == LIFE
    ]  # fmt: skip
    assert spans == [
        (Decimal("78.1"), None, 2022), (Decimal(79), 2023, 2024), (Decimal(80), 2025, None),
    ]  # fmt: skip


def test_a_change_from_the_first_year_on_is_one_for_the_whole_period(plan: Plan) -> None:
    place = placed(plan, LIFE)
    fresh = replace(place.target, value=Decimal(79))
    assert with_target(plan, place, fresh, from_year=2021) == with_target(plan, place, fresh)


def test_figures_in_measures_are_changed_where_they_stand(plan: Plan) -> None:
    place = next(p for p in plan.placed_targets() if p.measure is not None)
    revised = with_target(plan, place, replace(place.target, stage_year=2024))
    changed = [p for p in revised.placed_targets() if p.target.stage_year == 2024]
    assert [(p.measure.no if p.measure else None, p.target.indicator) for p in changed] == [
        (place.measure.no if place.measure else None, place.target.indicator)
    ]


def test_a_place_without_that_target_is_refused(plan: Plan) -> None:
    place = placed(plan, LIFE)
    strange = PlacedTarget(place.domain, place.goal, None, replace(place.target, value=Decimal(1)))
    with pytest.raises(ValueError, match=LIFE):
        with_target(plan, strange, replace(place.target, value=Decimal(2)))


def test_an_indicator_goes_to_another_unit_in_the_form_that_defines_it() -> None:
    library = load_library()
    form = with_reporter(library.forms, "good_air_days_share", "生态环境分局")
    assert form.code == "women/environment"
    changed = {i.code: i.reporter for i in form.indicators}
    before = {i.code: i.reporter for f in library.forms if f.code == form.code for i in f.indicators}
    assert {code for code in changed if changed[code] != before[code]} == {"good_air_days_share"}
    with pytest.raises(KeyError):
        with_reporter(library.forms, "no_such_code", "妇联")
