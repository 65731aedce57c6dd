"""督办单 in the list and in the panel: number, state with sign and colour, and what it says in a line."""

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType

from PySide6.QtCore import QCoreApplication

from plandesk.core.days import day_words
from plandesk.core.follow_ups import State, days_late, state_of
from plandesk.core.judging import Judgement
from plandesk.core.records import FollowUp
from plandesk.core.snapshot import Snapshot
from plandesk.core.words import Words
from plandesk.desktop.look.cell import CellLook
from plandesk.desktop.look.verdicts import Mark

FOLLOW_MARKS: Mapping[State, Mark] = MappingProxyType(
    {
        "open": Mark("doing", "ink2"),
        "overdue": Mark("late", "warn", "warn_soft"),
        "replied": Mark("filled", "ink2"),
        "closed": Mark("attained", "good", "good_soft"),
    }
)


def _tr(text: str) -> str:
    return QCoreApplication.translate("FollowUps", text)


def short_word(state: State) -> str:
    """A state in the words of a narrow column."""
    words: dict[State, str] = {
        "open": _tr("待回复"),
        "overdue": _tr("逾期"),
        "replied": _tr("已回复"),
        "closed": _tr("已办结"),
    }
    return words[state]


def follow_ups_of(judgement: Judgement, plan_id: str, snapshot: Snapshot) -> tuple[FollowUp, ...]:
    """The 督办单 of the judged indicator in the plan: those of the year, and earlier ones that are not closed.

    By year and number, so that the one that counts, the year's latest, is the last.
    """
    indicator, year = judgement.indicator, judgement.year
    if indicator is None:
        return ()
    found = [
        f
        for f in snapshot.follow_ups.values()
        if (f.plan, f.indicator) == (plan_id, indicator.code)
        and (f.year == year or ((f.year or year) < year and not f.closed_on))
    ]
    return tuple(sorted(found, key=lambda f: (f.year or 0, f.number)))


def follow_up_of(judgement: Judgement, plan_id: str, snapshot: Snapshot) -> FollowUp | None:
    """The latest 督办单 of the judged indicator in the year judged."""
    found = [f for f in follow_ups_of(judgement, plan_id, snapshot) if f.year == judgement.year]
    return found[-1] if found else None


def follow_up_cell(judgement: Judgement, plan_id: str, snapshot: Snapshot, today: date) -> CellLook:
    """Number and state for the list; nothing where there is none."""
    found = follow_up_of(judgement, plan_id, snapshot)
    if found is None:
        return CellLook()
    state = state_of(found, today)
    mark = FOLLOW_MARKS[state]
    text = _tr("{number}号 {state}").format(number=found.number, state=short_word(state))
    return CellLook(text, ink=mark.ink, sign=mark.sign, sign_ink=mark.ink, tip=line_of(found, today))


def line_of(follow_up: FollowUp, today: date) -> str:
    """To whom, when opened, by when, how late."""
    late = days_late(follow_up, today)
    words = _tr("{unit}，{opened}开，{due}前回复{late}")
    return words.format(
        unit=follow_up.unit,
        opened=day_words(follow_up.opened_on),
        due=day_words(follow_up.due),
        late=_tr("，迟{days}天").format(days=late) if late else "",
    )


def other_line(follow_up: FollowUp, today: date, words: Words) -> str:
    """Another 督办单 of the same indicator, in a line."""
    state = words.say(f"follow_up.state.{state_of(follow_up, today)}")
    return _tr("另有{year}年督办单{number}号：{state}").format(
        year=follow_up.year, number=follow_up.number, state=state
    )
