"""The list of papers at the left of 报表: each with its name and, under it, its last state."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import QListView, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from plandesk.desktop.look.look import Look

AnyIndex = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
_ROW = 50


@dataclass(frozen=True, slots=True)
class PaperLine:
    """A line of the list: the paper's key and title, its state as sign, words and role of colour; ``barred``: greyed."""

    key: str
    title: str
    sign: str
    state: str
    ink: str
    barred: bool = False


class PaperLines(QAbstractListModel):
    """The lines as they were worked out."""

    lines: tuple[PaperLine, ...] = ()

    def show(self, lines: Sequence[PaperLine]) -> None:
        """Show other states; the papers themselves do not change while the window lives."""
        fresh = tuple(lines)
        if len(fresh) != len(self.lines):
            self.beginResetModel()
            self.lines = fresh
            self.endResetModel()
        elif fresh != self.lines:
            self.lines = fresh
            self.dataChanged.emit(self.index(0), self.index(len(fresh) - 1))

    def rowCount(self, parent: AnyIndex = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.lines)

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        line = self.lines[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return line.title
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{line.title}，{line.state}"
        if role == Qt.ItemDataRole.ToolTipRole:
            return line.state
        return None


class _LinePainter(QStyledItemDelegate):
    def __init__(self, look: Look, view: QListView) -> None:
        super().__init__(view)
        self._look, self._view = look, view

    def sizeHint(self, option: QStyleOptionViewItem, index: AnyIndex) -> QSize:
        return QSize(self._look.dp(120), self._look.dp(_ROW))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        look, rect = self._look, QRect(option.rect)
        model: Any = index.model()
        line: PaperLine = model.lines[index.row()]
        current = index == self._view.currentIndex()
        ground = "accent_soft" if current else "paper"
        painter.fillRect(rect, look.colour(ground))
        if current:
            painter.fillRect(QRect(rect.left(), rect.top(), 3, rect.height()), look.colour("accent"))
        left, right = rect.left() + look.dp(14), rect.right() - look.dp(8)
        half = rect.height() // 2
        title = QRect(left, rect.top() + look.dp(4), right - left, half - look.dp(2))
        painter.setFont(look.font(14))
        painter.setPen(look.colour("ink3" if line.barred else "ink"))
        painter.drawText(title, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), line.title)
        top = rect.top() + half + (half - look.dp(13)) // 2 - look.dp(3)
        look.paint_sign(painter, line.sign, left, top, line.ink, under=ground)
        state = QRect(left + look.dp(18), top - look.dp(2), right - left - look.dp(18), look.dp(17))
        painter.setFont(look.font(12))
        painter.setPen(look.colour(line.ink))
        words = look.metrics(12).elidedText(line.state, Qt.TextElideMode.ElideRight, state.width())
        painter.drawText(state, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), words)
        if current and self._view.hasFocus():
            painter.setPen(QPen(look.colour("accent"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(rect.adjusted(1, 1, -1, -1))


class PaperList(QListView):
    """``chosen`` with a paper's key when another is current; ``wanted`` when Enter is pressed on one."""

    chosen = Signal(str)
    wanted = Signal(str)

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("papers")
        self.setAccessibleName(self.tr("报表种类"))
        self.lines = PaperLines(self)
        self.setModel(self.lines)
        self.setItemDelegate(_LinePainter(look, self))
        self.setUniformItemSizes(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        look.changed.connect(self.doItemsLayout)

    @property
    def key(self) -> str:
        """The current paper's key, "" before anything is shown."""
        row = self.currentIndex().row()
        return self.lines.lines[row].key if row >= 0 else ""

    def show_lines(self, lines: Sequence[PaperLine]) -> None:
        """Show the states; the first paper is current where none was."""
        self.lines.show(lines)
        if not self.currentIndex().isValid() and lines:
            self.setCurrentIndex(self.lines.index(0))

    def choose(self, key: str) -> None:
        """Make that paper current."""
        row = next(i for i, line in enumerate(self.lines.lines) if line.key == key)
        self.setCurrentIndex(self.lines.index(row))

    def currentChanged(self, current: AnyIndex, previous: AnyIndex) -> None:
        super().currentChanged(current, previous)
        if current.isValid():
            self.chosen.emit(self.key)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.key:
            self.wanted.emit(self.key)
            event.accept()
            return
        super().keyPressEvent(event)
