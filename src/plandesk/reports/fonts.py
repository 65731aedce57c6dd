"""The fonts of the paper: four shipped ones, the PC's own official ones if wished, and a face for every character.

reportlab draws nothing where a font lacks a character and says nothing about it; ``Typefaces.shape`` therefore chooses
a font for each character: the role's own, then 宋, then whatever the PC has, and last 〓 with the character remembered.
"""

import struct
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, cast

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import SUBSETN, TTFError, TTFont

from plandesk.reports.pc_fonts import OFFICIAL, RARE, candidates
from plandesk.reports.roles import Role
from plandesk.shipped import shipped_dir

GETA = "〓"

_SHIPPED: Mapping[Role, str] = {
    "song": "PlandeskSong-Regular.ttf",
    "song_bold": "PlandeskSong-Bold.ttf",
    "hei": "PlandeskHei-Regular.ttf",
    "kai": "PlandeskKai-Regular.ttf",
    "fang": "PlandeskSong-Regular.ttf",
    "title": "PlandeskSong-Bold.ttf",
}


class ReadableFont(TTFont):  # type: ignore[misc, unused-ignore]
    """A TrueType font whose text can be read back beyond U+FFFF.

    reportlab's ToUnicode maps write such a character as five hex digits, which readers cut to another character;
    here they are written as UTF-16 pairs (PDF 32000-1, 9.10.3), in blocks of at most 100 as that standard asks.
    """

    def addObjects(self, doc: Any) -> None:  # noqa: N802 - reportlab's own name
        """Adds the font's objects to the document and puts the mended maps in place of reportlab's."""
        subsets = [list(subset) for subset in self.state[doc].subsets]
        super().addObjects(doc)
        face = cast(Any, self.face)
        for number, subset in enumerate(subsets):
            prefix = SUBSETN(number)
            name = (prefix + b"+" + face.name + face.subfontNameX).decode("pdfdoc")
            doc.idToObject["toUnicodeCMap:" + name].content = _to_unicode(name, subset)


@dataclass(frozen=True, slots=True)
class Shaped:
    """A text ready to be set: the characters as drawn, and for each the font's name and its width in em."""

    text: str
    fonts: tuple[str, ...]
    widths: tuple[float, ...]

    def __add__(self, other: "Shaped") -> "Shaped":
        return Shaped(self.text + other.text, self.fonts + other.fonts, self.widths + other.widths)


@dataclass(slots=True)
class Typefaces:
    """The fonts of one document. ``missing`` gathers the characters that no font has, in order of appearance."""

    names: Mapping[Role, str]
    fallback: tuple[str, ...]
    missing: dict[str, None] = field(default_factory=dict)
    _known: dict[tuple[str, str], tuple[str, str, float]] = field(default_factory=dict)

    def shape(self, text: str, role: Role) -> Shaped:
        """A drawable character, a font and a width (em) for every character of ``text``."""
        wanted = self.names[role]
        placed = [self._place(char, wanted) for char in text]
        if not placed:
            return Shaped("", (), ())
        chars, fonts, widths = zip(*placed, strict=True)
        return Shaped("".join(chars), fonts, widths)

    def width(self, text: str, role: Role, size: float) -> float:
        """How wide ``text`` is when set in one line, in points."""
        wanted = self.names[role]
        return sum(self._place(char, wanted)[2] for char in text) * size

    def families(self) -> tuple[str, ...]:
        """The names of the fonts in use, for the document's properties."""
        return tuple(dict.fromkeys(self.names.values()))

    def _place(self, char: str, wanted: str) -> tuple[str, str, float]:
        key = (char, wanted)
        place = self._known.get(key)
        if place is None:
            place = self._known[key] = self._find(char, wanted)
        return place

    def _find(self, char: str, wanted: str) -> tuple[str, str, float]:
        code = ord(char)
        for name in (wanted, *self.fallback):
            face = cast(Any, pdfmetrics.getFont(name)).face
            if code in face.charToGlyph:
                return char, name, face.getCharWidth(code) / 1000
        self.missing[char] = None
        return self._find(GETA, wanted)


def typefaces(pc_fonts: Path | None = None) -> Typefaces:
    """The shipped fonts; with ``pc_fonts`` (the PC's font folder) its official fonts where they are there.

    Registers them with reportlab, whose registry belongs to the process; a font already there is not loaded again.
    Raises FileNotFoundError when a shipped font is missing.
    """
    home = shipped_dir("resources") / "fonts"
    names: dict[Role, str] = {role: _registered(home / file) for role, file in _SHIPPED.items()}
    song = names["song"]
    rare: list[str] = []
    if pc_fonts is not None:
        for role, files in OFFICIAL.items():
            names[role] = next(_present(pc_fonts, files), names[role])
        rare = list(_present(pc_fonts, RARE))
    return Typefaces(names, tuple(dict.fromkeys((song, *rare))))


def _present(folder: Path, files: tuple[str, ...]) -> Iterator[str]:
    for path in candidates(folder, files):
        try:
            yield _registered(path)
        except (
            TTFError,
            OSError,
            ValueError,
            LookupError,
            struct.error,
        ):  # unreadable: the shipped one stands in
            continue


def _registered(path: Path) -> str:
    name = path.stem
    if name not in pdfmetrics.getRegisteredFontNames():
        pdfmetrics.registerFont(ReadableFont(name, str(path), asciiReadable=False))
    return name


def _to_unicode(name: str, subset: list[int]) -> str:
    lines = [
        "/CIDInit /ProcSet findresource begin", "12 dict begin", "begincmap", "/CIDSystemInfo",
        f"<< /Registry ({name})", f"/Ordering ({name})", "/Supplement 0", ">> def",
        f"/CMapName /{name} def", "/CMapType 2 def",
        "1 begincodespacerange", "<00> <FF>", "endcodespacerange",
    ]  # fmt: skip
    pairs = [
        f"<{code:02X}> <{chr(char).encode('utf-16-be').hex().upper()}>" for code, char in enumerate(subset)
    ]
    for start in range(0, len(pairs), 100):
        block = pairs[start : start + 100]
        lines += [f"{len(block)} beginbfchar", *block, "endbfchar"]
    lines += ["endcmap", "CMapName currentdict /CMap defineresource pop", "end", "end"]
    return "\n".join(lines)
