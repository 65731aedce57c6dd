"""How far a figure lies from the others: median, deviation, townships. Exact fractions, roots by Decimal."""

from collections.abc import Mapping
from decimal import Context, Decimal, localcontext
from fractions import Fraction

from plandesk.core.figures import exact
from plandesk.core.indicator import Indicator
from plandesk.core.judging.readings import Readings

FEWEST_FOR_MEDIAN = 6
FEWEST_FOR_BAND = 5
FEWEST_TOWNS = 5
_NORMAL = Fraction(6745, 10000)
_FAR = Fraction(35, 10)
# Hidiroglou–Berthelot, as univOutl: U = 0.5, A = 0.05, C = 4 (reference/evaluation.md W7).
_SMALLEST_SPREAD, _TIMES = Decimal("0.05"), 4
_DIGITS = 30


def median(figures: tuple[Fraction, ...]) -> Fraction:
    """The middle figure, or the mean of the middle two. Raises IndexError for none."""
    return quantile(figures, Fraction(1, 2))


def quantile(figures: tuple[Fraction, ...], share: Fraction) -> Fraction:
    """The quantile by interpolation between the ordered figures (type 7). Raises IndexError for none."""
    ordered = sorted(figures)
    place = share * (len(ordered) - 1)
    low = int(place)
    high = min(low + 1, len(ordered) - 1)
    return ordered[low] + (ordered[high] - ordered[low]) * (place - low)


def far_from_median(figures: tuple[Fraction, ...]) -> Fraction | None:
    """The modified z of the last figure, 0.6745·|x − median| / MAD, where it exceeds 3.5 (six figures or
    more).

    None where it does not, and where more than half the figures are equal (MAD 0).
    """
    if len(figures) < FEWEST_FOR_MEDIAN:
        return None
    middle = median(figures)
    deviation = median(tuple(abs(x - middle) for x in figures))
    if deviation == 0:
        return None
    score = _NORMAL * abs(figures[-1] - middle) / deviation
    return score if score > _FAR else None


def beyond_two_deviations(figures: tuple[Fraction, ...]) -> tuple[Fraction, Fraction] | None:
    """The band mean ± 2 standard deviations of the earlier figures, where the last one lies outside it.

    None where it lies inside, for fewer than five earlier figures, and where they are all equal.
    """
    earlier, last = figures[:-1], figures[-1]
    if len(earlier) < FEWEST_FOR_BAND:
        return None
    mean = sum(earlier, Fraction(0)) / len(earlier)
    variance = sum(((x - mean) ** 2 for x in earlier), Fraction(0)) / (len(earlier) - 1)
    if variance == 0 or (last - mean) ** 2 <= 4 * variance:
        return None
    with localcontext(Context(prec=_DIGITS)):
        twice = 2 * Fraction((Decimal(variance.numerator) / Decimal(variance.denominator)).sqrt())
    return mean - twice, mean + twice


def outlying_towns(readings: Readings, indicator: Indicator, year: int) -> tuple[str, ...]:
    """The townships whose change on last year stands out among the others' (Hidiroglou–Berthelot).

    None where fewer than five have both figures above 0, or most of them changed alike.
    """
    before, now = readings.by_town(indicator.code, year - 1), readings.by_town(indicator.code, year)
    pairs: dict[str, tuple[Fraction, Fraction]] = {}
    for town, observation in now.items():
        x1, x2 = exact(before.get(town), indicator), exact(observation, indicator)
        if x1 is not None and x2 is not None and x1 > 0 and x2 > 0:
            pairs[town] = (x1, x2)
    if len(pairs) < FEWEST_TOWNS:
        return ()
    effects = _effects(pairs)
    figures = tuple(Fraction(effect) for effect in effects.values())
    middle, lower, upper = (quantile(figures, Fraction(n, 4)) for n in (2, 1, 3))
    if lower == upper:
        return ()
    least = abs(Fraction(_SMALLEST_SPREAD) * middle)
    low, high = middle - _TIMES * max(middle - lower, least), middle + _TIMES * max(upper - middle, least)
    return tuple(town for town, effect in effects.items() if not low <= Fraction(effect) <= high)


def _effects(pairs: Mapping[str, tuple[Fraction, Fraction]]) -> dict[str, Decimal]:
    """E = s · max(y₁, y₂)^0.5, with s the ratio's distance from the median ratio on either side alike."""
    ratios = {town: x2 / x1 for town, (x1, x2) in pairs.items()}
    middle = median(tuple(ratios.values()))
    effects = {}
    with localcontext(Context(prec=_DIGITS)):
        for town, ratio in ratios.items():
            distance = 1 - middle / ratio if ratio < middle else ratio / middle - 1
            size = max(pairs[town])
            root = (Decimal(size.numerator) / Decimal(size.denominator)).sqrt()
            effects[town] = Decimal(distance.numerator) / Decimal(distance.denominator) * root
    return effects
