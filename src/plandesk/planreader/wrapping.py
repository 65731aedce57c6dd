"""How a document is wrapped by hand: at which width, and what shows that a line begins a paragraph."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Literal

_ENDS = "。！？；：…"
_LONG = 12


@dataclass(frozen=True, slots=True)
class Wrapping:
    """``width`` 0: not wrapped. ``indent`` says which lines stand further in: those that begin a paragraph, or the
    others; "" where blanks tell nothing. ``counts_indent``: whether the blanks before a line belong to its width.
    ``exact``: whether full lines have the very same width, as those cut by a program.
    """

    width: int
    indent: Literal["first", "others", ""] = ""
    counts_indent: bool = True
    exact: bool = False

    def full(self, raw: str) -> bool:
        """Whether a line reaches the width: the next may go on with its sentence."""
        if not self.width:
            return False
        # a line cut behind a blank is as full as the others
        return _length(raw, self.counts_indent) >= self.width - (not self.exact) or len(raw) == self.width

    def begins(self, raw: str) -> bool | None:
        """Whether a line begins a paragraph by its blanks, None where they do not tell."""
        if not self.indent:
            return None
        return _indented(raw) == (self.indent == "first")


def wrapping_of(lines: Sequence[str]) -> Wrapping:
    """How ``lines`` are wrapped. Wrapped text has most of its fuller lines within two signs of one width."""
    counted, bare = _width(lines, True), _width(lines, False)
    if not counted[0] and not bare[0]:
        return Wrapping(0)
    whole = (
        Wrapping(counted[0])
        if counted >= bare or counted[1] >= bare[1]
        else Wrapping(bare[0], counts_indent=False)
    )
    near = Counter(_length(line, whole.counts_indent) for line in lines)
    exact = near[whole.width] > 3 * (near[whole.width - 1] + near[whole.width - 2])
    whole = replace(whole, exact=exact)
    inner: list[bool] = []
    first: list[bool] = []
    before = ""
    for raw in lines:
        if not raw.strip():
            continue
        if before and whole.full(before) and before.rstrip()[-1] not in _ENDS:
            inner.append(_indented(raw))
        elif before and not whole.full(before) and len(raw.strip()) > _LONG:
            first.append(_indented(raw))
        before = raw
    if len(inner) < 10 or len(first) < 10:
        return whole
    indent: Literal["first", "others", ""] = ""
    if _share(inner) < 0.1 and _share(first) > 0.9:
        indent = "first"
    elif _share(inner) > 0.9 and _share(first) < 0.1:
        indent = "others"
    return replace(whole, indent=indent)


def spread_out(texts: Sequence[str]) -> bool:
    """Whether an empty line stands behind nearly every line: there one alone parts nothing."""
    filled = sum(1 for text in texts if text)
    lonely = sum(1 for text, after in pairwise(texts) if text and not after)
    return filled > 20 and lonely > 0.9 * filled


def _width(lines: Sequence[str], counts_indent: bool) -> tuple[int, int]:
    """(width, how many lines have it), (0, 0) where the lines have none in common."""
    widths = Counter(_length(line, counts_indent) for line in lines if len(line.strip()) > _LONG)
    total = sum(widths.values())
    if total < 20:
        return 0, 0
    width, most = max(((w, sum(widths[w - k] for k in range(3))) for w in widths), key=lambda p: p[1])
    above = sum(n for w, n in widths.items() if w > width + 2)
    return (width, most) if width <= 120 and most >= 0.3 * total and above <= 0.05 * total else (0, 0)


def _length(raw: str, counts_indent: bool) -> int:
    return len(raw.rstrip() if counts_indent else raw.strip())


def _indented(raw: str) -> bool:
    return bool(re.match(r"\s", raw))


def _share(told: Sequence[bool]) -> float:
    return sum(told) / len(told)
