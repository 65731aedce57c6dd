"""F1: the manual on the window's stage, at the chapter of the page shown; Esc gives the page back."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from plandesk.desktop.frame.window import DeskWindow

if TYPE_CHECKING:
    from plandesk.desktop.help.page import HelpPage


class HelpDoor(QObject):
    """Opens the manual; its page is made, and its code loaded, when first asked for."""

    def __init__(self, window: DeskWindow) -> None:
        super().__init__(window)
        self._window = window
        self.page: HelpPage | None = None
        self._came_from: QWidget | None = None
        self._keyboard: QWidget | None = None
        window.page_changed.connect(lambda _: self._leave(to_page=False))

    @property
    def shown(self) -> bool:
        """Whether the manual stands on the stage."""
        return self.page is not None and self._window.stage.currentWidget() is self.page

    def open_here(self) -> None:
        """F1: the chapter of the page shown."""
        window = self._window
        if not self.shown:
            self.open("welcome" if not window.at_desk else window.page_key)

    def open(self, key: str) -> None:
        """A chapter by its key."""
        window = self._window
        if self.page is None:
            from plandesk.desktop.help.page import HelpPage

            self.page = HelpPage(window.look)
            self.page.left.connect(self._leave)
            window.stage.addWidget(self.page)
        if not self.shown:
            if window.page is not None and window.at_desk:
                window.page.settle()
            self._came_from, self._keyboard = window.stage.currentWidget(), window.focusWidget()
            window.stage.setCurrentWidget(self.page)
        self.page.open(key)

    def search(self) -> bool:
        """Ctrl+F while the manual is shown: its own search field; False where it is not."""
        if self.page is None or not self.shown:
            return False
        self.page.search.setFocus()
        return True

    def _leave(self, *, to_page: bool = True) -> None:
        if not self.shown:
            return
        window = self._window
        if not to_page or self._came_from is None:
            window.stage.setCurrentWidget(window.work_area)
            return
        window.stage.setCurrentWidget(self._came_from)
        if self._keyboard is not None and self._keyboard.isVisible():
            self._keyboard.setFocus()
        elif window.page is not None and window.at_desk:
            window.page.enter()
