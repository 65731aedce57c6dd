"""export collection, import, board through plandesk-cli: shapes, modes, nothing written where nothing may be."""

import hashlib
import json
import shutil
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook

from helpers.command_line import NOON, CommandLine
from plandesk.cli.__main__ import main
from plandesk.store.file_lock import take_lock, this_process

HEALTH = "卫生健康局"
MMR, MMR_NAME = "maternal_mortality_ratio", "孕产妇死亡率"
COLUMNS = {"numerator": 7, "denominator": 8, "value": 9, "status": 11, "note": 12}
INTAKE = {"accepted", "unchanged", "conflicts", "rejected", "notes"}
CONFLICT = {"indicator", "cell", "old", "new"}
REJECTED = {"sheet", "cell", "indicator", "text", "message"}


@pytest.fixture
def form(cli: CommandLine, blank_file: Path, tmp_path: Path) -> Path:
    """The health bureau's blank form of 2024."""
    path = tmp_path / "form.xlsx"
    exported = cli("export", "collection", blank_file, "--year", "2024", "--unit", HEALTH, "-o", path)
    assert exported.code == 0, exported.err
    return path


def fill(path: Path, name: str = MMR_NAME, **cells: Any) -> Path:
    """Writes into the row of an indicator's total, as the unit does, and saves the form again."""
    return edited(path, lambda book: _put(book, name, cells))


def _put(book: Workbook, name: str, cells: dict[str, Any]) -> None:
    for sheet in book.worksheets:
        for row in sheet.iter_rows(min_row=8):
            if len(row) > 1 and row[1].value == name:
                for field, value in cells.items():
                    sheet.cell(row[1].row, COLUMNS[field]).value = value
                return
    raise AssertionError(f"{name} is not on the form")


def edited(path: Path, change: Callable[[Workbook], object]) -> Path:
    book = load_workbook(path)
    change(book)
    book.save(path)
    return path


def shown(cli: CommandLine, file: Path, code: str = MMR, cell: str = "") -> dict[str, Any] | None:
    rows = cli("show", file, "--year", "2024", "--json").json
    return next((r for r in rows if (r["indicator"], r["cell"]) == (code, cell)), None)


def steps(cli: CommandLine, file: Path) -> list[dict[str, Any]]:
    batches: list[dict[str, Any]] = cli("history", file, "--json").json
    return batches


def digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def test_a_filled_form_is_taken_in_one_step_and_undone_in_one(
    cli: CommandLine, blank_file: Path, form: Path
) -> None:
    fill(form, numerator=1, denominator=3000, note="已评审")
    before = len(steps(cli, blank_file))
    answer = cli("import", blank_file, form, "--by", "李敏", "--json")
    assert (answer.code, set(answer.json)) == (0, INTAKE)
    assert answer.json["accepted"] == 1
    assert (answer.json["conflicts"], answer.json["rejected"]) == ([], [])
    figure = shown(cli, blank_file)
    assert figure is not None
    assert (figure["numerator"], figure["denominator"], figure["value"]) == ("1", "3000", "33.3")
    assert (figure["note"], figure["origin"]) == ("已评审", "import")
    newest, *others = steps(cli, blank_file)
    assert len(others) == before
    assert (newest["who"], newest["label"]) == ("李敏", f"读入采集表 {HEALTH} 2024年")
    assert cli("undo", blank_file).code == 0
    assert shown(cli, blank_file) is None
    assert cli("verify", blank_file).code == 0


def test_a_dry_run_answers_the_same_and_leaves_every_byte(
    cli: CommandLine, blank_file: Path, form: Path, tmp_path: Path
) -> None:
    fill(form, numerator=1, denominator=3000)
    before, there = digest(blank_file), {p.name for p in tmp_path.iterdir()}
    trial = cli("import", blank_file, form, "--dry-run", "--json")
    assert trial.code == 0
    assert digest(blank_file) == before
    assert {p.name for p in tmp_path.iterdir()} == there
    assert cli("import", blank_file, form, "--json").json == trial.json


