"""The parts of the Windows build that need neither Wine nor a compiler."""

import ast
import hashlib
import re
import struct
import zipfile
from dataclasses import replace
from importlib.metadata import distribution
from pathlib import Path

import pytest

import archive
import launchers
import licence_list
import portable
import portable_executable
import qt_parts
import runtime
import site_packages
import static_check
import windows_python
from helpers.code_map import PACKAGE, ROOT
from plandesk.desktop import windows

INSTALLER = ROOT / "installer"


@pytest.fixture(scope="module")
def program() -> bytes:
    """A real 64-bit Windows program: distlib's launcher."""
    return Path(str(distribution("distlib").locate_file("distlib/w64.exe"))).read_bytes()


def renamed(program: bytes, dll: bytes) -> bytes:
    """``program`` importing ``dll`` instead of SHLWAPI.dll."""
    assert program.count(b"SHLWAPI.dll") == 1
    assert len(dll) == len(b"SHLWAPI.dll")
    return program.replace(b"SHLWAPI.dll", dll)


def made_wheel(path: Path, files: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w") as wheel:
        for name, content in files.items():
            wheel.writestr(name, content)
    return path


def metadata(name: str, *lines: str) -> bytes:
    return "\n".join(["Metadata-Version: 2.4", f"Name: {name}", "Version: 1.0", *lines, ""]).encode()


def test_imports_of_a_real_program(program: bytes) -> None:
    binary = portable_executable.read_binary(program)
    assert {"kernel32.dll", "shlwapi.dll"} <= set(binary.imports)
    assert binary.exports == ()


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", b"MZ" + b"\0" * 400])
def test_what_is_no_program_is_refused(data: bytes, tmp_path: Path) -> None:
    file = tmp_path / "x.dll"
    file.write_bytes(data)
    with pytest.raises(ValueError, match=r"x\.dll"):
        portable_executable.read_file(file)


def test_32_bit_program_is_refused() -> None:
    path = Path(str(distribution("distlib").locate_file("distlib/w32.exe")))
    with pytest.raises(ValueError, match="64-bit"):
        portable_executable.read_file(path)


def complete(folder: Path, program: bytes) -> Path:
    """A folder that passes the static check but for the age of its runtime."""
    folder.mkdir()
    (folder / "plandesk.exe").write_bytes(program)
    (folder / "vcruntime140.dll").write_bytes(program)
    return folder


def test_program_of_windows_own_dlls_passes(
    tmp_path: Path, program: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(static_check, "NEWEST_NEEDED", (0, 0))
    needless = "vcruntime140.dll: nothing imports it, and it is not free software"
    assert static_check.troubles(complete(tmp_path / "p", program)) == [needless]
    monkeypatch.setattr(static_check, "_imports", lambda _: ("vcruntime140.dll",))
    assert static_check.troubles(tmp_path / "p") == []


def test_missing_dll_is_named(tmp_path: Path, program: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(static_check, "NEWEST_NEEDED", (0, 0))
    folder = complete(tmp_path / "p", renamed(program, b"MISSING.dll"))
    (found,) = {line for line in static_check.troubles(folder) if line.startswith("plandesk.exe")}
    assert "missing.dll" in found
    (folder / "missing.dll").write_bytes(program)
    assert not [line for line in static_check.troubles(folder) if line.startswith("plandesk.exe")]


def test_old_or_misplaced_runtime_is_named(tmp_path: Path, program: bytes) -> None:
    folder = complete(tmp_path / "p", program)
    (folder / "Lib").mkdir()
    (folder / "Lib" / "MSVCP140.dll").write_bytes(program)
    found = "\n".join(static_check.troubles(folder))
    assert "too old for Qt" in found
    assert re.search(r"MSVCP140\.dll: the runtime belongs beside the programs", found)


def test_no_runtime_is_named(tmp_path: Path, program: bytes) -> None:
    folder = complete(tmp_path / "p", program)
    (folder / "vcruntime140.dll").unlink()
    assert "vcruntime140.dll is missing" in static_check.troubles(folder)


@pytest.mark.parametrize("stub", sorted(path.stem for path in (INSTALLER / "wine" / "stubs").glob("*.c")))
def test_stand_in_for_wine_is_never_shipped(stub: str, tmp_path: Path, program: bytes) -> None:
    folder = complete(tmp_path / "p", program)
    (folder / f"{stub}.dll").write_bytes(program)
    assert any("stand-in for Wine" in line for line in static_check.troubles(folder))


def test_qt_modules_are_those_the_window_imports() -> None:
    sources = [(str(path), path.read_bytes()) for path in PACKAGE.rglob("*.py")]
    assert {"QtCore", "QtGui", "QtWidgets"} <= qt_parts.qt_modules(sources)
    told = [
        ("a.py", b"import PySide6.QtXml\nfrom PySide6 import QtSql\nfrom PySide6.QtSvg import QSvgRenderer\n")
    ]
    assert qt_parts.qt_modules(told) == {"QtXml", "QtSql", "QtSvg"}


def test_qt_files_follow_imports(tmp_path: Path, program: bytes) -> None:
    files = {
        "PySide6/QtCore.pyd": renamed(program, b"Qt6CORE.dll"),
        "PySide6/Qt6Core.dll": renamed(program, b"Qt6Help.dll"),
        "PySide6/Qt6Help.dll": program,
        "PySide6/Qt6Unused.dll": program,
        "PySide6/__init__.py": b"",
    }
    with zipfile.ZipFile(made_wheel(tmp_path / "q.whl", files)) as wheel:
        assert qt_parts.qt_files(wheel, ["QtCore"]) == sorted(set(files) - {"PySide6/Qt6Unused.dll"})
        with pytest.raises(ValueError, match=r"PySide6/QtSql\.pyd"):
            qt_parts.qt_files(wheel, ["QtSql"])


def test_wheels_are_trimmed_and_may_not_lead_outside(tmp_path: Path) -> None:
    info = "demo-1.0.dist-info/METADATA"
    good = made_wheel(
        tmp_path / "demo-1.0-py3-none-any.whl",
        {info: metadata("demo", "License-Expression: MIT"), "demo/__init__.py": b"", "demo/tests/test_a.py": b"",
         "demo/x.pyi": b"", "demo/msvcp140.dll": b"", "demo/msvcp140-0a1b.dll": b""},
    )  # fmt: skip
    site = tmp_path / "site"
    part, *_ = site_packages.unpack([], good, site)
    assert part.entries == (info, "demo/__init__.py", "demo/msvcp140-0a1b.dll")
    assert sorted(p.name for p in (site / "demo").iterdir()) == ["__init__.py", "msvcp140-0a1b.dll"]
    bad = made_wheel(tmp_path / "bad-1.0-py3-none-any.whl", {info: metadata("bad"), "../x.py": b""})
    with pytest.raises(ValueError, match="outside"):
        site_packages.unpack([], bad, site)


def part(name: str, licence: str) -> site_packages.Distribution:
    return site_packages.Distribution(name, "1.0", licence, Path(f"{name}-1.0-py3-none-any.whl"), ())


@pytest.mark.parametrize(
    "licence", ["MIT", "BSD-3-Clause", "Apache-2.0 OR BSD-3-Clause", "MIT License; BSD License"]
)
def test_free_licences_are_shipped(licence: str) -> None:
    assert licence_list.licence_of(part("demo", licence)) == licence


@pytest.mark.parametrize(
    "licence", ["GPL-3.0-only", "MIT AND GPL-2.0-or-later", "AGPL-3.0", "Proprietary", ""]
)
def test_other_licences_stop_the_build(licence: str) -> None:
    with pytest.raises(ValueError, match="may be shipped"):
        licence_list.licence_of(part("demo", licence))


def test_qt_is_used_under_the_lgpl() -> None:
    told = "LGPL-3.0-only OR GPL-2.0-only OR GPL-3.0-only"
    assert licence_list.licence_of(part("pyside6-essentials", told)) == "LGPL-3.0-only"


def laid_down(folder: Path) -> list[site_packages.Distribution]:
    """A small program's folder as the build leaves it, and the parts it is made of."""
    site = "Lib/site-packages"
    for name in ("plandesk.exe", "plandesk-cli.exe", "python311.dll", "python311._pth", "msvcp140.dll", "DLLs/_csv.pyd",
                 f"{site}/plandesk/core.pyc", f"{site}/plandesk/_shipped/resources/fonts/PlandeskHei-Regular.ttf",
                 f"{site}/demo/__init__.pyc", f"{site}/demo.libs/msvcp140-0a1b.dll", "licences/demo/LICENSE",
                 "licences/LIST.txt", "licences/python/LICENSE.txt"):  # fmt: skip
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(name.encode())
    demo, own = part("demo", "MIT"), part("plandesk", "Apache-2.0")
    font = "plandesk/_shipped/resources/fonts/PlandeskHei-Regular.ttf"
    return [
        replace(
            demo, entries=("demo/__init__.py", "demo.libs/msvcp140-0a1b.dll", "demo-1.0.dist-info/METADATA")
        ),
        replace(own, entries=("plandesk/core.py", font)),
    ]


def test_every_file_is_of_one_group(tmp_path: Path) -> None:
    parts = laid_down(tmp_path)
    placed = licence_list.assign(tmp_path, parts)
    assert placed["licences/demo/LICENSE"] == placed["Lib/site-packages/demo/__init__.pyc"] == "demo"
    assert (
        placed["Lib/site-packages/plandesk/_shipped/resources/fonts/PlandeskHei-Regular.ttf"]
        == "plandesk: fonts"
    )
    microsoft = {file for file, owner in placed.items() if owner == licence_list.RUNTIME}
    assert microsoft == {"msvcp140.dll", "Lib/site-packages/demo.libs/msvcp140-0a1b.dll"}
    assert placed["plandesk.exe"] == placed["licences/LIST.txt"] == "plandesk"
    assert placed["DLLs/_csv.pyd"] == placed["licences/python/LICENSE.txt"] == "CPython"
    assert len(placed) == 13


def test_a_file_of_no_group_or_of_two_stops_the_build(tmp_path: Path) -> None:
    parts = laid_down(tmp_path)
    (tmp_path / "readme.txt").write_bytes(b"")
    with pytest.raises(ValueError, match=r"readme\.txt \(none\)"):
        licence_list.assign(tmp_path, parts)
    (tmp_path / "readme.txt").unlink()
    twice = [*parts, replace(parts[0], name="other")]
    with pytest.raises(ValueError, match=r"demo/__init__\.pyc \(demo, other\)"):
        licence_list.assign(tmp_path, twice)


def test_newest_runtime_is_taken(tmp_path: Path, program: bytes) -> None:
    def with_version(number: int) -> bytes:
        return program + struct.pack("<IIII", 0xFEEF04BD, 0, 14 << 16 | number, 0)

    names = ("msvcp140.dll", "vcruntime140.dll", "vcruntime140_1.dll")
    wheels = [
        made_wheel(tmp_path / f"{number}.whl", {f"a/{name}": with_version(number) for name in names})
        for number in (44, 29)
    ]
    assert runtime.newest_runtime(wheels)["msvcp140.dll"] == with_version(44)
    with pytest.raises(ValueError, match="no wheel brings"):
        runtime.newest_runtime([])


def test_changed_carrier_is_refused(tmp_path: Path) -> None:
    wheel = tmp_path / "panda3d.whl"
    wheel.write_bytes(b"another")
    with pytest.raises(ValueError, match=hashlib.sha256(b"another").hexdigest()):
        windows_python.checked(wheel)


def test_zip_depends_on_the_files_alone(tmp_path: Path) -> None:
    for name, order in (("a", "xyz"), ("b", "zyx")):
        folder = tmp_path / name / "数据"
        folder.mkdir(parents=True)
        for letter in order:
            (folder / letter).write_text(letter, encoding="utf-8")
        archive.write_zip(tmp_path / name, tmp_path / f"{name}.zip")
    assert (tmp_path / "a.zip").read_bytes() == (tmp_path / "b.zip").read_bytes()


def test_portable_zip_carries_the_mark_the_program_looks_for(tmp_path: Path) -> None:
    folder = tmp_path / "plandesk"
    folder.mkdir()
    (folder / "plandesk.exe").write_bytes(b"")
    portable.write_portable(folder, tmp_path / "p.zip")
    with zipfile.ZipFile(tmp_path / "p.zip") as packed:
        assert packed.namelist() == ["plandesk/plandesk.exe", f"plandesk/{windows.PORTABLE_MARK}"]
        assert windows.PORTABLE_FOLDER in packed.read(f"plandesk/{windows.PORTABLE_MARK}").decode("utf-8-sig")
    assert [path.name for path in folder.iterdir()] == ["plandesk.exe"]


def test_icon_holds_every_size(tmp_path: Path, qapp: object) -> None:
    launchers.write_icons(tmp_path)
    for name in ("plandesk.ico", "plandesk-file.ico"):
        data = (tmp_path / name).read_bytes()
        count = struct.unpack_from("<HHH", data)[2]
        assert count == len(launchers.SIZES)
        for n in range(count):
            size, place = struct.unpack_from("<II", data, 6 + 16 * n + 8)
            assert data[place : place + 8] == b"\x89PNG\r\n\x1a\n"
            assert struct.unpack_from(">I", data, place + 16)[0] == launchers.SIZES[n]
            assert place + size <= len(data)


@pytest.mark.parametrize(
    ("version", "four"), [("0.1.0", (0, 1, 0, 0)), ("1.2.3.4", (1, 2, 3, 4)), ("2.0rc1", (2, 0, 0, 0))]
)
def test_version_as_windows_has_it(version: str, four: tuple[int, ...]) -> None:
    assert launchers.quad(version) == four


def test_setup_and_journey_speak_of_the_same_codes() -> None:
    """The journey imports installer/build.py, which another module of that name hides here: its text is read."""
    tree = ast.parse((INSTALLER / "wine" / "journey.py").read_text(encoding="utf-8"))
    (codes,) = [
        [constant.value for constant in node.value.elts if isinstance(constant, ast.Constant)]
        for node in tree.body
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Tuple)
    ]
    script = (INSTALLER / "setup.nsi").read_text(encoding="utf-8")
    told = {int(code) for code in re.findall(r"(?:Refuse|SetErrorLevel) (\d)", script)}
    assert set(codes) < told


def test_licence_texts_lead_to_each_other() -> None:
    texts = {path.name: path.read_text(encoding="utf-8") for path in licence_list.TEXTS.iterdir()}
    for names in licence_list.MORE_TEXTS.values():
        assert set(names) <= set(texts)
    for name, text in texts.items():
        for folder, file in re.findall(r"\.\./([\w-]+)/([\w.-]*\w)", text):
            beside = licence_list.MORE_TEXTS.get(folder, ())
            assert file in beside or file == "LICENSE", f"{name} names ../{folder}/{file}"
