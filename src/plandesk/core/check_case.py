"""A check at one cell: the figures it compares, in numbers and in words, and what it hits."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from types import MappingProxyType

from plandesk.core.entry import field_of
from plandesk.core.figures import UNIT_BASES, cell_words, exact
from plandesk.core.indicator import Check, Indicator, Library
from plandesk.core.quantity import canonical, printed
from plandesk.core.records import CellKey, Observation
from plandesk.core.snapshot import Snapshot

FIELD_WORDS: Mapping[str, str] = MappingProxyType(
    {"value": "数值", "numerator": "分子", "denominator": "分母"}
)


@dataclass(frozen=True, slots=True)
class Hit:
    """What a check found: ``key`` names its sentences in the catalogue, ``slots`` fill them."""

    key: str
    indicator: str
    concerned: tuple[CellKey, ...]
    fields: tuple[str, ...]
    slots: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Case:
    """One check at one cell of one year."""

    snapshot: Snapshot
    library: Library
    year: int
    check: Check
    cell: str

    @property
    def own(self) -> Indicator:
        """The check's first indicator."""
        return self.library[self.check.indicators[0]]

    def key(self, code: str, cell: str | None = None, year: int | None = None) -> CellKey:
        """An address: the case's own cell and year unless others are given."""
        return CellKey(code, year or self.year, self.cell if cell is None else cell)

    def observation(
        self, code: str | None = None, cell: str | None = None, year: int | None = None
    ) -> Observation | None:
        """What stands at ``key``."""
        return self.snapshot.observations.get(self.key(code or self.own.code, cell, year))

    def place(self, code: str, cell: str | None = None) -> str:
        """The indicator and the cell in words: 初中毛入学率（女）."""
        words = cell_words(self.cell if cell is None else cell)
        name = self.library[code].name
        return f"{name}（{words}）" if words else name

    def place_and_field(self, code: str, which: str) -> str:
        """``place`` with 的分子 or 的分母 where it is not the value."""
        return self.place(code) if which == "value" else f"{self.place(code)}的{FIELD_WORDS[which]}"

    def figure(self, code: str, which: str) -> Fraction | None:
        """The figure compared, exactly; a rate as a plain quotient, so that ‰ and /10万 compare."""
        found = self.observation(code)
        if found is None:
            return None
        raw = field_of(found, which) if which != "value" else exact(found, self.library[code])
        return None if raw is None else Fraction(raw) * self.scale(code, which)

    def scale(self, code: str, which: str) -> Fraction:
        """What one unit of the figure is as a plain quotient: 1/100000 for a value in /10万, else 1."""
        base = UNIT_BASES.get(self.library[code].unit) if which == "value" else None
        return Fraction(1) if base is None else 1 / Fraction(base)

    def shown(self, code: str, which: str, cell: str | None = None) -> str:
        """The figure as it is spoken of: typed ones as typed, computed ones as printed, values with unit."""
        found = self.observation(code, cell)
        return figure_words(found, which, self.library[code]) if found is not None else ""


def text_of(observation: Observation, which: str) -> str:
    """What was typed into that field."""
    if which == "value":
        return observation.text
    return observation.numerator_text if which == "numerator" else observation.denominator_text


def figure_words(observation: Observation, which: str, indicator: Indicator) -> str:
    """A figure of ``observation`` in a sentence: ``101%``, ``1091``; ``""`` where none can be read."""
    value = field_of(observation, which)
    if value is None:
        return ""
    if which != "value":
        return canonical(value)
    text = canonical(value) if observation.text else printed(value, indicator.decimals)
    return f"{text}{indicator.unit}"
