"""A sealed year keeps its figures until it is opened again."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from helpers.data_files import Desk, figure
from plandesk.core.problems import KnownProblem
from plandesk.core.records import Explanation, Observation, Record, SeriesBreak, YearState
from plandesk.store.plan_file import PlanFile

SEALED = YearState(2024, "sent", True, 0)
OPEN = YearState(2024, "sent", False, 1)


@pytest.fixture
def file(desk: Desk, place: Path) -> Iterator[PlanFile]:
    with desk.create(place) as made:
        made.record([figure("12.5"), figure("11.5", year=2023)], origin="typed", label="录入")
        made.record([SEALED], origin="typed", label="封存2024年")
        yield made


@pytest.mark.parametrize(
    "record",
    [
        figure("13"),
        figure("13", cell="area=rural"),
        Observation("maternal_mortality_ratio", 2024),
        Explanation("x.range", "maternal_mortality_ratio", 2024, "", "已核实"),
    ],
    ids=["changed", "new", "removed", "explanation"],
)
def test_figures_of_a_sealed_year_are_refused(desk: Desk, file: PlanFile, record: Record) -> None:
    held, steps = file.snapshot(), len(file.history())
    with pytest.raises(KnownProblem) as caught:
        file.record([figure("99", year=2023), record], origin="typed", label="录入")
    assert caught.value.code == "year_sealed"
    assert desk.words.problem(caught.value).startswith("2024年已封存")
    assert file.snapshot() is held
    assert len(file.history()) == steps
    assert file.verify() == ()


def test_other_years_and_other_facts_stay_open(file: PlanFile) -> None:
    file.record([figure("99", year=2023)], origin="typed", label="录入")
    file.record([SeriesBreak("maternal_mortality_ratio", 2023, "口径改变")], origin="typed", label="口径变动")
    assert len(file.snapshot().breaks) == 1
    with pytest.raises(KnownProblem, match="year_sealed"):  # it would judge anew what was sent
        file.record(
            [SeriesBreak("maternal_mortality_ratio", 2024, "口径改变")], origin="typed", label="口径变动"
        )


def test_the_same_figure_again_is_no_write(file: PlanFile) -> None:
    assert file.record([figure("12.5")], origin="import", label="导入").is_empty


def test_opening_the_year_and_correcting_it_may_be_one_step(file: PlanFile) -> None:
    file.record([OPEN, figure("13")], origin="typed", label="更正2024年：县医院补报1例")
    assert file.snapshot().years[2024] == OPEN
    file.record([figure("14")], origin="typed", label="录入")
    file.record([figure("15"), SEALED], origin="typed", label="更正并封存")
    with pytest.raises(KnownProblem, match="year_sealed"):
        file.record([figure("16")], origin="typed", label="录入")


def test_sealing_and_opening_end_what_can_be_undone(desk: Desk, file: PlanFile, place: Path) -> None:
    assert (file.next_undo, file.undo()) == (None, None)
    file.record([OPEN], origin="typed", label="重开2024年：补报")
    assert file.undo() is None
    file.record([figure("13")], origin="typed", label="更正")
    file.close()
    with desk.open(place) as again:
        assert again.next_undo == "更正"
        again.undo()
        assert (again.next_undo, again.undo(), again.next_redo) == (None, None, "更正")
        assert again.snapshot().observation("maternal_mortality_ratio", 2024) == figure("12.5")
        again.record([SEALED], origin="typed", label="封存2024年")
        assert again.next_redo is None


def test_a_stage_without_sealing_can_be_undone(file: PlanFile) -> None:
    file.record([YearState(2023, "checked")], origin="typed", label="审核完成")
    file.undo()
    assert 2023 not in file.snapshot().years
