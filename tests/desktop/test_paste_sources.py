"""What Excel, WPS, Word and browsers put on the clipboard: merged cells, line breaks in cells, thousands separators."""

import pytest
from PySide6.QtCore import QMimeData, Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from helpers.desk_hand import CONTROL, Hand
from plandesk.desktop.entry.paste.block import block_of
from plandesk.desktop.entry.paste.html_table import html_block
from plandesk.desktop.entry.paste.sheet import PasteSheet

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", extend=True)
SCREENED = "cervical_cancer_screening_rate"
BREAST = "breast_cancer_screening_rate"
EXCEL = """<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><style>td {mso-number-format:"#,##0"}</style>
</head><body><!--StartFragment--><table><tr><td rowspan=2>18,240</td><td align=right>25,475</td></tr>
<tr><td align=right>25,475</td></tr></table><!--EndFragment--></body></html>"""
WORD = """<html><body><table border=1><tr><td><p>18240</p><p>（含农村）</p></td><td><p>25475</p></td></tr>
<tr><td><p>15106</p></td><td>25475</td></tr></table></body></html>"""


def test_a_merged_cell_stands_in_its_first_and_leaves_blanks() -> None:
    assert html_block(EXCEL) == (("18,240", "25,475"), ("", "25,475"))
    assert block_of("18,240\t25,475\r\n\t25,475\r\n", EXCEL) == (("18,240", "25,475"), ("", "25,475"))
    wide = "<table><tr><th colspan=2>甲</th><th>乙</th></tr><tr><td>1</td><td>2</td><td>3</td></tr></table>"
    assert html_block(wide) == (("甲", "", "乙"), ("1", "2", "3"))


def test_line_breaks_inside_a_cell_make_no_rows() -> None:
    assert block_of('"18240\n（含农村）"\t25475\r\n15106\t25475\r\n') == (
        ("18240 （含农村）", "25475"),
        ("15106", "25475"),
    )
    assert block_of("18240\n（含农村）\t25475\n15106\t25475\n", WORD) == (
        ("18240 （含农村）", "25475"),
        ("15106", "25475"),
    )


def test_plain_texts_and_tables_without_cells() -> None:
    assert block_of("3.5") == (("3.5",),)
    assert block_of("") == (("",),)
    assert block_of("3.5", "<p>3.5</p>") == (("3.5",),)
    assert html_block("<table></table>") == ()
    assert html_block("<table><tr><td rowspan=0 colspan=x>1") == (("1",),)


def test_excel_s_merged_block_with_separators_is_pasted(blank: Hand) -> None:
    held = QMimeData()
    held.setText("18,240\t25,475\r\n\t25,475\r\n")
    held.setHtml(EXCEL)
    QGuiApplication.clipboard().setMimeData(held)
    blank.stand_at(SCREENED)
    seen: list[str] = []

    def accept() -> None:
        sheet = QApplication.activeModalWidget()
        assert isinstance(sheet, PasteSheet)
        seen.append(sheet.paste.text())
        QTest.keyClick(sheet.table, Qt.Key.Key_Return)

    QTimer.singleShot(0, accept)
    blank.key(Qt.Key.Key_V, CONTROL)
    assert seen == ["贴入3格  Enter"]
    figures = blank.figures(SCREENED)
    assert figures is not None
    assert (figures.numerator, figures.denominator) == (18240, 25475)


def test_a_table_that_is_only_html_is_taken(blank: Hand) -> None:
    held = QMimeData()
    held.setHtml("<table><tr><td>18,240</td></tr></table>")
    QGuiApplication.clipboard().setMimeData(held)
    blank.stand_at(SCREENED)
    blank.key(Qt.Key.Key_V, CONTROL)
    assert blank.figures(SCREENED).numerator == 18240  # type: ignore[union-attr]
