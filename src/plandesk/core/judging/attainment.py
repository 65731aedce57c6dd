"""Which absolute figure a target asks for in a year: absolute, relative, benchmark and assigned targets
alike.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Literal

from plandesk.core.indicator import Better, Indicator
from plandesk.core.judging.readings import Base, Readings, base_year, is_change
from plandesk.core.judging.yardstick import Sign, Yardstick
from plandesk.core.plan import Op, Plan, Relative, Target

Lacking = Literal[
    "", "figure", "baseline", "benchmark", "benchmark_faulty", "assigned", "zero_base", "broken", "first_year"
]
# Quotients and what they are multiplied by: a target in /万 is compared with an indicator in /10万.
_UNIT_BASES: Mapping[str, int] = {
    "%": 100,
    "‰": 1000,
    "/万": 10_000,
    "1/万": 10_000,
    "/10万": 100_000,
    "1/10万": 100_000,
}


@dataclass(frozen=True, slots=True)
class Measured:
    """A target made absolute for a year: ``now`` is what the year's figure is held against, ``final`` what is
    to be reached by the stage year. Both None where something is lacking. ``reference`` is the benchmark's
    figure.
    """

    now: Yardstick | None = None
    final: Yardstick | None = None
    lacking: Lacking = ""
    reference: Fraction | None = None


def change_of(target: Target) -> Relative:
    """The change a target asks for; ↑ 10 without further words is since the baseline over the period."""
    if target.relative is not None and target.relative.kind == "change":
        return target.relative
    return Relative(
        "change", "up" if target.op == "↑" else "down", "period", target.baseline_year, target.unit
    )


def measure(
    readings: Readings, plan: Plan, target: Target, indicator: Indicator, year: int, base: Base | None,
    tolerance: Decimal,
) -> Measured:  # fmt: skip
    """What ``target`` asks of ``indicator`` in ``year`` (see ``Measured``)."""
    if is_change(target):
        return _change(readings, plan, target, indicator, year, base, tolerance)
    if target.value is not None:
        figure, upper = _in_unit(target.value, target, indicator), None
        if target.value2 is not None:
            upper = _in_unit(target.value2, target, indicator)
        yardstick = Yardstick(_sign(target.op), figure, upper, indicator.better, tolerance)
        return Measured(yardstick, yardstick)
    kind = target.relative.kind if target.relative else None
    if kind not in ("benchmark", "assigned"):
        return Measured(lacking="figure")
    reference, lacking = reference_of(readings, plan, target, year)
    if reference is None:
        return Measured(lacking=lacking)
    yardstick = Yardstick(_sign(target.op), reference, None, indicator.better, tolerance)
    return Measured(yardstick, yardstick, "", reference)


def reference_of(
    readings: Readings, plan: Plan, target: Target, year: int
) -> tuple[Fraction | None, Lacking]:
    """The figure a benchmark or an assigned target is compared with in ``year``: the other indicator's, else
    the one the clerk entered; with what is lacking.
    """
    snapshot, relative = readings.snapshot, target.relative
    against = relative.against if relative else None
    faulty = False
    if against is not None and against in snapshot.library:
        other = readings.total(snapshot.library[against], year)
        faulty = other.faulty
        if other.exact is not None and not faulty:
            return other.exact, ""
    entered = snapshot.benchmarks.get((plan.id, target.indicator, year))
    if entered is not None and entered.value is not None:
        return Fraction(entered.value), ""
    if faulty:
        return None, "benchmark_faulty"
    return None, "assigned" if relative is not None and relative.kind == "assigned" else "benchmark"


def average_change(target: Target, base: Base, x: Fraction, year: int) -> Fraction | Decimal | None:
    """The change since ``base`` as the target counts it, positive in the target's direction: total or per
    year, in percent of the base figure or in the indicator's unit. Per year in percent is the geometric mean
    (水平法). None where a percentage of zero or less would be needed.
    """
    relative, years = change_of(target), year - base.year
    sign = -1 if relative.direction == "down" else 1
    if relative.unit != "%":
        return sign * (x - base.exact) / (years if relative.per == "year" else 1)
    if base.exact <= 0:
        return None
    if relative.per != "year":
        return sign * (x / base.exact - 1) * 100
    if x <= 0:
        return None
    quotient = x / base.exact
    with_digits = Decimal(quotient.numerator) / Decimal(quotient.denominator)
    return sign * ((with_digits.ln() / years).exp() - 1) * 100


def _change(
    readings: Readings, plan: Plan, target: Target, indicator: Indicator, year: int, base: Base | None,
    tolerance: Decimal,
) -> Measured:  # fmt: skip
    if base is None:
        return Measured(lacking="baseline")
    if readings.snapshot.broken_between(indicator.code, base.year, year):
        return Measured(lacking="broken")
    relative = change_of(target)
    if relative.unit == "%" and (base.exact < 0 or (base.exact == 0 and relative.direction == "up")):
        return Measured(lacking="zero_base")
    if relative.per == "year" and year <= base_year(plan, target):
        return Measured(lacking="first_year")

    def at(when: int) -> Yardstick:
        years = when - base.year if relative.per == "year" else 1
        better: Better = "lower" if relative.direction == "down" else "higher"
        figure = _after(base.exact, target.value or Decimal(0), relative, years)
        # between needs its lower figure only (cli.md)
        return Yardstick(_level_sign(target.op, relative), figure, None, better, tolerance)

    return Measured(at(year), at(max(target.stage_year, year)))


def _after(base: Fraction, change: Decimal, relative: Relative, years: int) -> Fraction:
    """The level after ``years`` of ``change`` from ``base``."""
    sign = -1 if relative.direction == "down" else 1
    if relative.unit == "%":
        return base * (1 + sign * Fraction(change) / 100) ** years
    return base + sign * Fraction(change) * years


def _level_sign(op: Op, relative: Relative) -> Sign:
    """The sign of the level for a change of at least (or at most) so much in a direction."""
    down = relative.direction == "down"
    if op in ("=", "≈"):
        return "=" if op == "=" else "≈"
    if op in ("<", ">"):
        return "<" if down == (op == ">") else ">"
    return "<=" if down == (op != "<=") else ">="


def _sign(op: Op) -> Sign:
    return ">=" if op == "↑" else "<=" if op == "↓" else op


def _in_unit(figure: Decimal, target: Target, indicator: Indicator) -> Fraction:
    """The target's figure in the indicator's unit (11/万 is 110/10万)."""
    own, its = _UNIT_BASES.get(target.unit or ""), _UNIT_BASES.get(indicator.unit)
    if own is None or its is None:
        return Fraction(figure)
    return Fraction(figure) * its / own
