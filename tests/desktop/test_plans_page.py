"""规划指标 with the keyboard: the tree, changes with a reason, baselines, self-assessment, breaks, townships."""

from decimal import Decimal
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from helpers.desk_hand import ALT, CONTROL, Hand
from plandesk.core.plan import Target
from plandesk.core.records import CellKey, Observation, Setting, YearState
from plandesk.desktop.app import Program
from plandesk.desktop.plans.goal_form import joined, parted
from plandesk.desktop.plans.outline import HeadLine, TargetLine
from plandesk.desktop.plans.page import PlansPage
from plandesk.store.plan_file import PlanFile

Key = Qt.Key
LIFE, INJURY, ORPHANS = "female_life_expectancy", "child_injury_mortality_rate", "当地平均生活水平"


def plans(hand: Hand, plan: str = "yongji_women") -> PlansPage:
    hand.program.window.choose(plan, hand.program.desk.year)
    hand.program.window.show_page("plans")
    page = hand.program.window.page_of("plans")
    assert isinstance(page, PlansPage)
    return page


def go_to(page: PlansPage, code: str) -> None:
    page.show_address(CellKey(code, 2024))


def targets_of(hand: Hand, code: str) -> list[Target]:
    desk = hand.program.desk
    return [p.target for p in desk.plan.placed_targets() if p.target.indicator == code]


def row_words(page: PlansPage) -> list[str]:
    model = page.targets.model
    return [model.look_at(row, 0).text for row in range(model.rowCount())]


def test_the_tree_unfolds_and_folds_with_the_arrow_keys(sample: Hand) -> None:
    page = plans(sample)
    tree, model = page.targets.tree, page.targets.model
    assert tree.hasFocus()
    line = model.line(tree.currentIndex().row())
    assert isinstance(line, TargetLine)
    assert line.target.name == "妇女人均预期寿命"
    sample.key(Key.Key_Left)
    goal = model.line(tree.currentIndex().row())
    assert isinstance(goal, HeadLine)
    assert goal.goal is not None
    rows = model.rowCount()
    sample.key(Key.Key_Left)
    assert model.rowCount() == rows - 2, "the goal's two indicators are folded away"
    sample.key(Key.Key_Left)
    assert tree.currentIndex().row() == 0
    sample.key(Key.Key_Left)
    assert row_words(page) == [
        f"{n}  {d.name}" for n, d in zip("一二三四五六七八", sample.program.desk.plan.domains, strict=True)
    ]
    sample.key(Key.Key_Down)
    sample.key(Key.Key_Right)
    domain = sample.program.desk.plan.domains[1]
    goals = [words for words in row_words(page) if words.startswith("目标")]
    assert goals == [f"目标{goal.no}  {goal.summary}" for goal in domain.goals]


def test_every_indicator_of_the_plan_stands_in_the_tree(sample: Hand) -> None:
    page = plans(sample)
    for _ in range(8):
        row = next(
            (r for r in range(page.targets.model.rowCount())
             if isinstance(line := page.targets.model.line(r), HeadLine) and line.folded), None,
        )  # fmt: skip
        if row is None:
            break
        page.targets.tree.go(row)
        sample.key(Key.Key_Right)
    model = page.targets.model
    shown = [line.target for r in range(model.rowCount()) if isinstance(line := model.line(r), TargetLine)]
    assert shown == [p.target for p in sample.program.desk.plan.placed_targets()]


def test_a_target_is_changed_from_a_year_on_with_a_reason(sample: Hand) -> None:
    page = plans(sample)
    desk = sample.program.desk
    go_to(page, LIFE)
    sample.key(Key.Key_Return)
    form = page.targets.form
    assert form.value.hasFocus()
    sample.text("79")
    assert not form.keep.isEnabled(), "without a reason nothing is saved"
    sample.key(Key.Key_Return)
    assert form.reason.hasFocus(), "Enter goes where something is missing"
    assert "改动理由" in form._note.text()
    assert form.start.isVisible()
    sample.text("shi li xia da")
    assert form.keep.isEnabled()
    sample.key(Key.Key_Return)
    spans = [(t.value, t.valid_from, t.valid_to) for t in targets_of(sample, LIFE)]
    assert spans == [(Decimal("78.1"), None, 2023), (Decimal(79), 2024, None)]
    step = desk.file.history(limit=1)[0]
    assert "妇女人均预期寿命" in step.label
    assert "shi li xia da" in step.label
    assert page.targets.tree.hasFocus()
    line = page.targets.model.line(page.targets.tree.currentIndex().row())
    assert isinstance(line, TargetLine)
    assert line.target.value == Decimal(79)
    judged = next(
        j for j in desk.evaluation().judgements() if j.counted and j.target and j.target.indicator == LIFE
    )
    assert judged.threshold == 79
    desk.go_to("yongji_women", 2023)
    judged = next(
        j for j in desk.evaluation().judgements() if j.counted and j.target and j.target.indicator == LIFE
    )
    assert judged.threshold == Decimal("78.1")
    assert any("shi li xia da" in words.text() for words in form._changes)
    sample.key(Key.Key_Z, CONTROL)
    assert [(t.value, t.valid_from, t.valid_to) for t in targets_of(sample, LIFE)] == [
        (Decimal("78.1"), None, None)
    ]


