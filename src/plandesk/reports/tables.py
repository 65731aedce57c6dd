"""Tables after GB/T 9704 custom: rules without sides, heads and bands repeated, 续表, notes under their own part."""

from bisect import bisect_right
from collections.abc import Callable
from dataclasses import dataclass, replace

from plandesk.core.report_model import Band, Furniture, Row, Table
from plandesk.reports.blocks import MM, idle
from plandesk.reports.fonts import Typefaces
from plandesk.reports.layout import TYPE_HEIGHT, TYPE_WIDTH
from plandesk.reports.pen import Pen
from plandesk.reports.table_drawing import UNIT_LEADING, PartDrawing
from plandesk.reports.table_grid import CAPTION, Grid

_FEWEST = 3  # rows on either side of a division
_WHOLE_UNDER = TYPE_HEIGHT / 3  # a lower table is not divided
_NEARLY_A_PAGE = 0.9 * TYPE_WIDTH  # of a turned page, the lower of the two


@dataclass(slots=True)
class TableBlock:
    """A table, or one of its parts: the lines ``start`` to ``end`` of its grid."""

    grid: Grid
    start: int
    end: int
    keeps: bool = False
    key: str = ""  # its bookmark, where it stands in the list of tables
    depth: int = 0
    floats: bool = False

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
        return None if cut is None else (replace(self, end=cut), replace(self, start=cut, floats=False))

    def _last_cut(self, room: float, fewest: int) -> int | None:
        """The last line before which the part may end within ``room``."""
        # what certainly does not fit is passed over: a long table is divided many times
        sums = self.grid.sums
        fits = bisect_right(sums, sums[self.start] + room) - 1
        cuts = range(min(self.end - 1, fits), self.start, -1)
        return next(
            (c for c in cuts if self._may_divide(c, fewest) and self._height(self.start, c) <= room), None
        )

    def _may_divide(self, cut: int, fewest: int = _FEWEST) -> bool:
        """Whether the part may end before line ``cut``: enough rows on both sides, no lonely band."""
        lines, rows = self.grid.table.lines, self.grid.rows_before
        if rows[cut] - rows[self.start] < fewest or rows[self.end] - rows[cut] < fewest:
            return False
        first = lines[cut]
        if isinstance(first, Row) and first.tied:
            return False
        return not any(isinstance(line, Band) for line in lines[max(self.start, cut - 2) : cut])

    def _height(self, start: int, end: int) -> float:
        grid = self.grid
        band = grid.type.leading + grid.type.pad if start and grid.band_over(start) else 0.0
        notes = sum(note.height(grid.width) for note in grid.notes(start, end))
        unit = UNIT_LEADING if grid.table.unit else 0.0
        rows = grid.sums[end] - grid.sums[start]
        caption = len(grid.caption(continued=start > 0)) * CAPTION.leading
        return caption + unit + grid.head_height + band + rows + 3 + notes

    def draw(self, pen: Pen, x: float, top: float, width: float) -> None:
        if self.key and not self.continued:
            caption = "".join(line.text for line in self.grid.caption(continued=False))
            pen.bookmark(self.key, caption, self.depth, top + 6)
        left = x + (width - self.grid.width) / 2
        PartDrawing(self.grid, self.start, self.end, pen, left, top).draw()


def table_block(
    table: Table, furniture: Furniture, faces: Typefaces, room: float, alive: Callable[[], None] = idle
) -> TableBlock:
    """``table`` as a block; ``alive`` is called for every row as it is measured. Raises ValueError where it is wider than the type area (points): it would be cut off."""
    grid = Grid(table, furniture, faces, alive)
    if grid.width > room + 0.5:
        raise ValueError(f"{table.label} is {grid.width / MM:.1f} mm wide, the type area {room / MM:.1f} mm")
    return TableBlock(grid, 0, len(table.lines))
