"""The steps of the trend: changes, mean, forecast, m, and what would be needed per year."""

from fractions import Fraction

from plandesk.core.judging.case import Case
from plandesk.core.judging.directional import too_little
from plandesk.core.judging.weather import Weather
from plandesk.core.quantity import canonical, rounded


def forecast_of(case: Case) -> Fraction | None:
    """x̂ at the stage year; None where the trend is too short or the stage year is past."""
    when = case.target.stage_year
    return case.trend.forecast(when) if case.trend.enough and when >= case.year else None


def trend_steps(case: Case) -> list[str]:
    """The yearly changes and the forecast, or why there is none."""
    trend = case.trend
    if not trend.enough:
        return [too_little(case, trend)]
    changes = "、".join(case.change(step.change) for step in trend.steps)
    first, last = trend.points[0][0], trend.points[-1][0]
    steps = [case.say("trend.mean", first=first, last=last, changes=changes, mean=case.change(trend.mean))]
    breaks = sorted(
        year for code, year in case.court.readings.snapshot.breaks
        if code == case.indicator.code and first < year <= last
    )  # fmt: skip
    if breaks:
        steps.append(case.say("trend.break_skipped", breaks="、".join(str(year) for year in breaks)))
    if any(step.later - step.earlier > 1 for step in trend.steps):
        steps.append(case.say("trend.gap"))
    forecast = forecast_of(case)
    if forecast is not None and case.target.stage_year > case.year:
        text = case.figure(forecast)
        steps.append(case.say("trend.forecast", stage=case.target.stage_year, forecast=text))
        steps += _limit_steps(case, forecast)
    return steps


def weather_steps(case: Case, result: Weather) -> list[str]:
    """How the weather rule comes to its verdict on an unmet target."""
    goal, exact = case.measured.final, case.reading.exact
    if result.verdict == "cannot_tell" or goal is None or exact is None:
        return []
    if result.verdict == "moving_away":
        return [case.say("trend.wrong_way"), *_needed(case)]
    if case.target.stage_year <= case.year:
        return [case.say("trend.stage_reached")]
    fixed = [case.say("trend.reference_fixed", year=case.year)] if case.measured.reference is not None else []
    way, forecast = goal.aim(exact) - exact, forecast_of(case)
    if way == 0 or forecast is None or result.miss is None:
        return [case.say("trend.on_the_line")]
    percent = canonical(rounded(result.miss * 100, 1))
    if goal.two_sided and (forecast - goal.aim(exact)) * way > 0:
        steps = [case.say("trend.past", miss=percent)]
    elif result.miss <= 0:
        reached = case.say("trend.reached", stage=case.target.stage_year, aim=case.bound(goal.aim(exact)))
        return [*fixed, reached, *_needed(case)]
    else:
        aim, value = case.bound(goal.aim(exact)), case.figure(exact)
        steps = [case.say("trend.miss", aim=aim, forecast=case.figure(forecast), value=value, miss=percent)]
    return [*fixed, *steps, case.say("trend.bounds"), *_needed(case)]


def _needed(case: Case) -> list[str]:
    """What would be needed per year from now."""
    goal, exact = case.measured.final, case.reading.exact
    years = case.target.stage_year - case.year
    if goal is None or exact is None or years <= 0 or goal.aim(exact) == exact:
        return []
    needed = case.change((goal.aim(exact) - exact) / years)
    return [case.say("trend.needed", stage=case.target.stage_year, needed=needed)]


def _limit_steps(case: Case, forecast: Fraction) -> list[str]:
    low, high = case.indicator.limits
    ceiling = None if high is None else Fraction(high)
    if ceiling is None and case.indicator.kind == "share":
        ceiling = Fraction(case.indicator.base or 100)
    if ceiling is not None and forecast > ceiling:
        return [case.say("trend.over_limit", limit=case.bound(ceiling))]
    growth = case.indicator.kind in ("growth", "other")
    if forecast < 0 and (not growth or low == 0):
        return [case.say("trend.under_zero")]
    return []
