"""What is recorded, what it returns, and that it is there after closing."""

import errno
import sqlite3
from contextlib import closing
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from helpers.data_files import Clock, Desk, figure
from plandesk.core.problems import KnownProblem
from plandesk.core.records import (
    RECORDS,
    Assessment,
    Benchmark,
    CellKey,
    CountyStatement,
    CountySubmission,
    EnteredBaseline,
    Explanation,
    FollowUp,
    FormTrip,
    MissingItem,
    Observation,
    Record,
    SecondEntry,
    SeriesBreak,
    Setting,
    Substitute,
    Town,
    YearState,
)
from plandesk.store.faults import known_faults
from plandesk.store.plan_file import PlanFile
from plandesk.store.shelf import load_library, load_pack

RATIO = "maternal_mortality_ratio"
FULL: tuple[Record, ...] = (
    Observation(
        RATIO, 2024, "area=rural", "", "12.50", "2", "16000", Decimal("12.50"), Decimal(2), Decimal(16000),
        "value", "县医院补报", True, "import",
    ),
    Explanation("maternal_mortality_ratio.plausible", RATIO, 2024, "", "当年2例，均已评审", "12.50|2|16000"),
    EnteredBaseline("yongji_women", RATIO, 2020, Decimal("14.3")),
    Benchmark("yongji_women", RATIO, 2024, Decimal("0.10")),
    Assessment("yongji_women", "1.4", 2024, "partly", "永妇儿〔2024〕3号"),
    SeriesBreak(RATIO, 2023, "统计口径改为常住人口"),
    Town("城西街道", 2),
    YearState(2023, "sent", True, 1, "2024-04-20"),
    Setting("signer", "永济市妇儿工委办公室"),
    Substitute("yongji_women", RATIO, "maternal_syphilis_testing_rate", "尚未统计", 2023),
    MissingItem("youth_sex_education_rate", "教育局", "2025-06-30", "抽样调查"),
    CountySubmission(
        "350502", 2024, "鲤城区", "county", 1, "0af3", "鲤城区.xlsx", "0.1.0", "2025-04-20T10:00:00",
    ),
    FormTrip(
        2024, "卫生健康局", 2, "2025-03-03T09:00", "2025-03-31", "2025-03-28", "2025-04-01T15:20", "孙丽",
        "卫健局.xlsx", "2025-04-01 卫生健康局.xlsx", "0af3", 12, 1, "2025-04-02T08:30",
    ),
    FollowUp(
        3, "yongji_women", RATIO, 2024, "卫生健康局", "W3 W8", "最近4次变动平均+1.2/10万。", "2025-03-10", "2025-04-10",
        "已评审2例", "2025-04-02", "已整改", "2025-04-20",
    ),
    SecondEntry(
        RATIO, 2024, "area=rural", "", "3", "16000", "numerator=2;denominator=16000", "孙丽", "2025-04-12T10:00:00",
    ),
    CountyStatement("350502", 2024, "assessment", "haizhou_women", "1.3", "", "partly", "正在办理，6月完成。"),
)  # fmt: skip


def refused(action: object, *args: object, **named: object) -> KnownProblem:
    with pytest.raises(KnownProblem) as caught:
        action(*args, **named)  # type: ignore[operator]
    return caught.value


@pytest.fixture
def file(desk: Desk, place: Path) -> PlanFile:
    with desk.create(place) as made:
        yield made


def test_every_kind_of_record_comes_back_as_it_went_in(desk: Desk, place: Path) -> None:
    with desk.create(place, plans=[load_pack("yongji_women")], library=load_library()) as file:
        made = file.record(FULL, origin="import", label="导入")
        before = file.snapshot()
    with desk.open(place) as file:
        after = file.snapshot()
        assert after == before
        assert file.verify() == ()
    assert len(made.changes) == len(FULL)
    assert {type(record) for record in FULL} == set(RECORDS), "a new kind of record needs its line above"
    assert after.observations == {CellKey(RATIO, 2024, "area=rural"): FULL[0]}
    assert list(after.explanations.values()) == [FULL[1]]
    assert after.baselines == {("yongji_women", RATIO, 2020): FULL[2]}
    assert after.benchmarks == {("yongji_women", RATIO, 2024): FULL[3]}
    assert after.assessments == {("yongji_women", "1.4", 2024): FULL[4]}
    assert after.breaks == {(RATIO, 2023): FULL[5]}
    assert after.towns == (FULL[6],)
    assert after.years == {2023: FULL[7]}
    assert after.settings == {"signer": "永济市妇儿工委办公室"}
    assert after.substitutes == {("yongji_women", RATIO): FULL[9]}
    assert after.missing_items == {"youth_sex_education_rate": FULL[10]}
    assert list(after.county_statements.values()) == [FULL[-1]]
    assert after.county_submissions == {("350502", 2024): FULL[11]}
    assert after.form_trips == {(2024, "卫生健康局", 2): FULL[12]}
    assert after.follow_ups == {3: FULL[13]}


