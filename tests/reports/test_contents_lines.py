"""The contents: a long heading stands whole, in two lines, with its page number at the last."""

from pathlib import Path

from pypdf import PdfReader

from helpers.report_case import MONTH, evaluations, filled, words
from plandesk.reports.annual import write_annual
from plandesk.reports.composing import Entry
from plandesk.reports.fonts import typefaces
from plandesk.reports.furniture import contents_pages

LONG = "（一）数值目标：达标14项，未达标1项，未到期13项，缺数据2项，另有2项例数过少而不作评价"


def entries(*texts: str) -> list[Entry]:
    return [Entry(text, 2, f"k{n}", n + 1) for n, text in enumerate(texts)]


def test_a_page_holds_fewer_headings_where_some_take_two_lines() -> None:
    faces = typefaces(None)
    short = contents_pages(entries(*["（一）妇女与健康"] * 40), faces)
    long = contents_pages(entries(*[LONG] * 40), faces)
    assert len(short[0]) >= 20
    assert 2 * len(long[0]) <= len(short[0]) + 1
    assert sum(len(page) for page in long) == 40


def test_nothing_in_the_contents_is_cut(tmp_path: Path) -> None:
    snapshot, path = filled("yongji_women", "yongji_children"), tmp_path / "a.pdf"
    ids = [plan.id for plan in snapshot.plans]
    write_annual(snapshot, ids, 2024, path, words=words(), evaluations=evaluations(snapshot), month=MONTH)
    pages = [page.extract_text() for page in PdfReader(path).pages[:5]]
    contents = "".join(page for page in pages if "附件1" in page or "目" in page[:80])
    assert "附件1" in contents
    assert "…" not in contents
