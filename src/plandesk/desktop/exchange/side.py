"""The right side of 采集上报: sending, working tables, and what concerns earlier years."""

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QFrame, QLabel, QScrollArea, QVBoxLayout, QWidget

from plandesk.core.records import CellKey
from plandesk.core.snapshot import Snapshot
from plandesk.desktop.exchange.receipt_view import receipt_words
from plandesk.desktop.gate_list import OpenPoints
from plandesk.desktop.look.words import label, rule


def _tr(text: str) -> str:
    return QCoreApplication.translate("ExchangeSide", text)


def side_area(
    sending: Sequence[QWidget], tables: Sequence[QWidget], past: Sequence[QWidget], foot: QWidget
) -> QScrollArea:
    """The three groups, one under the other, in an area that scrolls where the window is low."""
    scroll = QScrollArea()
    scroll.setWidgetResizable(True)
    scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    side = QFrame()
    side.setObjectName("paper")
    scroll.setWidget(side)
    column = QVBoxLayout(side)
    column.setContentsMargins(16, 14, 16, 12)
    column.setSpacing(9)
    column.addWidget(label(_tr("上报"), "title"))
    for widget in sending:
        column.addWidget(widget)
    column.addWidget(foot)
    column.addWidget(rule())
    column.addWidget(label(_tr("工作表"), "heading"))
    column.addWidget(label(_tr("每个领域一张表，可直接打印，随时可以导出。"), "soft", wrap=True))
    for widget in tables:
        column.addWidget(widget)
    column.addWidget(rule())
    column.addWidget(label(_tr("往年"), "heading"))
    for widget in past:
        column.addWidget(widget)
    column.addStretch(1)
    return scroll


def show_past_words(words: QLabel, snapshot: Snapshot, year: int) -> None:
    """What is known of the sealed years and of their receipts, the newest first."""
    lines = []
    for each in sorted((y for y in snapshot.years if snapshot.years[y].sealed), reverse=True)[:3]:
        corrections = snapshot.years[each].corrections or 0
        told = _tr("{year}年已封存").format(year=each)
        told += _tr("，更正{count}次").format(count=corrections) if corrections else ""
        lines.append(told + receipt_words(snapshot, each))
    if year not in snapshot.years or not snapshot.years[year].sealed:
        told = receipt_words(snapshot, year)
        lines += [_tr("{year}年").format(year=year) + told.lstrip("，")] if told else []
    words.setText("\n".join(lines))
    words.setVisible(bool(lines))


def lacking_words(blanks: Sequence[tuple[CellKey, str]]) -> str:
    """What a unit has not given yet, the first eight by name."""
    if not blanks:
        return _tr("数据已齐。")
    names = "、".join(name for _, name in blanks[:8])
    more = _tr("等{count}格").format(count=len(blanks)) if len(blanks) > 8 else ""
    return _tr("还缺：{names}{more}").format(names=names, more=more)


def reason_words(points: OpenPoints) -> str:
    """Why nothing can go upward yet; "" where nothing stands in the way."""
    groups = (
        (_tr("强制性错误{count}条"), points.errors),
        (_tr("核实性说明{count}条"), points.warnings),
        (_tr("定量目标的空格{count}个"), points.blanks),
    )
    parts = [words.format(count=len(found)) for words, found in groups if found]
    told = _tr("{what}未办，办完才能导出。空格可填数，也可选无数值。")
    return told.format(what="、".join(parts)) if parts else ""
