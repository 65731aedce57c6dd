"""Forms as hostile as they come, through plandesk-cli and, where it is there, saved again by LibreOffice: what can be
understood is taken with --skip-rejected, the rest named with its cell; nothing else is written.
"""

import re
import shutil
import sqlite3
import subprocess
from collections.abc import Callable
from datetime import date, time
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from openpyxl import Workbook, load_workbook

from helpers.command_line import CommandLine

YEAR, UNIT, SHEET = "2024", "卫生健康局", "妇1妇女与健康"
COLUMNS = {"numerator": 7, "denominator": 8, "value": 9, "status": 11, "note": 12}
MMR, SCREENED = "孕产妇死亡率", "适龄妇女宫颈癌人群筛查率"
# What stands in the row of the screening rate, and what is made of it: the shown value, or the field rejected and a word.
TAKEN: dict[str, tuple[dict[str, Any], str]] = {
    "texts": ({"numerator": "41", "denominator": "100"}, "41.00"),
    "apostrophe": ({"numerator": "'41", "denominator": "'100"}, "41.00"),
    "blanks": ({"numerator": " 41\u00a0", "denominator": "\u3000100 "}, "41.00"),
    "full width": ({"numerator": "４１", "denominator": "１００"}, "41.00"),
    "full-width percent": ({"value": "４１．５％"}, "41.50"),
    "thousands": ({"numerator": "1,234", "denominator": "5,000"}, "24.7"),
    "wan": ({"numerator": "1.2万", "denominator": "3万"}, "40.00"),
    "people": ({"numerator": "41人", "denominator": "100人"}, "41.00"),
    "scientific number": ({"numerator": 1.2e4, "denominator": 3e4}, "40.00"),
}
REJECTED: dict[str, tuple[dict[str, Any], str, str]] = {
    "about": ({"numerator": "约12", "denominator": 100}, "numerator", "读不成数"),
    "date": ({"numerator": date(2024, 3, 4), "denominator": 100}, "numerator", "日期"),
    "time": ({"value": time(3, 4)}, "value", "日期"),
    "two figures": ({"value": "12-13"}, "value", "两个数"),
    "scientific text": ({"numerator": "1.2E+05", "denominator": 300000}, "numerator", "科学记数"),
    "rate in numerator": ({"numerator": 0.41, "denominator": 100}, "numerator", "整数"),
    "percent in numerator": ({"numerator": "41%", "denominator": 100}, "numerator", "单位"),
    "boolean": ({"numerator": True, "denominator": 100}, "numerator", "读不成数"),
    "negative": ({"numerator": -5, "denominator": 100}, "numerator", "-5"),
    "wan against people": ({"numerator": "41万", "denominator": 100}, "numerator", "大于"),
    "over a hundred": ({"value": 141}, "value", "100"),
    "in the note": ({"note": 41.5}, "note", "L"),
    "division by nought": ({"numerator": "=1/0", "denominator": 100}, "numerator", "公式"),
    "figure and reason": ({"numerator": 41, "denominator": 100, "status": "未统计"}, "numerator", "留一"),
    "foreign reason": ({"status": "不知道"}, "status", "不是无数据的原因"),
    "dash": ({"value": "—"}, "value", "不能当数"),
    "formula": ({"numerator": '=HYPERLINK("http://x","y")', "denominator": 100}, "numerator", ""),
}
NEEDS_OFFICE = pytest.mark.skipif(
    shutil.which("soffice") is None, reason="LibreOffice is not on this machine"
)


def dump(path: Path) -> list[str]:
    """The whole content of a data file."""
    with sqlite3.connect(path) as db:
        lines = list(db.iterdump())
    db.close()
    return lines


@pytest.fixture
def form(cli: CommandLine, blank_file: Path, tmp_path: Path) -> Path:
    """The unit's blank form."""
    path = tmp_path / "form.xlsx"
    assert cli("export", "collection", blank_file, "--year", YEAR, "--unit", UNIT, "-o", path).code == 0
    return path


def row_of(book: Workbook, name: str) -> int:
    return next(row[1].row for row in book[SHEET].iter_rows() if row[1].value == name)  # type: ignore[misc]


