"""The closed set of check kinds: what each may be declared with; ``check_rules`` evaluates them."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType


@dataclass(frozen=True, slots=True)
class CheckKind:
    """What a form may declare of a kind.

    ``least``/``most``: how many indicators it compares. ``options`` by name: the texts allowed, or None for a
    decimal. ``missing``: what a blank side means, the first being the default; ``skip`` (nothing to compare),
    ``zero`` (a blank part counts as 0), ``report`` (a finding: nothing can be verified). ``slots``: the
    blanks a declared message may use. ``declarable`` is false for what every indicator has anyway.
    """

    least: int
    most: int
    options: Mapping[str, tuple[str, ...] | None]
    slots: tuple[str, ...]
    missing: tuple[str, ...] = ("skip",)
    declarable: bool = True


_FIELDS = ("value", "numerator", "denominator")
_YES_NO = ("true", "false")

_SUM = ("place", "year", "field", "total", "sum", "parts")
_PAIR = ("place", "year", "first", "second", "first_figure", "second_figure")
_OWN = ("place", "year", "figure")

# A new need is a new kind (an entry here, a function in single_ or comparing_checks, a test, a README line).
KINDS: Mapping[str, CheckKind] = MappingProxyType(
    {
        "readable": CheckKind(1, 1, {}, (*_OWN, "field", "text"), declarable=False),
        "range": CheckKind(1, 1, {"low": None, "high": None}, (*_OWN, "field", "limit")),
        "not_above": CheckKind(2, 2, {"whole_field": _FIELDS}, _PAIR, ("skip", "report")),
        "sum_equals": CheckKind(3, 20, {"tolerance": None}, _SUM, ("skip", "zero", "report")),
        "rate_matches": CheckKind(3, 3, {"tolerance": None}, (*_OWN, *_PAIR, "quotient")),
        "ordered": CheckKind(2, 10, {"strict": _YES_NO}, _PAIR, ("skip", "report")),
        "change_within": CheckKind(
            1, 1, {"limit": None, "per_cent": _YES_NO}, (*_OWN, "before", "change", "limit")
        ),
        "both_or_none": CheckKind(2, 10, {}, ("place", "year", "first", "second")),
        "required": CheckKind(1, 20, {}, ("place", "year")),
        "same_as": CheckKind(2, 2, {"tolerance": None}, _PAIR, ("skip", "report")),
    }
)
