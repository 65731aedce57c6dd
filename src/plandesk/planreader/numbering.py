"""Which paragraphs of a section are its items, and under which numbers: lost, restarted and sub-numbers put right."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from plandesk.planreader.paragraphs import Mark, Paragraph

_SUB_KINDS = ("dash", "number_bracketed", "circled")


@dataclass(frozen=True, slots=True)
class Item:
    """A goal or measure: its number (``2``, ``1.3``), its paragraph, and whether the number stood in the document."""

    no: str
    paragraph: Paragraph
    numbered: bool = True


def items(section: Sequence[Paragraph], *, titled: bool = False) -> tuple[Item, ...]:
    """The items of a goals' or measures' section.

    The first number's kind is the section's; marks of a lower kind are sub-items 1.1, 1.2 … Paragraphs without a
    number are items where numbers are missing (or where there are none at all), else they belong to the one before.
    ``titled``: items begin with a short sentence that names them (measures); without any numbers that tells them.
    """
    main = _main_kind(section)
    if titled and main == "none":
        section = _by_titles(section)
    heads, subs = _split(section, main)
    numbered = _numbers(heads, main, has_subs=any(subs))
    if main == "decimal" and not titled:
        written = [_with_whole(item) for item in numbered]
        numbered = written if len({item.no for item in written}) == len(written) else numbered
    result: list[Item] = []
    for head, beneath in zip(numbered, _gathered(heads, subs, numbered), strict=True):
        result.append(head)
        result += [Item(f"{head.no}.{n}", p) for n, p in enumerate(beneath, start=1)]
    return tuple(result)


def _with_whole(item: Item) -> Item:
    """2.3 in the document is goal 2.3."""
    mark = item.paragraph.mark
    return replace(item, no=f"{mark.whole}.{mark.value}") if mark is not None and mark.whole else item


def _by_titles(section: Sequence[Paragraph]) -> list[Paragraph]:
    """Paragraphs without a title joined to the one before, where nearly all have one."""
    with_title = [bool(re.match("[^，。；]{4,34}。|[^。；]{4,24}。", p.text)) for p in section]
    if sum(with_title) < 0.75 * len(section):
        return list(section)
    joined: list[Paragraph] = []
    for paragraph, has_title in zip(section, with_title, strict=True):
        if joined and not has_title:
            joined[-1] = _joined(joined[-1], paragraph)
        else:
            joined.append(paragraph)
    return joined


def _main_kind(section: Sequence[Paragraph]) -> str:
    kinds = [p.mark.kind for p in section if p.mark is not None]
    for kind in kinds:
        if kind != "dash":
            return kind
    return "dash" if kinds and all(p.mark is not None for p in section) else "none"


def _split(section: Sequence[Paragraph], main: str) -> tuple[list[Paragraph], list[list[Paragraph]]]:
    """Main paragraphs, and for each the sub-items under it."""
    heads: list[Paragraph] = []
    subs: list[list[Paragraph]] = []
    for paragraph in section:
        kind = paragraph.mark.kind if paragraph.mark is not None else "none"
        beneath = kind in _SUB_KINDS or (kind == "decimal" and main == "number")
        if heads and beneath and kind != main:
            subs[-1].append(paragraph)
        else:
            heads.append(paragraph)
            subs.append([])
    return heads, subs


def _numbers(heads: Sequence[Paragraph], main: str, has_subs: bool) -> list[Item]:
    """The main items; a run of paragraphs without a number is judged by the numbers around it."""
    found: list[Item] = []
    at, last = 0, 0
    while at < len(heads):
        mark = heads[at].mark
        if mark is not None and mark.kind == main and mark.value > 0:
            value = mark.value if mark.value > last else last + 1
            found.append(Item(str(value), heads[at]))
            last, at = value, at + 1
            continue
        end = at
        while end < len(heads) and not _is(heads[end].mark, main):
            end += 1
        following = heads[end].mark if end < len(heads) else None
        upto = following.value if following is not None else None
        found, last = _unnumbered(found, list(heads[at:end]), last, upto, has_subs)
        at = end
    return found


def _is(mark: Mark | None, kind: str) -> bool:
    return mark is not None and mark.kind == kind and mark.value > 0


def _unnumbered(
    found: list[Item], run: list[Paragraph], last: int, upto: int | None, has_subs: bool
) -> tuple[list[Item], int]:
    """``found`` with a run of paragraphs without a number: items of their own, or more text of the one before."""
    room = upto - last - 1 if upto is not None else len(run)
    lost = any(not item.numbered for item in found)
    own = last == 0 or has_subs or lost if upto is None else room > 0
    if upto is not None and not found and room < len(run):
        run = run[len(run) - room :] if room > 0 else []  # an introduction before the first number
    for index, paragraph in enumerate(run):
        left = len(run) - index
        if own and (upto is None or left <= room or not found):
            last += 1
            found.append(Item(str(last), paragraph, numbered=False))
            room -= 1
        elif found:
            before = found[-1]
            found[-1] = replace(before, paragraph=_joined(before.paragraph, paragraph))
    return found, last


def _joined(first: Paragraph, second: Paragraph) -> Paragraph:
    return replace(first, text=first.text + second.text, places=first.places + second.places)


def _gathered(
    heads: Sequence[Paragraph], subs: Sequence[list[Paragraph]], numbered: Sequence[Item]
) -> list[list[Paragraph]]:
    """The sub-items of every main item, also those of paragraphs that were joined to it."""
    starts = [item.paragraph.line for item in numbered]
    gathered: list[list[Paragraph]] = [[] for _ in numbered]
    for head, beneath in zip(heads, subs, strict=True):
        owner = max((k for k, line in enumerate(starts) if line <= head.line), default=0)
        if gathered:
            gathered[owner] += beneath
    return gathered
