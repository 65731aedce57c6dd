"""Which files of the PySide6 wheel the program needs: by its imports, then by what each DLL imports in turn."""

import ast
from collections.abc import Iterable, Iterator
from fnmatch import fnmatchcase
from pathlib import PurePosixPath
from zipfile import ZipFile

from portable_executable import SUFFIXES, read_binary

ALWAYS = ("PySide6/__init__.py", "PySide6/_config.py", "PySide6/_git_pyside_version.py", "PySide6/support/*.py",
          "PySide6/translations/qtbase_zh_CN.qm", "*.dist-info/*")  # fmt: skip
PLUGINS = {
    "QtGui": ("PySide6/plugins/platforms/qwindows.dll", "PySide6/plugins/imageformats/qico.dll"),
    "QtSvg": ("PySide6/plugins/iconengines/qsvgicon.dll", "PySide6/plugins/imageformats/qsvg.dll"),
}
"""Loaded by name while the program runs, so no import leads to them."""


def qt_modules(sources: Iterable[tuple[str, bytes]]) -> set[str]:
    """The Qt modules (``QtCore``, …) that the Python files, given as name and content, import."""
    found: set[str] = set()
    for name, content in sources:
        for node in ast.walk(ast.parse(content, name)):
            if isinstance(node, ast.ImportFrom) and node.module:
                parts = node.module.split(".")
                if parts[0] == "PySide6":
                    found |= {parts[1]} if len(parts) > 1 else {alias.name for alias in node.names}
            elif isinstance(node, ast.Import):
                found |= {a.name.split(".")[1] for a in node.names if a.name.startswith("PySide6.")}
    return found


def qt_files(wheel: ZipFile, modules: Iterable[str]) -> list[str]:
    """The names inside ``wheel`` that a program importing ``modules`` needs, sorted.

    Raises ValueError where a module or plugin is not in the wheel.
    """
    inside = [name for name in wheel.namelist() if not name.endswith("/")]
    here = {PurePosixPath(name).name.lower(): name for name in inside if name.count("/") == 1}
    wanted = set(modules) | {"QtCore"}
    seeds = [f"PySide6/{module}.pyd" for module in wanted]
    seeds += [plugin for module in wanted for plugin in PLUGINS.get(module, ())]
    missing = [seed for seed in seeds if seed not in inside]
    if missing:
        raise ValueError(f"not in the PySide6 wheel: {', '.join(sorted(missing))}")
    found = set(_closure(wheel, here, seeds))
    found |= {name for name in inside if any(fnmatchcase(name, pattern) for pattern in ALWAYS)}
    return sorted(found)


def _closure(wheel: ZipFile, here: dict[str, str], seeds: list[str]) -> Iterator[str]:
    waiting, seen = list(seeds), set[str]()
    while waiting:
        name = waiting.pop()
        if name in seen:
            continue
        seen.add(name)
        yield name
        if name.endswith(SUFFIXES):
            waiting += [here[dll] for dll in read_binary(wheel.read(name)).imports if dll in here]
