"""One line of a document made uniform (digits, signs, blanks, Markdown, scanning errors), each sign's place kept."""

import re
from dataclasses import dataclass

# Signs that mean the same in this genre. Full-width letters, digits and signs are folded by their distance.
_FOLDED = {
    "﹪": "%", "٪": "%", "∕": "/", "⁄": "/", "÷": "/", "〜": "～", "∼": "～", "~": "～", "˜": "～",
    "–": "-", "‐": "-", "‑": "-", "―": "—", "─": "—", "−": "-", "﹣": "-", "∶": "：", "﹤": "<", "﹥": ">",
    "≦": "≤", "≧": "≥", "⩽": "≤", "⩾": "≥", "﹒": ".", "•": "·", "‧": "·", "・": "·", "„": "“", "〝": "“", "〞": "”",
    "［": "[", "］": "]", "﹙": "（", "﹚": "）", "﹝": "〔", "﹞": "〕",
}  # fmt: skip
_TO_CHINESE = {"(": "（", ")": "）", ":": "：", ";": "；", "?": "？", "!": "！"}
_ESCAPED = tuple(".-*#()[]_+!|~`>%&")
_KEPT_WIDE = "，：；！？（）～｜"
_CJK = re.compile("[\u3000-\u303f\u3400-\u9fff\uff00-\uffef“”‘’—…·]")
_QUOTED = re.compile(r"\s*(?:>\s*)+(?=[^\s>\d=])|(?:>\s+)+")
_MARKDOWN_HEAD = re.compile(r"\s*(#{1,6})(?!#)\s*")
# What a list's number looks like before a tab: the tab is no cell's border.
_LIST_MARK = re.compile(
    r"(?:\d{1,2}[.．、)）]|[（(]\d{1,2}[）)]|[（(]?[一二三四五六七八九十]{1,3}[）)、.．]|第[一二三四五六七八九十\d]{1,3}[章节部篇](?:分)?|[①-⑳]|[-—]{1,2})"
)
_BULLET = re.compile(r"\s*(?:[-*+•●▪◆■□○◇➤►▶❖·]|\uf06c|\uf0b7)\s+(?=\S)")
_RULE_LINE = re.compile(r"\s*(?:[-*_=—－·.…]\s*){3,}$|\s*\|?[\s:|+-]*-{2,}[\s:|+-]*$")
# 「3 妇女…」: a number that a blank alone parts from the words, and no figure with its unit.
_APART = re.compile(
    r"\s*(\d{1,2}(?:[.．]\d{1,2})?)[ \u3000]+(?=[\u4e00-\u9fff“]|\d{1,3}(?:%|岁|个月|[-～—]\d))(?![岁年月日个名所项次张人家座名位万亿天周小分元亩])"
)
# Letters a scanner takes for digits, only beside digits or their units.
_OCR = (
    (re.compile(r"(?<=[\d.])[OoＯ〇](?=[\d.%‰/]|[万岁年个名所])|(?<=\d)[OoＯ](?=$|[^A-Za-z])"), "0"),
    (
        re.compile(r"(?<![A-Za-z])[lI|](?=[\d.][\d.]?[\d%‰/])|(?<=/)[lI|](?=[0O]万)|(?<=\d)[lI](?=[\d.%‰/])"),
        "1",
    ),
    (re.compile(r"(?<=\d)[。．·](?=\d+(?:[%‰]|/\d|[个岁年张名]))"), "."),
    (re.compile(r"(?<=/1)[Oo](?=万)"), "0"),
)
_SPLIT_PER_CENT = re.compile(r"(?<=[\dOol])[oO]/[oO](?![oO0\d])|(?<=\d)0/0(?![\d万])")
_SPLIT_PER_MILLE = re.compile(r"(?<=\d)(?:%[oO0]|[oO]/[oO][oO0])(?![\d.])")


@dataclass(frozen=True, slots=True)
class CleanLine:
    """A line made uniform. ``columns[i]`` is the place of ``text[i]`` in the line as it stood.

    ``head`` is the Markdown level (0 none), ``spaced`` whether a blank stood after a leading number's point,
    ``apart`` how long the number is that only a blank parts from the words, ``cells`` whether tabs part it.
    """

    text: str
    columns: tuple[int, ...]
    head: int = 0
    spaced: bool = False
    apart: int = 0

    @property
    def cells(self) -> bool:
        """Whether it is a row of a table."""
        return "\t" in self.text


