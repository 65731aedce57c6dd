"""What a data file needs beside its plans: county, code, first year, who works in it, where it is kept."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from plandesk.core.plan import Plan, Region
from plandesk.desktop.ask import DATA_SUFFIX, Ask
from plandesk.desktop.look.look import Look
from plandesk.desktop.look.words import button, label, set_kind
from plandesk.desktop.preferences import Preferences
from plandesk.desktop.reading.typed import NotTakenError

_YEARS_BACK = 6


class FileFields(QWidget):
    """The foot of the review page; ``wanted`` when 建立数据文件 is pressed."""

    wanted = Signal()

    def __init__(self, look: Look, ask: Ask, preferences: Preferences, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look, self._ask, self._preferences = look, ask, preferences
        self._typed_path = False
        self._level: Region = Region("", "", "county")
        self.name = self._line(self.tr("县区名称"), 150)
        self.name.textEdited.connect(lambda _: self._propose_path())
        self.code = self._line(self.tr("行政区划代码"), 90)
        self.code.setMaxLength(6)
        self.years = QComboBox()
        self.years.setAccessibleName(self.tr("从哪一年开始"))
        self.person = self._line(self.tr("操作人"), 110)
        self.path = self._line(self.tr("保存到"), 0)
        self.path.textEdited.connect(self._path_edited)
        self.change = button(self.tr("更改…"), self._choose_path, name=self.tr("更改保存位置"))
        self.make = button(
            self.tr("建立数据文件  Alt+N"), self.wanted.emit, "primary", name=self.tr("建立数据文件")
        )
        self._reason = label("", "soft", wrap=True)
        self._lay_out()

    def _line(self, name: str, width: int) -> QLineEdit:
        made = QLineEdit()
        made.setAccessibleName(name)
        if width:
            made.setFixedWidth(self._look.dp(width))
        return made

    def _lay_out(self) -> None:
        first, second = QHBoxLayout(), QHBoxLayout()
        for words, widget in (
            (self.tr("县区名称"), self.name),
            (self.tr("区划代码"), self.code),
            (self.tr("从"), self.years),
            (self.tr("操作人"), self.person),
        ):
            first.addWidget(label(words, "soft"))
            first.addWidget(widget)
            first.addSpacing(8)
        first.addWidget(self._reason, 1)
        second.addWidget(label(self.tr("保存到"), "soft"))
        second.addWidget(self.path, 1)
        second.addWidget(self.change)
        second.addWidget(self.make)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        for row in (first, second):
            row.setSpacing(8)
            column.addLayout(row)

    def begin(self, plans: Sequence[Plan], now: datetime) -> None:
        """The defaults for a document's plans."""
        self._level = plans[0].region
        name = self._level.name
        self.name.setText("" if name.startswith("（") else name)
        self.code.setText(self._level.code)
        self.person.setText(self._preferences.person)
        first, last = plans[0].period
        wanted = min(max(now.year - 1, first), last)
        self.years.clear()
        for each in sorted({*range(now.year - _YEARS_BACK + 1, now.year + 1), wanted}, reverse=True):
            self.years.addItem(f"{each}年", each)
        self.years.setCurrentIndex(self.years.findData(wanted))
        self._typed_path = False
        self._propose_path()

    def tell(self, words: str, kind: str = "soft") -> None:
        """Why the button cannot be pressed, or what is wrong with the fields."""
        self._reason.setText(words)
        set_kind(self._reason, kind)

    @property
    def reason(self) -> str:
        """What stands beside the fields."""
        return self._reason.text()

    def _path_edited(self, _: str) -> None:
        self._typed_path = True

    def _propose_path(self) -> None:
        if not self._typed_path:
            name = self.name.text().strip() or self.tr("妇儿规划监测")
            self.path.setText(str(Path(self._preferences.last_folder) / f"{name}{DATA_SUFFIX}"))

    def _choose_path(self) -> None:
        chosen = self._ask.data_file_to_make(self, self.path.text())
        if chosen is not None:
            self.path.setText(str(chosen))
            self._typed_path = True

    def region(self) -> Region:
        """The county as typed. Raises NotTakenError, the keyboard in the field to mend."""
        name, code = self.name.text().strip(), self.code.text().strip()
        if not name:
            self.name.setFocus()
            raise NotTakenError(self.tr("县区名称是空的。请填写。"))
        if len(code) != 6 or not code.isascii() or not code.isdigit():
            self.code.setFocus()
            raise NotTakenError(self.tr("行政区划代码应为6位数字。请改正。"))
        return Region(name, code, self._level.level)

    def target(self) -> Path:
        """Where the data file is to be."""
        path = Path(self.path.text().strip())
        return path if path.suffix == DATA_SUFFIX else path.with_name(path.name + DATA_SUFFIX)
