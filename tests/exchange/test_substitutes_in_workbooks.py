"""替代性指标 and 缺项 in the submission: the row says what was judged, the list who surveys it by when."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from openpyxl.workbook import Workbook

from helpers.exchange_case import SCREENING, WATER, YEAR, judged, snapshot, words
from plandesk.core.records import MissingItem, Observation, Substitute
from plandesk.core.snapshot import Snapshot
from plandesk.exchange.reading import read_submission
from plandesk.exchange.submission import write_submission

STAND_IN = Substitute("shifan_women", SCREENING.code, WATER.code, "筛查人数尚未统计")
ITEM = MissingItem(SCREENING.code, "妇幼保健院", "2025-06-30", "抽样调查")


@pytest.fixture
def shot() -> Snapshot:
    blank = snapshot(Observation(SCREENING.code, YEAR))
    return replace(blank, substitutes={STAND_IN.key(): STAND_IN}, missing_items={SCREENING.code: ITEM})


@pytest.fixture
def book(tmp_path: Path, shot: Snapshot) -> Workbook:
    findings, evaluations = judged(shot)
    path = tmp_path / "上报.xlsx"
    write_submission(shot, YEAR, path, words=words(), evaluations=evaluations, findings=findings)
    assert read_submission(path).differences == ()
    return load_workbook(path)


def rows(book: Workbook, sheet: str) -> list[list[Any]]:
    return [[cell.value for cell in row] for row in book[sheet].iter_rows()]


def test_the_row_has_no_figure_but_says_what_was_judged(book: Workbook, shot: Snapshot) -> None:
    water = shot.observation(WATER.code, YEAR)
    assert water is not None
    row = next(r for r in rows(book, "妇1妇女与健康") if r[1] == SCREENING.name)
    assert row[7] == "无"
    said = [text for text in row if isinstance(text, str) and "替代" in text]
    assert said == [f"本指标无数值，以替代性指标“{WATER.name}”判定：{water.text or water.value}%。"]


def test_the_substitute_stands_right_below(book: Workbook) -> None:
    names = [r[1] for r in rows(book, "妇1妇女与健康") if r[1] in (SCREENING.name, WATER.name)]
    assert names == [SCREENING.name, WATER.name]


def test_the_list_of_those_without_data_names_who_surveys_them(book: Workbook) -> None:
    listed = next(r for r in rows(book, "无数据清单") if r[2] == SCREENING.name)
    assert listed[6] == "2025年6月30日，妇幼保健院，抽样调查"