def clean(raw: str) -> CleanLine:
    """``raw`` made uniform; an empty text for blank lines and ruled lines."""
    if _RULE_LINE.match(raw):
        return CleanLine("", ())
    quoted = _QUOTED.match(raw)
    start, head = quoted.end() if quoted else 0, 0
    found = _MARKDOWN_HEAD.match(raw, start)
    if found:
        start, head = found.end(), len(found[1])
    found = _BULLET.match(raw, start)
    if found:
        start = found.end()
    signs = _folded(raw, start)
    signs = _table_cells(signs) if "|" in raw or "｜" in raw else signs
    spaced = bool(re.match(r"\s*\d{1,2}\s*[.．、]\s", raw[start:]))
    signs = _without_blanks(signs)
    signs = _spelled_signs(signs)
    text = read_again("".join(sign for sign, _ in signs))
    apart = _APART.match(raw, start)
    return CleanLine(text, tuple(at for _, at in signs), head, spaced, len(apart[1]) if apart else 0)


def _folded(raw: str, start: int) -> list[tuple[str, int]]:
    signs: list[tuple[str, int]] = []
    for at in range(start, len(raw)):
        sign = raw[at]
        if sign in "\u200b\ufeff\u200c\u200d\u2060\xad":
            continue
        if sign == "\\" and raw[at + 1 : at + 2] in _ESCAPED:
            continue  # Markdown's "1\\." is "1."
        if sign in "*`" or (sign == "_" and raw[at - 1 : at + 2].count("_") == 2):
            continue  # bold, italic, code
        code = ord(sign)
        if 0xFF01 <= code <= 0xFF5E and sign not in _KEPT_WIDE:
            sign = chr(code - 0xFEE0)
        sign = _FOLDED.get(sign, sign)
        signs.append((sign, at))
    return _chinese_signs(signs)


def _chinese_signs(signs: list[tuple[str, int]]) -> list[tuple[str, int]]:
    """Half-width punctuation beside Chinese becomes Chinese; a comma between digits, a point in a number stay."""
    result: list[tuple[str, int]] = []
    opened = False
    said = [sign for sign, _ in signs if not sign.isspace()]
    place = 0
    for sign, at in signs:
        if sign.isspace():
            result.append((sign, at))
            continue
        before = said[place - 1] if place else " "
        after = said[place + 1] if place + 1 < len(said) else " "
        if sign in _TO_CHINESE:
            sign = _TO_CHINESE[sign]
        elif sign == "," and not (before.isdigit() and after.isdigit()):
            sign = "，"
        elif sign == "." and place > 3 and _ends_sentence(before, after, said[:place]):
            sign = "。"
        elif sign == '"':
            sign, opened = ("”", False) if opened else ("“", True)
        result.append((sign, at))
        place += 1
    return result


def _ends_sentence(before: str, after: str, line: list[str]) -> bool:
    """Whether a point behind ``before`` is a full stop: behind a Chinese sign or a unit, not behind a list's number."""
    if before in "%‰）)”" or "\u4e00" <= before <= "\u9fff":
        return not (before in "一二三四五六七八九十" and all(sign in "一二三四五六七八九十" for sign in line))
    return False


def _table_cells(signs: list[tuple[str, int]]) -> list[tuple[str, int]]:
    """Markdown's ``| a | b |`` as cells parted by tabs."""
    bars = [i for i, (sign, _) in enumerate(signs) if sign in "|｜"]
    if len(bars) < 2 and not (bars and bars[0] == 0):
        return signs
    parted = [("\t" if sign in "|｜" else sign, at) for sign, at in signs]
    while parted and parted[0][0] in "\t \u3000":
        parted.pop(0)
    while parted and parted[-1][0] in "\t \u3000":
        parted.pop()
    return parted


def _without_blanks(signs: list[tuple[str, int]]) -> list[tuple[str, int]]:
    """Blanks away, but between two Latin words; a tab between cells stays."""
    result: list[tuple[str, int]] = []
    index = 0
    while index < len(signs):
        sign, at = signs[index]
        if not sign.isspace():
            result.append((sign, at))
            index += 1
            continue
        end = index
        while end < len(signs) and signs[end][0].isspace():
            end += 1
        run = "".join(s for s, _ in signs[index:end])
        after = signs[end][0] if end < len(signs) else ""
        if result and after:
            before = result[-1][0]
            if "\t" in run and not _LIST_MARK.fullmatch("".join(s for s, _ in result)):
                result.append(("\t", at))
            elif before.isascii() and before.isalpha() and after.isascii() and after.isalpha():
                result.append((" ", at))
        index = end
    return result


def read_again(text: str) -> str:
    """What a scanner misread, sign for sign."""
    if not any(sign.isdigit() for sign in text):
        return text
    for pattern, right in _OCR:
        text = pattern.sub(right, text)
    return text


def _spelled_signs(signs: list[tuple[str, int]]) -> list[tuple[str, int]]:
    """``o/o`` and ``%o`` after a digit as one sign."""
    for pattern, meant in ((_SPLIT_PER_CENT, "%"), (_SPLIT_PER_MILLE, "‰")):
        text = "".join(sign for sign, _ in signs)
        for found in reversed(list(pattern.finditer(text))):
            signs[found.start() : found.end()] = [(meant, signs[found.start()][1])]
    return signs
