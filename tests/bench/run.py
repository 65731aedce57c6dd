"""Speed as ratios to named floors measured in the same run (design.md part 9): ``poe bench``."""

import os
import statistics
import sys
import tempfile
from collections.abc import Callable, Sequence
from contextlib import redirect_stdout
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from time import perf_counter

from bench import floors
from bench.papers import papers
from plandesk.cli.__main__ import main as plandesk_cli
from plandesk.core.checking import Checker
from plandesk.core.judging import evaluate
from plandesk.core.plan import Region
from plandesk.core.snapshot import Snapshot
from plandesk.store.plan_file import PlanFile
from plandesk.store.shelf import load_words

FRAME = 0.016
EDITS = 200
STARTS = 5
FEW_COUNTIES, COUNTIES = 10, 100

DESK_WINDOW = """
from plandesk.desktop.memory import making_what_stays  # as __main__ and app.run do it
with making_what_stays():
    import plandesk.core.judging, plandesk.store.plan_file
    import sys
    from datetime import datetime
    from pathlib import Path
    from PySide6.QtWidgets import QApplication
    from plandesk.desktop.app import build
    from plandesk.desktop.ask import Ask
    from plandesk.desktop.preferences import Preferences
app = QApplication(sys.argv[:1])
with making_what_stays():
    program = build(app, Preferences(Path(sys.argv[2])), datetime.now, Ask())
    program.window.resize(1366, 768)
    program.window.show()
    program.window.open_path(Path(sys.argv[1]))
app.processEvents()
program.window.grab()
program.window.close()
"""


def median_of(runs: int, measure: Callable[[], float]) -> float:
    """The median of ``runs`` measurements in seconds."""
    return statistics.median(measure() for _ in range(runs))


def timed(job: Callable[[], object]) -> float:
    """Seconds one call takes."""
    start = perf_counter()
    job()
    return perf_counter() - start


def line(name: str, ours: float, floor_name: str, floor: float, aim: str) -> None:
    """One line of the table, milliseconds and the ratio."""
    print(
        f"{name:<34}{ours * 1000:9.1f} ms   {floor_name:<40}{floor * 1000:9.1f} ms   ×{ours / floor:5.2f}   {aim}"
    )


def data_file(folder: Path) -> Path:
    """Both 永济 plans with ten years of sample figures."""
    path = folder / "永济市.plandesk"
    with Path(os.devnull).open("w", encoding="utf-8") as nowhere, redirect_stdout(nowhere):
        plandesk_cli(["new", str(path), "--pack", "yongji_women", "yongji_children"])
        plandesk_cli(["sample", str(path), "--years", "2016-2025"])
    return path


def window(path: Path, folder: Path) -> None:
    """The window on the data file against a bare window with a table, each a process of its own."""
    settings = str(folder / "settings")
    floors.seconds_of(DESK_WINDOW, str(path), settings)  # the first start compiles
    ours = median_of(STARTS, lambda: floors.seconds_of(DESK_WINDOW, str(path), settings))
    floor = median_of(STARTS, lambda: floors.seconds_of(floors.BARE_WINDOW))
    line("window ready, file opened", ours, "bare PySide6 window with a table", floor, "aim ≤ ×3")


