"""The checks of one indicator at one cell: functions from a case to what they hit."""

from collections.abc import Iterator, Mapping
from decimal import Decimal

from plandesk.core.check_case import FIELD_WORDS, Case, Hit, figure_words, text_of
from plandesk.core.entry import FIGURE_FIELDS, field_of, read_field
from plandesk.core.figures import change, exact, parse_cell
from plandesk.core.quantity import Unreadable, canonical, decimals_of, printed, rounded
from plandesk.core.records import Observation

_MISSING_CODES = (Decimal(-1), Decimal(-2))


_QUOTED = 40


def readable(case: Case) -> Iterator[Hit]:
    """Every text typed as a figure is one."""
    found = case.observation()
    if found is None:
        return
    for which in FIGURE_FIELDS:
        text = text_of(found, which)
        if not text:
            continue
        try:
            read_field(text, which, case.own)
        except Unreadable as fault:
            slots = {
                "place": case.place(case.own.code), "field": FIELD_WORDS[which],
                "text": _quoted(text), "unit": case.own.unit,
            }  # fmt: skip
            key = "unit_in_part" if fault.code == "unit_in_number" and which != "value" else fault.code
            yield Hit(f"readable.{key}", case.own.code, (found.address,), (which,), slots)
            return


def _quoted(text: str) -> str:
    """What was typed, in a sentence: its beginning where it is long."""
    return text if len(text) <= _QUOTED else f"{text[:_QUOTED]}…"


def in_range(case: Case) -> Iterator[Hit]:
    """The figure is not below ``low``, not above ``high``, whole where it counts."""
    found = case.observation()
    if found is None:
        return
    which, options = case.check.field, case.check.options
    value = field_of(found, which)
    if value is None or (which == "value" and _said_elsewhere(case, found)):
        return
    key, limit = _out_of(value, options)
    if not key and which == "denominator" and value == 0 and found.numerator:
        key = "zero_denominator"
    if not key:
        return
    if key == "low" and value in _MISSING_CODES and not options.get("usual"):
        key = "missing_code"
    of_value = which == "value" or key == "zero_denominator"
    variant = "usual_" if options.get("usual") else "" if of_value else "part_"
    slots = {
        "place": case.place(case.own.code), "field": FIELD_WORDS[which],
        "figure": figure_words(found, which, case.own),
        "limit": f"{limit}{case.own.unit if which == 'value' and limit != '0' else ''}",
        "numerator": case.own.numerator or "", "denominator": case.own.denominator or "",
        "numerator_figure": figure_words(found, "numerator", case.own),
    }  # fmt: skip
    fields = ("numerator", "denominator") if key == "zero_denominator" else (which,)
    yield Hit(f"range.{variant}{key}", case.own.code, (found.address,), fields, slots)


def _out_of(value: Decimal, options: Mapping[str, str]) -> tuple[str, str]:
    """Which end is passed (``low``, ``high``, ``fraction``, ``""``) and the end's text."""
    low, high = options.get("low"), options.get("high")
    if low is not None and value < Decimal(low):
        return "low", canonical(Decimal(low))
    if high is not None and value > Decimal(high):
        return "high", canonical(Decimal(high))
    return ("fraction", "") if options.get("whole") and value != value.to_integral_value() else ("", "")


def _said_elsewhere(case: Case, found: Observation) -> bool:
    """Whether another check already says what is wrong with the value: nothing is said twice.

    A computed share above 100 is a numerator above its denominator, a computed negative a negative part; what
    is outside its limits need not be called unusual too; the usual range is no yardstick for a township.
    """
    own, usual = case.own, case.check.options.get("usual")
    if not found.text and found.numerator is not None and found.denominator is not None:
        if found.numerator < 0 or found.denominator < 0:
            return True
        if own.kind == "share" and found.numerator > found.denominator:
            return True
    if not usual or found.value is None:
        return False
    low, high = own.limits
    outside = (low is not None and found.value < low) or (high is not None and found.value > high)
    return outside or any(dimension in ("age", "town") for dimension, _ in parse_cell(case.cell))


