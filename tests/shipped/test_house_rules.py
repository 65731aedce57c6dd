"""The house's own rules: README's map is true, modules stay small, nothing of this machine is in the tree."""

import ast
import re
import subprocess
import tomllib
from importlib.metadata import requires
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from helpers.code_map import PACKAGE, ROOT, code_map, readme_map

LONGEST_MODULE = 400
BANNED_NAMES = ("utils", "helpers", "manager")
MODULES = sorted(PACKAGE.rglob("*.py"))


def tracked_text_files() -> list[Path]:
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT, capture_output=True, check=True,
    ).stdout.decode()  # fmt: skip
    paths = [ROOT / name for name in listed.split("\0") if name]
    return [
        p
        for p in paths
        if p.is_file() and p.suffix not in {".ttf", ".png", ".ico", ".plandesk", ".xlsx", ".qm"}
    ]


def test_readme_map_is_true() -> None:
    assert readme_map() == code_map(), "run `poe map`"


@pytest.mark.parametrize("module", MODULES, ids=lambda p: p.relative_to(PACKAGE).as_posix())
def test_module_is_small_and_well_named(module: Path) -> None:
    lines = module.read_text(encoding="utf-8").splitlines()
    assert len(lines) <= LONGEST_MODULE, f"{len(lines)} lines: split it by what it is about"
    assert not any(part in module.stem.split("_") for part in BANNED_NAMES)


def test_nothing_of_this_machine_in_the_tree() -> None:
    machine = re.compile(r"(?<![\w.\"'*])/(work|farm|root|home)/[A-Za-z.]")
    registry = re.compile(r"https?://[^\s\"']*(pypi|mirror|registry|simple/)")
    found = []
    for path in tracked_text_files():
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            if machine.search(line) or registry.search(line):
                found.append(f"{path.relative_to(ROOT)}:{number}: {line.strip()[:80]}")
    assert not [f for f in found if not f.startswith("tests/shipped/test_house_rules.py")]


def test_every_dependency_earns_its_line_in_readme() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    for text in project["dependencies"]:
        assert f"| {Requirement(text).name} " in readme


def test_every_installed_dependency_is_pinned() -> None:
    lines = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    pinned = {canonicalize_name(line.split("==")[0]) for line in lines if "==" in line}
    wanted = {canonicalize_name(Requirement(text).name) for text in requires("plandesk") or []}
    assert wanted <= pinned, wanted - pinned


def test_no_module_level_mutable_state() -> None:
    """Module-level names bound to a list, dict or set display are upper-case constants at most."""
    for module in MODULES:
        for node in ast.parse(module.read_text(encoding="utf-8")).body:
            if isinstance(node, ast.Assign) and isinstance(node.value, (ast.List, ast.Dict, ast.Set)):
                names = [t.id for t in node.targets if isinstance(t, ast.Name)]
                assert all(n.lstrip("_").isupper() or n == "__all__" for n in names), (
                    f"{module.name}: {names}"
                )
