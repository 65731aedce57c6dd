"""Targets without a figure: ↑ ↓ by the sign rule of cli.md, a rise to be slowed, a balance of the sexes."""

from collections.abc import Callable
from fractions import Fraction

from plandesk.core.judging.case import Case
from plandesk.core.judging.model import Verdict
from plandesk.core.judging.ruling import Ruling
from plandesk.core.judging.trend import FEWEST, WINDOW, Step, Trend, steps_between
from plandesk.core.quantity import canonical, printed


def directional(case: Case) -> Ruling:
    """The ruling on a target without a figure, by what it asks for."""
    kind = case.target.relative.kind if case.target.relative else None
    if kind == "balance":
        return _balance(case)
    if case.target.op not in ("↑", "↓"):
        return Ruling("cannot_tell", (case.say("lacking.figure"),))
    if not case.trend.enough or case.trend.last is None:
        return Ruling("cannot_tell", (too_little(case, case.trend),))
    if kind == "trend":
        return _slowing(case)
    return _arrow(case)


def sign_of(case: Case) -> int:
    """+1 for ↑, −1 for ↓."""
    return 1 if case.target.op == "↑" else -1


def too_little(case: Case, trend: Trend) -> str:
    """Why nothing can be told of the trend."""
    first, given = case.year - WINDOW, len(trend.points)
    if case.indicator.period_kind == "term":
        given = len(case.court.readings.series(case.target, case.indicator, first, case.year))
    if given < FEWEST:
        return case.say("trend.too_few", first=first, year=case.year, count=given)
    if len(trend.points) < given or case.reading.of_year != case.year:
        return case.say("trend.term")
    return case.say("trend.all_broken" if not trend.steps else "trend.last_broken", year=case.year)


def _arrow(case: Case) -> Ruling:
    trend, sign = case.trend, sign_of(case)
    last = trend.last
    assert last is not None
    if case.at_end(trend.points[-1][1], sign > 0):
        limit = case.figure(trend.points[-1][1])
        return Ruling(
            "on_track", (_changes(case, trend, case.change), case.say("arrow.at_limit", limit=limit))
        )
    steps = (_changes(case, trend, case.change),)
    return _signs(case, trend.mean * sign > 0, last.change * sign > 0, steps, "arrow")


def _slowing(case: Case) -> Ruling:
    """上升趋势减缓: right where it no longer rises, or rises by less than before; on the mean and last."""
    trend = case.trend
    changes = [step.change for step in trend.steps]
    last, earlier = changes[-1], changes[:-1]
    steps = [_changes(case, trend, case.change)]
    if trend.mean <= 0 and last <= 0:
        return Ruling("on_track", (*steps, case.say("slowing.not_rising")))
    if not earlier:
        return Ruling("cannot_tell", (*steps, case.say("trend.all_broken")))
    before = sum(earlier, Fraction(0)) / len(earlier)
    steps.append(case.say("slowing.compare", last=case.change(last), before=case.change(before)))
    drift = (changes[-1] - changes[0]) / (len(changes) - 1)
    return _signs(
        case, trend.mean <= 0 or drift < 0, last <= 0 or last < changes[-2], tuple(steps), "slowing"
    )


def _balance(case: Case) -> Ruling:
    """男女均衡: the distance from parity (50 %, 1, or women = men) shrinks, or lies within the tolerance."""
    parity = _parity(case)
    figures = _parity_series(case)
    if not figures or figures[-1][0] != case.year:
        return Ruling("cannot_tell", (case.say("balance.no_figure", year=case.year),))
    now = figures[-1][1]
    tolerance = Fraction(case.court.tolerance) / 100
    shown = _figure(now, case)
    steps = [case.say("balance.now", year=case.year, value=shown, parity=_figure(parity, case))]
    if abs(now - parity) <= parity * tolerance:
        text = canonical(case.court.tolerance)
        return Ruling("on_track", (*steps, case.say("balance.within", tolerance=text)))
    distances = tuple((year, abs(x - parity)) for year, x in figures)
    trend = Trend(case.year, distances, steps_between(case.court.readings, case.indicator.code, distances))
    if not trend.enough or trend.last is None:
        return Ruling("cannot_tell", (*steps, too_little(case, trend)))
    steps.append(_changes(case, trend, lambda x: _distance(x, case)))
    return _signs(case, trend.mean < 0, trend.last.change < 0, tuple(steps), "balance")


def _parity(case: Case) -> Fraction:
    """The figure of balance: half the base of a share of one sex, 1 for a ratio or for women against men."""
    if _by_sex(case, case.year) is None and case.indicator.kind == "share":
        return Fraction(case.indicator.base or 100) / 2
    return Fraction(1)


def _parity_series(case: Case) -> tuple[tuple[int, Fraction], ...]:
    years = range(case.year - WINDOW, case.year + 1)
    if _by_sex(case, case.year) is not None:
        ratios = ((year, _by_sex(case, year)) for year in years)
        return tuple((year, ratio) for year, ratio in ratios if ratio is not None)
    return case.trend.points


def _by_sex(case: Case, year: int) -> Fraction | None:
    """Women's figure divided by men's, where both are entered without error and men's is not 0."""
    women, men = (case.court.readings.part(case.indicator, year, f"sex={sex}") for sex in ("female", "male"))
    return None if women is None or not men else women / men


def _figure(x: Fraction, case: Case) -> str:
    """A figure of balance: with the unit of a share, bare for a ratio."""
    by_sex = _by_sex(case, case.year) is not None
    return printed(x, 3) if by_sex else case.figure(x)


def _distance(x: Fraction, case: Case) -> str:
    """A change of the distance from parity."""
    if _by_sex(case, case.year) is None:
        return case.change(x)
    text = printed(x, 3)
    return f"−{text[1:]}" if text.startswith("-") else f"+{text}"


def _signs(case: Case, mean: bool, last: bool, steps: tuple[str, ...], key: str) -> Ruling:
    """The sign rule: mean and last right, only the mean, only the last, neither."""
    half: Verdict = "slightly_off" if mean else "off_track"
    verdict: Verdict = "on_track" if mean and last else half if mean or last else "moving_away"
    return Ruling(verdict, (*steps, case.say(f"{key}.{verdict}")))


def _changes(case: Case, trend: Trend, words: Callable[[Fraction], str]) -> str:
    steps: tuple[Step, ...] = trend.steps
    changes = "、".join(words(step.change) for step in steps)
    return case.say(
        "trend.mean",
        first=trend.points[0][0],
        last=trend.points[-1][0],
        changes=changes,
        mean=words(trend.mean),
    )
