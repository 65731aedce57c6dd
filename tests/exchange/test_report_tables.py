"""The tables of a report in Excel: the same figures as on paper, as numbers; marks and words as text."""

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from helpers.papers_case import case, usual
from helpers.report_case import MONTH, filled, words
from plandesk.core.annual.options import ReportOptions
from plandesk.core.papers.making import ReportKind, make_report
from plandesk.core.report_model import Band, Column, Report, Row, Table
from plandesk.exchange.report_figures import number_in
from plandesk.exchange.report_tables import write_report_tables

KINDS: tuple[ReportKind, ...] = (
    "annual", "compendium", "warnings", "units", "responsibility", "forms", "midterm", "final"
)  # fmt: skip


def made(kind: ReportKind, options: ReportOptions | None = None, *packs: str) -> Report:
    given = usual(kind, *packs)
    return make_report(
        kind, given.snapshot, given.evaluations, given.findings, words(), month=MONTH, options=options or ReportOptions()
    )  # fmt: skip


def written(report: Report, path: Path) -> list[Worksheet]:
    write_report_tables(report, path, words=words(), year=2024)
    return list(load_workbook(path).worksheets)


def texts_in(sheet: Worksheet) -> list[list[str]]:
    """Each row's cells as a reader sees them: numbers with the decimals and signs of their format."""
    return [[shown(cell.value, cell.number_format) for cell in row] for row in sheet.iter_rows()]


def shown(value: object, number_format: str) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    positive = number_format.partition(";")[0]
    decimals = len(positive.strip('_ +*"').partition(".")[2])
    number = Decimal(str(value))
    sign = "−" if number < 0 else "+" if positive.startswith("+") and number else ""
    return f"{sign}{abs(number):.{decimals}f}" + ("*" if '"*"' in number_format else "")


@pytest.mark.parametrize("kind", KINDS)
def test_every_cell_of_every_table_is_there_as_printed(kind: ReportKind, tmp_path: Path) -> None:
    report = made(kind)
    sheets = written(report, tmp_path / "附表.xlsx")
    there = [row for sheet in sheets[1:] for row in texts_in(sheet)]
    rows = {tuple(text for text in row if text) for row in there}
    tables = list(report.tables())
    assert tables
    for table in tables:
        assert any(table.title in cell for row in rows for cell in row)
        for line in table.lines:
            cells = (line.text,) if isinstance(line, Band) else tuple(c for c in line.cells if c)
            assert cells in rows or not cells, cells
        for note in table.notes:
            assert any(note.text in cell for row in rows for cell in row)


@pytest.mark.parametrize("kind", ["annual", "compendium", "final"])
def test_figures_are_numbers_and_marks_are_text(kind: ReportKind, tmp_path: Path) -> None:
    report = made(kind)
    sheets = written(report, tmp_path / "附表.xlsx")
    figures = [
        cell for table in report.tables() for row in table.rows()
        for column, cell in zip(table.columns, row.cells, strict=True) if column.align == "figure" and number_in(cell) is not None
    ]  # fmt: skip
    numbers = [
        c.value for s in sheets[1:] for row in s.iter_rows() for c in row if isinstance(c.value, int | float)
    ]
    assert len(numbers) >= len(figures) > 50
    words_there = {c.value for s in sheets for row in s.iter_rows() for c in row if isinstance(c.value, str)}
    assert not [w for w in words_there if w.replace(".", "").isdigit()]
    assert "无" in words_there


@pytest.mark.parametrize("kind", KINDS)
def test_pages_are_a4_one_wide_with_heads_repeated_and_samples_marked(
    kind: ReportKind, tmp_path: Path
) -> None:
    for sheet in written(made(kind), tmp_path / "附表.xlsx"):
        assert (sheet.page_setup.paperSize, sheet.page_setup.fitToWidth) == (9, 1)
        assert len(sheet.title) <= 31
        assert "示例" in str(sheet.oddHeader.right.text)  # type: ignore[union-attr]


def test_each_labelled_table_has_its_sheet_and_the_list_leads_to_it(tmp_path: Path) -> None:
    report = made("annual")
    first, *sheets = written(report, tmp_path / "附表.xlsx")
    labels = [table.label for table in report.tables()]
    assert [sheet.title.partition(" ")[0] for sheet in sheets] == labels
    links = [row[2].hyperlink.location for row in first.iter_rows(min_row=6) if row[2].hyperlink]
    assert links == [f"'{sheet.title}'!A1" for sheet in sheets]
    assert all(sheet.print_title_rows for sheet in sheets)


def test_what_begins_like_a_formula_is_text(tmp_path: Path) -> None:
    evil = '=HYPERLINK("http://example.invalid","x")'
    report = made("annual")
    table = next(report.tables())
    lines = tuple(replace(r, cells=(evil, "@SUM(A1)", *r.cells[2:])) for r in table.rows())
    chapters = (replace(report.chapters[0], elements=(replace(table, lines=lines, title="+1"),)),)
    for sheet in written(replace(report, chapters=chapters), tmp_path / "附表.xlsx"):
        for row in sheet.iter_rows():
            assert not [c for c in row if c.data_type == "f"]
    assert evil in {c.value for row in sheet.iter_rows() for c in row}


def test_common_heads_and_changes_keep_their_place(tmp_path: Path) -> None:
    columns = (
        Column("指标", 60, "text"), Column("2023年", 30, "figure", "各年"), Column("2024年", 30, "figure", "各年"),
        Column("比上年", 30, "figure"),
    )  # fmt: skip
    lines = (
        Band("一、健康"),
        Row(("甲", "1234.50", "57.1*", "+0.4"), cuts=frozenset({2})),
        Row(("乙", "0", "密", "−1.20")),
    )
    table = Table("表1", "试表", columns, lines, unit="项", source="统计局。", legend="符号：“密”不予列出")
    report = made("annual")
    chapters = (replace(report.chapters[0], elements=(table,)),)
    sheet = written(replace(report, chapters=chapters), tmp_path / "附表.xlsx")[1]
    rows = texts_in(sheet)
    assert ["甲", "1234.50", "57.1*", "+0.4"] in rows
    assert ["乙", "0", "密", "−1.20"] in rows
    assert sheet.cell(next(k for k, r in enumerate(rows, 1) if r[0] == "甲"), 3).border.left.style == "medium"
    assert {"单位：项", "资料来源：统计局。"} <= {cell for row in rows for cell in row}
    assert [r for r in rows if r[1] == "各年"]


def test_identical_bytes_for_identical_input(tmp_path: Path) -> None:
    report = made("annual")
    write_report_tables(report, tmp_path / "a.xlsx", words=words(), year=2024)
    write_report_tables(report, tmp_path / "b.xlsx", words=words(), year=2024)
    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()


def test_without_any_data_there_are_still_tables(tmp_path: Path) -> None:
    empty = case(replace(filled("yongji_women"), observations={}))
    report = make_report("annual", empty.snapshot, empty.evaluations, empty.findings, words(), month=MONTH)
    assert len(written(report, tmp_path / "空.xlsx")) > 1


def test_the_public_edition_withholds_here_too(tmp_path: Path) -> None:
    report = made("compendium", ReportOptions(public=True))
    first = written(report, tmp_path / "公开.xlsx")[0]
    assert first.cell(1, 1).value == "公开版"
    assert "公开版" in str(first.cell(2, 1).value)
