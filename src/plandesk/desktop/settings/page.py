"""The 设置 page: one column, saved at once, each setting with a line that says what it does."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from plandesk.core.annual.compose import OFFICE_SETTING, STATISTICS_SETTING
from plandesk.core.changes import ChangeSet
from plandesk.core.judging.tolerance import tolerance_of, tolerance_setting
from plandesk.core.problems import KnownProblem
from plandesk.core.quantity import canonical
from plandesk.core.records import Setting
from plandesk.core.second_entry import scope_of
from plandesk.desktop.actions.second_entry import choose_scope
from plandesk.desktop.actions.years import is_sealed, set_due, state_of
from plandesk.desktop.ask import Ask
from plandesk.desktop.desk import Desk
from plandesk.desktop.look.look import Look
from plandesk.desktop.look.words import button, label, set_kind
from plandesk.desktop.page import Page, StatusText
from plandesk.desktop.preferences import SCALES
from plandesk.desktop.settings.file_care import copies_folder, copy_name, copy_now, newest_daily
from plandesk.desktop.settings.lines import Choice, KeptLine, SettingsGroup

_WIDE = 720


class SettingsPage(Page):
    """``look_wanted`` when the theme, 字号 or row height is another."""

    key = "settings"
    look_wanted = Signal()

    def __init__(self, desk: Desk, look: Look, ask: Ask, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._look, self._ask = desk, look, ask
        self.printed: dict[str, KeptLine] = {}
        self._hints: dict[str, str] = {}
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        body = QWidget()
        body.setObjectName("page")
        scroll.setWidget(body)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scroll)
        self._scroll = scroll
        self._box = QWidget()
        row = QHBoxLayout(body)
        row.setContentsMargins(24, 14, 24, 16)
        row.addWidget(self._box)
        row.addStretch(1)
        column = QVBoxLayout(self._box)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(label(self.tr("设置"), "title"))
        for group in (
            self._shown(),
            self._typing(),
            self._year(),
            self._judging(),
            self._file(),
            self._paper(),
        ):
            column.addWidget(group)
        column.addStretch(1)
        look.changed.connect(self._fit)
        self._fit()

    def _fit(self) -> None:
        self._box.setFixedWidth(self._look.dp(_WIDE))

    # the groups

    def _shown(self) -> SettingsGroup:
        group = SettingsGroup(self._look, self.tr("显示"))
        self.theme = Choice(
            (
                ("system", self.tr("跟随系统")),
                ("light", self.tr("浅色")),
                ("high_contrast", self.tr("高对比")),
            ),
            self._looking("theme"),
        )
        self.text_size = Choice(
            (
                ("small", self.tr("小")), ("standard", self.tr("标准")), ("large", self.tr("大")),
                ("huge", self.tr("特大")),
            ),
            self._looking("text_size"),
        )  # fmt: skip
        self.row_height = Choice(
            (("compact", self.tr("紧凑")), ("standard", self.tr("标准")), ("roomy", self.tr("宽松"))),
            self._looking("row_height"),
        )
        self.scale = Choice([(str(scale), f"{scale}%") for scale in SCALES], self._keep_scale)
        group.add(self.tr("主题"), self.theme, self.tr("跟随系统：系统开着高对比模式时自动用高对比。"))
        group.add(self.tr("字号"), self.text_size, self.tr("表格和所有文字一起变大，行高和列宽跟着变。"))
        group.add(self.tr("行高"), self.row_height, self.tr("紧凑时一屏能多看几行。"))
        group.add(self.tr("缩放"), self.scale, self.tr("整个窗口放大，重新打开程序后生效。"))
        return group

    def _typing(self) -> SettingsGroup:
        kept = self._desk.preferences
        group = SettingsGroup(self._look, self.tr("录入"))
        self.person = KeptLine(self._keep_person)
        self.enter_goes = Choice(
            (("fill", self.tr("下一个要填的格")), ("down", self.tr("正下方的格"))),
            lambda code: setattr(kept, "enter_goes", code),
        )
        group.add(self.tr("操作人"), self.person, self.tr("记入每一步改动；从下一步起用新名字。"))
        words = self.tr("填完按回车去哪里：分子、分母、本年再到下一行，或一直向下。")
        group.add(self.tr("回车方向"), self.enter_goes, words)
        self.second = Choice((("key", self.tr("重点指标")), ("all", self.tr("全部指标"))), self._keep_second)
        words = self.tr("遮住第一次的数再录一次，填报页按 Ctrl+R；哪些指标要录，记在数据文件里。")
        group.add(self.tr("复录核对"), self.second, words)
        return group

    def _year(self) -> SettingsGroup:
        group = SettingsGroup(self._look, self.tr("本年"))
        self.due = KeptLine(self._keep_due)
        self._due_words = group.add(self.tr("上报期限"), self.due, "")
        return group

    def _judging(self) -> SettingsGroup:
        group = SettingsGroup(self._look, self.tr("判定"))
        self.tolerance = KeptLine(self._keep_tolerance)
        words = self.tr("目标写“左右”“基本”的，相差在百分之几以内算达标；随判定印出。空着为5。")
        group.add(self.tr("“左右”的容差%"), self.tolerance, words)
        return group

    def _file(self) -> SettingsGroup:
        group = SettingsGroup(self._look, self.tr("文件与备份"))
        self.backup = button(self.tr("立即备份"), self._back_up)
        self.backup_to = button(self.tr("备份到…"), self._back_up_to)
        self.verify = button(self.tr("检查数据文件"), self._verify)
        self.folder = button(self.tr("打开备份文件夹"), self._show_copies)
        self._path = group.add(self.tr("数据文件"), self.verify, "")
        self._copies = group.add(self.tr("备份"), self.folder, "")
        group.add("", self.backup, self.tr("现在就在备份文件夹里留一份，不会被自动清理。"))
        group.add("", self.backup_to, self.tr("另存一份到优盘或别的文件夹。"))
        for made, name in ((self.backup, self.backup.text()), (self.backup_to, self.backup_to.text())):
            made.setAccessibleName(name)
        self.answer = label("", "soft", wrap=True)
        group.add_below(self.answer)
        self.answer.hide()
        return group

    def _paper(self) -> SettingsGroup:
        group = SettingsGroup(self._look, self.tr("打印与落款"))
        lines = (
            (OFFICE_SETTING, self.tr("落款单位"), self.tr("印在监测报告的封面和落款处。")),
            (STATISTICS_SETTING, self.tr("监测单位"), self.tr("印在监测报告封面；也是采集表寄回的单位。")),
            ("submission_to", self.tr("主送单位"), self.tr("印在上报文件的封面。")),
            ("unit_head", self.tr("单位负责人"), self.tr("印在上报文件和附表的签字处，空着就手填。")),
            ("statistics_head", self.tr("统计负责人"), self.tr("同上。")),
            ("compiler", self.tr("填表人"), self.tr("同上。")),
            ("phone", self.tr("联系电话"), self.tr("同上。")),
        )
        for name, title, words in lines:
            field = KeptLine(self._printing(name, title))
            self.printed[name] = field
            group.add(title, field, words)
        return group

    # what is shown

    def refresh(self) -> None:
        desk = self._desk
        kept, snapshot = desk.preferences, desk.snapshot
        for box, code in (
            (self.theme, kept.theme), (self.text_size, kept.text_size), (self.row_height, kept.row_height),
            (self.scale, str(kept.scale)), (self.enter_goes, kept.enter_goes),
        ):  # fmt: skip
            box.show_code(code)
        self.person.show_text(kept.person)
        writable = not desk.file.read_only
        region, words = snapshot.region.name, desk.words
        hints = {
            OFFICE_SETTING: words.say("report.unit_office", region=region),
            STATISTICS_SETTING: words.say("report.unit_statistics", region=region),
        }
        for name, field in self.printed.items():
            field.show_text(snapshot.settings.get(name, ""), hints.get(name, ""))
            field.setReadOnly(not writable)
        self.tolerance.show_text(canonical(tolerance_of(snapshot)))
        self.tolerance.setReadOnly(not writable)
        self.second.show_code(scope_of(snapshot))
        self.second.setEnabled(writable)
        self.due.show_text(state_of(desk).due, self.tr("如 {year}-04-30").format(year=desk.year + 1))
        self.due.setReadOnly(not writable or is_sealed(desk))
        due_words = self.tr("{year}年数据最迟哪天报上去；工作台数着天数，空着就不数。换年份在上面选。")
        self._due_words.setText(due_words.format(year=desk.year))
        self._show_file()
        self._tell()

    def _show_file(self) -> None:
        path, newest = self._desk.file.path, newest_daily(self._desk)
        self._path.setText(self.tr("{path}；检查文件是否完好，改动记录与数据是否一致。").format(path=path))
        copies = self.tr("{folder}；每天第一次打开时自动备份一份，留最近10份和每月最后一份。").format(
            folder=copies_folder(self._desk)
        )
        last = self.tr("最近一份：{name}").format(name=newest.name) if newest is not None else ""
        self._copies.setText(f"{copies}{last}")
        self.folder.setEnabled(copies_folder(self._desk).is_dir())

    def take_change(self, change: ChangeSet) -> None:
        self.refresh()

    def _tell(self) -> None:
        keys = (("Tab", self.tr("下一项")), ("↑ ↓", self.tr("换选项")))
        self.status.emit(StatusText(self.tr("设置"), self.tr("改动立即保存"), keys))

    def _say(self, sentence: str, kind: str) -> None:
        self.answer.setText(sentence)
        self.answer.setVisible(bool(sentence))
        set_kind(self.answer, kind)
        self._scroll.ensureWidgetVisible(self.answer)

    # what is kept

    def _looking(self, name: str) -> Callable[[str], None]:
        def take(code: str) -> None:
            setattr(self._desk.preferences, name, code)
            self.look_wanted.emit()

        return take

    def _keep_scale(self, code: str) -> None:
        self._desk.preferences.scale = int(code)
        self._desk.said.emit(self.tr("缩放改为{scale}%，重新打开程序后生效。").format(scale=code), "")

    def _keep_person(self, name: str) -> None:
        self._desk.preferences.person = name
        if self._desk.is_open:
            self._desk.file.by = self._desk.preferences.person
        self.person.show_text(self._desk.preferences.person)

    def _keep_second(self, code: str) -> None:
        choose_scope(self._desk, "all" if code == "all" else "key")

    def _keep_due(self, text: str) -> None:
        try:
            set_due(self._desk, text)
        except ValueError:
            words = self.tr("“{text}”不是日期。应如 {year}-04-30。")
            self._desk.said.emit(words.format(text=text, year=self._desk.year + 1), "bad")
        self.due.show_text(state_of(self._desk).due)

    def _keep_tolerance(self, text: str) -> None:
        try:
            setting = tolerance_setting(text or "5")
        except KnownProblem as problem:
            self._desk.said.emit(self._desk.words.problem(problem), "bad")
        else:
            label_ = self._desk.words.say("plans_log.tolerance", text=text or "5")
            self._desk.record([setting], origin="typed", label=label_)
        self.tolerance.show_text(canonical(tolerance_of(self._desk.snapshot)))

    def _printing(self, name: str, title: str) -> Callable[[str], None]:
        def keep(text: str) -> None:
            if self._desk.is_open:
                label_ = self._desk.words.say("plans_log.setting", name=title, text=text)
                self._desk.record([Setting(name, text)], origin="typed", label=label_)

        return keep

    # the file

    def _back_up(self) -> None:
        try:
            target = copy_now(self._desk)
        except KnownProblem as problem:
            self._say(self._desk.words.problem(problem), "bad")
            return
        self._show_file()
        self._say(self.tr("已备份：{path}").format(path=target), "good")

    def _back_up_to(self) -> None:
        desk = self._desk
        proposal = desk.file.path.with_name(copy_name(desk))
        target = self._ask.data_file_to_make(self, str(proposal))
        if target is None:
            return
        try:
            desk.file.backup(target)
        except KnownProblem as problem:
            self._say(desk.words.problem(problem), "bad")
        else:
            self._say(self.tr("已备份：{path}").format(path=target), "good")

    def _show_copies(self) -> None:
        newest = newest_daily(self._desk)
        self._ask.show_folder(newest if newest is not None else copies_folder(self._desk) / "x")

    def _verify(self) -> None:
        problems = self._desk.file.verify()
        if problems:
            self._say("\n".join(problems), "bad")
        else:
            self._say(self.tr("数据文件完好，改动记录与数据一致。"), "good")

    def settle(self) -> None:
        self.person.commit()
        self.tolerance.commit()
        self.due.commit()
        for field in self.printed.values():
            field.commit()

    def enter(self) -> None:
        self.answer.hide()
        self.theme.setFocus()
        self._tell()
