"""Other lines through the same points, the path to the target, and the interval of the straight forecast.

All exact fractions; roots and powers by Decimal. Sources: reference/evaluation.md 3.3 to 3.8.
"""

from decimal import Context, Decimal, localcontext
from fractions import Fraction

from plandesk.core.judging.trend import Trend

Points = tuple[tuple[int, Fraction], ...]
# Student's t at 0.90 (a two-sided interval of 80 %) by degrees of freedom, from the published tables.
_T_90 = {3: Decimal("1.6377"), 4: Decimal("1.5332")}
INTERVAL_PERCENT = 80
_DIGITS = 30


def line(points: Points, when: int, weights: tuple[Fraction, ...] | None = None) -> Fraction | None:
    """The (weighted) least-squares line through ``points`` at year ``when``; None for fewer than two."""
    shares = weights or tuple(Fraction(1) for _ in points)
    total = sum(shares, Fraction(0))
    if len(points) < 2:
        return None
    mean_t = sum((w * t for w, (t, _) in zip(shares, points, strict=True)), Fraction(0)) / total
    mean_x = sum((w * x for w, (_, x) in zip(shares, points, strict=True)), Fraction(0)) / total
    spread = sum((w * (t - mean_t) ** 2 for w, (t, _) in zip(shares, points, strict=True)), Fraction(0))
    joint = sum(
        (w * (t - mean_t) * (x - mean_x) for w, (t, x) in zip(shares, points, strict=True)), Fraction(0)
    )
    return mean_x + joint / spread * (when - mean_t)


def recent_weights(points: Points, when: int) -> tuple[Fraction, ...]:
    """The weights (T − t₁)/(T − tᵢ) of the time-weighted line: recent years weigh more (ESCAP; evaluation.md
    3.7).

    Raises ZeroDivisionError where a point lies in year ``when`` itself.
    """
    first = points[0][0]
    return tuple(Fraction(when - first, when - year) for year, _ in points)


def path(start: tuple[int, Fraction], goal: tuple[int, Fraction], year: int) -> Fraction:
    """The straight path from the baseline to the target, at ``year`` (W1)."""
    (b, x), (t, aim) = start, goal
    return x + (aim - x) * Fraction(year - b, t - b)


def growth_per_year(earlier: Fraction, later: Fraction, years: int) -> Decimal:
    """(later / earlier)^(1/years) − 1. Both must be above 0 and ``years`` at least 1, else ValueError."""
    if earlier <= 0 or later <= 0 or years < 1:
        raise ValueError("growth needs figures above 0 and at least a year")
    with localcontext(Context(prec=_DIGITS)):
        quotient = later / earlier
        logarithm = (Decimal(quotient.numerator) / Decimal(quotient.denominator)).ln()
        return (logarithm / years).exp() - 1


def yearly_reduction(points: Points) -> Decimal | None:
    """AARR: 1 − e^β with ln x = α + βt fitted to ``points`` (UNICEF); None where a figure is 0 or less."""
    if len(points) < 2 or any(x <= 0 for _, x in points):
        return None
    with localcontext(Context(prec=_DIGITS)):
        logs = tuple((t, (Decimal(x.numerator) / Decimal(x.denominator)).ln()) for t, x in points)
        mean_t = Decimal(sum(t for t, _ in logs)) / len(logs)
        mean_x = sum((x for _, x in logs), Decimal(0)) / len(logs)
        joint = sum(((t - mean_t) * (x - mean_x) for t, x in logs), Decimal(0))
        spread = sum(((t - mean_t) ** 2 for t, _ in logs), Decimal(0))
        return 1 - (joint / spread).exp()


def interval(trend: Trend, when: int) -> tuple[Fraction, Fraction] | None:
    """The 80 % interval of the straight forecast: a walk with drift, s·√(h(1 + h/n)) around x̂ (Hyndman and
    Athanasopoulos, Forecasting, 5.5), with Student's t on n − 1 degrees of freedom.

    None for fewer than five values, for missing years or breaks among them, and at the year judged itself.
    """
    n, ahead = len(trend.steps), when - trend.year
    if n - 1 not in _T_90 or ahead <= 0 or n != len(trend.points) - 1:
        return None
    if any(step.later - step.earlier > 1 for step in trend.steps):
        return None
    variance = sum(((step.change - trend.mean) ** 2 for step in trend.steps), Fraction(0)) / (n - 1)
    square = variance * ahead * (1 + Fraction(ahead, n))
    with localcontext(Context(prec=_DIGITS)):
        root = (Decimal(square.numerator) / Decimal(square.denominator)).sqrt()
        half = Fraction(root * _T_90[n - 1])
    middle = trend.forecast(when)
    return middle - half, middle + half
