"""The paste preview: one of the two modal sheets of the program."""

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QCheckBox, QDialog, QHBoxLayout, QVBoxLayout, QWidget

from plandesk.desktop.entry.paste.block import PasteLine, Verdict
from plandesk.desktop.look.cell import CellLook, Column
from plandesk.desktop.look.look import Look
from plandesk.desktop.look.sign_label import SignLabel
from plandesk.desktop.look.table import DeskTable, LookModel
from plandesk.desktop.look.words import button, label

AnyIndex = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
_SAME_SHOWN = 3
_MARKS: dict[Verdict, tuple[str, str]] = {
    "new": ("new", "accent"), "changed": ("changed", "accent"), "same": ("filled", "ink2"),
    "verify": ("open", "warn"), "bad": ("error", "bad"), "blank": ("not_due", "ink2"),
}  # fmt: skip
_ORDER: tuple[Verdict, ...] = ("new", "changed", "same", "verify", "bad", "blank")


class PasteModel(LookModel):
    """One row per cell; the tick says whether it is pasted."""

    def __init__(self, lines: Sequence[PasteLine], parent: QObject | None = None) -> None:
        columns = (
            Column("tick", "", 34),
            Column("name", self.tr("指标"), 212),
            Column("field", self.tr("格"), 60),
            Column("now", self.tr("现在"), 88, "right"),
            Column("arrow", "", 30, "centre"),
            Column("then", self.tr("贴入后"), 92, "right"),
            Column("verdict", self.tr("判断"), 92),
            Column("remark", self.tr("说明"), 0),
        )
        super().__init__(columns, parent)
        self._all = tuple(lines)
        self.unticked: set[int] = set()
        self._shown: list[int] = []
        self.show_all(True)

    def show_all(self, everything: bool) -> None:
        """All cells, or only those that change; equal ones beyond three are folded either way."""
        self.beginResetModel()
        self._shown, same = [], 0
        for number, line in enumerate(self._all):
            if line.verdict == "blank" or (not everything and not line.writes and line.verdict != "bad"):
                continue
            same += line.verdict == "same"
            if line.verdict != "same" or same <= _SAME_SHOWN:
                self._shown.append(number)
        self.endResetModel()

    @property
    def folded(self) -> int:
        """How many equal cells are not listed."""
        return max(0, sum(1 for line in self._all if line.verdict == "same") - _SAME_SHOWN)

    def flip(self, row: int) -> None:
        """Tick or untick."""
        number = self._shown[row]
        if self._all[number].writes:
            self.unticked ^= {number}
            self.dataChanged.emit(self.index(row, 0), self.index(row, 0))

    def chosen(self) -> list[PasteLine]:
        """The cells to paste."""
        return [line for number, line in enumerate(self._all) if line.writes and number not in self.unticked]

    def rowCount(self, parent: AnyIndex = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._shown)

    def look_at(self, row: int, column: int) -> CellLook:
        number = self._shown[row]
        line = self._all[number]
        ground = {"bad": "bad_soft", "verify": "warn_soft"}.get(line.verdict, "paper")
        sign, ink = _MARKS[line.verdict]
        match self.columns[column].key:
            case "tick":
                ticked = number not in self.unticked
                box = ("checked" if ticked else "unchecked") if line.writes else ""
                spoken = (self.tr("贴入") if ticked else self.tr("不贴")) if line.writes else ""
                return CellLook(
                    ground=ground, sign=box, sign_ink="accent" if ticked else "border", spoken=spoken
                )
            case "name":
                return CellLook(line.name, ground=ground, tip=line.name)
            case "field":
                return CellLook(line.field, ink="ink2", ground=ground)
            case "now":
                return CellLook(line.now, "right", "ink2", ground)
            case "arrow":
                return CellLook("→", "centre", "ink2", ground)
            case "then":
                return CellLook(line.then, "right", ground=ground)
            case "verdict":
                return CellLook(
                    self._word(line.verdict), ink=ink, ground=ground, sign=sign, sign_ink=ink, size=12
                )
            case _:
                return CellLook(line.remark, ink="ink2", ground=ground, size=12, tip=line.remark)

    def _word(self, verdict: Verdict) -> str:
        return verdict_words(self, verdict)


