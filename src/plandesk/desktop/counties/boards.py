"""The two tables of a city's page as they are painted: counties, and their totals."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QCoreApplication

from plandesk.core.adding_up import Compared
from plandesk.core.figures import cell_words
from plandesk.core.quantity import canonical, printed
from plandesk.core.snapshot import Snapshot
from plandesk.core.words import Words
from plandesk.desktop.counties.standing import CountyRow, State
from plandesk.desktop.look.cell import CellLook, Column
from plandesk.desktop.look.rows import TableRow
from plandesk.desktop.look.verdicts import Mark

_MARKS: Mapping[State, Mark] = {
    "accepted": Mark("attained", "good"),
    "questioned": Mark("open", "warn", "warn_soft"),
    "returned": Mark("error", "bad", "bad_soft"),
    "superseded": Mark("note", "ink2"),
    "missing": Mark("empty", "ink2"),
}
_NAMED = 3


def _tr(text: str) -> str:
    return QCoreApplication.translate("CountyBoards", text)


def county_columns() -> tuple[Column, ...]:
    """Of the counties' board."""
    return (
        Column("name", _tr("县区"), 150),
        Column("code", _tr("代码"), 72),
        Column("state", _tr("状态"), 134),
        Column("corrections", _tr("更正"), 60, "right"),
        Column("at", _tr("收到"), 92),
        Column("source", _tr("上报文件"), 190),
        Column("reason", _tr("说明"), 0, least=160),
    )


def state_word(state: State, words: Words) -> str:
    """已接收 · 已接收，有疑问 · 退回 · 已有另一份 · 未收."""
    if state == "missing":
        return _tr("未收")
    return _tr("已有另一份") if state == "superseded" else words.say(f"rollup.state.{state}")


def reason_words(row: CountyRow) -> str:
    """Why it is not taken in, or what is in question."""
    if row.reason or not row.flagged:
        return row.reason
    return _tr("有误{count}处，不计入合计；明细见当时的回执。").format(count=row.flagged)


def county_board(rows: Sequence[CountyRow], words: Words) -> list[TableRow]:
    """The counties' board."""
    return [TableRow(_county_cells(row, words), row) for row in rows]


def _county_cells(row: CountyRow, words: Words) -> tuple[CellLook, ...]:
    mark = _MARKS[row.state]
    name = row.name or (_tr("（没有地区代码）") if not row.code else row.code)
    at = f"{row.at[5:10]} {row.at[11:16]}" if row.at else ""
    number = "" if row.corrections is None else _tr("第{n}次").format(n=row.corrections)
    reason = reason_words(row)
    return (
        CellLook(name, ink="ink2" if row.further else "ink", indent=18 if row.further else 0, tip=name),
        CellLook(row.code, ink="ink2"),
        CellLook(
            state_word(row.state, words), ink=mark.ink, ground=mark.soft, sign=mark.sign, sign_ink=mark.ink,
            size=12,
        ),
        CellLook(number if row.corrections else ("—" if number else ""), "right", tip=number),
        CellLook(at, ink="ink2", size=12),
        CellLook(row.source, ink="ink2", size=12, tip=row.source),
        CellLook(reason, ink="ink2", size=12, tip=reason),
    )  # fmt: skip


def total_columns() -> tuple[Column, ...]:
    """Of the totals."""
    return (
        Column("name", _tr("指标"), 0, least=220),
        Column("cell", _tr("分组"), 92),
        Column("total", _tr("合计"), 150, "right"),
        Column("numerator", _tr("分子"), 100, "right"),
        Column("denominator", _tr("分母"), 110, "right"),
        Column("regions", _tr("县区数"), 64, "right"),
        Column("missing", _tr("缺的县区"), 0, least=160),
    )


def total_board(
    compared: Sequence[Compared], snapshot: Snapshot, names: Mapping[str, str]
) -> list[TableRow]:  # fmt: skip
    """What can be added, in the order of the forms; a breakdown's rows stand under their total. ``names`` by code."""
    rows = []
    for one in compared:
        total = one.total
        if total is None:
            continue
        indicator = snapshot.indicator(one.address.indicator)
        lacking = [names.get(code) or code for code in total.missing]
        more = _tr("等{count}个").format(count=len(lacking)) if len(lacking) > _NAMED else ""
        shown = "、".join(lacking[:_NAMED]) + more
        part = cell_words(one.address.cell)
        value = "" if total.value is None else printed(total.value, indicator.decimals)
        if total.value is None and total.regions:
            value = _tr("无病例")
        rows.append(
            TableRow(
                (
                    CellLook(indicator.name, indent=18 if part else 0, tip=indicator.name),
                    CellLook(part, ink="ink2", size=12),
                    CellLook(value, "right", unit=indicator.unit if total.value is not None else ""),
                    CellLook("" if total.numerator is None else canonical(total.numerator), "right"),
                    CellLook("" if total.denominator is None else canonical(total.denominator), "right"),
                    CellLook(str(len(total.regions)), "right"),
                    CellLook(
                        shown or _tr("不缺"), ink="warn" if lacking else "good", size=12,
                        sign="empty" if lacking else "attained", sign_ink="warn" if lacking else "good",
                        tip="、".join(lacking),
                    ),
                ),
                one,
            )
        )  # fmt: skip
    return rows
