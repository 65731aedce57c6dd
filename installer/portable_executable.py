"""Reads what the build needs of a Windows DLL or EXE: imported DLLs, exported names, version, subsystem."""

import struct
from dataclasses import dataclass
from pathlib import Path

SUFFIXES = (".dll", ".pyd", ".exe")
_FIXED_VERSION = struct.pack("<I", 0xFEEF04BD)
_PE32_PLUS = 0x20B
_EXPORTS, _IMPORTS, _RESOURCES, _DELAYED_IMPORTS = 0, 1, 2, 13


@dataclass(frozen=True, slots=True)
class Binary:
    """A 64-bit Windows executable: names in lower case, the file version as four numbers (zeros where it has none)."""

    imports: tuple[str, ...]
    exports: tuple[str, ...]
    version: tuple[int, int, int, int]
    console: bool


def read_binary(data: bytes) -> Binary:
    """Read the headers of ``data``. Raises ValueError where it is no 64-bit PE file."""
    if data[:2] != b"MZ":
        raise ValueError("not a Windows executable")
    start = struct.unpack_from("<I", data, 0x3C)[0]
    sections, optional_size = struct.unpack_from("<H12xH", data, start + 6)
    optional = start + 24
    if data[start : start + 4] != b"PE\0\0" or struct.unpack_from("<H", data, optional)[0] != _PE32_PLUS:
        raise ValueError("not a 64-bit Windows executable")
    table = _Sections(data, optional + optional_size, sections)
    places = [struct.unpack_from("<II", data, optional + 112 + 8 * n)[0] for n in range(16)]
    imports = _names(table, places[_IMPORTS], 20, 12) + _names(table, places[_DELAYED_IMPORTS], 32, 4)
    return Binary(
        imports=tuple(sorted({name.lower() for name in imports})),
        exports=_exports(table, places[_EXPORTS]),
        version=_version(data) if places[_RESOURCES] else (0, 0, 0, 0),
        console=struct.unpack_from("<H", data, optional + 68)[0] == 3,
    )


def read_file(path: Path) -> Binary:
    """The same of a file; the ValueError names it."""
    try:
        return read_binary(path.read_bytes())
    except (ValueError, struct.error) as fault:
        raise ValueError(f"{path}: {fault}") from fault


class _Sections:
    """Turns addresses in memory into places in the file."""

    def __init__(self, data: bytes, start: int, count: int) -> None:
        self.data = data
        self._rows = [struct.unpack_from("<IIII", data, start + 40 * n + 8) for n in range(count)]

    def place(self, address: int) -> int:
        for size, virtual, raw_size, raw in self._rows:
            if virtual <= address < virtual + max(size, raw_size):
                return int(address - virtual + raw)
        raise ValueError(f"address {address:#x} lies in no section")

    def word(self, place: int) -> int:
        return int(struct.unpack_from("<I", self.data, place)[0])

    def text(self, address: int) -> str:
        place = self.place(address)
        return self.data[place : self.data.index(b"\0", place)].decode("ascii")


def _names(table: _Sections, address: int, step: int, name_at: int) -> list[str]:
    if not address:
        return []
    found, place = [], table.place(address)
    while name := table.word(place + name_at):
        found.append(table.text(name))
        place += step
    return found


def _exports(table: _Sections, address: int) -> tuple[str, ...]:
    if not address:
        return ()
    directory = table.place(address)
    count, names = table.word(directory + 24), table.word(directory + 32)
    if not count:
        return ()
    place = table.place(names)
    return tuple(table.text(table.word(place + 4 * n)) for n in range(count))


def _version(data: bytes) -> tuple[int, int, int, int]:
    place = data.rfind(_FIXED_VERSION)
    if place < 0:
        return (0, 0, 0, 0)
    high, low = struct.unpack_from("<II", data, place + 8)
    return (high >> 16, high & 0xFFFF, low >> 16, low & 0xFFFF)
