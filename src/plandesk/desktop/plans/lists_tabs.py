"""策略措施 and 责任单位: what the plan says is to be done, and who reports what."""

from collections.abc import Iterator, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QWidget

from plandesk.core.indicator import Indicator
from plandesk.core.plan import Domain, Measure
from plandesk.core.plan_years import plan_in_year
from plandesk.core.target_words import target_words
from plandesk.core.unit_words import measure_key, measure_texts
from plandesk.desktop.desk import Desk
from plandesk.desktop.look.cell import CellLook, Column
from plandesk.desktop.look.look import Look
from plandesk.desktop.look.rows import RowsModel, TableRow
from plandesk.desktop.look.table import DeskTable
from plandesk.desktop.look.words import button, label, rule
from plandesk.desktop.plans import edit_heads
from plandesk.desktop.plans.facts import FactsGrid
from plandesk.desktop.plans.tab import PlanTab
from plandesk.desktop.standing import rows_of, sheet_progress


class MeasuresTab(PlanTab):
    """Measures and projects by their titles, with the figures that stand in them."""

    def __init__(self, desk: Desk, look: Look, parent: QWidget | None = None) -> None:
        self.model = RowsModel(())
        table = DeskTable(look)
        super().__init__(desk, look, table, parent)
        self.model.setParent(self)
        self.model.columns = (
            Column("no", self.tr("序号"), 52, "right"),
            Column("title", self.tr("措施"), 0, least=300),
            Column("figures", self.tr("含目标值"), 72, "right"),
        )
        table.setAccessibleName(self.tr("策略措施"))
        table.setModel(self.model)
        self._name, self._place = label("", "card", wrap=True), label("", "soft", wrap=True)
        self._facts = FactsGrid(look)
        for widget in (self._name, self._place, rule(), self._facts):
            self.column.addWidget(widget)
        self.column.addStretch(1)
        table.row_changed.connect(lambda _: self._show_row())
        tools = QHBoxLayout()
        tools.setSpacing(4)
        verbs = (
            (self.tr("＋措施"), "Ins", self.tr("增加措施"), self.add),
            (self.tr("＋实事项目"), "Shift+Ins", self.tr("增加实事项目"), self.add_project),
            (self.tr("改"), "F2", self.tr("改措施"), self.change),
            (self.tr("停用"), "Del", self.tr("停用措施"), self.retire),
            (self.tr("写进展"), "Alt+J", self.tr("写进展"), self.progress),
        )
        for title, keys, name, act in verbs:
            tools.addWidget(button(f"{title}  {keys}", act, "tool", name=name))
            action = QAction(table)
            action.setShortcut(QKeySequence(keys))
            action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
            action.triggered.connect(lambda _=False, a=act: a())
            table.addAction(action)
        tools.addStretch(1)
        self.left_column.insertLayout(0, tools)

    @property
    def _current(self) -> tuple[Domain | None, Measure] | None:
        found = self.model.stands_for(self.table.currentIndex().row())
        return found if isinstance(found, tuple) else None

    def add(self) -> None:
        """Ins: a measure in the current line's domain."""
        desk, here = self._desk, self._current
        domain = here[0] if here is not None else desk.plan.domains[0]
        measures = domain.measures if domain is not None else desk.plan.projects
        self.begin_task(edit_heads.new_measure(desk, domain, measures))

    def add_project(self) -> None:
        """Shift+Ins: a project (实事项目)."""
        self.begin_task(edit_heads.new_measure(self._desk, None, self._desk.plan.projects))

    def change(self) -> None:
        """F2: number and title of the current measure."""
        if (here := self._current) is not None:
            self.begin_task(edit_heads.change_measure(self._desk, here[0], _whole(self._desk, *here)))

    def progress(self) -> None:
        """Alt+J: what a unit did for the current measure in the chosen year."""
        if (here := self._current) is not None and here[0] is not None:
            self.begin_task(edit_heads.measure_progress(self._desk, here[0], here[1]))

    def retire(self) -> None:
        """Delete: the current measure is no longer part of the plan from a year on."""
        if (here := self._current) is not None:
            self.begin_task(edit_heads.retire_measure(self._desk, here[0], _whole(self._desk, *here)))

    def refresh(self) -> None:
        rows: list[TableRow] = []
        plan = plan_in_year(self._desk.plan, self._desk.year)
        for domain in plan.domains:
            rows += self._block(domain.name, domain, domain.measures)
        if plan.projects:
            rows += self._block(self.tr("实事项目"), None, plan.projects)
        row = self.table.currentIndex().row()
        self.model.show(rows)
        self.table.clearSpans()
        for number in range(len(rows)):
            if self.model.stands_for(number) is None:
                self.table.setSpan(number, 0, 1, 3)
        if rows:
            self.table.go(min(max(row, 1), len(rows) - 1), 1)
        self._show_row()

    def _block(self, name: str, domain: Domain | None, measures: Sequence[Measure]) -> list[TableRow]:
        count = self.tr("{count}项").format(count=len(measures))
        head = CellLook(name, ground="ground", size=14, unit=count, spoken=f"{name}，{count}")
        blank = CellLook(ground="ground")
        made = [TableRow((head, blank, blank))]
        for measure in measures:
            figures = str(len(measure.targets)) if measure.targets else ""
            made.append(
                TableRow(
                    (
                        CellLook(str(measure.no), "right", "ink2"),
                        CellLook(measure.title, tip=measure.title),
                        CellLook(figures, "right", "ink2"),
                    ),
                    (domain, measure),
                )
            )
        return made

    def _show_row(self) -> None:
        found = self.model.stands_for(self.table.currentIndex().row())
        self.body.setVisible(found is not None)
        if isinstance(found, tuple):
            domain, measure = found
            self._name.setText(measure.title)
            kind = self.tr("措施{no}").format(no=measure.no)
            self._place.setText(f"{domain.name}，{kind}" if domain is not None else self.tr("实事项目"))
            library = self._desk.snapshot.library
            figures = [
                (
                    self.tr("{year}年").format(year=t.stage_year),
                    f"{t.name}  {target_words(t, library[t.indicator].unit, library)}",
                )
                for t in measure.targets
            ]
            self._facts.show_facts([*figures, *self._progress(domain, measure)])
        self.tell()

    def _progress(self, domain: Domain | None, measure: Measure) -> Iterator[tuple[str, str]]:
        """What the units reported on a measure in the chosen year."""
        if domain is None:
            return
        snapshot, year = self._desk.snapshot, self._desk.year
        key = measure_key(self._desk.plan_id, domain.no, measure.no)
        there = [(y, u, text) for y, u, text in measure_texts(snapshot, key) if y <= year]
        for told, unit, text in sorted(there, key=lambda found: (-found[0], found[1])):
            yield unit if told == year else self.tr("{unit} {year}年").format(unit=unit, year=told), text
        if not any(told == year for told, _, _ in there):
            words = self.tr("还没有单位填。采集表的“工作情况”读入后列在这里，也可按 Alt+J 写。")
            yield self.tr("{year}年进展").format(year=year), words

    def tell(self) -> None:
        found = self.model.stands_for(self.table.currentIndex().row())
        thing = self.tr("措施{no}").format(no=found[1].no) if isinstance(found, tuple) else ""
        self.say(thing, ("↑ ↓", self.tr("换项")), ("Ins", self.tr("增加")), ("F2", self.tr("改")))


