"""The target as a phrase, and where a figure stands against it (patterns 7 to 16 of paper.md, part 6)."""

from fractions import Fraction

from plandesk.core.annual.facts import Fact
from plandesk.core.annual.wording import gap_words, value_words
from plandesk.core.indicator import Library
from plandesk.core.plan import Plan, Relative
from plandesk.core.quantity import canonical, printed
from plandesk.core.words import Words

_PHRASES = {"<=": "at_most", "<": "at_most", "≈": "about", "=": "exactly"}


def target_phrase(fact: Fact, plan: Plan, library: Library, words: Words) -> str:
    """The target as a phrase: ``95%的目标``, ``10.5/10万的目标上限``; with its year where that is a stage."""
    phrase = _phrase(fact, library, words)
    if fact.target.stretch:
        end = words.say("report.phrase.target")
        key = "stretch" if phrase.endswith(end) else "stretch_other"
        phrase = words.say(f"report.phrase.{key}", phrase=phrase.removesuffix(end))
    stage = fact.target.stage_year
    return phrase if stage == plan.period[1] else words.say("report.phrase.stage", stage=stage, phrase=phrase)


def _phrase(fact: Fact, library: Library, words: Words) -> str:
    target, relative = fact.target, fact.target.relative
    if relative is not None and relative.kind == "change" and target.value is not None:
        return _change_phrase(fact, relative, words)
    if relative is not None or target.value is None:
        against_what = (relative.against if relative else None) or ""
        if against_what in library:
            against_what = library[against_what].name
        return words.say("report.phrase.benchmark", against=against_what or fact.name)
    value = canonical(target.value)
    if target.op == "between" and target.value2 is not None:
        high = value_words(canonical(target.value2), fact.indicator)
        return words.say("report.phrase.between", low=value, high=high)
    key = _PHRASES.get(target.op, "at_least")
    return words.say(f"report.phrase.{key}", value=value_words(value, fact.indicator))


def _change_phrase(fact: Fact, relative: Relative, words: Words) -> str:
    target = fact.target
    amount = canonical(target.value) if target.value is not None else ""
    if target.op == "between" and target.value2 is not None:
        amount = f"{amount}—{canonical(target.value2)}"
    key = "change_year" if relative.per == "year" else "change_period"
    slots = {
        "from": relative.from_year or fact.judgement.baseline_year,
        "direction": words.say(f"report.phrase.{relative.direction}"),
        "value": amount + (relative.unit or ""),
    }
    return words.say(f"report.phrase.{key}", **slots)


def against(fact: Fact, phrase: str, words: Words) -> str:
    """The clause that says where the figure stands against its target (``phrase``); "" for ↑, ↓ and what has none."""
    judgement, target = fact.judgement, fact.target
    threshold = judgement.threshold
    if target.directional or threshold is None or judgement.attained is None or fact.by_town:
        return ""
    if target.relative is not None:
        return _against_relative(fact, target.relative, phrase, threshold, words)
    distance = Fraction(fact.value) - threshold
    gap = gap_words(distance, fact.indicator)
    if target.op == "between":
        return words.say("report.sentence.within", phrase=phrase) if judgement.attained else ""
    if not judgement.attained:
        key = "over" if distance > 0 else "short"
        return words.say(f"report.sentence.{key}" + ("" if gap else "_bare"), phrase=phrase, gap=gap)
    if target.op == "≈":
        return words.say("report.sentence.about_met", phrase=phrase)
    if target.op in ("<=", "<"):
        if distance == 0:
            return words.say("report.sentence.on_limit", phrase=phrase)
        key = "under_limit" if gap else "under_limit_bare"
    else:
        key = "reached" if distance == 0 or not gap else "reached_margin"
    return words.say(f"report.sentence.{key}", phrase=phrase, gap=gap) + _since(fact, threshold, words)


def _against_relative(fact: Fact, relative: Relative, phrase: str, threshold: Fraction, words: Words) -> str:
    figure = value_words(printed(threshold, fact.indicator.decimals), fact.indicator)
    met = "met" if fact.judgement.attained else "unmet"
    if relative.kind == "benchmark" and fact.target.op in (">=", ">"):
        gap = gap_words(Fraction(fact.value) - threshold, fact.indicator)
        return words.say(f"report.sentence.benchmark_{met}", phrase=phrase, figure=figure, gap=gap)
    if relative.kind == "change" and relative.per != "year":
        return words.say(f"report.sentence.relative_{met}", phrase=phrase, figure=figure)
    if relative.kind == "change":
        return words.say(f"report.sentence.yearly_{met}", phrase=phrase)
    return words.say("report.sentence.benchmark_bare", phrase=phrase, word=fact.judgement.word)


def _since(fact: Fact, threshold: Fraction, words: Words) -> str:
    """Pattern 10: every year since some earlier one met the present target, with a figure in each of them."""
    op = fact.target.op
    if op not in (">=", "<="):
        return ""
    first = fact.year
    for year, value in reversed(fact.series):
        met = Fraction(value) >= threshold if op == ">=" else Fraction(value) <= threshold
        if not met or year < first - 1 or (year < fact.year and first in fact.breaks):
            break
        first = year
    return words.say("report.sentence.since", first=first) if fact.year - first >= 2 else ""
