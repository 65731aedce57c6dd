"""The checks that compare figures: parts with a whole, indicators with each other, cells with their total."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

from plandesk.core.check_case import FIELD_WORDS, Case, Hit, text_of
from plandesk.core.entry import field_of
from plandesk.core.figures import cell_words, make_cell, parse_cell, values_of
from plandesk.core.quantity import canonical, decimals_of, printed, rounded
from plandesk.core.records import CellKey

# One side of a comparison: an indicator and which of its figures.
Side = tuple[str, str]


def share_within(case: Case) -> Iterator[Hit]:
    """A share's numerator is not above its denominator."""
    found = case.observation()
    if found is None or found.numerator is None or found.denominator is None:
        return
    if found.numerator > found.denominator > 0:
        slots = {
            "place": case.place(case.own.code),
            "numerator": canonical(found.numerator), "denominator": canonical(found.denominator),
            "numerator_name": case.own.numerator or "", "denominator_name": case.own.denominator or "",
        }  # fmt: skip
        yield Hit("not_above.own", case.own.code, (found.address,), ("numerator", "denominator"), slots)


def not_above(case: Case) -> Iterator[Hit]:
    """The part (first) is not above the whole (second)."""
    part, whole = case.check.indicators
    first, second = (part, case.check.field), (whole, case.check.options.get("whole_field", case.check.field))
    yield from _unverifiable(case, (first, second))
    yield from _in_order(case, first, second, strict=False, key="not_above.pair")


def ordered(case: Case) -> Iterator[Hit]:
    """Each indicator is not above (``strict``: below) the next one that is given."""
    strict = case.check.options.get("strict") == "true"
    sides = [(code, case.check.field) for code in case.check.indicators]
    yield from _unverifiable(case, sides)
    given = [side for side in sides if case.figure(*side) is not None]
    for small, large in pairwise(given):
        key = "ordered.strict" if strict else "ordered.plain"
        yield from _in_order(case, small, large, strict=strict, key=key)


def same_as(case: Case) -> Iterator[Hit]:
    """Two indicators carry the same figure, give or take ``tolerance`` in the first one's unit."""
    first, second = ((code, case.check.field) for code in case.check.indicators)
    yield from _unverifiable(case, (first, second))
    one, other = case.figure(*first), case.figure(*second)
    allowed = Fraction(case.check.options.get("tolerance", "0")) * case.scale(*first)
    if one is not None and other is not None and abs(one - other) > allowed:
        yield _pair_hit(case, "same_as.pair", first, second)


def rate_of_counts(case: Case) -> Iterator[Hit]:
    """A rate is what two counts entered for themselves give: indicators rate, numerator, denominator."""
    rate, above, below = case.check.indicators
    found, numerator, denominator = (case.observation(code) for code in (rate, above, below))
    if found is None or numerator is None or denominator is None or case.own.base is None:
        return
    if found.value is None or numerator.value is None or not denominator.value:
        return
    quotient = Fraction(case.own.base) * Fraction(numerator.value) / Fraction(denominator.value)
    allowed = Decimal(case.check.options.get("tolerance", "0"))
    places = decimals_of(found.value)
    if abs(rounded(quotient, places) - found.value) <= allowed:
        return
    hit = _pair_hit(case, "rate_matches.counts", (above, "value"), (below, "value"))
    slots = {
        **hit.slots, "place": case.place(rate), "figure": case.shown(rate, "value"),
        "quotient": f"{printed(quotient, max(places, case.own.decimals))}{case.own.unit}",
    }  # fmt: skip
    yield Hit(hit.key, rate, (case.key(rate), *hit.concerned), ("value",), slots)


def all_or_none(case: Case) -> Iterator[Hit]:
    """Figures that belong together are all given or all left blank."""
    which = case.check.field
    sides = [(code, which) for code in case.check.indicators]
    given = [side for side in sides if _given(case, side)]
    blank = [side for side in sides if side not in given]
    if given and blank:
        yield _pair_hit(case, "both_or_none.pair", given[0], blank[0])


