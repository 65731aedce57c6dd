"""Where a year stands: its findings by cell, and how complete each domain and unit is."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from plandesk.core.checking import Checker
from plandesk.core.entry_sheet import SheetRow, SheetSection, domain_sheet
from plandesk.core.findings import Finding
from plandesk.core.plan import Domain, Plan
from plandesk.core.records import CellKey
from plandesk.core.snapshot import Snapshot

_NONE: tuple[Finding, ...] = ()


class YearFindings:
    """The findings of one year, kept up to date cell by cell."""

    def __init__(self, checker: Checker, snapshot: Snapshot, year: int) -> None:
        self._checker = checker
        self._year = year
        self._set(checker.check(snapshot, year))

    def _set(self, findings: Iterable[Finding]) -> None:
        self.all = tuple(findings)
        by_cell: dict[CellKey, list[Finding]] = {}
        for finding in self.all:
            for key in dict.fromkeys((self._home(finding), *finding.concerned)):
                by_cell.setdefault(key, []).append(finding)
        self._by_cell: Mapping[CellKey, tuple[Finding, ...]] = {k: tuple(v) for k, v in by_cell.items()}

    @staticmethod
    def _home(finding: Finding) -> CellKey:
        return CellKey(finding.indicator, finding.year, finding.cell)

    def at(self, key: CellKey) -> tuple[Finding, ...]:
        """The findings that concern that cell, worst first."""
        return self._by_cell.get(key, _NONE)

    def own(self, key: CellKey) -> tuple[Finding, ...]:
        """The findings whose place is that cell: the ones explained there."""
        return tuple(f for f in self.at(key) if self._home(f) == key)

    def refresh(self, snapshot: Snapshot, touched: Collection[CellKey]) -> frozenset[CellKey]:
        """Check anew what the touched cells can have changed; the cells whose findings are others now."""
        before = self._by_cell
        self._set(self._checker.recheck(snapshot, self._year, self.all, touched))
        after = self._by_cell
        return frozenset(k for k in {*before, *after} if before.get(k, _NONE) != after.get(k, _NONE))


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a domain, a unit or a plan is: rows answered of rows, and its open findings."""

    filled: int = 0
    total: int = 0
    errors: int = 0
    unexplained: int = 0

    def __add__(self, other: "Progress") -> "Progress":
        return Progress(
            self.filled + other.filled,
            self.total + other.total,
            self.errors + other.errors,
            self.unexplained + other.unexplained,
        )

    @property
    def blank(self) -> int:
        """The rows not answered."""
        return self.total - self.filled

    @property
    def share(self) -> float:
        """Answered rows as a share, for a bar."""
        return self.filled / self.total if self.total else 1.0


def rows_of(sections: Iterable[SheetSection]) -> tuple[SheetRow, ...]:
    """All indicator rows of a domain's sheet."""
    return tuple(row for section in sections for row in section.rows)


def row_progress(row: SheetRow, snapshot: Snapshot, findings: YearFindings, year: int) -> Progress:
    """One row's part of the progress: its total answered or not, and the findings that stand at it."""
    code = row.indicator.code
    observation = snapshot.observation(code, year)
    answered = observation is not None and observation.is_answered
    errors = unexplained = 0
    for finding in findings.all:
        if finding.indicator == code and finding.open:
            errors += finding.severity == "error"
            unexplained += finding.severity == "warning"
    return Progress(int(answered), 1, errors, unexplained)


def domain_progress(
    plan: Plan, domain: Domain, snapshot: Snapshot, findings: YearFindings, year: int
) -> Progress:
    """How far a domain of the plan is in ``year``."""
    rows = rows_of(domain_sheet(plan, domain, snapshot.library, snapshot.substitutes))
    return sheet_progress(rows, snapshot, findings, year)


def sheet_progress(
    rows: Collection[SheetRow], snapshot: Snapshot, findings: YearFindings, year: int
) -> Progress:
    """How far those rows are; findings are counted once each, at the indicator they stand at."""
    codes = {row.indicator.code for row in rows}
    mine = [f for f in findings.all if f.open and f.indicator in codes]
    return Progress(
        answered_of(codes, snapshot, year),
        len(codes),
        sum(1 for f in mine if f.severity == "error"),
        sum(1 for f in mine if f.severity == "warning"),
    )


def answered_of(codes: Collection[str], snapshot: Snapshot, year: int) -> int:
    """How many of those indicators have a figure or a status word in ``year``."""
    return sum(1 for code in codes if (o := snapshot.observation(code, year)) is not None and o.is_answered)