def test_a_slip_in_the_target_is_put_right_for_the_whole_period(sample: Hand) -> None:
    page = plans(sample)
    go_to(page, LIFE)
    sample.key(Key.Key_Return)
    sample.text("78.2")
    form = page.targets.form
    form.start.setFocus()
    sample.key(Key.Key_Home)
    assert form.start.currentData() == 2021
    form.reason.setFocus()
    sample.text("lu ru cuo wu")
    sample.key(Key.Key_Return, CONTROL)
    assert [(t.value, t.valid_from) for t in targets_of(sample, LIFE)] == [(Decimal("78.2"), None)]


def test_sealed_years_keep_the_target_they_were_judged_by(sample: Hand) -> None:
    desk = sample.program.desk
    desk.record([YearState(2023, "sent", True)], origin="typed", label="封存")
    page = plans(sample)
    go_to(page, LIFE)
    sample.key(Key.Key_Return)
    sample.text("79")
    starts = [page.targets.form.start.itemData(i) for i in range(page.targets.form.start.count())]
    assert starts == [2024, 2025]


def test_what_cannot_be_read_is_said_and_not_saved(sample: Hand) -> None:
    page = plans(sample)
    go_to(page, LIFE)
    sample.key(Key.Key_Return)
    form = page.targets.form
    sample.text("7o.5")
    assert "“7o.5”读不懂" in form._note.text()
    form.value.selectAll()
    sample.key(Key.Key_Delete)
    assert "目标值不能空" in form._note.text()
    sample.text("80")
    form.stage.setFocus()
    form.stage.selectAll()
    sample.text("2031")
    assert "2021—2025年" in form._note.text()
    assert not form.keep.isEnabled()
    assert sample.program.desk.file.next_undo == "填入示例数据 2021-2024"


def test_what_is_typed_and_not_saved_is_there_again(sample: Hand) -> None:
    page = plans(sample)
    go_to(page, LIFE)
    sample.key(Key.Key_Return)
    sample.text("79")
    sample.key(Key.Key_Escape)
    sample.key(Key.Key_Down)
    assert page.targets.form.value.text() == ""
    sample.program.window.show_page("entry")
    page = plans(sample)
    sample.key(Key.Key_Up)
    assert page.targets.form.value.text() == "79"
    sample.key(Key.Key_Return)
    page.targets.form.drop.setFocus()
    sample.key(Key.Key_Space)
    assert page.targets.form.value.text() == "78.1"
    assert page.targets.tree.hasFocus()


def test_an_indicator_goes_to_another_unit(sample: Hand) -> None:
    page = plans(sample)
    go_to(page, LIFE)
    sample.key(Key.Key_Return)
    form = page.targets.form
    form.unit.lineEdit().setFocus()
    form.unit.lineEdit().selectAll()
    sample.compose(commit="统计局")
    form.reason.setFocus()
    sample.text("ren kou chou yang")
    sample.key(Key.Key_Return)
    desk = sample.program.desk
    assert desk.snapshot.indicator(LIFE).reporter == "统计局"
    sample.stand_at(LIFE)
    assert sample.cell_text(LIFE, "unit") == "统计局"
    sample.key(Key.Key_Z, CONTROL)
    assert desk.snapshot.indicator(LIFE).reporter == "卫生健康局"
    assert sample.cell_text(LIFE, "unit") == "卫健局"


