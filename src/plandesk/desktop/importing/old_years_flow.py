"""读入历年数据 from the file to the one step that writes it: reading and comparing run off the UI thread."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal

from plandesk.core.history_intake import compare_history
from plandesk.core.history_names import NameIndex
from plandesk.core.history_table import memory, name_index, years_of
from plandesk.core.import_lines import Line, records_of
from plandesk.core.importing import Compared
from plandesk.core.problems import KnownProblem
from plandesk.core.records import Record
from plandesk.desktop.desk import Desk
from plandesk.desktop.importing.old_years import OldYears
from plandesk.desktop.importing.old_years_view import PREVIEW, OldYearsView
from plandesk.desktop.jobs import Job, Step


class OldYearsFlow(QObject):
    """``shown`` when a table is there to be mapped, ``ended`` when it is read in or left."""

    shown = Signal()
    ended = Signal()

    def __init__(self, desk: Desk, view: OldYearsView, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk, self._view = desk, view
        self._years: OldYears | None = None
        self._file_id = ""
        self._found: Compared | None = None
        self._lines: tuple[Line, ...] = ()
        self.job: Job | None = None
        view.wanted.connect(self.compare)
        view.left.connect(self.leave)
        view.preview.wanted.connect(self.write)
        view.preview.left.connect(self._back)

    @property
    def active(self) -> bool:
        """Whether a table is being looked at."""
        return self._years is not None

    def read(self, path: Path) -> None:
        """Read the workbook and propose what its rows and columns are."""
        if self.job is not None:
            return
        snapshot, this_year = self._desk.snapshot, self._desk.now().year
        self._file_id = snapshot.file_id

        def work(step: Step) -> tuple[OldYears, NameIndex]:
            from plandesk.exchange.history import read_history

            step(0, 0, "")
            index = name_index(snapshot)
            return OldYears(path, read_history(path), snapshot, index, this_year), index

        self._start(work, self._take)

    def _start(self, work: Callable[[Step], Any], take: Callable[[Any], None]) -> None:
        job = Job(work, self)
        self.job = job

        def done(result: object) -> None:
            self.job = None
            take(result)

        def failed(problem: object) -> None:
            self.job = None
            if not isinstance(problem, KnownProblem):
                assert isinstance(problem, Exception)
                raise problem
            self._desk.said.emit(self._desk.words.problem(problem), "bad")

        job.done.connect(done)
        job.failed.connect(failed)
        job.start()

    def _take(self, result: tuple[OldYears, NameIndex]) -> None:
        years, index = result
        if not years.tables:
            self._desk.said.emit(self.tr("{file}里没有表。").format(file=years.path.name), "bad")
            return
        self._years = years
        self._view.show_years(years, index)
        self.shown.emit()

    def compare(self) -> None:
        """Everything is confirmed: set the figures beside the file's."""
        years, words = self._years, self._desk.words
        if years is None or self.job is not None:
            return
        snapshot, proposal = self._desk.snapshot, years.proposal

        def work(step: Step) -> tuple[Compared, tuple[Line, ...]]:
            step(0, 0, "")
            return compare_history(snapshot, proposal, words)

        def show(result: tuple[Compared, tuple[Line, ...]]) -> None:
            if self._years is years:
                self._show_preview(years, result, fresh=True)
                self._view.show_preview()

        self._start(work, show)

    def _show_preview(
        self, years: OldYears, result: tuple[Compared, tuple[Line, ...]], *, fresh: bool
    ) -> None:
        self._found, self._lines = result
        known = years_of(years.proposal)
        heading = self.tr("{file}，{first}—{last}年").format(
            file=years.path.name, first=known[0], last=known[-1]
        )
        self._view.preview.show_past(
            self._lines, self._found.unchanged, self._desk.snapshot, heading=heading, fresh=fresh
        )

    def follow(self) -> None:
        """The file changed, or another is open: look again, or leave."""
        years = self._years
        if years is None:
            return
        snapshot = self._desk.snapshot
        if snapshot.file_id != self._file_id:
            self.leave()
        elif snapshot is not years.snapshot:
            years.follow(snapshot)
            if self._view.stage == PREVIEW:
                self._show_preview(
                    years, compare_history(snapshot, years.proposal, self._desk.words), fresh=False
                )

    def _back(self) -> None:
        self._view.show_mapping()

    def leave(self) -> None:
        """Esc: nothing is changed, nothing remembered."""
        self._years = self._found = None
        self.ended.emit()

    def write(self) -> None:
        """What was chosen, the mapping to be remembered and the file itself kept, as one step."""
        from plandesk.exchange.keeping import give_up, keep_history

        years, found, desk = self._years, self._found, self._desk
        if years is None or found is None:
            return
        data_file = desk.file.path
        try:
            if desk.file.read_only:
                raise KnownProblem("read_only", path=data_file, reason=desk.file.why_read_only)
            kept, source = keep_history(data_file, years.path, day=desk.now().date())
        except KnownProblem as problem:
            desk.said.emit(desk.words.problem(problem), "bad")
            return
        model = self._view.preview.model
        taken = model.taken
        records: list[Record] = list(
            records_of(self._lines, model.choices(), found, desk.snapshot, 0, "", desk.words)
        )
        records += [memory(desk.snapshot, years.proposal, years.answers, years.sheets), source]
        known = years_of(years.proposal)
        label = desk.words.say("log.history", source=years.path.name, first=known[0], last=known[-1])
        self._years = None  # the change must not be looked at as if the table were still to be chosen from
        if desk.record(records, origin="import", label=label) is None:
            give_up(data_file, kept)
            self._years = years
            return
        self._found = None
        words = self.tr("历年数据：已读入{count}格，Ctrl+Z 撤销。原件存入“{folder}”。")
        desk.said.emit(words.format(count=taken, folder=f"{data_file.stem}来表"), "good")
        self.ended.emit()
