"""The official fonts of the PC (仿宋, 小标宋, 楷体, 黑体, 宋体): where its folders are, which of them are there."""

import os
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

from plandesk.reports.roles import Role

# By the names of their files on a Chinese PC; the first one found is taken.
OFFICIAL: Mapping[Role, tuple[str, ...]] = MappingProxyType(
    {
        "song": ("simsun.ttc", "simsun.ttf"),
        "hei": ("simhei.ttf", "黑体.ttf"),
        "kai": ("楷体_GB2312.ttf", "simkai.ttf", "KaiTi_GB2312.ttf"),
        "fang": ("仿宋_GB2312.ttf", "simfang.ttf", "FangSong_GB2312.ttf"),
        "title": (
            "FZXBSJW.TTF",
            "FZXBSJW--GB1-0.TTF",
            "方正小标宋简体.ttf",
            "方正小标宋_GBK.ttf",
            "FZXBSK.TTF",
        ),
    }
)
# Fonts of the PC that hold rare characters, asked after the shipped ones.
RARE = ("simsun.ttc", "simsunb.ttf", "msyh.ttc", "simfang.ttf")


def pc_font_folder() -> Path | None:
    """The folder of the system's fonts, where the official ones would be; None on a system that has none such."""
    if os.name != "nt":
        return None
    folder = Path(os.environ.get("WINDIR", r"C:\Windows")) / "Fonts"
    return folder if folder.is_dir() else None


def official_fonts(folder: Path) -> dict[Role, Path]:
    """The official fonts in ``folder`` (and among those installed for this user only), by what they set."""
    found: dict[Role, Path] = {}
    for role, names in OFFICIAL.items():
        paths = candidates(folder, names)
        if paths:
            found[role] = paths[0]
    return found


def candidates(folder: Path, names: tuple[str, ...]) -> list[Path]:
    """The files of those names that are there, in their order; upper and lower case are one, as on Windows."""
    places = [folder]
    own = os.environ.get("LOCALAPPDATA")
    if own and folder == pc_font_folder():
        places.append(Path(own) / "Microsoft" / "Windows" / "Fonts")
    there: dict[str, Path] = {}
    for place in places:
        if place.is_dir():
            for path in sorted(place.iterdir()):
                there.setdefault(path.name.lower(), path)
    return [there[name.lower()] for name in names if name.lower() in there]
