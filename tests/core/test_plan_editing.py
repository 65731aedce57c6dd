"""A plan in force edited: goals, measures and rows begin, end, move and are renumbered; sealed years stay as they were."""

from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from pathlib import Path

import pytest

from plandesk.core import plan_editing as edit
from plandesk.core.annual.dossier import dossier
from plandesk.core.checking import Checker
from plandesk.core.entry_sheet import plan_indicators
from plandesk.core.judging import evaluate, evaluation_to_mapping
from plandesk.core.member_units import unit_sections
from plandesk.core.plan import Goal, Measure, Plan, Target
from plandesk.core.plan_editing import Holder, plan_faults
from plandesk.core.plan_mapping import plan_to_mapping
from plandesk.core.plan_reader import plan_from_mapping
from plandesk.core.plan_years import asked_in, plan_in_year, snapshot_in_year
from plandesk.core.problems import KnownProblem
from plandesk.core.records import Assessment, Setting, YearState
from plandesk.core.snapshot import Snapshot
from plandesk.store.plan_file import PlanFile
from plandesk.store.shelf import load_library, load_pack, load_words

LIFE, DEATHS = "female_life_expectancy", "maternal_mortality_ratio"


@pytest.fixture(scope="module")
def plan() -> Plan:
    return load_pack("yongji_women")


def holder(plan: Plan, code: str) -> tuple[Holder, Target]:
    placed = next(p for p in plan.placed_targets() if p.target.indicator == code)
    return Holder.of(placed), placed.target


def codes(plan: Plan, year: int) -> tuple[str, ...]:
    return plan_indicators(plan_in_year(plan, year), load_library())


def test_an_untouched_plan_is_itself_in_every_year(plan: Plan) -> None:
    assert all(plan_in_year(plan, year) is plan for year in (2019, 2021, 2025, 2031))


def test_a_retired_target_stays_for_the_years_before(plan: Plan) -> None:
    place, target = holder(plan, DEATHS)
    revised = edit.retire_target(plan, place, target, 2024)
    assert not plan_faults(revised, load_library())
    assert DEATHS in codes(revised, 2023)
    assert DEATHS not in codes(revised, 2024)
    assert asked_in(revised, 2023) == asked_in(plan, 2023)
    assert asked_in(revised, 2024) != asked_in(plan, 2024)


def test_a_target_retired_from_the_first_year_never_was(plan: Plan) -> None:
    place, target = holder(plan, DEATHS)
    revised = edit.retire_target(plan, place, target, 2021)
    assert DEATHS not in plan_indicators(revised, load_library())


def test_a_retired_goal_is_dropped_from_its_year_on_and_its_number_is_free(plan: Plan) -> None:
    goal = plan.domains[0].goals[1]
    revised = edit.retire_goal(plan, 1, goal, 2024)
    heir = Goal(goal.no, "新目标", "qualitative", valid_from=2024)
    revised = edit.add_goal(revised, 1, heir)
    assert not plan_faults(revised, load_library())
    summaries = {
        year: [g.summary for g in plan_in_year(revised, year).domains[0].goals if g.no == goal.no]
        for year in (2023, 2024)
    }
    assert summaries == {2023: [goal.summary], 2024: ["新目标"]}
    clash = edit.add_goal(revised, 1, replace(heir, valid_from=2023))
    assert any(f"编号{goal.no}重复" in fault for fault in plan_faults(clash, load_library()))


def test_what_begins_and_ends_is_kept_by_the_data_file_s_shape(plan: Plan) -> None:
    revised = edit.retire_goal(plan, 1, plan.domains[0].goals[1], 2024)
    revised = edit.add_measure(revised, 1, Measure(99, "新措施", valid_from=2024))
    assert plan_from_mapping(plan_to_mapping(revised, stored=True)) == revised
    assert "valid_to" not in plan_to_mapping(revised)["domains"][0]["goals"][1]  # type: ignore[index]


def test_a_measure_begins_and_ends(plan: Plan) -> None:
    old = plan.domains[0].measures[0]
    revised = edit.retire_measure(plan, 1, old, 2024)
    revised = edit.add_measure(revised, 1, Measure(old.no, "换过的措施", valid_from=2024))
    titles = [
        next(m.title for m in plan_in_year(revised, y).domains[0].measures if m.no == old.no)
        for y in (2023, 2024)
    ]
    assert titles == [old.title, "换过的措施"]


def test_renumbering_from_a_year_on_takes_what_was_written_along(plan: Plan) -> None:
    snapshot = Snapshot("", plan.region, (plan,), load_library(), assessments={
        ("yongji_women", "2.1", year): Assessment("yongji_women", "2.1", year, "yes", "文件") for year in (2023, 2024)
    }, settings={"work/2024/教育局/measure/yongji_women/2.1": "做了"})  # fmt: skip
    goal = plan.domains[1].goals[0]
    revised = edit.change_goal(plan, 2, goal, replace(goal, no="21"), 2024)
    numbers = [plan_in_year(revised, year).domains[1].goals[0].no for year in (2023, 2024)]
    assert numbers == ["1", "21"]
    assert edit.renumbered(snapshot, plan.id, 2, "1", "21", 2024) == [
        Assessment("yongji_women", "2.1", 2024),
        Assessment("yongji_women", "2.21", 2024, "yes", "文件"),
    ]
    assert edit.renumbered_measure(snapshot, plan.id, 2, 1, 7, 2024) == [
        Setting("work/2024/教育局/measure/yongji_women/2.1"),
        Setting("work/2024/教育局/measure/yongji_women/2.7", "做了"),
    ]


