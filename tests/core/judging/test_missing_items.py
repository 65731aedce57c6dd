"""The list of those without data: why, the last figure there was, who surveys them by when."""

from datetime import date

from helpers.judging_plans import File, goal, level, plan_of, share, target
from plandesk.core.missing import missing_of
from plandesk.core.plan import Relative

BALANCE = Relative("balance", words="均衡")


def file_of(*targets, indicators=()):
    plan = plan_of(*(goal(str(n), t) for n, t in enumerate(targets, 1)))
    return File(plan, *(indicators or (share(), share("other"))))


def listed(file, year=2024):
    return missing_of(file.snapshot(), file.evaluate(year))


def test_each_indicator_without_data_once_in_the_plans_order():
    file = file_of(target("share", ">=", "90"), target("other", "↑"), target("share", "↑"))
    assert [m.indicator.code for m in listed(file)] == ["share", "other"]
    file.enter("share", {2024: "91"})
    assert [m.indicator.code for m in listed(file)] == ["other"]


def test_why_and_since_when():
    file = file_of(target("share", ">=", "90"))
    (bare,) = listed(file)
    assert (bare.status, bare.note, bare.latest, bare.item, bare.substitute) == ("", "", None, None, None)
    file.enter("share", {2021: "80", 2022: "82", 2023: "!not_collected", 2024: "!not_published", 2025: "90"})
    (found,) = listed(file)
    assert (found.status, found.latest) == ("not_published", 2022)


def test_who_surveys_it_by_when():
    file = file_of(target("share", ">=", "90")).missing("share", "统计局", "2025-06-30", "抽样调查")
    (found,) = listed(file)
    assert found.item is not None
    assert (found.item.surveyor, found.item.how) == ("统计局", "抽样调查")
    assert (found.overdue(date(2025, 6, 30)), found.overdue(date(2025, 7, 1))) == (False, True)
    (bare,) = listed(file_of(target("share", ">=", "90")))
    assert bare.overdue(date(2099, 1, 1)) is False


def test_judged_on_a_substitute_its_own_data_are_missing_all_the_same():
    file = file_of(target("share", ">=", "90")).substitute("share", "other").enter("other", {2024: "92"})
    (found,) = listed(file)
    assert found.substitute is not None
    assert (found.indicator.code, found.substitute.code) == ("share", "other")


def test_faulty_figures_and_figures_of_the_sexes_are_data():
    wrong = file_of(target("share", ">=", "90"))
    wrong.enter("share", {2024: "!value"})
    assert listed(wrong) == ()
    balance = file_of(target("share", "≈", None, relative=BALANCE), indicators=(share(breakdowns=("sex",)),))
    assert [m.indicator.code for m in listed(balance)] == ["share"]
    balance.enter("share", {2024: "50"}, "sex=female").enter("share", {2024: "52"}, "sex=male")
    assert listed(balance) == ()


def test_a_lasting_figure_is_there_and_a_missing_baseline_is_no_missing_figure():
    term = file_of(target("share", ">=", "30"), indicators=(share(period_kind="term"),))
    assert listed(term.enter("share", {2021: "31"})) == ()
    wanted = target("level", "↑", "2", relative=Relative("change", "up", "period", 2020, "岁"))
    assert listed(file_of(wanted, indicators=(level(),)).enter("level", {2024: "78"})) == ()
