"""Figures of an observation: exact, as shown, their change; and the breakdown cells they stand in."""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from types import MappingProxyType

from plandesk.core.indicator import Indicator
from plandesk.core.quantity import printed, rounded
from plandesk.core.records import NO_FIGURE, STATUS_WORDS, Observation, Town

# What one unit of a figure means as a quotient's base; only these convert (11/万 is 110/10万).
UNIT_BASES: Mapping[str, Decimal] = MappingProxyType(
    {"%": Decimal(100), "‰": Decimal(1000), "/万": Decimal(10_000), "/10万": Decimal(100_000)}
)
DIMENSIONS = ("sex", "area", "age", "town")
_WORDS = {
    ("sex", "female"): "女",
    ("sex", "male"): "男",
    ("sex", "unknown"): "性别不明",
    ("area", "urban"): "城镇",
    ("area", "rural"): "农村",
}
_CLOSED = {"sex": ("female", "male", "unknown"), "area": ("urban", "rural")}


def exact(observation: Observation | None, indicator: Indicator) -> Fraction | None:
    """The figure judging compares: base × numerator / denominator exactly where given, else the value."""
    if observation is None or observation.status in NO_FIGURE:
        return None
    numerator, denominator = observation.numerator, observation.denominator
    if indicator.has_parts and indicator.base is not None and numerator is not None and denominator:
        return Fraction(indicator.base) * Fraction(numerator) / Fraction(denominator)
    return None if observation.value is None else Fraction(observation.value)


def shown(observation: Observation | None, indicator: Indicator) -> str:
    """The figure as printed (the indicator's decimals, half up), the status word, or ``""``."""
    if observation is None:
        return ""
    if observation.status in STATUS_WORDS:
        return STATUS_WORDS[observation.status]
    return "" if observation.value is None else printed(observation.value, indicator.decimals)


def change(now: Observation | None, before: Observation | None, indicator: Indicator) -> Decimal | None:
    """The difference of two figures as printed (so that readers can do the sum); None without either."""
    if now is None or before is None or now.value is None or before.value is None:
        return None
    return rounded(now.value, indicator.decimals) - rounded(before.value, indicator.decimals)


@lru_cache(maxsize=4096)
def possible(value: Decimal, indicator: Indicator) -> bool:
    """Whether the indicator can have that value: a straight line soon leads a rate below nothing, a share past its whole."""
    low, high = indicator.limits
    if high is None and indicator.kind == "share":
        high = Decimal(indicator.base or 100)
    if low is None and indicator.kind not in ("growth", "other"):
        low = Decimal(0)
    return (low is None or value >= low) and (high is None or value <= high)


def parse_cell(cell: str) -> tuple[tuple[str, str], ...]:
    """``sex=female;area=rural`` as pairs; ``""`` (the total) has none.

    Raises ValueError for an unknown dimension or value, a repeated dimension, or an order other than sex,
    area, age, town (one figure must have one address).
    """
    if cell == "":
        return ()
    pairs = tuple(_pair(part) for part in cell.split(";"))
    places = [DIMENSIONS.index(dimension) for dimension, _ in pairs]
    if places != sorted(set(places)):
        raise ValueError(f"dimensions must stand once, in the order {DIMENSIONS}: {cell!r}")
    return pairs


def make_cell(pairs: Iterable[tuple[str, str]]) -> str:
    """The address of ``pairs`` in whatever order they come. Raises ValueError as ``parse_cell``."""
    known = sorted((p for p in pairs), key=lambda p: DIMENSIONS.index(p[0]) if p[0] in DIMENSIONS else 9)
    cell = ";".join(f"{dimension}={value}" for dimension, value in known)
    parse_cell(cell)
    return cell


def cell_words(cell: str) -> str:
    """The cell in words: ``女``, ``农村``, a township's name; ``""`` for the total. Raises ValueError."""
    return "、".join(_WORDS.get(pair, pair[1]) for pair in parse_cell(cell))


def cell_belongs(cell: str, indicator: Indicator) -> bool:
    """Whether ``indicator`` is split by every dimension of ``cell``. Raises ValueError for a bad cell."""
    return all(
        dimension in indicator.breakdowns and (dimension != "age" or value in indicator.ages)
        for dimension, value in parse_cell(cell)
    )


def cells_of(indicator: Indicator, towns: Iterable[Town | str] = ()) -> tuple[str, ...]:
    """The one-dimensional breakdown cells of ``indicator`` in order: 女 男, 城镇 农村, ages, townships.

    性别不明 has no row of its own; it is accepted where it is given.
    """
    return tuple(
        f"{dimension}={value}"
        for dimension in DIMENSIONS
        if dimension in indicator.breakdowns
        for value in values_of(dimension, indicator, towns)
    )


def values_of(dimension: str, indicator: Indicator, towns: Iterable[Town | str] = ()) -> tuple[str, ...]:
    """The values ``dimension`` is split into, in order, 性别不明 left out. Raises KeyError if unknown."""
    if dimension == "town":
        return tuple(t if isinstance(t, str) else t.name for t in towns)
    return {"sex": ("female", "male"), "area": _CLOSED["area"], "age": indicator.ages}[dimension]


def _pair(part: str) -> tuple[str, str]:
    dimension, equals, value = part.partition("=")
    if not equals or dimension not in DIMENSIONS or not value or value != value.strip():
        raise ValueError(f"not a breakdown cell: {part!r}")
    if dimension in _CLOSED and value not in _CLOSED[dimension]:
        raise ValueError(f"{value!r} is no value of {dimension}")
    return dimension, value
