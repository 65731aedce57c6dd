"""The table of plan packs on the welcome page: Space ticks, typing above filters."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QWidget

from plandesk.core.plan import Plan
from plandesk.desktop.look.cell import CellLook, Column
from plandesk.desktop.look.look import Look
from plandesk.desktop.look.table import DeskTable, LookModel

AnyIndex = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()


@dataclass(frozen=True, slots=True)
class PackRow:
    """A pack with how many indicators it names."""

    plan: Plan
    indicators: int


class PackModel(LookModel):
    """The packs that fit the filter; ticks stay when filtered away."""

    def __init__(self, parent: QObject | None = None) -> None:
        columns = (
            Column("title", self.tr("规划"), 0),
            Column("period", self.tr("规划期"), 140),
            Column("count", self.tr("指标"), 80, "right"),
        )
        super().__init__(columns, parent)
        self._all: tuple[PackRow, ...] = ()
        self._shown: tuple[PackRow, ...] = ()
        self._ticked: list[str] = []

    def set_packs(self, rows: Sequence[PackRow]) -> None:
        """The packs to choose from."""
        self.beginResetModel()
        self._all = self._shown = tuple(rows)
        self.endResetModel()

    def show_only(self, ids: Sequence[str]) -> None:
        """Show the packs of those ids."""
        self.beginResetModel()
        self._shown = tuple(row for row in self._all if row.plan.id in ids)
        self.endResetModel()

    def ticked(self) -> list[Plan]:
        """The plans chosen, in the shelf's order, women's first."""
        chosen = [row.plan for row in self._all if row.plan.id in self._ticked]
        return sorted(chosen, key=lambda plan: plan.audience != "women")

    def flip(self, row: int) -> None:
        """Tick or untick; plans of another region are unticked, a file has one county."""
        plan = self._shown[row].plan
        if plan.id in self._ticked:
            self._ticked.remove(plan.id)
        else:
            same = {r.plan.id for r in self._all if r.plan.region.code == plan.region.code}
            rival = {r.plan.id for r in self._all if r.plan.audience == plan.audience}
            self._ticked = [i for i in self._ticked if i in same and i not in rival] + [plan.id]
        self.dataChanged.emit(self.index(0, 0), self.index(self.rowCount() - 1, 2))

    def rowCount(self, parent: AnyIndex = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._shown)

    def look_at(self, row: int, column: int) -> CellLook:
        pack = self._shown[row]
        ticked = pack.plan.id in self._ticked
        ground = "accent_soft" if ticked else "paper"
        match column:
            case 0:
                sign = "checked" if ticked else "unchecked"
                spoken = f"{pack.plan.title}，{self.tr('已选') if ticked else self.tr('未选')}"
                return CellLook(
                    pack.plan.title, ground=ground, sign=sign, sign_ink="accent" if ticked else "border",
                    tip=pack.plan.doc_no, spoken=spoken,
                )  # fmt: skip
            case 1:
                first, last = pack.plan.period
                return CellLook(f"{first}—{last}年", ink="ink2", ground=ground)
            case _:
                return CellLook(f"{pack.indicators}个", "right", "ink2", ground)


class PackTable(DeskTable):
    """Space or a click ticks a pack."""

    def __init__(self, model: PackModel, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look, parent, row=27)
        self._packs = model
        self.setAccessibleName(self.tr("规划包"))
        self.setModel(model)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if not self.currentIndex().isValid() and self._packs.rowCount():
            self.go(0)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space and self.currentIndex().isValid():
            self._packs.flip(self.currentIndex().row())
            return
        super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        index = self.indexAt(event.position().toPoint())
        if index.isValid():
            self._packs.flip(index.row())
