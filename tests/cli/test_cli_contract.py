"""The shapes cli.md promises: packs, plan, indicators, evaluate, files and years."""

from decimal import Decimal
from pathlib import Path

import pytest

from helpers.command_line import NOON, CommandLine
from plandesk.exchange.reading import read_submission
from plandesk.store.plan_file import PlanFile
from plandesk.store.shelf import load_words

PLAN_KEYS = ["id", "title", "region", "audience", "period", "doc_no", "issued", "domains", "projects", "baselines",
             "monitoring"]  # fmt: skip
TARGET_KEYS = {"indicator", "name", "op", "value", "value2", "unit", "stage_year", "baseline_year", "relative", "scope",
               "stretch", "implicit", "remark"}  # fmt: skip
INDICATOR_KEYS = {"code", "name", "aliases", "unit", "base", "numerator", "denominator", "better", "breakdowns",
                  "period_kind", "aggregate", "kind", "reporter", "definition", "source", "plausible", "forms",
                  "plans"}  # fmt: skip


def test_packs(cli: CommandLine) -> None:
    packs = {p["id"]: p for p in cli("packs", "--json").json}
    assert packs["yongji_women"] == {
        "id": "yongji_women", "title": "永济市妇女发展“十四五”规划", "region": "永济市", "audience": "women",
        "period": [2021, 2025],
    }  # fmt: skip
    assert packs["yongji_children"]["audience"] == "children"


def test_plan_of_a_pack(cli: CommandLine) -> None:
    plan = cli("plan", "yongji_women", "--json").json
    assert list(plan) == PLAN_KEYS
    assert plan["region"] == {"name": "永济市", "code": "140881", "level": "county"}
    targets = [t for d in plan["domains"] for g in d["goals"] for t in g["targets"]]
    assert all(set(t) == TARGET_KEYS for t in targets)
    mmr = next(t for t in targets if t["indicator"] == "maternal_mortality_ratio")
    assert (mmr["op"], mmr["value"], mmr["unit"], mmr["stage_year"]) == ("<=", "12.5", "/10万", 2025)


def test_plan_of_a_file(cli: CommandLine, blank_file: Path) -> None:
    both = cli("plan", blank_file, "--json").json
    assert [p["id"] for p in both] == ["yongji_women", "yongji_children"]
    one = cli("plan", blank_file, "--plan", "yongji_children", "--json").json
    assert one == cli("plan", "yongji_children", "--json").json == both[1]


def test_indicators(cli: CommandLine) -> None:
    library = cli("indicators", "--json").json
    assert all(set(i) == INDICATOR_KEYS for i in library)
    names = [n for i in library for n in (i["name"], *i["aliases"])]
    assert len(names) == len(set(names))
    tap_water = next(i for i in library if i["code"] == "rural_tap_water_coverage")
    assert {"yongji_women", "yongji_children"} <= set(tap_water["plans"])
    assert tap_water["forms"] == ["women/environment", "children/environment"]


@pytest.mark.parametrize("kind", ["share", "rate"])
def test_shares_and_rates_name_their_parts(cli: CommandLine, kind: str) -> None:
    for i in cli("indicators", "--json").json:
        if i["kind"] == kind:
            assert i["numerator"], i["code"]
            assert i["denominator"], i["code"]
            assert i["base"], i["code"]


def test_samples_pass_every_check_and_are_marked(cli: CommandLine, sample_file: Path) -> None:
    for year in ("2021", "2022", "2023", "2024"):
        checked = cli("check", sample_file, "--year", year, "--json")
        assert checked.code == 0
        assert checked.json["counts"]["error"] == 0
    shown = cli("show", sample_file, "--year", "2024", "--json").json
    assert shown
    assert {row["origin"] for row in shown} == {"sample"}
    with_figures = [row for row in shown if row["value"] is not None and row["cell"] == ""]
    assert len(with_figures) > 100


def test_same_seed_same_sample(cli: CommandLine, blank_file: Path, sample_file: Path) -> None:
    assert cli("sample", blank_file, "--years", "2021-2024", "--seed", "1").code == 0
    assert (
        cli("show", blank_file, "--year", "2023", "--json").out
        == cli("show", sample_file, "--year", "2023", "--json").out
    )
    assert cli("set", blank_file, "maternal_mortality_ratio", "--year", "2025", "9").code == 0
    assert cli("sample", blank_file, "--years", "2025", "--seed", "1").code == 0
    row = next(r for r in cli("show", blank_file, "--year", "2025", "--json").json
               if r["indicator"] == "maternal_mortality_ratio" and r["cell"] == "")  # fmt: skip
    assert (row["value"], row["origin"]) == ("9", "cli")


def test_evaluate(cli: CommandLine, sample_file: Path) -> None:
    both = cli("evaluate", sample_file, "--year", "2024", "--json").json
    assert [e["plan"] for e in both] == ["yongji_women", "yongji_children"]
    one = cli("evaluate", sample_file, "--year", "2024", "--plan", "yongji_women", "--json").json
    assert one == both[0]
    counts = one["counts"]
    assert list(counts) == [
        "counted",
        "attained",
        "not_attained",
        "not_due",
        "no_data",
        "directional",
        "qualitative",
    ]
    assert counts["counted"] == sum(counts[k] for k in ("attained", "not_attained", "not_due", "no_data"))
    counted = [t for d in one["domains"] for t in d["targets"] if t["counted"]]
    assert len(counted) == counts["counted"]
    assert sum(t["state"] == "attained" for t in counted) == counts["attained"]
    assert one["rates"]["of_due"] is None  # every target of this plan is due in 2025


