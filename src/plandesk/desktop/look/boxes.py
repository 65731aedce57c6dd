"""A drop-down that a wheel does not change: a page is scrolled, never a choice made by it."""

from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QComboBox


class CalmBox(QComboBox):
    """A combo box for forms that scroll."""

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()
