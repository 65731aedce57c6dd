"""A printer as the system's dialog shows it first: the paper whole, and the paper's own size."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QMarginsF, QSizeF
from PySide6.QtGui import QPageSize

if TYPE_CHECKING:  # printing is loaded when something is printed
    from PySide6.QtPrintSupport import QPrinter


def set_up(printer: "QPrinter", title: str, size: tuple[float, float]) -> None:
    """Set a printer up for pages of ``size`` points before its dialog is shown: the paper whole, its name."""
    upright = QSizeF(min(size), max(size))
    printer.setDocName(title)
    printer.setPageSize(QPageSize(upright, QPageSize.Unit.Point, "", QPageSize.SizeMatchPolicy.FuzzyMatch))
    printer.setFullPage(True)
    printer.setPageMargins(QMarginsF(0, 0, 0, 0))
