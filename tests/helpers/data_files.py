"""Real data files to test the store with, and a clock that the test moves."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from decimal import Decimal
from pathlib import Path

from plandesk.core.indicator import Library
from plandesk.core.plan import Plan, Region
from plandesk.core.records import Observation
from plandesk.core.words import Words
from plandesk.store.plan_file import PlanFile

COUNTY = Region("永济市", "140881", "county")


class Clock:
    """A clock that stands until it is moved."""

    def __init__(self, at: datetime = datetime(2025, 3, 10, 9, 30)) -> None:
        self.at = at

    def __call__(self) -> datetime:
        return self.at

    def move(self, **by: int) -> None:
        """Move the clock on: ``days=1``, ``minutes=5``."""
        self.at += timedelta(**by)


class Desk:
    """Makes and opens data files as one person at one clock."""

    def __init__(self, words: Words, clock: Clock, by: str = "王芳") -> None:
        self.words = words
        self.clock = clock
        self.by = by

    def create(self, path: Path, plans: Sequence[Plan] = (), library: Library | None = None) -> PlanFile:
        """A new file; without forms and plans, unless a test is about them, because it is made faster."""
        shelf = library or Library.of(())
        return PlanFile.create(
            path, region=COUNTY, plans=plans, library=shelf, by=self.by, words=self.words, now=self.clock
        )

    def open(self, path: Path, *, read_only: bool = False) -> PlanFile:
        """Open an existing file."""
        return PlanFile.open(path, by=self.by, words=self.words, now=self.clock, read_only=read_only)


def figure(
    value: str,
    indicator: str = "maternal_mortality_ratio",
    year: int = 2024,
    cell: str = "",
    *,
    region: str = "",
) -> Observation:
    """A typed figure."""
    return Observation(
        indicator, year, cell, region, text=value, value=Decimal(value), status="value", origin="typed"
    )
