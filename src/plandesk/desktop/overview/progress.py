"""The tables of completeness at the right of 工作台: by domain with what is wrong, by unit with where its form is."""

from PySide6.QtCore import QCoreApplication, QObject

from plandesk.desktop.look.cell import CellLook, Column
from plandesk.desktop.look.look import Look
from plandesk.desktop.look.rows import RowsModel, TableRow
from plandesk.desktop.look.table import DeskTable
from plandesk.desktop.look.units import short_unit
from plandesk.desktop.plan_words import short_domain
from plandesk.desktop.standing import Progress


def _tr(text: str) -> str:
    return QCoreApplication.translate("OverviewPage", text)


def progress_table(
    parent: QObject, look: Look, title: str, *, forms: bool = False
) -> tuple[RowsModel, DeskTable]:
    """Such a table with its model; ``forms``: the last column says where the unit's form is."""
    last = (Column("errors", _tr("错误"), 52, "right"), Column("open", _tr("待说明"), 60, "right"))
    model = RowsModel(
        (
            Column("name", title, 0, least=90),
            Column("bar", _tr("完成"), 92 if forms else 110),
            Column("filled", _tr("已填"), 46, "right"),
            Column("total", _tr("应填"), 46, "right"),
            Column("blank", _tr("未填"), 46, "right"),
            *((Column("form", _tr("采集表"), 132),) if forms else last),
        ),
        parent,
    )
    table = DeskTable(look, row=25)
    table.setAccessibleName(title)
    table.setModel(model)
    return model, table


def progress_row(name: str, each: Progress, ground: str, stands_for: object) -> TableRow:
    """A row: name, bar, filled of all, blanks, errors, open warnings."""

    def number(value: int, ink: str = "ink", sign: str = "") -> CellLook:
        return CellLook(str(value) if value else "", "right", ink, ground, sign if value else "", ink)

    short = CellLook(short_unit(short_domain(name)), ground=ground, tip=name)
    if not each.total:
        words = CellLook(_tr("看自评"), ink="ink2", ground=ground, size=12)
        return TableRow((short, words, *(CellLook(ground=ground),) * 5), stands_for)
    bar = CellLook(
        bar=each.share, bar_role="bar" if each.filled == each.total else "accent", ground=ground,
        spoken=f"{each.filled}/{each.total}",
    )  # fmt: skip
    filled = CellLook(str(each.filled), "right", ground=ground)
    total = CellLook(f"/ {each.total}", "right", "ink2", ground)
    wrong = number(each.errors, "bad", "error"), number(each.unexplained, "warn", "open")
    return TableRow((short, bar, filled, total, number(each.blank), *wrong), stands_for)
