"""substitute, missing, follow-up, tolerance through plandesk-cli: written, listed, undone, refused in one sentence."""

from pathlib import Path
from typing import Any

import pytest

from helpers.command_line import CommandLine

PLAN = "yongji_women"
FITNESS, SPORTS = "women_physical_fitness_pass_rate", "sports_population_share"
MMR = "maternal_mortality_ratio"


def judged(cli: CommandLine, file: Path, code: str, year: str = "2024") -> dict[str, Any]:
    answer = cli("evaluate", file, "--year", year, "--plan", PLAN, "--json").json
    return next(t for d in answer["domains"] for t in d["targets"] if t["indicator"] == code)


def worsen(cli: CommandLine, file: Path) -> None:
    for year, value in (("2021", "9"), ("2022", "10"), ("2023", "11"), ("2024", "14")):
        assert cli("set", file, MMR, "--year", year, value).code == 0


def test_a_substitute_is_judged_and_named(cli: CommandLine, blank_file: Path) -> None:
    cli("set", blank_file, FITNESS, "--year", "2024", "--status", "not_collected")
    cli("set", blank_file, SPORTS, "--year", "2024", "99")
    before = judged(cli, blank_file, FITNESS)
    assert (before["state"], before["value"]) == ("no_data", None)
    named = cli(
        "substitute",
        blank_file,
        "--plan",
        PLAN,
        FITNESS,
        SPORTS,
        "--reason",
        "体质测定三年一次",
        "--from",
        "2023",
    )
    assert named.code == 0
    target = judged(cli, blank_file, FITNESS)
    assert (target["state"], target["value"], target["substitute"]) == ("attained", "99.0", SPORTS)
    assert any(
        "按登记的替代性指标“体育人口占比”判定。理由：体质测定三年一次。" in step for step in target["steps"]
    )
    assert "（以“体育人口占比”替代）" in cli("evaluate", blank_file, "--year", "2024", "--plan", PLAN).out
    assert "其中以替代性指标判定1项。" in cli("evaluate", blank_file, "--year", "2024", "--plan", PLAN).out
    assert cli("substitute", blank_file, "--json").json == [
        {
            "plan": PLAN,
            "indicator": FITNESS,
            "substitute": SPORTS,
            "reason": "体质测定三年一次",
            "from_year": 2023,
        }
    ]
    assert cli("undo", blank_file).code == 0
    assert judged(cli, blank_file, FITNESS)["state"] == "no_data"
    assert cli("redo", blank_file).code == 0
    assert "体质测定三年一次" in cli("substitute", blank_file).out
    assert cli("substitute", blank_file, "--plan", PLAN, FITNESS, "--remove").code == 0
    assert cli("substitute", blank_file, "--json").json == []
    assert judged(cli, blank_file, FITNESS)["state"] == "no_data"


def test_a_substitute_outside_the_plan_is_checked_and_shown(cli: CommandLine, blank_file: Path) -> None:
    outside = "immunisation_coverage"
    cli("substitute", blank_file, "--plan", PLAN, FITNESS, outside, "--reason", "同一机构报送")
    done = cli("set", blank_file, outside, "--year", "2024", "120")
    assert done.code == 1
    target = judged(cli, blank_file, FITNESS)
    assert (target["state"], target["verdict"]) == ("no_data", "cannot_tell")
    assert any("数据有误" in step for step in target["steps"])
    rows = cli("show", blank_file, "--year", "2024", "--plan", PLAN, "--json").json
    assert [row["indicator"] for row in rows] == [outside]
    assert cli("baseline", blank_file, "--plan", PLAN, outside, "--year", "2020", "90").code == 0


