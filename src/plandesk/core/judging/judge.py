"""One judgement: attained or not, the state, the verdict, and the steps that lead there."""

from fractions import Fraction

from plandesk.core.judging.case import Case, Court
from plandesk.core.judging.model import Judgement, State, Verdict
from plandesk.core.judging.outlook import forecast_of, trend_steps, weather_steps
from plandesk.core.judging.rates import state_of
from plandesk.core.judging.sentences import compare_steps, lacking_step, target_steps, value_steps
from plandesk.core.judging.verdict_words import word_for
from plandesk.core.judging.weather import Weather, weather
from plandesk.core.judging.yardstick import telling
from plandesk.core.plan import Domain, Goal
from plandesk.core.quantity import printed


def judge(case: Case) -> Judgement:
    """The judgement of a target."""
    reading, yardstick = case.reading, case.measured.now
    if reading.exact is None or reading.faulty:
        return _without_figure(case)
    if yardstick is None:
        return _without_yardstick(case)
    attained = yardstick.met(reading.exact)
    value = telling(reading.exact, case.indicator.decimals, yardstick.met)
    state = state_of(attained, case.target.stage_year, case.year)
    steps = [*target_steps(case), *value_steps(case, value), *compare_steps(case, value, attained)]
    if attained:
        verdict, more = _met(case)
        return _judgement(case, verdict, state, True, value, [*steps, *more])
    result, more = _unmet(case)
    return _judgement(case, result.verdict, state, False, value, [*steps, *more], result.miss)


def judge_goal(court: Court, domain: Domain, goal: Goal) -> Judgement:
    """A goal without indicators: its self-assessment (自评) with its evidence, else that none is there."""
    steps = [court.say("target.goal", summary=goal.summary)]
    assessment = court.readings.snapshot.assessments.get(
        (court.plan.id, f"{domain.no}.{goal.no}", court.year)
    )
    if assessment is None or assessment.answer == "":
        steps.append(court.say("assessment.none", year=court.year))
    else:
        answer = court.say(f"assessment.{assessment.answer}")
        steps.append(
            court.say("assessment.given", year=court.year, answer=answer, evidence=assessment.evidence)
        )
    word = word_for(court.words, "qualitative", None, None)
    return Judgement(
        domain, goal, None, None, None, court.year, False, "qualitative", word, tuple(steps), steps[-1]
    )


def _met(case: Case) -> tuple[Verdict, list[str]]:
    """Attained: maintained where the baseline met it already (comparable, and not itself what is compared
    with).
    """
    base, steps = case.base, trend_steps(case)
    if base is None or base.year >= case.year or case.measured.now is None:
        return "attained", steps
    at_base = case.measured_in(base.year).now
    if at_base is None or not at_base.met(base.exact):
        return "attained", steps
    if case.court.readings.snapshot.broken_between(case.target.indicator, base.year, case.year):
        return "attained", [case.say("compare.not_kept_broken", base_year=base.year), *steps]
    shown = base.shown + case.indicator.unit
    return "maintained", [case.say("compare.kept", base_year=base.year, base=shown), *steps]


def _unmet(case: Case) -> tuple[Weather, list[str]]:
    goal = case.measured.final
    assert goal is not None
    result = weather(case.trend, goal, case.target.stage_year)
    return result, [*trend_steps(case), *weather_steps(case, result)]


def _without_figure(case: Case) -> Judgement:
    verdict: Verdict = "cannot_tell" if case.reading.faulty else "no_data"
    state: State | None = "no_data" if _compares(case) else None
    return _judgement(case, verdict, state, None, None, [*target_steps(case), *value_steps(case, None)])


def _without_yardstick(case: Case) -> Judgement:
    """A figure but nothing to hold it against: a missing baseline or benchmark is missing data, a break is
    not.
    """
    exact, lacking = case.reading.exact, case.measured.lacking
    value = None if exact is None else printed(exact, case.indicator.decimals)
    steps = [*target_steps(case), *value_steps(case, value)]
    if lacking == "figure":
        return _judgement(case, "cannot_tell", None, None, value, [*steps, lacking_step(case)])
    missing = lacking in ("baseline", "benchmark", "assigned")
    state: State | None = "no_data" if _compares(case) else None
    verdict: Verdict = "no_data" if missing else "cannot_tell"
    return _judgement(case, verdict, state, None, value, [*steps, lacking_step(case)])


def _compares(case: Case) -> bool:
    """Whether the target has something to compare with (a figure or a benchmark), so that a state belongs to
    it.
    """
    target = case.target
    return target.value is not None or (target.relative is not None and target.relative.kind == "benchmark")


def _judgement(
    case: Case,
    verdict: Verdict,
    state: State | None,
    attained: bool | None,
    value: str | None,
    steps: list[str],
    miss: Fraction | None = None,
) -> Judgement:
    reading, base = case.reading, case.base
    forecast = None if value is None else forecast_of(case)
    word = word_for(case.court.words, verdict, state, case.target, reading.status)
    yardstick = case.measured.now
    return Judgement(
        domain=case.placed.domain,
        goal=case.placed.goal,
        measure=case.placed.measure,
        target=case.target,
        indicator=case.indicator,
        year=case.year,
        counted=case.counted,
        verdict=verdict,
        word=word,
        steps=(*steps, case.say("verdict_step.result", word=word)),
        summary=steps[-1],
        state=state,
        attained=attained,
        value=value,
        exact=None if reading.faulty else reading.exact,
        year_of_value=reading.of_year if value is not None else None,
        threshold=yardstick.figure if yardstick is not None else None,
        baseline=base.shown if base is not None else None,
        baseline_year=base.year if base is not None else None,
        forecast=None if forecast is None else printed(forecast, case.indicator.decimals),
        miss=miss,
    )
