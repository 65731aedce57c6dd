"""Forms as they really come back: damaged, moved, renamed, half filled, hostile. Nothing of them is trusted."""

import shutil
import subprocess
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from helpers.exchange_case import COUNT, GAP, MORTALITY, SCREENING, WATER, YEAR, snapshot, typed, words
from plandesk.core.importing import Intake, Mode, take_in
from plandesk.core.plan import Region
from plandesk.core.problems import KnownProblem
from plandesk.core.records import Assessment, CellKey, Observation, Setting
from plandesk.core.snapshot import Snapshot
from plandesk.exchange.collection import write_collection
from plandesk.exchange.returned_facts import SavedBy, saved_by
from plandesk.exchange.returned_form import read_collection

HEALTH = "卫生健康局"
SHEET = "妇1妇女与健康"
FIELDS = {"numerator": 7, "denominator": 8, "value": 9, "status": 11, "note": 12}


def blank() -> Snapshot:
    """The same file before anything was entered for the year."""
    shot = snapshot()
    return replace(
        shot, observations={k: o for k, o in shot.observations.items() if k.year < YEAR}, assessments={}
    )


def sent(path: Path, shot: Snapshot | None = None, unit: str = HEALTH) -> Path:
    write_collection(shot or blank(), YEAR, unit, path, words=words())
    return path


def returned(
    path: Path, change: Callable[[Workbook], object], shot: Snapshot | None = None, unit: str = HEALTH
) -> Path:
    """The form after somebody opened, changed and saved it."""
    book = load_workbook(sent(path, shot, unit))
    change(book)
    book.save(path)
    return path


def row_of(sheet: Worksheet, name: str, part: str = "") -> int:
    names = [(row[1].row, str(row[1].value or "")) for row in sheet.iter_rows()]
    start = next(n for n, (_, text) in enumerate(names) if text == name)
    return names[start][0] if not part else next(r for r, text in names[start:] if text.endswith(part))


def fill(sheet_name: str = SHEET, part: str = "", **cells: Any) -> Callable[[Workbook], None]:
    """Writes into the row of 筛查率 (or another named by ``name``): field=value."""
    name = cells.pop("name", SCREENING.name)

    def change(book: Workbook) -> None:
        sheet = book[sheet_name]
        for field, value in cells.items():
            sheet.cell(row_of(sheet, name, part), FIELDS[field]).value = value

    return change


def taken(path: Path, shot: Snapshot | None = None, mode: Mode = "both") -> Intake:
    shot = shot or blank()
    form = read_collection(path, shot, words=words(), year=YEAR)
    return take_in(
        shot,
        form.cells,
        YEAR,
        mode=mode,
        words=words(),
        said=form.said,
        unit=form.unit,
        rejected=form.rejected,
        notes=form.notes,
    )


def figures(intake: Intake) -> dict[CellKey, Observation]:
    return {r.address: r for r in intake.records if isinstance(r, Observation)}


def screening(intake: Intake, cell: str = "") -> Observation:
    return figures(intake)[CellKey(SCREENING.code, YEAR, cell)]


def test_an_untouched_form_changes_nothing(tmp_path: Path) -> None:
    intake = taken(sent(tmp_path / "a.xlsx", snapshot()), snapshot())
    assert (intake.records, intake.accepted, intake.conflicts, intake.rejected) == ((), 0, (), ())
    assert intake.unchanged == 5


def test_a_filled_form_fills_the_file(tmp_path: Path) -> None:
    path = returned(tmp_path / "a.xlsx", fill(numerator=21480, denominator=32844, note="新增6个筛查点"))
    intake = taken(path)
    assert intake.accepted == 1
    found = screening(intake)
    assert (found.numerator, found.denominator, found.value) == (21480, 32844, Decimal("65.4"))
    assert (found.origin, found.note, found.text) == ("import", "新增6个筛查点", "")


