"""Tables and charts that wait for the next page: text takes their place, their order stays, a new part is never passed."""

import pytest

from plandesk.core.report_model import (
    BarGroup,
    Chapter,
    Column,
    Cover,
    Furniture,
    Heading,
    Paragraph,
    Report,
    Row,
    StackedBars,
    Table,
)
from plandesk.reports.blocks import HeadingBlock, TextBlock
from plandesk.reports.charts import FigureBlock
from plandesk.reports.composing import ANNEX, ANNEX_CLOSE, LaidOut, lay_out_report
from plandesk.reports.fonts import typefaces
from plandesk.reports.layout import TYPE_HEIGHT, TYPE_WIDTH, Sheet
from plandesk.reports.tables import TableBlock

COVER = Cover("内部资料", ("某县规划",), "（2021—2030年）", "报告", ("某县统计局",), "2025年6月")
FURNITURE = Furniture(
    contents="目　录", continued="续", continued_band="（续）", notes="注：", source="资料来源："
)
LINE = "监测结果显示，本年度各项指标的数据均由责任单位报送并经审核。"


def laid(*elements: object, turned: bool = False) -> LaidOut:
    chapter = Chapter(elements, turned=turned)  # type: ignore[arg-type]
    return lay_out_report(Report("题", "作者", "主题", "词", COVER, FURNITURE, (chapter,)), typefaces())


def table(rows: int, label: str = "表1") -> Table:
    columns = (Column("指标", 100, "text"), Column("数值", 56, "figure"))
    return Table(label, "情况", columns, tuple(Row((f"指标{k}", f"{k}.5")) for k in range(rows)))


def bars(label: str = "图1") -> StackedBars:
    groups = tuple(BarGroup(f"领域{k}", (k + 1,)) for k in range(8))
    return StackedBars(label, "结果", (("达标", "dark"),), groups)


def lines(count: int) -> tuple[Paragraph, ...]:
    return tuple(Paragraph("数" * 20) for _ in range(count))


def filled_to(sheet: Sheet) -> float:
    last = sheet.items[-1]
    return last.down + last.block.height(TYPE_WIDTH)


def kinds(sheet: Sheet) -> list[type]:
    return [type(item.block) for item in sheet.items]


@pytest.mark.parametrize("element", [table(14), bars()])
def test_text_takes_the_place_of_what_does_not_fit(element: Table | StackedBars) -> None:
    out = laid(*lines(17), element, *lines(10))
    assert filled_to(out.sheets[0]) > 0.95 * TYPE_HEIGHT
    assert set(kinds(out.sheets[0])) == {TextBlock}
    assert kinds(out.sheets[1])[0] in (
        TableBlock,
        FigureBlock,
    )  # first on the next page, before the text goes on


def test_tables_and_charts_keep_their_order() -> None:
    out = laid(*lines(17), bars("图1"), table(4), *lines(3), bars("图2"), *lines(20))
    found = [
        item.block
        for sheet in out.sheets for item in sheet.items if isinstance(item.block, TableBlock | FigureBlock)
    ]  # fmt: skip
    names = [b.grid.table.label if isinstance(b, TableBlock) else b.captions[0][:2] for b in found]
    assert names == ["图1", "表1", "图2"]


def test_a_new_part_is_never_passed() -> None:
    out = laid(*lines(17), bars(), *lines(2), Heading("二、下一部分", 1), *lines(5))
    order = [item.block for sheet in out.sheets for item in sheet.items]
    chart = next(k for k, block in enumerate(order) if isinstance(block, FigureBlock))
    part = next(k for k, block in enumerate(order) if isinstance(block, HeadingBlock))
    assert chart < part


def test_a_heading_keeps_its_own_table() -> None:
    out = laid(*lines(18), bars(), *lines(1), Heading("（二）概况", 2), table(5), *lines(3))
    order = [item.block for sheet in out.sheets for item in sheet.items]
    heading = next(k for k, block in enumerate(order) if isinstance(block, HeadingBlock))
    assert isinstance(order[heading + 1], TableBlock)
    assert isinstance(order[heading - 1], FigureBlock)  # which waited, and now comes first
    (on,) = [s for s in out.sheets if any(isinstance(i.block, HeadingBlock) for i in s.items)]
    assert any(isinstance(i.block, TableBlock) for i in on.items)


@pytest.mark.parametrize("before", range(12, 23))
@pytest.mark.parametrize("rows", [2, 8, 13, 40])
def test_a_heading_over_a_table_never_stands_at_the_foot(before: int, rows: int) -> None:
    out = laid(*lines(before), Heading("（二）概况", 2), table(rows), *lines(5))
    for sheet in out.sheets:
        assert not isinstance(sheet.items[-1].block, HeadingBlock)


def test_a_low_table_is_not_divided_for_a_small_gap() -> None:
    out = laid(*lines(18), table(13))
    parts = [i.block for s in out.sheets for i in s.items if isinstance(i.block, TableBlock)]
    assert len(parts) == 1
    assert TYPE_HEIGHT - filled_to(out.sheets[0]) < 0.25 * TYPE_HEIGHT


def test_nothing_is_lost_or_doubled_while_things_wait() -> None:
    elements = [
        *lines(9),
        table(16, "表1"),
        *lines(7),
        bars("图1"),
        table(40, "表2"),
        *lines(9),
        bars("图2"),
        table(3, "表3"),
    ]
    out = laid(*elements)
    blocks = [item.block for sheet in out.sheets for item in sheet.items]
    assert sum(len(b.lines(TYPE_WIDTH)) for b in blocks if isinstance(b, TextBlock)) == 25
    for label, rows in (("表1", 16), ("表2", 40), ("表3", 3)):
        parts = [b for b in blocks if isinstance(b, TableBlock) and b.grid.table.label == label]
        assert [k for p in parts for k in range(p.start, p.end)] == list(range(rows))
    assert sum(isinstance(b, FigureBlock) for b in blocks) == 2
    for sheet in out.sheets:
        assert filled_to(sheet) <= TYPE_HEIGHT + 0.1


def test_a_nearly_empty_last_page_is_saved() -> None:
    def styles(count: int) -> tuple[int, set[object]]:
        out = laid(*(Paragraph(LINE, small=True) for _ in range(count)))
        blocks = [item.block for sheet in out.sheets for item in sheet.items]
        return len(out.sheets), {block.style for block in blocks if isinstance(block, TextBlock)}

    assert styles(26) == (1, {ANNEX})
    assert styles(27) == (1, {ANNEX_CLOSE})  # one line over
    assert styles(40) == (2, {ANNEX})


def test_a_turned_table_is_set_closer_for_a_few_rows_over() -> None:
    wide = (Column("指标", 169, "text"), Column("数值", 56, "figure"))
    rows = [table_pages(wide, count) for count in range(28, 40)]
    assert rows == sorted(rows)
    last = max(count for count, pages in zip(range(28, 40), rows, strict=True) if pages == 1)
    out = laid(
        Table("附表1", "宽", wide, tuple(Row((f"指标{k}", "1.5")) for k in range(last)), small=True),
        turned=True,
    )
    (part,) = (i.block for s in out.sheets for i in s.items)
    assert isinstance(part, TableBlock)
    assert part.grid.type.pad < 2.8


def table_pages(columns: tuple[Column, ...], rows: int) -> int:
    made = Table("附表1", "宽", columns, tuple(Row((f"指标{k}", "1.5")) for k in range(rows)), small=True)
    return len(laid(made, turned=True).sheets)
