"""Pages: headings with their text, tables divided decently, turned and right-hand pages, blank ones."""

from pathlib import Path

import pytest
from pypdf import PdfReader

from plandesk.core.report_model import (
    Band,
    BarGroup,
    Chapter,
    Column,
    Cover,
    Furniture,
    Heading,
    Note,
    Paragraph,
    Report,
    Row,
    StackedBars,
    Table,
)
from plandesk.reports.blocks import HeadingBlock, TextBlock
from plandesk.reports.charts import FigureBlock
from plandesk.reports.composing import GRID, LaidOut, lay_out_report
from plandesk.reports.fonts import typefaces
from plandesk.reports.furniture import left_edge
from plandesk.reports.layout import MIRRORED, TYPE_HEIGHT, TYPE_WIDTH
from plandesk.reports.publishing import publish
from plandesk.reports.tables import TableBlock, table_block

FURNITURE = Furniture(
    contents="目　录",
    continued="续",
    continued_band="（续）",
    notes="注：",
    source="资料来源：",
    unit="单位：",
)
COVER = Cover("内部资料", ("某县规划",), "（2021—2030年）", "报告", ("某县统计局",), "2025年6月")
LINE = "监测结果显示，本年度各项指标的数据均由责任单位报送并经审核。"


def laid(*chapters: Chapter) -> LaidOut:
    made = Report("题", "作者", "主题", "词", COVER, FURNITURE, chapters)
    return lay_out_report(made, typefaces())


def table(rows: int, bands: int = 0, notes: tuple[Note, ...] = (), label: str = "表1") -> Table:
    columns = (Column("指标", 100, "text"), Column("数值", 56, "figure"))
    lines: list[Row | Band] = []
    for k in range(rows):
        if bands and k % bands == 0:
            lines.append(Band(f"第{k // bands}组"))
        lines.append(Row((f"指标{k}", f"{k}.5")))
    return Table(label, "情况", columns, tuple(lines), notes=notes)


def parts_of(out: LaidOut) -> list[TableBlock]:
    return [item.block for sheet in out.sheets for item in sheet.items if isinstance(item.block, TableBlock)]


def test_a_page_holds_twenty_two_lines() -> None:
    out = laid(Chapter((Paragraph(LINE * 40),)))
    (first, *_) = (item.block for item in out.sheets[0].items)
    assert isinstance(first, TextBlock)
    assert len(first.lines(TYPE_WIDTH)) == 22
    assert 22 * GRID <= TYPE_HEIGHT + 0.01


def test_nothing_is_lost_between_pages() -> None:
    text = LINE * 60
    out = laid(Chapter((Paragraph(text),)))
    blocks = [item.block for sheet in out.sheets for item in sheet.items]
    lines = [
        line.text for block in blocks if isinstance(block, TextBlock) for line in block.lines(TYPE_WIDTH)
    ]
    assert "".join(lines) == text
    assert all(len(block.lines(TYPE_WIDTH)) >= 2 for block in blocks if isinstance(block, TextBlock))


@pytest.mark.parametrize("lines", range(17, 24))
def test_a_heading_never_stands_alone_at_the_foot(lines: int) -> None:
    filling = tuple(Paragraph("数" * 20) for _ in range(lines))
    out = laid(Chapter((*filling, Heading("一、情况", 1), Heading("（一）健康", 2), Paragraph(LINE * 4))))
    for sheet in out.sheets:
        assert not isinstance(sheet.items[-1].block, HeadingBlock)


def test_the_contents_know_their_pages() -> None:
    long = Paragraph(LINE * 40)
    out = laid(
        Chapter(
            (
                Heading("一、甲", 1),
                long,
                Heading("二、乙", 1),
                long,
                Heading("1．不列", 3, in_contents=False),
                long,
            )
        )
    )
    assert [e.text for e in out.entries] == ["一、甲", "二、乙"]
    for entry in out.entries:
        keys = [i.block.key for i in out.sheets[entry.page - 1].items if isinstance(i.block, HeadingBlock)]
        assert entry.key in keys


@pytest.mark.parametrize("rows", [60, 61, 62, 63, 64, 95])
@pytest.mark.parametrize("bands", [0, 7])
def test_tables_are_divided_decently(rows: int, bands: int) -> None:
    whole = table(rows, bands)
    out = laid(Chapter((Paragraph(LINE * 9), whole)))
    parts = parts_of(out)
    assert len(parts) > 1
    assert [line for p in parts for line in whole.lines[p.start : p.end]] == list(whole.lines)
    for part in parts:
        lines = whole.lines[part.start : part.end]
        assert sum(isinstance(line, Row) for line in lines) >= 3
        if part is not parts[-1]:
            assert not any(isinstance(line, Band) for line in lines[-2:])
        assert part.height(TYPE_WIDTH) <= TYPE_HEIGHT + 0.1


