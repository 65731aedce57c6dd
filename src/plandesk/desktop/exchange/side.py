"""The right side of 采集上报: sending, working tables, and what concerns earlier years."""

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QFrame, QLabel, QScrollArea, QVBoxLayout, QWidget

from plandesk.core.snapshot import Snapshot
from plandesk.desktop.exchange.receipt_view import receipt_words
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
