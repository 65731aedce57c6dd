"""Published methods beside the weather rule, each by name, each silent where its own assumptions fail.

Formulas and bounds: reference/evaluation.md 3.3 (gap closed), 3.4 (Open SDG), 3.5 (UN SDG Progress Chart
2023).
"""

from dataclasses import dataclass
from decimal import Context, Decimal, localcontext
from fractions import Fraction

from plandesk.core.judging.case import Case
from plandesk.core.judging.directional import sign_of
from plandesk.core.judging.forecast import growth_per_year
from plandesk.core.judging.model import Method, Verdict
from plandesk.core.judging.readings import Base
from plandesk.core.judging.ruling import Ruling
from plandesk.core.judging.yardstick import Yardstick
from plandesk.core.quantity import printed

FEWEST_YEARS = 2
_DIGITS = 30
# Bounds of the classes, best first; what is below the last is the class under it.
_Bounds = tuple[tuple[Decimal, Verdict], ...]
_OPEN_SDG: _Bounds = (
    (Decimal("0.95"), "on_track"),
    (Decimal("0.60"), "slightly_off"),
    (Decimal(0), "off_track"),
)
_UN_PROGRESS: _Bounds = (
    (Decimal("0.95"), "on_track"),
    (Decimal("0.10"), "slightly_off"),
    (Decimal(0), "off_track"),
)
# Without a target: growth per year the right way.
_OPEN_SDG_FREE = (Decimal("0.015"), Decimal("0.005"), Decimal(0))
_UN_PROGRESS_FREE = (Decimal("0.02"), Decimal("0.005"), Decimal("-0.005"))
_LIMIT_POWER = Decimal("4.44")
_NEAR_END = Fraction(1)


@dataclass(frozen=True, slots=True)
class _Course:
    """From the baseline to the target: what the growth methods need, all of it sound for them."""

    base: Base
    now: Fraction
    aim: Fraction
    direction: int
    years: int
    years_in_all: int


def open_sdg(case: Case) -> Ruling:
    """R = d·CAGR_o / |CAGR_r| (Open SDG, after Statistics Canada)."""
    course = _course(case, growth=True)
    if isinstance(course, str):
        return _not_applicable(case, "open_sdg", course)
    observed = growth_per_year(course.base.exact, course.now, course.years)
    required = growth_per_year(course.base.exact, course.aim, course.years_in_all)
    ratio = course.direction * observed / abs(required)
    step = case.say(
        "other.open_sdg",
        base_year=course.base.year,
        observed=_percent(observed),
        required=_percent(required),
        ratio=printed(ratio, 3),
    )
    return Ruling(_class_of(ratio, _OPEN_SDG), (step,))


def un_progress(case: Case) -> Ruling:
    """q = (x̂_T − x_b)/(X − x_b) with x̂_T growing on as since the baseline (UN SDG Progress Chart 2023)."""
    course = _course(case, growth=True)
    if isinstance(course, str):
        return _not_applicable(case, "un_progress", course)
    if (
        course.aim in (0, 100)
        and case.indicator.kind == "share"
        and abs(course.aim - course.now) <= _NEAR_END
    ):
        return Ruling("on_track", (case.say("other.near_end", aim=case.bound(course.aim)),))
    observed = growth_per_year(course.base.exact, course.now, course.years)
    with localcontext(Context(prec=_DIGITS)):
        forecast = _decimal(course.now) * (1 + observed) ** (course.years_in_all - course.years)
        ratio = (forecast - _decimal(course.base.exact)) / _decimal(course.aim - course.base.exact)
    step = case.say(
        "other.un_progress",
        base_year=course.base.year,
        observed=_percent(observed),
        stage=case.target.stage_year,
        forecast=case.figure(forecast),
        ratio=printed(ratio, 3),
    )
    return Ruling(_class_of(ratio, _UN_PROGRESS), (step,))


def gap_closed(case: Case) -> Ruling:
    """G = (x − x_b)/(X − x_b): above 90 % on track, 0 and below away from it, else slow (ESCAP index, UNICEF
    code).
    """
    course = _course(case, growth=False)
    if isinstance(course, str):
        return _not_applicable(case, "gap_closed", course)
    closed = (course.now - course.base.exact) / (course.aim - course.base.exact)
    share = Fraction(course.years, course.years_in_all)
    verdict: Verdict = (
        "on_track" if closed > Fraction(9, 10) else "moving_away" if closed <= 0 else "slightly_off"
    )
    step = case.say(
        "other.gap_closed",
        base_year=course.base.year,
        closed=printed(closed * 100, 1),
        index=printed(closed * 10, 2),
        share=printed(share * 100, 1),
        pace=printed(closed / share, 2),
    )
    return Ruling(verdict, (step,))


