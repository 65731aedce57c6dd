"""National figures (全国) and targets (国纲) of some indicators, as published: shown beside the county's own."""

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import cast

from plandesk.core.annual.options import NationalFact
from plandesk.core.plan import Op, Target
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
    for row in _rows("series.csv"):
        figure = NationalFigure(row["indicator"], int(row["year"]), Decimal(row["value"]), row["source"])
        found.setdefault(figure.indicator, []).append(figure)
    return {code: tuple(sorted(figures, key=lambda f: f.year)) for code, figures in found.items()}


def load_national_targets() -> Mapping[str, Target]:
    """The targets of ``resources/national/targets.csv`` by indicator code: only those known with certainty.

    ``name`` is the national outline (中国妇女/儿童发展纲要 2021—2030年) it stands in.
    """
    return {
        row["indicator"]: Target(
            row["indicator"],
            row["outline"],
            cast(Op, row["op"]),
            Decimal(row["value"]),
            None,
            int(row["year"]),
        )
        for row in _rows("targets.csv")
    }


def national_facts() -> tuple[NationalFact, ...]:
    """Figures and targets together, for the 指标解释 of a report."""
    figures, targets = load_national(), load_national_targets()
    return tuple(
        NationalFact(
            code, tuple((f.year, f.value, f.source) for f in figures.get(code, ())), targets.get(code)
        )
        for code in sorted({*figures, *targets})
    )


def _rows(name: str) -> Iterator[dict[str, str]]:
    with (shipped_dir("resources") / "national" / name).open(encoding="utf-8", newline="") as lines:
        yield from csv.DictReader(lines)
