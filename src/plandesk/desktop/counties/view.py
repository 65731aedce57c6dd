"""The counties of a city: their submissions read in, where each stands, what they add up to, the receipts."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QStackedWidget, QVBoxLayout, QWidget

from plandesk.core.adding_up import Compared, counties_compared
from plandesk.core.figures import cell_words
from plandesk.desktop.ask import Ask
from plandesk.desktop.counties import work
from plandesk.desktop.counties.boards import (
    county_board,
    county_columns,
    reason_words,
    state_word,
    total_board,
    total_columns,
)
from plandesk.desktop.counties.said import rank_words, said_lines
from plandesk.desktop.counties.standing import CountyRow, county_rows, still_stands
from plandesk.desktop.desk import Desk
from plandesk.desktop.look.look import Look
from plandesk.desktop.look.rows import RowsModel
from plandesk.desktop.look.table import DeskTable
from plandesk.desktop.look.words import button, label, panel
from plandesk.desktop.page import StatusText
from plandesk.desktop.work_line import WorkLine

if TYPE_CHECKING:
    from plandesk.exchange.counties import RegionReturn

_QUESTIONS_SHOWN, _QUESTIONS_LOW = 5, 2


class CountiesView(QWidget):
    """``status`` describes the current row. What was read since the file was opened is kept for the receipts."""

    status = Signal(object)

    def __init__(self, desk: Desk, look: Look, ask: Ask, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._look, self._ask = desk, look, ask
        self._file_id, self._low = "", False
        self._read: dict[int, dict[str, RegionReturn]] = {}
        self.read = button(self.tr("读入县区上报文件…  Ctrl+I"), self.read_files, "primary")
        self.read.setAccessibleName(self.tr("读入县区上报文件"))
        self.read_all = button(self.tr("读入文件夹…"), self.read_folder)
        self.answer = button(self.tr("写回执…"), self.write_receipts)
        self._summary, self._why = label("", "soft"), label("", "soft")
        self.work = WorkLine(ask, desk.words)
        self.board, self.totals = RowsModel(county_columns(), self), RowsModel(total_columns(), self)
        self.table, self.total_table = DeskTable(look, row=28), DeskTable(look, row=28)
        self.table.setAccessibleName(self.tr("各县区上报情况"))
        self.total_table.setAccessibleName(self.tr("汇总数"))
        self.table.setModel(self.board)
        self.total_table.setModel(self.totals)
        self._name, self._reason = label("", "heading"), label("", "soft", wrap=True)
        self._ranked, self._ranks = label("", "heading"), label("", "soft", wrap=True)
        self._names: dict[str, str] = {}
        self._said = QPlainTextEdit()
        self._said.setReadOnly(True)
        self._said.setTabChangesFocus(True)
        self._said.setAccessibleName(self.tr("县区的说明、自评和文字"))
        self._said.setFixedHeight(look.dp(96))
        self._lay_out()
        self.total_table.row_changed.connect(lambda _: self._show_ranks())
        self.table.row_changed.connect(lambda _: self._show_row())
        self.work.busy_changed.connect(lambda _: self._work_changed())

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 4, 12, 10)
        column.setSpacing(8)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self._summary)
        head.addStretch(1)
        head.addWidget(self.read_all)
        head.addWidget(self.read)
        column.addLayout(head)
        counties = QWidget()
        inner = QVBoxLayout(counties)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(8)
        inner.addWidget(self.table, 1)
        self._panel = panel()
        about = QVBoxLayout(self._panel)
        about.setContentsMargins(12, 8, 12, 10)
        about.addWidget(self._name)
        about.addWidget(self._reason)
        about.addWidget(self._said)
        inner.addWidget(self._panel)
        self._stack = QStackedWidget()
        self._stack.addWidget(counties)
        totals = QWidget()
        below = QVBoxLayout(totals)
        below.setContentsMargins(0, 0, 0, 0)
        below.setSpacing(8)
        below.addWidget(self.total_table, 1)
        self._rank_panel = panel()
        ranks = QVBoxLayout(self._rank_panel)
        ranks.setContentsMargins(12, 8, 12, 10)
        ranks.addWidget(self._ranked)
        ranks.addWidget(self._ranks)
        below.addWidget(self._rank_panel)
        self._stack.addWidget(totals)
        column.addWidget(self._stack, 1)
        foot = QHBoxLayout()
        foot.setSpacing(12)
        foot.addWidget(self.answer)
        foot.addWidget(self._why)
        foot.addWidget(self.work, 1)
        column.addLayout(foot)

    # what is shown

    def refresh(self) -> None:
        """Show everything anew."""
        desk = self._desk
        if desk.snapshot.file_id != self._file_id:
            self._file_id, self._read = desk.snapshot.file_id, {}
        rows = county_rows(desk.snapshot, desk.year, self._of_year().values())
        self.board.show(county_board(rows, desk.words))
        self._summary.setText(self._summary_words(rows))
        if self.showing_totals:
            self._fill_totals()
        self._allow()
        if rows and not self.table.currentIndex().isValid():
            self.table.setCurrentIndex(self.board.index(0, 0))
        self._show_row()

    def _of_year(self) -> "dict[str, RegionReturn]":
        return self._read.get(self._desk.year, {})

    def _answerable(self) -> "list[RegionReturn]":
        """What was read and still stands, of regions a receipt can be sent to."""
        if not self._desk.is_open:
            return []
        snapshot = self._desk.snapshot
        return [r for r in self._of_year().values() if r.answer is not None and still_stands(snapshot, r)]

    def _summary_words(self, rows: tuple[CountyRow, ...]) -> str:
        first = [row for row in rows if not row.further and row.code]
        taken = sum(row.state in ("accepted", "questioned") for row in first)
        if not rows:
            return self.tr("{year}年还没有读入县区的上报文件。").format(year=self._desk.year)
        words = self.tr("{all}个县区，已收{taken}，没收{rest}")
        return words.format(all=len(first), taken=taken, rest=len(first) - taken)

    def _fill_totals(self) -> None:
        desk = self._desk
        rows = county_rows(desk.snapshot, desk.year, self._of_year().values())
        names = self._names = {row.code: row.name for row in rows if row.name}
        further = {row.code for row in rows if row.code and row.code != desk.snapshot.region.code}
        compared = counties_compared(desk.snapshot, desk.year, further)
        self.totals.show(total_board(compared, desk.snapshot, names))
        if self.totals.rowCount() and not self.total_table.currentIndex().isValid():
            self.total_table.setCurrentIndex(self.totals.index(0, 0))
        self._show_ranks()

    def _show_ranks(self) -> None:
        """How the counties rank in the figure the cursor is on."""
        one = self.totals.stands_for(self.total_table.currentIndex().row())
        self._rank_panel.setVisible(isinstance(one, Compared))
        if isinstance(one, Compared):
            part = cell_words(one.address.cell)
            name = self._desk.snapshot.indicator(one.address.indicator).name
            self._ranked.setText(
                self.tr("{name}  县区排位").format(name=f"{name}（{part}）" if part else name)
            )
            self._ranks.setText(rank_words(one, self._names))

    @property
    def showing_totals(self) -> bool:
        """Whether the totals are shown, not the counties."""
        return self._stack.currentIndex() == 1

    def show_totals(self, shown: bool) -> None:
        """Show the totals or the counties."""
        self._stack.setCurrentIndex(1 if shown else 0)
        if shown and self._desk.is_open:
            self._fill_totals()

    def _row(self) -> CountyRow | None:
        row = self.board.stands_for(self.table.currentIndex().row())
        return row if isinstance(row, CountyRow) else None

    def _show_row(self) -> None:
        row = self._row()
        self._panel.setVisible(row is not None)
        if row is not None:
            self._name.setText("  ".join(part for part in (row.name, row.code) if part) or row.source)
            self._reason.setText("\n".join(self._about(row)))
        self._show_said(row)
        self.tell()

    def _about(self, row: CountyRow) -> list[str]:
        most = _QUESTIONS_LOW if self._low else _QUESTIONS_SHOWN
        said = [reason_words(row)] if reason_words(row) else []
        if row.state == "missing":
            said.append(self.tr("{year}年的上报文件还没有收到。").format(year=self._desk.year))
        elif not said:
            said.append(self.tr("数据已收，没有疑问。"))
        said += [f"{q.message}{q.advice}" for q in row.questions[:most]]
        if len(row.questions) > most:
            said.append(self.tr("其余{count}条见回执。").format(count=len(row.questions) - most))
        return said

    def _show_said(self, row: CountyRow | None) -> None:
        """What the county said in words; a list of its own, as long as it may be."""
        taken = row is not None and row.state in ("accepted", "questioned") and not row.further
        desk = self._desk
        lines = (
            said_lines(desk.snapshot, row.code, desk.year, desk.words) if taken and row is not None else ()
        )
        self._said.setPlainText("\n".join(lines))
        self._said.setVisible(bool(lines))

    def tell(self) -> None:
        """The status line: the current row and the keys."""
        keys = [("Ctrl+I", self.tr("读入")), ("Alt+1 Alt+2", self.tr("县区、汇总数"))]
        if self.work.busy:
            keys.append(("Esc", self.tr("停止")))
        row = None if self.showing_totals else self._row()
        if row is None:
            thing = self.tr("汇总数") if self.showing_totals else self.tr("县区上报")
            self.status.emit(StatusText(thing, self._summary.text(), tuple(keys)))
            return
        state = state_word(row.state, self._desk.words)
        keys.insert(0, ("↑ ↓", self.tr("换县区")))
        self.status.emit(StatusText(row.name or row.source, state, tuple(keys)))

    def _allow(self) -> None:
        """What can be pressed, and in words why not."""
        busy, only = self.work.busy, self._desk.is_open and self._desk.file.read_only
        for each in (self.read, self.read_all):
            each.setEnabled(not busy and not only)
        self.answer.setEnabled(not busy and bool(self._answerable()))
        why = ""
        if only:
            why = self.tr("文件只读，不能读入。")
        elif not self._answerable():
            why = self.tr("读入上报文件后可以写回执。")
        self._why.setText(why)
        self._why.setVisible(bool(why) and not busy)

    def _work_changed(self) -> None:
        self._allow()
        if self._desk.is_open:
            self.tell()

    # reading and answering

    def read_files(self) -> None:
        """读入县区上报文件… Ctrl+I: several files."""
        if self.read.isEnabled():
            files = self._ask.submissions_to_read(self, str(self._desk.file.path.parent))
            if files:
                self._start(files, None)

    def read_folder(self) -> None:
        """读入文件夹…: every workbook in it."""
        title = self.tr("县区上报文件在哪个文件夹")
        folder = self._ask.folder_to_read(self, title, str(self._desk.file.path.parent))
        if folder is not None:
            self._start((), folder)

    def _start(self, files: tuple[Path, ...], folder: Path | None) -> None:
        desk = self._desk
        file_id, year = desk.snapshot.file_id, desk.year
        job = work.reading(files, folder, desk.snapshot, year, desk.words)
        self.work.start(job, lambda read: self._take(read, file_id, year), self.tr("正在读入"))

    def _take(self, read: "tuple[RegionReturn, ...]", file_id: str, year: int) -> tuple[str, None]:
        """Store what was read as one step of undo."""
        desk = self._desk
        if not desk.is_open or desk.snapshot.file_id != file_id:
            return self.tr("数据文件已关闭，没有收。"), None
        if not read:
            return self.tr("没有读到上报文件。"), None
        at = desk.now().isoformat(timespec="seconds")
        city = desk.snapshot
        self._file_id = file_id
        before = dict(self._read.get(year, {}))
        self._read.setdefault(year, {}).update({r.code or f"?{r.files[0].file}": r for r in read})
        label_ = desk.words.say("log.rollup", year=year)
        if not desk.take_counties((r.records(city, at) for r in read), label=label_):
            self._read[year] = before
            self.refresh()
            return self.tr("没有收，数据文件没有变。"), None
        self.refresh()
        files = [f for r in read for f in r.files]
        taken = sum(f.accepted for f in files)
        words = self.tr("读{files}份，收{taken}份，没有收{rest}份。")
        return words.format(files=len(files), taken=taken, rest=len(files) - taken), None

    def write_receipts(self) -> None:
        """写回执…: for every county read since the file was opened, into one folder."""
        desk, read = self._desk, tuple(self._answerable())
        folder = self._ask.folder_to_write(self, self.tr("回执写到哪个文件夹"), str(desk.file.path.parent))
        if folder is None:
            return

        def told(paths: tuple[Path, ...]) -> tuple[str, Path | None]:
            return self.tr("已写{count}份回执到 {folder}").format(count=len(paths), folder=folder), paths[0]

        job = work.receipts(read, desk.snapshot, folder, desk.words, desk.now())
        self.work.start(job, told, self.tr("正在写回执"))

    # the page

    def show_width(self, width: str, height: int) -> None:
        """Compact windows leave out code and file."""
        compact = width == "compact"
        self.table.hide_columns(("at", "source") if compact else ())
        self.total_table.hide_columns(("numerator", "denominator") if compact else ())
        self._low = height < self._look.dp(720)
        if self._desk.is_open:
            self._show_row()

    def enter(self) -> None:
        """Put the keyboard in the table shown."""
        (self.total_table if self.showing_totals else self.table).setFocus()
        self.tell()
