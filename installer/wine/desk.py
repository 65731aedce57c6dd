"""A Chinese Windows 10 under Wine with a screen of its own: makes it, runs programs in it, types, photographs."""

import contextlib
import os
import shutil
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path

HOME = Path("/usr/lib/wine")
STUBS = Path(__file__).resolve().parent / "stubs"
LIBRARIES = {"icuuc": (), "mscms": (), "bcryptprimitives": ("-ladvapi32",)}
# no debugger (a crash would hang), no menus of the host; Wine's own MSVC runtime would hide a missing one of ours
OVERRIDES = (
    "mscoree,mshtml,winedbg.exe,winemenubuilder.exe=;mscms=n,b;"
    "vcruntime140,vcruntime140_1,msvcp140,msvcp140_1,msvcp140_2,concrt140=n"
)
SCREEN = "1366x768x24"


@dataclass(frozen=True, slots=True)
class Answer:
    """How a program ended: exit code, what it wrote to stdout and stderr."""

    code: int
    out: str
    err: str


class WineDesk:
    """One Wine prefix and one Xvfb; a context manager that ends both."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.prefix = folder / "prefix"
        self.drive = self.prefix / "drive_c"
        self._screen: subprocess.Popen[str] | None = None
        home = folder / "home"
        home.mkdir(parents=True, exist_ok=True)
        kept = {
            k: v
            for k, v in os.environ.items()
            if not k.startswith(("QT_", "WINE", "PYTHON", "LC_", "DISPLAY"))
        }
        self.environment = kept | {
            "PATH": f"{HOME}:{os.environ.get('PATH', '')}", "HOME": str(home), "USER": "clerk", "LOGNAME": "clerk",
            "WINEPREFIX": str(self.prefix), "WINEARCH": "win64", "WINEDEBUG": "-all", "WINEDLLOVERRIDES": OVERRIDES,
            "LC_ALL": "zh_CN.UTF-8", "LANG": "zh_CN.UTF-8", "XDG_RUNTIME_DIR": str(home),
        }  # fmt: skip

    def __enter__(self) -> "WineDesk":
        read, write = os.pipe()
        self._screen = subprocess.Popen(
            ["Xvfb", "-displayfd", str(write), "-screen", "0", SCREEN, "-nolisten", "tcp"],
            pass_fds=(write,), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, text=True,
        )  # fmt: skip
        os.close(write)
        with os.fdopen(read) as told:
            number = told.readline().strip()
        if not number:
            raise RuntimeError("Xvfb did not start")
        self.environment["DISPLAY"] = f":{number}"
        self._make_prefix()
        return self

    def __exit__(self, *fault: object) -> None:
        with contextlib.suppress(subprocess.TimeoutExpired):
            for step in ("-k", "-w"):
                subprocess.run([HOME / "wineserver64", step], env=self.environment, check=False, timeout=60)
        if self._screen is not None:
            self._screen.terminate()
            self._screen.wait(timeout=30)

    def _make_prefix(self) -> None:
        shutil.rmtree(self.prefix, ignore_errors=True)
        self.run("wineboot.exe", "-i", limit=240)
        self.run("winecfg.exe", "-v", "win10")
        system = self.drive / "windows" / "system32"
        for name, libraries in LIBRARIES.items():
            subprocess.run(
                ["x86_64-w64-mingw32-gcc", "-shared", "-s", "-O1", "-o", system / f"{name}.dll", STUBS / f"{name}.c",
                 *libraries],
                check=True,
            )  # fmt: skip

    @property
    def user(self) -> Path:
        """The clerk's folder under C:\\users."""
        return self.drive / "users" / "clerk"

    def run(self, program: str | Path, *words: str | Path, limit: float = 120) -> Answer:
        """Run a Windows program to its end. Raises subprocess.TimeoutExpired."""
        # CPython for Windows cannot start under Wine with its output in a file: always pipes
        done = subprocess.run(
            [HOME / "wine64", str(program), *map(str, words)], env=self.environment, stdin=subprocess.DEVNULL,
            capture_output=True, timeout=limit, check=False, cwd=self.folder,
        )  # fmt: skip
        return Answer(
            done.returncode, done.stdout.decode(errors="replace"), done.stderr.decode(errors="replace")
        )

    def start(self, program: str | Path, *words: str | Path) -> subprocess.Popen[bytes]:
        """Start a Windows program that stays."""
        return subprocess.Popen(
            [HOME / "wine64", str(program), *map(str, words)], env=self.environment, stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=self.folder,
        )  # fmt: skip

    def wait_for_window(self, title: str, limit: float = 90) -> str:
        """The X id of the window whose title matches ``title``. Raises TimeoutError."""
        end = time.monotonic() + limit
        while time.monotonic() < end:
            found = self._xdotool("search", "--onlyvisible", "--name", title)
            if found:
                return found.split()[-1]
            time.sleep(0.2)
        raise TimeoutError(f"no window {title!r} within {limit:.0f} s")

    def press(self, window: str, *keys: str) -> None:
        """Press keys in a window, in xdotool's names."""
        self._xdotool("windowfocus", "--sync", window)
        for key in keys:
            self._xdotool("key", "--delay", "60", key)

    def type(self, window: str, text: str) -> None:
        """Type characters into a window."""
        self._xdotool("windowfocus", "--sync", window)
        self._xdotool("type", "--delay", "60", text)

    def photograph(self, out: Path) -> None:
        """The whole screen as a PNG."""
        subprocess.run(["import", "-window", "root", out], env=self.environment, check=True, timeout=60)

    def _xdotool(self, *words: str) -> str:
        done = subprocess.run(
            ["xdotool", *words], env=self.environment, capture_output=True, text=True, check=False, timeout=60
        )
        return done.stdout.strip()


def windows_path(path: Path) -> str:
    """A host path as Wine's Z: drive shows it."""
    return "Z:" + str(path).replace("/", "\\")
