"""A folder of counties' submissions: real workbooks, sound and tampered, at the next level."""

import shutil
import struct
import subprocess
import zipfile
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from helpers.counties import CITY, change_cell, county, files, holding, read, sent
from helpers.exchange_case import COUNT, GAP, LIBRARY, MORTALITY, SCREENING, WATER, YEAR, judged, typed, words
from plandesk.core.adding_up import counties_compared
from plandesk.core.indicator import Library
from plandesk.core.plan import Region
from plandesk.core.problems import KnownProblem
from plandesk.core.records import CellKey, CountySubmission, Explanation
from plandesk.exchange.counties import CountyFile, county_paths
from plandesk.exchange.limits import MEGABYTE, MOST_UNPACKED
from plandesk.exchange.tables import write_tables

SHEET = "妇1妇女与健康"


def only(folder: Path, city=CITY) -> CountyFile:  # type: ignore[no-untyped-def]
    (file,) = files(read(folder, city)).values()
    return file


def test_sound_files_are_taken_in_with_their_figures(tmp_path: Path) -> None:
    for code in ("140801", "140802"):
        sent(tmp_path, county(code))
    (tmp_path / "说明.txt").write_text("x", encoding="utf-8")
    (tmp_path / "~$140801.xlsx").write_bytes(b"x")
    returned = read(tmp_path)
    assert [(f.file, f.code, f.accepted, f.reason) for f in files(returned).values()] == [
        ("140801.xlsx", "140801", True, ""), ("140802.xlsx", "140802", True, ""),
    ]  # fmt: skip
    city = holding(returned)
    wanted = {k for k in county("140801").observations if k.year == YEAR}
    assert {code: set(held) for code, held in city.counties.items()} == {"140801": wanted, "140802": wanted}
    assert city.observations == {}
    assert all(o.region == code for code, held in city.counties.items() for o in held.values())


def test_the_region_is_known_by_its_code_not_by_name_or_file(tmp_path: Path) -> None:
    """There is more than one 海州区; and a clerk renames files."""
    sent(tmp_path, county("210902", name="海州区"), "海州区.xlsx")
    sent(tmp_path, county("320706", name="海州区"), "海州区 (1).xlsx")
    assert {f.code for f in files(read(tmp_path)).values() if f.accepted} == {"210902", "320706"}


def test_a_figure_changed_by_hand_is_named_with_sheet_and_cell(tmp_path: Path) -> None:
    path = sent(tmp_path, county("140801"))
    place = change_cell(path, SHEET, 65.4, 75.4, row_named=SCREENING.name)
    file = only(tmp_path)
    assert not file.accepted
    assert file.reason.startswith(f"{place}（{SCREENING.name}）导出后被改过：导出时为“65.4”，现为“75.4”。")


def test_a_figure_written_into_a_cell_without_data_is_seen_too(tmp_path: Path) -> None:
    shot = county("140801")
    blank = CellKey(WATER.code, YEAR)
    path = sent(
        tmp_path, replace(shot, observations={k: o for k, o in shot.observations.items() if k != blank})
    )
    assert only(tmp_path).accepted
    book = load_workbook(path)
    row = next(r for r in book["妇2妇女与环境"].iter_rows() if r[1].value == WATER.name)
    cell = next(
        c for c in row if c.value == "无" and book["妇2妇女与环境"].cell(4, c.column).value == f"{YEAR}年"
    )
    cell.value = 96.5
    book.save(path)
    file = only(tmp_path)
    assert not file.accepted
    assert file.reason.startswith(f"妇2妇女与环境!{cell.coordinate}（{WATER.name}）")


def test_a_removed_sheet_is_seen(tmp_path: Path) -> None:
    path = sent(tmp_path, county("140801"))
    book = load_workbook(path)
    del book["儿1儿童与福利"]
    book.save(path)
    file = only(tmp_path)
    assert not file.accepted
    assert file.reason.startswith("儿1儿童与福利（")


@pytest.mark.parametrize(("was", "becomes"), [("21480", "31480"), ("140801", "140809"), ("0", "7")])
def test_a_changed_machine_row_is_seen(tmp_path: Path, was: str, becomes: str) -> None:
    path = sent(tmp_path, county("140801"))
    change_cell(path, "机读", was, becomes)
    file = only(tmp_path)
    assert not file.accepted
    assert "校验码不符" in file.reason


def test_rows_that_contradict_their_own_texts_are_seen_under_a_right_checksum(tmp_path: Path) -> None:
    shot = county("140801")
    key = CellKey(COUNT.code, YEAR)
    forged = {**shot.observations, key: replace(shot.observations[key], text="21")}
    sent(tmp_path, replace(shot, observations=forged))
    file = only(tmp_path)
    assert not file.accepted
    assert COUNT.name in file.reason


