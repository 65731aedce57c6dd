"""What the tabs of 规划指标 have in common: a list at the left, a panel at the right, one at a time when compact."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from plandesk.desktop.desk import Desk
from plandesk.desktop.look.look import Look
from plandesk.desktop.look.table import DeskTable
from plandesk.desktop.page import StatusText
from plandesk.desktop.plans.edit_form import EditForm, Step, Task

PANEL_WIDTHS = {"compact": 0, "regular": 474, "wide": 620}
_ANY_WIDTH = 16_777_215


class PlanTab(QWidget):
    """``told`` with the status line's text. Subclasses fill ``table`` and ``body``'s column."""

    told = Signal(object)

    def __init__(self, desk: Desk, look: Look, table: DeskTable, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._look = look
        self._width = "regular"
        self._on_panel = False
        self.table = table
        self.body = QWidget()
        self.body.setObjectName("paper")
        self.column = QVBoxLayout(self.body)
        self.column.setContentsMargins(16, 14, 16, 14)
        self.column.setSpacing(8)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(self.body)
        self.panel_scroll = scroll
        self._panel = QFrame()
        self._panel.setObjectName("panel")
        inside = QVBoxLayout(self._panel)
        inside.setContentsMargins(1, 1, 1, 1)
        self.editor = EditForm(desk, look)
        self.editor.setObjectName("paper")
        self.editor.saved.connect(self._edited)
        self.editor.left.connect(self.end_task)
        second = QScrollArea()
        second.setWidgetResizable(True)
        second.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        second.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        second.setWidget(self.editor)
        self._pages = QStackedWidget()
        self._pages.addWidget(scroll)
        self._pages.addWidget(second)
        inside.addWidget(self._pages)
        self.left_side = QWidget()
        self.left_column = QVBoxLayout(self.left_side)
        self.left_column.setContentsMargins(0, 0, 0, 0)
        self.left_column.setSpacing(6)
        self.left_column.addWidget(table, 1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        row.addWidget(self.left_side, 1)
        row.addWidget(self._panel)

    @property
    def desk(self) -> Desk:
        """The open file and where the clerk is in it."""
        return self._desk

    @property
    def editing(self) -> bool:
        """Whether a change to the plan's shape is being written in the panel."""
        return self._pages.currentIndex() == 1

    def begin_task(self, task: Task) -> None:
        """Open a form in the panel, the keyboard in its first field."""
        self.editor.begin(task)
        self._pages.setCurrentIndex(1)
        self._on_panel = True
        self._fit()
        self.editor.start()
        self.say(task.title, ("Ctrl+Enter", self.tr("保存")), ("Esc", self.tr("放弃")))

    def end_task(self) -> None:
        """Back to the list."""
        self._pages.setCurrentIndex(0)
        self.show_panel(False)

    def _edited(self, step: object) -> None:
        self.end_task()
        if isinstance(step, Step):
            self.go_to(step.goes_to)

    def go_to(self, place: str) -> None:
        """Go where a step was made."""

    def refresh(self) -> None:
        """Show everything anew."""

    def tell(self) -> None:
        """Say where the clerk is."""

    def into_panel(self) -> None:
        """Put the keyboard into the panel."""

    def say(self, thing: str, *keys: tuple[str, str]) -> None:
        """Emit ``told``."""
        self.told.emit(StatusText(thing, "", (*keys, ("Ctrl+Tab", self.tr("换区")))))

    @property
    def panel_has_focus(self) -> bool:
        """Whether the keyboard is in the panel."""
        focused = self.focusWidget()
        return focused is not None and self._panel.isAncestorOf(focused)

    def show_panel(self, on_panel: bool) -> None:
        """Put the keyboard into the panel or back into the list; compact windows show that one alone."""
        self._on_panel = on_panel
        self._fit()
        if on_panel:
            self.into_panel()
        else:
            self.table.setFocus()
        self.tell()

    def cycle(self) -> None:
        """Ctrl+Tab."""
        if self.editing and not self.panel_has_focus:
            self.editor.start()
            return
        self.show_panel(not self.panel_has_focus)

    def enter(self) -> None:
        """The tab was chosen."""
        self.show_panel(False)

    def show_width(self, width: str) -> None:
        """Fit the width class."""
        self._width = width
        wanted = self._look.dp(PANEL_WIDTHS[width])
        self._panel.setMinimumWidth(wanted)
        self._panel.setMaximumWidth(wanted or _ANY_WIDTH)
        self._fit()

    def _fit(self) -> None:
        compact = self._width == "compact"
        self.left_side.setVisible(not compact or not self._on_panel)
        self._panel.setVisible(not compact or self._on_panel)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.panel_has_focus:
            self.show_panel(False)
            return
        super().keyPressEvent(event)
