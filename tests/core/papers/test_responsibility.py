"""目标任务分解表: every goal, target, unit and year of the document, nothing made up."""

import pytest

from helpers.papers_case import made, usual
from plandesk.core.report_model import Band, Row, Table


def table_of(pack: str) -> Table:
    return next(made("responsibility", usual("responsibility", pack)).tables())


@pytest.mark.parametrize("pack", ["yongji_women", "lishui_children", "haizhou_women"])
def test_every_goal_and_target_stands_in_it(pack: str) -> None:
    plan = usual("responsibility", pack).snapshot.plans[0]
    table = table_of(pack)
    rows = [line for line in table.lines if isinstance(line, Row)]
    goals = [f"{g.no}．{g.text or g.summary}" for d in plan.domains for g in d.goals]
    assert [r.cells[1] for r in rows if "．" in r.cells[1] and r.cells[1] in goals] == goals
    whole = "\n".join(r.cells[2] for r in rows)
    assert all(placed.target.name in whole for placed in plan.placed_targets())
    assert [r.cells[0] for r in rows] == [str(k) for k in range(1, len(rows) + 1)]
    assert sum(c.width for c in table.columns) <= 225


def test_a_unit_leads_only_where_it_is_the_only_one() -> None:
    for row in table_of("yongji_women").rows():
        units = [text.rstrip("①②③④⑤⑥⑦⑧⑨⑩") for text in row.cells[4].split("\n") if text]
        assert row.cells[3] == (units[0] if len(units) == 1 else "")


def test_units_are_those_that_report_the_indicators() -> None:
    given = usual("responsibility")
    library, plan = given.snapshot.library, given.snapshot.plans[0]
    rows = {row.cells[1]: row for row in table_of("yongji_women").rows()}
    goal = next(
        g
        for d in plan.domains
        for g in d.goals
        if len({library[t.indicator].reporter for t in g.targets}) > 1
    )
    row = rows[f"{goal.no}．{goal.summary}"]
    for place, target in enumerate(goal.targets):
        line = next(x for x in row.cells[4].split("\n") if x.startswith(library[target.indicator].reporter))
        assert "①②③④⑤⑥⑦⑧"[place] in line


def test_goals_without_figures_say_so() -> None:
    plan = usual("responsibility").snapshot.plans[0]
    goal = next(g for d in plan.domains for g in d.goals if not g.targets)
    row = next(r for r in table_of("yongji_women").rows() if r.cells[1] == f"{goal.no}．{goal.summary}")
    assert "以自评反映" in row.cells[2]
    assert row.cells[3:5] == ("", "")
    assert row.cells[5] == "2025年"


def test_stages_are_named_where_there_are_several() -> None:
    rows = list(table_of("haizhou_women").rows())
    staged = [r for r in rows if "\n" in r.cells[5]]
    assert staged
    assert all("（2025年）" in r.cells[2] and "（2030年）" in r.cells[2] for r in staged)


def test_domains_are_bands_in_order() -> None:
    bands = [line.text for line in table_of("yongji_women").lines if isinstance(line, Band)]
    assert bands[0] == "一、妇女与健康"
    assert any("策略措施中的数值" in text for text in bands)


def test_the_mark_says_that_targets_are_the_plans_own() -> None:
    report = made("responsibility", usual("responsibility"))
    assert report.furniture.box == "示例"
    assert "目标值取自规划" in report.furniture.box_words
