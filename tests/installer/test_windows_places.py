"""A portable program keeps its things beside itself; a stick or a network drive is told of."""

from pathlib import Path

import pytest
from PySide6.QtCore import QStandardPaths

from plandesk.desktop import preferences, windows
from plandesk.desktop.windows import PORTABLE_MARK, drive_of, portable_folder


def test_installed_program_has_no_folder_beside_it(tmp_path: Path) -> None:
    assert portable_folder(tmp_path / "plandesk.exe") is None
    assert list(tmp_path.iterdir()) == []


def test_portable_program_makes_its_data_folder(tmp_path: Path) -> None:
    (tmp_path / PORTABLE_MARK).write_text("", encoding="utf-8")
    assert portable_folder(tmp_path / "plandesk.exe") == tmp_path / "数据"
    assert (tmp_path / "数据").is_dir()


def test_place_of_the_data_folder_may_be_taken_by_a_file(tmp_path: Path) -> None:
    (tmp_path / PORTABLE_MARK).write_text("", encoding="utf-8")
    (tmp_path / "数据").write_text("", encoding="utf-8")
    assert portable_folder(tmp_path / "plandesk.exe") is None


def test_settings_follow_the_program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(preferences.FOLDER_VARIABLE, raising=False)
    generic = QStandardPaths.StandardLocation.GenericDataLocation
    own = Path(QStandardPaths.writableLocation(generic)) / "plandesk"
    (tmp_path / PORTABLE_MARK).write_text("", encoding="utf-8")
    monkeypatch.setattr(windows.sys, "executable", str(tmp_path / "python.exe"))
    assert preferences.settings_folder() == own, "only plandesk.exe is ever portable"
    monkeypatch.setattr(windows.sys, "executable", str(tmp_path / "plandesk.exe"))
    assert preferences.settings_folder() == tmp_path / "数据"
    monkeypatch.setenv(preferences.FOLDER_VARIABLE, str(tmp_path / "chosen"))
    assert preferences.settings_folder() == tmp_path / "chosen"


def test_no_drive_is_foreign_on_linux(tmp_path: Path) -> None:
    assert drive_of(tmp_path) == "own"
