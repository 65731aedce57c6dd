"""Old years from a county's own table (历年数据): a mapping is proposed, the clerk confirms it, the figures are taken.

Only names that are the library's own are taken unasked; a name that is merely like one, a unit that does not fit, a
year that is to come or stands twice is asked. What the clerk answered is remembered by the words of the table.
"""

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal, InvalidOperation
from typing import Literal, cast

from plandesk.core.entry import Field
from plandesk.core.entry_sheet import plan_indicators
from plandesk.core.history_layout import Block, Layout, TextSheet, YearColumn, blocks_of, is_figure, letters
from plandesk.core.history_names import Candidate, NameIndex, RowName, factor_between, part_cell, row_name
from plandesk.core.indicator import Indicator
from plandesk.core.quantity import canonical
from plandesk.core.records import Setting
from plandesk.core.snapshot import Snapshot

REMEMBERED = "history_mapping"
Why = Literal["", "name", "unit", "fraction", "part", "foreign", "future", "twice", "no_figures"]
_HUNDRED = Decimal(100)


@dataclass(frozen=True, slots=True)
class RowRule:
    """What a row is: an indicator's figures (``indicator`` "" for none of ours), multiplied by ``factor``.

    ``unit`` is the table's unit that the factor was said for; None: for any.
    """

    indicator: str
    cell: str = ""
    factor: Decimal = Decimal(1)
    unit: str | None = None


@dataclass(frozen=True, slots=True)
class ColumnRule:
    """What a column is; ``year`` 0 for none of ours."""

    year: int
    field: Field = "value"


@dataclass(frozen=True)
class Answers:
    """The clerk's answers: rows by ``sheet!row|words``, ``sheet!row`` or their words, columns by ``sheet!letters|head`` or
    ``sheet!letters``.

    ``linked`` rows (``sheet!row|words``) are said to be an indicator, their factor still to be worked out from the units (asked where these do
    not go together). ``layouts`` say where a sheet's table stands, by the sheet's name.
    """

    rows: Mapping[str, RowRule] = field(default_factory=dict)
    columns: Mapping[str, ColumnRule] = field(default_factory=dict)
    linked: Mapping[str, RowRule] = field(default_factory=dict)
    layouts: Mapping[str, Layout] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ProposedRow:
    """A row with figures and what it is taken for; ``why`` says why it is asked (``sure`` False) or passed over."""

    sheet: TextSheet
    row: int
    words: str
    key: str
    unit: str
    rule: RowRule | None
    candidates: tuple[Candidate, ...]
    sure: bool
    why: Why
    block: Block

    @property
    def answer_key(self) -> str:
        """Under what an answer for this very row is given."""
        return f"{self.place}|{self.words}"

    @property
    def place(self) -> str:
        """``sheet!row``; in a turned table the letters of the column it stands in."""
        at = letters(self.row) if self.sheet.turned else str(self.row)
        return f"{self.sheet.name}!{at}"


@dataclass(frozen=True, slots=True)
class ProposedColumn:
    """A column of figures and its year."""

    sheet: TextSheet
    column: int
    head: str
    rule: ColumnRule
    sure: bool
    why: Why
    block: Block

    @property
    def answer_key(self) -> str:
        """Under what an answer for this very column is given and remembered."""
        return f"{self.place}|{self.head}"

    @property
    def place(self) -> str:
        """``sheet!letters``; in a turned table the number of the row it stands in."""
        at = str(self.column) if self.sheet.turned else letters(self.column)
        return f"{self.sheet.name}!{at}"


@dataclass(frozen=True)
class Proposal:
    """The whole mapping; ``unsure`` has to be answered before anything is taken."""

    rows: tuple[ProposedRow, ...]
    columns: tuple[ProposedColumn, ...]

    @property
    def unsure(self) -> tuple[ProposedRow | ProposedColumn, ...]:
        """Rows and columns to be asked."""
        columns = (c for c in self.columns if not c.sure)
        return (*columns, *(r for r in self.rows if not r.sure))

    @property
    def taken(self) -> tuple[ProposedRow, ...]:
        """The rows whose figures are read."""
        return tuple(r for r in self.rows if r.sure and r.rule is not None and r.rule.indicator)


def propose(
    sheets: Sequence[TextSheet],
    snapshot: Snapshot,
    *,
    this_year: int,
    answers: Answers | None = None,
    index: NameIndex | None = None,
) -> Proposal:
    """Reads the sheets' layout and names; ``answers`` and what the file remembers decide where they speak.

    ``index`` (``name_index``) is worked out anew where none is given.
    """
    known = remembered(snapshot)
    given = answers or Answers()
    answered = Answers({**known.rows, **given.rows}, {**known.columns, **given.columns}, given.linked)
    index = index or name_index(snapshot)
    rows: list[ProposedRow] = []
    columns: list[ProposedColumn] = []
    for sheet in sheets:
        layout = given.layouts.get(sheet.name) or _remembered_layout(sheet, known)
        for block in blocks_of(sheet, layout):
            columns += _columns(block, this_year, answered)
            rows += _rows(block, snapshot, index, answered)
    return Proposal(tuple(rows), tuple(columns))


