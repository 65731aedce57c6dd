"""The submission as the city's clerk and the city's program see it: real workbooks, read back."""

import hashlib
import re
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet
from python_calamine import CalamineWorkbook

from helpers.exchange_case import (
    CHILDREN,
    COUNT,
    MORTALITY,
    SCREENING,
    WATER,
    WOMEN,
    YEAR,
    judged,
    snapshot,
    typed,
    words,
)
from plandesk import __version__
from plandesk.core.changes import Change, ChangeSet
from plandesk.core.problems import KnownProblem
from plandesk.core.records import Explanation, Observation, SeriesBreak, YearState
from plandesk.core.snapshot import Snapshot
from plandesk.exchange.reading import Difference, read_submission
from plandesk.exchange.submission import write_submission


def written(path: Path, shot: Snapshot | None = None, **options: Any) -> Path:
    shot = shot or snapshot()
    findings, evaluations = judged(shot)
    write_submission(shot, YEAR, path, words=words(), evaluations=evaluations, findings=findings, **options)
    return path


@pytest.fixture
def book(tmp_path: Path) -> Workbook:
    return load_workbook(written(tmp_path / "上报.xlsx"))


def row_of(sheet: Worksheet, name: str) -> list[Any]:
    """The cells of the first row whose second column is ``name``."""
    return next([c.value for c in row] for row in sheet.iter_rows() if row[1].value == name)


def test_sheets_stand_in_order_and_the_machine_rows_are_hidden_and_last(book: Workbook) -> None:
    assert book.sheetnames == [
        "封面",
        "妇1妇女与健康",
        "妇2妇女与环境",
        "儿1儿童与福利",
        "儿2实事项目",
        "审核说明",
        "变更清单",
        "无数据清单",
        "机读",
    ]
    assert [s.title for s in book.worksheets if s.sheet_state != "visible"] == ["机读"]
    assert all(len(name) <= 31 for name in book.sheetnames)


def test_a_row_shows_targets_years_parts_change_and_verdict(book: Workbook) -> None:
    heads = [c.value for c in book["妇1妇女与健康"][4]]
    assert heads == [
        "行号",
        "指标",
        "单位",
        "2025年\n目标",
        "2030年\n目标",
        "2020年",
        "2023年",
        "2024年",
        "分子",
        "分母",
        "比上年",
        "判定",
        "状态",
        "审核说明",
    ]
    row = row_of(book["妇1妇女与健康"], SCREENING.name)
    assert row[:11] == ["04", SCREENING.name, "%", None, "≥70", 52.3, 62.9, 65.4, 21480, 32844, 2.5]


def test_figures_are_numbers_printed_with_the_indicators_decimals(book: Workbook) -> None:
    sheet = book["妇1妇女与健康"]
    cell = next(row[7] for row in sheet.iter_rows() if row[1].value == MORTALITY.name)
    assert (cell.value, cell.data_type, cell.number_format) == (106.84, "n", '0.00_ ;"−"0.00_ ;0_ ')


def test_no_cell_holds_a_formula(tmp_path: Path) -> None:
    shot = snapshot(
        typed(COUNT, YEAR, value="12", note='=cmd|"/c calc"!A1'), typed(SCREENING, YEAR, value="+1+1")
    )
    book = load_workbook(written(tmp_path / "a.xlsx", shot))
    cells = [c for sheet in book for row in sheet.iter_rows() for c in row]
    assert not [c.coordinate for c in cells if c.data_type == "f"]
    starting = [c for c in cells if str(c.value or "").startswith(("=", "+", "-", "@"))]
    assert starting
    assert all(c.data_type == "s" and c.quotePrefix for c in starting if isinstance(c.value, str))
    assert any('=cmd|"/c calc"!A1' in str(c.value) for c in cells)


def test_breakdown_rows_stand_below_their_indicator(book: Workbook) -> None:
    names = [row[1].value for row in book["妇1妇女与健康"].iter_rows()]
    place = names.index(MORTALITY.name)
    assert names[place + 1 : place + 3] == ["其中：城镇", "　　　农村"]
    assert row_of(book["妇1妇女与健康"], "　　　农村")[7:10] == [307.69, 1, 325]


def test_missing_figures_stand_as_signs_with_their_reason(book: Workbook) -> None:
    row = row_of(book["妇1妇女与健康"], "城乡差距")
    assert row[5:8] == ["无", "无", "无"]
    assert (row[10], row[12]) == ("—", "未统计")


def test_a_digit_more_is_printed_where_rounding_would_hide_the_answer(tmp_path: Path) -> None:
    """94.949 % of the target ≥95 would print as 94.9; 94.96 as 95.0 and then look attained."""
    shot = snapshot(typed(WATER, YEAR, numerator="94960", denominator="100000"))
    book = load_workbook(written(tmp_path / "a.xlsx", shot))
    row = row_of(book["妇2妇女与环境"], WATER.name)
    assert row[7] == 94.96


