"""National figures (全国) of some indicators, as far as they were published: for the card, and to make samples plausible."""

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from plandesk.shipped import shipped_dir


@dataclass(frozen=True, slots=True)
class NationalFigure:
    """A published national figure in the indicator's unit, and where it was read."""

    indicator: str
    year: int
    value: Decimal
    source: str


def load_national() -> Mapping[str, tuple[NationalFigure, ...]]:
    """The figures of ``resources/national/series.csv`` by indicator code, years ascending."""
    found: dict[str, list[NationalFigure]] = {}
    with (shipped_dir("resources") / "national" / "series.csv").open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            figure = NationalFigure(row["indicator"], int(row["year"]), Decimal(row["value"]), row["source"])
            found.setdefault(figure.indicator, []).append(figure)
    return {code: tuple(sorted(figures, key=lambda f: f.year)) for code, figures in found.items()}
