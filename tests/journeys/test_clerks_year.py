"""A clerk's year, headless: set up, collect, enter, explain, judge, report, send up, and the city adds it up."""

from pathlib import Path

from openpyxl import load_workbook
from pypdf import PdfReader

from helpers.command_line import CommandLine

MMR = "maternal_mortality_ratio"


def settle(cli: CommandLine, file: Path, year: str) -> None:
    """Answer what still stands in the way of sending: blanks get 未统计, warnings an explanation."""
    for _ in range(3):
        for finding in cli("check", file, "--year", year, "--json").json["findings"]:
            if finding["severity"] == "warning" and finding["explanation"] is None:
                done = cli("explain", file, "--year", year, finding["rule"], "--indicator", finding["indicator"],
                           "--cell", finding["cell"], "已与责任单位电话核实，数据属实")  # fmt: skip
                assert done.code == 0, done.err


def test_from_the_plan_to_the_city(cli: CommandLine, tmp_path: Path) -> None:
    county, city = tmp_path / "永济市.plandesk", tmp_path / "运城市.plandesk"
    assert cli("new", county, "--pack", "yongji_women", "yongji_children", "--by", "王芳").code == 0
    assert cli("sample", county, "--years", "2021-2024").code == 0
    assert cli("roll", county, "--to", "2025").code == 0

    # collect: the health bureau's form goes out, comes back filled, is read in one step
    form = tmp_path / "卫生健康局采集表.xlsx"
    assert cli("export", "collection", county, "--year", "2025", "--unit", "卫生健康局", "-o", form).code == 0
    book = load_workbook(form)
    sheet, row = next(
        (s, r) for s in book.worksheets if s.sheet_state == "visible" for r in range(1, s.max_row + 1)
        if any(s.cell(r, c).value == "孕产妇死亡率" for c in range(1, 5))
    )  # fmt: skip
    entry = [c for c in sheet[row] if not c.protection.locked]
    entry[0].value, entry[1].value = 1, 2300
    book.save(form)
    taken = cli("import", county, form, "--json")
    assert taken.code == 0
    assert taken.json["accepted"] == 1
    figure = next(r for r in cli("show", county, "--year", "2025", "--json").json if r["indicator"] == MMR)
    assert (figure["numerator"], figure["denominator"], figure["origin"]) == ("1", "2300", "import")

    # enter the rest by sample, settle what stands, judge
    assert cli("sample", county, "--years", "2025").code == 0
    settle(cli, county, "2025")
    judged = cli("evaluate", county, "--year", "2025", "--plan", "yongji_women", "--json").json
    mmr = next(t for d in judged["domains"] for t in d["targets"] if t["indicator"] == MMR)
    assert (mmr["state"], mmr["verdict"]) == ("not_attained", "small_numbers")
    assert judged["rates"]["of_due"] is not None  # 2025 is the plan's last year: everything is due

    # paper and the file that goes up
    report, sent = tmp_path / "报告.pdf", tmp_path / "城" / "永济市.xlsx"
    sent.parent.mkdir()
    assert cli("report", "annual", county, "--year", "2025", "-o", report).code == 0
    text = "".join(page.extract_text() for page in PdfReader(report).pages)
    assert "孕产妇死亡率" in text
    assert "示例" in text
    done = cli("export", "submission", county, "--year", "2025", "-o", sent)
    assert done.code == 0, done.err
    assert cli("seal", county, "--year", "2025").code == 0
    assert cli("set", county, MMR, "--year", "2025", "9").code == 2

    # the city
    assert (
        cli("new", city, "--region", "运城市", "--region-code", "140800", "--level", "prefecture").code == 0
    )
    added = cli("rollup", city, sent.parent, "--year", "2025", "--receipts", tmp_path / "回执", "--json").json
    assert [(f["code"], f["accepted"]) for f in added["files"]] == [("140881", True)]
    total = next(t for t in added["totals"] if t["indicator"] == MMR and t["cell"] == "")
    assert (total["numerator"], total["denominator"], total["regions"]) == ("1", "2300", 1)
    assert list((tmp_path / "回执").iterdir())
    assert cli("verify", county).code == 0
    assert cli("verify", city).code == 0