def test_the_documents_own_baseline_stands_where_nothing_was_observed(book: Workbook) -> None:
    assert row_of(book["妇2妇女与环境"], WATER.name)[5] == 88.25


def test_goals_without_figures_stand_with_their_self_assessment(book: Workbook) -> None:
    rows = [[c.value for c in row] for row in book["妇1妇女与健康"].iter_rows()]
    goal = next(r for r in rows if r[1] == "服务更好")
    assert goal[11:13] == ["自评：是", "示卫发〔2024〕3号，2024年5月，卫生健康局。"]


def test_an_explained_warning_travels_with_its_explanation(tmp_path: Path) -> None:
    shot = snapshot()
    finding = next(f for f in judged(shot)[0] if f.severity == "warning")
    key = (finding.rule, finding.indicator, YEAR, finding.cell)
    explanation = Explanation(*key, text="新增6个筛查点。", fingerprint=finding.fingerprint)
    path = written(tmp_path / "a.xlsx", replace(shot, explanations={key: explanation}))
    listed = [[c.value for c in row] for row in load_workbook(path)["审核说明"].iter_rows(min_row=4)]
    assert [row[4] for row in listed] == ["新增6个筛查点。"]
    rows = [r for r in read_submission(path).rows if r.explanation]
    assert [(r.indicator, r.explanation, r.rules) for r in rows] == [
        (finding.indicator, "新增6个筛查点。", finding.rule)
    ]


def test_the_cover_says_counts_signers_and_three_rates(book: Workbook) -> None:
    texts = [str(c.value) for row in book["封面"].iter_rows() for c in row if c.value is not None]
    joined = "\n".join(texts)
    for said in (
        WOMEN.title,
        CHILDREN.title,
        "2024年度统计监测数据上报表",
        "示范县统计局",
        "示范市统计局",
        "单位负责人：张三",
        "示范县（140899）",
        f"plandesk {__version__}",
        "第1次（更正0次）",
    ):
        assert said in joined
    rates = [t for t in texts if "为分母" in t]
    assert len(rates) == 2
    assert "本年无到期目标" in rates[0]
    assert book["封面"].page_setup.orientation == "portrait"


def test_every_sheet_is_protected_and_set_up_for_a4(book: Workbook) -> None:
    assert book.security.lockStructure
    for sheet in book.worksheets:
        assert sheet.protection.sheet
    for sheet in book.worksheets[1:-1]:
        setup = sheet.page_setup
        assert (setup.paperSize, setup.orientation, setup.fitToWidth) == (9, "landscape", 1), sheet.title
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert sheet.print_title_rows in ("$4:$4", "$3:$3")
        assert sheet.oddFooter.center.text == "— &P —"


def test_samples_carry_the_mark_on_every_sheet(tmp_path: Path) -> None:
    shot = snapshot()
    assert "示例" not in marks(written(tmp_path / "a.xlsx", shot))["封面"]
    samples = {k: replace(o, origin="sample") for k, o in shot.observations.items()}
    found = marks(written(tmp_path / "b.xlsx", replace(shot, observations=samples)))
    assert all("示例" in text for text in found.values()), found.keys()


def marks(path: Path) -> dict[str, str]:
    return {s.title: "".join(str(c.value) for row in s.iter_rows() for c in row) for s in load_workbook(path)}


def test_equal_input_gives_equal_bytes(tmp_path: Path) -> None:
    first, second = written(tmp_path / "a.xlsx"), written(tmp_path / "b.xlsx")
    assert first.read_bytes() == second.read_bytes()


def test_calamine_reads_what_openpyxl_wrote(tmp_path: Path) -> None:
    book = CalamineWorkbook.from_path(written(tmp_path / "a.xlsx"))
    rows = book.get_sheet_by_name("儿1儿童与福利").to_python()
    assert [r[7] for r in rows if r[1] == COUNT.name] == [12.0]


def test_machine_rows_hold_every_figure_exactly(tmp_path: Path) -> None:
    shot = snapshot()
    read = read_submission(written(tmp_path / "a.xlsx", shot))
    assert read.sound
    assert (read.region, read.year, read.corrections) == ("140899", YEAR, 0)
    assert (read.header["file_id"], read.header["program"]) == ("01J-TEST-FILE", __version__)
    wanted = {replace(o, region="140899") for k, o in shot.observations.items() if k.year == YEAR}
    assert set(read.observations()) == wanted
    assert [(r.indicator, r.text) for r in read.rows if r.record == "assessment"] == [("1.3", "yes")]


