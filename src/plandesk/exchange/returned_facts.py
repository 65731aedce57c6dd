"""Who saved a returned form last, and when, as the file says of itself."""

import re
from dataclasses import dataclass
from datetime import datetime
from html import unescape
from pathlib import Path
from zipfile import BadZipFile, ZipFile

_CORE = "docProps/core.xml"
_MOST = 64 * 1024
_NAME = re.compile(r"<cp:lastModifiedBy[^>]*>([^<]{1,60})</cp:lastModifiedBy>")
_WHEN = re.compile(r"<dcterms:modified[^>]*>([^<]{1,40})</dcterms:modified>")
_MADE = re.compile(r"<dcterms:created[^>]*>([^<]{1,40})</dcterms:created>")
_OURS = re.compile(r"openpyxl|plandesk.*")


@dataclass(frozen=True, slots=True)
class SavedBy:
    """``name`` is "" where the file does not say; ``when`` is local time, None where it does not say."""

    name: str = ""
    when: datetime | None = None


def saved_by(path: Path) -> SavedBy:
    """What a checked workbook says; an .xls and a file that says nothing answer with nothing.

    A form nobody saved since it went out bears one made-up time twice (``workbook_bytes``): that is no time of saving.
    """
    try:
        with ZipFile(path) as archive, archive.open(_CORE) as part:
            text = part.read(_MOST).decode("utf-8", errors="replace")
    except (BadZipFile, KeyError, OSError, ValueError, RuntimeError):
        return SavedBy()
    name, when, made = _NAME.search(text), _WHEN.search(text), _MADE.search(text)
    if when is not None and made is not None and when[1].strip() == made[1].strip():
        when = None
    who = unescape(name[1]).strip() if name is not None else ""
    return SavedBy("" if _OURS.fullmatch(who) else who, _time(when[1]) if when is not None else None)


def _time(text: str) -> datetime | None:
    try:
        moment = datetime.fromisoformat(text.strip())
    except ValueError:
        return None
    return moment.astimezone().replace(tzinfo=None) if moment.tzinfo is not None else moment
