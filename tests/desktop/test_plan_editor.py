"""The plan's editor by keys: a plan from nothing, and one in force revised in the middle of its years."""

from decimal import Decimal
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel

from helpers.desk_hand import ALT, CONTROL, MORNING, SHIFT, Hand
from helpers.plan_hand import WHY, codes, fill, plans, targets_of
from plandesk.core.plan_editing import Holder, retire_target
from plandesk.core.plan_years import plan_in_year
from plandesk.core.records import Assessment, CellKey, YearState
from plandesk.desktop.app import Program
from plandesk.desktop.look.boxes import CalmBox
from plandesk.desktop.plans.outline import HeadLine, TargetLine
from plandesk.desktop.plans.page import PlansPage
from plandesk.desktop.welcome.page import WelcomePage
from plandesk.reports.annual import write_annual

Key = Qt.Key
LIFE, DEATHS = "female_life_expectancy", "maternal_mortality_ratio"


def test_from_nothing_to_a_printed_report(program: Program, tmp_path: Path) -> None:
    hand = Hand(program)
    welcome = program.window.centralWidget().findChild(WelcomePage)
    assert isinstance(welcome, WelcomePage)
    for _ in range(20):
        if welcome.blank.link.hasFocus():
            break
        hand.key(Key.Key_Tab)
    hand.key(Key.Key_Space)
    assert welcome.blank.audience.hasFocus()
    hand.key(Key.Key_Tab)
    hand.compose(commit="甲县妇女发展规划")
    hand.key(Key.Key_Tab)
    hand.key(Key.Key_Down)
    assert welcome.blank.period == (2021, 2025)
    hand.key(Key.Key_Tab)
    hand.compose(commit="妇女与健康、妇女与社区")
    hand.key(Key.Key_Tab)
    hand.compose(commit="甲县")
    hand.key(Key.Key_Tab)
    hand.text("140899")
    hand.key(Key.Key_N, ALT)
    desk = program.desk
    assert desk.is_open, welcome._complaint.text()
    assert [(d.name, d.form) for d in desk.plan.domains] == [
        ("妇女与健康", "women/health"),
        ("妇女与社区", "women/own_a"),
    ]
    assert desk.year == 2024
    hand.key(Key.Key_7, CONTROL)
    page = program.window.page_of("plans")
    assert isinstance(page, PlansPage)
    tree = page.targets.tree
    assert tree.hasFocus()
    hand.key(Key.Key_G, ALT)
    fill(hand, page, summary="延长寿命", reason=WHY)
    hand.key(Key.Key_Insert)
    fill(hand, page, indicator="妇女人均预期寿命", value="80", reason=WHY)
    hand.key(Key.Key_Insert)
    fill(hand, page, indicator="ycfswl", op="<=", value="10", reason=WHY)
    hand.key(Key.Key_G, ALT)
    fill(hand, page, summary="普及知识", reason=WHY)
    assert [g.kind for g in desk.plan.domains[0].goals] == ["quantified", "qualitative"]
    hand.key(Key.Key_End, CONTROL)
    line = page.targets.model.line(tree.currentIndex().row())
    assert isinstance(line, HeadLine)
    assert (line.depth, line.domain) == (0, desk.plan.domains[1])
    hand.key(Key.Key_G, ALT)
    fill(hand, page, summary="社区服务", reason=WHY)
    hand.key(Key.Key_X, ALT)
    fill(hand, page, name="建家社区比例", numerator="已建家社区数", denominator="社区总数", reporter="妇联",
         definition="年末已建妇女之家的社区占全部社区的比例", reason=WHY)  # fmt: skip
    local = page.tab.editor.values()["indicator"]
    assert local.startswith("local_"), "the new indicator is taken into the target's form"
    fill(hand, page, op="between", value="60", value2="90", reason=WHY)
    hand.key(Key.Key_S, ALT)
    assert "填数后立即按这条审核" not in page.tab.editor._preview.text(), (
        "nothing to try before it is complete"
    )
    fill(hand, page, kind="range", low="20", reason=WHY)
    hand.key(Key.Key_Insert)
    fill(hand, page, indicator="农村自来水普及率", op="↑", reason=WHY)
    assert [t.op for p in desk.plan.placed_targets() for t in [p.target]] == [">=", "<=", "between", "↑"]
    hand.stand_at(local, column="numerator")
    hand.line("1")
    hand.line("10")
    assert hand.cell_text(local, "value") == "10.00"
    found = [f for f in desk.findings().all if f.indicator == local and f.severity == "error"]
    assert [f.rule for f in found] == [f"local.{local}.range"]
    judged = next(j for j in desk.evaluation().judgements() if j.target and j.target.indicator == local)
    assert judged.verdict == "cannot_tell"
    hand.stand_at(local, column="numerator")
    hand.line("7")
    judged = next(j for j in desk.evaluation().judgements() if j.target and j.target.indicator == local)
    assert judged.attained is True
    program.window.show_page("plans")
    page.show_address(CellKey(local, 2024))
    hand.key(Key.Key_F2, SHIFT)
    fill(hand, page, name="妇女之家覆盖率", reason=WHY)
    assert desk.snapshot.indicator(local).name == "妇女之家覆盖率"
    figure = hand.figures(local)
    assert figure is not None
    assert figure.value == Decimal(70)
    paper = tmp_path / "annual.pdf"
    write_annual(desk.snapshot, [desk.plan_id], 2024, paper, words=desk.words, evaluations=[desk.evaluation()],
                 findings=desk.findings().all, month=f"{MORNING:%Y-%m}")  # fmt: skip
    assert paper.read_bytes().startswith(b"%PDF")
    assert desk.file.verify() == ()


