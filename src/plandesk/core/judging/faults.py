"""Which figures of earlier years have open errors: they are kept out of trends, baselines and pooled years."""

from plandesk.core.checking import Checker
from plandesk.core.findings import Finding
from plandesk.core.records import CellKey
from plandesk.core.snapshot import Snapshot


def earlier_errors(checker: Checker, snapshot: Snapshot, year: int) -> tuple[Finding, ...]:
    """The errors of every year before ``year``, wherever they concern a figure that judging ``year`` may read.

    ``evaluate`` and ``side_by_side`` take them together with the findings of ``year``. All earlier years, because
    baselines and 届次 figures may lie before the last five. Only the rules that can give an error are evaluated,
    and only at what judging reads: totals, the townships' figures, those of the sexes where their balance is asked
    for.
    """
    balanced = {
        placed.target.indicator
        for plan in snapshot.plans
        for placed in plan.placed_targets()
        if placed.target.relative is not None and placed.target.relative.kind == "balance"
    }
    keys: dict[int, list[CellKey]] = {}
    for key in snapshot.observations:
        if key.year < year and (
            not key.cell
            or (key.cell.startswith("town=") and ";" not in key.cell)
            or (key.indicator in balanced and key.cell in ("sex=female", "sex=male"))
        ):
            keys.setdefault(key.year, []).append(key)
    return tuple(e for earlier in sorted(keys) for e in checker.errors(snapshot, earlier, keys[earlier]))