def test_region_plans_and_forms_are_copied_into_the_file(desk: Desk, place: Path) -> None:
    plan, library = load_pack("yongji_women"), load_library()
    with desk.create(place, plans=[plan], library=library) as made:
        file_id = made.file_id
    with desk.open(place) as file:
        held = file.snapshot()
    assert held.plans == (plan,)
    assert held.library.forms == library.forms
    assert held.region.code == "140881"
    assert held.file_id == file_id
    assert len(file_id) == 32


def test_the_change_set_says_what_changed(file: PlanFile) -> None:
    file.record([figure("12.5")], origin="typed", label="录入 孕产妇死亡率 2024年")
    made = file.record([figure("13.5")], origin="typed", label="改 孕产妇死亡率 2024年")
    (change,) = made.changes
    assert (made.batch, made.who, made.at, made.undoes) == (2, "王芳", "2025-03-10T09:30:00", None)
    assert change.key == ("", RATIO, 2024, "")
    assert change.before is not None
    assert change.after is not None
    assert (change.before["value"], change.after["value"]) == ("12.5", "13.5")
    assert made.cells() == {CellKey(RATIO, 2024)}


def test_the_same_again_changes_nothing(file: PlanFile, place: Path) -> None:
    file.record([figure("12.5"), Setting("signer", "王芳")], origin="typed", label="录入")
    stood = place.read_bytes()
    made = file.record([figure("12.5"), Setting("signer", "王芳")], origin="typed", label="录入")
    assert made.is_empty
    assert place.read_bytes() == stood
    assert len(file.history()) == 1


def test_a_figure_entered_again_keeps_its_origin_unless_it_was_a_sample(file: PlanFile) -> None:
    typed = figure("12.5")
    sample = replace(figure("3", "infant_mortality_rate"), origin="sample")
    file.record([typed, sample], origin="sample", label="示例")
    pasted = [replace(typed, origin="paste"), replace(sample, origin="paste")]
    made = file.record(pasted, origin="paste", label="粘贴")
    assert made.cells() == {CellKey("infant_mortality_rate", 2024)}
    assert file.snapshot().observations[typed.address].origin == "typed"
    assert not file.snapshot().has_samples()


def test_a_blank_record_removes_the_fact(desk: Desk, file: PlanFile, place: Path) -> None:
    file.record(
        [figure("12.5"), Town("城西街道", 1), Setting("signer", "王芳")], origin="typed", label="录入"
    )
    file.record([Observation(RATIO, 2024), Town("城西街道"), Setting("signer")], origin="typed", label="清除")
    file.close()
    with desk.open(place) as again:
        held = again.snapshot()
        assert again.verify() == ()
    assert (held.observations, held.towns, held.settings) == ({}, (), {})


def test_of_a_key_written_twice_in_one_step_the_last_stands(file: PlanFile) -> None:
    made = file.record([figure("1"), figure("2")], origin="paste", label="粘贴")
    assert [change.after and change.after["value"] for change in made.changes] == ["2"]
    assert file.verify() == ()


def test_a_snapshot_taken_does_not_change(file: PlanFile) -> None:
    earlier = file.snapshot()
    assert file.snapshot() is earlier
    file.record([figure("12.5"), Setting("signer", "王芳")], origin="typed", label="录入")
    later = file.snapshot()
    file.undo()
    assert (earlier.observations, earlier.settings) == ({}, {})
    assert later.observations[CellKey(RATIO, 2024)].text == "12.5"
    assert later.explanations is earlier.explanations


