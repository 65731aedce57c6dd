"""The evaluator: what is checked, only the rules touched, order, explanations, blanks; and the gate."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers.checking_case import FINDING_WORDS, YEAR, Desk, count_table, plan_of, rate_table, share_table
from plandesk.core import checking
from plandesk.core.check_kinds import KINDS
from plandesk.core.checking import Checker, counts
from plandesk.core.findings import Finding
from plandesk.core.indicator import Library
from plandesk.core.plan import Goal
from plandesk.core.records import CellKey, Explanation
from plandesk.core.sending import gate
from plandesk.core.totals import with_totals

ORDER = {
    "rule": "women.order",
    "kind": "ordered",
    "severity": "error",
    "indicators": ["screening", "treated"],
}
TABLES = (
    share_table(breakdowns=["sex"], plausible=["50", "100"], change_limit="10"),
    share_table("treated", "治疗率"),
    count_table(breakdowns=["sex"]),
)


def desk_of(*codes: str) -> Desk:
    return Desk(*TABLES, checks=[ORDER], plans=(plan_of(*codes),) if codes else ())


def test_only_indicators_of_the_plans_are_checked() -> None:
    desk = desk_of("doctors").type("screening", "101").type("doctors", "-3")
    assert desk.rules() == ["doctors.range"]
    desk.plans = (*desk.plans, plan_of("screening"))
    assert desk.rules() == ["screening.range", "doctors.range"]


def test_a_file_without_plans_is_checked_whole() -> None:
    assert desk_of().type("screening", "101").rules() == ["screening.range"]


def test_errors_come_first_then_the_form_s_order() -> None:
    desk = (
        desk_of()
        .type("doctors", "-3")
        .type("screening", "40")
        .type("treated", "101")
        .type("screening", "3", year=2023)
    )
    desk.type("treated", "abc", cell="")
    assert desk.rules() == [
        "treated.readable",
        "doctors.range",
        "screening.change_within",
        "screening.range.plausible",
    ]


def test_other_years_are_left_alone() -> None:
    assert desk_of().type("screening", "101", year=2023).rules() == []
    assert desk_of().type("screening", "101", year=2023).rules(2023) == ["screening.range"]


def test_only_what_touches_a_cell_is_checked() -> None:
    desk = desk_of().type("screening", "101").type("treated", "60").type("doctors", "-3")
    rules = [f.rule for f in desk.check(only=[CellKey("treated", YEAR)])]
    assert rules == ["women.order"]
    assert [f.rule for f in desk.check(only=[CellKey("doctors", YEAR)])] == ["doctors.range"]
    assert desk.check(only=[]) == ()
    assert desk.check(only=[CellKey("doctors", 2022)]) == ()


def test_a_cleared_cell_has_no_findings() -> None:
    assert desk_of().check(only=[CellKey("screening", YEAR), CellKey("screening", YEAR, "sex=male")]) == ()


def test_a_breakdown_cell_touches_its_total() -> None:
    desk = (
        desk_of()
        .type("doctors", "13")
        .type("doctors", "5", cell="sex=female")
        .type("doctors", "7", cell="sex=male")
    )
    found = desk.check(only=[CellKey("doctors", YEAR, "sex=male")])
    assert [(f.rule, f.cell) for f in found] == [("doctors.sum_equals.sex", "")]


def test_last_year_s_figure_touches_the_comparison() -> None:
    desk = desk_of().type("screening", "60", year=2023).type("screening", "80")
    assert [f.rule for f in desk.check(only=[CellKey("screening", 2023)])] == ["screening.change_within"]


typing = st.lists(
    st.tuples(
        st.sampled_from(["screening", "treated", "doctors"]),
        st.sampled_from(["value", "numerator", "denominator"]),
        st.sampled_from(["", "sex=female", "sex=male"]),
        st.sampled_from([2023, 2024]),
        st.sampled_from(["", "0", "5", "12", "60", "101", "-3", "abc", "未统计"]),
    ),
    min_size=1,
    max_size=12,
)


@settings(max_examples=60, deadline=None)
@given(typing)
def test_checking_cell_by_cell_finds_what_checking_whole_finds(
    steps: list[tuple[str, str, str, int, str]],
) -> None:
    desk = desk_of()
    standing: tuple[Finding, ...] = ()
    for code, field, cell, year, text in steps:
        desk.type(code, text, field, cell, year)  # type: ignore[arg-type]
        touched = {CellKey(code, year, cell)}
        standing = desk.checker.recheck(desk.snapshot, YEAR, standing, touched)
        whole = desk.check()
        assert standing == whole
        assert set(desk.check(only=touched)) <= set(whole)


def explained(desk: Desk, rule: str, text: str = "新增6个筛查点") -> None:
    found = desk.one(rule)
    desk.put(Explanation(rule, found.indicator, found.year, found.cell, text, found.fingerprint))


def test_an_explanation_belongs_to_the_value_explained() -> None:
    desk = desk_of().type("screening", "40")
    assert desk.one("screening.range.plausible").open
    explained(desk, "screening.range.plausible")
    found = desk.one("screening.range.plausible")
    assert (found.explanation, found.draft, found.open) == ("新增6个筛查点", "", False)
    desk.type("screening", "41")
    found = desk.one("screening.range.plausible")
    assert (found.explanation, found.draft, found.open) == (None, "新增6个筛查点", True)
    desk.type("screening", "40.0")
    assert desk.one("screening.range.plausible").explanation == "新增6个筛查点"


def test_a_computed_value_is_known_by_its_parts() -> None:
    desk = desk_of().parts("screening", "40", "100")
    explained(desk, "screening.range.plausible")
    assert not desk.one("screening.range.plausible").open
    desk.parts("screening", "80", "200")
    assert desk.one("screening.range.plausible").open


def test_last_year_s_figure_is_part_of_what_was_explained() -> None:
    desk = desk_of().type("screening", "60", year=2023).type("screening", "80")
    explained(desk, "screening.change_within")
    assert not desk.one("screening.change_within").open
    desk.type("screening", "61", year=2023)
    assert desk.one("screening.change_within").draft == "新增6个筛查点"


def test_an_error_cannot_be_explained_away() -> None:
    desk = desk_of().type("screening", "101")
    explained(desk, "screening.range")
    assert desk.one("screening.range").open


def test_counts() -> None:
    desk = desk_of().type("screening", "40").type("doctors", "-3")
    assert counts(desk.check()) == {"error": 1, "warning": 1, "note": 0}
    assert counts(()) == {"error": 0, "warning": 0, "note": 0}


def gaps(desk: Desk, year: int = YEAR) -> list[str]:
    return [f.indicator for f in desk.checker.required_gaps(desk.snapshot, year)]


def test_blanks_of_quantified_targets_stand_in_the_way() -> None:
    desk = desk_of("doctors", "screening")
    assert gaps(desk) == ["screening", "doctors"]
    found = desk.checker.required_gaps(desk.snapshot, YEAR)[0]
    assert (found.rule, found.kind, found.severity) == ("screening.required", "required", "error")
    assert found.message == "孕产妇乙肝检测率2024年没有填。"
    assert "required" not in {f.kind for f in desk.check()}
    assert gaps(desk.type("screening", "未统计").type("doctors", "0")) == []


def test_half_a_figure_is_still_a_blank() -> None:
    assert gaps(desk_of("screening").type("screening", "3", "numerator")) == ["screening"]
    assert gaps(desk_of("screening").type("screening", "待核", "note")) == ["screening"]
    assert gaps(desk_of("screening").parts("screening", "0", "0")) == []


def test_what_is_an_error_already_is_no_blank_too() -> None:
    assert gaps(desk_of("screening").type("screening", "abc")) == []
    assert gaps(desk_of("screening").parts("screening", "3", "0")) == []


def test_a_total_added_up_from_its_cells_is_an_answer() -> None:
    desk = desk_of("doctors").type("doctors", "5", cell="sex=female")
    assert gaps(desk) == ["doctors"]
    desk.type("doctors", "7", cell="sex=male")
    for total in with_totals(desk.snapshot, desk.observations.values()):
        desk.observations[total.address] = total  # type: ignore[attr-defined, assignment]
    assert gaps(desk) == []


def test_only_targets_that_count_in_the_year_are_required() -> None:
    desk = desk_of("screening")
    assert gaps(desk, 2020) == []
    assert gaps(desk, 2026) == []
    desk.plans = (plan_of("screening", valid_from=2023),)
    assert (gaps(desk, 2022), gaps(desk, 2023)) == ([], ["screening"])
    desk.plans = (plan_of("screening", valid_to=2023),)
    assert (gaps(desk, 2023), gaps(desk, 2024)) == (["screening"], [])
    desk.plans = (plan_of("screening", op="↓", value=None),)
    assert gaps(desk) == []
    desk.plans = (plan_of("screening", stretch=True),)
    assert gaps(desk) == []


def test_figures_in_measures_and_unknown_indicators_are_not_required() -> None:
    plan = plan_of("screening", "no_such_indicator")
    desk = desk_of("screening")
    desk.plans = (plan,)
    assert gaps(desk) == ["screening"]
    domain = plan.domains[0]
    measures = replace(domain, goals=(Goal("1", "……", "qualitative"),), measures=())
    desk.plans = (replace(plan, domains=(measures,)),)
    assert gaps(desk) == []


def test_a_form_may_require_more() -> None:
    check = {"rule": "women.required", "kind": "required", "severity": "warning", "indicators": ["treated", "doctors"],
             "message": "{place}{year}年要填。"}  # fmt: skip
    desk = Desk(*TABLES, checks=[check], plans=(plan_of("treated", op="↑", value=None),))
    (found,) = desk.checker.required_gaps(desk.snapshot, YEAR)
    assert (found.rule, found.severity, found.message) == ("women.required", "warning", "治疗率2024年要填。")
    assert desk.rules() == []


def test_the_gate_lets_only_what_is_right_or_explained_through() -> None:
    desk = desk_of("screening", "doctors", "treated")
    desk.type("screening", "40").type("treated", "101").type("doctors", "5", origin="copied")
    standing = gate(desk.snapshot, YEAR, desk.check(), desk.checker.required_gaps(desk.snapshot, YEAR))
    assert [f.rule for f in standing] == [
        "treated.range",
        "screening.range.plausible",
        "doctors.same_as.copied",
    ]
    explained(desk, "screening.range.plausible")
    explained(desk, "doctors.same_as.copied")
    desk.type("treated", "60")
    assert gate(desk.snapshot, YEAR, desk.check(), ()) == ()
    desk.type("treated", "")
    blank = desk.checker.required_gaps(desk.snapshot, YEAR)
    assert [f.rule for f in gate(desk.snapshot, YEAR, desk.check(), blank)] == ["treated.required"]
    assert gate(desk.snapshot, 2023, desk.check(), blank) == ()
    assert gate(replace(desk.snapshot, library=rate_library()), YEAR, desk.check(), blank) == ()


def rate_library() -> Library:
    return Desk(rate_table()).library


def test_every_kind_is_evaluated() -> None:
    evaluated = checking._OF_ONE.keys() | checking._OF_SEVERAL.keys()
    assert evaluated | {"required"} == KINDS.keys()


@pytest.mark.parametrize("key", sorted(FINDING_WORDS.templates))
def test_every_sentence_has_its_other_half_and_ends(key: str) -> None:
    stem, _, part = key.rpartition(".")
    assert {f"{stem}.message", f"{stem}.advice"} <= FINDING_WORDS.templates.keys()
    assert part in ("message", "advice")
    assert FINDING_WORDS.templates[key].endswith("。")
    assert "您" not in FINDING_WORDS.templates[key]


def test_a_checker_needs_no_plans_and_no_checks() -> None:
    desk = Desk()
    assert Checker(desk.library, FINDING_WORDS).check(desk.snapshot, YEAR) == ()