def name_index(snapshot: Snapshot) -> NameIndex:
    """The names of the indicators of the file's plans."""
    codes = dict.fromkeys(
        code
        for plan in snapshot.plans
        for code in plan_indicators(plan, snapshot.library, snapshot.substitutes)
    )
    return NameIndex(snapshot.library[code] for code in codes)


def _columns(block: Block, this_year: int, answers: Answers) -> Iterator[ProposedColumn]:
    seen: Counter[tuple[int, str]] = Counter((c.year, c.field) for c in block.years if c.field is not None)
    for column in block.years:
        if column.field is None:
            continue
        made = _column(block, column, seen, this_year)
        answer = _column_answer(made, answers)
        yield made if answer is None else replace(made, rule=answer, sure=True, why="")


def _column_answer(column: ProposedColumn, answers: Answers) -> ColumnRule | None:
    return answers.columns.get(column.answer_key) or answers.columns.get(column.place)


def _column(
    block: Block, column: YearColumn, seen: Counter[tuple[int, str]], this_year: int
) -> ProposedColumn:
    assert column.field is not None
    twice = seen[column.year, column.field] > 1
    why: Why = "future" if column.year > this_year else "twice" if twice else ""
    rule = ColumnRule(column.year, column.field)
    return ProposedColumn(block.sheet, column.column, column.head, rule, not why, why, block)


def _rows(block: Block, snapshot: Snapshot, index: NameIndex, answers: Answers) -> Iterator[ProposedRow]:
    above: Indicator | None = None
    above_key = above_unit = ""
    for row in range(block.first, block.last + 1):
        words = block.sheet.text(row, block.name)
        part = block.sheet.text(row, block.part) if block.part else ""
        texts = [block.sheet.text(row, c.column) for c in block.years if c.field is not None]
        # words in a row of ours are asked about; in another they are a heading or a remark
        filled = any(is_figure(t) for t in texts)
        if not filled and index.exact(row_name(words)) is None:
            if words:
                above, above_key, above_unit = None, "", ""
            continue
        name = row_name(words, block.sheet.text(row, block.unit) if block.unit else "")
        if not words and above is not None:
            name = replace(name, whole=above_key, name=above_key)
        if not name.unit and (_is_part(name) or not words):
            name = replace(name, unit=above_unit)
        made = _row(block, row, name, part, (above, above_key), snapshot, index)
        answer, linked = _answer(made, answers.rows), answers.linked.get(made.answer_key)
        # a link of now goes before what is remembered of the words
        if answer is not None and (linked is None or made.answer_key in answers.rows):
            made = _answered(made, answer, snapshot)
        elif linked is not None:
            rule, why = _unit_rule(block, row, linked, made.unit, snapshot.indicator(linked.indicator))
            made = replace(made, rule=rule, sure=not why, why=why)
        if made.rule is not None and made.rule.indicator in snapshot.library and not _is_part(name):
            above, above_key, above_unit = snapshot.indicator(made.rule.indicator), name.key, name.unit
        elif not _is_part(name):
            above, above_key, above_unit = None, name.key, ""
        if any(texts):
            yield made


def _answer(row: ProposedRow, rules: Mapping[str, RowRule]) -> RowRule | None:
    """The answer for the row: of its place with its words, of its place, of its words alone."""
    return next((rules[key] for key in (row.answer_key, row.place, row.key) if key in rules), None)


def _answered(row: ProposedRow, answer: RowRule, snapshot: Snapshot) -> ProposedRow:
    """The row as it was answered; an answer for another unit of it has its factor worked out anew, or is asked."""
    if not answer.indicator:
        return replace(row, rule=answer, sure=True, why="foreign")
    if answer.unit is None or answer.unit == row.unit:
        return replace(row, rule=answer, sure=True, why="")
    factor = factor_between(row.unit, snapshot.indicator(answer.indicator).unit)
    if factor is None:
        return replace(row, rule=answer, sure=False, why="unit")
    return replace(row, rule=replace(answer, factor=factor), sure=True, why="")


def _is_part(name: RowName) -> bool:
    """Whether the row is a part of the one above by its own words: 其中：…, or 女, 农村 alone."""
    return name.marked_as_part or (bool(name.part) and name.whole == name.name)


