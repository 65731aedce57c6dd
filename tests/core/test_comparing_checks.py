"""Checks that forms declare between indicators: pass, fail, and a missing side."""

from typing import Any

import pytest

from helpers.checking_case import Desk, count_table, rate_table, share_table

NEONATAL = share_table("neonatal", "新生儿死亡率", unit="‰", base="1000", kind="rate", better="lower")
INFANT = share_table("infant", "婴儿死亡率", unit="‰", base="1000", kind="rate", better="lower")
UNDER5 = share_table("under5", "5岁以下儿童死亡率", unit="‰", base="1000", kind="rate", better="lower")
WOMEN = count_table("women", "女医生数")
MEN = count_table("men", "男医生数")
ALL = count_table("all", "医生数")


def declared(kind: str, *indicators: str, **changes: Any) -> dict[str, Any]:
    return {
        "rule": "women.rule",
        "kind": kind,
        "severity": "error",
        "indicators": list(indicators),
        **changes,
    }


def deaths(neonatal: str, infant: str, under5: str, **changes: Any) -> Desk:
    desk = Desk(
        NEONATAL, INFANT, UNDER5, checks=[declared("ordered", "neonatal", "infant", "under5", **changes)]
    )
    for code, text in (("neonatal", neonatal), ("infant", infant), ("under5", under5)):
        if text:
            desk.type(code, text)
    return desk


def test_ordered() -> None:
    assert deaths("3", "3", "5").rules() == []
    found = deaths("3", "15", "12").one("women.rule")
    assert found.message == "婴儿死亡率15‰大于5岁以下儿童死亡率12‰。"
    assert (found.indicator, found.severity) == ("infant", "error")
    assert [key.indicator for key in found.concerned] == ["infant", "under5"]


def test_ordered_says_every_step_that_fails() -> None:
    assert [f.indicator for f in deaths("9", "6", "3").check()] == ["neonatal", "infant"]


def test_ordered_over_a_blank() -> None:
    assert deaths("3", "", "5").rules() == []
    assert deaths("7", "", "5").one("women.rule").message == "新生儿死亡率7‰大于5岁以下儿童死亡率5‰。"
    assert deaths("7", "未统计", "").rules() == []
    assert deaths("", "", "").rules() == []


def test_strictly_ordered() -> None:
    assert deaths("3", "4", "5", strict=True).rules() == []
    found = deaths("3", "3", "5", strict=True).one("women.rule")
    assert found.message == "新生儿死亡率3‰应小于婴儿死亡率3‰。"


def test_a_missing_side_may_be_reported() -> None:
    found = deaths("3", "", "5", missing="report", message="{first}多于{second}").one("women.rule")
    assert found.message == "婴儿死亡率2024年没有填，无法与新生儿死亡率3‰核对。"
    assert deaths("3", "未统计", "5", missing="report").rules() == []
    assert deaths("3", "4", "5", missing="report").rules() == []
    assert deaths("3", "4,", "5", missing="report").rules() == ["infant.readable"]


def test_ordered_in_one_cell_at_a_time() -> None:
    split = {"breakdowns": ["sex"]}
    desk = Desk(NEONATAL | split, INFANT | split, checks=[declared("ordered", "neonatal", "infant")])
    desk.type("neonatal", "5", cell="sex=female").type("infant", "4", cell="sex=male")
    assert desk.rules() == []
    desk.type("infant", "4", cell="sex=female")
    assert desk.one("women.rule").message == "新生儿死亡率（女）5‰大于婴儿死亡率（女）4‰。"


def test_rates_per_so_many_compare_as_quotients() -> None:
    desk = Desk(rate_table(), INFANT, checks=[declared("ordered", "maternal", "infant")])
    desk.type("maternal", "12.5").type("infant", "2.5")
    assert desk.rules() == []
    assert desk.type("maternal", "250").rules() == []
    assert (
        desk.type("maternal", "251").one("women.rule").message == "孕产妇死亡率251/10万大于婴儿死亡率2.5‰。"
    )


def test_computed_figures_compare_exactly() -> None:
    desk = Desk(NEONATAL, INFANT, checks=[declared("ordered", "neonatal", "infant")])
    desk.parts("neonatal", "3", "9001").parts("infant", "3", "9002")
    found = desk.one("women.rule")
    assert found.message == "新生儿死亡率0.33‰大于婴儿死亡率0.33‰。"


def test_not_above() -> None:
    check = declared("not_above", "women", "all", advice="请核对女医生数。")
    desk = Desk(WOMEN, ALL, checks=[check]).type("women", "12").type("all", "12")
    assert desk.rules() == []
    found = desk.type("all", "11").one("women.rule")
    assert (found.message, found.advice) == ("女医生数12人大于医生数11人。", "请核对女医生数。")
    assert Desk(WOMEN, ALL, checks=[check]).type("women", "12").rules() == []


