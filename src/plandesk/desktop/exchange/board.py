"""The completeness board: a row per unit, what went out, what came back, where it stands."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QCoreApplication

from plandesk.core.days import day_words, read_day
from plandesk.core.form_signers import signers_of
from plandesk.core.form_trips import BoardRow
from plandesk.core.member_units import unit_sections
from plandesk.core.plan_years import snapshot_in_year
from plandesk.core.records import CellKey
from plandesk.core.snapshot import Snapshot
from plandesk.desktop.look.cell import CellLook, Column
from plandesk.desktop.look.rows import TableRow


def _tr(text: str) -> str:
    return QCoreApplication.translate("Board", text)


def board_columns() -> tuple[Column, ...]:
    """The board's columns."""
    return (
        Column("unit", _tr("责任单位"), 0, least=140),
        Column("total", _tr("应报"), 48, "right"),
        Column("filled", _tr("已填"), 48, "right"),
        Column("bar", _tr("完成"), 84),
        Column("sent", _tr("发出"), 58, "right"),
        Column("returned", _tr("收回"), 58, "right"),
        Column("questions", _tr("问题"), 48, "right"),
        Column("state", _tr("状态"), 130),
        Column("remark", _tr("备注"), 0, least=90),
    )


def board_rows(rows: Sequence[BoardRow], today: date) -> list[TableRow]:
    """Every unit, and the sums."""
    made = [_unit_row(row, today) for row in rows]
    total, filled = sum(r.total for r in rows), sum(r.filled for r in rows)
    sent = sum(1 for r in rows if r.trip is not None and r.trip.sent_at)
    returned = sum(1 for r in rows if r.times)
    questions = sum(r.questions for r in rows)
    texts = (
        _tr("合计"),
        str(total),
        str(filled),
        "",
        *(str(n) if n else "" for n in (sent, returned, questions)),
    )
    cells = [CellLook(t, "right" if n else "left", ground="ground") for n, t in enumerate(texts)]
    share = filled / total if total else 0.0
    cells[3] = CellLook(bar=share, ground="ground", spoken=f"{filled}/{total}")
    return [*made, TableRow((*cells, CellLook(ground="ground"), CellLook(ground="ground")), None)]


def _unit_row(row: BoardRow, today: date) -> TableRow:
    trip = row.trip
    share = row.filled / row.total if row.total else 0.0
    role = "accent" if row.filled < row.total else "bar"
    words, sign, ink = unit_state(row, today)
    asked = CellLook(str(row.questions) if row.questions else "", "right")
    return TableRow(
        (
            CellLook(row.unit, tip=row.unit),
            CellLook(str(row.total), "right"),
            CellLook(str(row.filled), "right"),
            CellLook(bar=share, bar_role=role, spoken=f"{row.filled}/{row.total}"),
            CellLook(_day(trip.sent_at if trip else ""), "right", "ink2"),
            CellLook(_day(trip.returned_at if trip else ""), "right", "ink2"),
            asked,
            CellLook(words, ink=ink, sign=sign, sign_ink=ink, size=12),
            CellLook(remark := _remark(row), ink="ink2", size=12, tip=remark),
        ),
        row.unit,
    )


def _day(at: str) -> str:
    return at[5:10]


def unit_state(row: BoardRow, today: date) -> tuple[str, str, str]:
    """Word, sign and ink of where a unit stands."""
    blank = row.total - row.filled
    lacking = _tr("，缺{count}格").format(count=blank) if blank else ""
    if row.state == "late":
        days = (today - read_day(row.trip.due)).days if row.trip is not None else 0
        return _tr("未回，过期{days}天").format(days=days), "late", "warn"
    if row.state == "sent":
        return _tr("已发"), "doing", "ink2"
    if row.state == "sent_back":
        return _tr("已退回"), "doing", "warn"
    if row.errors:
        return _tr("有错误"), "error", "bad"
    if row.state == "questions" or row.unexplained:
        return _tr("有问题"), "open", "warn"
    if row.state == "returned":
        return _tr("已收") + lacking, "empty" if blank else "filled", "warn" if blank else "ink2"
    return (_tr("未发") + lacking, "empty", "ink2") if blank else (_tr("直接填报"), "filled", "ink2")


def _remark(row: BoardRow) -> str:
    trip = row.trip
    if trip is None:
        return ""
    parts = []
    days = trip.reminded.split()
    if days:
        told = "、".join(day[5:] for day in days)
        parts.append(_tr("{days} 已催{count}次").format(days=told, count=len(days)))
    if trip.sent_back_at:
        parts.append(_tr("{day} 退回").format(day=_day(trip.sent_back_at)))
    elif trip.rejected:
        parts.append(_tr("{count}格读不进").format(count=trip.rejected))
    if row.times > 1:
        parts.append(_tr("第{times}次报").format(times=row.times))
    return "，".join(parts)


def blanks_of(snapshot: Snapshot, year: int, unit: str) -> list[tuple[CellKey, str]]:
    """The unit's totals that hold neither a figure nor a reason, with their names."""
    there = snapshot_in_year(snapshot, year)
    rows = [row for section in unit_sections(there, unit) for row in section.rows]
    return [
        (CellKey(row.indicator.code, year), row.indicator.name)
        for row in rows
        if (o := snapshot.observation(row.indicator.code, year)) is None or not o.is_answered
    ]


def receiver_words(snapshot: Snapshot, year: int) -> str:
    """To whom the year is sent, and by when."""
    names = dict.fromkeys(p.monitoring.data_to for p in snapshot.plans if p.monitoring.data_to)
    receiver = _tr("报送 {names}").format(names="、".join(names)) if names else ""
    state = snapshot.years.get(year)
    due = _tr("，{due}截止").format(due=day_words(state.due)) if state is not None and state.due else ""
    return f"{receiver}{due}"


def signed_words(snapshot: Snapshot, year: int, unit: str) -> str:
    """Who signed the unit's last form and whom to ring; "" where it does not say."""
    names = {
        "unit_head": _tr("单位负责人"), "statistics_head": _tr("统计负责人"), "compiler": _tr("填表人"),
        "phone": _tr("联系电话"),
    }  # fmt: skip
    return "，".join(f"{names[role]} {text}" for role, text in signers_of(snapshot, year, unit).items())
