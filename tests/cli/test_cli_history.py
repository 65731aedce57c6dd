"""import-history through plandesk-cli: proposed, confirmed, remembered; real workbooks, .xls too."""

import hashlib
import shutil
import subprocess
import tomllib
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from helpers.command_line import CommandLine

MMR, IMR, SCREENING = "maternal_mortality_ratio", "infant_mortality_rate", "cervical_cancer_screening_rate"
NAMES = {MMR: "孕产妇死亡率", SCREENING: "宫颈癌筛查比率"}


def table(path: Path, *rows: list[Any], percent: str = "") -> Path:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in rows:
        sheet.append(row)
    if percent:
        for cell in sheet[percent]:
            cell.number_format = "0.0%"
    book.save(path)
    return path


@pytest.fixture
def old(tmp_path: Path) -> Path:
    """Three indicators, one of them named otherwise, a plan's target year beside them."""
    return table(
        tmp_path / "历年.xlsx",
        ["永济市妇女儿童主要指标"],
        ["指标", "单位", "2018年", "2019年", "2020年", "2030年"],
        [NAMES[MMR], "1/10万", 20.1, 18, "—", 12],
        ["婴儿死亡率", "%", 0.45, 0.4, 0.39, 0.3],
        [NAMES[SCREENING], "%", 45, 50, 55.5, 90],
        ["地区生产总值", "亿元", 100, 110, 120, None],
    )


def shown(cli: CommandLine, file: Path, year: int) -> dict[str, str]:
    return {r["indicator"]: r["value"] for r in cli("show", file, "--year", str(year), "--json").json}


def digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def test_what_is_unsure_is_asked_and_nothing_written(cli: CommandLine, blank_file: Path, old: Path) -> None:
    log = cli("history", blank_file, "--json").json
    answer = cli("import-history", blank_file, old, "--json")
    assert answer.code == 1
    assert [(u["place"], u["name"]) for u in answer.json["unsure"]] == [
        ("Sheet!F", "2030年"), ("Sheet!5", NAMES[SCREENING]),
    ]  # fmt: skip
    row = answer.json["unsure"][1]
    assert SCREENING in [c["indicator"] for c in row["candidates"]]
    assert [s["name"] for s in answer.json["skipped"]] == ["地区生产总值"]
    rows = {r["indicator"]: r["factor"] for r in answer.json["mapping"]["rows"]}
    assert rows == {MMR: "1", IMR: "10"}
    assert (cli("history", blank_file, "--json").json, shown(cli, blank_file, 2018)) == (log, {})
    assert "宫颈癌" in cli("import-history", blank_file, old).out


def confirmed(path: Path) -> None:
    """The clerk goes through the proposal: the target year is no figure, the candidates are right."""
    text = path.read_text(encoding="utf-8")
    text = text.replace("year = 2030", "year = 0").replace("confirmed = false", "confirmed = true")
    path.write_text(text, encoding="utf-8")


def test_the_confirmed_mapping_is_taken_in_one_step_and_remembered(
    cli: CommandLine, blank_file: Path, old: Path, tmp_path: Path
) -> None:
    mapping = tmp_path / "map.toml"
    before = digest(blank_file)
    assert cli("import-history", blank_file, old, "--propose", mapping).code == 1
    told = tomllib.loads(mapping.read_text(encoding="utf-8"))
    assert [r["confirmed"] for r in told["row"]] == [True, True, False, True]
    assert cli("import-history", blank_file, old, "--mapping", mapping, "--json").json["unsure"]
    confirmed(mapping)
    trial = cli("import-history", blank_file, old, "--mapping", mapping, "--dry-run", "--json")
    assert (trial.code, digest(blank_file)) == (0, before)
    answer = cli("import-history", blank_file, old, "--mapping", mapping, "--by", "王芳", "--json")
    assert answer.json == trial.json
    assert answer.json["accepted"] == 8
    assert shown(cli, blank_file, 2018) == {MMR: "20.1", IMR: "4.5", SCREENING: "45"}
    assert shown(cli, blank_file, 2020) == {IMR: "3.9", SCREENING: "55.5"}
    newest = cli("history", blank_file, "--json").json[0]
    assert (newest["who"], newest["label"]) == ("王芳", "读入历年数据 历年.xlsx 2018—2020年")

    # another table with the same words is no longer asked about
    other = table(tmp_path / "b.xlsx", ["项目", "2016年", "2017年"], [NAMES[SCREENING], 30, 40])
    again = cli("import-history", blank_file, other, "--json")
    assert (again.code, again.json["unsure"], again.json["accepted"]) == (0, [], 2)
    assert cli("verify", blank_file).code == 0


def test_one_undo_takes_everything_back(cli: CommandLine, blank_file: Path, tmp_path: Path) -> None:
    path = table(tmp_path / "a.xlsx", ["指标", "2018年", "2019年"], [NAMES[MMR], 20.1, 18])
    assert cli("import-history", blank_file, path).code == 0
    cli("undo", blank_file)
    assert (shown(cli, blank_file, 2018), shown(cli, blank_file, 2019)) == ({}, {})


