"""rollup and receipt as cli.md promises them: twelve counties of the real packs, a city without a plan."""

import shutil
from collections import defaultdict
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from openpyxl import Workbook, load_workbook
from python_calamine import CalamineWorkbook

from helpers.command_line import CommandLine
from helpers.counties import change_cell
from helpers.county_folder import YEAR, folder_of, made_county, send
from plandesk.store.shelf import load_library

COUNT = 12
FILE_KEYS = {"file", "region", "code", "accepted", "reason"}
TOTAL_KEYS = {"indicator", "cell", "numerator", "denominator", "value", "regions", "missing"}
CODES = [f"{140801 + n}" for n in range(COUNT)]


@pytest.fixture(scope="module")
def sent(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Twelve submissions, made once and not touched."""
    return folder_of(tmp_path_factory.mktemp("报来"), COUNT)


@pytest.fixture
def inbox(sent: Path, tmp_path: Path) -> Path:
    """Three of them, to do with as one likes."""
    folder = tmp_path / "收"
    folder.mkdir()
    for code in CODES[:3]:
        shutil.copy(sent / f"{code}.xlsx", folder)
    return folder


@pytest.fixture
def city(cli: CommandLine, tmp_path: Path) -> Path:
    path = tmp_path / "运城市.plandesk"
    made = cli("new", path, "--region", "运城市", "--region-code", "140800", "--level", "prefecture")
    assert made.code == 0
    return path


def accepted(answer: Any) -> dict[str, bool]:
    return {f["file"]: f["accepted"] for f in answer["files"]}


def machine_rows(path: Path) -> list[dict[str, str]]:
    """The figures of a submission, read with nothing of ours."""
    rows = [
        [str(cell) for cell in row]
        for row in CalamineWorkbook.from_path(path).get_sheet_by_name("机读").to_python()
    ]
    start = next(n for n, row in enumerate(rows) if row[0] == "record")
    found = (dict(zip(rows[start], row, strict=True)) for row in rows[start + 1 :])
    return [row for row in found if row["record"] == "figure"]


def test_twelve_counties_add_up_to_sums_computed_independently(
    cli: CommandLine, sent: Path, city: Path
) -> None:
    answer = cli("rollup", city, sent, "--year", YEAR, "--json")
    assert answer.code == 0
    assert [(f["code"], f["accepted"], f["reason"]) for f in answer.json["files"]] == [
        (c, True, None) for c in CODES
    ]
    assert all(set(f) >= FILE_KEYS for f in answer.json["files"])
    assert all(set(t) == TOTAL_KEYS for t in answer.json["totals"])

    library = load_library()
    parts: dict[tuple[str, str], list[tuple[str, Decimal, Decimal]]] = defaultdict(list)
    sums: dict[tuple[str, str], list[tuple[str, Decimal]]] = defaultdict(list)
    excused: dict[tuple[str, str], set[str]] = defaultdict(set)
    for code in CODES:
        for row in machine_rows(sent / f"{code}.xlsx"):
            key = (row["indicator"], row["cell"])
            if row["status"] == "not_applicable":
                excused[key].add(code)
            elif library[key[0]].aggregate == "ratio" and row["numerator"] and row["denominator"]:
                parts[key].append((code, Decimal(row["numerator"]), Decimal(row["denominator"])))
            elif library[key[0]].aggregate == "sum" and row["value"]:
                sums[key].append((code, Decimal(row["value"])))
    totals = {(t["indicator"], t["cell"]): t for t in answer.json["totals"]}
    assert len([k for k in totals if not k[1]]) > 90
    assert {k for k, t in totals.items() if t["regions"]} == set(parts) | set(sums)
    for key, given in parts.items():
        above, below = sum(n for _, n, _ in given), sum(d for *_, d in given)
        total, indicator = totals[key], library[key[0]]
        assert (Decimal(total["numerator"]), Decimal(total["denominator"])) == (above, below), key
        assert indicator.base is not None
        unit = Decimal(1).scaleb(-indicator.decimals)
        assert Decimal(total["value"]) == (indicator.base * above / below).quantize(unit, ROUND_HALF_UP), key
        there = {code for code, *_ in given}
        assert total["regions"] == len(there)
        assert total["missing"] == sorted(set(CODES) - there - excused[key])
    for key, values in sums.items():
        assert Decimal(totals[key]["value"]) == sum(v for _, v in values)
        assert totals[key]["numerator"] is None


def test_counties_can_be_shown_and_stay_apart_from_the_citys_own(
    cli: CommandLine, inbox: Path, city: Path
) -> None:
    cli("set", city, "maternal_mortality_ratio", "--year", YEAR, "7.5")
    assert cli("rollup", city, inbox, "--year", YEAR, "--json").code == 0
    own = cli("show", city, "--year", YEAR, "--json").json
    assert [(r["indicator"], r["value"]) for r in own] == [("maternal_mortality_ratio", "7.5")]
    shown = cli("show", city, "--year", YEAR, "--region", "140802", "--json").json
    wanted = {(r["indicator"], r["cell"]): r["value"] or None for r in machine_rows(inbox / "140802.xlsx")}
    assert {(r["indicator"], r["cell"]): r["value"] for r in shown} == wanted
    assert {r["origin"] for r in shown} == {"sample"}


def test_a_rollup_is_one_step_of_undo(cli: CommandLine, inbox: Path, city: Path) -> None:
    cli("rollup", city, inbox, "--year", YEAR)
    (step,) = cli("history", city, "--json").json
    assert step["label"] == f"汇总{YEAR}年上报表"
    assert len(step["changes"]) > 500
    assert cli("verify", city, "--json").json["ok"]
    assert cli("undo", city).code == 0
    assert cli("show", city, "--year", YEAR, "--region", "140802", "--json").code == 2
    assert cli("rollup", city, inbox, "--year", YEAR, "--json").code == 0


def test_the_same_folder_again_changes_nothing(cli: CommandLine, inbox: Path, city: Path) -> None:
    first = cli("rollup", city, inbox, "--year", YEAR, "--json").json
    assert cli("rollup", city, inbox, "--year", YEAR, "--json").json == first
    assert len(cli("history", city, "--json").json) == 1


def test_further_counties_join_those_of_earlier_folders(
    cli: CommandLine, inbox: Path, sent: Path, city: Path, tmp_path: Path
) -> None:
    cli("rollup", city, inbox, "--year", YEAR)
    later = tmp_path / "后到"
    later.mkdir()
    shutil.copy(sent / "140804.xlsx", later)
    answer = cli("rollup", city, later, "--year", YEAR, "--json").json
    assert list(accepted(answer)) == ["140804.xlsx"]
    assert max(t["regions"] for t in answer["totals"]) == 4
    other_year = cli("rollup", city, later, "--year", "2023", "--json")
    assert (other_year.code, other_year.json["totals"]) == (1, [])
    assert "2024年" in other_year.json["files"][0]["reason"]


def test_a_higher_correction_replaces_and_a_lower_does_not(
    cli: CommandLine, inbox: Path, city: Path, tmp_path: Path
) -> None:
    """Through the county's own data file: sealed, reopened with a reason, corrected, sent again."""
    county = tmp_path / "县.plandesk"
    cli(
        "new",
        county,
        "--pack",
        "yongji_women",
        "yongji_children",
        "--region",
        "示范县",
        "--region-code",
        "140811",
    )
    cli("sample", county, "--years", str(YEAR), "--seed", "5")
    cli("seal", county, "--year", YEAR)
    first, second = inbox / "x.xlsx", inbox / "a.xlsx"
    assert cli("export", "submission", county, "--year", YEAR, "-o", first).code == 0
    kept = first.read_bytes()
    assert cli("rollup", city, inbox, "--year", YEAR, "--json").code == 0
    cli("reopen", county, "--year", YEAR, "--reason", "卫健局更正")
    row = next(r for r in cli("show", county, "--year", YEAR, "--json").json
               if r["indicator"] == "immunisation_coverage" and not r["cell"])  # fmt: skip
    numerator = Decimal(row["numerator"]) - 1
    for cell in cli("show", county, "--year", YEAR, "--json").json:
        if cell["indicator"] == "immunisation_coverage" and cell["cell"]:
            cli(
                "set",
                county,
                "immunisation_coverage",
                "--year",
                YEAR,
                "--cell",
                cell["cell"],
                "--status",
                "not_collected",
            )
    assert cli("set", county, "immunisation_coverage", "--year", YEAR, "--numerator", str(numerator),
               "--denominator", row["denominator"]).code == 0  # fmt: skip
    sent = cli("export", "submission", county, "--year", YEAR, "-o", second)
    assert sent.code == 0, sent.err
    answer = cli("rollup", city, inbox, "--year", YEAR, "--json")
    assert answer.code == 0, "what a correction replaces is no fault"
    assert accepted(answer.json) | {"x.xlsx": False, "a.xlsx": True} == accepted(answer.json)
    shown = cli("show", city, "--year", YEAR, "--region", "140811", "--json").json
    assert next(r for r in shown if r["indicator"] == "immunisation_coverage" and not r["cell"])[
        "numerator"
    ] == str(numerator)

    second.unlink()
    first.write_bytes(kept)
    again = cli("rollup", city, inbox, "--year", YEAR, "--json").json
    lower = next(f for f in again["files"] if f["file"] == "x.xlsx")
    assert not lower["accepted"]
    assert "更正第1次" in lower["reason"]
    assert cli("show", city, "--year", YEAR, "--region", "140811", "--json").json == shown


def test_what_is_tampered_or_hostile_is_refused_and_the_rest_taken(
    cli: CommandLine, inbox: Path, city: Path
) -> None:
    sheet = load_workbook(inbox / "140802.xlsx").sheetnames[1]
    figures = load_workbook(inbox / "140802.xlsx")[sheet]
    value = next(
        c.value for row in figures.iter_rows(min_row=5, min_col=5) for c in row if isinstance(c.value, float)
    )
    place = change_cell(inbox / "140802.xlsx", sheet, value, value + 1)
    number = next(r["numerator"] for r in machine_rows(inbox / "140803.xlsx") if len(r["numerator"]) > 3)
    change_cell(inbox / "140803.xlsx", "机读", number, number + "1")
    Workbook().save(inbox / "随便.xlsx")
    shutil.copy(inbox / "140801.xlsx", inbox / "宏.xlsm")
    shutil.copy(inbox / "140801.xlsx", inbox / "炸.xlsx")
    with ZipFile(inbox / "炸.xlsx", "a", ZIP_DEFLATED) as archive, archive.open("xl/a.xml", "w") as part:
        for _ in range(120):
            part.write(b" " * 1024 * 1024)
    answer = cli("rollup", city, inbox, "--year", YEAR, "--json")
    assert answer.code == 1
    reasons = {f["file"]: f["reason"] for f in answer.json["files"] if not f["accepted"]}
    assert accepted(answer.json)["140801.xlsx"]
    assert set(reasons) == {"140802.xlsx", "140803.xlsx", "随便.xlsx", "宏.xlsm", "炸.xlsx"}
    assert place in reasons["140802.xlsx"] or sheet in reasons["140802.xlsx"]
    assert "校验码" in reasons["140803.xlsx"]
    assert "宏" in reasons["宏.xlsm"]
    assert "太大" in reasons["炸.xlsx"]
    assert all(t["regions"] <= 1 for t in answer.json["totals"])
    full = [t for t in answer.json["totals"] if t["regions"]]
    assert full
    assert all(t["missing"] == ["140802", "140803"] for t in full)
    assert "Traceback" not in answer.err


def test_an_empty_folder_is_answered_and_a_missing_one_is_not(
    cli: CommandLine, city: Path, tmp_path: Path
) -> None:
    empty = tmp_path / "空"
    empty.mkdir()
    assert cli("rollup", city, empty, "--year", YEAR, "--json").json == {"files": [], "totals": []}
    said = cli("rollup", city, empty, "--year", YEAR)
    assert (said.code, "没有上报表" in said.out) == (0, True)
    missing = cli("rollup", city, tmp_path / "没有", "--year", YEAR, "--json")
    assert (missing.code, missing.out) == (2, "")
    assert missing.err.startswith("找不到文件夹")
    assert len(missing.err.splitlines()) == 1


def test_a_sealed_year_takes_nothing_in(cli: CommandLine, inbox: Path, city: Path, tmp_path: Path) -> None:
    cli("seal", city, "--year", YEAR)
    refused = cli("rollup", city, inbox, "--year", YEAR, "--receipts", tmp_path / "回执", "--json")
    assert (refused.code, refused.out) == (2, "")
    assert "封存" in refused.err
    assert list((tmp_path / "回执").iterdir()) == []


def test_receipts_go_out_and_the_countys_program_reads_them(
    cli: CommandLine, inbox: Path, city: Path, tmp_path: Path
) -> None:
    county = tmp_path / "县.plandesk"
    cli(
        "new",
        county,
        "--pack",
        "yongji_women",
        "yongji_children",
        "--region",
        "示范140802县",
        "--region-code",
        "140802",
    )
    change_cell(inbox / "140803.xlsx", "机读", "county", "province")
    out = tmp_path / "回执"
    assert cli("rollup", city, inbox, "--year", YEAR, "--receipts", out, "--json").code == 1
    assert sorted(p.name for p in out.iterdir()) == [f"回执{c}_{YEAR}年.xlsx" for c in CODES[:3]]
    read = cli("receipt", county, out / f"回执140802_{YEAR}年.xlsx", "--json")
    assert read.code == 0
    assert (read.json["state"], read.json["region"], read.json["sender"]) == ("accepted", "140802", "140800")
    assert (read.json["year"], read.json["outdated"], read.json["questions"]) == (YEAR, False, [])
    assert "已接收" in cli("receipt", county, out / f"回执140802_{YEAR}年.xlsx").out
    other = cli("receipt", county, out / f"回执140801_{YEAR}年.xlsx", "--json")
    assert (other.code, "140801" in other.err) == (2, True)
    returned = cli("receipt", county, out / f"回执140803_{YEAR}年.xlsx")
    assert (returned.code, returned.out) == (2, "")


def test_a_returned_receipt_says_so(cli: CommandLine, inbox: Path, city: Path, tmp_path: Path) -> None:
    county = tmp_path / "县.plandesk"
    cli("new", county, "--pack", "yongji_women", "--region", "示范县", "--region-code", "140803")
    number = next(r["numerator"] for r in machine_rows(inbox / "140803.xlsx") if len(r["numerator"]) > 3)
    change_cell(inbox / "140803.xlsx", "机读", number, number + "1")
    cli("rollup", city, inbox, "--year", YEAR, "--receipts", tmp_path / "回执")
    returned = cli("receipt", county, tmp_path / "回执" / f"回执140803_{YEAR}年.xlsx")
    assert returned.code == 1
    assert "退回" in returned.out
    assert "校验码不符" in returned.out


def test_ranks_are_given_when_asked_for(cli: CommandLine, sent: Path, city: Path) -> None:
    answer = cli("rollup", city, sent, "--year", YEAR, "--compare", "--json").json
    coverage = next(r for r in answer["ranks"] if r["indicator"] == "immunisation_coverage" and not r["cell"])
    assert len(coverage["regions"]) >= COUNT - 2
    places = [r["rank"] for r in coverage["regions"]]
    values = [Decimal(r["value"]) for r in coverage["regions"]]
    assert places[0] == 1
    assert places == sorted(places)
    assert values == sorted(values, reverse=True)
    deaths = next(
        r for r in answer["ranks"] if r["indicator"] == "maternal_mortality_ratio" and not r["cell"]
    )
    assert {r["rank"] for r in deaths["regions"]} == {None}, "a handful of events ranks nobody"


def test_last_years_figures_of_the_county_are_compared_with(
    cli: CommandLine, city: Path, tmp_path: Path
) -> None:
    county = made_county("140801", 3, (YEAR - 1, YEAR))
    for year in (YEAR - 1, YEAR):
        folder = tmp_path / str(year)
        folder.mkdir()
        send(county, folder / "a.xlsx", year)
        answer = cli("rollup", city, folder, "--year", year, "--json")
        assert (answer.code, answer.json["files"][0]["state"]) == (0, "accepted")
    assert len(cli("history", city, "--json").json) == 2