def test_a_form_of_another_file_of_the_region_is_taken_with_a_note_and_keeps_the_sample_mark(
    tmp_path: Path,
) -> None:
    shot = snapshot()
    samples = {k: replace(o, origin="sample") for k, o in shot.observations.items()}
    path = sent(tmp_path / "a.xlsx", replace(shot, observations=samples, file_id="ANOTHER"))
    intake = taken(path)
    assert {o.origin for o in figures(intake).values()} == {"sample"}
    assert figures(intake).keys() == {
        k for k in shot.observations if k.year == YEAR and k.indicator not in (COUNT.code, WATER.code)
    }
    assert any("另一个数据文件" in note for note in intake.notes)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("65.4", "65.4"),
        ("６５．４", "65.4"),
        (" 65.4 ", "65.4"),
        ("65.4%", "65.4"),
        ("65。4", "65.4"),
        (65.4, "65.4"),
    ],
)
def test_texts_that_mean_a_figure_are_understood(tmp_path: Path, text: str | float, value: str) -> None:
    assert screening(taken(returned(tmp_path / "a.xlsx", fill(value=text)))).value == Decimal(value)


def test_thousands_and_wan_are_understood_in_parts(tmp_path: Path) -> None:
    found = screening(taken(returned(tmp_path / "a.xlsx", fill(numerator="2.1万", denominator="32,844"))))
    assert (found.numerator, found.denominator) == (21000, 32844)


def test_a_percent_typed_into_a_percent_cell_is_read_as_shown(tmp_path: Path) -> None:
    def change(book: Workbook) -> None:
        cell = book[SHEET].cell(row_of(book[SHEET], SCREENING.name), FIELDS["value"])
        cell.value, cell.number_format = 0.654, "0.0%"

    intake = taken(returned(tmp_path / "a.xlsx", change))
    assert screening(intake).value == Decimal("65.4")
    assert any("百分数格式" in note for note in intake.notes)


@pytest.mark.parametrize(
    "text", ["12,5", "六十五", "65.4‰", "60-70", "-", "/", "无", "—", "2024-01-01 00:00:00"]
)
def test_what_is_no_figure_is_rejected_at_its_cell_and_nothing_of_the_row_is_taken(
    tmp_path: Path, text: str
) -> None:
    path = returned(tmp_path / "a.xlsx", fill(numerator=1, denominator=text))
    intake = taken(path)
    assert intake.records == ()
    [rejected] = intake.rejected
    assert (rejected.sheet, rejected.place, rejected.indicator) == (SHEET, "H11", SCREENING.code)
    assert (rejected.text, SCREENING.name in rejected.message) == (text, True)


def test_dashes_beside_a_reason_say_nothing(tmp_path: Path) -> None:
    intake = taken(returned(tmp_path / "a.xlsx", fill(value="-", numerator="/", status="未公布")))
    assert screening(intake).status == "not_published"


@pytest.mark.parametrize(
    ("cells", "place"), [({"value": 101}, "I11"), ({"numerator": 9, "denominator": 8}, "G11")]
)
def test_a_figure_that_cannot_be_right_is_rejected_with_the_checks_own_sentence(
    tmp_path: Path, cells: dict[str, int], place: str
) -> None:
    [rejected] = taken(returned(tmp_path / "a.xlsx", fill(**cells))).rejected
    assert rejected.place == place
    assert SCREENING.name in rejected.message


def test_what_can_be_understood_is_taken_beside_what_cannot(tmp_path: Path) -> None:
    def change(book: Workbook) -> None:
        fill(value="abc")(book)
        fill(name=GAP.name, value="3.2")(book)

    intake = taken(returned(tmp_path / "a.xlsx", change))
    assert [(r.text, r.place) for r in intake.rejected] == [("abc", "I11")]
    assert figures(intake)[CellKey(GAP.code, YEAR)].value == Decimal("3.2")


def test_a_reason_and_a_figure_together_are_asked_back(tmp_path: Path) -> None:
    intake = taken(returned(tmp_path / "a.xlsx", fill(value=65.4, status="未统计")))
    assert (intake.records, len(intake.rejected)) == ((), 1)


