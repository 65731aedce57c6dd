"""National figures and targets in 指标解释: the latest known by then, with its source; nothing where none is published."""

from dataclasses import replace
from decimal import Decimal

from helpers.papers_case import usual
from helpers.report_case import MONTH, library, words
from plandesk.core.annual.closing import national_words
from plandesk.core.annual.options import NationalFact, ReportOptions
from plandesk.core.papers.making import make_report
from plandesk.core.report_model import Paragraph
from plandesk.store.national import national_facts

CODE = "female_employment_share"
KNOWN = {fact.indicator: fact for fact in national_facts()}


def test_figure_source_and_target_stand_in_the_definition() -> None:
    given = usual("annual")
    report = make_report(
        "annual", given.snapshot, given.evaluations, given.findings, words(), month=MONTH,
        options=ReportOptions(national=national_facts()),
    )  # fmt: skip
    name = library()[CODE].name
    (entry,) = (e.text for e in report.elements() if isinstance(e, Paragraph) and e.lead == name)
    year, value, source = max(figure for figure in KNOWN[CODE].figures if figure[0] <= 2024)
    assert f"全国：{year}年为{value}%（{source}）" in entry
    assert "《中国妇女发展纲要（2021—2030年）》2030年目标为45%左右" in entry


def test_later_figures_are_not_known_yet() -> None:
    text = national_words(words(), library()[CODE], 2018, KNOWN[CODE])
    assert "2018年为" in text
    assert "2024年为" not in text


def test_nothing_is_said_where_nothing_is_published() -> None:
    assert national_words(words(), library()[CODE], 2024, None) == ""
    assert national_words(words(), library()[CODE], 2000, replace(KNOWN[CODE], target=None)) == ""


def test_figures_keep_their_own_digits() -> None:
    fact = NationalFact(CODE, ((2020, Decimal("43.25"), "来源"),))
    assert "43.25%" in national_words(words(), library()[CODE], 2024, fact)
