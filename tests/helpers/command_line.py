"""Drives plandesk-cli in this process, as a script would from outside."""

import json
import shutil
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from plandesk.cli.__main__ import main

NOON = datetime(2025, 3, 10, 12, 0)


@dataclass(frozen=True)
class Answer:
    """What a command answered."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """Stdout as the one JSON document it has to be."""
        return json.loads(self.out)


class CommandLine:
    """Runs commands and keeps what they print."""

    def __init__(self, capsys: pytest.CaptureFixture[str]) -> None:
        self._capsys = capsys

    def __call__(self, *args: str | Path) -> Answer:
        self._capsys.readouterr()
        code = main([str(a) for a in args], now=lambda: NOON)
        printed = self._capsys.readouterr()
        return Answer(code, printed.out, printed.err)


def copied(template: Path, folder: Path) -> Path:
    """A data file of one's own from a template made once."""
    target = folder / "永济市.plandesk"
    shutil.copy(template, target)
    return target
