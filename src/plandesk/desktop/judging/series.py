"""The chart of 怎么判定的: the years behind the verdict, every stage of the target, the forecast with its band."""

from collections.abc import Iterable
from decimal import Decimal

from PySide6.QtCore import QCoreApplication

from plandesk.core.figures import possible
from plandesk.core.findings import Finding
from plandesk.core.judging import Judgement
from plandesk.core.judging.readings import Readings
from plandesk.core.plan import Plan, Target
from plandesk.core.quantity import rounded
from plandesk.core.snapshot import Snapshot
from plandesk.desktop.look.chart import Series

_YEARS_BACK = 9
_FEWEST = 5


def _tr(text: str) -> str:
    return QCoreApplication.translate("Judging", text)


def judged_series(
    judgement: Judgement, plan: Plan, snapshot: Snapshot, faults: Iterable[Finding] = ()
) -> Series:
    """Up to ten years that end with the one judged, then on to the last stage of the target.

    The figures are those that are judged: of the worst township where the target is 以乡镇为单位, the total else;
    of the 替代性指标 where one was judged. Those with an error among ``faults`` are left out.
    """
    target, indicator = judgement.target, judgement.judged_on
    if target is None or indicator is None:
        return Series()
    readings = Readings(snapshot, faults)
    points = readings.series(target, indicator, judgement.year - _YEARS_BACK, judgement.year)
    figures = {year: rounded(value, indicator.decimals) for year, value in points}
    base = readings.base(plan, target, indicator)
    if base is not None and base.year < judgement.year:
        figures.setdefault(base.year, rounded(base.exact, indicator.decimals))
    if not figures:
        return Series()
    stages = _stages(judgement, target)
    last = max([judgement.year, target.stage_year, *(stage for stage, _ in stages)])
    first = min(*figures, judgement.year - _FEWEST + 1)
    forecast = None
    if (
        judgement.forecast is not None
        and target.stage_year > judgement.year
        and possible(Decimal(judgement.forecast), indicator)
    ):
        forecast = (target.stage_year, Decimal(judgement.forecast))
    around = None
    if forecast is not None and judgement.forecast_low is not None and judgement.forecast_high is not None:
        around = (Decimal(judgement.forecast_low), Decimal(judgement.forecast_high))
    label = str(figures[max(figures)])
    breaks = tuple(year for code, year in snapshot.breaks if code == indicator.code)
    spoken = "，".join(f"{year}年{value}" for year, value in sorted(figures.items()))
    return Series(
        figures, stages, breaks, first, last, label, forecast, f"{judgement.name}：{spoken}", around, _tr("口径变动"),
    )  # fmt: skip


def _stages(judgement: Judgement, target: Target) -> tuple[tuple[int, Decimal], ...]:
    """The levels asked for by stage year, in the indicator's unit: what was compared with, and other plain stages."""
    indicator = judgement.indicator
    if indicator is None:
        return ()
    levels: dict[int, Decimal] = {}
    holder = judgement.goal or judgement.measure
    year = judgement.year
    for other in holder.targets if holder is not None else ():
        if not (other.valid_from or year) <= year <= (other.valid_to or year):
            continue
        same = other.indicator == target.indicator and other.scope == target.scope and not other.stretch
        if (
            same
            and other.value is not None
            and other.relative is None
            and other.unit in (None, indicator.unit)
        ):
            levels[other.stage_year] = other.value
    if judgement.threshold is not None:
        levels[target.stage_year] = rounded(judgement.threshold, indicator.decimals)
    return tuple(sorted(levels.items()))
