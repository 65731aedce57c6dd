"""The desk: the open data file, where the clerk is in it, and what follows from its figures. No widget is known here."""

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from plandesk.core.changes import ChangeSet
from plandesk.core.checking import Checker
from plandesk.core.entry_sheet import SheetSection, domain_sheet
from plandesk.core.findings import Finding
from plandesk.core.indicator import Form, Library
from plandesk.core.judging import (
    TOLERANCE_SETTING,
    Evaluation,
    Judgement,
    Method,
    earlier_errors,
    evaluate,
)
from plandesk.core.plan import Domain, Plan, Region
from plandesk.core.plan_years import plan_in_year
from plandesk.core.problems import KnownProblem
from plandesk.core.records import CellKey, Record
from plandesk.core.snapshot import Snapshot
from plandesk.core.words import Words
from plandesk.core.year_steps import fallen_back
from plandesk.desktop.judged import PlanVerdicts
from plandesk.desktop.memory import let_go, making_what_stays
from plandesk.desktop.preferences import Place, Preferences, RecentFile
from plandesk.desktop.standing import YearFindings, answered_of, rows_of
from plandesk.store.plan_file import PlanFile

PROJECTS_NO = 0
YEARS_WITHOUT_PLAN = 5


class Desk(QObject):
    """Holds the open file and the chosen plan and year; every writing of the window goes through ``record``.

    ``changed`` carries the ChangeSet of one action. ``said`` is a sentence for the status line with its tone (bad, warn, good or ""); ``troubled`` one for the notice line.
    ``touched`` are the addresses whose figures or findings the last change changed.
    """

    opened = Signal()
    closed = Signal()
    changed = Signal(object)
    place_changed = Signal()
    said = Signal(str, str)
    troubled = Signal(str)

    def __init__(
        self,
        words: Words,
        library: Callable[[], Library],
        preferences: Preferences,
        now: Callable[[], datetime],
    ) -> None:
        super().__init__()
        self.words = words
        self.library = library
        self.preferences = preferences
        self.now = now
        self.plan_id = ""
        self.year = 0
        self._file: PlanFile | None = None
        self._checker: Checker | None = None
        self._findings: dict[int, YearFindings] = {}
        self._earlier: dict[int, tuple[Finding, ...]] = {}
        self._evaluations: dict[tuple[str, int], Evaluation] = {}
        self._verdicts: dict[tuple[str, int], PlanVerdicts] = {}
        self._sheets: dict[tuple[str, int, int], tuple[SheetSection, ...]] = {}
        self.touched: frozenset[CellKey] = frozenset()

    # the file

    @property
    def is_open(self) -> bool:
        """Whether a data file is open."""
        return self._file is not None

    @property
    def file(self) -> PlanFile:
        """The open file. Raises RuntimeError when none is."""
        if self._file is None:
            raise RuntimeError("no data file is open")
        return self._file

    def create(
        self, path: Path, region: Region, plans: list[Plan], first_year: int, library: Library | None = None
    ) -> None:
        """Make a new data file and open it; ``library`` where its plans need more than what ships. Raises KnownProblem (file_exists, folder missing, disk full)."""
        made = PlanFile.create(
            path, region=region, plans=plans, library=library or self.library(), by=self.preferences.person,
            words=self.words, now=self.now,
        )  # fmt: skip
        self._take(made, first_year)

    def open(self, path: Path) -> None:
        """Open a data file. Raises KnownProblem (not ours, newer, damaged, missing, without a plan)."""
        if self._file is not None and path.exists() and path.samefile(self._file.path):
            self.close()  # else it would be opened a second time, for reading only
        with making_what_stays():
            self._take(PlanFile.open(path, by=self.preferences.person, words=self.words, now=self.now), 0)

    def _take(self, file: PlanFile, first_year: int) -> None:
        held = file.snapshot()
        if not held.plans and held.region.level == "county":
            file.close()
            raise KnownProblem("desk_no_plan", path=file.path)
        self.close()
        self._file = file
        snapshot = file.snapshot()
        self._checker = Checker(snapshot.library, self.words)
        place = self.preferences.place(snapshot.file_id)
        ids = [p.id for p in snapshot.plans]
        self.plan_id = place.plan if place.plan in ids else (ids[0] if ids else "")
        self.year = first_year or place.year or self._likely_year(snapshot)
        self._remember_file()
        self.opened.emit()

    def _likely_year(self, snapshot: Snapshot) -> int:
        """The latest year with figures, else last year, within the plan's period."""
        with_data = snapshot.years_with_data()
        year = with_data[-1] if with_data else self.now().year - 1
        if not with_data and self.plan_id:
            first, last = snapshot.plan(self.plan_id).period
            year = min(max(year, first), last)
        return year

    def close(self) -> None:
        """Close the file, keeping where the clerk was."""
        if self._file is None:
            return
        self._remember_file()
        file, self._file = self._file, None
        self._checker = None
        for cache in (self._findings, self._earlier, self._evaluations, self._verdicts, self._sheets):
            cache.clear()
        file.close()
        let_go()
        self.closed.emit()

    def keep_place(self, page: str, domain: int, indicator: str, cell: str) -> None:
        """Remember where the clerk is in this file."""
        place = Place(self.plan_id, self.year, page, domain, indicator, cell)
        self.preferences.keep_place(self.snapshot.file_id, place)

    def _remember_file(self) -> None:
        at = f"{self.now():%Y-%m-%dT%H:%M}"
        name = self.snapshot.region.name
        self.preferences.remember(RecentFile(str(self.file.path), name, self._standing_words(), at))

    def _standing_words(self) -> str:
        """Where the work stands, for the list of recent files: 2024年，已填67/82."""
        if not self.plan_id:
            return self.tr("{year}年").format(year=self.year)
        codes = {row.indicator.code for domain in self.domains for row in rows_of(self.sheet(domain))}
        filled = answered_of(codes, self.snapshot, self.year)
        sample = self.tr("，示例数据") if self.snapshot.has_samples(self.year) else ""
        words = self.tr("{year}年，已填{filled}/{total}")
        return words.format(year=self.year, filled=filled, total=len(codes)) + sample

    # what stands in it

    @property
    def snapshot(self) -> Snapshot:
        """The file's state now."""
        return self.file.snapshot()

    @property
    def plan(self) -> Plan:
        """The chosen plan."""
        return self.snapshot.plan(self.plan_id)

    def years(self) -> tuple[int, ...]:
        """The years that can be chosen: from the year before the plan (基期) to its end, and all with figures."""
        if not self.plan_id:  # a city's file that only adds up
            taken = {year for _, year in self.snapshot.county_submissions}
            now = self.now().year
            return tuple(sorted({*range(now - YEARS_WITHOUT_PLAN, now + 1), *taken, self.year}))
        first, last = self.plan.period
        return tuple(sorted({*range(first - 1, last + 1), *self.snapshot.years_with_data(), self.year}))

    @property
    def domains(self) -> tuple[Domain, ...]:
        """The domains of the chosen plan that figures are entered in; 实事项目 with figures are the last."""
        plan = plan_in_year(self.plan, self.year)
        projects = tuple(project for project in plan.projects if project.targets)
        if not projects:
            return plan.domains
        return (*plan.domains, Domain(PROJECTS_NO, self.tr("实事项目"), "", (), projects))

    def sheet(self, domain: Domain) -> tuple[SheetSection, ...]:
        """The sections of a domain's form in the chosen plan."""
        key = (self.plan_id, domain.no, self.year)
        if key not in self._sheets:
            self._sheets[key] = domain_sheet(
                self.plan, domain, self.snapshot.library, self.snapshot.substitutes
            )
        return self._sheets[key]

    @property
    def checker(self) -> Checker:
        """The checks of the open file."""
        if self._checker is None:
            raise RuntimeError("no data file is open")
        return self._checker

    def findings(self) -> YearFindings:
        """The findings of the chosen year."""
        if self.year not in self._findings:
            self._findings[self.year] = YearFindings(self.checker, self.snapshot, self.year)
        return self._findings[self.year]

    def faults(self) -> tuple[Finding, ...]:
        """What judging the chosen year rests on: its findings, and the errors of the years before it."""
        if self.year not in self._earlier:
            self._earlier[self.year] = earlier_errors(self.checker, self.snapshot, self.year)
        return (*self.findings().all, *self._earlier[self.year])

    def evaluation(self, plan_id: str | None = None, method: Method = "weather") -> Evaluation:
        """A plan (the chosen one) judged in the chosen year."""
        plan_id = plan_id or self.plan_id
        key = (f"{plan_id}/{method}", self.year)
        if key not in self._evaluations:
            self._evaluations[key] = evaluate(
                self.snapshot, self.snapshot.plan(plan_id), self.year, self.faults(),
                method=method, words=self.words,
            )  # fmt: skip
        return self._evaluations[key]

    def is_judged(self, code: str) -> bool:
        """Whether that indicator's judgement is at hand: a row is painted without waiting for it."""
        kept = self._verdicts.get((self.plan_id, self.year))
        return kept is not None and kept.knows(code)

    def judgement(self, code: str) -> Judgement | None:
        """How the chosen plan judges that indicator."""
        key = (self.plan_id, self.year)
        if key not in self._verdicts:
            self._verdicts[key] = PlanVerdicts(
                plan_in_year(self.plan, self.year), self.year, self.words, self.snapshot.substitutes
            )
        return self._verdicts[key].of(code, self.snapshot, self.faults())

    # moving and writing

    def go_to(self, plan_id: str, year: int) -> None:
        """Choose plan and year."""
        if (plan_id, year) != (self.plan_id, self.year):
            self.plan_id, self.year = plan_id, year
            self.place_changed.emit()

    def record(self, records: Iterable[Record], *, origin: str, label: str) -> ChangeSet | None:
        """Write as one step. A known problem becomes a sentence in the window and None is returned."""
        return self._write(lambda: self.file.record(records, origin=origin, label=label))

    def take_counties(self, parts: Iterable[Iterable[Record]], *, label: str) -> bool:
        """Store counties' figures, part by part, as one step; False where a known problem kept it from being stored."""
        try:
            self.file.record_in_parts(parts, origin="import", label=label)
        except KnownProblem as problem:
            self.said.emit(self.words.problem(problem), "bad")
            return False
        self.touched = frozenset()  # none of the file's own figures or findings follow from the counties'
        self.changed.emit(ChangeSet(0, "", self.preferences.person, "import", label, ()))
        return True

    def revise(
        self,
        *,
        plans: Sequence[Plan] = (),
        forms: Sequence[Form] = (),
        records: Sequence[Record] = (),
        label: str,
    ) -> ChangeSet | None:
        """Take changed plans or forms into the file as one step; known problems as in ``record``."""
        return self._write(lambda: self.file.revise(plans=plans, forms=forms, records=records, label=label))

    def undo(self) -> ChangeSet | None:
        """Take the last step back."""
        return self._write(self.file.undo)

    def redo(self) -> ChangeSet | None:
        """Do the last step taken back again."""
        return self._write(self.file.redo)

    def _write(self, act: Callable[[], ChangeSet | None]) -> ChangeSet | None:
        try:
            change = act()
        except KnownProblem as problem:
            self.said.emit(self.words.problem(problem), "bad")
            return None
        if change is not None and not change.is_empty:
            self._follow(change)
            self._leave_gone_plan()
            self.changed.emit(change)
            for year in fallen_back(change):
                self.troubled.emit(self.words.say("desk_years.draft_again", year=year))
        return change

    def _leave_gone_plan(self) -> None:
        """Where the adding of the chosen plan was undone another one is shown; the screens hear of it as of any move."""
        plans = self.snapshot.plans
        if self.plan_id and plans and self.plan_id not in {plan.id for plan in plans}:
            first, last = plans[0].period
            self.go_to(plans[0].id, min(max(self.year, first), last))

    def _follow(self, change: ChangeSet) -> None:
        """Bring what was worked out up to date: findings cell by cell, verdicts when next asked for."""
        self._evaluations.clear()
        if any(c.table in ("plan", "form", "substitute") for c in change.changes):
            self._sheets.clear()
            self._checker = Checker(self.snapshot.library, self.words)
        cells = set(change.cells())
        cells.update(
            CellKey(str(c.key[1]), int(c.key[2]), str(c.key[3]))
            for c in change.changes
            if c.table == "explanation"
        )
        other = any(
            c.table not in ("observation", "explanation", "setting", "second_entry", "year_state")
            or c.key == (TOLERANCE_SETTING,)
            for c in change.changes
        )
        touched = cells | self._earlier_touched(cells, every=other)
        touched |= {
            CellKey(str(c.key[0]), int(c.key[1]), str(c.key[2]))
            for c in change.changes
            if c.table == "second_entry"
        }
        for year in list(self._findings):
            if other:
                del self._findings[year]
            else:
                touched |= self._findings[year].refresh(self.snapshot, cells)
        if other:
            self._verdicts.clear()
        for key, kept in list(self._verdicts.items()):
            if key == (self.plan_id, self.year):
                touched |= {
                    CellKey(code, self.year) for code in kept.forget({cell.indicator for cell in touched})
                }
            else:
                del self._verdicts[key]
        self.touched = frozenset(touched)

    def _earlier_touched(self, cells: set[CellKey], *, every: bool) -> set[CellKey]:
        """Forget the errors of earlier years that may be others now; the figures of the chosen year judged anew."""
        before = self._earlier.get(self.year)
        for year in list(self._earlier):
            if every or any(cell.year < year for cell in cells):
                del self._earlier[year]
        if every or before is None or self.year in self._earlier:
            return set()
        after = self._earlier[self.year] = earlier_errors(self.checker, self.snapshot, self.year)
        changed = {*before} ^ {*after}
        return {CellKey(key.indicator, self.year) for finding in changed for key in finding.concerned}
