"""The weather rule: is an unmet target within reach by its stage year, if the last years go on (cli.md,
Judging).

Source: the “weather symbols” of German Open SDG sites (reference/evaluation.md 3.6), with the bounds of
cli.md.
"""

from dataclasses import dataclass
from fractions import Fraction

from plandesk.core.judging.model import Verdict
from plandesk.core.judging.trend import Trend
from plandesk.core.judging.yardstick import Yardstick

ON_TRACK_BELOW = Fraction(5, 100)
SLIGHTLY_OFF_UP_TO = Fraction(20, 100)


@dataclass(frozen=True, slots=True)
class Weather:
    """A weather verdict with m, the share of the way still to go that the forecast leaves open (None if not
    towards).
    """

    verdict: Verdict
    miss: Fraction | None = None


def weather(trend: Trend, goal: Yardstick, stage_year: int) -> Weather:
    """The verdict on the unmet last value of ``trend`` against ``goal``, to be reached by ``stage_year``."""
    if not trend.enough:
        return Weather("cannot_tell")
    x = trend.points[-1][1]
    if trend.mean * goal.direction(x) <= 0:
        return Weather("moving_away")
    if stage_year <= trend.year:
        return Weather("off_track", Fraction(1))
    way = abs(goal.aim(x) - x)
    if way == 0:  # > X exactly at X: any step the right way meets it
        return Weather("on_track", Fraction(0))
    miss = goal.beyond(x, trend.forecast(stage_year)) / way
    if miss < ON_TRACK_BELOW:
        return Weather("on_track", miss)
    return Weather("slightly_off" if miss <= SLIGHTLY_OFF_UP_TO else "off_track", miss)
