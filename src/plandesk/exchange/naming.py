"""Names for sheets (at most 31 characters, none of Excel's forbidden signs, each once) and for files."""

import re

from plandesk.core.words import Words
from plandesk.exchange.grid import GridPage

MOST_NAME = 31
_FORBIDDEN = re.compile(r"[\[\]:*?/\\;=!]")
_NOT_IN_FILE_NAMES = '\\/:*?"<>|'
# Windows takes a device's name for the device whatever follows its point, and ¹²³ for digits.
_DEVICES = re.compile(r"(?i)(?:con|prn|aux|nul|conin\$|conout\$|(?:com|lpt)[\d¹²³])\s*(?:\..*)?")
_MOST_FILE_NAME = 80


class SheetNames:
    """Gives out sheet names; Excel takes upper and lower case for the same, so these names do too."""

    def __init__(self, *reserved: str) -> None:
        self._taken = {name.casefold() for name in reserved}

    def take(self, wanted: str) -> str:
        """``wanted``, made lawful and unique."""
        plain = _FORBIDDEN.sub("", wanted).strip().strip("'") or "表"
        name = plain[:MOST_NAME].rstrip("'")
        number = 2
        while name.casefold() in self._taken:
            suffix = f"_{number}"
            name = plain[: MOST_NAME - len(suffix)] + suffix
            number += 1
        self._taken.add(name.casefold())
        return name


def page_name(page: GridPage, words: Words) -> str:
    """妇1妇女与健康, 儿1儿童与健康: the prefix keeps the two plans' sheets apart."""
    return f"{words.say(f'workbook.prefix_{page.plan.audience}')}{page.number}{page.title}"


def file_name(wanted: str) -> str:
    """``wanted`` as the stem of a file's name: no letter Windows forbids, no folder, no device, not too long."""
    plain = "".join("-" if c in _NOT_IN_FILE_NAMES or not c.isprintable() else c for c in wanted)
    plain = plain[:_MOST_FILE_NAME].strip(". ")
    return f"_{plain}" if not plain or _DEVICES.fullmatch(plain) else plain