def test_not_above_between_parts() -> None:
    check = declared("not_above", "screening", "treated", field="numerator", whole_field="denominator")
    desk = Desk(share_table(), share_table("treated", "治疗率"), checks=[check])
    desk.parts("screening", "60", "100").parts("treated", "40", "50")
    found = desk.one("women.rule")
    assert found.message == "孕产妇乙肝检测率的分子60大于治疗率的分母50。"
    assert found.fields == ("numerator", "denominator")
    assert desk.parts("treated", "40", "60").rules() == []


def test_not_above_with_a_missing_side_reported() -> None:
    check = declared("not_above", "women", "all", missing="report")
    desk = Desk(WOMEN, ALL, checks=[check]).type("women", "12")
    assert desk.one("women.rule").message == "医生数2024年没有填，无法与女医生数12人核对。"
    assert desk.type("all", "不适用").rules() == []


def test_same_as() -> None:
    check = declared("same_as", "maternal", "infant", field="denominator", severity="warning")
    desk = (
        Desk(rate_table(), INFANT, checks=[check]).parts("maternal", "0", "2400").parts("infant", "9", "2400")
    )
    assert desk.rules() == []
    found = desk.parts("infant", "9", "2380").one("women.rule")
    assert found.message == "孕产妇死亡率的分母2400与婴儿死亡率的分母2380不一致。"
    assert desk.type("infant", "", "denominator").rules() == ["infant.both_or_none"]


def test_same_as_with_tolerance() -> None:
    check = declared("same_as", "neonatal", "infant", tolerance="0.5")
    desk = Desk(NEONATAL, INFANT, checks=[check]).type("neonatal", "3").type("infant", "3.5")
    assert desk.rules() == []
    assert desk.type("infant", "3.51").rules() == ["women.rule"]


def test_rate_of_two_counts() -> None:
    share = share_table("share", "女医生占比", numerator="女医生数", denominator="医生数")
    desk = Desk(share, WOMEN, ALL, checks=[declared("rate_matches", "share", "women", "all")])
    desk.type("share", "33.3").type("women", "1").type("all", "3")
    assert desk.rules() == []
    found = desk.type("share", "33.4").one("women.rule")
    assert found.message == "女医生占比2024年填的是33.4%，按女医生数1人、医生数3人算得33.33%。"
    assert len(found.concerned) == 3
    assert desk.type("all", "0").rules() == []
    assert desk.type("all", "").rules() == []
    desk = Desk(
        share, WOMEN, ALL, checks=[declared("rate_matches", "share", "women", "all", tolerance="0.1")]
    )
    assert desk.type("share", "33.4").type("women", "1").type("all", "3").rules() == []
    assert Desk(share, WOMEN, ALL, checks=[declared("rate_matches", "share", "women", "all")]).type(
        "women", "1"
    ).rules() == []  # fmt: skip


def test_figures_that_belong_together() -> None:
    check = declared("both_or_none", "women", "men", severity="warning")
    desk = Desk(WOMEN, MEN, checks=[check]).type("women", "5")
    assert desk.one("women.rule").message == "女医生数2024年已填，男医生数没有填。"
    assert desk.type("men", "未统计").rules() == []
    assert desk.type("men", "7").rules() == []
    assert desk.type("men", "").type("women", "").rules() == []


def added(women: str, men: str, total: str, **changes: Any) -> Desk:
    desk = Desk(ALL, WOMEN, MEN, checks=[declared("sum_equals", "all", "women", "men", **changes)])
    for code, text in (("women", women), ("men", men), ("all", total)):
        if text:
            desk.type(code, text)
    return desk


@pytest.mark.parametrize(
    ("figures", "message"),
    [
        (("5", "7", "13"), "医生数2024年合计13，各分项女医生数5、男医生数7，相加为12。"),
        (("5", "7", "11"), "医生数2024年合计11，各分项女医生数5、男医生数7，相加为12。"),
        (("5", "", "4"), "医生数2024年合计4，小于已填分项之和5（女医生数5）。"),
    ],
)
def test_sum_equals_fails(figures: tuple[str, str, str], message: str) -> None:
    assert added(*figures).one("women.rule").message == message


def test_sum_equals_passes() -> None:
    assert added("5", "7", "12").rules() == []
    assert added("5", "", "12").rules() == []
    assert added("5", "7", "").rules() == []
    assert added("", "", "12").rules() == []
    assert added("5", "7", "13", tolerance="1").rules() == []


def test_a_blank_part_of_a_sum_may_count_as_zero_or_be_reported() -> None:
    assert added("5", "", "12", missing="zero").rules() == ["women.rule"]
    assert added("5", "", "5", missing="zero").rules() == []
    found = added("5", "", "12", missing="report").one("women.rule")
    assert found.message == "男医生数2024年没有填，无法与医生数12人核对。"
