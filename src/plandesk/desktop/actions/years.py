"""A year's life from the window: opened for entry, approved, sealed, opened again with a reason. Each is one step of the log."""

from dataclasses import replace

from plandesk.core.changes import ChangeSet
from plandesk.core.days import read_day
from plandesk.core.records import YearState
from plandesk.core.year_steps import approved, reopened, rolled, sealed
from plandesk.desktop.desk import Desk


def start_year(desk: Desk, year: int) -> ChangeSet | None:
    """开始新年度. Raises KnownProblem ``year_open_already``."""
    label = desk.words.say("log.roll", year=year, reason="")
    return desk.record([rolled(desk.snapshot, year)], origin="roll", label=label)


def approve_year(desk: Desk) -> ChangeSet | None:
    """审核通过 of the chosen year. Raises KnownProblem ``approve_…``: what stands in the way (``core.year_steps``)."""
    label = desk.words.say("log.approve", year=desk.year, reason="")
    state = approved(desk.snapshot, desk.year, desk.checker)
    return desk.record([state], origin="approve", label=label)


def state_of(desk: Desk) -> YearState:
    """The chosen year's state; a year nothing was done to is a draft."""
    return desk.snapshot.years.get(desk.year) or YearState(desk.year, "draft")


def set_due(desk: Desk, text: str) -> ChangeSet | None:
    """上报期限 of the chosen year: the day it is to be sent up; "" takes it away. Raises ValueError for what is no day."""
    day = read_day(text).isoformat() if text.strip() else ""
    label = desk.words.say("desk_log.year_due", year=desk.year, day=day or "—")
    now = desk.snapshot.years.get(desk.year) or YearState(desk.year)
    return desk.record([replace(now, due=day)], origin="typed", label=label)


def seal_year(desk: Desk, year: int) -> ChangeSet | None:
    """封存. Raises KnownProblem ``sealed_already``."""
    label = desk.words.say("log.seal", year=year, reason="")
    return desk.record([sealed(desk.snapshot, year)], origin="seal", label=label)


def reopen_year(desk: Desk, year: int, reason: str) -> ChangeSet | None:
    """更正已报年份. Raises KnownProblem ``not_sealed``, ``reopen_reason_missing``."""
    label = desk.words.say("log.reopen", year=year, reason=reason.strip())
    return desk.record([reopened(desk.snapshot, year, reason)], origin="reopen", label=label)


def years_to_start(desk: Desk) -> tuple[int, ...]:
    """The years that can be opened, the likeliest first: neither begun nor with figures, after those with figures."""
    snapshot = desk.snapshot
    begun = {year for year, state in snapshot.years.items() if state.stage} | {*snapshot.years_with_data()}
    first, last = desk.plan.period
    after = max(begun, default=first - 1) + 1
    free = {after, *range(first, last + 1)} - begun
    return tuple(sorted(free, key=lambda year: (year < after, year)))


def sealed_years(desk: Desk) -> tuple[int, ...]:
    """The sealed years: the chosen one first, then the latest."""
    years = (year for year, state in desk.snapshot.years.items() if state.sealed)
    return tuple(sorted(years, key=lambda year: (year != desk.year, -year)))


def is_sealed(desk: Desk) -> bool:
    """Whether the chosen year is sealed."""
    state = desk.snapshot.years.get(desk.year)
    return state is not None and state.sealed
