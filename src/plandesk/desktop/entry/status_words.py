"""What the status line says in the grid: where the cursor is, the cell's state, the keys; the finding just made."""

from PySide6.QtCore import QCoreApplication

from plandesk.core.changes import ChangeSet
from plandesk.core.plan import Domain
from plandesk.desktop.actions.years import is_sealed
from plandesk.desktop.desk import Desk
from plandesk.desktop.entry.lines import Filter
from plandesk.desktop.entry.model import EntryModel
from plandesk.desktop.look.verdicts import state_word
from plandesk.desktop.page import StatusText


def _tr(text: str) -> str:
    return QCoreApplication.translate("Entry", text)


def place_text(desk: Desk, model: EntryModel, row: int, column: int, domain: Domain | None) -> StatusText:
    """The status line for a cell of the grid."""
    line = model.figure_line(row)
    if model.rowCount() == 0:
        return StatusText(nothing_words(model.filter))
    if line is None:
        name = domain.name if domain else ""
        if model.bare_goal(row) is not None:
            return StatusText(name, _tr("定性目标"), ((_tr("回车"), _tr("写自评")), *_keys("")[1:]))
        return StatusText(name, "", _keys(""))
    if not model.writable:
        lasting = _tr("已封存") if is_sealed(desk) else _tr("只读")
        return StatusText(
            f"{line.row.indicator.name}，{model.columns[column].title}",
            lasting,
            (("Alt+H", _tr("本格变动")), ("Ctrl+PgDn", _tr("下一个领域"))),
        )
    state = model.state_at(row)
    thing = f"{line.row.indicator.name}，{model.columns[column].title}"
    return StatusText(thing, state_word(state), _keys(state))


def nothing_words(chosen: Filter) -> str:
    """Why the grid is empty, and the key that shows everything."""
    words = {
        "all": _tr("没有要填的格。"), "blank": _tr("没有未填的格。"), "trouble": _tr("没有有问题的格。"),
        "flagged": _tr("没有标为待跟进的格。在格里按 Ctrl+B 标记。"),
    }[chosen.shown]  # fmt: skip
    unit = _tr("{unit}：").format(unit=chosen.unit) if chosen.unit else ""
    return (
        f"{unit}{words}"
        if chosen == Filter()
        else _tr("{words}按 Alt+1 显示全部。").format(words=unit + words)
    )


def sealed_words(year: int) -> str:
    """What is said of a sealed year wherever something is to be changed in it."""
    return _tr("{year}年已封存。要改请用“数据—更正已报年份”，改动会计数并上报。").format(year=year)


def _keys(state: str) -> tuple[tuple[str, str], ...]:
    keys = [(_tr("回车"), _tr("下一格")), ("Ctrl+↓", _tr("下一空格"))]
    if state in ("open", "explained"):
        keys.append(("F8", _tr("写说明")))
    return (*keys, ("F6", _tr("无数值")), ("F7", _tr("下一个问题")), ("Shift+F2", _tr("批注")))


def finding_words(desk: Desk, change: ChangeSet) -> tuple[str, str]:
    """The worst open finding at the cells just typed into, with its tone; empty where all is well."""
    for key in sorted(change.cells()):
        for finding in desk.findings().at(key) if key.year == desk.year else ():
            if finding.open:
                tone = "bad" if finding.severity == "error" else "warn"
                return f"{finding.message}{finding.advice}", tone
    return "", ""
