"""One judgement: attained or not, state, verdict, early warnings, and the steps that lead there."""

from dataclasses import replace
from fractions import Fraction

from plandesk.core.judging.case import Case, Court
from plandesk.core.judging.directional import directional
from plandesk.core.judging.early_warnings import early_warnings
from plandesk.core.judging.forecast import interval
from plandesk.core.judging.methods import rule
from plandesk.core.judging.model import Judgement, State, Verdict
from plandesk.core.judging.outlook import forecast_of, trend_steps
from plandesk.core.judging.rates import state_of
from plandesk.core.judging.ruling import Ruling
from plandesk.core.judging.sentences import compare_steps, lacking_step, target_steps, value_steps
from plandesk.core.judging.small_numbers import brake
from plandesk.core.judging.substitutes import missing_steps, substitute_steps
from plandesk.core.judging.summary import summary_of
from plandesk.core.judging.verdict_words import shown_as, word_of
from plandesk.core.judging.yardstick import telling
from plandesk.core.plan import Domain, Goal
from plandesk.core.quantity import printed


def judge(case: Case) -> Judgement:
    """The judgement of a target."""
    reading, relative = case.reading, case.target.relative
    if relative is not None and relative.kind == "balance" and case.target.value is None:
        return _free(case)
    if reading.exact is None or reading.faulty:
        verdict: Verdict = "cannot_tell" if reading.faulty else "no_data"
        return _judgement(case, Ruling(verdict), _no_data(case), None, None)
    if case.measured.now is None:
        return _free(case) if case.measured.lacking == "figure" else _without_yardstick(case)
    attained = case.measured.now.met(reading.exact)
    value = telling(reading.exact, case.indicator.decimals, case.measured.now.met)
    ruling = _met(case) if attained else _unmet(case)
    state = state_of(attained, case.target.stage_year, case.year)
    compared = tuple(compare_steps(case, value, attained))
    return _judgement(case, replace(ruling, steps=compared + ruling.steps), state, attained, value)


def judge_goal(court: Court, domain: Domain, goal: Goal) -> Judgement:
    """A goal without indicators: its self-assessment (自评) with its evidence, else that none is there."""
    steps = [court.say("target.goal", summary=goal.summary)]
    key = (court.plan.id, f"{domain.no}.{goal.no}", court.year)
    assessment = court.readings.snapshot.assessments.get(key)
    if assessment is None or assessment.answer == "":
        steps.append(court.say("assessment.none", year=court.year))
    else:
        answer, evidence = court.say(f"assessment.{assessment.answer}"), assessment.evidence
        steps.append(court.say("assessment.given", year=court.year, answer=answer, evidence=evidence))
    return Judgement(
        domain=domain,
        goal=goal,
        measure=None,
        target=None,
        indicator=None,
        year=court.year,
        counted=False,
        verdict="qualitative",
        word=word_of(court.words, "qualitative"),
        shown_as="qualitative",
        steps=tuple(steps),
        summary=steps[-1],
    )


def _met(case: Case) -> Ruling:
    """Attained; maintained where the baseline, comparable and of an earlier year, met it already."""
    base, steps = case.base, (*brake(case, True).steps, *trend_steps(case))
    if base is None or base.year >= case.year:
        return Ruling("attained", steps)
    at_base = case.measured_in(base.year).now
    if at_base is None or case.is_change or not at_base.met(base.exact):
        return Ruling("attained", steps)
    if case.court.readings.snapshot.broken_between(case.indicator.code, base.year, case.year):
        return Ruling("attained", (case.say("compare.not_kept_broken", base_year=base.year), *steps))
    kept = case.say("compare.kept", base_year=base.year, base=base.shown + case.indicator.unit)
    return Ruling("maintained", (kept, *steps))


def _unmet(case: Case) -> Ruling:
    braking = brake(case, False)
    if braking.holds:
        return Ruling("small_numbers", braking.steps, headline="".join(braking.steps))
    ruling = rule(case, case.court.method)
    return Ruling(ruling.verdict, (*braking.steps, *ruling.steps), ruling.miss)


def _free(case: Case) -> Judgement:
    """A target without a figure: no state, a verdict on the way it goes."""
    exact = case.reading.exact
    value = None if exact is None or case.reading.faulty else printed(exact, case.indicator.decimals)
    ruling = directional(case) if case.court.method == "weather" else rule(case, case.court.method)
    return _judgement(case, ruling, None, None, value)


def _without_yardstick(case: Case) -> Judgement:
    """A figure but nothing to hold it against: a missing baseline or benchmark is missing data, a break is
    not.
    """
    exact = case.reading.exact
    value = None if exact is None else printed(exact, case.indicator.decimals)
    missing = case.measured.lacking in ("baseline", "benchmark", "assigned")
    ruling = Ruling("no_data" if missing else "cannot_tell", (lacking_step(case),))
    return _judgement(case, ruling, _no_data(case), None, value)


def _no_data(case: Case) -> State | None:
    """The state without an answer: no_data where there is a figure or benchmark, else none."""
    target = case.target
    compares = target.value is not None or (
        target.relative is not None and target.relative.kind == "benchmark"
    )
    return "no_data" if compares else None


def _judgement(
    case: Case, ruling: Ruling, state: State | None, attained: bool | None, value: str | None
) -> Judgement:
    reading, base, yardstick = case.reading, case.base, case.measured.now
    shown = shown_as(ruling.verdict, state, case.target, reading.status)
    word = word_of(case.court.words, shown)
    forecast = None if value is None else forecast_of(case)
    around = None if forecast is None else interval(case.trend, case.target.stage_year)
    head = (*target_steps(case), *substitute_steps(case), *value_steps(case, value), *missing_steps(case))
    verdict_step = case.say("verdict_step.result", word=word)
    return Judgement(
        domain=case.placed.domain,
        goal=case.placed.goal,
        measure=case.placed.measure,
        target=case.target,
        indicator=case.own or case.indicator,
        year=case.year,
        counted=case.counted,
        verdict=ruling.verdict,
        word=word,
        shown_as=shown,
        steps=(*head, *ruling.steps, verdict_step),
        summary=summary_of(case, ruling, attained, value, word),
        state=state,
        attained=attained,
        value=value,
        exact=None if reading.faulty else reading.exact,
        year_of_value=reading.of_year if value is not None else None,
        threshold=yardstick.figure if yardstick is not None else None,
        baseline=base.shown if base is not None else None,
        baseline_year=base.year if base is not None else None,
        forecast=_printed(case, forecast),
        forecast_low=_printed(case, around[0] if around else None),
        forecast_high=_printed(case, around[1] if around else None),
        miss=ruling.miss,
        alerts=early_warnings(case, ruling.verdict, attained),
        substitute=None if case.own is None else case.indicator,
        mark=case.mark,
    )


def _printed(case: Case, x: Fraction | None) -> str | None:
    return None if x is None else printed(x, case.indicator.decimals)