@pytest.mark.parametrize("word", ["忘了", "value", "其他"])
def test_a_reason_that_is_none_is_rejected(tmp_path: Path, word: str) -> None:
    [rejected] = taken(returned(tmp_path / "a.xlsx", fill(status=word))).rejected
    assert (rejected.place, rejected.text) == ("K11", word)


def test_nought_over_nought_is_no_case(tmp_path: Path) -> None:
    assert (
        screening(taken(returned(tmp_path / "a.xlsx", fill(numerator=0, denominator=0)))).status == "no_case"
    )
    both = returned(tmp_path / "b.xlsx", fill(numerator=0, denominator=0, status="无病例"))
    assert screening(taken(both)).status == "no_case"


def test_blank_cells_erase_nothing(tmp_path: Path) -> None:
    path = returned(
        tmp_path / "a.xlsx", fill(numerator=None, denominator=None, value=None, note=None), snapshot()
    )
    assert taken(path, snapshot()).records == ()


def test_changed_figures_are_conflicts_and_modes_choose(tmp_path: Path) -> None:
    def change(book: Workbook) -> None:
        fill(numerator=22000)(book)
        fill(name=MORTALITY.name, part="农村", note="村卫生室补报")(book)
        fill(part="女", numerator=5, denominator=10)(book)

    path = returned(tmp_path / "a.xlsx", change, snapshot())
    both, append, update = (taken(path, snapshot(), mode) for mode in ("both", "append", "update"))
    assert [
        (c.old, c.new, c.both_changed) for c in both.conflicts if c.address.indicator == SCREENING.code
    ] == [("65.4", "67.0", False)]
    assert both.accepted == 3
    assert figures(append).keys() == {CellKey(SCREENING.code, YEAR, "sex=female")}
    assert CellKey(SCREENING.code, YEAR, "sex=female") not in figures(update)
    assert screening(update).numerator == 22000
    assert [c.taken for c in append.conflicts] == [False, False]


def test_a_row_left_as_sent_does_not_undo_what_the_file_has_learned_since(tmp_path: Path) -> None:
    path = sent(tmp_path / "a.xlsx", snapshot())
    later = snapshot(typed(SCREENING, YEAR, numerator="22222", denominator="32844"))
    intake = taken(path, later)
    assert (intake.records, intake.conflicts) == ((), ())
    assert any("1格" in note and "保留本机" in note for note in intake.notes)


def test_a_figure_changed_on_both_sides_is_marked(tmp_path: Path) -> None:
    path = returned(tmp_path / "a.xlsx", fill(numerator=22000), snapshot())
    later = snapshot(typed(SCREENING, YEAR, numerator="21999", denominator="32844"))
    [conflict] = taken(path, later).conflicts
    assert conflict.both_changed


def test_parts_take_the_place_of_a_rate_typed_before(tmp_path: Path) -> None:
    shot = blank()
    shot = replace(
        shot,
        observations={**shot.observations, CellKey(SCREENING.code, YEAR): typed(SCREENING, YEAR, value="60")},
    )
    path = returned(tmp_path / "a.xlsx", fill(numerator=21480, denominator=32844, value=None), shot)
    found = screening(taken(path, shot))
    assert (found.text, found.value) == ("", Decimal("65.4"))


def test_columns_inserted_and_moved_are_found_by_their_heads(tmp_path: Path) -> None:
    def change(book: Workbook) -> None:
        fill(numerator=21480, denominator=32844, note="好")(book)
        book[SHEET].insert_cols(5, 2)
        book[SHEET].move_range("N1:N60", cols=6)

    intake = taken(returned(tmp_path / "a.xlsx", change))
    assert (screening(intake).numerator, screening(intake).note) == (21480, "好")


