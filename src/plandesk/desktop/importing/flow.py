"""Reads returned forms one after the other: off the UI thread, shown, chosen, written as one step each."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from plandesk.core.form_signers import signers_setting
from plandesk.core.form_trips import Arrival, returned
from plandesk.core.import_lines import records_of
from plandesk.core.problems import KnownProblem
from plandesk.core.records import CellKey
from plandesk.desktop.desk import Desk
from plandesk.desktop.importing.returned import Returned, look_at, read_returned, reason_of
from plandesk.desktop.importing.view import ImportView
from plandesk.desktop.jobs import Job, Step

SUFFIXES = (".xlsx", ".xls", ".et")


class ImportFlow(QObject):
    """``shown`` when a form is there to choose from, ``ended`` when none is left. Files that cannot be read are said
    and passed by.
    """

    shown = Signal()
    ended = Signal()

    def __init__(self, desk: Desk, view: ImportView, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk, self._view = desk, view
        self._waiting: list[Path] = []
        self._current: Returned | None = None
        self._file_id = ""
        self.job: Job | None = None
        view.wanted.connect(self.write)
        view.left.connect(self.leave)

    @property
    def active(self) -> bool:
        """Whether a form is being chosen from."""
        return self._current is not None

    def read(self, paths: Iterable[Path]) -> None:
        """Read these files and those of these folders, after what is waiting already."""
        self._waiting += list(_files_of(paths))
        if not self.active and self.job is None:
            self._next()

    def _next(self) -> None:
        self._current = None
        if not self._waiting:
            self.ended.emit()
            return
        path = self._waiting.pop(0)
        snapshot, year, words = self._desk.snapshot, self._desk.year, self._desk.words

        def work(step: Step) -> Returned:
            step(0, 0, "")
            return read_returned(path, snapshot, year, words)

        job = Job(work, self)
        self.job = job
        job.done.connect(self._take)
        job.failed.connect(self._failed)
        job.start()

    def _failed(self, problem: object) -> None:
        self.job = None
        if isinstance(problem, KnownProblem):
            self._desk.said.emit(self._desk.words.problem(problem), "bad")
        self._next()
        if isinstance(problem, Exception) and not isinstance(problem, KnownProblem):
            raise problem

    def _take(self, found: Returned) -> None:
        self.job = None
        self._file_id = self._desk.snapshot.file_id
        self._show(found, fresh=True)
        self.shown.emit()

    def _show(self, found: Returned, *, fresh: bool) -> None:
        self._current = found
        snapshot = self._desk.snapshot
        self._view.show_form(found, self._remarks(found), snapshot, heading=self._heading(found), fresh=fresh)

    def _heading(self, found: Returned) -> str:
        parts = [found.unit or found.path.name]
        if found.saved.name:
            parts.append(found.saved.name)
        if found.saved.when is not None:
            parts.append(self.tr("{when}存盘").format(when=f"{found.saved.when:%Y-%m-%d %H:%M}"))
        parts.append(self.tr("第{times}次报").format(times=found.times))
        if self._waiting:
            parts.append(self.tr("后面还有{count}个文件").format(count=len(self._waiting)))
        return "，".join(parts)

    def _remarks(self, found: Returned) -> Mapping[int, str]:
        """Who changed the figure on each side, when and why, where both did."""
        saved = found.saved
        theirs = ""
        if saved.name or saved.when is not None:
            day = f" {saved.when:%m-%d}" if saved.when is not None else ""
            theirs = self.tr("来表：{who}{day}改").format(who=saved.name or self.tr("报送单位"), day=day)
        remarks: dict[int, str] = {}
        for number, line in enumerate(found.lines):
            if line.kind != "both" or line.address is None:
                continue
            changed = self._last_change(line.address)
            parts = []
            if changed is not None:
                who, at = changed
                reason = reason_of(line.address, self._desk.snapshot)
                why = self.tr("，理由“{reason}”").format(reason=reason) if reason else ""
                parts.append(self.tr("本机：{who} {day}改{why}").format(who=who, day=f"{at:%m-%d}", why=why))
            parts += [theirs] if theirs else []
            remarks[number] = "；".join(parts)
        return remarks

    def _last_change(self, address: CellKey) -> tuple[str, datetime] | None:
        for batch in self._desk.file.history(address.indicator):
            if address in batch.cells():
                return batch.who, datetime.fromisoformat(batch.at)
        return None

    def follow(self) -> None:
        """The file changed, or another is open, or another year is chosen: look again, or leave."""
        current = self._current
        if current is None:
            return
        snapshot = self._desk.snapshot
        if snapshot.file_id != self._file_id or current.form.year != self._desk.year:
            self.leave()
            return
        self._show(look_at(current.form, current.saved, snapshot, self._desk.words), fresh=False)

    def leave(self) -> None:
        """Esc: nothing is changed; files that wait are not read either."""
        left, self._waiting, self._current = len(self._waiting), [], None
        if left:
            self._desk.said.emit(self.tr("还有{count}个文件没有读。").format(count=left), "warn")
        self.ended.emit()

    def write(self) -> None:
        """读入: what was chosen, that the form came, and the file itself kept, as one step."""
        from plandesk.exchange.keeping import give_up, keep

        found, desk = self._current, self._desk
        if found is None:
            return
        now, data_file = desk.now(), desk.file.path
        try:
            if desk.file.read_only:
                raise KnownProblem("read_only", path=data_file, reason=desk.file.why_read_only)
            kept = keep(data_file, found.path, day=now.date(), unit=found.unit)
        except KnownProblem as problem:
            desk.said.emit(desk.words.problem(problem), "bad")
            return
        year, unit, taken = found.form.year, found.unit, self._view.model.taken
        chosen = self._view.model.choices()
        records = records_of(found.lines, chosen, found.found, desk.snapshot, year, unit, desk.words)
        arrival = Arrival(
            now.isoformat(timespec="minutes"), found.path.name, kept.name, kept.sha256, taken,
            found.count("refused"), found.saved.name,
        )  # fmt: skip
        trip = returned(desk.snapshot, year, unit or found.path.stem, arrival)
        label = desk.words.say("log.import", unit=unit or found.path.name, year=year)
        self._current = None  # the change must not be looked at as if the form were still to be chosen from
        signed = [signers_setting(year, unit, found.form.signers)] if found.form.signers else []
        change = desk.record([*records, *signed, trip], origin="import", label=label)
        if change is None:
            give_up(data_file, kept)
            self._current = found
            return
        words = self.tr("{unit}：已读入{count}格，Ctrl+Z 撤销。原件存入“{folder}”。")
        folder = f"{data_file.stem}来表"
        desk.said.emit(words.format(unit=unit or found.path.name, count=taken, folder=folder), "good")
        self._next()


def _files_of(paths: Iterable[Path]) -> Iterable[Path]:
    """The files, and of folders the workbooks in them by name; Excel's own lock files aside."""
    for path in paths:
        if not path.is_dir():
            yield path
            continue
        for file in sorted(path.iterdir()):
            if file.suffix.lower() in SUFFIXES and not file.name.startswith("~$"):
                yield file
