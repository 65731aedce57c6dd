"""读入历年数据: the sheet with what each row and column is taken for, put right with the keyboard, then old and new."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from plandesk.core.history_names import NameIndex
from plandesk.core.history_table import ProposedColumn, ProposedRow
from plandesk.core.words import Words
from plandesk.desktop.importing.indicator_panel import IndicatorPanel
from plandesk.desktop.importing.old_years import OldYears, Table
from plandesk.desktop.importing.old_years_model import (
    BASE,
    RAW_WIDTH,
    YEAR_WIDTH,
    OldYearsModel,
    RawModel,
    row_candidates,
)
from plandesk.desktop.importing.old_years_table import KeyTable
from plandesk.desktop.importing.view import ImportView, ThirdValue
from plandesk.desktop.look.look import Look
from plandesk.desktop.look.words import button, label
from plandesk.desktop.page import StatusText

MAP, RAW, PREVIEW = 0, 1, 2
_TAKEN_UP = 560  # of the width, by the columns before the years


class OldYearsView(QWidget):
    """``wanted`` when the mapping is complete, ``left`` by Esc; the preview's own signals are its own."""

    wanted = Signal()
    left = Signal()
    said = Signal(str, str)
    status = Signal(object)

    def __init__(self, look: Look, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look, self._catalogue = look, words
        self._years: OldYears | None = None
        self._index: NameIndex | None = None
        self._at = 0
        self.model = OldYearsModel(words, self)
        self.raw_model = RawModel(self)
        self.table = KeyTable(self.model, look, self.tr("历年数据对应表"))
        self.raw = KeyTable(self.raw_model, look, self.tr("原表"))
        self.preview = ImportView(look, words, past=True)
        self.panel = IndicatorPanel(look, self)
        self.editor = ThirdValue(self.table.viewport())
        self._heading, self._notes = label("", "soft"), label("", "soft", wrap=True)
        self._count = label("", "soft")
        self.before = button(self.tr("上一张表"), lambda: self._press("table-"))
        self.after = button(self.tr("下一张表"), lambda: self._press("table+"))
        self.sheet = button(self.tr("看原表  F4"), lambda: self._press("raw"), name=self.tr("看原表"))
        self.go = button("", lambda: self._press("go"), "primary")
        self._lay_out()
        self.table.pressed.connect(self._press)
        self.raw.pressed.connect(self._press_raw)
        self.table.row_changed.connect(lambda _: self.tell())
        self.panel.taken.connect(self._link)
        self.panel.left.connect(self.table.setFocus)
        self.editor.entered.connect(self._typed)
        self.editor.left.connect(self._close_editor)
        self.preview.status.connect(self.status)
        self.preview.said.connect(self.said)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(label(self.tr("读入历年数据"), "title"))
        head.addSpacing(8)
        head.addWidget(self._heading)
        head.addStretch(1)
        for widget in (self.before, self.after, self.sheet, self.go):
            head.addWidget(widget)
        mapping = QWidget()
        column = QVBoxLayout(mapping)
        column.setContentsMargins(12, 10, 12, 10)
        column.setSpacing(8)
        column.addLayout(head)
        column.addWidget(self._count)
        column.addWidget(self._notes)
        self._tables = QStackedWidget()
        self._tables.addWidget(self.table)
        self._tables.addWidget(self.raw)
        column.addWidget(self._tables, 1)
        self._whole = QStackedWidget(self)
        self._whole.addWidget(mapping)
        self._whole.addWidget(self.preview)
        around = QVBoxLayout(self)
        around.setContentsMargins(0, 0, 0, 0)
        around.addWidget(self._whole)

    # what is shown

    @property
    def stage(self) -> int:
        """MAP, RAW or PREVIEW."""
        return PREVIEW if self._whole.currentIndex() else self._tables.currentIndex()

    def show_years(self, years: OldYears, index: NameIndex) -> None:
        """Show a workbook from its first table on; where one is asked about, that one."""
        self._years, self._index = years, index
        asked = [n for n, table in enumerate(years.tables) if years.unsure_in(table)]
        self._at = asked[0] if asked else 0
        self._whole.setCurrentIndex(MAP)
        self._show_table(fresh=True)

    def show_preview(self) -> None:
        """Old and new are there to be looked at."""
        self._whole.setCurrentIndex(1)
        self.preview.table.setFocus()
        self.preview.tell()

    def show_mapping(self) -> None:
        """Back to the mapping."""
        self._whole.setCurrentIndex(MAP)
        self._show_table(fresh=False)
        self.enter()

    def enter(self) -> None:
        """The keyboard goes where the work is."""
        if self.stage == PREVIEW:
            self.preview.table.setFocus()
            self.preview.tell()
        else:
            (self.raw if self.stage == RAW else self.table).setFocus()
            self.tell()

    @property
    def _table(self) -> Table | None:
        tables = self._years.tables if self._years is not None else ()
        return tables[min(self._at, len(tables) - 1)] if tables else None

    def _show_table(self, *, fresh: bool) -> None:
        years, table = self._years, self._table
        if years is None or table is None:
            return
        here = self.table.currentIndex()
        place = self.tr("表{n}/{count}，").format(n=self._at + 1, count=len(years.tables))
        self._heading.setText(
            self.tr("{file}，{place}“{sheet}”").format(
                file=years.path.name, place=place if len(years.tables) > 1 else "", sheet=table.sheet.name
            )
        )
        for widget in (self.before, self.after):
            widget.setVisible(len(years.tables) > 1)
        self._measure()
        self.model.show(years, table, fresh=fresh)
        self._show_counts(years)
        self._notes.setVisible(table.block is None)
        self._notes.setText(
            self.tr(
                "这张表里没有认出年份行。移到年份所在的行按回车；年份排成一列的，移到那一列按 Shift+回车。"
            )
        )
        if table.block is None:
            self._show_raw(True)
            return
        self._show_raw(False)
        there = self.model.next_asked(-1, -1) if fresh else (here.row(), here.column())
        row, column = there or (1, 2)
        last = self.model.rowCount() - 1
        self.table.go(min(max(row, 0), max(0, last)), max(column, 2))
        self.tell()

    def _show_counts(self, years: OldYears) -> None:
        asked, taken = len(years.proposal.unsure), len(years.proposal.taken)
        left = sum(1 for r in years.proposal.rows if years.how(r) == "left")
        words = self.tr("读{taken}行，不读{left}行，要确认{asked}处")
        self._count.setText(words.format(taken=taken, left=left, asked=asked))
        self.go.setText(self.tr("核对新旧数  Ctrl+Enter"))
        self.go.setAccessibleName(self.tr("核对新旧数"))
        self.go.setEnabled(bool(taken) and not asked)

    def _show_raw(self, shown: bool) -> None:
        table = self._table
        if shown and table is not None:
            block = table.block
            turned = block is not None and block.sheet.turned
            head, name = (block.head, block.name) if block is not None else (0, 0)
            room = max(3, (self.width() - 2 * 12 - self._look.dp(150)) // self._look.dp(RAW_WIDTH))
            self.raw_model.show(table.sheet, name if turned else head, head if turned else name, room)
            self.raw.go(max(0, (name if turned else head) - 1), 1)
        self._tables.setCurrentIndex(RAW if shown else MAP)
        self.sheet.setText(self.tr("看对应表  F4") if shown else self.tr("看原表  F4"))
        self.tell()

    def _measure(self) -> None:
        here, first = self.table.currentIndex(), self.model.first
        row, column = here.row(), here.column()
        wide = self.width() - 2 * 12 - 20
        room = (wide - self._look.dp(_TAKEN_UP)) // self._look.dp(YEAR_WIDTH)
        if self.model.set_room(room) and row >= 0:
            # the cursor stays on its year
            column += first - self.model.first if column >= BASE else 0
            self.table.go(row, max(2, min(column, self.model.columnCount() - 1)))
        self.table.fit_columns()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._measure()

    def tell(self) -> None:
        """Where the clerk is and which keys work."""
        if self._years is None or self.stage == PREVIEW or not self.isVisible():
            return
        leave = ("Esc", self.tr("不读，返回"))
        if self.stage == RAW:
            keys = ((self.tr("回车"), self.tr("这一行是年份")), ("F2", self.tr("这一列是名称")),
                    ("Shift+" + self.tr("回车"), self.tr("这一列是年份")), ("F4", self.tr("对应表")), leave)  # fmt: skip
            self.status.emit(StatusText(self.tr("原表"), "", keys))
            return
        here = self.table.currentIndex()
        line = self.model.line_at(here.row(), here.column())
        edit = self.tr("改年份") if here.row() == 0 else self.tr("换算倍数")
        keys = ((self.tr("回车"), self.tr("选指标")), (self.tr("空格"), self.tr("确认")),
                ("Delete", self.tr("不读")), ("F2", edit), ("F7", self.tr("下一处")))  # fmt: skip
        self.status.emit(StatusText(self._thing(line), self._why(line), (*keys, leave)))

    def _thing(self, line: ProposedRow | ProposedColumn | None) -> str:
        if isinstance(line, ProposedRow):
            return line.words
        return line.head if line is not None else self.tr("年份")

    def _why(self, line: ProposedRow | ProposedColumn | None) -> str:
        """Why the line is asked about or not read."""
        if line is None or not line.why:
            return ""
        near = ""
        if isinstance(line, ProposedRow) and line.why == "name":
            near = "、".join(row_candidates(line))
        if isinstance(line, ProposedRow) and line.sure and line.rule is not None and line.rule.indicator:
            return ""
        return self._catalogue.say(f"history.desk_{line.why}" if line.why in ("unit", "future", "twice", "fraction")
                                   else f"history.{line.why}") + near  # fmt: skip

    # keys

    def _press(self, asked: str) -> None:
        years, table = self._years, self._table
        if years is None or table is None:
            return
        here = self.table.currentIndex()
        line = self.model.line_at(here.row(), here.column())
        match asked:
            case "leave":
                self.left.emit()
            case "go":
                self._finish(years)
            case "raw":
                self._show_raw(self.stage != RAW)
                self.enter()
            case "table+" | "table-":
                self._at = (self._at + (1 if asked == "table+" else -1)) % len(years.tables)
                self._show_table(fresh=True)
                self.enter()
            case "earlier" | "later":
                if self.model.shift(1 if asked == "later" else -1):
                    self.table.go(here.row(), here.column())
                elif asked == "earlier":
                    self.table.go(here.row(), here.column() - 1)
            case "next":
                self._next(here.row(), here.column())
            case "undo":
                if years.take_back():
                    self._show_table(fresh=False)
            case _:
                self._act(asked, years, line)

    def _act(self, asked: str, years: OldYears, line: ProposedRow | ProposedColumn | None) -> None:
        """What is done to the line the cursor is on."""
        if line is None:
            return
        if asked == "drop":
            years.leave_out(line)
            self._after_answer()
        elif asked == "accept":
            if years.accept(line):
                self._after_answer()
            elif not line.sure:
                self.said.emit(self.tr("还要选指标或填换算倍数，才能确认。"), "warn")
        elif asked == "edit" or isinstance(line, ProposedColumn):
            self._open_editor(line)
        elif self._index is not None:
            codes = [i.code for i in self._index.indicators()]
            self.panel.open_for(line.words, years.snapshot, codes, self._index)

    def _after_answer(self) -> None:
        here = self.table.currentIndex()
        self._show_table(fresh=False)
        self._next(here.row(), here.column())

    def _next(self, row: int, column: int) -> None:
        """The next cell asked about; where none is left here, the next table with one."""
        there = self.model.next_asked(row, column)
        if there is not None:
            self.table.go(*there)
            self.tell()
            return
        assert self._years is not None
        count = len(self._years.tables)
        for step in range(1, count):
            other = (self._at + step) % count
            if self._years.unsure_in(self._years.tables[other]):
                self._at = other
                self._show_table(fresh=True)
                return
        self.tell()

    def _link(self, code: str, cell: str) -> None:
        here = self.table.currentIndex()
        line = self.model.line_at(here.row(), here.column())
        self.table.setFocus()
        if self._years is not None and isinstance(line, ProposedRow):
            self._years.link(line, code, cell)
            self._after_answer()

    def _open_editor(self, line: ProposedRow | ProposedColumn) -> None:
        row = self.table.currentIndex().row()
        if isinstance(line, ProposedRow):
            if line.rule is None or not line.rule.indicator:
                self.said.emit(self.tr("先选指标，再填换算倍数。"), "warn")
                return
            cell, text = self.table.visualRect(self.model.index(row, BASE - 1)), str(line.rule.factor)
            name = self.tr("{name}，换算倍数").format(name=line.words)
        else:
            cell = self.table.visualRect(self.table.currentIndex())
            text, name = str(line.rule.year or ""), self.tr("{head}，年份").format(head=line.head)
        self.editor.open_at(cell, text, name)
        self.editor.selectAll()

    def _typed(self, text: str) -> None:
        here = self.table.currentIndex()
        line = self.model.line_at(here.row(), here.column())
        if self._years is None or line is None:
            return
        if isinstance(line, ProposedColumn):
            done, words = self._years.set_year(line, text), self.tr("“{text}”不是年份。应如2020。")
        else:
            done, words = self._years.set_factor(line, text), self.tr("“{text}”不是换算倍数。应如10、0.1。")
        if not done:
            self.said.emit(words.format(text=text), "bad")
            return
        self._close_editor()
        self._after_answer()

    def _close_editor(self) -> None:
        self.editor.hide()
        self.table.setFocus()

    def _press_raw(self, asked: str) -> None:
        table = self._table
        here = self.raw.currentIndex()
        if self._years is None or table is None or asked not in ("enter", "turn", "edit"):
            self._press(asked)
            return
        row, column = here.row() + 1, here.column()
        block = table.block
        if asked == "edit" and block is None:
            self.said.emit(self.tr("先指定年份行。"), "warn")
            return
        if asked == "edit":
            assert block is not None
            turned = block.sheet.turned
            done = self._years.lay_out(table.sheet, block.head, name=row if turned else column, turned=turned)
        elif asked == "turn":
            done = self._years.lay_out(table.sheet, column, turned=True)
        else:
            done = self._years.lay_out(table.sheet, row)
        if not done:
            what = (
                self.tr("第{n}列").format(n=column) if asked == "turn" else self.tr("第{n}行").format(n=row)
            )
            self.said.emit(self.tr("{what}里没有认出年份，或没有名称。").format(what=what), "bad")
            return
        self._at = next(n for n, t in enumerate(self._years.tables) if t.sheet.name == table.sheet.name)
        self._show_table(fresh=True)
        self.enter()

    def _finish(self, years: OldYears) -> None:
        asked = len(years.proposal.unsure)
        if asked:
            here = self.table.currentIndex()
            self._next(here.row(), here.column())
            words = self.tr("还有{count}处要确认。空格确认，回车选指标，Delete 不读。")
            self.said.emit(words.format(count=asked), "warn")
        elif not years.proposal.taken:
            self.said.emit(self.tr("没有一行读作指标。"), "warn")
        else:
            self.wanted.emit()
