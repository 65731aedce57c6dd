"""Word's paragraphs, tables and counted numbers (.docx) to lines."""

import re
from collections.abc import Iterator
from pathlib import Path

import docx
from docx.document import Document as WordDocument
from docx.oxml.ns import qn
from docx.table import Table
from docx.text.paragraph import Paragraph

_DIGITS = "零一二三四五六七八九"
_CIRCLED_ONE = 0x2460


def docx_lines(path: Path) -> tuple[list[str], dict[int, str]]:
    """The lines of a .docx, and the numbers Word itself counts, by line number from 1."""
    document = docx.Document(str(path))
    counted = _Numbering(document)
    lines: list[str] = []
    marks: dict[int, str] = {}
    for text, mark in _blocks(document, counted):
        for part in text.split("\n"):
            lines.append(part)
            if mark:
                marks[len(lines)] = mark
            mark = ""
    return lines, marks


def _blocks(document: WordDocument, counted: "_Numbering") -> Iterator[tuple[str, str]]:
    for block in document.iter_inner_content():
        if isinstance(block, Paragraph):
            yield block.text, counted.mark(block)
        else:
            yield from ((row, "") for row in _rows(block))


def _rows(table: Table) -> Iterator[str]:
    """A table's rows with tabs between the cells; a merged cell stands once; one-cell rows keep their lines."""
    for row in table.rows:
        cells: list[str] = []
        seen: set[int] = set()
        for cell in row.cells:
            if id(cell._tc) in seen:
                continue
            seen.add(id(cell._tc))
            cells.append(cell.text if len(row.cells) == 1 else " ".join(cell.text.split()))
        yield "\t".join(cells)


class _Numbering:
    """Counts the automatic numbers of paragraphs: Word keeps only how they are written, per list and level."""

    def __init__(self, document: WordDocument) -> None:
        self._levels: dict[tuple[str, int], tuple[str, str, int]] = {}
        self._list_of: dict[str, str] = {}
        self._counts: dict[tuple[str, int], int] = {}
        try:
            root = document.part.numbering_part.element
        except (KeyError, NotImplementedError):
            return
        for number in root.findall(qn("w:num")):
            pointed = number.find(qn("w:abstractNumId"))
            if pointed is not None:
                self._list_of[number.get(qn("w:numId"))] = pointed.get(qn("w:val"))
        for abstract in root.findall(qn("w:abstractNum")):
            for level in abstract.findall(qn("w:lvl")):
                key = (abstract.get(qn("w:abstractNumId")), int(level.get(qn("w:ilvl"), "0")))
                self._levels[key] = (
                    _value(level, "w:numFmt", "decimal"),
                    _value(level, "w:lvlText", ""),
                    int(_value(level, "w:start", "1")),
                )

    def mark(self, paragraph: Paragraph) -> str:
        """The number Word prints before ``paragraph``, or ``""``."""
        path = f"{qn('w:pPr')}/{qn('w:numPr')}"
        found = paragraph._p.find(path)
        if found is None and paragraph.style is not None:
            found = paragraph.style.element.find(path)
        if found is None or not paragraph.text.strip():
            return ""
        level = int(_value(found, "w:ilvl", "0"))
        kept = self._list_of.get(_value(found, "w:numId", ""), "")
        if (kept, level) not in self._levels or self._levels[kept, level][0] == "bullet":
            return ""
        return self._count(kept, level)

    def _count(self, kept: str, level: int) -> str:
        start = self._levels[kept, level][2]
        self._counts[kept, level] = self._counts.get((kept, level), start - 1) + 1
        for key in [k for k in self._counts if k[0] == kept and k[1] > level]:
            del self._counts[key]

        def written(placeholder: re.Match[str]) -> str:
            at = int(placeholder[1]) - 1
            kind, _, first = self._levels.get((kept, at), ("decimal", "", 1))
            return _written(self._counts.get((kept, at), first), kind)

        return re.sub(r"%(\d)", written, self._levels[kept, level][1])


def _value(level: object, tag: str, default: str) -> str:
    found = level.find(qn(tag))  # type: ignore[attr-defined]
    return default if found is None else str(found.get(qn("w:val"), default))


def _written(count: int, kind: str) -> str:
    if "hinese" in kind or "deograph" in kind or kind.startswith("japaneseCounting"):
        return _chinese(count)
    if kind.startswith("decimalEnclosedCircle") and 1 <= count <= 20:
        return chr(_CIRCLED_ONE + count - 1)
    return str(count)


def _chinese(count: int) -> str:
    tens, ones = divmod(count, 10)
    if not tens:
        return _DIGITS[ones]
    return ("" if tens == 1 else _DIGITS[tens % 10]) + "十" + (_DIGITS[ones] if ones else "")
