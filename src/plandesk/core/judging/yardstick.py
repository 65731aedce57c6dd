"""What a figure is held against: the target as an absolute figure of the indicator, whatever words it came
in.
"""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Literal

from plandesk.core.indicator import Better
from plandesk.core.quantity import printed

Sign = Literal["<=", ">=", "<", ">", "=", "≈", "between"]
# Digits added where rounding would hide the answer: one as a rule, more only where one is not enough.
_MOST_MORE_DIGITS = 8


@dataclass(frozen=True, slots=True)
class Yardstick:
    """``sign`` and ``figure`` (``upper`` for between) in the indicator's unit.

    ``≈`` is met within ``tolerance`` percent of the figure or on its better side, two-sided only where the
    indicator is ``neither`` (cli.md). ``=`` is met on the figure or on its better side: a 毛入园率 of 101 %
    meets 达到100%. ``between`` is met on its ends and inside.
    """

    sign: Sign
    figure: Fraction
    upper: Fraction | None
    better: Better
    tolerance: Decimal

    def met(self, x: Fraction) -> bool:
        """Whether the exact figure ``x`` meets it."""
        if self.sign == "between":
            return self.figure <= x <= (self.figure if self.upper is None else self.upper)
        if self.sign in ("=", "≈"):
            return abs(x - self.figure) <= self.slack or self._better_side(x)
        return {
            "<=": x <= self.figure, ">=": x >= self.figure, "<": x < self.figure, ">": x > self.figure,
        }[self.sign]  # fmt: skip

    @property
    def slack(self) -> Fraction:
        """How far from the figure ``≈`` still holds: tolerance × |figure|; 0 for the other signs."""
        return abs(self.figure) * Fraction(self.tolerance) / 100 if self.sign == "≈" else Fraction(0)

    @property
    def two_sided(self) -> bool:
        """Whether a figure can miss it on either side."""
        return self.sign == "between" or (self.sign in ("=", "≈") and self.better == "neither")

    def aim(self, x: Fraction) -> Fraction:
        """The figure to be reached from ``x``: X of the weather rule; for ``between`` its nearer end."""
        if self.sign == "between" and self.upper is not None and x > self.figure:
            return self.upper
        return self.figure

    def direction(self, x: Fraction) -> int:
        """+1 where ``x`` has to rise to meet it, −1 where it has to fall (or, when met, must not leave that
        side).
        """
        if self.sign in (">=", ">"):
            return 1
        if self.sign in ("<=", "<"):
            return -1
        if not self.two_sided:
            return 1 if self.better == "higher" else -1
        return 1 if x < self.aim(x) else -1

    def beyond(self, x: Fraction, forecast: Fraction) -> Fraction:
        """How far ``forecast`` falls short of the aim seen from ``x``: positive short, negative past it.

        Past the far end of a two-sided target is a miss again and counts positive.
        """
        aim, direction = self.aim(x), self.direction(x)
        short = (aim - forecast) * direction
        if not self.two_sided or short >= 0:
            return short
        far = self.figure if aim == self.upper else self.upper
        past = (forecast - (self.figure if far is None else far)) * direction - self.slack
        return past if past > 0 else Fraction(0)

    def _better_side(self, x: Fraction) -> bool:
        return (self.better == "higher" and x >= self.figure) or (self.better == "lower" and x <= self.figure)


def telling(x: Fraction, decimals: int, met: Callable[[Fraction], bool]) -> str:
    """``x`` as printed, half up, with a digit more where the rounded figure would answer otherwise than
    ``x``.

    A figure whose digits never end, exactly on the line, is printed plainly.
    """
    answer = met(x)
    for more in range(_MOST_MORE_DIGITS + 1):
        text = printed(x, decimals + more)
        if met(Fraction(text)) == answer:
            return text
    return printed(x, decimals)
