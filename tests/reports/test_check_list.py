"""审核单: every finding of the year once, by severity and domain, with figure and explanation; open ones to be written on."""

from pathlib import Path

from pypdf import PdfReader

from helpers.command_line import CommandLine
from plandesk.core.checking import Checker
from plandesk.core.judging import evaluate
from plandesk.core.papers.check_list import check_list
from plandesk.core.report_model import Band, Report, Table
from plandesk.store.plan_file import PlanFile
from plandesk.store.shelf import load_words

MMR = "maternal_mortality_ratio"
LIFE = "female_life_expectancy"


def made(path: Path) -> Report:
    """The paper of both plans' 2024."""
    words = load_words()
    with PlanFile.open(path, by="王芳", words=words, now=lambda: None, read_only=True) as file:  # type: ignore[arg-type,return-value]
        snapshot = file.snapshot()
    findings = Checker(snapshot.library, words).check(snapshot, 2024)
    evaluations = [evaluate(snapshot, plan, 2024, findings, words=words) for plan in snapshot.plans]
    return check_list(snapshot, evaluations, findings, words, month="2025年4月")


def table(report: Report) -> Table:
    return next(e for chapter in report.chapters for e in chapter.elements if isinstance(e, Table))


def said(report: Report) -> str:
    return "".join(getattr(e, "text", "") for chapter in report.chapters for e in chapter.elements)


def test_every_finding_stands_once_with_figure_advice_and_explanation(
    cli: CommandLine, sample_file: Path
) -> None:
    assert cli("set", sample_file, MMR, "--year", "2024", "--numerator", "12", "--denominator", "9").code == 1
    assert cli("set", sample_file, LIFE, "--year", "2024", "92").code in (0, 1)
    found = cli("check", sample_file, "--year", "2024", "--json").json["findings"]
    warned = next(f for f in found if f["severity"] == "warning" and f["indicator"] == LIFE)
    done = cli(
        "explain", sample_file, "--year", "2024", warned["rule"], "--indicator", LIFE, "普查后重新推算的数"
    )
    assert done.code == 0
    found = cli("check", sample_file, "--year", "2024", "--json").json["findings"]
    report = made(sample_file)
    rows = list(table(report).rows())
    assert sorted(row.cells[4] + row.cells[5] for row in rows) == sorted(f["message"] for f in found)
    error = next(row for row in rows if "12÷9" in row.cells[3])
    assert error.cells[1].startswith("孕产妇死亡率（/10万）")
    assert error.cells[2] == "卫生健康局"
    assert error.cells[5]
    explained = next(row for row in rows if row.cells[6] == "普查后重新推算的数")
    assert explained.cells[1].startswith("女性人均预期寿命")
    bands = [line.text for line in table(report).lines if isinstance(line, Band)]
    levels = [text.split("　")[0] for text in bands]
    assert levels == sorted(levels, key=["强制性", "空格", "核实性", "提示性"].index)
    assert "强制性问题" in said(report)
    assert "才能上报" in said(report)


def test_blanks_that_may_not_be_sent_are_listed_and_waiting_ones_marked(
    cli: CommandLine, blank_file: Path
) -> None:
    assert cli("set", blank_file, LIFE, "--year", "2024", "92").code == 0
    rows = list(table(made(blank_file)).rows())
    assert any(row.cells[6] == "（待说明）" for row in rows)
    blank = [row for row in rows if not row.cells[3]]
    assert len(blank) > 20
    assert all(row.cells[5] for row in blank)


def test_nothing_found_is_said_and_it_prints_from_the_command_line(
    cli: CommandLine, sample_file: Path, tmp_path: Path
) -> None:
    for finding in cli("check", sample_file, "--year", "2024", "--json").json["findings"]:
        if finding["severity"] == "warning":
            cli("explain", sample_file, "--year", "2024", finding["rule"], "--indicator", finding["indicator"],
                "--cell", finding["cell"], "已与责任单位电话核实，数据属实")  # fmt: skip
    report = made(sample_file)
    assert "才能上报" not in said(report)
    target = tmp_path / "审核单.pdf"
    assert cli("report", "checks", sample_file, "--year", "2024", "-o", target).code == 0
    text = "".join(page.extract_text() for page in PdfReader(target).pages)
    for word in ("2024年度数据审核单", "制表", "审核", "第1页"):
        assert word in text.replace(" ", "")
