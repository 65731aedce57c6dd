"""The lines of the entry grid: heads of goals and measures, indicators, their breakdown cells; filters."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Literal

from plandesk.core.entry_sheet import SheetRow, SheetSection
from plandesk.core.figures import cells_of
from plandesk.core.records import CellKey, Town
from plandesk.core.snapshot import Snapshot
from plandesk.desktop.standing import YearFindings

Shown = Literal["all", "blank", "trouble", "flagged"]


@dataclass(frozen=True, slots=True)
class HeadLine:
    """The head of a goal or a measure, spanning all columns."""

    section: SheetSection
    folded: bool

    @property
    def key(self) -> str:
        """Its name among the folded ones."""
        return head_key(self.section)


@dataclass(frozen=True, slots=True)
class FigureLine:
    """An indicator's total (``cell`` "") or one of its breakdown cells."""

    row: SheetRow
    cell: str
    cells: int
    unfolded: bool

    def key(self, year: int) -> CellKey:
        """Its address in ``year``."""
        return CellKey(self.row.indicator.code, year, self.cell)


Line = HeadLine | FigureLine


def head_key(section: SheetSection) -> str:
    """A name for a goal's or a measure's head that stays while the file is open."""
    if section.goal is not None:
        return f"goal {section.goal.no}"
    return f"measure {section.measure.no if section.measure else ''}"


@dataclass(frozen=True, slots=True)
class Filter:
    """What the grid shows: all or some rows, of all units or one."""

    shown: Shown = "all"
    unit: str = ""

    def keeps(
        self, row: SheetRow, snapshot: Snapshot, findings: YearFindings, year: int, cells: Collection[str]
    ) -> bool:
        """Whether an indicator is shown; its breakdown cells count with it."""
        if self.unit and row.indicator.reporter != self.unit:
            return False
        keys = [CellKey(row.indicator.code, year, cell) for cell in ("", *cells)]
        match self.shown:
            case "all":
                return True
            case "blank":
                total = snapshot.observations.get(keys[0])
                return total is None or not total.is_answered
            case "trouble":
                return any(f.open for key in keys for f in findings.at(key))
            case "flagged":
                return any((o := snapshot.observations.get(key)) is not None and o.flagged for key in keys)

    def keeps_row(self, row: SheetRow, snapshot: Snapshot, findings: YearFindings, year: int) -> bool:
        """Whether an indicator is shown, with all its breakdown cells looked at."""
        return self.keeps(row, snapshot, findings, year, cells_of(row.indicator, snapshot.towns))


def lines_of(
    sections: Collection[SheetSection],
    snapshot: Snapshot,
    findings: YearFindings,
    year: int,
    chosen: Filter,
    unfolded: Collection[str],
    folded: Collection[str],
) -> Iterator[Line]:
    """The lines to show. A head without rows is shown only where nothing is filtered."""
    plain = chosen == Filter()
    for section in sections:
        kept = [
            (row, cells)
            for row in section.rows
            for cells in (cells_of(row.indicator, snapshot.towns),)
            if chosen.keeps(row, snapshot, findings, year, cells)
        ]
        if not kept and not plain:
            continue
        closed = plain and head_key(section) in folded
        yield HeadLine(section, closed)
        if closed:
            continue
        for row, cells in kept:
            yield from _lines_of_row(row, cells, snapshot.towns, row.indicator.code in unfolded)


def _lines_of_row(
    row: SheetRow, cells: tuple[str, ...], towns: tuple[Town, ...], is_open: bool
) -> Iterator[Line]:
    yield FigureLine(row, "", len(cells), is_open)
    if is_open:
        for cell in cells:
            yield FigureLine(row, cell, 0, False)