def _row(
    block: Block,
    row: int,
    name: RowName,
    part: str,
    above: tuple[Indicator | None, str],
    snapshot: Snapshot,
    index: NameIndex,
) -> ProposedRow:
    """What the row is by its own words, before any answer."""
    words = block.sheet.text(row, block.name) or above[1]

    def made(
        rule: RowRule | None, why: Why, candidates: tuple[Candidate, ...] = (), *, sure: bool
    ) -> ProposedRow:
        key = f"{above[1]}/{name.key}" if _is_part(name) else name.key
        key = f"{key}/{part}" if part else key
        return ProposedRow(
            block.sheet, row, f"{words}{part}", key, name.unit, rule, candidates, sure, why, block
        )

    indicator = index.exact(name)
    cell: str | None = ""
    if indicator is None and _is_part(name):
        indicator = above[0]
        cell = part_cell(name, indicator, snapshot.towns)
    elif indicator is not None and name.part and name.part != name.whole:
        cell = part_cell(name, indicator, snapshot.towns)
    elif indicator is not None and part and part not in ("合计", "总计", "全部", "小计", "计"):
        cell = part_cell(row_name(part), indicator, snapshot.towns)
    if indicator is not None and cell is None:
        return made(None, "part", sure=True)
    if indicator is None:
        candidates = () if _is_part(name) else index.candidates(name)
        return made(None, "name" if candidates else "foreign", candidates, sure=not candidates)
    rule, why = _unit_rule(block, row, RowRule(indicator.code, cell or ""), name.unit, indicator)
    return made(rule, why, (Candidate(indicator, 1.0),) if why else (), sure=not why)


def _unit_rule(block: Block, row: int, rule: RowRule, unit: str, indicator: Indicator) -> tuple[RowRule, Why]:
    """The factor between the table's unit and the indicator's; asked where they do not go together."""
    factor = factor_between(unit, indicator.unit)
    if factor is None:
        return rule, "unit"
    figures = [block.sheet.text(row, c.column) for c in block.years if c.field == "value"]
    numbers = [Decimal(t) for t in figures if _is_decimal(t)]
    share = indicator.unit == "%" and unit in ("", "%") and indicator.kind == "share"
    if share and len(numbers) >= 2 and all(0 <= n <= 1 for n in numbers) and any(0 < n < 1 for n in numbers):
        # 0.985 for 98.5 %, as a cell without its percent format shows it
        return replace(rule, factor=_HUNDRED), "fraction"
    return replace(rule, factor=factor), ""


def _is_decimal(text: str) -> bool:
    try:
        return Decimal(text).is_finite()
    except InvalidOperation:
        return False


def _remembered_layout(sheet: TextSheet, known: Answers) -> Layout | None:
    """The layout told earlier for a sheet with the very same head."""
    return next((layout for key, layout in known.layouts.items() if key == _layout_key(sheet, layout)), None)


def _layout_key(sheet: TextSheet, layout: Layout) -> str:
    told = sheet.turn() if layout.turned else sheet
    head = told.rows[layout.head - 1] if 0 < layout.head <= len(told.rows) else ()
    return f"{sheet.name}|{'|'.join(text.strip() for text in head)}"


def remembered(snapshot: Snapshot) -> Answers:
    """What the file remembers of earlier answers."""
    text = snapshot.settings.get(REMEMBERED, "")
    if not text:
        return Answers()
    told = cast(dict[str, dict[str, list[str]]], json.loads(text))
    rows = {k: RowRule(v[0], v[1], Decimal(v[2]), v[3]) for k, v in told.get("rows", {}).items()}
    columns = {k: ColumnRule(int(v[0]), cast(Field, v[1])) for k, v in told.get("columns", {}).items()}
    layouts = {k: Layout(int(v[0]), int(v[1]), v[2] == "turned") for k, v in told.get("layouts", {}).items()}
    return Answers(rows, columns, layouts=layouts)


def memory(
    snapshot: Snapshot, proposal: Proposal, answers: Answers, sheets: Iterable[TextSheet] = ()
) -> Setting:
    """The setting that holds the answers of before and those that ``answers`` gave for this table, by its words."""
    known = remembered(snapshot)
    rows = dict(known.rows)
    columns = dict(known.columns)
    layouts = dict(known.layouts)
    for row in proposal.rows:
        answer = _answer(row, answers.rows)
        if answer is None and row.answer_key in answers.linked:
            answer = row.rule if row.sure else None
        if answer is not None:
            rows[row.key] = answer if answer.unit is not None else replace(answer, unit=row.unit)
    for column in proposal.columns:
        given = _column_answer(column, answers)
        if given is not None:
            columns[column.answer_key] = given
    for sheet in sheets:
        layout = answers.layouts.get(sheet.name)
        if layout is not None:
            layouts[_layout_key(sheet, layout)] = layout
    told = {
        "rows": {
            k: [r.indicator, r.cell, canonical(r.factor), r.unit or ""] for k, r in sorted(rows.items())
        },
        "columns": {k: [str(c.year), c.field] for k, c in sorted(columns.items())},
    }
    if layouts:
        told["layouts"] = {
            k: [str(p.head), str(p.name), "turned" if p.turned else ""] for k, p in sorted(layouts.items())
        }
    empty = not rows and not columns and not layouts
    return Setting(REMEMBERED, "" if empty else json.dumps(told, ensure_ascii=False, separators=(",", ":")))


def years_of(proposal: Proposal) -> tuple[int, ...]:
    """The years the table holds, ascending."""
    return tuple(sorted({c.rule.year for c in proposal.columns if c.sure and c.rule.year}))


def columns_of(proposal: Proposal, row: ProposedRow) -> Iterable[ProposedColumn]:
    """The columns of figures of the row's own table."""
    return (c for c in proposal.columns if c.block == row.block and c.sure and c.rule.year)
