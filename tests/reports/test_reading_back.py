"""Every kind of paper read back as printed: where its lines begin and end, its sentences, fonts, language, bytes."""

import os
import re
import shutil
import subprocess
import sys
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from pypdf import PdfReader

from helpers.papers_case import Case, case, squashed, usual
from helpers.report_case import MONTH, filled, put, words
from plandesk.core.indicator import Library
from plandesk.core.papers.making import make_report
from plandesk.core.plan import Region
from plandesk.core.records import Observation
from plandesk.core.report_model import Paragraph
from plandesk.reports.blocks import HeadingBlock
from plandesk.reports.composing import lay_out_report
from plandesk.reports.fonts import typefaces
from plandesk.reports.kinds import WRITERS
from plandesk.reports.layout import TYPE_HEIGHT, TYPE_WIDTH

KINDS = ("annual", "compendium", "warnings", "units", "responsibility", "forms", "midterm", "final")
FIRST = "，。；：？！、）》”"
LAST = "（《“"
TESTS = Path(__file__).parents[1]


def usual_of(kind: str) -> Case:
    return usual("warnings" if kind == "annual" else kind)


def write(kind: str, path: Path, given: Case) -> Path:
    WRITERS[kind](
        given.snapshot, [e.plan_id for e in given.evaluations], given.year, path, words=words(),
        evaluations=given.evaluations, findings=given.findings, month=MONTH,
    )  # fmt: skip
    return path


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("kinds")
    return {kind: write(kind, folder / f"{kind}.pdf", usual_of(kind)) for kind in KINDS}


def printed_lines(path: Path) -> list[str]:
    """The lines as they stand on the pages: characters side by side on one baseline, found by their places."""
    found: list[str] = []
    document = pypdfium2.PdfDocument(path)
    for page in document:
        text = page.get_textpage()
        turned = page.get_rotation() == 90
        whole = text.get_text_range()
        line, end, base, size = "", 0.0, 0.0, 0.0
        for k in range(text.count_chars()):
            char = whole[k] if len(whole) == text.count_chars() else text.get_text_range(k, 1)
            if not char.strip():
                continue
            left, bottom, right, top = text.get_charbox(k, loose=True)
            if turned:
                left, bottom, right, top = bottom, -right, top, -left
            beside = abs(bottom - base) < 0.35 * size and -0.7 * size < left - end < 0.75 * size
            if line and not beside:
                found.append(line)
                line = ""
            line += char
            end, base, size = right, bottom, max(top - bottom, 1.0)
        found.append(line)
        text.close()
        page.close()
    document.close()
    return [line for line in found if line]


@pytest.mark.parametrize("kind", KINDS)
def test_no_printed_line_begins_or_ends_with_a_forbidden_mark(kind: str, files: dict[str, Path]) -> None:
    lines = printed_lines(files[kind])
    assert len(lines) > 60
    assert not [line for line in lines if line[0] in FIRST]
    assert not [line for line in lines if line[-1] in LAST]


@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="poppler is not installed")
@pytest.mark.parametrize("kind", KINDS)
def test_poppler_reads_every_sentence_whole(kind: str, files: dict[str, Path]) -> None:
    out = subprocess.run(
        ["pdftotext", "-enc", "UTF-8", str(files[kind]), "-"], capture_output=True, check=True
    )
    furniture = r"\n*— \d+ —\n*|\f|表中数据为示例，不反映实际情况|\n示例\n|\n.{0,30}第\d+页，共\d+页\n"
    whole = squashed(re.sub(furniture, "\n", out.stdout.decode()))
    given = usual_of(kind)
    report = make_report(kind, given.snapshot, given.evaluations, given.findings, words(), month=MONTH)  # type: ignore[arg-type]
    told = [e.lead + e.text for e in report.elements() if isinstance(e, Paragraph)]
    sentences = [s for text in told for s in re.split("(?<=。)", text) if s]
    broken = [s for s in sentences if squashed(s) not in whole]
    # a sentence that goes on over a page has a table or the next page's furniture in it
    assert len(broken) <= len(sentences) / 12, broken


@pytest.mark.parametrize("kind", KINDS)
def test_fonts_language_title_and_bookmarks(kind: str, files: dict[str, Path]) -> None:
    reader = PdfReader(files[kind])
    names = set()
    for page in reader.pages:
        for font in page["/Resources"].get("/Font", {}).values():  # type: ignore[union-attr]
            found = font.get_object()
            names.add(str(found["/BaseFont"]))
            assert "/FontFile2" in found["/FontDescriptor"]
            assert "/ToUnicode" in found
    assert names
    assert not [name for name in names if "Plandesk" not in name]
    assert reader.trailer["/Root"]["/Lang"] == "zh-CN"  # type: ignore[index]
    assert reader.metadata is not None
    assert reader.metadata.title
    assert reader.metadata.author
    assert "PlandeskSong-Regular" in str(reader.metadata.keywords)
    assert reader.outline


