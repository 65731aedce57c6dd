"""What the desk judges with: errors of earlier years, substitutes, the file's tolerance, kept up to date."""

from decimal import Decimal

from helpers.desk_hand import Hand
from plandesk.core.checking import Checker
from plandesk.core.judging import TOLERANCE_SETTING, earlier_errors, evaluate
from plandesk.core.records import CellKey, Observation, Record, Setting, Substitute
from plandesk.desktop.desk import Desk

FITNESS, SPORTS, JOBS = (
    "women_physical_fitness_pass_rate",
    "sports_population_share",
    "female_employment_share",
)


def figure(code: str, year: int, value: str) -> Observation:
    return Observation(code, year, text=value, value=Decimal(value), status="value", origin="typed")


def put(desk: Desk, *records: Record) -> None:
    assert desk.record(records, origin="typed", label="录入") is not None


def test_the_whole_evaluation_is_the_command_lines(sample: Hand) -> None:
    desk = sample.program.desk
    put(desk, figure(FITNESS, 2022, "180"))
    snapshot, checker = desk.snapshot, Checker(desk.snapshot.library, desk.words)
    faults = (*checker.check(snapshot, 2024), *earlier_errors(checker, snapshot, 2024))
    assert faults
    assert desk.evaluation() == evaluate(snapshot, desk.plan, 2024, faults, words=desk.words)


def test_an_error_in_an_earlier_year_is_judged_anew(blank: Hand) -> None:
    desk = blank.program.desk
    put(desk, *(figure(FITNESS, year, str(70 + 2 * (year - 2020))) for year in range(2020, 2025)))
    first = desk.judgement(FITNESS)
    assert first is not None
    assert (first.value, first.forecast) == ("78.0", "80.0")
    put(desk, figure(FITNESS, 2022, "174"))
    assert CellKey(FITNESS, 2024) in desk.touched
    spoilt = desk.judgement(FITNESS)
    assert spoilt is not None
    assert (spoilt.forecast, any("有缺年" in step for step in spoilt.steps)) == ("80.0", True)
    desk.undo()
    assert desk.judgement(FITNESS) == first


def test_a_year_that_was_looked_at_before_follows_too(blank: Hand) -> None:
    desk = blank.program.desk
    put(desk, *(figure(FITNESS, year, "70") for year in range(2020, 2026)))
    assert desk.faults() == ()
    desk.go_to(desk.plan_id, 2022)
    put(desk, figure(FITNESS, 2022, "170"))
    desk.go_to(desk.plan_id, 2024)
    assert [f.year for f in desk.faults()] == [2022]


def test_the_substitutes_figure_judges_the_one_it_stands_in_for(blank: Hand) -> None:
    desk = blank.program.desk
    before = desk.judgement(FITNESS)
    assert before is not None
    assert before.verdict == "no_data"
    put(desk, Substitute(desk.plan_id, FITNESS, SPORTS, "体质测定三年一次"))
    named = desk.judgement(FITNESS)
    assert named is not None
    assert any("也没有数值" in step for step in named.steps)
    put(desk, figure(SPORTS, 2024, "91"))
    assert CellKey(FITNESS, 2024) in desk.touched
    judged = desk.judgement(FITNESS)
    assert judged is not None
    assert (judged.value, judged.state) == ("91.0", "attained")
    assert judged.name == "妇女体质测定标准合格率（以“体育人口占比”替代）"


def test_a_substitute_from_outside_the_plan_gets_its_row(blank: Hand) -> None:
    desk = blank.program.desk
    domain = desk.plan.domains[0]

    def codes() -> list[str]:
        return [row.indicator.code for section in desk.sheet(domain) for row in section.rows]

    assert "immunisation_coverage" not in codes()
    put(desk, Substitute(desk.plan_id, FITNESS, "immunisation_coverage", "同一机构报送"))
    assert codes()[codes().index(FITNESS) + 1] == "immunisation_coverage"
    desk.undo()
    assert "immunisation_coverage" not in codes()


def test_the_tolerance_of_the_file_counts_at_once(blank: Hand) -> None:
    desk = blank.program.desk
    put(desk, figure(JOBS, 2024, "43"))
    within = desk.judgement(JOBS)
    assert within is not None
    assert within.attained is True
    put(desk, Setting(TOLERANCE_SETTING, "2"))
    beyond = desk.judgement(JOBS)
    assert beyond is not None
    assert (beyond.attained, desk.evaluation().tolerance) == (False, Decimal(2))
