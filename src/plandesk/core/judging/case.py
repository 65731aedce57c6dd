"""One target in one year, with all its figures at hand and the pen that writes the steps."""

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import cached_property

from plandesk.core.indicator import Indicator
from plandesk.core.judging.attainment import Measured, measure
from plandesk.core.judging.model import Method
from plandesk.core.judging.readings import Base, Reading, Readings, base_year, is_change
from plandesk.core.judging.trend import Trend, trend_of
from plandesk.core.judging.yardstick import telling
from plandesk.core.plan import PlacedTarget, Plan, Target
from plandesk.core.quantity import canonical, printed, rounded
from plandesk.core.records import Substitute
from plandesk.core.target_words import target_words
from plandesk.core.words import Words


@dataclass(frozen=True, slots=True)
class Court:
    """What all judgements of one evaluation share."""

    readings: Readings
    plan: Plan
    year: int
    method: Method
    words: Words
    tolerance: Decimal

    def say(self, key: str, **slots: object) -> str:
        """The sentence ``judging.<key>``."""
        return self.words.say(f"judging.{key}", **slots)


@dataclass(frozen=True)
class Case:
    """A target before the court; figures are read once, when first asked for.

    ``indicator`` is what the target is judged on: its own, or the 替代性指标 that stands in for it; then ``own`` is
    the target's own, else None. ``substitute`` is the record that names a substitute this year, used or not.
    """

    court: Court
    placed: PlacedTarget
    indicator: Indicator
    counted: bool
    own: Indicator | None = None
    substitute: Substitute | None = None

    @property
    def target(self) -> Target:
        return self.placed.target

    @property
    def year(self) -> int:
        return self.court.year

    @property
    def mark(self) -> str:
        """（以…替代）, put behind the target's name wherever its figure is another indicator's; "" else."""
        return "" if self.own is None else self.say("substitute.mark", substitute=self.indicator.name)

    @property
    def name(self) -> str:
        """The target's name with its mark."""
        return self.target.name + self.mark

    @cached_property
    def reading(self) -> Reading:
        """The figure of the year judged."""
        return self.court.readings.at(self.target, self.indicator, self.year)

    @cached_property
    def base(self) -> Base | None:
        """The target's baseline, if one is recorded or observed before the year judged."""
        return self.court.readings.base(self.court.plan, self.target, self.indicator)

    @property
    def base_year(self) -> int:
        """The year the target starts from."""
        return base_year(self.court.plan, self.target)

    @cached_property
    def measured(self) -> Measured:
        """What the target asks for in the year judged."""
        return self.measured_in(self.year)

    def measured_in(self, year: int) -> Measured:
        """What the target asks for in ``year``."""
        court = self.court
        return measure(
            court.readings, court.plan, self.target, self.indicator, year, self.base, court.tolerance
        )

    @property
    def is_change(self) -> bool:
        """Whether the target's figure is a change since its baseline."""
        return is_change(self.target)

    @cached_property
    def trend(self) -> Trend:
        """The last yearly changes up to the year judged."""
        return trend_of(self.court.readings, self.target, self.indicator, self.year)

    @cached_property
    def target_text(self) -> str:
        """The target as tables print it, with its unit."""
        text = target_words(self.target, "", self.court.readings.snapshot.library)
        return text or self.target.op

    def say(self, key: str, **slots: object) -> str:
        """The sentence ``judging.<key>``."""
        return self.court.say(key, **slots)

    def at_end(self, x: Fraction, rising: bool) -> bool:
        """Whether the indicator can go no further than ``x`` that way: a share of 100 %, a rate of 0."""
        low, high = self.indicator.limits
        if rising:
            ceiling = self.indicator.base if high is None and self.indicator.kind == "share" else high
            return ceiling is not None and x >= Fraction(ceiling)
        floor = 0 if low is None and self.indicator.kind in ("share", "rate", "count") else low
        return floor is not None and x <= Fraction(floor)

    def figure(self, x: Fraction | Decimal, more: int = 0) -> str:
        """``x`` as printed, with the indicator's unit."""
        return printed(x, self.indicator.decimals + more) + self.indicator.unit

    def bound(self, x: Fraction) -> str:
        """``x`` with the indicator's unit: all its digits where they end within two more, else rounded there."""
        return canonical(rounded(x, self.indicator.decimals + 2)) + self.indicator.unit

    def change(self, x: Fraction | Decimal) -> str:
        """A change as printed: with its sign, one digit more than the figures, a share's by 个百分点."""
        return _signed(printed(x, self.indicator.decimals + 1)) + self._unit_of_change

    def distance(self, x: Fraction) -> str:
        """How far two figures lie apart, as printed, with more digits where it would print as nothing."""
        return telling(x, self.indicator.decimals, lambda y: y > 0) + self._unit_of_change

    @property
    def _unit_of_change(self) -> str:
        return {"%": "个百分点", "‰": "个千分点"}.get(self.indicator.unit, self.indicator.unit)


def _signed(text: str) -> str:
    if text.startswith("-"):
        return f"−{text[1:]}"
    return f"+{text}" if text.strip("0.") else text
