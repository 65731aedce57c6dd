"""The checks that follow from one indicator's declaration: pass, fail, and nothing to compare."""

from dataclasses import replace
from typing import Any

import pytest

from helpers.checking_case import Desk, count_table, indicator_of, rate_table, share_table
from plandesk.core.checking import derived_checks
from plandesk.core.derived_checks import counts_whole
from plandesk.core.records import SeriesBreak, Town


def test_what_follows_from_a_rate() -> None:
    table = rate_table(breakdowns=["sex", "town"], plausible=["0", "60"], change_limit="10")
    assert [(c.rule, c.severity) for c in derived_checks(indicator_of(table))] == [
        ("maternal.readable", "error"),
        ("maternal.range", "error"),
        ("maternal.range.plausible", "warning"),
        ("maternal.range.numerator", "error"),
        ("maternal.range.denominator", "error"),
        ("maternal.both_or_none", "warning"),
        ("maternal.rate_matches", "warning"),
        ("maternal.sum_equals.sex.numerator", "error"),
        ("maternal.sum_equals.sex.denominator", "error"),
        ("maternal.sum_equals.town.numerator", "warning"),
        ("maternal.sum_equals.town.denominator", "warning"),
        ("maternal.change_within", "warning"),
        ("maternal.change_within.break", "note"),
        ("maternal.same_as.copied", "warning"),
    ]


def test_only_a_share_has_its_numerator_below_its_denominator() -> None:
    def rules(table: dict[str, Any]) -> set[str]:
        return {c.kind for c in derived_checks(indicator_of(table))}

    assert "not_above" in rules(share_table())
    assert "not_above" not in rules(share_table(kind="gross_rate"))
    assert rules(count_table(kind="growth", aggregate="none")) == {"readable", "change_within", "same_as"}


@pytest.mark.parametrize(
    ("name", "whole"),
    [("检测人数", True), ("总户数", True), ("平均人口数", False), ("消费价格指数", False), ("绿地面积", False),
     ("常住人口（万人）", False), (None, False)],
)  # fmt: skip
def test_which_parts_count_whole_things(name: str | None, whole: bool) -> None:
    assert counts_whole(name) is whole


@pytest.mark.parametrize(
    ("field", "text", "message", "advice"),
    [
        ("numerator", "12,5", "孕产妇死亡率2024年分子“12,5”读不成数。", "千分位"),
        ("value", "abc", "孕产妇死亡率2024年数值“abc”读不成数。", "未统计"),
        ("value", "10-20", "孕产妇死亡率2024年数值“10-20”读不成一个数。", "一格只填一个数"),
        ("value", "12%", "孕产妇死亡率2024年数值“12%”的单位与本指标不符。", "“/10万”"),
        ("denominator", "12%", "孕产妇死亡率2024年分母“12%”读不成数。", "填个数"),
        ("value", "1234567890123456", "孕产妇死亡率2024年数值“1234567890123456”位数过多。", "连在了一起"),
    ],
)
def test_unreadable(field: Any, text: str, message: str, advice: str) -> None:
    desk = Desk(rate_table()).type("maternal", text, field)
    found = desk.one("maternal.readable")
    assert (found.message, found.severity, found.fields, found.open) == (message, "error", (field,), True)
    assert advice in found.advice
    assert text in found.fingerprint


def test_a_readable_cell_and_a_status_word_are_left_alone() -> None:
    assert Desk(rate_table()).parts("maternal", "0", "2400").rules() == []
    assert Desk(rate_table()).type("maternal", "未统计").rules() == []
    assert Desk(rate_table()).parts("maternal", "0", "0").rules() == []
    assert Desk(rate_table()).rules() == []


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("101", "孕产妇乙肝检测率2024年为101%，超过100%。"),
        ("-0.5", "孕产妇乙肝检测率2024年为-0.5%，低于0。"),
        ("-1", "孕产妇乙肝检测率2024年为-1%，低于0。"),
    ],
)
def test_a_typed_share_outside_its_limits(text: str, message: str) -> None:
    found = Desk(share_table()).type("screening", text).one("screening.range")
    assert (found.message, found.severity) == (message, "error")


