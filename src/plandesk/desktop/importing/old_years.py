"""A county's table of old years while its mapping is being confirmed: every answer a step that can be taken back.

No widget is known here.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path
from typing import Literal

from plandesk.core.figures import cell_words
from plandesk.core.history_layout import FIRST_YEAR, LAST_YEAR, Block, Layout, TextSheet
from plandesk.core.history_names import NameIndex
from plandesk.core.history_table import (
    Answers,
    ColumnRule,
    Proposal,
    ProposedColumn,
    ProposedRow,
    RowRule,
    propose,
    remembered,
)
from plandesk.core.quantity import Unreadable, read_number
from plandesk.core.snapshot import Snapshot

How = Literal["asked", "named", "chosen", "remembered", "left"]


@dataclass(frozen=True)
class Table:
    """A table found in a sheet; ``block`` None for a sheet in which none was found."""

    sheet: TextSheet
    block: Block | None


class OldYears:
    """The workbook, what is proposed for it, and the clerk's answers."""

    def __init__(
        self, path: Path, sheets: Sequence[TextSheet], snapshot: Snapshot, index: NameIndex, this_year: int
    ) -> None:
        self.path, self.sheets, self.snapshot = path, tuple(sheets), snapshot
        self._index, self._this_year = index, this_year
        self._answers: list[Answers] = [Answers()]
        self._look()

    def _look(self) -> None:
        self.proposal: Proposal = propose(
            self.sheets, self.snapshot, this_year=self._this_year, answers=self.answers, index=self._index
        )
        found: list[Table] = []
        for sheet in self.sheets:
            lines: list[ProposedRow | ProposedColumn] = [*self.proposal.columns, *self.proposal.rows]
            blocks = [line.block for line in lines if line.sheet.name == sheet.name]
            single: list[Block] = []
            for block in blocks:
                if block not in single:
                    single.append(block)
            single.sort(key=lambda b: b.head)
            found += [Table(sheet, block) for block in single]
            if not single and any(text.strip() for row in sheet.rows for text in row):
                found.append(Table(sheet, None))
        self.tables = tuple(found)

    def follow(self, snapshot: Snapshot) -> None:
        """The file changed meanwhile."""
        self.snapshot = snapshot
        self._look()

    @property
    def answers(self) -> Answers:
        """What the clerk has answered so far."""
        return self._answers[-1]

    def columns_of(self, table: Table) -> tuple[ProposedColumn, ...]:
        """The columns of figures of a table."""
        return tuple(c for c in self.proposal.columns if c.block == table.block)

    def rows_of(self, table: Table) -> tuple[ProposedRow, ...]:
        """The rows with figures of a table."""
        return tuple(r for r in self.proposal.rows if r.block == table.block)

    def unsure_in(self, table: Table) -> int:
        """How many rows and columns of a table are still asked about."""
        return sum(1 for each in self.proposal.unsure if each.block == table.block)

    # what a line is

    def how(self, line: ProposedRow | ProposedColumn) -> How:
        """How a line came to be what it is."""
        if not line.sure:
            return "asked"
        if isinstance(line, ProposedColumn):
            return (
                "left"
                if not line.rule.year
                else "chosen"
                if line.answer_key in self.answers.columns
                else "named"
            )
        if line.rule is None or not line.rule.indicator:
            return "left"
        if line.answer_key in self.answers.rows or line.answer_key in self.answers.linked:
            return "chosen"
        return "remembered" if line.key in remembered(self.snapshot).rows else "named"

    def meaning(self, row: ProposedRow) -> str:
        """The indicator's name, with its part; "" for none."""
        if row.rule is None or row.rule.indicator not in self.snapshot.library:
            return ""
        part = cell_words(row.rule.cell)
        name = self.snapshot.indicator(row.rule.indicator).name
        return f"{name}（{part}）" if part else name

    # answers

    def _answer(self, answers: Answers) -> None:
        self._answers.append(answers)
        self._look()

    def take_back(self) -> bool:
        """The last answer is taken back; False where there is none."""
        if len(self._answers) < 2:
            return False
        self._answers.pop()
        self._look()
        return True

    def link(self, row: ProposedRow, indicator: str, cell: str = "") -> None:
        """The row is that indicator; its factor follows from the units, or is asked."""
        now = self.answers
        rows = {k: rule for k, rule in now.rows.items() if k != row.answer_key}
        linked = {**now.linked, row.answer_key: RowRule(indicator, cell)}
        self._answer(replace(now, rows=rows, linked=linked))

    def leave_out(self, line: ProposedRow | ProposedColumn) -> None:
        """The row or column is not read."""
        now = self.answers
        if isinstance(line, ProposedColumn):
            left = ColumnRule(0, line.rule.field)
            self._answer(replace(now, columns={**now.columns, line.answer_key: left}))
        else:
            self._answer(replace(now, rows={**now.rows, line.answer_key: RowRule("")}))

    def accept(self, line: ProposedRow | ProposedColumn) -> bool:
        """What is proposed is right; False where nothing is proposed or a factor is still missing."""
        if line.sure:
            return False
        if isinstance(line, ProposedColumn):
            columns = {**self.answers.columns, line.answer_key: line.rule}
            self._answer(replace(self.answers, columns=columns))
            return True
        if line.rule is None:
            if not line.candidates:
                return False
            self.link(line, line.candidates[0].indicator.code)
            return True
        if line.why == "unit":
            return False
        self._answer(replace(self.answers, rows={**self.answers.rows, line.answer_key: line.rule}))
        return True

    def set_factor(self, row: ProposedRow, text: str) -> bool:
        """The row's figures are multiplied by ``text``; False where it is no factor or the row no indicator."""
        try:
            factor = read_number(text.lstrip("×xX*").strip())
        except Unreadable:
            factor = Decimal(0)
        if factor <= 0 or row.rule is None or not row.rule.indicator:
            return False
        rule = RowRule(row.rule.indicator, row.rule.cell, factor)
        self._answer(replace(self.answers, rows={**self.answers.rows, row.answer_key: rule}))
        return True

    def set_year(self, column: ProposedColumn, text: str) -> bool:
        """The column is of that year; False where the text is none."""
        plain = text.strip().removesuffix("年")
        if not plain.isascii() or not plain.isdigit() or not FIRST_YEAR <= int(plain) <= LAST_YEAR:
            return False
        rule = ColumnRule(int(plain), column.rule.field)
        self._answer(replace(self.answers, columns={**self.answers.columns, column.answer_key: rule}))
        return True

    def lay_out(self, sheet: TextSheet, head: int, *, name: int = 0, turned: bool = False) -> bool:
        """The years stand in that row (``turned``: column) of the sheet; False where it names none."""
        layouts = {**self.answers.layouts, sheet.name: Layout(head, name, turned)}
        self._answer(replace(self.answers, layouts=layouts))
        if any(c.sheet.name == sheet.name for c in self.proposal.columns):
            return True
        self.take_back()
        return False
