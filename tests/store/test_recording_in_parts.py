"""A step too large for memory: written part by part, one transaction, one step of undo."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from helpers.data_files import Desk, figure
from plandesk.core.problems import KnownProblem
from plandesk.core.records import CountySubmission, Observation, Record, YearState


def parts(*codes: str) -> Iterator[tuple[Record, ...]]:
    for code in codes:
        yield (
            figure("12.5", region=code),
            figure("13", "infant_mortality_rate", region=code),
            CountySubmission(code, 2024, code, "county", 0, "d"),
        )


def test_all_parts_are_one_step_that_can_be_undone_and_redone(desk: Desk, place: Path) -> None:
    with desk.create(place) as file:
        file.record([figure("9")], origin="typed", label="录入")
        before = file.snapshot()
        assert file.record_in_parts(parts("350502", "350503"), origin="import", label="汇总") == 6
        after = file.snapshot()
        assert set(after.counties) == {"350502", "350503"}
        assert after.observations == before.observations
        assert [len(s.changes) for s in file.history()] == [6, 1]
        assert (file.next_undo, file.verify()) == ("汇总", ())
        undone = file.undo()
        assert undone is not None
        assert len(undone.changes) == 6
        assert (file.snapshot().counties, file.snapshot().county_submissions) == ({}, {})
        file.redo()
        assert file.snapshot() == after
        assert file.verify() == ()
    with desk.open(place) as again:
        assert again.snapshot() == after


def test_undo_right_after_writing_and_a_step_after_it(desk: Desk, place: Path) -> None:
    with desk.create(place) as file:
        file.record_in_parts(parts("350502"), origin="import", label="汇总")
        file.record([figure("9")], origin="typed", label="录入")
        assert set(file.snapshot().counties) == {"350502"}
        file.undo()
        file.undo()
        assert file.snapshot().counties == {}
        assert file.verify() == ()


def test_the_same_again_is_no_step(desk: Desk, place: Path) -> None:
    with desk.create(place) as file:
        file.record_in_parts(parts("350502"), origin="import", label="汇总")
        held = file.snapshot()
        assert file.record_in_parts(parts("350502"), origin="import", label="汇总") == 0
        assert file.record_in_parts(iter(()), origin="import", label="汇总") == 0
        assert file.snapshot() is held
        assert len(file.history()) == 1


def test_a_later_part_may_replace_an_earlier_one(desk: Desk, place: Path) -> None:
    def twice() -> Iterator[tuple[Record, ...]]:
        yield (figure("12", region="350502"),)
        yield (figure("13", region="350502"),)

    with desk.create(place) as file:
        file.record_in_parts(twice(), origin="import", label="汇总")
        (held,) = file.snapshot().counties["350502"].values()
        assert held.value == 13
        assert file.verify() == ()
        file.undo()
        assert file.snapshot().counties == {}


def test_what_is_raised_on_the_way_takes_all_parts_back(desk: Desk, place: Path) -> None:
    def failing() -> Iterator[tuple[Record, ...]]:
        yield from parts("350502")
        raise KnownProblem("rollup_no_folder", folder="x")

    with desk.create(place) as file:
        held = file.snapshot()
        with pytest.raises(KnownProblem, match="rollup_no_folder"):
            file.record_in_parts(failing(), origin="import", label="汇总")
        assert (file.snapshot(), file.history(), file.next_undo) == (held, (), None)
        file.record([figure("9")], origin="typed", label="录入")
        assert file.verify() == ()


def test_a_sealed_year_and_a_file_open_for_reading_refuse(desk: Desk, place: Path) -> None:
    with desk.create(place) as file:
        file.record([YearState(2024, "sent", True)], origin="typed", label="封存")
        with pytest.raises(KnownProblem, match="year_sealed"):
            file.record_in_parts(parts("350502"), origin="import", label="汇总")
        assert file.snapshot().counties == {}
    with desk.open(place, read_only=True) as reader, pytest.raises(KnownProblem, match="read_only"):
        reader.record_in_parts(parts("350502"), origin="import", label="汇总")


def test_county_figures_come_cell_by_cell_without_the_files_own(desk: Desk, place: Path) -> None:
    with desk.create(place) as file:
        file.record([figure("9")], origin="typed", label="录入")
        file.record_in_parts(parts("350503", "350502"), origin="import", label="汇总")
        file.record([figure("1", region="350502", year=2023)], origin="import", label="汇总")
        found = list(file.county_observations(2024))
    assert [(o.indicator, o.region) for o in found] == [
        ("infant_mortality_rate", "350502"), ("infant_mortality_rate", "350503"),
        ("maternal_mortality_ratio", "350502"), ("maternal_mortality_ratio", "350503"),
    ]  # fmt: skip
    assert all(isinstance(o, Observation) and o.year == 2024 for o in found)
