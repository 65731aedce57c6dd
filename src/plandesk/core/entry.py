"""Typing into a cell: pure functions from what stood there and a text to what stands there now."""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from types import MappingProxyType
from typing import Literal
from unicodedata import category

from plandesk.core.indicator import Indicator
from plandesk.core.quantity import Unreadable, read_quantity, rounded
from plandesk.core.records import NO_FIGURE, STATUS_WORDS, CellKey, Observation, Status

Field = Literal["value", "numerator", "denominator", "note"]
FIGURE_FIELDS: tuple[Field, ...] = ("value", "numerator", "denominator")

STATUS_INITIALS = MappingProxyType(
    {
        "wtj": "not_collected",
        "wgb": "not_published",
        "wdq": "not_due",
        "bsy": "not_applicable",
        "wbl": "no_case",
        "bm": "confidential",
    }
)
_STATUS_OF = MappingProxyType({**{word: status for status, word in STATUS_WORDS.items()}, **STATUS_INITIALS})
# The maternal-and-child annual report's codes for no data (reference/statistics.md D3): reasons, never figures.
MCH_MISSING = MappingProxyType(
    {Decimal(-1): "妇幼年报缺失码-1：已开展，未收集数据", Decimal(-2): "妇幼年报缺失码-2：没有开展这项工作"}
)
# Measure words behind a count change nothing; they are read in numerators and denominators (12人, 3所).
_COUNT_WORDS = frozenset("人名个例所家户次件张只")
# Control characters, marks without width and half characters come along from web pages and damaged files.
_UNSEEN = frozenset(("Cc", "Cf", "Cs"))


def type_into(
    current: Observation | None, address: CellKey, field: Field, text: str, indicator: Indicator, origin: str
) -> Observation:
    """What stands at ``address`` after ``text`` was typed into ``field``; nothing is refused.

    Blank clears the field. A status word or its initials (``wtj``) in a figure's field set the status and
    clear the figures; a figure clears the status. An unreadable text is kept as typed, no figure beside it.
    With both parts and no typed value, the value is the quotient rounded half up to the indicator's decimals;
    0/0 is 无病例; -1 and -2 of the 妇幼 annual report are 未统计 with the reason as note. Where the result says the same as before, ``current`` itself is returned.
    """
    before = current or Observation(address.indicator, address.year, address.cell)
    typed = "".join(sign for sign in text if category(sign) not in _UNSEEN or sign in "\n\t").strip()
    if field == "note":
        # A note says nothing about where the figure came from: a sample stays a sample.
        keeps = before.origin if before.status else origin
        return _unless_equal(before, replace(before, note=typed, origin=keeps), current)
    status = status_of(typed)
    if status is not None:
        return set_status(current, address, status, origin)
    reason = _missing_code(typed, field, indicator)
    if reason is not None:
        coded = set_status(current, address, "not_collected", origin)
        return coded if coded.note else replace(coded, note=reason)
    start = before
    if before.origin == "computed":
        # What was added up from breakdown cells gives way as a whole to another figure, not to the same one
        # (it comes back in returned workbooks).
        figure = _read(typed, field, indicator)
        if figure is not None and figure == field_of(before, field):
            return before
        start = _without_figures(before, "")
    after = settled(_with_figure(start, field, typed, indicator), indicator)
    return _unless_equal(before, replace(after, origin=origin), current)


def set_status(current: Observation | None, address: CellKey, status: Status, origin: str) -> Observation:
    """The cell with a status word instead of figures; note and mark stay.

    Raises ValueError for a status of figures.
    """
    if status not in NO_FIGURE:
        raise ValueError(f"{status!r} is no status word")
    before = current or Observation(address.indicator, address.year, address.cell)
    return _unless_equal(before, replace(_without_figures(before, status), origin=origin), current)


