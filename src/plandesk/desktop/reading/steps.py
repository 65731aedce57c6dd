"""What the clerk does to the lines: accept, change, drop, link, add, take back."""

from typing import Protocol

from PySide6.QtCore import QCoreApplication, QRect
from PySide6.QtWidgets import QPushButton

from plandesk.core.plan import Goal
from plandesk.desktop.frame.status_line import StatusLine
from plandesk.desktop.look.rows import RowsModel
from plandesk.desktop.look.table import DeskTable
from plandesk.desktop.reading.document_pane import DocumentPane
from plandesk.desktop.reading.draft_list import owner_words
from plandesk.desktop.reading.lines import Line, Owner
from plandesk.desktop.reading.link_panel import Choice, LinkPanel
from plandesk.desktop.reading.review import Review, first_typed
from plandesk.desktop.reading.row_editor import RowEditor
from plandesk.desktop.reading.typed import Field, NotTakenError, Typed, typed_of
from plandesk.planreader.drafts import TargetMark

_FIELDS: tuple[Field, ...] = ("op", "value", "unit", "stage")


def _tr(text: str) -> str:
    return QCoreApplication.translate("Reading", text)


class Table(Protocol):
    """What the steps need of the page: the review, where the clerk is in it, and what shows it."""

    review: Review | None
    model: RowsModel
    table: DeskTable
    pane: DocumentPane
    editor: RowEditor
    link: LinkPanel
    only: QPushButton
    status: StatusLine

    @property
    def current(self) -> Line | None:
        """The line of the current row."""

    @property
    def owner(self) -> Owner | None:
        """The goal or measure the clerk is at."""

    def row_of(self, no: int | None) -> int | None:
        """The row of a line."""

    def show_rows(self, no: int | None = None) -> None:
        """Show the lines as they stand."""

    def say(self, sentence: str, tone: str = "") -> None:
        """A sentence for the clerk."""


