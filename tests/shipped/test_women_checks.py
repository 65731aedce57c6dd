"""The checks between women's indicators: years that break none of them, and years that break all."""

from plandesk.core.checking import Checker
from plandesk.core.entry import Field, type_into
from plandesk.core.indicator import Library
from plandesk.core.records import CellKey, Observation
from plandesk.core.snapshot import Snapshot
from plandesk.store.shelf import load_library, load_pack, load_words, pack_ids

YEAR = 2024

# indicator, numerator and denominator, or the figure alone; -1 before the indicator: last year's
SOUND = """
female_life_expectancy 82.4
female_healthy_life_expectancy 70.1
maternal_mortality_ratio 1 24000
neonatal_mortality_rate 50 24000
maternal_systematic_management_rate 22800 24000
hospital_delivery_rate 23998 24000
maternal_hiv_testing_rate 23700 23800
maternal_syphilis_testing_rate 23700 23800
maternal_hepatitis_b_testing_rate 23690 23800
maternal_hiv_early_testing_rate 21000 23800
maternal_syphilis_early_testing_rate 21000 23800
maternal_hepatitis_b_early_testing_rate 20900 23800
early_pregnancy_testing_rate 20800 23800
cervical_cancer_screening_rate 180000 250000
breast_cancer_screening_rate 150000 250000
cervical_screening_35_45_share 70000 90000
two_cancers_early_diagnosis_rate 95 100
two_cancers_early_treatment_rate 93 95
unintended_pregnancy_rate 900 180000
induced_abortion_rate 1500 180000
-1 women_regular_exercise_number 90000
women_regular_exercise_number 100000
-1 female_scientific_talent_number 1000
female_scientific_talent_number 1100
higher_education_gross_enrolment 31000 50000
female_higher_education_gross_enrolment 17000 25000
urban_unit_female_employment_share 40000 100000
female_employment_share 180000 400000
-1 female_income_level 32000
female_income_level 34000
-1 low_income_women_income_level 13500
low_income_women_income_level 15000
peoples_congress_deputies_female_share 80 250
peoples_congress_standing_female_share 8 35
cppcc_members_female_share 70 220
cppcc_standing_female_share 10 40
village_party_members_female_share 300 1200
village_party_secretaries_female_share 30 300
village_committee_female_share 400 1200
village_heads_female_share 35 300
community_party_members_female_share 120 200
community_party_secretaries_female_share 20 40
community_committee_female_share 130 220
community_heads_female_share 21 40
staff_female_share 40000 90000
workers_congress_female_share 1800 4200
institution_staff_female_share 9000 15000
institution_workers_congress_female_share 700 1200
enterprise_staff_female_share 31000 75000
enterprise_workers_congress_female_share 1100 3000
government_leadership_female_share 12 60
government_chief_posts_female_share 1 9
department_leadership_female_share 120 700
department_chief_posts_female_share 20 200
party_government_departments_female_share 180 1000
party_government_departments_chief_posts_female_share 30 280
school_staff_female_share 6000 9000
school_staff_congress_female_share 600 950
-1 female_pension_benefit_level 900
female_pension_benefit_level 960
-1 female_unemployment_insurance_number 20000
female_unemployment_insurance_number 21000
-1 female_work_injury_insurance_number 25000
female_work_injury_insurance_number 26000
-1 female_welfare_benefit_level 150
female_welfare_benefit_level 160
-1 subsistence_allowance_annual_standard 12000
subsistence_allowance_annual_standard 12600
nursing_bed_share 1400 2400
social_workers_per_100_beds 26 2400
crimes_against_women_rate 100 200000
public_order_cases_against_women_rate 300 200000
"""

