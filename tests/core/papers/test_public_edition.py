"""The public edition: nothing in it tells a withheld figure, however one reckons; and it says that it withholds."""

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from functools import cache

import pytest

from helpers.papers_case import Case, case, later
from helpers.report_case import MONTH, filled, library, put, words
from plandesk.core.annual.options import ReportOptions
from plandesk.core.annual.own_texts import text_setting
from plandesk.core.figures import cell_words
from plandesk.core.papers.making import ReportKind, make_report
from plandesk.core.papers.public_edition import public_edition
from plandesk.core.papers.withholding import withheld
from plandesk.core.quantity import rounded
from plandesk.core.records import Assessment, CellKey, EnteredBaseline, Explanation, FollowUp, Observation
from plandesk.core.report_model import Paragraph, Report
from plandesk.core.snapshot import Snapshot

KINDS: tuple[ReportKind, ...] = (
    "annual", "compendium", "warnings", "units", "responsibility", "forms", "blank_forms", "filled_forms", "midterm", "final", "checks"
)  # fmt: skip
YEARS_OF = {"midterm": 2023, "final": 2025}
MOTHERS, INFANTS, CLEFT = (
    "maternal_mortality_ratio",
    "infant_mortality_rate",
    "maternal_mortality_urban_rural_gap",
)
SUICIDES, TREATED = "child_suicide_events", "disabled_compulsory_enrolment"
BIRTHS = Decimal(2380)
PUBLIC = ReportOptions(public=True)


def counted(
    code: str, year: int, numerator: int, denominator: Decimal | int = BIRTHS, cell: str = ""
) -> Observation:
    indicator = library()[code]
    assert indicator.base is not None
    value = rounded(indicator.base * numerator / Decimal(denominator), indicator.decimals)
    return Observation(
        code, year, cell, numerator=Decimal(numerator), denominator=Decimal(denominator), value=value, status="value",
        numerator_text=str(numerator), denominator_text=str(denominator), origin="typed",
        note=f"全年{numerator}例，已逐例核对。",
    )  # fmt: skip


def plain(code: str, year: int, value: str) -> Observation:
    return Observation(code, year, text=value, value=Decimal(value), status="value", origin="typed")


@cache
def county(kind: str, secret: int) -> Case:
    """A small county; ``secret`` (1 or 2) is what must not be told: mothers, girls of seven infants, a suicide."""
    year = YEARS_OF.get(kind, 2024)
    snapshot = later(filled("yongji_women", "yongji_children"), max(year - 2024, 0))
    given = []
    for y in range(2020, year + 1):
        given += [
            counted(MOTHERS, y, secret if y % 2 == year % 2 else 0),
            counted(MOTHERS, y, secret if y % 2 == year % 2 else 0, 1000, "area=urban"),
            counted(MOTHERS, y, 0, 1380, "area=rural"),
            counted("neonatal_mortality_rate", y, 4),
            counted("under5_mortality_rate", y, 11),
            counted(INFANTS, y, 7),
            counted(INFANTS, y, secret, 1100, "sex=female"),
            counted(INFANTS, y, 7 - secret, 1280, "sex=male"),
            counted(TREATED, y, 40 - secret, 40),
            plain(SUICIDES, y, str(secret)),
            plain(CLEFT, y, str(rounded(Decimal(secret) * 100, 1) if y % 2 == year % 2 else 0)),
        ]
    return case(told(put(snapshot, *given), secret, year), year)


def told(snapshot: Snapshot, secret: int, year: int) -> Snapshot:
    """The same things said in words, everywhere words can stand."""
    plan = "yongji_women"
    text = f"孕产妇死亡率升高，死亡{secret}例。村卫生室全部达标。"
    explained = Explanation(f"{MOTHERS}.plausible", MOTHERS, year, "", text, "x")
    follow_up = FollowUp(
        1, plan, MOTHERS, year, "卫生健康局", "W5", f"死亡率为{secret * 42}/10万。", reply=text
    )
    goal = next((d, g) for d in snapshot.plans[0].domains for g in d.goals if not g.targets)
    answer = Assessment(plan, f"{goal[0].no}.{goal[1].no}", year, "partly", text)
    settings = {text_setting(plan, year, p): text for p in ("problems", "midterm_problems", "final_problems")}
    base = EnteredBaseline(plan, MOTHERS, 2020, Decimal(secret * 42))
    return replace(
        snapshot,
        explanations={explained.key(): explained},  # type: ignore[dict-item]
        follow_ups={1: follow_up},
        assessments={answer.key(): answer},  # type: ignore[dict-item]
        baselines={(plan, MOTHERS, 2020): base},
        settings=settings,
    )


