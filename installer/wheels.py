"""Proves that every runtime dependency, at its pinned version, has a wheel for Windows x64 and the installer's Python."""

import subprocess
import sys
import tempfile
import tomllib
from importlib.metadata import requires
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parent.parent
PYTHON = "3.11"
NOT_SHIPPED = {"pip"}  # sqlite-utils names it for its plugin command, which plandesk never runs
WINDOWS = {
    "implementation_name": "cpython",
    "os_name": "nt",
    "platform_machine": "AMD64",
    "platform_python_implementation": "CPython",
    "platform_system": "Windows",
    "python_full_version": f"{PYTHON}.9",
    "python_version": PYTHON,
    "sys_platform": "win32",
    "extra": "",
}


def pins() -> dict[str, str]:
    """Canonical name to pinned version, from constraints.txt."""
    lines = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    pairs = (line.split("==") for line in lines if "==" in line and not line.startswith("#"))
    return {canonicalize_name(name.strip()): version.strip() for name, version in pairs}


def windows_closure() -> list[str]:
    """The runtime dependencies of plandesk on Windows, all the way down, canonical names, sorted."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    waiting, found = [Requirement(text) for text in project["dependencies"]], set[str]()
    while waiting:
        requirement = waiting.pop()
        name = canonicalize_name(requirement.name)
        if name in found | NOT_SHIPPED or (requirement.marker and not requirement.marker.evaluate(WINDOWS)):
            continue
        found.add(name)
        try:
            below = requires(name) or []
        except (
            ModuleNotFoundError
        ):  # wanted on Windows only (colorama): a leaf as far as can be seen from here
            below = []
        waiting += [Requirement(text) for text in below]
    return sorted(found)


def main() -> int:
    """Ask pip for each wheel. Returns 1 and names what is missing."""
    pinned, missing = pins(), []
    for name in windows_closure():
        if name not in pinned:
            missing.append(f"{name}: not pinned in constraints.txt")
            continue
        wanted = f"{name}=={pinned[name]}"
        with tempfile.TemporaryDirectory() as folder:
            asked = subprocess.run(
                [sys.executable, "-m", "pip", "install", "--dry-run", "--no-deps", "--ignore-installed", "--quiet",
                 "--only-binary=:all:", "--platform", "win_amd64", "--python-version", PYTHON,
                 "--implementation", "cp", "--target", folder, wanted],
                capture_output=True, text=True, check=False,
            )  # fmt: skip
        if asked.returncode:
            missing.append(
                f"{wanted}: {asked.stderr.strip().splitlines()[-1] if asked.stderr.strip() else 'no wheel'}"
            )
        else:
            print(f"{wanted}: Windows x64, Python {PYTHON}")
    for line in missing:
        print(line, file=sys.stderr)
    return 1 if missing else 0


if __name__ == "__main__":
    raise SystemExit(main())
