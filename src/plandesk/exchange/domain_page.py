"""Draws a domain's sheet: title, head block, table, signers, notes (paper.md part 8, 上报表)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from openpyxl.worksheet.worksheet import Worksheet

from plandesk.core.annual.compose import STATISTICS_SETTING
from plandesk.core.snapshot import Snapshot
from plandesk.core.words import Words
from plandesk.exchange.figures_text import NO_CASE, NO_DATA, NOT_APPLICABLE, WITHHELD, Figure
from plandesk.exchange.grid import GridPage, GridRow
from plandesk.exchange.look import (
    BAND,
    CENTRED,
    FIGURE,
    HEAD,
    HEAD_LINE,
    NOTE,
    SAMPLE_MARK,
    SMALL_TEXT,
    TEXT,
    TITLE,
    Look,
    Style,
    close_table,
    figure_format,
    lines_needed,
    pages_tall,
    row_height,
    set_up_page,
    set_widths,
)

TITLE_ROW, HEAD_ROW, FIRST_ROW = 1, 4, 5
_ROW, _ROW_EXPLAINED = 18.0, 25.0
_SMALL = 9


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the domain table: what it holds, its head, its width in characters."""

    key: str
    head: str
    width: float


@dataclass(frozen=True, slots=True)
class Placed:
    """Where a figure stands on a sheet people read: the machine rows name it, so that reading can compare
    both.
    """

    sheet: str
    row: int
    code: str
    cell: str
    value: str
    numerator: str
    denominator: str


@dataclass(frozen=True)
class PageStyle:
    """What differs between the submission and the working tables."""

    signed: bool
    with_reporter: bool
    sample: bool


