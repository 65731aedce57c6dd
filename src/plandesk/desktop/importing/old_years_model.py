"""The table of old years as it is painted: the sheet's own rows, before them what each is taken for."""

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, QModelIndex, QObject, QPersistentModelIndex

from plandesk.core.history_layout import TextSheet, letters
from plandesk.core.history_table import ProposedColumn, ProposedRow
from plandesk.core.quantity import canonical
from plandesk.core.words import Words
from plandesk.desktop.importing.old_years import How, OldYears, Table
from plandesk.desktop.look.cell import CellLook, Column
from plandesk.desktop.look.table import LookModel

AnyIndex = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
YEAR_WIDTH, RAW_WIDTH = 74, 92
_SIGNS: dict[How, tuple[str, str]] = {
    "asked": ("open", "warn"), "named": ("filled", "ink3"), "chosen": ("changed", "accent"),
    "remembered": ("filled", "ink3"), "left": ("", "ink3"),
}  # fmt: skip


def _tr(text: str) -> str:
    return QCoreApplication.translate("OldYears", text)


def _base() -> tuple[Column, ...]:
    return (
        Column("place", _tr("行"), 44, "right"),
        Column("name", _tr("表中的名称"), 0, least=160),
        Column("meaning", _tr("读作"), 0, least=180),
        Column("how", _tr("把握"), 96),
        Column("factor", _tr("换算"), 64, "right"),
    )


BASE = 5


