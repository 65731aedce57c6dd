"""Undo and redo across reopenings, against a model that simply keeps every earlier state."""

import random
from pathlib import Path

import pytest

from helpers.data_files import Desk, figure
from plandesk.core.records import Observation, Record, Setting, Town, YearState
from plandesk.store.plan_file import PlanFile

State = dict[tuple[object, ...], Record]

INDICATORS = ("maternal_mortality_ratio", "infant_mortality_rate", "under5_mortality_rate")
CELLS = ("", "area=urban", "area=rural")
STEPS = 160


class Model:
    """Every state there was, in lists."""

    def __init__(self) -> None:
        self.state: State = {}
        self.past: list[State] = []
        self.future: list[State] = []

    def record(self, records: list[Record]) -> bool:
        new = dict(self.state)
        for record in records:
            new.pop((record.table, *record.key()), None)
            if not record.is_blank:
                new[(record.table, *record.key())] = record
        if new == self.state:
            return False
        self.past.append(self.state)
        self.future.clear()
        closed = {k: r for k, r in self.state.items() if isinstance(r, YearState) and r.sealed}
        if closed != {k: r for k, r in new.items() if isinstance(r, YearState) and r.sealed}:
            self.past.clear()
        self.state = new
        return True

    def undo(self) -> bool:
        if not self.past:
            return False
        self.future.append(self.state)
        self.state = self.past.pop()
        return True

    def redo(self) -> bool:
        if not self.future:
            return False
        self.past.append(self.state)
        self.state = self.future.pop()
        return True


def held_by(file: PlanFile) -> State:
    snapshot = file.snapshot()
    records: list[Record] = [*snapshot.observations.values(), *snapshot.towns, *snapshot.years.values()]
    records += [Setting(name, value) for name, value in snapshot.settings.items()]
    for county in snapshot.counties.values():
        records += county.values()
    return {(record.table, *record.key()): record for record in records}


def some_records(chance: random.Random) -> list[Record]:
    def one() -> Record:
        kind = chance.random()
        if kind < 0.1:
            return Setting(chance.choice(("signer", "unit")), chance.choice(("", "王芳", "李强")))
        if kind < 0.2:
            return Town(chance.choice(("城西街道", "栲栳镇")), chance.choice((None, 1, 2)))
        where = (chance.choice(INDICATORS), chance.randint(2021, 2023), chance.choice(CELLS))
        region = chance.choice(("", "", "140882"))
        if kind < 0.35:
            return Observation(*where, region)
        return figure(str(chance.randint(0, 3)), *where, region=region)

    return [one() for _ in range(chance.choice((1, 1, 1, 2, 25)))]


@pytest.mark.parametrize("seed", range(8))
def test_the_file_follows_the_model(desk: Desk, place: Path, seed: int) -> None:
    chance, model, file = random.Random(seed), Model(), desk.create(place)
    reopened = undone = 0
    for _ in range(STEPS):
        action = chance.random()
        if action < 0.5:
            records = some_records(chance)
            assert file.record(records, origin="typed", label="录入").is_empty is not model.record(records)
        elif action < 0.72:
            undone += (file.undo() is not None) and model.undo()
        elif action < 0.86:
            assert (file.redo() is not None) is model.redo()
        elif action < 0.9:
            state = YearState(2025, "draft", chance.random() < 0.5)
            assert file.record([state], origin="typed", label="状态").is_empty is not model.record([state])
        else:
            file.close()
            file = desk.open(place)
            reopened += 1
        assert held_by(file) == model.state
        assert (file.next_undo is not None, file.next_redo is not None) == (
            bool(model.past),
            bool(model.future),
        )
    assert file.verify() == ()
    file.close()
    with desk.open(place) as again:
        assert held_by(again) == model.state
        while model.undo():
            assert again.undo() is not None
        assert again.undo() is None
        assert held_by(again) == model.state
        while model.redo():
            assert again.redo() is not None
        assert held_by(again) == model.state
        assert again.verify() == ()
    assert reopened > 5
    assert undone > 10


def test_labels_of_undo_and_redo_are_those_of_the_steps(desk: Desk, place: Path) -> None:
    with desk.create(place) as file:
        file.record([figure("1")], origin="typed", label="录入甲")
        file.record([figure("2")], origin="typed", label="录入乙")
        assert (file.next_undo, file.next_redo) == ("录入乙", None)
        undone = file.undo()
        assert undone is not None
        assert (undone.origin, undone.undoes, undone.label) == ("undo", 2, "撤销：录入乙")
        assert (file.next_undo, file.next_redo) == ("录入甲", "录入乙")
        redone = file.redo()
        assert redone is not None
        assert (redone.origin, redone.undoes, redone.label) == ("redo", 2, "重做：录入乙")
        file.undo()
        file.record([figure("3")], origin="typed", label="录入丙")
        assert (file.next_undo, file.next_redo, file.redo()) == ("录入丙", None, None)


def test_a_large_paste_is_one_step(desk: Desk, place: Path) -> None:
    with desk.create(place) as file:
        pasted = [figure(str(n), f"indicator_{n}", year) for n in range(100) for year in range(2021, 2025)]
        made = file.record(pasted, origin="paste", label="粘贴400格")
        assert len(made.changes) == 400
    with desk.open(place) as file:
        undone = file.undo()
        assert undone is not None
        assert len(undone.changes) == 400
        assert file.snapshot().observations == {}
        assert file.next_undo is None
