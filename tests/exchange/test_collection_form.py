"""The unit's form as it goes out: what is open, what is locked, what is prefilled, how it prints."""

from dataclasses import replace
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from helpers.exchange_case import COUNT, MORTALITY, SCREENING, YEAR, snapshot, typed, words
from plandesk.core.member_units import unit_sections, units
from plandesk.core.problems import KnownProblem
from plandesk.core.records import YearState
from plandesk.exchange.collection import (
    collection_file_name,
    mail_text,
    write_collection,
    write_collections,
)

HEALTH = "卫生健康局"


def form(path: Path, unit: str = HEALTH) -> Workbook:
    write_collection(snapshot(), YEAR, unit, path, words=words())
    return load_workbook(path)


def row_of(sheet: Worksheet, name: str) -> int:
    return next(row[1].row for row in sheet.iter_rows() if row[1].value == name)


def test_each_unit_gets_its_indicators_once(tmp_path: Path) -> None:
    shot = snapshot()
    assert units(shot) == (HEALTH, "水利局", "民政局")
    codes = [r.indicator.code for unit in units(shot) for s in unit_sections(shot, unit) for r in s.rows]
    assert sorted(codes) == sorted(shot.library.by_code)


def test_sheets_and_hidden_pages(tmp_path: Path) -> None:
    book = form(tmp_path / "a.xlsx")
    assert book.sheetnames == ["填表说明", "妇1妇女与健康", "工作情况", "选项", "标识"]
    assert [s.title for s in book if s.sheet_state == "veryHidden"] == ["选项", "标识"]
    assert book.active.title == "妇1妇女与健康"
    assert book.security.lockStructure


def test_entry_cells_are_open_and_prefilled_all_else_locked(tmp_path: Path) -> None:
    sheet = form(tmp_path / "a.xlsx")["妇1妇女与健康"]
    row = row_of(sheet, MORTALITY.name)
    assert sheet.protection.sheet
    assert [sheet.cell(row, c).value for c in (7, 8)] == [1, 936]
    assert [sheet.cell(row, c).protection.locked for c in range(1, 13)] == [
        True,
        True,
        True,
        True,
        True,
        True,
        False,
        False,
        False,
        True,
        False,
        False,
    ]
    assert sheet.cell(row, 12).value == "已完成评审。"
    assert sheet.cell(row_of(sheet, "城乡差距"), 11).value == "未统计"


