"""read-plan writes drafts, new takes them: from a document nobody has seen to a data file with its forms."""

import tomllib
from pathlib import Path

from helpers.command_line import CommandLine
from helpers.invented_plans import document, expected, told
from plandesk.core.plan_reader import check_plan_against, read_plan
from plandesk.planreader.draft_files import draft_toml, read_draft
from plandesk.planreader.drafts import read_document
from plandesk.planreader.local_indicators import code_of, with_local_forms
from plandesk.store.shelf import load_library, load_words


def test_read_plan_prints_plans_with_source_and_confidence(cli: CommandLine, tmp_path: Path) -> None:
    answer = cli("read-plan", document("yunxi"), "-o", tmp_path / "草稿", "--json")
    assert answer.code == 0
    women, children = answer.json["plans"]
    assert (women["id"], children["audience"]) == ("yunxi_women", "children")
    target = women["domains"][0]["goals"][1]["targets"][0]
    assert (target["op"], target["value"], target["unit"], target["stage_year"]) == (
        "<=",
        "11",
        "/10万",
        2025,
    )
    assert target["source"]["text"].startswith("孕产妇死亡率到2025年控制在11/10万以内")
    assert (
        "孕产妇死亡率"
        in document("yunxi").read_text(encoding="utf-8").split("\n")[target["source"]["line"] - 1]
    )
    assert 0 < target["confidence"] <= 1
    assert {file.name for file in (tmp_path / "草稿").iterdir()} == {
        "yunxi_women.toml",
        "yunxi_children.toml",
    }


def test_read_plan_tells_a_person(cli: CommandLine, tmp_path: Path) -> None:
    answer = cli("read-plan", document("yunxi"), "-o", tmp_path)
    assert "云溪县妇女发展规划（2021—2030年）：4个领域" in answer.out
    assert "草稿已写入" in answer.out


def test_from_a_document_to_a_data_file(cli: CommandLine, tmp_path: Path) -> None:
    assert cli("read-plan", document("yunxi"), "-o", tmp_path).code == 0
    file = tmp_path / "云溪县.plandesk"
    made = cli(
        "new",
        file,
        "--plan-file",
        tmp_path / "yunxi_women.toml",
        tmp_path / "yunxi_children.toml",
        "--region-code",
        "999999",
    )
    assert (made.code, made.err) == (0, "")
    plans = cli("plan", file, "--json").json
    assert [p["region"]["name"] for p in plans] == ["云溪县", "云溪县"]
    local = next(
        t["indicator"]
        for d in plans[0]["domains"]
        for g in d["goals"]
        for t in g["targets"]
        if "登记女性失业率" in t["name"]
    )
    assert local.startswith("local_")
    assert cli("set", file, local, "--year", "2022", "4.1").code == 0
    evaluated = cli("evaluate", file, "--year", "2022", "--plan", "yunxi_women", "--json").json
    (judged,) = (t for d in evaluated["domains"] for t in d["targets"] if t["indicator"] == local)
    assert (judged["state"], judged["value"]) == ("attained", "4.10")


def test_a_draft_is_read_back_as_it_was(tmp_path: Path) -> None:
    library = load_library()
    for draft in read_document(document("pingchuan"), library, load_words()).drafts:
        text = draft_toml(draft)
        path = tmp_path / "draft.toml"
        path.write_text(text, encoding="utf-8")
        plan, forms = read_draft(path)
        assert plan == draft.plan
        assert read_plan("draft", tomllib.loads(text)) == plan
        grown = with_local_forms(library, forms)
        assert check_plan_against(plan, grown) == ()
        assert {each.indicator.code for each in draft.local} <= set(grown.by_code)
        for each in draft.local:
            assert each.indicator.code in {
                i.code for f in grown.forms if f.code == each.form for i in f.indicators
            }


def test_drafts_are_merged_with_packs_and_refused_twice(cli: CommandLine, tmp_path: Path) -> None:
    cli("read-plan", document("yunxi"), "-o", tmp_path)
    women = tmp_path / "yunxi_women.toml"
    file = tmp_path / "云溪县.plandesk"
    assert cli("new", file, "--plan-file", women, women).code == 2
    assert not file.exists()
    both = cli("new", file, "--pack", "yongji_children", "--plan-file", women)
    assert both.code == 0
    assert {p["id"] for p in cli("plan", file, "--json").json} == {"yunxi_women", "yongji_children"}


def test_a_spoilt_draft_is_refused_in_words(cli: CommandLine, tmp_path: Path) -> None:
    cli("read-plan", document("yunxi"), "-o", tmp_path)
    women = tmp_path / "yunxi_women.toml"
    whole = women.read_text(encoding="utf-8")
    for spoilt in (whole.replace('op = "<="', 'op = "=<"'), whole + "\n[[", whole.split("[[form]]")[0]):
        women.write_text(spoilt, encoding="utf-8")
        answer = cli("new", tmp_path / "云溪县.plandesk", "--plan-file", women)
        assert answer.code == 2
        assert "yunxi_women" in answer.err
        assert not (tmp_path / "云溪县.plandesk").exists()
    assert cli("new", tmp_path / "云溪县.plandesk", "--plan-file", tmp_path / "没有.toml").code == 2


def test_a_document_that_is_none_is_exit_2(cli: CommandLine, tmp_path: Path) -> None:
    novel = tmp_path / "小说.txt"
    novel.write_text("那天夜里下着雨。\n" * 50, encoding="utf-8")
    answer = cli("read-plan", novel, "-o", tmp_path / "out", "--json")
    assert (answer.code, answer.out) == (2, "")
    assert answer.err.count("\n") == 1
    assert not (tmp_path / "out").exists()


def test_local_indicators_say_what_is_guessed() -> None:
    drafts = read_document(document("yunxi"), load_library(), load_words()).drafts
    local = {each.indicator.name: each for draft in drafts for each in draft.local}
    rate = local["城镇登记女性失业率"]
    assert (rate.form, rate.indicator.unit, rate.indicator.kind, rate.indicator.better) == (
        "women/economy",
        "%",
        "share",
        "lower",
    )
    assert rate.indicator.base == 100
    assert {"base", "better", "definition"} <= set(rate.guessed)
    count = local["每个乡镇卫生院女性妇幼医生数"]
    assert (count.indicator.kind, count.indicator.unit, count.indicator.base) == ("count", "名", None)


def test_codes_are_ascii_and_always_the_same() -> None:
    assert code_of("女性失业率") == "local_nvxingshiyelv"
    long = code_of("用人单位每两年组织的女职工妇科检查覆盖率和建档率")
    assert long == code_of("用人单位每两年组织的女职工妇科检查覆盖率和建档率")
    assert long.isascii()
    assert len(long) <= 48
    assert code_of("《》").startswith("local")


def test_the_invented_plan_is_what_the_draft_says(tmp_path: Path, cli: CommandLine) -> None:
    cli("read-plan", document("yunxi"), "-o", tmp_path)
    plans = [read_draft(tmp_path / f"yunxi_{audience}.toml")[0] for audience in ("women", "children")]
    assert told(plans) == expected("yunxi")
