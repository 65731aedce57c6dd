"""The table of a returned form: groups of lines, and what is chosen for each."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, Qt

from plandesk.core.import_lines import KINDS, Choice, Kind, Line, Pick
from plandesk.desktop.look.cell import Align, CellLook, Column
from plandesk.desktop.look.table import LookModel

AnyIndex = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
_SIGNS: dict[Kind, tuple[str, str]] = {
    "both": ("open", "warn"), "changed": ("changed", "accent"), "new": ("new", "accent"), "refused": ("error", "bad"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Row:
    """A row: the head of a group, or a line by its number."""

    kind: Kind
    number: int | None = None


class ImportModel(LookModel):
    """``choices`` are kept by what the line is about, so that they outlast a change of the file."""

    def __init__(self, parent: QObject | None = None, *, past: bool = False) -> None:
        self._past = past
        columns = (
            Column("name", self.tr("指标"), 244),
            Column("field", self.tr("格"), 96 if past else 56),
            Column("sent", self.tr("发出时"), 86, "right"),
            Column("ours", self.tr("本机现在"), 92, "right"),
            Column("theirs", self.tr("历年表") if past else self.tr("来表"), 92, "right"),
            Column("verdict", self.tr("判断"), 92),
            Column("remark", self.tr("说明"), 0, least=120),
            Column("pick", self.tr("采用"), 92),
        )
        super().__init__(columns, parent)
        self._lines: tuple[Line, ...] = ()
        self._remarks: Mapping[int, str] = {}
        self._rows: tuple[_Row, ...] = ()
        self._choices: dict[object, Choice] = {}

    def show(self, lines: Sequence[Line], remarks: Mapping[int, str], *, fresh: bool) -> None:
        """Show a form's lines; ``fresh`` forgets what was chosen for another."""
        self.beginResetModel()
        if fresh:
            self._choices.clear()
        self._lines, self._remarks = tuple(lines), remarks
        rows: list[_Row] = []
        for kind in KINDS:
            own = [number for number, line in enumerate(self._lines) if line.kind == kind]
            rows += [_Row(kind), *(_Row(kind, number) for number in own)] if own else []
        self._rows = tuple(rows)
        self.endResetModel()

    # choices

    def choice(self, number: int) -> Choice:
        """What is chosen for the line of that number."""
        line = self._lines[number]
        # what the file holds is kept against an old table unless the clerk says otherwise, as on the command line
        first: Pick = "ours" if self._past and line.kind == "changed" else line.first_pick
        return self._choices.get(_id(line), Choice(first))

    def choices(self) -> Mapping[int, Choice]:
        """What is chosen, by the lines' numbers."""
        return {number: self.choice(number) for number in range(len(self._lines))}

    def choose(self, number: int, pick: Pick, text: str = "") -> None:
        """Choose for one line; one that cannot be taken stays as it is."""
        if self._lines[number].kind == "refused":
            return
        self._choices[_id(self._lines[number])] = Choice(pick, text)
        row = next(r for r, each in enumerate(self._rows) if each.number == number)
        self.dataChanged.emit(self.index(row, 0), self.index(row, len(self.columns) - 1))

    def choose_all(self, pick: Pick) -> None:
        """The same side for every line."""
        for number in range(len(self._lines)):
            self.choose(number, pick)

    @property
    def undecided(self) -> int:
        """How many lines changed on both sides wait for a choice."""
        return sum(
            1 for n in range(len(self._lines)) if not self.choice(n).pick and self._lines[n].kind != "refused"
        )

    @property
    def taken(self) -> int:
        """How many cells would be written."""
        return sum(1 for choice in self.choices().values() if choice.pick in ("theirs", "third"))

    # rows

    @property
    def lines(self) -> tuple[Line, ...]:
        """The lines shown."""
        return self._lines

    def number_at(self, row: int) -> int | None:
        """The number of the line in that row; None for a head."""
        return self._rows[row].number if 0 <= row < len(self._rows) else None

    def next_line(self, row: int, step: int) -> int | None:
        """The next row that is no head."""
        there = row + step
        while 0 <= there < len(self._rows):
            if self._rows[there].number is not None:
                return there
            there += step
        return None

    def next_undecided(self, row: int) -> int | None:
        """The next row that waits for a choice, going round."""
        for distance in range(1, len(self._rows) + 1):
            there = (row + distance) % len(self._rows)
            number = self._rows[there].number
            if number is not None and self._lines[number].kind == "both" and not self.choice(number).pick:
                return there
        return None

    def heads(self) -> tuple[int, ...]:
        """The rows to be spanned."""
        return tuple(row for row, each in enumerate(self._rows) if each.number is None)

    def rowCount(self, parent: AnyIndex = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if role == Qt.ItemDataRole.AccessibleTextRole and index.isValid():
            return self._spoken(index.row(), index.column())
        return super().data(index, role)

    def _spoken(self, row: int, column: int) -> str:
        number = self._rows[row].number
        text = self.look_at(row, column).text
        if number is None:
            return text
        line = self._lines[number]
        return "，".join(
            (line.name, self.field_word(line), self.columns[column].title, text or self.tr("空"))
        )

    def look_at(self, row: int, column: int) -> CellLook:
        each = self._rows[row]
        if each.number is None:
            return self._head(each.kind) if column == 0 else CellLook(ground="ground")
        return self._cell(self._lines[each.number], each.number, self.columns[column].key)

    def _head(self, kind: Kind) -> CellLook:
        titles = {
            "both": (self.tr("两边都改过"), self.tr("← 留本机，→ 用来表")),
            "changed": (self.tr("来表改动"), ""),
            "new": (self.tr("来表新填"), ""),
            "refused": (self.tr("读不进"), ""),
        }
        title, hint = titles[kind]
        if self._past:
            title = {"changed": self.tr("与本机不同"), "new": self.tr("新填")}.get(kind, title)
            hint = self.tr("← 留本机，→ 用历年表") if kind == "changed" else hint
        return CellLook(title, ground="ground", unit=hint)

    def _cell(self, line: Line, number: int, column: str) -> CellLook:
        choice = self.choice(number)
        match column:
            case "name":
                return CellLook(line.name, indent=16, tip=line.name)
            case "field":
                return CellLook(self.field_word(line), ink="ink2")
            case "sent":
                return CellLook(line.sent or "", self._align(line), "ink2")
            case "ours":
                return CellLook(line.ours, self._align(line), framed=choice.pick == "ours", tip=line.ours)
            case "theirs":
                return CellLook(
                    line.theirs, self._align(line), framed=choice.pick == "theirs", tip=line.theirs
                )
            case "verdict":
                sign, ink = _SIGNS[line.kind]
                return CellLook(self._verdict(line.kind), ink=ink, sign=sign, sign_ink=ink, size=12)
            case "remark":
                text = line.message or self._remarks.get(number, "")
                return CellLook(text, ink="ink2", size=12, tip=text)
            case _:
                return self._pick(line, choice)

    def _pick(self, line: Line, choice: Choice) -> CellLook:
        if line.kind == "refused":
            return CellLook()
        if choice.pick == "third":
            return CellLook(choice.text, framed=True, tip=choice.text)
        words = {
            "ours": self.tr("留本机"),
            "theirs": self.tr("用历年表") if self._past else self.tr("用来表"),
            "": self.tr("未选"),
        }
        return CellLook(words[choice.pick], ink="ink" if choice.pick else "warn")

    def _align(self, line: Line) -> Align:
        return "left" if line.field in ("note", "text") else "right"

    def _verdict(self, kind: Kind) -> str:
        words = {
            "both": self.tr("要选定"), "changed": self.tr("改动"), "new": self.tr("新填"), "refused": self.tr("读不进"),
        }  # fmt: skip
        return words[kind]

    def field_word(self, line: Line) -> str:
        """What the cell is called."""
        words = {
            "numerator": self.tr("分子"), "denominator": self.tr("分母"), "value": self.tr("本年"),
            "status": self.tr("无数值"), "note": self.tr("说明"), "answer": self.tr("自评"), "text": self.tr("文字"),
        }  # fmt: skip
        word = words[line.field]
        if not self._past or line.address is None:
            return word
        year = self.tr("{year}年").format(year=line.address.year)
        return year if line.field == "value" else f"{year}{word}"


def _id(line: Line) -> object:
    return (line.address, line.work, line.field, line.theirs)
