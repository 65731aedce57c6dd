"""The 报表 page: every paper with its last state, what is still open before it is final, and its pages before it is printed."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from plandesk.core.changes import ChangeSet
from plandesk.core.records import Setting
from plandesk.desktop.ask import Ask
from plandesk.desktop.desk import Desk
from plandesk.desktop.gate_list import open_points
from plandesk.desktop.look.look import Look
from plandesk.desktop.look.words import label
from plandesk.desktop.page import Page, StatusText, page_action
from plandesk.desktop.plan_words import audience_word
from plandesk.desktop.reporting.choices import options_of
from plandesk.desktop.reporting.edition import Order, Wishes
from plandesk.desktop.reporting.made import Made, keep_made
from plandesk.desktop.reporting.options import PaperOptions
from plandesk.desktop.reporting.paper_list import PaperList
from plandesk.desktop.reporting.paper_print import PaperPrint
from plandesk.desktop.reporting.papers import Paper, papers
from plandesk.desktop.reporting.preview import ReportPreview
from plandesk.desktop.reporting.states import expected, line_of, made_last, reason_against
from plandesk.desktop.reporting.text_editor import TextEditor

if TYPE_CHECKING:
    from plandesk.core.papers.free_texts import FreeText

_LIST, _LIST_COMPACT, _OPTIONS = 236, 186, 470
_PREVIEW_AFTER_MS = 250
_OWN_SETTINGS = "report."  # what is written on this page: its pages follow at once


class ReportsPage(Page):
    """The papers at the left, options in the middle, the pages at the right; what takes long is done in a worker."""

    key = "reports"

    def __init__(self, desk: Desk, look: Look, ask: Ask, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._look, self._ask = desk, look, ask
        self._papers = {paper.key: paper for paper in papers()}
        self._width = "regular"
        self.list = PaperList(look)
        self.options = options = PaperOptions(look, ask, desk.words)
        self.gate, self.plans, self.month, self.units = (
            options.gate, options.plans, options.month, options.units,
        )  # fmt: skip
        self.work, self.make, self.annexes = options.work, options.make, options.annexes
        self.preview = ReportPreview(look, desk.words)
        self.editor = TextEditor(look)
        self._printing = PaperPrint(self, ask, self.preview, self.work)
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(_PREVIEW_AFTER_MS)
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        self._left = QFrame()
        self._left.setObjectName("papersside")
        left = QVBoxLayout(self._left)
        left.setContentsMargins(0, 12, 1, 0)
        left.setSpacing(8)
        title = label(self.tr("报表"), "title")
        title.setContentsMargins(14, 0, 0, 0)
        left.addWidget(title)
        left.addWidget(self.list, 1)
        row.addWidget(self._left)
        row.addWidget(self.options)
        self._right = QStackedWidget()
        self._right.addWidget(self.preview)
        self._right.addWidget(self.editor)
        side = QVBoxLayout()
        side.setContentsMargins(14, 8, 14, 8)
        side.addWidget(self._right)
        self._side = QWidget()
        self._side.setLayout(side)
        row.addWidget(self._side, 1)

    def _connect(self) -> None:
        options, preview = self.options, self.preview
        self.gate.followed.connect(lambda key: self.jump.emit(key, False))
        self.gate.to_checks.connect(lambda: self.go.emit("checks"))
        self.list.chosen.connect(lambda _: self._show_paper())
        self.list.wanted.connect(lambda _: self.make_pdf())
        self.plans.activated.connect(lambda _: self._plans_chosen())
        options.variants.activated.connect(lambda _: self._later.start())
        self.month.editingFinished.connect(self._later.start)
        for name, field in self.units.items():
            field.editingFinished.connect(lambda n=name: self._keep_unit(n))
        options.other_year.clicked.connect(lambda: self._to_other_year())
        options.edition.changed.connect(self._later.start)
        options.contents.changed.connect(self._later.start)
        options.texts.wanted.connect(self.edit_text)
        self.make.clicked.connect(lambda: self.make_pdf())
        options.print.clicked.connect(lambda: self.print_paper())
        self.annexes.clicked.connect(lambda: self.write_annexes())
        self.work.busy_changed.connect(lambda _: self._work_changed())
        self._later.timeout.connect(self._show_pages)
        preview.again.connect(lambda: self.set_again())
        preview.made.connect(self._pages_made)
        preview.large.clicked.connect(lambda large: self._show_large(large))
        options.look.clicked.connect(preview.large.click)
        self.editor.kept.connect(self._keep_text)
        self.editor.left.connect(self._leave_editor)
        self._desk.closed.connect(self._forget)
        page_action(self, self.tr("打印"), "Ctrl+P", self.print_paper)
        page_action(self, self.tr("重新排版"), "F5", self.set_again)
        page_action(self, self.tr("放大预览"), "F4", preview.large.click)
        page_action(self, self.tr("向下翻"), "PgDown", lambda: preview.view.turn(1))
        page_action(self, self.tr("向上翻"), "PgUp", lambda: preview.view.turn(-1))
        for keys, steps in (("Ctrl+=", 1), ("Ctrl++", 1), ("Ctrl+-", -1)):
            page_action(self, self.tr("缩放"), keys, partial(preview.view.step_zoom, steps))
        page_action(self, self.tr("页宽"), "Ctrl+0", lambda: preview.view.set_zoom("width"))
        page_action(self, self.tr("换区"), "Ctrl+Tab", self._other_part)

    # what is shown

    @property
    def paper(self) -> Paper:
        """The paper chosen."""
        return self._papers[self.list.key or "annual"]

    @property
    def plan_ids(self) -> tuple[str, ...]:
        """The plans chosen for it."""
        return tuple(self.plans.currentData() or ())

    def refresh(self) -> None:
        self.options.fill(self._desk)
        points = open_points(self._desk)
        self.options.show_points(points)
        open_ones = self.tr("强制性错误或核实性问题还没有办完。")
        self.options.edition.show_concerns([open_ones] if points.errors or points.warnings else [])
        self._show_states()
        self._show_paper()

    def _show_states(self) -> None:
        chosen = self.plan_ids
        self.list.show_lines([line_of(self._desk, paper, chosen) for paper in self._papers.values()])

    def _reason(self) -> str:
        return reason_against(self._desk, self.paper, self.plan_ids)

    def _show_paper(self) -> None:
        paper = self.paper
        self._leave_editor()
        self.options.show_paper(paper)
        years = set(expected(self._desk, paper, self.plan_ids)) - {self._desk.year}
        reason = self._reason()
        self.options.show_reason(reason, min(years) if reason and len(years) == 1 else None)
        self.work.clear()
        self.options.show_last(made_last(self._desk, paper))
        self._allow()
        self._tell()
        self._later.start()

    def _plans_chosen(self) -> None:
        self._show_states()
        self._show_paper()

    def _allow(self) -> None:
        possible = not self.work.busy and not self._reason()
        self.make.setEnabled(possible)
        self.options.print.setEnabled(possible)
        self.annexes.setEnabled(not self.work.busy)

    def _work_changed(self) -> None:
        if self._desk.is_open:
            self._allow()
            self._tell()

    def order(self) -> Order:
        """What is chosen on the page, with the figures as they are now."""
        desk, options, paper = self._desk, self.options, self.paper
        variant = paper.variants[max(0, options.variants.currentIndex())]
        wishes = Wishes(
            variant.writer, self.plan_ids, desk.year, self.month.text(),
            options_of(paper, options.edition, options.contents), options.edition.fonts_folder(),
        )  # fmt: skip
        turning = self.tr("正在排第{done}页，共{total}页")
        return Order(wishes, desk.snapshot, desk.findings().all, desk.faults(), desk.words, turning)

    def _show_pages(self, *, again: bool = False) -> None:
        self._later.stop()
        if not self._desk.is_open or not self.plan_ids:
            return
        if self._reason():
            self.preview.show_words(self.tr("换到评估年度后显示内容。"))
            self.options.texts.show_texts((), {}, sealed=False)
        elif not self.work.busy:
            self.preview.show_order(self.order(), self.paper.editable, again=again)

    def set_again(self) -> None:
        """F5: the pages anew."""
        self._show_pages(again=True)

    def _pages_made(self) -> None:
        edition = self.preview.edition
        if edition is None or not self._desk.is_open:
            return
        plans = self._desk.snapshot.plans if len(edition.order.wishes.plan_ids) > 1 else ()
        self.options.texts.show_texts(
            edition.texts, {plan.id: audience_word(plan) for plan in plans}, sealed=self._closed_to_writing()
        )
        if self.paper.gated and self.options.edition.show_concerns(edition.concerns):
            self._later.start()

    def _closed_to_writing(self) -> bool:
        return self._desk.file.read_only

    def _forget(self) -> None:
        self._later.stop()
        self.editor.forget()
        self.preview.close_pages()

    def _keep_unit(self, name: str) -> None:
        """落款单位 and 监测单位 are printed, so they belong to the data file."""
        text = self.units[name].text().strip()
        if self._desk.is_open and text != self._desk.snapshot.settings.get(name, ""):
            label_ = self._desk.words.say("desk_log.report_unit", text=text)
            self._desk.record([Setting(name, text)], origin="typed", label=label_)

    def _tell(self) -> None:
        keys = [("↑ ↓", self.tr("换一种")), ("PgUp PgDn", self.tr("翻页")), ("F4", self.tr("放大预览"))]
        if not self._reason():
            keys[1:1] = [(self.tr("回车"), self.tr("生成PDF")), ("Ctrl+P", self.tr("打印"))]
        if self.work.busy:
            keys.append(("Esc", self.tr("停止")))
        state = next((line.state for line in self.list.lines.lines if line.key == self.paper.key), "")
        self.status.emit(StatusText(self.paper.title, state, tuple(keys)))

    def _to_other_year(self) -> None:
        years = set(expected(self._desk, self.paper, self.plan_ids)) - {self._desk.year}
        if len(years) == 1:
            self._desk.go_to(self._desk.plan_id, years.pop())
            self.list.setFocus()

    # its parts that are written

    def edit_text(self, key: str) -> None:
        """Write a part of the report in place of its preview."""
        given = next((text for text in self.options.texts.texts if text.key == key), None)
        if given is not None:
            self._right.setCurrentWidget(self.editor)
            self._side.show()
            if self._width == "compact":
                self._show_large(True)
            self.editor.show_text(given, given.heading, read_only=self._closed_to_writing())

    def _keep_text(self, given: "FreeText", text: str) -> None:
        from plandesk.core.papers.free_texts import kept

        name = "desk_log.report_text" if text.strip() else "desk_log.report_draft"
        records = kept(self._desk.snapshot, given, text)
        if self._desk.record(
            records, origin="typed", label=self._desk.words.say(name, heading=given.heading)
        ):
            self._leave_editor()
            self._show_pages(again=True)

    def _leave_editor(self) -> None:
        if self._right.currentWidget() is self.editor:
            self.editor.forget()
            self._right.setCurrentWidget(self.preview)
            self._show_large(self.preview.large.isChecked())
            self.list.setFocus()

    # making it

    def open_paper(self, key: str) -> None:
        """From the menu: choose that paper and ask where to, or show why it cannot be made."""
        self.list.choose(key)
        self.make_pdf()

    def make_pdf(self) -> None:
        """Ask where to, then write the PDF off the UI thread."""
        if self.work.busy or not self.plans.currentData():
            return
        reason = self._reason()
        if reason:
            self._desk.said.emit(reason, "warn")
            return
        path = self._ask_for(self.paper.title, "PDF", ".pdf")
        if path is not None:
            self.options.show_last(None)
            order = self.order()
            self.preview.halt()
            self.work.start(lambda step: order.write(path, step), self._written(), self.tr("正在排版"))

    def _ask_for(self, title: str, kind: str, suffix: str) -> Path | None:
        desk = self._desk
        chosen = self.plans.currentData()
        plan = f"{self.plans.currentText()}" if len(chosen) == 1 and self.plans.count() > 1 else ""
        name = f"{desk.snapshot.region.name}{desk.year}年{plan}{title}{suffix}"
        proposal = str(desk.file.path.parent / name)
        return self._ask.file_to_write(self, self.tr("报告保存到"), proposal, kind, suffix)

    def _written(self) -> Callable[[object], tuple[str, Path | None]]:
        """What is said and remembered of the paper asked for now, whatever is shown when it is ready."""
        desk, paper, year = self._desk, self.paper, self._desk.year
        file_id, at = desk.snapshot.file_id, desk.now().isoformat(timespec="seconds")

        def tell(printed: object) -> tuple[str, Path | None]:
            path, pages = printed.path, printed.pages  # type: ignore[attr-defined]  # Printed, known only to the worker
            keep_made(desk.preferences, file_id, paper.key, year, Made(str(path), at, pages))
            if desk.is_open:
                self._show_states()
            missing = printed.warning(desk.words)  # type: ignore[attr-defined]
            said = self.tr("已生成 {path}，{pages}页。").format(path=path, pages=pages)
            return said + missing, Path(path)

        return tell

    def print_paper(self) -> None:
        """The system's print dialog, then the pages as they are previewed, in a worker."""
        if self.work.busy or not self.plan_ids:
            return
        if reason := self._reason():
            self._desk.said.emit(reason, "warn")
            return
        self.preview.halt()
        self.options.show_last(None)
        self._printing.start(self.order(), self.paper.title)

    def write_annexes(self) -> None:
        """The tables of the paper as a workbook: what it prints, to work with."""
        if self.work.busy or self._reason():
            return
        path = self._ask_for(self.paper.title + self.tr("附表"), "Excel", ".xlsx")
        if path is not None:
            self.options.show_last(None)
            order, said = self.order(), self.tr("已写好 {path}")
            self.work.start(
                lambda step: order.write_tables(path, step),
                lambda done: (said.format(path=done), done), self.tr("正在导出附表"),
            )  # fmt: skip

    # the page

    def take_change(self, change: ChangeSet) -> None:
        self.refresh()
        own = all(c.table == "setting" and str(c.key[0]).startswith(_OWN_SETTINGS) for c in change.changes)
        if own and change.changes:
            self._show_pages(again=True)

    def show_width(self, width: str, height: int) -> None:
        """Compact: list and options, or the pages in their place (F4)."""
        self._width = width
        self._show_large(self.preview.large.isChecked())

    def _show_large(self, large: bool) -> None:
        """The pages over the options; on a compact window over the list too, where else they are not shown."""
        compact = self._width == "compact"
        self._left.setFixedWidth(self._look.dp(_LIST_COMPACT if compact else _LIST))
        editing, focus = self._right.currentWidget() is self.editor, self.focusWidget()
        self.preview.large.setChecked((large and not editing) or (self.preview.large.isChecked() and editing))
        over = large or (editing and compact)
        self._left.setVisible(not (over and compact))
        self.options.setVisible(not over)
        self.options.look.setVisible(compact)
        self._side.setVisible(over or not compact)
        if compact:
            self.options.setMinimumWidth(0)
            self.options.setMaximumWidth(16777215)
        else:
            self.options.setFixedWidth(self._look.dp(_OPTIONS))
        if (
            self.isVisible() and focus is not None and not focus.isVisible()
        ):  # the keyboard stays on this page
            (self.preview.view if over else self.list).setFocus()

    def _other_part(self) -> None:
        """Ctrl+Tab: from the list to the options, to the pages, and back."""
        parts = (self.list, self.plans, self.preview.view)
        shown = [part for part in parts if part.isVisible()]
        here = next((n for n, part in enumerate(shown) if part.hasFocus()), -1)
        if shown:
            shown[(here + 1) % len(shown)].setFocus()

    def settle(self) -> None:
        for name in self.units:
            self._keep_unit(name)
        if self._right.currentWidget() is self.editor and self.editor.changed:
            self.editor.save()

    def enter(self) -> None:
        self.list.setFocus()
        self._tell()
