"""F2: the four fields of a line, exactly over its cells."""

from PySide6.QtCore import QEvent, QObject, QRect, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QFrame, QLineEdit, QWidget

from plandesk.core.plan import Op
from plandesk.desktop.look.boxes import CalmBox
from plandesk.desktop.look.look import Look
from plandesk.desktop.reading.typed import OPS, Field, Typed, op_word


class RowEditor(QFrame):
    """``done`` with what was typed when Enter is pressed, ``lost`` when the keyboard goes elsewhere; ``left`` after Esc."""

    done = Signal(object)
    lost = Signal(object)
    left = Signal()

    def __init__(self, look: Look, home: QWidget) -> None:
        super().__init__(home)
        self._look = look
        self.op = CalmBox(self)
        for number, op in enumerate(OPS, start=1):
            self.op.addItem(f"{number} {op_word(op)}", op)
        self.op.setAccessibleName(self.tr("目标，按数字选"))
        self.value, self.unit, self.stage = (
            self._field(n) for n in (self.tr("数值"), self.tr("单位"), self.tr("阶段"))
        )
        self.fields: dict[Field, QWidget] = {
            "op": self.op, "value": self.value, "unit": self.unit, "stage": self.stage,
        }  # fmt: skip
        for widget in self.fields.values():
            widget.installEventFilter(self)
        self.hide()

    def _field(self, name: str) -> QLineEdit:
        made = QLineEdit(self)
        made.setObjectName("cell")
        made.setAccessibleName(name)
        return made

    @property
    def typed(self) -> Typed:
        """What stands in the fields."""
        op: Op = self.op.currentData()
        return Typed(op, self.value.text(), self.unit.text(), self.stage.text().strip())

    def open_at(self, cells: dict[Field, QRect], typed: Typed, field: Field) -> None:
        """Open over the cells with ``typed``, the keyboard in ``field``."""
        self.op.setCurrentIndex(OPS.index(typed.op))
        for widget, text in (
            (self.value, typed.value),
            (self.unit, typed.unit),
            (self.stage, typed.stage),
        ):
            widget.setText(text)
        whole = cells["op"]
        for cell in cells.values():
            whole = whole.united(cell)
        wide = self._look.dp(100)  # the sign with its word and the arrow: into the column before it
        whole.setLeft(min(whole.left(), cells["op"].right() - wide))
        whole.adjust(0, -1, 0, 1)  # a drop-down is a little taller than a row
        self.setGeometry(whole)
        for key, field_widget in self.fields.items():
            cell = cells[key].translated(-whole.topLeft())
            if key == "op":
                cell = QRect(0, 0, cell.right() + 1, whole.height())
            field_widget.setGeometry(cell)
        self.show()
        self.raise_()
        self.stand_in(field)

    def stand_in(self, field: Field) -> None:
        """The keyboard in a field, its text chosen."""
        widget = self.fields[field]
        widget.setFocus()
        if isinstance(widget, QLineEdit):
            widget.selectAll()

    def close_(self) -> None:
        """Close; nothing is told."""
        self.hide()

    def _look_for_keyboard(self) -> None:
        here = QApplication.focusWidget()
        if self.isVisible() and here is not None and here not in self.fields.values():
            self.lost.emit(self.typed)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusOut and self.isVisible():
            QTimer.singleShot(0, self, self._look_for_keyboard)
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self.done.emit(self.typed)
                return True
            if event.key() == Qt.Key.Key_Escape:
                self.hide()
                self.left.emit()
                return True
            if event.key() in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
                self._step(watched, -1 if event.key() == Qt.Key.Key_Backtab else 1)
                return True
        return super().eventFilter(watched, event)

    def _step(self, here: QObject, step: int) -> None:
        """Tab stays within the four fields."""
        keys = list(self.fields)
        at = next(n for n, key in enumerate(keys) if self.fields[key] is here)
        self.stand_in(keys[(at + step) % len(keys)])
