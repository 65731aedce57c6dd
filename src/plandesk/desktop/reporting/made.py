"""What was printed last of each paper, as this machine remembers it: where, when, how many pages."""

from dataclasses import dataclass
from pathlib import Path

from plandesk.desktop.preferences import Preferences


@dataclass(frozen=True, slots=True)
class Made:
    """A paper as it was last made: its file, the ISO time of the figures it was made of, its pages."""

    path: str
    at: str
    pages: int

    @property
    def exists(self) -> bool:
        """Whether the file is still there."""
        return Path(self.path).is_file()

    @property
    def day(self) -> str:
        """4月8日 10:32."""
        return f"{int(self.at[5:7])}月{int(self.at[8:10])}日 {self.at[11:16]}"


def last_made(preferences: Preferences, file_id: str, paper: str, year: int) -> Made | None:
    """The last one of that paper for ``year``; None where this machine knows of none."""
    found = preferences.paper(file_id, f"{paper}/{year}")
    try:
        return Made(str(found["path"]), str(found["at"]), int(str(found["pages"])))
    except (KeyError, ValueError):
        return None


def keep_made(preferences: Preferences, file_id: str, paper: str, year: int, made: Made) -> None:
    """Remember it."""
    facts = {"path": made.path, "at": made.at, "pages": str(made.pages)}
    preferences.keep_paper(file_id, f"{paper}/{year}", facts)