def damaged(form: Path, path: Path, cells: dict[str, Any]) -> int:
    """The form with ``cells`` in the row of the screening rate and a sound figure beside it; answers the row."""
    book = load_workbook(form)
    sheet, row = book[SHEET], row_of(book, SCREENED)
    for field, value in cells.items():
        sheet.cell(row, COLUMNS[field]).value = value
    sound = row_of(book, MMR)
    sheet.cell(sound, COLUMNS["numerator"]).value, sheet.cell(sound, COLUMNS["denominator"]).value = 1, 9000
    book.save(path)
    return row


def shown(cli: CommandLine, file: Path, code: str) -> str | None:
    found = [
        r
        for r in cli("show", file, "--year", YEAR, "--json").json
        if r["indicator"] == code and not r["cell"]
    ]
    return found[0]["value"] if found else None


def check_taken(cli: CommandLine, file: Path, path: Path, value: str) -> None:
    answer = cli("import", file, path, "--json")
    assert (answer.code, answer.json["rejected"]) == (0, []), path.name
    assert float(shown(cli, file, "cervical_cancer_screening_rate") or -1) == float(value), path.name
    cli("undo", file)


def check_rejected(cli: CommandLine, file: Path, path: Path, place: str, word: str) -> None:
    before = dump(file)
    for options in (("--dry-run",), (), ("--dry-run", "--skip-rejected")):
        answer = cli("import", file, path, *options, "--json")
        assert answer.code == 1
        places = [(r["sheet"], r["cell"]) for r in answer.json["rejected"]]
        assert (SHEET, place) in places, f"{path.name}: {places}"
        assert {int(re.sub(r"\D", "", p)) for _, p in places} == {int(re.sub(r"\D", "", place))}
        assert any(word in r["message"] for r in answer.json["rejected"]), answer.json["rejected"]
        assert dump(file) == before
    assert cli("import", file, path, "--skip-rejected").code == 1
    assert shown(cli, file, "maternal_mortality_ratio") is not None
    assert shown(cli, file, "cervical_cancer_screening_rate") is None
    cli("undo", file)


@pytest.mark.parametrize("kind", TAKEN)
def test_what_can_be_understood_is_taken(
    cli: CommandLine, blank_file: Path, form: Path, tmp_path: Path, kind: str
) -> None:
    cells, value = TAKEN[kind]
    damaged(form, tmp_path / "a.xlsx", cells)
    check_taken(cli, blank_file, tmp_path / "a.xlsx", value)


@pytest.mark.parametrize("kind", REJECTED)
def test_what_cannot_is_named_with_its_cell(
    cli: CommandLine, blank_file: Path, form: Path, tmp_path: Path, kind: str
) -> None:
    cells, field, word = REJECTED[kind]
    row = damaged(form, tmp_path / "a.xlsx", cells)
    check_rejected(cli, blank_file, tmp_path / "a.xlsx", f"{'_ABCDEFGHIJKL'[COLUMNS[field]]}{row}", word)


@pytest.mark.slow
@pytest.mark.office
@NEEDS_OFFICE
@pytest.mark.parametrize("suffix", ["xlsx", "xls"])
def test_the_same_saved_again_by_libreoffice(
    cli: CommandLine, blank_file: Path, form: Path, tmp_path: Path, suffix: str
) -> None:
    made: list[Path] = []
    rows: dict[str, int] = {}
    for kind in (*TAKEN, *REJECTED):
        path = tmp_path / f"{kind}.xlsx"
        rows[kind] = damaged(form, path, TAKEN[kind][0] if kind in TAKEN else REJECTED[kind][0])
        made.append(path)
    home = (tmp_path / "office").as_uri()
    command = ["soffice", f"-env:UserInstallation={home}", "--headless", "--convert-to", suffix, "--outdir"]
    subprocess.run([*command, str(tmp_path / "back"), *map(str, made)], check=True, capture_output=True)
    for kind, (_, value) in TAKEN.items():
        check_taken(cli, blank_file, tmp_path / "back" / f"{kind}.{suffix}", value)
    for kind, (_, field, word) in REJECTED.items():
        if kind == "formula":
            continue  # LibreOffice works it out to a text
        place = f"{'_ABCDEFGHIJKL'[COLUMNS[field]]}{rows[kind]}"
        check_rejected(cli, blank_file, tmp_path / "back" / f"{kind}.{suffix}", place, word)