@pytest.mark.parametrize(
    ("args", "said"),
    [
        ((FITNESS, FITNESS, "--reason", "x"), "不能替代它自己"),
        ((FITNESS, "primary_myopia_rate", "--reason", "x"), "好坏方向不同"),
        ((FITNESS, MMR, "--reason", "x"), "单位是/10万"),
        ((FITNESS, SPORTS), "--reason"),
        ((FITNESS, SPORTS, "--reason", " "), "--reason"),
        ((FITNESS,), "没有写替代性指标"),
        ((FITNESS, "nowhere", "--reason", "x"), "没有指标“nowhere”"),
        (("immunisation_coverage", SPORTS, "--reason", "x"), "里没有指标"),
        ((FITNESS, "--remove"), "没有登记替代性指标"),
    ],
)
def test_substitutes_refused(cli: CommandLine, blank_file: Path, args: tuple[str, ...], said: str) -> None:
    whole = blank_file.read_bytes()
    answer = cli("substitute", blank_file, "--plan", PLAN, *args)
    assert (answer.code, answer.out) == (2, "")
    assert said in answer.err
    assert answer.err.count("\n") == 1
    assert blank_file.read_bytes() == whole


def test_a_substitute_needs_its_plan(cli: CommandLine, blank_file: Path) -> None:
    assert cli("substitute", blank_file, FITNESS, SPORTS, "--reason", "x").code == 2
    answer = cli("substitute", blank_file, "--plan", "nowhere", FITNESS, SPORTS, "--reason", "x")
    assert (answer.code, "yongji_women" in answer.err) == (2, True)


def test_who_surveys_what_by_when(cli: CommandLine, blank_file: Path) -> None:
    def row(code: str) -> dict[str, Any]:
        listed = cli("missing", blank_file, "--year", "2024", "--plan", PLAN, "--json").json
        return next(r for r in listed if r["indicator"] == code)

    cli("set", blank_file, FITNESS, "--year", "2022", "87")
    cli("set", blank_file, FITNESS, "--year", "2024", "--status", "not_published", "--note", "等省里反馈")
    assert row(FITNESS) == {
        "indicator": FITNESS, "name": "妇女体质测定标准合格率", "status": "not_published", "note": "等省里反馈", "latest": 2022,
        "reporter": "体育局", "surveyor": None, "due": None, "how": None, "overdue": False, "substitute": None,
    }  # fmt: skip
    made = cli(
        "missing", blank_file, FITNESS, "--surveyor", "统计局", "--due", "2025年3月9日", "--how", "电话调查"
    )
    assert made.code == 0
    assert "2025年3月9日" in made.out
    found = row(FITNESS)
    assert (found["surveyor"], found["due"], found["how"]) == ("统计局", "2025-03-09", "电话调查")
    assert found["overdue"] is True, "the clock of the tests stands at 2025-03-10"
    assert any(
        "缺项：由统计局调查，2025年3月9日前报送，方式：电话调查。" in s
        for s in judged(cli, blank_file, FITNESS)["steps"]
    )
    line = next(t for t in cli("missing", blank_file, "--year", "2024").out.splitlines() if "合格率" in t)
    assert (
        line
        == "妇女体质测定标准合格率\t未公布：等省里反馈\t最近2022年有数\t统计局，2025年3月9日前，电话调查，已逾期"
    )
    assert cli("missing", blank_file, FITNESS, "--remove").code == 0
    assert row(FITNESS)["surveyor"] is None
    assert cli("undo", blank_file).code == 0
    assert row(FITNESS)["surveyor"] == "统计局"


@pytest.mark.parametrize(
    ("args", "said"),
    [
        ((FITNESS,), "--surveyor"),
        ((FITNESS, "--surveyor", "统计局"), "--due"),
        ((FITNESS, "--surveyor", "统计局", "--due", "年底"), "日期“年底”不对"),
        ((FITNESS, "--remove"), "没有登记缺项"),
        ((), "--year"),
    ],
)
def test_missing_items_refused(cli: CommandLine, blank_file: Path, args: tuple[str, ...], said: str) -> None:
    answer = cli("missing", blank_file, *args)
    assert answer.code == 2
    assert said in answer.err


