"""Sentences, charts and tables that say no less and no more than the figures: faults once found in whole reports."""

from dataclasses import replace
from decimal import Decimal

import pytest

from helpers.papers_case import case
from helpers.report_case import MONTH, YEAR, evaluations, filled, put, texts, words
from plandesk.core.annual.compose import annual_report
from plandesk.core.annual.facts import Fact, facts_of
from plandesk.core.annual.narrator import Narrator
from plandesk.core.annual.stories import worth_a_chart
from plandesk.core.papers.making import make_report
from plandesk.core.records import Observation
from plandesk.core.report_model import AnnexHeading
from plandesk.core.snapshot import Snapshot

TAP, FALLS = "rural_tap_water_coverage", "fall_burn_poisoning_mortality_rate"


def told(snapshot: Snapshot, code: str) -> tuple[Fact, Narrator]:
    (plan,) = snapshot.plans
    (evaluation,) = evaluations(snapshot)
    facts = [f for d in facts_of(snapshot, plan, evaluation) for f in d.all() if f.code == code]
    return facts[0], Narrator(words(), snapshot, plan, YEAR)


def typed(code: str, *figures: str) -> list[Observation]:
    return [
        Observation(code, 2021 + n, text=f, value=Decimal(f), status="value", origin="typed")
        for n, f in enumerate(figures)
    ]


def deaths(count: int, children: int, year: int) -> Observation:
    value = (Decimal(100000) * count / children).quantize(Decimal("0.01"))
    return Observation(
        FALLS, year, numerator=Decimal(count), denominator=Decimal(children), numerator_text=str(count),
        denominator_text=str(children), value=value, status="value", origin="typed",
    )  # fmt: skip


def test_a_small_pace_is_told_and_not_called_none() -> None:
    fact, narrator = told(put(filled("yongji_women"), *typed(TAP, "90.0", "90.1", "90.1", "90.1")), TAP)
    text = narrator.more_about(fact)
    assert "平均每年提高0.03个百分点" in text
    assert "年相同" not in text


@pytest.mark.parametrize(("count", "drawn"), [(8, False), (19, False), (40, True)])
def test_a_rate_of_few_cases_gets_no_line(count: int, drawn: bool) -> None:
    given = [deaths(count, 70000 - 3000 * n, 2021 + n) for n in range(4)]
    fact, _ = told(put(filled("yongji_children"), *given), FALLS)
    behind = replace(fact, judgement=replace(fact.judgement, verdict="moving_away"))
    assert worth_a_chart(behind) is drawn


def test_the_same_number_of_cases_is_said_where_only_the_children_became_fewer() -> None:
    given = [deaths(8, 70000 - 3000 * n, 2021 + n) for n in range(4)]
    fact, narrator = told(put(filled("yongji_children"), *given), FALLS)
    assert narrator.change(fact) == "，例数与上年相同，均为8例"


@pytest.mark.parametrize("year", [2010, 2019, 2020])
def test_a_year_before_the_plan_is_still_a_report(year: int) -> None:
    given = case(filled("yongji_women"), year)
    report = annual_report(given.snapshot, given.evaluations, given.findings, words(), month=MONTH)
    (full,) = [t for t in report.tables() if t.label == "附表1"]
    assert any(str(year) in column.head for column in full.columns)


def test_annexes_of_two_plans_have_short_names() -> None:
    snapshot = filled("yongji_women", "yongji_children")
    report = annual_report(snapshot, evaluations(snapshot), (), words(), month=MONTH)
    heads = [e.text for e in report.elements() if isinstance(e, AnnexHeading)]
    assert len(heads) > 3
    assert max(len(head) for head in heads) <= 26


def test_what_has_a_figure_is_not_said_to_be_without_data() -> None:
    """儿童伤害死亡率 is to fall by 20 % of a base year nobody entered: it has its figure of 2025."""
    snapshot = filled("yongji_children")
    given = case(
        put(
            snapshot,
            *(replace(deaths(16, 69000, y), indicator="child_injury_mortality_rate") for y in (2024, 2025)),
        ),
        2025,
    )
    report = make_report("final", given.snapshot, given.evaluations, given.findings, words(), month=MONTH)
    said = "".join(texts(report))
    without = said.partition("到期而没有当年数据的")[2].partition("。")[0]
    assert "儿童伤害死亡率" not in without
    assert "儿童伤害死亡率" in said.partition("有当年数据而不能判定")[2].partition("。")[0]


def test_after_the_last_year_nothing_is_left_open() -> None:
    snapshot = filled("yongji_women")
    given = case(
        put(
            snapshot,
            *[
                replace(o, year=o.year + 1)
                for o in typed("village_committee_female_share", "29", "29", "29", "29")
            ],
        ),
        2025,
    )
    report = make_report("final", given.snapshot, given.evaluations, given.findings, words(), month=MONTH)
    assert "不作推算" not in "".join(texts(report))
