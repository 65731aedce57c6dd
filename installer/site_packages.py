"""The Windows wheels of the pinned dependencies, fetched, unpacked and trimmed into ``Lib/site-packages``."""

import re
import subprocess
import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from email.parser import BytesParser
from fnmatch import fnmatchcase
from pathlib import Path, PurePosixPath
from zipfile import ZipFile

from packaging.utils import canonicalize_name, parse_wheel_filename

from qt_parts import qt_files, qt_modules
from wheels import PYTHON

EVERYWHERE = (
    "*.pyi", "*.h", "*.lib", "*.pxd", "*.pyx", "*.c", "*.cpp", "*/py.typed", "*/tests/*", "*/test/*", "*/lib/cmake/*",
    "*/__pycache__/*", "*.data/*", "*.dist-info/RECORD", "*.dist-info/WHEEL", "*.dist-info/top_level.txt",
    "*.dist-info/REQUESTED",
)  # fmt: skip
"""Of no use to a running program."""
TRIMMED: Mapping[str, tuple[str, ...]] = {
    # fonts for reports in English, one of them GPL; ours lie under resources/fonts
    "reportlab": ("reportlab/fonts/*", "reportlab/graphics/samples/*", "reportlab/graphics/barcode/README",
                  "reportlab/graphics/barcode/TODO"),
    # the licence Qt is not used under
    "pyside6-essentials": ("*/LicenseRef-Qt-Commercial.txt",),
    "shiboken6": ("*/LicenseRef-Qt-Commercial.txt",),
    # formats that no workbook or report has
    "pillow": ("PIL/_avif*", "PIL/_webp*", "PIL/_imagingtk*", "PIL/_imagingcms*", "PIL/_imagingmath*"),
    # texts about parts that only other systems' builds have
    "pypdfium2": ("*/BUILD_LICENSES/android/*", "*/BUILD_LICENSES/*musl*/*", "*/BUILD_LICENSES/v8_xfa/*",
                  "*/LICENSES/CC-BY-4.0.txt"),
    "olefile": ("olefile/doc/*", "olefile/olefile2.py"),
    # six hundred small files: dates here are the PC's own, no zone is ever asked for
    "tzdata": ("tzdata/zoneinfo/*",),
    "msoffcrypto-tool": ("NOTICE.txt",),
}  # fmt: skip
RUNTIME = re.compile(r"(vcruntime|msvcp|concrt|vccorlib|vcamp|vcomp)140(_\w+)?\.dll", re.IGNORECASE)
"""Parts of Microsoft's C++ runtime: one copy of the newest beside the programs serves all."""


@dataclass(frozen=True, slots=True)
class Distribution:
    """An unpacked package: canonical name, version, licence as its metadata tells it, its wheel, the names it put down."""

    name: str
    version: str
    licence: str
    wheel: Path
    entries: tuple[str, ...]


def fetch(wanted: Mapping[str, str], cache: Path) -> list[Path]:
    """The Windows wheels of ``wanted`` (name to version), by pip, kept in ``cache``.

    Raises ValueError where pip has none of that version.
    """
    cache.mkdir(parents=True, exist_ok=True)
    missing = [f"{n}=={v}" for n, v in wanted.items() if _wheel_of(n, v, cache) is None]
    if missing:
        answer = subprocess.run(
            [sys.executable, "-m", "pip", "download", "--quiet", "--disable-pip-version-check", "--no-deps",
             "--only-binary=:all:", "--platform", "win_amd64", "--python-version", PYTHON, "--implementation", "cp",
             "--dest", cache, *missing],
            capture_output=True, text=True, check=False,
        )  # fmt: skip
        if answer.returncode:
            raise ValueError(f"pip could not fetch {', '.join(missing)}:\n{answer.stderr.strip()}")
    found = []
    for name, version in wanted.items():
        wheel = _wheel_of(name, version, cache)
        if wheel is None:
            raise ValueError(f"pip fetched no wheel of {name}=={version}")
        found.append(wheel)
    return found


def _wheel_of(name: str, version: str, cache: Path) -> Path | None:
    for path in sorted(cache.glob("*.whl")):
        here, number, _, _ = parse_wheel_filename(path.name)
        if here == canonicalize_name(name) and str(number) == version:
            return path
    return None


def unpack(wheels: Iterable[Path], program: Path, site: Path) -> list[Distribution]:
    """Unpack ``wheels`` and the program's own into ``site``, trimmed. Raises ValueError on a faulty wheel."""
    with ZipFile(program) as own:
        modules = qt_modules((n, own.read(n)) for n in own.namelist() if n.endswith(".py"))
    found = []
    for path in (*wheels, program):
        with ZipFile(path) as wheel:
            name, version, licence = _metadata(wheel)
            inside = wheel.namelist()
            if name == "pyside6-essentials":
                inside = qt_files(wheel, modules)
            dropped = EVERYWHERE + TRIMMED.get(name, ())
            kept = [
                entry
                for entry in sorted(inside)
                if not entry.endswith("/")
                and not RUNTIME.fullmatch(PurePosixPath(entry).name)
                and not any(fnmatchcase(entry, pattern) for pattern in dropped)
            ]
            for entry in kept:
                _extract(wheel, entry, site)
        found.append(Distribution(name, version, licence, path, tuple(kept)))
    return found


def _extract(wheel: ZipFile, entry: str, site: Path) -> None:
    target = (site / entry).resolve()
    if not target.is_relative_to(site.resolve()):
        raise ValueError(f"{wheel.filename}: {entry} leads outside")
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(wheel.read(entry))


def _metadata(wheel: ZipFile) -> tuple[str, str, str]:
    place = next(name for name in wheel.namelist() if re.fullmatch(r"[^/]+\.dist-info/METADATA", name))
    told = BytesParser().parsebytes(wheel.read(place))
    licence = told["License-Expression"] or ""
    if not licence:
        classes = [c for c in told.get_all("Classifier", []) if c.startswith("License ::")]
        licence = (
            "; ".join(c.rsplit(" :: ", 1)[-1] for c in classes) or (told["License"] or "").split("\n")[0]
        )
    return canonicalize_name(told["Name"]), str(told["Version"]), licence
