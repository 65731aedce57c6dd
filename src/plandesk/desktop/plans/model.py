"""The table of the plan's tree."""

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex

from plandesk.core.judging.readings import Readings, base_year
from plandesk.core.plan import Plan, Target
from plandesk.core.snapshot import Snapshot
from plandesk.core.target_words import target_words
from plandesk.desktop.look.cell import CellLook, Column
from plandesk.desktop.look.table import LookModel
from plandesk.desktop.look.units import short_unit
from plandesk.desktop.plans.lines import DomainLine, PlanLine, ProjectsLine, SectionLine, TargetLine

AnyIndex = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
_NUMERALS = "一二三四五六七八九十"


def needs_baseline(target: Target) -> bool:
    """Whether the target cannot be judged without a base figure."""
    return target.relative is not None and target.relative.kind in ("change", "trend")


class PlanModel(LookModel):
    """Lines and the columns 目标值, 阶段, 基期, 责任单位."""

    def __init__(self, parent: QObject | None = None) -> None:
        columns = (
            Column("name", self.tr("领域、目标、指标"), 0, least=240),
            Column("target", self.tr("目标值"), 96, "right"),
            Column("stage", self.tr("阶段"), 60, "right"),
            Column("base", self.tr("基期"), 84, "decimal"),
            Column("unit", self.tr("责任单位"), 120),
        )
        super().__init__(columns, parent)
        self._lines: tuple[PlanLine, ...] = ()
        self._snapshot: Snapshot | None = None
        self._plan: Plan | None = None
        self._year = 0

    def show(self, lines: Sequence[PlanLine], plan: Plan, snapshot: Snapshot, year: int) -> None:
        """Show other lines."""
        self.beginResetModel()
        self._lines, self._plan, self._snapshot, self._year = tuple(lines), plan, snapshot, year
        self._readings = Readings(snapshot)
        self.endResetModel()

    def line(self, row: int) -> PlanLine | None:
        """The line in that row."""
        return self._lines[row] if 0 <= row < len(self._lines) else None

    def rowCount(self, parent: AnyIndex = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._lines)

    def look_at(self, row: int, column: int) -> CellLook:
        line, key = self._lines[row], self.columns[column].key
        match line:
            case DomainLine():
                return self._domain(line, key)
            case SectionLine():
                return self._section(line, key)
            case ProjectsLine(count):
                text = self.tr("实事项目（{count}项有指标）").format(count=count) if key == "name" else ""
                return CellLook(text, ground="ground", indent=16)
            case TargetLine():
                return self._target(line, key)

    def _domain(self, line: DomainLine, key: str) -> CellLook:
        if key == "name":
            no = line.domain.no
            numeral = _NUMERALS[no - 1] if no <= len(_NUMERALS) else str(no)
            chevron = "folded" if line.folded else "unfolded"
            return CellLook(f"{numeral}  {line.domain.name}", ground="ground", indent=16, chevron=chevron, size=14)  # type: ignore[arg-type]
        if key == "unit":
            words = self.tr("{goals}个目标，{rows}个指标").format(goals=line.goals, rows=line.indicators)
            return CellLook(words, ink="ink2", ground="ground", size=12)
        return CellLook(ground="ground")

    def _section(self, line: SectionLine, key: str) -> CellLook:
        goal, measure = line.section.goal, line.section.measure
        if key == "name":
            title = f"{self.tr('目标')}{goal.no}  {goal.summary}" if goal else ""
            title = title or (f"{self.tr('措施')}{measure.no}  {measure.title}" if measure else "")
            return CellLook(title, ink="ink2", indent=24, tip=title)
        if key == "unit" and goal is not None:
            return self._kind(line, goal.kind)
        return CellLook()

    def _kind(self, line: SectionLine, kind: str) -> CellLook:
        words = {"quantified": self.tr("定量"), "directional": self.tr("定向"), "qualitative": self.tr("定性")}
        if line.section.rows:
            return CellLook(words[kind], ink="ink2", size=12)
        assert self._snapshot is not None and self._plan is not None
        given = self._snapshot.assessments.get((self._plan.id, line.goal_key, self._year))
        answers = {"yes": self.tr("自评达到"), "partly": self.tr("自评部分达到"), "no": self.tr("自评未达到")}
        if given is not None and given.answer:
            return CellLook(answers[given.answer], ink="ink2", sign="qualitative", size=12)
        return CellLook(self.tr("定性，待自评"), ink="ink2", sign="empty", size=12)

    def _target(self, line: TargetLine, key: str) -> CellLook:
        assert self._snapshot is not None and self._plan is not None
        indicator, target = line.row.indicator, line.target
        match key:
            case "name":
                name = target.name if target is not None else indicator.name
                if not line.first:
                    return CellLook(self.tr("又：{name}").format(name=name), ink="ink2", indent=40, tip=name)
                return CellLook(name, unit=indicator.unit, indent=40, tip=indicator.name)
            case "target":
                words = target_words(target, indicator.unit, self._snapshot.library) if target else self.tr("对照用")
                return CellLook(words, "right", ground="tint", tip=target.remark or words if target else "")
            case "stage":
                return CellLook(str(target.stage_year) if target else "", "right", "ink2", "tint")
            case "base":
                return self._base(target, line)
            case _:
                unit = indicator.reporter if line.first else ""
                return CellLook(short_unit(unit) if unit else "", ink="ink2", tip=unit)

    def _base(self, target: Target | None, line: TargetLine) -> CellLook:
        assert self._plan is not None
        if target is None or not line.first:
            return CellLook(ground="tint")
        base = self._readings.base(self._plan, target, line.row.indicator)
        if base is not None:
            tip = self.tr("{year}年").format(year=base.year)
            return CellLook(base.shown, "decimal", "ink2", "tint", tip=tip)
        if needs_baseline(target):
            tip = self.tr("要有{year}年的数才能判定").format(year=base_year(self._plan, target))
            return CellLook(self.tr("待填"), "right", "warn", "warn_soft", sign="open", sign_ink="warn", tip=tip)
        return CellLook(ground="tint")