def test_rows_inserted_hidden_and_moved_are_found_by_their_names(tmp_path: Path) -> None:
    def change(book: Workbook) -> None:
        fill(numerator=21480, denominator=32844)(book)
        fill(part="男", numerator=1, denominator=4)(book)
        book[SHEET].insert_rows(8, 3)
        book[SHEET].row_dimensions[14].hidden = True

    intake = taken(returned(tmp_path / "a.xlsx", change))
    assert screening(intake).numerator == 21480
    assert screening(intake, "sex=male").denominator == 4


def test_a_renamed_sheet_is_read_all_the_same(tmp_path: Path) -> None:
    def change(book: Workbook) -> None:
        fill(value=65.4)(book)
        book[SHEET].title = "Sheet1"

    assert screening(taken(returned(tmp_path / "a.xlsx", change))).value == Decimal("65.4")


def test_a_renamed_indicator_is_found_by_its_place_and_said(tmp_path: Path) -> None:
    def change(book: Workbook) -> None:
        fill(value=65.4)(book)
        book[SHEET].cell(row_of(book[SHEET], SCREENING.name), 2).value = "宫颈癌筛查"

    intake = taken(returned(tmp_path / "a.xlsx", change))
    assert screening(intake).value == Decimal("65.4")
    assert any("宫颈癌筛查" in note for note in intake.notes)


def test_a_sheet_copied_into_a_book_of_their_own_is_read_by_names(tmp_path: Path) -> None:
    def change(book: Workbook) -> None:
        fill(value=65.4)(book)
        fill(name=MORTALITY.name, part="农村", numerator=1, denominator=325)(book)
        for name in ("填表说明", "工作情况", "标识"):
            del book[name]

    intake = taken(returned(tmp_path / "a.xlsx", change))
    assert screening(intake).value == Decimal("65.4")
    assert figures(intake)[CellKey(MORTALITY.code, YEAR, "area=rural")].denominator == 325


def test_a_map_changed_by_hand_is_not_believed(tmp_path: Path) -> None:
    def change(book: Workbook) -> None:
        fill(value=65.4)(book)
        for row in book["标识"].iter_rows():
            if row[2].value == SCREENING.code:
                row[2].value = MORTALITY.code

    intake = taken(returned(tmp_path / "a.xlsx", change))
    assert figures(intake).keys() == {CellKey(SCREENING.code, YEAR)}
    assert any("标识页被改动过" in note for note in intake.notes)


def test_a_row_of_an_unknown_indicator_is_rejected_where_it_stands(tmp_path: Path) -> None:
    def change(book: Workbook) -> None:
        sheet = book[SHEET]
        sheet.cell(30, 2).value, sheet.cell(30, 9).value = "全县网红人数", 7

    [rejected] = taken(returned(tmp_path / "a.xlsx", change)).rejected
    assert (rejected.place, rejected.text) == ("I30", "7")


def test_a_figure_beside_the_table_is_not_guessed_at(tmp_path: Path) -> None:
    def change(book: Workbook) -> None:
        book[SHEET].cell(row_of(book[SHEET], SCREENING.name), 14).value = 65.4

    [rejected] = taken(returned(tmp_path / "a.xlsx", change)).rejected
    assert (rejected.place, rejected.indicator) == ("N11", SCREENING.code)


def test_parts_of_an_indicator_without_parts_are_rejected(tmp_path: Path) -> None:
    path = returned(tmp_path / "a.xlsx", fill("儿1儿童与福利", name=COUNT.name, numerator=3), unit="民政局")
    [rejected] = taken(path).rejected
    assert (rejected.place, rejected.text) == ("G8", "3")


def test_cells_merged_across_rows_are_nobodys(tmp_path: Path) -> None:
    def change(book: Workbook) -> None:
        fill(value=65.4)(book)
        row = row_of(book[SHEET], SCREENING.name)
        book[SHEET].merge_cells(f"I{row}:I{row + 1}")

    intake = taken(returned(tmp_path / "a.xlsx", change))
    assert intake.records == ()
    assert [r.place for r in intake.rejected] == ["I11", "I12"]


