"""Ctrl+L and Ctrl+N: which indicator a line is about, found by name or pinyin initials, or a new one."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from plandesk.core.indicator import Indicator
from plandesk.desktop.look.cell import CellLook
from plandesk.desktop.look.look import Look
from plandesk.desktop.look.rows import TableRow
from plandesk.desktop.look.search_panel import SearchPanel
from plandesk.desktop.pinyin import matches
from plandesk.desktop.reading.review import Review
from plandesk.planreader.matching import likeness

_MOST = 60
_SHOWN = 10
_WIDTH, _WHERE = 620, 220


@dataclass(frozen=True, slots=True)
class Choice:
    """An indicator by its code, or (None) a new one called ``name``."""

    code: str | None
    name: str


class LinkPanel(SearchPanel):
    """``taken`` with the ``Choice``."""

    taken = Signal(object)

    def __init__(self, look: Look, home: QWidget) -> None:
        nothing = self.tr("没有“{text}”。可试指标名中的两个字；写出全名可作为新指标。")
        super().__init__(look, home, self._found, self._tell, nothing=nothing, width=_WIDTH, where=_WHERE)
        self._review: Review | None = None
        self._name, self._form = "", ""

    def open_for(self, review: Review, title: str, name: str, form: str) -> None:
        """Open for a line called ``name`` whose new indicator would stand in ``form``."""
        self._review, self._name, self._form = review, name, form
        self.open_under(title)

    def _found(self, wanted: str) -> Iterator[TableRow]:
        assert self._review is not None
        titles = {form.code: form.title for form in self._review.library.forms}
        found = [
            (form, indicator)
            for form, indicator in self._all()
            if matches(wanted, (indicator.name, *indicator.aliases))
        ]
        exact = any(wanted in (i.name, *i.aliases) for _, i in found)
        name = self._name if wanted.isascii() else wanted
        fresh = [] if exact or not name else [self._new_row(name)]
        lines = [
            TableRow(
                (
                    CellLook(i.name, unit=i.unit, tip=i.definition),
                    CellLook(titles.get(form, self.tr("新指标")), "right", "ink2", size=12),
                ),
                Choice(i.code, i.name),
            )
            for form, i in self._ranked(found)[: _MOST if wanted else _SHOWN - 1]
        ]
        yield from [*lines, *fresh]

    def _new_row(self, name: str) -> TableRow:
        words = self.tr("作为新指标“{name}”").format(name=name)
        return TableRow(
            (
                CellLook(words, ink="accent", sign="new", sign_ink="accent"),
                CellLook(self.tr("本地指标"), "right", "ink2", size=12),
            ),
            Choice(None, name),
        )

    def _all(self) -> Iterator[tuple[str, Indicator]]:
        assert self._review is not None
        for form in self._review.library.forms:
            yield from ((form.code, indicator) for indicator in form.indicators)
        yield from (("", each.indicator) for each in self._review.local_indicators())

    def _ranked(self, found: Sequence[tuple[str, Indicator]]) -> list[tuple[str, Indicator]]:
        """Those like the document's words first, of two alike the one of the same form."""

        def key(pair: tuple[str, Indicator]) -> tuple[float, bool]:
            form, indicator = pair
            return -likeness(self._name, indicator), form != self._form

        return sorted(found, key=key)

    def _tell(self, choice: object) -> None:
        self.taken.emit(choice)
