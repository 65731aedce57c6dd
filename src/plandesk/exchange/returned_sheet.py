"""Reads the rows of one returned sheet: columns by their heads, rows by the map and by their names."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from openpyxl.utils import get_column_letter

from plandesk.core.figures import cell_words, cells_of
from plandesk.core.indicator import Indicator
from plandesk.core.quantity import Unreadable, read_number
from plandesk.core.records import CellKey
from plandesk.core.returned_cells import ERRORS, FIELDS, FormCell, Rejected
from plandesk.core.snapshot import Snapshot
from plandesk.core.words import Words
from plandesk.exchange.collection_map import COLUMN_OF, MapRow
from plandesk.exchange.returned_book import ReturnedSheet

ENTRY_FIELDS = (*FIELDS, "status", "note")
_MOST_HEAD_ROWS = 40
_BLANKS = re.compile(r"\s+")
# Heads by field, as they read without blanks; the first that the head begins with.
_HEADS = {
    "number": ("行号", "序号"),
    "name": ("指标",),
    "unit": ("单位",),
    "method": ("计算口径",),
    "numerator": ("分子",),
    "denominator": ("分母",),
    "value": ("本年值", "本年"),
    "change": ("比上年",),
    "status": ("无数据原因", "无数据"),
    "note": ("说明", "备注"),
}
_INDEX_MARK = "甲"
_PART = re.compile(r"^(?:其中[：:]?)?[\s　]*(.+)$")


@dataclass(frozen=True)
class SheetResult:
    """What one sheet gave: figures, what was refused, and notes."""

    cells: tuple[FormCell, ...]
    rejected: tuple[Rejected, ...]
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Found:
    """A row that is recognised: its figure, and the map's row of it where there is one."""

    row: int
    indicator: Indicator
    cell: str
    mapped: MapRow | None


