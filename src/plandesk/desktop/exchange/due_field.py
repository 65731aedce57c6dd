"""退回期限: the day by which the year's forms are to be back; printed on them, and what makes them late."""

from PySide6.QtWidgets import QLineEdit, QWidget

from plandesk.core.days import read_day
from plandesk.core.form_trips import due_day, due_setting
from plandesk.desktop.desk import Desk
from plandesk.desktop.look.look import Look


class DueField(QLineEdit):
    """Stores on Enter or when left; what is no day is said and the old one put back."""

    def __init__(self, desk: Desk, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.setAccessibleName(self.tr("采集表退回期限"))
        self.setPlaceholderText(self.tr("如 2025-04-20"))
        self.setToolTip(self.tr("采集表退回期限，印在采集表上；到期未回的标为逾期"))
        self.setFixedWidth(look.dp(112))
        self.editingFinished.connect(self.store)

    def refresh(self) -> None:
        """Show the chosen year's day."""
        self.setText(due_day(self._desk.snapshot, self._desk.year))
        self.setReadOnly(self._desk.file.read_only)

    def store(self) -> None:
        """Keep the day typed; nothing typed takes it away."""
        if not self._desk.is_open or not self.isModified():
            return
        self.setModified(False)
        text = self.text().strip()
        year = self._desk.year
        try:
            day = read_day(text).isoformat() if text else ""
        except ValueError:
            self._desk.said.emit(self.tr("“{text}”不是日期。应如 2025-04-20。").format(text=text), "bad")
            self.refresh()
            return
        label = self._desk.words.say("log.due", year=year, day=day or "—")
        self._desk.record([due_setting(year, day)], origin="forms", label=label)
        self.refresh()