def test_codes_for_missing_are_pointed_out() -> None:
    assert "不填-1、-2" in Desk(count_table()).type("doctors", "-2").one("doctors.range").advice
    part = Desk(rate_table()).parts("maternal", "-1", "2400").one("maternal.range.numerator")
    assert part.message == "孕产妇死亡率2024年分子为-1，低于0。"
    assert "不填-1、-2" in part.advice


def test_a_share_of_100_is_within() -> None:
    assert Desk(share_table()).type("screening", "100").rules() == []
    assert Desk(share_table(kind="gross_rate")).type("screening", "104.2").rules() == []
    assert Desk(count_table(kind="growth", aggregate="none")).type("doctors", "-3.5").rules() == []


def test_the_cell_is_named() -> None:
    desk = Desk(share_table(breakdowns=["sex", "area"])).type(
        "screening", "101", cell="sex=female;area=rural"
    )
    found = desk.one("screening.range")
    assert found.message == "孕产妇乙肝检测率（女、农村）2024年为101%，超过100%。"
    assert found.cell == "sex=female;area=rural"


def test_a_numerator_above_its_denominator_is_said_once() -> None:
    desk = Desk(share_table(plausible=["80", "100"])).parts("screening", "1091", "1084")
    (found,) = desk.check()
    assert (found.rule, found.severity) == ("screening.not_above", "error")
    assert found.message == "孕产妇乙肝检测率：分子1091大于分母1084。"
    assert found.advice == "请核对分子“检测人数”和分母“产妇数”。"
    assert found.fields == ("numerator", "denominator")
    assert Desk(share_table()).parts("screening", "1084", "1084").rules() == []
    assert Desk(share_table(kind="gross_rate")).parts("screening", "1091", "1084").rules() == []


@pytest.mark.parametrize(
    ("numerator", "denominator", "rule", "message"),
    [
        ("-3", "10", "maternal.range.numerator", "孕产妇死亡率2024年分子为-3，低于0。"),
        ("1", "-10", "maternal.range.denominator", "孕产妇死亡率2024年分母为-10，低于0。"),
        ("1.5", "10", "maternal.range.numerator", "孕产妇死亡率2024年分子为1.5，不是整数。"),
        ("2", "0", "maternal.range.denominator", "孕产妇死亡率2024年分母为0，分子为2。"),
    ],
)
def test_parts_that_cannot_be(numerator: str, denominator: str, rule: str, message: str) -> None:
    (found,) = Desk(rate_table()).parts("maternal", numerator, denominator).check()
    assert (found.rule, found.message, found.severity) == (rule, message, "error")


def test_measured_parts_may_have_decimals() -> None:
    table = share_table("green", "建成区绿化覆盖率", numerator="绿化覆盖面积", denominator="建成区面积")
    assert Desk(table).parts("green", "412.5", "1000.8").rules() == []


def test_a_count_of_persons_is_whole() -> None:
    assert (
        Desk(count_table()).type("doctors", "12.5").one("doctors.range").message
        == "儿科医生数2024年为12.5人，不是整数。"
    )
    assert Desk(count_table(decimals=2, unit="万人")).type("doctors", "12.5").rules() == []


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("75.5", "孕产妇死亡率2024年为75.5/10万，高于常见的上限60/10万。"),
        ("1", "孕产妇死亡率2024年为1/10万，低于常见的下限2/10万。"),
    ],
)
def test_unusual_figures_ask_for_words(text: str, message: str) -> None:
    found = Desk(rate_table(plausible=["2", "60"])).type("maternal", text).one("maternal.range.plausible")
    assert (found.message, found.severity, found.open) == (message, "warning", True)


def test_what_is_impossible_is_not_called_unusual_too() -> None:
    assert Desk(rate_table(plausible=["2", "60"])).type("maternal", "-5").rules() == ["maternal.range"]
    assert Desk(share_table(plausible=["50", ""])).type("screening", "101").rules() == ["screening.range"]


def test_a_township_has_no_usual_range() -> None:
    table = rate_table(plausible=["0", "60"], breakdowns=["area", "town"])
    assert Desk(table).parts("maternal", "1", "50", "town=虞乡镇").rules() == []
    assert Desk(table).parts("maternal", "1", "50", "area=rural").rules() == ["maternal.range.plausible"]


