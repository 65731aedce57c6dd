"""The 评估预警 page: rates, matrix, list, and at the right how the chosen target was judged."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from plandesk.core.changes import ChangeSet
from plandesk.core.judging import Method
from plandesk.core.records import CellKey
from plandesk.desktop.desk import Desk
from plandesk.desktop.judging.head import JudgingHead
from plandesk.desktop.judging.how import CHART_HEIGHT, LOW_CHART, WIDE_CHART, HowPanel
from plandesk.desktop.judging.lines import Group, JudgedLine, in_group, lines_of, row_of
from plandesk.desktop.judging.matrix import Choice, MatrixModel, MatrixTable
from plandesk.desktop.judging.target_table import TargetTable
from plandesk.desktop.judging.targets import COLUMNS, GOAL_COLUMNS, goal_title, target_columns, target_rows
from plandesk.desktop.look.look import Look
from plandesk.desktop.look.rows import RowsModel
from plandesk.desktop.look.words import button, label
from plandesk.desktop.page import Page, StatusText

LOW = 720
_SIDE_WIDTHS = {"narrow": 340, "regular": 392, "wide": 460}
_NARROW_BELOW, _SINGLE_BELOW, _TITLE_FROM = 1250, 1158, 860
_MARGIN = 12
_ANY_WIDTH = 16_777_215
_PANELS = ("matrix", "list", "how")


class JudgingPage(Page):
    """Every verdict of the plan's year, and why. ``assess_wanted`` with domain and number of a goal to be assessed."""

    assess_wanted = Signal(int, str)

    key = "judging"

    def __init__(self, desk: Desk, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._look = look
        self._width, self._low, self._single = "regular", False, False
        self._panel = "matrix"
        self._choice = Choice()
        self._only_disagreeing = False
        self._lines: tuple[JudgedLine, ...] = ()
        self._shown_plan = ""
        self.head = JudgingHead(look, desk.words)
        self.matrix = MatrixModel(self)
        self.matrix_table = MatrixTable(look, self.matrix)
        self.targets = RowsModel(target_columns(0, ()), self)
        self.table = TargetTable(look)
        self.table.setAccessibleName(self.tr("指标清单"))
        self.table.setModel(self.targets)
        self.how = HowPanel(desk, look)
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        self._list_title, self._list_hint = label("", "heading"), label(self.tr("有差距的在前"), "soft")
        self._no_rate = label(self.tr("缺数据超过五分之一的领域，不计算达标率"), "soft")
        self._agreeing = label(self.tr("两法没有不一致的结论"), "soft")
        self.disagreeing = button("", self._flip_disagreeing, "link")
        self._top, self._below = QWidget(), QWidget()
        top, below = QVBoxLayout(self._top), QVBoxLayout(self._below)
        for column in (top, below):
            column.setContentsMargins(0, 0, 0, 0)
            column.setSpacing(8)
        top.addWidget(self.matrix_table)
        line = QHBoxLayout()
        line.setSpacing(8)
        words: tuple[QWidget, ...] = (self._list_title, self._list_hint, self._agreeing, self.disagreeing)
        for word in words:
            line.addWidget(word)
        line.addStretch(1)
        line.addWidget(self._no_rate)
        below.addLayout(line)
        below.addWidget(self.table, 1)
        self._panels = self._panel_strip()
        left = QVBoxLayout()
        left.setContentsMargins(_MARGIN, 10, _MARGIN, 10)
        left.setSpacing(8)
        for widget in (self.head, self._panels, self._top):
            left.addWidget(widget)
        left.addWidget(self._below, 1)
        self._filler = QWidget()
        left.addWidget(self._filler, 1)
        self._side = QFrame()
        self._side.setObjectName("paper")
        side = QHBoxLayout(self._side)
        side.setContentsMargins(0, 0, 0, 0)
        side.setSpacing(0)
        self._edge = QFrame()
        self._edge.setObjectName("pole")
        side.addWidget(self._edge)
        side.addWidget(self.how)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        self._left = QWidget()
        self._left.setLayout(left)
        row.addWidget(self._left, 1)
        row.addWidget(self._side)
        self._row, self._column = row, left

    def _panel_strip(self) -> QWidget:
        """Compact windows show one panel at a time."""
        strip = QWidget()
        row = QHBoxLayout(strip)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        group = QButtonGroup(self)
        self._panel_buttons: dict[str, QPushButton] = {}
        titles = {"matrix": self.tr("判定表"), "list": self.tr("清单"), "how": self.tr("怎么判定的")}
        for panel in _PANELS:
            made = button(titles[panel], kind="right")
            made.setCheckable(True)
            made.clicked.connect(lambda _=False, p=panel: self.show_panel(p))
            group.addButton(made)
            self._panel_buttons[panel] = made
            row.addWidget(made)
        row.addSpacing(8)
        row.addWidget(label("Ctrl+Tab", "hint"))
        row.addStretch(1)
        return strip

    def _connect(self) -> None:
        self.head.method_chosen.connect(lambda _: self._rejudge())
        self.head.group_chosen.connect(lambda _: self._regroup())
        self.matrix_table.picked.connect(self._pick)
        self.matrix_table.selectionModel().currentChanged.connect(lambda *_: self._tell())
        self.table.row_changed.connect(lambda _: self._show_current())
        self.table.reached.connect(self._tell)
        self.table.chosen.connect(lambda _: self.show_panel("how"))
        self.table.doubleClicked.connect(lambda _: self._to_entry())
        self.how.left.connect(lambda: self.show_panel("list"))
        self.how.entry_wanted.connect(self._to_entry)
        self.how.stepped.connect(self._step)
        self.how.assess_wanted.connect(self._to_goal)
        self.how.follow_up.left.connect(self._tell)
        for text, keys, act in (
            (self.tr("下一区"), "Ctrl+Tab", lambda: self._cycle(1)),
            (self.tr("上一区"), "Ctrl+Shift+Tab", lambda: self._cycle(-1)),
            (self.tr("保存，或去填报"), "Ctrl+Return", self._save_or_enter),
            (self.tr("保存，或去填报"), "Ctrl+Enter", self._save_or_enter),
            (self.tr("督办单"), "F8", self._follow_up),
            (self.tr("复制判定过程"), "Ctrl+C", self.how.copy),
        ):
            action = QAction(text, self)
            action.setShortcut(QKeySequence(keys))
            action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            action.triggered.connect(act)
            self.addAction(action)

    # what is shown

    @property
    def method(self) -> Method:
        """The method beside the weather rule, or the weather rule alone."""
        return self.head.method

    @property
    def group(self) -> Group:
        """Which targets matrix and list show."""
        return self.head.group

    @property
    def line(self) -> JudgedLine | None:
        """The line of the list the keyboard is on."""
        found = self.targets.stands_for(self.table.currentIndex().row())
        return found if isinstance(found, JudgedLine) else None

    def refresh(self) -> None:
        desk = self._desk
        if self._shown_plan != desk.plan_id:
            self._shown_plan, self._choice = desk.plan_id, Choice()
        evaluation = desk.evaluation()
        other = desk.evaluation(method=self.method) if self.method != "weather" else None
        self._lines = lines_of(evaluation, other, desk.snapshot)
        if not any(in_group(line.judgement, self.group) for line in self._lines):
            self.head.choose_group("all")
        self.head.show_rates(evaluation, self._lines)
        self.matrix.show(evaluation, self._lines, self.group)
        self.matrix_table.go(*self.matrix.place_of(self._choice))
        self._no_rate.setVisible(
            any(d.counts.counted and d.counts.too_few_judged for d in evaluation.domains)
        )
        self._fit()
        self._show_disagreement()
        self._show_list()

    def _rejudge(self) -> None:
        self._only_disagreeing = False
        self.refresh()

    def _regroup(self) -> None:
        self._choice, self._only_disagreeing = Choice(), False
        self.refresh()

    def _show_disagreement(self) -> None:
        apart = [line for line in self._lines if line.disagrees and in_group(line.judgement, self.group)]
        beside = self.method != "weather" and self.group != "goals"
        self._agreeing.setVisible(beside and not apart)
        self.disagreeing.setVisible(beside and bool(apart))
        names = "、".join(line.judgement.target.name for line in apart if line.judgement.target is not None)
        count = self.tr("两法不一致{count}项：{names}").format(count=len(apart), names=names)
        text = self.tr("显示全部") if self._only_disagreeing else count
        room = self._look.dp(340)
        self.disagreeing.setText(self._look.metrics(13).elidedText(text, Qt.TextElideMode.ElideRight, room))
        self.disagreeing.setAccessibleName(text)
        self.disagreeing.setToolTip(count)

    def _flip_disagreeing(self) -> None:
        self._only_disagreeing = not self._only_disagreeing
        self._show_disagreement()
        self._show_list()
        self.table.setFocus()

    def _show_list(self) -> None:
        here = self.line
        kept = [
            line for line in self._lines
            if in_group(line.judgement, self.group) and self._choice.keeps(line)
            and (line.disagrees or not self._only_disagreeing)
        ]  # fmt: skip
        desk = self._desk
        stages = {line.judgement.target.stage_year for line in kept if line.judgement.target is not None}
        goals = self.group == "goals"
        self.targets.columns = target_columns(desk.year, stages, goals=goals)
        spare = {"other"} if self.method == "weather" else set()
        self.targets.show(target_rows(kept, desk.plan_id, desk.snapshot, desk.now().date()))
        self.table.leave_out(set(COLUMNS) - set(GOAL_COLUMNS) if goals else spare)
        self.table.horizontalHeader().viewport().update()
        self.matrix.mark(self._choice)
        self._list_title.setText(self.matrix.words_of(self._choice))
        row = row_of(kept, here)
        if kept:
            self.table.go(row)
        self._show_current()

    def _show_current(self) -> None:
        self.how.show_line(self.line)
        self._tell()

    def _pick(self, choice: Choice) -> None:
        """A cell of the matrix was taken: the list shows what it counts."""
        self._choice = choice
        self._only_disagreeing = False
        self._show_disagreement()
        self._show_list()
        if self.targets.rowCount():
            self.table.go(0)
            self.show_panel("list")
        else:
            self._desk.said.emit(self.tr("这一格没有指标。"), "")

    # moving

    def show_panel(self, panel: str) -> None:
        """Put the keyboard into a panel; on compact windows show it alone."""
        self._panel = panel
        self._fit()
        {"matrix": self.matrix_table, "list": self.table, "how": self.how}[panel].setFocus()
        self._tell()

    def _cycle(self, step: int) -> None:
        self.show_panel(_PANELS[(_PANELS.index(self._panel_here()) + step) % len(_PANELS)])

    def _panel_here(self) -> str:
        if self.table.hasFocus():
            return "list"
        focused = self.focusWidget()
        return "how" if focused is not None and self._side.isAncestorOf(focused) else "matrix"

    def _save_or_enter(self) -> None:
        if self.how.follow_up.has_keyboard:
            self.how.follow_up.save()
        else:
            self._to_entry()

    def _follow_up(self) -> None:
        """F8: a 督办单 is opened, or the running one goes on."""
        if self.how.follow_up.verb:
            self.show_panel("how")
            self.how.follow_up.start()
            self._tell()

    def _to_entry(self) -> None:
        line = self.line
        if line is not None and line.judgement.indicator is not None:
            self.jump.emit(CellKey(line.judgement.indicator.code, self._desk.year), False)

    def _to_goal(self) -> None:
        judgement = self.line.judgement if self.line is not None else None
        if judgement is not None and judgement.domain is not None and judgement.goal is not None:
            self.assess_wanted.emit(judgement.domain.no, judgement.goal.no)

    def _step(self, step: int) -> None:
        """The next or previous target, with the keyboard left where it is."""
        row = self.table.currentIndex().row() + step
        if 0 <= row < self.targets.rowCount():
            self.table.go(row)

    def _tell(self) -> None:
        if not self._desk.is_open:
            return
        panel = self._panel_here()
        line = self.line
        if panel == "matrix":
            index = self.matrix_table.currentIndex()
            choice = self.matrix.choice_at(index.row(), index.column()) if index.isValid() else self._choice
            thing = self.matrix.words_of(choice)
            keys = [(self.tr("方向键"), self.tr("在表中移动")), (self.tr("回车"), self.tr("看清单"))]
        else:
            judgement = line.judgement if line is not None else None
            thing = "" if judgement is None else judgement.name if judgement.target else goal_title(judgement)
            keys = [
                ("↑ ↓", self.tr("换项")),
                (self.tr("回车"), self.tr("看判定过程")),
                ("Esc", self.tr("回到判定表")),
            ]
            if panel == "how":
                keys = [
                    ("PgUp PgDn", self.tr("换项")),
                    ("Esc", self.tr("回到清单")),
                    ("Ctrl+C", self.tr("复制判定过程")),
                ]
            if self.how.follow_up.verb:
                keys.append(("F8", self.how.follow_up.verb))
            keys.append((self.tr("Ctrl+回车"), self.tr("跳到填报")))
            if self.how.follow_up.has_keyboard:
                keys = [(self.tr("回车"), self.tr("下一格")), (self.tr("Ctrl+回车"), self.tr("存")), keys[1]]
        keys.append(("Ctrl+Tab", self.tr("换区")))
        self.status.emit(
            StatusText(thing, line.word if line is not None and panel != "matrix" else "", tuple(keys))
        )

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.table.hasFocus():
            self._choice = self._choice if self._single else Choice()
            self._show_list()
            self.show_panel("matrix")
            return
        super().keyPressEvent(event)

    def take_change(self, change: ChangeSet) -> None:
        self.refresh()

    def enter(self) -> None:
        self.show_panel(self._panel)

    # width classes

    def show_width(self, width: str, height: int) -> None:
        self._width, self._low = width, height < self._look.dp(LOW)
        self.how.set_chart_height(LOW_CHART if self._low else WIDE_CHART if width == "wide" else CHART_HEIGHT)
        self.how.fold_methods(self._low)
        self._arrange()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        """Two columns where matrix and panel stand side by side, else one panel at a time."""
        room = self.width() * 13 // self._look.theme.base
        single = self._width == "compact" or room < _SINGLE_BELOW
        side = _SIDE_WIDTHS[
            "wide" if self._width == "wide" else "narrow" if room < _NARROW_BELOW else "regular"
        ]
        if single != self._single:
            self._single = single
            (self._column if single else self._row).addWidget(self._side, 1 if single else 0)
        self._side.setMinimumWidth(0 if single else self._look.dp(side))
        self._side.setMaximumWidth(_ANY_WIDTH if single else self._look.dp(side))
        left = room - (0 if single else side) - 2 * _MARGIN
        self.head.show_title(left >= _TITLE_FROM)
        self.matrix.set_room(left)
        self._fit()

    def _fit(self) -> None:
        compact = self._single
        self._panels.setVisible(compact)
        self._panel_buttons[self._panel].setChecked(True)
        self._top.setVisible(not compact or self._panel == "matrix")
        self._below.setVisible(not compact or self._panel == "list")
        self._side.setVisible(not compact or self._panel == "how")
        self._edge.setVisible(not compact)
        self._filler.setVisible(compact and self._panel == "matrix")
        self.matrix_table.setFixedHeight(self.matrix_table.tall())
