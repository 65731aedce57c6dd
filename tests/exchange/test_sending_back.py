"""退回: what the unit wrote in our own layout, what is wrong coloured, said and listed; it comes back whole."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook

from helpers.exchange_case import COUNT, GAP, MORTALITY, SCREENING, YEAR, snapshot, typed, words
from plandesk.core.checking import Checker
from plandesk.core.importing import Intake, take_in
from plandesk.core.problems import KnownProblem
from plandesk.core.records import CellKey, Observation
from plandesk.core.snapshot import Snapshot
from plandesk.exchange.collection import write_collection
from plandesk.exchange.returned_form import ReturnedForm, read_collection
from plandesk.exchange.sending_back import with_intake, write_sent_back

HEALTH, SHEET = "卫生健康局", "妇1妇女与健康"
FIELDS = {"numerator": 7, "denominator": 8, "value": 9, "status": 11, "note": 12}
BAD, ASKED = "FFF6C9C4", "FFFCE4A8"


def blank() -> Snapshot:
    shot = snapshot()
    return replace(
        shot, observations={k: o for k, o in shot.observations.items() if k.year < YEAR}, assessments={}
    )


def filled(path: Path, shot: Snapshot, **by_row: dict[str, Any]) -> Path:
    """The unit's form with cells written: ``s11={"value": 3}`` writes into row 11."""
    write_collection(shot, YEAR, HEALTH, path, words=words())
    book = load_workbook(path)
    for row, cells in by_row.items():
        for field, value in cells.items():
            book[SHEET].cell(int(row[1:]), FIELDS[field]).value = value
    book.save(path)
    return path


def read(path: Path, shot: Snapshot) -> tuple[ReturnedForm, Intake]:
    form = read_collection(path, shot, words=words(), year=YEAR)
    intake = take_in(
        shot, form.cells, YEAR, mode="both", words=words(), said=form.said, unit=form.unit,
        rejected=form.rejected, notes=form.notes,
    )  # fmt: skip
    return form, intake


def back(path: Path, out: Path, shot: Snapshot) -> tuple[int, Workbook]:
    form, intake = read(path, shot)
    findings = Checker(shot.library, words()).check(with_intake(shot, intake), YEAR)
    count = write_sent_back(shot, form, intake, findings, HEALTH, out, words=words())
    return count, load_workbook(out)


def listed(book: Workbook) -> list[tuple[Any, ...]]:
    sheet = book["退回意见"]
    return [row for row in sheet.iter_rows(min_row=6, values_only=True) if row[0] and str(row[0]).isdigit()]


def test_refused_cells_are_coloured_commented_and_listed_with_what_was_written(tmp_path: Path) -> None:
    shot = blank()
    path = filled(
        tmp_path / "a.xlsx",
        shot,
        r11={"numerator": "约2千", "denominator": 32844, "note": "补报"},
        r16={"value": "3.2"},
    )
    count, book = back(path, tmp_path / "b.xlsx", shot)
    assert (count, book.sheetnames[0]) == (1, "退回意见")
    [line] = listed(book)
    assert line[1:5] == (SHEET, "G11", SCREENING.name, "约2千")
    assert SCREENING.name in line[5]
    sheet = book[SHEET]
    assert (sheet["G11"].value, sheet["G11"].fill.fgColor.rgb) == ("约2千", BAD)
    assert sheet["G11"].comment is not None
    assert "约2千" in sheet["G11"].comment.text
    assert (sheet["H11"].value, sheet["L11"].value) == ("32844", "补报")
    assert not sheet["G11"].protection.locked
    assert (sheet["B16"].value, sheet["I16"].value) == (GAP.name, 3.2)


