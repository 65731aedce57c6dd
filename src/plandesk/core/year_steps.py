"""The steps of a year's life: opened, checked (审核通过), sent and sealed (封存), opened again for a correction (更正)."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from plandesk.core.changes import Change, ChangeSet, Row
from plandesk.core.checking import Checker
from plandesk.core.problems import KnownProblem
from plandesk.core.records import Record, YearState
from plandesk.core.sending import gate
from plandesk.core.snapshot import Snapshot

MENTIONED = 3

# what an approval rests on; where the year stands in the key
_YEAR_AT = {"observation": 2, "explanation": 2, "assessment": 2, "benchmark": 2}
# of an observation's row: its address, and what stands beside a figure; a note is no change of what was approved
_BESIDE = frozenset(("region", "indicator", "year", "cell", "note", "flagged", "origin"))


def rolled(snapshot: Snapshot, year: int) -> YearState:
    """``year`` opened for entry. Raises KnownProblem ``year_open_already``."""
    if _stands(snapshot, year).stage:
        raise KnownProblem("year_open_already", year=year)
    return YearState(year, stage="draft")


def approved(snapshot: Snapshot, year: int, checker: Checker) -> YearState:
    """``year`` found in order (已审核): no error, no warning without explanation, no blank that must not be sent.

    It stays so until a figure, an explanation or a self-assessment of the year changes (``draft_again``). Raises
    KnownProblem ``approve_sealed``, ``approved_already``, ``approve_empty``, ``approve_blocked``.
    """
    now = _stands(snapshot, year)
    if now.sealed:
        raise KnownProblem("approve_sealed", year=year)
    if now.stage == "checked":
        raise KnownProblem("approved_already", year=year, by=now.set_by or "—", day=now.set_at[:10] or "—")
    if not any(key.year == year for key in snapshot.observations):
        raise KnownProblem("approve_empty", year=year)
    standing = gate(snapshot, year, checker.check(snapshot, year), checker.required_gaps(snapshot, year))
    if standing:
        first = "".join(finding.message for finding in standing[:MENTIONED])
        raise KnownProblem("approve_blocked", year=year, count=len(standing), first=first)
    return replace(now, stage="checked")


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


def stamped(snapshot: Snapshot, records: Iterable[Record], by: str, at: str) -> Iterator[Record]:
    """``records`` with every year that comes to another stage told who brought it there and when (ISO)."""
    for record in records:
        if not isinstance(record, YearState) or record.is_blank:
            yield record
            continue
        now = _stands(snapshot, record.year)
        same = (now.stage, now.sealed) == (record.stage, record.sealed)
        yield replace(record, set_by=now.set_by if same else by, set_at=now.set_at if same else at)


def draft_again(snapshot: Snapshot, changes: Iterable[Change]) -> tuple[YearState, ...]:
    """The approved years that ``changes`` bring back to 草稿: what was approved is not what stands there any more."""
    checked = {year: state for year, state in snapshot.years.items() if state.stage == "checked"}
    if not checked:
        return ()
    changes = tuple(changes)
    moved = {int(change.key[0]) for change in changes if change.table == YearState.table}
    touched = {year for change in changes if (year := _year_touched(change)) is not None}
    return tuple(replace(checked[year], stage="draft") for year in sorted(checked.keys() & touched - moved))


def fallen_back(change: ChangeSet) -> tuple[int, ...]:
    """The years that ``change`` brought from 已审核 back to 草稿."""
    return tuple(
        int(c.key[0])
        for c in change.changes
        if c.table == YearState.table and (_stage(c.before), _stage(c.after)) == ("checked", "draft")
    )


def _year_touched(change: Change) -> int | None:
    place = _YEAR_AT.get(change.table)
    if place is None or (change.table == "observation" and change.key[0] != ""):
        return None  # a county's figures in a city's file are not the file's own
    if change.table == "observation" and _figure(change.before) == _figure(change.after):
        return None
    return int(change.key[place])


def _figure(row: Row | None) -> dict[str, str | int | None]:
    return {
        name: value for name, value in (row or {}).items() if name not in _BESIDE and value not in ("", None)
    }


def _stage(row: Row | None) -> str | int | None:
    return row["stage"] if row is not None else None


def _stands(snapshot: Snapshot, year: int) -> YearState:
    return snapshot.years.get(year) or YearState(year)
