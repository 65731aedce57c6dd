"""The rows of a returned collection form (采集表) as texts, and how such texts compare with figures that
are stored.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from plandesk.core.entry import Field, quotient, read_field, status_of
from plandesk.core.indicator import Indicator
from plandesk.core.quantity import Unreadable, read_number
from plandesk.core.records import CellKey, Observation
from plandesk.core.unit_words import WorkKey

FIELDS: tuple[Field, ...] = ("value", "numerator", "denominator")
# Written where there is no figure; each may mean none, nothing or not known, so that none of them can be
# taken for 0.
DASHES = frozenset(("-", "—", "－", "–", "/", "／", "\\", "无", "×", "*", "…"))
# The words the form's own formulas answer with.
COMPUTED = frozenset(("无例", "分母为0"))

# What a formula answers that cannot be worked out, as Excel and WPS write it.
ERRORS = frozenset(
    ("#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!", "#GETTING_DATA", "#SPILL!", "#CALC!")
)


@dataclass(frozen=True, slots=True)
class FormCell:
    """A figure's row of a returned form: its texts by field (value, numerator, denominator, status, note).

    ``places`` are the coordinates of the fields on ``sheet`` (H12); ``sent`` the texts the form was sent
    out with, None where nobody knows (a sheet without its map); ``ours`` whether this very file sent it.
    """

    sheet: str
    address: CellKey
    texts: Mapping[str, str]
    places: Mapping[str, str]
    sent: Mapping[str, str] | None = None
    sent_origin: str = ""
    ours: bool = True


@dataclass(frozen=True, slots=True)
class FormWords:
    """A line of 工作情况: a goal's answer and evidence, a measure's progress, a text."""

    sheet: str
    place: str
    key: WorkKey
    answer: str
    text: str


@dataclass(frozen=True, slots=True)
class Rejected:
    """A cell that cannot be taken: where it stands, what it says, why not and what to do.

    ``part`` is the breakdown cell and ``field`` the field of the figure, where these are known.
    """

    sheet: str
    place: str
    indicator: str
    text: str
    message: str
    part: str = ""
    field: str = ""


def left_as_sent(cell: FormCell, current: Observation | None, indicator: Indicator) -> bool:
    """Whether the unit left the row as it was sent; a blank file takes it all the same."""
    if cell.sent is None or not cell.ours or current is None or not is_filled(current):
        return False
    words = all(_same_text(cell.texts.get(f, ""), cell.sent.get(f, "")) for f in ("status", "note"))
    return words and _figures_as_sent(cell, indicator)


def _figures_as_sent(cell: FormCell, indicator: Indicator) -> bool:
    """Whether the figures are those sent; the value the form computes from the parts is none of its own."""
    if cell.sent is None:
        return False
    texts = {f: cell.texts.get(f, "").strip() for f in FIELDS}
    if texts["value"] in COMPUTED or (not cell.sent.get("value") and _is_quotient(texts, cell, indicator)):
        texts["value"] = ""
    return all(_same_text(texts[f], cell.sent.get(f, "")) for f in FIELDS)


def file_is_as_sent(cell: FormCell, current: Observation, indicator: Indicator) -> bool:
    """Whether the file still holds what the form was sent out with."""
    assert cell.sent is not None
    return all(says_the_same(cell.sent.get(f, ""), current, f, indicator) for f in FIELDS)


def _same_text(form: str, sent: str) -> bool:
    if form.strip() == sent.strip():
        return True
    told_form, told_sent = status_of(form), status_of(sent)
    if told_form is not None or told_sent is not None:
        return (told_form or form) == (told_sent or sent)
    return _number(form) is not None and _number(form) == _number(sent)


def _number(text: str) -> Decimal | None:
    try:
        return read_number(text)
    except Unreadable:
        return None


def says_the_same(text: str, current: Observation, field: Field, indicator: Indicator) -> bool:
    """Whether ``text`` in ``field`` is what is stored there, if written otherwise (1,200 and 1200)."""
    stored = current.text if field == "value" else getattr(current, f"{field}_text")
    if not text or text == stored:
        return text == stored or (field == "value" and not stored)
    try:
        figure = read_field(text, field, indicator)
    except Unreadable:
        return False
    return bool(figure == getattr(current, field))


def typing_of(cell: FormCell, current: Observation | None, indicator: Indicator) -> dict[Field, str]:
    """What is to be typed, field by field: blank cells erase nothing, equal figures are not typed again.

    With both parts given, a value that is their quotient was computed by the form and is not typed; an
    older typed value makes way for the parts. A field left as it was sent is not typed over a newer figure.
    """
    texts = {f: cell.texts.get(f, "").strip() for f in FIELDS}
    texts = {f: "" if t in COMPUTED else t for f, t in texts.items()}
    typing: dict[Field, str] = {}
    both = bool(texts["numerator"] and texts["denominator"])
    if both and _is_quotient(texts, cell, indicator):
        keeps = (
            current is not None
            and current.text
            and says_the_same(texts["value"], current, "value", indicator)
        )
        texts["value"] = current.text if keeps and current is not None else ""
        if current is not None and current.text and not keeps:
            typing["value"] = ""
    for field in FIELDS:
        told = texts[field] and not (current is not None and _holds(current, field, texts[field], indicator))
        if told and not field_left_as_sent(cell, current, field):
            typing[field] = texts[field]
    return typing


def field_left_as_sent(cell: FormCell, current: Observation | None, field: str) -> bool:
    """Whether the unit left one field of a row as it was sent while the file holds another figure in it since: the form
    then says nothing new there.
    """
    if cell.sent is None or not cell.ours or current is None:
        return False
    stored = current.text if field == "value" else getattr(current, f"{field}_text")
    return bool(stored) and _same_text(cell.texts.get(field, ""), cell.sent.get(field, ""))


def _holds(current: Observation, field: Field, text: str, indicator: Indicator) -> bool:
    stored = current.text if field == "value" else getattr(current, f"{field}_text")
    return bool(stored) and says_the_same(text, current, field, indicator)


def _is_quotient(texts: Mapping[Field, str], cell: FormCell, indicator: Indicator) -> bool:
    if not texts["value"]:
        return True
    trial = Observation(cell.address.indicator, cell.address.year, cell.address.cell)
    try:
        trial = replace(
            trial,
            numerator=read_field(texts["numerator"], "numerator", indicator),
            denominator=read_field(texts["denominator"], "denominator", indicator),
        )
        if not trial.denominator:
            return is_zero(texts["value"])
        return read_field(texts["value"], "value", indicator) == quotient(trial, indicator)
    except Unreadable:
        return False


def is_zero(text: str) -> bool:
    """Whether the text is a nought."""
    return _number(text) == 0


def is_filled(observation: Observation) -> bool:
    """Whether the figure's cell is filled: a note alone leaves it blank."""
    return bool(
        observation.text or observation.numerator_text or observation.denominator_text or observation.status
    )


def origin_of(cell: FormCell, indicator: Indicator) -> str:
    """A sample that comes back as it was sent stays a sample."""
    return "sample" if cell.sent_origin == "sample" and _figures_as_sent(cell, indicator) else "import"
