"""The checks between children's indicators: a year that breaks none of them, and one that breaks all."""

from plandesk.core.checking import Checker
from plandesk.core.entry import Field, type_into
from plandesk.core.records import CellKey, Observation
from plandesk.core.snapshot import Snapshot
from plandesk.store.shelf import load_library, load_pack, load_words, pack_ids

YEAR = 2024

# indicator, numerator and denominator, or the figure alone
SOUND = """
neonatal_mortality_rate 5 2400
infant_mortality_rate 8 2400
under5_mortality_rate 11 2400
under5_anaemia_rate 250 4800
under5_stunting_rate 40 5000
under5_underweight_rate 35 5000
child_overweight_rate 120 1000
child_obesity_rate 110 1000
primary_myopia_rate 370 1000
junior_secondary_myopia_rate 590 1000
senior_secondary_myopia_rate 690 1000
fitness_standard_pass_rate 950 1000
fitness_standard_excellent_rate 410 1000
primary_sleep_hours 9.6
junior_secondary_sleep_hours 8.7
senior_secondary_sleep_hours 7.9
child_injury_mortality_rate 9 80000
child_injury_disability_rate 6 80000
child_drowning_mortality_rate 3 80000
child_traffic_mortality_rate 2 80000
fall_burn_poisoning_incidence 400 80000
fall_burn_poisoning_disability_rate 2 80000
fall_burn_poisoning_mortality_rate 1 80000
public_kindergarten_share 560 1000
inclusive_kindergarten_share 860 1000
disabled_compulsory_enrolment 97 99
all_disabled_compulsory_enrolment 155 160
disabled_education_coverage 158 160
graded_kindergarten_share 800 1000
under3_systematic_management_rate 6800 7200
under3_health_management_rate 7000 7200
under7_health_management_rate 15200 16000
eye_care_coverage_0_6 15000 16000
exclusive_breastfeeding_rate 500 700
newborn_visit_rate 2350 2400
newborn_metabolic_screening_rate 2390 2400
newborn_hearing_screening_rate 2380 2400
newborn_heart_screening_rate 2300 2400
overall_myopia_rate 530 1000
poor_vision_rate 600 1000
paediatricians_per_1000_children 60 60000
paediatric_beds_per_1000_children 150 60000
tcm_health_coverage_0_3 5000 6500
development_screening_rate_0_3 5700 6500
child_injury_incidence 900 80000
fall_burn_drowning_incidence 300 80000
fall_burn_drowning_disability_rate 2 80000
fall_burn_drowning_mortality_rate 1 80000
childcare_places 2000
childcare_places_per_1000 2000 420000
inclusive_childcare_places 1200
orphan_living_standard 2000
orphan_institutional_standard 2500
repeated_street_children 3
street_children 20
child_medical_insurance_coverage 79000 80000
juvenile_reoffending_rate 1 20
juvenile_offender_rate 12 80000
"""

BROKEN = """
neonatal_mortality_rate 9 2400
infant_mortality_rate 8 2500
under5_mortality_rate 11 14600
under5_anaemia_rate 250 5100
under5_stunting_rate 40 5001
under5_underweight_rate 35 5000
child_overweight_rate 120 1000
child_obesity_rate 110 1001
primary_myopia_rate 590 1000
junior_secondary_myopia_rate 590 1000
senior_secondary_myopia_rate 690 1000
fitness_standard_pass_rate 850 1000
fitness_standard_excellent_rate 950 1100
primary_sleep_hours 7.9
junior_secondary_sleep_hours 8.7
senior_secondary_sleep_hours 7.9
child_injury_mortality_rate 2 80000
child_injury_disability_rate 1 80001
child_drowning_mortality_rate 3 80001
child_traffic_mortality_rate 4 80001
fall_burn_poisoning_incidence 1 80001
fall_burn_poisoning_disability_rate 2 80001
fall_burn_poisoning_mortality_rate 3 80001
public_kindergarten_share 870 1000
inclusive_kindergarten_share 860 1001
disabled_compulsory_enrolment 150 161
disabled_education_coverage 158 160
all_disabled_compulsory_enrolment 159 161
graded_kindergarten_share 800 1000
under3_systematic_management_rate 4600 5000
under3_health_management_rate 4500 4900
under7_health_management_rate 4000 4900
eye_care_coverage_0_6 4500 5000
exclusive_breastfeeding_rate 3000 5100
newborn_visit_rate 2350 2399
newborn_metabolic_screening_rate 2390 2399
newborn_hearing_screening_rate 2380 2399
newborn_heart_screening_rate 2300 2399
overall_myopia_rate 580 1000
poor_vision_rate 500 1000
paediatricians_per_1000_children 60 60000
paediatric_beds_per_1000_children 150 60001
tcm_health_coverage_0_3 5000 6500
development_screening_rate_0_3 5700 6501
child_injury_incidence 1 80001
fall_burn_drowning_incidence 2 80001
fall_burn_drowning_disability_rate 3 80001
fall_burn_drowning_mortality_rate 3 80001
childcare_places 2100
childcare_places_per_1000 2000 420000
inclusive_childcare_places 2200
orphan_living_standard 2600
orphan_institutional_standard 2500
repeated_street_children 30
street_children 20
child_medical_insurance_coverage 79000 80001
juvenile_reoffending_rate 13 20
juvenile_offender_rate 12 80000
"""

# what one broken year cannot show at once
BROKEN_OTHERWISE = """
childcare_places 1900
childcare_places_per_1000 2000 420000
"""


def _rules_hit(table: str) -> set[str]:
    library = load_library()
    plans = tuple(load_pack(pack) for pack in pack_ids() if pack.endswith("_children"))
    observations: dict[CellKey, Observation] = {}
    for line in table.split("\n"):
        if not line:
            continue
        code, *texts = line.split()
        address, current = CellKey(code, YEAR), None
        fields: tuple[Field, ...] = ("numerator", "denominator") if len(texts) > 1 else ("value",)
        for field, text in zip(fields, texts, strict=True):
            current = type_into(current, address, field, text, library[code], "typed")
        assert current is not None
        observations[address] = current
    snapshot = Snapshot("check", plans[0].region, plans, library, observations)
    return {finding.rule for finding in Checker(library, load_words()).check(snapshot, YEAR)}


def test_a_sound_year_has_no_finding() -> None:
    assert _rules_hit(SOUND) == set()


def test_a_broken_year_meets_every_declared_check() -> None:
    declared = {check.rule for check in load_library().checks() if check.rule.startswith("children_")}
    assert len(declared) == 65
    assert _rules_hit(BROKEN) | _rules_hit(BROKEN_OTHERWISE) >= declared
