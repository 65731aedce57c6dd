"""The papers beside the annual report, made of real packs with sample figures, and what their pages say."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from pypdf import PdfReader

from helpers.report_case import MONTH, YEAR, filled, words
from plandesk.core.checking import Checker
from plandesk.core.findings import Finding
from plandesk.core.judging import Evaluation, evaluate
from plandesk.core.papers.compendium import compendium
from plandesk.core.papers.entry_forms import entry_forms
from plandesk.core.papers.evaluation_report import final_report, midterm_report
from plandesk.core.papers.responsibility import responsibility_table
from plandesk.core.papers.unit_sheets import unit_sheets
from plandesk.core.papers.warning_list import warning_list
from plandesk.core.records import CellKey
from plandesk.core.report_model import OnePageForm, Paragraph, Report, Row, Spread
from plandesk.core.snapshot import Snapshot
from plandesk.reports.blocks import TextBlock
from plandesk.reports.composing import LaidOut
from plandesk.reports.issuing import Model
from plandesk.reports.layout import TYPE_HEIGHT, TYPE_WIDTH
from plandesk.reports.line_breaking import Line
from plandesk.reports.tables import TableBlock

MODELS: dict[str, Model] = {
    "warnings": warning_list,
    "units": unit_sheets,
    "responsibility": responsibility_table,
    "compendium": compendium,
    "forms": entry_forms,
    "midterm": midterm_report,
    "final": final_report,
}
YEARS = {"midterm": 2023, "final": 2025}


@dataclass(frozen=True)
class Case:
    """What a paper is made of."""

    snapshot: Snapshot
    evaluations: Sequence[Evaluation]
    findings: Sequence[Finding]

    @property
    def year(self) -> int:
        return self.evaluations[0].year


def case(snapshot: Snapshot, year: int = YEAR) -> Case:
    """``snapshot`` judged in ``year`` on the findings of that year."""
    findings = Checker(snapshot.library, words()).check(snapshot, year)
    judged = [evaluate(snapshot, plan, year, findings, words=words()) for plan in snapshot.plans]
    return Case(snapshot, judged, findings)


def later(snapshot: Snapshot, years: int = 1) -> Snapshot:
    """The same figures, ``years`` later."""
    moved = {
        CellKey(k.indicator, k.year + years, k.cell): replace(o, year=o.year + years)
        for k, o in snapshot.observations.items()
    }
    return replace(snapshot, observations=moved)


@cache
def usual(kind: str, *packs: str) -> Case:
    """The case a kind is usually made of: 永济's women unless told otherwise, in the year the kind asks for."""
    snapshot = filled(*(packs or ("yongji_women",)))
    year = YEARS.get(kind, YEAR)
    return case(later(snapshot, max(year - YEAR, 0)), year)


def made(kind: str, given: Case) -> Report:
    """The model of a paper."""
    return MODELS[kind](given.snapshot, given.evaluations, given.findings, words(), month=MONTH)


def squashed(text: str) -> str:
    """``text`` without its white space."""
    return re.sub(r"\s", "", text)


def pages_of(path: Path) -> list[str]:
    """The text of every page."""
    return [page.extract_text() for page in PdfReader(path).pages]


def said(report: Report) -> Iterator[str]:
    """Every text of the model that a reader sees in one piece: paragraphs, cells, texts of forms, short lines."""
    for element in report.elements():
        if isinstance(element, Paragraph):
            yield element.lead + element.text
        if isinstance(element, Spread):
            yield from element.texts
        if isinstance(element, OnePageForm):
            yield element.title
            yield from element.head
            for row in element.rows:
                yield from (row.label, *row.texts)
    for table in report.tables():
        for line in table.lines:
            if isinstance(line, Row):
                yield from line.cells


def set_lines_of(out: LaidOut) -> Iterator[tuple[tuple[Line, ...], float]]:
    """The set lines of every paragraph, cell and note with the room they have."""
    for sheet in (*out.front, *out.sheets):
        width = TYPE_HEIGHT if sheet.turned else TYPE_WIDTH
        for item in sheet.items:
            if isinstance(item.block, TextBlock):
                yield item.block.lines(width), width
            elif isinstance(item.block, TableBlock):
                grid = item.block.grid
                for row in grid.cells:
                    for cell, room in zip(row or [], grid.widths, strict=bool(row)):
                        yield cell.lines, room
                for note in grid.notes(item.block.start, item.block.end):
                    yield note.lines(grid.width), grid.width
