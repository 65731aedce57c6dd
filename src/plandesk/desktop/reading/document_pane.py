"""The document as it was read, the found figures marked, the current one framed."""

import re
from collections.abc import Iterator, Sequence

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QFocusEvent, QPainter, QPaintEvent, QPen, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QPlainTextEdit, QTextEdit

from plandesk.desktop.look.look import Look
from plandesk.desktop.reading.lines import Line
from plandesk.planreader.documents import Document

_BREAKS = re.compile("[\r\n\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")


class DocumentPane(QPlainTextEdit):
    """Read only; the cursor can be put anywhere, so that a figure that was missed can be added there."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._shifts: dict[int, int] = {}
        self._shown: tuple[Line, ...] = ()
        self._current: Line | None = None
        self._document: Document | None = None
        self.setReadOnly(True)
        self.setTabChangesFocus(True)
        self.setUndoRedoEnabled(False)
        self.setAccessibleName(self.tr("规划原文"))
        # a read-only text shows no cursor of itself; here it says where a target is added
        chosen = (
            Qt.TextInteractionFlag.TextSelectableByKeyboard | Qt.TextInteractionFlag.TextSelectableByMouse
        )
        self.setTextInteractionFlags(chosen)
        look.changed.connect(self._mark)

    def show_document(self, document: Document) -> None:
        """Another document. Numbers that Word counts itself stand before their lines."""
        self._document, self._shown, self._current = document, (), None
        self._shifts = {no: len(text) for no, text in document.marks.items()}
        self.setPlainText(
            "\n".join(
                document.marks.get(no, "") + _BREAKS.sub(" ", line)
                for no, line in enumerate(document.lines, start=1)
            )
        )

    def show_lines(self, lines: Sequence[Line], current: Line | None) -> None:
        """Mark the lines' words, frame the current one's and bring them into view."""
        moved = current is not None and (self._current is None or self._current.mark != current.mark)
        if self._shown != (fresh := tuple(lines)):
            self._shown = fresh
            self._mark()
        self._current = current
        self.viewport().update()
        if moved and current is not None:
            self.bring_current()

    def bring_current(self) -> None:
        """The current line's words in view."""
        if self._current is not None:
            self.bring(*self._current.mark.begin)

    def bring(self, line: int, column: int = 0) -> None:
        """The cursor there, in view with some lines around it."""
        cursor = QTextCursor(self.document())
        cursor.setPosition(self._position((line, column)))
        self.setTextCursor(cursor)
        tall = self.viewport().height()
        if not tall // 10 < self.cursorRect().top() < tall * 3 // 4:
            self.centerCursor()

    def _position(self, place: tuple[int, int]) -> int:
        """Where (line, column) stands in Qt's text, which counts halves of rare signs."""
        line, column = place
        block = self.document().findBlockByNumber(line - 1)
        if not block.isValid() or self._document is None:
            return max(0, self.document().characterCount() - 1)
        before = self._document.line(line)[:column]
        halves = sum(ord(sign) > 0xFFFF for sign in before)
        column = self._shifts.get(line, 0) + len(before) + halves
        return block.position() + min(column, block.length() - 1)

    def _cursor(self, line: Line) -> QTextCursor:
        cursor = QTextCursor(self.document())
        cursor.setPosition(self._position(line.mark.begin))
        cursor.setPosition(self._position(line.mark.end), QTextCursor.MoveMode.KeepAnchor)
        return cursor

    def _mark(self) -> None:
        selections = []
        for line in self._shown:
            if line.state == "dropped":
                continue
            marked = QTextEdit.ExtraSelection()
            look = QTextCharFormat()
            waiting = line.state == "unseen" and not line.sure
            look.setBackground(self._look.colour("warn_soft" if waiting else "accent_soft"))
            if self._look.theme.high_contrast:
                look.setFontUnderline(True)
            marked.format, marked.cursor = look, self._cursor(line)
            selections.append(marked)
        self.setExtraSelections(selections)
        self.viewport().update()

    def chosen_words(self) -> tuple[tuple[int, int], tuple[int, int], str]:
        """Where the cursor or the selection begins and ends as (line, column), and the words chosen."""
        cursor = self.textCursor()
        text = cursor.selectedText().replace("\u2029", "")
        return self._place(cursor.selectionStart()), self._place(cursor.selectionEnd()), text

    def _place(self, position: int) -> tuple[int, int]:
        block = self.document().findBlock(position)
        line = block.blockNumber() + 1
        return line, max(0, position - block.position() - self._shifts.get(line, 0))

    # Qt's side

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._current is None:
            return
        painter = QPainter(self.viewport())
        painter.setPen(QPen(self._look.colour("accent"), 2))
        for rect in self._framed(self._cursor(self._current)):
            painter.drawRect(rect.adjusted(-1, -1, 0, 1))
        painter.end()

    def _framed(self, chosen: QTextCursor) -> Iterator[QRect]:
        """The words' place, one rectangle per line on the screen."""
        one = QTextCursor(self.document())
        row: QRect | None = None
        for position in range(chosen.selectionStart(), chosen.selectionEnd() + 1):
            one.setPosition(position)
            here = self.cursorRect(one)
            if row is not None and abs(here.top() - row.top()) < 2:
                row.setRight(here.left())
                continue
            if row is not None:
                row.setRight(self._end_of_row(position - 1))
                yield row
            row = QRect(here.left(), here.top(), 1, here.height())
        if row is not None and row.width() > 1:
            yield row

    def _end_of_row(self, position: int) -> int:
        """The right edge of the sign at ``position``, the last of its row."""
        one = QTextCursor(self.document())
        one.setPosition(position)
        sign = self.document().characterAt(position)
        return self.cursorRect(one).left() + round(self.fontMetrics().horizontalAdvance(sign))

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.viewport().update()
