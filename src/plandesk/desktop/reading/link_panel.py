"""Ctrl+L and Ctrl+N: which indicator a line is about, found by name or pinyin initials, or a new one."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from plandesk.core.indicator import Indicator
from plandesk.desktop.look.cell import CellLook, Column
from plandesk.desktop.look.look import Look
from plandesk.desktop.look.rows import RowsModel, TableRow
from plandesk.desktop.look.table import DeskTable
from plandesk.desktop.look.words import label
from plandesk.desktop.pinyin import matches
from plandesk.desktop.reading.review import Review
from plandesk.planreader.matching import likeness

_MOST = 60
_SHOWN = 10
_WIDTH = 620


@dataclass(frozen=True, slots=True)
class Choice:
    """An indicator by its code, or (None) a new one called ``name``."""

    code: str | None
    name: str


class LinkPanel(QFrame):
    """Opened over the page; ``taken`` with the ``Choice``, ``left`` when Esc is pressed or the keyboard goes."""

    taken = Signal(object)
    left = Signal()

    def __init__(self, look: Look, home: QWidget) -> None:
        super().__init__(home)
        self._look, self._home = look, home
        self._review: Review | None = None
        self._name, self._form = "", ""
        self.setObjectName("palette")
        self.setAutoFillBackground(True)
        self._title = label("", "soft")
        self.field = QLineEdit()
        self.field.setObjectName("palettefield")
        self.field.setAccessibleName(self.tr("查找指标"))
        self.field.setPlaceholderText(self.tr("指标名中的几个字，或拼音首字母"))
        self.field.textChanged.connect(lambda _: self._search())
        self.field.installEventFilter(self)
        self.rows = RowsModel((Column("name", "", 0), Column("where", "", 220, "right")), self)
        self.table = DeskTable(look, row=28)
        self.table.setObjectName("bare")
        self.table.horizontalHeader().hide()
        self.table.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.table.setModel(self.rows)
        self.table.clicked.connect(lambda index: self._take(index.row()))
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
        self._nothing = label("", "soft")
        self._nothing.setContentsMargins(16, 10, 12, 10)
        column.addWidget(self._nothing, 1, Qt.AlignmentFlag.AlignTop)
        column.addWidget(self.table, 1)
        column.addLayout(foot)
        self.hide()

    def open_for(self, review: Review, title: str, name: str, form: str) -> None:
        """Open for a line called ``name`` whose new indicator would stand in ``form``."""
        self._review, self._name, self._form = review, name, form
        self._title.setText(title)
        self.field.clear()
        self._search()
        width = min(self._look.dp(_WIDTH), self._home.width() - 20)
        height = min(self._look.dp(28 * _SHOWN + 110), self._home.height() - self._look.dp(60))
        self.setGeometry((self._home.width() - width) // 2, self._look.dp(46), width, height)
        self.show()
        self.raise_()
        self.field.setFocus()

    def _search(self) -> None:
        self.rows.show(list(self._lines(self.field.text().strip())))
        words = self.tr("没有“{text}”。可试指标名中的两个字；写出全名可作为新指标。")
        self._nothing.setText(words.format(text=self.field.text()))
        self._nothing.setVisible(not self.rows.rowCount())
        self.table.setVisible(bool(self.rows.rowCount()))
        if self.rows.rowCount():
            self.table.go(0)

    def _lines(self, wanted: str) -> Iterator[TableRow]:
        assert self._review is not None
        titles = {form.code: form.title for form in self._review.library.forms}
        found = [
            (form, indicator)
            for form, indicator in self._all()
            if matches(wanted, (indicator.name, *indicator.aliases))
        ]
        exact = any(wanted in (i.name, *i.aliases) for _, i in found)
        name = self._name if wanted.isascii() else wanted
        fresh = [] if exact or not name else [self._new_row(name)]
        lines = [
            TableRow(
                (
                    CellLook(i.name, unit=i.unit, tip=i.definition),
                    CellLook(titles.get(form, self.tr("新指标")), "right", "ink2", size=12),
                ),
                Choice(i.code, i.name),
            )
            for form, i in self._ranked(found)[: _MOST if wanted else _SHOWN - 1]
        ]
        yield from [*lines, *fresh]

    def _new_row(self, name: str) -> TableRow:
        words = self.tr("作为新指标“{name}”").format(name=name)
        return TableRow(
            (
                CellLook(words, ink="accent", sign="new", sign_ink="accent"),
                CellLook(self.tr("本地指标"), "right", "ink2", size=12),
            ),
            Choice(None, name),
        )

    def _all(self) -> Iterator[tuple[str, Indicator]]:
        assert self._review is not None
        for form in self._review.library.forms:
            yield from ((form.code, indicator) for indicator in form.indicators)
        yield from (("", each.indicator) for each in self._review.local_indicators())

    def _ranked(self, found: Sequence[tuple[str, Indicator]]) -> list[tuple[str, Indicator]]:
        """Those like the document's words first, of two alike the one of the same form."""

        def key(pair: tuple[str, Indicator]) -> tuple[float, bool]:
            form, indicator = pair
            return -likeness(self._name, indicator), form != self._form

        return sorted(found, key=key)

    def _take(self, row: int) -> None:
        choice = self.rows.stands_for(row)
        if isinstance(choice, Choice):
            self.hide()
            self.taken.emit(choice)

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
