"""One copy of Microsoft's C++ runtime, the newest that any wheel brings, beside the programs."""

from collections.abc import Iterable
from pathlib import Path, PurePosixPath
from zipfile import ZipFile

from portable_executable import SUFFIXES, read_binary, read_file
from site_packages import RUNTIME


def newest_runtime(wheels: Iterable[Path]) -> dict[str, bytes]:
    """Lower-case name to content of every part of the runtime, from the wheel whose msvcp140.dll is the newest.

    Raises ValueError where no wheel has one.
    """
    best: tuple[tuple[int, ...], dict[str, bytes]] = ((), {})
    for path in sorted(wheels):
        with ZipFile(path) as wheel:
            parts = {
                PurePosixPath(name).name.lower(): wheel.read(name)
                for name in sorted(wheel.namelist())
                if RUNTIME.fullmatch(PurePosixPath(name).name)
            }
        if {"msvcp140.dll", "vcruntime140.dll", "vcruntime140_1.dll"} <= set(parts):
            version = read_binary(parts["msvcp140.dll"]).version
            if version > best[0]:
                best = (version, parts)
    if not best[1]:
        raise ValueError("no wheel brings the MSVC runtime")
    return best[1]


def lay_down_runtime(wheels: Iterable[Path], folder: Path) -> list[str]:
    """Put those parts into ``folder`` that the binaries below it import, and theirs in turn. Returns the names."""
    parts = newest_runtime(wheels)
    waiting = {
        dll
        for path in folder.rglob("*")
        if path.suffix.lower() in SUFFIXES
        for dll in read_file(path).imports
        if dll in parts
    }
    placed: list[str] = []
    while waiting:
        name = waiting.pop()
        if name not in placed:
            placed.append(name)
            (folder / name).write_bytes(parts[name])
            waiting |= {dll for dll in read_binary(parts[name]).imports if dll in parts}
    return sorted(placed)
