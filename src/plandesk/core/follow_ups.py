"""督办单: opened from a warning, answered by the unit, closed with its effect; what is overdue on a given day."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import Literal

from plandesk.core.days import read_day
from plandesk.core.indicator import Indicator
from plandesk.core.judging import Evaluation, Judgement
from plandesk.core.problems import KnownProblem
from plandesk.core.records import FollowUp
from plandesk.core.snapshot import Snapshot

State = Literal["open", "overdue", "replied", "closed"]


def warned(evaluations: Iterable[Evaluation], indicator: Indicator) -> tuple[str, Judgement]:
    """The plan's id and the judgement whose warnings a 督办单 of ``indicator`` is opened from.

    Of several the counted one, else the one with the highest level, in the order given. Raises KnownProblem
    ``no_warning`` where the indicator has none.
    """
    found = [
        (evaluation.plan_id, judgement)
        for evaluation in evaluations
        for judgement in evaluation.judgements()
        if judgement.alerts and judgement.indicator is not None and judgement.indicator.code == indicator.code
    ]
    if not found:
        raise KnownProblem("no_warning", indicator=indicator.name)
    ranks = ("red", "yellow", "notice")
    return min(found, key=lambda pair: (not pair[1].counted, ranks.index(pair[1].level or "notice")))


def opened(
    snapshot: Snapshot, plan_id: str, judgement: Judgement, *, unit: str, on: date, due: date
) -> FollowUp:
    """The next 督办单 of the file, from the warnings of ``judgement``, to ``unit`` ("": who reports the indicator).

    Raises KnownProblem ``no_warning``, ``follow_up_open`` where one of the same indicator and year is not closed
    yet, ``due_before_opening``.
    """
    indicator = judgement.indicator
    if indicator is None or not judgement.alerts:
        raise KnownProblem("no_warning", indicator=judgement.name or "")
    for other in snapshot.follow_ups.values():
        same = (other.plan, other.indicator, other.year) == (plan_id, indicator.code, judgement.year)
        if same and not other.closed_on:
            raise KnownProblem("follow_up_open", number=other.number, indicator=indicator.name)
    if due < on:
        raise KnownProblem("due_before_opening", due=due.isoformat(), opened=on.isoformat())
    return FollowUp(
        number=max(snapshot.follow_ups, default=0) + 1,
        plan=plan_id,
        indicator=indicator.code,
        year=judgement.year,
        unit=unit or indicator.reporter,
        warnings=" ".join(judgement.warnings),
        reason="".join(alert.reason for alert in judgement.alerts),
        opened_on=on.isoformat(),
        due=due.isoformat(),
    )


def answered(follow_up: FollowUp, reply: str, on: date) -> FollowUp:
    """With the unit's reply, in place of an earlier one. Raises KnownProblem ``reply_missing``,
    ``follow_up_closed``, ``before_opening``.
    """
    if not reply.strip():
        raise KnownProblem("reply_missing", number=follow_up.number)
    _check(follow_up, on)
    return replace(follow_up, reply=reply.strip(), replied_on=on.isoformat())


def closed(follow_up: FollowUp, effect: str, on: date) -> FollowUp:
    """Closed with what came of it. A unit that never replied can be closed too, the effect then says so.

    Raises KnownProblem ``effect_missing``, ``follow_up_closed``, ``before_opening``, ``before_reply``.
    """
    if not effect.strip():
        raise KnownProblem("effect_missing", number=follow_up.number)
    _check_closing(follow_up, on)
    return replace(follow_up, effect=effect.strip(), closed_on=on.isoformat())


def state_of(follow_up: FollowUp, today: date) -> State:
    """Closed, replied, overdue (``today`` is after the due day and no reply is in), else open."""
    if follow_up.closed_on:
        return "closed"
    if follow_up.replied_on:
        return "replied"
    return "overdue" if days_late(follow_up, today) else "open"


def days_late(follow_up: FollowUp, today: date) -> int:
    """Days between the due day and the reply, or ``today`` while there is none (the closing of one never replied
    to); 0 in time.
    """
    ended = follow_up.replied_on or follow_up.closed_on
    until = read_day(ended) if ended else today
    return max((until - read_day(follow_up.due)).days, 0)


def _check(follow_up: FollowUp, on: date) -> None:
    if follow_up.closed_on:
        raise KnownProblem("follow_up_closed", number=follow_up.number, closed=follow_up.closed_on)
    if on < read_day(follow_up.opened_on):
        raise KnownProblem("before_opening", number=follow_up.number, opened=follow_up.opened_on)


def _check_closing(follow_up: FollowUp, on: date) -> None:
    _check(follow_up, on)
    if follow_up.replied_on and on < read_day(follow_up.replied_on):
        raise KnownProblem("before_reply", number=follow_up.number, replied=follow_up.replied_on)
