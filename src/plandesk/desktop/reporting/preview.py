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
    Paragraph,
    Report,
    Row,
    Signatures,
    StackedBars,
    Table,
)
from plandesk.desktop.look.look import Look

_SIZES = {0: 17, 1: 15, 2: 14, 3: 13}
_ROWS_SHOWN = 60


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
            if text:
                self._line(cursor, text, size, centre=True)
        for element in report.elements():
            self._element(cursor, element)
        cursor.endEditBlock()
        self.moveCursor(QTextCursor.MoveOperation.Start)

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
