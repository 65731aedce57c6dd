"""The data file: one door for reading and writing; every step is one transaction and one entry of the log."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime
from pathlib import Path
from types import TracebackType

from sqlite_utils import Database

from plandesk.core.changes import Change, ChangeSet
from plandesk.core.indicator import Form, Library
from plandesk.core.plan import Plan, Region
from plandesk.core.problems import KnownProblem
from plandesk.core.records import Observation, Record
from plandesk.core.snapshot import Snapshot
from plandesk.core.totals import with_totals
from plandesk.core.words import Words
from plandesk.core.year_steps import draft_again, stamped
from plandesk.store.backups import BackupRule, write_copy
from plandesk.store.change_log import (
    append,
    append_further,
    changes_of,
    closes_a_year,
    last_batch,
    read_history,
    read_steps,
)
from plandesk.store.faults import known_faults
from plandesk.store.inspection import faults_of
from plandesk.store.opening import Opened, make_file, open_file
from plandesk.store.picture import folded, form_row, plan_row, read_counties, read_snapshot
from plandesk.store.rows import FORM, PLAN, changes_to, wanted_row, write
from plandesk.store.sealing import refuse_sealed, refuse_sealed_plans, refuse_unknown_plans

Clock = Callable[[], datetime]


class PlanFile:
    """An open data file (``*.plandesk``).

    ``record``, ``revise``, ``undo`` and ``redo`` write one transaction each and return what it changed;
    nothing is written otherwise. ``snapshot`` is what the file holds. ``read_only`` files refuse every
    writing call with KnownProblem ``read_only``; ``why_read_only`` says why, ``held_by`` who has the file.
    ``notices`` are sentences on what went wrong at opening without keeping it from opening. One thread only.
    """

    def __init__(self, opened: Opened, *, by: str, words: Words, now: Clock) -> None:
        self.path: Path = opened.path
        self.by = by
        self.read_only: bool = opened.access.lock is None
        self.held_by: str | None = opened.access.held_by
        self.notices: tuple[str, ...] = opened.access.notices
        self.why_read_only = opened.access.why_read_only
        self._opened: Opened | None = opened
        self._db: Database = opened.db
        self._words = words
        self._now = now
        self._last_batch: int
        self.last_saved: datetime | None
        self._read_all()

    @classmethod
    def create(
        cls,
        path: Path,
        *,
        region: Region,
        plans: Sequence[Plan],
        library: Library,
        by: str,
        words: Words,
        now: Clock,
    ) -> "PlanFile":
        """Make the file of ``region`` with its plans and all forms copied in, and open it for writing.

        Raises KnownProblem ``file_exists``, ``folder_missing``, ``file_held`` and those of a failing disk.
        """
        opened = make_file(path, region=region, plans=plans, library=library, by=by, words=words, now=now)
        return cls._from(opened, by, words, now)

    @classmethod
    def open(
        cls,
        path: Path,
        *,
        by: str,
        words: Words,
        now: Clock,
        read_only: bool = False,
        backups: BackupRule | None = None,
    ) -> "PlanFile":
        """Open the file: for writing where nobody else writes and the place allows it, else for reading.

        An older file is copied and migrated (for reading: in memory only); the day's first opening for
        writing makes the daily copy. Raises KnownProblem ``file_missing``, ``folder_missing``,
        ``not_plandesk``, ``damaged``, ``newer_file``, ``cannot_open``, ``file_busy``; the file then is as it
        was.
        """
        rule = backups or BackupRule()
        opened = open_file(path, by=by, words=words, now=now, read_only=read_only, rule=rule)
        return cls._from(opened, by, words, now)

    @classmethod
    def _from(cls, opened: Opened, by: str, words: Words, now: Clock) -> "PlanFile":
        try:
            return cls(opened, by=by, words=words, now=now)
        except BaseException:
            opened.close()
            raise

    def snapshot(self) -> Snapshot:
        """Everything the file holds, frozen; the same object until something changes."""
        if self.read_only or self._stale:
            self._follow()
        return self._snapshot

    def record(self, records: Iterable[Record], *, origin: str, label: str) -> ChangeSet:
        """Store ``records`` as one step named ``label``; a blank record removes what stood under its key.

        Totals that follow from breakdown cells are kept up to date in the same step (``core.totals``); a year that
        comes to another stage is told who and when, and an approved one whose figures change is a draft again
        (``core.year_steps``).

        What stands there already is left out; with nothing left the returned set is empty and nothing is
        written. Raises KnownProblem ``read_only``, ``year_sealed``, ``unknown_plan`` and those of a failing
        disk; nothing of the step is then stored.
        """
        self._follow()
        at = self._now().isoformat(timespec="seconds")
        followed = stamped(self._snapshot, with_totals(self._snapshot, records), self.by, at)
        wanted = [wanted_row(record) for record in followed]
        refuse_unknown_plans(self._snapshot, wanted)

        def find() -> tuple[Change, ...]:
            changes = changes_to(self._db, wanted)
            drafts = stamped(self._snapshot, draft_again(self._snapshot, changes), self.by, at)
            return (*changes, *changes_to(self._db, map(wanted_row, drafts)))

        return self._write(find, origin, label)

    def record_in_parts(self, parts: Iterable[Iterable[Record]], *, origin: str, label: str) -> int:
        """``record`` for more than should be held in memory at once: one step, written part by part.

        Each part is stored as ``parts`` yields it, all of them in one transaction; whatever is raised on the
        way, also by ``parts``, undoes them all. Totals are not kept up to date: meant for counties' figures,
        which have no totals of the file's own. Returns how many facts changed; raises as ``record`` does.
        """
        self._follow()
        if self.read_only:
            raise KnownProblem("read_only", path=self.path, reason=self.why_read_only)
        now = self._now()
        made = ChangeSet(self._last_batch + 1, now.isoformat(timespec="seconds"), self.by, origin, label, ())
        count = 0
        with known_faults(self.path), self._db.atomic():
            for part in parts:
                wanted = [wanted_row(record) for record in part]
                refuse_unknown_plans(self._snapshot, wanted)
                changes = changes_to(self._db, wanted)
                refuse_sealed(self._snapshot, changes)
                if changes and not count:
                    append(self._db, made)
                for change in changes:
                    write(self._db, change)
                append_further(self._db, made.batch, changes, count)
                count += len(changes)
        if count:
            self._steps.take(made, closes=False)
            self._last_batch, self.last_saved = made.batch, now
            self._stale = True
        return count

    def county_observations(self, year: int) -> Iterator[Observation]:
        """The counties' figures of ``year`` straight from the file, by indicator, cell and region code."""
        with known_faults(self.path):
            yield from read_counties(self._db, year)

    def revise(
        self,
        *,
        plans: Sequence[Plan] = (),
        forms: Sequence[Form] = (),
        records: Iterable[Record] = (),
        label: str,
    ) -> ChangeSet:
        """Take new versions of plans or forms, or further ones, into the file as one step of undo.

        ``records`` are facts that go along with them (what was written about a goal goes to its new number). Raises
        KnownProblem ``plan_sealed`` where a sealed year would be asked something else, and as ``record`` does.
        """
        self._follow()
        refuse_sealed_plans(self._snapshot, plans)
        places = {plan.id: place for place, plan in enumerate(self._snapshot.plans)}
        shelves = {form.code: place for place, form in enumerate(self._snapshot.library.forms)}
        for plan in plans:
            places.setdefault(plan.id, len(places))
        for form in forms:
            shelves.setdefault(form.code, len(shelves))
        wanted = [wanted_row(record) for record in records]
        wanted += [(PLAN, (plan.id,), plan_row(plan, places[plan.id])) for plan in plans]
        wanted += [(FORM, (form.code,), form_row(form, shelves[form.code])) for form in forms]
        return self._write(lambda: changes_to(self._db, wanted), "revision", label)

    @property
    def next_undo(self) -> str | None:
        """The label of the step that ``undo`` would take back."""
        return self._steps.done[-1][1] if self._steps.done else None

    @property
    def next_redo(self) -> str | None:
        """The label of the step that ``redo`` would make again."""
        return self._steps.undone[-1][1] if self._steps.undone else None

    def undo(self) -> ChangeSet | None:
        """Take the last step back, as a new entry of the log; None where there is none.

        Sealing a year, or opening a sealed one, ends what can be undone. Raises as ``record`` does.
        """
        self._follow()
        if not self._steps.done:
            return None
        batch, label = self._steps.done[-1]
        return self._write(
            lambda: tuple(change.inverse() for change in reversed(changes_of(self._db, batch))),
            "undo",
            self._words.say("log.undo", label=label),
            batch,
        )

    def redo(self) -> ChangeSet | None:
        """Make the step last undone again; None where there is none. Raises as ``record`` does."""
        self._follow()
        if not self._steps.undone:
            return None
        batch, label = self._steps.undone[-1]
        return self._write(
            lambda: changes_of(self._db, batch), "redo", self._words.say("log.redo", label=label), batch
        )

    def history(self, indicator: str | None = None, limit: int | None = None) -> tuple[ChangeSet, ...]:
        """The steps, newest first; with ``indicator`` those that touch it, showing only what concerns it."""
        with known_faults(self.path):
            return read_history(self._db, indicator, limit)

    def backup(self, target: Path) -> None:
        """Write a copy of the file to ``target``.

        Raises KnownProblem ``file_exists``, ``folder_missing`` and those of a failing disk.
        """
        write_copy(self._db, target)

    def verify(self) -> tuple[str, ...]:
        """What is wrong with the file, in sentences; empty when all is well.

        Looked at: SQLite's own integrity, references, whether the log leads to every fact.
        """
        return faults_of(self._db, self._words)

    def close(self) -> None:
        """Close the file and let others write to it; a second call does nothing."""
        opened, self._opened = self._opened, None
        if opened is not None:
            opened.close()

    def __enter__(self) -> "PlanFile":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _read_all(self) -> None:
        # one transaction: what another writes meanwhile must not stand in one part and miss in the next
        with known_faults(self.path), self._db.atomic():
            self._seen_version = self._version()
            self._snapshot = read_snapshot(self._db)
            self._steps = read_steps(self._db)
            self._last_batch, at = last_batch(self._db)
            self._stale = False  # whether parts were written that the snapshot does not show yet
        self.file_id: str = self._snapshot.file_id
        self.last_saved = None if at is None else datetime.fromisoformat(at)

    def _follow(self) -> None:
        # a reader follows the writer; a writer meets another only when somebody took its lock file away
        with known_faults(self.path):
            if self._stale or self._version() != self._seen_version:
                self._read_all()

    def _version(self) -> int:
        return int(self._db.execute("PRAGMA data_version").fetchone()[0])

    def _write(
        self, find: Callable[[], tuple[Change, ...]], origin: str, label: str, undoes: int | None = None
    ) -> ChangeSet:
        if self.read_only:
            raise KnownProblem("read_only", path=self.path, reason=self.why_read_only)
        now = self._now()
        at = now.isoformat(timespec="seconds")
        with known_faults(self.path), self._db.atomic():
            changes = find()
            if not changes:
                return ChangeSet(0, at, self.by, origin, label, ())
            refuse_sealed(self._snapshot, changes)
            made = ChangeSet(self._last_batch + 1, at, self.by, origin, label, changes, undoes)
            for change in changes:
                write(self._db, change)
            append(self._db, made)
        # only what is committed is shown
        self._snapshot = folded(self._snapshot, changes)
        self._steps.take(made, closes=closes_a_year(changes))
        self._last_batch, self.last_saved = made.batch, now
        return made
