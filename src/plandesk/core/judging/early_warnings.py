"""Early warnings (预警) W1..W9 of a target: code, level, reason, inputs (evaluation.md 3.8)."""

from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction

from plandesk.core.judging.case import Case
from plandesk.core.judging.directional import sign_of
from plandesk.core.judging.forecast import path
from plandesk.core.judging.model import EarlyWarning, Level, Verdict
from plandesk.core.judging.outlook import forecast_of
from plandesk.core.judging.spread import beyond_two_deviations, far_from_median, outlying_towns
from plandesk.core.judging.weather import ON_TRACK_BELOW, SLIGHTLY_OFF_UP_TO
from plandesk.core.quantity import canonical, printed, rounded

HISTORY = 10
_SILENT = ("", "not_collected", "not_published")


def early_warnings(case: Case, verdict: Verdict, attained: bool | None) -> tuple[EarlyWarning, ...]:
    """The warnings of ``case``, by code. Later stages and stretch targets, shown beside what counts, give
    none.
    """
    target = case.target
    if not (case.counted or target.directional or case.placed.measure is not None):
        return ()
    reading = case.reading
    if reading.exact is None or reading.faulty:
        return tuple(_silence(case))
    found = [*_against_target(case, reading.exact, attained), *_against_history(case, reading.exact)]
    if verdict == "small_numbers":
        # the brake: few events in one year never make a red warning
        found = [replace(w, level="yellow") if w.level == "red" else w for w in found]
        found.append(_warning(case, "W8", "notice", "small"))
    return tuple(sorted(found, key=lambda w: w.code))


def _against_target(case: Case, x: Fraction, attained: bool | None) -> Iterator[EarlyWarning]:
    if attained is False:
        yield from _off_path(case, x)
    if attained is not None:
        yield from _forecast_misses(case, x, attained)
    yield from _wrong_way(case, x, attained)
    if attained is False:
        yield from _lost_again(case, x)


def _off_path(case: Case, x: Fraction) -> Iterator[EarlyWarning]:
    """W1: worse than the straight path from the baseline by more than the tolerance of the way."""
    base, goal, stage = case.base, case.measured.final, case.target.stage_year
    if base is None or goal is None or goal.two_sided or not base.year < case.year <= stage:
        return
    if goal.met(base.exact) or _broken(case, base.year):
        return
    aim = goal.aim(base.exact)
    expected = path((base.year, base.exact), (stage, aim), case.year)
    short = (expected - x) * goal.direction(base.exact)
    if short * 100 > abs(aim - base.exact) * Fraction(case.court.tolerance):
        tolerance = canonical(case.court.tolerance)
        yield _warning(
            case, "W1", "yellow", "off_path", value=case.figure(x), expected=case.figure(expected),
            base_year=base.year, tolerance=tolerance,
        )  # fmt: skip


def _forecast_misses(case: Case, x: Fraction, attained: bool) -> Iterator[EarlyWarning]:
    """W2: the forecast leaves 5 % (yellow) or more than 20 % (red) of the way open, or loses what is met
    (yellow).
    """
    goal, forecast, stage = case.measured.final, forecast_of(case), case.target.stage_year
    if goal is None or forecast is None or stage <= case.year:
        return
    shown = case.figure(forecast)
    if attained:
        if not goal.met(forecast):
            yield _warning(case, "W2", "yellow", "forecast_loses", forecast=shown, stage=stage)
        return
    way = abs(goal.aim(x) - x)
    miss = goal.beyond(x, forecast) / way if way else Fraction(0)
    if miss >= ON_TRACK_BELOW:
        level: Level = "red" if miss > SLIGHTLY_OFF_UP_TO else "yellow"
        percent = canonical(rounded(miss * 100, 1))
        yield _warning(case, "W2", level, "forecast_misses", forecast=shown, stage=stage, miss=percent)