def test_what_can_be_read_and_is_doubted_is_asked_in_yellow(tmp_path: Path) -> None:
    """Twelve where at most eleven are usual: taken in, and asked."""
    shot, unit = blank(), COUNT.reporter
    path = tmp_path / "a.xlsx"
    write_collection(shot, YEAR, unit, path, words=words())
    book = load_workbook(path)
    book["儿1儿童与福利"]["I8"].value = 12
    book.save(path)
    form, intake = read(path, shot)
    assert (intake.rejected, intake.accepted) == ((), 1)
    findings = Checker(shot.library, words()).check(with_intake(shot, intake), YEAR)
    assert write_sent_back(shot, form, intake, findings, unit, tmp_path / "b.xlsx", words=words()) == 1
    copy = load_workbook(tmp_path / "b.xlsx")
    [line] = listed(copy)
    assert line[1:5] == ("儿1儿童与福利", "I8", COUNT.name, "12")
    cell = copy["儿1儿童与福利"]["I8"]
    assert (cell.value, cell.fill.fgColor.rgb) == (12, ASKED)
    assert cell.comment is not None
    assert line[5] in cell.comment.text


def test_the_copy_comes_back_with_everything_even_what_was_never_taken_in(tmp_path: Path) -> None:
    """Nothing of the first return was written; the second must bring all of it, also what the unit left as it was."""
    shot = snapshot()
    path = filled(
        tmp_path / "a.xlsx", shot, r11={"numerator": "约2千"}, r8={"denominator": 940, "note": "核过"}
    )
    back(path, tmp_path / "b.xlsx", shot)
    book = load_workbook(tmp_path / "b.xlsx")
    book[SHEET]["G11"].value = 22000
    book.save(tmp_path / "b.xlsx")
    form, intake = read(tmp_path / "b.xlsx", shot)
    assert (form.unit, intake.rejected) == (HEALTH, ())
    taken = {r.address: r for r in intake.records if isinstance(r, Observation)}
    assert taken[CellKey(SCREENING.code, YEAR)].numerator == 22000
    assert taken[CellKey(MORTALITY.code, YEAR)].denominator == 940
    assert taken[CellKey(MORTALITY.code, YEAR)].note == "核过"


def test_a_row_of_no_indicator_is_listed_with_its_place_in_their_book(tmp_path: Path) -> None:
    shot = blank()
    path = filled(tmp_path / "a.xlsx", shot)
    book = load_workbook(path)
    book[SHEET].cell(40, 2).value, book[SHEET].cell(40, 9).value = "全县网红人数", 7
    book.save(path)
    _, copy = back(path, tmp_path / "b.xlsx", shot)
    [line] = listed(copy)
    assert (line[1], line[2], line[4]) == (f"{SHEET}（来表）", "I40", "7")


def test_a_wrong_answer_in_words_is_marked_where_it_stands(tmp_path: Path) -> None:
    shot = blank()
    path = filled(tmp_path / "a.xlsx", shot)
    book = load_workbook(path)
    row = next(r for r in range(5, 20) if book["工作情况"].cell(r, 3).value == "服务更好")
    book["工作情况"].cell(row, 4).value = "大概"
    book.save(path)
    _, copy = back(path, tmp_path / "b.xlsx", shot)
    [line] = listed(copy)
    assert line[1:3] == ("工作情况", f"D{row}")
    assert copy["工作情况"].cell(row, 4).value == "大概"


def test_a_sound_form_is_not_sent_back(tmp_path: Path) -> None:
    shot = replace(blank(), observations={})
    path = filled(tmp_path / "a.xlsx", shot, r16={"value": 3})
    with pytest.raises(KnownProblem) as caught:
        back(path, tmp_path / "b.xlsx", shot)
    assert caught.value.code == "nothing_to_send_back"
    assert HEALTH in words().problem(caught.value)
    assert not (tmp_path / "b.xlsx").exists()


def test_typing_that_begins_like_a_formula_stays_text(tmp_path: Path) -> None:
    shot = blank()
    path = filled(tmp_path / "a.xlsx", shot, r11={"value": "+abc", "note": "'=1+1"})
    _, book = back(path, tmp_path / "b.xlsx", shot)
    assert (book[SHEET]["I11"].value, book[SHEET]["I11"].data_type) == ("+abc", "s")
    assert typed(SCREENING, YEAR, value="1").value == 1
