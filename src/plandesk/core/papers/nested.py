"""Counts that lie within one another (新生儿 within 婴儿 within 5岁以下), by the checks that forms declare of them.

Infant less neonatal deaths are deaths too: where that rest is one or two, printing both counts points at a person.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from itertools import combinations

from plandesk.core.indicator import Indicator, Library
from plandesk.core.papers.sensitive import counts_cases, names_cases
from plandesk.core.records import CellKey

Side = tuple[str, str]
"""An indicator's code and which of its figures: value, numerator or denominator."""

# Parts of one whole that are looked at together: more are not declared, and the rest is of pairs and threes.
_MOST_TOGETHER = 3


def nestings(library: Library) -> dict[Side, tuple[Side, ...]]:
    """Each count of cases with the declared counts that lie within it, next to it or further in."""
    within: dict[Side, set[Side]] = defaultdict(set)
    for check in library.checks():
        if check.kind not in ("ordered", "not_above"):
            continue
        for small, large in combinations(check.indicators, 2):
            whole_field = check.options.get("whole_field", check.field)
            for inner, outer in _sides(library, (small, check.field), (large, whole_field)):
                within[outer].add(inner)
    for outer in list(within):
        _deepen(within, outer)
    return {outer: tuple(sorted(inner)) for outer, inner in sorted(within.items())}


def _sides(library: Library, inner: Side, outer: Side) -> Iterator[tuple[Side, Side]]:
    """The pair of counts that a declared pair of figures stands for; none where they are not counts of cases."""
    one, other = library[inner[0]], library[outer[0]]
    if inner[1] == outer[1] == "value" and one.has_parts and other.has_parts:
        if (one.base, one.denominator) != (other.base, other.denominator):
            return  # rates of different people, ordered for another reason
        inner, outer = (inner[0], "numerator"), (outer[0], "numerator")
    if _of_cases(one, inner[1]) and _of_cases(other, outer[1]):
        yield inner, outer


def _of_cases(indicator: Indicator, part: str) -> bool:
    if part == "value":
        return indicator.kind == "count" and counts_cases(indicator)
    if part == "denominator":
        return names_cases(indicator.denominator)
    return counts_cases(indicator) and (indicator.better == "lower" or names_cases(indicator.numerator))


def _deepen(within: dict[Side, set[Side]], outer: Side) -> None:
    """Add what lies within the parts of ``outer``."""
    waiting = list(within[outer])
    while waiting:
        for inner in within.get(waiting.pop(), ()):
            if inner not in within[outer] and inner != outer:
                within[outer].add(inner)
                waiting.append(inner)


def revealing(
    outer: Side, inner: Sequence[Side], year: int, cell: str, count: Callable[[CellKey, str], Decimal | None],
    few: Sequence[Decimal],
) -> CellKey | None:  # fmt: skip
    """The address to withhold so that no rest of one or two follows from ``outer`` and its parts; None if none does.

    ``count`` gives the count that is shown at an address (None where it is withheld or missing). The smallest part
    of the fewest parts that tell goes: the whole, which stands in more sentences, stays.
    """
    whole = count(CellKey(outer[0], year, cell), outer[1])
    if whole is None:
        return None
    shown = [
        (amount, key)
        for key, part in ((CellKey(code, year, cell), part) for code, part in inner)
        if (amount := count(key, part)) is not None
    ]
    for together in range(1, min(len(shown), _MOST_TOGETHER) + 1):
        for some in combinations(shown, together):
            if whole - sum(amount for amount, _ in some) in few:
                return min(some, key=lambda one: (not one[0], one[0], one[1].indicator))[1]
    return None
