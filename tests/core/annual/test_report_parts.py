"""The parts of the annual report that the clerk ticks: numbered anew, nothing pointing at what is not there."""

import re

import pytest

from helpers.papers_case import usual
from helpers.report_case import MONTH, words
from plandesk.core.annual.options import PARTS, Part, ReportOptions
from plandesk.core.papers.making import make_report
from plandesk.core.report_model import AnnexHeading, Heading, Paragraph, Report, Signatures


def made(*parts: Part, packs: tuple[str, ...] = ("yongji_women",), draft: bool = False) -> Report:
    given = usual("annual", *packs)
    options = ReportOptions(draft=draft, only=frozenset(parts) if parts else None)
    return make_report(
        "annual", given.snapshot, given.evaluations, given.findings, words(), month=MONTH, options=options
    )


def headings(report: Report) -> list[str]:
    return [e.text for e in report.elements() if isinstance(e, Heading) and e.level == 1]


def test_without_a_choice_everything_is_in() -> None:
    assert made(*PARTS) == made()


def test_what_remains_is_numbered_anew() -> None:
    report = made("overview", "attention", "advice", "notes")
    assert headings(report) == ["一、总体情况", "二、未达标和预警指标", "三、对策建议"]
    assert [e.text for e in report.elements() if isinstance(e, AnnexHeading)] == [
        "附件1　编制说明、符号说明和指标解释"
    ]
    assert not [e for e in report.elements() if isinstance(e, Signatures)]
    assert any("本报告第二部分" in e.text for e in report.elements() if isinstance(e, Paragraph))


@pytest.mark.parametrize("left_out", PARTS)
def test_nothing_points_at_what_is_not_there(left_out: Part) -> None:
    report = made(*(p for p in PARTS if p != left_out), packs=("yongji_women", "yongji_children"))
    there = {e.text.partition("　")[0] for e in report.elements() if isinstance(e, AnnexHeading)}
    texts = [e.text for e in report.elements() if isinstance(e, Paragraph)]
    texts += [note.text for table in report.tables() for note in table.notes]
    assert {a for text in texts for a in re.findall(r"附件\d", text)} <= there
    labels = {t.label for t in report.tables()} | {
        label for e in report.elements() for label in (getattr(e, "label", ""), *(c.label for c in getattr(e, "charts", ())))
    }  # fmt: skip
    assert {n for text in texts for n in re.findall(r"(?<!附)[表图]\d+", text)} <= labels
    parts = len(headings(report)) // 2
    numbers = {n for text in texts for n in re.findall(r"本报告第(.)部分", text)}
    assert numbers <= set("一二三四五"[:parts])


def test_a_draft_says_so_on_every_page() -> None:
    assert made(draft=True).furniture.box == "草稿　示例"
    assert made().furniture.box == "示例"