def edit(path: Path, folder: Path) -> None:
    """Typing a figure with real keys: read, checked, judged, saved and painted."""
    from PySide6.QtCore import Qt
    from PySide6.QtTest import QTest
    from PySide6.QtWidgets import QApplication

    from plandesk.desktop.app import build
    from plandesk.desktop.ask import Ask
    from plandesk.desktop.entry import moving
    from plandesk.desktop.entry.page import EntryPage
    from plandesk.desktop.preferences import Preferences

    app = QApplication.instance() or QApplication(sys.argv[:1])
    program = build(app, Preferences(folder / "settings"), datetime.now, Ask())  # type: ignore[arg-type]
    window = program.window
    window.resize(1366, 768)
    window.show()
    window.open_path(path)
    window.show_page("entry")
    app.processEvents()
    page = window.page_of("entry")
    assert isinstance(page, EntryPage)
    page.grid.jump(moving.first_from(page.model, 0))
    before = len(program.desk.file.history())
    edits, digits = [], []

    def press(key: str | Qt.Key) -> float:
        return timed(lambda: (QTest.keyClick(app.focusWidget() or page.grid, key), app.processEvents()))

    for n in range(EDITS):
        here = page.grid.currentIndex()
        digits += [press(digit) for digit in str(60 + n % 30)]
        edits.append(press(Qt.Key.Key_Return))
        if page.grid.currentIndex() == here:  # the last cell of the domain: on to the next
            QTest.keyClick(page.grid, Qt.Key.Key_PageDown, Qt.KeyboardModifier.ControlModifier)
            page.grid.jump(moving.first_from(page.model, 0))
            app.processEvents()
    written = len(program.desk.file.history()) - before
    assert written > EDITS * 0.9, written  # a figure typed that stands there already is no step
    window.close()
    app.processEvents()
    bare = statistics.median(floors.bare_commit(folder / "bare.db", EDITS))
    edits.sort()
    digits.sort()
    line("one edit, median", edits[EDITS // 2], "bare sqlite3 transaction, full sync", bare, "")
    line("one edit, 99th percentile", edits[EDITS * 99 // 100], "one frame", FRAME, "aim ≤ ×1")
    line("one digit, 99th percentile", digits[len(digits) * 99 // 100], "one frame", FRAME, "aim ≤ ×1")


def paper(snapshot: Snapshot, folder: Path) -> None:
    """The annual report of both plans against reportlab's own paragraphs and tables drawing the same model."""
    from helpers.plain_report import draw_plainly
    from plandesk.core.annual.compose import annual_report
    from plandesk.reports.annual import write_annual

    words = load_words()
    findings = Checker(snapshot.library, words).check(snapshot, 2024)
    evaluations = [evaluate(snapshot, plan, 2024, findings, words=words) for plan in snapshot.plans]
    ids, target = [p.id for p in snapshot.plans], folder / "report.pdf"

    def write() -> None:
        write_annual(snapshot, ids, 2024, target, words=words, evaluations=evaluations, findings=findings)

    def plain() -> None:
        report = annual_report(snapshot, evaluations, findings, words, month="")
        draw_plainly(report, folder / "plain.pdf")

    write()  # fonts are read once per process, in ours and in the floor
    ours, floor = median_of(3, lambda: timed(write)), median_of(3, lambda: timed(plain))
    line("annual report, both plans", ours, "reportlab drawing text and tables plainly", floor, "aim ≤ ×2")


def workbook(snapshot: Snapshot, folder: Path) -> None:
    """The submission against openpyxl writing the same cells."""
    from openpyxl import load_workbook

    from plandesk.exchange.submission import write_submission

    words = load_words()
    findings = Checker(snapshot.library, words).check(snapshot, 2024)
    evaluations = [evaluate(snapshot, plan, 2024, findings, words=words) for plan in snapshot.plans]
    target = folder / "sent.xlsx"

    def write() -> None:
        write_submission(snapshot, 2024, target, words=words, evaluations=evaluations, findings=findings)

    ours = median_of(3, lambda: timed(write))
    book = load_workbook(target)
    floor = median_of(3, lambda: floors.plain_workbook(book))
    line("submission workbook", ours, "openpyxl writing the same cells", floor, "aim ≤ ×1.5")


def judging(snapshot: Snapshot) -> None:
    """Both plans judged for ten and for a hundred counties: the time per target has to stay."""
    words = load_words()
    findings = Checker(snapshot.library, words).check(snapshot, 2025)
    targets = sum(1 for plan in snapshot.plans for _ in plan.placed_targets())

    def per_target(counties: int) -> float:
        def judge() -> None:
            for _ in range(counties):
                for plan in snapshot.plans:
                    evaluate(snapshot, plan, 2025, findings, words=words)

        return timed(judge) / (counties * targets)

    per_target(1)
    line(
        "judging, per target, 100 counties",
        per_target(100),
        "per target, 10 counties",
        per_target(10),
        "aim ×1 (linear)",
    )


ROLLUP = """
import os, sys
from contextlib import redirect_stdout
from time import perf_counter
from plandesk.cli.__main__ import main
start = perf_counter()
with open(os.devnull, "w", encoding="utf-8") as nowhere, redirect_stdout(nowhere):
    assert main(["rollup", sys.argv[1], sys.argv[2], "--year", "2024", "--json"]) == 0
print(perf_counter() - start, floors.peak_megabytes())
"""


def rollup(snapshot: Snapshot, folder: Path) -> None:
    """A hundred counties' submissions read, checked, stored and added up; the memory against that for ten."""
    from plandesk.exchange.submission import write_submission

    words = load_words()
    findings = Checker(snapshot.library, words).check(snapshot, 2024)
    evaluations = [evaluate(snapshot, plan, 2024, findings, words=words) for plan in snapshot.plans]
    inbox = folder / "inbox"
    inbox.mkdir()
    taken, peaks = 0.0, {}
    for number in range(1, COUNTIES + 1):
        code = f"{140800 + number}"
        county = replace(snapshot, region=Region(code, code, "county"))
        target = inbox / f"{code}.xlsx"
        write_submission(county, 2024, target, words=words, evaluations=evaluations, findings=findings)
        if number in (FEW_COUNTIES, COUNTIES):
            city = folder / f"city{number}.plandesk"
            with Path(os.devnull).open("w", encoding="utf-8") as nowhere, redirect_stdout(nowhere):
                plandesk_cli(
                    ["new", str(city), "--region", "山西省", "--region-code", "140000", "--level", "province"]
                )
            taken, peaks[number] = floors.answered(ROLLUP, str(city), str(inbox))
    raw = floors.raw_reading(sorted(inbox.iterdir()))
    line(
        f"rollup of {COUNTIES} county files",
        taken,
        "calamine reading the same files raw",
        raw,
        "checked, stored, added",
    )
    few, many = peaks[FEW_COUNTIES], peaks[COUNTIES]
    name, floor_name = f"peak memory, {COUNTIES} county files", f"{FEW_COUNTIES} county files"
    print(f"{name:<34}{many:9.1f} MB   {floor_name:<40}{few:9.1f} MB   ×{many / few:5.2f}   aim ×1 (flat)")


def main(wanted: Sequence[str]) -> int:
    """Run the benchmarks named, or all."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        path = data_file(folder)
        with PlanFile.open(path, by="bench", words=load_words(), now=datetime.now, read_only=True) as file:
            snapshot = file.snapshot()
        jobs: dict[str, Callable[[], None]] = {
            "window": lambda: window(path, folder),
            "edit": lambda: edit(path, folder),
            "paper": lambda: paper(snapshot, folder),
            "papers": lambda: papers(folder),
            "workbook": lambda: workbook(snapshot, folder),
            "judging": lambda: judging(snapshot),
            "rollup": lambda: rollup(snapshot, folder),
        }
        for job in wanted or jobs:
            jobs[job]()
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