@pytest.mark.parametrize("kind", KINDS)
def test_no_heading_stands_alone_and_no_page_is_needlessly_empty(kind: str) -> None:
    given = usual_of(kind)
    report = make_report(kind, given.snapshot, given.evaluations, given.findings, words(), month=MONTH)  # type: ignore[arg-type]
    for chapter in report.chapters:
        sheets = lay_out_report(replace(report, chapters=(chapter,)), typefaces()).sheets
        for sheet in sheets:
            if sheet.items:
                assert not isinstance(sheet.items[-1].block, HeadingBlock), sheet.items[-1].block
        for sheet in [s for s in sheets if s.items][:-1]:  # what is left of a chapter may be little
            last = sheet.items[-1]
            depth = TYPE_WIDTH if sheet.turned else TYPE_HEIGHT
            assert last.down + last.block.height(TYPE_WIDTH) > 0.7 * depth, (
                chapter.elements[0],
                sheet.number,
            )


@cache
def digests(seed: str, zone: str) -> str:
    """The checksums of all kinds, made by a process of its own."""
    script = """
import sys, tempfile, hashlib
from pathlib import Path
from reports.test_reading_back import KINDS, usual_of, write
with tempfile.TemporaryDirectory() as folder:
    for kind in KINDS:
        path = write(kind, Path(folder) / f"{kind}.pdf", usual_of(kind))
        print(kind, hashlib.sha256(path.read_bytes()).hexdigest())
"""
    paths = [str(TESTS), str(TESTS.parent / "src")]
    told = {**os.environ, "PYTHONHASHSEED": seed, "TZ": zone, "PYTHONPATH": os.pathsep.join(paths)}
    done = subprocess.run(
        [sys.executable, "-c", script], env=told, capture_output=True, text=True, check=True
    )
    return done.stdout


def test_identical_bytes_from_two_processes_in_two_time_zones() -> None:
    first, second = digests("1", "Asia/Shanghai"), digests("4711", "America/New_York")
    assert first == second
    assert len(first.splitlines()) == len(KINDS)


LONG_UNIT = (
    "鄞瀍㙍𬭎" + "县卫生健康和计划生育综合监督执法与妇幼保健服务管理局（加挂老龄工作委员会办公室牌子）" * 3
)
LONG_NOTE = (
    "因鄞州、瀍河、㙍头、𬭎村的数据口径与上年不同，"
    + "经与乡镇（街道）逐一核对，原始记录保存完整，差异来自“户籍人口”改为“常住人口”；" * 14
)


def odd() -> Case:
    """A county with rare characters, one domain, a year without any figure, endless unit names and explanations."""
    snapshot = filled("yongji_women")
    region = Region("鄞瀍㙍𬭎自治县", "653023", "county")
    plan = replace(
        snapshot.plans[0],
        domains=snapshot.plans[0].domains[:1],
        region=region,
        title="鄞瀍㙍𬭎自治县妇女发展“十四五”规划",
    )
    forms = tuple(
        replace(form, indicators=tuple(replace(i, reporter=LONG_UNIT[:100]) for i in form.indicators))
        for form in snapshot.library.forms
    )
    kept = {key: o for key, o in snapshot.observations.items() if key.year != 2022}
    told = Observation(
        "cervical_cancer_screening_rate", 2024, status="not_collected", note=LONG_NOTE, origin="typed"
    )
    settings = {"report.statistics_unit": LONG_UNIT[:100], "report.office_unit": LONG_UNIT[:100]}
    made = replace(
        snapshot,
        region=region,
        plans=(plan,),
        library=Library.of(forms),
        observations=kept,
        settings=settings,
    )
    return case(put(made, told))


@pytest.mark.parametrize("kind", KINDS)
def test_rare_characters_long_names_and_empty_years(kind: str, tmp_path: Path) -> None:
    given = odd()
    if kind in ("midterm", "final"):
        year = {"midterm": 2023, "final": 2025}[kind]
        given = case(given.snapshot, year)
    path = write(kind, tmp_path / "x.pdf", given)
    whole = squashed("".join(page.extract_text() for page in PdfReader(path).pages))
    assert "鄞瀍㙍𬭎" in whole
    assert "〓" not in whole
    lines = printed_lines(path)
    assert not [line for line in lines if line[0] in FIRST]
    assert not [line for line in lines if line[-1] in LAST]
    for left, right, width in edges(path):
        assert left > 20, "something sticks out"
        assert right < width - 20, "something sticks out"


def edges(path: Path) -> list[tuple[float, float, float]]:
    """Where the text of each page begins and ends from left to right, and how wide the page is, as it is shown."""
    found = []
    document = pypdfium2.PdfDocument(path)
    for page in document:
        text, turned = page.get_textpage(), page.get_rotation() == 90
        boxes: list[Any] = [
            text.get_charbox(k) for k in range(text.count_chars()) if text.get_text_range(k, 1).strip()
        ]
        if boxes:
            low, high = (1, 3) if turned else (0, 2)
            found.append((min(b[low] for b in boxes), max(b[high] for b in boxes), page.get_size()[0]))
    document.close()
    return found