def test_the_other_year_the_own_region_and_no_code_are_refused(tmp_path: Path) -> None:
    sent(tmp_path, county("140801"), "a.xlsx", year=2023)
    sent(tmp_path, county("140800"), "b.xlsx")
    sent(tmp_path, county("", name="无码县"), "c.xlsx")
    sent(tmp_path, replace(county("140000"), region=Region("山西省", "140000", "province")), "d.xlsx")
    reasons = {name: f.reason for name, f in files(read(tmp_path)).items() if not f.accepted}
    assert list(reasons) == ["a.xlsx", "b.xlsx", "c.xlsx", "d.xlsx"]
    for name, said in (("a", "2023年"), ("b", "本级"), ("c", "代码"), ("d", "上一级")):
        assert said in reasons[f"{name}.xlsx"], name


def test_a_county_within_a_prefecture_that_is_there_already_is_not_added_twice(tmp_path: Path) -> None:
    province = replace(CITY, region=Region("福建省", "350000", "province"))
    sent(tmp_path, replace(county("350500"), region=Region("泉州市", "350500", "prefecture")), "a.xlsx")
    sent(tmp_path, county("350502"), "b.xlsx")
    sent(tmp_path, county("350602"), "c.xlsx")
    found = files(read(tmp_path, province))
    assert [f.accepted for f in found.values()] == [True, False, True]
    assert "350500" in found["b.xlsx"].reason


def test_of_one_region_the_highest_correction_is_taken_whatever_the_file_is_called(tmp_path: Path) -> None:
    sent(tmp_path, county("140801", typed(COUNT, YEAR, value="9"), corrections=1), "a.xlsx")
    sent(tmp_path, county("140801", typed(COUNT, YEAR, value="8")), "z.xlsx")
    sent(tmp_path, county("140801", typed(COUNT, YEAR, value="7"), corrections=2), "m.xlsx")
    returned = read(tmp_path)
    assert {n: f.accepted for n, f in files(returned).items()} == {
        "m.xlsx": True,
        "a.xlsx": False,
        "z.xlsx": False,
    }
    assert holding(returned).counties["140801"][CellKey(COUNT.code, YEAR)].value == 7
    assert "更正第2次" in files(returned)["a.xlsx"].reason
    assert [f.superseded for f in files(returned).values()] == [False, True, True]


def test_a_tampered_correction_does_not_push_out_the_sound_one(tmp_path: Path) -> None:
    sent(tmp_path, county("140801"), "a.xlsx")
    path = sent(tmp_path, county("140801", corrections=1), "b.xlsx")
    change_cell(path, SHEET, 65.4, 75.4, row_named=SCREENING.name)
    assert {n: f.accepted for n, f in files(read(tmp_path)).items()} == {"a.xlsx": True, "b.xlsx": False}


def test_the_same_region_again_replaces_only_with_a_higher_correction(tmp_path: Path) -> None:
    path = sent(tmp_path, county("140801", corrections=1))
    city = holding(read(tmp_path))
    before = city.counties["140801"]

    again = read(tmp_path, city)
    assert files(again)["140801.xlsx"].accepted, "the same submission read again is no fault"
    assert holding(again, city) == city

    for corrections, said in ((0, "没有替换"), (1, "内容不同")):
        sent(tmp_path, county("140801", typed(COUNT, YEAR, value="5"), corrections=corrections))
        file = files(read(tmp_path, city))["140801.xlsx"]
        assert (file.accepted, file.superseded) == (False, corrections == 0)
        assert said in file.reason
        assert "140801.xlsx" in file.reason

    gone = CellKey(GAP.code, YEAR)
    shot = county("140801", typed(COUNT, YEAR, value="5"), corrections=2)
    sent(tmp_path, replace(shot, observations={k: o for k, o in shot.observations.items() if k != gone}))
    after = holding(read(tmp_path, city), city)
    assert gone in before
    assert gone not in after.counties["140801"]
    assert after.counties["140801"][CellKey(COUNT.code, YEAR)].value == 5
    stored = after.county_submissions["140801", YEAR]
    assert (stored.corrections, stored.source) == (2, path.name)


def test_a_copy_under_another_name_is_taken_once(tmp_path: Path) -> None:
    path = sent(tmp_path, county("140801"), "b.xlsx")
    (tmp_path / "a.xlsx").write_bytes(path.read_bytes())
    found = files(read(tmp_path))
    assert {n: f.accepted for n, f in found.items()} == {"a.xlsx": True, "b.xlsx": False}
    assert (found["b.xlsx"].superseded, found["b.xlsx"].reason) == (True, "与a.xlsx内容相同，按那一份收。")


