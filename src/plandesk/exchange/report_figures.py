"""Which cells of a report's table are numbers: as printed, with their sign and the star of a rounding note."""

import re
from decimal import Decimal

_NUMBER = re.compile(r"[+-]?(0|[1-9]\d*)(\.\d+)?")


def number_in(text: str) -> Decimal | None:
    """The number a cell prints (−1.2, +0.4, 1234, 57.1*).

    None for marks, words, targets, line numbers (01) and note numbers (1,2).
    """
    plain = text.removesuffix("*").replace("−", "-")
    return Decimal(plain.removeprefix("+")) if _NUMBER.fullmatch(plain) else None
