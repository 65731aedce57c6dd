"""Themes as declared in ``resources/theme``: named colours, roles that refer to them, one stylesheet template."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from plandesk.shipped import shipped_dir

THEMES = ("light", "high_contrast")
BASE_SIZES: Mapping[str, int] = {"small": 12, "standard": 13, "large": 15, "huge": 17}
ROW_HEIGHTS: Mapping[str, int] = {"compact": 24, "standard": 26, "roomy": 30}
_DRAWN_AT = 13
_SIZE_SLOT = re.compile(r"\$\{(px|dp):(\d+)\}")
_ROLE_SLOT = re.compile(r"\$([a-z][a-z0-9_]*)")


@dataclass(frozen=True, slots=True)
class Theme:
    """A theme: ``roles`` maps a role (ground, ink, accent…) to ``#RRGGBB``; ``base`` is the text size in px."""

    name: str
    title: str
    high_contrast: bool
    roles: Mapping[str, str]
    base: int = _DRAWN_AT
    row: int = 26

    def px(self, size: int) -> int:
        """A text size drawn at 13 px as it is at the chosen 字号; never under 11 (chart axes)."""
        return max(11, round(size * self.base / _DRAWN_AT))

    def dp(self, length: int) -> int:
        """A length that follows the text size."""
        return round(length * self.base / _DRAWN_AT)

    @property
    def row_height(self) -> int:
        """The height of a grid row at the chosen 行高 and 字号."""
        return self.dp(self.row)


def read_theme(name: str, *, base: int = _DRAWN_AT, row: int = 26) -> Theme:
    """The theme ``name`` of ``resources/theme``. Raises KeyError where a role names no colour."""
    table = tomllib.loads((shipped_dir("resources") / "theme" / f"{name}.toml").read_text(encoding="utf-8"))
    colours = table["colours"]
    roles = {role: str(colours[colour]) for role, colour in table["roles"].items()}
    return Theme(name, table["title"], bool(table["high_contrast"]), roles, base, row)


def stylesheet(theme: Theme) -> str:
    """The stylesheet with the theme's colours and sizes filled in. Raises KeyError for an unknown role."""
    resources: Path = shipped_dir("resources")
    template = (resources / "theme" / "desk.qss").read_text(encoding="utf-8")
    words = {**theme.roles, "theme": theme.name, "icon_dir": (resources / "icons").as_posix()}
    sized = _SIZE_SLOT.sub(
        lambda m: f"{theme.px(int(m[2])) if m[1] == 'px' else theme.dp(int(m[2]))}px", template
    )
    return _ROLE_SLOT.sub(lambda m: words[m[1]], sized)


def contrast(one: str, other: str) -> float:
    """The WCAG contrast of two ``#RRGGBB`` colours, 1..21 (WCAG 2.2, relative luminance)."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
