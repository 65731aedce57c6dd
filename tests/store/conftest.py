"""Fixtures of the store's tests."""

from pathlib import Path

import pytest

from helpers.data_files import Clock, Desk
from plandesk.core.words import Words
from plandesk.store.shelf import load_words


@pytest.fixture(scope="session")
def words() -> Words:
    return load_words()


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def desk(words: Words, clock: Clock) -> Desk:
    return Desk(words, clock)


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """Where a test's data file stands: a name with a space and Chinese, in a folder of its own."""
    folder = tmp_path / "妇儿工委 数据"
    folder.mkdir()
    return folder / "永济市 监测.plandesk"
