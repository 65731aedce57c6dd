"""Ctrl+V and Ctrl+C in the grid."""

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog

from plandesk.desktop.actions.typing import FieldKey, type_cell, type_many
from plandesk.desktop.desk import Desk
from plandesk.desktop.entry.grid import EntryGrid
from plandesk.desktop.entry.model import EntryModel
from plandesk.desktop.entry.paste.block import block_of, judge_block, place_block
from plandesk.desktop.entry.paste.sheet import PasteSheet
from plandesk.desktop.look.look import Look

_TYPED = ("numerator", "denominator", "value")
_LONGEST = 60


def paste(desk: Desk, grid: EntryGrid, model: EntryModel, look: Look) -> str:
    """Paste the clipboard from the current cell on; a block is looked at first. Returns a sentence for the status line."""
    grid.commit_open()
    held = QGuiApplication.clipboard().mimeData()
    text, html = held.text(), held.html() if held.hasHtml() else ""
    block = block_of(text, html)
    row, column = grid.current_row(), grid.currentIndex().column()
    if not any(any(row) for row in block):
        return grid.tr("剪贴板里没有文字。")
    columns = [c for c in (model.column_of[key] for key in _TYPED) if c >= column]
    if len(block) == 1 and len(block[0]) == 1:
        place = grid.current_place()
        if place is None:
            return grid.tr("这一格不能粘贴。请选分子、分母或本年。")
        if len(block[0][0]) > _LONGEST:
            words = grid.tr("剪贴板里是一段{count}个字的文字，不是一个数，没有贴入。")
            return words.format(count=len(block[0][0]))
        type_cell(desk, place, block[0][0])
        return ""
    rows = _rows(model, row, columns, len(block))
    lines = judge_block(desk, place_block(block, rows))
    if not lines:
        return grid.tr("这里贴不下。请从分子、分母或本年的格开始。")
    line = model.figure_line(row)
    heading = grid.tr("来自剪贴板，{rows}行{columns}列，从“{name}”起").format(
        rows=len(block), columns=max(len(r) for r in block), name=line.row.indicator.name if line else ""
    )
    sheet = PasteSheet(look, lines, heading, grid.window())
    answer = sheet.exec()
    chosen = sheet.model.chosen()
    sheet.deleteLater()
    grid.window().activateWindow()
    grid.setFocus()
    if answer != QDialog.DialogCode.Accepted:
        return ""
    texts = {each.cell.place: each.cell.text for each in chosen}
    type_many(desk, texts, origin="paste", label=desk.words.say("desk_log.pasted", count=len(texts)))
    return grid.tr("已贴入{count}格，Ctrl+Z 撤销").format(count=len(texts))


def _rows(model: EntryModel, start: int, columns: list[int], count: int) -> list[list[FieldKey | None]]:
    """The typing cells of ``count`` rows of figures from ``start`` on, heads passed over."""
    rows: list[list[FieldKey | None]] = []
    for row in range(start, model.rowCount()):
        if len(rows) == count:
            break
        if model.figure_line(row) is not None:
            rows.append([model.field_at(row, column) for column in columns])
    return rows


def copy(grid: EntryGrid, model: EntryModel) -> None:
    """The chosen cells as spreadsheets read them."""
    chosen = sorted({(i.row(), i.column()) for i in grid.selectedIndexes()})
    if not chosen:
        return
    columns = sorted({column for _, column in chosen if not grid.isColumnHidden(column)})
    lines = []
    for row in sorted({row for row, _ in chosen}):
        cells = [model.look_at(row, c).text.replace("−", "-") if (row, c) in chosen else "" for c in columns]
        lines.append("\t".join(cells))
    QGuiApplication.clipboard().setText("\n".join(lines))
