"""Strict reading of forms: everything kept, every problem at once with its nearest match."""

from decimal import Decimal
from typing import Any

import pytest

from helpers.checking_case import (
    catalogue,
    count_table,
    form_table,
    library_of,
    plan_of,
    rate_table,
    share_table,
)
from plandesk.core.declarations import Misdeclared
from plandesk.core.form_reader import (
    form_from_mapping,
    form_to_mapping,
    indicator_from_mapping,
    indicator_to_mapping,
    library_to_mapping,
    read_form,
    read_forms,
)
from plandesk.core.words import Words


def problems_of(*tables: dict[str, Any]) -> tuple[str, ...]:
    with pytest.raises(Misdeclared) as caught:
        read_forms([(f"{number}.toml", table) for number, table in enumerate(tables, 1)])
    return caught.value.problems


def problem_of(**changes: Any) -> str:
    """The one problem of a form whose indicator is changed that way."""
    (problem,) = problems_of(form_table([share_table(**changes)]))
    return problem


def check_problems(**changes: Any) -> tuple[str, ...]:
    check = {
        "rule": "women.order",
        "kind": "ordered",
        "severity": "error",
        "indicators": ["screening", "treated"],
    }
    tables = [share_table(), share_table("treated", "治疗率"), count_table()]
    return problems_of(form_table(tables, [{**check, **changes}]))


def test_everything_declared_is_kept() -> None:
    table = rate_table(
        aliases=["孕产妇死亡比"], breakdowns=["sex", "age"], ages=["0-3岁"], period_kind="mch_year", decimals=1,
        plausible=["0", "60"], change_limit="10", source="领域知识", hint="……", judgement=True,
    )  # fmt: skip
    check = {"rule": "women.mmr_change", "kind": "change_within", "severity": "warning", "indicators": ["maternal"],
             "limit": "5", "per_cent": True, "message": "{place}变动{change}", "advice": "请核对。"}  # fmt: skip
    form = read_form("a.toml", form_table([table], [check], also=["doctors"], version=3))
    indicator = form.indicators[0]
    assert (indicator.base, indicator.decimals, indicator.version) == (Decimal(100_000), 1, 3)
    assert indicator.limits == (Decimal(0), None)
    assert indicator.plausible == (Decimal(0), Decimal(60))
    assert (indicator.change_limit, indicator.judgement, indicator.ages) == (Decimal(10), True, ("0-3岁",))
    assert dict(form.checks[0].options) == {"limit": "5", "per_cent": "true"}
    assert form.also == ("doctors",)
    assert form_from_mapping(form_to_mapping(form)) == form
    assert indicator_from_mapping(indicator_to_mapping(indicator)) == indicator


@pytest.mark.parametrize(
    ("table", "limits", "decimals"),
    [
        (share_table(), (Decimal(0), Decimal(100)), 2),
        (share_table(kind="gross_rate"), (Decimal(0), None), 2),
        (count_table(), (Decimal(0), None), 0),
        (count_table(kind="growth"), (None, None), 2),
        (count_table(kind="growth", limits=["-50", ""]), (Decimal(-50), None), 2),
    ],
)
def test_limits_and_decimals_follow_the_kind(table: dict[str, Any], limits: object, decimals: int) -> None:
    (indicator,) = read_form("a.toml", form_table([table])).indicators
    assert (indicator.limits, indicator.decimals) == (limits, decimals)


def test_every_problem_comes_at_once_with_file_place_and_nearest_match() -> None:
    wrong = share_table(numerater="x", decimals="2", better="hihger", limits=[0, 100], judgement="yes")
    del wrong["reporter"]
    problems = problems_of(form_table([wrong], tilte="x", form="Women"), {"title": "", "indicator": [3]})
    assert problems == (
        "1.toml：“form”应如“women/health”，现为“Women”",
        "1.toml indicator screening：“better”不能是'hihger'，是不是“higher”，可用：higher、lower、neither",
        "1.toml indicator screening：缺少“reporter”",
        "1.toml indicator screening：“decimals”应为0至4的整数，现为'2'",
        "1.toml indicator screening：“limits”应为两个写成文字的数，如[“0”, “100”]，空文字表示不限，现为[0, 100]",
        "1.toml indicator screening：“judgement”应为true 或 false，现为'yes'",
        "1.toml indicator screening：不认识的键“numerater”，是不是“numerator”",
        "1.toml：不认识的键“tilte”，是不是“title”",
        "2.toml：缺少“form”",
        "2.toml：“title”应为文字，现为''",
        "2.toml：“indicator”应为表的列表，现为[3]",
    )
    assert str(len(problems)) in Words(catalogue("problems_core.toml")).problem(Misdeclared(problems))


@pytest.mark.parametrize(
    ("changes", "part"),
    [
        ({"code": "Screening"}, "代码"),
        ({"base": 100}, "“base”应为写成文字的数"),
        ({"base": "1000"}, "“base”应为“100”"),
        ({"denominator": None}, "写明“numerator”“denominator”和“base”"),
        ({"kind": "mean", "aggregate": "none", "denominator": None}, "要么都写，要么都不写"),
        ({"breakdowns": ["sexe"]}, "没有“sexe”，是不是“sex”"),
        ({"breakdowns": ["area", "sex"]}, "顺序"),
        ({"breakdowns": ["sex", "sex"]}, "“sex”重复"),
        ({"breakdowns": "sex"}, "文字的列表"),
        ({"breakdowns": ["age"]}, "“ages”"),
        ({"change_limit": "0"}, "大于0"),
        ({"limits": ["100", "0"]}, "前小后大"),
        ({"aliases": 3}, "文字的列表"),
        ({"kind": None}, "缺少“kind”"),
        ({"version": 0}, "1至9999的整数"),
    ],
)
def test_what_does_not_hang_together(changes: dict[str, Any], part: str) -> None:
    assert part in problem_of(**changes)


