"""The targets of a goal's or measure's paragraph, matched to the library, each once."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from plandesk.core.indicator import Library
from plandesk.planreader.clauses import figure_frames
from plandesk.planreader.context import Context, Found
from plandesk.planreader.directions import plain_frames
from plandesk.planreader.masking import masked
from plandesk.planreader.matching import Match, Matcher
from plandesk.planreader.paragraphs import Paragraph

# No sentence of a plan is longer; what is has lost its full stops and cannot be told apart.
_LONGEST = 1200
_SENTENCE = re.compile("[^。！？]+")


@dataclass(frozen=True, slots=True)
class Matched:
    """A target with the indicator it was matched to; ``match`` None where the library has none like it."""

    found: Found
    match: Match | None


def targets_of(
    paragraph: Paragraph,
    matcher: Matcher,
    library: Library,
    form: str,
    period: tuple[int, int],
    *,
    goal: bool,
) -> tuple[Matched, ...]:
    """Every target of the paragraph in its order. ``goal`` False: figures, benchmarks and 全覆盖 only."""
    context = Context(matcher, form, period)
    text = masked(paragraph.text.replace("\t", "，")).replace("；", "，")
    text = re.sub(r"(?<!\d)：|：(?!\d)", "，", text)
    found: list[Found] = []
    for sentence in _SENTENCE.finditer(text):
        if len(sentence[0]) > _LONGEST:
            continue
        context.begin_sentence()
        frames, rest = figure_frames(sentence[0], sentence.start(), context)
        plain = plain_frames(sentence[0], rest, sentence.start(), context, goal)
        found += sorted([*frames, *plain], key=lambda f: (f.end, f.start))
    return tuple(_once([_matched(f, matcher, library, form) for f in found]))


def _matched(found: Found, matcher: Matcher, library: Library, form: str) -> Matched:
    named = matcher.first(found.names, form)
    if named is None:
        return Matched(found, None)
    name, match = named
    if name != found.name:
        found = replace(found, names=(name, *found.names), sure=found.sure - 0.05)
    indicator = library[match.code]
    if found.value is not None and found.relative is None and not _units_meet(found.unit, indicator.unit):
        if found.unit is not None or match.score < 0.9:
            return Matched(found, None)
        return Matched(replace(found, unit=indicator.unit), match)
    if found.value is not None and found.relative is None and _same_word(found.unit, indicator.unit):
        found = replace(found, unit=indicator.unit)
    return Matched(found, match)


def _units_meet(unit: str | None, wanted: str) -> bool:
    """Whether a figure in ``unit`` can be one of an indicator in ``wanted``."""
    per = {"%", "‰", "/万", "/10万", "/千"}
    return (
        unit == wanted
        or (unit in per and wanted in per and (unit == "%") == (wanted == "%"))
        or _same_word(unit, wanted)
    )


def _same_word(unit: str | None, wanted: str) -> bool:
    """Measure words that count the same: 1所 institution is 1个."""
    return (
        {unit, wanted} <= {"名", "人", "位"}
        or {unit, wanted} <= {"个", "家", "所", "处"}
        or {unit, wanted} <= {"元/人", "元"}
    )


def _once(matched: Sequence[Matched]) -> Iterator[Matched]:
    """One of a kind: a direction gives way to a figure of the same thing, a second match to the likelier."""
    with_figure = {_key(m) for m in matched if m.found.value is not None or m.found.relative is not None}
    seen: set[tuple[object, ...]] = set()
    for each in matched:
        found = each.found
        bare = found.value is None and found.relative is None
        if bare and found.stage is None and _key(each) in with_figure:
            continue
        key: tuple[object, ...] = (_key(each), found.op)
        if not bare:
            key = (*key, found.stage, found.stretch, found.scope, found.relative, found.value)
        if key in seen:
            continue
        seen.add(key)
        yield each


def _key(matched: Matched) -> str:
    return matched.match.code if matched.match is not None else matched.found.name
