"""Files of every earlier stage open, after a copy; a failing script leaves the file as it was."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

import plandesk.store.migrations as migrations
from helpers.data_files import COUNTY, Desk, figure
from plandesk.core.records import Setting, Town
from plandesk.shipped import shipped_dir
from plandesk.store.connection import close_tidily, connect_for_making
from plandesk.store.migrations import Scripts
from plandesk.store.restoring import restore
from plandesk.store.shelf import load_library, load_pack

SCRIPTS = sorted(shipped_dir("db").glob("*.sql"))


def schema(place: Path) -> list[tuple[str, str, str]]:
    with closing(sqlite3.connect(place)) as db:
        return db.execute("SELECT type, name, sql FROM sqlite_master ORDER BY type, name").fetchall()


def made_at_stage(place: Path, stage: int) -> None:
    """A data file as the program had it when it shipped ``stage`` scripts."""
    db = connect_for_making(place)
    Scripts(Scripts.shipped().by_name[:stage]).apply(db)
    with db.atomic():
        db.execute(
            "INSERT INTO file VALUES (1, 'f0', ?, ?, ?, '2024-01-01T08:00:00', '王芳', '0.0.1')",
            (COUNTY.name, COUNTY.code, COUNTY.level),
        )
    close_tidily(db)


def later_program(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, script: str) -> None:
    """From here on the program ships one script more."""
    folder = tmp_path / "db"
    folder.mkdir()
    for file in SCRIPTS:
        (folder / file.name).write_bytes(file.read_bytes())
    (folder / "0098_next.sql").write_text(script, encoding="utf-8")
    monkeypatch.setattr(migrations, "shipped_dir", lambda name: folder)


def copies_before(place: Path) -> list[str]:
    return sorted(p.name for p in place.parent.glob("*.bak"))


def test_scripts_are_numbered_without_gaps() -> None:
    assert [int(file.name.split("_")[0]) for file in SCRIPTS] == list(range(1, len(SCRIPTS) + 1))
    assert [name for name, _ in Scripts.shipped().by_name] == [file.stem for file in SCRIPTS]


@pytest.mark.parametrize("stage", range(1, len(SCRIPTS) + 1))
def test_a_file_of_every_stage_opens_as_a_fresh_one(desk: Desk, place: Path, stage: int) -> None:
    made_at_stage(place, stage)
    fresh = place.with_name("fresh.plandesk")
    desk.create(fresh).close()
    old = place.read_bytes()
    with desk.open(place, read_only=True) as reader:
        assert reader.snapshot().region == COUNTY
        assert reader.verify() == ()
    assert place.read_bytes() == old, "reading migrates in memory only"
    with desk.open(place) as file:
        assert file.notices == ()
        assert file.snapshot().file_id == "f0"
        file.record([figure("12.5")], origin="typed", label="录入")
        assert file.verify() == ()
    assert schema(place) == schema(fresh)
    later = stage < len(SCRIPTS)
    assert copies_before(place) == ([f"{place.name}.before-{SCRIPTS[stage].stem}.bak"] if later else [])
    for name in copies_before(place):
        with closing(sqlite3.connect(place.with_name(name))) as db:
            held = [row[0] for row in db.execute("SELECT name FROM _sqlite_migrations")]
        assert held == [file.stem for file in SCRIPTS[:stage]]
        with desk.open(place.with_name(name), read_only=True) as copy:
            assert copy.snapshot().file_id == "f0"


def test_an_older_copy_comes_back_as_it_was(desk: Desk, place: Path) -> None:
    made_at_stage(place, 1)
    target = place.with_name("新.plandesk")
    restore(place, target, by="王芳", words=desk.words, now=desk.clock)
    assert schema(target) == schema(place)
    with desk.open(target) as file:
        assert file.snapshot().file_id == "f0"


def test_todays_file_in_a_later_program(
    desk: Desk, place: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with desk.create(place, plans=[load_pack("yongji_women")], library=load_library()) as file:
        file.record(
            [figure("12.5"), Town("栲栳镇", 1), Setting("signer", "王芳")], origin="import", label="导入"
        )
        held, steps = file.snapshot(), file.history()
    later_program(monkeypatch, tmp_path, "ALTER TABLE town ADD COLUMN code TEXT NOT NULL DEFAULT '';")
    with desk.open(place, read_only=True) as file:
        assert file.snapshot() == held
    assert copies_before(place) == []
    with desk.open(place) as file:
        assert (file.snapshot(), file.history(), file.verify()) == (held, steps, ())
        file.undo()
        assert file.snapshot().towns == ()
    assert copies_before(place) == [f"{place.name}.before-0098_next.bak"]
    with desk.open(place) as file:
        assert file.next_redo == "导入"
    assert len(copies_before(place)) == 1


def test_a_script_that_fails_leaves_the_file_at_its_stage(
    desk: Desk, place: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.create(place).close()
    before = schema(place)
    with monkeypatch.context() as patch:
        later_program(patch, tmp_path, "CREATE TABLE halfway (x) STRICT; ALTER TABLE nowhere ADD COLUMN y;")
        with pytest.raises(sqlite3.OperationalError, match=r"halfway|unknown|missing datatype|nowhere"):
            desk.open(place)
    assert schema(place) == before
    with desk.open(place) as file:
        assert not file.read_only
        assert file.verify() == ()


def test_without_room_for_the_copy_the_file_is_read_and_not_migrated(
    desk: Desk, place: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with desk.create(place) as file:
        file.record([figure("12.5")], origin="typed", label="录入")
    later_program(monkeypatch, tmp_path, "ALTER TABLE town ADD COLUMN code TEXT NOT NULL DEFAULT '';")
    whole = place.read_bytes()
    place.with_name(f"{place.name}.before-0098_next.bak.part").mkdir()
    with desk.open(place) as file:
        assert (file.read_only, file.held_by, len(file.notices)) == (True, None, 1)
        assert "没有升级" in file.notices[0]
        assert len(file.snapshot().observations) == 1
    assert place.read_bytes() == whole
    place.with_name(f"{place.name}.before-0098_next.bak.part").rmdir()
    with desk.open(place) as file:
        assert not file.read_only