def test_one_rejected_cell_means_that_nothing_is_written(
    cli: CommandLine, blank_file: Path, form: Path, tmp_path: Path
) -> None:
    fill(form, numerator=1, denominator=3000)
    fill(form, "婴儿死亡率", value="约3")
    log, there = steps(cli, blank_file), {p.name for p in tmp_path.iterdir()}
    answer = cli("import", blank_file, form, "--json")
    assert answer.code == 1
    [rejected] = answer.json["rejected"]
    assert set(rejected) == REJECTED
    assert (rejected["indicator"], rejected["text"]) == ("infant_mortality_rate", "约3")
    book = load_workbook(form)
    assert book[rejected["sheet"]][rejected["cell"]].value == "约3"
    assert "婴儿死亡率" in rejected["message"]
    assert (shown(cli, blank_file), steps(cli, blank_file)) == (None, log)
    assert {p.name for p in tmp_path.iterdir()} == there
    said = cli("import", blank_file, form)
    assert "没有写入" in said.out

    answer = cli("import", blank_file, form, "--skip-rejected", "--json")
    assert (answer.code, answer.json["accepted"]) == (1, 1)
    assert shown(cli, blank_file) is not None
    assert shown(cli, blank_file, "infant_mortality_rate") is None


def test_changed_values_are_conflicts_and_modes_choose(
    cli: CommandLine, blank_file: Path, form: Path
) -> None:
    cli("set", blank_file, MMR, "--year", "2024", "--numerator", "2", "--denominator", "3000")
    fill(form, numerator=1, denominator=3000)
    fill(form, "婴儿死亡率", numerator=9, denominator=3000)
    seen = {}
    for mode in ("append", "update", "both"):
        answer = cli("import", blank_file, form, "--mode", mode, "--dry-run", "--json").json
        [conflict] = answer["conflicts"]
        assert set(conflict) >= CONFLICT
        assert (conflict["indicator"], conflict["cell"]) == (MMR, "")
        assert (conflict["old"], conflict["new"]) == ("66.7", "33.3")
        seen[mode] = answer["accepted"]
    assert seen == {"append": 1, "update": 1, "both": 2}
    cli("import", blank_file, form, "--mode", "append")
    figure, infant = (shown(cli, blank_file, code) for code in (MMR, "infant_mortality_rate"))
    assert (figure and figure["numerator"], infant and infant["numerator"]) == ("2", "9")
    cli("import", blank_file, form)
    figure = shown(cli, blank_file)
    assert figure is not None
    assert figure["numerator"] == "1"


def test_the_same_form_again_changes_nothing(cli: CommandLine, blank_file: Path, form: Path) -> None:
    fill(form, numerator=1, denominator=3000)
    cli("import", blank_file, form)
    log = steps(cli, blank_file)
    again = cli("import", blank_file, form, "--json").json
    assert (again["accepted"], again["conflicts"]) == (0, [])
    assert again["unchanged"] >= 1
    assert steps(cli, blank_file) == log


def test_a_form_of_another_file_of_the_region_is_accepted_with_a_note(
    cli: CommandLine, blank_file: Path, form: Path, tmp_path: Path
) -> None:
    other = tmp_path / "other.plandesk"
    cli("new", other, "--pack", "yongji_women", "yongji_children")
    fill(form, numerator=1, denominator=3000)
    answer = cli("import", other, form, "--json").json
    assert answer["accepted"] == 1
    assert any("另一个数据文件" in note for note in answer["notes"])
    assert shown(cli, other) is not None


def test_another_regions_form_and_what_is_no_form_are_refused(
    cli: CommandLine, blank_file: Path, form: Path, tmp_path: Path
) -> None:
    other, no_form = tmp_path / "haizhou.plandesk", tmp_path / "other.xlsx"
    cli("new", other, "--pack", "haizhou_women")
    Workbook().save(no_form)
    before = digest(other)
    for workbook, words in (
        (form, "永济市"),
        (no_form, "没有认出采集表"),
        (tmp_path / "none.xlsx", "没有找到"),
    ):
        refused = cli("import", other, workbook, "--json")
        assert (refused.code, refused.out) == (2, "")
        assert words in refused.err
        assert refused.err.count("\n") == 1
    assert digest(other) == before