def test_counties_stand_apart_from_the_files_own_region(desk: Desk, file: PlanFile, place: Path) -> None:
    own, county = figure("12.5"), figure("9", region="140882")
    file.record([own, county, figure("8", region="140821")], origin="import", label="汇总")
    file.record([Observation(RATIO, 2024, region="140821")], origin="import", label="撤回")
    held = file.snapshot()
    file.close()
    assert held.observations == {own.address: own}
    assert held.counties == {"140882": {county.address: county}}
    with desk.open(place) as again:
        assert again.snapshot() == held


def test_towns_stand_in_the_files_own_order(desk: Desk, file: PlanFile, place: Path) -> None:
    file.record([Town("栲栳镇", 3), Town("城东街道", 2), Town("城西街道", 1)], origin="typed", label="镇街")
    held = [town.name for town in file.snapshot().towns]
    file.close()
    assert held == ["城西街道", "城东街道", "栲栳镇"]
    with desk.open(place) as again:
        assert [town.name for town in again.snapshot().towns] == held


def test_a_fact_of_a_plan_the_file_has_not_is_refused(file: PlanFile, desk: Desk) -> None:
    problem = refused(
        file.record,
        [figure("1"), Benchmark("lishui_women", RATIO, 2024, Decimal(1))],
        origin="typed",
        label="对标值",
    )
    assert problem.code == "unknown_plan"
    assert "lishui_women" in desk.words.problem(problem)
    assert file.snapshot().observations == {}


def test_last_saved_is_the_time_of_the_last_step(
    desk: Desk, clock: Clock, file: PlanFile, place: Path
) -> None:
    assert file.last_saved is None
    clock.move(minutes=62)
    file.record([figure("12.5")], origin="typed", label="录入")
    assert file.last_saved == clock.at
    file.close()
    with desk.open(place) as again:
        assert again.last_saved == clock.at


def test_a_full_disk_stores_nothing_and_says_so(desk: Desk, file: PlanFile, place: Path) -> None:
    file.record([figure("12.5")], origin="typed", label="录入")
    pages = file._db.execute("PRAGMA page_count").fetchone()[0]
    file._db.execute(f"PRAGMA max_page_count = {pages}").fetchone()
    many = [figure("7", f"indicator_{number}") for number in range(800)]
    problem = refused(file.record, many, origin="paste", label="粘贴")
    assert problem.code == "disk_full"
    assert str(place) in desk.words.problem(problem)
    assert len(file.snapshot().observations) == 1
    assert file.next_undo == "录入"
    assert file.verify() == ()
    file._db.execute("PRAGMA max_page_count = 100000").fetchone()
    file.record(many, origin="paste", label="粘贴")
    assert len(file.snapshot().observations) == 801
    assert file.verify() == ()


def test_the_log_cannot_be_rewritten(file: PlanFile) -> None:
    file.record([figure("12.5")], origin="typed", label="录入")
    for attempt in (
        "UPDATE change_batch SET who = '李强'",
        "DELETE FROM change_batch",
        "UPDATE change SET after = NULL",
        "DELETE FROM change",
        "INSERT OR REPLACE INTO change SELECT * FROM change",
    ):
        with pytest.raises(sqlite3.IntegrityError, match="append-only"):
            file._db.execute(attempt)


def test_verify_names_the_fact_that_was_changed_behind_the_log(file: PlanFile) -> None:
    file.record([figure("12.5"), figure("3", "infant_mortality_rate")], origin="typed", label="录入")
    file._db.execute("UPDATE observation SET value = '11' WHERE indicator = ?", [RATIO])
    file._db.execute("DELETE FROM observation WHERE indicator = 'infant_mortality_rate'")
    file._db.execute("INSERT INTO setting VALUES ('signer', '李强')")
    problems = file.verify()
    assert len(problems) == 3
    assert f"{RATIO} 2024" in problems[0]
    assert "signer" in problems[1]
    assert "infant_mortality_rate 2024" in problems[2]