def test_the_same_figure_twice_is_taken_once_and_contradictions_are_asked_back(tmp_path: Path) -> None:
    def change(book: Workbook, other: float) -> None:
        fill(value=65.4)(book)
        copy = book.copy_worksheet(book[SHEET])
        copy.cell(row_of(copy, SCREENING.name), FIELDS["value"]).value = other

    same = taken(returned(tmp_path / "a.xlsx", lambda book: change(book, 65.4)))
    assert (same.accepted, same.rejected) == (1, ())
    differing = taken(returned(tmp_path / "b.xlsx", lambda book: change(book, 70)))
    assert (differing.records, [r.text for r in differing.rejected]) == ((), ["70"])


def test_words_about_the_year_come_back(tmp_path: Path) -> None:
    def change(book: Workbook) -> None:
        sheet = book["工作情况"]
        for row in sheet.iter_rows(min_row=5):
            if row[2].value == "服务更好":
                row[3].value, row[4].value = "部分", "示卫发〔2024〕9号"
            if row[2].value == "存在的问题":
                row[4].value = "人手不足"

    records = taken(returned(tmp_path / "a.xlsx", change)).records
    assert set(records) == {
        Assessment("shifan_women", "1.3", YEAR, "partly", "示卫发〔2024〕9号"),
        Setting(f"work/{YEAR}/{HEALTH}/text/problems", "人手不足"),
    }


def test_another_regions_or_years_form_is_refused(tmp_path: Path) -> None:
    path = sent(tmp_path / "a.xlsx", replace(blank(), region=Region("示范县", "220899", "county")))
    with pytest.raises(KnownProblem) as caught:
        taken(path)
    assert caught.value.code == "collection_other_region"
    with pytest.raises(KnownProblem) as caught:
        read_collection(sent(tmp_path / "b.xlsx"), blank(), words=words(), year=2025)
    assert "2024" in words().problem(caught.value)


def test_what_is_no_form_is_refused_with_a_sentence(tmp_path: Path) -> None:
    other, macros, text, bomb = (tmp_path / n for n in ("o.xlsx", "m.xlsm", "t.xls", "b.xlsx"))
    Workbook().save(other)
    shutil.copy(sent(tmp_path / "a.xlsx"), macros)
    with ZipFile(macros, "a") as archive:
        archive.writestr("xl/vbaProject.bin", b"x")
    text.write_text("指标\t数值", encoding="utf-8")
    book = Workbook()
    book.active["A1"], book.active["XFD1048576"] = 1, 2
    book.save(bomb)
    for path, code in (
        (other, "collection_not_ours"),
        (macros, "workbook_macros"),
        (text, "workbook_unreadable"),
        (bomb, "workbook_too_many_rows"),
        (tmp_path / "none.xlsx", "workbook_missing"),
    ):
        with pytest.raises(KnownProblem) as caught:
            taken(path)
        assert caught.value.code == code
        assert str(path) in words().problem(caught.value)


def test_a_million_empty_rows_do_no_harm(tmp_path: Path) -> None:
    def change(book: Workbook) -> None:
        fill(value=65.4)(book)
        book[SHEET].row_dimensions[1_048_576].height = 20

    assert screening(taken(returned(tmp_path / "a.xlsx", change))).value == Decimal("65.4")


def test_a_formula_over_an_entry_cell_gives_its_value_never_its_text(tmp_path: Path) -> None:
    """openpyxl stores no result, so that nothing may be taken, least of all the formula as a figure."""
    assert taken(returned(tmp_path / "a.xlsx", fill(value="=1+1"))).records == ()


def test_an_error_in_an_entry_cell_is_no_figure(tmp_path: Path) -> None:
    assert taken(returned(tmp_path / "a.xlsx", fill(value="#DIV/0!"))).records == ()


