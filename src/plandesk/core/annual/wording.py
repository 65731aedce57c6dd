"""Figures in sentences: a value with its unit, a change in the unit that is right for it, a target as a phrase.

Unit of change (paper.md, part 6): % changes by 个百分点, ‰ by 个千分点; rates per 10,000 or 100,000 relatively, and only
where both years have twenty events, else by their number; persons and money by their number with the percentage;
years, hours, minutes in themselves; ratios as bare numbers. Differences are taken from the printed figures, so that the
reader can check them.
"""

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Literal

from plandesk.core.indicator import Indicator
from plandesk.core.quantity import canonical, printed, rounded

Direction = Literal["up", "down", "same"]
FEWEST_EVENTS = (
    20  # events in each year below which a relative change of a rate says nothing (our own judgement)
)
MINUS = "−"
_MORE_DIGITS = 4  # that a distance may be printed with beyond the indicator's own
_POINTS = {"%": "个百分点", "‰": "个千分点"}
_PER_MANY = ("/万", "/10万", "1/万", "1/10万", "/千", "/百万")
_BARE = ("比", "女=100", "男=100", "女＝100")
_COUNTED = (
    "人",
    "名",
    "个",
    "所",
    "起",
    "例",
    "元",
    "元/月",
    "万人",
    "万元",
    "亿元",
    "张",
    "件",
    "户",
    "条",
    "家",
    "处",
)
_MONEY_AND_PERSONS = ("人", "名", "元", "元/月", "万人", "万元", "亿元")
_SPREADS = ("差距", "鸿沟", "差")


@dataclass(frozen=True, slots=True)
class Change:
    """A change: its direction, what its verb is (``report.verb.<verb>``) and its amount with unit.

    The amount is "" where none may be given.
    """

    direction: Direction
    verb: str
    amount: str

    def __bool__(self) -> bool:
        """Whether there is anything to say: an amount, or that nothing changed."""
        return self.direction == "same" or self.amount != ""


def value_words(text: str, indicator: Indicator) -> str:
    """A printed figure with its unit: ``95.2%``, ``12.5/10万``, ``78.1岁``; a ratio stays bare."""
    return text if indicator.unit in _BARE else text + indicator.unit


def signed(difference: Decimal, decimals: int) -> str:
    """A difference for a table: ``+0.4``, ``−1.2``, ``0`` (exactly as the printed figures differ)."""
    if difference == 0:
        return "0"
    text = printed(abs(difference), decimals)
    return ("+" if difference > 0 else MINUS) + text


def em_length(text: str) -> float:
    """About how many characters wide ``text`` is: figures and Latin letters count half."""
    return sum(0.5 if char.isascii() else 1.0 for char in text)


def cell_text(value: str) -> str:
    """A figure for a table's cell: a real zero is printed 0 without decimals."""
    return "0" if Decimal(value) == 0 else value.replace("-", MINUS)


def gap_words(difference: Decimal | Fraction, indicator: Indicator) -> str:
    """How far apart two figures are, with the unit of such a distance; "" for rates per many, which have none.

    Printed with the indicator's decimals, with more only where the distance is a figure of more digits (91.96 against
    92) or would be printed as nothing.
    """
    if indicator.unit in _PER_MANY:
        return ""
    distance = abs(Fraction(difference))
    amount = printed(distance, _decimals_for(distance, indicator.decimals))
    if indicator.unit in _BARE:
        return amount
    if indicator.unit in _COUNTED:
        amount = canonical(Decimal(amount))
    return amount + _POINTS.get(indicator.unit, indicator.unit)


def pace_words(per_year: Decimal | Fraction, indicator: Indicator) -> str:
    """A change per year with its unit, as the evaluation's tables print it: one digit beyond the indicator's at most.

    "" for rates per many, as ``gap_words``.
    """
    amount = abs(Fraction(per_year))
    finer = rounded(amount, indicator.decimals + 1)
    usual = rounded(amount, indicator.decimals)
    if finer == 0 or indicator.unit in _PER_MANY:
        return gap_words(amount, indicator)
    return gap_words(usual if finer == usual else finer, indicator)


def _decimals_for(distance: Fraction, usual: int) -> int:
    finer = range(usual, usual + _MORE_DIGITS + 1)
    exactly = next((d for d in finer if (distance * 10**d).denominator == 1), None)
    if exactly is not None:
        return exactly
    return next((d for d in finer if rounded(distance, d) != 0), usual)


def change_words(
    now: Decimal,
    before: Decimal,
    indicator: Indicator,
    events: tuple[Decimal | None, Decimal | None] = (None, None),
) -> Change:
    """The change from ``before`` to ``now`` (printed figures); ``events`` are the numerators of both years, now first.

    The amount is "" where the rules allow none: a rate per many without known events.
    """
    difference = now - before
    if difference == 0:
        return Change("same", "", "")
    direction: Direction = "up" if difference > 0 else "down"
    verb = verb_of(direction, indicator)
    if indicator.unit in _PER_MANY:
        return _rate_change(now, before, direction, verb, events)
    amount = gap_words(difference, indicator)
    if indicator.unit in _MONEY_AND_PERSONS and before > 0:
        amount += f"（{relative_change(now, before)}）"
    return Change(direction, verb, amount)


def relative_change(now: Decimal, before: Decimal) -> str:
    """The change in percent of ``before``, one decimal, half up, without sign: ``5.3%``. ``before`` is not 0."""
    return printed(abs(Fraction(now) - Fraction(before)) * 100 / Fraction(before), 1) + "%"


def few_events(indicator: Indicator, threshold: Fraction | None, denominator: Decimal | None) -> bool:
    """Whether the target allows fewer than five events a year (cli.md, small numbers): then no change is printed."""
    if not indicator.counts_events or threshold is None or not denominator or not indicator.base:
        return False
    return threshold * Fraction(denominator) / Fraction(indicator.base) < 5


def _rate_change(
    now: Decimal,
    before: Decimal,
    direction: Direction,
    verb: str,
    events: tuple[Decimal | None, Decimal | None],
) -> Change:
    here, there = events
    if here is None or there is None:
        return Change(direction, verb, "")
    if here >= FEWEST_EVENTS and there >= FEWEST_EVENTS and before > 0:
        return Change(direction, verb, relative_change(now, before))
    difference = here - there
    if difference == 0:
        return Change(direction, verb, "")
    moved: Direction = "up" if difference > 0 else "down"
    return Change(moved, f"count.{moved}", f"{canonical(abs(difference))}例")


def verb_of(direction: Direction, indicator: Indicator) -> str:
    """The key of the verb: distances widen, counts grow, what should be high is raised, everything else rises."""
    if indicator.name.endswith(_SPREADS):
        family = "spread"
    elif indicator.kind == "count" or indicator.unit in _COUNTED:
        family = "count"
    else:
        family = "good" if indicator.better == "higher" else "plain"
    return f"{family}.{direction}"