class DomainPage:
    """Draws one page; ``draw`` answers where each figure was put."""

    def __init__(
        self, look: Look, sheet: Worksheet, page: GridPage, snapshot: Snapshot, words: Words, style: PageStyle
    ) -> None:
        self._look, self._sheet, self._page = look, sheet, page
        self._snapshot, self._words, self._style = snapshot, words, style
        self.columns = tuple(self._columns())
        self._places = {column.key: n for n, column in enumerate(self.columns, start=1)}
        self._last = len(self.columns)

    def draw(self, year: int) -> tuple[Placed, ...]:
        """Writes the whole sheet of ``year``."""
        set_widths(self._sheet, tuple(c.width for c in self.columns))
        self._head(year)
        placed = []
        row = FIRST_ROW
        for line in self._page.rows:
            if line.kind in ("indicator", "part"):
                placed.append(
                    Placed(
                        self._sheet.title,
                        row,
                        line.code,
                        line.cell,
                        line.value.text,
                        line.numerator.text,
                        line.denominator.text,
                    )
                )
                self._figure_row(row, line)
            else:
                self._word_row(row, line)
            row += 1
        close_table(self._sheet, row - 1, range(1, self._last + 1))
        self._foot(row, year)
        sample = self._words.say("workbook.sample_print") if self._style.sample else ""
        set_up_page(
            self._sheet,
            landscape=True,
            sample=sample,
            titles=f"{HEAD_ROW}:{HEAD_ROW}",
            pages=pages_tall(self._sheet, self._sheet.max_row, self._last),
            running=self._words.say(
                "workbook.running_head", plan=self._page.plan.title, title=self._page.title, year=year
            ),
        )
        self._sheet.freeze_panes = f"C{FIRST_ROW}"
        return tuple(placed)

    def place_of(self, key: str) -> int:
        """The number of the column that holds ``key`` (year, numerator, denominator…)."""
        return self._places[key]

    def _columns(self) -> Iterator[Column]:
        say, wide = self._words.say, not self._style.with_reporter
        yield Column("number", say("workbook.head_number"), 5)
        yield Column("name", say("workbook.head_indicator"), 31)
        yield Column("unit", say("workbook.head_unit"), 8)
        if self._page.stages:
            for n, stage in enumerate(self._page.stages):
                yield Column(f"target{n}", say("workbook.head_target_of", year=stage), 10)
        else:
            yield Column("target0", say("workbook.head_target"), 15)
        for n, year in enumerate(self._page.years):
            yield Column(f"year{n}", say("workbook.head_year", year=year), 10 if wide else 9)
        yield Column("numerator", say("workbook.head_numerator"), 11 if wide else 10)
        yield Column("denominator", say("workbook.head_denominator"), 11 if wide else 10)
        yield Column("change", say("workbook.head_change"), 9.5 if wide else 9)
        yield Column("verdict", say("workbook.head_verdict"), 13)
        yield Column("state", say("workbook.head_state"), 7)
        if self._style.with_reporter:
            yield Column("reporter", say("workbook.head_reporter"), 12)
        yield Column("remark", say("workbook.head_remark"), 32)

    def _head(self, year: int) -> None:
        put, say, sheet = self._look.put, self._words.say, self._sheet
        prefix = say(f"workbook.prefix_{self._page.plan.audience}")
        number = say("workbook.table_number", prefix=prefix, number=self._page.number.zfill(2))
        title = say("workbook.page_title", domain=self._page.title)
        self._look.merged(sheet, TITLE_ROW, 1, self._last, title, TITLE)
        sheet.row_dimensions[TITLE_ROW].height = 30
        right = self._places["numerator"]
        put(
            sheet,
            2,
            1,
            say(
                "workbook.compiled_by",
                unit=compiler(
                    self._snapshot, self._page.plan.region.name, self._page.plan.monitoring.data_to
                ),
            ),
            HEAD_LINE,
        )
        put(sheet, 2, right, say("workbook.table_no", number=number), HEAD_LINE)
        put(sheet, 3, 1, say("workbook.plan_year", plan=self._page.plan.title, year=year), HEAD_LINE)
        put(sheet, 3, right, say("workbook.unit_in_table"), HEAD_LINE)
        if self._style.sample:
            put(sheet, 3, right + 4, say("workbook.sample_mark"), SAMPLE_MARK)
        for n, column in enumerate(self.columns, start=1):
            put(sheet, HEAD_ROW, n, column.head, HEAD)
        sheet.row_dimensions[HEAD_ROW].height = 30

    def _figure_row(self, row: int, line: GridRow) -> None:
        put, sheet = self._look.put, self._sheet
        put(sheet, row, 1, line.number, CENTRED)
        name = TEXT.but(indent=2) if line.kind == "part" else TEXT
        put(sheet, row, self._places["name"], line.name, name)
        put(sheet, row, self._places["unit"], line.unit, CENTRED)
        for n, text in enumerate(line.targets):
            put(sheet, row, self._places[f"target{n}"], text, CENTRED)
        for n, figure in enumerate(line.figures):
            self._figure(row, f"year{n}", figure)
        self._figure(row, "numerator", line.numerator)
        self._figure(row, "denominator", line.denominator)
        self._figure(row, "change", line.change, signed=True)
        put(sheet, row, self._places["verdict"], line.verdict, TEXT)
        put(sheet, row, self._places["state"], line.state, CENTRED)
        if self._style.with_reporter:
            put(sheet, row, self._places["reporter"], line.reporter, SMALL_TEXT)
        put(sheet, row, self._places["remark"], line.remark, SMALL_TEXT)
        sheet.row_dimensions[row].height = self._height(line)

    def _figure(self, row: int, key: str, figure: Figure, signed: bool = False) -> None:
        put_figure(self._look, self._sheet, row, self._places[key], figure, FIGURE, signed=signed)

    def _height(self, line: GridRow) -> float:
        widths = {c.key: c.width for c in self.columns}
        full = [
            (line.name, widths["name"] - (3 if line.kind == "part" else 0)),
            (line.verdict, widths["verdict"]),
        ]
        full += [(line.unit, widths["unit"])] + [
            (t, widths[f"target{n}"]) for n, t in enumerate(line.targets)
        ]
        small = [(line.remark, widths["remark"])]
        if self._style.with_reporter:
            small.append((line.reporter, widths["reporter"]))
        height = max(row_height(lines_needed(text, width), _ROW) for text, width in full)
        least = _ROW_EXPLAINED if line.remark else _ROW
        return max(
            height, *(row_height(lines_needed(text, width, _SMALL), least, _SMALL) for text, width in small)
        )

    def _word_row(self, row: int, line: GridRow) -> None:
        sheet, look, last = self._sheet, self._look, self._last
        if line.kind == "band":
            look.merged(sheet, row, 1, last, line.name, BAND)
            width = sum(c.width for c in self.columns)
            sheet.row_dimensions[row].height = row_height(lines_needed(line.name, width), _ROW)
            return
        verdict = self._places["verdict"]
        look.put(sheet, row, 1, line.number, CENTRED)
        look.merged(sheet, row, 2, verdict - 1, line.name, TEXT)
        look.put(sheet, row, verdict, line.verdict, TEXT)
        look.merged(sheet, row, verdict + 1, last, line.remark, SMALL_TEXT)
        name_width = sum(c.width for c in self.columns[1 : verdict - 1])
        remark_width = sum(c.width for c in self.columns[verdict:])
        sheet.row_dimensions[row].height = max(
            row_height(lines_needed(line.name, name_width), _ROW),
            row_height(lines_needed(line.remark, remark_width, _SMALL), _ROW, _SMALL),
        )

    def _foot(self, row: int, year: int) -> None:
        say, sheet = self._words.say, self._sheet
        if self._style.signed:
            self._signers(row, year)
            row += 1
        signs = self._signs()
        lines = [say("workbook.note_signs", signs=signs)] if signs else []
        if self._page.reporters:
            lines.append(say("workbook.note_source", units="、".join(self._page.reporters)))
        width = sum(c.width for c in self.columns)
        for line in lines:
            self._look.merged(sheet, row, 1, self._last, line, NOTE)
            sheet.row_dimensions[row].height = row_height(lines_needed(line, width, 9), 14, 9)
            row += 1

    def _signers(self, row: int, year: int) -> None:
        """The signing line, its five places spread over the table's width."""
        texts = signer_lines(self._snapshot, self._words, year)
        places = (
            1,
            self._places["unit"],
            self._places["year0"],
            self._places["numerator"],
            self._places["verdict"],
        )
        for column, text in zip(places, texts, strict=True):
            self._look.put(self._sheet, row, column, text, HEAD_LINE)
        self._sheet.row_dimensions[row].height = 20

    def _signs(self) -> str:
        """What the signs mean that occur on this sheet, and only those."""
        texts = {f.text for r in self._page.rows for f in (*r.figures, r.change)}
        zero = any(f.number == 0 for r in self._page.rows for f in (*r.figures, r.numerator, r.denominator))
        marks = "".join(r.verdict[:1] for r in self._page.rows)
        said = [self._words.say("workbook.sign_zero")] if zero else []
        said += [self._words.say(f"workbook.{key}") for sign, key in _SIGN_WORDS if sign in texts]
        said += [self._words.say(f"workbook.{key}") for mark, key in _MARK_WORDS if mark in marks]
        return "；".join(said)


