"""使用手册 over the window: chapters at the left, the text at the right, a search field; Esc goes back to the work."""

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtGui import QKeyEvent, QTextBlockFormat, QTextCursor, QTextDocument
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QTextBrowser, QVBoxLayout, QWidget

from plandesk.desktop.help.manual import Chapter, load_manual
from plandesk.desktop.look.cell import CellLook, Column
from plandesk.desktop.look.look import Look
from plandesk.desktop.look.rows import RowsModel, TableRow
from plandesk.desktop.look.table import DeskTable
from plandesk.desktop.look.words import button, label

_SUFFIX = ".md"
_LINE = 130.0  # per cent


class HelpPage(QWidget):
    """``left`` when the clerk goes back."""

    left = Signal()

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._look = look
        self.chapters = load_manual()
        self.chapter: Chapter = self.chapters[0]
        self.search = QLineEdit()
        self.search.setAccessibleName(self.tr("在手册里查找"))
        self.search.setPlaceholderText(self.tr("查找，如：退回、备份。回车看下一处"))
        self.search.textChanged.connect(lambda _: self._list())
        self.search.returnPressed.connect(self._next)
        self.back = button(self.tr("返回  Esc"), self.left.emit, name=self.tr("返回"))
        self.rows = RowsModel((Column("title", self.tr("使用手册"), 0, least=120),), self)
        self.table = DeskTable(look, row=30)
        self.table.setAccessibleName(self.tr("手册的章"))
        self.table.setModel(self.rows)
        self.table.row_changed.connect(self._chosen)
        self.table.chosen.connect(self._read)
        self.table.clicked.connect(lambda index: self._chosen(index.row()))
        self.text: QTextBrowser = QTextBrowser()
        self.text.setAccessibleName(self.tr("手册正文"))
        self.text.setOpenLinks(False)
        self.text.anchorClicked.connect(self._follow)
        self._lay_out()
        look.changed.connect(self._show)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(label(self.tr("使用手册"), "title"))
        head.addStretch(1)
        self.search.setFixedWidth(self._look.dp(300))
        head.addWidget(self.search)
        head.addWidget(self.back)
        body = QHBoxLayout()
        body.setSpacing(14)
        self.table.setFixedWidth(self._look.dp(250))
        body.addWidget(self.table)
        body.addWidget(self.text, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 14, 24, 16)
        column.setSpacing(12)
        column.addLayout(head)
        column.addLayout(body, 1)

    def open(self, key: str) -> None:
        """Show the chapter of that key (the first where there is none) and put the keyboard on its text."""
        self.search.clear()
        self.chapter = next((c for c in self.chapters if c.key == key), self.chapters[0])
        self._list()
        self._show()
        self.text.setFocus()

    def _list(self) -> None:
        wanted = self.search.text()
        found = [c for c in self.chapters if c.holds(wanted)]
        self.rows.show([TableRow((CellLook(c.title, tip=c.title),), c) for c in found])
        if not found:
            return
        keys = [c.key for c in found]
        self.table.go(keys.index(self.chapter.key) if self.chapter.key in keys else 0)
        if self.chapter.key not in keys:
            self.chapter = found[0]
            self._show()
        if wanted.strip():
            self.text.moveCursor(QTextCursor.MoveOperation.Start)
            self.text.find(wanted)

    def _chosen(self, row: int) -> None:
        chapter = self.rows.stands_for(row)
        if isinstance(chapter, Chapter) and chapter is not self.chapter:
            self.chapter = chapter
            self._show()

    def _show(self) -> None:
        self.text.document().setDefaultFont(self._look.font(15))
        self.text.document().setDocumentMargin(self._look.dp(18))
        self.text.document().setMarkdown(
            self.chapter.text, QTextDocument.MarkdownFeature.MarkdownDialectGitHub
        )
        self._air()
        self.text.moveCursor(QTextCursor.MoveOperation.Start)

    def _air(self) -> None:
        """Room between lines and paragraphs: it is read beside the work, not studied."""
        block = self.text.document().begin()
        while block.isValid():
            shape = block.blockFormat()
            shape.setLineHeight(_LINE, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
            shape.setBottomMargin(self._look.dp(6))
            QTextCursor(block).setBlockFormat(shape)
            block = block.next()

    def _read(self, _: int) -> None:
        self.text.setFocus()

    def _next(self) -> None:
        if not self.text.find(self.search.text()):
            self.text.moveCursor(QTextCursor.MoveOperation.Start)
            self.text.find(self.search.text())

    def _follow(self, link: QUrl) -> None:
        self.open(link.toString().removesuffix(_SUFFIX))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)
