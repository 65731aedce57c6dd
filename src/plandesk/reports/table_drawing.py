"""Draws one part of a table: caption, head, bands, rows, rules, notes."""

import math

from plandesk.core.report_model import Band, Column, Row
from plandesk.reports.blocks import first_baseline
from plandesk.reports.cells import is_figure
from plandesk.reports.line_breaking import Line
from plandesk.reports.pen import Pen
from plandesk.reports.table_grid import CAPTION, SIDE, Cell, Grid

UNIT_LEADING = 13.0
_THICK, _MIDDLE, _THIN, _GREY = 1.0, 0.5, 0.25, 0.55
_BAND_GREY = 0.92


class PartDrawing:
    """One part of a table being drawn downwards from ``top``."""

    def __init__(self, grid: Grid, start: int, end: int, pen: Pen, left: float, top: float) -> None:
        self.grid, self.start, self.end, self.pen = grid, start, end, pen
        self.left, self.y = left, top
        self.edges = [left]
        for width in self.grid.widths:
            self.edges.append(self.edges[-1] + width)
        self.hair: list[tuple[float, float, float, float]] = []
        self.stretches: list[tuple[float, float]] = []  # of vertical rules, from top to bottom
        self.stretch_top = top
        self.cuts: list[tuple[float, float, float, float]] = []

    def draw(self) -> None:
        grid = self.grid
        self._caption()
        self.stretch_top = self.y
        self._heads()
        if self.start and (band := grid.band_over(self.start)):
            self._band(band.text + grid.furniture.continued_band)
        last = len(grid.table.lines) if self.end == len(grid.table.lines) else self.end
        for index in range(self.start, self.end):
            line, row = grid.table.lines[index], grid.cells[index]
            if row is None:
                assert isinstance(line, Band)
                self._band(line.text)
            else:
                assert isinstance(line, Row)
                self._row(line, row, grid.heights[index], index + 1 < last)
        if grid.table.ruled:
            self._frame()
        else:
            self.pen.rules(self.hair, _THIN, _GREY)
            if not grid.table.inner:
                self.pen.rule(self.left, self.y, self.edges[-1], self.y, _THICK)
            self._group_rules()
        self.pen.rules(self.cuts, _MIDDLE)
        self.y -= 3
        for note in grid.notes(self.start, self.end):
            note.draw(self.pen, self.left, self.y, grid.width)
            self.y -= note.height(grid.width)

    def _caption(self) -> None:
        table = self.grid.table
        baseline = self.y - first_baseline(CAPTION.size, CAPTION.leading)
        for line in self.grid.caption(continued=self.start > 0):
            self.pen.line_of_text(line, self.left, baseline, CAPTION.size)
            baseline -= CAPTION.leading
            self.y -= CAPTION.leading
        if table.unit:
            unit = self.grid.furniture.unit + table.unit
            self.pen.words(unit, self.edges[-1], self.y - first_baseline(9, UNIT_LEADING), 9, "song", "right")
            self.y -= UNIT_LEADING

    def _heads(self) -> None:
        grid, pen = self.grid, self.pen
        top, height = self.y, grid.head_height
        if not grid.table.inner:
            pen.rule(self.left, top, self.edges[-1], top, _THICK)
        for k, (column, lines) in enumerate(zip(grid.table.columns, grid.heads, strict=True)):
            upper = top - grid.group_height if column.group else top
            self._centred(lines, self.edges[k] + 1, upper, height - (top - upper))
        for name, first, end in _groups(grid.table.columns):
            middle = (self.edges[first] + self.edges[end]) / 2
            baseline = top - first_baseline(grid.type.size, grid.group_height)
            pen.words(name, middle, baseline, grid.type.size, "hei", "centre")
            pen.rule(
                self.edges[first], top - grid.group_height, self.edges[end], top - grid.group_height, _THIN
            )
        self.y -= height
        pen.rule(self.left, self.y, self.edges[-1], self.y, _MIDDLE)

    def _band(self, text: str) -> None:
        kind = self.grid.type
        height = kind.leading + kind.pad
        self.pen.fill(self.left, self.y - height, self.grid.width, height, _BAND_GREY)
        self.stretches.append((self.stretch_top, self.y))
        self.stretch_top = self.y - height
        baseline = self.y - first_baseline(kind.size, height)
        self.pen.words(text, self.left + SIDE, baseline, kind.size, "hei")
        self.y -= height
        self.hair.append((self.left, self.y, self.edges[-1], self.y))

    def _row(self, row: Row, cells: list[Cell], height: float, ruled: bool) -> None:
        grid = self.grid
        kind = grid.type
        for k, (cell, text) in enumerate(zip(cells, row.cells, strict=True)):
            axis = grid.axes[k]
            if axis is not None and is_figure(text):
                whole = text.partition(".")[0]
                start = (
                    self.edges[k] + axis.offset(grid.widths[k]) - grid.faces.width(whole, "song", kind.size)
                )
                self.pen.line_of_text(
                    cell.lines[0], start, self.y - first_baseline(kind.size, height), kind.size
                )
            else:
                self._centred(cell.lines, self.edges[k] + grid.marks[k], self.y, height)
        self.cuts += [(self.edges[k], self.y, self.edges[k], self.y - height) for k in row.cuts]
        self.y -= height
        if ruled:
            self.hair.append((self.left, self.y, self.edges[-1], self.y))

    def _centred(self, lines: tuple[Line, ...], x: float, top: float, height: float) -> None:
        kind = self.grid.type
        baseline = top - (height - len(lines) * kind.leading) / 2 - first_baseline(kind.size, kind.leading)
        for line in lines:
            self.pen.line_of_text(line, x, baseline, kind.size)
            baseline -= kind.leading

    def _group_rules(self) -> None:
        """Vertical rules at the sides of column groups, from the head to the foot, interrupted by bands."""
        places = {k for _, first, end in _groups(self.grid.table.columns) for k in (first, end)}
        self.pen.rules(self._uprights(places), _THIN, _GREY)

    def _frame(self) -> None:
        """The full grid of a form to be written on, in a stronger frame; groups of columns share their head."""
        columns = self.grid.table.columns
        inside = {k for _, first, end in _groups(columns) for k in range(first + 1, end)}
        whole = set(range(len(columns))) - inside
        head = self.stretches[0][0] if self.stretches else self.stretch_top
        self.pen.rules(self.hair, _MIDDLE)
        self.pen.rules(
            [*self._uprights(whole), *self._uprights(inside, head - self.grid.group_height)], _MIDDLE
        )
        self.pen.frame(self.left, self.y, self.edges[-1] - self.left, head - self.y, _THICK)

    def _uprights(self, places: set[int], below: float = math.inf) -> list[tuple[float, float, float, float]]:
        """Vertical rules before the columns ``places``, not above ``below``, interrupted by bands."""
        stretches = [*self.stretches, (self.stretch_top, self.y)]
        return [
            (self.edges[k], min(upper, below), self.edges[k], lower)
            for k in sorted(places - {0, len(self.grid.widths)})
            for upper, lower in stretches
            if min(upper, below) > lower
        ]


def _groups(columns: tuple[Column, ...]) -> list[tuple[str, int, int]]:
    """Neighbouring columns under one common head: its words, first column, column after the last."""
    found: list[tuple[str, int, int]] = []
    for k, column in enumerate(columns):
        if not column.group:
            continue
        if found and found[-1][0] == column.group and found[-1][2] == k:
            found[-1] = (column.group, found[-1][1], k + 1)
        else:
            found.append((column.group, k, k + 1))
    return found
