"""Puts cover, domain sheets and machine rows together: what working tables and the submission have in
common.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from plandesk import __version__
from plandesk.core.findings import Finding
from plandesk.core.judging import Evaluation
from plandesk.core.snapshot import Snapshot
from plandesk.core.words import Words
from plandesk.exchange.cover import CoverFacts, draw_cover
from plandesk.exchange.domain_page import DomainPage, PageStyle, Placed
from plandesk.exchange.grid import Grid, GridPage
from plandesk.exchange.look import Look, Style
from plandesk.exchange.machine import SHEET_NAME, machine_sheet
from plandesk.exchange.naming import SheetNames, page_name
from plandesk.exchange.plain_rows import PlainRows

COMPARED = ("value", "numerator", "denominator")


@dataclass(frozen=True)
class Order:
    """What is to be written: ``kind`` is submission or tables; ``style`` and ``bands``/``history`` shape
    the pages.
    """

    kind: str
    snapshot: Snapshot
    year: int
    words: Words
    evaluations: Sequence[Evaluation]
    findings: Sequence[Finding]
    signed: bool = False
    with_reporter: bool = False
    bands: bool = False
    history: int = 1

    @property
    def sample(self) -> bool:
        """Whether anything shown is invented: the mark then stands on every sheet."""
        return self.snapshot.has_samples()

    @property
    def stamp(self) -> datetime:
        """The date in the file's properties: the start of the following year, so that equal content is
        equal bytes.
        """
        return datetime(self.year + 1, 1, 1)


@dataclass
class Book:
    """A workbook under construction with the pages it was made from."""

    workbook: Workbook
    look: Look
    names: SheetNames
    pages: tuple[GridPage, ...]
    machine: PlainRows

    def add(self, name: str) -> Worksheet:
        """A further sheet at the end."""
        sheet: Worksheet = self.workbook.create_sheet(self.names.take(name))
        return sheet


def begin(order: Order) -> Book:
    """The book with cover and domain sheets; ``finish`` adds the machine rows last."""
    workbook = Workbook()
    workbook.properties.creator = f"plandesk {__version__}"
    workbook.properties.title = order.words.say(f"workbook.cover_{order.kind}", year=order.year)
    cover = workbook.active
    assert isinstance(cover, Worksheet)
    look, names = Look(workbook), SheetNames(SHEET_NAME)
    cover.title = names.take(order.words.say("workbook.sheet_cover"))
    pages = Grid(
        order.snapshot,
        order.year,
        words=order.words,
        evaluations=order.evaluations,
        findings=order.findings,
        bands=order.bands,
        history=order.history,
    ).pages()
    placed, columns = _draw_pages(workbook, look, names, pages, order)
    machine = machine_sheet(
        order.snapshot, order.year, kind=order.kind, findings=order.findings, placed=placed, columns=columns
    )
    facts = CoverFacts(order.kind, data_version(machine), order.sample)
    draw_cover(
        look,
        cover,
        order.snapshot,
        order.year,
        words=order.words,
        facts=facts,
        evaluations=order.evaluations,
        findings=order.findings,
        pages=pages,
    )
    return Book(workbook, look, names, pages, machine)


def finish(book: Book) -> None:
    """Adds the hidden sheet of machine rows, last."""
    sheet = book.workbook.create_sheet(SHEET_NAME)
    write_plain(book.look, sheet, book.machine)
    sheet.sheet_state = "hidden"
    book.workbook.active = 0


def write_plain(look: Look, sheet: Worksheet, plain: PlainRows) -> None:
    """The rows on a sheet, every cell text."""
    style = Style(number_format="@")
    for number, texts in enumerate(plain.lines(), start=1):
        for column, text in enumerate(texts, start=1):
            if text:
                look.put(sheet, number, column, text, style)


def data_version(machine: PlainRows) -> str:
    """The checksum's first twelve digits in groups: what the clerk and the city read out to each other."""
    digits = machine.checksum()[:12].upper()
    return "—".join(digits[n : n + 4] for n in range(0, 12, 4))


def _draw_pages(
    workbook: Workbook, look: Look, names: SheetNames, pages: Sequence[GridPage], order: Order
) -> tuple[list[Placed], Mapping[str, int]]:
    placed: list[Placed] = []
    columns: dict[str, int] = {}
    style = PageStyle(order.signed, order.with_reporter, order.sample)
    for page in pages:
        sheet = workbook.create_sheet(names.take(page_name(page, order.words)))
        drawing = DomainPage(look, sheet, page, order.snapshot, order.words, style)
        placed += drawing.draw(order.year)
        for key in COMPARED:
            column = f"year{len(page.years) - 1}" if key == "value" else key
            columns[f"{sheet.title}.{key}"] = drawing.place_of(column)
    return placed, columns
