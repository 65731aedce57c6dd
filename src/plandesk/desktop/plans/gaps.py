"""What a plan still needs before its targets can be judged: baselines of relative targets, figures to compare with."""

from collections.abc import Iterator
from dataclasses import dataclass

from plandesk.core.judging.attainment import reference_of
from plandesk.core.judging.readings import Base, Readings, base_year, is_change
from plandesk.core.plan import PlacedTarget, Plan, Target
from plandesk.core.plan_years import plan_in_year
from plandesk.core.snapshot import Snapshot


@dataclass(frozen=True, slots=True)
class Footing:
    """What a target stands on: its baseline and its year, and what is missing (baseline, benchmark or "")."""

    base: Base | None
    base_year: int
    missing: str


class Footings:
    """The footings of a plan's targets in one year, worked out when asked for."""

    def __init__(self, plan: Plan, snapshot: Snapshot, year: int) -> None:
        self._plan, self._snapshot, self._year = plan, snapshot, year
        self._readings = Readings(snapshot)

    def of(self, target: Target) -> Footing:
        """The footing of one target."""
        indicator = self._snapshot.library[target.indicator]
        base = self._readings.base(self._plan, target, indicator)
        missing = ""
        if is_change(target) and base is None:
            missing = "baseline"
        elif compares_outside(target, self._snapshot) and target.value is None:
            found, _ = reference_of(self._readings, self._plan, target, self._year)
            missing = "benchmark" if found is None else ""
        return Footing(base, base_year(self._plan, target), missing)

    def gaps(self) -> Iterator[PlacedTarget]:
        """The targets that miss something."""
        return (
            placed
            for placed in plan_in_year(self._plan, self._year).placed_targets()
            if self.of(placed.target).missing
        )


def compares_outside(target: Target, snapshot: Snapshot) -> bool:
    """Whether a figure from outside is compared with: no indicator of the library gives it."""
    relative = target.relative
    if relative is None or relative.kind not in ("benchmark", "assigned"):
        return False
    return relative.against is None or relative.against not in snapshot.library
