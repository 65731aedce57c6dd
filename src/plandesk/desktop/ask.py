"""Every question the window asks through a dialog; tests replace this one class."""

from pathlib import Path
from typing import TYPE_CHECKING

# the dialogs' classes are made by PySide when first named: not before one is asked for
from PySide6 import QtWidgets
from PySide6.QtCore import QCoreApplication, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QWidget

from plandesk.core.problems import KnownProblem
from plandesk.desktop.windows import lacks_printers

if TYPE_CHECKING:  # printing is loaded when something is printed
    from PySide6.QtPrintSupport import QPrinter

DATA_SUFFIX = ".plandesk"


def _tr(text: str) -> str:
    return QCoreApplication.translate("Ask", text)


class Ask:
    """The file dialogs and the few questions that stop the clerk's hand."""

    def data_file_to_open(self, parent: QWidget, folder: str) -> Path | None:
        """A data file to open, or None."""
        chosen, _ = QtWidgets.QFileDialog.getOpenFileName(
            parent, _tr("打开数据文件"), folder, _tr("数据文件") + f" (*{DATA_SUFFIX})"
        )
        return Path(chosen) if chosen else None

    def data_file_to_make(self, parent: QWidget, proposal: str) -> Path | None:
        """Where a new data file is to be, or None. An existing name is refused later, never overwritten."""
        chosen, _ = QtWidgets.QFileDialog.getSaveFileName(
            parent, _tr("数据文件保存到"), proposal, _tr("数据文件") + f" (*{DATA_SUFFIX})",
            options=QtWidgets.QFileDialog.Option.DontConfirmOverwrite,
        )  # fmt: skip
        if not chosen:
            return None
        return Path(chosen if chosen.endswith(DATA_SUFFIX) else chosen + DATA_SUFFIX)

    def backup_to_open(self, parent: QWidget, folder: str) -> Path | None:
        """A backup copy to restore from, or None."""
        chosen, _ = QtWidgets.QFileDialog.getOpenFileName(
            parent, _tr("选择备份"), folder, _tr("备份和数据文件") + f" (*{DATA_SUFFIX} *.bak)"
        )
        return Path(chosen) if chosen else None

    def workbooks_to_read(self, parent: QWidget, folder: str) -> tuple[Path, ...]:
        """Returned forms to read in; none when nothing is chosen."""
        chosen, _ = QtWidgets.QFileDialog.getOpenFileNames(
            parent, _tr("读入采集表"), folder, _tr("采集表") + " (*.xlsx *.xls *.et *.csv)"
        )
        return tuple(Path(name) for name in chosen)

    def history_to_read(self, parent: QWidget, folder: str) -> Path | None:
        """A county's own table of old years, or None."""
        chosen, _ = QtWidgets.QFileDialog.getOpenFileName(
            parent, _tr("读入历年数据"), folder, _tr("表格") + " (*.xlsx *.xls *.et *.csv)"
        )
        return Path(chosen) if chosen else None

    def receipt_to_read(self, parent: QWidget, folder: str) -> Path | None:
        """A receipt from the next level, or None."""
        chosen, _ = QtWidgets.QFileDialog.getOpenFileName(
            parent, _tr("读入回执"), folder, _tr("回执") + " (*.xlsx)"
        )
        return Path(chosen) if chosen else None

    def submissions_to_read(self, parent: QWidget, folder: str) -> tuple[Path, ...]:
        """Counties' submissions to read in; none when nothing is chosen."""
        kinds = _tr("上报文件") + " (*.xlsx);;" + _tr("所有文件") + " (*)"
        chosen, _ = QtWidgets.QFileDialog.getOpenFileNames(parent, _tr("读入县区上报文件"), folder, kinds)
        return tuple(Path(name) for name in chosen)

    def folder_to_read(self, parent: QWidget, title: str, folder: str) -> Path | None:
        """A folder to read every workbook of, or None."""
        chosen = QtWidgets.QFileDialog.getExistingDirectory(parent, title, folder)
        return Path(chosen) if chosen else None

    def plan_document_to_open(self, parent: QWidget, folder: str) -> Path | None:
        """A plan's own document, or a saved draft of one, or None."""
        kinds = _tr("规划文件和草稿") + " (*.docx *.pdf *.txt *.md *.toml);;" + _tr("所有文件") + " (*)"
        chosen, _ = QtWidgets.QFileDialog.getOpenFileName(parent, _tr("读入规划文件"), folder, kinds)
        return Path(chosen) if chosen else None

    def file_to_write(
        self, parent: QWidget, title: str, proposal: str, kind: str, suffix: str
    ) -> Path | None:
        """Where an export or a report goes; Qt asks before an existing file is replaced."""
        chosen, _ = QtWidgets.QFileDialog.getSaveFileName(parent, title, proposal, f"{kind} (*{suffix})")
        if not chosen:
            return None
        return Path(chosen if chosen.endswith(suffix) else chosen + suffix)

    def folder_to_write(self, parent: QWidget, title: str, proposal: str) -> Path | None:
        """A folder for several files, or None."""
        chosen = QtWidgets.QFileDialog.getExistingDirectory(parent, title, proposal)
        return Path(chosen) if chosen else None

    def printer(
        self, parent: QWidget, title: str, size: tuple[float, float], count: int, current: int
    ) -> "QPrinter | None":
        """A printer set up in the system's own dialog for ``count`` pages of ``size`` points, or None.

        Raises KnownProblem where this PC has no printer at all.
        """
        from PySide6.QtPrintSupport import QPrintDialog, QPrinter

        from plandesk.desktop.printer_setup import set_up

        if lacks_printers():
            raise KnownProblem("printer_none")
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        set_up(printer, title, size)
        dialog = QPrintDialog(printer, parent)
        dialog.setWindowTitle(_tr("打印{title}").format(title=title))
        dialog.setOption(QPrintDialog.PrintDialogOption.PrintPageRange)
        dialog.setOption(QPrintDialog.PrintDialogOption.PrintCurrentPage)
        dialog.setMinMax(1, count)
        dialog.setFromTo(1, count)
        dialog.setPrintRange(QPrintDialog.PrintRange.AllPages)
        return printer if dialog.exec() else None

    def show_file(self, path: Path) -> None:
        """Open a written file with the program the PC has for it."""
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))

    def show_folder(self, path: Path) -> None:
        """Open the folder a written file lies in."""
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(path.parent)))

    def yes(self, parent: QWidget, title: str, question: str, verb: str) -> bool:
        """Whether the clerk says ``verb`` to ``question``."""
        kinds = QtWidgets.QMessageBox
        cancel = kinds.StandardButton.Cancel
        box = kinds(kinds.Icon.NoIcon, title, question, cancel, parent)
        go = box.addButton(verb, kinds.ButtonRole.AcceptRole)
        box.setDefaultButton(cancel)
        box.exec()
        return box.clickedButton() is go
