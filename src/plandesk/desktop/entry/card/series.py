"""The series of an indicator for the card and for 评估预警: figures by year, targets, breaks."""

from decimal import Decimal

from plandesk.core.entry_sheet import SheetRow
from plandesk.core.figures import exact, shown
from plandesk.core.quantity import rounded
from plandesk.core.records import CellKey
from plandesk.core.snapshot import Snapshot
from plandesk.desktop.look.chart import Series

_MOST_YEARS = 10
_FEWEST = 5


def series_of(row: SheetRow, key: CellKey, snapshot: Snapshot) -> Series:
    """Up to ten years ending with the address's; targets of the total only, where they are plain figures."""
    indicator = row.indicator
    figures: dict[int, Decimal] = {}
    for year in range(key.year - _MOST_YEARS + 1, key.year + 1):
        value = exact(snapshot.observation(indicator.code, year, key.cell), indicator)
        if value is not None:
            figures[year] = rounded(value, indicator.decimals)
    if not figures:
        return Series()
    first = min(min(figures), key.year - _FEWEST + 1)
    targets = () if key.cell else tuple(
        sorted(
            (t.stage_year, t.value)
            for t in row.targets
            if t.value is not None and t.relative is None and not t.stretch
        )
    )  # fmt: skip
    last = max(figures)
    label = shown(snapshot.observation(indicator.code, last, key.cell), indicator)
    breaks = tuple(year for code, year in snapshot.breaks if code == indicator.code)
    spoken = "，".join(f"{year}年{value}" for year, value in sorted(figures.items()))
    return Series(figures, targets, breaks, first, key.year, label, None, f"{indicator.name}：{spoken}")
