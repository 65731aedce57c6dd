"""What a workbook from outside really holds: every part unpacked once, in small pieces, before any reader sees it.

A zip's own directory can lie about sizes; readers that believe it fill the memory.
"""

import zlib
from copy import copy
from pathlib import Path
from zipfile import BadZipFile, ZipFile, ZipInfo

from plandesk.core.problems import KnownProblem
from plandesk.exchange.limits import MEGABYTE, MOST_ENTRIES, MOST_FILE

_PIECE = 64 * 1024


def check_unpacked(path: Path, most: int) -> None:
    """Refuses a zip whose parts unpack to more than ``most`` bytes or to another size than they state.

    Memory stays at one piece whatever the file holds; what is no zip at all is left to the reader's own refusal.
    Raises KnownProblem.
    """
    try:
        if path.stat().st_size > MOST_FILE:
            raise KnownProblem("workbook_too_big", path=str(path), most=MOST_FILE // MEGABYTE)
        archive = ZipFile(path)
    except FileNotFoundError:
        raise KnownProblem("workbook_missing", path=str(path)) from None
    except OSError as fault:
        raise KnownProblem("workbook_unreadable", path=str(path)) from fault
    except (BadZipFile, ValueError):
        return
    with archive:
        try:
            sound = all(_as_stated(archive, entry, most) for entry in _entries(archive, path, most))
        # a part that is damaged, locked with a password (RuntimeError) or packed in a way zipfile does not know
        except (BadZipFile, OSError, EOFError, ValueError, RuntimeError, zlib.error) as fault:
            raise KnownProblem("workbook_unreadable", path=str(path)) from fault
    if not sound:
        raise KnownProblem("workbook_too_big", path=str(path), most=most // MEGABYTE)


def _entries(archive: ZipFile, path: Path, most: int) -> list[ZipInfo]:
    entries = archive.infolist()
    if len(entries) > MOST_ENTRIES or sum(e.file_size for e in entries) > most:
        raise KnownProblem("workbook_too_big", path=str(path), most=most // MEGABYTE)
    return entries


def _as_stated(archive: ZipFile, entry: ZipInfo, most: int) -> bool:
    """Whether the part ends where its stated size says. Raises BadZipFile where its checksum does not fit."""
    probe = copy(entry)
    # zipfile stops at the stated size; with a larger one it goes on to the real end
    probe.file_size = most + 1
    size = 0
    with archive.open(probe) as part:
        while piece := part.read(_PIECE):
            size += len(piece)
            if size > entry.file_size:
                return False
    return True
