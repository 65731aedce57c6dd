"""替代性指标, 缺项 and 督办单 in the data file: references, history, undo, files made before there were any."""

from dataclasses import replace
from pathlib import Path

import pytest

from helpers.data_files import COUNTY, Desk, figure
from plandesk.core.problems import KnownProblem
from plandesk.core.records import FollowUp, MissingItem, Record, Substitute
from plandesk.store.connection import close_tidily, connect_for_making
from plandesk.store.migrations import Scripts
from plandesk.store.shelf import load_pack

RATIO, RATE = "maternal_mortality_ratio", "infant_mortality_rate"
SHEET = FollowUp(1, "yongji_women", RATIO, 2024, "卫生健康局", "W3", "……", "2025-03-10", "2025-04-10")
STAND_IN = Substitute("yongji_women", RATIO, RATE, "尚未统计", 2023)
BEFORE_THERE_WERE_ANY = 2


@pytest.mark.parametrize(
    "record",
    [replace(STAND_IN, plan="lishui_women"), replace(SHEET, plan="lishui_women"), FollowUp(1, "", RATIO)],
)
def test_of_a_plan_the_file_does_not_hold(desk: Desk, place: Path, record: Record) -> None:
    with desk.create(place, plans=[load_pack("yongji_women")]) as file:
        with pytest.raises(KnownProblem) as caught:
            file.record([record], origin="typed", label="登记")
        assert caught.value.code == "unknown_plan"
        assert file.history() == ()


def test_the_indicators_history_holds_its_follow_ups(desk: Desk, place: Path) -> None:
    with desk.create(place, plans=[load_pack("yongji_women")]) as file:
        file.record([figure("12.5", RATE)], origin="typed", label="录入")
        file.record([SHEET], origin="typed", label="开督办单")
        file.record([replace(SHEET, reply="已评审")], origin="typed", label="回复")
        file.record([FollowUp(1)], origin="typed", label="取消")
        file.record([STAND_IN], origin="typed", label="替代")
        assert [step.label for step in file.history(RATIO)] == ["替代", "取消", "回复", "开督办单"]
        assert [step.label for step in file.history(RATE)] == ["录入"]


def test_undo_and_redo_across_reopening(desk: Desk, place: Path) -> None:
    with desk.create(place, plans=[load_pack("yongji_women")]) as file:
        file.record(
            [SHEET, STAND_IN, MissingItem(RATE, "统计局", "2025-06-30")], origin="typed", label="登记"
        )
        file.record([replace(SHEET, reply="已评审", replied_on="2025-04-02")], origin="typed", label="回复")
        whole = file.snapshot()
    with desk.open(place) as file:
        file.undo()
        assert file.snapshot().follow_ups == {1: SHEET}
        file.undo()
        empty = file.snapshot()
        assert (empty.follow_ups, empty.substitutes, empty.missing_items) == ({}, {}, {})
        file.redo()
        file.redo()
        assert file.snapshot() == whole
        assert file.verify() == ()


def test_a_file_made_before_there_were_any_takes_them(desk: Desk, place: Path) -> None:
    db = connect_for_making(place)
    Scripts(Scripts.shipped().by_name[:BEFORE_THERE_WERE_ANY]).apply(db)
    with db.atomic():
        db.execute(
            "INSERT INTO file VALUES (1, 'f0', ?, ?, ?, '2024-01-01T08:00:00', '王芳', '0.0.1')",
            (COUNTY.name, COUNTY.code, COUNTY.level),
        )
    close_tidily(db)
    item = MissingItem(RATE, "统计局", "2025-06-30", "抽样调查")
    with desk.open(place, read_only=True) as reader:
        assert reader.snapshot().missing_items == {}
    with desk.open(place) as file:
        file.record([item], origin="typed", label="登记缺项")
    assert place.with_name(f"{place.name}.before-0003_follow_ups.bak").exists()
    with desk.open(place) as file:
        assert file.snapshot().missing_items == {RATE: item}
        file.undo()
        assert file.snapshot().missing_items == {}
        assert file.verify() == ()