def test_units_share_out_what_the_plan_counts(cli: CommandLine, sample_file: Path) -> None:
    cli("assign", sample_file, "maternal_mortality_ratio", "妇幼保健院")
    one = cli("evaluate", sample_file, "--year", "2024", "--plan", "yongji_women", "--json").json
    units = {u["unit"]: u for u in one["units"]}
    for key in ("counted", "attained", "not_attained", "not_due", "no_data", "directional"):
        assert sum(u["counts"][key] for u in units.values()) == one["counts"][key]
    own = units["妇幼保健院"]
    assert own["counts"]["counted"] == 1
    assert own["rates"]["of_all"] in ("0.0", "100.0")


def test_reports_and_exports_are_written(cli: CommandLine, sample_file: Path, tmp_path: Path) -> None:
    pdf, tables, sent = tmp_path / "报告.pdf", tmp_path / "表.xlsx", tmp_path / "上报.xlsx"
    assert cli("report", "annual", sample_file, "--year", "2024", "-o", pdf).code == 0
    assert pdf.read_bytes().startswith(b"%PDF")
    assert cli("export", "tables", sample_file, "--year", "2024", "-o", tables).code == 0
    assert cli("export", "submission", sample_file, "--year", "2024", "-o", sent).code == 0
    assert tables.stat().st_size > 10_000
    assert read_submission(sent)


def test_error_stops_sending_only(cli: CommandLine, sample_file: Path, tmp_path: Path) -> None:
    cli("set", sample_file, "maternal_mortality_ratio", "--year", "2024", "12,5")
    refused = cli("export", "submission", sample_file, "--year", "2024", "-o", tmp_path / "上报.xlsx")
    assert refused.code == 2
    assert "孕产妇死亡率" in refused.err
    assert not list(tmp_path.glob("*.xlsx*"))
    assert cli("export", "tables", sample_file, "--year", "2024", "-o", tmp_path / "表.xlsx").code == 0
    assert cli("report", "annual", sample_file, "--year", "2024", "-o", tmp_path / "报告.pdf").code == 0


def test_backup_verify_restore(cli: CommandLine, sample_file: Path, tmp_path: Path) -> None:
    copy = tmp_path / "备份.plandesk"
    assert cli("backup", sample_file, "-o", copy).code == 0
    assert cli("verify", copy, "--json").json == {"ok": True, "problems": []}
    cli("set", sample_file, "maternal_mortality_ratio", "--year", "2024", "99")
    assert cli("restore", copy, "-o", sample_file).code == 0
    row = next(r for r in cli("show", sample_file, "--year", "2024", "--json").json
               if r["indicator"] == "maternal_mortality_ratio")  # fmt: skip
    assert row["value"] != "99"


def test_sealed_year_refuses_until_reopened(cli: CommandLine, sample_file: Path) -> None:
    assert cli("seal", sample_file, "--year", "2024").code == 0
    refused = cli("set", sample_file, "maternal_mortality_ratio", "--year", "2024", "9")
    assert refused.code == 2
    assert "封存" in refused.err
    assert cli("reopen", sample_file, "--year", "2024", "--reason", "卫健局更正").code == 0
    assert cli("set", sample_file, "maternal_mortality_ratio", "--year", "2024", "9").code == 0
    assert cli("roll", sample_file, "--to", "2025").code == 0


def test_baseline_benchmark_assessment_break_and_towns(
    cli: CommandLine, sample_file: Path, tmp_path: Path
) -> None:
    plan = cli("plan", "yongji_children", "--json").json
    relative = next(
        t for d in plan["domains"] for g in d["goals"] for t in g["targets"]
        if t["relative"] and t["relative"]["kind"] == "change"
    )  # fmt: skip
    code = relative["indicator"]
    assert cli("baseline", sample_file, "--plan", "yongji_children", code, "--year", "2020", "20").code == 0
    assert cli("set", sample_file, code, "--year", "2024", "15").code in (0, 1)
    judged = cli("evaluate", sample_file, "--year", "2024", "--plan", "yongji_children", "--json").json
    target = next(t for d in judged["domains"] for t in d["targets"] if t["indicator"] == code)
    assert target["attained"] is True  # 15 is a quarter below 20, the plan wants a fifth
    assert Decimal(target["baseline"]) == 20
    assert cli("assess", sample_file, "--plan", "yongji_women", "--goal", "2.1", "--year", "2024", "yes",
               "--evidence", "永教发〔2024〕3号，2024-03-01，教育局").code == 0  # fmt: skip
    assert (
        cli("break", sample_file, "primary_myopia_rate", "--year", "2024", "--reason", "改为散瞳验光").code
        == 0
    )
    towns = tmp_path / "镇街.csv"
    towns.write_text("镇街\n城西街道\n虞乡镇\n", encoding="utf-8")
    assert cli("towns", sample_file, "--from", towns).code == 0
    assert cli(
        "set", sample_file, "immunisation_coverage", "--year", "2024", "--cell", "town=虞乡镇", "95"
    ).code in (0, 2)


def test_unit_is_assigned_per_county_and_can_be_undone(cli: CommandLine, blank_file: Path) -> None:
    assert cli("assign", blank_file, "maternal_mortality_ratio", "妇幼保健院").code == 0
    with PlanFile.open(blank_file, by="王芳", words=load_words(), now=lambda: NOON, read_only=True) as file:
        assert file.snapshot().indicator("maternal_mortality_ratio").reporter == "妇幼保健院"
    assert cli("undo", blank_file).code == 0
    with PlanFile.open(blank_file, by="王芳", words=load_words(), now=lambda: NOON, read_only=True) as file:
        assert file.snapshot().indicator("maternal_mortality_ratio").reporter == "卫生健康局"
