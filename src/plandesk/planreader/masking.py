"""Separators and digits inside quotes, titles and brackets hidden from the grammar, sign for sign, and shown again."""

import re

_HIDDEN = "，。；、：和及与或·0123456789"
_SHOWN_TO_HIDDEN = {ord(sign): chr(0xE000 + index) for index, sign in enumerate(_HIDDEN)}
_HIDDEN_TO_SHOWN = {0xE000 + index: sign for index, sign in enumerate(_HIDDEN)}
_INSIDE = re.compile("《[^《》]{0,60}》|“[^“”]{0,40}”|（[^（）]{0,60}）|〔[^〔〕]{0,20}〕|孕、(?=产)")


def masked(text: str) -> str:
    """``text`` of the same length, nothing inside 《》, “”, （） can part a sentence or be taken for a figure."""
    return _INSIDE.sub(lambda found: found[0].translate(_SHOWN_TO_HIDDEN), text)


def unmasked(text: str) -> str:
    """The inverse of ``masked``."""
    return text.translate(_HIDDEN_TO_SHOWN)