@pytest.mark.parametrize(
    "forgery",
    [
        """UPDATE change SET before = '{"text":"11"}' WHERE batch = 2""",
        """UPDATE change SET after = '{"text":"11"}' WHERE batch = 2""",
        "DELETE FROM change WHERE batch = 2",
        "DELETE FROM change",
    ],
)
def test_verify_sees_a_log_that_was_rewritten(file: PlanFile, forgery: str) -> None:
    file.record([figure("12.5")], origin="typed", label="录入")
    file.record([figure("13.5")], origin="typed", label="改")
    assert file.verify() == ()
    for trigger in ("change_is_not_updated", "change_is_not_deleted"):
        file._db.execute(f"DROP TRIGGER {trigger}")
    file._db.execute(forgery)
    assert file.verify()
    assert all(f"{RATIO} 2024" in problem for problem in file.verify())


def test_verify_names_damage_references_and_a_foreign_mark(desk: Desk, place: Path) -> None:
    with desk.create(place) as file:
        some = [figure(str(n), f"indicator_{n}") for n in range(600)]
        file.record(some, origin="import", label="导入")
        file._db.execute("PRAGMA foreign_keys = OFF")
        file._db.execute("INSERT INTO baseline VALUES ('lishui_women', ?, 2020, '1')", [RATIO])
        file._db.execute("PRAGMA application_id = 7")
        foreign, reference, unlogged = file.verify()
        assert "标记" in foreign
        assert "baseline" in reference
        assert "plan" in reference
        assert f"lishui_women {RATIO} 2020" in unlogged
        whole = place.read_bytes()
        place.write_bytes(whole[:8192] + b"\xff" * (len(whole) - 8192))
        file._db.execute("PRAGMA shrink_memory")
        assert any("损坏" in problem for problem in file.verify())
        problem = refused(file.record, some[:1] * 2 + [figure("9")], origin="typed", label="录入")
        assert problem.code == "damaged_in_use"
        place.write_bytes(whole)


@pytest.mark.parametrize(
    ("number", "code"),
    [
        (errno.ENOSPC, "disk_full"),
        (errno.EACCES, "not_writable"),
        (errno.EROFS, "not_writable"),
        (errno.EIO, "disk_trouble"),
    ],
)
def test_faults_of_the_file_system_are_known(desk: Desk, place: Path, number: int, code: str) -> None:
    with pytest.raises(KnownProblem) as caught, known_faults(place):
        raise OSError(number, "")
    assert caught.value.code == code
    assert str(place) in desk.words.problem(caught.value)


def test_our_own_mistakes_stay_exceptions(place: Path) -> None:
    with (
        closing(sqlite3.connect(":memory:")) as db,
        pytest.raises(sqlite3.OperationalError),
        known_faults(place),
    ):
        db.execute("SELECT nothing FROM nowhere")


def test_history_newest_first_and_by_indicator(file: PlanFile) -> None:
    file.record([figure("1"), figure("2", "infant_mortality_rate")], origin="import", label="导入")
    file.record([figure("3", "infant_mortality_rate")], origin="typed", label="录入")
    file.record([Explanation("x.range", RATIO, 2024, "", "已核实")], origin="explain", label="说明")
    file.undo()
    assert [step.label for step in file.history()] == ["撤销：说明", "说明", "录入", "导入"]
    assert [step.batch for step in file.history(limit=2)] == [4, 3]
    ratio = file.history(RATIO)
    assert [(step.batch, step.origin, len(step.changes)) for step in ratio] == [
        (4, "undo", 1), (3, "explain", 1), (1, "import", 1),
    ]  # fmt: skip
    assert [step.batch for step in file.history(RATIO, limit=1)] == [4]
    assert file.history("no_such_indicator") == ()
    assert ratio[0].changes[0].after is None
    assert file.history()[0].undoes == 3


def test_a_revised_plan_is_one_step_of_undo(desk: Desk, place: Path) -> None:
    women, children, library = load_pack("yongji_women"), load_pack("yongji_children"), load_library()
    with desk.create(place, plans=[women], library=library) as file:
        revised = replace(women, version=2, title="永济市妇女发展规划（中期调整）")
        form = replace(library.forms[0], version=2)
        file.revise(plans=[revised, children], forms=[form], label="规划调整")
        assert file.verify() == ()
    with desk.open(place) as file:
        assert file.snapshot().plans == (revised, children)
        assert file.snapshot().library.forms == (form, *library.forms[1:])
        assert file.next_undo == "规划调整"
        file.undo()
        assert file.snapshot().plans == (women,)
        assert file.verify() == ()
    with desk.open(place) as file:
        assert file.snapshot().library.forms == library.forms
