"""Figures of earlier years with open errors stay out of trends, baselines and pooled years."""

from helpers.checking_case import FINDING_WORDS
from helpers.judging_plans import WORDS, death_rate, error_at, share, single, target
from plandesk.core.checking import Checker
from plandesk.core.judging import earlier_errors, evaluate
from plandesk.core.plan import Relative
from plandesk.core.words import Words

BOTH = Words({**WORDS.templates, **FINDING_WORDS.templates})
RISING = {2019: "70", 2020: "72", 2021: "74", 2022: "176", 2023: "78", 2024: "80"}


def judged(file, year=2024):
    """As the command line, the window and the reports judge."""
    snapshot = file.snapshot()
    checker = Checker(snapshot.library, BOTH)
    faults = (*checker.check(snapshot, year), *earlier_errors(checker, snapshot, year))
    return evaluate(snapshot, file.plan, year, faults, words=BOTH).domains[0].targets[0]


def test_a_faulty_earlier_figure_is_left_out_of_the_trend():
    found = judged(single(share(), target("share", ">=", "90", 2030), RISING))
    assert (found.verdict, found.forecast) == ("on_track", "92.00")
    assert "有缺年，变动按相隔年数平均。" in found.steps


def test_a_faulty_baseline_year_gives_no_baseline():
    file = single(share(), target("share", ">=", "90"), {2020: "190", 2024: "95"})
    assert (judged(file).verdict, judged(file).baseline) == ("attained", None)
    file.enter("share", {2020: "93"})
    assert (judged(file).verdict, judged(file).baseline) == ("maintained", "93.00")


def test_errors_of_any_earlier_year_and_of_none_later():
    file = single(share(), target("share", ">=", "90"), {2011: "111", 2024: "130", 2025: "140"})
    snapshot = file.snapshot()
    checker = Checker(snapshot.library, BOTH)
    assert [e.year for e in earlier_errors(checker, snapshot, 2024)] == [2011]
    assert [e.year for e in earlier_errors(checker, snapshot, 2026)] == [2011, 2024, 2025]
    assert earlier_errors(checker, snapshot, 2011) == ()


def test_the_errors_of_the_whole_check_at_what_is_read_and_no_warning():
    file = single(share(plausible=(None, 60)), target("share", ">=", "90"), {2022: "170", 2023: "70"})
    file.enter("share", {2022: "101"}, "sex=female").enter("share", {2022: "102"}, "town=城西")
    snapshot = file.snapshot()
    checker = Checker(snapshot.library, BOTH)
    whole = {f for year in (2022, 2023) for f in checker.check(snapshot, year)}
    assert {f.severity for f in whole} == {"error", "warning"}
    read = {f for f in whole if f.severity == "error" and f.cell != "sex=female"}
    assert {f.cell for f in read} == {"", "town=城西"}
    assert {*earlier_errors(checker, snapshot, 2024)} == read


def test_figures_of_the_sexes_are_looked_at_where_a_balance_is_asked_for():
    wanted = target("share", "≈", None, relative=Relative("balance", words="均衡"))
    file = single(share(breakdowns=("sex",)), wanted)
    file.enter("share", {2022: "101"}, "sex=female").enter("share", {2022: "80"}, "sex=male")
    snapshot = file.snapshot()
    errors = earlier_errors(Checker(snapshot.library, BOTH), snapshot, 2024)
    assert [(e.year, e.cell) for e in errors] == [(2022, "sex=female")]


def test_pooled_years_leave_a_faulty_one_out():
    figures = {2021: ("0", "3000"), 2022: ("0", "3000"), 2023: ("4000", "3000"), 2024: ("1", "3000")}
    file = single(death_rate(), target("maternal", "<=", "12.5"), figures)
    found = file.judge(2024, [error_at("maternal", 2023)])
    assert any("2021—2024年3年合并：1例，活产数9000" in step for step in found.steps)


def test_a_balance_leaves_faulty_figures_of_one_sex_out():
    wanted = target("share", "≈", None, relative=Relative("balance", words="均衡"))
    file = single(share(breakdowns=("sex",)), wanted)
    for year in range(2019, 2025):
        file.enter("share", {year: str(60 - (2024 - year))}, "sex=female")
        file.enter("share", {year: "80"}, "sex=male")
    assert file.judge(2024).verdict == "on_track"
    faults = [error_at("share", year, "sex=female") for year in (2019, 2020, 2021)]
    assert file.judge(2024, faults).verdict == "cannot_tell"