def test_a_relative_target_asks_for_its_baseline(sample: Hand) -> None:
    page = plans(sample, "yongji_children")
    desk = sample.program.desk
    go_to(page, INJURY)
    model = page.targets.model
    base = model.look_at(page.targets.tree.currentIndex().row(), 3)
    assert (base.text, base.sign) == ("待填", "open")
    sample.key(Key.Key_Return)
    form = page.targets.form
    assert form.base.hasFocus(), "the keyboard goes to what is missing"
    assert form.value.isHidden() or not form.value.isVisible(), "a relative target is not changed here"
    sample.line("28.5")
    held = desk.snapshot.baselines[("yongji_children", INJURY, 2020)]
    assert held.value == Decimal("28.5")
    assert model.look_at(page.targets.tree.currentIndex().row(), 3).text == "28.50"
    judged = next(j for j in desk.evaluation().judgements() if j.target and j.target.indicator == INJURY)
    assert judged.baseline == "28.50"
    assert judged.threshold == Decimal("22.8")
    sample.key(Key.Key_Return)
    form.base.setFocus()
    form.base.selectAll()
    sample.line("27")
    assert form.reason.hasFocus(), "a baseline once entered is changed with a reason only"
    sample.text("jian du cha ming")
    sample.key(Key.Key_Return)
    assert desk.snapshot.baselines[("yongji_children", INJURY, 2020)].value == Decimal(27)
    assert "28.5改为27" in desk.file.history(limit=1)[0].label


def test_a_target_against_an_outside_figure_asks_for_it(sample: Hand) -> None:
    page = plans(sample, "yongji_children")
    desk = sample.program.desk
    code = next(
        p.target.indicator for p in desk.plan.placed_targets()
        if p.target.relative is not None and p.target.relative.against == ORPHANS
    )  # fmt: skip
    go_to(page, code)
    row = page.targets.tree.currentIndex().row()
    assert page.targets.model.look_at(row, 1).sign == "open"
    sample.key(Key.Key_Return)
    assert page.targets.form.bench.hasFocus()
    sample.line("1200")
    assert desk.snapshot.benchmarks[("yongji_children", code, 2024)].value == Decimal(1200)
    row = page.targets.tree.currentIndex().row()
    assert page.targets.model.look_at(row, 1).sign == ""


def test_a_goal_without_indicators_is_assessed_with_evidence(sample: Hand) -> None:
    page = plans(sample)
    desk = sample.program.desk
    page.show_goal(2, "1")
    goal = page.targets.goal
    assert goal.answer.hasFocus()
    sample.key(Key.Key_Down, times=2)
    assert not goal.keep.isEnabled(), "an answer without evidence is not saved"
    assert "依据" in goal._note.text()
    sample.key(Key.Key_Tab)
    sample.compose(commit="永政发〔2023〕17号")
    sample.key(Key.Key_Return)
    sample.text("2024-05")
    sample.key(Key.Key_Tab)
    sample.compose(commit="教育局；妇联")
    sample.key(Key.Key_Return, CONTROL)
    held = desk.snapshot.assessments[("yongji_women", "2.1", 2024)]
    assert held.answer == "partly"
    assert held.evidence == "文件：永政发〔2023〕17号；日期：2024-05；单位：教育局，妇联"
    row = page.targets.tree.currentIndex().row()
    assert page.targets.model.look_at(row, 0).unit == "定性，自评部分实现"
    desk.go_to("yongji_women", 2023)
    assert "2024年：部分实现" in goal._earlier.text()
    desk.go_to("yongji_women", 2024)
    sample.key(Key.Key_Return)
    sample.key(Key.Key_Home)
    for field in goal.fields.values():
        field.setFocus()
        field.selectAll()
        sample.key(Key.Key_Delete)
    sample.key(Key.Key_Return, CONTROL)
    assert ("yongji_women", "2.1", 2024) not in desk.snapshot.assessments


def test_evidence_is_taken_apart_and_put_together() -> None:
    for evidence in ("文件：甲；日期：2024-05；单位：妇联", "文件：甲", "只有一句话", "有；分号的一句话"):
        assert joined(parted(evidence)) == evidence.replace("；", "，" if "：" not in evidence else "；")
    assert parted("日期：2024-05；说明：见附件") == {"日期": "2024-05", "说明": "见附件"}
    assert parted("文件：甲；文件：乙") == {"说明": "文件：甲；文件：乙"}


def test_breaks_are_entered_and_taken_away(sample: Hand) -> None:
    page = plans(sample)
    desk = sample.program.desk
    sample.key(Key.Key_4, ALT)
    assert page.tab is page.breaks
    sample.key(Key.Key_Tab, CONTROL)
    sample.text("ycfsw")
    sample.key(Key.Key_Return)
    sample.key(Key.Key_Return)
    assert page.breaks._chosen.text() == "孕产妇死亡率"
    sample.line("abc")
    assert "至少4个字" in page.breaks._note.text()
    assert not desk.snapshot.breaks
    sample.key(Key.Key_Backspace, times=3)
    sample.line("fenmu gai wei changzhu")
    assert {key: b.reason for key, b in desk.snapshot.breaks.items()} == {
        ("maternal_mortality_ratio", 2024): "fenmu gai wei changzhu"
    }
    assert page.breaks.table.hasFocus()
    assert page.breaks.model.look_at(0, 0).text == "孕产妇死亡率"
    sample.key(Key.Key_Delete)
    assert not desk.snapshot.breaks
    sample.key(Key.Key_Z, CONTROL)
    assert len(desk.snapshot.breaks) == 1


