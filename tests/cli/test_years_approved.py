"""approve and years: 草稿 → 已审核 → 已上报 → 退回 with who and when, and back to 草稿 where a figure changes."""

from pathlib import Path

from helpers.command_line import CommandLine

MMR = "maternal_mortality_ratio"


def states(cli: CommandLine, file: Path) -> dict[int, tuple[str, str, str]]:
    return {y["year"]: (y["stage"], y["by"], y["at"][:10]) for y in cli("years", file, "--json").json}


def settle(cli: CommandLine, file: Path) -> None:
    for finding in cli("check", file, "--year", "2024", "--json").json["findings"]:
        if finding["severity"] == "warning" and finding["explanation"] is None:
            done = cli("explain", file, "--year", "2024", finding["rule"], "--indicator", finding["indicator"],
                       "--cell", finding["cell"], "已与责任单位电话核实，数据属实")  # fmt: skip
            assert done.code == 0, done.err


def test_a_year_from_draft_to_sent_and_back(cli: CommandLine, sample_file: Path) -> None:
    settle(cli, sample_file)
    done = cli("approve", sample_file, "--year", "2024", "--by", "李梅")
    assert (done.code, done.out.strip()) == (0, "2024年审核通过")
    assert states(cli, sample_file) == {2024: ("checked", "李梅", "2025-03-10")}
    again = cli("approve", sample_file, "--year", "2024")
    assert (again.code, "已由李梅审核通过" in again.err) == (2, True)

    noted = cli("set", sample_file, MMR, "--year", "2024", "--cell", "area=rural", "--note", "已电话核对")
    assert noted.code == 0, noted.err
    changed = cli("set", sample_file, "female_life_expectancy", "--year", "2024", "79.9", "--by", "王芳")
    assert changed.code == 0, changed.err
    assert "2024年审核通过以后有改动，已回到草稿" in changed.err
    assert states(cli, sample_file) == {2024: ("draft", "王芳", "2025-03-10")}
    assert cli("undo", sample_file).code == 0
    assert states(cli, sample_file)[2024][:2] == ("checked", "李梅"), "the figure approved stands there again"

    assert cli("seal", sample_file, "--year", "2024", "--by", "王芳").code == 0
    assert states(cli, sample_file)[2024][:2] == ("sent", "王芳")
    assert cli("approve", sample_file, "--year", "2024").code == 2
    assert (
        cli("reopen", sample_file, "--year", "2024", "--reason", "市里退回：活产数", "--by", "李梅").code == 0
    )
    assert states(cli, sample_file)[2024][:2] == ("returned", "李梅")
    assert "退回" in cli("years", sample_file).out
    assert cli("verify", sample_file).code == 0


def test_an_empty_year_is_not_approved(cli: CommandLine, blank_file: Path) -> None:
    empty = cli("approve", blank_file, "--year", "2024")
    assert (empty.code, "还没有数据" in empty.err) == (2, True)


def test_what_is_open_stands_in_the_way(cli: CommandLine, sample_file: Path) -> None:
    settle(cli, sample_file)
    cli("set", sample_file, MMR, "--year", "2024", "--numerator", "3000", "--denominator", "20")
    refused = cli("approve", sample_file, "--year", "2024")
    assert refused.code == 2
    assert "还不能审核通过" in refused.err
    assert "孕产妇死亡率" in refused.err
    assert cli("years", sample_file, "--json").json == []


def test_a_note_or_another_year_changes_nothing_that_was_approved(
    cli: CommandLine, sample_file: Path
) -> None:
    settle(cli, sample_file)
    assert cli("approve", sample_file, "--year", "2024").code == 0
    cli("set", sample_file, "female_life_expectancy", "--year", "2023", "79.1")
    assert states(cli, sample_file)[2024][0] == "checked"
    shown = cli("show", sample_file, "--year", "2024", "--json").json
    figure = next(row for row in shown if row["indicator"] == "female_life_expectancy" and row["cell"] == "")
    done = cli(
        "set", sample_file, "female_life_expectancy", "--year", "2024", figure["text"], "--note", "核对过"
    )
    assert done.code == 0
    assert states(cli, sample_file)[2024][0] == "checked"