def verdict_words(speaker: QObject, verdict: Verdict) -> str:
    """The word of a verdict."""
    words = {
        "new": speaker.tr("新填"), "changed": speaker.tr("改动"), "same": speaker.tr("相同"),
        "verify": speaker.tr("要核实"), "bad": speaker.tr("不能贴"), "blank": speaker.tr("空白"),
    }  # fmt: skip
    return words[verdict]


class _PasteTable(DeskTable):
    def __init__(self, look: Look, sheet: "PasteSheet") -> None:
        super().__init__(look, row=28)
        self._sheet = sheet

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space:
            self._sheet.flip(self.currentIndex().row())
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._sheet.accept()
        else:
            super().keyPressEvent(event)


class Shade(QWidget):
    """Dims the page under a sheet."""

    def __init__(self, look: Look, window: QWidget) -> None:
        super().__init__(window)
        self._veil = QColor(look.colour("ink"))
        self._veil.setAlpha(90)
        self.setGeometry(window.rect())
        self.show()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._veil)
        painter.end()


class PasteSheet(QDialog):
    """Enter pastes the ticked cells, Esc leaves everything as it is."""

    def __init__(self, look: Look, lines: Sequence[PasteLine], heading: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = look
        self.setWindowTitle(self.tr("粘贴预览"))
        self.setWindowFlag(Qt.WindowType.FramelessWindowHint)
        self.setModal(True)
        self._shade = Shade(look, parent.window())
        self.model = PasteModel(lines, self)
        self.table = _PasteTable(look, self)
        self.table.setAccessibleName(self.tr("要粘贴的格"))
        self.table.setModel(self.model)
        self.paste = button("", self.accept, "primary")
        self.paste.setDefault(True)
        head = QHBoxLayout()
        head.setSpacing(16)
        head.addWidget(label(self.tr("粘贴预览"), "title"))
        head.addWidget(label(heading, "soft"))
        head.addStretch(1)
        only = QCheckBox(self.tr("只看有变化的"))
        only.toggled.connect(lambda on: self.model.show_all(not on))
        counts = self._counts(lines)
        counts.addStretch(1)
        counts.addWidget(only)
        bad = sum(1 for line in lines if line.verdict == "bad")
        kept = self.tr("不能贴的{count}格保持原样。").format(count=bad) if bad else ""
        folded = (
            self.tr("其余相同的{count}格没有列出。").format(count=self.model.folded)
            if self.model.folded
            else ""
        )
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addWidget(label(self.tr("整次粘贴记为一步，可用 Ctrl+Z 撤销。") + kept + folded, "soft"))
        foot.addStretch(1)
        foot.addWidget(button(self.tr("取消  Esc"), self.reject, name=self.tr("取消")))
        foot.addWidget(self.paste)
        column = QVBoxLayout(self)
        column.setContentsMargins(18, 14, 18, 14)
        column.setSpacing(10)
        column.addLayout(head)
        column.addLayout(counts)
        column.addWidget(self.table, 1)
        column.addLayout(foot)
        parent_size = parent.window().size()
        self.resize(
            min(look.dp(1100), parent_size.width() - 40), min(look.dp(612), parent_size.height() - 60)
        )
        self._count()
        self.table.setFocus()
        if self.model.rowCount():
            self.table.go(0)

    def _counts(self, lines: Sequence[PasteLine]) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(6)
        for verdict in _ORDER:
            number = sum(1 for line in lines if line.verdict == verdict)
            if number:
                sign, ink = _MARKS[verdict]
                row.addWidget(SignLabel(self._look, sign, ink, "ground"))
                words = self.tr("{word} {count}格").format(word=verdict_words(self, verdict), count=number)
                extra = self.tr("，不改") if verdict == "blank" else ""
                row.addWidget(label(words + extra, {"warn": "warn", "bad": "bad"}.get(ink, "soft")))
                row.addSpacing(8)
        return row

    def flip(self, row: int) -> None:
        """Space."""
        if row >= 0:
            self.model.flip(row)
            self._count()

    def _count(self) -> None:
        number = len(self.model.chosen())
        self.paste.setText(self.tr("贴入{count}格  Enter").format(count=number))
        self.paste.setAccessibleName(self.tr("贴入{count}格").format(count=number))
        self.paste.setEnabled(number > 0)

    def done(self, answer: int) -> None:
        """The page is bright again."""
        self._shade.hide()
        self._shade.deleteLater()
        super().done(answer)

    def accept(self) -> None:
        """Nothing to paste is no answer."""
        if self.model.chosen():
            super().accept()
