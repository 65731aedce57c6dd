"""Daily copies, copies on demand, and bringing one back."""

import sqlite3
from contextlib import closing
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from helpers.data_files import Clock, Desk, figure
from plandesk.core.problems import KnownProblem
from plandesk.store.backups import BackupRule
from plandesk.store.plan_file import PlanFile
from plandesk.store.restoring import restore


def copies(place: Path) -> list[str]:
    folder = place.with_name("永济市 监测备份")
    return sorted(p.name for p in folder.iterdir()) if folder.is_dir() else []


def filled(desk: Desk, place: Path, value: str = "12.5") -> None:
    with desk.create(place) as file:
        file.record([figure(value)], origin="typed", label="录入")


def value_in(desk: Desk, place: Path) -> str:
    with desk.open(place, read_only=True) as file:
        assert file.verify() == ()
        return file.snapshot().observations[figure("1").address].text


def problem_of(desk: Desk, copy: Path, target: Path) -> KnownProblem:
    with pytest.raises(KnownProblem) as caught:
        restore(copy, target, by="王芳", words=desk.words, now=desk.clock)
    assert desk.words.problem(caught.value).endswith("。")
    return caught.value


def test_the_last_days_and_the_last_of_each_month_are_kept() -> None:
    start = date(2022, 1, 1)
    days = [start + timedelta(days=n) for n in range(0, 1000, 2)]
    kept = BackupRule(daily=10, monthly=6).kept(days)
    assert sorted(kept)[-10:] == days[-10:]
    older = sorted(kept)[:-10]
    assert older == [
        date(2024, 4, 30),
        date(2024, 5, 30),
        date(2024, 6, 29),
        date(2024, 7, 31),
        date(2024, 8, 30),
    ]
    assert BackupRule().kept([]) == frozenset()


def test_one_copy_a_day_and_old_ones_go(desk: Desk, clock: Clock, place: Path) -> None:
    filled(desk, place)
    assert copies(place) == []
    folder = place.with_name("永济市 监测备份")
    folder.mkdir()
    foreign = ["永济市 监测_备注.plandesk", "永济市 监测_2025-02-30.plandesk", "别的_2020-01-01.plandesk"]
    for name in foreign:
        (folder / name).write_text("不是我们的", encoding="utf-8")
    opened = []
    for day in range(50):
        clock.at = datetime(2025, 1, 1, 8) + timedelta(days=day)
        for _ in range(2):
            with desk.open(place) as file:
                assert file.notices == ()
        opened.append(clock.at.date())
    kept = sorted(BackupRule().kept(opened))
    assert len(kept) == 11
    assert set(copies(place)) == {f"永济市 监测_{day}.plandesk" for day in kept} | set(foreign)


def test_the_copy_holds_the_day_before_its_edits(desk: Desk, place: Path) -> None:
    filled(desk, place, "1")
    with desk.open(place) as file:
        file.record([figure("2")], origin="typed", label="录入")
    (name,) = copies(place)
    assert value_in(desk, place.with_name("永济市 监测备份") / name) == "1"
    assert value_in(desk, place) == "2"


def test_a_copy_that_cannot_be_made_is_told_and_the_file_opens(desk: Desk, place: Path) -> None:
    filled(desk, place)
    place.with_name("永济市 监测备份").write_text("一个文件占着名字", encoding="utf-8")
    with desk.open(place) as file:
        assert not file.read_only
        assert len(file.notices) == 1
        assert "永济市 监测备份" in file.notices[0]
        file.record([figure("2")], origin="typed", label="录入")


def test_copies_may_go_to_another_folder(desk: Desk, place: Path, tmp_path: Path) -> None:
    filled(desk, place)
    rule = BackupRule(folder=tmp_path / "移动盘" / "备份")
    with PlanFile.open(place, by="王芳", words=desk.words, now=desk.clock, backups=rule) as file:
        assert file.notices == ()
    assert copies(place) == []
    assert [p.name for p in (tmp_path / "移动盘" / "备份").iterdir()] == ["永济市 监测_2025-03-10.plandesk"]


def test_a_copy_on_demand_is_the_file_and_refuses_to_overwrite(desk: Desk, place: Path) -> None:
    target = place.with_name("交接.plandesk")
    with desk.create(place) as file:
        file.record([figure("12.5")], origin="typed", label="录入")
        file.backup(target)
        with pytest.raises(KnownProblem, match="file_exists"):
            file.backup(target)
        with pytest.raises(KnownProblem, match="folder_missing"):
            file.backup(place.parent / "没有" / "x.plandesk")
        with desk.open(target) as copy:
            assert not copy.read_only
            assert copy.snapshot() == file.snapshot()
            assert copy.history() == file.history()
            assert copy.verify() == ()
    assert sorted(p.name for p in place.parent.iterdir() if p.is_file()) == sorted([target.name, place.name])


