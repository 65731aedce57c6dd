"""The 设置 page."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from plandesk.core.changes import ChangeSet
from plandesk.core.problems import KnownProblem
from plandesk.core.records import Setting
from plandesk.desktop.ask import DATA_SUFFIX, Ask
from plandesk.desktop.desk import Desk
from plandesk.desktop.look.look import Look
from plandesk.desktop.look.words import button, label, rule, set_kind
from plandesk.desktop.page import Page, StatusText
from plandesk.desktop.preferences import SCALES

_WIDE = 640


class SettingsPage(Page):
    """One column, saved at once. ``look_wanted`` when the theme, 字号 or row height is another."""

    key = "settings"
    look_wanted = Signal()

    def __init__(self, desk: Desk, look: Look, ask: Ask, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._look, self._ask = desk, look, ask
        self._answer = label("", "soft", wrap=True)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        body = QWidget()
        body.setObjectName("page")
        scroll.setWidget(body)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scroll)
        row = QHBoxLayout(body)
        row.setContentsMargins(24, 16, 24, 16)
        column = QVBoxLayout()
        column.setSpacing(10)
        row.addLayout(column)
        row.addStretch(1)
        column.addWidget(label(self.tr("设置"), "title"))
        self._show_group(column)
        self._entry_group(column)
        self._file_group(column)
        self._paper_group(column)
        column.addStretch(1)

    def _group(self, column: QVBoxLayout, title: str) -> QGridLayout:
        column.addWidget(rule())
        column.addWidget(label(title, "heading"))
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(8)
        grid.setColumnMinimumWidth(0, self._look.dp(96))
        grid.setColumnMinimumWidth(1, self._look.dp(200))
        grid.setColumnMinimumWidth(2, self._look.dp(_WIDE - 320))
        column.addLayout(grid)
        return grid

    def _line(self, grid: QGridLayout, title: str, widget: QWidget, explains: str) -> None:
        row = grid.rowCount()
        widget.setAccessibleName(title)
        grid.addWidget(label(title), row, 0)
        grid.addWidget(widget, row, 1)
        grid.addWidget(label(explains, "soft", wrap=True), row, 2)

    def _choice(
        self,
        options: Sequence[tuple[str, str]],
        chosen: str,
        keep: Callable[[str], None],
        *,
        look: bool = False,
    ) -> QComboBox:
        box = QComboBox()
        for code, words in options:
            box.addItem(words, code)
        box.setCurrentIndex(max(0, box.findData(chosen)))

        def take(_: int) -> None:
            keep(str(box.currentData()))
            if look:
                self.look_wanted.emit()

        box.activated.connect(take)
        return box

    def _show_group(self, column: QVBoxLayout) -> None:
        kept = self._desk.preferences
        grid = self._group(column, self.tr("显示"))
        self.theme = self._choice(
            (("system", self.tr("跟随系统")), ("light", self.tr("浅色")), ("high_contrast", self.tr("高对比"))),
            kept.theme, lambda v: setattr(kept, "theme", v), look=True,
        )  # fmt: skip
        self._line(grid, self.tr("主题"), self.theme, self.tr("系统开着高对比模式时自动用高对比。"))
        self.text_size = self._choice(
            (("small", self.tr("小")), ("standard", self.tr("标准")), ("large", self.tr("大")), ("huge", self.tr("特大"))),
            kept.text_size, lambda v: setattr(kept, "text_size", v), look=True,
        )  # fmt: skip
        self._line(grid, self.tr("字号"), self.text_size, self.tr("表格和所有文字一起变大。"))
        self.row_height = self._choice(
            (("compact", self.tr("紧凑")), ("standard", self.tr("标准")), ("roomy", self.tr("宽松"))),
            kept.row_height, lambda v: setattr(kept, "row_height", v), look=True,
        )  # fmt: skip
        self._line(grid, self.tr("行高"), self.row_height, self.tr("紧凑时一屏能多看几行。"))
        self.scale = self._choice(
            [(str(s), f"{s}%") for s in SCALES], str(kept.scale), lambda v: setattr(kept, "scale", int(v))
        )
        self._line(grid, self.tr("缩放"), self.scale, self.tr("整个窗口放大，重新打开程序后生效。"))

    def _entry_group(self, column: QVBoxLayout) -> None:
        kept = self._desk.preferences
        grid = self._group(column, self.tr("录入"))
        self.person = QLineEdit()
        self.person.setText(kept.person)
        self.person.editingFinished.connect(self._keep_person)
        self._line(grid, self.tr("操作人"), self.person, self.tr("写进改动记录，重新打开文件后生效。"))
        self.enter_goes = self._choice(
            (("fill", self.tr("下一个要填的格")), ("down", self.tr("正下方"))),
            kept.enter_goes, lambda v: setattr(kept, "enter_goes", v),
        )  # fmt: skip
        self._line(
            grid, self.tr("回车方向"), self.enter_goes, self.tr("分子、分母、本年，再到下一行；或一直向下。")
        )

    def _file_group(self, column: QVBoxLayout) -> None:
        grid = self._group(column, self.tr("文件与备份"))
        self.backup = button(self.tr("立即备份…"), self._back_up)
        self._line(
            grid,
            self.tr("备份"),
            self.backup,
            self.tr("每天第一次打开时已自动备份在数据文件旁边的文件夹里。"),
        )
        self.verify = button(self.tr("检查数据文件"), self._verify)
        self._line(grid, self.tr("检查"), self.verify, self.tr("核对文件完好，改动记录与数据一致。"))
        column.addWidget(self._answer)

    def _paper_group(self, column: QVBoxLayout) -> None:
        grid = self._group(column, self.tr("上报落款"))
        self.printed: dict[str, QLineEdit] = {}
        for name, title, explains in (
            ("reporting_unit", self.tr("收表单位"), self.tr("印在采集表上，各单位把表寄到这里。")),
            ("submission_to", self.tr("报送单位"), self.tr("印在上报表封面上。")),
        ):
            field = QLineEdit()
            field.editingFinished.connect(lambda n=name: self._keep_printed(n))
            self.printed[name] = field
            self._line(grid, title, field, explains)

    # what is shown, what is kept

    def refresh(self) -> None:
        settings, read_only = self._desk.snapshot.settings, self._desk.file.read_only
        for name, field in self.printed.items():
            if not field.hasFocus():
                field.setText(settings.get(name, ""))
            field.setReadOnly(read_only)
        self.person.setText(self._desk.preferences.person)
        self._answer.setText("")
        self._tell()

    def take_change(self, change: ChangeSet) -> None:
        settings = self._desk.snapshot.settings
        for name, field in self.printed.items():
            if not field.hasFocus():
                field.setText(settings.get(name, ""))

    def _keep_person(self) -> None:
        self._desk.preferences.person = self.person.text()

    def _keep_printed(self, name: str) -> None:
        text = self.printed[name].text().strip()
        if self._desk.is_open and text != self._desk.snapshot.settings.get(name, ""):
            label_ = self._desk.words.say("desk_log.printed_unit", text=text)
            self._desk.record([Setting(name, text)], origin="typed", label=label_)

    def _back_up(self) -> None:
        desk = self._desk
        stem = f"{desk.file.path.stem}{desk.now():%Y%m%d%H%M}{DATA_SUFFIX}"
        path = self._ask.data_file_to_make(self, str(desk.file.path.with_name(stem)))
        if path is None:
            return
        try:
            desk.file.backup(path)
        except KnownProblem as problem:
            self._say(desk.words.problem(problem), "bad")
        else:
            self._say(self.tr("已备份到 {path}").format(path=path), "good")

    def _verify(self) -> None:
        problems = self._desk.file.verify()
        if problems:
            self._say("".join(problems), "bad")
        else:
            self._say(self.tr("数据文件完好，改动记录与数据一致。"), "good")

    def _say(self, sentence: str, kind: str) -> None:
        set_kind(self._answer, kind)
        self._answer.setText(sentence)

    def _tell(self) -> None:
        self.status.emit(StatusText(self.tr("设置"), self.tr("改动立即保存"), (("Tab", self.tr("下一项")),)))

    def settle(self) -> None:
        self._keep_person()
        for name in self.printed:
            self._keep_printed(name)

    def enter(self) -> None:
        self.theme.setFocus()
