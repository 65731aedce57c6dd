"""A list over the page that is searched by typing: reading documents and old tables look indicators up in it."""

from collections.abc import Callable, Iterable

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from plandesk.desktop.look.cell import Column
from plandesk.desktop.look.look import Look
from plandesk.desktop.look.rows import RowsModel, TableRow
from plandesk.desktop.look.table import DeskTable
from plandesk.desktop.look.words import label

_SHOWN = 10


class SearchPanel(QFrame):
    """Opened over the page; ``left`` when Esc is pressed or the keyboard goes.

    ``lines`` finds the lines of a text, the likeliest first; ``take`` is told what the line taken stands for;
    ``nothing`` is the sentence where no line fits, with a slot ``text``; ``width`` is the panel's, ``where`` that of
    its second column.
    """

    left = Signal()

    def __init__(
        self,
        look: Look,
        home: QWidget,
        lines: Callable[[str], Iterable[TableRow]],
        take: Callable[[object], None],
        *,
        nothing: str,
        width: int,
        where: int,
    ) -> None:
        super().__init__(home)
        self._look, self._home, self._nothing_words, self._width = look, home, nothing, width
        self._lines, self._told = lines, take
        self.setObjectName("palette")
        self.setAutoFillBackground(True)
        self._title = label("", "soft")
        self.field = QLineEdit()
        self.field.setObjectName("palettefield")
        self.field.setAccessibleName(self.tr("查找指标"))
        self.field.setPlaceholderText(self.tr("指标名中的几个字，或拼音首字母"))
        self.field.textChanged.connect(lambda _: self._search())
        self.field.installEventFilter(self)
        self.rows = RowsModel((Column("name", "", 0), Column("where", "", where, "right")), self)
        self.table = DeskTable(look, row=28)
        self.table.setObjectName("bare")
        self.table.horizontalHeader().hide()
        self.table.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.table.setModel(self.rows)
        self.table.clicked.connect(lambda index: self._take(index.row()))
        self._nothing = label("", "soft")
        self._nothing.setContentsMargins(16, 10, 12, 10)
        self._lay_out()
        self.hide()

    def _lay_out(self) -> None:
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

    def open_under(self, title: str) -> None:
        """Open with an empty field under that title."""
        self._title.setText(title)
        self.field.clear()
        self._search()
        width = min(self._look.dp(self._width), self._home.width() - 20)
        height = min(self._look.dp(28 * _SHOWN + 110), self._home.height() - self._look.dp(60))
        self.setGeometry((self._home.width() - width) // 2, self._look.dp(46), width, height)
        self.show()
        self.raise_()
        self.field.setFocus()

    def _search(self) -> None:
        self.rows.show(list(self._lines(self.field.text().strip())))
        self._nothing.setText(self._nothing_words.format(text=self.field.text()))
        self._nothing.setVisible(not self.rows.rowCount())
        self.table.setVisible(bool(self.rows.rowCount()))
        if self.rows.rowCount():
            self.table.go(0)

    def _take(self, row: int) -> None:
        choice = self.rows.stands_for(row)
        if choice is not None:
            self.hide()
            self._told(choice)

    def _leave(self) -> None:
        self.hide()
        self.left.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusOut and self.isVisible() and self.window().isActiveWindow():
            self._leave()
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return super().eventFilter(watched, event)
        match event.key():
            case Qt.Key.Key_Escape:
                self._leave()
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
