"""A table measured: the lines of its cells, the heights of its rows, its axes, the notes under any part of it."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import accumulate

from plandesk.core.report_model import Band, Column, Furniture, Note, Row, Table
from plandesk.reports.blocks import MM, Style, TextBlock, idle
from plandesk.reports.cells import Axis, axis_of, cell_lines, is_figure
from plandesk.reports.fonts import Typefaces
from plandesk.reports.line_breaking import Line

CAPTION = Style("hei", 12, 18, align="centre")
_NOTES = Style("song", 9, 12.5, align="left")
SIDE = 2.0  # points between a cell's edge and its text


@dataclass(frozen=True, slots=True)
class _Type:
    size: float
    leading: float
    pad: float  # above and below a row's text together


_UPRIGHT = _Type(10, 12.4, 5.0)
_SMALL = _Type(8.5, 10.54, 2.8)
_CLOSER = 0.9  # points less of padding where that saves a page


@dataclass(frozen=True, slots=True)
class Cell:
    lines: tuple[Line, ...]


@dataclass
class Grid:
    """A table measured: the lines of every cell, row heights, axes. Shared by the parts it is divided into."""

    table: Table
    furniture: Furniture
    faces: Typefaces
    alive: Callable[[], None] = idle  # called while it is measured; may raise to stop
    _notes: dict[tuple[int, int], list[TextBlock]] = field(default_factory=dict)
    _note_blocks: dict[str, TextBlock] = field(default_factory=dict)
    _captions: dict[str, tuple[Line, ...]] = field(default_factory=dict)
    _set: dict[tuple[str, str, float], Cell] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.type = _SMALL if self.table.small else _UPRIGHT
        self.widths = [column.width * MM for column in self.table.columns]

    def closer(self) -> "Grid":
        """The same table with less room in its rows; a form to be written on keeps its own."""
        again = Grid(
            self.table,
            self.furniture,
            self.faces,
            self.alive,
            self._notes,
            self._note_blocks,
            self._captions,
            self._set,
        )
        if not self.table.ruled:
            again.type = replace(self.type, pad=self.type.pad - _CLOSER)
        return again

    @cached_property
    def width(self) -> float:
        """The sum of the column widths (points)."""
        return sum(self.widths)

    def caption(self, *, continued: bool) -> tuple[Line, ...]:
        """The set caption: 表3　…, or 续表3　… over the later parts; a form without a label has none over the first."""
        if not self.table.label and not continued:
            return ()
        label = (self.furniture.continued if continued else "") + self.table.label
        if not self.table.label:
            label = self.furniture.continued_form
        text = f"{label}　{self.table.title}"
        if text not in self._captions:
            self._captions[text] = cell_lines(text, "hei", CAPTION.size, self.width, self.faces, "centre")
        return self._captions[text]

    @cached_property
    def cells(self) -> list[list[Cell] | None]:
        """The set cells of every row; None for a band."""
        return [self._cells_of(line) for line in self.table.lines]

    def _cells_of(self, line: Row | Band) -> list[Cell] | None:
        self.alive()
        if isinstance(line, Band):
            return None
        columns = zip(self.table.columns, line.cells, self.widths, strict=True)
        return [self._cell(column, text, width) for column, text, width in columns]

    @cached_property
    def heights(self) -> list[float]:
        """The height of every row and band."""
        kind, least = self.type, self.table.row_height * MM
        return [
            kind.pad + kind.leading if row is None
            else max(least, kind.pad + kind.leading * max(len(cell.lines) for cell in row))
            for row in self.cells
        ]  # fmt: skip

    @cached_property
    def sums(self) -> list[float]:
        """The height of all lines before each line, and of all."""
        return [0.0, *accumulate(self.heights)]

    @cached_property
    def rows_before(self) -> list[int]:
        """How many rows stand before each line, bands left out, and how many there are."""
        return [0, *accumulate(int(isinstance(line, Row)) for line in self.table.lines)]

    @cached_property
    def axes(self) -> list[Axis | None]:
        """The decimal axis of every column of figures."""
        rows = [line.cells for line in self.table.lines if isinstance(line, Row)]
        return [
            axis_of([cells[k] for cells in rows], "song", self.type.size, self.faces)
            if column.align == "figure" else None
            for k, column in enumerate(self.table.columns)
        ]  # fmt: skip

    @cached_property
    def marks(self) -> list[float]:
        """How far the text of each column of marks stands from the column's left edge: its widest cell is centred."""
        offsets = []
        for k, (column, width) in enumerate(zip(self.table.columns, self.widths, strict=True)):
            widest = max((line.width for row in self.cells if row for line in row[k].lines), default=0.0)
            offsets.append(max(SIDE, (width - widest) / 2) if column.align == "mark" else SIDE)
        return offsets

    @cached_property
    def heads(self) -> list[tuple[Line, ...]]:
        """The set heads of the columns."""
        return [
            cell_lines(c.head, "hei", self.type.size, w - 2, self.faces, "centre")
            for c, w in zip(self.table.columns, self.widths, strict=True)
        ]

    @cached_property
    def grouped(self) -> bool:
        """Whether any columns stand under a common head."""
        return any(column.group for column in self.table.columns)

    @cached_property
    def head_height(self) -> float:
        """The height of the head; with common heads, of both rows."""
        kind = self.type
        tallest = max(len(lines) for lines in self.heads)
        single = tallest * kind.leading + kind.pad + 1.5
        if not self.grouped:
            return single
        inner = max(
            (len(h) for h, c in zip(self.heads, self.table.columns, strict=True) if c.group), default=1
        )
        return max(single, self.group_height + inner * kind.leading + kind.pad + 1.5)

    @property
    def group_height(self) -> float:
        """The height of the row of common heads."""
        return self.type.leading + self.type.pad + 1.5

    def band_over(self, index: int) -> Band | None:
        """The band that the row at ``index`` stands under, where the band itself stands further up."""
        if isinstance(self.table.lines[index], Band):
            return None
        above = (line for line in reversed(self.table.lines[:index]) if isinstance(line, Band))
        return next(above, None)

    def notes(self, start: int, end: int) -> list[TextBlock]:
        """The legend, notes and source that stand under the lines ``start`` to ``end``."""
        key = (start, end)
        if key not in self._notes:
            last = end == len(self.table.lines)
            shown = [
                n for n in self.table.notes if (last and not n.rows) or any(start <= r < end for r in n.rows)
            ]
            texts = [self.table.legend] if self.table.legend else []
            texts += _note_lines(shown, self.furniture.notes)
            if last and self.table.source:
                texts.append(self.furniture.source + self.table.source)
            self._notes[key] = [self._note(text) for text in texts]
        return self._notes[key]

    def _note(self, text: str) -> TextBlock:
        """The note as a paragraph, set once however many divisions are tried."""
        if text not in self._note_blocks:
            self._note_blocks[text] = TextBlock(text, _NOTES, self.faces)
        return self._note_blocks[text]

    def _cell(self, column: Column, text: str, width: float) -> Cell:
        left = column.align in ("text", "mark") or (column.align == "figure" and is_figure(text))
        align = "left" if left else "centre"
        key = (text, align, width)
        if key not in self._set:
            lines = cell_lines(text, "song", self.type.size, width - 2 * SIDE, self.faces, align)
            self._set[key] = Cell(lines)
        return self._set[key]


def _note_lines(notes: list[Note], head: str) -> list[str]:
    if not notes:
        return []
    if any(note.sign for note in notes):
        return [head + "　".join(f"{note.sign}{note.text}" for note in notes)]
    if len(notes) == 1:
        return [head + notes[0].text]
    return [f"{head if k == 0 else '　　'}{k + 1}．{note.text}" for k, note in enumerate(notes)]