def test_the_year_is_the_forms_own(cli: CommandLine, blank_file: Path, tmp_path: Path) -> None:
    path = tmp_path / "b.xlsx"
    cli("export", "collection", blank_file, "--year", "2023", "--unit", HEALTH, "-o", path)
    fill(path, numerator=1, denominator=3000)
    cli("import", blank_file, path)
    assert shown(cli, blank_file) is None
    assert cli("show", blank_file, "--year", "2023", "--json").json[0]["numerator"] == "1"


def test_a_sealed_years_form_is_refused_and_leaves_no_copy(
    cli: CommandLine, blank_file: Path, form: Path, tmp_path: Path
) -> None:
    cli("seal", blank_file, "--year", "2024")
    fill(form, numerator=1, denominator=3000)
    there = {p.name for p in tmp_path.iterdir()}
    refused = cli("import", blank_file, form)
    assert refused.code == 2
    assert "2024年" in refused.err
    assert {p.name for p in tmp_path.iterdir()} == there


def test_forms_of_all_units_with_their_mails(cli: CommandLine, blank_file: Path, tmp_path: Path) -> None:
    folder = tmp_path / "forms"
    answer = cli("export", "collection", blank_file, "--year", "2024", "--all", "-o", folder, "--json")
    files = answer.json["files"]
    assert {f["unit"] for f in files} == {r["unit"] for r in board(cli, blank_file)}
    assert all(Path(f["file"]).is_file() for f in files)
    mail = (folder / f"{HEALTH}采集表2024年.txt").read_text(encoding="utf-8-sig")
    assert f"{HEALTH}采集表2024年.xlsx" in mail
    both = cli("export", "collection", blank_file, "--year", "2024", "--unit", HEALTH, "--all", "-o", folder)
    unknown = cli(
        "export", "collection", blank_file, "--year", "2024", "--unit", "某局", "-o", folder / "x.xlsx"
    )
    assert (both.code, unknown.code) == (2, 2)
    assert HEALTH in unknown.err


def board(cli: CommandLine, file: Path) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = cli("board", file, "--year", "2024", "--json").json
    return rows


def health(cli: CommandLine, file: Path) -> dict[str, Any]:
    return next(r for r in board(cli, file) if r["unit"] == HEALTH)


def test_the_board_follows_a_form_out_and_back(
    cli: CommandLine, blank_file: Path, form: Path, tmp_path: Path
) -> None:
    row = health(cli, blank_file)
    assert (row["state"], row["sent"], row["returned"]) == ("sent", "2025-03-10T12:00", None)
    assert {r["state"] for r in board(cli, blank_file)} == {"sent", "not_sent"}
    fill(form, numerator=1, denominator=3000)
    edited(form, lambda book: setattr(book.properties, "lastModifiedBy", "孙丽"))
    returned = tmp_path / "卫健局（回）.xlsx"
    shutil.copy(form, returned)
    cli("import", blank_file, returned)
    row = health(cli, blank_file)
    assert (row["state"], row["returned"], row["times"]) == ("returned", "2025-03-10T12:00", 1)
    assert (row["file"], row["returned_by"], row["accepted"], row["rejected"]) == (
        returned.name,
        "孙丽",
        1,
        0,
    )
    kept = tmp_path / "永济市来表" / f"2025-03-10 {HEALTH}.xlsx"
    assert row["kept"] == kept.name
    assert digest(kept) == row["sha256"] == digest(returned)
    assert f"{HEALTH}\t已收" in cli("board", blank_file, "--year", "2024").out

    # the unit sends a second one, with a cell that cannot be read
    fill(form, "婴儿死亡率", value="约3")
    cli("import", blank_file, form, "--skip-rejected")
    row = health(cli, blank_file)
    assert (row["state"], row["times"], row["rejected"]) == ("questions", 2, 1)
    assert row["kept"] == f"2025-03-10 {HEALTH}（2）.xlsx"
    cli("undo", blank_file)
    assert health(cli, blank_file)["times"] == 1