@cache
def public(kind: ReportKind, secret: int = 1) -> Report:
    return made(kind, county(kind, secret), PUBLIC)


def made(kind: ReportKind, given: Case, options: ReportOptions) -> Report:
    return make_report(
        kind, given.snapshot, given.evaluations, given.findings, words(), month=MONTH, options=options
    )


@pytest.mark.parametrize("kind", KINDS)
def test_the_paper_is_the_same_whichever_figure_was_true(kind: ReportKind) -> None:
    internal = {repr(made(kind, county(kind, secret), ReportOptions())) for secret in (1, 2)}
    assert len(internal) == (1 if kind == "responsibility" else 2)  # the secret is in the others
    assert public(kind, 1) == public(kind, 2)


@pytest.mark.parametrize("kind", KINDS)
def test_cover_and_pages_say_that_it_is_public(kind: ReportKind) -> None:
    report = public(kind)
    assert report.cover.marking == "公开版"
    assert "公开版" in report.title
    assert "公开版" in report.furniture.box
    assert made(kind, county(kind, 1), ReportOptions()).cover.marking == "内部资料"


@pytest.mark.parametrize("kind", ["annual", "compendium", "midterm", "final"])
def test_its_notes_say_what_is_withheld_and_on_what_ground(kind: ReportKind) -> None:
    notes = [e.text for e in public(kind).elements() if isinstance(e, Paragraph) and "公开版" in e.text]
    assert [n for n in notes if "统计法" in n and "“密”" in n]


@pytest.mark.parametrize("kind", KINDS)
def test_every_table_with_the_mark_explains_it(kind: ReportKind) -> None:
    for table in public(kind).tables():
        if any("密" in row.cells for row in table.rows()):
            assert any("密" in note.text for note in table.notes)


def test_seven_infants_are_shown_and_one_girl_is_not() -> None:
    found = figures(public("compendium"))
    assert found["婴儿死亡率", "", 2024] == "2.94"
    assert found["婴儿死亡率", "分子", 2024] == "7"
    assert found["婴儿死亡率", "女", 2024] == "密"
    assert found["婴儿死亡率", "男", 2024] == "密"
    assert found["孕产妇死亡率", "", 2024] == "密"
    assert found["孕产妇死亡率", "分子", 2024] == "密"
    assert found["孕产妇死亡率", "分母", 2024] == "2380"
    assert found["孕产妇死亡率", "", 2023] == "0"
    assert found["孕产妇死亡率城乡差距", "", 2024] == "密"


def figures(report: Report) -> dict[tuple[str, str, int], str]:
    """What a reader finds in the compendium: indicator, cell (or 分子, 分母), year."""
    found: dict[tuple[str, str, int], str] = {}
    for table in report.tables():
        if "主要基数" in table.title:
            continue
        heads = [re.fullmatch(r"(\d{4})年", column.head) for column in table.columns]
        name = ""
        for row in table.rows():
            label = row.cells[1].partition("〔")[0]
            part = label.strip().removeprefix("其中：").partition("：")[0] if label.startswith("　") else ""
            name = name if part else label
            for head, cell in zip(heads, row.cells, strict=True):
                if head:
                    found.setdefault((name, part, int(head[1])), cell)
    return found


def unknowns(report: Report) -> Iterator[tuple[str, int, list[str]]]:
    """Each equation a reader has: total = its parts, with the cells of it that are withheld."""
    found = figures(report)
    for indicator in library().by_code.values():
        for year in range(2020, 2026):
            for dimension, values in (("sex", ("female", "male")), ("area", ("urban", "rural"))):
                if dimension not in indicator.breakdowns:
                    continue
                cells = ["", *(cell_words(f"{dimension}={v}") for v in values)]
                shown = [found.get((indicator.name, cell, year), "无") for cell in cells]
                if "无" not in shown:
                    yield indicator.name, year, [c for c, s in zip(cells, shown, strict=True) if s == "密"]


def test_no_equation_has_one_unknown() -> None:
    equations = list(unknowns(public("compendium")))
    assert any(hidden for _, _, hidden in equations)
    assert not [(name, year, hidden) for name, year, hidden in equations if len(hidden) == 1]


def test_no_count_follows_from_a_rate_and_its_denominator() -> None:
    found = figures(public("compendium"))
    for (name, part, year), cell in found.items():
        if part == "分子" and cell == "密":
            assert found[name, "", year] == "密"
        if part == "" and cell == "密":
            assert found.get((name, "分子", year), "密") == "密"