class OldYearsModel(LookModel):
    """Row 0 holds the years, the rows after it the table's rows with figures; ``window`` says which years are shown."""

    def __init__(self, words: Words, parent: QObject | None = None) -> None:
        super().__init__(_base(), parent)
        self._words = words
        self._years: OldYears | None = None
        self._rows: tuple[ProposedRow, ...] = ()
        self._columns: tuple[ProposedColumn, ...] = ()
        self.first, self.room = 0, 8
        self._head = 0

    def show(self, years: OldYears, table: Table, *, fresh: bool) -> None:
        """Show a table; ``fresh`` shows its last years first."""
        self.beginResetModel()
        self._years = years
        self._rows, self._columns = years.rows_of(table), years.columns_of(table)
        self._head = table.block.head if table.block is not None else 0
        if fresh:
            self.first = max(0, len(self._columns) - self.room)
        self._fit()
        self.endResetModel()

    def set_room(self, room: int) -> bool:
        """So many years have room; whether that is news."""
        room = max(1, room)
        if room == self.room:
            return False
        self.beginResetModel()
        last = self.first + self.room >= len(self._columns)
        self.room = room
        most = max(0, len(self._columns) - room)
        self.first = most if last else min(self.first, most)
        self._fit()
        self.endResetModel()
        return True

    def shift(self, step: int) -> bool:
        """Show earlier or later years; False where there are none."""
        there = self.first + step
        if not 0 <= there <= len(self._columns) - self.room:
            return False
        self.beginResetModel()
        self.first = there
        self._fit()
        self.endResetModel()
        return True

    def _fit(self) -> None:
        shown = self._columns[self.first : self.first + self.room]
        heads = (c.place.partition("!")[2] for c in shown)
        self.columns = (*_base(), *(Column(f"year{n}", h, YEAR_WIDTH, "right") for n, h in enumerate(heads)))

    # what stands where

    def line_at(self, row: int, column: int) -> ProposedRow | ProposedColumn | None:
        """The row, or in row 0 the column, at a cell."""
        if row > 0:
            return self._rows[row - 1] if row <= len(self._rows) else None
        at = column - BASE + self.first
        return self._columns[at] if column >= BASE and at < len(self._columns) else None

    def next_asked(self, row: int, column: int) -> tuple[int, int] | None:
        """The next cell that is asked about, going round; the years first."""
        asked = [(0, BASE + n) for n, c in enumerate(self._columns) if not c.sure]
        asked += [(n, 2) for n, r in enumerate(self._rows, start=1) if not r.sure]
        here = (row, column + self.first if row == 0 and column >= BASE else column)
        there = next((cell for cell in asked if cell > here), asked[0] if asked else None)
        if there is None or there[0]:
            return there
        at = there[1] - BASE
        if not self.first <= at < self.first + self.room:
            self.shift(max(0, min(at, len(self._columns) - self.room)) - self.first)
        return 0, BASE + at - self.first

    def rowCount(self, parent: AnyIndex = _NOWHERE) -> int:
        return 0 if parent.isValid() or self._years is None else 1 + len(self._rows)

    def look_at(self, row: int, column: int) -> CellLook:
        key = self.columns[column].key
        if row == 0:
            return self._year(column, key)
        return self._cell(self._rows[row - 1], column, key)

    def _year(self, column: int, key: str) -> CellLook:
        if key == "place":
            return CellLook(str(self._head) if self._head else "", "right", "ink3", "ground")
        if key == "name":
            hidden = len(self._columns) - self.room
            more = _tr("← → 还有{count}列").format(count=hidden) if hidden > 0 else ""
            return CellLook(_tr("年份"), ground="ground", unit=more)
        line = self.line_at(0, column)
        if not isinstance(line, ProposedColumn):
            return CellLook(ground="ground")
        if not line.rule.year:
            return CellLook(_tr("不读"), "right", "ink3", "ground", tip=line.head)
        parts = {"numerator": _tr("分子"), "denominator": _tr("分母")}
        text = f"{line.rule.year}{parts.get(line.rule.field, '')}"
        if line.sure:
            return CellLook(text, "right", ground="ground", tip=line.head)
        return CellLook(text, "right", "warn", "warn_soft", sign="open", sign_ink="warn", tip=line.head)

    def _cell(self, line: ProposedRow, column: int, key: str) -> CellLook:
        assert self._years is not None
        how = self._years.how(line)
        ink = "ink3" if how == "left" else "ink"
        match key:
            case "place":
                return CellLook(line.place.partition("!")[2], "right", "ink3", "tint")
            case "name":
                return CellLook(line.words, ink=ink, ground="tint", unit=line.unit, tip=line.words)
            case "meaning":
                return self._meaning(line, how)
            case "how":
                sign, sign_ink = _SIGNS[how]
                word_ink = "warn" if how == "asked" else "ink2"
                return CellLook(self._how(line, how), ink=word_ink, sign=sign, sign_ink=sign_ink, size=12)
            case "factor":
                return self._factor(line)
            case _:
                return self._figure(line, column, ink)

    def _meaning(self, line: ProposedRow, how: How) -> CellLook:
        assert self._years is not None
        if how == "left":
            why = self._words.say(f"history.{line.why or 'foreign'}")
            return CellLook(_tr("不读"), ink="ink3", tip=why)
        name = self._years.meaning(line)
        if not name and line.candidates:
            name = _tr("像“{name}”").format(name=line.candidates[0].indicator.name)
        known = self._years.snapshot.library
        unit = (
            known[line.rule.indicator].unit if line.rule is not None and line.rule.indicator in known else ""
        )
        return CellLook(
            name, ink="warn" if how == "asked" else "ink", ground="warn_soft" if how == "asked" else "paper",
            unit=unit, tip=name,
        )  # fmt: skip

    def _how(self, line: ProposedRow, how: How) -> str:
        words = {"named": _tr("同名"), "chosen": _tr("手选"), "remembered": _tr("上次选定")}
        if how == "left":
            chosen = self._years is not None and line.answer_key in self._years.answers.rows
            return _tr("手选") if chosen else ""
        if how != "asked":
            return words[how]
        if line.why == "name" and line.candidates:
            return _tr("像{share}%").format(share=round(line.candidates[0].likeness * 100))
        return {"unit": _tr("单位不同"), "fraction": _tr("要乘100吗")}.get(line.why, _tr("要确认"))

    def _factor(self, line: ProposedRow) -> CellLook:
        if line.rule is None or not line.rule.indicator:
            return CellLook()
        if not line.sure and line.why == "unit":
            return CellLook(_tr("待填"), "right", "warn", "warn_soft", tip=_tr("F2 填换算倍数"))
        text = "" if line.rule.factor == 1 else f"×{canonical(line.rule.factor)}"
        return CellLook(text, "right")

    def _figure(self, line: ProposedRow, column: int, ink: str) -> CellLook:
        over = self.line_at(0, column)
        assert isinstance(over, ProposedColumn)
        text = line.sheet.text(line.row, over.column)
        faint = ink == "ink3" or not over.rule.year
        return CellLook(text, "right", "ink3" if faint else "ink2", tip=text)


class RawModel(LookModel):
    """The sheet as it stands, with letters over it; the row of years and the column of names are tinted."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__((), parent)
        self._sheet = TextSheet("", ())
        self._head = self._name = 0

    def show(self, sheet: TextSheet, head: int, name: int, room: int) -> None:
        """Show as many columns as have room; ``head`` and ``name`` count from 1, 0 for none."""
        self.beginResetModel()
        self._sheet, self._head, self._name = sheet, head, name
        width = min(max((len(row) for row in sheet.rows), default=1), room)
        self.columns = (
            Column("row", "", 40, "right"),
            *(
                Column(letters(n), letters(n), RAW_WIDTH * 2 if n == name else RAW_WIDTH)
                for n in range(1, width + 1)
            ),
        )
        self.endResetModel()

    def rowCount(self, parent: AnyIndex = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._sheet.rows)

    def look_at(self, row: int, column: int) -> CellLook:
        if column == 0:
            return CellLook(str(row + 1), "right", "ink3", "tint")
        text = self._sheet.text(row + 1, column)
        marked = row + 1 == self._head or column == self._name
        return CellLook(text, ground="accent_soft" if marked else "paper", tip=text)


def row_candidates(line: ProposedRow) -> Sequence[str]:
    """The names of the indicators a row may mean."""
    return [c.indicator.name for c in line.candidates]