def test_the_decision_prints_as_the_command_line_does(tmp_path: Path) -> None:
    path = returned(tmp_path / "a.xlsx", fill(numerator=22000, note=None), snapshot())
    answer = taken(path, snapshot()).to_mapping()
    assert answer["accepted"] == 1
    assert answer["conflicts"] == [
        {
            "indicator": SCREENING.code,
            "cell": "",
            "old": "65.4",
            "new": "67.0",
            "both_changed": False,
            "taken": True,
        }
    ]


@pytest.mark.slow
@pytest.mark.office
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not on this machine")
@pytest.mark.parametrize("kind", ["xlsx", "xls"])
def test_a_form_saved_again_by_libreoffice_comes_back_whole(tmp_path: Path, kind: str) -> None:
    shot = snapshot(typed(SCREENING, YEAR, "sex=female", value="0"))
    path = sent(tmp_path / "a.xlsx", shot)
    home = (tmp_path / "office").as_uri()
    command = ["soffice", f"-env:UserInstallation={home}", "--headless", "--convert-to", kind]
    subprocess.run([*command, "--outdir", str(tmp_path / "out"), str(path)], check=True, capture_output=True)
    back = tmp_path / "out" / f"a.{kind}"
    assert taken(back, shot).to_mapping()["accepted"] == 0
    wanted = {
        k: (o.value, o.numerator, o.denominator, o.status, o.note)
        for k, o in shot.observations.items()
        if k.year == YEAR and k.indicator not in (COUNT.code, WATER.code)
    }
    empty = replace(blank(), observations={})
    got = {
        k: (o.value, o.numerator, o.denominator, o.status, o.note)
        for k, o in figures(taken(back, empty)).items()
    }
    lost = wanted.keys() - got.keys()
    assert {k: got[k] for k in got} == {k: v for k, v in wanted.items() if k not in lost}
    # A rate of 0 typed without parts is the one figure an .xls of LibreOffice cannot tell from a blank formula.
    assert lost <= ({CellKey(SCREENING.code, YEAR, "sex=female")} if kind == "xls" else set())


def test_who_signed_and_whom_to_ring_is_read(tmp_path: Path) -> None:
    """Typed behind the word, or into the blank cell beside it."""

    def sign(book: Workbook) -> None:
        for row in book[SHEET].iter_rows():
            for cell in row:
                if cell.value == "填表人：":
                    cell.value = "填表人：孙丽"
                elif cell.value == "联系电话：":
                    book[SHEET].cell(cell.row, cell.column + 1).value = "0359-8012345"

    path = returned(tmp_path / "a.xlsx", sign)
    form = read_collection(path, blank(), words=words())
    assert form.signers == {"compiler": "孙丽", "phone": "0359-8012345"}
    assert read_collection(sent(tmp_path / "b.xlsx"), blank(), words=words()).signers == {}


def test_a_form_nobody_saved_says_no_time_of_saving(tmp_path: Path) -> None:
    """Its properties hold one made-up time, so that equal forms are equal bytes."""
    path = sent(tmp_path / "a.xlsx")
    assert saved_by(path) == SavedBy()
    returned(path, fill(numerator=1))
    assert saved_by(path).when is not None


def test_a_sheet_says_only_the_years_its_figures_are_of(tmp_path: Path) -> None:
    def notes(period_kind: str) -> str:
        shot = blank()
        changed = replace(COUNT, period_kind=period_kind)  # type: ignore[arg-type]
        forms = tuple(
            replace(f, indicators=tuple(changed if i == COUNT else i for i in f.indicators))
            for f in shot.library.forms
        )
        path = sent(
            tmp_path / f"{period_kind}.xlsx",
            replace(shot, library=type(shot.library).of(forms)),
            COUNT.reporter,
        )
        cells = (
            str(c.value or "") for s in load_workbook(path).worksheets for row in s.iter_rows() for c in row
        )
        return next(text for text in cells if "人数、例数填整数" in text)

    assert notes("calendar").strip() == "2.人数、例数填整数。"
    assert "10月1日" in notes("mch_year")
    assert "秋季" not in notes("mch_year")
    assert "2024年秋季学期初数" in notes("school_year")