def test_a_rate_without_parts_stays_a_typed_value_else_a_formula_computes_it(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    shot = snapshot(typed(SCREENING, YEAR, value="65.4"))
    observations = {k: o for k, o in shot.observations.items() if k.indicator != SCREENING.code or o.text}
    write_collection(replace(shot, observations=observations), YEAR, HEALTH, path, words=words())
    sheet = load_workbook(path)["妇1妇女与健康"]
    assert sheet.cell(row_of(sheet, SCREENING.name), 9).value == 65.4
    row = row_of(sheet, MORTALITY.name)
    assert (
        sheet.cell(row, 9).value
        == f'=IF(COUNT(G{row},H{row})<2," ",IF(H{row}=0,"无例",ROUND(G{row}/H{row}*100000,2)))'
    )


def test_indicators_without_parts_show_a_cross(tmp_path: Path) -> None:
    sheet = form(tmp_path / "a.xlsx", "民政局")["儿1儿童与福利"]
    row = row_of(sheet, COUNT.name)
    assert [sheet.cell(row, c).value for c in (7, 8, 9)] == ["×", "×", 12]
    assert sheet.cell(row, 7).protection.locked
    assert not sheet.cell(row, 9).protection.locked


def test_validation_mirrors_the_checks(tmp_path: Path) -> None:
    sheet = form(tmp_path / "a.xlsx")["妇1妇女与健康"]
    rules = {
        (r.type, r.operator if r.type != "list" else "", r.formula1, r.formula2): str(r.sqref)
        for r in sheet.data_validations.dataValidation
    }
    row = row_of(sheet, SCREENING.name)
    assert f"I{row}" in rules[("decimal", "between", "0", "100")]
    assert f"G{row}" in rules[("whole", "greaterThanOrEqual", "0", None)]
    assert f"K{row}" in rules[("list", "", "=无数据原因", None)]
    assert sheet.parent.defined_names["无数据原因"].attr_text == "'选项'!$A$1:$A$6"


def test_a_blank_total_adds_up_women_and_men_in_view(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    shot = snapshot()
    blank = {k: o for k, o in shot.observations.items() if k.indicator != SCREENING.code}
    write_collection(replace(shot, observations=blank), YEAR, HEALTH, path, words=words())
    sheet = load_workbook(path)["妇1妇女与健康"]
    row = row_of(sheet, SCREENING.name)
    assert sheet.cell(row + 1, 2).value == "其中：女"
    assert sheet.cell(row, 7).value == f'=IF(COUNT(G{row + 1}:G{row + 2})=2,SUM(G{row + 1}:G{row + 2})," ")'


def test_audit_relations_are_named_by_row(tmp_path: Path) -> None:
    sheet = form(tmp_path / "a.xlsx")["妇1妇女与健康"]
    notes = [str(row[0].value) for row in sheet.iter_rows() if "审核关系" in str(row[0].value)]
    assert len(notes) == 1
    assert "02行＋03行＝01行（第3、4栏）" in notes[0]


def test_it_prints_on_a4_landscape_with_repeated_heads(tmp_path: Path) -> None:
    sheet = form(tmp_path / "a.xlsx")["妇1妇女与健康"]
    assert (sheet.page_setup.paperSize, sheet.page_setup.orientation) == (9, "landscape")
    assert sheet.print_title_rows == "$6:$7"
    assert sheet.oddFooter.center.text == "— &P —"


def test_definitions_stand_in_comments(tmp_path: Path) -> None:
    sheet = form(tmp_path / "a.xlsx")["妇1妇女与健康"]
    assert sheet.cell(row_of(sheet, MORTALITY.name), 2).comment.text == MORTALITY.definition


def test_samples_keep_their_mark_on_every_visible_sheet(tmp_path: Path) -> None:
    shot = snapshot()
    samples = {k: replace(o, origin="sample") for k, o in shot.observations.items()}
    path = tmp_path / "a.xlsx"
    write_collection(replace(shot, observations=samples), YEAR, HEALTH, path, words=words())
    for sheet in load_workbook(path):
        text = "".join(str(c.value) for row in sheet.iter_rows() for c in row)
        assert "示例" in text or sheet.title == "选项", sheet.title


def test_an_unknown_unit_is_named_with_those_there_are(tmp_path: Path) -> None:
    with pytest.raises(KnownProblem) as caught:
        form(tmp_path / "a.xlsx", "气象局")
    assert HEALTH in words().problem(caught.value)
    assert list(tmp_path.iterdir()) == []


def test_all_units_go_into_a_folder_with_a_text_to_mail(tmp_path: Path) -> None:
    shot = replace(snapshot(), years={YEAR: YearState(YEAR, "draft", due="2025年3月31日")})
    paths = write_collections(shot, YEAR, tmp_path / "新 文件夹", words=words())
    assert [p.name for p in paths] == [collection_file_name(u, YEAR, words()) for u in units(shot)]
    text = mail_text(shot, YEAR, HEALTH, words())
    assert "卫生健康局采集表2024年.xlsx" in text
    assert "2025年3月31日" in text
    assert "示范县统计局" in text


def test_file_names_hold_no_sign_windows_forbids() -> None:
    assert collection_file_name('../教育\\局:*?"', YEAR, words()) == "-教育-局----采集表2024年.xlsx"


def test_equal_input_gives_equal_bytes(tmp_path: Path) -> None:
    form(tmp_path / "a.xlsx")
    form(tmp_path / "b.xlsx")
    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()
