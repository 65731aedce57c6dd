"""替代性指标: found by name or pinyin initials among those that are fit, taken with a reason, taken away again."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from plandesk.core.explaining import too_short
from plandesk.core.indicator import Indicator
from plandesk.core.records import Substitute
from plandesk.desktop.desk import Desk
from plandesk.desktop.look.boxes import CalmBox
from plandesk.desktop.look.cell import CellLook, Column
from plandesk.desktop.look.look import Look
from plandesk.desktop.look.rows import RowsModel, TableRow
from plandesk.desktop.look.table import DeskTable
from plandesk.desktop.look.words import button, label, set_kind
from plandesk.desktop.pinyin import matches
from plandesk.desktop.plans.breaks_tab import FindLine
from plandesk.desktop.plans.lacks import fit_substitutes, put_substitute, remove_substitute

_ROWS = 4


class SubstituteForm(QWidget):
    """``done`` when something was written, ``went`` with the field the keyboard was put into."""

    done = Signal()
    went = Signal(QWidget)

    def __init__(self, desk: Desk, look: Look) -> None:
        super().__init__()
        self._desk = desk
        self._own: Indicator | None = None
        self._code = ""
        self._held: Substitute | None = None
        self.wanted, self.reason, self.start = FindLine(), QLineEdit(), CalmBox()
        self.found = RowsModel((Column("name", self.tr("指标"), 0),), self)
        self.found_table = DeskTable(look)
        self.now, self.chosen = label("", wrap=True), label("", wrap=True)
        self.note = label("", "warn", wrap=True)
        self.keep = button(self.tr("存替代  Ctrl+回车"), self.save, "primary", name=self.tr("存替代性指标"))
        self.remove = button(self.tr("取消替代"), self._remove)
        self._lay_out(look)
        self.wanted.textEdited.connect(self._search)
        self.wanted.into_list.connect(lambda: self._go(self.found_table))
        self.found_table.chosen.connect(self._choose)
        self.found_table.clicked.connect(lambda index: self._choose(index.row()))
        self.start.activated.connect(lambda _: self._typed())
        self.reason.textEdited.connect(lambda _: self._typed())
        self.reason.returnPressed.connect(self.save)
        desk.closed.connect(self._forget)

    def _lay_out(self, look: Look) -> None:
        self.wanted.setAccessibleName(self.tr("查找替代性指标"))
        self.wanted.setPlaceholderText(self.tr("按名称或拼音首字母查找"))
        self.found_table.setAccessibleName(self.tr("可以替代的指标"))
        self.found_table.setModel(self.found)
        self.found_table.horizontalHeader().hide()
        self.found_table.setFixedHeight(_ROWS * look.theme.row_height + 2)
        self.start.setAccessibleName(self.tr("从哪一年起替代"))
        self.reason.setAccessibleName(self.tr("替代理由"))
        self.reason.setPlaceholderText(self.tr("理由，如：数据未分类统计"))
        line, foot, column = QHBoxLayout(), QHBoxLayout(), QVBoxLayout(self)
        line.setSpacing(8)
        line.addWidget(self.start)
        line.addWidget(self.reason, 1)
        foot.setSpacing(8)
        foot.addWidget(self.remove)
        foot.addStretch(1)
        foot.addWidget(self.keep)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(7)
        for widget in (self.now, self.wanted, self.found_table, self.chosen):
            column.addWidget(widget)
        column.addLayout(line)
        column.addWidget(self.note)
        column.addLayout(foot)

    # what is shown

    def show_own(self, own: Indicator, held: Substitute | None) -> None:
        """Show what stands in for ``own``; typing that was not kept goes with another indicator."""
        if self._own is None or own.code != self._own.code or held != self._held:
            self._offer_years(held)
            self.wanted.clear()
            self._code = held.substitute if held is not None else ""
            self.reason.setText(held.reason if held is not None else "")
        self._own, self._held = own, held
        self.now.setText(self._words(held))
        self.now.setVisible(held is not None)
        self.remove.setVisible(held is not None)
        writable = not self._desk.file.read_only
        self.remove.setEnabled(writable)
        self.reason.setReadOnly(not writable)
        self._search(self.wanted.text())
        self._typed()

    def _offer_years(self, held: Substitute | None) -> None:
        year = held.from_year if held is not None else None
        first, last = self._desk.plan.period
        self.start.clear()
        self.start.addItem(self.tr("各年都替代"), None)
        for each in sorted({*range(first, last + 1), *([year] if year else [])}):
            self.start.addItem(self.tr("{year}年起").format(year=each), each)
        self.start.setCurrentIndex(max(0, self.start.findData(year)))

    def _words(self, held: Substitute | None) -> str:
        if held is None:
            return ""
        since = self.tr("（{year}年起）").format(year=held.from_year) if held.from_year else ""
        words = self.tr("没有数值时以“{name}”判定{since}。理由：{reason}")
        return words.format(name=self._name(held.substitute), since=since, reason=held.reason)

    def _name(self, code: str) -> str:
        snapshot = self._desk.snapshot
        return snapshot.indicator(code).name if code in snapshot.library else code

    def _search(self, text: str) -> None:
        own = self._own
        if own is None:
            return
        fit = fit_substitutes(self._desk.snapshot, own)
        rows = [
            TableRow((CellLook(i.name, unit=i.unit, tip=i.name),), i.code)
            for i in fit
            if matches(text, (i.name, *i.aliases))
        ]
        self.found.show(rows)
        self.found_table.setVisible(bool(rows))
        if not fit:
            self._tell_chosen(self.tr("没有单位和好坏方向都相同的指标。"))
        elif not rows:
            self._tell_chosen(self.tr("没有“{text}”。可试指标名中的两个字。").format(text=text))
        else:
            self._tell_chosen("")

    def _tell_chosen(self, instead: str) -> None:
        known = self.tr("替代指标：{name}").format(name=self._name(self._code)) if self._code else ""
        self.chosen.setText(instead or known or self.tr("先选一个指标，单位和好坏方向须相同"))
        set_kind(self.chosen, "" if known and not instead else "hint")

    def _go(self, field: QWidget) -> None:
        field.setFocus()
        self.went.emit(field)

    # writing

    def _choose(self, row: int) -> None:
        code = self.found.stands_for(row)
        if isinstance(code, str):
            self._code = code
            self._tell_chosen("")
            self._typed()
            self._go(self.reason)

    def _now(self) -> tuple[str, str, int | None]:
        return self._code, self.reason.text().strip(), self.start.currentData()

    @property
    def _dirty(self) -> bool:
        held = self._held
        before = (held.substitute, held.reason, held.from_year) if held is not None else ("", "", None)
        return self._now() != before

    def _typed(self) -> None:
        code, reason, _ = self._now()
        why = ""
        if self._dirty and code and too_short(reason):
            why = self.tr("写明替代理由，至少4个字。")
        self.note.setText(why)
        self.note.setVisible(bool(why))
        ready = self._dirty and bool(code) and not too_short(reason)
        self.keep.setEnabled(ready and not self._desk.file.read_only)

    def save(self) -> None:
        """Write it; where something is missing, go there."""
        own = self._own
        if own is None:
            return
        code, reason, from_year = self._now()
        if not self.keep.isEnabled():
            if self._dirty:
                self._go(self.reason if code else self.wanted)
            return
        if put_substitute(self._desk, own.code, code, reason, from_year) is not None:
            self._desk.said.emit(self.tr("已登记替代，Ctrl+Z 撤销"), "good")
            self.done.emit()

    def _remove(self) -> None:
        if self._own is not None and remove_substitute(self._desk, self._own.code) is not None:
            self._desk.said.emit(self.tr("已取消替代，Ctrl+Z 撤销"), "")
            self.done.emit()

    def _forget(self) -> None:
        self._own = self._held = None
        self._code = ""
        self.wanted.clear()
        self.reason.clear()
