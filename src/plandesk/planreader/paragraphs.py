"""Clean lines joined to paragraphs: hard wraps and page breaks inside a sentence undone, numbers set apart."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from plandesk.planreader.chinese_numbers import whole_number
from plandesk.planreader.cleaning import CleanLine, clean, read_again
from plandesk.planreader.documents import Document
from plandesk.planreader.wrapping import Wrapping, spread_out, wrapping_of

_PAGE_NUMBER = re.compile(
    r"[-—·.]*\d{1,3}[-—·.]+|[-—·.]+\d{1,3}[-—·.]*|第?\d{1,3}页(?:[/／,，]?共\d{1,3}页)?|\d{1,3}/\d{1,3}"
)
_PAGE_BESIDE = re.compile(
    r"^(?:[-—·]+\d{1,3}[-—·]+|第\d{1,3}页)(?=.)|(?<=.)(?:[-—·]+\d{1,3}[-—·]+|第\d{1,3}页(?:共\d{1,3}页)?)$"
)
# No paragraph of a plan is longer; text without any full stop would grow into one.
_LONGEST = 6000
_INLINE = {"number": r"{no}[.．、](?!\d)", "number_bracketed": "[（(]{no}[）)]", "circled": "{circled}"}
_SENTENCE_ENDS = "。！？；：…"
_CHINESE_ONES = "一二三四五六七八九十百零〇"
_MARKS = (
    (
        "chapter",
        re.compile(
            rf"第([{_CHINESE_ONES}\d]{{1,4}})[章部篇](?:分)?[、，：]?|(?:重点|发展|优先)?领域([{_CHINESE_ONES}\d]{{1,3}})[、，：]"
        ),
    ),
    ("section", re.compile(rf"第([{_CHINESE_ONES}\d]{{1,4}})节[、，：]?")),
    ("one", re.compile(rf"([{_CHINESE_ONES}]{{1,3}})[、.．](?![{_CHINESE_ONES}])")),
    ("bracketed", re.compile(rf"[（(〔\[]([{_CHINESE_ONES}]{{1,3}})[）)〕\]][、.．]?")),
    ("number_bracketed", re.compile(r"[（(](\d{1,2})[）)][、.．]?|(\d{1,2})[）)]")),
    ("dash", re.compile(r"(?:——+|--+)()(?=[^\s—-])|—()(?=[^\d\s—-])")),
    ("circled", re.compile(r"([①-⑳])")),
    (
        "said",
        re.compile(
            rf"([{_CHINESE_ONES}]{{1,2}})(?:是|要)(?=[^否不，。])[：，]?|(?:主要)?目标(\d{{1,2}}|[{_CHINESE_ONES}]{{1,2}})[：、.]"
        ),
    ),
    (
        "decimal",
        re.compile(
            r"\d{1,2}[.．](\d{1,2})(?=[\u4e00-\u9fff“《])(?![个万亿倍米岁年月名所项次张人家座元亩小课册平公千])"
        ),
    ),
    ("number", re.compile(r"(\d{1,2})[.．、](?!\d)|(\d{1,2})\t(?=\D)|(\d{1,2})，(?=[^\d])")),
)
# "5.5岁以下" after goal 4 is goal 5 about the under-fives, "5.50%以上的班子" after goal 4 is goal 5 about a half.
_FIGURE_AFTER_NUMBER = re.compile(
    r"(\d{1,2})[.、](?=\d{1,2}(?:-|～|至|—)?\d{0,2}(?:周?岁|个?月)|\d{2,3}(?:%|\.\d%)|[01][-～—]\d)"
)
# 「12345热线」 and the like: a number, a point and a digit that is no age stays text.
LABELS = re.compile(
    r"(?:主要|发展|具体|工作|任务)?目标(?:任务|指标|和指标|与指标)?|"
    r"(?:主要|策略|政策|工作|重点|保障|实施|对策|具体)?(?:策略)?(?:与|和|及|、)?(?:措施|策略|任务|举措|对策)(?:任务)?"
)
# A headline over sub-goals names what gets better: no verb in front, no rate in it, what becomes of it at the end.
_HEADLINE = re.compile(
    r"(?!控制|减少|提高|加强|推进|增强|普及|建立|完善|降低|促进|保障)[^，。；\d率比]{4,26}"
    r"(?:提高|提升|保障|改善|完善|加强|发展|优化|增强|缩小|健全|拓展|延长|落实|进步|形成|丰富|壮大|改进|控制)。"
)
_LABEL_LINE = re.compile(rf"[【\[〔（]?({LABELS.pattern})[】\]〕）]?[：。]?")
_LABEL_THEN_TEXT = re.compile(
    r"[【\[〔（]?((?:主要|发展)目标|(?:策略|主要|重点|工作)(?:措施|举措|任务))[】\]〕）]?：(?=.)"
)


@dataclass(frozen=True, slots=True)
class Mark:
    """The number a paragraph begins with: its kind (``one`` 一、, ``bracketed`` （一）, ``number`` 1., …) and value.

    ``whole`` is what stands before the point of a ``decimal`` one: 2.3 has 2, and 3 as its value.
    """

    kind: str
    value: int
    whole: int = 0


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph without its number. ``places[i]`` is the (line, column) of ``text[i]`` in the document."""

    text: str
    places: tuple[tuple[int, int], ...]
    mark: Mark | None = None
    head: int = 0
    label: str = ""

    @property
    def line(self) -> int:
        """The line it begins on."""
        return self.places[0][0] if self.places else 0

    @property
    def row(self) -> bool:
        """Whether it is a table's row (cells parted by tabs)."""
        return "\t" in self.text

    @property
    def short(self) -> bool:
        """Whether it may be a heading: short, and no sentence."""
        text = self.text.rstrip("。：")
        return len(text) <= 40 and not re.search("[，。；！？]", text) and not self.row


