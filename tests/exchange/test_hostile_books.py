"""Files that are made to do harm: each is refused with its sentence, in bounded memory; nothing leaves its folder."""

import io
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.chart import BarChart, Reference

from helpers.exchange_case import YEAR, snapshot, words
from plandesk.core.problems import KnownProblem
from plandesk.exchange import limits
from plandesk.exchange.collection import collection_file_name, write_collection
from plandesk.exchange.intake import check_container
from plandesk.exchange.naming import file_name
from plandesk.exchange.returned_book import read_book
from plandesk.exchange.returned_form import read_collection

HEALTH = "卫生健康局"
SHEET = "xl/worksheets/sheet1.xml"
NEEDS_OFFICE = pytest.mark.skipif(
    shutil.which("soffice") is None, reason="LibreOffice is not on this machine"
)


def plain(path: Path) -> Path:
    Workbook().save(path)
    return path


def with_part(path: Path, name: str, content: bytes) -> Path:
    """A sound book with one part more, or another in its place."""
    source = io.BytesIO()
    Workbook().save(source)
    with ZipFile(source) as old, ZipFile(path, "w", ZIP_DEFLATED) as new:
        for entry in old.infolist():
            if entry.filename != name:
                new.writestr(entry, old.read(entry))
        new.writestr(name, content)
    return path


def lying(path: Path) -> Path:
    """A part of 30 MB whose directory says 100 bytes."""
    with_part(path, "xl/sharedStrings.xml", b" " * 30_000_000)
    content = bytearray(path.read_bytes())
    told = (30_000_000).to_bytes(4, "little")
    at = content.find(told)
    while at >= 0:
        content[at : at + 4] = (100).to_bytes(4, "little")
        at = content.find(told)
    path.write_bytes(bytes(content))
    return path


def sheet_of(cells: bytes) -> bytes:
    head = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
    return head + cells + b"</sheetData></worksheet>"


def many_strings(path: Path) -> Path:
    """One string of 1 MB that a thousand cells name."""
    with_part(path, SHEET, sheet_of(b'<row r="1">' + b'<c r="A1" t="s"><v>0</v></c>' * 1000 + b"</row>"))
    with ZipFile(path, "a", ZIP_DEFLATED) as archive:
        archive.writestr("xl/sharedStrings.xml", b"<sst><si><t>" + b"a" * 1_000_000 + b"</t></si></sst>")
    return path


