"""The catalogue of messages: which file has which words is known at once, a file is read when one of them is said."""

import re
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path

from plandesk.core.declarations import Misdeclared

# a line that opens a table, and the first part of its name; a line of a text that looks like one only makes a file
# be read that need not be
_OPENS = re.compile(r"^[ \t]*\[+[ \t]*[\"']?([^\s.\"'\]]+)", re.MULTILINE)
_TABLE_FIRST = re.compile(r"(?:[ \t]*(?:#[^\n]*)?\n)*[ \t]*(?:\[|\Z)")


class Catalogue(Mapping[str, str]):
    """Flat keys (``log.undo``) to texts, from TOML files whose words all stand in named tables.

    Whatever is asked for, every file with a table of its first part is read, so that a key that stands twice is
    found (ValueError with the file's name, also for what is no text); ``Misdeclared`` for what is no TOML.
    """

    def __init__(self, folder: Path) -> None:
        self._files: dict[str, list[Path]] = {}
        self._tables: dict[Path, Mapping[str, object]] = {}
        self._by_top: dict[str, Mapping[str, str]] = {}
        for file in sorted(folder.glob("*.toml")):
            for top in _tops(file):
                self._files.setdefault(top, []).append(file)

    def __getitem__(self, key: str) -> str:
        return self._of(key.partition(".")[0])[key]

    def __iter__(self) -> Iterator[str]:
        for top in self._files:
            yield from self._of(top)

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def _of(self, top: str) -> Mapping[str, str]:
        """The words under ``top``. Two threads may both gather them; they gather the same."""
        found = self._by_top.get(top)
        if found is None:
            self._by_top[top] = found = self._gathered(top)
        return found

    def _gathered(self, top: str) -> Mapping[str, str]:
        texts: dict[str, str] = {}
        for file in self._files.get(top, ()):
            if file not in self._tables:
                self._tables[file] = read_toml(file)
            for key, text in _flattened({top: self._tables[file].get(top, {})}, ""):
                if not isinstance(text, str):
                    raise ValueError(f"{file.name}: {key} is no text")
                if key in texts:
                    raise ValueError(f"{file.name}: {key} stands in another file already")
                texts[key] = text
        return texts


def read_toml(file: Path) -> dict[str, object]:
    """A TOML file's tables. Raises ``Misdeclared`` with the file's name where it is none."""
    try:
        return tomllib.loads(file.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as fault:
        raise Misdeclared((f"{file.parent.name}/{file.name}：{fault}",)) from fault


def _tops(file: Path) -> Iterator[str]:
    """The first parts of the names of the file's tables, each once."""
    text = file.read_text(encoding="utf-8", errors="replace")  # what is no UTF-8 is told when it is read
    if _TABLE_FIRST.match(text) is None:
        raise ValueError(f"{file.name}: words outside of a table")
    return iter(dict.fromkeys(_OPENS.findall(text)))


def _flattened(table: Mapping[str, object], prefix: str) -> Iterator[tuple[str, object]]:
    for name, value in table.items():
        if isinstance(value, Mapping):
            yield from _flattened(value, f"{prefix}{name}.")
        else:
            yield f"{prefix}{name}", value
