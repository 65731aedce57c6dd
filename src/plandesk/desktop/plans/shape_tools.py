"""The row of verbs over the plan's tree: add, change, move, retire, each with its key, for the current line."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from plandesk.core import plan_editing as edit
from plandesk.core.indicator import Form
from plandesk.core.plan import Domain
from plandesk.core.plan_editing import Holder
from plandesk.desktop.look.words import button
from plandesk.desktop.plans import (
    edit_checks,
    edit_heads,
    edit_indicators,
    edit_limits,
    edit_plans,
    edit_targets,
)
from plandesk.desktop.plans.outline import HeadLine, TargetLine
from plandesk.desktop.plans.tab import PlanTab
from plandesk.desktop.plans.tree import PlanTree, PlanTreeModel


class ShapeTools(QWidget):
    """What a verb does depends on the line of the tree; what does nothing there says why in the status line."""

    def __init__(self, tab: PlanTab, tree: PlanTree, model: PlanTreeModel) -> None:
        super().__init__(tab)
        self._tab, self._tree, self._model = tab, tree, model
        self._holder: Holder | None = None
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(2)
        verbs: tuple[tuple[str, str, Callable[[], object]], ...] = (
            (self.tr("规划"), "Alt+P", self.add_plan), (self.tr("领域"), "Alt+L", self.add_domain),
            (self.tr("目标"), "Alt+G", self.add_goal),
            (self.tr("指标"), "Ins", self.add_target), (self.tr("新指标"), "Alt+X", self.add_indicator),
            (self.tr("审核"), "Alt+S", self.add_check), (self.tr("改"), "F2", self.change),
            (self.tr("停用"), "Del", self.retire),
            (self.tr("停用审核"), "Shift+Del", self.drop_check),
        )  # fmt: skip
        names = (
            self.tr("增加规划"), self.tr("增加领域"), self.tr("增加目标"), self.tr("增加指标"), self.tr("新建本地指标"),
            self.tr("增加审核"), self.tr("改这一行"), self.tr("停用这一行"),
            self.tr("停用自加的审核"),
        )  # fmt: skip
        self.buttons: list[QPushButton] = []
        for place, ((title, keys, act), name) in enumerate(zip(verbs, names, strict=True)):
            words = f"＋{title}" if place < 6 else title
            # nine verbs share a narrow row: the rarest keeps its key in the tooltip
            made = button(words if "+Del" in keys else f"{words} {keys}", act, "tool", name=name)
            made.setToolTip(f"{name}  {keys}")
            self.buttons.append(made)
            row.addWidget(made)
            self._act(keys, act)
        row.addStretch(1)
        self._act("Shift+F2", self.change_indicator)
        self._act("Alt+Up", lambda: self.shift(-1))
        self._act("Alt+Down", lambda: self.shift(1))

    def _act(self, keys: str, act: Callable[[], object]) -> None:
        action = QAction(self._tree)
        action.setShortcut(QKeySequence(keys))
        action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        action.triggered.connect(lambda: act())
        self._tree.addAction(action)

    @property
    def _line(self) -> HeadLine | TargetLine | None:
        return self._model.line(self._tree.currentIndex().row())

    @property
    def _domain(self) -> Domain | None:
        line = self._line
        if isinstance(line, HeadLine):
            return line.domain
        return line.placed.domain if line is not None else None

    @property
    def holder(self) -> Holder | None:
        """The goal or measure of the current line."""
        line = self._line
        if isinstance(line, TargetLine):
            return Holder.of(line.placed)
        if line is not None and line.depth:
            return Holder(line.domain.no if line.domain is not None else None, line.goal, line.measure)
        return None

    def _say(self, words: str) -> None:
        self._tab.desk.said.emit(words, "warn")

    def add_plan(self) -> None:
        """Alt+P: a further plan in this file, from a pack, a draft or from nothing."""
        self._tab.begin_task(edit_plans.new_plan(self._tab.desk))

    def add_domain(self) -> None:
        """Alt+L."""
        self._tab.begin_task(edit_heads.new_domain(self._tab.desk))

    def add_goal(self) -> None:
        """Alt+G: a goal in the current line's domain."""
        domain = self._domain
        if domain is None:
            self._say(self.tr("先选一个领域，再加目标。"))
        else:
            self._tab.begin_task(edit_heads.new_goal(self._tab.desk, domain))

    def add_target(self, code: str = "") -> None:
        """Ins: an indicator with its target under the current goal or measure."""
        holder = self._fresh(self._holder) if code else self.holder
        if holder is None:
            self._say(self.tr("先选一个目标，再加指标。加目标按 Alt+G。"))
        else:
            self._tab.begin_task(edit_targets.new_target(self._tab.desk, holder, code))

    def _fresh(self, holder: Holder | None) -> Holder | None:
        return holder if holder is not None else self.holder

    def add_indicator(self) -> None:
        """Alt+X: an indicator of the county's own, then its target under the current goal."""
        self._holder = self.holder
        domain = self._domain
        if domain is None or self._holder is None:
            self._say(self.tr("先选一个目标，再新建指标。"))
        else:
            self._tab.begin_task(edit_indicators.new_indicator(self._tab.desk, domain))

    def change_indicator(self) -> None:
        """Shift+F2: the county's own indicator in full; of one that ships, from where on a figure is to be verified."""
        line, desk = self._line, self._tab.desk
        if not isinstance(line, TargetLine):
            self._say(self.tr("先选一个指标，再改。"))
            return
        form = self._form_of(line.indicator.code)
        if line.indicator.code.startswith("local_"):
            self._tab.begin_task(edit_indicators.change_indicator(desk, line.indicator, form))
        else:
            self._tab.begin_task(edit_limits.change_limits(desk, line.indicator, form))

    def drop_check(self) -> None:
        """Shift+Delete: one of the county's own checks on the current line's indicator is no longer made."""
        line = self._line
        if isinstance(line, TargetLine):
            desk, code = self._tab.desk, line.indicator.code
            form = self._form_of(code)
            if edit_checks.own_checks(form, code):
                self._tab.begin_task(edit_checks.drop_check(desk, line.indicator, form))
                return
        self._say(self.tr("这一行没有自加的审核。"))

    def _form_of(self, code: str) -> Form:
        forms = self._tab.desk.snapshot.library.forms
        return next(f for f in forms if any(i.code == code for i in f.indicators))

    def add_check(self) -> None:
        """Alt+S: a check on the current line's indicator."""
        line = self._line
        if not isinstance(line, TargetLine):
            self._say(self.tr("先选一个指标，再加审核。"))
            return
        desk, code = self._tab.desk, line.indicator.code
        self._tab.begin_task(edit_checks.new_check(desk, line.indicator, self._form_of(code)))

    def change(self) -> None:
        """F2: everything of the current line."""
        line, desk = self._line, self._tab.desk
        if isinstance(line, TargetLine):
            self._tab.begin_task(edit_targets.change_target(desk, line))
        elif line is not None and line.goal is not None and line.domain is not None:
            self._tab.begin_task(edit_heads.change_goal(desk, line.domain, line.goal))
        elif line is not None and line.measure is not None:
            self._tab.begin_task(edit_heads.change_measure(desk, line.domain, line.measure))
        elif line is not None and line.domain is not None:
            self._tab.begin_task(edit_heads.change_domain(desk, line.domain))

    def retire(self) -> None:
        """Delete: the current line is no longer part of the plan from a year on."""
        line, desk = self._line, self._tab.desk
        if isinstance(line, TargetLine):
            self._tab.begin_task(edit_heads.retire_target(desk, line))
        elif line is not None and line.goal is not None and line.domain is not None:
            self._tab.begin_task(edit_heads.retire_goal(desk, line.domain, line.goal))
        elif line is not None and line.measure is not None:
            self._tab.begin_task(edit_heads.retire_measure(desk, line.domain, line.measure))
        elif line is not None and line.domain is not None:
            self._tab.begin_task(edit_heads.retire_domain(desk, line.domain))
        else:
            self._say(self.tr("先选一个领域、目标或指标。"))

    def shift(self, step: int) -> None:
        """Alt+↑ ↓: the current line before or behind its neighbour; the form's rows follow."""
        line, desk = self._line, self._tab.desk
        if isinstance(line, TargetLine):
            plan = edit.move_target(desk.plan, Holder.of(line.placed), line.target, step)
            label = edit_heads.said(desk, "target_moved", name=line.target.name)
        elif line is not None and line.goal is not None and line.domain is not None:
            plan = edit.move_goal(desk.plan, line.domain.no, line.goal, step)
            label = edit_heads.said(desk, "goal_moved", no=line.goal.no, name=line.goal.summary)
        else:
            return
        if plan != desk.plan:
            desk.revise(plans=[plan], label=label)