def test_a_reader_can_copy(desk: Desk, place: Path) -> None:
    filled(desk, place)
    with desk.open(place), desk.open(place) as reader:
        assert reader.read_only
        reader.backup(place.with_name("副本.plandesk"))
    assert value_in(desk, place.with_name("副本.plandesk")) == "12.5"


def test_restore_keeps_what_it_replaces(desk: Desk, clock: Clock, place: Path) -> None:
    filled(desk, place, "1")
    copy = place.with_name("交接.plandesk")
    with desk.open(place) as file:
        file.backup(copy)
        file.record([figure("2")], origin="typed", label="录入")
    aside = restore(copy, place, by="王芳", words=desk.words, now=clock)
    assert aside == place.with_name("永济市 监测.replaced-20250310-093000.plandesk")
    again = restore(copy, place, by="王芳", words=desk.words, now=clock)
    assert again == place.with_name("永济市 监测.replaced-20250310-093000-2.plandesk")
    assert (value_in(desk, place), value_in(desk, aside), value_in(desk, again)) == ("1", "2", "1")
    assert not list(place.parent.glob("*.part"))
    assert not list(place.parent.glob("*.lock"))


def test_restore_to_a_free_name(desk: Desk, clock: Clock, place: Path) -> None:
    filled(desk, place)
    target = place.with_name("新.plandesk")
    assert restore(place, target, by="王芳", words=desk.words, now=clock) is None
    assert value_in(desk, target) == "12.5"


def test_restore_puts_a_damaged_file_and_its_journal_aside(desk: Desk, clock: Clock, place: Path) -> None:
    filled(desk, place)
    copy = place.with_name("交接.plandesk")
    with desk.open(place) as file:
        file.backup(copy)
    place.write_bytes(b"\xff" * 9000)
    journal = place.with_name(place.name + "-journal")
    journal.write_bytes(b"\xd9\xd5\x05\xf9\x20\xa1\x63\xd7" + b"\x00" * 5000)
    aside = restore(copy, place, by="王芳", words=desk.words, now=clock)
    assert aside is not None
    assert aside.read_bytes() == b"\xff" * 9000
    assert not journal.exists()
    assert value_in(desk, place) == "12.5"


def test_restore_refuses_a_bad_copy_and_leaves_the_file(desk: Desk, place: Path) -> None:
    filled(desk, place, "1")
    whole = place.read_bytes()
    copy = place.with_name("交接.plandesk")
    assert problem_of(desk, copy, place).code == "file_missing"
    assert problem_of(desk, place, place).code == "same_file"
    copy.write_bytes(whole[: len(whole) // 2])
    assert problem_of(desk, copy, place).code == "copy_damaged"
    copy.write_bytes(whole[:8192] + b"\xff" * 4096 + whole[12288:])
    assert problem_of(desk, copy, place).code == "copy_damaged"
    copy.write_text("不是数据文件", encoding="utf-8")
    assert problem_of(desk, copy, place).code == "not_plandesk"
    copy.write_bytes(whole)
    with closing(sqlite3.connect(copy)) as db, db:
        db.execute("UPDATE observation SET value = '99'")
    assert problem_of(desk, copy, place).code == "copy_damaged"
    with closing(sqlite3.connect(copy)) as db, db:
        db.execute("INSERT INTO _sqlite_migrations (migration_set, name) VALUES ('plandesk', '0099_x')")
    assert problem_of(desk, copy, place).code == "newer_file"
    assert problem_of(desk, place, place.parent / "没有" / "x.plandesk").code == "folder_missing"
    assert place.read_bytes() == whole


def test_restore_refuses_while_the_file_is_open(desk: Desk, place: Path) -> None:
    filled(desk, place, "1")
    copy = place.with_name("交接.plandesk")
    with desk.open(place) as file:
        file.backup(copy)
        problem = problem_of(desk, copy, place)
        assert problem.code == "file_held"
        assert "王芳" in desk.words.problem(problem)
    assert not list(place.parent.glob("*.replaced*"))


def test_restore_with_no_room_for_the_new_file_leaves_the_old(desk: Desk, place: Path) -> None:
    filled(desk, place, "1")
    copy = place.with_name("交接.plandesk")
    with desk.open(place) as file:
        file.backup(copy)
        file.record([figure("2")], origin="typed", label="录入")
    blocked = place.with_name(place.name + ".part")
    blocked.mkdir()
    assert problem_of(desk, copy, place).code == "not_writable"
    assert value_in(desk, place) == "2"
