"""Tables after GB/T 9704 custom: rules without sides, heads and bands repeated, 续表, notes under their own part."""

from dataclasses import dataclass, field, replace
from functools import cached_property

from plandesk.core.report_model import Band, Column, Furniture, Note, Row, Table
from plandesk.reports.blocks import MM, Style, TextBlock, first_baseline
from plandesk.reports.cells import Axis, axis_of, cell_lines, is_figure
from plandesk.reports.fonts import Typefaces
from plandesk.reports.layout import TYPE_HEIGHT, TYPE_WIDTH
from plandesk.reports.line_breaking import Line
from plandesk.reports.pen import Pen

_CAPTION = Style("hei", 12, 18, align="centre")
_NOTES = Style("song", 9, 12.5, align="left")
_UNIT_LEADING = 13.0
_FEWEST = 3  # rows on either side of a division
_WHOLE_UNDER = TYPE_HEIGHT / 3  # a lower table is not divided
_NEARLY_A_PAGE = 0.9 * TYPE_WIDTH  # of a turned page, the lower of the two
_THICK, _MIDDLE, _THIN, _GREY = 1.0, 0.5, 0.25, 0.55
_BAND_GREY = 0.92
_SIDE = 2.0  # points between a cell's edge and its text


@dataclass(frozen=True, slots=True)
class _Type:
    size: float
    leading: float
    pad: float  # above and below a row's text together


_UPRIGHT = _Type(10, 12.4, 5.0)
_SMALL = _Type(8.5, 10.54, 2.8)


@dataclass(frozen=True, slots=True)
class _Cell:
    lines: tuple[Line, ...]


@dataclass
class Grid:
    """A table measured: the lines of every cell, row heights, axes. Shared by the parts it is divided into."""

    table: Table
    furniture: Furniture
    faces: Typefaces
    _notes: dict[tuple[int, int], list[TextBlock]] = field(default_factory=dict)
    _note_blocks: dict[str, TextBlock] = field(default_factory=dict)
    _captions: dict[str, tuple[Line, ...]] = field(default_factory=dict)
    _set: dict[tuple[str, str, float], _Cell] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.type = _SMALL if self.table.small else _UPRIGHT
        self.widths = [column.width * MM for column in self.table.columns]

    @cached_property
    def width(self) -> float:
        """The sum of the column widths (points)."""
        return sum(self.widths)

    def caption(self, *, continued: bool) -> tuple[Line, ...]:
        """The set caption: 表3　…, or 续表3　… over the later parts."""
        label = (self.furniture.continued if continued else "") + self.table.label
        text = f"{label}　{self.table.title}"
        if text not in self._captions:
            self._captions[text] = cell_lines(text, "hei", _CAPTION.size, self.width, self.faces, "centre")
        return self._captions[text]

    @cached_property
    def cells(self) -> list[list[_Cell] | None]:
        """The set cells of every row; None for a band."""
        return [
            None if isinstance(line, Band) else [self._cell(c, t, w) for c, t, w in zip(
                self.table.columns, line.cells, self.widths, strict=True)]
            for line in self.table.lines
        ]  # fmt: skip

    @cached_property
    def heights(self) -> list[float]:
        """The height of every row and band."""
        kind = self.type
        return [
            kind.pad + kind.leading * (1 if row is None else max(len(cell.lines) for cell in row))
            for row in self.cells
        ]

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
            offsets.append(max(_SIDE, (width - widest) / 2) if column.align == "mark" else _SIDE)
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

    def _cell(self, column: Column, text: str, width: float) -> _Cell:
        left = column.align in ("text", "mark") or (column.align == "figure" and is_figure(text))
        align = "left" if left else "centre"
        key = (text, align, width)
        if key not in self._set:
            lines = cell_lines(text, "song", self.type.size, width - 2 * _SIDE, self.faces, align)
            self._set[key] = _Cell(lines)
        return self._set[key]


def _note_lines(notes: list[Note], head: str) -> list[str]:
    if not notes:
        return []
    if any(note.sign for note in notes):
        return [head + "　".join(f"{note.sign}{note.text}" for note in notes)]
    if len(notes) == 1:
        return [head + notes[0].text]
    return [f"{head if k == 0 else '　　'}{k + 1}．{note.text}" for k, note in enumerate(notes)]