def test_the_checksum_can_be_reckoned_without_the_program(tmp_path: Path) -> None:
    """SHA-256 over name=value lines, then tab-separated rows, as the module says."""
    sheet = load_workbook(written(tmp_path / "a.xlsx"))["机读"]
    digest, stated, in_rows = hashlib.sha256(), "", False
    for cells in sheet.iter_rows(values_only=True):
        texts = ["" if c is None else c for c in cells]
        if in_rows:
            digest.update(("\t".join(texts) + "\n").encode())
        elif texts[0] == "record":
            in_rows = True
        elif texts[0] == "checksum":
            stated = texts[1]
        else:
            digest.update(f"{texts[0]}={texts[1]}\n".encode())
    assert digest.hexdigest() == stated


def test_awkward_texts_come_back_as_they_were(tmp_path: Path) -> None:
    note = "第一行\n第二行\t\\n _x0041_ \x07 　“引号” =1+1"
    # as an older file may hold it: typing drops the bell today
    shot = snapshot(replace(typed(COUNT, YEAR, value="12"), note=note))
    read = read_submission(written(tmp_path / "a.xlsx", shot))
    assert read.intact
    assert next(o.note for o in read.observations() if o.indicator == COUNT.code) == note


def change_cell(path: Path, sheet: str, name: str, column: int, value: object) -> None:
    book = load_workbook(path)
    next(row for row in book[sheet].iter_rows() if row[1].value == name)[column].value = value
    book.save(path)


def test_a_figure_changed_by_hand_on_a_sheet_is_found(tmp_path: Path) -> None:
    path = written(tmp_path / "a.xlsx")
    change_cell(path, "妇1妇女与健康", SCREENING.name, 7, 75.4)
    read = read_submission(path)
    assert read.intact
    assert not read.sound
    assert read.differences == (Difference("妇1妇女与健康", 8, SCREENING.code, "", "value", "65.4", "75.4"),)


def test_a_machine_row_changed_by_hand_is_found(tmp_path: Path) -> None:
    path = written(tmp_path / "a.xlsx")
    book = load_workbook(path)
    cell = next(c for row in book["机读"].iter_rows() for c in row if c.value == "21480")
    cell.value = "31480"
    book.save(path)
    assert not read_submission(path).intact


@pytest.mark.parametrize("line", ["region", "year", "corrections", "file_id"])
def test_a_changed_header_line_is_found(tmp_path: Path, line: str) -> None:
    path = written(tmp_path / "a.xlsx")
    book = load_workbook(path)
    next(row for row in book["机读"].iter_rows() if row[0].value == line)[1].value = "2025"
    book.save(path)
    assert not read_submission(path).intact


def test_a_deleted_sheet_is_found(tmp_path: Path) -> None:
    path = written(tmp_path / "a.xlsx")
    book = load_workbook(path)
    del book["儿1儿童与福利"]
    book.save(path)
    assert {d.sheet for d in read_submission(path).differences} == {"儿1儿童与福利"}


def test_what_is_no_submission_is_refused_with_a_sentence(tmp_path: Path) -> None:
    foreign = tmp_path / "b.xlsx"
    Workbook().save(foreign)
    damaged = tmp_path / "c.xlsx"
    damaged.write_bytes(written(tmp_path / "a.xlsx").read_bytes()[:2000])
    for path, code in (
        (foreign, "submission_not_ours"),
        (damaged, "workbook_unreadable"),
        (tmp_path / "d.xlsx", "workbook_missing"),
    ):
        with pytest.raises(KnownProblem) as caught:
            read_submission(path)
        assert caught.value.code == code
        assert str(path) in words().problem(caught.value)


def test_corrections_after_sending_are_listed_net(tmp_path: Path) -> None:
    def figure(value: str) -> dict[str, Any]:
        return typed(COUNT, YEAR, value=value).as_row()

    def batch(number: int, *changes: Change) -> ChangeSet:
        return ChangeSet(number, f"2025-04-1{number}T09:30:00", "王芳", "typed", f"录入{number}", changes)

    key = ("", COUNT.code, YEAR, "")
    sent = Change("year_state", (YEAR,), YearState(YEAR, "draft").as_row(), YearState(YEAR, "sent").as_row())
    back = Change(
        "year_state", (YEAR,), YearState(YEAR, "sent").as_row(), YearState(YEAR, "returned").as_row()
    )
    there = Change("observation", ("", WATER.code, YEAR, ""), None, typed(WATER, YEAR, value="90").as_row())
    history = [
        batch(6, there.inverse()),
        batch(5, Change("observation", key, figure("11"), figure("12"))),
        batch(4, Change("observation", key, figure("9"), figure("11")), there),
        batch(3, back),
        batch(2, sent),
        batch(1, Change("observation", key, None, figure("9"))),
    ]
    path = written(tmp_path / "a.xlsx", history=history)
    rows = [[c.value for c in row] for row in load_workbook(path)["变更清单"].iter_rows(min_row=4)]
    assert rows == [["1", "第1次", COUNT.name, None, "9", "12", "王芳", "2025-04-15 09:30", "录入5"]]


