"""督办单: opened from a warning, answered, closed; what is overdue on which day."""

from datetime import date

import pytest

from helpers.judging_plans import File, goal, plan_of, share, single, target
from plandesk.core.follow_ups import answered, closed, days_late, opened, state_of, warned
from plandesk.core.problems import KnownProblem
from plandesk.core.records import FollowUp

OPENED, DUE = date(2025, 3, 10), date(2025, 4, 10)
FALLING = {2020: "80", 2021: "79", 2022: "78", 2023: "77", 2024: "75"}


def falling():
    return single(share(), target("share", ">=", "90", 2030), FALLING)


def first(file=None, unit=""):
    file = file or falling()
    plan_id, judgement = warned([file.evaluate(2024)], file.library["share"])
    return opened(file.snapshot(), plan_id, judgement, unit=unit, on=OPENED, due=DUE)


def code_of(action, *args):
    with pytest.raises(KnownProblem) as caught:
        action(*args)
    return caught.value.code


def test_it_holds_what_the_warning_said():
    made = first()
    assert (made.number, made.plan, made.indicator, made.year) == (1, "sample_women", "share", 2024)
    assert (made.unit, made.warnings, made.opened_on, made.due) == (
        "教育局", "W1 W2 W3", "2025-03-10", "2025-04-10",
    )  # fmt: skip
    assert made.reason == (
        "2024年75.00%，比从2020年到目标的直线进度（84.00%）差，超过全程的5%。"
        "按近年变动推算，2030年约为67.50%，达不到目标，差距比例150%。"
        "最近4次变动平均−1.250个百分点，方向与目标相反。"
    )
    assert first(unit="妇联").unit == "妇联"


def test_numbers_go_on_and_one_stays_open_at_a_time():
    file = falling()
    file.records["follow_ups"] = {7: first()}
    assert code_of(first, file) == "follow_up_open"
    file.records["follow_ups"] = {7: closed(first(), "已补报", DUE)}
    assert first(file).number == 8


def test_without_a_warning_there_is_nothing_to_follow_up():
    file = single(share(), target("share", ">=", "90"), {2024: "95"})
    assert code_of(warned, [file.evaluate(2024)], file.library["share"]) == "no_warning"
    assert code_of(warned, [falling().evaluate(2024)], share("other")) == "no_warning"


def test_the_counted_target_is_taken_first():
    plan = plan_of(goal("1", target("share", "↑")), goal("2", target("share", ">=", "90", 2030)))
    file = File(plan, share()).enter("share", FALLING)
    _, judgement = warned([file.evaluate(2024)], file.library["share"])
    assert (judgement.counted, judgement.target.op) == (True, ">=")


def test_a_day_due_before_the_opening_is_refused():
    file = falling()
    plan_id, judgement = warned([file.evaluate(2024)], file.library["share"])
    with pytest.raises(KnownProblem) as caught:
        opened(file.snapshot(), plan_id, judgement, unit="", on=OPENED, due=date(2025, 3, 9))
    assert caught.value.code == "due_before_opening"


def test_its_way_from_open_to_closed():
    made = first()
    assert [state_of(made, day) for day in (OPENED, DUE, date(2025, 4, 11))] == ["open", "open", "overdue"]
    assert [days_late(made, day) for day in (OPENED, DUE, date(2025, 4, 11), date(2025, 5, 10))] == [
        0,
        0,
        1,
        30,
    ]
    replied = answered(made, " 已组织补种 ", date(2025, 4, 12))
    assert (replied.reply, replied.replied_on) == ("已组织补种", "2025-04-12")
    assert (state_of(replied, date(2026, 1, 1)), days_late(replied, date(2026, 1, 1))) == ("replied", 2)
    done = closed(replied, "复核无误", date(2025, 4, 20))
    assert (done.effect, done.closed_on, state_of(done, date(2026, 1, 1))) == (
        "复核无误",
        "2025-04-20",
        "closed",
    )
    assert days_late(done, date(2026, 1, 1)) == 2
    unanswered = closed(made, "单位撤并，不再督办", date(2025, 4, 15))
    assert (state_of(unanswered, date(2026, 1, 1)), days_late(unanswered, date(2026, 1, 1))) == ("closed", 5)


def test_a_later_reply_takes_the_place_of_the_first():
    again = answered(answered(first(), "正在核实", OPENED), "已补报", DUE)
    assert (again.reply, again.replied_on) == ("已补报", "2025-04-10")


def test_what_is_refused():
    made = first()
    assert code_of(answered, made, "  ", DUE) == "reply_missing"
    assert code_of(closed, made, "", DUE) == "effect_missing"
    assert code_of(answered, made, "已补报", date(2025, 3, 9)) == "before_opening"
    replied = answered(made, "已补报", DUE)
    assert code_of(closed, replied, "复核无误", date(2025, 4, 9)) == "before_reply"
    done = closed(replied, "复核无误", DUE)
    assert code_of(answered, done, "再报", DUE) == "follow_up_closed"
    assert code_of(closed, done, "再办", DUE) == "follow_up_closed"


def test_one_without_an_indicator_is_blank():
    assert FollowUp(3).is_blank
    assert not first().is_blank
