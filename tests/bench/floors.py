"""The named floors that speed is measured against, each as plain as the job allows."""

import io
import sqlite3
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from time import perf_counter

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
    start = perf_counter()
    subprocess.run([sys.executable, "-c", script, *arguments], check=True)
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


def plain_workbook(sheets: Sequence[Sequence[Sequence[object]]]) -> float:
    """Seconds openpyxl needs to write the same cells with nothing but their values."""
    from openpyxl import Workbook

    start = perf_counter()
    book = Workbook()
    for rows in sheets:
        sheet = book.create_sheet()
        for row in rows:
            sheet.append(list(row))
    book.save(io.BytesIO())
    return perf_counter() - start


def plain_paper(pages: Sequence[Sequence[str]], font: Path) -> float:
    """Seconds reportlab needs to draw the same lines of text, page by page, with one embedded font."""
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont
    from reportlab.pdfgen.canvas import Canvas

    start = perf_counter()
    pdfmetrics.registerFont(TTFont("Plain", str(font)))
    canvas = Canvas(io.BytesIO())
    for lines in pages:
        canvas.setFont("Plain", 10)
        for n, line in enumerate(lines):
            canvas.drawString(60, 800 - n * 9, line)
        canvas.showPage()
    canvas.save()
    return perf_counter() - start