def test_a_low_table_is_not_divided() -> None:
    out = laid(Chapter((Paragraph(LINE * 17), table(6))))
    assert len(parts_of(out)) == 1
    assert len(out.sheets) == 2


def test_a_later_part_says_that_it_continues() -> None:
    out = laid(Chapter((table(90, 30),)))
    first, second = parts_of(out)[:2]
    captions = ["".join(line.text for line in p.grid.caption(continued=p.continued)) for p in (first, second)]
    assert captions == ["表1　情况", "续表1　情况"]
    band = second.grid.band_over(second.start)
    assert band is not None


def test_notes_stand_under_the_part_that_points_at_them() -> None:
    notes = (Note("前面的。", frozenset({1}), "〔1〕"), Note("后面的。", frozenset({88}), "〔2〕"))
    parts = parts_of(laid(Chapter((table(90, notes=notes),))))
    texts = [[block.text for block in p.grid.notes(p.start, p.end)] for p in parts]
    assert texts[0] == ["注：〔1〕前面的。"]
    assert texts[-1] == ["注：〔2〕后面的。"]


def test_general_notes_are_numbered_under_the_last_part() -> None:
    parts = parts_of(laid(Chapter((table(90, notes=(Note("甲。"), Note("乙。"))),))))
    assert [block.text for block in parts[-1].grid.notes(parts[-1].start, parts[-1].end)] == [
        "注：1．甲。",
        "　　2．乙。",
    ]
    assert parts[0].grid.notes(parts[0].start, parts[0].end) == []


def test_a_table_too_wide_is_refused() -> None:
    wide = Table("表1", "宽", (Column("甲", 160),), (Row(("1",)),))
    with pytest.raises(ValueError, match="160"):
        table_block(wide, FURNITURE, typefaces(), TYPE_WIDTH)


def test_right_hand_pages_and_blank_ones() -> None:
    page = Paragraph(LINE)
    out = laid(Chapter((page,), recto=True), Chapter((page,), recto=True), Chapter((page,), verso=True))
    assert [(sheet.number, bool(sheet.items)) for sheet in out.sheets] == [
        (1, True),
        (2, False),
        (3, True),
        (4, True),
    ]
    assert left_edge(2) == MIRRORED
    assert left_edge(1) > left_edge(2)


def test_a_turned_chapter_has_its_own_pages() -> None:
    turned = Table("附表1", "宽", (Column("甲", 225),), tuple(Row((str(k),)) for k in range(80)), small=True)
    out = laid(Chapter((Paragraph(LINE),)), Chapter((turned,), turned=True), Chapter((Paragraph(LINE),)))
    assert out.sheets[0].turned is False
    assert out.sheets[-1].turned is False
    inner = out.sheets[1:-1]
    assert len(inner) > 1
    assert all(sheet.turned for sheet in inner)
    for part in parts_of(out):
        assert part.height(TYPE_HEIGHT) <= TYPE_WIDTH + 0.1


def test_bars_move_closer_rather_than_leave_half_a_page_empty() -> None:
    bars = StackedBars(
        "图1", "结果", (("达标", "dark"),), tuple(BarGroup(f"领域{k}", (k + 1,)) for k in range(8))
    )
    roomy = laid(Chapter((bars,)))
    tight = laid(Chapter((Paragraph("数" * 20 + "。\n"), *(Paragraph("数" * 20) for _ in range(14)), bars)))
    (free,) = (i.block for i in roomy.sheets[0].items)
    squeezed = tight.sheets[0].items[-1].block
    assert isinstance(free, FigureBlock)
    assert isinstance(squeezed, FigureBlock)
    assert squeezed.height(TYPE_WIDTH) < free.height(TYPE_WIDTH)
    assert len(tight.sheets) == 1


def test_a_report_that_begins_under_no_part_still_has_bookmarks(tmp_path: Path) -> None:
    deep = Chapter((Heading("（一）健康", 2), Paragraph(LINE), Heading("一、甲", 1), Paragraph(LINE)))
    made = Report("题", "作者", "主题", "词", COVER, FURNITURE, (deep,))
    reader = PdfReader(publish(made, tmp_path / "x.pdf", typefaces()).path)
    assert [str(item.title) for item in reader.outline if not isinstance(item, list)] == [
        "（一）健康",
        "一、甲",
    ]
