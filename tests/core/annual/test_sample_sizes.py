"""Sample figures have the size of a county of some 400,000 people, and do not contradict each other."""

from dataclasses import replace
from functools import cache

import pytest

from helpers.report_case import filled, words
from plandesk.core.records import CellKey, Observation
from plandesk.core.sample import sample_figures

PACKS = (
    ("yongji_women", "yongji_children"),
    ("haizhou_women", "haizhou_children"),
    ("lishui_women", "lishui_children"),
)


@cache
def sample(packs: tuple[str, ...]) -> tuple[Observation, ...]:
    bare = replace(filled(*packs), observations={})
    return sample_figures(bare, range(2021, 2025), seed=1, national={}, words=words())


@pytest.mark.parametrize("packs", PACKS)
def test_there_are_no_more_schools_places_or_patients_than_a_county_has(packs: tuple[str, ...]) -> None:
    library = filled(*packs).library
    most = (
        ("学校", 400), ("幼儿园总数", 400), ("法院", 3), ("党校", 3), ("中心数", 30), ("患者", 3000), ("病例", 3000),
        ("县（市、区）", 30), ("抽查", 33000), ("18—22岁", 40000), ("留守儿童", 5000), ("董事", 1000), ("监事", 1000),
    )  # fmt: skip
    for one in sample(packs):
        name = library[one.indicator].denominator or ""
        for word, limit in most:
            if name.endswith((word, word + "数", word + "总数")) and one.denominator is not None:
                assert one.denominator <= limit, (name, one.denominator)


def test_suicides_bullying_and_dropping_out_stay_few() -> None:
    snapshot = filled("yongji_women", "yongji_children")
    for one in sample(PACKS[0]):
        if (
            any(word in snapshot.library[one.indicator].name for word in ("自杀", "欺凌", "辍学"))
            and one.value
        ):
            assert one.value < 30


@pytest.mark.parametrize("packs", PACKS)
def test_a_year_without_deaths_has_no_gap_of_deaths(packs: tuple[str, ...]) -> None:
    found = {one.address: one for one in sample(packs)}
    for year in range(2021, 2025):
        rate = found.get(CellKey("maternal_mortality_ratio", year))
        gap = found.get(CellKey("maternal_mortality_urban_rural_gap", year))
        if rate is not None and rate.numerator == 0 and gap is not None and gap.value is not None:
            assert gap.value == 0
