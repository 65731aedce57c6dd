"""A Chinese Windows 10 under Wine with a screen of its own: makes it, runs programs in it, types, photographs."""

import contextlib
import os
import shutil
import subprocess
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

PLACES = ("/usr/lib/wine", "/usr/lib64/wine", "/usr/lib/x86_64-linux-gnu/wine", "/opt/wine-stable/bin",
          "/opt/wine-staging/bin", "/opt/wine-devel/bin")  # fmt: skip
"""Where systems keep Wine beside PATH: Debian 12's wine64 is in the first, WineHQ's packages under /opt."""
PROGRAMS = ("wine64", "wine", "wine-stable", "wine64-stable")
SERVERS = ("wineserver64", "wineserver", "wineserver-stable")
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


@dataclass(frozen=True, slots=True)
class Wine:
    """The Wine of this machine: its program, the server behind it, what it calls itself."""

    program: Path
    server: Path
    version: str


def find_wine(path: str | None = None, places: Sequence[str] = PLACES) -> Wine:
    """A Wine that runs 64-bit programs, on PATH (or ``path``) or in one of ``places``.

    Raises ValueError with what is lacking: no Wine at all, one without a server, or one that does not answer (a
    32-bit ``wine`` without its counterpart).
    """
    where = os.pathsep.join((*places, os.environ.get("PATH", "") if path is None else path))
    servers = [found for name in SERVERS if (found := shutil.which(name, path=where))]
    refused = []
    for name in PROGRAMS:
        program = shutil.which(name, path=where)
        if program is None:
            continue
        try:
            told = subprocess.run(
                [program, "--version"], capture_output=True, text=True, timeout=60, check=False
            )
        except (OSError, subprocess.TimeoutExpired) as fault:
            refused.append(f"{program}: {fault}")
            continue
        version = told.stdout.strip()
        if told.returncode or not version.startswith("wine-"):
            refused.append(f"{program}: {(told.stderr or told.stdout).strip()[:200] or 'no answer'}")
        elif not servers:
            refused.append(f"{program}: no wineserver beside it")
        else:
            beside = [s for s in servers if Path(s).resolve().parent == Path(program).resolve().parent]
            return Wine(Path(program), Path((beside or servers)[0]), version)
    if refused:
        raise ValueError("Wine is here but does not run: " + "; ".join(refused))
    raise ValueError(f"no Wine: none of {', '.join(PROGRAMS)} on PATH or in {', '.join(places)}")


class WineDesk:
    """One Wine prefix and one Xvfb; a context manager that ends both."""

    def __init__(self, folder: Path, wine: Wine) -> None:
        self.folder, self.wine = folder, wine
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
            "PATH": f"{wine.program.parent}:{os.environ.get('PATH', '')}", "HOME": str(home), "USER": "clerk", "LOGNAME": "clerk",
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
                subprocess.run([self.wine.server, step], env=self.environment, check=False, timeout=60)
        if self._screen is not None:
            self._screen.terminate()
            self._screen.wait(timeout=30)

    def _make_prefix(self) -> None:
        shutil.rmtree(self.prefix, ignore_errors=True)
        made = self.run("wineboot.exe", "-i", limit=240)
        self.run("winecfg.exe", "-v", "win10")
        system = self.drive / "windows" / "system32"
        if not (system / "kernel32.dll").is_file():
            raise RuntimeError(
                f"{self.wine.version} made no 64-bit Windows: {(made.err or made.out).strip()[:300]}"
            )
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
            [self.wine.program, str(program), *map(str, words)], env=self.environment, stdin=subprocess.DEVNULL,
            capture_output=True, timeout=limit, check=False, cwd=self.folder,
        )  # fmt: skip
        return Answer(
            done.returncode, done.stdout.decode(errors="replace"), done.stderr.decode(errors="replace")
        )

    def start(self, program: str | Path, *words: str | Path) -> subprocess.Popen[bytes]:
        """Start a Windows program that stays."""
        return subprocess.Popen(
            [self.wine.program, str(program), *map(str, words)], env=self.environment, stdin=subprocess.DEVNULL,
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

    def windows(self) -> set[str]:
        """The X ids of all windows that can be seen."""
        return set(self._xdotool("search", "--onlyvisible", "--name", ".").split())

    def wait_for_another(self, before: set[str], limit: float = 60) -> str:
        """The X id of a window that was not among ``before``. Raises TimeoutError."""
        end = time.monotonic() + limit
        while time.monotonic() < end:
            if fresh := sorted(self.windows() - before):
                time.sleep(1)
                return fresh[-1]
            time.sleep(0.3)
        raise TimeoutError(f"no further window within {limit:.0f} s")

    def title(self, window: str) -> str:
        """What a window's title says."""
        return self._xdotool("getwindowname", window)

    def has_loaded(self, dll: str) -> bool:
        """Whether a program of this Windows has loaded that DLL: Wine maps them from their files."""
        for maps in Path("/proc").glob("[0-9]*/maps"):
            with contextlib.suppress(OSError):
                if any(str(self.prefix) in line and line.rstrip().endswith(dll) for line in maps.open()):
                    return True
        return False

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