def test_the_checks_are_made_again_and_wrong_figures_are_not_added(tmp_path: Path) -> None:
    """Somebody with the means to forge a checksum still meets the checks."""
    sent(tmp_path, county("140801"))
    bad = county("140802", typed(SCREENING, YEAR, numerator="5", denominator="4"))
    sent(tmp_path, bad)
    returned = read(tmp_path)
    file = files(returned)["140802.xlsx"]
    assert (file.accepted, file.state, file.errors > 0) == (True, "questioned", True)
    assert "见回执" in file.reason
    total = next(c.total for c in counties_compared(holding(returned), YEAR)
                 if c.address == CellKey(MORTALITY.code, YEAR)) if MORTALITY.aggregate != "none" else None  # fmt: skip
    assert total is None
    library = Library(
        LIBRARY.forms, {**LIBRARY.by_code, SCREENING.code: replace(SCREENING, aggregate="ratio")}
    )
    city = replace(holding(returned), library=library)
    (screening,) = (c.total for c in counties_compared(city, YEAR) if c.total and not c.address.cell)
    assert (screening.regions, screening.missing) == (("140801",), ("140802",))


def test_an_explained_warning_is_no_question(tmp_path: Path) -> None:
    shot = county("140801", typed(COUNT, YEAR, value="12"))
    warning = next(f for f in judged(shot)[0] if f.severity == "warning")
    key = (warning.rule, warning.indicator, YEAR, warning.cell)
    explained = {key: Explanation(*key, text="新建3所。", fingerprint=warning.fingerprint)}
    sent(tmp_path, replace(shot, explanations=explained))
    assert only(tmp_path).state == "accepted"
    sent(tmp_path, shot)
    assert (only(tmp_path).state, only(tmp_path).warnings) == ("questioned", 1)


def test_what_the_citys_library_does_not_hold_is_said(tmp_path: Path) -> None:
    sent(tmp_path, county("140801"))
    library = Library.of((replace(LIBRARY.forms[0], indicators=(MORTALITY,)),))
    file = only(tmp_path, replace(CITY, library=library))
    assert file.accepted
    assert "指标库里没有" in file.reason


def test_files_that_are_no_submissions_are_refused_with_a_sentence(tmp_path: Path) -> None:
    Workbook().save(tmp_path / "a.xlsx")
    (tmp_path / "b.xlsx").write_bytes(b"no workbook at all")
    (tmp_path / "c.xlsx").write_bytes(sent(tmp_path, county("140801"), "z.xlsx").read_bytes()[:9000])
    (tmp_path / "d.xls").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"x" * 600)
    (tmp_path / "e.xlsx").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"x" * 600)
    (tmp_path / "f.xlsx").write_bytes(b"")
    shot = county("140802")
    findings, evaluations = judged(shot)
    write_tables(shot, YEAR, tmp_path / "g.xlsx", words=words(), evaluations=evaluations, findings=findings)
    (tmp_path / "文件夹.xlsx").mkdir()
    found = files(read(tmp_path))
    assert found.pop("z.xlsx").accepted
    assert list(found) == ["a.xlsx", "b.xlsx", "c.xlsx", "d.xls", "e.xlsx", "f.xlsx", "g.xlsx"]
    for name, file in found.items():
        assert not file.accepted
        assert file.code == ""
        assert file.reason.startswith(name), file.reason
        assert str(tmp_path) not in file.reason
    assert "密码" in found["e.xlsx"].reason
    assert "工作表" in found["g.xlsx"].reason


def test_a_workbook_with_macros_is_refused_unopened(tmp_path: Path) -> None:
    path = sent(tmp_path, county("140801"))
    path.rename(tmp_path / "140801.xlsm")
    with zipfile.ZipFile(sent(tmp_path, county("140802")), "a") as archive:
        archive.writestr("xl/vbaProject.bin", b"x")
    found = files(read(tmp_path))
    assert "宏" in found["140801.xlsm"].reason
    assert "宏" in found["140802.xlsx"].reason
    assert not any(f.accepted for f in found.values())


def test_external_links_are_not_followed(tmp_path: Path) -> None:
    path = sent(tmp_path, county("140801"))
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("xl/externalLinks/externalLink1.xml", "<externalLink/>")
        archive.writestr(
            "xl/externalLinks/_rels/externalLink1.xml.rels",
            '<Relationships><Relationship Target="file:///nowhere/x.xlsx" TargetMode="External"/></Relationships>',
        )
    assert only(tmp_path).accepted


