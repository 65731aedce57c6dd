"""Word's paragraphs, tables and counted numbers (.docx) to lines."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import docx
from docx.document import Document as WordDocument
from docx.oxml.ns import qn
from docx.table import Table
from docx.text.paragraph import Paragraph

_DIGITS = "零一二三四五六七八九"
_CIRCLED_ONE = 0x2460
_T, _TAB, _HYPHEN = qn("w:t"), qn("w:tab"), qn("w:noBreakHyphen")
_BREAKS = (qn("w:br"), qn("w:cr"))
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
# Deleted and moved-away text, the codes of fields, tab stops of a paragraph's format, text boxes (read on their own).
_SKIPPED = (
    qn("w:del"),
    qn("w:moveFrom"),
    qn("w:instrText"),
    qn("w:pPr"),
    qn("w:rPr"),
    qn("w:txbxContent"),
    _FALLBACK,
)


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
            text = _text(block)
            yield text, counted.mark(block, text)
            yield from ((boxed, "") for boxed in _boxed(block))
        else:
            yield from ((row, "") for row in _rows(block))


def _text(paragraph: Paragraph) -> str:
    """A paragraph as it reads with all changes accepted: what was inserted is there, what was deleted is not."""
    return "".join(_signs(paragraph._p))


def _signs(element: Any) -> Iterator[str]:
    for child in element:
        tag = child.tag
        if tag == _T:
            yield child.text or ""
        elif tag == _TAB:
            yield "\t"
        elif tag in _BREAKS:
            yield "\n"
        elif tag == _HYPHEN:
            yield "-"
        elif tag not in _SKIPPED:
            yield from _signs(child)


def _boxed(paragraph: Paragraph) -> Iterator[str]:
    """The paragraphs of the text boxes anchored in a paragraph; Word keeps each box twice, once for old programs."""
    for box in paragraph._p.iter(qn("w:txbxContent")):
        if not any(parent.tag == _FALLBACK for parent in box.iterancestors()):
            yield from ("".join(_signs(inner)) for inner in box.iter(qn("w:p")))


def _rows(table: Table) -> Iterator[str]:
    """A table's rows with tabs between the cells; a merged cell stands once; one-cell rows keep their lines."""
    for row in table.rows:
        cells: list[str] = []
        seen: set[int] = set()
        for cell in row.cells:
            if id(cell._tc) in seen:
                continue
            seen.add(id(cell._tc))
            text = "\n".join(_text(paragraph) for paragraph in cell.paragraphs)
            cells.append(text if len(row.cells) == 1 else " ".join(text.split()))
        yield "\t".join(cells)


class _Numbering:
    """Counts the automatic numbers of paragraphs: Word keeps only how they are written, per list and level."""

    def __init__(self, document: WordDocument) -> None:
        self._levels: dict[tuple[str, int], tuple[str, str, int]] = {}
        self._list_of: dict[str, str] = {}
        self._counts: dict[tuple[str, int], int] = {}
        # where a list that is written as another begins its numbers anew, until it has begun
        self._restarts: dict[tuple[str, int], int] = {}
        try:
            root = document.part.numbering_part.element
        except (KeyError, NotImplementedError):
            return
        for number in root.findall(qn("w:num")):
            pointed = number.find(qn("w:abstractNumId"))
            if pointed is None:
                continue
            own = number.get(qn("w:numId"))
            self._list_of[own] = pointed.get(qn("w:val"))
            for override in number.findall(qn("w:lvlOverride")):
                start = override.find(qn("w:startOverride"))
                if start is not None:
                    self._restarts[own, int(override.get(qn("w:ilvl"), "0"))] = int(
                        start.get(qn("w:val"), "1")
                    )
        for abstract in root.findall(qn("w:abstractNum")):
            for level in abstract.findall(qn("w:lvl")):
                key = (abstract.get(qn("w:abstractNumId")), int(level.get(qn("w:ilvl"), "0")))
                self._levels[key] = (
                    _value(level, "w:numFmt", "decimal"),
                    _value(level, "w:lvlText", ""),
                    int(_value(level, "w:start", "1")),
                )

    def mark(self, paragraph: Paragraph, text: str) -> str:
        """The number Word prints before ``paragraph``, or ``""``."""
        path = f"{qn('w:pPr')}/{qn('w:numPr')}"
        found = paragraph._p.find(path)
        style: Any = paragraph.style
        while found is None and style is not None:
            found = style.element.find(path)
            style = style.base_style
        if found is None or not text.strip():
            return ""
        level = int(_value(found, "w:ilvl", "0"))
        own = _value(found, "w:numId", "")
        kept = self._list_of.get(own, "")
        if (own, level) in self._restarts:
            self._counts[kept, level] = self._restarts.pop((own, level)) - 1
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
