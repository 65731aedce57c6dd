"""What the list of papers says of each: made or not, before or after the last change, or of which year it is."""

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication

from plandesk.core.plan import Plan
from plandesk.desktop.desk import Desk
from plandesk.desktop.reporting.made import Made, last_made
from plandesk.desktop.reporting.paper_list import PaperLine
from plandesk.desktop.reporting.papers import Paper, expected_years


def _tr(text: str) -> str:
    return QCoreApplication.translate("Papers", text)


def made_last(desk: Desk, paper: Paper) -> Made | None:
    """The paper as it was last made for the chosen year."""
    return last_made(desk.preferences, desk.snapshot.file_id, paper.key, desk.year)


def expected(desk: Desk, paper: Paper, plan_ids: Sequence[str]) -> tuple[int, ...]:
    """The years in which the paper is made of those plans, one per plan; () where any year will do."""
    return expected_years(paper, desk.snapshot, _plans(desk, plan_ids))


def reason_against(desk: Desk, paper: Paper, plan_ids: Sequence[str]) -> str:
    """Why the paper cannot be made of those plans in the chosen year; "" where it can."""
    parts = [
        _tr("《{plan}》以{expected}年为评估年度").format(plan=plan.title, expected=year)
        for plan, year in zip(_plans(desk, plan_ids), expected(desk, paper, plan_ids), strict=False)
        if year != desk.year
    ]
    if not parts:
        return ""
    return _tr("{parts}，{year}年不出{title}。").format(
        parts="，".join(parts), year=desk.year, title=paper.title
    )


def line_of(desk: Desk, paper: Paper, plan_ids: Sequence[str]) -> PaperLine:
    """The paper's line in the list."""
    years = expected(desk, paper, plan_ids)
    if any(year != desk.year for year in years):
        named = "、".join(str(year) for year in dict.fromkeys(years))
        state = _tr("{years}年评估用").format(years=named)
        return PaperLine(paper.key, paper.title, "no_figure", state, "ink3", barred=True)
    made = made_last(desk, paper)
    if made is None:
        state = _tr("{year}年还没出").format(year=desk.year)
        return PaperLine(paper.key, paper.title, "empty", state, "ink2")
    if not made.exists:
        state = _tr("{day} 已出，文件不在原处").format(day=made.day)
        return PaperLine(paper.key, paper.title, "note", state, "ink2")
    latest = desk.file.history(limit=1)
    if latest and latest[0].at > made.at:
        state = _tr("{day} 已出，之后有改动").format(day=made.day)
        return PaperLine(paper.key, paper.title, "slightly_off", state, "warn")
    state = _tr("{day} 已出，{pages}页").format(day=made.day, pages=made.pages)
    return PaperLine(paper.key, paper.title, "attained", state, "good")


def _plans(desk: Desk, plan_ids: Sequence[str]) -> list[Plan]:
    return [desk.snapshot.plan(plan_id) for plan_id in plan_ids]
