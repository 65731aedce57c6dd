"""What is known of an indicator, in words: definition, parts, limits, its figures and the changes made to it."""

from collections.abc import Iterator, Sequence

from PySide6.QtCore import QCoreApplication

from plandesk.core.changes import ChangeSet
from plandesk.core.figures import DIMENSIONS, shown
from plandesk.core.indicator import Indicator
from plandesk.core.quantity import canonical
from plandesk.core.snapshot import Snapshot
from plandesk.desktop.desk import Desk

_TABLES = ("baseline", "benchmark", "series_break")
_STEPS_READ = 400
_STEPS_SHOWN = 6


def _tr(text: str) -> str:
    return QCoreApplication.translate("Known", text)


def indicator_facts(indicator: Indicator, snapshot: Snapshot) -> Iterator[tuple[str, str]]:
    """Name and words of everything the file knows of an indicator; empty words where it knows nothing."""
    yield _tr("口径"), indicator.definition
    yield _tr("易错"), indicator.hint
    yield _tr("分子"), indicator.numerator or ""
    yield _tr("分母"), indicator.denominator or ""
    yield _tr("计算"), _formula(indicator)
    yield _tr("分组"), _breakdowns(indicator)
    yield _tr("年度口径"), _period(indicator)
    yield _tr("好的方向"), _better(indicator)
    yield _tr("数值范围"), _between(indicator.limits, indicator.unit)
    yield _tr("核实范围"), _between(indicator.plausible, indicator.unit)
    limit = indicator.change_limit
    yield (
        _tr("较上年"),
        _tr("变动超过{limit}{unit}要核实").format(limit=canonical(limit), unit=indicator.unit)
        if limit is not None
        else "",
    )
    yield _tr("别名"), "、".join(indicator.aliases)
    source = indicator.source
    yield (
        _tr("依据"),
        _tr("{source}，请按本地统计制度核对").format(source=source) if indicator.judgement else source,
    )
    yield _tr("各年数值"), _figures(indicator, snapshot)
    yield _tr("口径变动"), _breaks(indicator, snapshot)


def _formula(indicator: Indicator) -> str:
    if not indicator.has_parts or indicator.base is None:
        return ""
    times = "" if indicator.base == 1 else f" × {canonical(indicator.base)}"
    return f"{_tr('分子 ÷ 分母')}{times}"


def _breakdowns(indicator: Indicator) -> str:
    words = {"sex": _tr("分性别"), "area": _tr("分城乡"), "age": _tr("分年龄"), "town": _tr("分镇街")}
    return "、".join(words[d] for d in DIMENSIONS if d in indicator.breakdowns)


def _period(indicator: Indicator) -> str:
    words = {
        "calendar": _tr("1月1日至12月31日"),
        "mch_year": _tr("妇幼年度，上年10月1日至本年9月30日"),
        "school_year": _tr("学年，本年秋季开学"),
        "year_end": _tr("年末时点"),
        "term": _tr("届次，换届后沿用到下次换届"),
    }
    return words[indicator.period_kind]


def _better(indicator: Indicator) -> str:
    words = {"higher": _tr("越高越好"), "lower": _tr("越低越好"), "neither": _tr("不分高低")}
    return words[indicator.better]


def _between(ends: tuple[object, object], unit: str) -> str:
    low, high = (canonical(end) if end is not None else "" for end in ends)  # type: ignore[arg-type]
    if low and high:
        return f"{low}—{high}{unit}"
    if low:
        return _tr("不小于{low}{unit}").format(low=low, unit=unit)
    return _tr("不大于{high}{unit}").format(high=high, unit=unit) if high else ""


def _figures(indicator: Indicator, snapshot: Snapshot) -> str:
    found = []
    for year in snapshot.years_with_data():
        text = shown(snapshot.observation(indicator.code, year), indicator)
        if text:
            found.append(f"{year}年 {text}")
    return "，".join(found)


def _breaks(indicator: Indicator, snapshot: Snapshot) -> str:
    found = sorted((year, b.reason) for (code, year), b in snapshot.breaks.items() if code == indicator.code)
    return "；".join(_tr("{year}年起 {reason}").format(year=year, reason=reason) for year, reason in found)


class PlanSteps:
    """The steps of the log that changed plans, forms, baselines, figures to compare with and breaks.

    The log is read once per file; later steps are added as they are made.
    """

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._file_id = ""
        self._steps: list[ChangeSet] = []
        desk.changed.connect(self._take)

    def _take(self, step: ChangeSet) -> None:
        if _of_the_plan(step) and self._file_id == self._desk.snapshot.file_id:
            self._steps.insert(0, step)

    def of(self, indicator: Indicator, target_name: str) -> tuple[str, ...]:
        """The last changes made to an indicator's targets, unit, baseline: when, who, what; newest first."""
        file_id = self._desk.snapshot.file_id
        if self._file_id != file_id:
            self._file_id = file_id
            self._steps = [s for s in self._desk.file.history(limit=_STEPS_READ) if _of_the_plan(s)]
        names = (f" {indicator.name}：", f" {target_name}：")
        steps = [step for step in self._steps if _concerns(step, indicator.code, names)]
        return tuple(f"{step.at[:10]}  {step.who}  {step.label}" for step in steps[:_STEPS_SHOWN])


def _of_the_plan(step: ChangeSet) -> bool:
    return any(change.table in ("plan", "form", *_TABLES) for change in step.changes)


def _concerns(step: ChangeSet, code: str, names: Sequence[str]) -> bool:
    """Plans and forms are changed as a whole: there the step's own name says which indicator it was about."""
    for change in step.changes:
        if change.table in ("plan", "form"):
            return change.before is not None and any(name in step.label for name in names)
        if change.table in _TABLES and code in change.key:
            return True
    return False
