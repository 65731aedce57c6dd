"""Gathers the licence text of everything shipped and writes the list of file groups with their licences."""

import hashlib
import re
import shutil
import sysconfig
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from site_packages import RUNTIME as MSVC
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


RENAMED_MSVC = re.compile(r"(vcruntime|msvcp|concrt)140(_\w+)?-\w+\.dll", re.IGNORECASE)
"""The same runtime inside a wheel, under a name that its modules alone import."""
OWN, FONTS, PYTHON, RUNTIME = "plandesk", "plandesk: fonts", "CPython", "Microsoft Visual C++ runtime"
SETUP_NOTE = (
    "setup.exe, and the uninstall.exe it writes, hold the start-up code of NSIS (zlib/libpng licence; its LZMA unpacker",
    "CPL-1.0 with the exception for installers). plandesk.exe and plandesk-cli.exe hold mingw-w64's (ZPL-2.1).",
)
NOT_FREE = (
    "NOT FREE SOFTWARE: the files of the Microsoft Visual C++ runtime, the only ones in this folder. The official builds",
    "of Qt and of Python for Windows are linked to them; Microsoft lets them be passed on with such programs, unmodified",
    "(microsoft-runtime/microsoft-runtime.txt). Only the parts that something here imports are shipped; the rest of the",
    "C runtime (ucrtbase.dll, api-ms-win-crt-*) is part of Windows 10 and not in here.",
)


@dataclass(frozen=True, slots=True)
class Group:
    """A line of the list: what, its version, its licence, its files of how many bytes, where from."""

    name: str
    version: str
    licence: str
    files: tuple[str, ...]
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
    """Move every licence text to ``folder/licences``; write LIST.txt and FILES.txt there: every file's group.

    ``parts`` end with plandesk itself. Raises ValueError where a licence text is missing, or a file belongs to no
    group or to two.
    """
    home = folder / "licences"
    licences = {part.name: licence_of(part) for part in parts}
    for part in parts:
        _take_texts(part, folder / "Lib" / "site-packages", home / part.name)
    _take_python_text(home / "python")
    (home / "microsoft-runtime").mkdir(parents=True)
    shutil.copyfile(TEXTS / "microsoft-runtime.txt", home / "microsoft-runtime" / "microsoft-runtime.txt")
    told = [
        (PYTHON, python.version, "PSF-2.0", python.source),
        (RUNTIME, "", "Microsoft's terms for redistributable code, not free", "in PySide6's wheels"),
        *((part.name, part.version, licences[part.name], _digest(part.wheel)) for part in parts),
        (FONTS, "", "OFL-1.1", "in plandesk's wheel"),
    ]
    for name in ("LIST.txt", "FILES.txt"):
        (home / name).touch()
    placed = assign(folder, parts)
    groups = [
        Group(name, version, licence, *_files_of(folder, name, placed), source)
        for name, version, licence, source in told
    ]
    lines = [f"{file}\t{name}" for file, name in sorted(placed.items())]
    home.joinpath("FILES.txt").write_text("\r\n".join([*lines, ""]), encoding="utf-8")
    home.joinpath("LIST.txt").write_text(_list(groups), encoding="utf-8")
    return groups


def assign(folder: Path, parts: Sequence[Distribution]) -> dict[str, str]:
    """The name of the one group of every file in ``folder``, by its place there.

    Raises ValueError where a file has no group or several.
    """
    site, home = folder / "Lib" / "site-packages", folder / "licences"
    claims: dict[Path, list[str]] = {path: [] for path in folder.rglob("*") if path.is_file()}
    fonts = set((site / "plandesk" / "_shipped" / "resources" / "fonts").glob("*.ttf"))
    texts = {"python": PYTHON, "microsoft-runtime": RUNTIME}
    for part in parts:
        for entry in part.entries:
            path = _as_shipped(site / entry)
            if path is not None:
                owner = RUNTIME if RENAMED_MSVC.fullmatch(path.name) else part.name
                claims[path].append(FONTS if path in fonts else owner)
    for path, names in claims.items():
        inside = path.relative_to(folder)
        if path.is_relative_to(home):
            first = path.relative_to(home).parts[0]
            names.append(texts.get(first, first if path.parent != home else OWN))
        elif inside.parts[0] == "DLLs" or (len(inside.parts) == 1 and path.name.startswith("python")):
            names.append(PYTHON)
        elif len(inside.parts) == 1 and MSVC.fullmatch(path.name):
            names.append(RUNTIME)
        elif len(inside.parts) == 1 and path.name in ("plandesk.exe", "plandesk-cli.exe"):
            names.append(OWN)
    wrong = sorted(
        f"{path.relative_to(folder).as_posix()} ({', '.join(names) or 'none'})"
        for path, names in claims.items() if len(names) != 1
    )  # fmt: skip
    if wrong:
        raise ValueError(f"{len(wrong)} files are not of exactly one group: {'; '.join(wrong[:5])}")
    return {path.relative_to(folder).as_posix(): names[0] for path, names in claims.items()}


def _files_of(folder: Path, name: str, placed: Mapping[str, str]) -> tuple[tuple[str, ...], int]:
    files = tuple(sorted(file for file, owner in placed.items() if owner == name))
    return files, sum((folder / file).stat().st_size for file in files)


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


def _take_python_text(target: Path) -> None:
    target.mkdir(parents=True)
    text = Path(sysconfig.get_path("stdlib")) / "LICENSE.txt"
    if not text.is_file():
        raise ValueError(f"the building Python has no {text.name}")
    shutil.copyfile(text, target / "LICENSE.txt")
    shutil.copyfile(TEXTS / "python-parts.txt", target / "python-parts.txt")


def _digest(path: Path) -> str:
    return f"{path.name} sha256 {hashlib.sha256(path.read_bytes()).hexdigest()}"


def _list(groups: Sequence[Group]) -> str:
    lines = [
        "Everything in this folder, by group: name, version, licence, files, size, where it comes from.",
        "FILES.txt names the group of every file. Nothing here is under the GPL.",
        "",
    ]
    for group in groups:
        lines.append(f"{group.name} {group.version}".rstrip())
        lines.append(
            f"    {group.licence}; {len(group.files)} files, {group.size / 1e6:.1f} MB; {group.source}"
        )
    return "\r\n".join([*lines, "", *NOT_FREE, "", *SETUP_NOTE, ""])
