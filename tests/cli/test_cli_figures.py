"""set, record, show, check, explain, history, undo: figures through plandesk-cli as cli.md says."""

from pathlib import Path

import pytest

from helpers.command_line import CommandLine

MMR = "maternal_mortality_ratio"


def figure(cli: CommandLine, file: Path, code: str, cell: str = "") -> dict[str, str | None]:
    shown = cli("show", file, "--year", "2024", "--json").json
    return next(row for row in shown if row["indicator"] == code and row["cell"] == cell)


def test_value_is_kept_read_and_shown(cli: CommandLine, blank_file: Path) -> None:
    assert cli("set", blank_file, MMR, "--year", "2024", "11.2").code == 0
    row = figure(cli, blank_file, MMR)
    assert set(row) == {
        "indicator",
        "cell",
        "text",
        "value",
        "numerator",
        "denominator",
        "status",
        "note",
        "origin",
    }
    assert (row["text"], row["value"], row["status"], row["origin"]) == ("11.2", "11.2", "value", "cli")


def test_parts_give_the_rate(cli: CommandLine, blank_file: Path) -> None:
    done = cli("set", blank_file, MMR, "--year", "2024", "--numerator", "1", "--denominator", "3000")
    assert done.code == 0
    row = figure(cli, blank_file, MMR)
    assert row["numerator"] == "1"
    assert row["denominator"] == "3000"
    assert row["value"] is not None
    assert row["value"].startswith("33.3")


def test_later_statement_replaces_the_cell(cli: CommandLine, blank_file: Path) -> None:
    cli("set", blank_file, MMR, "--year", "2024", "--numerator", "1", "--denominator", "3000")
    cli("set", blank_file, MMR, "--year", "2024", "10")
    row = figure(cli, blank_file, MMR)
    assert (row["value"], row["numerator"], row["denominator"]) == ("10", None, None)


@pytest.mark.parametrize(
    ("text", "value"),
    [("１２．５", "12.5"), (" 12.5 ", "12.5"), ("12。5", "12.5"), ("0", "0")],
)
def test_what_clerks_type_is_understood(cli: CommandLine, blank_file: Path, text: str, value: str) -> None:
    assert cli("set", blank_file, MMR, "--year", "2024", text).code == 0
    row = figure(cli, blank_file, MMR)
    assert row["value"] == value
    assert row["text"] == text.strip() or row["text"] == text


def test_thousands_and_wan_in_counts(cli: CommandLine, blank_file: Path) -> None:
    assert (
        cli("set", blank_file, MMR, "--year", "2024", "--numerator", "１", "--denominator", "12,345").code
        == 0
    )
    assert figure(cli, blank_file, MMR)["denominator"] == "12345"
    assert (
        cli("set", blank_file, MMR, "--year", "2024", "--numerator", "1", "--denominator", "1.2万").code == 0
    )
    assert figure(cli, blank_file, MMR)["denominator"] == "12000"


@pytest.mark.parametrize(
    ("code", "text"),
    [
        (MMR, "12,5"),
        (MMR, "－3"),
        (MMR, "大约12"),
        ("primary_myopia_rate", "101"),
    ],
)
def test_bad_value_is_kept_marked_and_explained(
    cli: CommandLine, blank_file: Path, code: str, text: str
) -> None:
    done = cli("set", blank_file, code, "--year", "2024", text)
    assert done.code == 1
    assert figure(cli, blank_file, code)["text"] == text
    checked = cli("check", blank_file, "--year", "2024", "--json")
    assert checked.code == 1
    finding = next(f for f in checked.json["findings"] if f["severity"] == "error")
    assert finding["indicator"] == code
    assert finding["message"] in done.out
    assert finding["message"].endswith("。")
    assert checked.json["counts"]["error"] == 1


def test_gross_rates_may_exceed_a_hundred(cli: CommandLine, blank_file: Path) -> None:
    assert cli("set", blank_file, "senior_secondary_gross_enrolment", "--year", "2024", "101").code == 0
    counts = cli("check", blank_file, "--year", "2024", "--json").json["counts"]
    assert counts["error"] == 0


def test_numerator_over_denominator_is_an_error(cli: CommandLine, blank_file: Path) -> None:
    done = cli("set", blank_file, "primary_myopia_rate", "--year", "2024", "--numerator", "9", "--denominator", "8",
               "--json")  # fmt: skip
    assert done.code == 1
    kinds = {f["kind"] for f in done.json["findings"]}
    assert "not_above" in kinds


def test_women_and_men_have_to_add_up(cli: CommandLine, blank_file: Path) -> None:
    def put(cell: str, numerator: str, denominator: str) -> int:
        return cli("set", blank_file, "primary_myopia_rate", "--year", "2024", "--cell", cell,
                   "--numerator", numerator, "--denominator", denominator).code  # fmt: skip

    assert put("", "300", "1000") == 0
    assert put("sex=female", "150", "480") == 0
    assert put("sex=male", "151", "520") == 1
    findings = cli("check", blank_file, "--year", "2024", "--json").json["findings"]
    assert [f["kind"] for f in findings if f["severity"] == "error"] == ["sum_equals"]
    assert put("sex=male", "150", "520") == 0


def test_status_word_and_zero_over_zero(cli: CommandLine, blank_file: Path) -> None:
    code = "hiv_vertical_transmission_rate"
    assert (
        cli(
            "set", blank_file, code, "--year", "2024", "--status", "not_collected", "--note", "年底才统计"
        ).code
        == 0
    )
    row = figure(cli, blank_file, code)
    assert (row["status"], row["value"], row["note"]) == ("not_collected", None, "年底才统计")
    assert cli("set", blank_file, code, "--year", "2024", "--numerator", "0", "--denominator", "0").code == 0
    assert figure(cli, blank_file, code)["status"] == "no_case"


