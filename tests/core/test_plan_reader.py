"""Strict reading of packs, and the plan's JSON there and back."""

from copy import deepcopy
from decimal import Decimal
from typing import Any

import pytest

from helpers.checking_case import count_table, library_of, rate_table, share_table
from plandesk.core.declarations import Misdeclared
from plandesk.core.plan import Plan, Relative
from plandesk.core.plan_reader import check_plan_against, plan_from_mapping, plan_to_mapping, read_plan

MMR: dict[str, Any] = {
    "indicator": "maternal", "name": "孕产妇死亡率", "op": "<=", "value": "12.5", "unit": "/10万",
}  # fmt: skip


def pack(*targets: dict[str, Any], **changes: Any) -> dict[str, Any]:
    """A pack with one goal that has those targets."""
    goal = {"no": "2", "summary": "……", "kind": "quantified", "target": list(targets or (MMR,))}
    return {
        "id": "sample_women", "title": "示例县妇女发展规划", "audience": "women", "period": [2021, 2025],
        "doc_no": "示政发〔2023〕1号", "issued": "2023-04-16",
        "region": {"name": "示例县", "code": "999999", "level": "county"},
        "monitoring": {"annual": True, "midterm": True, "final": True, "data_to": "统计局", "groups": ["监测组"],
                       "special": ["……"], "evaluation_to": "妇儿工委"},
        "domain": [{"no": 1, "name": "妇女与健康", "form": "women/health", "goal": [goal],
                    "measure": [{"no": 1, "title": "……", "target": [{**MMR, "stage_year": 2024}]}]}],
        "project": [{"no": 1, "title": "……"}],
        "baseline": [{"indicator": "maternal", "year": 2020, "value": "13.10"}],
        **changes,
    }  # fmt: skip


def problems_of(table: dict[str, Any]) -> tuple[str, ...]:
    with pytest.raises(Misdeclared) as caught:
        read_plan("sample.toml", table)
    return caught.value.problems


def plan_with(*targets: dict[str, Any]) -> Plan:
    return read_plan("sample.toml", pack(*targets))


def test_the_json_is_the_contract_s() -> None:
    assert plan_to_mapping(read_plan("sample.toml", pack())) == {
        "id": "sample_women", "title": "示例县妇女发展规划",
        "region": {"name": "示例县", "code": "999999", "level": "county"},
        "audience": "women", "period": [2021, 2025], "doc_no": "示政发〔2023〕1号", "issued": "2023-04-16",
        "domains": [{"no": 1, "name": "妇女与健康", "form": "women/health",
            "goals": [{"no": "2", "summary": "……", "kind": "quantified", "targets": [{
                "indicator": "maternal", "name": "孕产妇死亡率", "op": "<=", "value": "12.5", "value2": None,
                "unit": "/10万", "stage_year": 2025, "baseline_year": None, "relative": None, "scope": None,
                "stretch": False, "implicit": False, "remark": None}]}],
            "measures": [{"no": 1, "title": "……", "targets": [{
                "indicator": "maternal", "name": "孕产妇死亡率", "op": "<=", "value": "12.5", "value2": None,
                "unit": "/10万", "stage_year": 2024, "baseline_year": None, "relative": None, "scope": None,
                "stretch": False, "implicit": False, "remark": None}]}]}],
        "projects": [{"no": 1, "title": "……", "targets": []}],
        "baselines": [{"indicator": "maternal", "year": 2020, "value": "13.10"}],
        "monitoring": {"annual": True, "midterm": True, "final": True, "data_to": "统计局", "groups": ["监测组"],
                       "special": ["……"]},
    }  # fmt: skip


RELATIVES: list[tuple[dict[str, Any], dict[str, Any]]] = [
    (
        {"op": "↓", "value": "20", "unit": "%",
         "relative": {"kind": "change", "direction": "down", "per": "period", "from": 2020, "unit": "%"}},
        {"kind": "change", "direction": "down", "per": "period", "from": 2020, "unit": "%"},
    ),
    (
        {"op": "between", "value": "0.5", "value2": "1", "unit": "个百分点",
         "relative": {"kind": "change", "direction": "down", "per": "year", "unit": "个百分点", "words": "每年降低"}},
        {"kind": "change", "direction": "down", "per": "year", "from": None, "unit": "个百分点", "words": "每年降低"},
    ),
    (
        {"op": ">=", "value": None, "relative": {"kind": "benchmark", "against": "女党员比例"}},
        {"kind": "benchmark", "against": "女党员比例", "words": None},
    ),
    (
        {"op": "≈", "value": None, "relative": {"kind": "balance", "words": "男女均衡"}},
        {"kind": "balance", "words": "男女均衡"},
    ),
]  # fmt: skip