BROKEN = """
female_life_expectancy 82.4
female_healthy_life_expectancy 82.4
maternal_mortality_ratio 1 24000
neonatal_mortality_rate 50 24001
maternal_systematic_management_rate 23999 24001
hospital_delivery_rate 23998 24001
maternal_hiv_testing_rate 20000 23800
maternal_syphilis_testing_rate 20000 23801
maternal_hepatitis_b_testing_rate 20000 23801
maternal_hiv_early_testing_rate 21000 23800
maternal_syphilis_early_testing_rate 21000 23800
maternal_hepatitis_b_early_testing_rate 20900 23800
early_pregnancy_testing_rate 20800 23800
cervical_cancer_screening_rate 60000 80000
breast_cancer_screening_rate 150000 250000
cervical_screening_35_45_share 70000 90000
two_cancers_early_diagnosis_rate 94 100
two_cancers_early_treatment_rate 93 95
unintended_pregnancy_rate 900 180000
induced_abortion_rate 1500 180001
-1 women_regular_exercise_number 70000
women_regular_exercise_number 100000
-1 female_scientific_talent_number 2000
female_scientific_talent_number 1100
higher_education_gross_enrolment 16000 24000
female_higher_education_gross_enrolment 17000 25000
urban_unit_female_employment_share 40000 100000
female_employment_share 39999 99999
-1 female_income_level 10000
female_income_level 14000
-1 low_income_women_income_level 10000
low_income_women_income_level 15000
peoples_congress_deputies_female_share 7 34
peoples_congress_standing_female_share 8 35
cppcc_members_female_share 9 39
cppcc_standing_female_share 10 40
village_party_members_female_share 29 299
village_party_secretaries_female_share 30 300
village_committee_female_share 34 299
village_heads_female_share 35 300
community_party_members_female_share 19 39
community_party_secretaries_female_share 20 40
community_committee_female_share 20 39
community_heads_female_share 21 40
staff_female_share 1799 4199
workers_congress_female_share 1800 4200
institution_staff_female_share 1900 4299
institution_workers_congress_female_share 1901 4300
enterprise_staff_female_share 1900 4299
enterprise_workers_congress_female_share 1901 4300
government_leadership_female_share 1 8
government_chief_posts_female_share 2 9
department_leadership_female_share 19 199
department_chief_posts_female_share 20 200
party_government_departments_female_share 29 279
party_government_departments_chief_posts_female_share 30 280
school_staff_female_share 599 949
school_staff_congress_female_share 600 950
-1 female_pension_benefit_level 700
female_pension_benefit_level 960
-1 female_unemployment_insurance_number 30001
female_unemployment_insurance_number 21000
-1 female_work_injury_insurance_number 19999
female_work_injury_insurance_number 26000
-1 female_welfare_benefit_level 100
female_welfare_benefit_level 160
-1 subsistence_allowance_annual_standard 1050
subsistence_allowance_annual_standard 12600
nursing_bed_share 1400 2400
social_workers_per_100_beds 26 2401
crimes_against_women_rate 100 200000
public_order_cases_against_women_rate 300 200001
"""


def _observed(table: str, library: Library) -> dict[CellKey, Observation]:
    observations = {}
    for line in table.strip().split("\n"):
        year, words = YEAR, line.split()
        if words[0] == "-1":
            year, words = YEAR - 1, words[1:]
        code, *texts = words
        address, current = CellKey(code, year), None
        fields: tuple[Field, ...] = ("numerator", "denominator") if len(texts) > 1 else ("value",)
        for field, text in zip(fields, texts, strict=True):
            current = type_into(current, address, field, text, library[code], "typed")
        assert current is not None
        observations[address] = current
    return observations


def _rules_hit(table: str) -> set[str]:
    library = load_library()
    plans = tuple(load_pack(pack) for pack in pack_ids())
    snapshot = Snapshot("check", plans[0].region, plans, library, _observed(table, library))
    return {finding.rule for finding in Checker(library, load_words()).check(snapshot, YEAR)}


def test_a_sound_year_has_no_finding() -> None:
    assert _rules_hit(SOUND) == set()


def test_a_broken_year_meets_every_declared_check() -> None:
    declared = {check.rule for check in load_library().checks() if check.rule.startswith("women_")}
    assert len(declared) == 63
    assert _rules_hit(BROKEN) >= declared


def test_every_check_has_both_its_sides_in_one_plan_or_place() -> None:
    """A check between indicators that no county ever enters together would never speak."""
    entered: dict[str, set[str]] = {}
    for pack in pack_ids():
        plan = load_pack(pack)
        codes = entered.setdefault(plan.region.code, set())
        for placed in plan.placed_targets():
            codes.add(placed.target.indicator)
            relative = placed.target.relative
            if relative is not None and relative.against is not None:
                codes.add(relative.against)
    for check in load_library().checks():
        if check.rule.startswith("women_"):
            assert any(set(check.indicators) <= codes for codes in entered.values()), check.rule


def test_no_event_rate_holds_more_events_than_its_denominator() -> None:
    """Deaths, cases and pregnancies of a year cannot outnumber those they happen to."""
    for indicator in load_library().by_code.values():
        if indicator.kind == "rate" and indicator.better == "lower":
            assert indicator.limits == (0, indicator.base), indicator.code