def test_a_numerator_without_its_denominator() -> None:
    found = Desk(rate_table()).type("maternal", "3", "numerator").one("maternal.both_or_none")
    assert (found.message, found.severity) == ("孕产妇死亡率2024年填了分子没有填分母。", "warning")
    assert found.advice == "请补填分母“活产数”。"
    found = Desk(rate_table()).type("maternal", "2400", "denominator").one("maternal.both_or_none")
    assert found.message == "孕产妇死亡率2024年填了分母没有填分子。"


@pytest.mark.parametrize(
    ("typed", "fits"),
    [("95.46", True), ("95.5", True), ("95", True), ("95.45", False), ("95.460", False), ("59.46", False)],
)
def test_a_typed_rate_is_what_its_parts_give(typed: str, fits: bool) -> None:
    desk = Desk(share_table()).parts("screening", "10498", "10997").type("screening", typed)
    if fits:
        assert desk.rules() == []
        return
    found = desk.one("screening.rate_matches")
    quotient = "95.462%" if typed == "95.460" else "95.46%"
    figure = "95.46%" if typed == "95.460" else f"{typed}%"
    assert found.message == f"孕产妇乙肝检测率2024年填的是{figure}，按分子10498、分母10997算得{quotient}。"
    assert found.severity == "warning"


def test_a_typed_rate_without_parts_is_not_compared() -> None:
    assert Desk(share_table()).type("screening", "95").rules() == []
    desk = Desk(share_table()).parts("screening", "0", "0").type("screening", "95")
    assert desk.rules() == []


def moved(before: str, now: str, **changes: Any) -> Desk:
    table = rate_table(**{"change_limit": "10", **changes})
    return Desk(table).type("maternal", before, year=2023).type("maternal", now)


def test_a_leap_since_last_year_asks_for_words() -> None:
    found = moved("10.5", "23.76").one("maternal.change_within")
    assert found.message == "孕产妇死亡率2024年为23.76/10万，上年为10.5/10万，变动+13.26，超过10/10万。"
    assert [key.year for key in found.concerned] == [2024, 2023]
    assert moved("23.76", "10.5").one("maternal.change_within").message.count("-13.26") == 1
    assert "超过10个百分点。" in moved("10", "21", unit="%", base="100").one("maternal.change_within").message
    assert moved("10", "20").rules() == []
    assert moved("未统计", "20").rules() == []


def test_nothing_is_compared_across_a_break() -> None:
    desk = moved("10.5", "23.76")
    desk.breaks["maternal", 2024] = SeriesBreak("maternal", 2024, "改为常住口径")
    (found,) = desk.check()
    assert (found.rule, found.severity, found.open) == ("maternal.change_within.break", "note", False)
    assert found.message == "孕产妇死亡率自2024年起口径变动（改为常住口径），不与上年比较。"


def test_a_declared_change_may_be_per_cent() -> None:
    check = {"rule": "women.change", "kind": "change_within", "severity": "warning", "indicators": ["doctors"],
             "limit": "10", "per_cent": True}  # fmt: skip
    desk = Desk(count_table(), checks=[check]).type("doctors", "100", year=2023).type("doctors", "111")
    assert desk.one("women.change").message == "儿科医生数2024年为111人，上年为100人，变动+11，超过10%。"
    assert desk.type("doctors", "110").rules() == []


def test_a_declared_range_has_its_own_words() -> None:
    check = {"rule": "women.range", "kind": "range", "severity": "warning", "indicators": ["screening"],
             "field": "denominator", "high": "5000", "message": "{place}{year}年产妇{figure}人，多于{limit}人。",
             "advice": "请核对是否含外县产妇。"}  # fmt: skip
    found = Desk(share_table(), checks=[check]).parts("screening", "5100", "5200").one("women.range")
    assert found.message == "孕产妇乙肝检测率2024年产妇5200人，多于5000人。"
    assert found.advice == "请核对是否含外县产妇。"
    high = {**check, "message": "", "advice": ""}
    found = Desk(share_table(), checks=[high]).parts("screening", "5100", "5200").one("women.range")
    assert found.message == "孕产妇乙肝检测率2024年分母为5200，超过5000。"


