"""plandesk-cli report: every kind of cli.md, for one plan or all of a file; years that are refused."""

from pathlib import Path

import pytest
from pypdf import PdfReader

from helpers.command_line import CommandLine
from plandesk.reports.kinds import WRITERS


def pages(path: Path) -> int:
    assert path.read_bytes().startswith(b"%PDF")
    return len(PdfReader(path).pages)


@pytest.mark.parametrize("kind", ["warnings", "units", "responsibility", "compendium", "forms"])
def test_papers_of_any_year(kind: str, cli: CommandLine, sample_file: Path, tmp_path: Path) -> None:
    path = tmp_path / "one.pdf"
    answer = cli("report", kind, sample_file, "--year", "2024", "--plan", "yongji_women", "-o", path)
    assert (answer.code, answer.err) == (0, "")
    assert str(path) in answer.out
    assert pages(path) > 0


def test_without_a_plan_all_of_the_file_stand_in_one_volume(
    cli: CommandLine, sample_file: Path, tmp_path: Path
) -> None:
    both, one = tmp_path / "both.pdf", tmp_path / "one.pdf"
    assert cli("report", "warnings", sample_file, "--year", "2024", "-o", both).code == 0
    assert (
        cli("report", "warnings", sample_file, "--year", "2024", "--plan", "yongji_women", "-o", one).code
        == 0
    )
    assert pages(both) > pages(one) > 0


def test_blank_and_filled_forms_are_the_halves_of_both(
    cli: CommandLine, sample_file: Path, tmp_path: Path
) -> None:
    count = {}
    for name, options in (("both", []), ("blank", ["--blank"]), ("filled", ["--filled"])):
        path = tmp_path / f"{name}.pdf"
        assert (
            cli(
                "report",
                "forms",
                sample_file,
                "--year",
                "2024",
                "--plan",
                "yongji_women",
                *options,
                "-o",
                path,
            ).code
            == 0
        )
        count[name] = pages(path)
    assert count["both"] == count["blank"] + count["filled"]


@pytest.mark.parametrize(("kind", "year"), [("midterm", "2023"), ("final", "2025")])
def test_evaluations_in_their_year_and_in_no_other(
    kind: str, year: str, cli: CommandLine, sample_file: Path, tmp_path: Path
) -> None:
    path = tmp_path / "评估.pdf"
    one = ("--plan", "yongji_women", "-o", path)
    refused = cli("report", kind, sample_file, "--year", "2024", *one)
    assert refused.code == 2
    assert f"{year}年" in refused.err
    assert refused.err.count("\n") == 1
    assert not path.exists()
    assert cli("report", kind, sample_file, "--year", year, *one).code == 0
    assert pages(path) > 10
    assert cli("report", kind, sample_file, "--year", "2024", "--anyway", *one).code == 0


def test_an_unknown_plan_is_refused_by_every_kind(
    cli: CommandLine, sample_file: Path, tmp_path: Path
) -> None:
    for kind in (k for k in WRITERS if not k.endswith("_forms")):
        answer = cli("report", kind, sample_file, "--year", "2024", "--plan", "x", "-o", tmp_path / "x.pdf")
        assert answer.code == 2
        assert not list(tmp_path.glob("*.pdf"))
