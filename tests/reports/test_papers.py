"""Every paper as a file: text, figures, fonts, marks, page rules, identical bytes."""

import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

from helpers.papers_case import MODELS, case, made, pages_of, said, set_lines_of, squashed, usual
from helpers.report_case import MONTH, YEAR, filled, put, words
from plandesk.core.annual.dossier import dossiers
from plandesk.core.judging import Evaluation
from plandesk.core.papers.evaluation_year import year_setting
from plandesk.core.papers.follow_up_sheet import Asked, FollowUpSheet
from plandesk.core.problems import KnownProblem
from plandesk.core.records import FollowUp, Observation
from plandesk.core.report_model import OnePageForm, Row, StackedBars
from plandesk.reports.composing import lay_out_report
from plandesk.reports.fonts import typefaces
from plandesk.reports.kinds import WRITERS
from plandesk.reports.layout import FORM_HEIGHT, TYPE_HEIGHT, TYPE_WIDTH
from plandesk.reports.one_page import OnePageBlock
from plandesk.reports.publishing import Printed
from plandesk.reports.tables import TableBlock

KINDS = tuple(MODELS)
FIRST = "，。；：？！、）》”"
LAST = "（《“"
BARE = ("warnings", "units", "responsibility", "forms")


def write(kind: str, path: Path, given: Any = None, **more: Any) -> Printed:
    used = given or usual(kind)
    return WRITERS[kind](
        used.snapshot, [e.plan_id for e in used.evaluations], used.year, path, words=words(),
        evaluations=used.evaluations, findings=used.findings, month=MONTH, **more,
    )  # fmt: skip


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Every kind of paper of one plan."""
    folder = tmp_path_factory.mktemp("papers")
    return {kind: write(kind, folder / f"{kind}.pdf").path for kind in KINDS}


@pytest.fixture(scope="module")
def texts(files: dict[str, Path]) -> dict[str, list[str]]:
    return {kind: pages_of(path) for kind, path in files.items()}


@pytest.mark.parametrize("kind", KINDS)
def test_everything_in_the_model_is_read_back(kind: str, texts: dict[str, list[str]]) -> None:
    body = [re.sub(r"— \d+ —|示例|表中数据为示例，不反映实际情况|续表.*", "", page) for page in texts[kind]]
    whole = squashed("".join(body))
    lost = [t for t in said(made(kind, usual(kind))) if squashed(t)[:12].replace("示例", "") not in whole]
    assert not lost


@pytest.mark.parametrize("kind", KINDS)
def test_every_font_is_embedded(kind: str, files: dict[str, Path]) -> None:
    names = set()
    for page in PdfReader(files[kind]).pages:
        for font in page["/Resources"]["/Font"].values():  # type: ignore[index]
            found = font.get_object()
            names.add(str(found["/BaseFont"]))
            assert "/FontFile2" in found["/FontDescriptor"]
    assert names
    assert not [n for n in names if "Plandesk" not in n], names


@pytest.mark.parametrize("kind", KINDS)
def test_no_line_begins_or_ends_with_a_forbidden_mark(kind: str) -> None:
    for lines, room in set_lines_of(lay_out_report(made(kind, usual(kind)), typefaces())):
        for line in lines:
            assert line.indent + line.width <= room + 0.6, line.text
        for line in lines[1:]:
            assert line.text[0] not in FIRST, line.text
        for line in lines[:-1]:
            assert line.text[-1] not in LAST, line.text


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_sticks_out_of_the_type_area(kind: str) -> None:
    out = lay_out_report(made(kind, usual(kind)), typefaces())
    for sheet in (*out.front, *out.sheets):
        upright = FORM_HEIGHT if sheet.form else TYPE_HEIGHT
        width, depth = (TYPE_HEIGHT, TYPE_WIDTH) if sheet.turned else (TYPE_WIDTH, upright)
        for item in sheet.items:
            assert item.down + item.block.height(width) <= depth + 0.5, item.block


@pytest.mark.parametrize("kind", KINDS)
def test_identical_bytes_for_identical_input(kind: str, files: dict[str, Path], tmp_path: Path) -> None:
    again = write(kind, tmp_path / "again.pdf").path
    assert again.read_bytes() == files[kind].read_bytes()


@pytest.mark.parametrize("kind", KINDS)
def test_samples_are_marked_on_every_page(kind: str, texts: dict[str, list[str]]) -> None:
    assert all("示例" in page for page in texts[kind] if page.strip())


@pytest.mark.parametrize("kind", KINDS)
def test_real_figures_bear_no_mark(kind: str) -> None:
    used = usual(kind)
    real = {key: replace(o, origin="typed") for key, o in used.snapshot.observations.items()}
    report = made(kind, replace(used, snapshot=replace(used.snapshot, observations=real)))
    assert (report.furniture.box, report.furniture.box_words) == ("", "")


@pytest.mark.parametrize("kind", KINDS)
def test_covers_contents_and_numbers(kind: str, texts: dict[str, list[str]], files: dict[str, Path]) -> None:
    contents = [k for k, page in enumerate(texts[kind]) if "目　　录" in page]
    numbered = any("— 1 —" in page for page in texts[kind])
    assert bool(contents) is (kind not in BARE)
    assert numbered is (kind in ("compendium", "midterm", "final", "responsibility"))
    assert len(PdfReader(files[kind]).outline) > 0


@pytest.mark.parametrize("kind", KINDS)
def test_without_any_data_it_is_still_a_paper(kind: str, tmp_path: Path) -> None:
    empty = case(replace(usual(kind).snapshot, observations={}), usual(kind).year)
    printed = write(kind, tmp_path / "空.pdf", empty)
    assert printed.pages > 0
    assert not [n for page in pages_of(printed.path) for n in re.findall(r"达标率为\d", page)]


@pytest.mark.parametrize("kind", ["compendium", "responsibility", "forms", "units"])
def test_divided_tables_say_so(kind: str, texts: dict[str, list[str]]) -> None:
    assert re.search(r"续表\d*　", "\n".join(texts[kind]))


@pytest.mark.parametrize("kind", ["units", "forms", "warnings"])
def test_forms_count_their_own_pages(kind: str, texts: dict[str, list[str]]) -> None:
    feet = [m for page in texts[kind] for m in re.findall(r"第(\d+)页，共(\d+)页", page)]
    assert feet
    assert all(int(page) <= int(pages) for page, pages in feet)
    assert feet[0][0] == "1"


def test_a_follow_up_sheet_is_exactly_one_page() -> None:
    report = made("units", usual("units"))
    forms = [e for e in report.elements() if isinstance(e, OnePageForm)]
    out = lay_out_report(report, typefaces())
    sheets = [s for s in out.sheets if any(isinstance(i.block, OnePageBlock) for i in s.items)]
    assert len(sheets) == len(forms) > 0
    assert all(len(s.items) == 1 for s in sheets)
    for sheet in sheets:
        block = sheet.items[0].block
        assert isinstance(block, OnePageBlock)
        assert sum(block.heights(TYPE_WIDTH)) < FORM_HEIGHT


def test_the_longest_names_and_replies_fit_on_one_page() -> None:
    """The indicators with the longest names and parts of the library, two on a sheet, and a long reply."""
    for pack in ("quanzhou_women", "quanzhou_children", "haizhou_women", "lishui_children"):
        given = case(filled(pack))
        (one,) = dossiers(given.snapshot, given.evaluations, words())
        facts = sorted(
            one.judged,
            key=lambda f: -len(f.name + (f.indicator.numerator or "") + (f.indicator.denominator or "")),
        )[:4]
        long = FollowUp(
            1, one.plan.id, facts[0].code, YEAR, "人力资源和社会保障局", "W2", "理由。" * 200, "2025-06-20", "2025-07-11",
            "答复" * 400, "2025-07-01", "效果" * 400, "2025-08-01",
        )  # fmt: skip
        asked = tuple(Asked(one, fact) for fact in facts)
        for few, record in (
            (asked[:1], None),
            (asked[1:2], None),
            (asked[:1], long),
            (asked[1:2], long),
            (asked[:2], None),
        ):
            form = FollowUpSheet(given.snapshot, words(), YEAR, "卫生健康局", few, record).form()
            block = OnePageBlock(form, made("units", usual("units")).furniture, typefaces())
            assert sum(block.heights(TYPE_WIDTH)) < FORM_HEIGHT


def test_rows_tied_to_the_one_above_stay_with_it() -> None:
    out = lay_out_report(made("compendium", usual("compendium", "quanzhou_women")), typefaces())
    starts = [
        i.block.grid.table.lines[i.block.start]
        for s in out.sheets for i in s.items if isinstance(i.block, TableBlock) and i.block.start
    ]  # fmt: skip
    assert starts
    assert not [line for line in starts if isinstance(line, Row) and line.tied]


def test_the_list_of_tables_is_the_contents(texts: dict[str, list[str]]) -> None:
    report = made("compendium", usual("compendium"))
    contents = squashed("".join(page for page in texts["compendium"][1:5]))
    for table in report.tables():
        assert squashed(f"{table.label}　{table.title}") in contents


@pytest.mark.parametrize("kind", ["midterm", "final"])
def test_an_evaluation_of_another_year_is_refused(kind: str, tmp_path: Path) -> None:
    other = usual("warnings")
    with pytest.raises(KnownProblem, match="evaluation_year") as caught:
        write(kind, tmp_path / "x.pdf", other)
    sentence = words().problem(caught.value)
    assert "2024年" in sentence
    assert ("2023年" if kind == "midterm" else "2025年") in sentence
    moved = {year_setting("yongji_women", kind): "2024"}  # type: ignore[arg-type]
    allowed = replace(other, snapshot=replace(other.snapshot, settings=moved))
    printed = write(kind, tmp_path / "x.pdf", allowed)
    assert "本次以2024年为评估年度" in squashed("".join(pages_of(printed.path)))


def test_a_final_report_forecasts_nothing(texts: dict[str, list[str]]) -> None:
    whole = squashed("".join(texts["final"]))
    assert "◎" not in whole
    assert "推算，20" not in whole
    assert "今后每年平均" not in whole
    bars = [e for e in made("final", usual("final")).elements() if isinstance(e, StackedBars)]
    assert "可达" not in [name for name, _ in bars[0].kinds]


def test_two_plans_make_one_volume_of_each_kind(tmp_path: Path) -> None:
    for kind in ("warnings", "midterm"):
        used = usual(kind, "yongji_women", "yongji_children")
        printed = write(kind, tmp_path / f"{kind}.pdf", used)
        whole = squashed("".join(pages_of(printed.path)))
        assert "妇女发展规划" in whole
        assert "儿童发展规划" in whole


def test_cancelling_leaves_no_file(tmp_path: Path) -> None:
    class StoppedError(Exception):
        pass

    def stop(done: int, total: int) -> None:
        raise StoppedError

    with pytest.raises(StoppedError):
        write("forms", tmp_path / "x.pdf", progress=stop)
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("kind", sorted(WRITERS))
def test_every_kind_needs_a_plan(kind: str, tmp_path: Path) -> None:
    evaluations: list[Evaluation] = []
    with pytest.raises(KnownProblem, match="report_no_plan"):
        WRITERS[kind](
            filled("yongji_women"), [], YEAR, tmp_path / "x.pdf", words=words(), evaluations=evaluations
        )


def test_rare_characters_in_a_reply(tmp_path: Path) -> None:
    told = Observation(
        "rural_tap_water_coverage", YEAR, status="not_collected", note="鄞州、𬭎村", origin="typed"
    )
    printed = write("forms", tmp_path / "x.pdf", case(put(filled("yongji_women"), told)))
    assert "鄞州、𬭎村" in squashed("".join(pages_of(printed.path)))