class Steps:
    """Works on the page's review and shows what came of it."""

    def __init__(self, page: Table) -> None:
        self._page = page
        self._editing: int | None = None
        self._fresh = False
        self._adding: tuple[Owner, TargetMark] | None = None
        page.editor.done.connect(self._take)
        page.editor.lost.connect(lambda typed: self._take(typed, lost=True))
        page.editor.left.connect(self._give_up)
        page.link.taken.connect(self._linked)
        page.link.left.connect(page.table.setFocus)

    def accept(self) -> None:
        """回车: the line is right; on to the next that has not been seen."""
        page, line = self._page, self._page.current
        row = page.table.currentIndex().row()
        if line is not None and page.review is not None:
            page.review.accept(line.no)
            page.show_rows(line.no)
        self.go_next(row + 1)

    def go_next(self, start: int) -> None:
        """The next unseen line from a row on, else the first of all; where all are seen, say so."""
        page = self._page
        rows = range(page.model.rowCount())
        unseen = [row for row in rows if (line := self._line_at(row)) is not None and line.state == "unseen"]
        if unseen:
            row = next((row for row in unseen if row >= start), unseen[0])
            page.table.go(row, max(page.table.currentIndex().column(), 0))
        elif page.review is not None:
            below = [row for row in rows if row >= start and self._line_at(row) is not None]
            if below:
                page.table.go(below[0])
            page.say(_tr("这里的都看过了。Alt+N 建立数据文件。"), "good")

    def _line_at(self, row: int) -> Line | None:
        no = self._page.model.stands_for(row)
        return self._page.review.line(no) if isinstance(no, int) and self._page.review is not None else None

    def drop(self) -> None:
        """Delete: no target; on to the next."""
        page, line = self._page, self._page.current
        if line is None or page.review is None:
            return
        row = page.table.currentIndex().row()
        page.review.drop(line.no)
        page.show_rows(line.no)
        self.go_next(row + 1)
        page.say(_tr("已删“{name}”，Ctrl+Z 撤销").format(name=line.target.name))

    def undo(self) -> None:
        """Ctrl+Z."""
        page = self._page
        if page.review is None:
            return
        no = page.review.undo()
        if no is None:
            page.say(_tr("没有可以撤销的。"))
            return
        there = any(line.no == no for line in page.review.lines)
        if there and page.review.line(no).sure and page.only.isChecked():
            page.only.setChecked(False)
        page.show_rows(no if there else None)
        page.say(_tr("已撤销一步"))

    # change in place

    def change(self) -> None:
        """F2: the fields open over the line's cells."""
        line = self._page.current
        if line is not None:
            self._open(line, fresh=False)

    def _open(self, line: Line, *, fresh: bool) -> None:
        page = self._page
        row = page.row_of(line.no)
        if row is None:
            return
        page.table.go(row)
        places = {column.key: n for n, column in enumerate(page.model.columns)}
        cells: dict[Field, QRect] = {
            key: page.table.visualRect(page.model.index(row, places[key])) for key in _FIELDS
        }
        here = page.model.columns[page.table.currentIndex().column()].key
        field: Field = next((key for key in _FIELDS if key == here), "value")
        self._editing, self._fresh = line.no, fresh
        page.say(_tr("Tab 换格，目标按数字选；回车 存，Esc 不改"))
        begin: Field = "op" if fresh else field
        page.editor.open_at(cells, typed_of(line.target), begin)

    def _take(self, typed: Typed, *, lost: bool = False) -> None:
        page, no = self._page, self._editing
        if no is None or page.review is None:
            return
        try:
            if self._fresh:
                page.review.settle(no, typed)
            else:
                page.review.change(no, typed)
        except NotTakenError as fault:
            page.say(str(fault), "bad")
            if not lost:
                page.editor.stand_in(fault.field)
                return
            no = None
        page.editor.close_()
        self._editing, self._fresh = None, False
        if no is not None:
            page.status.clear()
        page.show_rows(no)
        if not lost:
            page.table.setFocus()
            self.go_next(page.table.currentIndex().row() + 1)

    def _give_up(self) -> None:
        """Esc in the fields: as it was; a line just added goes again."""
        page = self._page
        if self._fresh and page.review is not None:
            page.review.undo()
            page.show_rows()
        self._editing, self._fresh = None, False
        page.status.clear()
        page.table.setFocus()

    # which indicator

    def link(self) -> None:
        """Ctrl+L: another indicator for the line."""
        page, line = self._page, self._page.current
        if line is None or page.review is None:
            return
        self._adding = None
        title = _tr("“{name}”是哪个指标").format(name=line.target.name)
        page.link.open_for(page.review, title, line.target.name, page.review.form(line.owner))

    def add(self) -> None:
        """Ctrl+N: a target that was not found, at the goal of the row or of the document's cursor."""
        page, owner = self._page, self._page.owner
        if page.review is None:
            return
        if owner is None:
            page.say(_tr("先选一个目标（列表里的一行，或原文里的一条主要目标），再按 Ctrl+N。"), "warn")
            return
        begin, end, words = (self.first_line(owner), 0), (self.first_line(owner), 0), ""
        if page.pane.hasFocus():
            begin, end, words = page.pane.chosen_words()
        self._adding = owner, TargetMark(begin, end, words, 1.0, None)
        title = _tr("补一条：{goal}").format(goal=owner_words(page.review, owner))
        page.link.open_for(page.review, title, words, page.review.form(owner))

    def first_line(self, owner: Owner) -> int:
        """Where a goal begins in the document; a measure where its first line or its domain does."""
        review = self._page.review
        assert review is not None
        thing, domain = review.thing(owner), review.domain(owner)
        if isinstance(thing, Goal) and domain is not None:
            return review.drafts[owner.draft].goal_lines.get((domain.no, thing.no), (1, 1))[0]
        return next((line.mark.begin[0] for line in review.lines if line.owner == owner), 1)

    def _linked(self, choice: Choice) -> None:
        page, line, adding = self._page, self._page.current, self._adding
        if page.review is None:
            return
        page.table.setFocus()
        self._adding = None
        try:
            if adding is not None:
                owner, mark = adding
                first = first_typed(page.review.drafts[owner.draft].plan.period)
                no = page.review.add(owner, choice.code, choice.name, first, mark)
                page.only.setChecked(False)
                page.show_rows(no)
                self._open(page.review.line(no), fresh=True)
            elif line is not None:
                page.review.link(line.no, choice.code, choice.name)
                page.show_rows(line.no)
                page.say(_tr("“{name}”现在是指标“{other}”").format(name=line.target.name, other=choice.name))
        except NotTakenError as fault:
            page.say(str(fault), "bad")
