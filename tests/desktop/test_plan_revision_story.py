"""One story by keys: a red-head document revises the plan in the middle of 2025; what follows it, undone and done again."""

from decimal import Decimal
from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from helpers.desk_hand import ALT, CONTROL, MORNING, Hand
from helpers.plan_hand import WHY, codes, fill, plans
from plandesk.core.judging import evaluation_to_mapping
from plandesk.core.member_units import units
from plandesk.core.plan_years import snapshot_in_year
from plandesk.core.records import CellKey, YearState
from plandesk.desktop.standing import rows_of
from plandesk.reports.annual import write_annual

Key = Qt.Key
LIFE, DEATHS = "female_life_expectancy", "maternal_mortality_ratio"


def judged(hand: Hand, year: int) -> object:
    """How a year is judged, whole."""
    desk = hand.program.desk
    desk.go_to("yongji_women", year)
    made = evaluation_to_mapping(desk.evaluation())
    desk.go_to("yongji_women", 2025)
    return made


def test_a_revision_in_the_middle_of_the_period(sample: Hand, tmp_path: Path) -> None:
    desk = sample.program.desk
    desk.record([YearState(2024, "sent", True)], origin="typed", label="封存2024年")
    desk.go_to("yongji_women", 2025)
    page = plans(sample)
    before, sealed = desk.snapshot, judged(sample, 2024)
    firm = [
        p for p in desk.plan.placed_targets()
        if p.goal is not None and p.target.op in (">=", "<=") and p.target.relative is None and p.target.value is not None
    ]  # fmt: skip
    changed = firm[:3]
    steps = 0
    for placed, value in zip(changed, ("81", "9", "97"), strict=True):
        page.show_address(CellKey(placed.target.indicator, 2025))
        sample.key(Key.Key_F2)
        fill(sample, page, value=value, reason=WHY)
        steps += 1
    dropped = next(g for g in desk.plan.domains[1].goals if g.targets)
    page.targets.show_goal(2, dropped.no)
    page.targets.tree.setFocus()
    sample.key(Key.Key_Delete)
    fill(sample, page, reason=WHY)
    page.targets.show_goal(1, "1")
    page.targets.tree.setFocus()
    sample.key(Key.Key_X, ALT)
    fill(sample, page, name="健康小屋覆盖率", numerator="建成的社区数", denominator="社区总数", reporter="妇联",
         definition="年末建成健康小屋的社区占全部社区的比例", reason=WHY)  # fmt: skip
    local = page.tab.editor.values()["indicator"]
    fill(sample, page, value="60", reason=WHY)
    sample.key(Key.Key_S, ALT)
    fill(sample, page, kind="range", low="20", severity="warning", reason=WHY)
    steps += 4
    gone = {t.indicator for t in dropped.targets}
    assert all(WHY in step.label for step in desk.file.history(limit=steps))

    # the years: the sealed one as it was, the new one by the new plan
    assert judged(sample, 2024) == sealed
    assert local not in codes(sample, 2024)
    assert local in codes(sample, 2025)
    rows = {r.indicator.code for d in desk.domains for r in rows_of(desk.sheet(d))}
    assert local in rows
    assert not gone & rows
    sample.stand_at(local, column="numerator")
    sample.line("1")
    sample.line("10")
    steps += 2
    assert [f.rule for f in desk.findings().all if f.indicator == local and f.kind == "range"] == [
        f"local.{local}.range"
    ]
    new = next(j for j in desk.evaluation().judgements() if j.target and j.target.indicator == local)
    assert new.attained is False
    life = next(
        j
        for j in desk.evaluation().judgements()
        if j.target and j.target.indicator == changed[0].target.indicator
    )
    assert life.target is not None
    assert life.target.value == Decimal(81)
    assert "妇联" in units(snapshot_in_year(desk.snapshot, 2025))
    paper = tmp_path / "2025.pdf"
    write_annual(desk.snapshot, [desk.plan_id], 2025, paper, words=desk.words, evaluations=[desk.evaluation()],
                 findings=desk.findings().all, month=f"{MORNING:%Y-%m}")  # fmt: skip
    import pypdfium2

    with pypdfium2.PdfDocument(paper) as document:
        text = "".join(page.get_textpage().get_text_range() for page in document)
    assert "健康小屋" in text

    # all of it taken back, all of it made again
    after = desk.snapshot
    for _ in range(steps):
        sample.key(Key.Key_Z, CONTROL)
    assert desk.snapshot.plans == before.plans
    assert desk.snapshot.library.forms == before.library.forms
    assert desk.snapshot.observations == before.observations
    assert desk.snapshot.years[2024].sealed
    for _ in range(steps):
        sample.key(Key.Key_Y, CONTROL)
    assert desk.snapshot.plans == after.plans
    assert desk.snapshot.observations == after.observations
    assert judged(sample, 2024) == sealed
    assert desk.file.verify() == ()


@pytest.mark.parametrize("member", [LIFE, DEATHS])
def test_a_key_pressed_in_a_form_waits_for_no_reading(sample: Hand, member: str) -> None:
    page = plans(sample)
    page.show_address(CellKey(member, 2024))
    sample.key(Key.Key_F2)
    sample.text("7")
    assert page.tab.editor._pause.isActive(), "what is typed is judged in the next pause"
