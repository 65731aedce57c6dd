"""The steps of a judgement in words: target, figure, comparison, with every figure they rest on."""

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

from plandesk.core.judging.attainment import average_change, change_of
from plandesk.core.judging.case import Case
from plandesk.core.judging.readings import Reading, counts_by_town, is_change
from plandesk.core.judging.yardstick import Yardstick, telling
from plandesk.core.quantity import canonical, printed
from plandesk.core.records import STATUS_WORDS

_BOUNDS: Mapping[str, str] = {
    "<=": "at_most", ">=": "at_least", "<": "below", ">": "above", "=": "exactly", "≈": "about",
}  # fmt: skip


def target_steps(case: Case) -> list[str]:
    """What the target says and whether it counts."""
    target = case.target
    key = (
        "counted"
        if case.counted
        else "arrow"
        if target.directional
        else "stretch"
        if target.stretch
        else "aside"
    )
    if key == "aside" and case.placed.goal is not None and target.stage_year > case.year and target.countable:
        return [case.say("target.later_stage", stage=target.stage_year, target=case.target_text)]
    unit = target.unit if target.unit and target.relative is None and not target.directional else ""
    text = case.target_text + (unit or "")
    steps = [case.say(f"target.{key}", name=target.name, target=text, stage=target.stage_year)]
    if target.implicit:
        steps.append(case.say("target.implicit"))
    return steps


def value_steps(case: Case, value: str | None) -> list[str]:
    """The figure of the year judged and where it comes from, or why there is none."""
    reading, steps = case.reading, []
    if reading.faulty:
        return [case.say("value.faulty", year=case.year)]
    if reading.exact is None or value is None:
        if reading.status in STATUS_WORDS:
            steps.append(case.say("value.status", year=case.year, status=STATUS_WORDS[reading.status]))
        else:
            steps.append(case.say("value.none", year=case.year))
    else:
        text = value + case.indicator.unit
        if reading.town:
            key = "value.town" if counts_by_town(case.target) else "value.county"
            steps.append(case.say(key, year=case.year, town=reading.town, value=text))
        elif reading.of_year != case.year:
            steps.append(case.say("value.lasting", year=case.year, of_year=reading.of_year, value=text))
        else:
            steps.append(_plain_value(case, reading, text))
        if len(value) > len(printed(reading.exact, case.indicator.decimals)):
            steps.append(case.say("value.more_digits"))
        if counts_by_town(case.target) and not reading.town:
            steps.append(case.say("value.no_towns"))
    if reading.without:
        towns = "、".join(reading.without)
        key = "value.towns_missing" if counts_by_town(case.target) else "value.counties_missing"
        steps.append(case.say(key, count=len(reading.without), towns=towns))
    return steps


def lacking_step(case: Case) -> str:
    """Why the target cannot be held against the figure, and what to fill in."""
    lacking = case.measured.lacking
    base_year = case.base.year if case.base else case.base_year
    reason = ""
    if lacking == "broken":
        breaks = case.court.readings.snapshot.breaks
        reason = "；".join(
            f"{year}年{b.reason}" for (code, year), b in sorted(breaks.items())
            if code == case.indicator.code and base_year < year <= case.year
        )  # fmt: skip
    return case.say(
        f"lacking.{lacking}",
        year=base_year if lacking == "baseline" else case.year,
        base_year=base_year,
        base=case.base.shown + case.indicator.unit if case.base else "",
        against=against_words(case),
        reason=reason,
    )


def compare_steps(case: Case, value: str, met: bool) -> list[str]:
    """The comparison itself, with the bound it is made against."""
    yardstick, reading, target = case.measured.now, case.reading, case.target
    assert yardstick is not None
    assert reading.exact is not None
    steps = _reference_steps(case, yardstick)
    text = value + case.indicator.unit
    bound = bound_words(case, yardstick)
    if met:
        steps.append(case.say("compare.met", value=text, bound=bound))
        if target.stage_year > case.year:
            moving = case.measured.now != case.measured.final or case.measured.reference is not None
            early = "met_so_far" if moving else "met_early"
            steps.append(case.say(f"compare.{early}", year=case.year, stage=target.stage_year))
        return steps
    gap = abs(yardstick.aim(reading.exact) - reading.exact)
    if gap:
        steps.append(case.say("compare.unmet", value=text, bound=bound, gap=case.distance(gap)))
    else:
        steps.append(case.say("compare.unmet_on_line", value=text, bound=bound))
    if target.stage_year <= case.year:
        steps.append(case.say("compare.unmet_due", stage=target.stage_year))
    else:
        years = target.stage_year - case.year
        steps.append(case.say("compare.unmet_ahead", stage=target.stage_year, years=years))
    return steps