_SIGN_WORDS = (
    (NO_DATA, "sign_no_data"),
    (NO_CASE, "sign_no_case"),
    (NOT_APPLICABLE, "sign_dash"),
    (WITHHELD, "sign_withheld"),
)
_MARK_WORDS = (("○", "sign_ring"),)


def put_figure(
    look: Look, sheet: Worksheet, row: int, column: int, figure: Figure, style: Style, *, signed: bool = False
) -> None:
    """Writes a figure as a number with its own decimals, or its sign centred."""
    number: Decimal | None = figure.number
    if number is None:
        look.put(
            sheet, row, column, figure.text or None, style.but(align="center", wrap=len(figure.text) > 4)
        )
    else:
        look.put(sheet, row, column, number, style.but(number_format=figure_format(figure.decimals, signed)))


def compiler(snapshot: Snapshot, region: str, data_to: str) -> str:
    """The unit that compiles and sends: the setting if one was made, else whom the plan names for the
    data.
    """
    return snapshot.settings.get(STATISTICS_SETTING) or data_to or region


def signer_lines(snapshot: Snapshot, words: Words, year: int) -> Sequence[str]:
    """The five signing places, filled with what the settings hold; the date is left for the pen."""
    roles = ("unit_head", "statistics_head", "compiler", "phone")
    lines = [words.say(f"workbook.signer_{role}", name=snapshot.settings.get(role, "")) for role in roles]
    return [*lines, words.say("workbook.signer_date", year=year + 1)]
