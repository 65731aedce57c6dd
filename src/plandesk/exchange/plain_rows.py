"""Plain rows on a sheet: a header of names and values, a line of column heads, rows; all text, with a
checksum.

Control characters and backslashes are written as escapes, so that Excel, WPS and LibreOffice give the cells
back as they were.
"""

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

_ESCAPES = {"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"}
_PLAIN = {"\\": "\\", "t": "\t", "n": "\n", "r": "\r"}
_DIGITS = 8


@dataclass(frozen=True)
class PlainRows:
    """``header`` by name, ``columns``, and ``rows`` with a text per column."""

    header: Mapping[str, str]
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    def checksum(self) -> str:
        """SHA-256 as hexadecimal digits: ``name=value`` lines (but ``checksum``'s own), then the rows'
        cells between tabs, every text escaped.
        """
        digest = hashlib.sha256()
        for name, value in self.header.items():
            if name != "checksum":
                digest.update(f"{name}={escaped(value)}\n".encode())
        for row in self.rows:
            digest.update(("\t".join(escaped(text) for text in row) + "\n").encode())
        return digest.hexdigest()

    @property
    def intact(self) -> bool:
        """Whether the checksum the header states is the right one."""
        return self.header.get("checksum", "") == self.checksum()

    def lines(self) -> Iterator[tuple[str, ...]]:
        """The sheet's lines from top to bottom, each cell escaped, the checksum the last line of the
        header.
        """
        for name, value in {**self.header, "checksum": self.checksum()}.items():
            yield (name, escaped(value))
        yield self.columns
        yield from (tuple(escaped(text) for text in row) for row in self.rows)


class BrokenRowsError(ValueError):
    """A sheet that is not what ``PlainRows.lines`` writes; ``line`` counts from 1, 0 where the heads are
    missing.
    """

    def __init__(self, line: int) -> None:
        super().__init__(f"line {line}")
        self.line = line


def read_plain(lines: Iterable[Sequence[str]], columns: tuple[str, ...]) -> PlainRows:
    """The inverse of ``PlainRows.lines``; empty lines are passed over. Raises BrokenRowsError."""
    header: dict[str, str] = {}
    rows: list[tuple[str, ...]] = []
    in_rows = False
    for number, texts in enumerate(lines, start=1):
        full = (*texts, *[""] * (len(columns) - len(texts)))[: len(columns)]
        if not any(full):
            continue
        try:
            if in_rows:
                rows.append(tuple(unescaped(text) for text in full))
            elif full == columns:
                in_rows = True
            else:
                header[full[0]] = unescaped(full[1])
        except ValueError as fault:
            raise BrokenRowsError(number) from fault
    if not in_rows:
        raise BrokenRowsError(0)
    return PlainRows(header, columns, tuple(rows))


def escaped(text: str) -> str:
    """``text`` in printable characters only, nothing lost; ``_x`` too, which Excel reads as an escape of
    its own.
    """
    if text.isprintable() and "\\" not in text and "_x" not in text:
        return text
    first, *others = text.split("_x")
    return _code("_").join(_one(piece) for piece in (first, *(f"x{other}" for other in others)))


def unescaped(text: str) -> str:
    """The inverse of ``escaped``. Raises ValueError for an escape we never write."""
    if "\\" not in text:
        return text
    letters = iter(text)
    return "".join(_read(letters) if letter == "\\" else letter for letter in letters)


def _one(text: str) -> str:
    return "".join(_ESCAPES.get(c) or (c if c.isprintable() or c == "\u3000" else _code(c)) for c in text)


def _code(character: str) -> str:
    return f"\\u{ord(character):0{_DIGITS}x}"


def _read(letters: Iterator[str]) -> str:
    kind = next(letters, "")
    if kind == "u":
        return chr(int("".join(next(letters, "") for _ in range(_DIGITS)), 16))
    if kind not in _PLAIN:
        raise ValueError(f"unknown escape {kind!r}")
    return _PLAIN[kind]