@pytest.mark.parametrize("secret", [1, 2])
@pytest.mark.parametrize("kind", KINDS)
def test_no_withheld_rate_stands_anywhere(kind: ReportKind, secret: int) -> None:
    given = county(kind, secret)
    hidden = withheld(given.snapshot)
    shown = {str(o.value) for key, o in given.snapshot.observations.items() if key not in hidden.cells}
    rates = {str(o.value) for key, o in given.snapshot.observations.items() if key in hidden.cells} - shown
    text = repr(public(kind, secret))
    assert not [
        r for r in rates if "." in r and len(r) > 4 and re.search(rf"(?<![\d.]){re.escape(r)}(?!\d)", text)
    ]


def test_words_about_it_are_left_out_and_others_stay() -> None:
    report = public("annual")
    texts = [e.text for e in report.elements() if isinstance(e, Paragraph)]
    assert "村卫生室全部达标。" in texts
    assert not [t for t in texts if "死亡1例" in t]


def test_withheld_targets_are_not_judged_and_not_called_gaps_of_data() -> None:
    given = county("annual", 1)
    edition = public_edition(given.snapshot, given.evaluations, words())
    judged = {
        j.indicator.code: j for e in edition.evaluations for d in e.domains for j in d.targets if j.indicator
    }
    assert judged[MOTHERS].attained is None
    texts = "".join(e.text for e in public("annual").elements() if isinstance(e, Paragraph))
    assert "可能识别个人，本册不列数据" in texts


@pytest.mark.parametrize(
    ("female", "male", "hidden"),
    [(1, 6, {"sex=female", "sex=male"}), (3, 4, set()), (0, 7, set()), (1, 1, {"", "sex=female", "sex=male"}),
     (2, 0, {"", "sex=female"})],
)  # fmt: skip
def test_by_sex(female: int, male: int, hidden: set[str]) -> None:
    snapshot = replace(filled("yongji_children"), observations={})
    snapshot = put(
        snapshot, counted(INFANTS, 2024, female + male), counted(INFANTS, 2024, female, 1100, "sex=female"),
        counted(INFANTS, 2024, male, 1280, "sex=male"),
    )  # fmt: skip
    assert {key.cell for key in withheld(snapshot).cells} == hidden


@pytest.mark.parametrize(
    ("counts", "hidden"),
    [((1, 5, 4, 0), {0, 2}), ((1, 1, 5, 3), {0, 1, 3}), ((0, 3, 4, 5), set()), ((1, 1, 1, 0), {0, 1, 2, 3}),
     ((2, 2, 6, 7), {0, 1})],
)  # fmt: skip
def test_more_than_two_parts(counts: tuple[int, ...], hidden: set[int]) -> None:
    """One withheld part takes the smallest other with it; ones alone take one more."""
    code = "child_injury_mortality_rate"
    ages = library()[code].ages
    assert len(ages) >= 2
    own = counts[: len(ages)]
    snapshot = put(
        replace(filled("yongji_children"), observations={}), counted(code, 2024, sum(own), 90000),
        *(counted(code, 2024, n, 20000, f"age={a}") for a, n in zip(ages, own, strict=False)),
    )  # fmt: skip
    found = {key.cell for key in withheld(snapshot).cells}
    expected = {f"age={ages[k]}" for k in hidden if k < len(own)}
    assert expected <= found
    if hidden and 1 not in [n for n in own if n]:
        assert len(found) > 1


def test_a_typed_rate_of_few_cases_is_withheld_too() -> None:
    snapshot = put(
        replace(filled("yongji_women"), observations={}), plain(MOTHERS, 2024, "42.02"), plain(MOTHERS, 2023, "0"),
        counted("hospital_delivery_rate", 2024, 2378),
    )  # fmt: skip
    assert withheld(snapshot).cells == {CellKey(MOTHERS, 2024)}
    many = put(snapshot, counted("hospital_delivery_rate", 2024, 90000, 90010))
    assert not withheld(many).cells


def test_without_few_cases_nothing_is_withheld() -> None:
    given = case(replace(filled("yongji_women"), observations={}))
    assert not withheld(given.snapshot)
    report = made("annual", given, PUBLIC)
    assert report.cover.marking == "公开版"
    assert "密" not in {cell for t in report.tables() for row in t.rows() for cell in row.cells}


@pytest.mark.parametrize(
    "kind", ["warnings", "units", "responsibility", "forms", "blank_forms", "filled_forms"]
)
def test_papers_without_notes_of_their_own_say_it_under_a_table(kind: ReportKind) -> None:
    notes = [note.text for table in public(kind).tables() for note in table.notes]
    assert [n for n in notes if "不列数据" in n or "不予列出" in n]
