"""The wheel holds forms, db and resources byte for byte, and a program installed from it finds them."""

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from helpers.code_map import ROOT

FOLDERS = ("forms", "db", "resources")


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("wheel")
    subprocess.run(
        [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(out), str(ROOT)],
        check=True, capture_output=True,
    )  # fmt: skip
    return next(out.glob("*.whl"))


def test_shipped_folders_are_complete(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        for folder in FOLDERS:
            for file in (ROOT / folder).rglob("*"):
                if file.is_file():
                    inside = f"plandesk/_shipped/{file.relative_to(ROOT).as_posix()}"
                    assert archive.read(inside) == file.read_bytes(), inside


def test_installed_program_finds_its_plans(wheel: Path, tmp_path: Path) -> None:
    home = tmp_path / "site"
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(home)
    answer = subprocess.run(
        [sys.executable, "-c", "import plandesk, sys; from plandesk.store.shelf import pack_ids;"
         "print(plandesk.__file__, *pack_ids())"],
        capture_output=True, text=True, check=True, cwd=tmp_path, env={"PYTHONPATH": str(home)},
    ).stdout  # fmt: skip
    assert str(home) in answer
    assert "yongji_women" in answer
    assert "yongji_children" in answer