def test_rejected_cells_stop_it_unless_skipped(cli: CommandLine, blank_file: Path, tmp_path: Path) -> None:
    path = table(tmp_path / "a.xlsx", ["指标", "2018年", "2019年"], [NAMES[MMR], "约20", 18])
    answer = cli("import-history", blank_file, path, "--json")
    assert (answer.code, [(r["sheet"], r["cell"]) for r in answer.json["rejected"]]) == (1, [("Sheet", "B2")])
    assert shown(cli, blank_file, 2019) == {}
    assert cli("import-history", blank_file, path, "--skip-rejected").code == 1
    assert shown(cli, blank_file, 2019) == {MMR: "18"}


def test_what_the_file_holds_is_kept_unless_asked(cli: CommandLine, blank_file: Path, tmp_path: Path) -> None:
    cli("set", blank_file, MMR, "--year", "2018", "19")
    path = table(tmp_path / "a.xlsx", ["指标", "2018年", "2019年"], [NAMES[MMR], 20.1, 18])
    answer = cli("import-history", blank_file, path, "--json").json
    assert [(c["year"], c["old"], c["new"], c["taken"]) for c in answer["conflicts"]] == [
        (2018, "19.0", "20.1", False)
    ]
    assert shown(cli, blank_file, 2018) == {MMR: "19"}
    cli("import-history", blank_file, path, "--mode", "both")
    assert shown(cli, blank_file, 2018) == {MMR: "20.1"}


def test_cells_shown_as_percent_are_read_as_shown(cli: CommandLine, blank_file: Path, tmp_path: Path) -> None:
    path = table(
        tmp_path / "a.xlsx", ["指标", "2018年", "2019年"], ["农村自来水普及率", 0.9123, 1], percent="2"
    )
    assert cli("import-history", blank_file, path).code == 0
    assert shown(cli, blank_file, 2018) == {"rural_tap_water_coverage": "91.23"}
    assert shown(cli, blank_file, 2019) == {"rural_tap_water_coverage": "100"}


@pytest.mark.parametrize(
    ("mapping", "words"),
    [
        ("row = 3", "[[row]]"),
        ("[[row]]\nname = '宫颈癌筛查比率'\nindicator = 'no_such'", "no_such"),
        ("[[row]]\nindicator = 'maternal_mortality_ratio'", "place"),
        ("[[row]]\nname = 'x'\nindicator = 'maternal_mortality_ratio'\nfactor = '0'", "factor"),
        ("[[column]]\nplace = 'Sheet!F'\nyear = 1800", "year"),
        ("[[row", "对应表写法不对"),
    ],
)
def test_a_mapping_that_cannot_be_is_refused_with_its_entry(
    cli: CommandLine, blank_file: Path, old: Path, tmp_path: Path, mapping: str, words: str
) -> None:
    path = tmp_path / "map.toml"
    path.write_text(mapping, encoding="utf-8")
    refused = cli("import-history", blank_file, old, "--mapping", path, "--json")
    assert (refused.code, refused.out) == (2, "")
    assert words in refused.err


def test_a_mapping_by_names_alone_will_do(
    cli: CommandLine, blank_file: Path, old: Path, tmp_path: Path
) -> None:
    path = tmp_path / "map.toml"
    path.write_text(
        f"[[row]]\nname = '{NAMES[SCREENING]}（%）'\nindicator = '{SCREENING}'\n"
        "[[column]]\nplace = 'Sheet!F'\nyear = 0\n",
        encoding="utf-8",
    )
    assert cli("import-history", blank_file, old, "--mapping", path).code == 0
    assert shown(cli, blank_file, 2019)[SCREENING] == "50"


def test_what_is_no_table_is_refused(cli: CommandLine, blank_file: Path, tmp_path: Path) -> None:
    notice = table(tmp_path / "a.xlsx", ["关于召开会议的通知"], ["2020年3月5日"])
    empty = table(tmp_path / "b.xlsx")
    for path in (notice, empty, tmp_path / "none.xlsx"):
        refused = cli("import-history", blank_file, path)
        assert (refused.code, refused.out) == (2, "")
        assert str(path) in refused.err


@pytest.mark.slow
@pytest.mark.office
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not on this machine")
def test_an_xls_is_read_alike(cli: CommandLine, blank_file: Path, old: Path, tmp_path: Path) -> None:
    home = (tmp_path / "office").as_uri()
    command = ["soffice", f"-env:UserInstallation={home}", "--headless", "--convert-to", "xls"]
    subprocess.run([*command, "--outdir", str(tmp_path), str(old)], check=True, capture_output=True)
    new, before = (
        cli("import-history", blank_file, path, "--dry-run", "--json").json
        for path in (old, old.with_suffix(".xls"))
    )
    assert new == before
