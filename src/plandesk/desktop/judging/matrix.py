"""The matrix of 评估预警: domains by verdicts, counts that can be pressed, totals and the rate."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QWidget

from plandesk.core.judging import Counts, Evaluation, Rates
from plandesk.desktop.judging.lines import Bucket, Group, JudgedLine, buckets_of, in_group
from plandesk.desktop.look.cell import CellLook, Column
from plandesk.desktop.look.look import Look
from plandesk.desktop.look.table import DeskTable, LookModel
from plandesk.desktop.plan_words import short_domain

AnyIndex = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
_FIGURE_SIZE = 14
_SIGN_ROOM, _PADDING, _CHARACTER = 16, 9, 12
PROJECTS = -1


@dataclass(frozen=True, slots=True)
class Choice:
    """What a cell of the matrix stands for: a domain (None for all) and a column ("" for all)."""

    domain: int | None = None
    bucket: str = ""

    def keeps(self, line: JudgedLine) -> bool:
        """Whether the list keeps that line."""
        domain = line.judgement.domain
        own = domain.no if domain is not None else PROJECTS
        in_domain = self.domain in (None, own)
        return in_domain and self.bucket in ("", line.bucket)


@dataclass(frozen=True, slots=True)
class _Row:
    name: str
    domain: int | None
    counts: Counts
    rates: Rates


class MatrixModel(LookModel):
    """One row per domain, 实事项目 if the plan judges any, and the total; one column per verdict."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__((), parent)
        self._rows: list[_Row] = []
        self._buckets: tuple[Bucket, ...] = ()
        self._numbers: dict[tuple[int | None, str], int] = {}
        self._chosen = Choice()
        self._room = 0
        self.group: Group = "counted"

    def show(self, evaluation: Evaluation, lines: Sequence[JudgedLine], group: Group) -> None:
        """Count the lines of a group anew."""
        self.beginResetModel()
        self.group = group
        kept = [line for line in lines if in_group(line.judgement, group)]
        self._buckets = buckets_of(lines, group)
        self._numbers = {}
        for line in kept:
            domain = line.judgement.domain
            for row in {None, domain.no if domain is not None else PROJECTS}:
                for bucket in ("", line.bucket):
                    self._numbers[(row, bucket)] = self._numbers.get((row, bucket), 0) + 1
        self._rows = [_Row(short_domain(d.name), d.no, d.counts, d.rates) for d in evaluation.domains]
        if self._numbers.get((PROJECTS, ""), 0):
            self._rows.append(_Row(self.tr("实事项目"), PROJECTS, Counts(), Rates(None, None, None)))
        self._rows.append(_Row(self.tr("合计"), None, evaluation.counts, evaluation.rates))
        self.columns = self._columns()
        self.endResetModel()

    def _columns(self) -> tuple[Column, ...]:
        """The columns: signs in the heads, and 达标/计入, where there is room for them."""
        for signed, share in ((True, True), (False, True), (False, False)):
            made = self._columns_with(signed=signed, share=share)
            if sum(column.width or column.least for column in made) <= self._room:
                break
        return made

    def _columns_with(self, *, signed: bool, share: bool) -> tuple[Column, ...]:
        made = [Column("domain", self.tr("领域"), 0, least=82)]
        for bucket in self._buckets:
            width = _CHARACTER * len(bucket.word) + _PADDING + (_SIGN_ROOM if signed else _PADDING)
            sign = bucket.mark.sign if signed else ""
            made.append(Column(bucket.key, bucket.word, width, "centre", sign=sign, sign_ink=bucket.mark.ink))
        made.append(Column("sum", self.tr("合计"), 42, "centre"))
        if self.group in ("all", "counted"):
            if share:
                made.append(Column("share", self.tr("达标/计入"), 68, "right"))
            made.append(Column("rate", self.tr("达标率%"), 62, "right"))
        return tuple(made)

    def set_room(self, room: int) -> None:
        """How wide the table can be, at 13 px."""
        if room != self._room:
            self._room = room
            columns = self._columns()
            if columns != self.columns and self._rows:
                self.beginResetModel()
                self.columns = columns
                self.endResetModel()

    # what is chosen

    def mark(self, choice: Choice) -> None:
        """Frame the cell the list is filtered by."""
        self._chosen = choice
        if self._rows:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._rows) - 1, len(self.columns) - 1))

    def choice_at(self, row: int, column: int) -> Choice:
        """What the list shows when that cell is pressed."""
        key = self.columns[column].key
        bucket = key if any(b.key == key for b in self._buckets) else ""
        return Choice(self._rows[row].domain, bucket)

    def place_of(self, choice: Choice) -> tuple[int, int]:
        """The cell of a choice; the first cell of the total where it is not among the cells now."""
        rows = [n for n, row in enumerate(self._rows) if row.domain == choice.domain]
        columns = [n for n, column in enumerate(self.columns) if column.key == (choice.bucket or "sum")]
        return (rows[0] if rows else len(self._rows) - 1, columns[0] if columns else 0)

    def words_of(self, choice: Choice) -> str:
        """The list's heading: 健康，可达3项."""
        number = self._numbers.get((choice.domain, choice.bucket), 0)
        if choice == Choice():
            return self.tr("全部{count}项").format(count=number)
        row = next((r for r in self._rows if r.domain == choice.domain), None)
        where = row.name if row is not None and choice.domain is not None else self.tr("全部领域")
        what = next((b.word for b in self._buckets if b.key == choice.bucket), self.tr("全部"))
        return self.tr("{where}，{what}{count}项").format(where=where, what=what, count=number)

    # Qt's side

    def rowCount(self, parent: AnyIndex = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def look_at(self, row: int, column: int) -> CellLook:
        line = self._rows[row]
        domain, counts = line.domain, line.counts
        key = self.columns[column].key
        total = domain is None
        ground = "ground" if total else "paper"
        if key == "domain":
            return CellLook(line.name, ground=ground)
        if key == "share":
            text = f"{counts.attained}/{counts.counted}" if counts.counted else ""
            return CellLook(text, "right", "ink2", "ground" if total else "tint")
        if key == "rate":
            return self._rate(line)
        number = self._numbers.get((domain, "" if key == "sum" else key), 0)
        bucket = next((b for b in self._buckets if b.key == key), None)
        if key == "sum":
            ground = "ground" if total else "tint"
        elif number and not total and bucket is not None:
            ground = bucket.mark.soft
        made = CellLook(str(number) if number else "", "centre", ground=ground, size=_FIGURE_SIZE)
        word = bucket.word if bucket is not None else self.tr("合计")
        spoken = self.tr("{domain}，{word}，{count}项").format(domain=line.name, word=word, count=number)
        framed = self._chosen == self.choice_at(row, column) != Choice() and key != "domain"
        return replace(made, spoken=spoken, tip=spoken if number else "", framed=framed)

    def _rate(self, line: "_Row") -> CellLook:
        """达标 of those that could be judged; not for a domain of which more than a fifth has no data."""
        total = line.domain is None
        ground = "ground" if total else "tint"
        if line.counts.counted and line.counts.too_few_judged and not total:
            tip = self.tr("{none}项没有数据，超过五分之一").format(none=line.counts.no_data)
            return CellLook(self.tr("不计算"), "right", "ink2", ground, tip=tip)
        return CellLook(line.rates.of_judged or "", "right", "ink", ground)


class MatrixTable(DeskTable):
    """``picked`` with the Choice of the cell that Enter or a press takes."""

    picked = Signal(object)

    def __init__(self, look: Look, model: MatrixModel, parent: QWidget | None = None) -> None:
        super().__init__(look, parent, row=25)
        self._model = model
        self.setAccessibleName(self.tr("判定表：领域和判定"))
        self.setModel(model)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)

    def tall(self) -> int:
        """The height at which every row is seen."""
        return self.look.dp(28) + self._model.rowCount() * self.look.dp(25) + 2

    def keyPressEvent(self, event: QKeyEvent) -> None:
        index = self.currentIndex()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers() and index.isValid():
            self.picked.emit(self._model.choice_at(index.row(), index.column()))
            event.accept()
            return
        super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        index = self.indexAt(event.position().toPoint())
        if index.isValid():
            self.picked.emit(self._model.choice_at(index.row(), index.column()))