def test_record_reads_a_table_in_one_step(cli: CommandLine, blank_file: Path, tmp_path: Path) -> None:
    table = tmp_path / "卫健局.csv"
    table.write_text(
        "indicator,cell,value,numerator,denominator,status,note\n"
        f"{MMR},,,1,3000,,已核\n"
        "primary_myopia_rate,,36.1,,,,\n"
        "primary_myopia_rate,sex=female,abc,,,,\n",
        encoding="gb18030",
    )
    done = cli("record", blank_file, "--year", "2024", "--from", table, "--json")
    assert done.code == 1  # “abc” is kept and marked
    assert done.json["rows"] == 3
    assert figure(cli, blank_file, "primary_myopia_rate", "sex=female")["text"] == "abc"
    assert len(cli("history", blank_file, "--json").json) == 1
    assert cli("undo", blank_file).code == 0
    assert cli("show", blank_file, "--year", "2024", "--json").json == []
    assert cli("redo", blank_file).code == 0
    assert len(cli("show", blank_file, "--year", "2024", "--json").json) == 3


def test_unknown_indicator_changes_nothing(cli: CommandLine, blank_file: Path, tmp_path: Path) -> None:
    table = tmp_path / "表.csv"
    table.write_text(f"indicator,value\n{MMR},10\nmaternal_mortality,11\n", encoding="utf-8")
    before = blank_file.read_bytes()
    done = cli("record", blank_file, "--year", "2024", "--from", table)
    assert done.code == 2
    assert "第3行" in done.err
    assert MMR in done.err
    assert blank_file.read_bytes() == before


def test_explanation_belongs_to_the_value(cli: CommandLine, sample_file: Path) -> None:
    code = "primary_myopia_rate"
    cli("set", sample_file, code, "--year", "2024", "5")
    warning = next(
        f for f in cli("check", sample_file, "--year", "2024", "--json").json["findings"]
        if f["severity"] == "warning" and f["indicator"] == code
    )  # fmt: skip
    assert (
        cli("explain", sample_file, "--year", "2024", warning["rule"], "--indicator", code, "属实").code == 2
    )
    text = "本年改由医院统一验光，口径收紧"
    assert cli("explain", sample_file, "--year", "2024", warning["rule"], "--indicator", code, text).code == 0

    def explanation() -> str | None:
        findings = cli("check", sample_file, "--year", "2024", "--json").json["findings"]
        found: list[str | None] = [f["explanation"] for f in findings if f["rule"] == warning["rule"]]
        return found[0]

    assert explanation() == text
    cli("set", sample_file, code, "--year", "2024", "6")
    assert explanation() is None


def test_history_says_who_when_old_and_new(cli: CommandLine, blank_file: Path) -> None:
    cli("set", blank_file, MMR, "--year", "2024", "11", "--by", "王芳")
    cli("set", blank_file, MMR, "--year", "2024", "12", "--by", "李敏")
    newest, older = cli("history", blank_file, "--indicator", MMR, "--json").json
    assert (newest["who"], older["who"]) == ("李敏", "王芳")
    assert newest["at"].startswith("2025-03-10")
    assert newest["changes"][0]["before"]["text"] == "11"
    assert newest["changes"][0]["after"]["text"] == "12"
    assert older["changes"][0]["before"] is None


def test_undo_and_redo_across_processes(cli: CommandLine, blank_file: Path) -> None:
    cli("set", blank_file, MMR, "--year", "2024", "11")
    cli("set", blank_file, MMR, "--year", "2024", "12")
    assert cli("undo", blank_file).code == 0
    assert figure(cli, blank_file, MMR)["value"] == "11"
    assert cli("undo", blank_file).code == 0
    assert cli("undo", blank_file).code == 2
    assert cli("redo", blank_file).code == 0
    assert cli("redo", blank_file).code == 0
    assert figure(cli, blank_file, MMR)["value"] == "12"
    assert cli("redo", blank_file).code == 2


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (("set", "FILE", "maternal", "--year", "2024", "1"), "没有指标"),
        (("set", "FILE", MMR, "--year", "1066", "1"), "年份"),
        (("set", "FILE", MMR, "--year", "2024", "--cell", "sex=male", "1"), "分组"),
        (("set", "FILE", MMR, "--year", "2024", "--cell", "town=无名镇", "1"), "town"),
        (("explain", "FILE", "--year", "2024", "no.rule", "写明原因如下"), "no.rule"),
        (("evaluate", "FILE", "--year", "2024", "--plan", "nowhere"), "yongji_women"),
        (("show", "无此文件.plandesk", "--year", "2024"), "无此文件"),
        (("new", "FILE", "--pack", "yongji_women"), "已有"),
        (("new", "新.plandesk", "--pack", "atlantis_women"), "atlantis_women"),
        (("export", "submission", "FILE", "--year", "2024", "-o", "x.xlsx"), "不能上报"),
    ],
)
def test_what_cannot_be_done_is_said_in_one_sentence(
    cli: CommandLine, blank_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
    args: tuple[str, ...], said: str,
) -> None:  # fmt: skip
    monkeypatch.chdir(tmp_path)
    before = blank_file.read_bytes()
    done = cli(*[str(blank_file) if a == "FILE" else a for a in args])
    assert done.code == 2
    assert said in done.err
    assert done.err.count("\n") == 1
    assert "Traceback" not in done.err
    assert blank_file.read_bytes() == before
    assert not (tmp_path / "x.xlsx").exists()