def parts_complete(case: Case) -> Iterator[Hit]:
    """A numerator stands with its denominator, and the other way round."""
    found = case.observation()
    if found is None or bool(found.numerator_text) == bool(found.denominator_text):
        return
    given, blank = ("numerator", "denominator") if found.numerator_text else ("denominator", "numerator")
    name = case.own.denominator if blank == "denominator" else case.own.numerator
    slots = {
        "place": case.place(case.own.code), "given": FIELD_WORDS[given],
        "blank": FIELD_WORDS[blank], "name": name or "",
    }  # fmt: skip
    yield Hit("both_or_none.own", case.own.code, (found.address,), ("numerator", "denominator"), slots)


def rate_matches(case: Case) -> Iterator[Hit]:
    """A typed rate is what its numerator and denominator give, rounded to the decimals it was typed with."""
    found = case.observation()
    if found is None or not found.text or found.value is None:
        return
    quotient = exact(found, case.own)
    if quotient is None or found.numerator is None or not found.denominator:
        return
    places = decimals_of(found.value)
    allowed = Decimal(case.check.options.get("tolerance", "0"))
    if abs(rounded(quotient, places) - found.value) <= allowed:
        return
    slots = {
        "place": case.place(case.own.code), "figure": figure_words(found, "value", case.own),
        "quotient": f"{printed(quotient, max(places, case.own.decimals))}{case.own.unit}",
        "numerator": figure_words(found, "numerator", case.own),
        "denominator": figure_words(found, "denominator", case.own),
    }  # fmt: skip
    yield Hit("rate_matches.own", case.own.code, (found.address,), FIGURE_FIELDS, slots)


def change_within(case: Case) -> Iterator[Hit]:
    """The total has not moved by more than ``limit`` since last year (``per_cent``: of last year's figure).

    Nothing is compared across a 口径变动; the year it falls in gets a note instead (``broken``).
    """
    own, options = case.own, case.check.options
    broken = case.snapshot.breaks.get((own.code, case.year))
    if case.cell or (options.get("broken") and broken is None):
        return
    now, before = case.observation(), case.observation(year=case.year - 1)
    moved = change(now, before, own)
    if moved is None or now is None or before is None or before.value is None:
        return
    if options.get("broken"):
        if broken is not None:
            slots = {**_moved_words(case, now, before, moved), "reason": broken.reason}
            yield Hit("change_within.break", own.code, (now.address,), ("value",), slots)
        return
    if case.snapshot.broken_between(own.code, case.year - 1, case.year):
        return
    limit, share = Decimal(options["limit"]), options.get("per_cent") == "true"
    if abs(moved) > (abs(before.value) * limit / 100 if share else limit):
        words = f"{canonical(limit)}%" if share else f"{canonical(limit)}{points(own.unit)}"
        slots = {**_moved_words(case, now, before, moved), "limit": words}
        yield Hit("change_within.moved", own.code, (now.address, before.address), ("value",), slots)


def _moved_words(case: Case, now: Observation, before: Observation, moved: Decimal) -> dict[str, str]:
    return {
        "place": case.place(case.own.code), "figure": figure_words(now, "value", case.own),
        "before": figure_words(before, "value", case.own), "change": f"{moved:+f}",
    }  # fmt: skip


def copied(case: Case) -> Iterator[Hit]:
    """A figure taken over from last year (同上年) is to be verified."""
    found = case.observation()
    if found is not None and found.origin == "copied" and found.value is not None:
        slots = {"place": case.place(case.own.code), "figure": figure_words(found, "value", case.own)}
        yield Hit("same_as.copied", case.own.code, (found.address,), ("value",), slots)


def points(unit: str) -> str:
    """The unit of a difference: 个百分点 for %, 个千分点 for ‰, otherwise the unit itself."""
    return {"%": "个百分点", "‰": "个千分点"}.get(unit, unit)