def status_of(text: str) -> Status | None:
    """The status a text names, by its word (未统计) or its pinyin initials (wtj, WTJ); None otherwise."""
    return _STATUS_OF.get(text.strip().lower())  # type: ignore[return-value]


def read_field(text: str, field: Field, indicator: Indicator) -> Decimal:
    """``text`` as the figure of ``field``: the sign of the indicator's own unit may stand behind a value.

    1.2万 is 12000 unless the unit itself counts in 万 (3.5万 of 万人 is 3.5). Raises ``Unreadable``.
    """
    quantity = read_quantity(text)
    unit = indicator.unit.replace(" ", "")
    if field == "value" and quantity.suffix.replace(" ", "") in (unit, _own_scale(unit)):
        return quantity.number
    number, suffix = quantity.scaled
    if not suffix or (field == "value" and suffix == unit):
        if field == "value" and number != quantity.number and _own_scale(unit):
            raise Unreadable("unit_in_number")
        return number
    if suffix in _COUNT_WORDS and field != "value":
        return number
    raise Unreadable("unit_in_number")


def settled(observation: Observation, indicator: Indicator) -> Observation:
    """Status and value as they follow from the texts and parts that stand in ``observation``."""
    texts = (observation.text, observation.numerator_text, observation.denominator_text)
    parts = (observation.numerator, observation.denominator)
    if not any(texts) and parts == (None, None):
        return replace(observation, value=None, status="")
    if observation.text:
        return replace(observation, status="value")
    if _nothing_over_nothing(observation, indicator):
        return replace(observation, value=None, status="no_case")
    return replace(observation, value=quotient(observation, indicator), status="value")


def quotient(observation: Observation, indicator: Indicator) -> Decimal | None:
    """base × numerator / denominator, half up to the indicator's decimals; None without both or over 0."""
    numerator, denominator = observation.numerator, observation.denominator
    if not indicator.has_parts or indicator.base is None or numerator is None or not denominator:
        return None
    return rounded(Fraction(indicator.base) * Fraction(numerator) / Fraction(denominator), indicator.decimals)


def field_of(observation: Observation, field: str) -> Decimal | None:
    """The figure of that field."""
    if field == "value":
        return observation.value
    return observation.numerator if field == "numerator" else observation.denominator


def _read(text: str, field: Field, indicator: Indicator) -> Decimal | None:
    try:
        return read_field(text, field, indicator) if text else None
    except Unreadable:
        return None


def _without_figures(before: Observation, status: Status) -> Observation:
    return replace(
        before, text="", numerator_text="", denominator_text="",
        value=None, numerator=None, denominator=None, status=status,
    )  # fmt: skip


def _missing_code(text: str, field: Field, indicator: Indicator) -> str | None:
    """What -1 or -2 means in a figure of the 妇幼 annual report; None for any other text or indicator."""
    if indicator.period_kind != "mch_year" or field == "note":
        return None
    figure = _read(text, field, indicator)
    return None if figure is None else MCH_MISSING.get(figure)


def _with_figure(before: Observation, field: Field, typed: str, indicator: Indicator) -> Observation:
    figure = _read(typed, field, indicator)
    if field == "numerator":
        return replace(before, numerator_text=typed, numerator=figure)
    if field == "denominator":
        return replace(before, denominator_text=typed, denominator=figure)
    return replace(before, text=typed, value=figure)


def _own_scale(unit: str) -> str | None:
    """万 for 万人 and 万元, 亿 for 亿元: the scale the figure is already counted in."""
    return unit[0] if unit[:1] in ("万", "亿") else None


def _nothing_over_nothing(observation: Observation, indicator: Indicator) -> bool:
    return indicator.has_parts and observation.numerator == 0 and observation.denominator == 0


def _unless_equal(before: Observation, after: Observation, current: Observation | None) -> Observation:
    """``current`` where nothing but the origin would change: typing the same again is no change."""
    same = current is not None and replace(after, origin=before.origin) == before
    return before if same else after
