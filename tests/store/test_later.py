"""What sqlite_utils imports and plandesk does not use is there all the same, and only then."""

import subprocess
import sys

import pytest

from plandesk.store.later import load_later

DATES = """
import sys
import plandesk.store.plan_file
assert "sqlite_utils.db" in sys.modules
assert "dateutil.parser._parser" not in sys.modules
import sqlite_utils
import sqlite_utils.recipes
db = sqlite_utils.Database(memory=True)
db["day"].insert({"id": 1, "at": "3 May 2020"}, pk="id")
db["day"].convert("at", sqlite_utils.recipes.parsedate)
assert db["day"].get(1)["at"] == "2020-05-03"
assert "dateutil.parser._parser" in sys.modules
from dateutil.parser import ParserError, parse
assert parse("2020-05-03").day == 3 and issubclass(ParserError, ValueError)
"""


def test_dates_are_converted_though_their_reader_was_not_loaded() -> None:
    subprocess.run([sys.executable, "-W", "error", "-c", DATES], check=True)


def test_what_is_not_there_or_loaded_already_is_left_alone() -> None:
    load_later("json.no_such_module")
    assert "json.no_such_module" not in sys.modules
    import json.decoder as decoder

    load_later("json.decoder")
    assert sys.modules["json.decoder"] is decoder
    with pytest.raises(ModuleNotFoundError):
        load_later("no_such_package.anything")
