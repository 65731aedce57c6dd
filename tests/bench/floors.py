"""The named floors that speed is measured against, each as plain as the job allows."""

import io
import os
import sqlite3
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from openpyxl import Workbook

BARE_WINDOW = """
import sys
from PySide6.QtWidgets import QApplication, QMainWindow, QTableWidget, QTableWidgetItem
app = QApplication(sys.argv)
window = QMainWindow()
table = QTableWidget(60, 11)
for row in range(60):
    for column in range(11):
        table.setItem(row, column, QTableWidgetItem("12.50"))
window.setCentralWidget(table)
window.resize(1366, 768)
window.show()
app.processEvents()
window.grab()
"""


def seconds_of(script: str, *arguments: str) -> float:
    """Wall time of a Python process that runs ``script``, from its start to its end."""
    # a PC keeps compiled modules; a machine told not to would time the compiler
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    start = perf_counter()
    subprocess.run([sys.executable, "-c", script, *arguments], check=True, env=kept)
    return perf_counter() - start


def answered(script: str, *arguments: str) -> tuple[float, float]:
    """The two numbers a Python process prints that runs ``script`` with this module at hand."""
    here = f"import sys; sys.path.insert(0, {str(Path(__file__).parents[1])!r}); from bench import floors"
    done = subprocess.run(
        [sys.executable, "-c", f"{here}\n{script}", *arguments], check=True, capture_output=True, text=True
    )
    first, second = done.stdout.split()
    return float(first), float(second)


def peak_megabytes() -> float:
    """The most memory this process ever held."""
    status = Path("/proc/self/status")
    if status.exists():
        # not getrusage: a child's count begins with what its parent held when it was started
        peak = next(line for line in status.read_text().splitlines() if line.startswith("VmHWM"))
        return int(peak.split()[1]) / 1024
    import resource

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024**2


def raw_reading(paths: Sequence[Path]) -> float:
    """Seconds calamine needs to read every sheet of the workbooks, one after the other."""
    from python_calamine import CalamineWorkbook

    start = perf_counter()
    for path in paths:
        with CalamineWorkbook.from_path(path) as book:
            for name in book.sheet_names:
                book.get_sheet_by_name(name).to_python()
    return perf_counter() - start


def bare_commit(path: Path, edits: int) -> list[float]:
    """Seconds of each of ``edits`` one-row transactions of bare sqlite3, flushed to the disk as the data file's are."""
    db = sqlite3.connect(path, isolation_level=None)
    db.execute("PRAGMA journal_mode=TRUNCATE")
    db.execute("PRAGMA synchronous=FULL")
    db.execute("CREATE TABLE cell (id INTEGER PRIMARY KEY, value TEXT)")
    taken = []
    for n in range(edits):
        start = perf_counter()
        db.execute("BEGIN")
        db.execute("INSERT INTO cell (value) VALUES (?)", (str(n),))
        db.execute("COMMIT")
        taken.append(perf_counter() - start)
    db.close()
    return taken


def plain_workbook(book: "Workbook") -> float:
    """Seconds openpyxl needs to write the same filled cells in one font, with one border and their number formats."""
    from openpyxl import Workbook
    from openpyxl.styles import Border, Font, Side

    cells = [
        [
            (c.row, c.column, c.value, c.number_format)
            for row in sheet.iter_rows()
            for c in row
            if c.value is not None
        ]
        for sheet in book.worksheets
    ]
    font, border = Font("宋体", 10), Border(bottom=Side("hair"))
    start = perf_counter()
    plain = Workbook()
    for rows in cells:
        sheet = plain.create_sheet()
        for row, column, value, number_format in rows:
            cell = sheet.cell(row, column, value)
            cell.font, cell.border, cell.number_format = font, border, number_format
    plain.save(io.BytesIO())
    return perf_counter() - start