FAR = b'<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
FAR_PREFIXED = FAR.replace(b"<c ", b"<x:c ").replace(b"</c>", b"</x:c>").replace(b'"', b"'")
LAUGHS = b"<!DOCTYPE s [<!ENTITY a0 'ha'>%s]><sst><si><t>&a9;</t></si></sst>" % b"".join(
    b"<!ENTITY a%d '%s'>" % (n, b"&a%d;" % (n - 1) * 10) for n in range(1, 10)
)
MADE: dict[str, tuple[str, Callable[[Path], Path]]] = {
    "bomb": ("workbook_too_big", lambda p: with_part(p, "xl/big.xml", b"0" * (limits.MOST_UNPACKED + 1))),
    "lying": ("workbook_too_big", lying),
    "many parts": (
        "workbook_too_big",
        lambda p: parts(p, (f"xl/a{n}.xml" for n in range(limits.MOST_ENTRIES))),
    ),
    "many strings": ("workbook_too_big", many_strings),
    "far apart": ("workbook_too_many_rows", lambda p: with_part(p, SHEET, sheet_of(FAR))),
    "far apart with prefix": ("workbook_too_many_rows", lambda p: with_part(p, SHEET, sheet_of(FAR_PREFIXED))),
    "far apart elsewhere": ("workbook_too_many_rows", lambda p: with_part(p, "xl/other.bin", sheet_of(FAR))),
    "without addresses": (
        "workbook_too_many_rows",
        lambda p: with_part(p, SHEET, sheet_of(b"<row>" + b"<c><v>1</v></c>" * (limits.MOST_CELLS + 1))),
    ),
    "deep": ("workbook_odd_deep", lambda p: with_part(p, "xl/styles.xml", b"<a>" * 50_000 + b"</a>" * 50_000)),
    "entities": (
        "workbook_odd_declared",
        lambda p: with_part(p, "xl/styles.xml", b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>'),
    ),
    "wide letters": (
        "workbook_odd_declared",
        lambda p: with_part(p, SHEET, b"\xff\xfe" + sheet_of(FAR).decode().encode("utf-16-le")),
    ),
    "wide letters without their mark": (
        "workbook_odd_declared",
        lambda p: with_part(p, "xl/styles.xml", LAUGHS.decode().encode("utf-16-le")),
    ),
    "wide letters the other way": (
        "workbook_odd_declared",
        lambda p: with_part(p, "xl/other.bin", LAUGHS.decode().encode("utf-16-be")),
    ),
    "a billion laughs": ("workbook_odd_declared", lambda p: with_part(p, "xl/sharedStrings.xml", LAUGHS)),
    "path": ("workbook_odd_names", lambda p: with_part(p, "xl/../../../evil.xml", b"<a/>")),
    "drive": ("workbook_odd_names", lambda p: with_part(p, "C:\\evil.xml", b"<a/>")),
    "macros": ("workbook_macros", lambda p: with_part(p, "xl/vbaProject.bin", b"x")),
    "old macros": ("workbook_macros", lambda p: with_part(p, "xl/macrosheets/sheet1.xml", b"<a/>")),
    "no book": ("workbook_unreadable", lambda p: parts(p, ("content.xml", "mimetype"), empty=True)),
    "cut off": ("workbook_unreadable", lambda p: cut_off(plain(p))),
}  # fmt: skip


def parts(path: Path, names: object, *, empty: bool = False) -> Path:
    if not empty:
        plain(path)
    with ZipFile(path, "a", ZIP_DEFLATED) as archive:
        for name in names:  # type: ignore[attr-defined]
            archive.writestr(name, b"<a/>")
    return path


def cut_off(path: Path) -> Path:
    path.write_bytes(path.read_bytes()[:2000])
    return path


@pytest.mark.parametrize("kind", MADE)
def test_each_is_refused_with_its_sentence(tmp_path: Path, kind: str) -> None:
    code, make = MADE[kind]
    path = make(tmp_path / "a.xlsx")
    with pytest.raises(KnownProblem) as caught:
        read_book(path)
    assert caught.value.code == code
    assert str(path) in words().problem(caught.value)
    assert [p.name for p in tmp_path.iterdir()] == ["a.xlsx"]


def test_a_book_of_the_macro_kind_is_refused_by_name_and_by_content(tmp_path: Path) -> None:
    for path in (
        plain(tmp_path / "a.xlsm"),
        with_part(
            tmp_path / "b.xlsx",
            "[Content_Types].xml",
            b'<Types><Override ContentType="application/vnd.ms-excel.sheet.macroEnabled.main+xml"/></Types>',
        ),
    ):
        with pytest.raises(KnownProblem) as caught:
            read_book(path)
        assert caught.value.code == "workbook_macros"


def test_a_million_empty_styled_cells_do_no_harm(tmp_path: Path) -> None:
    rows = b"".join(b'<row r="%d"><c r="L%d" s="0"/></row>' % (n, n) for n in range(2, 1_000_001))
    path = with_part(tmp_path / "a.xlsx", SHEET, sheet_of(b'<row r="1"><c r="A1"><v>7</v></c></row>' + rows))
    [sheet] = read_book(path)
    assert sheet.text(1, 1) == "7"
    assert len(sheet.rows) <= limits.MOST_ROWS


def test_a_whole_sheet_of_formatted_empty_rows_does_no_harm(tmp_path: Path) -> None:
    """Somebody set a height for every row there is: 1,048,576 of them."""
    rows = b"".join(b'<row r="%d" s="1" ht="20" customHeight="1"/>' % n for n in range(2, 1_048_577))
    path = with_part(tmp_path / "a.xlsx", SHEET, sheet_of(b'<row r="1"><c r="A1"><v>7</v></c></row>' + rows))
    [sheet] = read_book(path)
    assert sheet.text(1, 1) == "7"
    assert len(sheet.rows) <= limits.MOST_ROWS


def test_a_form_with_a_chart_on_a_sheet_of_its_own_is_read(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    write_collection(snapshot(), YEAR, HEALTH, path, words=words())
    plain_form = read_collection(path, snapshot(), words=words())
    assert plain_form.cells
    book = load_workbook(path)
    chart = BarChart()
    chart.add_data(Reference(book.worksheets[1], min_col=7, min_row=8, max_row=12))
    book.create_chartsheet("图").add_chart(chart)
    book.worksheets[1]["Z3"] = "=1/0"  # an answer nobody stored: the book is opened a second time
    book.save(path)
    form = read_collection(path, snapshot(), words=words())
    assert [(c.address, c.texts) for c in form.cells] == [(c.address, c.texts) for c in plain_form.cells]


def test_too_many_sheets_are_refused(tmp_path: Path) -> None:
    book = Workbook()
    for _ in range(limits.MOST_SHEETS):
        book.create_sheet()
    book.save(tmp_path / "a.xlsx")
    with pytest.raises(KnownProblem) as caught:
        read_book(tmp_path / "a.xlsx")
    assert caught.value.code == "workbook_too_many_sheets"


def test_links_to_other_books_are_not_followed_and_said(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    write_collection(snapshot(), YEAR, HEALTH, path, words=words())
    with ZipFile(path, "a") as archive:
        archive.writestr("xl/externalLinks/externalLink1.xml", b"<externalLink/>")
    form = read_collection(path, snapshot(), words=words())
    assert any("别的文件" in note for note in form.notes)


def test_an_xlsx_named_xls_is_read_as_what_it_is(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    write_collection(snapshot(), YEAR, HEALTH, path, words=words())
    shutil.copy(path, tmp_path / "b.xls")
    one, other = (read_collection(p, snapshot(), words=words()) for p in (path, tmp_path / "b.xls"))
    assert replace(one, path=other.path) == other


@pytest.mark.parametrize(
    ("unit", "name"),
    [
        ("../../etc/passwd", "-..-etc-passwd"),
        ("C:\\Windows\\卫健局", "C--Windows-卫健局"),
        ("CON", "_CON"),
        ("com1.卫健", "_com1.卫健"),
        ("局\n\t*?", "局----"),
        ("...", "_"),
        ("长" * 300, "长" * 80),
    ],
)
def test_names_of_units_stay_inside_the_folder(unit: str, name: str) -> None:
    assert file_name(unit) == name
    made = collection_file_name(unit, YEAR, words())
    assert (Path("out") / made).parent == Path("out")


@pytest.mark.slow
@pytest.mark.office
@NEEDS_OFFICE
def test_a_small_xls_with_two_cells_far_apart_is_refused(tmp_path: Path) -> None:
    """10 KB that would fill 5 GB in the reader below."""
    book = Workbook()
    for n in range(10):
        sheet = book.create_sheet(f"s{n}")
        sheet["A1"], sheet["IV65536"] = 1, 2
    book.save(tmp_path / "a.xlsx")
    with pytest.raises(KnownProblem) as caught:
        read_book(as_xls(tmp_path / "a.xlsx"))
    assert caught.value.code == "workbook_too_many_rows"


@pytest.mark.slow
@pytest.mark.office
@NEEDS_OFFICE
def test_a_string_named_by_many_cells_of_an_xls_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    book = Workbook()
    for row in range(1, 2001):
        book.active.cell(row, 1).value = "长" * 2000  # type: ignore[union-attr]
    book.save(tmp_path / "a.xlsx")
    old = as_xls(tmp_path / "a.xlsx")
    assert read_book(old)[0].text(2000, 1) == "长" * 2000
    monkeypatch.setattr("plandesk.exchange.old_book.MOST_TEXT", 1_000_000)
    with pytest.raises(KnownProblem) as caught:
        read_book(old)
    assert caught.value.code == "workbook_too_big"


def as_xls(path: Path) -> Path:
    home = (path.parent / "office").as_uri()
    command = ["soffice", f"-env:UserInstallation={home}", "--headless", "--convert-to", "xls"]
    subprocess.run([*command, "--outdir", str(path.parent), str(path)], check=True, capture_output=True)
    return path.with_suffix(".xls")


@pytest.mark.parametrize("mark", ["EncryptedPackage", "nothing of ours"])
def test_files_of_the_old_kind_that_are_no_book(tmp_path: Path, mark: str) -> None:
    path = tmp_path / "a.xls"
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + mark.encode("utf-16-le") * 100)
    with pytest.raises(KnownProblem) as caught:
        read_book(path)
    assert caught.value.code == "workbook_unreadable"


def test_a_book_with_a_password_says_so(tmp_path: Path) -> None:
    from plandesk.exchange.saving import encrypted

    path = tmp_path / "a.xlsx"
    path.write_bytes(encrypted(plain(tmp_path / "b.xlsx").read_bytes(), "1234"))
    with pytest.raises(KnownProblem) as caught:
        read_book(path)
    assert caught.value.code == "workbook_encrypted"


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="the limit on memory is Linux's")
def test_memory_stays_bounded(tmp_path: Path) -> None:
    """All of them one after the other in a process that may have 400 MB more than it begins with."""
    files = [make(tmp_path / f"{n}.xlsx") for n, (_, make) in enumerate(MADE.values())]
    program = """
import resource, sys
from pathlib import Path
from plandesk.core.problems import KnownProblem
from plandesk.exchange.returned_book import read_book
now = int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
resource.setrlimit(resource.RLIMIT_AS, (now + 400 * 1024 * 1024,) * 2)
for name in sys.argv[1:]:
    try:
        read_book(Path(name))
    except KnownProblem as problem:
        print(problem.code)
"""
    done = subprocess.run(
        [sys.executable, "-c", program, *map(str, files)], capture_output=True, text=True, check=True
    )
    assert done.stdout.split() == [code for code, _ in MADE.values()]


def test_our_own_books_pass(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    write_collection(snapshot(), YEAR, HEALTH, path, words=words())
    check_container(path)
    book = load_workbook(path)
    book.save(path)
    check_container(path)
