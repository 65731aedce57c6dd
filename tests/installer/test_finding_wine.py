"""Wine is found wherever a system keeps it; what it lacks is said plainly."""

from pathlib import Path

import pytest

from wine.desk import find_wine

ANSWERS = '#!/bin/sh\necho "wine-9.0 (Ubuntu)"\n'
COMPLAINS = '#!/bin/sh\necho "it looks like wine32 is missing" >&2\nexit 1\n'


def program(folder: Path, name: str, script: str = ANSWERS) -> Path:
    """A program that a shell runs."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / name
    path.write_text(script, encoding="utf-8")
    path.chmod(0o755)
    return path


@pytest.mark.parametrize(
    ("name", "server"),
    [("wine64", "wineserver64"), ("wine", "wineserver"), ("wine-stable", "wineserver-stable")],
)
def test_every_layout_is_found(tmp_path: Path, name: str, server: str) -> None:
    wine, beside = program(tmp_path / "opt", name), program(tmp_path / "opt", server)
    program(tmp_path / "bin", "wineserver", COMPLAINS)
    found = find_wine(str(tmp_path / "bin"), [str(tmp_path / "opt")])
    assert (found.program, found.version) == (wine, "wine-9.0 (Ubuntu)")
    assert found.server == beside


def test_on_path_alone(tmp_path: Path) -> None:
    wine, server = program(tmp_path, "wine"), program(tmp_path, "wineserver")
    found = find_wine(str(tmp_path), [str(tmp_path / "not there")])
    assert (found.program, found.server) == (wine, server)


def test_a_wine_that_only_complains_is_passed_over(tmp_path: Path) -> None:
    program(tmp_path / "bin", "wine64", COMPLAINS)
    program(tmp_path / "bin", "wineserver")
    wine = program(tmp_path / "bin", "wine")
    assert find_wine(str(tmp_path / "bin"), []).program == wine


def test_what_is_lacking_is_said(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="no Wine: none of wine64, wine"):
        find_wine(str(tmp_path), [])
    program(tmp_path, "wine", COMPLAINS)
    with pytest.raises(ValueError, match="wine32 is missing"):
        find_wine(str(tmp_path), [])
    program(tmp_path, "wine")
    with pytest.raises(ValueError, match="no wineserver"):
        find_wine(str(tmp_path), [])