@pytest.mark.parametrize(("declared", "printed"), RELATIVES)
def test_relative_targets(declared: dict[str, Any], printed: dict[str, Any]) -> None:
    plan = plan_with({**MMR, **declared})
    (goal,) = plan_to_mapping(plan)["domains"][0]["goals"]  # type: ignore[index]
    assert goal["targets"][0]["relative"] == printed
    assert plan_from_mapping(plan_to_mapping(plan, stored=True)) == plan


def test_the_figures_stay_as_the_document_writes_them() -> None:
    plan = plan_with({**MMR, "value": "5.0"}, {**MMR, "op": ">=", "value": "99.95"})
    values = [t["value"] for t in plan_to_mapping(plan)["domains"][0]["goals"][0]["targets"]]  # type: ignore[index]
    assert values == ["5.0", "99.95"]


def test_a_stored_plan_keeps_what_json_leaves_out() -> None:
    table = pack({**MMR, "valid_from": 2023, "valid_to": 2025}, version=4)
    table["domain"][0]["goal"][0]["text"] = "原文"
    plan = read_plan("sample.toml", table)
    assert plan_from_mapping(plan_to_mapping(plan, stored=True)) == plan
    bare = plan_from_mapping(plan_to_mapping(plan))
    assert (bare.version, bare.domains[0].goals[0].text, bare.monitoring.evaluation_to) == (1, None, "")
    assert bare.domains[0].goals[0].targets[0].valid_from is None


def test_a_draft_may_say_where_it_read_what() -> None:
    table = pack({**MMR, "source": {"line": 3, "text": "……"}, "confidence": "0.9"}, doc_no="", issued="")
    table["region"]["code"] = ""
    assert read_plan("draft.toml", table).domains[0].goals[0].targets[0].value == Decimal("12.5")


def test_a_headline_over_sub_goals_may_stand_bare() -> None:
    table = pack()
    table["domain"][0]["goal"] = [
        {"no": "1", "summary": "……", "kind": "quantified"},
        {"no": "1.1", "summary": "……", "kind": "quantified", "target": [MMR]},
    ]
    assert [g.no for g in read_plan("sample.toml", table).domains[0].goals] == ["1", "1.1"]


def test_every_problem_comes_at_once() -> None:
    table = pack(
        {**MMR, "valeu": "1", "value": 12.5}, audience="woman", period=[2025, 2021], issued="4月16日", id="A"
    )
    table["region"] |= {"code": "14088", "lvel": 1}
    table["domain"].append(deepcopy(table["domain"][0]) | {"no": "x"})
    table["domain"].append(table["domain"][0])
    del table["monitoring"]
    target = "sample.toml domain 1 goal 2 target maternal"
    problems = problems_of(table)
    assert {
        "sample.toml：“period”应为首年和末年，如[2021, 2025]",
        "sample.toml：“audience”不能是'woman'，是不是“women”，可用：women、children",
        "sample.toml：“id”应为小写英文字母、数字、下划线组成的代码，现为'A'",
        "sample.toml region：“code”应为六位行政区划代码，现为“14088”",
        "sample.toml region：不认识的键“lvel”，是不是“level”",
        "sample.toml：“issued”应如“2023-04-16”，现为“4月16日”",
        f"{target}：“value”应为写成文字的数，如“12.5”，现为12.5",
        f"{target}：不认识的键“valeu”，是不是“value”",
        "sample.toml domain x：“no”应为1至99的整数，现为'x'",
        "sample.toml：domain 编号1重复",
        "sample.toml：缺少“monitoring”",
    } <= set(problems)


def test_what_a_pack_cannot_do_without() -> None:
    problems = problems_of({"id": "sample_women", "title": "……", "audience": "women", "period": [2021]})
    assert problems == (
        "sample.toml：“period”应为首年和末年，如[2021, 2025]",
        "sample.toml：缺少“region”",
        "sample.toml：缺少“monitoring”",
        "sample.toml：缺少“domain”",
    )