def bomb(path: Path, megabytes: int) -> Path:
    """``path`` with a part more that unpacks to so much; the last entry of the zip."""
    with (
        zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive,
        archive.open("xl/media/a.xml", "w") as part,
    ):
        for _ in range(megabytes):
            part.write(b" " * 1024 * 1024)
    return path


def test_a_zip_bomb_is_refused(tmp_path: Path) -> None:
    bomb(sent(tmp_path, county("140801")), MOST_UNPACKED // MEGABYTE)
    assert "太大" in only(tmp_path).reason


def test_a_zip_that_lies_about_its_sizes_is_refused_too(tmp_path: Path) -> None:
    """The directory says 1 MB; a reader that goes by the stream would unpack forty."""
    path = bomb(sent(tmp_path, county("140801")), 40)
    content = bytearray(path.read_bytes())
    for mark, offset in ((b"PK\x01\x02", 24), (b"PK\x03\x04", 22)):
        place = content.rindex(mark) + offset
        content[place : place + 4] = struct.pack("<I", 1024 * 1024)
    path.write_bytes(content)
    with zipfile.ZipFile(path) as archive:
        assert archive.infolist()[-1].file_size == 1024 * 1024
    assert "太大" in only(tmp_path).reason


def test_a_part_that_does_not_fit_its_checksum_is_refused(tmp_path: Path) -> None:
    path = sent(tmp_path, county("140801"))
    content = bytearray(path.read_bytes())
    place = content.index(b"PK\x01\x02") + 16
    content[place : place + 4] = b"\x00\x00\x00\x00"
    path.write_bytes(content)
    assert "不是完好的Excel文件" in only(tmp_path).reason


@pytest.mark.parametrize("figure", ["NaN", "Infinity", "1E+999999", "1" * 200])
def test_figures_no_program_of_ours_writes_are_refused(tmp_path: Path, figure: str) -> None:
    path = sent(tmp_path, county("140801"))
    change_cell(path, "机读", "21480", figure)
    file = only(tmp_path)
    assert not file.accepted
    assert "损坏" in file.reason


def test_a_deeply_nested_sheet_is_refused(tmp_path: Path) -> None:
    path = sent(tmp_path, county("140801"))
    with zipfile.ZipFile(path) as whole, zipfile.ZipFile(tmp_path / "deep.xlsx", "w", 8) as archive:
        for entry in whole.infolist():
            deep = b"<a>" * 200_000 + b"</a>" * 200_000
            is_cover = entry.filename == "xl/worksheets/sheet1.xml"
            archive.writestr(entry.filename, deep if is_cover else whole.read(entry))
    path.unlink()
    file = only(tmp_path)
    assert not file.accepted
    assert file.reason.startswith("deep.xlsx")


def test_names_that_would_lead_out_of_the_folder_are_only_words(tmp_path: Path) -> None:
    sent(tmp_path, county("140801", name="../../坏\n县" + "长" * 100), "a.xlsx")
    file = only(tmp_path)
    assert file.accepted
    assert file.region.startswith("../../坏县")
    assert len(file.region) == 40


def test_a_missing_folder_is_a_known_problem_and_an_empty_one_is_empty(tmp_path: Path) -> None:
    assert read(tmp_path) == ()
    with pytest.raises(KnownProblem) as caught:
        county_paths(tmp_path / "无")
    assert words().problem(caught.value).startswith("找不到文件夹")


def test_a_city_keeps_counties_accepted_earlier_in_its_expectation(tmp_path: Path) -> None:
    sent(tmp_path, county("140801"))
    known = {("140803", 2023): CountySubmission("140803", 2023, digest="x")}
    city = holding(read(tmp_path), replace(CITY, county_submissions=known))
    library = Library(LIBRARY.forms, {**LIBRARY.by_code, COUNT.code: replace(COUNT, aggregate="sum")})
    (total,) = (c.total for c in counties_compared(replace(city, library=library), YEAR) if c.total)
    assert (total.value, total.missing) == (Decimal(9), ("140803",))


@pytest.mark.office
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not on this machine")
def test_a_submission_saved_again_by_libreoffice_is_still_the_same(tmp_path: Path) -> None:
    path = sent(tmp_path, county("140801"))
    again, home = tmp_path / "又存", (tmp_path / "home").as_uri()
    command = ["soffice", f"-env:UserInstallation={home}", "--headless", "--convert-to", "xlsx", "--outdir"]
    subprocess.run([*command, str(again), str(path)], check=True, capture_output=True, timeout=180)
    assert again.joinpath(path.name).read_bytes() != path.read_bytes()
    assert only(again).accepted
    assert holding(read(again)).counties == holding(read(tmp_path)).counties
