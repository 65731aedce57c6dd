"""The tree of 规划指标: domain → goal → indicator, further stages as rows of their own."""

from PySide6.QtCore import QCoreApplication, QEvent, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from plandesk.core.plan import Goal, Measure, Plan, Target
from plandesk.core.plan_years import plan_in_year, stands
from plandesk.core.snapshot import Snapshot
from plandesk.core.target_words import target_words
from plandesk.desktop.look.cell import CellLook, Column
from plandesk.desktop.look.look import Look
from plandesk.desktop.look.table import DeskTable, LookModel
from plandesk.desktop.plans.gaps import Footings
from plandesk.desktop.plans.outline import HeadLine, PlanLine, TargetLine, head_key, tree_lines

AnyIndex = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
_NUMERALS = "一二三四五六七八九十"
_STEP = 16
_LEAF = 46


class PlanTreeModel(LookModel):
    """The lines of one plan; folding is kept per plan while the program runs."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__((), parent)
        self._plan: Plan | None = None
        self._snapshot: Snapshot | None = None
        self._footings: Footings | None = None
        self._year = 0
        self._folded: dict[str, set[str]] = {}
        self._lines: tuple[PlanLine, ...] = ()
        self._kept: dict[tuple[int, int], CellLook] = {}

    def show(self, plan: Plan, snapshot: Snapshot, year: int) -> None:
        """Show a plan as it is in ``year``."""
        if plan.id not in self._folded:
            self._folded[plan.id] = {head_key(domain, None, None) for domain in plan.domains[1:]}
        self._plan, self._snapshot, self._year = plan, snapshot, year
        self._footings = Footings(plan, snapshot, year)
        self.columns = (
            Column("name", self.tr("领域、目标、指标"), 0, least=240),
            Column("target", self.tr("目标值"), 92, "right"),
            Column("stage", self.tr("阶段"), 50, "right"),
            Column("base", self.tr("{year}基期").format(year=plan.period[0] - 1), 84, "right"),
            Column("unit", self.tr("责任单位"), 128),
        )
        self._rebuild()

    def _rebuild(self) -> None:
        self.beginResetModel()
        self._kept.clear()
        if self._plan is not None and self._snapshot is not None:
            self._lines = tree_lines(self._plan, self._snapshot, self._folded[self._plan.id])
        self.endResetModel()

    # lines

    @property
    def footings(self) -> Footings:
        """What the targets stand on. Raises RuntimeError before a plan is shown."""
        if self._footings is None:
            raise RuntimeError("no plan is shown")
        return self._footings

    def line(self, row: int) -> PlanLine | None:
        """The line in that row."""
        return self._lines[row] if 0 <= row < len(self._lines) else None

    def row_of(self, key: str) -> int | None:
        """The row of a line, if shown."""
        return next((row for row, line in enumerate(self._lines) if line.key == key), None)

    def first_target(self) -> int | None:
        """The first row with a target."""
        return next((row for row, line in enumerate(self._lines) if isinstance(line, TargetLine)), None)

    def row_of_indicator(self, code: str) -> int | None:
        """The first row of an indicator, unfolding what hides it; None where the plan has it not."""
        plan = self._plan
        if plan is None:
            return None
        for placed in plan.placed_targets():
            if placed.target.indicator == code:
                self._open(
                    head_key(placed.domain, placed.goal, placed.measure), head_key(placed.domain, None, None)
                )
                return next(
                    row for row, line in enumerate(self._lines)
                    if isinstance(line, TargetLine) and line.target.indicator == code
                )  # fmt: skip
        return None

    def row_of_goal(self, domain: int, goal: str) -> int | None:
        """The row of a goal, unfolding its domain."""
        self._open(f"domain {domain}")
        rows = [
            row
            for row, line in enumerate(self._lines)
            if isinstance(line, HeadLine) and line.goal is not None and line.domain is not None
            and (line.domain.no, line.goal.no) == (domain, goal)
        ]  # fmt: skip
        alive = (row for row in rows if stands(self._lines[row].goal, self._year))  # type: ignore[union-attr,arg-type]
        return next(alive, rows[0] if rows else None)

    def _open(self, *keys: str) -> None:
        if self._plan is not None and self._folded[self._plan.id] & set(keys):
            self._folded[self._plan.id] -= set(keys)
            self._rebuild()

    def heads(self) -> tuple[int, ...]:
        """The rows to be spanned."""
        return tuple(row for row, line in enumerate(self._lines) if isinstance(line, HeadLine))

    def parent_row(self, row: int) -> int | None:
        """The head a line stands under."""
        line = self.line(row)
        depth = line.depth if isinstance(line, HeadLine) else 2
        for above in range(row - 1, -1, -1):
            head = self._lines[above]
            if isinstance(head, HeadLine) and head.depth < depth:
                return above
        return None

    def fold(self, row: int, *, unfold: bool) -> bool:
        """Fold or unfold a head; whether anything changed."""
        line = self.line(row)
        if (
            not isinstance(line, HeadLine)
            or not line.has_lines
            or line.folded != unfold
            or self._plan is None
        ):
            return False
        folded = self._folded[self._plan.id]
        (folded.discard if unfold else folded.add)(line.key)
        self._rebuild()
        return True

    # looks

    def rowCount(self, parent: AnyIndex = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._lines)

    def look_at(self, row: int, column: int) -> CellLook:
        kept = self._kept.get((row, column))
        if kept is None:
            line = self._lines[row]
            if isinstance(line, HeadLine):
                kept = self._head(line) if column == 0 else CellLook(ground="ground")
            else:
                kept = self._target(line, self.columns[column].key)
            self._kept[(row, column)] = kept
        return kept

    def _head(self, line: HeadLine) -> CellLook:
        title, count = self._title(line), self._count(line)
        chevron = ("folded" if line.folded else "unfolded") if line.has_lines else ""
        domain = line.depth == 0
        return CellLook(
            title, ink="ink" if domain else "ink2", ground="ground" if domain else "tint", unit=count,
            indent=_STEP + _STEP * line.depth, size=14 if domain else 13, chevron=chevron, tip=title,  # type: ignore[arg-type]
            spoken=f"{title}，{count}",
        )  # fmt: skip

    def _title(self, line: HeadLine) -> str:
        if line.goal is not None:
            return self.tr("目标{no}  {summary}").format(no=line.goal.no, summary=line.goal.summary)
        if line.measure is not None:
            kind = self.tr("措施{no}  {title}") if line.domain is not None else self.tr("实事{no}  {title}")
            return kind.format(no=line.measure.no, title=line.measure.title)
        if line.domain is None:
            return self.tr("实事项目")
        number = _NUMERALS[line.domain.no - 1] if line.domain.no <= len(_NUMERALS) else str(line.domain.no)
        return f"{number}  {line.domain.name}"

    def _count(self, line: HeadLine) -> str:
        item = line.goal or line.measure
        if item is not None and not stands(item, self._year):
            return self._gone_words(item)
        if line.goal is not None:
            return self._kind(line)
        if line.domain is None or line.measure is not None:
            return ""
        plan = plan_in_year(self._plan, self._year) if self._plan is not None else None
        domain = next((d for d in plan.domains if d.no == line.domain.no), None) if plan is not None else None
        domain = domain or line.domain
        codes = {t.indicator for goal in domain.goals for t in goal.targets}
        codes |= {t.indicator for measure in domain.measures for t in measure.targets}
        words = self.tr("{goals}个目标，{indicators}个指标").format(
            goals=len(domain.goals), indicators=len(codes)
        )
        gaps = sum(
            1
            for placed in self.footings.gaps()
            if placed.domain is not None and placed.domain.no == line.domain.no
        )
        return words + (self.tr("，{gaps}处待填").format(gaps=gaps) if gaps else "")

    def _kind(self, line: HeadLine) -> str:
        goal = line.goal
        assert goal is not None
        if goal.targets:
            return self.tr("定量") if has_figures(goal) else self.tr("定向")
        plan, snapshot, domain = self._plan, self._snapshot, line.domain
        if plan is None or snapshot is None or domain is None:
            return self.tr("定性")
        given = snapshot.assessments.get((plan.id, f"{domain.no}.{goal.no}", self._year))
        answers = {
            "yes": self.tr("定性，自评已实现"), "partly": self.tr("定性，自评部分实现"), "no": self.tr("定性，自评未实现"),
        }  # fmt: skip
        return answers.get(given.answer if given is not None else "", self.tr("定性，未自评"))

    def _target(self, line: TargetLine, column: str) -> CellLook:
        target, indicator = line.target, line.indicator
        if column == "name":
            name = target.name if line.first else self._stage_name(line)
            held = line.placed.goal or line.placed.measure
            out = next((i for i in (held, target) if i is not None and not stands(i, self._year)), None)
            gone = out is not None
            unit = self._gone_words(out) if out is not None else indicator.unit if line.first else ""
            return CellLook(name, ink="ink3" if gone else "ink", unit=unit, indent=_LEAF, tip=self._tip(line))
        if column == "target":
            assert self._snapshot is not None
            words = target_words(target, indicator.unit, self._snapshot.library)
            if self.footings.of(target).missing == "benchmark":
                tip = self.tr("{words}\n缺{year}年对照值").format(words=words, year=self._year)
                return CellLook(words, "right", "warn", sign="open", sign_ink="warn", tip=tip)
            return CellLook(words, "right", tip=words)
        if column == "stage":
            return CellLook(str(target.stage_year), "right", "ink2")
        if column == "base":
            return self._base(line)
        return CellLook(indicator.reporter if line.first else "", tip=indicator.reporter)

    def _gone_words(self, item: Goal | Measure | Target) -> str:
        """Why it is not asked for in the chosen year."""
        if item.valid_to is not None and item.valid_to < self._year:
            return self.tr("{year}年起停用").format(year=item.valid_to + 1)
        return self.tr("{year}年起").format(year=item.valid_from)

    def _stage_name(self, line: TargetLine) -> str:
        target = line.target
        if target.stretch:
            return self.tr("力争目标")
        if target.valid_from is not None:
            return self.tr("{year}年起").format(year=target.valid_from)
        if target.scope:
            return f"{target.name}（{target.scope}）"
        return self.tr("{year}年阶段").format(year=target.stage_year)

    def _tip(self, line: TargetLine) -> str:
        target = line.target
        parts = [target.name, line.indicator.name if line.indicator.name != target.name else ""]
        period = self._plan.period if self._plan is not None else (0, 0)
        parts += [target.scope or "", target.remark or "", valid_words(target, period)]
        return "\n".join(part for part in parts if part)

    def _base(self, line: TargetLine) -> CellLook:
        footing = self.footings.of(line.target)
        if footing.missing == "baseline":
            tip = self.tr("缺{year}年基期值，不能判定").format(year=footing.base_year)
            return CellLook(self.tr("待填"), "right", "warn", sign="open", sign_ink="warn", tip=tip)
        if footing.base is None or not line.first:
            return CellLook()
        base, plan = footing.base, self._plan
        other = plan is not None and base.year != plan.period[0] - 1
        text = f"{base.shown}（{base.year}）" if other else base.shown
        return CellLook(text, "right", "ink2", tip=self.tr("{year}年").format(year=base.year))


def has_figures(goal: Goal) -> bool:
    """Whether a goal names a figure or a benchmark, be it only striven for."""
    return any(t.value is not None or t.countable for t in goal.targets)


def valid_words(target: Target, period: tuple[int, int]) -> str:
    """The years a target counts for, where the plan was revised."""
    if target.valid_from is None and target.valid_to is None:
        return ""
    first, last = target.valid_from or period[0], target.valid_to or period[1]
    words = QCoreApplication.translate("PlanTree", "{first}—{last}年有效")
    return words.format(first=first, last=last)


class PlanTree(DeskTable):
    """→ unfolds and goes in, ← folds and goes out."""

    def __init__(self, look: Look, model: PlanTreeModel, parent: QWidget | None = None) -> None:
        super().__init__(look, parent)
        self._tree = model
        self.setAccessibleName(self.tr("领域、目标、指标"))
        self.setModel(model)
        model.modelReset.connect(self._span)

    def _span(self) -> None:
        self.clearSpans()
        for row in self._tree.heads():
            self.setSpan(row, 0, 1, self._tree.columnCount())

    def toggle(self, row: int, *, unfold: bool) -> None:
        """Fold or unfold and stay on the row."""
        if self._tree.fold(row, unfold=unfold):
            self.go(row)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        row = self.currentIndex().row()
        line = self._tree.line(row)
        if event.key() == Qt.Key.Key_Right and line is not None:
            if isinstance(line, HeadLine) and line.folded:
                self.toggle(row, unfold=True)
            elif isinstance(line, HeadLine) and line.has_lines and row + 1 < self._tree.rowCount():
                self.go(row + 1)
        elif event.key() == Qt.Key.Key_Left and line is not None:
            above = self._tree.parent_row(row)
            if isinstance(line, HeadLine) and line.has_lines and not line.folded:
                self.toggle(row, unfold=False)
            elif above is not None:
                self.go(above)
        else:
            super().keyPressEvent(event)

    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.MouseButtonRelease:
            at = event.position().toPoint()  # type: ignore[attr-defined]
            row = self.indexAt(at).row()
            line = self._tree.line(row)
            if (
                isinstance(line, HeadLine)
                and line.has_lines
                and at.x() < self.look.dp(_STEP * (line.depth + 2))
            ):
                self.toggle(row, unfold=line.folded)
                return True
        return super().viewportEvent(event)
