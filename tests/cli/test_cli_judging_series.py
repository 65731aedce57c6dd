"""泉州's 5-point case on its real plan, series breaks, missing years and faulty years through plandesk-cli evaluate."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from helpers.command_line import NOON, CommandLine, copied
from plandesk.cli.__main__ import main

DEATHS, MYOPIA, STUNTING = "under5_mortality_rate", "primary_myopia_rate", "under5_stunting_rate"


@pytest.fixture(scope="session")
def _quanzhou_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("quanzhou") / "template.plandesk"
    assert main(["new", str(path), "--pack", "quanzhou_children", "--by", "王芳"], now=lambda: NOON) == 0
    return path


@pytest.fixture
def quanzhou(_quanzhou_template: Path, tmp_path: Path) -> Path:
    """A data file of 泉州's children's plan with nothing in it."""
    return copied(_quanzhou_template, tmp_path)


def entered(cli: CommandLine, file: Path, code: str, figures: Mapping[int, str]) -> None:
    for year, figure in figures.items():
        parts = figure.split("/")
        stated = (figure,) if len(parts) == 1 else ("--numerator", parts[0], "--denominator", parts[1])
        assert cli("set", file, code, "--year", str(year), *stated).code in (0, 1)


def judged(cli: CommandLine, file: Path, code: str, year: int = 2024) -> dict[str, Any]:
    answer = cli("evaluate", file, "--year", str(year), "--json")
    assert answer.code == 0
    return next(
        t for d in answer.json["domains"] for t in d["targets"] if t["indicator"] == code and t["goal"]
    )


def said(target: Mapping[str, Any], words: str) -> bool:
    return any(words in step for step in target["steps"])


def test_quanzhou_keeps_what_it_had_reached(cli: CommandLine, quanzhou: Path) -> None:
    entered(cli, quanzhou, DEATHS, {2021: "3.40", 2022: "3.30", 2023: "3.35", 2024: "3.20"})
    target = judged(cli, quanzhou, DEATHS)
    assert (target["op"], target["target"], target["stage_year"]) == ("≈", "5", 2030)
    assert (target["value"], target["baseline"]) == ("3.20", "3.42")
    assert (target["attained"], target["state"], target["verdict"]) == (True, "attained", "maintained")
    assert target["warnings"] == []
    assert said(target, "基期（2020年）3.42‰已达到目标，判为保持。")
    assert said(target, "5‰左右（容差5%，即不高于5.25‰）")
    assert "5岁以下儿童死亡率\t3.20\t保持" in cli("evaluate", quanzhou, "--year", "2024").out


@pytest.mark.parametrize(
    "before", [{}, {2021: "3.40", 2022: "3.30", 2023: "3.35"}], ids=["only this year", "every year"]
)
def test_a_rise_is_still_attained_but_warned(
    cli: CommandLine, quanzhou: Path, before: Mapping[int, str]
) -> None:
    entered(cli, quanzhou, DEATHS, {**before, 2024: "4.0"})
    target = judged(cli, quanzhou, DEATHS)
    assert (target["value"], target["attained"], target["state"]) == ("4.00", True, "attained")
    assert target["verdict"] == "maintained"
    assert "W3" in target["warnings"]


def test_a_rise_beyond_the_tolerance_is_not_attained(cli: CommandLine, quanzhou: Path) -> None:
    entered(cli, quanzhou, DEATHS, {2024: "5.26"})
    assert judged(cli, quanzhou, DEATHS)["attained"] is False
    entered(cli, quanzhou, DEATHS, {2024: "5.25"})
    assert judged(cli, quanzhou, DEATHS)["attained"] is True
    assert cli("tolerance", quanzhou, "4").code == 0
    assert judged(cli, quanzhou, DEATHS)["attained"] is False
    assert said(judged(cli, quanzhou, DEATHS), "容差4%，即不高于5.2‰")


def test_no_change_is_taken_across_a_break(cli: CommandLine, quanzhou: Path) -> None:
    entered(cli, quanzhou, MYOPIA, {2020: "60", 2021: "58", 2022: "47", 2023: "45", 2024: "43"})
    before = judged(cli, quanzhou, MYOPIA)
    assert (before["forecast"], before["verdict"]) == ("17.50", "on_track")
    assert cli("break", quanzhou, MYOPIA, "--year", "2022", "--reason", "改用散瞳验光").code == 0
    target = judged(cli, quanzhou, MYOPIA)
    assert (target["forecast"], target["verdict"]) == ("31.00", "on_track")
    assert said(target, "相邻变动−2.000个百分点、−2.000个百分点、−2.000个百分点，年均−2.000个百分点")
    assert said(target, "2022年口径变动，不跨变动比较。")


def test_maintained_is_not_said_across_a_break(cli: CommandLine, quanzhou: Path) -> None:
    entered(cli, quanzhou, DEATHS, {2024: "3.20"})
    cli("break", quanzhou, DEATHS, "--year", "2022", "--reason", "改按常住人口")
    target = judged(cli, quanzhou, DEATHS)
    assert (target["verdict"], target["attained"]) == ("attained", True)
    assert said(target, "不判“保持”")


def test_breaks_in_every_year_leave_nothing_to_tell(cli: CommandLine, quanzhou: Path) -> None:
    entered(cli, quanzhou, MYOPIA, {2021: "58", 2022: "47", 2023: "45", 2024: "43"})
    for year in ("2022", "2023", "2024"):
        cli("break", quanzhou, MYOPIA, "--year", year, "--reason", "改用散瞳验光")
    target = judged(cli, quanzhou, MYOPIA)
    assert (target["verdict"], target["forecast"], target["state"]) == ("cannot_tell", None, "not_due")


def test_missing_years_are_spread_over_the_years_between(cli: CommandLine, quanzhou: Path) -> None:
    entered(cli, quanzhou, MYOPIA, {2019: "53", 2021: "49", 2022: "47", 2024: "43"})
    target = judged(cli, quanzhou, MYOPIA)
    assert (target["forecast"], target["verdict"]) == ("31.00", "on_track")
    assert said(target, "有缺年，变动按相隔年数平均。")
    assert not any(key.startswith("forecast_") for key in target)


def test_too_few_years_forecast_nothing(cli: CommandLine, quanzhou: Path) -> None:
    entered(cli, quanzhou, MYOPIA, {2018: "55", 2022: "47", 2023: "45", 2024: "43"})
    target = judged(cli, quanzhou, MYOPIA)
    assert (target["verdict"], target["forecast"]) == ("cannot_tell", None)
    assert said(target, "2019—2024年只有3年数据，少于4年，不作预测。")
    entered(cli, quanzhou, MYOPIA, {2019: "53"})
    assert judged(cli, quanzhou, MYOPIA)["verdict"] == "on_track"


def test_status_words_are_gaps_not_zeroes(cli: CommandLine, quanzhou: Path) -> None:
    entered(cli, quanzhou, MYOPIA, {2020: "51", 2021: "49", 2023: "45", 2024: "43"})
    cli("set", quanzhou, MYOPIA, "--year", "2022", "--status", "not_collected")
    assert judged(cli, quanzhou, MYOPIA)["forecast"] == "31.00"


def test_a_year_with_an_open_error_stays_out_until_corrected(cli: CommandLine, quanzhou: Path) -> None:
    entered(cli, quanzhou, MYOPIA, {2020: "51", 2021: "49", 2022: "147", 2023: "45", 2024: "43"})
    faulty = judged(cli, quanzhou, MYOPIA)
    assert (faulty["forecast"], faulty["verdict"]) == ("31.00", "on_track")
    assert said(faulty, "相邻变动−2.000个百分点、−2.000个百分点、−2.000个百分点")
    assert "W5" not in faulty["warnings"]
    entered(cli, quanzhou, MYOPIA, {2022: "46"})
    assert judged(cli, quanzhou, MYOPIA)["forecast"] == "31.00"
    assert not said(judged(cli, quanzhou, MYOPIA), "有缺年")


def test_an_error_between_two_indicators_spoils_both_in_earlier_years(
    cli: CommandLine, quanzhou: Path
) -> None:
    entered(cli, quanzhou, DEATHS, {2020: "3.3", 2021: "3.2", 2022: "1.0", 2023: "3.0", 2024: "2.9"})
    entered(cli, quanzhou, "infant_mortality_rate", {2020: "2.2", 2022: "2.0"})
    checked = cli("check", quanzhou, "--year", "2022", "--json").json["findings"]
    assert any(f["severity"] == "error" and f["kind"] == "ordered" for f in checked)
    target = judged(cli, quanzhou, DEATHS)
    assert said(target, "2020—2024年相邻变动−0.100个千分点、−0.100个千分点、−0.100个千分点")


def test_an_earlier_error_spoils_the_observed_baseline(cli: CommandLine, quanzhou: Path) -> None:
    entered(cli, quanzhou, STUNTING, {2020: "-2", 2024: "2.5"})
    spoilt = judged(cli, quanzhou, STUNTING)
    assert (spoilt["baseline"], spoilt["verdict"]) == (None, "attained")
    entered(cli, quanzhou, STUNTING, {2020: "2.8"})
    assert judged(cli, quanzhou, STUNTING)["verdict"] == "maintained"