def test_a_follow_up_from_warning_to_effect(cli: CommandLine, blank_file: Path) -> None:
    worsen(cli, blank_file)
    assert judged(cli, blank_file, MMR)["warnings"]
    made = cli("follow-up", blank_file, "open", MMR, "--year", "2024", "--due", "2025-04-10", "--json").json
    assert made["number"] == 1
    assert (made["plan"], made["unit"], made["opened_on"], made["state"]) == (
        PLAN, "卫生健康局", "2025-03-10", "open",
    )  # fmt: skip
    assert made["warnings"] == judged(cli, blank_file, MMR)["warnings"]
    assert "方向与目标相反" in made["reason"]
    again = cli("follow-up", blank_file, "open", MMR, "--year", "2024", "--due", "2025-05-10")
    assert (again.code, "督办单1号" in again.err) == (2, True)
    assert cli("follow-up", blank_file, "reply", "1", "已组织评审", "--on", "2025-04-12").code == 0
    assert cli("follow-up", blank_file, "close", "1", "--effect", "复核无误", "--on", "2025-04-20").code == 0
    (listed,) = cli("follow-up", blank_file, "list", "--json").json
    assert listed == {
        **made, "reply": "已组织评审", "replied_on": "2025-04-12", "effect": "复核无误", "closed_on": "2025-04-20",
        "state": "closed", "days_late": 2,
    }  # fmt: skip
    assert cli("follow-up", blank_file, "list", "--year", "2023", "--json").json == []
    steps = [batch["label"] for batch in cli("history", blank_file, "--indicator", MMR, "--json").json]
    assert steps[:3] == ["督办单1号办结", "记督办单1号回复", "开督办单1号 孕产妇死亡率 2024年"]
    assert cli("undo", blank_file).code == 0
    assert cli("follow-up", blank_file, "list", "--json").json[0]["state"] == "replied"


def test_overdue_by_the_clock_given(cli: CommandLine, blank_file: Path) -> None:
    worsen(cli, blank_file)
    due = ("--due", "2025-03-05", "--on", "2025-02-20", "--unit", "妇幼保健院")
    assert cli("follow-up", blank_file, "open", MMR, "--year", "2024", *due).code == 0
    (listed,) = cli("follow-up", blank_file, "list", "--json").json
    assert (listed["unit"], listed["state"], listed["days_late"]) == ("妇幼保健院", "overdue", 5)
    assert "逾期未回复" in cli("follow-up", blank_file, "list").out
    assert "迟5天" in cli("follow-up", blank_file, "list").out


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (("open", FITNESS, "--year", "2030", "--due", "2031-01-01", "--plan", "nowhere"), "nowhere"),
        (("open", "age_structure", "--year", "2024", "--due", "2025-04-10"), "没有指标"),
        (("open", MMR, "--year", "2024", "--due", "月底"), "日期“月底”不对"),
        (("open", MMR, "--year", "2024", "--due", "2025-03-01"), "早于"),
        (("open", FITNESS, "--year", "2024", "--due", "2025-04-10"), "没有预警"),
        (("reply", "7", "已办"), "没有督办单7号"),
        (("close", "7", "--effect", "已办"), "没有督办单7号"),
    ],
)
def test_follow_ups_refused(cli: CommandLine, blank_file: Path, args: tuple[str, ...], said: str) -> None:
    worsen(cli, blank_file)
    cli("set", blank_file, FITNESS, "--year", "2024", "99")
    answer = cli("follow-up", blank_file, *args)
    assert answer.code == 2
    assert said in answer.err


def test_the_tolerance_of_a_file(cli: CommandLine, blank_file: Path) -> None:
    assert cli("tolerance", blank_file, "--json").json == {"tolerance": "5"}
    assert cli("tolerance", blank_file, "2.5%", "--json").json == {"tolerance": "2.5"}
    assert cli("tolerance", blank_file, "--json").json == {"tolerance": "2.5"}
    assert cli("tolerance", blank_file, "60").code == 2
    assert cli("undo", blank_file).code == 0
    assert "5%" in cli("tolerance", blank_file).out
    cli("tolerance", blank_file, "3")
    assert cli("tolerance", blank_file, "5", "--json").json == {"tolerance": "5"}
    assert cli("history", blank_file, "--json").json[0]["label"] == "“左右”的容差改为5%"