def test_a_ratio_needs_parts() -> None:
    (problem,) = problems_of(form_table([count_table(aggregate="ratio")]))
    assert "要有分子和分母" in problem


def test_codes_names_and_rules_stand_once_across_files() -> None:
    check = {
        "rule": "women.range",
        "kind": "range",
        "severity": "error",
        "indicators": ["screening"],
        "high": "99",
    }
    first = form_table([share_table(aliases=["乙肝检测率"])], [check])
    second = form_table([share_table(), rate_table(name="乙肝检测率")], [check], form="women/law")
    third = form_table([], form="women/law", also=["screning", "maternal"])
    fourth = form_table([count_table()], form="women/family", also=["doctors"])
    assert problems_of(first, second, third, fourth) == (
        "2.toml indicator screening：代码“screening”已在1.toml indicator screening用过",
        "2.toml indicator screening：名称“孕产妇乙肝检测率”已在1.toml indicator screening用过",
        "2.toml indicator maternal：名称“乙肝检测率”已在1.toml indicator screening用过",
        "2.toml check women.range：规则名已在1.toml用过",
        "3.toml：表“women/law”已在2.toml用过",
        "3.toml：“also”中没有指标“screning”，是不是“screening”",
        "4.toml：“also”中的“doctors”就在本表",
    )


@pytest.mark.parametrize(
    ("changes", "part"),
    [
        ({"kind": "readable"}, "“kind”不能是'readable'"),
        ({"kind": "orderd"}, "是不是“ordered”"),
        ({"kind": None}, "缺少“kind”"),
        ({"severity": None}, "缺少“severity”"),
        ({"rule": "order"}, "“rule”应如"),
        ({"indicators": ["screening"]}, "要2至10个指标，现有1个"),
        ({"indicators": ["screening", "treeted"]}, "没有指标“treeted”，是不是“treated”"),
        ({"indicators": ["screening", "doctors"]}, "单位不同"),
        ({"strikt": True}, "没有选项“strikt”，是不是“strict”"),
        ({"strict": "perhaps"}, "选项“strict”应为true、false"),
        ({"kind": "same_as", "tolerance": 1}, "选项“tolerance”应为写成文字的数"),
        ({"missing": "zero"}, "选项“missing”应为skip、report"),
        ({"kind": "range", "indicators": ["screening"]}, "要写“low”或“high”"),
        ({"kind": "change_within", "indicators": ["screening"]}, "要写“limit”"),
        ({"message": "{frist}大于{second}"}, "没有空位“{frist}”，是不是“first”"),
        ({"message": "{first"}, "没有空位"),
        ({"field": "numerater"}, "是不是“numerator”"),
    ],
)
def test_a_wrong_check_is_named(changes: dict[str, Any], part: str) -> None:
    (problem,) = check_problems(**changes)
    assert problem.startswith("1.toml check ")
    assert part in problem


def test_parts_of_other_units_may_be_compared() -> None:
    check = {"rule": "women.order", "kind": "not_above", "severity": "error", "indicators": ["doctors", "screening"],
             "whole_field": "numerator"}  # fmt: skip
    assert library_of(share_table(), count_table(), checks=[check]).checks()[0].options == {
        "whole_field": "numerator"
    }


def test_rates_per_so_many_may_be_compared() -> None:
    check = {
        "rule": "women.order",
        "kind": "ordered",
        "severity": "error",
        "indicators": ["maternal", "screening"],
    }
    assert len(library_of(share_table(), rate_table(), checks=[check]).checks()) == 1


def test_a_kept_indicator_is_read_as_strictly() -> None:
    with pytest.raises(Misdeclared, match="screening"):
        indicator_from_mapping(share_table(unti="%"))


def test_the_library_as_the_command_line_prints_it() -> None:
    health = form_table([rate_table(aliases=["孕产妇死亡比"], breakdowns=["area"], plausible=["0", ""])])
    law = form_table([count_table()], form="women/law", also=["maternal"])
    library = read_forms([("a.toml", health), ("b.toml", law)])
    first, second = library_to_mapping(library, [plan_of("maternal", "doctors"), plan_of("doctors")])
    assert first == {
        "code": "maternal", "name": "孕产妇死亡率", "aliases": ["孕产妇死亡比"], "unit": "/10万", "base": "100000",
        "numerator": "孕产妇死亡人数", "denominator": "活产数", "better": "lower", "breakdowns": ["area"],
        "period_kind": "calendar", "aggregate": "ratio", "kind": "rate", "reporter": "卫生健康局",
        "definition": "……", "source": "", "plausible": ["0", None], "forms": ["women/health", "women/law"],
        "plans": [],
    }  # fmt: skip
    assert (second["base"], second["numerator"], second["plans"]) == (None, None, ["sample_women"])
