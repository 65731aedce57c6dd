"""How a paper is made: formal or draft, public or internal, whose fonts, which parts; and the parts to be written."""

from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QGridLayout, QHBoxLayout, QRadioButton, QVBoxLayout, QWidget

from plandesk.core.annual.options import Part, ReportOptions
from plandesk.desktop.look.words import button, label, rule
from plandesk.desktop.reporting.papers import Paper
from plandesk.reports.pc_fonts import official_fonts, pc_font_folder

if TYPE_CHECKING:
    from plandesk.core.papers.free_texts import FreeText


class EditionChoice(QWidget):
    """稿本 and 公开版 in one row each. ``changed`` when the clerk chooses."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.formal = QRadioButton(self.tr("正式稿"))
        self.draft = QRadioButton(self.tr("草稿（加“草稿”字样）"))
        self.public = QCheckBox(self.tr("公开版（一两例的数不印出）"))
        self.fonts = QCheckBox(self.tr("用本机的公文字体"))
        self._chosen, self._folder = False, pc_font_folder()
        there = official_fonts(self._folder) if self._folder is not None else {}
        self.fonts.setToolTip("、".join(path.name for path in there.values()))
        self.draft.setChecked(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        for widgets in ((self.formal, self.draft), (self.public, self.fonts)):
            row = QHBoxLayout()
            row.setSpacing(14)
            for widget in widgets:
                row.addWidget(widget)
            row.addStretch(1)
            column.addLayout(row)
        self.fonts.setVisible(bool(there))
        for ticked in (self.formal, self.draft, self.public, self.fonts):
            ticked.clicked.connect(lambda _: self._choose())

    def _choose(self) -> None:
        self._chosen = True
        self.changed.emit()

    def fonts_folder(self) -> Path | None:
        """The folder of the PC's fonts where its official ones are wanted."""
        return self._folder if self.fonts.isChecked() else None

    def show_concerns(self, concerns: Sequence[str]) -> bool:
        """A formal paper is not to be had while something speaks against it; True where the choice changed by it."""
        before = self.draft.isChecked()
        self.formal.setEnabled(not concerns)
        self.formal.setToolTip("\n".join(concerns))
        if concerns or not self._chosen:
            (self.draft if concerns else self.formal).setChecked(True)
        return before != self.draft.isChecked()


class Contents(QWidget):
    """The parts of the paper, ticked where they go in. ``changed`` when the clerk ticks."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._boxes: dict[Part, QCheckBox] = {}
        self._out: set[Part] = set()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(0)

    def show_parts(self, parts: Sequence[tuple[Part, str]]) -> None:
        """The parts that may be left out; nothing where there are none."""
        if [part for part, _ in parts] != list(self._boxes):
            for box in self._boxes.values():
                box.deleteLater()
            self._boxes = {}
            for place, (part, words) in enumerate(parts):
                box = self._boxes[part] = QCheckBox(words)
                box.setChecked(part not in self._out)
                box.clicked.connect(lambda there, which=part: self._tick(which, there))
                self._grid.addWidget(box, place // 2, place % 2)
        self.setVisible(bool(parts))

    def _tick(self, part: Part, there: bool) -> None:
        if not there and len(self._out) + 1 >= len(self._boxes):  # a paper of nothing is none
            self._boxes[part].setChecked(True)
            return
        (self._out.discard if there else self._out.add)(part)
        self.changed.emit()

    def only(self) -> frozenset[Part] | None:
        """The parts that go in; None for all."""
        return frozenset(self._boxes) - self._out if self._boxes and self._out else None


class TextList(QWidget):
    """The parts the clerk may write herself, each with whose text stands. ``wanted`` with the key of one to rewrite."""

    wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown: tuple[FreeText, ...] = ()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(2)
        self._lines = QWidget()
        self._column.addWidget(self._lines)

    def show_texts(self, texts: "Sequence[FreeText]", plans: Mapping[str, str], *, sealed: bool) -> None:
        """Show whose text stands in each; ``plans`` are the words of the plans where there are several."""
        if self._shown == tuple(texts):
            return
        self._shown = tuple(texts)
        self._lines.deleteLater()
        self._lines = QWidget()
        grid = QGridLayout(self._lines)
        grid.setContentsMargins(0, 4, 0, 0)
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(0)
        grid.setColumnStretch(0, 1)
        if texts:
            grid.addWidget(rule(), 0, 0, 1, 3)
        for place, text in enumerate(texts, start=1):
            name = " ".join(part for part in (plans.get(text.plan_id, ""), text.heading) if part)
            state, kind = self._state(text)
            verb = self.tr("看") if sealed else self.tr("改写…")
            change = button(verb, partial(self.wanted.emit, text.key), "link", name=f"{name}，{verb}")
            for column, widget in enumerate((label(name), label(state, kind), change)):
                grid.addWidget(widget, place, column, Qt.AlignmentFlag.AlignVCenter)
        self._column.addWidget(self._lines)
        self.setVisible(bool(texts))

    def _state(self, text: "FreeText") -> tuple[str, str]:
        if text.stale:
            return self.tr("已改写，之后数据有变"), "warn"
        return (self.tr("已改写"), "good") if text.edited else (self.tr("按数据起草"), "soft")

    @property
    def texts(self) -> "tuple[FreeText, ...]":
        """Those shown."""
        return self._shown


def options_of(paper: Paper, edition: EditionChoice, contents: Contents) -> ReportOptions:
    """What was chosen, as far as the paper knows of it."""
    return ReportOptions(
        public=paper.public and edition.public.isChecked(),
        draft=edition.draft.isChecked() and paper.gated,
        only=contents.only() if paper.parts else None,
    )