class SheetReader:
    """Reads one sheet. ``mapped`` are the map's rows (of the whole book), empty where it is missing or
    broken.
    """

    def __init__(
        self,
        sheet: ReturnedSheet,
        snapshot: Snapshot,
        year: int,
        mapped: Sequence[MapRow],
        words: Words,
        *,
        names: Mapping[str, Indicator],
        same_file: bool,
    ) -> None:
        self._sheet, self._snapshot, self._year = sheet, snapshot, year
        self._words, self._same_file = words, same_file
        self._by_place = {(m.sheet, int(m.row)): m for m in mapped}
        self._by_figure = {(m.indicator, m.cell): m for m in mapped}
        self._by_name = names
        self._rejected: list[Rejected] = []
        self._notes: list[str] = []

    def read(self) -> SheetResult | None:
        """The sheet's figures; None where it has no table of ours."""
        head = self._head()
        if head is None:
            return None
        head_row, columns = head
        cells = [
            cell
            for found in self._rows(head_row, columns)
            for cell in [self._cell(found, columns)]
            if cell is not None
        ]
        return SheetResult(tuple(cells), tuple(self._rejected), tuple(self._notes))

    def _head(self) -> tuple[int, Mapping[str, int]] | None:
        """The head's row and the columns by field; the map's own columns where heads were overwritten."""
        for number, row in enumerate(self._sheet.rows[:_MOST_HEAD_ROWS], start=1):
            if not any(text.lstrip().startswith("指标") for text in row):
                continue
            columns = _columns(row)
            if "name" in columns and len(columns.keys() & {"numerator", "denominator", "value"}) >= 2:
                return number, columns
        places = [row for sheet, row in self._by_place if sheet == self._sheet.name]
        return (min(places) - 1, COLUMN_OF) if places else None

    def _rows(self, head_row: int, columns: Mapping[str, int]) -> Iterator[_Found]:
        indicator: Indicator | None = None
        for row in range(head_row + 1, len(self._sheet.rows) + 1):
            name = self._sheet.text(row, columns["name"])
            if _INDEX_MARK in (self._sheet.text(row, 1), self._sheet.text(row, columns.get("number", 0))):
                continue
            if not name and not any(self._sheet.text(row, columns[f]) for f in FIELDS if f in columns):
                continue
            found = self._recognised(row, name, indicator)
            if found is None:
                self._refuse_unknown(row, name, indicator, columns)
                continue
            indicator = found.indicator
            yield found

    def _recognised(self, row: int, name: str, above: Indicator | None) -> _Found | None:
        mapped = self._by_place.get((self._sheet.name, row))
        indicator = self._by_name.get(_key(name))
        if indicator is not None:
            return _Found(row, indicator, "", self._by_figure.get((indicator.code, "")))
        # Where name and part agree with the map's row the map decides: two indicators may have parts named
        # alike.
        if (
            mapped is not None
            and _key(mapped.name) == _key(name)
            and mapped.indicator in self._snapshot.library
        ):
            return _Found(row, self._snapshot.indicator(mapped.indicator), mapped.cell, mapped)
        part = _PART.match(name.strip())
        if above is not None and part is not None:
            for cell in (*cells_of(above, self._snapshot.towns), "sex=unknown"):
                if _key(cell_words(cell)) == _key(part[1]):
                    return _Found(row, above, cell, self._by_figure.get((above.code, cell)))
        number = self._sheet.text(row, 1)
        if mapped is not None and mapped.number == number and mapped.indicator in self._snapshot.library:
            known = self._snapshot.indicator(mapped.indicator)
            self._notes.append(
                self._words.say(
                    "importing.renamed", sheet=self._sheet.name, row=row, name=name, indicator=known.name
                )
            )
            return _Found(row, known, mapped.cell, mapped)
        return None

    def _refuse_unknown(
        self, row: int, name: str, above: Indicator | None, columns: Mapping[str, int]
    ) -> None:
        """A row with figures nobody knows is rejected; titles, notes and signers below the table say
        nothing.
        """
        for field in FIELDS:
            column = columns.get(field, 0)
            text = self._sheet.text(row, column)
            if _is_number(text) and name != "":
                part = name.strip().startswith("其中") and above is not None
                key = "importing.foreign_part" if part else "importing.unknown_name"
                said = self._words.say(key, row=row, name=name, indicator=above.name if above else "")
                self._rejected.append(Rejected(self._sheet.name, _place(row, column), "", text, said))
                return

    def _cell(self, found: _Found, columns: Mapping[str, int]) -> FormCell | None:
        places = {f: _place(found.row, columns[f]) for f in ENTRY_FIELDS if f in columns}
        texts = {f: self._sheet.text(found.row, columns[f]) for f in ENTRY_FIELDS if f in columns}
        for field in FIELDS:
            # the sign by which Excel is told that a text is meant
            texts[field] = texts.get(field, "").lstrip("'’‘").strip()
        if (texts["value"] in ERRORS or texts["value"][:1] == "=") and (
            texts["numerator"] or texts["denominator"]
        ):
            # our formula over parts that are no numbers; they are asked about themselves
            texts["value"] = ""
        if not found.indicator.has_parts and not self._barred(found, texts, places):
            return None
        if self._across_rows(found, columns, texts, places):
            return None
        if self._sheet.old and found.indicator.has_parts:
            self._undo_noughts(found, columns, texts)
        if not any(texts.get(f) for f in (*FIELDS, "status")):
            self._look_beside(found, columns)
        mapped = found.mapped
        return FormCell(
            self._sheet.name,
            CellKey(found.indicator.code, self._year, found.cell),
            texts,
            places,
            sent=None if mapped is None else {f: getattr(mapped, f) for f in ENTRY_FIELDS},
            sent_origin="" if mapped is None else mapped.origin,
            ours=self._same_file,
        )

    def _undo_noughts(self, found: _Found, columns: Mapping[str, int], texts: dict[str, str]) -> None:
        """The 0 an .xls of LibreOffice holds where our formula answered with a blank. Beside both parts the value is worked
        out anew in any case; without them a 0 of the unit's own formula is told by 比上年, which is then the last year's
        figure with its sign turned.
        """
        if texts.get("value") != "0" or (found.row, columns.get("value", 0)) not in self._sheet.formulas:
            return
        if texts.get("numerator") and texts.get("denominator"):
            texts["value"] = ""
            return
        last = self._sheet.text(found.row, columns.get("numerator", 1) - 1)
        change = self._sheet.text(found.row, columns.get("change", 0))
        if not (_is_number(last) and _is_number(change) and read_number(last) == -read_number(change) != 0):
            texts["value"] = ""

    def _barred(self, found: _Found, texts: dict[str, str], places: Mapping[str, str]) -> bool:
        """Numerator and denominator of an indicator that has none: × is ours, a figure there is rejected."""
        for field in ("numerator", "denominator"):
            text = texts.pop(field, "")
            if _is_number(text):
                said = self._words.say("importing.barred", indicator=found.indicator.name)
                self._reject(found, places[field], text, said, field)
                return False
        return True

    def _across_rows(
        self, found: _Found, columns: Mapping[str, int], texts: Mapping[str, str], places: Mapping[str, str]
    ) -> bool:
        """Whether an entry cell is merged with another row's; the figure's place is then nobody's to
        guess.
        """
        for field in (*FIELDS, "status"):
            column = columns.get(field, 0)
            for top, left, bottom, right in self._sheet.merged:
                inside = top < found.row <= bottom + 1 and left < column <= right + 1
                if inside and bottom > top:
                    holder = self._sheet.text(top + 1, left + 1)
                    if holder:
                        said = self._words.say("importing.merged", indicator=found.indicator.name)
                        text = texts.get(field) or holder
                        self._reject(found, places.get(field, ""), text, said, field)
                        return True
        return False

    def _look_beside(self, found: _Found, columns: Mapping[str, int]) -> None:
        """A row left blank whose figure stands in a column of no meaning, beside the table, in 比上年 or in 说明."""
        known = set(columns.values())
        if not self._sheet.old:
            known.discard(columns.get("change", 0))
        sent_note = found.mapped.note.strip() if found.mapped is not None else ""
        if self._sheet.text(found.row, columns.get("note", 0)) != sent_note:
            known.discard(columns.get("note", 0))
        first = min(columns.get(f, 0) or 99 for f in FIELDS)
        for column in range(first, len(self._sheet.rows[found.row - 1]) + 1):
            text = self._sheet.text(found.row, column)
            if column not in known and _is_number(text):
                head = get_column_letter(column)
                said = self._words.say("importing.wrong_column", indicator=found.indicator.name, column=head)
                self._reject(found, _place(found.row, column), text, said, "value")
                return

    def _reject(self, found: _Found, place: str, text: str, said: str, field: str) -> None:
        code = found.indicator.code
        self._rejected.append(Rejected(self._sheet.name, place, code, text, said, found.cell, field))


def names_of(snapshot: Snapshot) -> Mapping[str, Indicator]:
    """The library's indicators by name and alias, as names are compared (blanks and width aside)."""
    by_name: dict[str, Indicator] = {}
    for indicator in snapshot.library.by_code.values():
        for name in (indicator.name, *indicator.aliases):
            by_name.setdefault(_key(name), indicator)
    return by_name


def _columns(row: Sequence[str]) -> dict[str, int]:
    found: dict[str, int] = {}
    for column, text in enumerate(row, start=1):
        plain = _BLANKS.sub("", text)
        for field, heads in _HEADS.items():
            if field not in found and plain and any(plain.startswith(h) for h in heads):
                found[field] = column
                break
    return found


def _key(name: str) -> str:
    return _BLANKS.sub("", name.replace("（", "(").replace("）", ")").replace("　", ""))


def _is_number(text: str) -> bool:
    try:
        read_number(text)
    except Unreadable:
        return False
    return True


def _place(row: int, column: int) -> str:
    return f"{get_column_letter(column)}{row}"