def test_those_without_data_are_listed_with_the_last_year_there_is(tmp_path: Path) -> None:
    shot = snapshot(Observation(SCREENING.code, YEAR))
    findings, evaluations = judged(shot)
    path = tmp_path / "a.xlsx"
    write_submission(shot, YEAR, path, words=words(), evaluations=evaluations, findings=findings)
    rows = [[c.value for c in row] for row in load_workbook(path)["无数据清单"].iter_rows(min_row=4)]
    assert [row[2:6] for row in rows] == [
        [SCREENING.name, "未填", "2023年：62.9%", "卫生健康局"],
        ["城乡差距", "未统计", "—", "卫生健康局"],
    ]


def test_a_series_break_forbids_the_comparison_and_is_counted_on_the_cover(tmp_path: Path) -> None:
    shot = replace(
        snapshot(), breaks={(SCREENING.code, YEAR): SeriesBreak(SCREENING.code, YEAR, "年龄段调整")}
    )
    path = written(tmp_path / "a.xlsx", shot)
    assert row_of(load_workbook(path)["妇1妇女与健康"], SCREENING.name)[10] == "—"
    assert "1个指标" in [c.value for row in load_workbook(path)["封面"].iter_rows() for c in row]
    assert [r.note for r in read_submission(path).rows if r.record == "break"] == ["年龄段调整"]


def test_a_password_is_refused_honestly_where_nothing_can_encrypt(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def missing(name: str) -> None:
        raise ImportError(name)

    monkeypatch.setattr("plandesk.exchange.saving.import_module", missing)
    with pytest.raises(KnownProblem) as caught:
        written(tmp_path / "a.xlsx", password="密码1")
    assert caught.value.code == "workbook_no_encryption"
    assert list(tmp_path.iterdir()) == []


def test_a_password_encrypts_the_whole_file(tmp_path: Path) -> None:
    office = pytest.importorskip("msoffcrypto")
    path = written(tmp_path / "a.xlsx", password="密码1")
    with pytest.raises(KnownProblem) as caught:
        read_submission(path)
    assert caught.value.code == "workbook_encrypted"
    plain = tmp_path / "b.xlsx"
    with path.open("rb") as source, plain.open("wb") as out:
        file = office.OfficeFile(source)
        file.load_key(password="密码1", verify_password=True)
        file.decrypt(out, verify_integrity=True)
    assert read_submission(plain).sound


def test_no_clock_and_no_machine_path_gets_into_the_file(tmp_path: Path) -> None:
    with ZipFile(written(tmp_path / "a.xlsx")) as archive:
        assert {e.date_time for e in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        core = archive.read("docProps/core.xml").decode()
        everything = b"".join(archive.read(name) for name in archive.namelist())
    assert set(re.findall(r"\d{4}-\d\d-\d\dT[\d:]+Z", core)) == {"2025-01-01T00:00:00Z"}
    assert str(tmp_path).encode() not in everything


def test_exact_decimals_survive(tmp_path: Path) -> None:
    shot = snapshot(typed(SCREENING, YEAR, value="65.40000000000001"))
    read = read_submission(written(tmp_path / "a.xlsx", shot))
    stored = next(o for o in read.observations() if o.indicator == SCREENING.code)
    assert stored.value in (None, Decimal("65.40000000000001"))
    assert stored.text == "65.40000000000001"


def test_a_machine_row_that_is_nonsense_is_refused(tmp_path: Path) -> None:
    path = written(tmp_path / "a.xlsx")
    book = load_workbook(path)
    next(c for row in book["机读"].iter_rows() for c in row if c.value == "21480").value = "many"
    book.save(path)
    with pytest.raises(KnownProblem) as caught:
        read_submission(path)
    assert caught.value.code == "submission_broken"


def test_a_huge_or_encrypted_or_macro_file_is_refused_before_it_is_unpacked(tmp_path: Path) -> None:
    bomb, macros, ole = tmp_path / "bomb.xlsx", tmp_path / "m.xlsm", tmp_path / "o.xlsx"
    with (
        ZipFile(bomb, "w", compression=8) as archive,
        archive.open("xl/worksheets/sheet1.xml", "w") as entry,
    ):
        for _ in range(110):
            entry.write(b" " * 1024 * 1024)
    with ZipFile(macros, "w") as archive:
        archive.writestr("xl/vbaProject.bin", b"x")
    ole.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"x" * 600)
    for path, code in ((bomb, "workbook_too_big"), (macros, "workbook_macros"), (ole, "workbook_encrypted")):
        with pytest.raises(KnownProblem) as caught:
            read_submission(path)
        assert caught.value.code == code
