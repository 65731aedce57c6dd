"""The grid's model: lines of one domain in one year; typing goes through the actions, painting through the looks."""

from collections.abc import Collection, Iterable
from dataclasses import replace
from math import inf
from time import perf_counter
from typing import Any

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from plandesk.core.entry_sheet import SheetSection
from plandesk.core.plan import Domain
from plandesk.core.records import CellKey
from plandesk.desktop.actions.typing import FieldKey, type_cell
from plandesk.desktop.desk import Desk
from plandesk.desktop.entry.columns import FIELD_OF, entry_columns
from plandesk.desktop.entry.lines import FigureLine, Filter, HeadLine, Line, head_key, lines_of
from plandesk.desktop.entry.looks import EntryLooks
from plandesk.desktop.look.cell import CellLook
from plandesk.desktop.look.table import LookModel

AnyIndex = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()


class EntryModel(LookModel):
    """Rows of a domain's form. Looks are made when painted and kept until their cell changes.

    ``verdicts_wanted`` when rows were painted that still lack their verdict.
    """

    verdicts_wanted = Signal()

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(entry_columns(0, sealed=False, last_sealed=False), parent)
        self._desk = desk
        self._domain: Domain | None = None
        self._name_rest = False
        self._filter = Filter()
        self._unfolded: set[str] = set()
        self._folded: set[str] = set()
        self._lines: tuple[Line, ...] = ()
        self._kept: dict[tuple[int, int], CellLook] = {}
        self._flags: dict[tuple[int, int], Qt.ItemFlag] = {}  # Qt asks twice for every cell it paints
        self._unjudged: set[int] = set()
        self._judging = False
        self._looks = EntryLooks(desk, writable=False)
        self.column_of = {column.key: n for n, column in enumerate(self.columns)}

    # what is shown

    @property
    def domain(self) -> Domain | None:
        """The domain shown."""
        return self._domain

    @property
    def filter(self) -> Filter:
        """The filter in force."""
        return self._filter

    @property
    def writable(self) -> bool:
        """Whether anything can be typed: the file is ours and the year is not sealed."""
        state = self._desk.snapshot.years.get(self._desk.year)
        return not self._desk.file.read_only and not (state is not None and state.sealed)

    def show(self, domain: Domain | None, chosen: Filter | None = None) -> None:
        """Show a domain, or the same one filtered anew."""
        self._domain = domain
        if chosen is not None:
            self._filter = chosen
        self.rebuild()

    def rebuild(self) -> None:
        """Make the lines anew: another domain, year, filter, folding."""
        self.beginResetModel()
        self._kept.clear()
        self._flags.clear()
        self._unjudged.clear()
        if self._domain is None or not self._desk.is_open:
            self._lines = ()
        else:
            snapshot, year = self._desk.snapshot, self._desk.year
            self._set_columns()
            self._looks = EntryLooks(self._desk, writable=self.writable)
            self._lines = tuple(
                lines_of(
                    self._desk.sheet(self._domain), snapshot, self._desk.findings(), year, self._filter,
                    self._unfolded, self._folded,
                )
            )  # fmt: skip
        self.endResetModel()

    def name_takes_rest(self, rest: bool) -> None:
        """On compact windows the name takes the room the hidden 说明 leaves."""
        if rest != self._name_rest:
            self._name_rest = rest
            self._set_columns()

    def _set_columns(self) -> None:
        year = self._desk.year
        states = self._desk.snapshot.years if self._desk.is_open else {}
        now, last = states.get(year), states.get(year - 1)
        columns = entry_columns(
            year, sealed=now is not None and now.sealed, last_sealed=last is not None and last.sealed
        )
        if self._name_rest:
            columns = (replace(columns[0], width=0, least=columns[0].width), *columns[1:])
        self.columns = columns

    def line(self, row: int) -> Line:
        """The line in that row."""
        return self._lines[row]

    def figure_line(self, row: int) -> FigureLine | None:
        """The line if it is one of figures."""
        line = self._lines[row] if 0 <= row < len(self._lines) else None
        return line if isinstance(line, FigureLine) else None

    def bare_goal(self, row: int) -> str | None:
        """The number of the goal in that row, if it has no indicators and is self-assessed."""
        line = self._lines[row] if 0 <= row < len(self._lines) else None
        if not isinstance(line, HeadLine) or line.section.rows or line.section.goal is None:
            return None
        return line.section.goal.no

    def key_at(self, row: int) -> CellKey | None:
        """The address a row stands for; None for a head."""
        line = self.figure_line(row)
        return line.key(self._desk.year) if line else None

    def field_at(self, row: int, column: int) -> FieldKey | None:
        """The typing cell there, if it is one and can be typed into."""
        line = self.figure_line(row)
        field = FIELD_OF.get(self.columns[column].key)
        if line is None or field is None or field == "note" or not self._looks.editable(line, field):
            return None
        return FieldKey(line.key(self._desk.year), field)

    def computed_at(self, row: int, column: int) -> bool:
        """Whether what stands there follows from other cells."""
        line, place = self.figure_line(row), self.field_at(row, column)
        return line is not None and place is not None and self._looks.computed(line, place.field)

    def row_of(self, key: CellKey) -> int | None:
        """The row of an address, if shown."""
        for row, line in enumerate(self._lines):
            if isinstance(line, FigureLine) and line.key(self._desk.year) == key:
                return row
        return None

    def heads(self) -> tuple[int, ...]:
        """The rows to be spanned."""
        return tuple(row for row, line in enumerate(self._lines) if isinstance(line, HeadLine))

    def state_at(self, row: int) -> str:
        """The state of a figure's row, "" for a head."""
        key = self.key_at(row)
        return "" if key is None else self._looks.state(key, self._desk.snapshot.observations.get(key))

    def typed_text(self, place: FieldKey) -> str:
        """What stands in a typing cell, as typed: what the editor starts with."""
        now = self._desk.snapshot.observations.get(place.key)
        if now is None:
            return ""
        match place.field:
            case "numerator":
                return now.numerator_text
            case "denominator":
                return now.denominator_text
            case "note":
                return now.note
            case "value":
                return now.text

    # folding

    def fold(self, row: int, *, unfold: bool) -> bool:
        """Fold or unfold the indicator or head in that row; whether anything changed."""
        line = self._lines[row]
        if isinstance(line, HeadLine):
            if line.folded != unfold:
                return False
            (self._folded.discard if unfold else self._folded.add)(line.key)
        else:
            code = line.row.indicator.code
            if (code in self._unfolded) == unfold or (not line.cells and not line.cell):
                return False
            (self._unfolded.add if unfold else self._unfolded.discard)(code)
        self.rebuild()
        return True

    def fold_all(self) -> None:
        """F9: unfold every breakdown, or fold all if any is unfolded."""
        if self._domain is None:
            return
        codes = {
            row.indicator.code
            for s in self._desk.sheet(self._domain)
            for row in s.rows
            if row.indicator.breakdowns
        }
        self._unfolded = self._unfolded - codes if self._unfolded & codes else self._unfolded | codes
        self._folded.clear()
        self.rebuild()

    def reveal(self, key: CellKey) -> None:
        """Make sure an address is shown: unfold its indicator and its goal, drop the filter."""
        if self.row_of(key) is not None:
            return
        if key.cell:
            self._unfolded.add(key.indicator)
        self._filter = Filter()
        self._folded.clear()
        self.rebuild()

    # what changed

    def take_change(self, touched: Collection[CellKey]) -> None:
        """Paint anew the rows of the addresses touched, and the heads that count them."""
        codes = {key.indicator for key in touched}
        verdict = self.column_of["attained"]
        for row, line in enumerate(self._lines):
            changed = (
                line.row.indicator.code in codes
                if isinstance(line, FigureLine)
                else any(r.indicator.code in codes for r in line.section.rows)
            )
            if changed:
                self._renew(row, [c for c in range(len(self.columns)) if c != verdict])
                self._unjudged.add(row)

    def take_verdicts(self, seconds: float = inf) -> bool:
        """Judge anew what ``take_change`` touched: a while later, so that the typed cell is painted first.

        Whether rows are left after ``seconds``: a key pressed meanwhile comes before them.
        """
        verdict = self.column_of["attained"]
        self._judging = True
        end = perf_counter() + seconds
        while self._unjudged and perf_counter() < end:
            self._renew(self._unjudged.pop(), [verdict])
        self._judging = False
        return bool(self._unjudged)

    def _renew(self, row: int, columns: Iterable[int]) -> None:
        """Make looks anew; only cells that look otherwise are told of (Qt paints a told range whole)."""
        for column in columns:
            self._flags.pop((row, column), None)
            kept = self._kept.pop((row, column), None)
            if kept is not None and self.look_at(row, column) != kept:
                index = self.index(row, column)
                self.dataChanged.emit(index, index)

    # Qt's side

    def rowCount(self, parent: AnyIndex = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._lines)

    def look_at(self, row: int, column: int) -> CellLook:
        kept = self._kept.get((row, column))
        if kept is None:
            line = self._lines[row]
            if isinstance(line, HeadLine):
                kept = self._head(line) if column == 0 else CellLook(ground="ground")
            elif self._waits(line, column):
                # painted without its verdict first; take_verdicts brings it
                if not self._unjudged:
                    self.verdicts_wanted.emit()
                self._unjudged.add(row)
                kept = CellLook(ground="tint")
            else:
                kept = self._looks.figure(line, self.columns[column].key)
            self._kept[(row, column)] = kept
        return kept

    def _waits(self, line: FigureLine, column: int) -> bool:
        verdict = column == self.column_of["attained"] and not line.cell
        return verdict and not self._judging and not self._desk.is_judged(line.row.indicator.code)

    def _head(self, line: HeadLine) -> CellLook:
        rows = line.section.rows
        snapshot, year = self._desk.snapshot, self._desk.year
        filled = sum(
            1
            for r in rows
            if (o := snapshot.observation(r.indicator.code, year)) is not None and o.is_answered
        )
        return self._looks.head(line, filled, len(rows))

    def flags(self, index: AnyIndex) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        place = index.row(), index.column()
        flags = self._flags.get(place)
        if flags is None:
            flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
            if self.field_at(*place) is not None:
                flags |= Qt.ItemFlag.ItemIsEditable
            self._flags[place] = flags
        return flags

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role == Qt.ItemDataRole.EditRole and index.isValid():
            place = self.field_at(index.row(), index.column())
            return self.typed_text(place) if place else None
        return super().data(index, role)

    def setData(self, index: AnyIndex, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Type into a cell; typing what stands there already writes nothing."""
        place = self.field_at(index.row(), index.column()) if index.isValid() else None
        if place is None or role != Qt.ItemDataRole.EditRole:
            return False
        text = str(value)
        if text == self.typed_text(place):
            return True
        return type_cell(self._desk, place, text) is not None

    def section_key(self, section: SheetSection) -> str:
        """The name a section's folding is kept under."""
        return head_key(section)