def test_a_goal_is_dropped_from_a_year_on(sample: Hand) -> None:
    page, desk = plans(sample), sample.program.desk
    goal = next(g for g in desk.plan.domains[0].goals if any(t.indicator == DEATHS for t in g.targets))
    page.targets.show_goal(1, goal.no)
    page.targets.tree.setFocus()
    before = desk.evaluation()
    sample.key(Key.Key_Delete)
    assert not page.tab.editor.keep.isEnabled(), "without a reason nothing is dropped"
    fill(sample, page, reason=WHY)
    assert DEATHS in codes(sample, 2023)
    assert DEATHS not in codes(sample, 2024)
    assert desk.snapshot.observation(DEATHS, 2024) is not None, "its figures stay"
    assert desk.evaluation().counts.counted < before.counts.counted
    assert WHY in desk.file.history(limit=1)[0].label
    rows = {row.indicator.code for d in desk.domains for s in desk.sheet(d) for row in s.rows}
    assert DEATHS not in rows, "the entry grid follows"
    desk.go_to("yongji_women", 2023)
    rows = {row.indicator.code for d in desk.domains for s in desk.sheet(d) for row in s.rows}
    assert DEATHS in rows
    desk.go_to("yongji_women", 2024)
    sample.key(Key.Key_Z, CONTROL)
    assert DEATHS in codes(sample, 2024)
    sample.key(Key.Key_Y, CONTROL)
    assert DEATHS not in codes(sample, 2024)


def test_a_goal_gets_another_number_and_takes_its_assessment_along(sample: Hand) -> None:
    page, desk = plans(sample), sample.program.desk
    desk.record([Assessment("yongji_women", "2.1", 2024, "yes", "文件甲")], origin="typed", label="自评")
    page.targets.show_goal(2, "1")
    page.targets.tree.setFocus()
    sample.key(Key.Key_F2)
    fill(sample, page, no="21", start="2024", reason=WHY)
    assert ("yongji_women", "2.21", 2024) in desk.snapshot.assessments
    assert next(g.no for g in plan_in_year(desk.plan, 2023).domains[1].goals) == "1"
    assert next(g.no for g in plan_in_year(desk.plan, 2024).domains[1].goals) == "21"


def test_a_relative_target_is_written_in_full(sample: Hand) -> None:
    page = plans(sample)
    page.show_address(CellKey(LIFE, 2024))
    sample.key(Key.Key_F2)
    fill(sample, page, relative="change_period", op="↑", value="2", unit="%", start="2024", reason=WHY)
    old, new = targets_of(sample, LIFE)
    assert (old.value, old.valid_to) == (Decimal("78.1"), 2023)
    assert new.relative is not None
    assert (new.relative.direction, new.relative.per, new.relative.from_year) == ("up", "period", 2020)
    assert (new.value, new.op, new.valid_from) == (Decimal(2), "↑", 2024)


def test_the_strict_reader_speaks_in_the_form(sample: Hand) -> None:
    page = plans(sample)
    page.show_address(CellKey(LIFE, 2024))
    sample.key(Key.Key_G, ALT)
    form = page.tab.editor
    sample.key(Key.Key_A, CONTROL)
    sample.text("1")
    sample.key(Key.Key_Tab)
    sample.compose(commit="重号的目标")
    form.settle()
    assert "编号1重复" in form._note.text()
    assert not form.keep.isEnabled()
    sample.key(Key.Key_Escape)
    assert page.targets.tree.hasFocus()


def test_sealed_years_are_not_offered(sample: Hand) -> None:
    desk = sample.program.desk
    desk.record([YearState(2023, "sent", True)], origin="typed", label="封存")
    page = plans(sample)
    page.show_address(CellKey(LIFE, 2024))
    sample.key(Key.Key_Delete)
    start = page.tab.editor.inputs["start"]
    assert isinstance(start, CalmBox)
    assert [start.itemData(i) for i in range(start.count())] == ["2024", "2025"]


def test_a_check_is_tried_on_the_figures_before_it_is_kept(sample: Hand) -> None:
    page, desk = plans(sample), sample.program.desk
    page.show_address(CellKey(LIFE, 2024))
    sample.key(Key.Key_S, ALT)
    sample.key(Key.Key_Tab)
    sample.text("200")
    page.tab.editor.settle()
    assert "会发现4处" in page.tab.editor._preview.text()
    assert "低于200岁" in page.tab.editor._preview.text()
    fill(sample, page, severity="warning", reason=WHY)
    rules = {f.rule for f in desk.findings().all if f.indicator == LIFE}
    assert f"local.{LIFE}.range" in rules
    sample.key(Key.Key_Z, CONTROL)
    assert f"local.{LIFE}.range" not in {f.rule for f in desk.findings().all}


