"""The steps say no more than the figures do: ends of scales, forecasts past the target, townships unseen."""

import pytest

from helpers.judging_plans import change, death_rate, level, share, single, target
from plandesk.core.plan import Relative


def by_year(values, first=2019):
    return {first + n: v for n, v in enumerate(values)}


def said(judged):
    return "".join(judged.steps)


def test_better_than_the_end_of_the_scale_is_not_spoken_of():
    whole = single(share(), target("share", "=", "100"), {2024: "99"}).judge(2024)
    assert "与100%比较" in said(whole)
    none = single(death_rate(), target("maternal", "=", "0"), {2024: "0"}).judge(2024)
    assert "与0/10万比较" in said(none)
    gross = share(kind="gross_rate", limits=(None, None))
    assert "100%（更高也算达到）" in said(
        single(gross, target("share", "=", "100"), {2024: "101"}).judge(2024)
    )


def test_a_forecast_past_the_target_leaves_no_gap():
    rising = by_year(["70", "71", "72", "73", "74", "75"])
    judged = single(level(), target("level", ">=", "80", stage=2030), rising).judge(2024)
    assert judged.verdict == "on_track"
    assert "推算到2030年已达到目标值80岁，没有差距" in said(judged)
    assert "差距比例" not in said(judged)


@pytest.mark.parametrize(
    ("wanted", "figures"),
    [
        (
            target("share", "↓", "1", relative=change("down", "year", unit="个百分点")),
            {2020: "60", 2024: "55"},
        ),
        (target("share", ">=", None, relative=Relative("benchmark", against="各单位平均")), {2024: "55"}),
    ],
)
def test_what_moves_every_year_is_not_reached_early(wanted, figures):
    file = single(share(), wanted, figures).benchmark("share", 2024, "50")
    judged = file.judge(2024)
    assert judged.attained
    assert "2024年达到要求；要求逐年变动，2025年还要再比" in said(judged)
    assert "提前" not in said(judged)


def test_a_total_does_not_show_the_townships():
    judged = single(share(), target("share", ">=", "90", scope="以镇（街道）为单位"), {2024: "95"}).judge(
        2024
    )
    assert judged.attained
    assert "没有分镇街的数，按合计判定，看不出有没有镇街未达到" in said(judged)


def test_what_falls_is_not_said_to_rise_more_slowly():
    wanted = target("share", "↓", None, relative=Relative("trend", words="上升趋势减缓"))
    falling = by_year(["60", "59", "58", "57", "56", "55.5"])
    judged = single(share(better="lower"), wanted, falling).judge(2024)
    assert judged.verdict == "on_track"
    assert "平均没有上升，最近一次也没有上升" in said(judged)
    assert "上升在放缓" not in said(judged)
