"""One report model: no number in a PDF that the model has not, in both editions; charts and tables say the same."""

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from functools import cache
from pathlib import Path

import pypdfium2
import pytest

from helpers.papers_case import Case, usual
from helpers.report_case import MONTH, put, words
from plandesk.core.annual.options import ReportOptions
from plandesk.core.papers.making import ReportKind, make_report
from plandesk.core.quantity import printed
from plandesk.core.records import Observation
from plandesk.core.report_model import Charts, Dumbbells, LineChart, Report, StackedBars
from plandesk.reports.kinds import WRITERS
from plandesk.reports.line_charts import nice_ticks
from plandesk.store.national import national_facts

KINDS: tuple[ReportKind, ...] = (
    "annual", "compendium", "warnings", "units", "responsibility", "forms", "midterm", "final"
)  # fmt: skip
NUMBER = r"(?<![\d.])\d+(?:\.\d+)?(?![\d.])"
OUTSIDE = re.compile(r"— \d+ —|第\d+页，共\d+页|目　　录.*", re.S)


@cache
def given(kind: ReportKind) -> Case:
    """永济's women with one mother's death, so that the public edition has something to withhold."""
    case = usual(kind)
    year = case.year
    one = Observation(
        "maternal_mortality_ratio", year, numerator=Decimal(1), denominator=Decimal(2380), value=Decimal("42.0"),
        status="value", numerator_text="1", denominator_text="2380", origin="sample",
    )  # fmt: skip
    return replace(case, snapshot=put(case.snapshot, one))


def options(public: bool) -> ReportOptions:
    return ReportOptions(public=public, national=national_facts())


@cache
def model(kind: ReportKind, public: bool) -> Report:
    case = given(kind)
    return make_report(
        kind, case.snapshot, case.evaluations, case.findings, words(), month=MONTH, options=options(public)
    )


def numbers_of(report: Report) -> set[str]:
    """Every number the model holds as text, those of the charts as they are printed, and the ticks of their axes."""
    found = set(re.findall(NUMBER, repr(report)))
    for chart in charts_of(report):
        values = [v for s in chart.series for _, v in s.points] + [
            s.forecast[1] for s in chart.series if s.forecast
        ]
        found |= {printed(v, chart.decimals) for v in values}
        found |= ticks([*values, *([] if chart.target is None else [chart.target])])
    found |= {str(n) for table in report.tables() for n in range(1, len(table.notes) + 1)}  # 注：1．… 2．…
    for element in report.elements():
        if isinstance(element, Dumbbells):
            values = [v for row in element.rows for v in (row.first, row.second, row.target) if v is not None]
            found |= ticks(values, 5, roomy=False)
            found |= {printed(v, row.decimals) for row in element.rows for v in (row.first, row.second)}
        if isinstance(element, StackedBars):
            found |= {str(sum(bar.counts)) for bar in element.bars}
    return found


def pages_of(path: Path) -> list[str]:
    """The text of every page, read by PDFium: several times faster than pypdf."""
    document = pypdfium2.PdfDocument(path)
    texts = [page.get_textpage().get_text_range() for page in document]
    document.close()
    return texts


def charts_of(report: Report) -> Iterator[LineChart]:
    for element in report.elements():
        if isinstance(element, Charts):
            yield from element.charts


def ticks(values: list[Decimal], *wanted: int, roomy: bool = True) -> set[str]:
    marks, decimals = nice_ticks(min(values), max(values), *wanted, roomy=roomy)
    return {printed(mark, decimals) for mark in marks}


@pytest.mark.parametrize("public", [False, True])
@pytest.mark.parametrize("kind", KINDS)
def test_no_number_stands_in_the_pdf_that_the_model_has_not(
    kind: ReportKind, public: bool, tmp_path: Path
) -> None:
    case = given(kind)
    printed_file = WRITERS[kind](
        case.snapshot, [e.plan_id for e in case.evaluations], case.year, tmp_path / "a.pdf", words=words(),
        evaluations=case.evaluations, findings=case.findings, month=MONTH, options=options(public),
    )  # fmt: skip
    known = numbers_of(model(kind, public))
    there = [n for page in pages_of(printed_file.path) for n in re.findall(NUMBER, OUTSIDE.sub("", page))]
    assert len(there) > 100
    assert not {n for n in there if n not in known}


@pytest.mark.parametrize("kind", ["annual", "final"])
def test_the_last_point_of_a_chart_is_the_figure_of_the_table(kind: ReportKind) -> None:
    report = model(kind, False)
    by_name = {
        row.cells[0]: row.cells
        for table in report.tables()
        if table.label.startswith("表")
        for row in table.rows()
    }
    seen = 0
    for chart in charts_of(report):
        cells = by_name.get(chart.title)
        if cells is None or not chart.series:
            continue
        last = chart.series[0].points[-1][1]
        assert printed(last, chart.decimals) in cells
        seen += 1
    assert seen
