"""Which figures of earlier years have open errors: they are kept out of trends, baselines and pooled years."""

from plandesk.core.checking import Checker
from plandesk.core.findings import Finding
from plandesk.core.records import CellKey
from plandesk.core.snapshot import Snapshot


def earlier_errors(checker: Checker, snapshot: Snapshot, year: int) -> tuple[Finding, ...]:
    """The errors of every year before ``year``, wherever they concern a figure that judging ``year`` may read.

    ``evaluate`` and ``side_by_side`` take them together with the findings of ``year``. All earlier years, because
    baselines and 届次 figures may lie before the last five. Only the rules that can give an error are evaluated,
    and only at what judging reads: totals, the sexes' figures and the townships'.
    """
    keys: dict[int, list[CellKey]] = {}
    for key in snapshot.observations:
        if key.year < year and _is_read(key.cell):
            keys.setdefault(key.year, []).append(key)
    return tuple(e for earlier in sorted(keys) for e in checker.errors(snapshot, earlier, keys[earlier]))


def _is_read(cell: str) -> bool:
    return not cell or (cell.startswith(("sex=", "town=")) and ";" not in cell)
