"""The narrator: never more than the figures say, never a cause, the same text for the same input."""

import re
from dataclasses import replace
from decimal import Decimal

import pytest

from helpers.report_case import YEAR, evaluations, filled, put, report, texts, words
from plandesk.core.annual.facts import Fact, facts_of
from plandesk.core.annual.narrator import Narrator, listed
from plandesk.core.annual.numbering import chinese
from plandesk.core.annual.stories import stories
from plandesk.core.records import Observation, SeriesBreak
from plandesk.core.snapshot import Snapshot

TAP, MATERNAL = "rural_tap_water_coverage", "maternal_mortality_ratio"
WOMEN = "yongji_women"
# causes and superlatives no figure can carry (paper.md, part 6, “Never”)
FORBIDDEN = (
    "由于",
    "得益于",
    "带动",
    "成效",
    "显著",
    "大幅",
    "明显",
    "跨越式",
    "领先",
    "基本达标",
    "全部达标",
)


def values(code: str, *figures: str | None, first: int = 2021) -> list[Observation]:
    return [
        Observation(code, first + k, text=f or "", value=None if f is None else Decimal(f),
                    status="value" if f else "not_collected", origin="typed")
        for k, f in enumerate(figures)
    ]  # fmt: skip


def told(snapshot: Snapshot, code: str) -> tuple[Fact, Narrator]:
    plan = snapshot.plan(WOMEN)
    (evaluation,) = evaluations(replace(snapshot, plans=(plan,)))
    facts = [f for d in facts_of(snapshot, plan, evaluation) for f in d.all() if f.code == code]
    return facts[0], Narrator(words(), snapshot, plan, YEAR)


def about(*figures: str | None, code: str = TAP, snapshot: Snapshot | None = None) -> str:
    base = snapshot or filled(WOMEN)
    fact, narrator = told(put(base, *values(code, *figures)), code)
    return narrator.about(fact) + narrator.more_about(fact)


def test_level_change_and_distance_to_the_target() -> None:
    text = about("88.0", "89.0", "90.1", "91.0")
    assert "91.0%" in text
    assert re.search("提高0.9个百分点", text)
    assert "距92%的目标还差1.0个百分点" in text


def test_unchanged_only_when_the_printed_difference_is_nothing() -> None:
    assert "与上年持平" in about("90", "90.5", "91.0", "91.0")
    assert "持平" not in about("90", "90.5", "91.0", "91.1")


def test_attained_says_the_margin_and_since_when() -> None:
    text = about("91", "92.4", "93", "94.5")
    assert "已达到92%的目标，余量2.5个百分点" in text
    assert "2022年以来各年均达到" in text


def test_since_needs_a_figure_in_every_year() -> None:
    assert "以来各年" not in about("92.4", None, "93", "94.5")


def test_no_change_without_last_year_or_across_a_break() -> None:
    assert "比上年" not in about("90", "90.5", None, "91.1")
    broken = replace(filled(WOMEN), breaks={(TAP, 2024): SeriesBreak(TAP, 2024, "口径调整")})
    text = about("90", "90.5", "91", "91.1", snapshot=broken)
    assert "比上年" not in text
    assert "上升" not in text
    assert "由2023年" not in text


def test_a_rounded_figure_that_would_hide_the_answer_gets_a_digit_more() -> None:
    text = about("90", "90.5", "91", "91.96")
    assert "91.96%" in text
    assert "距92%的目标还差0.04个百分点" in text
    assert "提高0.96个百分点" in text


def test_too_few_years_say_so_and_no_trend_is_told() -> None:
    assert "暂不判断趋势" in about(None, None, "90.5", "91.0")


def test_first_turn_only_where_every_year_has_a_figure() -> None:
    code = "cervical_cancer_screening_rate"
    assert "是2021年以来首次降低" in about("60.1", "61.2", "62.3", "61.9", code=code)
    assert "首次" not in about("60.1", None, "62.3", "61.9", code=code)
    assert "2021年以来逐年提高" in about("60.1", "61.2", "62.3", "63.0", code=code)
    assert "逐年" not in about("60.1", "61.2", "61.0", "63.0", code=code)


