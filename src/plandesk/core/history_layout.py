"""Finds the table in a sheet of old figures: the row of years wherever it stands, the column of names, the units."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from plandesk.core.entry import Field
from plandesk.core.quantity import Unreadable, read_number

FIRST_YEAR, LAST_YEAR = 1990, 2100
_CHINESE = str.maketrans("〇○零一二三四五六七八九", "000123456789")
_BLANKS = re.compile(r"\s+")
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)(?!\d)")
_YEAR_FIRST = re.compile(r"[(截至到]{0,3}((?:19|20)\d\d)(?!\d)")
_SPAN = re.compile(r"\d{4}年?[-~—–至到]+(?:\d{4}|\d\d)年?")
_SHORT = re.compile(r"'?(\d\d)年度?")
_NOT_FIGURES = re.compile(
    r"目标|规划|计划|预计|预测|增|减|比上年|同比|环比|±|变化|排名|位次|完成率|进度|备注|说明"
)
_NUMERATOR, _DENOMINATOR = re.compile("分子"), re.compile("分母")
_VALUE_HEADS = re.compile(
    r"^(?:数值|数据|实际|实际值|实际数|完成|完成值|完成数|本年|本年值|指标值|监测值|合计|结果)"
)
_NAME_HEADS = re.compile(r"指标|项目|名称|内容")
_UNIT_HEADS = re.compile(r"^(?:计量)?单位$|^计量单位")
_PART_HEADS = re.compile(r"^(?:分组|类别|分类|性别|城乡|分项|口径)$")
_LETTERS = re.compile(r"[㐀-鿿]")
_MOST_HEAD_COLUMNS = 12


@dataclass(frozen=True, slots=True)
class TextSheet:
    """A sheet's texts from A1 on. ``turned``: rows and columns changed places, for tables with their years down."""

    name: str
    rows: tuple[tuple[str, ...], ...]
    turned: bool = False

    def text(self, row: int, column: int) -> str:
        """The text of a cell, counted from 1; "" outside."""
        if 0 < row <= len(self.rows) and 0 < column <= len(self.rows[row - 1]):
            return self.rows[row - 1][column - 1].strip()
        return ""

    def place(self, row: int, column: int) -> str:
        """The cell's address in the file (H12)."""
        row, column = (column, row) if self.turned else (row, column)
        return f"{letters(column)}{row}"

    def turn(self) -> "TextSheet":
        """The same with rows for columns."""
        width = max((len(row) for row in self.rows), default=0)
        turned = tuple(tuple(row[n] if n < len(row) else "" for row in self.rows) for n in range(width))
        return TextSheet(self.name, turned, not self.turned)


@dataclass(frozen=True, slots=True)
class YearColumn:
    """A column of figures: its year and what it holds; ``head`` is what stands over it. ``field`` None: no figures."""

    column: int
    year: int
    field: Field | None
    head: str


@dataclass(frozen=True, slots=True)
class Block:
    """A table within a sheet: rows ``first`` to ``last``; a column of 0 is not there."""

    sheet: TextSheet
    head: int
    first: int
    last: int
    years: tuple[YearColumn, ...]
    name: int
    unit: int
    part: int


@dataclass(frozen=True, slots=True)
class Layout:
    """Where the clerk says that a sheet's table stands: the row of years, and the column of names (0: as found).

    ``turned``: the years stand in a column, the names in a row; both are then counted in the turned sheet.
    """

    head: int
    name: int = 0
    turned: bool = False


def letters(column: int) -> str:
    """A column's letters: 1 is A, 27 is AA."""
    text = ""
    while column:
        column, rest = divmod(column - 1, 26)
        text = chr(65 + rest) + text
    return text


