"""The manual's chapters as they ship under ``resources/help``: one for each page, and the first day."""

from dataclasses import dataclass

from plandesk.desktop.pinyin import matches
from plandesk.shipped import shipped_dir

FIRST_DAY = "first-day"
ORDER = (
    FIRST_DAY, "welcome", "overview", "entry", "checks", "judging", "reports", "exchange", "plans", "settings",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Chapter:
    """A chapter: its key (that of the page it belongs to), its title, its Markdown."""

    key: str
    title: str
    text: str

    def holds(self, wanted: str) -> bool:
        """Whether the words stand in it; its title is found by pinyin too."""
        return wanted.strip().lower() in self.text.lower() or matches(wanted, (self.title,))


def load_manual() -> tuple[Chapter, ...]:
    """All chapters in order. Raises FileNotFoundError when the program is incomplete."""
    folder = shipped_dir("resources") / "help"
    return tuple(_chapter(key, (folder / f"{key}.md").read_text(encoding="utf-8")) for key in ORDER)


def _chapter(key: str, text: str) -> Chapter:
    return Chapter(key, text.splitlines()[0].removeprefix("# "), text)
