"""Round tick values for a small axis. Decimals, because their labels are figures that are read."""

from collections.abc import Sequence
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

_STEPS = (Decimal(1), Decimal(2), Decimal("2.5"), Decimal(5), Decimal(10))


def ticks(values: Sequence[Decimal], wanted: int = 4) -> tuple[Decimal, ...]:
    """About ``wanted`` round values that enclose ``values``; a zero-width range gets room around it."""
    low, high = min(values), max(values)
    if low == high:
        room = max(abs(low) / 10, Decimal(1))
        low, high = (low - room if low >= room or low < 0 else Decimal(0)), high + room
    raw = (high - low) / wanted
    power = Decimal(1).scaleb(raw.adjusted())
    step = next((s * power for s in _STEPS if s * power >= raw), 10 * power)
    start = (low / step).to_integral_value(ROUND_FLOOR) * step
    stop = (high / step).to_integral_value(ROUND_CEILING) * step
    count = int((stop - start) / step)
    return tuple(start + step * n for n in range(count + 1))
