"""↑ ↓ by the sign rule, a rise to be slowed, a balance between the sexes."""

import pytest

from helpers.judging_plans import File, death_rate, goal, level, plan_of, share, single, target
from plandesk.core.plan import Measure, Relative


def by_year(values, first=2019):
    return {first + n: v for n, v in enumerate(values) if v is not None}


@pytest.mark.parametrize(
    ("op", "values", "verdict", "word"),
    [
        ("↑", ["50", "51", "52", "53", "54", "55"], "on_track", "提高"),
        ("↑", ["50", "51", "52", "53", "56", "55"], "slightly_off", "略有差距"),
        ("↑", ["60", "51", "52", "53", "54", "55"], "off_track", "差距较大"),
        ("↑", ["60", "59", "58", "57", "56", "55"], "moving_away", "背离"),
        ("↓", ["60", "59", "58", "57", "56", "55"], "on_track", "下降"),
        ("↓", ["60", "59", "58", "57", "54", "55"], "slightly_off", "略有差距"),
        ("↓", ["50", "56", "57", "58", "57", "56"], "off_track", "差距较大"),
        ("↓", ["50", "51", "52", "53", "54", "55"], "moving_away", "背离"),
        ("↑", ["50", "50", "50", "50", "50", "50"], "moving_away", "背离"),
    ],
)  # fmt: skip
def test_the_sign_rule(op, values, verdict, word):
    judged = single(level(), target("level", op, None), by_year(values)).judge(2024)
    assert (judged.verdict, judged.word) == (verdict, word)
    assert (judged.state, judged.attained, judged.counted) == (None, None, False)


def test_too_few_values_tell_no_direction():
    judged = single(level(), target("level", "↑", None), {2022: "50", 2023: "51", 2024: "52"}).judge(2024)
    assert judged.verdict == "cannot_tell"
    assert any("少于4年" in step for step in judged.steps)


def test_no_value_this_year_is_no_data_without_a_state():
    judged = single(level(), target("level", "↑", None), by_year(["50", "51", "52", "53"])).judge(2024)
    assert (judged.verdict, judged.state, judged.value) == ("no_data", None, None)


def test_a_break_in_the_year_judged_forbids_to_tell():
    file = single(level(), target("level", "↑", None), by_year(["50", "51", "52", "53", "54", "55"]))
    judged = file.broken("level", 2024).judge(2024)
    assert judged.verdict == "cannot_tell"
    assert any("2024年口径变动" in step for step in judged.steps)


def test_what_can_go_no_further_goes_the_right_way():
    full = single(share(), target("share", "↑", None), by_year(["100"] * 6)).judge(2024)
    assert full.verdict == "on_track"
    none = single(death_rate(), target("maternal", "↓", None), by_year(["0"] * 6)).judge(2024)
    assert none.verdict == "on_track"


@pytest.mark.parametrize(
    ("values", "verdict"),
    [
        (["10", "12", "13.5", "14.5", "15"], "on_track"),  # +2 +1.5 +1 +0.5
        (["10", "9", "8", "7", "6"], "on_track"),  # no rise at all
        (["10", "12", "13.5", "14", "15"], "slightly_off"),  # +2 +1.5 +0.5 +1
        (["10", "10.5", "11.5", "13.5", "15"], "off_track"),  # +0.5 +1 +2 +1.5
        (["10", "10.5", "11.5", "13", "15"], "moving_away"),
    ],
)  # fmt: skip
def test_a_rise_to_be_slowed(values, verdict):
    wanted = target("share", "↓", None, relative=Relative("trend", words="上升趋势减缓"))
    judged = single(share(better="lower"), wanted, by_year(values, 2020)).judge(2024)
    assert judged.verdict == verdict


def balance(indicator, values):
    wanted = target(indicator.code, "≈", None, relative=Relative("balance", words="男女均衡"))
    return single(indicator, wanted, by_year(values, 2020))


@pytest.mark.parametrize(
    ("values", "verdict"),
    [
        (["40", "42", "44", "46", "48"], "on_track"),  # within 5 % of 50
        (["40", "41", "42", "43", "44"], "on_track"),
        (["40", "41", "42", "44", "43"], "slightly_off"),
        (["44", "40", "41", "42", "43"], "off_track"),
        (["44", "43", "42", "41", "40"], "moving_away"),
        (["60", "59", "58", "57", "56"], "on_track"),  # from the other side
    ],
)  # fmt: skip
def test_a_balance_of_the_sexes_as_a_share(values, verdict):
    judged = balance(share(better="neither"), values).judge(2024)
    assert (judged.verdict, judged.state, judged.counted) == (verdict, None, False)


def test_a_balance_from_womens_and_mens_figures():
    file = balance(level(better="neither"), [])
    file.enter("level", {2024: "98"}, "sex=female").enter("level", {2024: "100"}, "sex=male")
    assert file.judge(2024).verdict == "on_track"
    file.enter("level", {2024: "80"}, "sex=female")
    assert file.judge(2024).verdict == "cannot_tell"
    for year, women in ((2020, "70"), (2021, "73"), (2022, "75"), (2023, "78")):
        file.enter("level", {year: women}, "sex=female").enter("level", {year: "100"}, "sex=male")
    assert file.judge(2024).verdict == "on_track"


def test_a_balance_without_any_figure_asks_for_them():
    judged = balance(level(better="neither"), []).judge(2024)
    assert judged.verdict == "cannot_tell"
    assert any("请分性别填报" in step for step in judged.steps)


def test_arrows_in_measures_are_judged_and_counted_nowhere():
    plan = plan_of(goal("1", kind="qualitative"), measures=(Measure(1, "……", (target("share", "↑", None),)),))
    evaluation = (
        File(plan, share()).enter("share", by_year(["50", "51", "52", "53", "54", "55"])).evaluate(2024)
    )
    assert [j.verdict for j in evaluation.domains[0].targets] == ["qualitative", "on_track"]
    assert (evaluation.counts.directional, evaluation.counts.qualitative) == (0, 1)


def test_a_term_figure_repeated_between_elections_tells_no_trend():
    indicator = share(period_kind="term")
    repeated = by_year(["29"] * 5, 2020)
    arrow = single(indicator, target("share", "↑", None), repeated).judge(2024)
    unmet = single(indicator, target("share", ">=", "30"), repeated).judge(2024)
    assert (arrow.verdict, unmet.verdict, unmet.forecast) == ("cannot_tell", "cannot_tell", None)
    assert any("届次指标两次换届之间数值不变" in step for step in unmet.steps)
    yearly = by_year(["25", "26", "27", "28", "29"], 2020)
    assert single(indicator, target("share", ">=", "30"), yearly).judge(2024).verdict == "on_track"


def test_a_term_figure_that_moves_every_year_is_read_by_the_year():
    indicator, wanted = share(period_kind="term"), target("share", ">=", "30")
    moving = by_year(
        ["25", "25.5", "26", "27", "27.5", "27.5"], 2019
    )  # the last repeated, the rest by-elections
    judged = single(indicator, wanted, moving).judge(2024)
    assert (judged.verdict, judged.forecast) == ("off_track", "28.00")
    carried = single(indicator, wanted, by_year(["25", "25.5", "26", "27", "27.5"], 2019)).judge(2024)
    assert carried.verdict == "cannot_tell"
    assert any("届次指标两次换届之间数值不变" in step for step in carried.steps)
    short = single(indicator, wanted, by_year(["25", "26", "27"], 2022)).judge(2024)
    assert any("只有3年数据" in step for step in short.steps)