def docx(path: Path, form: Path) -> None:
    with ZipFile(path, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", "<w:document/>")


def cut_off(path: Path, form: Path) -> None:
    path.write_bytes(form.read_bytes()[:-4000])


def bomb(path: Path, form: Path) -> None:
    shutil.copy(form, path)
    with ZipFile(path, "a", ZIP_DEFLATED) as archive:
        archive.writestr("xl/big.xml", b"0" * 101 * 1024 * 1024)


def with_password(path: Path, form: Path) -> None:
    from plandesk.exchange.saving import encrypted

    path.write_bytes(encrypted(form.read_bytes(), "1234"))


REFUSED: dict[str, tuple[str, Callable[[Path, Path], object]]] = {
    "docx": ("a.xlsx", docx),
    "cut off": ("a.xlsx", cut_off),
    "bomb": ("a.xlsx", bomb),
    "password": ("a.xlsx", with_password),
    "macros": ("a.xlsm", lambda path, form: shutil.copy(form, path)),
    "empty": ("a.xlsx", lambda path, form: path.write_bytes(b"")),
    "a picture": ("a.xls", lambda path, form: path.write_bytes(b"\x89PNG\r\n\x1a\n" + b"0" * 500)),
    "bytes named csv": ("a.csv", lambda path, form: path.write_bytes(bytes(range(256)) * 9)),
    "some other csv": ("a.csv", lambda path, form: path.write_text("a,b\n1,2\n", encoding="utf-8")),
}


@pytest.mark.parametrize("kind", REFUSED)
def test_what_is_no_form_is_refused_in_a_sentence(
    cli: CommandLine, blank_file: Path, form: Path, tmp_path: Path, kind: str
) -> None:
    name, make = REFUSED[kind]
    make(tmp_path / name, form)
    before = dump(blank_file)
    answer = cli("import", blank_file, tmp_path / name, "--skip-rejected")
    assert (answer.code, answer.out, answer.err.count("\n")) == (2, "", 1)
    assert name in answer.err
    assert dump(blank_file) == before
    assert not (tmp_path / "永济市来表").exists()


def test_a_sheet_saved_as_text_is_read_by_names(
    cli: CommandLine, blank_file: Path, form: Path, tmp_path: Path
) -> None:
    """In the code of a Chinese Windows, as Excel writes its .csv."""
    import csv
    import io

    damaged(form, tmp_path / "a.xlsx", {"numerator": 41, "denominator": 100})
    out = io.StringIO(newline="")
    rows = load_workbook(tmp_path / "a.xlsx", data_only=True)[SHEET].iter_rows(values_only=True)
    csv.writer(out).writerows(rows)
    (tmp_path / "a.csv").write_bytes(out.getvalue().encode("gb18030"))
    check_taken(cli, blank_file, tmp_path / "a.csv", "41")


def test_a_form_of_an_older_plan_lacks_only_what_came_since(
    cli: CommandLine, blank_file: Path, form: Path, tmp_path: Path
) -> None:
    """A row that was not there yet is missing, its map row too: the rest is taken, nothing is guessed."""
    damaged(form, tmp_path / "a.xlsx", {"numerator": 41, "denominator": 100})
    book = load_workbook(tmp_path / "a.xlsx")
    book[SHEET].delete_rows(row_of(book, MMR))
    book.save(tmp_path / "a.xlsx")
    check_taken(cli, blank_file, tmp_path / "a.xlsx", "41")


def test_two_books_copied_into_one_and_the_same_form_twice(
    cli: CommandLine, blank_file: Path, form: Path, tmp_path: Path
) -> None:
    damaged(form, tmp_path / "a.xlsx", {"numerator": 41, "denominator": 100})
    book = load_workbook(tmp_path / "a.xlsx")
    copy = book.copy_worksheet(book[SHEET])
    row = row_of(book, SCREENED)
    copy.cell(row, COLUMNS["numerator"]).value = 42
    book.save(tmp_path / "a.xlsx")
    answer = cli("import", blank_file, tmp_path / "a.xlsx", "--skip-rejected", "--json").json
    assert [(r["sheet"], r["cell"]) for r in answer["rejected"]] == [(copy.title, f"G{row}")]
    assert shown(cli, blank_file, "maternal_mortality_ratio") is not None
    before = cli("history", blank_file, "--json").json
    again = cli("import", blank_file, tmp_path / "a.xlsx", "--skip-rejected", "--json").json
    assert again["accepted"] == 0
    assert len(cli("history", blank_file, "--json").json) <= len(before) + 1
