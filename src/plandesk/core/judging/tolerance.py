"""The tolerance of ≈, a setting of the data file: cli.md, Judging (“within 5 % of X, a setting”)."""

from decimal import Decimal

from plandesk.core.judging.model import TOLERANCE
from plandesk.core.problems import KnownProblem
from plandesk.core.quantity import Unreadable, canonical, read_number
from plandesk.core.records import Setting
from plandesk.core.snapshot import Snapshot

TOLERANCE_SETTING = "judging.tolerance"
# Our own judgement: beyond half of the figure 左右 means nothing.
MOST = Decimal(50)


def tolerance_of(snapshot: Snapshot) -> Decimal:
    """The tolerance in percent that the file is judged with; every evaluation prints it with its verdicts.

    5 where nothing is set, and where what is set (by another program) is no percentage from 0 to 50.
    """
    try:
        return _checked(snapshot.settings.get(TOLERANCE_SETTING, ""))
    except KnownProblem:
        return TOLERANCE


def tolerance_setting(text: str) -> Setting:
    """The setting for a tolerance as typed (5, 5%); the usual 5 needs none and takes a set one away.

    Raises KnownProblem ``bad_tolerance`` unless it is from 0 to 50.
    """
    percent = _checked(text)
    return Setting(TOLERANCE_SETTING, "" if percent == TOLERANCE else canonical(percent))


def _checked(text: str) -> Decimal:
    try:
        percent = read_number(text)
    except Unreadable:
        raise KnownProblem("bad_tolerance", text=text, most=MOST) from None
    if not 0 <= percent <= MOST:
        raise KnownProblem("bad_tolerance", text=text, most=MOST)
    return percent
