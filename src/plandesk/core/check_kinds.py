"""The closed set of check kinds: what each may be declared with; ``check_rules`` evaluates them."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType


@dataclass(frozen=True, slots=True)
class CheckKind:
    """What a form may declare of a kind.

    ``least``/``most``: how many indicators it compares. ``options`` by name: the texts allowed, or None for a
    decimal. ``missing``: what a blank side means, the first being the default; ``skip`` (nothing to compare),
    ``zero`` (a blank part counts as 0), ``report`` (a finding: nothing can be verified). ``declarable`` is
    false for what every indicator has anyway.
    """

    least: int
    most: int
    options: Mapping[str, tuple[str, ...] | None]
    missing: tuple[str, ...] = ("skip",)
    declarable: bool = True


_FIELDS = ("value", "numerator", "denominator")
_YES_NO = ("true", "false")

# A new need is a new kind (an entry here, a function in check_rules, a test, a line in the README).
KINDS: Mapping[str, CheckKind] = MappingProxyType(
    {
        "readable": CheckKind(1, 1, {}, declarable=False),
        "range": CheckKind(1, 1, {"low": None, "high": None}),
        "not_above": CheckKind(2, 2, {"whole_field": _FIELDS}, ("skip", "report")),
        "sum_equals": CheckKind(3, 20, {"tolerance": None}, ("skip", "zero", "report")),
        "rate_matches": CheckKind(1, 3, {"tolerance": None}),
        "ordered": CheckKind(2, 10, {"strict": _YES_NO}, ("skip", "report")),
        "change_within": CheckKind(1, 1, {"limit": None, "per_cent": _YES_NO}),
        "both_or_none": CheckKind(1, 10, {}),
        "required": CheckKind(1, 20, {}),
        "same_as": CheckKind(2, 2, {"tolerance": None}, ("skip", "report")),
    }
)

# The blanks a declared message or advice may use, besides {0}…: filled for every kind.
MESSAGE_SLOTS = ("place", "year", "names", "figures", "first", "second", "first_figure", "second_figure")
