"""The last yearly changes of a series: their mean, the last one, and the line from the year judged."""

from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise

from plandesk.core.indicator import Indicator
from plandesk.core.judging.readings import Readings
from plandesk.core.plan import Target

# The window of the weather rule: the year judged and the five before; a value there and in three more
# (cli.md).
WINDOW = 5
FEWEST = 4
# Elections are five years apart: in six years' figures no more than two can differ from the one before.
MOST_ELECTIONS = 2


@dataclass(frozen=True, slots=True)
class Step:
    """The change between two neighbouring values, divided by the years between them."""

    earlier: int
    later: int
    change: Fraction


@dataclass(frozen=True, slots=True)
class Trend:
    """The values of Y−5..Y and the changes between neighbours, none across a 口径变动."""

    year: int
    points: tuple[tuple[int, Fraction], ...]
    steps: tuple[Step, ...]

    @property
    def enough(self) -> bool:
        """Whether the weather rule may speak: a value in the year, in three more, and a change to go by."""
        return len(self.points) >= FEWEST and self.points[-1][0] == self.year and bool(self.steps)

    @property
    def mean(self) -> Fraction:
        """ḡ: the mean of the changes per year. Raises ZeroDivisionError where there is none."""
        return sum((step.change for step in self.steps), Fraction(0)) / len(self.steps)

    @property
    def last(self) -> Step | None:
        """The change into the year judged; None where a break or a missing value forbids it."""
        return self.steps[-1] if self.steps and self.steps[-1].later == self.year else None

    def forecast(self, when: int) -> Fraction:
        """x̂ = x + ḡ (T − Y)."""
        return self.points[-1][1] + self.mean * (when - self.year)


def trend_of(readings: Readings, target: Target, indicator: Indicator, year: int) -> Trend:
    """The trend of the figures ``target`` is judged on, up to ``year``.

    A 届次 figure repeated between elections is one figure: its standing still says nothing of the next
    election. Where it moves more often than elections are held, it is entered by the year and read so.
    """
    points = readings.series(target, indicator, year - WINDOW, year)
    if indicator.period_kind == "term":
        points = _elections(points)
    return Trend(year, points, steps_between(readings, indicator.code, points))


def _elections(points: tuple[tuple[int, Fraction], ...]) -> tuple[tuple[int, Fraction], ...]:
    elected = points[:1] + tuple(later for earlier, later in pairwise(points) if later[1] != earlier[1])
    return elected if len(elected) - 1 <= MOST_ELECTIONS else points


def steps_between(
    readings: Readings, code: str, points: tuple[tuple[int, Fraction], ...]
) -> tuple[Step, ...]:
    """The changes between neighbouring ``points``, each divided by its years, none across a break."""
    return tuple(
        Step(y1, y2, (x2 - x1) / (y2 - y1))
        for (y1, x1), (y2, x2) in pairwise(points)
        if not readings.snapshot.broken_between(code, y1, y2)
    )