def free_of_target(case: Case, method: Method) -> Ruling:
    """↑ ↓ by the growth since the baseline, where the method knows targets without a figure."""
    if method == "gap_closed" or case.target.relative is not None:
        return _not_applicable(case, method, "no_figure")
    reason, base, now = _unsound(case, growth=True), case.base, case.reading.exact
    if reason:
        return _not_applicable(case, method, reason)
    assert base is not None
    assert now is not None
    if case.at_end(now, sign_of(case) > 0):
        return Ruling("on_track", (case.say("arrow.at_limit", limit=case.figure(now)),))
    growth = growth_per_year(base.exact, now, case.year - base.year) * sign_of(case)
    bounds = _UN_PROGRESS_FREE
    if method == "open_sdg":
        scale = _near_limit(case, base)
        bounds = (_OPEN_SDG_FREE[0] * scale, _OPEN_SDG_FREE[1] * scale, _OPEN_SDG_FREE[2])
    words = [_percent(bound) for bound in bounds]
    step = case.say(
        "other.free",
        base_year=base.year,
        growth=_percent(growth),
        high=words[0],
        middle=words[1],
        low=words[2],
    )
    classes: _Bounds = ((bounds[0], "on_track"), (bounds[1], "slightly_off"), (bounds[2], "off_track"))
    return Ruling(_class_of(growth, classes), (step,))


def _course(case: Case, *, growth: bool) -> _Course | str:
    """The course of the case, or the reason why the method must keep silent."""
    reason, base, goal, now = _unsound(case, growth), case.base, case.measured.final, case.reading.exact
    if reason:
        return reason
    assert base is not None
    assert goal is not None
    assert now is not None
    if goal.two_sided:
        return "two_sided"
    if case.target.stage_year < case.year:
        return "stage_past"
    if _meets(goal, base.exact):
        return "base_meets"
    aim = goal.aim(now)
    if growth and aim <= 0:
        return "not_positive"
    direction = 1 if aim > base.exact else -1
    return _Course(base, now, aim, direction, case.year - base.year, case.target.stage_year - base.year)


def _unsound(case: Case, growth: bool) -> str:
    """What of the series forbids a comparison with its baseline; empty where nothing does."""
    base, now = case.base, case.reading.exact
    if base is None or now is None or base.year >= case.year:
        return "no_baseline"
    if case.year - base.year < FEWEST_YEARS:
        return "too_short"
    if case.court.readings.snapshot.broken_between(case.indicator.code, base.year, case.year):
        return "broken"
    if growth and case.indicator.kind == "growth":
        return "is_growth"
    if growth and (base.exact <= 0 or now <= 0):
        return "not_positive"
    return ""


def _meets(goal: Yardstick, base: Fraction) -> bool:
    return goal.met(base) or goal.aim(base) == base


def _near_limit(case: Case, base: Base) -> Decimal:
    """C: how far the bounds shrink as a rising share nears 100 % (Open SDG); 1 elsewhere."""
    if case.indicator.kind != "share" or case.target.op != "↑":
        return Decimal(1)
    with localcontext(Context(prec=_DIGITS)):
        return 1 - (_decimal(base.exact) / (case.indicator.base or Decimal(100))) ** _LIMIT_POWER


def _class_of(x: Decimal, bounds: _Bounds) -> Verdict:
    return next((verdict for bound, verdict in bounds if x >= bound), "moving_away")


def _not_applicable(case: Case, method: Method, reason: str) -> Ruling:
    name = case.say(f"method.{method}")
    return Ruling(
        "cannot_tell",
        (case.say("other.not_applicable", method=name, reason=case.say(f"other.why.{reason}")),),
    )


def _percent(x: Decimal) -> str:
    return printed(x * 100, 2) + "%"


def _decimal(x: Fraction) -> Decimal:
    return Decimal(x.numerator) / Decimal(x.denominator)
