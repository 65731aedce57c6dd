"""The checks between children's indicators: a year that breaks none of them, and one that breaks all."""

from plandesk.core.checking import Checker
from plandesk.core.entry import Field, type_into
from plandesk.core.records import CellKey, Observation
from plandesk.core.snapshot import Snapshot
from plandesk.store.shelf import load_library, load_pack, load_words

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
disabled_education_coverage 158 160
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
"""


def _rules_hit(table: str) -> set[str]:
    plan, library = load_pack("yongji_children"), load_library()
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
    snapshot = Snapshot("check", plan.region, (plan,), library, observations)
    return {finding.rule for finding in Checker(library, load_words()).check(snapshot, YEAR)}


def test_a_sound_year_has_no_finding() -> None:
    assert _rules_hit(SOUND) == set()


def test_a_broken_year_meets_every_declared_check() -> None:
    declared = {check.rule for check in load_library().checks() if check.rule.startswith("children_")}
    assert len(declared) == 29
    assert _rules_hit(BROKEN) >= declared