def test_rows_and_goals_move_within_their_place(plan: Plan) -> None:
    place, target = holder(plan, LIFE)
    before = [t.indicator for t in place.targets]
    moved = edit.move_target(plan, place, target, 1)
    after = [t.indicator for t in moved.domains[0].goals[0].targets]
    assert after == [before[1], before[0], *before[2:]]
    goals = edit.move_goal(plan, 1, plan.domains[0].goals[1], -1).domains[0].goals
    assert [g.no for g in goals[:2]] == [plan.domains[0].goals[1].no, plan.domains[0].goals[0].no]
    assert edit.move_goal(plan, 1, plan.domains[0].goals[0], -1) == plan


def test_a_target_added_to_a_goal_in_words_makes_it_quantified(plan: Plan) -> None:
    goal = plan.domains[1].goals[0]
    assert goal.kind == "qualitative"
    target = Target(LIFE, "寿命", ">=", Decimal(80), "岁", 2025)
    revised = edit.add_target(plan, Holder(2, goal), target)
    assert revised.domains[1].goals[0].kind == "quantified"
    assert not plan_faults(revised, load_library())
    wrong = edit.add_target(plan, Holder(2, goal), replace(target, unit="元"))
    assert any("不能换算" in fault for fault in plan_faults(wrong, load_library()))


@pytest.fixture
def file(tmp_path: Path, plan: Plan) -> PlanFile:
    return PlanFile.create(
        tmp_path / "a.plandesk", region=plan.region, plans=[plan], library=load_library(), by="王芳",
        words=load_words(), now=lambda: datetime(2025, 3, 10, 9, 30),
    )  # fmt: skip


def test_judging_gate_and_unit_forms_follow_the_year(file: PlanFile, plan: Plan) -> None:
    with file:
        place, target = holder(plan, DEATHS)
        file.revise(plans=[edit.retire_target(plan, place, target, 2024)], label="停用")
        snapshot, words = file.snapshot(), load_words()
        checker = Checker(snapshot.library, words)
        for year, there in ((2023, True), (2024, False)):
            judged = evaluate(snapshot, snapshot.plans[0], year, (), words=words)
            found = {j.target.indicator for j in judged.judgements() if j.target}
            assert (DEATHS in found) is there
            assert (DEATHS in {f.indicator for f in checker.required_gaps(snapshot, year)}) is there
            one = dossier(snapshot, judged, words)
            assert (DEATHS in {f.target.indicator for f in one.facts}) is there, "the report"
            sections = unit_sections(snapshot_in_year(snapshot, year), "卫生健康局")
            assert (DEATHS in {r.indicator.code for s in sections for r in s.rows}) is there
        before, after = (evaluate(snapshot, p, 2023, (), words=words) for p in (plan, snapshot.plans[0]))
        assert evaluation_to_mapping(before) == evaluation_to_mapping(after)
        file.undo()
        assert file.snapshot().plans[0] == plan
        file.redo()
        assert file.snapshot().plans[0] != plan


def test_a_sealed_year_is_asked_what_it_was_asked(file: PlanFile, plan: Plan) -> None:
    with file:
        file.record([YearState(2023, "sent", True)], origin="typed", label="封存")
        place, target = holder(plan, DEATHS)
        with pytest.raises(KnownProblem) as caught:
            file.revise(plans=[edit.retire_target(plan, place, target, 2023)], label="停用")
        assert caught.value.code == "plan_sealed"
        assert file.snapshot().plans[0] == plan
        file.revise(plans=[edit.retire_target(plan, place, target, 2024)], label="停用")
        goal = file.snapshot().plans[0].domains[0].goals[0]
        worded = edit.change_goal(file.snapshot().plans[0], 1, goal, replace(goal, summary="换了说法"))
        file.revise(plans=[worded], label="改说法")
        assert file.snapshot().plans[0].domains[0].goals[0].summary == "换了说法"


def test_plan_and_facts_change_in_one_step(file: PlanFile, plan: Plan) -> None:
    with file:
        file.record([Assessment(plan.id, "2.1", 2024, "yes", "文件甲")], origin="typed", label="自评")
        goal = plan.domains[1].goals[0]
        revised = edit.change_goal(plan, 2, goal, replace(goal, no="21"), 2024)
        moved = edit.renumbered(file.snapshot(), plan.id, 2, "1", "21", 2024)
        step = file.revise(plans=[revised], records=moved, label="改编号")
        assert {c.table for c in step.changes} == {"plan", "assessment"}
        assert (plan.id, "2.21", 2024) in file.snapshot().assessments
        file.undo()
        assert (plan.id, "2.1", 2024) in file.snapshot().assessments
        assert file.verify() == ()
