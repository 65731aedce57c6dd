"""Draws a domain's sheet of a unit's collection form (采集表): entry cells open, everything else locked."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from openpyxl.comments import Comment
from openpyxl.formatting.rule import Rule
from openpyxl.styles import Font
from openpyxl.styles.differential import DifferentialStyle
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from plandesk.core.derived_checks import counts_whole
from plandesk.core.figures import cell_words, cells_of
from plandesk.core.form_trips import due_words
from plandesk.core.indicator import Indicator
from plandesk.core.member_units import UnitSection, recipient
from plandesk.core.quantity import canonical, decimals_of
from plandesk.core.records import NO_FIGURE, STATUS_WORDS, CellKey, Observation
from plandesk.core.snapshot import Snapshot
from plandesk.core.words import Words
from plandesk.exchange.collection_map import CHOICES_NAME, COLUMN_OF, FIRST_ROW, MapRow, map_row
from plandesk.exchange.collection_texts import method_words, signer_lines_blank
from plandesk.exchange.domain_page import put_figure
from plandesk.exchange.figures_text import value_figure
from plandesk.exchange.look import (
    CENTRED,
    COMPUTED_FILL,
    ENTRY_FILL,
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
    protect,
    row_height,
    set_up_page,
    set_widths,
)

_WIDTHS = (5.0, 29.0, 7.0, 33.0, 8.5, 8.5, 10.0, 10.0, 9.5, 8.5, 13.0, 24.0)
_HEADS = (
    "number", "indicator", "unit", "method", "before", "last", "numerator_now", "denominator_now", "value_now",
    "change", "reason", "note",
)  # fmt: skip
_HEAD_ROW, _INDEX_ROW = 6, 7
_LAST = len(_WIDTHS)
_ROW = 20.0
_MOST_DIGITS = 15  # what Excel keeps of a number
_SIGNED = HEAD_LINE.but(locked=False)  # typed behind the word, or written by pen
_ENTRY = FIGURE.but(fill=ENTRY_FILL, locked=False)
_COMPUTED = FIGURE.but(fill=COMPUTED_FILL)
_BARRED = CENTRED.but(fill=COMPUTED_FILL, grey=True)
# A formula with nothing to say answers a blank, not an empty text: readers of .xls take that for 0.
_BLANK = '" "'
_LETTERS = "ABCDEFGHIJKL"
_INDEX = ("甲", "乙", "丙", "丁", "1", "2", "3", "4", "5", "6", "7", "8")


@dataclass(frozen=True, slots=True)
class _Line:
    """One row of the table: the total of an indicator or one of its breakdown cells."""

    row: int
    number: str
    indicator: Indicator
    cell: str


class CollectionSheet:
    """Draws one sheet of one unit; ``draw`` answers the map of its rows.

    ``came`` are figures to put into the entry cells instead of the file's own: a form sent back shows what the unit
    wrote, while its map still says what the file holds.
    """

    def __init__(
        self,
        look: Look,
        sheet: Worksheet,
        snapshot: Snapshot,
        words: Words,
        year: int,
        came: Mapping[CellKey, Observation] | None = None,
    ) -> None:
        self._look, self._sheet, self._snapshot = look, sheet, snapshot
        self._words, self._year = words, year
        self._came = came or {}

    def draw(self, section: UnitSection, unit: str, sample: bool) -> tuple[MapRow, ...]:
        """Writes the sheet of ``section``; ``sample`` puts 示例 on it and on every printed page."""
        set_widths(self._sheet, _WIDTHS)
        self._head(section, unit, sample)
        lines = self._lines(section)
        mapped = tuple(self._figure_row(line) for line in lines)
        last = lines[-1].row
        close_table(self._sheet, last, range(1, _LAST + 1))
        self._totals(lines)
        self._validations(lines)
        self._warn_red(lines)
        self._foot(last + 1, lines)
        title = f"{section.plan.title}　{self._sheet.title}　{self._year}年"
        set_up_page(
            self._sheet,
            landscape=True,
            titles=f"{_HEAD_ROW}:{_INDEX_ROW}",
            sample=self._words.say("workbook.sample_print") if sample else "",
            running=title,
            pages=pages_tall(self._sheet, self._sheet.max_row, _LAST),
        )
        self._sheet.freeze_panes = f"C{FIRST_ROW}"
        protect(self._sheet)
        return mapped

    def _head(self, section: UnitSection, unit: str, sample: bool) -> None:
        say, put, sheet = self._words.say, self._look.put, self._sheet
        title = say("workbook.collection_title", year=self._year, plan=section.plan.title)
        self._look.merged(sheet, 1, 1, _LAST, title, TITLE)
        sheet.row_dimensions[1].height = 30
        domain = section.domain.name if section.domain else say("workbook.projects")
        prefix = say(f"workbook.prefix_{section.plan.audience}")
        number = f"{section.domain.no:02d}" if section.domain else f"{len(section.plan.domains) + 1:02d}"
        left = (
            say("workbook.collection_sender", unit=unit),
            say("workbook.collection_domain", domain=domain),
            say("workbook.collection_year", year=self._year),
        )
        right = (
            say("workbook.table_no", number=f"{prefix}采{number}"),
            say("workbook.collection_maker", unit=recipient(self._snapshot)),
            say("workbook.collection_nature"),
            say(
                "workbook.collection_due",
                due=due_words(self._snapshot, self._year, say("workbook.collection_blank_date")),
            ),
        )
        for row, text in enumerate(left, start=2):
            put(sheet, row, 1, text, HEAD_LINE)
        for row, text in enumerate(right, start=2):
            put(sheet, row, COLUMN_OF["denominator"], text, HEAD_LINE)
        if sample:
            put(sheet, 5, 1, say("workbook.cover_sample"), SAMPLE_MARK)
        for column, key in enumerate(_HEADS, start=1):
            year = self._year - 2 if key == "before" else self._year - 1
            head = say(
                "workbook.head_year" if key in ("before", "last") else f"workbook.head_{key}", year=year
            )
            put(sheet, _HEAD_ROW, column, head, HEAD)
            put(sheet, _INDEX_ROW, column, _INDEX[column - 1], CENTRED.but(size=9))
        sheet.row_dimensions[_HEAD_ROW].height = 30

    def _lines(self, section: UnitSection) -> tuple[_Line, ...]:
        lines: list[_Line] = []
        for row in section.rows:
            for cell in ("", *cells_of(row.indicator, self._snapshot.towns)):
                number = len(lines) + 1
                lines.append(_Line(FIRST_ROW + number - 1, f"{number:02d}", row.indicator, cell))
        return tuple(lines)

    def _figure_row(self, line: _Line) -> MapRow:
        indicator, sheet, row = line.indicator, self._sheet, line.row
        put = self._look.put
        name = self._name(line)
        observation = self._snapshot.observation(indicator.code, self._year, line.cell)
        put(sheet, row, 1, line.number, CENTRED)
        put(sheet, row, 2, name, TEXT.but(indent=1) if line.cell else TEXT)
        put(sheet, row, 3, indicator.unit, CENTRED)
        method = "" if line.cell else method_words(indicator, self._words)
        put(sheet, row, 4, method, SMALL_TEXT)
        for key, year in (("before", self._year - 2), ("last", self._year - 1)):
            earlier = self._snapshot.observation(indicator.code, year, line.cell)
            put_figure(self._look, sheet, row, COLUMN_OF[key], value_figure(earlier, indicator), FIGURE)
        shown = self._came.get(CellKey(indicator.code, self._year, line.cell), observation)
        self._entry_cells(line, shown)
        if not line.cell:
            self._definition(line)
        height = max(lines_needed(name, _WIDTHS[1]), lines_needed(method, _WIDTHS[3], 9))
        note = shown.note if shown is not None else ""
        height = max(height, lines_needed(note, _WIDTHS[11], 9))
        sheet.row_dimensions[row].height = row_height(height, _ROW)
        return map_row(sheet.title, row, line.number, name, observation, indicator.code, line.cell)

    def _name(self, line: _Line) -> str:
        if not line.cell:
            return line.indicator.name
        first = cells_of(line.indicator, self._snapshot.towns)[0] == line.cell
        return self._words.say(f"workbook.part_{'first' if first else 'next'}", part=cell_words(line.cell))

    def _entry_cells(self, line: _Line, observation: Observation | None) -> None:
        indicator, row = line.indicator, line.row
        if indicator.has_parts:
            for part in ("numerator", "denominator"):
                whole = counts_whole(getattr(indicator, part))
                self._entry(row, part, observation, 0 if whole else None)
        else:
            for part in ("numerator", "denominator"):
                self._look.put(self._sheet, row, COLUMN_OF[part], "×", _BARRED)
        if indicator.has_parts and not (observation is not None and observation.text):
            style = _COMPUTED.but(locked=False, number_format=figure_format(indicator.decimals))
            self._look.formula(self._sheet, row, COLUMN_OF["value"], _quotient(indicator, row), style)
        else:
            self._entry(row, "value", observation, indicator.decimals)
        change = _COMPUTED.but(number_format=figure_format(indicator.decimals, signed=True))
        self._look.formula(self._sheet, row, COLUMN_OF["change"], _change(indicator, row), change)
        status = observation.status if observation is not None else ""
        typed = observation is not None and bool(observation.numerator_text)
        word = STATUS_WORDS[status] if status in NO_FIGURE and not typed else None
        reason = CENTRED.but(fill=ENTRY_FILL, locked=False)
        self._look.put(self._sheet, row, COLUMN_OF["status"], word, reason)
        note = SMALL_TEXT.but(fill=ENTRY_FILL, locked=False)
        self._look.put(
            self._sheet, row, COLUMN_OF["note"], observation.note or None if observation else None, note
        )

    def _entry(self, row: int, field: str, observation: Observation | None, decimals: int | None) -> None:
        """An open cell with what the file holds: a number where Excel can hold it exactly, else as it was
        typed.
        """
        number: Decimal | None = getattr(observation, field, None)
        text = getattr(observation, "text" if field == "value" else f"{field}_text", "")
        style: Style = _ENTRY
        value: Decimal | str | None = text or None
        if text and number is not None and len(number.as_tuple().digits) <= _MOST_DIGITS:
            value = Decimal(canonical(number))
            decimals = None if decimals is None else max(decimals, decimals_of(value))
        style = _ENTRY if decimals is None else _ENTRY.but(number_format=figure_format(decimals))
        self._look.put(self._sheet, row, COLUMN_OF[field], value, style)

    def _definition(self, line: _Line) -> None:
        indicator = line.indicator
        text = "\n".join(t for t in (indicator.definition, indicator.hint) if t)
        if text:
            comment = Comment(text, "plandesk", height=20 + 18 * lines_needed(text, 42), width=300)
            self._sheet.cell(line.row, COLUMN_OF["name"]).comment = comment

    def _totals(self, lines: Sequence[_Line]) -> None:
        """Where a total is still blank it adds up its parts in view; typing over it is allowed."""
        for total, parts, fields in summed(lines):
            for field in fields:
                cell = self._sheet.cell(total.row, COLUMN_OF[field])
                if cell.value is None:
                    letter = _LETTERS[COLUMN_OF[field] - 1]
                    span = f"{letter}{parts[0].row}:{letter}{parts[-1].row}"
                    # General: LibreOffice writes a text answer into an .xls as 0 where a number format
                    # stands.
                    cell.number_format = "General"
                    cell.value = f"=IF(COUNT({span})={len(parts)},SUM({span}),{_BLANK})"

    def _validations(self, lines: Sequence[_Line]) -> None:
        rules: dict[tuple[str, str, str], list[str]] = {}
        for line in lines:
            low, high = (None if end is None else canonical(end) for end in line.indicator.limits)
            rules.setdefault(("decimal", low or "", high or ""), []).append(self._place(line, "value"))
            if line.indicator.has_parts:
                for part in ("numerator", "denominator"):
                    kind = "whole" if counts_whole(getattr(line.indicator, part)) else "decimal"
                    rules.setdefault((kind, "0", ""), []).append(self._place(line, part))
            rules.setdefault(("list", "", ""), []).append(self._place(line, "status"))
        for (kind, low, high), places in rules.items():
            self._validation(kind, low, high, places)

    def _validation(self, kind: str, low: str, high: str, places: Sequence[str]) -> None:
        if kind == "list":
            rule = DataValidation(type="list", formula1=f"={CHOICES_NAME}", allow_blank=True)
            said = "list"
        elif low or high:
            rule = DataValidation(type="whole" if kind == "whole" else "decimal", allow_blank=True)
            rule.formula1, rule.formula2 = low or high, high if low and high else None
            rule.operator = "between" if low and high else "greaterThanOrEqual" if low else "lessThanOrEqual"
            said = f"{kind}_{'between' if low and high else 'least' if low else 'most'}"
        else:
            return
        rule.errorTitle = self._words.say("workbook.invalid_title")
        rule.error = self._words.say(f"workbook.invalid_{said}", low=low, high=high)
        rule.showErrorMessage = True
        rule.sqref = " ".join(places)
        self._sheet.add_data_validation(rule)

    def _warn_red(self, lines: Sequence[_Line]) -> None:
        """Red and bold, so that it shows in grey print too: numerator over denominator, parts that do not
        add up.
        """
        for line in lines:
            if line.indicator.kind == "share" and line.indicator.has_parts:
                g, h = f"$G{line.row}", f"$H{line.row}"
                formula = f"AND(ISNUMBER({g}),ISNUMBER({h}),{g}>{h})"
                rule = _red_where(formula)
                self._sheet.conditional_formatting.add(f"G{line.row}:H{line.row}", rule)
        for total, parts, fields in summed(lines):
            for field in fields:
                letter = _LETTERS[COLUMN_OF[field] - 1]
                span = f"{letter}{parts[0].row}:{letter}{parts[-1].row}"
                own = f"{letter}{total.row}"
                formula = f"AND(COUNT({span})={len(parts)},ISNUMBER({own}),SUM({span})<>{own})"
                self._sheet.conditional_formatting.add(own, _red_where(formula))

    def _place(self, line: _Line, field: str) -> str:
        return f"{_LETTERS[COLUMN_OF[field] - 1]}{line.row}"

    def _foot(self, row: int, lines: Sequence[_Line]) -> None:
        say, sheet = self._words.say, self._sheet
        signers = [*signer_lines_blank(self._words), say("workbook.signer_date_seal", year=self._year + 1)]
        for column, text in zip((1, 4, 5, 7, 9), signers, strict=True):
            self._look.put(sheet, row, column, text, _SIGNED)
        sheet.row_dimensions[row].height = 22
        notes = [
            say("workbook.collection_note_1"),
            self._periods(lines),
            say("workbook.collection_note_3", relations=self._relations(lines)),
            say("workbook.collection_note_4"),
        ]
        width = sum(_WIDTHS)
        for number, text in enumerate(notes, start=1):
            line = f"{say('workbook.collection_notes') if number == 1 else '　　　'}{number}.{text}"
            self._look.merged(sheet, row + number, 1, _LAST, line, NOTE)
            sheet.row_dimensions[row + number].height = row_height(lines_needed(line, width, 9), 14, 9)

    def _periods(self, lines: Sequence[_Line]) -> str:
        """What year a figure is of, for the kinds of years that stand on this sheet."""
        kinds = {line.indicator.period_kind for line in lines}
        words = [
            self._words.say(f"workbook.period_{kind}", last=self._year - 1, year=self._year)
            for kind in ("mch_year", "school_year")
            if kind in kinds
        ]
        return "；".join([*words, self._words.say("workbook.whole_numbers")]) + "。"

    def _relations(self, lines: Sequence[_Line]) -> str:
        say = self._words.say
        said = []
        if any(line.indicator.kind == "share" and line.indicator.has_parts for line in lines):
            said.append(say("workbook.relation_share"))
        for total, parts, fields in summed(lines):
            columns = "、".join(_INDEX[COLUMN_OF[f] - 1] for f in fields)
            rows = "＋".join(say("workbook.relation_row", number=p.number) for p in parts)
            said.append(say("workbook.relation_sum", parts=rows, total=total.number, columns=columns))
        return "；".join(said) or say("workbook.relation_none")


def _red_where(formula: str) -> Rule:
    red = DifferentialStyle(font=Font(bold=True, color="FFC00000"))
    return Rule(type="expression", dxf=red, formula=[formula])


def summed(lines: Sequence[_Line]) -> list[tuple[_Line, list[_Line], tuple[str, ...]]]:
    """Totals with the rows that add up to them (women and men, town and country) and the fields that do."""
    found: list[tuple[_Line, list[_Line], tuple[str, ...]]] = []
    for line in lines:
        indicator = line.indicator
        fields: tuple[str, ...] = ("numerator", "denominator") if indicator.has_parts else ("value",)
        adds = indicator.has_parts or indicator.kind == "count" or indicator.aggregate == "sum"
        if line.cell or not adds:
            continue
        for dimension in ("sex", "area"):
            parts = [p for p in lines if p.indicator is indicator and p.cell.startswith(f"{dimension}=")]
            if len(parts) == 2:
                found.append((line, parts, fields))
                break
    return found


def _quotient(indicator: Indicator, row: int) -> str:
    assert indicator.base is not None
    g, h = f"G{row}", f"H{row}"
    quotient = f"ROUND({g}/{h}*{canonical(indicator.base)},{indicator.decimals})"
    return f'=IF(COUNT({g},{h})<2,{_BLANK},IF({h}=0,"无例",{quotient}))'


def _change(indicator: Indicator, row: int) -> str:
    now, last = f"I{row}", f"F{row}"
    return f"=IF(AND(ISNUMBER({now}),ISNUMBER({last})),ROUND({now}-{last},{indicator.decimals}),{_BLANK})"
