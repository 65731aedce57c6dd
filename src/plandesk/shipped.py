"""Finds the folders that ship with plandesk: in the wheel under ``_shipped``, in a checkout at its root."""

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


def shipped_dir(name: str) -> Path:
    """The folder ``name`` (``forms``, ``db`` or ``resources``) as installed, else as checked out.

    Raises FileNotFoundError when the program is incomplete.
    """
    for home in (_PACKAGE / "_shipped", _PACKAGE.parent.parent):
        if (home / name).is_dir():
            return home / name
    raise FileNotFoundError(f"plandesk is incomplete: folder {name!r} is missing")
