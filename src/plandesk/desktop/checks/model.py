"""The table of findings."""

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex

from plandesk.core.figures import cell_words
from plandesk.core.findings import Finding
from plandesk.core.records import CellKey
from plandesk.core.snapshot import Snapshot
from plandesk.desktop.checks.lines import CheckLine, FindingLine, FlagLine, GroupLine, group_of
from plandesk.desktop.look.cell import CellLook, Column
from plandesk.desktop.look.table import LookModel
from plandesk.desktop.look.units import short_unit

AnyIndex = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
NOTE_COLUMN = 5


class ChecksModel(LookModel):
    """Groups and findings; a group's head spans the row."""

    def __init__(self, parent: QObject | None = None) -> None:
        columns = (
            Column("name", self.tr("指标"), 246),
            Column("message", self.tr("问题"), 0, least=220),
            Column("advice", self.tr("怎么办"), 0, least=160),
            Column("unit", self.tr("责任单位"), 74),
            Column("state", self.tr("状态"), 78),
            Column("note", self.tr("说明"), 0, least=160),
        )
        super().__init__(columns, parent)
        self._lines: tuple[CheckLine, ...] = ()
        self._snapshot: Snapshot | None = None

    def show(self, lines: Sequence[CheckLine], snapshot: Snapshot) -> None:
        """Show other lines."""
        self.beginResetModel()
        self._lines = tuple(lines)
        self._snapshot = snapshot
        self.endResetModel()

    def finding(self, row: int) -> Finding | None:
        """The finding in that row; None for a head."""
        line = self._lines[row] if 0 <= row < len(self._lines) else None
        return line.finding if isinstance(line, FindingLine) else None

    def address(self, row: int) -> CellKey | None:
        """The cell that row speaks of; None for a head."""
        line = self._lines[row] if 0 <= row < len(self._lines) else None
        if isinstance(line, FindingLine):
            return line.finding.address
        return line.key if isinstance(line, FlagLine) else None

    def row_of_flag(self, key: CellKey) -> int | None:
        """The row of the cell marked 待跟进."""
        for row, line in enumerate(self._lines):
            if isinstance(line, FlagLine) and line.key == key:
                return row
        return None

    def row_of(self, finding: Finding) -> int | None:
        """The row of the finding with that rule and address."""
        for row, line in enumerate(self._lines):
            if isinstance(line, FindingLine):
                other = line.finding
                if (other.rule, other.address) == (finding.rule, finding.address):
                    return row
        return None

    def heads(self) -> tuple[int, ...]:
        """The rows to be spanned."""
        return tuple(row for row, line in enumerate(self._lines) if isinstance(line, GroupLine))

    def next_open(self, row: int, step: int = 1) -> int | None:
        """The next finding that waits for something, going round."""
        count = len(self._lines)
        for distance in range(1, count + 1):
            there = (row + step * distance) % count
            finding = self.finding(there)
            if finding is not None and finding.open:
                return there
        return None

    def rowCount(self, parent: AnyIndex = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._lines)

    def look_at(self, row: int, column: int) -> CellLook:
        line = self._lines[row]
        if isinstance(line, GroupLine):
            return self._head(line) if column == 0 else CellLook(ground="ground")
        if isinstance(line, FlagLine):
            return self._flag(line, self.columns[column].key)
        return self._cell(line, self.columns[column].key)

    def _head(self, line: GroupLine) -> CellLook:
        titles = {
            "error": (self.tr("强制性"), self.tr("改正后才能上报"), "error", "bad"),
            "warning": (self.tr("核实性"), self.tr("属实的写明原因后可以上报"), "open", "warn"),
            "note": (self.tr("提示性"), self.tr("供参考，不影响上报"), "note", "ink2"),
            "blank": (self.tr("空格"), self.tr("填数或选无数值后才能上报"), "empty", "ink2"),
            "flagged": (
                self.tr("待跟进"),
                self.tr("自己标的，不影响上报；到格里按 Ctrl+B 取消"),
                "note",
                "ink2",
            ),
        }
        title, consequence, sign, ink = titles[line.group]
        return CellLook(f"{title}  {line.count}", ground="ground", sign=sign, sign_ink=ink, unit=consequence)

    def _cell(self, line: FindingLine, column: str) -> CellLook:
        finding = line.finding
        assert self._snapshot is not None
        indicator = self._snapshot.indicator(finding.indicator)
        match column:
            case "name":
                words = cell_words(finding.cell)
                name = f"{indicator.name}（{words}）" if words else indicator.name
                return CellLook(name, unit=line.domain, indent=16, tip=name)
            case "message":
                return CellLook(finding.message, wrap=True, tip=finding.message)
            case "advice":
                return CellLook(finding.advice, ink="ink2", wrap=True, tip=finding.advice)
            case "unit":
                return CellLook(short_unit(indicator.reporter), ink="ink2", tip=indicator.reporter)
            case "state":
                return self._state(finding)
            case _:
                soft = finding.severity == "warning"
                text = finding.explanation or (finding.draft if soft else "")
                return CellLook(
                    text, ink="ink2", wrap=True, tip=text, typing=soft, ground="paper" if soft else "tint"
                )

    def _flag(self, line: FlagLine, column: str) -> CellLook:
        assert self._snapshot is not None
        indicator = self._snapshot.indicator(line.key.indicator)
        match column:
            case "name":
                words = cell_words(line.key.cell)
                name = f"{indicator.name}（{words}）" if words else indicator.name
                return CellLook(name, unit=line.domain, indent=16, tip=name, pennant=True)
            case "message":
                words = line.note or self.tr("没有写批注。")
                return CellLook(words, ink="ink" if line.note else "ink3", wrap=True, tip=words)
            case "unit":
                return CellLook(short_unit(indicator.reporter), ink="ink2", tip=indicator.reporter)
            case "state":
                return CellLook(self.tr("待跟进"), ink="ink2", size=12)
            case _:
                return CellLook(ground="tint")

    def _state(self, finding: Finding) -> CellLook:
        group = group_of(finding)
        if group == "error":
            return CellLook(self.tr("待改正"), ink="bad", sign="error", sign_ink="bad", size=12)
        if group == "blank":
            return CellLook(self.tr("未填"), ink="ink2", sign="empty", sign_ink="ink2", size=12)
        if group == "note":
            return CellLook(self.tr("供参考"), ink="ink2", sign="note", sign_ink="ink2", size=12)
        if finding.open:
            return CellLook(self.tr("待说明"), ink="warn", sign="open", sign_ink="warn", size=12)
        return CellLook(self.tr("已说明"), ink="ink2", sign="explained", sign_ink="warn", size=12)
