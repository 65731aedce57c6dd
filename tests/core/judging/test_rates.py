"""Counts, states and the three rates, with the published muddle of 金川 as the example of cli.md."""

import json

from helpers.judging_plans import PLAN_ID, File, change, death_rate, error_at, goal, plan_of, share, target
from plandesk.core.judging import Counts, evaluation_to_mapping
from plandesk.core.judging.rates import rates_of
from plandesk.core.plan import Measure, Relative


def jinchuan():
    """94 targets all due, 4 unmet, 2 without data (reference/realdata/attainment_examples.csv, 金川县)."""
    indicators = [share(f"i{n}") for n in range(94)]
    goals = [goal(str(n), target(f"i{n}", ">=", "90", 2024)) for n in range(94)]
    file = File(plan_of(*goals), *indicators)
    for n in range(92):
        file.enter(f"i{n}", {2024: "80" if n < 4 else "95"})
    return file.evaluate(2024)


def test_jinchuan():
    evaluation = jinchuan()
    counts, rates = evaluation.counts, evaluation.rates
    assert (counts.counted, counts.attained, counts.not_attained) == (94, 88, 4)
    assert (counts.not_due, counts.no_data) == (0, 2)
    assert (rates.of_judged, rates.of_due, rates.of_all) == ("95.7", "93.6", "93.6")


def test_jinchuan_as_json_has_the_shape_of_cli_md():
    document = json.loads(json.dumps(evaluation_to_mapping(jinchuan()), ensure_ascii=False))
    assert list(document) == ["year", "method", "plan", "counts", "rates", "domains", "projects"]
    assert document["plan"] == PLAN_ID
    assert document["counts"] == {
        "counted": 94, "attained": 88, "not_attained": 4, "not_due": 0, "no_data": 2,
        "directional": 0, "qualitative": 0,
    }  # fmt: skip
    assert document["rates"] == {"of_judged": "95.7", "of_due": "93.6", "of_all": "93.6"}
    domain = document["domains"][0]
    assert list(domain) == ["no", "name", "counts", "rates", "targets"]
    assert list(domain["targets"][0]) == [
        "goal", "indicator", "op", "target", "target2", "stage_year", "counted", "value", "baseline",
        "attained", "state", "verdict", "forecast", "warnings", "steps",
    ]  # fmt: skip


def test_targets_ahead_are_not_due_and_stay_out_of_the_rate_of_due():
    goals = [
        goal("1", target("a", ">=", "90", 2024)), goal("2", target("b", ">=", "90", 2025)),
        goal("3", target("c", ">=", "90", 2025)), goal("4", target("d", ">=", "90", 2024)),
    ]  # fmt: skip
    file = File(plan_of(*goals), share("a"), share("b"), share("c"), share("d"))
    file.enter("a", {2024: "91"}).enter("b", {2024: "91"}).enter("c", {2024: "80"})
    evaluation = file.evaluate(2024)
    assert [j.state for j in evaluation.domains[0].targets] == ["attained", "attained", "not_due", "no_data"]
    rates = evaluation.rates
    assert (rates.of_judged, rates.of_due, rates.of_all) == ("66.7", "50.0", "50.0")


def test_no_rate_where_its_denominator_is_zero():
    evaluation = File(plan_of(goal("1", target("share", ">=", "90", 2025))), share()).evaluate(2023)
    assert (evaluation.rates.of_judged, evaluation.rates.of_due, evaluation.rates.of_all) == (
        None,
        None,
        "0.0",
    )
    empty = File(plan_of(goal("1", target("share", "↑", None))), share()).evaluate(2023)
    assert (empty.rates.of_judged, empty.rates.of_due, empty.rates.of_all) == (None, None, None)


def test_rates_round_half_up():
    assert rates_of(Counts(counted=2000, attained=1, not_attained=1999)).of_all == "0.1"


def test_the_states_of_counted_targets_are_exclusive_and_whole():
    counts = jinchuan().counts
    assert counts.attained + counts.not_attained + counts.not_due + counts.no_data == counts.counted


def test_a_domain_with_more_than_a_fifth_missing_has_no_rate_to_show():
    assert Counts(counted=10, attained=7, no_data=3).too_few_judged
    assert not Counts(counted=10, attained=8, no_data=2).too_few_judged


def everything():
    goals = (
        goal("1", target("a", ">=", "90")),
        goal("2", target("a", "↑", None), target("b", "↓", None), kind="directional"),
        goal("3", target("b", "↓", "20", relative=change("down", "period"))),
        goal("4", kind="qualitative"),
        goal("5", target("c", "≈", None, relative=Relative("balance", words="男女均衡"))),
    )
    measures = (Measure(7, "提高服务能力", (target("c", ">=", "1"), target("c", "↑", None))),)
    projects = (Measure(2, "两癌筛查", (target("c", ">=", "3"),)),)
    plan = plan_of(*goals, measures=measures, projects=projects)
    return File(plan, share("a"), death_rate("b"), share("c")).assess("1.4", 2024, "yes", "永政发〔2024〕3号")


def test_arrows_qualitative_goals_and_measures_stand_apart():
    evaluation = everything().enter("c", {2024: "2"}).evaluate(2024)
    counts = evaluation.counts
    assert (counts.counted, counts.directional, counts.qualitative, counts.no_data) == (2, 2, 1, 2)
    measured = [j for j in evaluation.domains[0].targets if j.measure is not None]
    assert [(j.counted, j.state, j.attained) for j in measured] == [
        (False, "attained", True),
        (False, None, None),
    ]
    (project,) = evaluation.projects
    assert (project.counted, project.attained, project.state) == (False, False, "not_due")


def test_the_mapping_of_arrows_qualitative_goals_measures_and_projects():
    document = evaluation_to_mapping(everything().enter("c", {2024: "2"}).evaluate(2024))
    entries = document["domains"][0]["targets"]
    arrow = next(e for e in entries if e["op"] == "↑" and e["goal"] == "2")
    assert (arrow["counted"], arrow["state"], arrow["attained"], arrow["target"]) == (False, None, None, None)
    words = next(e for e in entries if e["indicator"] is None)
    assert (words["goal"], words["verdict"], words["counted"], words["state"]) == (
        "4",
        "qualitative",
        False,
        None,
    )
    assert any("永政发〔2024〕3号" in step for step in words["steps"])
    measured = next(e for e in entries if e["goal"] is None and e["op"] == ">=")
    assert (measured["measure"], measured["counted"], measured["value"]) == (7, False, "2.00")
    assert [(e["goal"], e["project"]) for e in document["projects"]] == [(None, 2)]


def test_a_goal_not_yet_assessed_says_what_to_do():
    judged = everything().evaluate(2023).domains[0].targets[4]
    assert judged.verdict == "qualitative"
    assert "请填写自评和依据" in judged.steps[-1]


def test_a_faulty_value_counts_as_no_data():
    file = File(plan_of(goal("1", target("a", ">=", "90"))), share("a")).enter("a", {2024: "101"})
    counts = file.evaluate(2024, [error_at("a", 2024)]).counts
    assert (counts.counted, counts.no_data, counts.attained) == (1, 1, 0)