@dataclass(slots=True)
class TableBlock:
    """A table, or one of its parts: the lines ``start`` to ``end`` of its grid."""

    grid: Grid
    start: int
    end: int
    keeps: bool = False

    @property
    def before(self) -> float:
        return 6.0

    @property
    def after(self) -> float:
        """Space below the notes."""
        return 10.0

    @property
    def continued(self) -> bool:
        """Whether this is a part after the first."""
        return self.start > 0

    def height(self, width: float) -> float:
        return self._height(self.start, self.end)

    def least(self, width: float) -> float:
        whole = self._height(self.start, self.end)
        if whole <= _WHOLE_UNDER:
            return whole
        cut = next((k for k in range(self.start + 1, self.end) if self._may_divide(k)), self.end)
        return self._height(self.start, cut)

    def split(self, room: float, width: float) -> "tuple[TableBlock, TableBlock] | None":
        if not self.continued and self._height(self.start, self.end) <= _WHOLE_UNDER:
            return None
        cut = self._last_cut(room, _FEWEST)
        if (
            cut is None and room > _NEARLY_A_PAGE
        ):  # a whole page does not hold it: better a short part than a cut one
            cut = self._last_cut(room, 1)
        return None if cut is None else (replace(self, end=cut), replace(self, start=cut))

    def _last_cut(self, room: float, fewest: int) -> int | None:
        """The last line before which the part may end within ``room``."""
        cuts = range(self.end - 1, self.start, -1)
        return next(
            (c for c in cuts if self._may_divide(c, fewest) and self._height(self.start, c) <= room), None
        )

    def _may_divide(self, cut: int, fewest: int = _FEWEST) -> bool:
        """Whether the part may end before line ``cut``: enough rows on both sides, no lonely band."""
        lines = self.grid.table.lines
        above = [line for line in lines[self.start : cut] if isinstance(line, Row)]
        below = [line for line in lines[cut : self.end] if isinstance(line, Row)]
        tail = lines[max(self.start, cut - 2) : cut]
        return len(above) >= fewest and len(below) >= fewest and not any(isinstance(t, Band) for t in tail)

    def _height(self, start: int, end: int) -> float:
        grid = self.grid
        band = grid.type.leading + grid.type.pad if start and grid.band_over(start) else 0.0
        notes = sum(note.height(grid.width) for note in grid.notes(start, end))
        unit = _UNIT_LEADING if grid.table.unit else 0.0
        rows = sum(grid.heights[start:end])
        caption = len(grid.caption(continued=start > 0)) * _CAPTION.leading
        return caption + unit + grid.head_height + band + rows + 3 + notes

    def draw(self, pen: Pen, x: float, top: float, width: float) -> None:
        _Drawing(self, pen, x + (width - self.grid.width) / 2, top).draw()


class _Drawing:
    """One part of a table being drawn downwards from ``top``."""

    def __init__(self, block: TableBlock, pen: Pen, left: float, top: float) -> None:
        self.grid, self.block, self.pen = block.grid, block, pen
        self.left, self.y = left, top
        self.edges = [left]
        for width in self.grid.widths:
            self.edges.append(self.edges[-1] + width)
        self.hair: list[tuple[float, float, float, float]] = []
        self.stretches: list[tuple[float, float]] = []  # of vertical rules, from top to bottom
        self.stretch_top = top

    def draw(self) -> None:
        grid, block = self.grid, self.block
        self._caption()
        self.stretch_top = self.y
        self._heads()
        if block.start and (band := grid.band_over(block.start)):
            self._band(band.text + grid.furniture.continued_band)
        last = len(grid.table.lines) if block.end == len(grid.table.lines) else block.end
        for index in range(block.start, block.end):
            line, row = grid.table.lines[index], grid.cells[index]
            if row is None:
                assert isinstance(line, Band)
                self._band(line.text)
            else:
                assert isinstance(line, Row)
                self._row(line, row, grid.heights[index], index + 1 < last)
        self.pen.rules(self.hair, _THIN, _GREY)
        self.pen.rule(self.left, self.y, self.edges[-1], self.y, _THICK)
        self._group_rules()
        self.y -= 3
        for note in grid.notes(block.start, block.end):
            note.draw(self.pen, self.left, self.y, grid.width)
            self.y -= note.height(grid.width)

    def _caption(self) -> None:
        table = self.grid.table
        baseline = self.y - first_baseline(_CAPTION.size, _CAPTION.leading)
        for line in self.grid.caption(continued=self.block.continued):
            self.pen.line_of_text(line, self.left, baseline, _CAPTION.size)
            baseline -= _CAPTION.leading
            self.y -= _CAPTION.leading
        if table.unit:
            unit = self.grid.furniture.unit + table.unit
            self.pen.words(
                unit, self.edges[-1], self.y - first_baseline(9, _UNIT_LEADING), 9, "song", "right"
            )
            self.y -= _UNIT_LEADING

    def _heads(self) -> None:
        grid, pen = self.grid, self.pen
        top, height = self.y, grid.head_height
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
        self.pen.words(text, self.left + _SIDE, baseline, kind.size, "hei")
        self.y -= height
        self.hair.append((self.left, self.y, self.edges[-1], self.y))

    def _row(self, row: Row, cells: list[_Cell], height: float, ruled: bool) -> None:
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
        self.stretches.append((self.stretch_top, self.y))
        places = {k for _, first, end in _groups(self.grid.table.columns) for k in (first, end)}
        inner = sorted(places - {0, len(self.grid.widths)})
        segments = [
            (self.edges[k], upper, self.edges[k], lower)
            for k in inner
            for upper, lower in self.stretches
            if upper > lower
        ]
        self.pen.rules(segments, _THIN, _GREY)


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


def table_block(table: Table, furniture: Furniture, faces: Typefaces, room: float) -> TableBlock:
    """``table`` as a block. Raises ValueError where it is wider than the type area (points): it would be cut off."""
    grid = Grid(table, furniture, faces)
    if grid.width > room + 0.5:
        raise ValueError(f"{table.label} is {grid.width / MM:.1f} mm wide, the type area {room / MM:.1f} mm")
    return TableBlock(grid, 0, len(table.lines))
