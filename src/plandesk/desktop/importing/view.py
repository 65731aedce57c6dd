"""The import conflict view (13): a page of its own, never a dialog."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QEvent, QRect, Qt, Signal
from PySide6.QtGui import QInputMethodEvent, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from plandesk.core.import_lines import Choice, Kind, Line, readable
from plandesk.core.snapshot import Snapshot
from plandesk.core.words import Words
from plandesk.desktop.importing.model import ImportModel
from plandesk.desktop.importing.returned import Returned
from plandesk.desktop.look.look import Look
from plandesk.desktop.look.sign_label import SignLabel
from plandesk.desktop.look.table import DeskTable
from plandesk.desktop.look.words import button, label
from plandesk.desktop.page import StatusText

_COUNTED: tuple[tuple[Kind, str, str], ...] = (
    ("new", "new", "accent"), ("changed", "changed", "accent"), ("both", "open", "warn"), ("refused", "error", "bad"),
)  # fmt: skip


class ImportTable(DeskTable):
    """Arrows left and right choose, up and down pass the heads by, F2 opens the third value."""

    picked = Signal(str)
    third = Signal(str)
    finished = Signal()
    left = Signal()

    def __init__(self, model: ImportModel, look: Look) -> None:
        super().__init__(look, row=28)
        self._model = model
        self.setAccessibleName(self.tr("来表与本机"))
        self.setModel(model)
        model.modelReset.connect(self._span)

    def _span(self) -> None:
        self.clearSpans()
        for row in self._model.heads():
            self.setSpan(row, 0, 1, self._model.columnCount())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, held = event.key(), event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        control = held == Qt.KeyboardModifier.ControlModifier
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and control:
            self.finished.emit()
        elif key == Qt.Key.Key_Escape:
            self.left.emit()
        elif key == Qt.Key.Key_F2:
            self.third.emit("")
        elif key in (Qt.Key.Key_Left, Qt.Key.Key_Right) and not held:
            self.picked.emit("ours" if key == Qt.Key.Key_Left else "theirs")
        elif key in (Qt.Key.Key_Up, Qt.Key.Key_Down) and not held:
            row = self._model.next_line(self.currentIndex().row(), 1 if key == Qt.Key.Key_Down else -1)
            if row is not None:
                self.go(row)
        elif not control and event.text().strip() and event.text().isprintable():
            self.third.emit(event.text())
        else:
            super().keyPressEvent(event)
            return
        event.accept()


class ThirdValue(QLineEdit):
    """The editor of a third value over 采用."""

    entered = Signal(str)
    left = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("cell")
        self.setFrame(False)
        self._composing = False
        self.hide()

    def open_at(self, cell: QRect, text: str, name: str) -> None:
        """Open over ``cell`` with ``text`` in it."""
        self.setAccessibleName(name)
        self.setText(text)
        self.setGeometry(cell)
        self.show()
        self.raise_()
        self.setFocus()

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        self._composing = bool(event.preeditString())
        super().inputMethodEvent(event)

    def event(self, event: QEvent) -> bool:
        # the window's own shortcuts (undo) must not act while a value is being typed
        if event.type() == QEvent.Type.ShortcutOverride:
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not self._composing:
            self.entered.emit(self.text().strip())
        else:
            super().keyPressEvent(event)


class ImportView(QWidget):
    """Shows a form; ``wanted`` when it is to be read in, ``left`` by Esc, ``said`` a sentence with its tone."""

    wanted = Signal()
    left = Signal()
    said = Signal(str, str)
    status = Signal(object)

    def __init__(
        self, look: Look, words: Words, parent: QWidget | None = None, *, past: bool = False
    ) -> None:
        super().__init__(parent)
        self._look, self._catalogue, self._past = look, words, past
        self._title = self.tr("核对历年数据") if past else self.tr("读入采集表")
        self._snapshot: Snapshot | None = None
        self.model = ImportModel(self, past=past)
        self.table = ImportTable(self.model, look)
        self.third = ThirdValue(self.table.viewport())
        self._heading, self._notes = label("", "soft"), label("", "soft", wrap=True)
        self._waiting = label("", "soft")
        self.theirs = button(
            self.tr("全部用历年表") if past else self.tr("全部用来表"), lambda: self._pick_all("theirs")
        )
        self.ours = button(self.tr("全部留本机"), lambda: self._pick_all("ours"))
        self.read = button("", self._finish, "primary")
        self._counts = QHBoxLayout()
        self._counts.setSpacing(6)
        self._lay_out()
        self.table.picked.connect(self._pick)
        self.table.third.connect(self._open_third)
        self.table.finished.connect(self._finish)
        self.table.left.connect(self.left)
        self.table.row_changed.connect(lambda _: self.tell())
        self.third.entered.connect(self._take_third)
        self.third.left.connect(self._close_third)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(label(self._title, "title"))
        head.addSpacing(8)
        head.addWidget(self._heading)
        head.addStretch(1)
        for widget in (self.theirs, self.ours, self.read):
            head.addWidget(widget)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 10, 12, 10)
        column.setSpacing(8)
        column.addLayout(head)
        column.addLayout(self._counts)
        column.addWidget(self._notes)
        column.addWidget(self.table, 1)

    # what is shown

    def show_form(
        self, returned: Returned, remarks: Mapping[int, str], snapshot: Snapshot, *, heading: str, fresh: bool
    ) -> None:
        """Show a form; ``fresh`` where it is another one than before."""
        notes = [*returned.form.notes]
        if returned.found.kept:
            notes.append(self._catalogue.say("importing.kept", count=returned.found.kept))
        self._notes.setText("".join(notes))
        self._notes.setVisible(bool(notes))
        self._show_lines(returned.lines, remarks, returned.found.unchanged, snapshot, heading, fresh)

    def show_past(
        self, lines: Sequence[Line], unchanged: int, snapshot: Snapshot, *, heading: str, fresh: bool
    ) -> None:
        """Show the figures of a table of old years."""
        self._notes.hide()
        self._show_lines(lines, {}, unchanged, snapshot, heading, fresh)
        self.table.hide_columns(("sent",))

    def _show_lines(
        self, lines: Sequence[Line], remarks: Mapping[int, str], unchanged: int, snapshot: Snapshot, heading: str,
        fresh: bool,
    ) -> None:  # fmt: skip
        self._snapshot = snapshot
        self.third.hide()
        self._heading.setText(heading)
        here = self.table.currentIndex().row()
        self.model.show(lines, remarks, fresh=fresh)
        self._show_counts(lines, unchanged)
        start = self.model.next_undecided(-1) if fresh else here
        if start is None or self.model.number_at(start) is None:
            start = self.model.next_line(-1, 1)
        if start is not None:
            self.table.go(start)
        self._follow()

    def _show_counts(self, lines: Sequence[Line], unchanged: int) -> None:
        while (item := self._counts.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        words = {
            "new": self.tr("新填{count}格"), "changed": self.tr("改动{count}格"),
            "both": self.tr("两边都改过{count}格，要选定"), "refused": self.tr("读不进{count}格"),
        }  # fmt: skip
        for kind, sign, ink in _COUNTED:
            count = sum(1 for line in lines if line.kind == kind)
            if count:
                self._counts.addWidget(SignLabel(self._look, sign, ink, "ground"))
                tone = {"warn": "warn", "bad": "bad"}.get(ink, "soft")
                self._counts.addWidget(label(words[kind].format(count=count), tone))
                self._counts.addSpacing(8)
        same = self.tr("相同{count}格").format(count=unchanged)
        self._counts.addWidget(SignLabel(self._look, "filled", "ink2", "ground"))
        self._counts.addWidget(label(same, "soft"))
        self._counts.addStretch(1)
        self._counts.addWidget(label(self.tr("整次读入记为一步，可用 Ctrl+Z 撤销"), "soft"))

    def _follow(self) -> None:
        """The button says how many cells it reads; it waits until every conflict is chosen."""
        taken, undecided = self.model.taken, self.model.undecided
        text = (
            self.tr("读入{count}格  Ctrl+Enter").format(count=taken)
            if taken
            else self.tr("记住对应  Ctrl+Enter")
            if self._past
            else self.tr("登记已收  Ctrl+Enter")
        )
        self.read.setText(text)
        self.read.setAccessibleName(text.partition("  ")[0])
        self.read.setEnabled(not undecided)
        some = any(line.kind != "refused" for line in self.model.lines)
        self.theirs.setEnabled(some)
        self.ours.setEnabled(some)
        self.tell()

    def tell(self) -> None:
        """Where the clerk is and which keys work."""
        number = self.model.number_at(self.table.currentIndex().row())
        thing = self.model.lines[number].name if number is not None else self._title
        undecided = self.model.undecided
        state = self.tr("还有{count}格未选，选定后才能读入").format(count=undecided) if undecided else ""
        keys = [
            ("←", self.tr("留本机")),
            ("→", self.tr("用历年表") if self._past else self.tr("用来表")),
            ("F2", self.tr("手填另一个数")),
        ]
        keys += [] if undecided else [("Ctrl+Enter", self.tr("读入"))]
        back = self.tr("返回对应表") if self._past else self.tr("不读入，返回")
        self.status.emit(StatusText(thing, state, (*keys, ("Esc", back))))

    # keys

    def _here(self) -> int | None:
        return self.model.number_at(self.table.currentIndex().row())

    def _pick(self, side: str) -> None:
        number = self._here()
        if number is None or self.model.lines[number].kind == "refused":
            return
        self.model.choose(number, "ours" if side == "ours" else "theirs")
        self._follow()

    def _pick_all(self, side: str) -> None:
        self.model.choose_all("ours" if side == "ours" else "theirs")
        self._follow()
        self.table.setFocus()

    def _open_third(self, typed: str) -> None:
        number = self._here()
        if number is None or self.model.lines[number].kind == "refused":
            return
        line = self.model.lines[number]
        if line.field in ("status", "answer"):
            self.said.emit(self.tr("这一格只能在两边里选一个。"), "bad")
            return
        row, column = self.table.currentIndex().row(), len(self.model.columns) - 1
        chosen: Choice = self.model.choice(number)
        text = typed or (chosen.text if chosen.pick == "third" else "")
        cell = self.table.visualRect(self.model.index(row, column))
        name = f"{line.name}，{self.model.field_word(line)}，{self.tr('手填')}"
        self.third.open_at(cell, text, name)

    def _take_third(self, text: str) -> None:
        number = self._here()
        if number is None or self._snapshot is None:
            return
        line = self.model.lines[number]
        if text:
            fault = readable(line, text, self._snapshot)
            if fault:
                why = self._catalogue.say(f"importing.unreadable.{fault}")
                self.said.emit(f"“{text}”{why}", "bad")
                return
            self.model.choose(number, "third", text)
        self._close_third()
        row = self.model.next_undecided(self.table.currentIndex().row())
        if text and row is not None:
            self.table.go(row)
        self._follow()

    def _close_third(self) -> None:
        self.third.hide()
        self.table.setFocus()

    def _finish(self) -> None:
        undecided = self.model.undecided
        if undecided:
            row = self.model.next_undecided(self.table.currentIndex().row())
            if row is not None:
                self.table.go(row)
            words = self.tr("还有{count}格未选。按 ← 留本机，按 → 用来表。")
            self.said.emit(words.format(count=undecided), "warn")
            return
        self.wanted.emit()

    def show_width(self, width: str) -> None:
        """Fit the width class."""
        compact = width == "compact"
        hidden = ("sent", "verdict") if compact else ("sent",) if self._past else ()
        self.table.hide_columns(hidden, {"name": 180 if compact else 244})
