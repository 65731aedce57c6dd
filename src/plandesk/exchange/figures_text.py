"""How a figure stands in a cell of our workbooks: a number with its decimals, or a sign (无, 无例, —, 密)."""

from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from plandesk.core.figures import shown
from plandesk.core.indicator import Indicator
from plandesk.core.quantity import canonical, decimals_of, printed
from plandesk.core.records import Observation, Status

NO_DATA, NO_CASE, NOT_APPLICABLE, WITHHELD = "无", "无例", "—", "密"
_SIGNS: dict[Status, str] = {"no_case": NO_CASE, "not_applicable": NOT_APPLICABLE, "confidential": WITHHELD}


@dataclass(frozen=True, slots=True)
class Figure:
    """What stands in a figure's cell: ``text`` as printed, ``number`` where it is one."""

    text: str
    number: Decimal | None = None

    @property
    def decimals(self) -> int:
        """The decimals it is printed with."""
        return 0 if self.number is None else decimals_of(self.number)


EMPTY = Figure("")
NONE = Figure(NOT_APPLICABLE)


def figure_of(text: str) -> Figure:
    """A printed text as a figure; anything that is no number stays a word."""
    try:
        number = Decimal(text)
    except InvalidOperation:
        return Figure(text)
    return Figure(text, number) if number.is_finite() else Figure(text)


def refines(judged: str, observation: Observation | None, indicator: Indicator) -> bool:
    """Whether ``judged`` is the observation's own figure, perhaps with a digit more (rounding would hide
    the answer).
    """
    if observation is None or observation.value is None:
        return False
    return printed(Decimal(judged), indicator.decimals) == shown(observation, indicator)


def value_figure(observation: Observation | None, indicator: Indicator, judged: str | None = None) -> Figure:
    """The year's figure, as judging printed it (``judged``) where that is the same figure; else as it was
    typed.
    """
    if observation is None:
        return Figure(NO_DATA)
    if observation.value is not None:
        own = judged is not None and refines(judged, observation, indicator)
        return figure_of(judged if own and judged is not None else shown(observation, indicator))
    if observation.text:
        return Figure(observation.text)
    return Figure(_SIGNS.get(observation.status, NO_DATA))


def part_figure(observation: Observation | None, part: str) -> Figure:
    """The numerator or denominator (``part``) as given; empty where none was."""
    if observation is None:
        return EMPTY
    number: Decimal | None = getattr(observation, part)
    if number is None:
        return Figure(getattr(observation, f"{part}_text"))
    return figure_of(canonical(number))


def baseline_figure(value: Decimal, indicator: Indicator) -> Figure:
    """A base figure with at least the indicator's decimals, and all it was given with."""
    places = max(indicator.decimals, decimals_of(value))
    return figure_of(printed(value, places))
