"""The review page: the document at the left, the draft at the right, both looked at by keys until a data file is made."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QApplication, QHBoxLayout, QSplitter, QVBoxLayout, QWidget

from plandesk.core.declarations import Misdeclared
from plandesk.core.problems import KnownProblem
from plandesk.desktop.ask import Ask
from plandesk.desktop.desk import Desk
from plandesk.desktop.frame.status_line import ElidedLabel, StatusLine
from plandesk.desktop.look.look import Look
from plandesk.desktop.look.rows import RowsModel
from plandesk.desktop.look.table import DeskTable
from plandesk.desktop.look.words import button, label
from plandesk.desktop.page import StatusText
from plandesk.desktop.reading.document_pane import DocumentPane
from plandesk.desktop.reading.draft_list import DraftRows, columns, owner_words, state_word, sure_word
from plandesk.desktop.reading.fields_panel import FieldsPanel
from plandesk.desktop.reading.file_fields import FileFields
from plandesk.desktop.reading.lines import Line, Owner
from plandesk.desktop.reading.link_panel import LinkPanel
from plandesk.desktop.reading.mend_steps import MendSteps
from plandesk.desktop.reading.review import Review
from plandesk.desktop.reading.row_editor import RowEditor
from plandesk.desktop.reading.saved import save_review
from plandesk.desktop.reading.steps import Steps
from plandesk.desktop.reading.typed import NotTakenError
from plandesk.store.plan_file import PlanFile

_COMPACT_BELOW = 1100
# Keys of the window that would lead away from an unfinished review without a question.
_KEPT_AWAY = (
    Qt.Key.Key_O, Qt.Key.Key_W, Qt.Key.Key_T, Qt.Key.Key_K, Qt.Key.Key_F, Qt.Key.Key_Y, Qt.Key.Key_P, Qt.Key.Key_I,
    *(Qt.Key(Qt.Key.Key_1 + n) for n in range(8)),
)  # fmt: skip


class ReviewPage(QWidget):
    """Shown instead of the welcome page. ``leaving`` before another file is opened, ``left`` to go back."""

    leaving = Signal()
    left = Signal()

    def __init__(self, desk: Desk, look: Look, ask: Ask, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._desk, self._look, self._ask = desk, look, ask
        self.review: Review | None = None
        self._folder: Path | None = None
        self._heads: list[int] = []
        self.pane = DocumentPane(look)
        self.model = RowsModel(columns(), self)
        self.table = DeskTable(look)
        self.table.setAccessibleName(self.tr("读出的目标"))
        self.table.setModel(self.model)
        self.editor = RowEditor(look, self.table.viewport())
        self.link = LinkPanel(look, self)
        self.panel = FieldsPanel(look, self)
        self.fields = FileFields(look, ask, desk.preferences)
        self.status = StatusLine(look)
        self.only = button(
            self.tr("只看没把握的  Alt+1"), lambda: self.show_rows(), "chip", name=self.tr("只看没把握的")
        )
        self.only.setCheckable(True)
        self._title = ElidedLabel()
        self._title.setProperty("kind", "heading")
        self._progress = label("", "figure")
        self._lay_out()
        self.steps, self.mend = Steps(self), MendSteps(self)
        self.table.chosen.connect(lambda _: self.steps.accept())
        self.table.row_changed.connect(lambda _: self._follow())
        self.table.doubleClicked.connect(lambda _: self.steps.change())
        self.fields.wanted.connect(self.make_file)
        for widget in (self.table, self.pane):
            widget.installEventFilter(self)
        # as shortcuts, else a field would take the letter
        for keys, act in (
            ("Ctrl+S", self.save),
            ("Alt+N", self.make_file),
            ("Alt+1", self.only.click),
            ("Alt+2", self.mend.plan_head),
        ):
            shortcut = QShortcut(QKeySequence(keys), self, act)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(16, 8, 16, 8)
        head.setSpacing(8)
        head.addWidget(self._title, 1)
        head.addWidget(self._progress)
        head.addSpacing(8)
        head.addWidget(self.only)
        head.addWidget(
            button(
                self.tr("规划信息  Alt+2"), lambda: self.mend.plan_head(), "tool", name=self.tr("规划信息")
            )
        )
        head.addWidget(button(self.tr("存草稿  Ctrl+S"), self.save, "tool", name=self.tr("存草稿")))
        head.addWidget(button(self.tr("离开  Esc"), self.leave, "tool", name=self.tr("离开")))
        self.halves = QSplitter()
        self.halves.setChildrenCollapsible(False)
        self.halves.setHandleWidth(6)
        self.halves.addWidget(self.pane)
        self.halves.addWidget(self.table)
        foot = QVBoxLayout()
        foot.setContentsMargins(16, 8, 16, 8)
        foot.addWidget(self.fields)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self.halves, 1)
        column.addLayout(foot)
        column.addWidget(self.status)

    # what is shown

    def begin(self, review: Review, path: Path) -> None:
        """Show a document's drafts; a saved draft is saved again where it was."""
        self.review = review
        self._rows = DraftRows(review)
        self.model.show([])
        self._folder = path.parent if path.suffix.lower() == ".toml" else None
        self.status.clear()
        self.only.setChecked(False)
        self.pane.show_document(review.document)
        self.fields.begin([draft.plan for draft in review.drafts], self._desk.now())
        self.show_heads()
        self.show_rows()
        self.table.setFocus()
        self.steps.go_next(0)

    def show_heads(self) -> None:
        """The document and its plans' titles."""
        if self.review is not None:
            titles = "、".join(draft.plan.title for draft in self.review.drafts)
            self._title.setText(f"{self.review.document.name}    {titles}")
            self._title.setToolTip(self._title.text())

    def show_rows(self, no: int | None = None) -> None:
        """Show the lines as they stand, the one numbered ``no`` (else the same row) current."""
        if self.review is None:
            return
        here, before = self.current, self.table.currentIndex().row()
        if no is None and here is not None:
            no = here.no
        self.model.show(list(self._rows.all(unsure_only=self.only.isChecked())))
        self._span_heads()
        row = self.row_of(no)
        if row is None and self.model.rowCount() and not self.table.currentIndex().isValid():
            row = min(max(before, 0), self.model.rowCount() - 1)
        if row is not None:
            self.table.go(row, max(self.table.currentIndex().column(), 0))
        self._follow()
        self._tell()

    def _span_heads(self) -> None:
        """Heads run over the whole width; set only where they stand elsewhere than before."""
        every = range(self.model.rowCount())
        heads = [row for row in every if not isinstance(self.model.stands_for(row), int)]
        if heads != self._heads:
            self._heads = heads
            self.table.clearSpans()
            for row in heads:
                self.table.setSpan(row, 0, 1, len(self.model.columns))

    def row_of(self, no: int | None) -> int | None:
        """The row of a line, if it is shown."""
        wanted = (row for row in range(self.model.rowCount()) if self.model.stands_for(row) == no)
        return next(wanted, None) if no is not None else None

    @property
    def current(self) -> Line | None:
        """The line of the current row; None on a head."""
        no = self.model.stands_for(self.table.currentIndex().row())
        return self.review.find(no) if self.review is not None and isinstance(no, int) else None

    @property
    def owner(self) -> Owner | None:
        """The goal or measure of the current row, of the document's cursor where the keyboard is there."""
        if self.review is not None and self.pane.hasFocus():
            return self.review.owner_at(self.pane.chosen_words()[0][0])
        line = self.current
        found = self.model.stands_for(self.table.currentIndex().row())
        return line.owner if line is not None else found if isinstance(found, Owner) else None

    def _follow(self) -> None:
        """The document and the status line follow the current row."""
        review, line = self.review, self.current
        if review is None:
            return
        self.pane.show_lines(review.lines, line)
        owner = self.owner
        if line is None and owner is not None and not self.pane.hasFocus():
            self.pane.bring(self.steps.first_line(owner))
        keys = (
            (self.tr("回车"), self.tr("认可")), ("F2", self.tr("改")), ("Delete", self.tr("删")),
            ("Ctrl+L", self.tr("换指标")), ("Ctrl+D", self.tr("拆")), ("Ctrl+N", self.tr("补一条")),
            *((("F4", self.tr("写明新指标")),) if line is not None and review.local_of(line) else ()),
            ("Tab", self.tr("原文")),
        )  # fmt: skip
        thing = line.target.name if line is not None else owner_words(review, owner) if owner else ""
        state = f"{sure_word(line)}，{state_word(line.state)}" if line is not None else ""
        self.status.show_text(StatusText(thing[:30], state, keys))

    def _tell(self) -> None:
        """Progress, and whether the button can be pressed."""
        review = self.review
        assert review is not None
        self._progress.setText(self.tr("已看 {seen} / {all}").format(seen=review.seen, all=len(review.lines)))
        left = review.unsure_left
        self.fields.make.setEnabled(not left)
        reason = self.tr("还有{left}处没把握的没看，看过才能建立。").format(left=left)
        self.fields.tell(
            reason if left else self.tr("没把握的都看过了，可以建立。"), "warn" if left else "good"
        )

    def say(self, sentence: str, tone: str = "") -> None:
        """A sentence in the page's own status line."""
        self.status.say(sentence, tone)

    # leaving, keeping, making

    def save(self) -> None:
        """Ctrl+S: keep the draft in a folder, to go on later."""
        review = self.review
        if review is None:
            return
        folder = self._folder
        if folder is None:
            title = self.tr("草稿存到哪个文件夹")
            folder = self._ask.folder_to_write(self, title, self._desk.preferences.last_folder)
            if folder is None:
                return
            there = [d.plan.id for d in review.drafts if (folder / f"{d.plan.id}.toml").exists()]
            question = self.tr("{folder} 里已有草稿 {names}。").format(folder=folder, names="、".join(there))
            if there and not self._ask.yes(self, title, question, self.tr("替换")):
                return
        try:
            files = save_review(review, folder)
        except OSError:
            self.say(self.tr("不能写入 {folder}。请换一个文件夹。").format(folder=folder), "bad")
            return
        self._folder = folder
        names = "、".join(file.name for file in files)
        self.say(self.tr("草稿已存到 {folder}：{names}").format(folder=folder, names=names), "good")

    def may_leave(self) -> bool:
        """Whether nothing would be lost, or the clerk says it may be."""
        review = self.review
        if review is None or not review.unsaved:
            return True
        question = self.tr("已看{seen}处，还没有存草稿。离开后要重新看。").format(seen=review.seen)
        return self._ask.yes(self, self.tr("离开"), question, self.tr("不存，离开"))

    def leave(self) -> None:
        """Esc: back to the welcome page; with a form still open over the page only the form goes."""
        if self.panel.isVisible():
            self.panel.close_()
            self.table.setFocus()
        elif self.may_leave():
            self.review = None
            self.left.emit()

    def make_file(self) -> None:
        """Alt+N: make the data file and open it; what is missing is said beside the fields."""
        review = self.review
        if review is None or self.editor.isVisible():
            return
        if review.unsure_left:
            self.table.setFocus()
            self.steps.go_next(0)
            return
        path = self.fields.target()
        preferences = self._desk.preferences
        try:
            region = self.fields.region()
            plans, library = review.plans(region)
            preferences.person = self.fields.person.text()
            self.leaving.emit()
            path.parent.mkdir(parents=True, exist_ok=True)
            PlanFile.create(
                path, region=region, plans=plans, library=library, by=preferences.person,
                words=self._desk.words, now=self._desk.now,
            ).close()  # fmt: skip
            year = int(self.fields.years.currentData())
            self.review = None
            self._desk.open(path)
        except NotTakenError as fault:
            self.fields.tell(str(fault), "bad")
        except Misdeclared as fault:
            self.fields.tell(fault.problems[0], "bad")
        except KnownProblem as problem:
            self.review = review
            self.fields.tell(self._desk.words.problem(problem), "bad")
            self.fields.path.setFocus()
        except OSError:
            words = self.tr("不能在 {folder} 建立文件。请换一个文件夹。")
            self.fields.tell(words.format(folder=path.parent), "bad")
            self.fields.path.setFocus()
        else:
            self._desk.go_to(self._desk.plan_id, year)
            preferences.last_folder = str(path.parent)

    # keys

    def _act(self, event: QKeyEvent) -> Callable[[], object] | None:
        """What a key does on this page; None where it is the widget's own or the window's."""
        held, key = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier, event.key()
        none, control = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ControlModifier
        if held == control and key in _KEPT_AWAY:
            return lambda: None
        if (held, key) == (none, Qt.Key.Key_Escape):
            return self.leave
        on_draft: dict[object, Callable[[], object]] = {
            (none, Qt.Key.Key_F2): self.steps.change, (none, Qt.Key.Key_Delete): self.steps.drop,
            (control, Qt.Key.Key_Z): self.steps.undo, (control, Qt.Key.Key_L): self.steps.link,
            (control, Qt.Key.Key_N): self.steps.add, (control, Qt.Key.Key_D): self.mend.split,
            (none, Qt.Key.Key_F4): self.mend.indicator,
        }  # fmt: skip
        found = on_draft.get((held, key))
        if QApplication.focusWidget() in (self.table, self.pane):
            return found
        return (lambda: None) if found is not None and held == control else None

    def event(self, event: QEvent) -> bool:
        """Keys of this page are not the window's."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and self._act(event):
            event.accept()
            return True
        return super().event(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            act = self._act(event)
            if act is not None:
                act()
                return True
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        act = self._act(event)
        if act is None:
            super().keyPressEvent(event)
        else:
            act()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        compact = self.width() * 13 / self._look.theme.base < _COMPACT_BELOW
        wanted = Qt.Orientation.Vertical if compact else Qt.Orientation.Horizontal
        if self.halves.orientation() != wanted:
            self.halves.setOrientation(wanted)
        self.halves.setSizes([240, 760] if compact else [360, 640])
        self.pane.bring_current()
        self.table.scrollTo(self.table.currentIndex())
