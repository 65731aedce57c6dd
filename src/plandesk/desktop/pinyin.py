"""Finding Chinese names by characters, by pinyin or by its initials (yunchanfu or ycf for 孕产妇)."""

from collections.abc import Iterable
from functools import lru_cache


@lru_cache(maxsize=4096)
def initials(text: str) -> str:
    """The pinyin initials of ``text``, other characters as they are, in lower case."""
    # imported when first needed: the window opens without it
    from pypinyin import Style, lazy_pinyin

    return "".join(lazy_pinyin(text, style=Style.FIRST_LETTER)).lower()


@lru_cache(maxsize=4096)
def spelt(text: str) -> str:
    """The pinyin of ``text`` without tones and gaps, other characters as they are, in lower case."""
    from pypinyin import lazy_pinyin

    return "".join(lazy_pinyin(text)).lower()


def rank(wanted: str, title: str) -> int:
    """How well a title that matches fits: 0 it is the one wanted, 1 it begins so, 2 otherwise."""
    text = wanted.strip().lower()
    names = (title.lower(), initials(title)) if text.isascii() else (title.lower(),)
    return 0 if text in names else 1 if any(name.startswith(text) for name in names) else 2


def matches(wanted: str, names: Iterable[str]) -> bool:
    """Whether ``wanted`` stands in one of the names, or is part of its pinyin or of its initials."""
    text = wanted.strip().lower()
    if not text:
        return True
    if any(text in name.lower() for name in names):
        return True
    return text.isascii() and any(text in initials(name) or text in spelt(name) for name in names)