def test_a_figure_copied_from_last_year_is_to_be_verified() -> None:
    desk = Desk(count_table()).type("doctors", "12", origin="copied")
    found = desk.one("doctors.same_as.copied")
    assert (found.message, found.severity) == ("儿科医生数2024年12人照抄了上年。", "warning")
    assert Desk(count_table()).type("doctors", "12").rules() == []
    assert Desk(count_table()).type("doctors", "未统计", origin="copied").rules() == []


SEX = ("sex=female", "sex=male", "sex=unknown")


def by_sex(total: str, *figures: str) -> Desk:
    desk = Desk(count_table(breakdowns=["sex", "area"]))
    for cell, figure in zip(SEX, figures, strict=False):
        desk.type("doctors", figure, cell=cell)
    return desk.type("doctors", total)


def test_women_and_men_add_up() -> None:
    assert by_sex("12", "5", "7").rules() == []
    assert by_sex("13", "5", "7", "1").rules() == []
    found = by_sex("13", "5", "7").one("doctors.sum_equals.sex")
    assert found.message == "儿科医生数2024年合计13，各分项女5、男7，相加为12。"
    assert (found.severity, found.cell, len(found.concerned)) == ("error", "", 3)
    assert by_sex("12", "5", "7", "1").one("doctors.sum_equals.sex").message.endswith("性别不明1，相加为13。")


def test_a_blank_part_is_no_zero() -> None:
    assert by_sex("12", "5").rules() == []
    found = by_sex("4", "5").one("doctors.sum_equals.sex")
    assert found.message == "儿科医生数2024年合计4，小于已填分项之和5（女5）。"
    assert by_sex("", "5", "7").rules() == []
    assert by_sex("12", "5", "wtj").rules() == []


def test_parts_of_a_part_add_up_too() -> None:
    desk = Desk(count_table(breakdowns=["sex", "area"]))
    desk.type("doctors", "5", cell="sex=female")
    desk.type("doctors", "2", cell="sex=female;area=urban").type("doctors", "2", cell="sex=female;area=rural")
    found = desk.one("doctors.sum_equals.area")
    assert found.message == "儿科医生数（女）2024年合计5，各分项城镇2、农村2，相加为4。"
    assert found.cell == "sex=female"


def test_a_rate_s_parts_add_up() -> None:
    desk = Desk(rate_table(breakdowns=["area"])).parts("maternal", "3", "2400")
    desk.parts("maternal", "1", "1000", "area=urban").parts("maternal", "2", "1300", "area=rural")
    (found,) = desk.check()
    assert found.rule == "maternal.sum_equals.area.denominator"
    assert found.message == "孕产妇死亡率2024年分母合计2400，各分项城镇1000、农村1300，相加为2300。"
    assert found.fields == ("denominator",)


def test_townships_add_up_or_ask() -> None:
    desk = Desk(count_table(breakdowns=["town"])).type("doctors", "12")
    desk.type("doctors", "5", cell="town=甲镇").type("doctors", "6", cell="town=乙镇")
    desk.towns = (Town("甲镇"), Town("乙镇"))
    assert desk.one("doctors.sum_equals.town").severity == "warning"
    desk.towns = (*desk.towns, Town("丙镇"))
    assert desk.rules() == []
    desk.towns = ()
    assert desk.rules() == []


def test_rounded_figures_may_be_off_by_one_in_the_last_place() -> None:
    desk = Desk(count_table(unit="万人", decimals=2, breakdowns=["sex"]))
    desk.type("doctors", "1.23", cell="sex=female").type("doctors", "1.33", cell="sex=male")
    assert desk.type("doctors", "2.57").rules() == []
    assert desk.type("doctors", "2.58").rules() == ["doctors.sum_equals.sex"]


def test_averages_are_not_added_up() -> None:
    desk = Desk(count_table(kind="mean", aggregate="none", breakdowns=["sex"]))
    desk.type("doctors", "5", cell="sex=female").type("doctors", "7", cell="sex=male").type("doctors", "6")
    assert desk.rules() == []


def test_a_note_or_a_status_alone_is_no_figure() -> None:
    desk = Desk(count_table(change_limit="5")).type("doctors", "待核", "note")
    assert desk.rules() == []
    key = next(iter(desk.observations))
    desk.observations[key] = replace(desk.observations[key], status="not_due")
    assert desk.rules() == []