def events(year: int, deaths: int, births: int) -> Observation:
    value = (Decimal(100000) * deaths / births).quantize(Decimal("0.1"))
    return Observation(
        MATERNAL, year, numerator=Decimal(deaths), denominator=Decimal(births), numerator_text=str(deaths),
        denominator_text=str(births), value=value, status="value", origin="typed",
    )  # fmt: skip


def test_few_events_print_no_change_and_no_trend() -> None:
    snapshot = put(
        filled(WOMEN), *(events(y, d, 936) for y, d in ((2021, 1), (2022, 0), (2023, 0), (2024, 1)))
    )
    fact, narrator = told(snapshot, MATERNAL)
    text = narrator.about(fact) + narrator.more_about(fact)
    assert fact.change is None
    assert fact.change_cell == "—"
    assert "平均约9年才有1例" in text  # 12.5/10万 × 936 = 0.117 a year
    assert "活产数3744，孕产妇死亡人数2，合并为53.4/10万" in text
    assert "比上年" not in text


def test_zero_events_prove_little() -> None:
    snapshot = put(filled(WOMEN), *(events(y, 0, 936) for y in (2021, 2022, 2023, 2024)))
    fact, narrator = told(snapshot, MATERNAL)
    text = narrator.about(fact) + narrator.more_about(fact)
    assert "一年为零说明不了水平高低" in text
    assert "2021—2024年孕产妇死亡人数均为零" in text


def test_town_and_country_are_told_where_both_are_there() -> None:
    parts = [
        Observation(TAP, year, cell, text=v, value=Decimal(v), status="value")
        for year, pairs in ((2023, ("96.0", "90.0")), (2024, ("97.1", "92.4")))
        for cell, v in zip(("area=urban", "area=rural"), pairs, strict=True)
    ]
    snapshot = put(filled(WOMEN), *values(TAP, "91", "92.4", "93", "94.5"), *parts)
    fact, narrator = told(snapshot, TAP)
    assert (
        narrator.more_about(fact)
        == "其中，城镇97.1%，农村92.4%，相差4.7个百分点；差距比上年缩小1.3个百分点。"
    )


def test_equal_and_parallel_figures_share_a_sentence() -> None:
    codes = ("rural_tap_water_coverage", "rural_sanitary_toilet_coverage")
    equal = put(filled(WOMEN), *(o for c in codes for o in values(c, "90", "91", "93.0", "94.0")))
    first, narrator = told(equal, codes[0])
    second, _ = told(equal, codes[1])
    names = "农村自来水普及率和农村卫生厕所普及率"
    assert (
        narrator.together((first, second))
        == f"2024年，{names}均为94.0%，均比上年提高1.0个百分点，均达到目标。"
    )
    other, _ = told(put(equal, *values(codes[1], "90", "91", "93.0", "95.2")), codes[1])
    assert narrator.together((first, other)) == (
        f"2024年，{names}分别为94.0%和95.2%，分别比上年提高1.0个百分点和2.2个百分点，均达到目标。"
    )


def test_the_same_input_gives_the_same_text() -> None:
    snapshot = filled(WOMEN, "yongji_children")
    assert texts(report(snapshot)) == texts(report(snapshot))


def test_no_pattern_three_times_running() -> None:
    snapshot = filled(WOMEN)
    plan = snapshot.plan(WOMEN)
    (evaluation,) = evaluations(snapshot)
    narrator = Narrator(words(), snapshot, plan, YEAR)
    shapes = []
    for domain in facts_of(snapshot, plan, evaluation):
        for fact in domain.all():
            if fact.has_value and not fact.few:
                text = narrator.about(fact)
                shapes.append(text.index(fact.name) if "由2023年" not in text else -1)
    assert len(shapes) > 40
    assert not any(a == b == c for a, b, c in zip(shapes, shapes[1:], shapes[2:], strict=False))


@pytest.mark.parametrize("packs", [(WOMEN,), ("yongji_children",), (WOMEN, "yongji_children")])
def test_no_cause_no_superlative_in_a_whole_report(packs: tuple[str, ...]) -> None:
    whole = "".join(texts(report(filled(*packs))))
    assert not [word for word in FORBIDDEN if word in whole]


