"""What a clerk does with the built program, step by step, each looked at from outside."""

import hashlib
import json
import os
import re
import shutil
import subprocess
import time
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

from pypdf import PdfReader

from build import build_setup
from wine.desk import Answer, WineDesk, windows_path

INSTALLED = r"C:\users\clerk\AppData\Local\Programs\plandesk"
DATA = r"C:\users\clerk\妇儿工委 数据\2024 年度\永济市 监测.plandesk"
TYPED = "76.93"
OLDER = "0.0.1"
RUNNING, NEWER_THERE, NOT_EMPTY = 3, 4, 5
FUTURE = "CREATE TABLE from_the_future (id INTEGER PRIMARY KEY) STRICT;\n"

Step = Callable[[], str | None]


class CheckError(Exception):
    """A step did not end as it must; says what was found."""


class Journey:
    """The steps in order; each returns a word on what it saw or None, and raises CheckError."""

    def __init__(self, desk: WineDesk, folder: Path, setup: Path, scratch: Path, shots: Path) -> None:
        self.desk = desk
        self.folder = folder
        self.setup = setup
        self.scratch = scratch
        self.shots = shots
        self.older_setup = scratch / "older-setup.exe"
        self.home = self.host(INSTALLED)
        self.file = self.host(DATA)
        self.settings = desk.user / "AppData" / "Local" / "plandesk" / "settings.ini"

    def steps(self, portable: Path) -> Iterator[tuple[str, Step]]:
        """Title and step, in the order they must run."""
        yield "code page and language", self.language
        yield "the portable folder keeps its settings beside itself", lambda: self.portable(portable)
        yield "an older build installs, silently and for the user only", self.install_older
        yield "the main job by plandesk-cli.exe", self.main_job
        yield "the window opens from the data file, a figure is typed", self.type_figure
        yield "a report's pages are shown in the window, printing is loaded", self.preview_and_print
        yield "no setup while the program runs", self.refuse_while_running
        yield "the setup shows itself in Chinese", self.show_setup
        yield "upgrade over the older build", self.upgrade
        yield "no way back to the older build without asking", self.refuse_older
        yield "an older file is copied and upgraded, a newer one refused", self.file_promise
        yield "no setup into a folder with other files", self.refuse_full_folder
        yield "uninstall leaves the data", self.uninstall

    # places and programs

    def host(self, path: str) -> Path:
        """Where a path on C: lies on this machine."""
        return self.desk.drive / path.removeprefix("C:\\").replace("\\", "/")

    def cli(self, *words: str, code: int = 0, program: Path | None = None) -> Answer:
        """Run plandesk-cli.exe. Raises CheckError where it ends otherwise than with ``code``."""
        answer = self.desk.run(program or self.home / "plandesk-cli.exe", *words)
        if answer.code != code:
            raise CheckError(
                f"plandesk-cli {' '.join(words)} ended with {answer.code}: {answer.err or answer.out}"
            )
        return answer

    def setup_code(self, setup: Path, *words: str) -> int:
        """Run a setup program to its end; its exit code."""
        return self.desk.run(setup, *words, limit=240).code

    def photograph(self, name: str) -> None:
        """A picture of the screen. Raises CheckError where hardly anything is on it."""
        out = self.shots / f"windows-{name}.png"
        self.desk.photograph(out)
        told = subprocess.run(
            ["identify", "-format", "%k", out], capture_output=True, text=True, check=True
        ).stdout
        if int(told) < 50:
            raise CheckError(f"{out.name} has {told} colours: the screen is empty")

    # the steps

    def language(self) -> str:
        answer = self.desk.run(
            "reg.exe", "query", r"HKLM\System\CurrentControlSet\Control\Nls\CodePage", "/v", "ACP"
        )
        if "936" not in answer.out:
            raise CheckError(f"the code page is not 936: {answer.out.strip()}")
        return "936"

    def portable(self, archive: Path) -> str:
        place = self.desk.drive / "移动盘 资料" / ("妇女儿童发展规划监测统计年度资料" * 4)
        place.mkdir(parents=True)
        with zipfile.ZipFile(archive) as packed:
            packed.extractall(place)
        program = place / "plandesk" / "plandesk.exe"
        started = time.monotonic()
        window, running = self.open_window(program, "妇女儿童规划监测")
        took = time.monotonic() - started
        self.photograph("welcome")
        self.close_window(window, running)
        if not (place / "plandesk" / "数据" / "settings.ini").is_file():
            raise CheckError("no settings.ini beside the portable program")
        if self.settings.exists():
            raise CheckError("the portable program wrote into the user's folder")
        shutil.rmtree(place)
        return f"window after {took:.1f} s"

    def install_older(self) -> str:
        older = self.scratch / "older"
        shutil.copytree(self.folder, older, copy_function=os.link)
        (older / "Lib" / "site-packages" / "plandesk" / "left_behind.pyc").write_bytes(b"of the older build")
        build_setup(older, OLDER, self.older_setup, self.scratch, speed="fast")
        shutil.rmtree(older)
        self.expect_code(self.older_setup, 0, "/S")
        if self.registered("DisplayVersion") != OLDER:
            raise CheckError(f"registered as version {self.registered('DisplayVersion')!r}")
        for link in ("AppData/Roaming/Microsoft/Windows/Start Menu/Programs", "Desktop"):
            if not list((self.desk.user / link).glob("*plandesk.lnk")):
                raise CheckError(f"no shortcut under {link}")
        return f"{sum(1 for _ in self.home.rglob('*'))} files and folders"

    def main_job(self) -> str:
        self.file.parent.mkdir(parents=True)
        out = self.file.parent
        started = time.monotonic()
        self.cli("--version")
        took = time.monotonic() - started
        self.cli("new", DATA, "--pack", "yongji_women", "yongji_children", "--by", "示例")
        self.cli("sample", DATA, "--years", "2021-2024", "--by", "示例")
        self.cli("check", DATA, "--year", "2024")
        judged = json.loads(self.cli("evaluate", DATA, "--year", "2024", "--json").out)
        if len(judged) != 2 or not all(plan["counts"]["counted"] for plan in judged):
            raise CheckError("evaluate judged nothing")
        paper, tables = "年度监测报告（示例）.pdf", "工作表（示例）.xlsx"
        self.cli("report", "annual", DATA, "--year", "2024", "-o", windows_path(out / paper))
        self.cli("export", "tables", DATA, "--year", "2024", "-o", windows_path(out / tables))
        pages = PdfReader(out / paper)
        if len(pages.pages) < 10 or "永济" not in "".join(page.extract_text() for page in pages.pages[:2]):
            raise CheckError(f"the report has {len(pages.pages)} pages and no 永济 on the first")
        with zipfile.ZipFile(out / tables) as book:
            sheets = sum(name.startswith("xl/worksheets/sheet") for name in book.namelist())
        if sheets < 2:
            raise CheckError(f"the workbook has {sheets} sheets")
        self.cli("verify", DATA)
        return f"report of {len(pages.pages)} pages, workbook of {sheets} sheets; the program answers in {took:.1f} s"

    def type_figure(self) -> str:
        started = time.monotonic()
        running = self.desk.start(*self.double_click(DATA))
        window = self.desk.wait_for_window("永济市 妇女儿童规划监测")
        took = time.monotonic() - started
        time.sleep(3)
        self.desk.type(window, TYPED)
        self.desk.press(window, "Return")
        time.sleep(1)
        self.photograph("entry")
        self.close_window(window, running)
        shown = [
            row
            for year in range(2021, 2026)
            for row in json.loads(self.cli("show", DATA, "--year", str(year), "--json").out)
        ]
        found = [row for row in shown if row["text"] == TYPED]
        if len(found) != 1:
            raise CheckError(f"{TYPED} stands in {len(found)} cells of the file")
        if not self.settings.is_file():
            raise CheckError("no settings.ini in the user's local application data")
        return f"{found[0]['indicator']} is {TYPED} in the file; window after {took:.1f} s"

    def preview_and_print(self) -> str:
        """Pages drawn by PDFium in the window; Qt's printing loads and opens the system's dialog, without a crash."""
        running = self.desk.start(*self.double_click(DATA))
        window = self.desk.wait_for_window("永济市 妇女儿童规划监测")
        time.sleep(2)
        self.desk.press(window, "ctrl+5")
        paper, ink, end = 0.0, 0.0, time.monotonic() + 60
        while (paper < 0.5 or ink < 0.005) and time.monotonic() < end:
            time.sleep(1)
            self.photograph("report")
            paper, ink = self.ink_of(self.shots / "windows-report.png")
        time.sleep(3)
        self.desk.press(window, "Next", "Next", "Next")
        end = time.monotonic() + 60
        cover = (self.shots / "windows-report.png").read_bytes()
        while (self.shots / "windows-report.png").read_bytes() == cover and time.monotonic() < end:
            time.sleep(2)
            self.photograph("report")
        paper, ink = self.ink_of(self.shots / "windows-report.png")
        if paper < 0.5 or ink < 0.005:
            raise CheckError(f"no page is shown: {paper:.0%} of its place is white, {ink:.1%} dark")
        before = self.desk.windows()
        self.desk.press(window, "ctrl+p")
        end = time.monotonic() + 60
        while not self.desk.has_loaded("Qt6PrintSupport.dll"):
            if time.monotonic() > end:
                raise CheckError("Qt's printing is not loaded")
            time.sleep(1)
        time.sleep(3)
        self.photograph("print")
        dialogs = sorted(self.desk.windows() - before)
        for dialog in dialogs:  # where the host has a printer
            self.desk.press(dialog, "Escape")
        time.sleep(1)
        self.close_window(window, running)
        for log in self.settings.parent.glob("crash*.log"):
            if log.stat().st_size:
                raise CheckError(f"the program wrote {log.name}: {log.read_text(errors='replace')[-300:]}")
        told = "the system's dialog opened" if dialogs else "no printer here, the window says so"
        return f"{ink:.1%} of the place is ink; Qt's printing is loaded, {told}"

    def ink_of(self, picture: Path) -> tuple[float, float]:
        """How much of the place of the pages is white, and how much dark, from 0 to 1."""
        raw = subprocess.run(
            ["convert", picture, "-crop", "440x560+860+130", "-colorspace", "gray", "-depth", "8", "gray:-"],
            capture_output=True, check=True,
        ).stdout  # fmt: skip
        return sum(b > 250 for b in raw) / len(raw), sum(b < 110 for b in raw) / len(raw)

    def refuse_while_running(self) -> str | None:
        window, running = self.open_window(self.home / "plandesk.exe", "妇女儿童规划监测")
        try:
            self.expect_code(self.setup, RUNNING, "/S")
        finally:
            self.close_window(window, running)
        return None

    def show_setup(self) -> str | None:
        running = self.desk.start(self.setup)
        window = self.desk.wait_for_window("计划台 plandesk")
        time.sleep(2)
        self.photograph("setup")
        self.desk.press(window, "Escape")
        running.wait(timeout=60)
        return None

    def upgrade(self) -> str:
        before = self.data_digests()
        started = time.monotonic()
        self.expect_code(self.setup, 0, "/S")
        took = time.monotonic() - started
        if list(self.home.rglob("left_behind.pyc")):
            raise CheckError("a file of the older build was left in the program")
        missing = [p for p in self.folder.rglob("*") if not (self.home / p.relative_to(self.folder)).exists()]
        if missing:
            raise CheckError(f"{len(missing)} files were not installed, {missing[0].name} first")
        if self.data_digests() != before:
            raise CheckError("the upgrade touched data or settings")
        if TYPED not in self.cli("history", DATA).out:
            raise CheckError("the typed figure is gone from the history")
        return f"{took:.0f} s"

    def refuse_older(self) -> str | None:
        self.expect_code(self.older_setup, NEWER_THERE, "/S")
        return None

    def file_promise(self) -> str:
        future = self.scratch / "future"
        shutil.copytree(self.folder, future, copy_function=os.link)
        script = (
            future / "Lib" / "site-packages" / "plandesk" / "_shipped" / "db" / "9999_from_the_future.sql"
        )
        script.write_text(FUTURE, encoding="utf-8")
        copy = self.file.with_name("将来.plandesk")
        shutil.copyfile(self.file, copy)
        path = DATA.replace(self.file.name, copy.name)
        self.cli("backup", path, "-o", DATA.replace(self.file.name, "照旧.plandesk"))
        self.cli("set", path, "maternal_mortality_ratio", "--year", "2025", "9.5", "--by", "示例",
                 program=future / "plandesk-cli.exe")  # fmt: skip
        kept = [p.name for p in copy.parent.rglob("*") if "9999" in p.name or "升级" in p.name]
        if not kept:
            raise CheckError("the newer program kept no copy of the older file")
        before = hashlib.sha256(copy.read_bytes()).hexdigest()
        refused = self.cli("verify", path, code=2).err
        if hashlib.sha256(copy.read_bytes()).hexdigest() != before:
            raise CheckError("the refused file was changed")
        shutil.rmtree(future)
        return refused.strip()

    def refuse_full_folder(self) -> str | None:
        full = self.desk.drive / "其他资料"
        full.mkdir()
        (full / "Lib").mkdir()
        (full / "Lib" / "别人的文件.txt").write_text("不动", encoding="utf-8")
        self.expect_code(self.setup, NOT_EMPTY, "/S", r"/D=C:\其他资料")
        if not (full / "Lib" / "别人的文件.txt").is_file():
            raise CheckError("the setup removed another's file")
        return None

    def uninstall(self) -> str | None:
        before = self.data_digests()
        self.desk.run(self.home / "uninstall.exe", "/S")
        # it goes on from a copy of itself after the first process has ended
        end = time.monotonic() + 60
        while self.home.exists() and time.monotonic() < end:
            time.sleep(0.5)
        if self.home.exists():
            raise CheckError(f"left behind: {', '.join(sorted(p.name for p in self.home.iterdir()))}")
        if self.data_digests() != before:
            raise CheckError("uninstalling touched data or settings")
        if self.registered("DisplayVersion"):
            raise CheckError("still registered")
        if self.desk.run("reg.exe", "query", r"HKCU\Software\Classes\.plandesk").code == 0:
            raise CheckError(".plandesk files are still tied to the program")
        if list(self.desk.user.rglob("*plandesk.lnk")):
            raise CheckError("a shortcut was left")
        return None

    # parts of steps

    def double_click(self, path: str) -> list[str]:
        """What Explorer runs for a data file, as registered: Wine 8 itself looks only among the machine's kinds."""
        kind = self.value(r"HKCU\Software\Classes\.plandesk", "/ve")
        command = self.value(rf"HKCU\Software\Classes\{kind}\shell\open\command", "/ve")
        found = re.fullmatch(r'"([^"]+)" "%1"', command)
        if found is None:
            raise CheckError(f".plandesk files open with {command!r}")
        return [found[1], path]

    def value(self, key: str, *which: str) -> str:
        """A text in the registry, "" where there is none."""
        told = self.desk.run("reg.exe", "query", key, *which).out.partition("REG_SZ")
        return told[2].strip()

    def expect_code(self, setup: Path, code: int, *words: str) -> None:
        found = self.setup_code(setup, *words)
        if found != code:
            raise CheckError(f"{setup.name} ended with {found} instead of {code}")

    def registered(self, name: str) -> str:
        """A value of the entry under Windows' list of programs, "" where there is none."""
        return self.value(r"HKCU\Software\Microsoft\Windows\CurrentVersion\Uninstall\plandesk", "/v", name)

    def data_digests(self) -> dict[Path, str]:
        """Every file of data and settings with its digest."""
        files = [p for p in self.file.parent.rglob("*") if p.is_file()] + [self.settings]
        return {path: hashlib.sha256(path.read_bytes()).hexdigest() for path in files}

    def open_window(self, program: Path, title: str) -> tuple[str, subprocess.Popen[bytes]]:
        running = self.desk.start(program)
        window = self.desk.wait_for_window(title)
        time.sleep(2)
        return window, running

    def close_window(self, window: str, running: subprocess.Popen[bytes]) -> None:
        """Ctrl+Q, and the program must end by itself."""
        self.desk.press(window, "ctrl+q")
        code = running.wait(timeout=60)
        if code:
            raise CheckError(f"the window ended with {code}")
