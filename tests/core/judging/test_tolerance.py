"""The tolerance of ≈ as a setting of the file, read by every caller alike."""

from decimal import Decimal

import pytest

from helpers.judging_plans import WORDS, share, single, target
from plandesk.core.judging import TOLERANCE_SETTING, side_by_side, tolerance_of, tolerance_setting
from plandesk.core.problems import KnownProblem


def about(value):
    return single(share(), target("share", "≈", "90"), {2024: value})


def test_five_percent_unless_set():
    file = about("86")
    assert tolerance_of(file.snapshot()) == Decimal(5)
    assert (file.judge(2024).attained, file.evaluate(2024).tolerance) == (True, Decimal(5))
    assert any("容差5%，即不低于85.5%" in step for step in file.judge(2024).steps)


def test_the_files_own_is_taken_and_printed():
    file = about("86").setting(TOLERANCE_SETTING, "2.5")
    assert (file.judge(2024).attained, file.evaluate(2024).tolerance) == (False, Decimal("2.5"))
    assert any("容差2.5%，即不低于87.75%" in step for step in file.judge(2024).steps)


def test_a_caller_may_ask_for_another():
    assert about("86").setting(TOLERANCE_SETTING, "1").judge(2024, tolerance=Decimal(10)).attained is True


@pytest.mark.parametrize("text", ["", "容差", "-1", "51", "5,5"])
def test_what_is_no_percentage_is_refused_and_never_judged_with(text):
    with pytest.raises(KnownProblem) as caught:
        tolerance_setting(text)
    assert caught.value.code == "bad_tolerance"
    assert tolerance_of(about("86").setting(TOLERANCE_SETTING, text).snapshot()) == Decimal(5)


@pytest.mark.parametrize(
    ("text", "kept"), [("3", "3"), ("２．５％", "2.5"), ("0", "0"), ("50", "50"), ("5", ""), ("5.0%", "")]
)
def test_how_it_is_kept(text, kept):
    assert tolerance_setting(text).value == kept
    assert tolerance_setting(text).is_blank is (kept == "")


def test_the_other_lines_are_drawn_with_it_too():
    def path(percent):
        figures = {2020: "86", 2021: "84", 2022: "83", 2023: "82", 2024: "81"}
        file = single(share(), target("share", "≈", "90"), figures).setting(TOLERANCE_SETTING, percent)
        beside = side_by_side(file.snapshot(), file.plan, file.judge(2024), words=WORDS)
        assert beside is not None
        return beside.prospects.on_path

    assert (path("5"), path("2")) == (None, "89.20%"), (
        "86 % meets 90 % give or take 5 %, not give or take 2 %"
    )