def year_of(text: str) -> int | None:
    """The one year a head names: 2020, 2020年, 二〇二〇年, 2020年实际; None for none, several or a span."""
    plain = _BLANKS.sub("", unicodedata.normalize("NFKC", text))
    if not plain or len(plain) > 24 or _SPAN.search(plain):
        return None
    plain = plain.translate(_CHINESE) if "年" in plain else plain
    found = _YEAR_FIRST.match(plain)
    if found is not None and len(set(_YEAR.findall(plain))) == 1:
        year = int(found[1])
        return year if FIRST_YEAR <= year <= LAST_YEAR and (plain == found[1] or "年" in plain) else None
    short = _SHORT.fullmatch(plain)
    return 2000 + int(short[1]) if short is not None else None


def field_of(head: str) -> Field | None:
    """What a head's words say its column holds; None for targets, changes and remarks."""
    if _NUMERATOR.search(head):
        return "numerator"
    if _DENOMINATOR.search(head):
        return "denominator"
    return None if _NOT_FIGURES.search(head) else "value"


def blocks_of(sheet: TextSheet, layout: Layout | None = None) -> tuple[Block, ...]:
    """The tables of a sheet, years across or down; a sheet of one year has it in its name or title.

    With ``layout`` the one table that it describes; none where its row holds no year.
    """
    if layout is not None:
        told = sheet.turn() if layout.turned else sheet
        block = (
            _block(told, layout.head, len(told.rows), layout.name) if layout.head <= len(told.rows) else None
        )
        return () if block is None else (block,)
    across, down = _blocks(sheet), _blocks(sheet.turn())
    if across or down:
        return across if _weight(across) >= _weight(down) else down
    return _of_one_year(sheet)


def _weight(blocks: Sequence[Block]) -> int:
    return sum(len(b.years) * max(1, b.last - b.first + 1) for b in blocks)


def _blocks(sheet: TextSheet) -> tuple[Block, ...]:
    heads: list[int] = []
    for row in range(1, len(sheet.rows) + 1):
        if _is_head(sheet, row, first=not heads):
            heads.append(row)
    ends = [*(n - 1 for n in heads[1:]), len(sheet.rows)][: len(heads)]
    made = [_block(sheet, head, end) for head, end in zip(heads, ends, strict=True)]
    return tuple(block for block in made if block is not None)


def _is_head(sheet: TextSheet, row: int, *, first: bool) -> bool:
    """A row of years: two or more (or one said with 年), running up or down, and no other figure beside them.

    Below the first head bare numbers may be figures (2015 beds): there words of a head must stand beside them.
    """
    texts = [t.strip() for t in sheet.rows[row - 1] if t.strip()]
    heads = [t for t in texts if year_of(t) is not None]
    years = list(dict.fromkeys(year_of(t) or 0 for t in heads))
    if not years or years not in (sorted(years), sorted(years, reverse=True)):
        return False
    others = [t for t in texts if year_of(t) is None]
    if any(is_figure(t) for t in others):
        return False
    named = any(_NAME_HEADS.search(t) for t in others)
    said = any("年" in t for t in heads)
    if len(years) == 1:
        # a title or a remark names a year too
        return named and said
    return first or said or named or not others


def _block(sheet: TextSheet, head: int, last: int, name: int = 0) -> Block | None:
    years_at = [
        c for c in range(1, len(sheet.rows[head - 1]) + 1) if year_of(sheet.text(head, c)) is not None
    ]
    if not years_at:
        return None
    first_year = years_at[0]
    first = head + 1
    while first <= last and _is_subhead(sheet, first, first_year):
        first += 1
    years = _year_columns(sheet, head, first)
    name = name or _name_column(sheet, first, last, {y.column for y in years}, first_year)
    years = tuple(y for y in years if y.column != name)
    if not name or first > last:
        return None
    unit, part = (
        _headed(sheet, head, first, pattern, {y.column for y in years} | {name})
        for pattern in (_UNIT_HEADS, _PART_HEADS)
    )
    return Block(sheet, head, first, last, years, name, unit, part)


