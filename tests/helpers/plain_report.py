"""A report model drawn plainly with reportlab's own paragraphs and tables: the yardstick for our typesetting's time."""

from pathlib import Path
from xml.sax.saxutils import escape

from reportlab.lib import colors
from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import (
    BaseDocTemplate,
    Frame,
    NextPageTemplate,
    PageBreak,
    PageTemplate,
    Paragraph,
    Table,
    TableStyle,
)

from plandesk.core import report_model as model
from plandesk.reports.fonts import typefaces

MM = 72 / 25.4


def draw_plainly(report: model.Report, path: Path) -> int:
    """Draws every paragraph, heading and table of ``report``; returns the number of pages."""
    typefaces()
    song = "PlandeskSong-Regular"
    body = ParagraphStyle(
        "body", fontName=song, fontSize=15.75, leading=28.95, wordWrap="CJK", firstLineIndent=31.5
    )
    small = ParagraphStyle("small", parent=body, fontSize=14, leading=24, firstLineIndent=28)
    note = ParagraphStyle("note", parent=body, fontSize=9, leading=12.5, firstLineIndent=0)
    head = ParagraphStyle("head", parent=body, fontName="PlandeskHei-Regular")
    story = [Paragraph(escape(report.title), head)]
    for chapter in report.chapters:
        story += [NextPageTemplate("turned" if chapter.turned else "upright"), PageBreak()]
        for element in chapter.elements:
            match element:
                case model.Heading() | model.AnnexHeading():
                    story.append(Paragraph(escape(element.text), head))
                case model.Paragraph():
                    story.append(
                        Paragraph(escape(element.lead + element.text), small if element.small else body)
                    )
                case model.Table():
                    story += _table(element, song, note, head)
                case _:
                    pass
    document = BaseDocTemplate(str(path), pagesize=A4)
    upright = Frame(28 * MM, 35 * MM, 156 * MM, 225 * MM, 0, 0, 0, 0)
    turned = Frame(37 * MM, 26 * MM, 225 * MM, 156 * MM, 0, 0, 0, 0)
    document.addPageTemplates([
        PageTemplate("upright", [upright], pagesize=A4), PageTemplate("turned", [turned], pagesize=landscape(A4)),
    ])  # fmt: skip
    document.build(story)
    return document.page


def _table(table: model.Table, song: str, note: ParagraphStyle, head: ParagraphStyle) -> list[object]:
    size = 8.5 if table.small else 10
    cell = ParagraphStyle("cell", fontName=song, fontSize=size, leading=size * 1.24, wordWrap="CJK")
    rows: list[list[object]] = [[c.head for c in table.columns]]
    for line in table.lines:
        if isinstance(line, model.Band):
            rows.append([line.text] + [""] * (len(table.columns) - 1))
        else:
            rows.append([
                Paragraph(escape(text), cell) if column.align == "text" else text
                for column, text in zip(table.columns, line.cells, strict=True)
            ])  # fmt: skip
    style = TableStyle([
        ("FONT", (0, 0), (-1, -1), song, size), ("LINEBELOW", (0, 0), (-1, -1), 0.25, colors.grey),
        ("VALIGN", (0, 0), (-1, -1), "MIDDLE"), ("TOPPADDING", (0, 0), (-1, -1), 1), ("BOTTOMPADDING", (0, 0), (-1, -1), 1),
    ])  # fmt: skip
    drawn = Table(rows, colWidths=[c.width * MM for c in table.columns], repeatRows=1, style=style)
    notes = [n.text for n in table.notes] + [table.legend, table.source]
    found: list[object] = [Paragraph(escape(f"{table.label}　{table.title}"), head), drawn]
    return found + [Paragraph(escape(text), note) for text in notes if text]