def test_townships_are_listed_moved_and_kept_while_they_have_figures(sample: Hand) -> None:
    page = plans(sample)
    desk = sample.program.desk
    sample.key(Key.Key_5, ALT)
    sample.key(Key.Key_Tab, CONTROL)
    for name in ("城东街道", "虞乡镇", "卿头镇"):
        sample.compose(commit=name)
        sample.key(Key.Key_Return)
    page.towns.add.setFocus()
    sample.key(Key.Key_Space)
    assert [t.name for t in desk.snapshot.towns] == ["城东街道", "虞乡镇", "卿头镇"]
    sample.key(Key.Key_End)
    sample.key(Key.Key_Home, CONTROL)
    sample.key(Key.Key_Down, ALT)
    assert [t.name for t in desk.snapshot.towns] == ["虞乡镇", "城东街道", "卿头镇"]
    assert page.towns.model.stands_for(page.towns.table.currentIndex().row()) == "城东街道"
    figure = Observation(LIFE, 2024, "town=城东街道", text="78", value=Decimal(78), status="value")
    desk.record([figure], origin="typed", label="镇街数")
    sample.key(Key.Key_Delete)
    assert len(desk.snapshot.towns) == 3
    assert "城东街道还有1格数据" in sample.status
    sample.key(Key.Key_Up)
    sample.key(Key.Key_Delete)
    assert [t.name for t in desk.snapshot.towns] == ["城东街道", "卿头镇"]
    sample.key(Key.Key_Tab, CONTROL)
    sample.compose(commit="卿头镇")
    assert "已经有了：卿头镇" in page.towns._note.text()
    assert not page.towns.add.isEnabled()


def test_measures_and_units_are_listed(sample: Hand) -> None:
    page = plans(sample)
    desk = sample.program.desk
    done = Setting("work/2024/卫生健康局/measure/yongji_women/1.11", "新建3所")
    desk.record([done], origin="import", label="进展")
    sample.key(Key.Key_2, ALT)
    assert page.tab is page.measures
    model = page.measures.model
    titles = [model.look_at(r, 1).text for r in range(model.rowCount()) if model.stands_for(r)]
    assert titles == [m.title for d in desk.plan.domains for m in d.measures]
    sample.key(Key.Key_Down, times=10)
    QApplication.processEvents()
    words = [w.text() for w in page.measures._facts.findChildren(type(page.measures._name))]
    assert "新建3所" in words
    assert any("乡镇卫生院数" in text for text in words)
    sample.key(Key.Key_3, ALT)
    units = page.units.model
    number = {units.look_at(r, 0).text: int(units.look_at(r, 1).text) for r in range(units.rowCount())}
    rows = {
        row.indicator.code: row.indicator for d in desk.plan.domains for s in desk.sheet(d) for row in s.rows
    }
    assert number["教育局"] == sum(1 for i in rows.values() if i.reporter == "教育局")
    assert sum(number.values()) == len(rows)


def test_a_file_somebody_else_has_can_only_be_read(program: Program, sample_file: Path) -> None:
    hand = Hand(program)
    words, now = program.desk.words, program.desk.now
    with PlanFile.open(sample_file, by="李梅", words=words, now=now):
        program.window.open_path(sample_file)
        program.window.choose("yongji_women", 2024)
        page = plans(hand)
        assert program.desk.file.read_only
        go_to(page, LIFE)
        hand.key(Key.Key_Return)
        hand.text("79")
        assert page.targets.form.value.text() == "78.1"
        assert not page.targets.form.keep.isEnabled()
        page.show_goal(2, "1")
        assert not page.targets.goal.answer.isEnabled()


def test_every_width_and_height(sample: Hand) -> None:
    window = sample.program.window
    page = plans(sample)
    window.resize(1366, 689)
    QApplication.processEvents()
    assert page.minimumSizeHint().height() <= 640 - 68
    window.resize(911, 512)
    QApplication.processEvents()
    assert (window.width(), window.height()) == (911, 512)
    assert page.targets.tree.isVisible()
    assert not page.targets.form.isVisible()
    sample.key(Key.Key_Return)
    assert page.targets.form.isVisible()
    assert not page.targets.tree.isVisible()
    sample.key(Key.Key_Escape)
    assert page.targets.tree.isVisible()
    for number in (Key.Key_2, Key.Key_3, Key.Key_4, Key.Key_5):
        sample.key(number, ALT)
        QApplication.processEvents()
        assert (window.width(), window.height()) == (911, 512)
