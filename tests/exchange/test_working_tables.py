"""The working tables of the real 永济 plans, filled with sample figures: everything is on the sheets."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

import pytest
from openpyxl import load_workbook
from python_calamine import CalamineWorkbook

from helpers.exchange_case import judged, words
from plandesk.core.entry_sheet import plan_indicators
from plandesk.core.figures import shown
from plandesk.core.problems import KnownProblem
from plandesk.core.records import Observation
from plandesk.core.sample import sample_figures
from plandesk.core.snapshot import Snapshot
from plandesk.exchange.grid import GridPage
from plandesk.exchange.naming import SheetNames
from plandesk.exchange.reading import read_submission
from plandesk.exchange.submission import write_submission
from plandesk.exchange.tables import write_tables
from plandesk.store.national import load_national
from plandesk.store.shelf import load_library, load_pack

YEAR = 2024


@dataclass(frozen=True)
class Written:
    """A snapshot and the two books made of it."""

    snapshot: Snapshot
    tables: Path
    submission: Path


@pytest.fixture(scope="module")
def county(tmp_path_factory: pytest.TempPathFactory) -> Written:
    plans = (load_pack("yongji_women"), load_pack("yongji_children"))
    blank = Snapshot("01J-YONGJI", plans[0].region, plans, load_library())
    figures = sample_figures(blank, range(2021, 2025), seed=7, national=load_national(), words=words())
    shot = Snapshot(
        blank.file_id, blank.region, plans, blank.library, {o.address: o for o in figures if not o.is_blank}
    )
    folder = tmp_path_factory.mktemp("books")
    findings, evaluations = judged(shot, YEAR)
    paths = folder / "工作表.xlsx", folder / "上报表.xlsx"
    write_tables(shot, YEAR, paths[0], words=words(), evaluations=evaluations, findings=findings)
    write_submission(shot, YEAR, paths[1], words=words(), evaluations=evaluations, findings=findings)
    return Written(shot, *paths)


def cells(path: Path) -> Iterator[tuple[str, list[object]]]:
    """Every row of every visible sheet, read by another library than the one that wrote it."""
    book = CalamineWorkbook.from_path(path)
    for name in book.sheet_names:
        if name != "机读":
            for row in book.get_sheet_by_name(name).to_python():
                yield name, row


def figures_of(observation: Observation, shot: Snapshot) -> list[Decimal]:
    indicator = shot.indicator(observation.indicator)
    found = [n for n in (observation.numerator, observation.denominator) if n is not None]
    return found if observation.value is None else [Decimal(shown(observation, indicator)), *found]


@pytest.mark.parametrize("kind", ["tables", "submission"])
def test_every_indicator_stands_there_with_its_figures(county: Written, kind: str) -> None:
    shot = county.snapshot
    rows: dict[str, list[set[Decimal]]] = {}
    for _, row in cells(getattr(county, kind)):
        numbers = {Decimal(str(v)).normalize() for v in row if isinstance(v, float)}
        rows.setdefault(str(row[1]), []).append(numbers)
    codes = {code for plan in shot.plans for code in plan_indicators(plan, shot.library)}
    assert len(codes) > 100
    for code in codes:
        name = shot.indicator(code).name
        assert name in rows, name
        now = shot.observation(code, YEAR)
        wanted = {n.normalize() for n in figures_of(now, shot)} if now is not None else set()
        assert any(wanted <= numbers for numbers in rows[name]), name


def test_every_goal_stands_above_its_indicators(county: Written) -> None:
    texts = {str(row[0]) for _, row in cells(county.tables)}
    words_only = {str(row[1]) for _, row in cells(county.tables)}
    for plan in county.snapshot.plans:
        for domain in plan.domains:
            for goal in domain.goals:
                assert f"目标{goal.no}　{goal.summary}" in texts or goal.summary in words_only, goal.summary


def test_tables_print_like_the_submission_and_say_what_they_are(county: Written) -> None:
    book = load_workbook(county.tables)
    assert book.sheetnames[0] == "封面"
    assert book.sheetnames[-1] == "机读"
    assert len(book.sheetnames) == len(set(book.sheetnames)) == 1 + 15 + 1
    for sheet in book.worksheets[1:-1]:
        assert (sheet.page_setup.paperSize, sheet.page_setup.orientation) == (9, "landscape")
        assert sheet.print_title_rows == "$4:$4"
        assert sheet.freeze_panes == "C5"
        assert [c.value for c in sheet[4]][-2:] == ["责任单位", "审核说明"]
    assert any("未经上报" in str(c.value) for row in book["封面"].iter_rows() for c in row)


def test_working_tables_are_refused_where_a_submission_is_wanted(county: Written) -> None:
    with pytest.raises(KnownProblem) as caught:
        read_submission(county.tables)
    assert caught.value.code == "submission_wrong_kind"


def test_the_submission_of_two_real_plans_reads_back_whole(county: Written) -> None:
    read = read_submission(county.submission)
    assert read.sound
    assert {o.address for o in read.observations()} == {
        k for k in county.snapshot.observations if k.year == YEAR
    }
    assert read.header["sample"] == "示例"


def test_no_text_is_wider_than_its_row_is_high(county: Written) -> None:
    """A wrapped text must have room for its lines: width in half characters, as a Chinese font sets them."""
    for sheet in load_workbook(county.tables).worksheets[1:-1]:
        merged = {str(r).split(":")[0] for r in sheet.merged_cells.ranges}
        for row in sheet.iter_rows(min_row=5):
            for cell in row:
                if cell.value is None or not cell.alignment.wrap_text or cell.coordinate in merged:
                    continue
                width = sheet.column_dimensions[cell.column_letter].width
                half = sum(2 if ord(c) > 0x2E80 else 1 for c in str(cell.value)) * cell.font.size / 10
                height = sheet.row_dimensions[cell.row].height
                assert height >= -(-half // width) * cell.font.size * 1.2, (sheet.title, cell.coordinate)


def test_sheet_names_are_lawful_short_and_unique() -> None:
    names = SheetNames("机读")
    long = "妇1" + "妇女参与决策和管理以及其他一切有关事项" * 3
    taken = [names.take(n) for n in (long, long, "a/b:c*?[d]\\", "机读", "'", "Abc", "aBC")]
    assert taken[2:] == ["abcd", "机读_2", "表", "Abc", "aBC_2"]
    assert all(len(n) <= 31 for n in taken)
    assert len({n.casefold() for n in taken}) == len(taken)


def test_pages_name_the_units_the_figures_come_from(county: Written) -> None:
    said = [str(row[0]) for name, row in cells(county.tables) if name == "妇1妇女与健康"]
    assert any(text.startswith("数据来源：") and "卫生健康局" in text for text in said)


def test_a_page_without_figures_names_no_unit() -> None:
    page = GridPage(load_pack("yongji_women"), "1", "妇女与法律", (), (2023, 2024), (2025,))
    assert page.reporters == ()
