"""回执: what the next level says of this county's submission; each question leads to its cell."""

import json
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from plandesk.core.days import day_words
from plandesk.core.figures import cell_words
from plandesk.core.records import CellKey, Setting
from plandesk.core.snapshot import Snapshot
from plandesk.core.words import Words
from plandesk.desktop.look.cell import CellLook, Column
from plandesk.desktop.look.look import Look
from plandesk.desktop.look.rows import RowsModel, TableRow
from plandesk.desktop.look.table import DeskTable
from plandesk.desktop.look.words import button, label
from plandesk.desktop.page import StatusText

if TYPE_CHECKING:
    from plandesk.exchange.receipts import Receipt

_SIGNS = {"error": ("error", "bad"), "warning": ("open", "warn"), "note": ("note", "ink2")}


def _tr(text: str) -> str:
    return QCoreApplication.translate("ReceiptView", text)


def receipt_setting(receipt: "Receipt") -> Setting:
    """What the data file remembers of a receipt."""
    told = {
        "state": receipt.state,
        "at": receipt.at,
        "sender": receipt.sender,
        "questions": len(receipt.questions),
    }
    return Setting(f"receipt/{receipt.year}", json.dumps(told, ensure_ascii=False))


def receipt_words(snapshot: Snapshot, year: int) -> str:
    """The last receipt of a year in a few words that go on a sentence; "" where none was read."""
    text = snapshot.settings.get(f"receipt/{year}", "")
    if not text:
        return ""
    told = json.loads(text)
    states = {"accepted": _tr("已接收"), "questioned": _tr("已接收，有疑问{n}处"), "returned": _tr("退回")}
    state = states.get(told["state"], told["state"]).format(n=told["questions"])
    return _tr("，回执{day}：{state}").format(day=day_words(str(told["at"])[:10]), state=state)


class _Table(DeskTable):
    left = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
            event.accept()
            return
        super().keyPressEvent(event)


class ReceiptView(QWidget):
    """``followed`` with the address of a question, ``left`` by Esc."""

    followed = Signal(object)
    left = Signal()
    status = Signal(object)

    def __init__(self, look: Look, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._catalogue = words
        self._year = 0
        self.model = RowsModel(
            (
                Column("severity", self.tr("性质"), 92),
                Column("name", self.tr("指标"), 226),
                Column("part", self.tr("分组"), 72),
                Column("shown", self.tr("上报的数"), 92, "right"),
                Column("message", self.tr("问题"), 0, least=180),
                Column("advice", self.tr("怎么办"), 0, least=140),
            ),
            self,
        )
        self.table = _Table(look, row=28)
        self.table.setAccessibleName(self.tr("回执的问题"))
        self.table.setModel(self.model)
        self._heading, self._reason = label("", "soft"), label("", "soft", wrap=True)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(label(self.tr("回执"), "title"))
        head.addWidget(self._heading)
        head.addStretch(1)
        head.addWidget(button(self.tr("返回  Esc"), self.left.emit, name=self.tr("返回")))
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 10, 12, 10)
        column.setSpacing(8)
        column.addLayout(head)
        column.addWidget(self._reason)
        column.addWidget(self.table, 1)
        self.table.chosen.connect(self._follow)
        self.table.left.connect(self.left)

    def show_receipt(self, receipt: "Receipt", current: int) -> None:
        """Show a receipt; ``current`` is the file's own 更正 number of that year."""
        self._year = receipt.year
        say = self._catalogue.say
        state = say(f"rollup.state.{receipt.state}")
        self._heading.setText(
            say("receipt.said.head", year=receipt.year, sender=receipt.sender, at=receipt.when, state=state)
        )
        lines = [receipt.reason] if receipt.reason else []
        if receipt.corrections != current:
            lines.append(say("receipt.said.outdated", corrections=receipt.corrections, current=current))
        if not receipt.questions:
            lines.append(self.tr("没有要问的数。"))
        self._reason.setText("".join(lines))
        self._reason.setVisible(bool(lines))
        rows = []
        for q in receipt.questions:
            sign, ink = _SIGNS.get(q.severity, ("note", "ink2"))
            cells = (
                CellLook(say(f"receipt.{q.severity}"), ink=ink, sign=sign, sign_ink=ink, size=12),
                CellLook(q.name, tip=q.name), CellLook(cell_words(q.cell), ink="ink2", size=12),
                CellLook(q.shown, "right"), CellLook(q.message, tip=q.message),
                CellLook(q.advice, ink="ink2", tip=q.advice),
            )  # fmt: skip
            rows.append(TableRow(cells, CellKey(q.indicator, receipt.year, q.cell)))
        self.model.show(rows)
        if rows:
            self.table.go(0)

    def enter(self) -> None:
        """The keyboard goes into the list."""
        self.table.setFocus()
        keys = ((self.tr("回车"), self.tr("到这一格")), ("Esc", self.tr("返回")))
        self.status.emit(StatusText(self.tr("回执"), "", keys if self.model.rowCount() else keys[1:]))

    def _follow(self, row: int) -> None:
        address = self.model.stands_for(row)
        if isinstance(address, CellKey):
            self.followed.emit(address)
