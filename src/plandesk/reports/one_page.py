"""A form on exactly one page (督办单): a frame with labelled rows, a note, and a slip to be cut off below."""

from dataclasses import dataclass

from plandesk.core.report_model import FormRow, Furniture, OnePageForm, Spread
from plandesk.reports.blocks import MM, Style, TextBlock, first_baseline
from plandesk.reports.cells import cell_lines
from plandesk.reports.fonts import Typefaces
from plandesk.reports.layout import FORM_HEIGHT
from plandesk.reports.line_breaking import Line
from plandesk.reports.pen import Pen
from plandesk.reports.spread import SpreadBlock
from plandesk.reports.tables import TableBlock, table_block

_LABEL = 26 * MM
_TITLE, _TOP = 34.0, 42.0  # size of the title's strip, where the line above the frame begins
_SIDE, _ABOVE = 5.0, 4.0
# what is written is set smaller before anything is left out
_TEXTS = tuple(Style("song", size, size * 1.375, align="left") for size in (11.0, 10.0, 9.0))
_NOTE = Style("song", 9, 12.5, align="left")
_CUT, _SLIP = 20.0, 25.0


class TooMuchForOnePageError(ValueError):
    """What a one-page form has to say does not fit on its page, however low its blank rows are."""


@dataclass(frozen=True, slots=True)
class OnePageBlock:
    """The form as a block as high as its page. Raises TooMuchForOnePageError while being drawn."""

    form: OnePageForm
    furniture: Furniture
    faces: Typefaces
    key: str = ""
    before: float = 0.0
    after: float = 0.0
    keeps: bool = False

    def height(self, width: float) -> float:
        return FORM_HEIGHT

    def least(self, width: float) -> float:
        return FORM_HEIGHT

    def split(self, room: float, width: float) -> None:
        return None

    def draw(self, pen: Pen, x: float, top: float, width: float) -> None:
        form = self.form
        if self.key:
            pen.bookmark(self.key, form.outline or form.title, 0, top + 6)
        pen.words(
            form.title, x + width / 2, top - 24, _title_size(form.title, width, self.faces), "title", "centre"
        )
        SpreadBlock(Spread(form.head, 11), self.faces).draw(pen, x, top - _TOP, width)
        y = top - _TOP - 20
        upper = y
        style = self.text_style(width)
        for row, height in zip(form.rows, self.heights(width), strict=True):
            self._row(pen, row, style, x, y, width, height)
            y -= height
            if row is not form.rows[-1]:
                pen.rule(x, y, x + width, y, 0.5)
        pen.rule(x + _LABEL, upper, x + _LABEL, y, 0.5)
        pen.frame(x, y, width, upper - y, 1)
        note = self._note()
        note.draw(pen, x, y - 4, width)
        self._slip(pen, x, y - 4 - note.height(width) - _CUT / 2, width)

    def text_style(self, width: float) -> Style:
        """The largest type in which everything fits on the page. Raises TooMuchForOnePageError."""
        for style in _TEXTS:
            if self._heights(width, style) is not None:
                return style
        raise TooMuchForOnePageError(self.form.outline or self.form.title)

    def heights(self, width: float) -> list[float]:
        """The rows' heights; blank rows give way where the page is full. Raises TooMuchForOnePageError."""
        found = self._heights(width, self.text_style(width))
        assert found is not None
        return found

    def _heights(self, width: float, style: Style) -> list[float] | None:
        rows = self.form.rows
        needed = [self._needed(row, width, style) for row in rows]
        heights = [max(row.height * MM, need) for row, need in zip(rows, needed, strict=True)]
        fixed = _TOP + 20 + 4 + self._note().height(width) + _CUT + _SLIP * len(self.form.slip)
        over = fixed + sum(heights) - FORM_HEIGHT
        if over <= 0:
            return heights
        lowest = [max(row.least * MM, need) if row.least else high for row, need, high in zip(
            rows, needed, heights, strict=True)]  # fmt: skip
        give = sum(high - low for high, low in zip(heights, lowest, strict=True))
        if give < over:
            return None
        return [high - (high - low) * over / give for high, low in zip(heights, lowest, strict=True)]

    def _needed(self, row: FormRow, width: float, style: Style) -> float:
        room = width - _LABEL
        table = self._table(row, room)
        inner = table.height(room) if table else 0.0
        inner += sum(block.height(self._room(row, room)) for block in self._texts(row, style))
        return max(
            inner + (0 if table else 2 * _ABOVE),
            15.0 * len(self._label(row.label)) + (12 if row.sub_label else 0) + 4,
        )

    def _room(self, row: FormRow, room: float) -> float:
        return room * 0.44 if row.second else room - 2 * _SIDE

    def _row(
        self, pen: Pen, row: FormRow, style: Style, x: float, top: float, width: float, height: float
    ) -> None:
        self._labelled(pen, row.label, row.sub_label, x, top, height)
        left, room = x + _LABEL, width - _LABEL
        y = top - _ABOVE
        table = self._table(row, room)
        if table is not None:
            table.draw(pen, left, top - 1, room)
        texts = self._texts(row, style)
        inside = sum(block.height(self._room(row, room)) for block in texts)
        if table is None and not row.least:
            y = top - (height - inside) / 2
        for block in texts:
            block.draw(pen, left + _SIDE, y, self._room(row, room))
            y -= block.height(self._room(row, room))
        if row.second:
            middle = left + room * 0.48
            pen.rules(
                [(middle, top, middle, top - height), (middle + _LABEL, top, middle + _LABEL, top - height)],
                0.5,
            )
            self._labelled(pen, row.second[0], "", middle, top, height)
            words = TextBlock(row.second[1], style, self.faces)
            inner = x + width - middle - _LABEL - 2 * _SIDE
            words.draw(pen, middle + _LABEL + _SIDE, top - (height - words.height(inner)) / 2, inner)

    def _label(self, label: str) -> tuple[Line, ...]:
        return cell_lines(label, "hei", 12, _LABEL - 12, self.faces, "centre")

    def _labelled(self, pen: Pen, label: str, sub: str, x: float, top: float, height: float) -> None:
        lines = self._label(label)
        y = top - (height - 15 * len(lines) - (12 if sub else 0)) / 2
        for line in lines:
            pen.line_of_text(line, x + 6, y - first_baseline(12, 15), 12)
            y -= 15
        if sub:
            pen.words(sub, x + _LABEL / 2, y - first_baseline(9, 12), 9, "song", "centre")

    def _texts(self, row: FormRow, style: Style) -> list[TextBlock]:
        return [TextBlock(text, style, self.faces) for text in row.texts]

    def _table(self, row: FormRow, room: float) -> TableBlock | None:
        return None if row.table is None else table_block(row.table, self.furniture, self.faces, room)

    def _note(self) -> TextBlock:
        return TextBlock(self.form.note, _NOTE, self.faces)

    def _slip(self, pen: Pen, x: float, y: float, width: float) -> None:
        """The line to cut along, its words in the middle, and the receipt below it."""
        words = self.faces.width(self.form.cut, "song", 9)
        pen.dashes(x, x + (width - words) / 2 - 4, y)
        pen.dashes(x + (width + words) / 2 + 4, x + width, y)
        pen.words(self.form.cut, x + width / 2, y - 3, 9, "song", "centre")
        y -= 8
        for texts in self.form.slip:
            SpreadBlock(Spread(texts, 11), self.faces).draw(pen, x, y - 6, width)
            y -= _SLIP


def _title_size(title: str, width: float, faces: Typefaces) -> float:
    wide = faces.width(title, "title", 22)
    return 22.0 if wide <= width else 22 * width / wide
