"""The checks that follow from an indicator's declaration, so that no form has to spell them out."""

from collections.abc import Iterator
from decimal import Decimal

from plandesk.core.indicator import Check, Indicator

_COUNTED_ENDS = ("数", "人次")
_UNCOUNTED_NAMES = ("平均", "指数", "分数", "万")
_SUMMED = ("sex", "area", "town")


def derived_checks(indicator: Indicator) -> tuple[Check, ...]:
    """Every check of ``indicator`` by its declaration. Rules are named ``<indicator>.<kind>[.<variant>]``.

    Readable; within its limits (error) and the usual range (warning); parts not negative, whole where they
    count persons or things; numerator ≤ denominator for shares only (a gross rate may pass 100); both parts
    or none; a typed rate as its parts give it; women + men, town + country, townships = total; the change since
    last year; a figure copied from last year.
    """
    return tuple(_derived(indicator))


def counts_whole(name: str | None) -> bool:
    """Whether the part of that name counts persons or things: …人数, …户数, not 平均人口数 or 指数."""
    return (
        name is not None
        and name.endswith(_COUNTED_ENDS)
        and not any(word in name for word in _UNCOUNTED_NAMES)
    )


def _derived(indicator: Indicator) -> Iterator[Check]:
    code = indicator.code

    def check(kind: str, variant: str, severity: str, field: str = "value", **options: str) -> Check:
        rule = f"{code}.{kind}.{variant}" if variant else f"{code}.{kind}"
        return Check(rule, kind, severity, (code,), field, options=options)  # type: ignore[arg-type]

    yield check("readable", "", "error")
    whole = {"whole": "true"} if indicator.kind == "count" and indicator.decimals == 0 else {}
    limits = _ends(indicator.limits) | whole
    if limits:
        yield check("range", "", "error", **limits)
    if usual := _ends(indicator.plausible):
        yield check("range", "plausible", "warning", usual="true", **usual)
    if indicator.has_parts:
        for field, name in (("numerator", indicator.numerator), ("denominator", indicator.denominator)):
            options = {"low": "0"} | ({"whole": "true"} if counts_whole(name) else {})
            yield check("range", field, "error", field, **options)
        if indicator.kind == "share":
            yield check("not_above", "", "error")
        yield check("both_or_none", "", "warning")
        yield check("rate_matches", "", "warning")
    for dimension in _SUMMED:
        if dimension in indicator.breakdowns:
            for field in _summed_fields(indicator):
                variant = dimension if field == "value" else f"{dimension}.{field}"
                # What happens in no township (a county hospital) stands in the total only.
                severity = "warning" if dimension == "town" else "error"
                yield check("sum_equals", variant, severity, field, dimension=dimension)
    if indicator.change_limit is not None:
        yield check("change_within", "", "warning", limit=format(indicator.change_limit, "f"))
    yield check("change_within", "break", "note", broken="true")
    yield check("same_as", "copied", "warning", copied="true")


def _ends(limits: tuple[Decimal | None, Decimal | None]) -> dict[str, str]:
    low, high = limits
    ends = {"low": low, "high": high}
    return {name: format(end, "f") for name, end in ends.items() if end is not None}


def _summed_fields(indicator: Indicator) -> tuple[str, ...]:
    """The fields whose breakdown cells add up to the total: a count's value, a quotient's parts."""
    if indicator.aggregate == "ratio":
        return ("numerator", "denominator")
    return ("value",) if indicator.aggregate == "sum" else ()
