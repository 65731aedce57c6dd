"""Builds plandesk.exe and plandesk-cli.exe: one source, with icon, manifest and version."""

import struct
import subprocess
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

HERE = Path(__file__).resolve().parent / "launcher"
EMBLEM = Path(__file__).resolve().parent.parent / "resources" / "icons" / "plandesk.svg"
BLUE = "#0F4661"
SIZES = (16, 20, 24, 32, 40, 48, 64, 128, 256)
LAUNCHERS = (
    ("plandesk", "plandesk", "计划台：妇女儿童发展规划监测", ("-mwindows", "-DWINDOW")),
    ("plandesk-cli", "plandesk.cli", "计划台：命令行", ("-mconsole",)),
)


def picture(svg: Path, size: int) -> bytes:
    """``svg`` as a PNG of ``size`` × ``size``. Raises ValueError where it cannot be drawn."""
    renderer = QSvgRenderer(str(svg))
    if not renderer.isValid():
        raise ValueError(f"{svg} is no SVG")
    image = QImage(size, size, QImage.Format.Format_ARGB32)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    renderer.render(painter)
    painter.end()
    held = QByteArray()
    buffer = QBuffer(held)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]  # PySide's stubs want bytes for the format
    return bytes(held.data())


def write_icon(svg: Path, out: Path) -> None:
    """A Windows icon of ``svg`` in all sizes, each a PNG."""
    pictures = [picture(svg, size) for size in SIZES]
    place = 6 + 16 * len(SIZES)
    head = struct.pack("<HHH", 0, 1, len(SIZES))
    for size, data in zip(SIZES, pictures, strict=True):
        head += struct.pack("<BBBBHHII", size % 256, size % 256, 0, 0, 1, 32, len(data), place)
        place += len(data)
    out.write_bytes(head + b"".join(pictures))


def write_banner(out: Path) -> None:
    """The picture at the left of the setup's first and last page: the emblem on its own blue, as a BMP."""
    image = QImage(164 * 2, 314 * 2, QImage.Format.Format_RGB32)
    image.fill(QColor(BLUE))
    painter = QPainter(image)
    QSvgRenderer(str(EMBLEM)).render(painter, QRectF(100, 90, 128, 128))
    painter.end()
    if not image.save(str(out), "BMP"):  # type: ignore[call-overload]  # PySide's stubs want bytes for the format
        raise ValueError(f"{out} could not be written")


def quad(version: str) -> tuple[int, int, int, int]:
    """``0.1.0`` as Windows' four numbers; what is no number (0.2.0rc1) ends them."""
    numbers: list[int] = []
    for part in version.split("."):
        if not part.isdigit():
            break
        numbers.append(int(part))
    padded = [*numbers, 0, 0, 0, 0]
    return padded[0], padded[1], padded[2], padded[3]


def write_icons(folder: Path) -> None:
    """plandesk.ico and plandesk-file.ico into ``folder``."""
    write_icon(EMBLEM, folder / "plandesk.ico")
    write_icon(HERE / "plandesk-file.svg", folder / "plandesk-file.ico")


def build_launchers(folder: Path, scratch: Path, version: str, python: str) -> None:
    """Put both programs into ``folder``; ``python`` is the name of the DLL they load.

    Raises subprocess.CalledProcessError where the compiler refuses.
    """
    write_icons(scratch)
    folder, scratch = folder.resolve(), scratch.resolve()  # the compilers run elsewhere
    four = quad(version)
    for name, module, about, options in LAUNCHERS:
        slots = {"@VERSION@": version, "@COMMAS@": ",".join(map(str, four)), "@QUAD@": ".".join(map(str, four)),
                 "@NAME@": name, "@ABOUT@": about}  # fmt: skip
        for template in ("launcher.rc", "launcher.manifest"):
            text = (HERE / template).read_text(encoding="utf-8")
            for slot, value in slots.items():
                text = text.replace(slot, value)
            (scratch / template).write_text(text, encoding="utf-8")
        resources = scratch / f"{name}.res.o"
        subprocess.run(
            ["x86_64-w64-mingw32-windres", "launcher.rc", "-O", "coff", "-o", resources],
            cwd=scratch, check=True,
        )  # fmt: skip
        subprocess.run(
            ["x86_64-w64-mingw32-gcc", "-municode", *options, "-O2", "-s", "-Wall", "-Wextra", "-Werror",
             "-finput-charset=UTF-8", "-Wl,--no-insert-timestamp", "-Wl,--dynamicbase,--high-entropy-va,--nxcompat",
             f'-DMODULE=L"{module}"', f'-DPYTHON=L"{python}"', "-o", folder / f"{name}.exe",
             HERE / "launcher.c", resources],
            check=True,
        )  # fmt: skip
