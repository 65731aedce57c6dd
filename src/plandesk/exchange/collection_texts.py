"""Texts of a collection form's sheet that follow from an indicator: how it is reckoned, who signs."""

from plandesk.core.indicator import Indicator
from plandesk.core.quantity import canonical
from plandesk.core.words import Words

_BASES = {"1": "", "100": "×100%", "1000": "×1000‰", "10000": "×1万", "100000": "×10万"}


def method_words(indicator: Indicator, words: Words) -> str:
    """计算口径: numerator ÷ denominator × base, or that the figure is given directly."""
    if not indicator.has_parts or indicator.base is None:
        return words.say("workbook.method_direct")
    base = _BASES.get(canonical(indicator.base), canonical(indicator.base))
    return words.say(
        "workbook.method_quotient",
        numerator=indicator.numerator,
        denominator=indicator.denominator,
        base=base,
    )


def signer_lines_blank(words: Words) -> list[str]:
    """The unit's own signing places, for the pen: the file's signers are the county's."""
    return [
        words.say(f"workbook.signer_{role}", name="")
        for role in ("unit_head", "statistics_head", "compiler", "phone")
    ]