class UnitsTab(PlanTab):
    """Every unit that reports for this plan, with what is filled in the chosen year."""

    def __init__(self, desk: Desk, look: Look, parent: QWidget | None = None) -> None:
        self.model = RowsModel(())
        table = DeskTable(look)
        super().__init__(desk, look, table, parent)
        self.model.setParent(self)
        table.setAccessibleName(self.tr("责任单位"))
        self.model.columns = self._columns()
        table.setModel(self.model)
        self.indicators = RowsModel(
            (Column("name", self.tr("指标"), 0, least=160), Column("domain", self.tr("领域"), 130)), self
        )
        self.indicator_table = DeskTable(look)
        self.indicator_table.setAccessibleName(self.tr("这个单位的指标"))
        self.indicator_table.setModel(self.indicators)
        self._name = label("", "card", wrap=True)
        hint = self.tr("责任单位在“目标和指标”里按指标改。")
        for widget in (self._name, label(hint, "soft", wrap=True)):
            self.column.addWidget(widget)
        self.column.addWidget(self.indicator_table, 1)
        table.row_changed.connect(lambda _: self._show_row())

    def _columns(self) -> tuple[Column, ...]:
        return (
            Column("unit", self.tr("责任单位"), 0, least=180),
            Column("count", self.tr("指标"), 60, "right"),
            Column("filled", self.tr("{year}年已填").format(year=self._desk.year), 92, "right"),
            Column("bar", self.tr("完成"), 130),
        )

    def refresh(self) -> None:
        desk = self._desk
        self.model.columns = self._columns()
        by_unit: dict[str, dict[str, tuple[Indicator, Domain]]] = {}
        for domain in desk.plan.domains:
            for found in rows_of(desk.sheet(domain)):
                indicator = found.indicator
                by_unit.setdefault(indicator.reporter, {}).setdefault(indicator.code, (indicator, domain))
        sheets = {each.indicator.code: each for d in desk.plan.domains for each in rows_of(desk.sheet(d))}
        rows = []
        for unit, indicators in sorted(by_unit.items(), key=lambda pair: -len(pair[1])):
            progress = sheet_progress(
                tuple(sheets[code] for code in indicators), desk.snapshot, desk.findings(), desk.year
            )
            done = progress.filled == progress.total
            rows.append(
                TableRow(
                    (
                        CellLook(unit, tip=unit),
                        CellLook(str(progress.total), "right"),
                        CellLook(str(progress.filled), "right", "ink2"),
                        CellLook(
                            bar=progress.share,
                            bar_role="bar" if done else "accent",
                            spoken=f"{progress.filled}/{progress.total}",
                        ),
                    ),
                    tuple(indicators.values()),
                )
            )
        row = self.table.currentIndex().row()
        self.model.show(rows)
        self.table.horizontalHeader().viewport().update()
        if rows:
            self.table.go(min(max(row, 0), len(rows) - 1))
        self._show_row()

    def _show_row(self) -> None:
        row = self.table.currentIndex().row()
        found = self.model.stands_for(row)
        if isinstance(found, tuple):
            self._name.setText(self.model.look_at(row, 0).text)
            self.indicators.show(
                [
                    TableRow(
                        (CellLook(i.name, unit=i.unit, tip=i.name), CellLook(d.name, ink="ink2", tip=d.name)),
                        i,
                    )
                    for i, d in found
                ]
            )
        self.tell()

    def into_panel(self) -> None:
        self.indicator_table.setFocus()

    def tell(self) -> None:
        row = self.table.currentIndex().row()
        self.say(
            self.model.look_at(row, 0).text if 0 <= row < self.model.rowCount() else "",
            ("↑ ↓", self.tr("换项")),
        )


def _whole(desk: Desk, domain: Domain | None, measure: Measure) -> Measure:
    """The measure as the plan holds it: what is shown leaves out the figures of other years."""
    plan = desk.plan
    held = plan.projects if domain is None else next(d.measures for d in plan.domains if d.no == domain.no)
    return next(m for m in held if (m.no, m.valid_from) == (measure.no, measure.valid_from))
