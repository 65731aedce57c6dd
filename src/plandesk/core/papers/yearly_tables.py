"""Tables of all years: indicators of a domain, their breakdowns, what was divided by what."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from plandesk.core.annual.facts import ABSENT, part_text
from plandesk.core.annual.numbering import Numbering
from plandesk.core.annual.tables import sign_legend
from plandesk.core.annual.wording import cell_text
from plandesk.core.figures import cell_words, values_of
from plandesk.core.indicator import Indicator
from plandesk.core.papers.dumbbells import TWO_SIDED, breakdown_chart
from plandesk.core.quantity import printed
from plandesk.core.records import NO_FIGURE, CellKey, Observation
from plandesk.core.report_model import Band, Column, Dumbbells, Note, Row, Table
from plandesk.core.snapshot import Snapshot
from plandesk.core.words import Words

DIMENSIONS = ("sex", "area", "age", "town")
MOST_YEARS = 11
_TOGETHER = 6  # rows of a group that are kept on one page; a larger one stands under a band
UPRIGHT_YEARS = 6  # up to so many the tables stand upright; more ask for a turned page
_WIDTH, _UPRIGHT_WIDTH = 225.0, 156.0
_FIRST_FIGURE = 3  # columns before the years: order, indicator, unit


@dataclass(slots=True)
class YearlyTables:
    """Makes the tables for ``years``; cells at ``faulty`` addresses are left out (数据有误)."""

    snapshot: Snapshot
    words: Words
    years: Sequence[int]
    faulty: Collection[CellKey]
    numbering: Numbering
    made: list[Table] = field(default_factory=list)

    @property
    def turned(self) -> bool:
        """Whether the tables ask for a turned page."""
        return len(self.years) > UPRIGHT_YEARS

    def of_domain(self, name: str, indicators: Sequence[Indicator]) -> Iterator[Table | Dumbbells]:
        """The domain's tables: all indicators; then by sex, area, age, township, numerators; only what has figures.

        After a table by sex or area a chart of the last year, where it shows enough.
        """
        lines: list[Row | Band] = []
        for number, indicator in enumerate(indicators, 1):
            lines.append(self._row(indicator, "", str(number), indicator.name))
        yield self._table("domain", name, lines, indicators)
        for dimension in DIMENSIONS:
            split = [i for i in indicators if self._is_split(i, dimension)]
            if split:
                yield self._table(dimension, name, list(self._groups(split, dimension)), split)
                chart = self._compared(dimension, name, split)
                if chart is not None:
                    yield chart
        divided = [i for i in indicators if self._has_parts(i)]
        if divided:
            yield self._table("parts", name, list(self._divided(divided)), divided)

    def general(self, indicators: Sequence[Indicator]) -> Table | None:
        """主要基数: what the rates are divided by, each name once; None where nothing is divided."""
        series: dict[str, list[tuple[str, tuple[str, ...]]]] = {}
        for indicator in indicators:
            if not self._has_parts(indicator) or indicator.denominator is None:
                continue
            figures = tuple(self._part(indicator, year, "denominator") for year in self.years)
            held = series.setdefault(indicator.denominator, [])
            if figures not in [known for _, known in held]:
                held.append((indicator.name, figures))
        lines: list[Row | Band] = []
        for name, variants in series.items():
            for used, figures in variants:
                shown = name if len(variants) == 1 else self._say("denominator_of", name=name, indicator=used)
                lines.append(Row((str(len(lines) + 1), shown, *figures)))
        if not lines:
            return None
        reporters = [i for i in indicators if self._has_parts(i)]
        return self._table("general", "", lines, reporters)

    def _compared(self, dimension: str, name: str, indicators: Sequence[Indicator]) -> Dumbbells | None:
        """The two parts of each indicator side by side in the last year."""
        if dimension not in TWO_SIDED:
            return None
        year = self.years[-1]
        title = self.words.say(f"papers.dumbbells.{dimension}", year=year, domain=name)
        return breakdown_chart(
            self.numbering.figure,
            title,
            indicators,
            dimension,
            lambda i, cell: self._value(i, year, cell),
            self.words,
        )

    # --- rows -----------------------------------------------------------------------------------------------------

    def _say(self, key: str, **slots: object) -> str:
        return self.words.say(f"papers.compendium.{key}", **slots)

    def _row(self, indicator: Indicator, cell: str, number: str, name: str, tied: bool = False) -> Row:
        cuts = frozenset(
            _FIRST_FIGURE + k
            for k, year in enumerate(self.years)
            if k and (indicator.code, year) in self.snapshot.breaks
        )
        unit = "" if cell else indicator.unit
        figures = (self._figure(indicator, year, cell) for year in self.years)
        return Row((number, name, unit, *figures, "" if cell else indicator.reporter), tied, cuts)

    def _groups(self, indicators: Sequence[Indicator], dimension: str) -> Iterator[Row | Band]:
        """Each indicator with its breakdown cells below it."""
        for number, indicator in enumerate(indicators, 1):
            values = values_of(dimension, indicator, self.snapshot.towns)
            banded = len(values) > _TOGETHER
            if banded:
                yield Band(self._say("band", name=indicator.name, unit=indicator.unit))
                yield self._marked(
                    indicator, dimension, self._row(indicator, "", str(number), self._say("total"))
                )
            else:
                yield self._marked(
                    indicator, dimension, self._row(indicator, "", str(number), indicator.name)
                )
            for place, value in enumerate(values):
                cell = f"{dimension}={value}"
                key = "part" if banded else "part_first" if place == 0 else "part_next"
                yield self._row(indicator, cell, "", self._say(key, part=cell_words(cell)), tied=not banded)

    def _divided(self, indicators: Sequence[Indicator]) -> Iterator[Row]:
        for number, indicator in enumerate(indicators, 1):
            yield self._row(indicator, "", str(number), indicator.name)
            for part, name in (("numerator", indicator.numerator), ("denominator", indicator.denominator)):
                figures = (self._part(indicator, year, part) for year in self.years)
                yield Row(("", self._say(part, name=name), "", *figures, ""), tied=True)

    def _marked(self, indicator: Indicator, dimension: str, row: Row) -> Row:
        """The total with * in the years in which its printed parts do not add up to it by rounding alone."""
        if indicator.aggregate != "sum" or not indicator.decimals:
            return row
        cells = list(row.cells)
        for k, year in enumerate(self.years):
            parts = [
                self._value(indicator, year, f"{dimension}={value}")
                for value in values_of(dimension, indicator, self.snapshot.towns)
            ]
            total = self._value(indicator, year, "")
            given = [p for p in parts if p is not None]
            if total is None or len(given) < len(parts):
                continue
            shown = sum((Decimal(printed(p, indicator.decimals)) for p in given), Decimal(0))
            if sum(given, Decimal(0)) == total and shown != Decimal(printed(total, indicator.decimals)):
                cells[_FIRST_FIGURE + k] += "*"
        return Row(tuple(cells), row.tied, row.cuts)

    # --- figures --------------------------------------------------------------------------------------------------

    def _found(self, indicator: Indicator, year: int, cell: str) -> Observation | None:
        address = CellKey(indicator.code, year, cell)
        return None if address in self.faulty else self.snapshot.observations.get(address)

    def _value(self, indicator: Indicator, year: int, cell: str) -> Decimal | None:
        found = self._found(indicator, year, cell)
        return None if found is None or found.status in NO_FIGURE else found.value

    def _figure(self, indicator: Indicator, year: int, cell: str) -> str:
        """The figure as printed, or the sign for its absence."""
        value = self._value(indicator, year, cell)
        if value is not None:
            return cell_text(printed(value, indicator.decimals))
        found = self._found(indicator, year, cell)
        return ABSENT.get(found.status, "无") if found is not None else "无"

    def _part(self, indicator: Indicator, year: int, part: str) -> str:
        return part_text(self._found(indicator, year, ""), part)

    def _is_split(self, indicator: Indicator, dimension: str) -> bool:
        if dimension not in indicator.breakdowns:
            return False
        values = values_of(dimension, indicator, self.snapshot.towns)
        return any(
            self._figure(indicator, year, f"{dimension}={value}") not in ("无", "—")
            for value in values
            for year in self.years
        )

    def _has_parts(self, indicator: Indicator) -> bool:
        return indicator.has_parts and any(
            self._part(indicator, year, "denominator") not in ("无", "密") for year in self.years
        )

    # --- the table ------------------------------------------------------------------------------------------------

    def _table(self, kind: str, name: str, lines: list[Row | Band], indicators: Sequence[Indicator]) -> Table:
        span = {"first": self.years[0], "last": self.years[-1]}
        lines, notes = self._noted(lines, indicators)
        if any(cell.endswith("*") for line in lines if isinstance(line, Row) for cell in line.cells):
            notes.append(Note(self._say("note_rounding")))
        faulty = [i.name for i in indicators if any(k.indicator == i.code for k in self.faulty)]
        if faulty:
            notes.append(Note(self._say("note_faulty", names="、".join(faulty))))
        units = "、".join(dict.fromkeys(i.reporter for i in indicators))
        table = Table(
            self.numbering.table(), self._say(f"table_{kind}", domain=name, **span), self._columns(kind), tuple(lines),
            notes=tuple(notes), source=f"{units}。", small=self.turned, in_contents=True,
            legend=sign_legend(lines, lambda key, **slots: self.words.say(f"report.{key}", **slots)),
        )  # fmt: skip
        self.made.append(table)
        return table

    def _columns(self, kind: str) -> tuple[Column, ...]:
        say = self.words.say
        wide = 11.5 if self.turned else 14.0 if len(self.years) <= 5 else 12.5
        unit, source = (0.0, 0.0) if kind == "general" else (16.0, 22.0)
        name = (_WIDTH if self.turned else _UPRIGHT_WIDTH) - 8 - unit - source - wide * len(self.years)
        head = self._say("head_general") if kind == "general" else say("report.table.head_indicator")
        columns = (
            Column(say("report.table.head_order"), 8),
            Column(head, name, "text"),
            Column(say("report.table.head_unit"), unit),
            *(Column(say("report.table.head_year", year=year), wide, "figure") for year in self.years),
            Column(say("report.table.head_source"), source, "text"),
        )
        return tuple(column for column in columns if column.width)

    def _noted(
        self, lines: list[Row | Band], indicators: Sequence[Indicator]
    ) -> tuple[list[Row | Band], list[Note]]:
        """The rows with the numbers of their notes on 口径变动, and the notes."""
        notes: list[Note] = []
        marked = list(lines)
        for indicator in indicators:
            breaks = [self.snapshot.breaks[indicator.code, y] for y in self.years[1:]
                      if (indicator.code, y) in self.snapshot.breaks]  # fmt: skip
            places = [
                k for k, line in enumerate(lines) if isinstance(line, Row) and line.cells[1] == indicator.name
            ]
            if not breaks or not places:
                continue
            sign = f"〔{len(notes) + 1}〕"
            text = "；".join(
                self._say("note_break", year=b.year, reason=b.reason.rstrip("。")) for b in breaks
            )
            notes.append(
                Note(self._say("note_break_of", name=indicator.name, text=text), frozenset(places), sign)
            )
            for k in places:
                row = marked[k]
                assert isinstance(row, Row)
                cells = (row.cells[0], row.cells[1] + sign, *row.cells[2:])
                marked[k] = Row(cells, row.tied, row.cuts)
        return marked, notes
