"""Which indicator a row of an old table is, or which part of one: found by name or pinyin initials."""

from collections.abc import Iterator, Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from plandesk.core.figures import cell_words, cells_of
from plandesk.core.history_names import NameIndex, row_name
from plandesk.core.indicator import Indicator
from plandesk.core.snapshot import Snapshot
from plandesk.desktop.look.cell import CellLook, Column
from plandesk.desktop.look.look import Look
from plandesk.desktop.look.rows import RowsModel, TableRow
from plandesk.desktop.look.table import DeskTable
from plandesk.desktop.look.words import label
from plandesk.desktop.pinyin import matches

_MOST, _SHOWN, _WIDTH = 80, 10, 640


class IndicatorPanel(QFrame):
    """Opened over the page; ``taken`` with code and breakdown cell, ``left`` when Esc is pressed or the keyboard goes."""

    taken = Signal(str, str)
    left = Signal()

    def __init__(self, look: Look, home: QWidget) -> None:
        super().__init__(home)
        self._look, self._home = look, home
        self._all: Sequence[Indicator] = ()
        self._first: Sequence[Indicator] = ()
        self._snapshot: Snapshot | None = None
        self.setObjectName("palette")
        self.setAutoFillBackground(True)
        self._title = label("", "soft")
        self.field = QLineEdit()
        self.field.setObjectName("palettefield")
        self.field.setAccessibleName(self.tr("查找指标"))
        self.field.setPlaceholderText(self.tr("指标名中的几个字，或拼音首字母"))
        self.field.textChanged.connect(lambda _: self._search())
        self.field.installEventFilter(self)
        self.rows = RowsModel((Column("name", "", 0), Column("where", "", 170, "right")), self)
        self.table = DeskTable(look, row=28)
        self.table.setObjectName("bare")
        self.table.horizontalHeader().hide()
        self.table.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.table.setModel(self.rows)
        self.table.clicked.connect(lambda index: self._take(index.row()))
        self._nothing = label("", "soft")
        self._nothing.setContentsMargins(16, 10, 12, 10)
        head, foot = QHBoxLayout(), QHBoxLayout()
        head.setContentsMargins(16, 8, 12, 2)
        head.addWidget(self._title, 1)
        foot.setContentsMargins(16, 6, 12, 8)
        foot.addWidget(label(self.tr("↑↓ 选择    回车 用这个指标"), "soft"))
        foot.addStretch(1)
        foot.addWidget(label(self.tr("Esc 关闭"), "soft"))
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self.field)
        column.addWidget(self._nothing, 1, Qt.AlignmentFlag.AlignTop)
        column.addWidget(self.table, 1)
        column.addLayout(foot)
        self.hide()

    def open_for(self, name: str, snapshot: Snapshot, codes: Sequence[str], index: NameIndex) -> None:
        """Open for a row called ``name``; the indicators most like it come first."""
        self._snapshot = snapshot
        self._all = [snapshot.indicator(code) for code in codes]
        self._first = [c.indicator for c in index.candidates(row_name(name))]
        self._title.setText(self.tr("“{name}”是哪个指标").format(name=name))
        self.field.clear()
        self._search()
        width = min(self._look.dp(_WIDTH), self._home.width() - 20)
        height = min(self._look.dp(28 * _SHOWN + 110), self._home.height() - self._look.dp(60))
        self.setGeometry((self._home.width() - width) // 2, self._look.dp(46), width, height)
        self.show()
        self.raise_()
        self.field.setFocus()

    def _search(self) -> None:
        self.rows.show(list(self._lines(self.field.text().strip()))[:_MOST])
        words = self.tr("没有“{text}”。可试指标名中的两个字，或拼音首字母。")
        self._nothing.setText(words.format(text=self.field.text()))
        self._nothing.setVisible(not self.rows.rowCount())
        self.table.setVisible(bool(self.rows.rowCount()))
        if self.rows.rowCount():
            self.table.go(0)

    def _lines(self, wanted: str) -> Iterator[TableRow]:
        assert self._snapshot is not None
        likely = [i for i in self._first if matches(wanted, (i.name, *i.aliases))]
        rest = [i for i in self._all if i not in likely and matches(wanted, (i.name, *i.aliases))]
        for indicator in (*likely, *rest):
            # the parts only once it is clear which indicator is meant
            parts = cells_of(indicator, ()) if wanted or indicator in likely[:1] else ()
            for cell in ("", *parts):
                part = cell_words(cell)
                name = CellLook(part or indicator.name, indent=18 if part else 0, unit=indicator.unit,
                                tip=indicator.definition)  # fmt: skip
                where = CellLook(indicator.reporter if not part else "", "right", "ink2", size=12)
                yield TableRow((name, where), (indicator.code, cell))

    def _take(self, row: int) -> None:
        choice = self.rows.stands_for(row)
        if isinstance(choice, tuple):
            self.hide()
            self.taken.emit(*choice)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusOut and self.isVisible() and self.window().isActiveWindow():
            self.hide()
            self.left.emit()
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return super().eventFilter(watched, event)
        match event.key():
            case Qt.Key.Key_Escape:
                self.hide()
                self.left.emit()
            case Qt.Key.Key_Down | Qt.Key.Key_Up:
                step = 1 if event.key() == Qt.Key.Key_Down else -1
                last = self.rows.rowCount() - 1
                if last >= 0:
                    self.table.go(min(max(self.table.currentIndex().row() + step, 0), last))
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                self._take(self.table.currentIndex().row())
            case _:
                return super().eventFilter(watched, event)
        return True
