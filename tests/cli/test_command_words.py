"""What the command line says when it is written wrongly, and that it never shows a traceback."""

import re
from pathlib import Path

import pytest

from helpers.command_line import CommandLine
from plandesk.cli import judging
from plandesk.cli.command_words import said

MMR = "maternal_mortality_ratio"
COMMANDS = (
    "packs", "plan", "indicators", "new", "sample", "set", "record", "baseline", "benchmark", "assess", "break",
    "towns", "show", "check", "explain", "evaluate", "export", "import", "rollup", "report", "read-plan", "history",
    "undo", "redo", "backup", "restore", "verify", "roll", "seal", "reopen",
)  # fmt: skip


def test_help_of_everything(cli: CommandLine) -> None:
    assert cli("--help").code == 0
    for command in COMMANDS:
        helped = cli(command, "--help")
        assert helped.code == 0, command
        assert "%%" not in helped.out


@pytest.mark.parametrize(
    "words",
    [
        [], ["nothing"], ["show"], ["show", "x", "--year", "1989"], ["show", "x", "--year", "abc"],
        ["show", "x", "--year"], ["show", "x", "--year", "2024", "--domain", "x"], ["show", "x", "--year", "2024", "-q"],
        ["evaluate", "x", "--year", "2024", "--method", "best"], ["set", "x", MMR, "--year", "2024", "--status", "x"],
    ],
)  # fmt: skip
def test_wrong_commands_are_refused_in_chinese(cli: CommandLine, words: list[str]) -> None:
    answer = cli(*words)
    assert (answer.code, answer.out) == (2, "")
    assert len(answer.err.splitlines()) == 1
    assert not re.search(r"[a-z]+ [a-z]+ [a-z]+", answer.err.replace("plandesk-cli", "")), answer.err


def test_an_unknown_sentence_stays() -> None:
    assert said("something new") == "something new"


@pytest.mark.parametrize("text", ["-3", "-3%", "-1,000", "-.5", "－3"])
def test_negative_figures_are_values(cli: CommandLine, blank_file: Path, text: str) -> None:
    answer = cli("set", blank_file, MMR, "--year", "2024", text, "--json")
    assert answer.code == 1
    assert answer.json["text"] == text


def test_words_that_are_not_utf8(cli: CommandLine, blank_file: Path) -> None:
    before = blank_file.read_bytes()
    for words in (["show", "\udcff", "--year", "2024"], ["set", blank_file, MMR, "--year", "2024", "\udcff"]):
        answer = cli(*words)
        assert answer.code == 2
        assert "UTF-8" in answer.err
    assert blank_file.read_bytes() == before


def test_faults_of_the_disk_are_said_in_chinese(cli: CommandLine, blank_file: Path) -> None:
    answer = cli("record", blank_file, "--year", "2024", "--from", "没有.csv")
    assert answer.code == 2
    assert answer.err == "不能读写 没有.csv：没有这个文件或文件夹。请核对位置和权限后重试。\n"
    assert "名称太长" in cli("show", "长" * 300, "--year", "2024").err


def test_an_error_of_the_program_is_one_sentence(
    cli: CommandLine, blank_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> int:
        raise ZeroDivisionError("no\nsecrets")

    monkeypatch.setattr(judging, "check", broken)
    answer = cli("check", blank_file, "--year", "2024")
    assert answer.code == 2
    assert len(answer.err.splitlines()) == 1
    assert "ZeroDivisionError，test_command_words.py:" in answer.err


@pytest.mark.parametrize(
    ("table", "wrong"),
    [
        ("indicator;value\n", "多出列 indicator;value"),
        ("cell,value\n,5\n", "缺少列 indicator"),
        (f"indicator,value,value\n{MMR},5,6\n", "列 value 写了两次"),
        (f'indicator,value,note\n{MMR},5,"没有配对\n', "第2行读不成表格"),
        (f"indicator,value,note\n{MMR},5,{'长' * 140000}\n", "第2行读不成表格"),
        (f"indicator,value,status\n{MMR},5,not_collected\n", "第2行孕产妇死亡率：数值和状态只能填一样"),
    ],
)
def test_tables_that_cannot_be_read(
    cli: CommandLine, blank_file: Path, tmp_path: Path, table: str, wrong: str
) -> None:
    before = blank_file.read_bytes()
    source = tmp_path / "表.csv"
    source.write_text(table, encoding="utf-8")
    answer = cli("record", blank_file, "--year", "2024", "--from", source)
    assert (answer.code, answer.out) == (2, "")
    assert wrong in answer.err
    assert blank_file.read_bytes() == before


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_every_line_ending_is_read(cli: CommandLine, blank_file: Path, tmp_path: Path, ending: str) -> None:
    source = tmp_path / "表.csv"
    source.write_bytes(ending.join(["indicator,value", f"{MMR},11.2", ""]).encode("gb18030"))
    assert cli("record", blank_file, "--year", "2024", "--from", source).code == 0
    assert cli("show", blank_file, "--year", "2024", "--json").json[0]["value"] == "11.2"


def test_what_would_have_no_effect_is_refused(cli: CommandLine, blank_file: Path) -> None:
    before = blank_file.read_bytes()
    year = ("--year", "2024")
    both = cli("set", blank_file, MMR, *year, "5", "--status", "not_collected")
    figures = cli(
        "assess", blank_file, "--plan", "yongji_women", "--goal", "1.2", *year, "yes", "--evidence", "文件"
    )
    below = cli(
        "baseline", blank_file, "--plan", "yongji_children", "child_injury_mortality_rate", *year, "-5"
    )
    assert [a.code for a in (both, figures, below)] == [2, 2, 2]
    assert blank_file.read_bytes() == before


@pytest.mark.parametrize("word", ["未统计", "wtj"])
def test_a_status_word_typed_as_the_value(cli: CommandLine, sample_file: Path, word: str) -> None:
    answer = cli("set", sample_file, MMR, "--year", "2024", word, "--json")
    assert answer.code == 0
    assert (answer.json["status"], answer.json["value"], answer.json["numerator"]) == (
        "not_collected",
        None,
        None,
    )


def test_a_file_that_cannot_be_written_is_not_said_to_be_in_use(
    cli: CommandLine, blank_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(*_: object) -> None:
        raise PermissionError

    monkeypatch.setattr("plandesk.store.opening.take_lock", refused)
    answer = cli("set", blank_file, MMR, "--year", "2024", "9")
    assert answer.code == 2
    assert "写不进" in answer.err
    assert "打开" not in answer.err