def test_a_share_is_never_said_to_change_by_percent() -> None:
    for text in texts(report(filled(WOMEN, "yongji_children"))):
        for sentence in text.split("。"):
            by_percent = re.search("(提高|降低|上升|下降|缩小|扩大)[0-9.]+%", sentence)
            assert not by_percent or "/10万" in sentence or "/万" in sentence, sentence


def test_a_rate_of_attainment_never_stands_without_its_denominator() -> None:
    for text in texts(report(filled(WOMEN))):
        if "达标率随分母而不同" in text:
            assert all("项为分母" in part for part in text.split("；") if re.search("[0-9]%", part))
            break
    else:
        pytest.fail("no rates")


def test_numbers_of_headings() -> None:
    assert [chinese(n) for n in (1, 10, 11, 20, 38, 99)] == ["一", "十", "十一", "二十", "三十八", "九十九"]
    with pytest.raises(ValueError, match="100"):
        chinese(100)
    assert listed(["甲"]) == "甲"
    assert listed(["甲", "乙", "丙"]) == "甲、乙和丙"


def test_a_forecast_printed_like_the_target_does_not_say_that_it_misses_it() -> None:
    """The mean change leads to 91.96, printed 92.0 beside a target of 92: the distance is said instead."""
    fact, narrator = told(put(filled(WOMEN), *values(TAP, "90.0", "90.5", "91.0", "91.4")), TAP)
    close = replace(fact, judgement=replace(fact.judgement, forecast="92.0", verdict="slightly_off"))
    text = narrator.more_about(close)
    assert "差距不到0.1个百分点，仍达不到目标" in text
    assert "约为92.0%" not in text


def test_equal_ends_are_not_called_years_without_change() -> None:
    text = about("90.0", "90.6", "90.1", "90.0")
    assert "没有变动" not in text
    assert "2024年与2021年相同" in text


def test_a_single_target_is_not_counted_twice() -> None:
    whole = "".join(texts(report(filled(WOMEN, "yongji_children"))))
    assert not re.search(r"(?<!\d)1项(数值|方向性)目标中，", whole)
    assert not re.search(r"策略措施中的数值1项，\w+1项[；。]", whole)


def test_neighbouring_domains_do_not_begin_alike() -> None:
    starts = re.findall(r"(项数值目标中|数值目标共|本领域数值目标)", "".join(texts(report(filled(WOMEN)))))
    assert len(set(starts)) == 3


def test_a_stretch_target_is_called_one() -> None:
    fact, narrator = told(put(filled(WOMEN), *values(TAP, "88.0", "89.0", "90.1", "91.0")), TAP)
    wished = replace(fact, target=replace(fact.target, stretch=True))
    assert narrator.target(wished) == "92%的力争目标"
    limit = replace(wished, target=replace(wished.target, op="<="))
    assert narrator.target(limit) == "力争的92%的目标上限"


def test_equal_parts_are_not_said_to_be_apart() -> None:
    parts = [
        Observation(TAP, YEAR, cell, text="95", value=Decimal(95), status="value", origin="typed")
        for cell in ("area=urban", "area=rural")
    ]
    fact, narrator = told(put(filled(WOMEN), *values(TAP, "95", "95", "95", "95"), *parts), TAP)
    assert narrator.breakdown(fact) == ""


def test_the_same_turn_does_not_follow_itself() -> None:
    fact, narrator = told(put(filled(WOMEN), *values(TAP, "88.0", "89.0", "90.1", "91.0")), TAP)
    behind = replace(fact, judgement=replace(fact.judgement, forecast="91.5", verdict="slightly_off"))
    said = [narrator.more_about(behind) for _ in range(3)]
    assert len(set(said)) == 3
    assert all("91.5%" in text for text in said)


def test_an_indicator_with_two_targets_is_told_once() -> None:
    fact, narrator = told(put(filled(WOMEN), *values(TAP, "88.0", "89.0", "90.1", "91.0")), TAP)
    wished = replace(fact, target=replace(fact.target, stretch=True))
    assert [s.facts for s in stories([wished, fact], narrator)] == [(fact,)]


def test_without_figures_nothing_is_counted_twice_and_one_point_is_not_a_first() -> None:
    whole = "".join(texts(report(replace(filled(WOMEN), observations={}))))
    assert re.search(r"\d+项方向性目标均缺数据。", whole)
    assert "一是" not in whole
    assert "数据有缺口。" in whole
