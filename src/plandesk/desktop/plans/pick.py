"""A field that finds indicators by name, alias or pinyin initials: typing filters, ↑ ↓ choose, Enter takes."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from plandesk.core.indicator import Indicator, Library
from plandesk.desktop.look.look import Look
from plandesk.desktop.look.words import label
from plandesk.desktop.pinyin import initials, matches

_SHOWN = 6


class IndicatorPick(QWidget):
    """``changed`` when another choice was made; ``settled`` when the keyboard may go on. Up to ``most`` are taken."""

    changed = Signal()
    settled = Signal()

    def __init__(self, look: Look, library: Library, most: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._library, self._most = library, most
        self._codes: list[str] = []
        self._chosen = label("", wrap=True)
        self.line = QLineEdit()
        self.line.setPlaceholderText(self.tr("指标名中的几个字，或拼音首字母"))
        self.line.textEdited.connect(lambda _: self._search())
        self.line.installEventFilter(self)
        self.found = QListWidget()
        self.found.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.found.setAccessibleName(self.tr("找到的指标"))
        self.found.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.found.setFixedHeight(look.dp(24 * _SHOWN + 6))
        self.found.itemClicked.connect(lambda _: self._take())
        self.found.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(3)
        for widget in (self._chosen, self.line, self.found):
            column.addWidget(widget)
        self.setFocusProxy(self.line)
        self._show()

    @property
    def codes(self) -> tuple[str, ...]:
        """What is chosen, in order."""
        return tuple(self._codes)

    def choose(self, codes: Sequence[str]) -> None:
        """Choose these, without telling."""
        self._codes = [code for code in codes if code in self._library][: self._most]
        self._show()

    def _show(self) -> None:
        names = [
            f"{i.name}（{i.unit}）" if i.unit else i.name for i in map(self._library.__getitem__, self._codes)
        ]
        self._chosen.setText("、".join(names))
        self._chosen.setVisible(bool(names))

    def _search(self) -> None:
        wanted = self.line.text().strip()
        self.found.clear()
        for indicator in self._ranked(wanted) if wanted else ():
            item = QListWidgetItem(f"{indicator.name}　{indicator.unit}　{indicator.reporter}")
            item.setData(Qt.ItemDataRole.UserRole, indicator.code)
            self.found.addItem(item)
        self.found.setCurrentRow(0)
        self.found.setVisible(self.found.count() > 0)

    def _ranked(self, wanted: str) -> list[Indicator]:
        there = [
            i
            for i in self._library.by_code.values()
            if i.code not in self._codes and matches(wanted, (i.name, *i.aliases))
        ]
        # what is called so, then what begins so, by characters or by initials
        there.sort(
            key=lambda i: (
                wanted not in (i.name, *i.aliases),
                not (i.name.startswith(wanted) or initials(i.name).startswith(wanted.lower())),
                len(i.name),
            )
        )
        return there[:_SHOWN]

    def _take(self) -> None:
        if self.found.currentRow() < 0:
            return
        item = self.found.currentItem()
        code = str(item.data(Qt.ItemDataRole.UserRole))
        self._codes = [code] if self._most == 1 else [*self._codes, code][: self._most]
        self.line.clear()
        self.found.hide()
        self._show()
        self.changed.emit()
        if self._most == 1:
            self.settled.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return super().eventFilter(watched, event)
        key, row = event.key(), self.found.currentRow()
        if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            return False
        if key in (Qt.Key.Key_Down, Qt.Key.Key_Up) and self.found.isVisibleTo(self):
            step = 1 if key == Qt.Key.Key_Down else -1
            self.found.setCurrentRow(min(max(row + step, 0), self.found.count() - 1))
            return True
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if self.found.isVisibleTo(self):
                self._take()
            else:
                self.settled.emit()
            return True
        if key == Qt.Key.Key_Backspace and not self.line.text() and self._codes:
            self._codes.pop()
            self._show()
            self.changed.emit()
            return True
        return False