def paragraphs(document: Document) -> tuple[Paragraph, ...]:
    """The document's paragraphs in order; blank lines, page numbers and ruled lines are gone."""
    wrapping = wrapping_of(document.lines)
    joined = _Joiner(wrapping)
    cleaned = [clean(raw) for raw in document.lines]
    running = _running_heads(cleaned)
    spread = bool(wrapping.width) and spread_out([line.text for line in cleaned])
    before = ""
    for no, (raw, line) in enumerate(zip(document.lines, cleaned, strict=True), start=1):
        lonely = spread and not line.text and bool(before)
        before = line.text
        if lonely or _without_page(line.text) in running:
            continue
        counted = document.marks.get(no, "")
        if counted and line.text:
            line = CleanLine(counted + line.text, (0,) * len(counted) + line.columns, line.head, True)
        following = cleaned[no].text if no < len(cleaned) else ""
        joined.take(no, line, raw, following)
    return tuple(part for paragraph in joined.finished() for part in _inline_items(paragraph))


def _running_heads(lines: Sequence[CleanLine]) -> frozenset[str]:
    """Short lines that come again on every page, with or without its number: the document's name, the office's."""
    counts = Counter(_without_page(line.text) for line in lines if 4 <= len(line.text) <= 44)
    # with different page numbers beside it, three of them are enough
    paged = Counter(
        bare for line in lines if len(line.text) <= 44 and (bare := _without_page(line.text)) != line.text
    )
    return frozenset(
        text
        for text, count in counts.items()
        if (count >= 5 or paged[text] >= 2)
        and len(text) >= 4
        and not re.search("[，。；：]", text)
        and not _LABEL_LINE.fullmatch(text)
        and mark_of(text)[0] is None
    )


def _without_page(text: str) -> str:
    """A running head without the page's number at its beginning or end."""
    return _PAGE_BESIDE.sub("", text)


