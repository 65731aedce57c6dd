"""Whole files or none: what is left on the disk when something goes wrong."""

import errno
from pathlib import Path

import pytest

from helpers.exchange_case import words
from plandesk.core.problems import KnownProblem
from plandesk.exchange.saving import write_whole


def test_the_file_is_there_and_nothing_beside_it(tmp_path: Path) -> None:
    write_whole(tmp_path / "表.xlsx", b"content")
    assert [(p.name, p.read_bytes()) for p in tmp_path.iterdir()] == [("表.xlsx", b"content")]


@pytest.mark.parametrize(
    ("fault", "code"),
    [
        (PermissionError(errno.EACCES, "in use"), "workbook_in_use"),
        (OSError(errno.ENOSPC, "full"), "workbook_disk_full"),
    ],
)
def test_a_failed_rename_leaves_the_old_file_and_no_half_one(
    tmp_path: Path, fault: OSError, code: str
) -> None:
    """Windows refuses the rename while Excel has the target open; the new bytes must not linger as .part."""
    target = tmp_path / "表.xlsx"
    target.write_bytes(b"old")

    def refused(part: Path, path: Path) -> None:
        assert (part.read_bytes(), path) == (b"new", target)
        raise fault

    with pytest.raises(KnownProblem) as caught:
        write_whole(target, b"new", replace=refused)
    assert caught.value.code == code
    assert str(target) in words().problem(caught.value)
    assert [(p.name, p.read_bytes()) for p in tmp_path.iterdir()] == [("表.xlsx", b"old")]


def test_a_missing_folder_and_a_folder_in_the_way_are_named(tmp_path: Path) -> None:
    (tmp_path / "表.xlsx").mkdir()
    wanted = {tmp_path / "无" / "表.xlsx": "workbook_no_folder", tmp_path / "表.xlsx": "workbook_is_folder"}
    for path, code in wanted.items():
        with pytest.raises(KnownProblem) as caught:
            write_whole(path, b"new")
        assert caught.value.code == code
        assert str(path) in words().problem(caught.value)
    assert [p.name for p in tmp_path.iterdir()] == ["表.xlsx"]
