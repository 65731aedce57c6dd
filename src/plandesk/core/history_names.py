"""Names and units as old tables write them: numbered, with the unit in brackets, a word more or less."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from difflib import SequenceMatcher

from plandesk.core.figures import cell_words, cells_of
from plandesk.core.indicator import Indicator
from plandesk.core.records import Town

LEAST_LIKENESS = 0.5
MOST_CANDIDATES = 3
_NUMBERING = re.compile(r"^(?:[(]?[0-9一二三四五六七八九十]+[)、.:]\s*|[#*★▲●○·-]+)+(?=\D)")
_LEADING = re.compile(r"^[0-9]{1,3}[.、]")
_PART_MARK = re.compile(r"^其中[:,、]?")
_BRACKET = re.compile(r"^(.+?)[(\[]([^()\[\]]*)[)\]]$")
_BLANKS = re.compile(r"\s+")
_UNIT_WORDS = re.compile(r"(?:单位)?[:]?(.*)")
# What a rate is counted on, by the ways to write it.
_BASES: Mapping[str, int] = {
    "%": 100, "百分比": 100, "百分之": 100, "‰": 1000, "千分之": 1000, "千分比": 1000, "1/1000": 1000, "/千": 1000,
    "/万": 10000, "1/万": 10000, "1/10000": 10000, "/10000": 10000, "万分之": 10000,
    "/10万": 100000, "1/10万": 100000, "/100000": 100000, "1/100000": 100000, "10万分之": 100000, "十万分之": 100000,
    "/十万": 100000, "1/十万": 100000, "人/10万": 100000, "例/10万": 100000,
}  # fmt: skip
_SCALES: Mapping[str, int] = {"万": 10_000, "亿": 100_000_000}
_PEOPLE = frozenset(("人", "名", "个", "家", "所", "户"))
_SYNONYMS: Mapping[str, str] = {
    "女": "女", "女性": "女", "女童": "女", "女生": "女", "妇女": "女", "女孩": "女",
    "男": "男", "男性": "男", "男童": "男", "男生": "男", "男孩": "男",
    "城镇": "城镇", "城市": "城镇", "城区": "城镇", "城": "城镇",
    "农村": "农村", "乡村": "农村", "乡": "农村", "村": "农村",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class RowName:
    """A row's words taken apart: the whole as compared, the name without its bracket, the unit, the part's word."""

    whole: str
    name: str
    unit: str
    part: str
    marked_as_part: bool

    @property
    def key(self) -> str:
        """The words a row is remembered by: without the unit, with a part's bracket."""
        return self.whole if self.part else self.name


@dataclass(frozen=True, slots=True)
class Candidate:
    """An indicator a row may mean, and how alike the names are (0 to 1)."""

    indicator: Indicator
    likeness: float


def plain(text: str) -> str:
    """``text`` as compared: half width, without blanks."""
    return _BLANKS.sub("", unicodedata.normalize("NFKC", text))


def row_name(text: str, unit: str = "") -> RowName:
    """Takes a row's first words apart; ``unit`` is what the table's own column of units says."""
    whole = _NUMBERING.sub("", plain(text))
    marked = _PART_MARK.match(whole) is not None
    whole = _NUMBERING.sub("", _PART_MARK.sub("", whole))
    found = _BRACKET.match(whole)
    name, bracket = (found[1], found[2]) if found is not None else (whole, "")
    if bracket in _SYNONYMS:
        return RowName(whole, name, plain_unit(unit), _SYNONYMS[bracket], marked)
    inside = plain_unit(bracket) if is_unit(plain_unit(bracket)) else ""
    return RowName(
        whole, name if inside else whole, plain_unit(unit) or inside, _SYNONYMS.get(whole, ""), marked
    )


def plain_unit(text: str) -> str:
    """A unit as compared."""
    found = _UNIT_WORDS.fullmatch(plain(text))
    return found[1] if found is not None else ""


