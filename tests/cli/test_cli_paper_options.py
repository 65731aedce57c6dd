"""plandesk-cli report with its choices: public edition, draft or formal, parts, the tables as a workbook."""

from pathlib import Path

import pytest
from openpyxl import load_workbook
from pypdf import PdfReader

from helpers.command_line import CommandLine

ANNUAL = ("--year", "2024", "--plan", "yongji_women")


def text_of(path: Path) -> str:
    return "".join(page.extract_text() for page in PdfReader(path).pages)


def test_a_public_edition_withholds_and_says_so(cli: CommandLine, sample_file: Path, tmp_path: Path) -> None:
    done = cli(
        "set",
        sample_file,
        "maternal_mortality_ratio",
        "--year",
        "2024",
        "--numerator",
        "2",
        "--denominator",
        "199",
    )
    assert done.code == 0
    inside, outside = tmp_path / "内部.pdf", tmp_path / "公开.pdf"
    assert cli("report", "annual", sample_file, *ANNUAL, "-o", inside).code == 0
    assert cli("report", "annual", sample_file, *ANNUAL, "--public", "-o", outside).code == 0
    assert "1005.0" in text_of(inside)
    assert "1005.0" not in text_of(outside)
    assert "公开版" in text_of(outside)
    assert "统计法" in text_of(outside)
    assert "公开版" in str(PdfReader(outside).metadata.title)  # type: ignore[union-attr]


def test_tables_stand_in_a_workbook_too(cli: CommandLine, sample_file: Path, tmp_path: Path) -> None:
    path = tmp_path / "附表.xlsx"
    answer = cli("report", "annual", sample_file, *ANNUAL, "-o", tmp_path / "a.pdf", "--tables", path)
    assert (answer.code, answer.err) == (0, "")
    assert str(path) in answer.out
    assert {"目录", "表1 2024年各领域目标判定情况"} <= set(load_workbook(path).sheetnames)


def test_a_draft_says_so(cli: CommandLine, sample_file: Path, tmp_path: Path) -> None:
    assert (
        cli("report", "warnings", sample_file, "--year", "2024", "--draft", "-o", tmp_path / "a.pdf").code
        == 0
    )
    assert "草稿" in text_of(tmp_path / "a.pdf")


@pytest.fixture
def faulty_file(cli: CommandLine, sample_file: Path) -> Path:
    cli("set", sample_file, "cervical_cancer_screening_rate", "--year", "2024", "140")
    return sample_file


def test_errors_are_told_and_stand_in_the_way_of_a_formal_paper(
    cli: CommandLine, faulty_file: Path, tmp_path: Path
) -> None:
    path = tmp_path / "a.pdf"
    told = cli("report", "annual", faulty_file, *ANNUAL, "-o", path)
    assert told.code == 0
    assert "强制性审核问题" in told.err
    path.unlink()
    refused = cli("report", "annual", faulty_file, *ANNUAL, "--formal", "-o", path)
    assert refused.code == 2
    assert "正式稿" in refused.err
    assert not path.exists()
    assert cli("report", "annual", faulty_file, *ANNUAL, "--draft", "-o", path).err == ""


def test_only_the_parts_named(cli: CommandLine, sample_file: Path, tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    assert cli("report", "annual", sample_file, *ANNUAL, "--only", "overview,advice", "-o", path).code == 0
    text = text_of(path)
    assert "二、对策建议" in text
    assert "审核签署" not in text
    assert cli("report", "annual", sample_file, *ANNUAL, "--only", "nothing", "-o", path).code == 2