def _is_subhead(sheet: TextSheet, row: int, first_year: int) -> bool:
    """A second row of heads: words over the columns of figures, no figure."""
    texts = [t.strip() for t in sheet.rows[row - 1][first_year - 1 :] if t.strip()]
    told = [t for t in texts if not is_figure(t)]
    words = sum(
        1
        for t in told
        if _NUMERATOR.search(t) or _DENOMINATOR.search(t) or _NOT_FIGURES.search(t) or _VALUE_HEADS.search(t)
    )
    return bool(texts) and len(told) == len(texts) and 2 * words >= len(told)


def _year_columns(sheet: TextSheet, head: int, first: int) -> tuple[YearColumn, ...]:
    """The columns of figures; a year written once over several columns counts for all of them."""
    width = max(len(sheet.rows[n - 1]) for n in range(head, first))
    found: list[YearColumn] = []
    year: int | None = None
    over = ""
    for column in range(1, width + 1):
        text = sheet.text(head, column)
        below = "".join(sheet.text(n, column) for n in range(head + 1, first))
        if text:
            year, over = year_of(text), text
        elif not below:
            year = None
        if year is not None:
            words = f"{over}{below}"
            found.append(YearColumn(column, year, field_of(words), words))
    return tuple(found)


def _name_column(sheet: TextSheet, first: int, last: int, taken: set[int], first_year: int) -> int:
    """The column left of the figures (else right of them) with the most rows in words."""
    width = max((len(sheet.rows[n - 1]) for n in range(first, last + 1)), default=0)
    best: tuple[int, int] = (0, 0)
    for column in range(1, min(width, first_year + _MOST_HEAD_COLUMNS) + 1):
        if column in taken:
            continue
        texts = [sheet.text(row, column) for row in range(first, last + 1)]
        length = sum(min(len(t), 20) for t in texts if len(_LETTERS.findall(t)) >= 2)
        length = length if column < first_year else length // 4
        if length > best[0]:
            best = (length, column)
    return best[1]


def _headed(sheet: TextSheet, head: int, first: int, pattern: re.Pattern[str], taken: set[int]) -> int:
    for row in range(max(1, head - 2), first):
        for column, text in enumerate(sheet.rows[row - 1], start=1):
            if column not in taken and pattern.search(_BLANKS.sub("", text)):
                return column
    return 0


def _of_one_year(sheet: TextSheet) -> tuple[Block, ...]:
    """A sheet per year: the year in its name or in a title, the figures under 数值, 实际值, 完成…."""
    titles = [sheet.name, *(text for row in sheet.rows[:5] for text in row if text.strip())]
    years = [y for text in titles if (y := year_of(text) or _year_in(text)) is not None]
    if not years:
        return ()
    for row in range(1, len(sheet.rows) + 1):
        columns = {
            column: text
            for column, text in enumerate((_BLANKS.sub("", t) for t in sheet.rows[row - 1]), start=1)
            if _VALUE_HEADS.search(text) or _NUMERATOR.search(text) or _DENOMINATOR.search(text)
        }
        if columns and any(_NAME_HEADS.search(t) for t in sheet.rows[row - 1]):
            found = tuple(
                YearColumn(c, years[0], field_of(text), f"{years[0]}年{text}") for c, text in columns.items()
            )
            name = _name_column(sheet, row + 1, len(sheet.rows), set(columns), min(columns))
            unit, part = (
                _headed(sheet, row, row + 1, p, {*columns, name}) for p in (_UNIT_HEADS, _PART_HEADS)
            )
            return (Block(sheet, row, row + 1, len(sheet.rows), found, name, unit, part),) if name else ()
    return ()


def _year_in(text: str) -> int | None:
    """The year a title begins with or names once (永济市2020年监测统计表)."""
    found = set(re.findall(r"((?:19|20)\d\d)年(?!\s*[-~—–至到])", unicodedata.normalize("NFKC", text)))
    year = int(found.pop()) if len(found) == 1 else None
    return year if year is not None and FIRST_YEAR <= year <= LAST_YEAR else None


def is_figure(text: str) -> bool:
    """Whether the text reads as a number."""
    try:
        read_number(text)
    except Unreadable:
        return False
    return True
