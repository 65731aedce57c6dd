"""Finding Chinese names by characters or by pinyin initials (ycf for 孕产妇)."""

from collections.abc import Iterable
from functools import lru_cache


@lru_cache(maxsize=4096)
def initials(text: str) -> str:
    """The pinyin initials of ``text``, other characters as they are, in lower case."""
    # imported when first needed: the window opens without it
    from pypinyin import Style, lazy_pinyin

    return "".join(lazy_pinyin(text, style=Style.FIRST_LETTER)).lower()


def matches(wanted: str, names: Iterable[str]) -> bool:
    """Whether ``wanted`` stands in one of the names, or is part of its initials."""
    text = wanted.strip().lower()
    if not text:
        return True
    if any(text in name.lower() for name in names):
        return True
    return text.isascii() and any(text in initials(name) for name in names)
