"""A plan edited outside and put back: judging, the unit's form and the report follow, sealed years do not change."""

import json
from pathlib import Path

import pytest
from openpyxl import load_workbook

from helpers.command_line import CommandLine

DEATHS = "maternal_mortality_ratio"


@pytest.fixture
def plan_json(cli: CommandLine, sample_file: Path, tmp_path: Path) -> Path:
    """永济's women's plan without maternal deaths from 2024 on, as a power user edits it."""
    plan = cli("plan", sample_file, "--plan", "yongji_women", "--stored", "--json").json
    for goal in plan["domains"][0]["goals"]:
        for target in goal["targets"]:
            if target["indicator"] == DEATHS:
                target["valid_to"] = 2023
    path = tmp_path / "plan.json"
    path.write_text(json.dumps(plan, ensure_ascii=False), encoding="utf-8")
    return path


def judged(cli: CommandLine, file: Path, year: int) -> set[str]:
    found = cli("evaluate", file, "--year", str(year), "--plan", "yongji_women", "--json").json
    return {t["indicator"] for d in found["domains"] for t in d["targets"]}


def form_of(cli: CommandLine, file: Path, year: int, folder: Path) -> str:
    out = folder / f"{year}.xlsx"
    assert cli("export", "collection", file, "--year", str(year), "--unit", "卫生健康局", "-o", out).code == 0
    book = load_workbook(out, read_only=True)
    return "|".join(str(v) for sheet in book for row in sheet.iter_rows(values_only=True) for v in row if v)


def test_everything_follows_the_revised_plan(
    cli: CommandLine, sample_file: Path, plan_json: Path, tmp_path: Path
) -> None:
    before = judged(cli, sample_file, 2023)
    said = cli("revise", sample_file, "--plan-file", plan_json, "--reason", "永政发〔2024〕2号调整")
    assert said.code == 0
    assert "永政发〔2024〕2号调整" in said.out
    assert judged(cli, sample_file, 2023) == before
    assert DEATHS not in judged(cli, sample_file, 2024)
    shown = {each["indicator"] for each in cli("show", sample_file, "--year", "2024", "--json").json}
    assert DEATHS in shown, "its figures stay"
    assert "|孕产妇死亡率|" in form_of(cli, sample_file, 2023, tmp_path)
    assert "|孕产妇死亡率|" not in form_of(cli, sample_file, 2024, tmp_path)
    for year in ("2023", "2024"):
        out = tmp_path / f"{year}.pdf"
        assert (
            cli("report", "annual", sample_file, "--year", year, "--plan", "yongji_women", "-o", out).code
            == 0
        )
    for _ in range(3):  # the two forms that went out are steps of their own
        assert cli("undo", sample_file).code == 0
    assert DEATHS in judged(cli, sample_file, 2024)


def test_a_sealed_year_refuses(cli: CommandLine, sample_file: Path, plan_json: Path) -> None:
    assert cli("seal", sample_file, "--year", "2024").code == 0
    said = cli("revise", sample_file, "--plan-file", plan_json, "--reason", "永政发〔2024〕2号调整")
    assert said.code == 2
    assert "2024年已封存" in said.err
    assert DEATHS in judged(cli, sample_file, 2024)


def test_a_wrong_plan_and_a_missing_reason_are_refused(
    cli: CommandLine, sample_file: Path, plan_json: Path, tmp_path: Path
) -> None:
    said = cli("revise", sample_file, "--plan-file", plan_json, "--reason", "改")
    assert said.code == 2
    plan = json.loads(plan_json.read_text(encoding="utf-8"))
    plan["domains"][0]["goals"][0]["targets"][0]["op"] = "≥≥"
    wrong = tmp_path / "wrong.json"
    wrong.write_text(json.dumps(plan), encoding="utf-8")
    said = cli("revise", sample_file, "--plan-file", wrong, "--reason", "永政发〔2024〕2号调整")
    assert said.code == 2
    assert "wrong.json" in said.err
    assert "Traceback" not in said.err