def sum_equals(case: Case) -> Iterator[Hit]:
    """The parts add up to the total: breakdown cells of one indicator, or the indicators after the first.

    A blank part means that nothing can be added up, unless what is given already passes the total
    (``missing = "zero"``: it counts as 0). Where the total is blank there is nothing to check. Whole figures
    must agree exactly; rounded ones may be off by one in the last place unless ``tolerance`` is declared.
    """
    which = case.check.field
    total = _raw(case, case.key(case.own.code))
    if total is None:
        return
    parts, needed = _parts_of(case)
    figures = {key: figure for key in parts if (figure := _raw(case, key)) is not None}
    if not figures:
        return
    missing = case.check.options.get("missing", "skip")
    complete = missing == "zero" or needed <= figures.keys()
    if missing == "report":
        yield from _unverifiable(case, [(code, which) for code in case.check.indicators])
    added = sum(figures.values(), Decimal(0))
    allowed = _sum_tolerance(case, (total, *figures.values()))
    if added - total > allowed or (complete and total - added > allowed):
        words = [f"{_part_words(case, key)}{canonical(figure)}" for key, figure in figures.items()]
        slots = {
            "place": case.place(case.own.code), "field": "" if which == "value" else FIELD_WORDS[which],
            "total": canonical(total), "sum": canonical(added),
            "parts": "、".join(words),
        }  # fmt: skip
        key = "sum_equals.differs" if complete else "sum_equals.exceeded"
        yield Hit(key, case.own.code, (case.key(case.own.code), *figures), (which,), slots)


def _parts_of(case: Case) -> tuple[list[CellKey], set[CellKey]]:
    """The addresses that add up to the case's total, and those of them that must be given.

    性别不明 may be left out: most indicators have none.
    """
    dimension = case.check.options.get("dimension")
    if dimension is None:
        keys = [case.key(code) for code in case.check.indicators[1:]]
        return keys, set(keys)
    outer = parse_cell(case.cell)
    values = values_of(dimension, case.own, case.snapshot.towns)
    cells = [make_cell((*outer, (dimension, value))) for value in values]
    keys = [case.key(case.own.code, cell) for cell in cells]
    if dimension != "sex":
        return keys, set(keys)
    return [*keys, case.key(case.own.code, make_cell((*outer, ("sex", "unknown"))))], set(keys)


def _sum_tolerance(case: Case, figures: Sequence[Decimal]) -> Decimal:
    declared = case.check.options.get("tolerance")
    if declared is not None:
        return Decimal(declared)
    places = max(decimals_of(figure) for figure in figures)
    return Decimal(1).scaleb(-places) if places else Decimal(0)


def _raw(case: Case, key: CellKey) -> Decimal | None:
    found = case.snapshot.observations.get(key)
    return None if found is None else field_of(found, case.check.field)


def _part_words(case: Case, key: CellKey) -> str:
    dimension = case.check.options.get("dimension")
    if dimension is None:
        return case.place(key.indicator)
    return cell_words(make_cell(pair for pair in parse_cell(key.cell) if pair[0] == dimension))


def _in_order(case: Case, small: Side, large: Side, *, strict: bool, key: str) -> Iterator[Hit]:
    low, high = case.figure(*small), case.figure(*large)
    if low is not None and high is not None and (low >= high if strict else low > high):
        yield _pair_hit(case, key, small, large)


def _unverifiable(case: Case, sides: Sequence[Side]) -> Iterator[Hit]:
    """``missing = "report"``: some sides are given and another is blank, so that nothing can be verified."""
    if case.check.options.get("missing") != "report":
        return
    given = [side for side in sides if case.figure(*side) is not None]
    blank = [side for side in sides if not _given(case, side)]
    if given and blank:
        yield _pair_hit(case, "missing_side", given[0], blank[0])


def _given(case: Case, side: Side) -> bool:
    """Whether anything stands there, a status word included: that is an answer too."""
    found = case.observation(side[0])
    if found is None:
        return False
    return bool(text_of(found, side[1])) or field_of(found, side[1]) is not None or found.is_answered


def _pair_hit(case: Case, key: str, first: Side, second: Side) -> Hit:
    slots = {
        "place": case.place(first[0]),
        "first": case.place_and_field(*first), "second": case.place_and_field(*second),
        "first_figure": case.shown(*first), "second_figure": case.shown(*second),
    }  # fmt: skip
    fields = tuple(dict.fromkeys((first[1], second[1])))
    return Hit(key, first[0], (case.key(first[0]), case.key(second[0])), fields, slots)
