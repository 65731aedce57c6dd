"""The annual report as a file: text, fonts, marks, links, identical bytes, and what happens when it cannot be written."""

import re
import shutil
import subprocess
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

from helpers.plain_report import draw_plainly
from helpers.report_case import MONTH, YEAR, cells, evaluations, filled, put, report, texts, words
from plandesk.core.entry_sheet import plan_indicators
from plandesk.core.plan import Region
from plandesk.core.problems import KnownProblem
from plandesk.core.records import Observation
from plandesk.core.report_model import Row
from plandesk.core.snapshot import Snapshot
from plandesk.reports.annual import write_annual
from plandesk.reports.blocks import TextBlock
from plandesk.reports.composing import lay_out_report
from plandesk.reports.fonts import typefaces
from plandesk.reports.layout import TYPE_HEIGHT, TYPE_WIDTH
from plandesk.reports.publishing import Printed
from plandesk.reports.tables import TableBlock

PACKS = ("yongji_women", "yongji_children")
FIRST = "，。；：？！、）》”"
LAST = "（《“"


def write(snapshot: Snapshot, path: Path, **more: Any) -> Printed:
    ids = [plan.id for plan in snapshot.plans]
    return write_annual(
        snapshot, ids, YEAR, path, words=words(), evaluations=evaluations(snapshot), month=MONTH, **more
    )


