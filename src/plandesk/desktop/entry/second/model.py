"""The table of 复录核对: the figures of a domain that are typed twice, the first typing hidden until both agree."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any, Literal

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, Qt

from plandesk.core.entry import Field
from plandesk.core.entry_sheet import SheetRow
from plandesk.core.figures import cell_words, shown
from plandesk.core.quantity import printed
from plandesk.core.records import CellKey, Observation
from plandesk.core.second_entry import (
    State,
    addresses_to_type,
    differing,
    fields_to_type,
    first_text,
    holds,
    scope_of,
    second_of,
    second_text,
    state_of,
)
from plandesk.desktop.actions.second_entry import type_second
from plandesk.desktop.actions.typing import FieldKey
from plandesk.desktop.desk import Desk
from plandesk.desktop.entry.looks import count_text
from plandesk.desktop.entry.second.sources import moment
from plandesk.desktop.look.cell import CellLook, Column
from plandesk.desktop.look.table import LookModel
from plandesk.desktop.look.units import short_unit
from plandesk.desktop.look.verdicts import SECOND_MARKS, second_word

AnyIndex = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
Shown = Literal["all", "waiting", "differs"]
TYPED: tuple[Field, ...] = ("numerator", "denominator", "value")


@dataclass(frozen=True, slots=True)
class SecondLine:
    """A figure to be typed again."""

    row: SheetRow
    key: CellKey


class SecondModel(LookModel):
    """Rows of the domain's figures in the order of its form. Typing goes through the actions."""

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        columns = (
            Column("name", self.tr("指标"), 246),
            Column("unit", self.tr("责任单位"), 74),
            Column("last", self.tr("上年"), 72, "decimal"),
            Column("numerator", self.tr("分子"), 84, "right"),
            Column("denominator", self.tr("分母"), 84, "right"),
            Column("value", self.tr("本年"), 92, "decimal"),
            Column("state", self.tr("状态"), 92),
            Column("note", self.tr("说明"), 0, least=120),
        )
        super().__init__(columns, parent)
        self._desk = desk
        self._rows: tuple[SheetRow, ...] = ()
        self._shown: Shown = "all"
        self._lines: tuple[SecondLine, ...] = ()
        self.column_of = {column.key: n for n, column in enumerate(columns)}

    def show(self, rows: Collection[SheetRow], chosen: Shown) -> None:
        """Show the figures of a domain's rows; all, those that wait, or those that differ."""
        self._rows, self._shown = tuple(rows), chosen
        self.beginResetModel()
        desk = self._desk
        found = addresses_to_type(self._rows, desk.snapshot, desk.year, scope_of(desk.snapshot))
        self._lines = tuple(
            line for row, key in found if self._passes(self.state(line := SecondLine(row, key)))
        )
        self.endResetModel()

    def _passes(self, state: State) -> bool:
        return self._shown == "all" or state == self._shown

    # where what stands

    def line(self, row: int) -> SecondLine | None:
        """The line in that row."""
        return self._lines[row] if 0 <= row < len(self._lines) else None

    def row_of(self, key: CellKey) -> int | None:
        """The row of an address, if shown."""
        return next((row for row, line in enumerate(self._lines) if line.key == key), None)

    def now(self, line: SecondLine) -> Observation | None:
        """The figure as it stands."""
        return self._desk.snapshot.observations.get(line.key)

    def state(self, line: SecondLine) -> State:
        """Where the figure stands."""
        return state_of(self.now(line), second_of(self._desk.snapshot, line.key), line.row.indicator)

    def field_at(self, row: int, column: int) -> FieldKey | None:
        """The cell to type there, if it is one."""
        line = self.line(row)
        field = self.columns[column].key if 0 <= column < len(self.columns) else ""
        if line is None or not self.writable or field not in fields_to_type(self.now(line)):
            return None
        return FieldKey(line.key, field)

    @property
    def writable(self) -> bool:
        """Whether anything can be typed: the file is ours and the year is not sealed."""
        state = self._desk.snapshot.years.get(self._desk.year)
        return not self._desk.file.read_only and not (state is not None and state.sealed)

    def waits(self, row: int, column: int) -> bool:
        """Whether that cell is still to be typed."""
        place = self.field_at(row, column)
        return place is not None and not self._second(place)

    def differs(self, row: int, column: int) -> FieldKey | None:
        """The cell there, if its two typings differ."""
        place, line = self.field_at(row, column), self.line(row)
        if place is None or line is None:
            return None
        return place if place.field in self.differing(line) else None

    def differing(self, line: SecondLine) -> tuple[Field, ...]:
        """The fields of a line in which the two typings differ."""
        now, second = self.now(line), second_of(self._desk.snapshot, line.key)
        return differing(now, second, line.row.indicator) if now is not None else ()

    def next_place(
        self, row: int, column: int, step: int, *, differing: bool = False
    ) -> tuple[int, int] | None:
        """The next cell to type, or the next that differs, from there on; None where there is none."""
        wanted = self.differs if differing else self.waits
        columns = [self.column_of[field] for field in TYPED]
        spots = [(r, c) for r in range(len(self._lines)) for c in columns]
        ahead = (
            [s for s in spots if s > (row, column)] if step > 0 else [s for s in spots if s < (row, column)]
        )
        for spot in ahead if step > 0 else reversed(ahead):
            if wanted(*spot):
                return spot
        return None

    def _second(self, place: FieldKey) -> str:
        now, second = (
            self._desk.snapshot.observations.get(place.key),
            second_of(self._desk.snapshot, place.key),
        )
        return second_text(second, place.field) if holds(now, second) else ""

    # Qt's side

    def take_change(self) -> None:
        """Paint everything anew; a row stays although it no longer passes the filter, until it is chosen again."""
        if self._lines:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._lines) - 1, len(self.columns) - 1))

    def rowCount(self, parent: AnyIndex = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._lines)

    def flags(self, index: AnyIndex) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        if self.field_at(index.row(), index.column()) is not None:
            flags |= Qt.ItemFlag.ItemIsEditable
        return flags

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role == Qt.ItemDataRole.EditRole and index.isValid():
            place = self.field_at(index.row(), index.column())
            return self._second(place) if place else None
        return super().data(index, role)

    def setData(self, index: AnyIndex, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Type a figure the second time; typing what stands there already writes nothing."""
        place = self.field_at(index.row(), index.column()) if index.isValid() else None
        if place is None or role != Qt.ItemDataRole.EditRole:
            return False
        if str(value).strip() == self._second(place):
            return True
        return type_second(self._desk, place, str(value)) is not None

    # looks

    def look_at(self, row: int, column: int) -> CellLook:
        line = self._lines[row]
        key = self.columns[column].key
        if key in TYPED:
            return self._figure(line, key)
        indicator = line.row.indicator
        match key:
            case "name":
                words = cell_words(line.key.cell)
                name = line.row.targets[0].name if line.row.targets else indicator.name
                told = f"{name}（{words}）" if words else name
                return CellLook(told, unit=indicator.unit, tip=told, spoken=f"{told}，{indicator.unit}")
            case "unit":
                return CellLook(short_unit(indicator.reporter), ink="ink2", tip=indicator.reporter)
            case "last":
                before = self._desk.snapshot.observation(indicator.code, line.key.year - 1, line.key.cell)
                return CellLook(shown(before, indicator), "decimal", "ink2", "tint")
            case "state":
                state = self.state(line)
                mark = SECOND_MARKS[state or "waiting"]
                ink = mark.ink if state == "differs" else "ink2"
                return CellLook(
                    second_word(state), ink=ink, ground=mark.soft, sign=mark.sign, sign_ink=mark.ink, size=12
                )
            case _:
                return CellLook(told := self.note(line), size=12, ink="ink2", tip=told)

    def _figure(self, line: SecondLine, field: Field) -> CellLook:
        now, indicator = self.now(line), line.row.indicator
        align: Literal["decimal", "right"] = "decimal" if field == "value" else "right"
        if now is None or field not in fields_to_type(now):
            done = field == "value" and now is not None and self.state(line) == "verified"
            text = printed(now.value, indicator.decimals) if done and now and now.value is not None else ""
            return CellLook(text, align, "ink2", ground="tint")
        text = self._second(FieldKey(line.key, field))
        spoken = f"{indicator.name}，{self.columns[self.column_of[field]].title}"
        if not text:
            sign = "empty" if self.writable else ""
            return CellLook("", "right", sign=sign, sign_ink="ink3", typing=self.writable, spoken=spoken)
        if field in self.differing(line):
            told = f"{spoken}，{second_word('differs')}，{first_text(now, field)}、{text}"
            return CellLook(
                text, align, "bad", "bad_soft", sign="differs", sign_ink="bad", typing=True, spoken=told
            )
        read = {"numerator": now.numerator, "denominator": now.denominator}.get(field)
        told = count_text(read, text) if read is not None else text
        return CellLook(told, align, typing=self.writable, spoken=f"{spoken}，{told}")

    def note(self, line: SecondLine) -> str:
        """What the line says: the two typings where they differ, else by whom it was verified."""
        now, second = self.now(line), second_of(self._desk.snapshot, line.key)
        if now is None or second is None:
            return ""
        wrong = self.differing(line)
        if wrong:
            words = self._desk.words
            return "；".join(
                self.tr("{field}两次不同：{first}、{second}").format(
                    field=words.say(f"desk_field.{field}"),
                    first=first_text(now, field),
                    second=second_text(second, field),
                )
                for field in wrong
            )
        if not holds(now, second):
            return self.tr("复录后数变了，要再录一次")
        if self.state(line) == "verified":
            return self.tr("{who} {when} 复录").format(who=second.by, when=moment(self._desk, second.at))
        return ""
