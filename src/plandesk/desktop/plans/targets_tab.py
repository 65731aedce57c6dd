"""目标和指标: the tree at the left, the form of its current line at the right."""

from collections import Counter
from collections.abc import Iterator

from PySide6.QtWidgets import QAbstractItemView, QWidget

from plandesk.core.target_words import target_words
from plandesk.desktop.desk import Desk
from plandesk.desktop.look.look import Look
from plandesk.desktop.plans.form import IndicatorForm
from plandesk.desktop.plans.goal_form import GoalForm
from plandesk.desktop.plans.outline import HeadLine, TargetLine
from plandesk.desktop.plans.shape_tools import ShapeTools
from plandesk.desktop.plans.tab import PlanTab
from plandesk.desktop.plans.tree import PlanTree, PlanTreeModel, has_figures

_COMPACT_HIDES = ("unit",)


class TargetsTab(PlanTab):
    """The plan's targets; forms are filled when a row is shown."""

    def __init__(self, desk: Desk, look: Look, parent: QWidget | None = None) -> None:
        self.model = PlanTreeModel()
        self.tree = PlanTree(look, self.model)
        super().__init__(desk, look, self.tree, parent)
        self.model.setParent(self)
        self._file_shown = ""
        self.form = IndicatorForm(desk, look)
        self.goal = GoalForm(desk, look)
        self.column.addWidget(self.form)
        self.column.addWidget(self.goal)
        self.tree.row_changed.connect(lambda _: self._show_row())
        self.tree.chosen.connect(lambda _: self.show_panel(True))
        self.tree.doubleClicked.connect(lambda _: self.show_panel(True))
        self.form.revised.connect(self._show_revised)
        self.form.left.connect(lambda: self.show_panel(False))
        self.goal.left.connect(lambda: self.show_panel(False))
        self.tools = ShapeTools(self, self.tree, self.model)
        self.left_column.insertWidget(0, self.tools)

    def refresh(self) -> None:
        desk = self._desk
        if self._file_shown != desk.snapshot.file_id:
            self._file_shown = desk.snapshot.file_id
            self.form.forget()
            self.goal.forget()
        row = self.tree.currentIndex().row()
        line = self.model.line(row)
        self.model.show(desk.plan, desk.snapshot, desk.year)
        found = self.model.row_of(line.key) if line is not None else None
        if found is None and isinstance(line, TargetLine):
            found = self.model.row_of_indicator(line.target.indicator)
        if found is None and row < 0:
            found = self.model.first_target()
        if self.model.rowCount():
            self.tree.go(found if found is not None else min(max(row, 0), self.model.rowCount() - 1))
        self._show_row()

    def _show_row(self) -> None:
        line = self.model.line(self.tree.currentIndex().row())
        self.form.setVisible(isinstance(line, TargetLine))
        self.goal.setVisible(isinstance(line, HeadLine))
        if isinstance(line, TargetLine):
            self.form.show_line(line, self.model.footings.of(line.target))
        elif isinstance(line, HeadLine):
            self.form.stash()
            look = self.model.look_at(self.tree.currentIndex().row(), 0)
            self.goal.show_head(line, look.text, look.unit, self._facts(line))
        self.panel_scroll.verticalScrollBar().setValue(0)
        self.tell()

    def _facts(self, line: HeadLine) -> str:
        """What stands under a head: its targets, a line each; of a domain what is missing."""
        snapshot = self._desk.snapshot
        if line.depth == 0:
            return "\n".join(self._domain_facts(line))
        holder = line.goal or line.measure
        targets = holder.targets if holder is not None else ()
        return "\n".join(
            f"{t.name}  {target_words(t, snapshot.library[t.indicator].unit, snapshot.library)}（{t.stage_year}年）"
            for t in targets
        )

    def _domain_facts(self, line: HeadLine) -> Iterator[str]:
        domain = line.domain
        if domain is None:
            return
        kinds = Counter(
            "quantified" if has_figures(g) else "arrows" if g.targets else "words" for g in domain.goals
        )
        yield self.tr("定量目标{quantified}个，定向目标{arrows}个，定性目标{words}个，策略措施{measures}项").format(
            quantified=kinds["quantified"], arrows=kinds["arrows"], words=kinds["words"],
            measures=len(domain.measures),
        )  # fmt: skip
        gaps = [p for p in self.model.footings.gaps() if p.domain is not None and p.domain.no == domain.no]
        if gaps:
            names = "、".join(dict.fromkeys(p.target.name for p in gaps))
            yield self.tr("待填基期或对照值：{names}").format(names=names)

    def go_to(self, place: str) -> None:
        what, _, which = place.partition(" ")
        if what == "goal":
            domain, _, number = which.partition(" ")
            row = self.model.row_of_goal(int(domain), number)
            if row is not None:
                self._go_far(row)
        elif what == "indicator":
            self.show_indicator(which)
        elif what == "plan":
            first, last = self._desk.snapshot.plan(which).period
            self._desk.go_to(which, min(max(self._desk.year, first), last))
            if self.model.rowCount():
                self._go_far(0)
        elif what == "target":
            self.tools.add_target(which)

    def settle(self) -> None:
        """Keep what is typed and not saved."""
        self.form.stash()
        self.goal.stash()

    def show_indicator(self, code: str) -> bool:
        """Go to an indicator; whether the plan has it."""
        row = self.model.row_of_indicator(code)
        if row is not None:
            self._go_far(row)
        return row is not None

    def _show_revised(self, code: str, year: int) -> None:
        """Go to the target that counts from that year on."""
        for row in range(self.model.rowCount()):
            line = self.model.line(row)
            if isinstance(line, TargetLine) and (line.target.indicator, line.target.valid_from) == (
                code,
                year,
            ):
                self.tree.go(row)
                return

    def _go_far(self, row: int) -> None:
        """Go to a row with what is around it in sight."""
        self.tree.go(row)
        self.tree.scrollTo(self.tree.currentIndex(), QAbstractItemView.ScrollHint.PositionAtCenter)

    def show_goal(self, domain: int, goal: str) -> None:
        """Go to a goal, with the keyboard in its self-assessment."""
        row = self.model.row_of_goal(domain, goal)
        if row is not None:
            self._go_far(row)
            self.show_panel(True)

    def into_panel(self) -> None:
        line = self.model.line(self.tree.currentIndex().row())
        if isinstance(line, TargetLine):
            self.form.start_typing()
        elif not self.goal.start_typing():
            if isinstance(line, HeadLine) and line.has_lines:
                self.tree.toggle(self.tree.currentIndex().row(), unfold=line.folded)
            if self._width != "compact":
                self.tree.setFocus()

    def tell(self) -> None:
        row = self.tree.currentIndex().row()
        line = self.model.line(row)
        if line is None:
            return
        thing = line.target.name if isinstance(line, TargetLine) else self.model.look_at(row, 0).text
        if self.panel_has_focus:
            self.say(thing, (self.tr("Ctrl+回车"), self.tr("保存")), ("Esc", self.tr("回到清单")))
        elif isinstance(line, TargetLine):
            own = line.indicator.code.startswith("local_")
            shift = self.tr("改本地指标") if own else self.tr("改核实界限")
            self.say(
                thing, (self.tr("回车"), self.tr("改目标值、基期、单位")), ("Shift+F2", shift), ("Alt+↑ ↓", self.tr("移动")),
                ("←", self.tr("到上一级")),
            )  # fmt: skip
        else:
            asked = line.goal is not None and not line.goal.targets
            verb = self.tr("自评") if asked else self.tr("展开或收起")
            self.say(thing, ("→", self.tr("展开")), ("←", self.tr("收起")), (self.tr("回车"), verb))

    def show_width(self, width: str) -> None:
        super().show_width(width)
        for number, column in enumerate(self.model.columns):
            self.tree.setColumnHidden(number, width == "compact" and column.key in _COMPACT_HIDES)
        self.tree.fit_columns()
