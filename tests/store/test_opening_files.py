"""What may be opened, how, and that everything else is refused with a sentence and left as it was."""

import json
import os
import shutil
import sqlite3
import sys
from contextlib import closing
from pathlib import Path, PurePosixPath, PureWindowsPath

import pytest

from helpers.data_files import Clock, Desk, figure
from plandesk.core.problems import KnownProblem
from plandesk.core.records import RECORDS
from plandesk.store.connection import APPLICATION_ID, file_uri
from plandesk.store.file_lock import Holder, take_lock


def filled(desk: Desk, place: Path, figures: int = 300) -> None:
    with desk.create(place) as file:
        some = [figure(str(n), f"indicator_{n}") for n in range(figures)]
        file.record(some, origin="import", label="导入")


def listing(folder: Path) -> dict[str, bytes]:
    return {str(p.relative_to(folder)): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def refused(desk: Desk, place: Path, *, read_only: bool = False) -> KnownProblem:
    """The problem of opening ``place``, once it is sure that nothing was written and it can be said."""
    before = listing(place.parent) if place.parent.exists() else {}
    with pytest.raises(KnownProblem) as caught:
        desk.open(place, read_only=read_only)
    assert (listing(place.parent) if place.parent.exists() else {}) == before
    sentence = desk.words.problem(caught.value)
    assert str(place if place.parent.exists() else place.parent) in sentence
    assert sentence.endswith("。")
    return caught.value


def test_missing_file_and_missing_folder(desk: Desk, place: Path) -> None:
    assert refused(desk, place).code == "file_missing"
    assert refused(desk, place.parent / "没有" / "x.plandesk").code == "folder_missing"


@pytest.mark.parametrize(
    "content", [b"", b"SQLite format 3\x00", "指标,数值\n".encode() * 50, b"PK\x03\x04" * 64]
)
@pytest.mark.parametrize("read_only", [False, True])
def test_what_is_no_data_file(desk: Desk, place: Path, content: bytes, read_only: bool) -> None:
    place.write_bytes(content)
    assert refused(desk, place, read_only=read_only).code == "not_plandesk"


def test_a_folder_and_another_programs_database_are_no_data_files(desk: Desk, place: Path) -> None:
    place.mkdir()
    assert refused(desk, place).code == "not_plandesk"
    other = place.with_name("别的.plandesk")
    with closing(sqlite3.connect(other)) as db:
        db.execute("CREATE TABLE file (id)")
    assert refused(desk, other).code == "not_plandesk"
    with closing(sqlite3.connect(other)) as db:
        db.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    # our mark alone makes no data file: the table has no row
    assert refused(desk, other).code == "damaged"


@pytest.mark.parametrize("read_only", [False, True])
def test_a_file_cut_off(desk: Desk, place: Path, read_only: bool) -> None:
    filled(desk, place)
    whole = place.read_bytes()
    for kept in (100, 4096, len(whole) // 2, len(whole) - 1):
        place.write_bytes(whole[:kept])
        assert refused(desk, place, read_only=read_only).code == "damaged"


@pytest.mark.parametrize("read_only", [False, True])
def test_a_file_with_a_spoilt_page_names_the_last_backup(desk: Desk, place: Path, read_only: bool) -> None:
    filled(desk, place)
    desk.open(place).close()
    whole = place.read_bytes()
    spoilt = 0
    for page in range(2, len(whole) // 4096):
        start = page * 4096
        place.write_bytes(whole[:start] + b"\xff" * 4096 + whole[start + 4096 :])
        problem = refused(desk, place, read_only=read_only)
        assert problem.code == "damaged"
        assert "_2025-03-10.plandesk" in desk.words.problem(problem)
        spoilt += 1
    assert spoilt > 5


@pytest.mark.parametrize("read_only", [False, True])
def test_a_file_of_a_newer_program_is_left_byte_for_byte(desk: Desk, place: Path, read_only: bool) -> None:
    filled(desk, place)
    with closing(sqlite3.connect(place)) as db, db:
        db.execute("INSERT INTO _sqlite_migrations (migration_set, name) VALUES ('plandesk', '0099_x')")
        db.execute("ALTER TABLE observation ADD COLUMN colour TEXT")
    assert refused(desk, place, read_only=read_only).code == "newer_file"


def test_create_refuses_what_is_there(desk: Desk, place: Path) -> None:
    place.write_text("别人的文件", encoding="utf-8")
    before = listing(place.parent)
    with pytest.raises(KnownProblem) as caught:
        desk.create(place)
    assert caught.value.code == "file_exists"
    assert listing(place.parent) == before
    with pytest.raises(KnownProblem) as caught:
        desk.create(place.parent / "没有" / "x.plandesk")
    assert caught.value.code == "folder_missing"


def test_a_new_file_leaves_nothing_beside_it(desk: Desk, place: Path) -> None:
    filled(desk, place)
    assert [p.name for p in place.parent.iterdir()] == [place.name]


def test_an_orphan_journal_does_not_get_into_a_new_file(desk: Desk, place: Path) -> None:
    mid_step(desk, place)
    place.unlink()
    with desk.create(place) as file:
        assert file.snapshot().observations == {}
        assert file.verify() == ()
    assert place.with_name(place.name + "-journal.old").exists()


def test_the_second_opener_reads_and_is_told_who_writes(desk: Desk, place: Path) -> None:
    with desk.create(place) as first:
        other = Desk(desk.words, desk.clock, by="李强")
        with other.open(place) as second:
            assert second.read_only
            assert second.held_by is not None
            assert second.held_by.startswith("王芳（")
            assert second.snapshot().observations == {}
            first.record([figure("12.5")], origin="typed", label="录入")
            assert second.snapshot() == first.snapshot()
            assert second.next_undo == "录入"
            for action in (second.undo, lambda: second.record([figure("1")], origin="typed", label="录入")):
                with pytest.raises(KnownProblem) as caught:
                    action()
                assert caught.value.code == "read_only"
                assert "王芳" in desk.words.problem(caught.value)
            assert second.redo() is None
    with other.open(place) as third:
        assert (third.read_only, third.held_by) == (False, None)


def test_opened_for_reading_takes_no_lock_and_makes_no_copy(desk: Desk, place: Path) -> None:
    filled(desk, place)
    before = listing(place.parent)
    with desk.open(place, read_only=True) as reader:
        assert (reader.read_only, reader.held_by) == (True, None)
        with desk.open(place) as writer:
            assert not writer.read_only
        with pytest.raises(KnownProblem, match="read_only"):
            reader.undo()
    assert listing(place.parent).keys() - before.keys() == {
        str(Path("永济市 监测备份") / "永济市 监测_2025-03-10.plandesk")
    }


def test_a_lock_file_left_by_a_dead_process_is_taken_over(desk: Desk, place: Path) -> None:
    filled(desk, place)
    lock = place.with_name(place.name + ".lock")
    lock.write_text(json.dumps({"who": "李强", "host": "PC-7", "pid": 4, "since": "2024-01-01T08:00:00"}))
    with desk.open(place) as file:
        assert not file.read_only
        assert json.loads(lock.read_text(encoding="utf-8"))["who"] == "王芳"
    assert not lock.exists()


def test_a_lock_whose_holder_cannot_be_read_still_holds(desk: Desk, place: Path) -> None:
    with desk.create(place):
        place.with_name(place.name + ".lock").write_bytes(b"\xff\xfe")
        with desk.open(place) as second:
            assert second.read_only
            assert second.held_by == "另一台电脑"


def test_create_waits_for_nobody_and_cleans_up(desk: Desk, place: Path) -> None:
    lock = take_lock(place, Holder("李强", "PC-7", 4, "2025-03-10T09:00:00"))
    try:
        with pytest.raises(KnownProblem) as caught:
            desk.create(place)
    finally:
        lock.release()
    lock.release()
    assert caught.value.code == "file_held"
    assert "李强（电脑 PC-7）" in desk.words.problem(caught.value)
    place.with_name(place.name + ".part").mkdir()
    with pytest.raises(KnownProblem, match="not_writable"):
        desk.create(place)
    assert [p.name for p in place.parent.iterdir()] == [place.name + ".part"]
    place.with_name(place.name + ".part").rmdir()
    desk.create(place).close()


def test_another_program_in_the_file_is_said(desk: Desk, place: Path) -> None:
    filled(desk, place)
    with desk.open(place) as file, closing(sqlite3.connect(place, isolation_level=None)) as other:
        file._db.execute("PRAGMA busy_timeout = 0").fetchone()
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(KnownProblem) as caught:
            file.record([figure("1")], origin="typed", label="录入")
        assert caught.value.code == "file_busy"
        other.execute("ROLLBACK")
        file.record([figure("1")], origin="typed", label="录入")
        assert file.verify() == ()


def test_a_place_without_locks_opens_for_reading(desk: Desk, place: Path) -> None:
    filled(desk, place)
    place.with_name(place.name + ".lock").mkdir()
    with desk.open(place) as file:
        assert (file.read_only, file.held_by) == (True, None)
        assert len(file.notices) == 1
        assert str(place) in file.notices[0]
        assert len(file.snapshot().observations) == 300
        with pytest.raises(KnownProblem) as caught:
            file.undo()
        assert "不能写入" in desk.words.problem(caught.value)


@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() == 0, reason="permissions do not bind here")
def test_a_write_protected_place_opens_for_reading(desk: Desk, place: Path) -> None:
    filled(desk, place)
    place.parent.chmod(0o555)
    try:
        with desk.open(place) as file:
            assert file.read_only
            assert len(file.snapshot().observations) == 300
    finally:
        place.parent.chmod(0o755)


def mid_step(desk: Desk, place: Path) -> None:
    """A file as a power cut in the middle of a step leaves it: half written, with its journal."""
    whole = place.with_name("whole.plandesk")
    filled(desk, whole)
    with closing(sqlite3.connect(whole, isolation_level=None)) as db:
        db.execute("PRAGMA cache_size = 5")
        db.execute("BEGIN")
        db.execute("UPDATE observation SET value = '99', note = printf('%.500c', 'x')")
        shutil.copyfile(whole, place)
        shutil.copyfile(f"{whole}-journal", f"{place}-journal")
        db.execute("ROLLBACK")
    whole.unlink()
    Path(f"{whole}-journal").unlink(missing_ok=True)
    assert Path(f"{place}-journal").stat().st_size > 0


def test_after_a_power_cut_the_half_step_is_taken_back(desk: Desk, place: Path) -> None:
    mid_step(desk, place)
    half = place.read_bytes()
    with desk.open(place) as file:
        assert file.verify() == ()
        assert file.snapshot().observations[figure("7", "indicator_7").address].text == "7"
        assert {o.note for o in file.snapshot().observations.values()} == {""}
    assert place.read_bytes() != half


def test_after_a_power_cut_reading_takes_the_half_step_back_in_memory(desk: Desk, place: Path) -> None:
    mid_step(desk, place)
    before = listing(place.parent)
    with desk.open(place, read_only=True) as file:
        assert file.verify() == ()
        assert {o.note for o in file.snapshot().observations.values()} == {""}
    assert listing(place.parent) == before


def test_how_sqlite_is_set_for_files_that_are_copied_to_sticks(desk: Desk, place: Path) -> None:
    desk.create(place).close()
    with desk.open(place) as file:
        pragmas = ("journal_mode", "synchronous", "foreign_keys", "application_id")
        assert [file._db.execute(f"PRAGMA {name}").fetchone()[0] for name in pragmas] == [
            "truncate", 2, 1, int.from_bytes(b"PLDK", "big"),
        ]  # fmt: skip
        tables = file._db.execute("PRAGMA table_list").fetchall()
        ours = [row for row in tables if not row[1].startswith(("sqlite_", "_sqlite_"))]
        # the kinds of records, file, plan, form, and the two tables of the log
        assert len(ours) == len(RECORDS) + 5
        assert all(strict for *_, strict in ours)


def test_closing_twice_does_nothing_more(desk: Desk, place: Path) -> None:
    file = desk.create(place)
    file.close()
    with desk.open(place) as other:
        file.close()
        with desk.open(place) as third:
            assert third.read_only
        assert not other.read_only


@pytest.mark.skipif(sys.platform == "win32", reason="links need a privilege there")
def test_a_link_leads_to_the_one_lock_of_its_file(desk: Desk, place: Path) -> None:
    filled(desk, place)
    link = place.parent.parent / "桌面.plandesk"
    link.symlink_to(place)
    with desk.open(place), desk.open(link) as second:
        assert second.read_only


@pytest.mark.parametrize(
    ("path", "uri"),
    [
        (PurePosixPath("/数据/a b#1?.plandesk"), "file:///%E6%95%B0%E6%8D%AE/a%20b%231%3F.plandesk?mode=ro"),
        (PureWindowsPath(r"D:\妇\x.plandesk"), "file:///D:/%E5%A6%87/x.plandesk?mode=ro"),
        (PureWindowsPath(r"\\server\share\x.plandesk"), "file:////server/share/x.plandesk?mode=ro"),
    ],
)
def test_uris(path: PurePosixPath, uri: str) -> None:
    assert file_uri(path, "ro") == uri


def test_the_clock_is_the_injected_one(desk: Desk, clock: Clock, place: Path) -> None:
    clock.move(days=400)
    filled(desk, place)
    with desk.open(place) as file:
        assert file.history()[0].at == "2026-04-14T09:30:00"
