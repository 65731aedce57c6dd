"""Where the cursor goes next in the grid: the next cell to fill, to type, that is empty."""

from collections.abc import Iterator

from plandesk.core.records import NO_FIGURE
from plandesk.core.totals import COMPUTED
from plandesk.desktop.desk import Desk
from plandesk.desktop.entry.model import EntryModel
from plandesk.desktop.standing import rows_of

Spot = tuple[int, int]
_TYPED = ("numerator", "denominator", "value")


def domain_of(desk: Desk, code: str) -> int | None:
    """The place of the domain whose sheet has that indicator; None where the plan has it not."""
    for place, domain in enumerate(desk.domains):
        if any(row.indicator.code == code for row in rows_of(desk.sheet(domain))):
            return place
    return None


def typing_spots(model: EntryModel, row: int) -> tuple[int, ...]:
    """The columns of a row that can be typed into, in the order of filling."""
    columns = (model.column_of[key] for key in _TYPED)
    return tuple(c for c in columns if model.field_at(row, c) is not None and not model.computed_at(row, c))


def after(model: EntryModel, row: int, column: int) -> Spot | None:
    """The next cell to type: further right in this row, else in the rows below."""
    here = [c for c in typing_spots(model, row) if c > column] if 0 <= row < model.rowCount() else []
    if here:
        return row, here[0]
    return first_from(model, row + 1)


def before(model: EntryModel, row: int, column: int) -> Spot | None:
    """The cell to type before this one."""
    here = [c for c in typing_spots(model, row) if c < column] if 0 <= row < model.rowCount() else []
    if here:
        return row, here[-1]
    for above in range(row - 1, -1, -1):
        spots = typing_spots(model, above)
        if spots:
            return above, spots[-1]
    return None


def first_from(model: EntryModel, row: int) -> Spot | None:
    """The first cell to type from ``row`` on."""
    for below in range(max(0, row), model.rowCount()):
        spots = typing_spots(model, below)
        if spots:
            return below, spots[0]
    return None


def below(model: EntryModel, row: int, column: int) -> Spot | None:
    """The same column in the next row that has it, else that row's first."""
    spot = first_from(model, row + 1)
    if spot is not None and column in typing_spots(model, spot[0]):
        return spot[0], column
    return spot


def empty_spot(model: EntryModel, desk: Desk, row: int) -> int | None:
    """The column of a row that waits for a figure; None where it is answered."""
    line = model.figure_line(row)
    if line is None:
        return None
    now = desk.snapshot.observations.get(line.key(desk.year))
    if now is not None and (now.status in NO_FIGURE or now.text or now.origin == COMPUTED):
        return None
    wanted = _TYPED[:2] if line.row.indicator.has_parts else _TYPED[2:]
    for column in (model.column_of[key] for key in wanted):
        place = model.field_at(row, column)
        if place is not None and not model.typed_text(place):
            return column
    return None


def next_empty(model: EntryModel, desk: Desk, row: int, step: int) -> Spot | None:
    """The nearest row with an empty cell below (step 1) or above (step −1), going round once."""
    for there in _round(model.rowCount(), row, step):
        column = empty_spot(model, desk, there)
        if column is not None:
            return there, column
    return None


def _round(count: int, row: int, step: int) -> Iterator[int]:
    for distance in range(1, count + 1):
        yield (row + step * distance) % count
