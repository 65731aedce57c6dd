"""Long papers against reportlab's own paragraphs and tables drawing the same text: time, and the most memory held."""

from pathlib import Path
from statistics import median
from time import perf_counter

from bench import floors

ROWS, PAGES = 1500, 100
RUNS = 3

PEAK = """
from bench import papers
from pathlib import Path
from plandesk.reports.fonts import typefaces
from plandesk.reports.publishing import publish
import sys
publish(papers.compendium_of(int(sys.argv[1])), Path(sys.argv[2]), typefaces())
print(0, floors.peak_megabytes())
"""


def papers(folder: Path) -> None:
    """A compendium of 1,500 rows, a report of 100 pages; the memory for 1,500 rows against that for 150."""
    from helpers.plain_report import draw_plainly
    from plandesk.reports.fonts import typefaces
    from plandesk.reports.publishing import publish

    target, plain = folder / "long.pdf", folder / "plain.pdf"
    for name, made in (
        (f"compendium, {ROWS} rows", compendium_of(ROWS)),
        (f"report, {PAGES} pages", report_of(PAGES)),
    ):
        publish(made, target, typefaces())  # fonts are read once per process, in ours and in the floor
        ours, floor = [], []
        for _ in range(RUNS):
            ours.append(_seconds(lambda made=made: publish(made, target, typefaces())))  # type: ignore[misc]
            floor.append(_seconds(lambda made=made: draw_plainly(made, plain)))  # type: ignore[misc]
        pages = publish(made, target, typefaces()).pages
        took, bare = median(ours), median(floor)
        head = f"{name} ({pages} pp.)"
        print(
            f"{head:<34}{took * 1000:9.1f} ms   {'reportlab drawing text and tables plainly':<40}{bare * 1000:9.1f} ms"
            f"   ×{took / bare:5.2f}   aim ≤ ×2"
        )
    few, many = (_peak(rows, target) for rows in (ROWS // 10, ROWS))
    name, floor_name = f"peak memory, {ROWS} rows", f"{ROWS // 10} rows"
    print(f"{name:<34}{many:9.1f} MB   {floor_name:<40}{few:9.1f} MB   ×{many / few:5.2f}   aim ≤ ×1.5")


def compendium_of(rows: int):  # type: ignore[no-untyped-def]  # the model is imported by the process that needs it
    """A turned table of ten years with ``rows`` rows under bands of sixty."""
    from plandesk.core.report_model import Band, Chapter, Column, Row, Table

    names = (
        "适龄妇女宫颈癌人群筛查率",
        "孕产妇系统管理率",
        "　其中：城镇",
        "　　　　农村",
        "义务教育巩固率",
        "国家学生体质健康标准达标优良率（含高中阶段）",
    )
    columns = (
        Column("序号", 8), Column("指标", 60, "text"), Column("单位", 16),
        *(Column(f"{2015 + k}年", 11.5, "figure") for k in range(10)), Column("数据来源", 26, "text"),
    )  # fmt: skip
    lines: list[Row | Band] = []
    for k in range(rows):
        if k % 60 == 0:
            lines.append(Band(f"第{k // 60 + 1}组"))
        figures = (f"{(k * 7 + j * 13) % 1000 / 10:.1f}" for j in range(10))
        lines.append(Row((str(k + 1), f"{names[k % 6]}{k // 6}", "%", *figures, "卫生健康局")))
    table = Table("表1", "全部指标", columns, tuple(lines), small=True, source="各责任单位。")
    return _report((Chapter((table,), turned=True),))


def report_of(pages: int):  # type: ignore[no-untyped-def]
    """Running text with a table on every other page, about ``pages`` pages long."""
    from plandesk.core.report_model import Chapter, Column, Heading, Paragraph, Row, Table

    told = "2024年，适龄妇女宫颈癌人群筛查率为65.4%，比上年提高2.5个百分点，比2020年提高13.1个百分点；距70%的目标还差4.6个百分点。"
    columns = (
        Column("指标", 80, "text"),
        Column("上年", 25, "figure"),
        Column("本年", 25, "figure"),
        Column("责任单位", 26),
    )
    elements: list[object] = []
    for k in range(pages * 3 // 4):
        elements += [
            Heading(f"（{k + 1}）妇女与健康", 2),
            *(Paragraph(f"第{n}款。" + told * 2) for n in range(3)),
        ]
        if k % 2:
            rows = tuple(Row((f"指标{n}中的女性比例", f"{n}.5", f"{n}.7", "卫生健康局")) for n in range(12))
            elements.append(Table(f"表{k // 2 + 1}", "主要指标", columns, rows, source="卫生健康局。"))
        else:
            elements += [Paragraph(f"第{n}款。" + told * 2) for n in range(3, 5)]
    return _report((Chapter(tuple(elements)),))  # type: ignore[arg-type]


def _report(chapters):  # type: ignore[no-untyped-def]
    from plandesk.core.report_model import Cover, Furniture, Report

    cover = Cover(
        "内部资料", ("某县妇女发展规划",), "（2021—2030年）", "统计资料汇编", ("某县统计局",), "2025年6月"
    )
    furniture = Furniture(
        contents="目　录", continued="续", continued_band="（续）", notes="注：", source="资料来源："
    )
    return Report("统计资料汇编", "某县统计局", "统计监测", "统计监测", cover, furniture, chapters)


def _seconds(job) -> float:  # type: ignore[no-untyped-def]
    start = perf_counter()
    job()
    return perf_counter() - start


def _peak(rows: int, target: Path) -> float:
    return floors.answered(PEAK, str(rows), str(target))[1]


if __name__ == "__main__":
    import tempfile

    with tempfile.TemporaryDirectory() as name:
        papers(Path(name))
