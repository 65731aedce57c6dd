"""Gathers the licence text of everything shipped and writes the list of file groups with their licences."""

import hashlib
import re
import shutil
import sysconfig
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from site_packages import Distribution
from windows_python import Interpreter

TEXTS = Path(__file__).resolve().parent / "licences"
QT = {"pyside6-essentials", "shiboken6"}
CHOSEN = {
    **dict.fromkeys(QT, "LGPL-3.0-only"),
    # its Windows modules have GNU libiconv inside
    "lxml": "BSD-3-Clause AND LGPL-2.1-or-later",
    # PDFium's own parts: BSD, MIT, FTL, zlib, IJG; their texts come with the wheel
    "pypdfium2": "BSD-3-Clause AND Apache-2.0",
}
"""Where a package offers several licences, the one it is used under; where it tells them in words, the same in terms."""
QT_TEXTS = ("LGPL-3.0.txt", "GPL-3.0.txt", "PySide6.txt", "qt-third-party.txt")
MORE_TEXTS = {
    **dict.fromkeys(QT, QT_TEXTS),
    "lxml": ("lxml-parts.txt", "LGPL-2.1.txt"),
    "cryptography": ("cryptography-parts.txt",),
}
"""What the wheels leave unsaid, from ``licences/``."""
ALLOWED = re.compile(
    r"(MIT(-0|-CMU)?|BSD(-[23]-Clause)?|Apache-2\.0|LGPL-3\.0-only|LGPL-2\.1-or-later|PSF-2\.0|HPND|ISC|Zlib|OFL-1\.1|Unlicense"
    r"|MIT License|BSD License|Apache Software License|Apache License, Version 2\.0|Public Domain)"
)


@dataclass(frozen=True, slots=True)
class Group:
    """A line of the list: what, its version, its licence, how many files of how many bytes, where from."""

    name: str
    version: str
    licence: str
    files: int
    size: int
    source: str


def licence_of(part: Distribution) -> str:
    """The licence ``part`` is shipped under. Raises ValueError where it is none of the allowed ones."""
    told = CHOSEN.get(part.name, part.licence)
    words = re.split(r"\s+(?:OR|AND)\s+|;\s*", told.strip("() "))
    wrong = [word for word in words if not ALLOWED.fullmatch(word.strip("() "))]
    if wrong:
        raise ValueError(f"{part.name} {part.version}: licence {told!r} is not one that may be shipped")
    return told


def gather(folder: Path, parts: Sequence[Distribution], python: Interpreter) -> list[Group]:
    """Move every licence text to ``folder/licences`` and write LIST.txt there. Raises ValueError where one is missing."""
    home = folder / "licences"
    site = folder / "Lib" / "site-packages"
    groups = [_python_group(folder, home, python), _runtime_group(folder, home)]
    for part in parts:
        licence = licence_of(part)
        _take_texts(part, site, home / part.name)
        inside = [path for entry in part.entries if (path := _as_shipped(site / entry)) is not None]
        size = sum(path.stat().st_size for path in inside)
        groups.append(Group(part.name, part.version, licence, len(inside), size, _digest(part.wheel)))
    fonts = list((site / "plandesk" / "_shipped" / "resources" / "fonts").glob("*.ttf"))
    groups.append(
        Group(
            "plandesk: fonts",
            "",
            "OFL-1.1",
            len(fonts),
            sum(f.stat().st_size for f in fonts),
            "in plandesk's wheel",
        )
    )
    home.joinpath("LIST.txt").write_text(_list(groups), encoding="utf-8")
    return groups


def _as_shipped(path: Path) -> Path | None:
    compiled = path.with_suffix(".pyc")
    return path if path.is_file() else compiled if compiled.is_file() else None


def _take_texts(part: Distribution, site: Path, home: Path) -> None:
    home.mkdir(parents=True, exist_ok=True)
    pattern = re.compile(
        r"(?i)(licen[cs]e|copying|notice|authors|.*-licen[cs]e|.*copying|sboms?)", re.IGNORECASE
    )
    info = next(site.glob(f"{part.wheel.name.split('-')[0]}-*.dist-info"))
    for path in sorted(info.rglob("*")):
        inside = path.relative_to(info)
        if path.is_file() and any(pattern.match(word) for word in inside.parts):
            target = home / "-".join(w for w in inside.parts if w not in ("licenses", "sboms"))
            path.replace(target)
    for name in ("licenses", "sboms"):
        shutil.rmtree(info / name, ignore_errors=True)
    for name in MORE_TEXTS.get(part.name, ()):
        shutil.copyfile(TEXTS / name, home / name)
    if not any(home.iterdir()):
        raise ValueError(f"{part.name} {part.version} brings no licence text")


def _python_group(folder: Path, home: Path, python: Interpreter) -> Group:
    files = [path for path in folder.iterdir() if path.name.startswith("python")]
    files += (folder / "DLLs").iterdir()
    target = home / "python"
    target.mkdir(parents=True)
    text = Path(sysconfig.get_path("stdlib")) / "LICENSE.txt"
    if not text.is_file():
        raise ValueError(f"the building Python has no {text.name}")
    shutil.copyfile(text, target / "LICENSE.txt")
    shutil.copyfile(TEXTS / "python-parts.txt", target / "python-parts.txt")
    return Group(
        "CPython", python.version, "PSF-2.0", len(files), sum(f.stat().st_size for f in files), python.source
    )


def _runtime_group(folder: Path, home: Path) -> Group:
    files = [*folder.glob("msvcp140*.dll"), *folder.glob("vcruntime140*.dll"), *folder.glob("concrt140*.dll")]
    target = home / "microsoft-runtime"
    target.mkdir(parents=True)
    shutil.copyfile(TEXTS / "microsoft-runtime.txt", target / "microsoft-runtime.txt")
    size = sum(path.stat().st_size for path in files)
    return Group(
        "Microsoft Visual C++ runtime", "", "redistributable", len(files), size, "in PySide6's wheels"
    )


def _digest(path: Path) -> str:
    return f"{path.name} sha256 {hashlib.sha256(path.read_bytes()).hexdigest()}"


def _list(groups: Sequence[Group]) -> str:
    lines = [
        "Everything in this folder, by group: name, version, licence, files, size, where it comes from.",
        "",
    ]
    for group in groups:
        lines.append(f"{group.name} {group.version}".rstrip())
        lines.append(f"    {group.licence}; {group.files} files, {group.size / 1e6:.1f} MB; {group.source}")
    return "\r\n".join([*lines, ""])
