"""pc add-plan: the county's children's plan joins the women's in a file that is in use, as one step of undo."""

import json
from pathlib import Path

import pytest

from helpers.command_line import CommandLine


@pytest.fixture
def women(cli: CommandLine, tmp_path: Path) -> Path:
    """永济's women's plan alone, one figure in it."""
    file = tmp_path / "永济市.plandesk"
    assert cli("new", file, "--pack", "yongji_women").code == 0
    assert cli("set", file, "female_life_expectancy", "79", "--year", "2023").code == 0
    return file


def ids(cli: CommandLine, file: Path) -> list[str]:
    printed = json.loads(cli("plan", file, "--json").out)
    return [p["id"] for p in (printed if isinstance(printed, list) else [printed])]


def test_a_pack_joins_and_leaves_by_undo(cli: CommandLine, women: Path) -> None:
    said = cli("add-plan", women, "--pack", "yongji_children")
    assert (said.code, "增加规划" in said.out) == (0, True)
    assert ids(cli, women) == ["yongji_women", "yongji_children"]
    assert cli("sample", women, "--years", "2021-2022").code == 0
    assert cli("evaluate", women, "--plan", "yongji_children", "--year", "2022", "--json").code == 0
    assert cli("verify", women).code == 0
    cli("undo", women)
    cli("undo", women)
    assert ids(cli, women) == ["yongji_women"]
    assert cli("verify", women).code == 0


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("--pack", "yongji_women"), "已有同一人群"),
        (("--pack", "lishui_children"), "另建数据文件"),
        (("--pack", "none"), "没有规划包"),
        (("--blank", "某规划", "--domain", "甲", "--period", "2030"), "读不懂"),
        (("--blank", "某规划", "--domain", "甲", "--period", "2030-2021"), "读不懂"),
        (("--blank", "某规划"), "--domain"),
        (("--plan-file", "none.toml"), "没有找到规划文件"),
    ],
)
def test_what_does_not_fit_is_a_sentence(
    cli: CommandLine, women: Path, words: tuple[str, ...], sentence: str
) -> None:
    said = cli("add-plan", women, *words)
    assert said.code in (1, 2)
    assert sentence in said.err
    assert ids(cli, women) == ["yongji_women"]


def test_a_plan_from_nothing_of_a_single_year(cli: CommandLine, women: Path) -> None:
    assert (
        cli(
            "add-plan",
            women,
            "--blank",
            "永济市儿童规划",
            "--period",
            "2021-2021",
            "--domain",
            "儿童与健康",
            "自家领域",
        ).code
        == 0
    )
    assert ids(cli, women) == ["yongji_women", "yongji_children"]
    assert cli("evaluate", women, "--plan", "yongji_children", "--year", "2021", "--json").code == 0
    assert cli("verify", women).code == 0


def test_a_draft_with_an_indicator_of_its_own(cli: CommandLine, women: Path, tmp_path: Path) -> None:
    text = tmp_path / "规划.txt"
    text.write_text(
        "永济市儿童发展规划（2021—2030年）\n一、儿童与健康\n主要目标：\n1.儿童之家覆盖率达到95%。\n"
        "2.婴儿死亡率控制在5‰以下。\n", encoding="utf-8")  # fmt: skip
    drafts = tmp_path / "drafts"
    assert cli("read-plan", text, "-o", drafts).code == 0
    (draft,) = drafts.glob("*.toml")
    said = cli("add-plan", women, "--plan-file", draft)
    assert said.code == 0, said.err
    assert len(ids(cli, women)) == 2
    assert cli("verify", women).code == 0
