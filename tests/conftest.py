"""Fixtures that more than one part's tests use."""

from pathlib import Path

import pytest
from hypothesis import settings

from helpers.command_line import NOON, CommandLine, copied
from plandesk.cli.__main__ import main

# the same examples on every machine, so that what lands has been run; `--hypothesis-profile=search` looks for new ones
settings.register_profile("settled", derandomize=True)
settings.register_profile("search", derandomize=False)
settings.load_profile("settled")


@pytest.fixture
def cli(capsys: pytest.CaptureFixture[str]) -> CommandLine:
    """plandesk-cli, driven in this process."""
    return CommandLine(capsys)


@pytest.fixture(scope="session")
def _blank_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("blank") / "template.plandesk"
    packs = ["--pack", "yongji_women", "yongji_children"]
    assert main(["new", str(path), *packs, "--by", "王芳"], now=lambda: NOON) == 0
    return path


@pytest.fixture(scope="session")
def _sample_template(_blank_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = copied(_blank_template, tmp_path_factory.mktemp("sample"))
    assert main(["sample", str(path), "--years", "2021-2024", "--by", "王芳"], now=lambda: NOON) == 0
    return path


@pytest.fixture
def blank_file(_blank_template: Path, tmp_path: Path) -> Path:
    """A data file of both 永济 plans with nothing in it."""
    return copied(_blank_template, tmp_path)


@pytest.fixture
def sample_file(_sample_template: Path, tmp_path: Path) -> Path:
    """A data file of both 永济 plans with sample figures of 2021 to 2024."""
    return copied(_sample_template, tmp_path)