def _wrong_way(case: Case, x: Fraction, attained: bool | None) -> Iterator[EarlyWarning]:
    """W3: the mean change goes the wrong way (red; yellow where the target is met); the last one only:
    notice.
    """
    direction = _direction(case, x)
    trend = case.trend
    if direction == 0:
        return
    if trend.enough and trend.mean * direction < 0:
        level: Level = "yellow" if attained else "red"
        yield _warning(case, "W3", level, "wrong_way", change=case.change(trend.mean), count=len(trend.steps))
        return
    last = trend.last
    if last is not None:
        change, since = last.change * (last.later - last.earlier), last.earlier
    else:
        base = case.base
        if trend.points[:-1] or base is None or base.year >= case.year or _broken(case, base.year):
            return
        change, since = x - base.exact, base.year
    if change * direction < 0:
        yield _warning(case, "W3", "notice", "last_wrong_way", change=case.change(change), since=since)


def _lost_again(case: Case, x: Fraction) -> Iterator[EarlyWarning]:
    """W4: met last year, not met now."""
    before = case.court.readings.at(case.target, case.indicator, case.year - 1)
    yardstick = case.measured_in(case.year - 1).now
    if before.exact is None or before.faulty or yardstick is None or _broken(case, case.year - 1):
        return
    if yardstick.met(before.exact):
        yield _warning(
            case, "W4", "red", "lost_again", before=case.figure(before.exact), value=case.figure(x)
        )


def _against_history(case: Case, x: Fraction) -> Iterator[EarlyWarning]:
    readings, code = case.court.readings, case.indicator.code
    breaks = [year for c, year in readings.snapshot.breaks if c == code and year <= case.year]
    first = max([case.year - HISTORY + 1, *breaks])
    points = readings.series(case.target, case.indicator, first, case.year)
    if not points or points[-1][0] != case.year:
        return
    figures = tuple(figure for _, figure in points)
    score = far_from_median(figures)
    limit, last = case.indicator.change_limit, case.trend.last
    if score is not None:
        yield _warning(case, "W5", "yellow", "fluctuates", score=printed(score, 1), count=len(figures))
    elif len(figures) < 6 and limit is not None and last is not None and abs(last.change) > Fraction(limit):
        change, shown = case.change(last.change), canonical(limit) + case.indicator.unit
        yield _warning(case, "W5", "yellow", "jumps", change=change, limit=shown)
    band = beyond_two_deviations(figures)
    if band is not None:
        low, high = case.figure(band[0]), case.figure(band[1])
        yield _warning(case, "W6", "notice", "outside_band", value=case.figure(x), low=low, high=high)
    towns = outlying_towns(readings, case.indicator, case.year) if "town" in case.indicator.breakdowns else ()
    if towns:
        yield _warning(case, "W7", "notice", "towns", towns="、".join(towns))


def _silence(case: Case) -> Iterator[EarlyWarning]:
    """W9: no figure this year (yellow), nor the year before within the plan (red)."""
    reading = case.reading
    if case.placed.goal is None or reading.faulty or reading.status not in _SILENT:
        return
    before = case.court.readings.at(case.target, case.indicator, case.year - 1)
    twice = case.year - 1 >= case.court.plan.period[0] and before.exact is None and before.status in _SILENT
    if twice:
        yield _warning(case, "W9", "red", "silent_twice", before=case.year - 1)
    else:
        yield _warning(case, "W9", "yellow", "silent")


def _direction(case: Case, x: Fraction) -> int:
    """The right way from ``x``: the arrow's, the target's; 0 where both ways may be wrong."""
    if case.target.directional:
        return 0 if case.target.relative is not None else sign_of(case)
    yardstick = case.measured.now
    if yardstick is None or (yardstick.two_sided and yardstick.met(x)):
        return 0
    return yardstick.direction(x)


def _broken(case: Case, earlier: int) -> bool:
    return case.court.readings.snapshot.broken_between(case.indicator.code, earlier, case.year)


def _warning(case: Case, code: str, level: Level, key: str, **inputs: object) -> EarlyWarning:
    reason = case.say(f"warning.{key}", year=case.year, **inputs)
    return EarlyWarning(code, level, reason, {name: str(value) for name, value in inputs.items()})
