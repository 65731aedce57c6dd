"""The 工作台 page."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from plandesk.core.changes import ChangeSet
from plandesk.core.figures import cell_words
from plandesk.core.records import CellKey
from plandesk.desktop.actions.years import is_sealed
from plandesk.desktop.change_words import field_changes
from plandesk.desktop.desk import Desk
from plandesk.desktop.exchange.board import unit_state
from plandesk.desktop.look.cell import CellLook, Column
from plandesk.desktop.look.look import Look
from plandesk.desktop.look.rows import RowsModel, TableRow
from plandesk.desktop.look.table import DeskTable
from plandesk.desktop.look.words import button, label, panel, rule, set_kind
from plandesk.desktop.overview.progress import progress_row, progress_table
from plandesk.desktop.overview.tasks import Standing, Task, due_line, sealed_line, standing_of
from plandesk.desktop.overview.tiles import VerdictTile
from plandesk.desktop.page import Page, StatusText, page_action
from plandesk.desktop.rates import MATRIX_KEYS, outside_words, rate_words, tally
from plandesk.desktop.standing import Progress

_STATES = {
    "done": ("filled", "ink2"), "doing": ("doing", "accent"), "error": ("error", "bad"), "open": ("open", "warn"),
    "waiting": ("empty", "ink2"), "late": ("late", "warn"), "doing_forms": ("doing", "accent"),
    "choice": ("empty", "ink3"), "open_second": ("differs", "bad"),
}  # fmt: skip
_CHANGES_SHOWN = 3
_DUE_SOON = 14
LOW, TINY = 720, 640
_ROW, _LOW_ROW, _TINY_ROW = 38, 32, 28
_ALWAYS = ("attained", "maintained", "on_track")


class OverviewPage(Page):
    """Tasks, verdicts, recent changes; at the right completeness by domain and by unit. ``second_wanted`` for 复录核对."""

    key = "overview"
    second_wanted = Signal()

    def __init__(self, desk: Desk, look: Look, pages: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._look = look
        self._pages = tuple(pages)
        self._title, self._last = label("", "title"), label("", "soft")
        self._due = label("", "soft")
        self.go_on = button(
            self.tr("继续填报  Ctrl+2"), lambda: self.go.emit("entry"), "primary", name=self.tr("继续填报")
        )
        self.tasks = RowsModel(
            (
                Column("no", "", 40, "right"),
                Column("title", self.tr("今年还要做的事"), 170),
                Column("left", self.tr("还剩"), 60, "right"),
                Column("where", "", 0, least=120),
                Column("state", self.tr("状态"), 110),
                Column("link", "", 56),
            ),
            self,
        )
        self.task_table = DeskTable(look, row=_ROW)
        self.task_table.setAccessibleName(self.tr("今年还要做的事"))
        self.task_table.setModel(self.tasks)
        self.domains, self.domain_table = progress_table(self, look, self.tr("领域"))
        self.units, self.unit_table = progress_table(self, look, self.tr("责任单位"), forms=True)
        self.changes = RowsModel(
            (
                Column("at", self.tr("时间"), 84),
                Column("what", self.tr("最近变动"), 0),
                Column("how", "", 220, "right"),
            ),
            self,
        )
        self.change_table = DeskTable(look, row=25)
        self.change_table.setAccessibleName(self.tr("最近变动"))
        self.change_table.setModel(self.changes)
        self._lay_out()
        self.task_table.chosen.connect(self._do)
        self.task_table.clicked.connect(lambda index: self._do(index.row()) if index.column() == 5 else None)
        self.domain_table.chosen.connect(self._to_domain)
        self.domain_table.clicked.connect(lambda index: self._to_domain(index.row()))
        self.unit_table.chosen.connect(self._to_unit)
        self.unit_table.clicked.connect(lambda index: self._to_unit(index.row()))
        self.task_table.row_changed.connect(lambda _: self._tell())

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(16)
        for widget in (self._title, self._due, self._last):
            head.addWidget(widget)
        head.insertStretch(2, 1)
        head.addWidget(self.go_on)
        self._sides = QWidget(), QWidget()
        left, right = QVBoxLayout(self._sides[0]), QVBoxLayout(self._sides[1])
        for column in (left, right):
            column.setSpacing(12)
            column.setContentsMargins(0, 0, 0, 0)
        left.addWidget(self.task_table, 20)
        self._verdicts = self._verdict_panel()
        left.addWidget(self._verdicts)
        left.addWidget(self.change_table, 10)
        left.addStretch(1)
        right.addWidget(self.domain_table)
        right.addWidget(self.unit_table, 10)
        right.addStretch(1)
        self._grid = grid = QGridLayout(self)
        grid.setContentsMargins(16, 12, 16, 12)
        grid.setHorizontalSpacing(14)
        grid.setVerticalSpacing(10)
        grid.addLayout(head, 0, 0, 1, 2)
        grid.addWidget(self._sides[0], 1, 0)
        grid.addWidget(self._sides[1], 1, 1)
        grid.setColumnStretch(0, 3)
        grid.setColumnStretch(1, 2)
        grid.setRowStretch(1, 1)
        page_action(self, self.tr("另一半"), "Ctrl+Tab", self._other_side)

    def _verdict_panel(self) -> QFrame:
        box = panel()
        box.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        column = QVBoxLayout(box)
        column.setContentsMargins(13, 10, 13, 10)
        column.setSpacing(6)
        head = QHBoxLayout()
        head.addWidget(label(self.tr("判定速览"), "heading"))
        self._counted = label("", "soft")
        head.addWidget(self._counted)
        head.addStretch(1)
        if "judging" in self._pages:
            head.addWidget(
                button(
                    self.tr("评估预警  Ctrl+4"),
                    lambda: self.go.emit("judging"),
                    "link",
                    name=self.tr("评估预警"),
                )
            )
        column.addLayout(head)
        tiles = QHBoxLayout()
        tiles.setSpacing(0)
        self.tiles = {}
        for key in MATRIX_KEYS:
            tile = VerdictTile(self._look, key)
            tile.clicked.connect(lambda: self.go.emit("judging") if "judging" in self._pages else None)
            self.tiles[key] = tile
            tiles.addWidget(tile, 1)
        column.addLayout(tiles)
        column.addWidget(rule())
        rates = QHBoxLayout()
        rates.setSpacing(6)
        rates.addWidget(label(self.tr("达标率"), "soft"))
        self._rates = []
        for _ in range(3):
            words, figure = label(""), label("", "figure")
            rates.addWidget(words)
            rates.addWidget(figure)
            rates.addSpacing(10)
            self._rates.append((words, figure))
        rates.addStretch(1)
        column.addLayout(rates)
        self._outside = label("", "soft")
        column.addWidget(self._outside)
        return box

    # what is shown

    def refresh(self) -> None:
        desk = self._desk
        standing = standing_of(desk, self._pages)
        self._title.setText(self.tr("{year}年度监测").format(year=desk.year))
        self._show_tasks(standing)
        self._show_progress(self.domains, standing.domains, standing.whole)
        self._show_units(standing)
        self._show_due()
        self._show_verdicts()
        self._show_changes()
        place = desk.preferences.place(desk.snapshot.file_id)
        known = place.indicator in desk.snapshot.library
        name = desk.snapshot.indicator(place.indicator).name if known else ""
        if is_sealed(desk):
            words = sealed_line(desk, standing.whole.total)
        elif not standing.whole.filled:
            words = self.tr("{year}年还没有数据。先生成采集表发给各单位，或直接填报。").format(year=desk.year)
        else:
            words = self.tr("上次填到  {name}").format(name=name) if name else ""
        self._last.setText(words)
        self._fit()
        self._tell()

    def _show_tasks(self, standing: Standing) -> None:
        rows = []
        for number, task in enumerate(standing.tasks, start=1):
            sign, ink = _STATES[task.state]
            done = task.state == "done"
            ground = "accent_soft" if task.state == "doing" else "paper"
            rows.append(
                TableRow(
                    (
                        CellLook(str(number), "right", "ink3", ground, size=12),
                        CellLook(task.title, ink="ink2" if done else "ink", ground=ground, size=14),
                        CellLook(str(task.left) if task.left else "", "right", ground=ground, size=16),
                        CellLook(task.where, ink="ink2", ground=ground, size=12, tip=task.where),
                        CellLook(
                            self._state_words(task), ink=ink, ground=ground, sign=sign, sign_ink=ink, size=12
                        ),
                        CellLook(task.verb, ink="accent", ground=ground),
                    ),
                    task,
                )
            )
        self.tasks.show(rows)

    def _state_words(self, task: Task) -> str:
        words = {
            "done": self.tr("已完成"), "doing": self.tr("正在做"), "error": self.tr("不改不能上报"),
            "open": self.tr("待说明"), "waiting": self.tr("待办"), "late": self.tr("逾期"),
            "doing_forms": self.tr("等回表"), "choice": self.tr("可选"), "open_second": self.tr("两次不同"),
        }  # fmt: skip
        return words[task.state]

    def _show_progress(
        self, model: RowsModel, progress: Sequence[tuple[str, Progress]], whole: Progress | None
    ) -> None:
        rows = [progress_row(name, each, "paper", place) for place, (name, each) in enumerate(progress)]
        if whole is not None:
            rows.append(progress_row(self.tr("合计"), whole, "ground", None))
        model.show(rows)

    def _show_units(self, standing: Standing) -> None:
        rows = []
        for name, each in standing.units:
            row = progress_row(name, each, "paper", name)
            words, sign, ink = unit_state(standing.forms[name], self._desk.now().date())
            form = CellLook(words, ink=ink, sign=sign, sign_ink=ink, size=12, tip=words)
            rows.append(TableRow((*row.cells[:5], form), name))
        self.units.show(rows)
        self._first_blank = standing.first_blank

    def _show_due(self) -> None:
        words, days = due_line(self._desk)
        self._due.setText(words)
        set_kind(self._due, "warn" if days is not None and days <= _DUE_SOON else "soft")

    def _to_unit(self, row: int) -> None:
        """To the unit's first blank; one that has none, to its form."""
        unit = self.units.stands_for(row)
        blank = self._first_blank.get(unit) if isinstance(unit, str) else None
        if blank is not None:
            self.jump.emit(blank, False)
        else:
            self.go.emit("exchange")

    def _show_verdicts(self) -> None:
        evaluation = self._desk.evaluation()
        counts = tally(evaluation.judgements())
        for key, tile in self.tiles.items():
            tile.show_count(counts[key])
            tile.setVisible(bool(counts[key]) or key in _ALWAYS)
        self._counted.setText(self.tr("计入的定量目标{count}项").format(count=evaluation.counts.counted))
        for (words, figure), rate in zip(
            self._rates, rate_words(evaluation.counts, evaluation.rates), strict=True
        ):
            words.setText(rate.words)
            figure.setText(rate.figure)
        self._outside.setText(outside_words(evaluation))

    def _show_changes(self) -> None:
        desk = self._desk
        today = f"{desk.now():%Y-%m-%d}"
        rows = []
        for step in desk.file.history(limit=_CHANGES_SHOWN):
            when = step.at[11:16] if step.at[:10] == today else step.at[5:16].replace("T", " ")
            cells = sorted(step.cells())
            how = ""
            if len(step.changes) == 1 and step.changes[0].table == "observation":
                how = "；".join(field_changes(step.changes[0], desk))
            key = cells[0] if len(cells) == 1 and cells[0].indicator in desk.snapshot.library else None
            words = cell_words(key.cell) if key else ""
            what = f"{step.label}{f'（{words}）' if words and words not in step.label else ''}"
            rows.append(
                TableRow(
                    (
                        CellLook(when, ink="ink2", size=12),
                        CellLook(what, tip=what),
                        CellLook(how, "right", "ink2", size=12),
                    ),
                    key,
                )
            )
        self.changes.show(rows)

    # keys

    def _do(self, row: int) -> None:
        task = self.tasks.stands_for(row)
        if not isinstance(task, Task):
            return
        if task.act == "second":
            self.second_wanted.emit()
        elif task.page == "entry" and isinstance(task.address, CellKey):
            self.jump.emit(task.address, False)
        else:
            self.go.emit(task.page)

    def _to_domain(self, row: int) -> None:
        place = self.domains.stands_for(row)
        if isinstance(place, int):
            for line in self._desk.sheet(self._desk.domains[place]):
                if line.rows:
                    self.jump.emit(CellKey(line.rows[0].indicator.code, self._desk.year), False)
                    return

    def _tell(self) -> None:
        keys = (
            ("↑ ↓", self.tr("换一步")),
            (self.tr("回车"), self.tr("去做")),
            ("Ctrl+2", self.tr("填报")),
            ("Ctrl+Tab", self.tr("各领域各单位")),
        )
        thing = self.tr("数据文件 {path}").format(path=self._desk.file.path)
        self.status.emit(StatusText(thing, "", keys))

    def take_change(self, change: ChangeSet) -> None:
        self.refresh()

    def enter(self) -> None:
        current = next(
            (
                r
                for r in range(self.tasks.rowCount())
                if (t := self.tasks.stands_for(r))
                and isinstance(t, Task)
                and t.state not in ("done", "choice")
            ),
            0,
        )
        if self.tasks.rowCount():
            self.task_table.go(current, 1)
        if self._compact:
            self._show_sides(left=True, right=False)
        self.task_table.setFocus()

    def _show_sides(self, *, left: bool, right: bool) -> None:
        for place, (side, shown) in enumerate(zip(self._sides, (left, right), strict=True)):
            side.setVisible(shown)
            self._grid.setColumnStretch(place, (3 - place) * shown)

    def _other_side(self) -> None:
        """Ctrl+Tab: to the other half; on compact windows it takes the place of this one."""
        to_right = not (self.domain_table.hasFocus() or self.unit_table.hasFocus())
        if self._compact:
            self._show_sides(left=not to_right, right=to_right)
        (self.domain_table if to_right else self.task_table).setFocus()

    def show_width(self, width: str, height: int) -> None:
        self._compact = width == "compact"
        self._show_sides(left=True, right=not self._compact)
        self._low = height < self._look.dp(LOW)
        self._tiny = height < self._look.dp(TINY)
        self._fit()

    _low = _tiny = False
    _compact = False
    _first_blank: Mapping[str, CellKey] = MappingProxyType({})

    def _fit(self) -> None:
        """Fixed heights from the rows; the recent changes give way on low windows."""
        look = self._look
        tall = _TINY_ROW if self._tiny else _LOW_ROW if self._low else _ROW
        row, steps = look.dp(tall), max(1, self.tasks.rowCount())
        self.task_table.set_row(tall)
        self.task_table.setMaximumHeight(look.dp(28) + row * steps + 3)
        self.task_table.setMinimumHeight(look.dp(28) + row * (4 if self._tiny else steps) + 3)
        self._verdicts.setVisible(not self._tiny)  # what is left to do comes first; the rest is one key away
        self.domain_table.setFixedHeight(look.dp(28) + look.dp(25) * self.domains.rowCount() + 3)
        self.change_table.setVisible(not self._low and self.changes.rowCount() > 0)
        self.change_table.setMaximumHeight(look.dp(28) + look.dp(25) * max(1, self.changes.rowCount()) + 3)
        self.unit_table.setMaximumHeight(look.dp(28) + look.dp(25) * max(1, self.units.rowCount()) + 3)
        layout = self.layout()
        if layout is not None:
            layout.setAlignment(Qt.AlignmentFlag.AlignTop)
