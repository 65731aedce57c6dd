"""The report's text before it is printed: the same model, as a scrolling document."""

from PySide6.QtCore import Qt
from PySide6.QtGui import (
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextFrameFormat,
    QTextLength,
    QTextTableFormat,
)
from PySide6.QtWidgets import QTextBrowser, QWidget

from plandesk.core.report_model import (
    AnnexHeading,
    Band,
    Charts,
    Element,
    Heading,
    OnePageForm,
    Paragraph,
    Report,
    Row,
    Signatures,
    Spread,
    StackedBars,
    Table,
)
from plandesk.desktop.look.look import Look

_SIZES = {0: 17, 1: 15, 2: 14, 3: 13}
_ROWS_SHOWN = 60
_CELLS_SHOWN = 1500


class ReportPreview(QTextBrowser):
    """Headings, paragraphs and tables as they will be printed; pages and charts are the paper's own."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self.setAccessibleName(self.tr("报告内容"))
        self.setOpenLinks(False)
        self.document().setDocumentMargin(24)

    def show_report(self, report: Report) -> None:
        """Show another report from its beginning."""
        self.document().clear()
        cursor = QTextCursor(self.document())
        cursor.beginEditBlock()
        cover = report.cover
        for text, size in (
            (cover.marking, 12),
            *((line, 18) for line in cover.plan),
            (cover.report, 18),
            (cover.month, 12),
        ):
            if text and not report.bare:
                self._line(cursor, text, size, centre=True)
        elements = report.elements()
        room = _CELLS_SHOWN  # cells of tables are what takes time
        for element in elements:
            if room <= 0:
                break
            self._element(cursor, element)
            room -= _cells(element)
        if next(elements, None) is not None:
            self._line(cursor, self.tr("……以下略，全文见生成的文件"), 13, centre=True, above=12)
        cursor.endEditBlock()
        self.moveCursor(QTextCursor.MoveOperation.Start)

    def show_words(self, words: str) -> None:
        """Show a sentence in place of a report."""
        self.document().clear()
        self._line(QTextCursor(self.document()), words, 13)
        self.moveCursor(QTextCursor.MoveOperation.Start)

    def turn(self, pages: int) -> None:
        """Scroll by so many windows of text."""
        bar = self.verticalScrollBar()
        bar.setValue(bar.value() + pages * bar.pageStep())

    def _element(self, cursor: QTextCursor, element: Element) -> None:
        match element:
            case Heading(text, level):
                self._line(cursor, text, _SIZES[level], centre=level == 0, above=12)
            case AnnexHeading(text):
                self._line(cursor, text, 15, above=18)
            case Paragraph(text, _, lead):
                self._line(cursor, lead + text, 13, indent=2)
            case Table():
                self._table(cursor, element)
            case StackedBars(label, title):
                self._line(
                    cursor,
                    self.tr("{label}  {title}（图）").format(label=label, title=title),
                    12,
                    centre=True,
                )
            case Charts(charts):
                for chart in charts:
                    words = self.tr("{label}  {title}（图）").format(label=chart.label, title=chart.title)
                    self._line(cursor, words, 12, centre=True)
            case Signatures(title):
                self._line(cursor, title, 15, above=12)
            case Spread(texts, size):
                shown = "    ".join(text for text in texts if text)
                if shown:
                    self._line(cursor, shown, round(size), centre=len(texts) == 1)
            case OnePageForm():
                self._form(cursor, element)

    def _form(self, cursor: QTextCursor, form: OnePageForm) -> None:
        self._line(cursor, form.title, 17, centre=True, above=18)
        self._line(cursor, "    ".join(text for text in form.head if text), 13)
        for row in form.rows:
            words = "  ".join(text for text in row.texts if text)
            if row.second is not None:
                words += f"    {row.second[0]}：{row.second[1]}"
            self._line(cursor, f"{row.label}：{words}", 13)
            if row.table is not None:
                self._table(cursor, row.table)

    def _line(
        self,
        cursor: QTextCursor,
        text: str,
        size: int,
        *,
        centre: bool = False,
        indent: int = 0,
        above: int = 4,
    ) -> None:
        block = QTextBlockFormat()
        block.setTopMargin(above)
        block.setBottomMargin(4)
        block.setTextIndent(self._look.theme.px(size) * indent)
        block.setLineHeight(150, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
        if centre:
            block.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        cursor.insertBlock(block, self._format(size))
        cursor.insertText(text)

    def _format(self, size: int, role: str = "ink") -> QTextCharFormat:
        style = QTextCharFormat()
        style.setFont(self._look.font(size))
        style.setForeground(self._look.colour(role))
        return style

    def _table(self, cursor: QTextCursor, table: Table) -> None:
        head = "  ".join(part for part in (table.label, table.title) if part)
        unit = self.tr("（单位：{unit}）").format(unit=table.unit) if table.unit else ""
        self._line(cursor, head + unit, 13, centre=True, above=10)
        lines = table.lines[:_ROWS_SHOWN]
        shape = QTextTableFormat()
        shape.setBorder(0.5)
        shape.setBorderCollapse(True)
        shape.setBorderStyle(QTextFrameFormat.BorderStyle.BorderStyle_Solid)
        shape.setBorderBrush(self._look.colour("rule"))
        shape.setCellPadding(3)
        shape.setHeaderRowCount(1)
        total = sum(column.width for column in table.columns)
        shape.setColumnWidthConstraints(
            [QTextLength(QTextLength.Type.PercentageLength, 100 * c.width / total) for c in table.columns]
        )
        shape.setWidth(QTextLength(QTextLength.Type.PercentageLength, 100))
        cursor.movePosition(QTextCursor.MoveOperation.End)
        made = cursor.insertTable(len(lines) + 1, len(table.columns), shape)
        for place, column in enumerate(table.columns):
            made.cellAt(0, place).firstCursorPosition().insertText(column.head, self._format(12, "ink2"))
        for number, line in enumerate(lines, start=1):
            match line:
                case Band(text):
                    made.mergeCells(number, 0, 1, len(table.columns))
                    made.cellAt(number, 0).firstCursorPosition().insertText(text, self._format(12, "ink2"))
                case Row(cells):
                    for place, text in enumerate(cells):
                        made.cellAt(number, place).firstCursorPosition().insertText(text, self._format(12))
        cursor.movePosition(QTextCursor.MoveOperation.End)
        if len(table.lines) > len(lines):
            rest = self.tr("……其余{count}行见生成的文件").format(count=len(table.lines) - len(lines))
            self._line(cursor, rest, 12)
        for note in table.notes:
            self._line(cursor, f"{note.sign}{note.text}", 12)


def _cells(element: Element) -> int:
    """How many cells an element has; a paragraph counts as one."""
    tables = [element] if isinstance(element, Table) else []
    if isinstance(element, OnePageForm):
        tables = [row.table for row in element.rows if row.table is not None]
    return 1 + sum(len(table.columns) * min(len(table.lines), _ROWS_SHOWN) for table in tables)
