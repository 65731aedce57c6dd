"""Where a figure came from, for whoever has to choose between two typings of it."""

from PySide6.QtCore import QCoreApplication

from plandesk.core.changes import ChangeSet
from plandesk.core.entry import Field
from plandesk.core.records import CellKey, SecondEntry
from plandesk.desktop.desk import Desk

_COLUMN_OF = {"value": "text", "numerator": "numerator_text", "denominator": "denominator_text"}


def _tr(text: str) -> str:
    return QCoreApplication.translate("SecondEntry", text)


def first_source(desk: Desk, key: CellKey, field: Field) -> str:
    """Who brought the figure that stands there, when and how: 王芳 4月8日10:32 录入."""
    column = _COLUMN_OF[field]
    for step in desk.file.history(key.indicator):
        for change in step.changes:
            if change.table != "observation" or change.key[1:] != (key.indicator, key.year, key.cell):
                continue
            before, after = (change.before or {}).get(column) or "", (change.after or {}).get(column) or ""
            if before != after:
                return f"{step.who} {moment(desk, step.at)} {_how(step)}"
    return ""


def second_source(desk: Desk, second: SecondEntry) -> str:
    """Who typed it the second time, and when."""
    return f"{second.by} {moment(desk, second.at)} {_tr('复录')}"


def _how(step: ChangeSet) -> str:
    """A word for typing and pasting; an import or a sample names itself."""
    words = {"typed": _tr("录入"), "paste": _tr("粘贴"), "copied": _tr("同上年"), "second": _tr("复录改数")}
    return words.get(step.origin, step.label)


def moment(desk: Desk, at: str) -> str:
    """A time as told here: 10:32 of today, 4月8日 of this year, else the day."""
    day, clock = at[:10], at[11:16]
    if day == f"{desk.now():%Y-%m-%d}":
        return clock
    year, month, number = day.split("-")
    short = _tr("{month}月{day}日").format(month=int(month), day=int(number))
    return short if int(year) == desk.now().year else f"{year}年{short}"
