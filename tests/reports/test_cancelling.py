"""A long paper can be stopped at any moment: how much is done between two questions, and that nothing is left behind."""

from pathlib import Path

import pytest

from plandesk.core.report_model import Chapter, Column, Cover, Furniture, Paragraph, Report, Row, Table
from plandesk.reports.composing import lay_out_report
from plandesk.reports.fonts import typefaces
from plandesk.reports.publishing import publish

COVER = Cover("内部资料", ("某县规划",), "（2021—2030年）", "统计资料汇编", ("某县统计局",), "2025年6月")
FURNITURE = Furniture(
    contents="目　录", continued="续", continued_band="（续）", notes="注：", source="资料来源："
)
ROWS = 1500


class StoppedError(Exception):
    """Somebody pressed 取消."""


def long_table() -> Report:
    columns = (
        Column("指标", 100, "text"),
        *(Column(f"{year}年", 12, "figure") for year in range(2015, 2025)),
    )
    rows = tuple(Row((f"指标{k}", *(f"{k % 97}.{n}" for n in range(10)))) for k in range(ROWS))
    table = Table("表1", "各年数值", columns, rows, small=True)
    return Report("题", "作者", "主题", "词", COVER, FURNITURE, (Chapter((table,), turned=True),))


def long_text() -> Report:
    told = tuple(
        Paragraph(f"第{k}段。" + "本年度各项指标的数据均由责任单位报送并经审核。" * 3) for k in range(400)
    )
    return Report("题", "作者", "主题", "词", COVER, FURNITURE, (Chapter(told),))


def test_a_long_table_asks_row_by_row_while_it_is_measured() -> None:
    asked = 0

    def alive() -> None:
        nonlocal asked
        asked += 1

    lay_out_report(long_table(), typefaces(), alive)
    assert asked >= ROWS


@pytest.mark.parametrize("made", [long_table, long_text])
@pytest.mark.parametrize("share", [0.0, 0.4, 1.0])
def test_stopped_at_once_wherever_it_stands(made, share: float, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    """``share`` of the questions are answered with: go on."""
    target = tmp_path / "汇编.pdf"
    seen: list[tuple[int, int]] = []
    publish(made(), target, typefaces(), lambda done, total: seen.append((done, total)))
    before = target.read_bytes()
    stop_at = round((len(seen) - 1) * share)
    again: list[tuple[int, int]] = []

    def progress(done: int, total: int) -> None:
        again.append((done, total))
        if len(again) > stop_at:
            raise StoppedError

    with pytest.raises(StoppedError):
        publish(made(), target, typefaces(), progress)
    assert len(again) == stop_at + 1  # nothing was asked, and so nothing done, after that
    assert target.read_bytes() == before
    assert list(tmp_path.iterdir()) == [target]


def test_no_more_than_fifty_rows_between_two_questions(tmp_path: Path) -> None:
    seen: list[tuple[int, int]] = []
    printed = publish(
        long_table(), tmp_path / "汇编.pdf", typefaces(), lambda done, total: seen.append((done, total))
    )
    laying = [total for _, total in seen].count(0)
    assert laying >= ROWS // 50
    assert len(seen) - laying == printed.pages