def test_rows_of_the_form_move_with_the_plan(sample: Hand) -> None:
    page, desk = plans(sample), sample.program.desk
    page.show_address(CellKey(LIFE, 2024))
    rows = [r.indicator.code for s in desk.sheet(desk.domains[0]) for r in s.rows]
    sample.key(Key.Key_Down, ALT)
    after = [r.indicator.code for s in desk.sheet(desk.domains[0]) for r in s.rows]
    assert after[:2] == [rows[1], rows[0]]
    line = page.targets.model.line(page.targets.tree.currentIndex().row())
    assert isinstance(line, TargetLine)
    assert line.target.indicator == LIFE


@pytest.mark.parametrize("size", [(911, 512), (1366, 689)])
def test_the_form_fits_small_windows(sample: Hand, size: tuple[int, int]) -> None:
    window = sample.program.window
    page = plans(sample)
    window.resize(*size)
    page.show_address(CellKey(LIFE, 2024))
    sample.key(Key.Key_F2)
    QApplication.processEvents()
    assert (window.width(), window.height()) == size
    assert page.tab.editor.isVisible()
    assert page.targets.left_side.isVisible() is (size[0] > 1000)


def test_a_measure_is_added_changed_and_dropped(sample: Hand) -> None:
    page, desk = plans(sample), sample.program.desk
    sample.key(Key.Key_2, ALT)
    count = len(desk.plan.domains[0].measures)
    sample.key(Key.Key_Insert)
    fill(sample, page, title="建设健康小屋", start="2024", reason=WHY)
    added = desk.plan.domains[0].measures[-1]
    assert (added.title, added.valid_from) == ("建设健康小屋", 2024)
    assert page.measures.table.hasFocus()
    sample.key(Key.Key_F2)
    fill(sample, page, title="换个说法", reason=WHY)
    assert desk.plan.domains[0].measures[0].title == "换个说法"
    sample.key(Key.Key_Delete)
    fill(sample, page, start="2025", reason=WHY)
    assert desk.plan.domains[0].measures[0].valid_to == 2024
    assert len(desk.plan.domains[0].measures) == count + 1
    sample.key(Key.Key_Z, CONTROL)
    sample.key(Key.Key_Z, CONTROL)
    sample.key(Key.Key_Z, CONTROL)
    assert len(desk.plan.domains[0].measures) == count


def test_what_is_retired_stays_in_sight_and_says_so(sample: Hand) -> None:
    page = plans(sample)
    page.show_address(CellKey(LIFE, 2024))
    sample.key(Key.Key_Delete)
    fill(sample, page, start="2024", reason=WHY)
    page.show_address(CellKey(LIFE, 2024))
    row = page.targets.tree.currentIndex().row()
    assert page.targets.model.look_at(row, 0).unit == "2024年起停用"
    sample.program.desk.go_to("yongji_women", 2023)
    assert page.targets.model.look_at(row, 0).unit == "岁"


def test_a_form_that_is_overtaken_says_so_and_writes_nothing(sample: Hand) -> None:
    page, desk = plans(sample), sample.program.desk
    page.show_address(CellKey(LIFE, 2024))
    sample.key(Key.Key_Delete)
    placed = next(p for p in desk.plan.placed_targets() if p.target.indicator == LIFE)
    gone = retire_target(desk.plan, Holder.of(placed), placed.target, 2021)
    desk.revise(plans=[gone], label="别处先改")
    form = page.tab.editor
    sample.key(Key.Key_Tab)
    sample.text(WHY)
    sample.key(Key.Key_Return, CONTROL)
    assert "已有别的改动" in form._note.text()
    assert desk.file.next_undo == "别处先改"
    desk.undo()
    sample.program.window.choose("yongji_children", 2024)
    form.save()
    assert "已换了规划" in form._note.text()
    sample.program.window.choose("yongji_women", 2024)
    form.save()
    assert WHY in (desk.file.next_undo or ""), "back at its plan it is saved"


def test_a_unit_s_progress_on_a_measure_is_written(sample: Hand) -> None:
    page, desk = plans(sample), sample.program.desk
    sample.key(Key.Key_2, ALT)
    words = [w.text() for w in page.measures._facts.findChildren(QLabel)]
    assert any("还没有单位填" in text for text in words)
    sample.key(Key.Key_J, ALT)
    fill(sample, page, unit="教育局", progress="办了两期培训班")
    assert desk.snapshot.settings["work/2024/教育局/measure/yongji_women/1.1"] == "办了两期培训班"
    assert "教育局" in (desk.file.next_undo or "")
    words = [w.text() for w in page.measures._facts.findChildren(QLabel) if not w.isHidden()]
    assert "办了两期培训班" in words
    sample.key(Key.Key_Z, CONTROL)
    assert not desk.snapshot.settings
