"""Days as the data file keeps them (2025-06-30), as clerks write them and as sentences say them. No clock here."""

import re
from datetime import date

_WRITTEN = re.compile(r"(\d{4})(?:年|[-/.])(\d{1,2})(?:月|[-/.])(\d{1,2})日?|(\d{4})(\d{2})(\d{2})")


def read_day(text: str) -> date:
    """The day of ``2025-06-30``, ``2025年6月30日``, ``2025.6.30``, ``2025/6/30`` or ``20250630``.

    Raises ValueError for anything else and for days that do not exist.
    """
    found = _WRITTEN.fullmatch(text.strip())
    if found is None:
        raise ValueError(f"no day: {text!r}")
    year, month, day = (int(part) for part in found.groups() if part is not None)
    return date(year, month, day)


def day_words(text: str) -> str:
    """A kept day in words (2025年6月30日); what is no day is said as it stands."""
    try:
        day = read_day(text)
    except ValueError:
        return text
    return f"{day.year}年{day.month}月{day.day}日"