def _inline_items(paragraph: Paragraph) -> Iterator[Paragraph]:
    """「1.…。2.…。」 in one paragraph: one each."""
    rest = paragraph
    while rest.mark is not None and rest.mark.kind in _INLINE:
        following = rest.mark.value + 1
        pattern = _INLINE[rest.mark.kind].format(circled=chr(ord("①") + following - 1), no=following)
        found = re.search(f"(?<=[。；]){pattern}", rest.text)
        if found is None or found.end() == len(rest.text):
            break
        yield Paragraph(
            rest.text[: found.start()], rest.places[: found.start()], rest.mark, rest.head, rest.label
        )
        rest = Paragraph(
            rest.text[found.end() :], rest.places[found.end() :], Mark(rest.mark.kind, following)
        )
    yield rest


class _Joiner:
    """Takes line after line and gives whole paragraphs."""

    def __init__(self, wrapping: Wrapping) -> None:
        self._wrapping = wrapping
        self._following = ""
        self._done: list[Paragraph] = []
        self._open: Paragraph | None = None
        self._raw_before = ""
        self._last_number = 0

    def take(self, no: int, line: CleanLine, raw: str, following: str) -> None:
        """One more line, and the text that follows it."""
        self._following = following
        if not line.text:
            self._raw_before = ""
            return
        lone = re.fullmatch(r"(\d{1,2})[.．、]?", line.text)
        if _PAGE_NUMBER.fullmatch(line.text) or (lone and int(lone[1]) != self._last_number + 1):
            return
        places = tuple((no, column) for column in line.columns)
        if lone:  # a number alone is a table's cell: what follows is its text
            self._close()
            self._open = Paragraph("", (), Mark("number", int(lone[1])))
            self._last_number = int(lone[1])
        else:
            parts = [(line.text, 0, "")] if self._cut_off() else _label_apart(line.text)
            for text, at, label in parts:
                self._place(text, places[at : at + len(text)], line, label, raw)
        self._raw_before = raw

    def _cut_off(self) -> bool:
        """Whether the line before stops in the middle of a heading, which a label-like word then ends."""
        before = self._open
        return (
            before is not None
            and bool(before.text)
            and not before.label
            and self._wrapping.full(self._raw_before)
            and before.text[-1] not in _SENTENCE_ENDS + "”）》"
        )

    def _place(
        self, text: str, places: tuple[tuple[int, int], ...], line: CleanLine, label: str, raw: str
    ) -> None:
        mark, length = self._mark_of(text, line)
        wrapped = self._wrapping.full(self._raw_before)
        before = self._open
        # In wrapped text a number at the line's start is one only where a sentence ended.
        if before is not None and not label and not line.head and before.text:
            ended = before.text[-1] in _SENTENCE_ENDS or _closed_heading(before)
            if (mark is None or not ended) and self._goes_on(before, wrapped, text, mark, raw):
                self._open = Paragraph(
                    before.text + text, before.places + places, before.mark, before.head, before.label
                )
                return
        if before is not None and not before.text and mark is None and before.mark is not None:
            self._open = Paragraph(text, places, before.mark)
            return
        self._close()
        self._open = Paragraph(text[length:], places[length:], mark, line.head, label)
        if mark is not None and mark.kind == "number":
            self._last_number = mark.value
        elif label or (mark is not None and mark.kind not in ("dash", "number_bracketed")):
            self._last_number = 0

    def _goes_on(self, before: Paragraph, wrapped: bool, text: str, mark: Mark | None, raw: str) -> bool:
        """Whether ``text`` goes on where ``before`` stopped."""
        if (
            len(before.text) > _LONGEST
            or before.label
            or before.row
            or "\t" in text
            or _closed_heading(before)
            or before.head
        ):
            return False
        if wrapped:
            if before.text[-1] not in _SENTENCE_ENDS:
                return True
            return mark is None and not _title_like(text) and not self._anew(before, text, raw)
        if mark is not None and mark.kind not in ("number",):
            return False
        if before.text[-1] in _SENTENCE_ENDS + "”）》":
            return before.text[-1] in "”）》" and len(before.text) > 40 and mark is None
        if mark is not None:
            return False
        return not _title_like(before.text) and not _title_like(text)

    def _anew(self, before: Paragraph, text: str, raw: str) -> bool:
        """Whether a line behind one that is full and ends a sentence begins a paragraph: by its blanks, else where it
        looks like a headline over 「——…」."""
        begins = self._wrapping.begins(raw)
        if begins is not None:
            return begins
        alone = bool(_HEADLINE.fullmatch(text))
        marked = mark_of(self._following)[0]
        dashed = before.mark is not None and before.mark.kind == "dash"
        return alone and dashed and (not self._following or (marked is not None and marked.kind == "dash"))

    def _mark_of(self, text: str, line: CleanLine) -> tuple[Mark | None, int]:
        following = self._last_number + 1
        if line.apart and (parted := re.fullmatch(r"(\d+)\.(\d+)", text[: line.apart])):
            return Mark("decimal", int(parted[2]), int(parted[1])), line.apart
        aged = _FIGURE_AFTER_NUMBER.match(text)
        if aged and int(aged[1]) == following:
            return Mark("number", following), aged.end()
        if line.spaced and (found := re.match(r"(\d{1,2})[.．、]", text)):
            return Mark("number", int(found[1])), found.end()
        if line.apart and text[: line.apart] == str(following):
            return Mark("number", following), line.apart
        return mark_of(text)

    def _close(self) -> None:
        if self._open is not None and self._open.text:
            self._done.append(self._open)
        self._open = None

    def finished(self) -> list[Paragraph]:
        """All paragraphs; what a scanner misread is read again where a line's end cut it."""
        self._close()
        return [replace(p, text=read_again(p.text)) for p in self._done]


