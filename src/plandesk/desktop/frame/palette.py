"""Ctrl+K and Ctrl+F: one field over the page; indicators, actions and files by name or pinyin initials."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from plandesk.desktop.look.cell import CellLook, Column
from plandesk.desktop.look.look import Look
from plandesk.desktop.look.rows import RowsModel, TableRow
from plandesk.desktop.look.table import DeskTable
from plandesk.desktop.look.words import label
from plandesk.desktop.pinyin import matches, rank

_MOST = 8
_WIDTH = 640


@dataclass(frozen=True, slots=True)
class Entry:
    """Something to go to: its group, title, other names, what stands at the right, what it does."""

    group: str
    title: str
    names: tuple[str, ...]
    hint: str
    act: Callable[[], object]


class Palette(QFrame):
    """Opened over the window; ``left`` gives the keyboard back."""

    left = Signal()

    def __init__(self, look: Look, entries: Callable[[], Sequence[Entry]], parent: QWidget) -> None:
        super().__init__(parent)
        self._look = look
        self._home = parent
        self._load = entries
        self._entries: Sequence[Entry] = ()
        self._narrow = False
        self.setObjectName("palette")
        self.setAutoFillBackground(True)
        self.field = QLineEdit()
        self.field.setObjectName("palettefield")
        self.field.setAccessibleName(self.tr("搜索指标和操作"))
        self.field.setPlaceholderText(self.tr("名称或拼音首字母，如 ycf"))
        self.field.textChanged.connect(lambda _: self._search())
        self.field.installEventFilter(self)
        self.rows = RowsModel((Column("title", "", 0), Column("hint", "", 220, "right")), self)
        self.table = DeskTable(look, row=30)
        self.table.setObjectName("bare")
        self.table.horizontalHeader().hide()
        self.table.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.table.setModel(self.rows)
        self.table.clicked.connect(lambda index: self._take(index.row()))
        self._nothing = label("", "soft")
        self._keys, self._escape = label("", "soft"), label(self.tr("Esc 关闭"), "soft")
        foot = QHBoxLayout()
        foot.setContentsMargins(12, 6, 12, 8)
        foot.addWidget(self._keys)
        foot.addStretch(1)
        foot.addWidget(self._escape)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        column.addWidget(self.field)
        column.addWidget(self.table)
        column.addWidget(self._nothing)
        column.addLayout(foot)
        self.hide()

    def open(self, *, narrow: bool = False) -> None:
        """Open with an empty field; ``narrow`` to indicators only."""
        self._entries = self._load()
        self._narrow = narrow
        self.field.clear()
        self._search()
        self._place()
        self.show()
        self.raise_()
        self.field.setFocus()

    def _place(self) -> None:
        width = min(self._look.dp(_WIDTH), self._home.width() - 20)
        height = self._look.dp(36 + 30 * (_MOST + 3) + 34)
        height = min(height, self._home.height() - self._look.dp(60))
        self.setGeometry((self._home.width() - width) // 2, self._look.dp(52), width, height)

    def close_(self) -> None:
        """Close and give the keyboard back."""
        if self.isVisible():
            self.hide()
            self.left.emit()

    def _search(self) -> None:
        wanted = self.field.text()
        indicators = self.tr("指标")
        found = [
            e for e in self._entries
            if (not self._narrow or e.group == indicators) and matches(wanted, (e.title, *e.names))
        ]  # fmt: skip
        groups = list(dict.fromkeys(e.group for e in found))
        if wanted.strip():
            found.sort(key=lambda e: (groups.index(e.group), rank(wanted, e.title)))
        self.rows.show(list(self._lines(found)))
        self._nothing.setVisible(not found)
        self._nothing.setText(
            self.tr("    没有“{text}”。可试指标名中的两个字，或拼音首字母。").format(text=wanted)
        )
        self.table.setVisible(bool(found))
        tab = self.tr("Tab 全部") if self._narrow else self.tr("Tab 只看指标")
        self._keys.setText(self.tr("↑↓ 选择    回车 前往    ") + tab)
        self._step(0)

    def _lines(self, found: Sequence[Entry]) -> Iterator[TableRow]:
        group, room = "", _MOST
        shares = {g: 5 if g == self.tr("指标") else 3 for g in {e.group for e in found}}
        if len(shares) == 1:
            shares = dict.fromkeys(shares, _MOST)
        for entry in found:
            if room == 0 or shares[entry.group] == 0:
                continue
            if entry.group != group:
                group = entry.group
                head = CellLook(group, ink="ink2", ground="ground", size=12)
                yield TableRow((head, CellLook(ground="ground")))
            shares[group] -= 1
            room -= 1
            yield TableRow(
                (CellLook(entry.title, tip=entry.title), CellLook(entry.hint, "right", "ink2", size=12)),
                entry,
            )

    # keys

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusOut and self.isVisible():
            self.hide()
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return super().eventFilter(watched, event)
        match event.key():
            case Qt.Key.Key_Escape:
                self.close_()
            case Qt.Key.Key_Down | Qt.Key.Key_Up:
                self._step(1 if event.key() == Qt.Key.Key_Down else -1)
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                self._take(self.table.currentIndex().row())
            case Qt.Key.Key_Tab:
                self._narrow = not self._narrow
                self._search()
            case _:
                return super().eventFilter(watched, event)
        return True

    def _step(self, step: int) -> None:
        usable = [r for r in range(self.rows.rowCount()) if self.rows.stands_for(r) is not None]
        if not usable:
            return
        here = self.table.currentIndex().row()
        if step == 0 or here not in usable:
            self.table.go(usable[0])
        else:
            self.table.go(usable[(usable.index(here) + step) % len(usable)])

    def _take(self, row: int) -> None:
        entry = self.rows.stands_for(row)
        if isinstance(entry, Entry):
            self.hide()
            entry.act()
