"""Exact limits of a Poisson count, by Decimal alone: no floats, the same digits on every machine."""

from collections.abc import Callable
from decimal import Context, Decimal, localcontext

CONFIDENCE = Decimal("0.95")
# Enough for twelve true digits of a limit; the sums of the tails stay far more exact than that.
_DIGITS = 30
_CLOSE = Decimal("1E-14")


def poisson_limits(events: int, confidence: Decimal = CONFIDENCE) -> tuple[Decimal, Decimal]:
    """The exact two-sided limits of the expected number of events where ``events`` were seen.

    With α = 1 − ``confidence`` they are χ²(α/2; 2k)/2 and χ²(1−α/2; 2k+2)/2 (Garwood 1936;
    reference/evaluation.md 3.8). Since P(K ≤ k | λ) = P(χ²(2k+2) > 2λ), the quantiles are found by halving on
    the sum of the Poisson terms. Raises ValueError for a negative count.
    """
    if events < 0:
        raise ValueError(f"a count cannot be negative: {events}")
    with localcontext(Context(prec=_DIGITS)):
        tail = (1 - confidence) / 2
        lower = Decimal(0)
        if events:
            lower = _root(lambda rate: at_most(events - 1, rate) - (1 - tail), events)
        upper = _root(lambda rate: at_most(events, rate) - tail, events)
        return +lower, +upper


def at_most(events: int, rate: Decimal) -> Decimal:
    """P(K ≤ ``events``) of a Poisson count with expectation ``rate``."""
    with localcontext(Context(prec=_DIGITS)):
        term = (-rate).exp()
        total = term
        for k in range(1, events + 1):
            term = term * rate / k
            total += term
        return total


def _root(falling: Callable[[Decimal], Decimal], events: int) -> Decimal:
    """Where ``falling``, which falls with the rate, crosses 0."""
    low, high = Decimal(0), Decimal(events + 10)
    while falling(high) > 0:
        high *= 2
    while high - low > _CLOSE * high:
        middle = (low + high) / 2
        if falling(middle) > 0:
            low = middle
        else:
            high = middle
    return (low + high) / 2
