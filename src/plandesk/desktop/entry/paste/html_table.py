"""The table in a clipboard's HTML: Word's and browsers' cells keep their place there, merged ones leave blanks behind them."""

from html.parser import HTMLParser

_CELLS = ("td", "th")
_SKIPPED = ("style", "script", "title")
_MOST = 200


class _TableParser(HTMLParser):
    """Cells of the first outermost table, with the rows and columns they span."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.rows: list[list[tuple[str, int, int]]] = []
        self._depth = 0
        self._done = False
        self._cell: list[str] | None = None
        self._spans = (1, 1)
        self._skipping = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _SKIPPED:
            self._skipping += 1
        if self._done:
            return
        if tag == "table":
            self._depth += 1
        elif self._depth == 1 and tag == "tr":
            self._end_cell()
            self.rows.append([])
        elif self._depth == 1 and tag in _CELLS and self.rows:
            self._end_cell()
            given = dict(attrs)
            self._cell, self._spans = [], (_span(given.get("rowspan")), _span(given.get("colspan")))
        elif tag in ("br", "p", "div") and self._cell:
            self._cell.append(" ")

    def handle_endtag(self, tag: str) -> None:
        if tag in _SKIPPED:
            self._skipping = max(0, self._skipping - 1)
        if self._done:
            return
        if tag == "table":
            if self._depth == 1:
                self._end_cell()
                self._done = True
            self._depth -= 1
        elif self._depth == 1 and tag in (*_CELLS, "tr"):
            self._end_cell()

    def handle_data(self, data: str) -> None:
        if self._cell is not None and not self._skipping and not self._done:
            self._cell.append(data)

    def close(self) -> None:
        super().close()
        self._end_cell()

    def _end_cell(self) -> None:
        if self._cell is not None:
            self.rows[-1].append((" ".join("".join(self._cell).split()), *self._spans))
            self._cell = None


def _span(text: str | None) -> int:
    return min(int(text), _MOST) if text and text.isdigit() and int(text) else 1


def html_block(html: str) -> tuple[tuple[str, ...], ...]:
    """The cells of the first table of ``html`` as rows of texts; () where there is none.

    A merged cell's text stands in its first cell; the others it covers are blank.
    """
    parser = _TableParser()
    parser.feed(html)
    parser.close()
    rows: list[dict[int, str]] = [{} for _ in parser.rows]
    for number, cells in enumerate(parser.rows):
        column = 0
        for text, tall, wide in cells:
            while column in rows[number]:
                column += 1
            for down in range(tall):
                for right in range(wide):
                    if number + down < len(rows):
                        rows[number + down].setdefault(column + right, "")
            rows[number][column] = text
            column += wide
    width = max((max(row, default=-1) + 1 for row in rows), default=0)
    return tuple(tuple(row.get(column, "") for column in range(width)) for row in rows)
