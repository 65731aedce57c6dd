"""What one key does to the chosen cells: Ctrl+D fills down, Ctrl+L takes last year's figures, Ctrl+B flags."""

from plandesk.core.changes import ChangeSet
from plandesk.desktop.actions.typing import FieldKey, copy_last_year, flip_flag, type_many
from plandesk.desktop.desk import Desk
from plandesk.desktop.entry.grid import EntryGrid
from plandesk.desktop.entry.model import EntryModel


def fill_down(desk: Desk, grid: EntryGrid) -> ChangeSet | None:
    """Fill each chosen column from its top cell; a single cell takes what stands above it."""
    grid.commit_open()
    texts = _from_top(grid) if len(grid.chosen_places()) > 1 else _from_above(grid)
    if not texts:
        return None
    label = desk.words.say("desk_log.filled_down", count=len(texts))
    return type_many(desk, texts, origin="typed", label=label)


def last_year_here(desk: Desk, grid: EntryGrid) -> None:
    """Ctrl+L: last year's figure in the chosen rows."""
    grid.commit_open()
    model = _model(grid)
    keys = [k for row in grid.chosen_rows() if (k := model.key_at(row)) is not None]
    if copy_last_year(desk, keys) is None:
        desk.said.emit(grid.tr("上年没有数，不能照抄。"), "")
    grid.setFocus()


def flip_flag_here(desk: Desk, grid: EntryGrid) -> None:
    """Ctrl+B: 待跟进 on or off in the current row."""
    key = _model(grid).key_at(grid.current_row())
    if key is not None:
        grid.commit_open()
        flip_flag(desk, key)


def _model(grid: EntryGrid) -> EntryModel:
    model = grid.model()
    assert isinstance(model, EntryModel)
    return model


def _from_top(grid: EntryGrid) -> dict[FieldKey, str]:
    model = _model(grid)
    texts: dict[FieldKey, str] = {}
    for column in sorted({index.column() for index in grid.selectedIndexes()}):
        rows = sorted(i.row() for i in grid.selectedIndexes() if i.column() == column)
        places = [p for row in rows if (p := model.field_at(row, column)) is not None]
        if len(places) > 1:
            texts.update({place: model.typed_text(places[0]) for place in places[1:]})
    return texts


def _from_above(grid: EntryGrid) -> dict[FieldKey, str]:
    model = _model(grid)
    place, column = grid.current_place(), grid.currentIndex().column()
    if place is None:
        return {}
    for row in range(grid.current_row() - 1, -1, -1):
        above = model.field_at(row, column)
        if above is not None:
            return {place: model.typed_text(above)}
    return {}
