"""The steps of a year's life: opened for entry, sealed (封存), opened again for a correction (更正)."""

from plandesk.core.problems import KnownProblem
from plandesk.core.records import YearState
from plandesk.core.snapshot import Snapshot


def rolled(snapshot: Snapshot, year: int) -> YearState:
    """``year`` opened for entry. Raises KnownProblem ``year_open_already``."""
    if _stands(snapshot, year).stage:
        raise KnownProblem("year_open_already", year=year)
    return YearState(year, stage="draft")


def sealed(snapshot: Snapshot, year: int) -> YearState:
    """``year`` sent and sealed: no figure of it can be changed until it is reopened.

    Raises KnownProblem ``sealed_already``.
    """
    now = _stands(snapshot, year)
    if now.sealed:
        raise KnownProblem("sealed_already", year=year)
    return YearState(year, "sent", sealed=True, corrections=now.corrections, due=now.due)


def reopened(snapshot: Snapshot, year: int, reason: str) -> YearState:
    """A sealed ``year`` opened with a reason; its number of corrections goes up by one.

    Raises KnownProblem ``not_sealed``, ``reopen_reason_missing``.
    """
    now = _stands(snapshot, year)
    if not now.sealed:
        raise KnownProblem("not_sealed", year=year)
    if not reason.strip():
        raise KnownProblem("reopen_reason_missing", year=year)
    return YearState(year, "returned", sealed=False, corrections=(now.corrections or 0) + 1, due=now.due)


def _stands(snapshot: Snapshot, year: int) -> YearState:
    return snapshot.years.get(year) or YearState(year)
