"""Looks at the finished folder without running it: every DLL is there or Windows', one new runtime, nothing foreign."""

import sys
from pathlib import Path

from portable_executable import SUFFIXES, read_file
from site_packages import RUNTIME

NEWEST_NEEDED = (14, 40)
"""Qt 6.11 is built with Visual Studio 2022 17.10 or later."""

# What every Windows 10 has that Qt 6.11 supports (1809 on); anything else must be in the folder.
WINDOWS_10 = frozenset(
    f"{name}.dll"
    for name in (
        "advapi32", "authz", "bcrypt", "bcryptprimitives", "cfgmgr32", "comctl32", "comdlg32", "crypt32", "cryptbase",
        "d2d1", "d3d11", "d3d12", "d3d9", "dnsapi", "dwmapi", "dwrite", "dxgi", "gdi32", "gdiplus", "hid", "icuuc",
        "imm32", "iphlpapi", "kernel32", "kernelbase", "mpr", "mscms", "msi", "msimg32", "msvcrt", "ncrypt", "netapi32",
        "ntdll", "ole32", "oleacc", "oleaut32", "opengl32", "powrprof", "propsys", "psapi", "rpcrt4", "secur32",
        "setupapi", "shcore", "shell32", "shlwapi", "ucrtbase", "uiautomationcore", "urlmon", "user32", "userenv",
        "usp10", "uxtheme", "version", "winhttp", "winmm", "wininet", "ws2_32", "wsock32", "wtsapi32",
    )
) | {"winspool.drv"}  # fmt: skip
API_SETS = ("api-ms-win-", "ext-ms-win-")


def troubles(folder: Path) -> list[str]:
    """What is wrong with the program in ``folder``, a line each; empty where it can start on a bare Windows 10."""
    binaries = sorted(path for path in folder.rglob("*") if path.suffix.lower() in SUFFIXES)
    found = [*_runtime_troubles(binaries, folder), *_foreign(folder)]
    shipped = {path.name.lower() for path in binaries}
    for path in binaries:
        try:
            imports = read_file(path).imports
        except ValueError as fault:
            found.append(str(fault))
            continue
        found += [
            f"{path.relative_to(folder)} needs {dll}, which is neither shipped nor part of Windows 10"
            for dll in imports
            if dll not in shipped and not _of_windows(dll)
        ]
    return found


def _of_windows(dll: str) -> bool:
    return dll.startswith(API_SETS) or dll in WINDOWS_10


def _runtime_troubles(binaries: list[Path], folder: Path) -> list[str]:
    parts = [path for path in binaries if RUNTIME.fullmatch(path.name)]
    found = [
        f"{p.relative_to(folder)}: the runtime belongs beside the programs"
        for p in parts
        if p.parent != folder
    ]
    wanted = {dll for path in binaries for dll in _imports(path)}
    found += [
        f"{p.name}: nothing imports it, and it is not free software"
        for p in parts
        if p.name.lower() not in wanted
    ]
    versions = {path.name: read_file(path).version for path in parts if path.parent == folder}
    if "vcruntime140.dll" not in versions:
        found.append("vcruntime140.dll is missing")
    if len(set(versions.values())) > 1:
        found.append(f"the runtime is of several versions: {versions}")
    found += [f"{n} is {v[0]}.{v[1]}, too old for Qt" for n, v in versions.items() if v[:2] < NEWEST_NEEDED]
    return found


def _imports(path: Path) -> tuple[str, ...]:
    try:
        return tuple(read_file(path).imports)
    except ValueError:  # told of elsewhere
        return ()


def _foreign(folder: Path) -> list[str]:
    stubs = {path.stem for path in (Path(__file__).resolve().parent / "wine" / "stubs").glob("*.c")}
    names = {path.relative_to(folder) for path in folder.rglob("*") if path.is_file()}
    found = [
        f"{name} is a stand-in for Wine and must not be shipped"
        for name in names
        if name.stem.lower() in stubs
    ]
    found += [f"{name} stands under the GPL" for name in names if "darkgarden" in name.name.lower()]
    return sorted(found)


def main(words: list[str]) -> int:
    """``static_check.py FOLDER``: prints the troubles, 1 where there are any."""
    found = troubles(Path(words[0]))
    for line in found:
        print(line, file=sys.stderr)
    return 1 if found else 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
