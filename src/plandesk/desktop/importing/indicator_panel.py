"""Which indicator a row of an old table is, or which part of one: found by name or pinyin initials."""

from collections.abc import Iterator, Sequence
from itertools import islice

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from plandesk.core.figures import cell_words, cells_of
from plandesk.core.history_names import NameIndex, row_name
from plandesk.core.indicator import Indicator
from plandesk.core.snapshot import Snapshot
from plandesk.desktop.look.cell import CellLook
from plandesk.desktop.look.look import Look
from plandesk.desktop.look.rows import TableRow
from plandesk.desktop.look.search_panel import SearchPanel
from plandesk.desktop.pinyin import matches

_MOST, _WIDTH, _WHERE = 80, 640, 170


class IndicatorPanel(SearchPanel):
    """``taken`` with code and breakdown cell."""

    taken = Signal(str, str)

    def __init__(self, look: Look, home: QWidget) -> None:
        nothing = self.tr("没有“{text}”。可试指标名中的两个字，或拼音首字母。")
        super().__init__(look, home, self._found, self._tell, nothing=nothing, width=_WIDTH, where=_WHERE)
        self._all: Sequence[Indicator] = ()
        self._first: Sequence[Indicator] = ()
        self._snapshot: Snapshot | None = None

    def open_for(self, name: str, snapshot: Snapshot, codes: Sequence[str], index: NameIndex) -> None:
        """Open for a row called ``name``; the indicators most like it come first."""
        self._snapshot = snapshot
        self._all = [snapshot.indicator(code) for code in codes]
        self._first = [c.indicator for c in index.candidates(row_name(name))]
        self.open_under(self.tr("“{name}”是哪个指标").format(name=name))

    def _found(self, wanted: str) -> Iterator[TableRow]:
        return islice(self._every(wanted), _MOST)

    def _every(self, wanted: str) -> Iterator[TableRow]:
        assert self._snapshot is not None
        likely = [i for i in self._first if matches(wanted, (i.name, *i.aliases))]
        rest = [i for i in self._all if i not in likely and matches(wanted, (i.name, *i.aliases))]
        for indicator in (*likely, *rest):
            # the parts only once it is clear which indicator is meant
            parts = cells_of(indicator, ()) if wanted or indicator in likely[:1] else ()
            for cell in ("", *parts):
                part = cell_words(cell)
                name = CellLook(part or indicator.name, indent=18 if part else 0, unit=indicator.unit,
                                tip=indicator.definition)  # fmt: skip
                where = CellLook(indicator.reporter if not part else "", "right", "ink2", size=12)
                yield TableRow((name, where), (indicator.code, cell))

    def _tell(self, choice: object) -> None:
        assert isinstance(choice, tuple)
        self.taken.emit(*choice)