@pytest.fixture(scope="module")
def volume(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Both plans in one volume."""
    path = tmp_path_factory.mktemp("annual") / "年度报告.pdf"
    write(filled(*PACKS), path)
    return path


@pytest.fixture(scope="module")
def pages(volume: Path) -> list[str]:
    return [page.extract_text() for page in PdfReader(volume).pages]


def squashed(text: str) -> str:
    return re.sub(r"\s", "", text)


def test_the_text_holds_every_indicator_and_value(pages: list[str]) -> None:
    snapshot, whole = filled(*PACKS), "\n".join(pages)
    for plan in snapshot.plans:
        for code in plan_indicators(plan, snapshot.library):
            assert snapshot.indicator(code).name in whole
            found = snapshot.observation(code, YEAR)
            if found is not None and found.value:
                assert str(found.value) in whole


def test_every_paragraph_and_cell_of_the_model_is_read_back_whole(pages: list[str]) -> None:
    made = report(filled(*PACKS))
    furniture = r"— \d+ —|示例\s*$|表中数据为示例，不反映实际情况"
    whole = squashed("".join(pages))
    unnumbered = squashed("".join(re.sub(furniture, "", text).rstrip("示例\n") for text in pages))
    # two lines at least stand together before a page or a table comes between
    lost = [t for t in texts(made) if squashed(t)[:50] not in unnumbered]
    assert not lost
    assert not [c for c in cells(made.tables()) if squashed(c) not in whole]


def test_every_number_in_the_file_is_in_the_model(pages: list[str]) -> None:
    made = report(filled(*PACKS))
    known = squashed(
        "".join([*texts(made), *cells(made.tables()), repr(list(made.elements())), repr(made.cover)])
    )
    body = [text for text in pages[1:] if "目　　录" not in text]
    numbers = {n for text in body for n in re.findall(r"\d+\.\d+", text)}
    ticks = {n for n in numbers if n not in known}
    # what is left are the ticks of charts' axes: round steps, none of them a figure of the report
    assert len(ticks) < len(numbers) / 4
    assert all(re.fullmatch(r"\d+\.\d{1,2}", n) for n in ticks)


@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="poppler is not installed")
def test_poppler_reads_every_sentence_whole(volume: Path) -> None:
    out = subprocess.run(["pdftotext", "-enc", "UTF-8", str(volume), "-"], capture_output=True, check=True)
    body = re.sub(r"\n*— \d+ —\n*|\f|表中数据为示例，不反映实际情况|\n示例\n", "\n", out.stdout.decode())
    whole = body.replace("\n", "")
    lost = [t for t in texts(report(filled(*PACKS))) if t.replace(" ", "")[:40] not in whole]
    assert not lost


def test_every_font_is_embedded_and_none_is_a_stand_in(volume: Path) -> None:
    names = set()
    for page in PdfReader(volume).pages:
        for font in page["/Resources"]["/Font"].values():  # type: ignore[index, union-attr]
            found = font.get_object()
            names.add(str(found["/BaseFont"]))
            assert "/FontFile2" in found["/FontDescriptor"]
            assert "/ToUnicode" in found
    assert not [n for n in names if "Plandesk" not in n], names


def test_no_line_begins_or_ends_with_a_forbidden_mark() -> None:
    faces = typefaces()
    checked = 0
    for sheet in lay_out_report(report(filled(*PACKS)), faces).sheets:
        width = TYPE_HEIGHT if sheet.turned else TYPE_WIDTH
        for item in sheet.items:
            groups = []
            if isinstance(item.block, TextBlock):
                groups.append(item.block.lines(width))
            elif isinstance(item.block, TableBlock):
                grid = item.block.grid
                groups += [cell.lines for row in grid.cells if row for cell in row]
                groups += [note.lines(grid.width) for note in grid.notes(item.block.start, item.block.end)]
            for lines in groups:
                for line in lines[1:]:
                    checked += 1
                    assert line.text[0] not in FIRST, line.text
                for line in lines[:-1]:
                    assert line.text[-1] not in LAST, line.text
    assert checked > 1000


def test_nothing_sticks_out_of_the_type_area() -> None:
    for sheet in lay_out_report(report(filled(*PACKS)), typefaces()).sheets:
        width, depth = (TYPE_HEIGHT, TYPE_WIDTH) if sheet.turned else (TYPE_WIDTH, TYPE_HEIGHT)
        for item in sheet.items:
            assert item.down + item.block.height(width) <= depth + 0.5, item.block
            if isinstance(item.block, TextBlock):
                assert all(line.indent + line.width <= width + 0.6 for line in item.block.lines(width))
            if isinstance(item.block, TableBlock):
                for row in item.block.grid.cells:
                    for cell, room in zip(row or [], item.block.grid.widths, strict=bool(row)):
                        assert all(line.width <= room + 0.1 for line in cell.lines), cell


def test_identical_bytes_for_identical_input(tmp_path: Path) -> None:
    first, second = tmp_path / "1.pdf", tmp_path / "2.pdf"
    write(filled("yongji_women"), first)
    write(filled("yongji_women"), second)
    assert first.read_bytes() == second.read_bytes()


def test_page_numbers_stand_outside_and_count_from_the_text(pages: list[str], volume: Path) -> None:
    numbered = [(k, int(m.group(1))) for k, text in enumerate(pages) if (m := re.search(r"— (\d+) —", text))]
    front = numbered[0][0]
    assert front % 2 == 0  # page 1 is a right-hand page
    assert all(number == k - front + 1 for k, number in numbered)
    blank = [k for k in range(front, len(pages)) if not pages[k].strip()]
    assert len(numbered) + len(blank) == len(pages) - front
    places: dict[int, float] = {}
    for k, number in numbered[:6]:

        def visit(text: str, _cm: Any, tm: Any, _font: Any, _size: Any, number: int = number) -> None:
            if f"— {number} —" in text:
                places[number] = tm[4]

        PdfReader(volume).pages[k].extract_text(visitor_text=visit)
    assert places[1] > 300 > places[2]


def test_divided_tables_say_so(pages: list[str]) -> None:
    whole = "\n".join(pages)
    assert re.search(r"续表\d+　2024年", whole)
    assert re.search(r"续附表1　", whole)


def test_every_page_of_samples_is_marked(pages: list[str]) -> None:
    assert all("示例" in text for text in pages if text.strip())


def test_properties_outline_and_links(volume: Path) -> None:
    reader = PdfReader(volume)
    assert reader.metadata is not None
    assert reader.metadata.title == "永济市妇女儿童发展规划2024年度统计监测报告"
    assert reader.metadata.author == "永济市统计局"
    assert "PlandeskSong-Regular" in str(reader.metadata.keywords)
    assert reader.trailer["/Root"]["/Lang"] == "zh-CN"  # type: ignore[index]
    titles = [str(item.title) for item in reader.outline if not isinstance(item, list)]
    assert titles[:2] == ["妇女发展规划监测情况", "儿童发展规划监测情况"]
    assert titles[-1] == "审核签署"
    links = [a for page in reader.pages[1:3] for a in page.get("/Annots", [])]
    assert len(links) > 30


def test_turned_pages_are_shown_upright(volume: Path) -> None:
    turned = [page for page in PdfReader(volume).pages if page.rotation == 90]
    assert turned
    assert all(page.mediabox.height > page.mediabox.width for page in turned)


def test_rare_characters_and_very_long_names(tmp_path: Path) -> None:
    snapshot = filled("yongji_women")
    region = Region("新疆维吾尔自治区克孜勒苏柯尔克孜自治州阿合奇县", "653023", "county")
    one = replace(snapshot.plans[0], domains=snapshot.plans[0].domains[6:7], region=region)
    told = Observation(
        "rural_tap_water_coverage",
        YEAR,
        status="not_collected",
        note="鄞州、瀍河、㙍头、𬭎村、𪚥坝改造未完成",
        origin="typed",
    )
    snapshot = put(replace(snapshot, plans=(one,), region=region), told)
    printed = write(snapshot, tmp_path / "一.pdf")
    whole = squashed("".join(p.extract_text() for p in PdfReader(printed.path).pages))
    assert "鄞州、瀍河、㙍头、𬭎村、〓坝改造未完成" in whole
    assert printed.missing == ("𪚥",)
    assert "1个字" in printed.warning(words())
    assert "〓：𪚥。" in printed.warning(words())


def test_without_data_it_is_still_a_report(tmp_path: Path) -> None:
    printed = write(replace(filled("yongji_women"), observations={}), tmp_path / "空.pdf")
    first = PdfReader(printed.path).pages[2].extract_text()
    assert "2024年没有可以判定的数据" in squashed(first)


def test_progress_counts_pages_and_can_cancel(tmp_path: Path) -> None:
    seen: list[tuple[int, int]] = []
    target = tmp_path / "报告.pdf"
    printed = write(filled("yongji_women"), target, progress=lambda done, total: seen.append((done, total)))
    assert seen[-1] == (printed.pages, printed.pages)
    assert [done for done, total in seen if total] == list(range(1, printed.pages + 1))
    assert seen[0] == (0, 0)  # asked while the pages are laid out
    old = target.read_bytes()

    class StoppedError(Exception):
        pass

    def stop(done: int, total: int) -> None:
        if done == 3:
            raise StoppedError

    with pytest.raises(StoppedError):
        write(filled("yongji_women"), target, progress=stop)
    assert target.read_bytes() == old
    assert list(tmp_path.iterdir()) == [target]


@pytest.mark.parametrize("place", ["folder", "missing"])
def test_what_cannot_be_written_is_a_known_problem(place: str, tmp_path: Path) -> None:
    target = tmp_path / "已有.pdf" if place == "folder" else tmp_path / "没有" / "报告.pdf"
    if place == "folder":
        (target / "x").mkdir(parents=True)
    with pytest.raises(KnownProblem) as caught:
        write(filled("yongji_women"), target)
    sentence = words().problem(caught.value)
    assert sentence.startswith("报告没有写出：")
    assert str(tmp_path) in sentence
    assert not list(tmp_path.glob("*.part"))


def test_a_plan_is_needed(tmp_path: Path) -> None:
    with pytest.raises(KnownProblem, match="report_no_plan"):
        write_annual(filled("yongji_women"), [], YEAR, tmp_path / "x.pdf", words=words(), evaluations=[])


def test_a_figure_with_more_digits_is_printed_where_it_decides(tmp_path: Path) -> None:
    value = Decimal("91.96")
    snapshot = put(filled("yongji_women"), Observation(
        "rural_tap_water_coverage", YEAR, text="91.96", value=value, status="value", origin="typed"
    ))  # fmt: skip
    rows = [line for t in report(snapshot).tables() for line in t.lines if isinstance(line, Row)]
    assert any("91.96" in row.cells for row in rows)


def test_the_plain_drawing_holds_the_same_text(tmp_path: Path) -> None:
    """The yardstick of the bench draws what we draw, so that the comparison is fair."""
    made = report(filled("yongji_women"))
    draw_plainly(made, tmp_path / "plain.pdf")
    whole = squashed("".join(p.extract_text() for p in PdfReader(tmp_path / "plain.pdf").pages))
    assert not [t for t in texts(made) if squashed(t)[:30] not in whole]