def test_findings_at_a_units_figures_are_questions(cli: CommandLine, blank_file: Path, form: Path) -> None:
    cli("import", blank_file, form)
    assert health(cli, blank_file)["state"] == "returned"
    cli("set", blank_file, MMR, "--year", "2024", "--numerator", "5", "--denominator", "3")
    row = health(cli, blank_file)
    assert (row["state"], row["errors"] + row["unexplained"] > 0) == ("questions", True)


def test_forms_are_written_also_while_somebody_else_has_the_file(
    cli: CommandLine, blank_file: Path, tmp_path: Path
) -> None:
    lock = take_lock(blank_file, this_process("王芳", NOON.isoformat()))
    try:
        path = tmp_path / "c.xlsx"
        answer = cli("export", "collection", blank_file, "--year", "2024", "--unit", HEALTH, "-o", path)
    finally:
        lock.release()
    assert (answer.code, path.is_file()) == (0, True)
    assert "没有登记发出" in answer.err
    assert health(cli, blank_file)["state"] == "not_sent"


def test_late_forms_are_told(
    cli: CommandLine, blank_file: Path, form: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = ["--unit", HEALTH, "-o", form]
    wrong = cli("export", "collection", blank_file, "--year", "2024", "--due", "下周", *out)
    assert (wrong.code, "下周" in wrong.err) == (2, True)
    cli("export", "collection", blank_file, "--year", "2024", "--due", "2025年3月15日", *out)
    assert "2025年3月15日" in str(load_workbook(form).worksheets[1]["H5"].value)
    row = health(cli, blank_file)
    assert (row["due"], row["state"]) == ("2025-03-15", "sent")
    for days, state in ((5, "sent"), (6, "late")):
        capsys.readouterr()
        later = NOON + timedelta(days=days)
        assert main(["board", str(blank_file), "--year", "2024", "--json"], now=lambda day=later: day) == 0  # type: ignore[misc]
        rows = {r["unit"]: r for r in json.loads(capsys.readouterr().out)}
        assert rows[HEALTH]["state"] == state


def test_a_form_is_sent_back_as_a_marked_copy_and_registered(
    cli: CommandLine, blank_file: Path, form: Path, tmp_path: Path
) -> None:
    fill(form, numerator=1, denominator=3000)
    fill(form, "婴儿死亡率", value="约3")
    out = tmp_path / "back.xlsx"
    answer = cli("send-back", blank_file, form, "--year", "2024", "-o", out, "--by", "李敏", "--json")
    assert (answer.code, answer.err) == (0, "")
    assert answer.json == {"file": str(out), "unit": HEALTH, "points": 1}
    assert load_workbook(out).sheetnames[0] == "退回意见"
    row = health(cli, blank_file)
    assert (row["state"], row["sent_back"], row["rejected"]) == ("sent_back", "2025-03-10T12:00", 1)
    assert shown(cli, blank_file) is None
    assert steps(cli, blank_file)[0]["label"] == f"退回采集表 {HEALTH} 2024年"

    # put right and returned once more
    fill(out, "婴儿死亡率", value=3)
    assert cli("import", blank_file, out).code == 0
    row = health(cli, blank_file)
    assert (row["state"], row["times"], row["sent_back"], row["accepted"]) == ("returned", 2, None, 2)
    nothing = cli("send-back", blank_file, out, "--year", "2024", "-o", tmp_path / "c.xlsx")
    assert (nothing.code, (tmp_path / "c.xlsx").exists()) == (2, False)
    wrong_year = cli("send-back", blank_file, out, "--year", "2023", "-o", tmp_path / "c.xlsx")
    assert wrong_year.code == 2
    assert "2024年" in wrong_year.err