def bound_words(case: Case, yardstick: Yardstick) -> str:
    """The yardstick in words: 不高于12.5/10万, 90%左右（容差5%，即不低于85.5%）."""
    sign, figure = yardstick.sign, _telling_bound(case, yardstick)
    if sign == "between":
        upper = yardstick.figure if yardstick.upper is None else yardstick.upper
        return case.say("compare.between", bound=figure, upper=case.bound(upper))
    key = _BOUNDS[sign]
    end = sign == "=" and case.at_end(yardstick.figure, yardstick.better == "higher")
    if sign in ("=", "≈") and not yardstick.two_sided and not end:
        key += f"_or_{yardstick.better}"
    return case.say(
        f"compare.{key}",
        bound=figure,
        tolerance=canonical(yardstick.tolerance),
        low=case.bound(yardstick.figure - yardstick.slack),
        high=case.bound(yardstick.figure + yardstick.slack),
    )


def _telling_bound(case: Case, yardstick: Yardstick) -> str:
    """The figure compared with; one that is itself computed with the digits that do not hide the answer."""
    exact = case.reading.exact
    if exact is None or (case.target.value is not None and not is_change(case.target)):
        return case.bound(yardstick.figure)

    def met(figure: Fraction) -> bool:
        return replace(yardstick, figure=figure).met(exact)

    text = telling(yardstick.figure, case.indicator.decimals, met)
    return canonical(Decimal(text)) + case.indicator.unit


def against_words(case: Case) -> str:
    """The benchmark by name: the other indicator's, or the document's words."""
    relative, library = case.target.relative, case.court.readings.snapshot.library
    if relative is None:
        return ""
    against = relative.against or relative.words or ""
    return library[against].name if against in library else against


def _plain_value(case: Case, reading: Reading, text: str) -> str:
    indicator = case.indicator
    if (
        indicator.has_parts
        and indicator.base is not None
        and reading.numerator is not None
        and reading.denominator
    ):
        return case.say(
            "value.parts",
            year=case.year,
            numerator_name=indicator.numerator,
            numerator=canonical(reading.numerator),
            denominator_name=indicator.denominator,
            denominator=canonical(reading.denominator),
            base=canonical(indicator.base),
            value=text,
        )
    return case.say("value.typed", year=case.year, value=text)


def _reference_steps(case: Case, yardstick: Yardstick) -> list[str]:
    reference = case.measured.reference
    if reference is not None:
        relative = case.target.relative
        key = "assigned" if relative is not None and relative.kind == "assigned" else "benchmark"
        shown = _telling_bound(case, yardstick)
        return [case.say(f"compare.{key}", against=against_words(case), year=case.year, reference=shown)]
    if not is_change(case.target) or case.base is None or case.reading.exact is None:
        return []
    relative = change_of(case.target)
    actual = average_change(case.target, case.base, case.reading.exact, case.year)
    key = "change_year" if relative.per == "year" else "change_period"
    return [
        case.say(
            f"compare.{key}",
            base_year=case.base.year,
            base=case.base.shown + case.indicator.unit,
            years=case.year - case.base.year,
            year=case.year,
            direction=case.say("compare.down" if relative.direction == "down" else "compare.up"),
            change=_change_words(case),
            bound=bound_words(case, yardstick),
            actual=_actual_words(case, actual),
        )
    ]


def _change_words(case: Case) -> str:
    target, relative = case.target, change_of(case.target)
    text = "" if target.value is None else canonical(target.value)
    if target.op == "between" and target.value2 is not None:
        text = f"{text}—{canonical(target.value2)}"
    return text + (relative.unit or target.unit or "")


def _actual_words(case: Case, actual: Fraction | Decimal | None) -> str:
    if actual is None:
        return case.say("compare.not_computed")
    relative = change_of(case.target)
    text = printed(actual, 2)
    falls = text.startswith("-") != (relative.direction == "down")
    word = case.say("compare.down" if falls else "compare.up")
    return word + text.lstrip("-") + (relative.unit or case.target.unit or "")