def mark_of(text: str) -> tuple[Mark | None, int]:
    """The number ``text`` begins with and how many signs it takes."""
    for kind, pattern in _MARKS:
        found = pattern.match(text)
        if found and found.end() < len(text):
            written = next((group for group in found.groups() if group is not None), "")
            whole = int(re.match(r"\d+", text)[0]) if kind == "decimal" else 0  # type: ignore[index]
            return Mark(kind, _value(written), whole), found.end()
    return None, 0


def _value(written: str) -> int:
    if not written:
        return 0
    if written.isdigit() and written.isascii():
        return int(written)
    if "①" <= written <= "⑳":
        return ord(written) - ord("①") + 1
    return whole_number(written) or 0


def _label_apart(text: str) -> Iterator[tuple[str, int, str]]:
    """(text, where it stands, label) of a line: 「主要目标：1.…」 is a label and a text."""
    length = mark_of(text)[1]
    bare = text[length:]
    if found := _LABEL_LINE.fullmatch(bare):
        yield text[length:], length, found[1]
        return
    if (found := _LABEL_THEN_TEXT.match(bare)) is not None:
        yield bare[: found.end()], length, found[1]
        yield bare[found.end() :], length + found.end(), ""
        return
    yield text, 0, ""


def _closed_heading(paragraph: Paragraph) -> bool:
    """A heading that no line goes on with: a chapter's or section's number, short, no sentence."""
    mark = paragraph.mark
    return (
        paragraph.short
        and mark is not None
        and mark.kind in ("chapter", "section", "one", "bracketed")
        and len(paragraph.text) <= 24
    )


def _title_like(text: str) -> bool:
    """A plan's title or its period in brackets, or a foreword's heading; they stand alone."""
    return bool(
        re.fullmatch(
            r"(?:.{2,24}(?:妇女|儿童|女性|少年).{0,14}(?:规划|纲要|计划)(?:.{0,16}年.{0,3})?|（?.{0,6}20\d\d.{1,3}20\d\d年?）?|.{2,44}的通知|.{0,12}[〔\[（【]20\d\d[〕\]）】]第?\d+号|前言|序言|目录|引言|.{2,20}(?:人民政府|办公室)|20\d\d年\d+月\d+日)",
            text,
        )
    )
