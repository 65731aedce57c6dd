"""The small-number brake: no red from one year of a few events (cli.md; evaluation.md W8)."""

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from plandesk.core.judging.case import Case
from plandesk.core.judging.poisson import poisson_limits
from plandesk.core.judging.readings import Reading, counts_by_town
from plandesk.core.judging.yardstick import Yardstick
from plandesk.core.quantity import canonical

EXPECTED_BELOW = 5
FEWEST_YEARS, MOST_YEARS = 3, 5


@dataclass(frozen=True, slots=True)
class Pool:
    """Events and denominators of several years added up; exact 95 % limits of the rate in its unit."""

    years: tuple[int, ...]
    events: int
    denominator: Decimal
    rate: Fraction
    low: Fraction
    high: Fraction


@dataclass(frozen=True, slots=True)
class Brake:
    """Whether few events forbid a verdict, and the sentences that say so."""

    holds: bool
    steps: tuple[str, ...]
    pool: Pool | None = None


def brake(case: Case, met: bool) -> Brake:
    """The brake on the judged figure of ``case``, which has met its yardstick or not.

    It concerns event rates of which lower is better (``Indicator.counts_events``) with numerator and
    denominator, whose target means fewer than five events in the year. It holds where the target is unmet and
    the lower limit of the pooled years is not above it.
    """
    reading, yardstick = case.reading, case.measured.now
    if yardstick is None or not case.indicator.counts_events:
        return Brake(False, ())
    if counts_by_town(case.target) or reading.town:
        return Brake(False, ())
    if yardstick.sign in (">=", ">", "between") or reading.of_year != case.year:
        return Brake(False, ())
    events = _events(reading)
    if events is None or not reading.denominator:
        names = {"numerator": case.indicator.numerator, "denominator": case.indicator.denominator}
        return Brake(False, (case.say("small.no_denominator", **names),))
    per_event = _rate(case, Fraction(1), reading.denominator)
    if yardstick.figure >= EXPECTED_BELOW * per_event:
        return Brake(False, ())
    steps = [_allowed_words(case, yardstick, per_event, events, reading.denominator)]
    if met:
        return Brake(False, (*steps, case.say("small.zero" if events == 0 else "small.met")))
    pool = _pool(case)
    steps.append(_pool_words(case, pool))
    holds = pool.low <= yardstick.figure
    steps.append(case.say("small.held" if holds else "small.not_held"))
    return Brake(holds, tuple(steps), pool)


def _pool(case: Case) -> Pool:
    """The year judged and up to four before it, none beyond a 口径变动, none without both parts (the year
    judged has them).
    """
    readings, code = case.court.readings, case.indicator.code
    found: list[tuple[int, int, Decimal]] = []
    for year in range(case.year - MOST_YEARS + 1, case.year + 1):
        reading = readings.total(case.indicator, year)
        events = _events(reading)
        if events is None or not reading.denominator or reading.faulty or reading.of_year != year:
            continue
        if not readings.snapshot.broken_between(code, year, case.year):
            found.append((year, events, reading.denominator))
    total = sum(events for _, events, _ in found)
    denominator = sum((d for _, _, d in found), Decimal(0))
    low, high = poisson_limits(total)
    return Pool(
        tuple(year for year, _, _ in found),
        total,
        denominator,
        _rate(case, Fraction(total), denominator),
        _rate(case, Fraction(low), denominator),
        _rate(case, Fraction(high), denominator),
    )


def _events(reading: Reading) -> int | None:
    """The numerator as a number of events; None where it is missing or no whole number."""
    numerator = reading.numerator
    if numerator is None or numerator < 0 or numerator != numerator.to_integral_value():
        return None
    return int(numerator)


def _rate(case: Case, events: Fraction, denominator: Decimal) -> Fraction:
    return events * Fraction(case.indicator.base or 1) / Fraction(denominator)


def events_allowed(yardstick: Yardstick, per_event: Fraction) -> int:
    """How many events in the year still meet ``yardstick``, one of them being worth ``per_event``; −1 for
    none.
    """
    most = int((yardstick.figure + yardstick.slack) / per_event)
    return most if yardstick.met(most * per_event) else most - 1


def _allowed_words(case: Case, yardstick: Yardstick, per_event: Fraction, events: int, whole: Decimal) -> str:
    return case.say(
        "small.allowed",
        denominator_name=case.indicator.denominator,
        denominator=canonical(whole),
        target=case.bound(yardstick.figure),
        allowed=max(events_allowed(yardstick, per_event), 0),
        year=case.year,
        events=events,
        value=case.figure(events * per_event),
    )


def _pool_words(case: Case, pool: Pool) -> str:
    key = "small.pooled" if len(pool.years) >= FEWEST_YEARS else "small.pooled_short"
    return case.say(
        key,
        first=pool.years[0],
        last=pool.years[-1],
        count=len(pool.years),
        events=pool.events,
        denominator_name=case.indicator.denominator,
        denominator=canonical(pool.denominator),
        rate=case.figure(pool.rate),
        low=case.figure(pool.low),
        high=case.figure(pool.high),
    )