def is_unit(text: str) -> bool:
    """Whether a bracket's words are a unit rather than a part of the name."""
    if (
        text in _BASES
        or text in _PEOPLE
        or text in ("岁", "元", "年", "张", "项", "次", "小时", "平方米", "件")
    ):
        return True
    return bool(
        re.fullmatch(r"[万亿]?(?:人|名|个|家|所|户|元|人次|件|张)(?:/.+)?|个/.+|张/.+|元/.+|个百分点", text)
    )


def factor_between(found: str, wanted: str) -> Decimal | None:
    """What figures in unit ``found`` are multiplied by to be in ``wanted``; None where the two do not go together.

    An unsaid unit is taken for the wanted one.
    """
    wanted = plain_unit(wanted)
    if not found or found == wanted:
        return Decimal(1)
    if found in _BASES and wanted in _BASES:
        return Decimal(_BASES[wanted]) / Decimal(_BASES[found])
    (scale, rest), (own_scale, own_rest) = _scaled(found), _scaled(wanted)
    if rest == own_rest or {rest, own_rest} <= _PEOPLE:
        return Decimal(scale) / Decimal(own_scale)
    return None


def _scaled(unit: str) -> tuple[int, str]:
    scale = _SCALES.get(unit[:1])
    return (scale, unit[1:]) if scale is not None and len(unit) > 1 else (1, unit)


class NameIndex:
    """The indicators of the file's plans by name and alias."""

    def __init__(self, indicators: Iterable[Indicator]) -> None:
        self._by_name: dict[str, Indicator] = {}
        self._known: dict[str, tuple[Candidate, ...]] = {}
        for indicator in indicators:
            for name in (indicator.name, *indicator.aliases):
                self._by_name.setdefault(plain(name), indicator)

    def indicators(self) -> tuple[Indicator, ...]:
        """Every indicator once, in the order given."""
        return tuple({i.code: i for i in self._by_name.values()}.values())

    def exact(self, row: RowName) -> Indicator | None:
        """The indicator of exactly that name or alias, its bracket and a number before it (3.5岁以下…) aside."""
        names = (row.whole, row.name, _LEADING.sub("", row.whole), _LEADING.sub("", row.name))
        return next((self._by_name[name] for name in names if name in self._by_name), None)

    def candidates(self, row: RowName) -> tuple[Candidate, ...]:
        """The indicators whose names are most alike, best first; worked out once for a name."""
        if row.name not in self._known:
            self._known[row.name] = self._most_alike(row)
        return self._known[row.name]

    def _most_alike(self, row: RowName) -> tuple[Candidate, ...]:
        best: dict[str, Candidate] = {}
        for name, indicator in self._by_name.items():
            likeness = round(alike(row.name, name), 2)
            known = best.get(indicator.code)
            if likeness >= LEAST_LIKENESS and (known is None or known.likeness < likeness):
                best[indicator.code] = Candidate(indicator, likeness)
        ranked = sorted(best.values(), key=lambda c: (-c.likeness, c.indicator.code))
        return tuple(ranked[:MOST_CANDIDATES])


def alike(one: str, other: str) -> float:
    """How alike two names are, 0 to 1: common stretches, or one within the other with words left out."""
    if not one or not other:
        return 0.0
    ratio = SequenceMatcher(None, one, other, autojunk=False).ratio()
    short, long = sorted((one, other), key=len)
    letters = iter(long)
    if len(short) >= 4 and all(letter in letters for letter in short):
        return max(ratio, 0.5 + len(short) / len(long) / 2)
    return ratio


def part_cell(row: RowName, above: Indicator | None, towns: Iterable[Town]) -> str | None:
    """The breakdown cell of ``above`` that a row such as 其中：女 or 农村 means; None where it means none."""
    if above is None:
        return None
    wanted = row.part or row.whole
    for cell in cells_of(above, towns):
        words = plain(cell_words(cell))
        if wanted == words or _SYNONYMS.get(words, words) == wanted:
            return cell
    return None