@pytest.mark.parametrize(
    ("changes", "part"),
    [
        ({"op": "=<"}, "“op”不能是'=<'"),
        ({"value": None}, "缺少“value”"),
        ({"value": "12,5"}, "写成文字的数"),
        ({"op": "↓"}, "缺少“relative”"),
        ({"value2": "13"}, "“value2”和 op“between”"),
        ({"op": "between"}, "“value2”和 op“between”"),
        ({"op": "between", "value2": "12.5"}, "“value2”应大于“value”"),
        ({"stage_year": 2026}, "不在规划期2021—2025内"),
        ({"stage_year": 3000}, "1990至2100的整数"),
        ({"indicator": "孕产妇死亡率"}, "代码"),
        ({"relative": {"kind": "balance", "words": "均衡"}}, "没有“value”"),
        ({"value": None, "op": "≈", "relative": {"kind": "balance"}}, "balance 缺少“words”"),
        ({"value": None, "op": ">=", "relative": {"kind": "benchmark"}}, "benchmark 缺少“against”"),
        ({"relative": {"kind": "change", "direction": "down", "per": "year"}}, "change 缺少“unit”"),
        ({"op": "↓", "value": None,
          "relative": {"kind": "change", "direction": "down", "per": "year", "unit": "%"}}, "缺少“value”"),
        ({"relative": "decrease 20% from 2020"}, "“relative”应为一个表"),
        ({"stretch": "yes"}, "true 或 false"),
    ],
)  # fmt: skip
def test_a_contradictory_target_is_named(changes: dict[str, Any], part: str) -> None:
    first = problems_of(pack({**MMR, **changes}))[0]
    assert first.startswith("sample.toml domain 1 goal 2")
    assert part in first


def test_a_target_stands_once() -> None:
    (problem,) = problems_of(pack(MMR, {**MMR, "value": "13"}))
    assert problem == "sample.toml domain 1 goal 2：“孕产妇死亡率”2025年的目标重复"
    assert (
        len(plan_with(MMR, {**MMR, "stage_year": 2023}, {**MMR, "scope": "农村"}).domains[0].goals[0].targets)
        == 3
    )


@pytest.mark.parametrize(
    ("goal", "part"),
    [
        ({"kind": "qualitative"}, "定性目标不能有指标"),
        ({"target": []}, "缺少指标"),
        ({"kind": "directional"}, "有数值的目标是 quantified"),
        ({"target": [{**MMR, "op": "↓", "value": None}]}, "没有一个指标有数值"),
    ],
)
def test_a_goal_s_kind_and_targets_agree(goal: dict[str, Any], part: str) -> None:
    table = pack()
    table["domain"][0]["goal"][0] |= goal
    (problem,) = problems_of(table)
    assert problem.startswith("sample.toml domain 1：目标2：")
    assert part in problem


def test_numbers_stand_once() -> None:
    table = pack(project=[{"no": 1, "title": "a"}, {"no": 1, "title": "b"}])
    domain = table["domain"][0]
    domain["goal"].append(domain["goal"][0])
    domain["measure"].append(domain["measure"][0])
    assert problems_of(table) == (
        "sample.toml domain 1：goal 编号2重复",
        "sample.toml domain 1：measure 编号1重复",
        "sample.toml：project 编号1重复",
    )


def test_a_plan_is_held_against_the_library() -> None:
    library = library_of(rate_table(), share_table(), count_table())
    assert check_plan_against(read_plan("sample.toml", pack()), library) == ()
    ten_thousandth = {**MMR, "unit": "/万", "value": "1.1"}
    against = {**MMR, "op": ">=", "value": None, "relative": {"kind": "benchmark", "against": "screning"}}
    table = pack(
        ten_thousandth, {**MMR, "unit": "人"}, {**MMR, "indicator": "matternal"}, against,
        baseline=[{"indicator": "doctor", "year": 2020, "value": "1"}],
    )  # fmt: skip
    table["domain"][0]["goal"][0]["target"][1]["scope"] = "农村"
    table["domain"][0]["form"] = "women/helth"
    assert check_plan_against(read_plan("sample.toml", table), library) == (
        "sample_women 领域1“妇女与健康”：没有表“women/helth”，是不是“women/health”",
        "sample_women “孕产妇死亡率”：单位“人”和指标的单位“/10万”不能换算",
        "sample_women “孕产妇死亡率”：没有指标“matternal”，是不是“maternal”",
        "sample_women “孕产妇死亡率”：“against”中没有指标“screning”，是不是“screening”",
        "sample_women 基期：没有指标“doctor”，是不是“doctors”",
    )


def test_a_benchmark_in_words_is_no_code() -> None:
    target = {**MMR, "op": ">=", "value": None, "relative": {"kind": "benchmark", "against": "全省平均水平"}}
    plan = plan_with(target)
    assert plan.domains[0].goals[0].targets[0].relative == Relative("benchmark", against="全省平均水平")
    assert check_plan_against(plan, library_of(rate_table())) == ()


def test_a_period_of_years_only() -> None:
    assert "年份的列表" in problems_of(pack(period=["2021", "2025"]))[0]
    assert "“period”应为首年和末年" in problems_of(pack(period=None))[0]
    assert "表的列表" in problems_of(pack(project="x"))[0]
    assert "缺少“year”" in problems_of(pack(baseline=[{"indicator": "maternal", "value": "1"}]))[0]
    assert "缺少“value”" in problems_of(pack(baseline=[{"indicator": "maternal", "year": 2020}]))[0]
