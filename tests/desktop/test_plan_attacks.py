"""The plan's editor under a clerk who tries everything: each odd thing is a sentence or works, never an error."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit

from helpers.desk_hand import ALT, CONTROL, SHIFT, Answers, Hand
from helpers.plan_hand import WHY, codes, fill, plans, targets_of
from plandesk.core.records import CellKey, YearState
from plandesk.core.second_entry import addresses_to_type
from plandesk.desktop.plans.page import PlansPage
from plandesk.desktop.standing import rows_of

Key = Qt.Key
LIFE, DEATHS = "female_life_expectancy", "maternal_mortality_ratio"


class Chooser(Answers):
    """Gives a draft file too."""

    def plan_document_to_open(self, parent: object, folder: str) -> Path | None:
        return self._next("plan document")


@pytest.fixture
def answers() -> Answers:
    return Chooser()


def note(page: PlansPage) -> str:
    """What the form says is missing."""
    page.tab.editor.settle()
    return page.tab.editor._note.text()


def into(page: PlansPage, key: str, text: str) -> None:
    """Paste into a field of the open form, as a clerk with a clipboard does."""
    widget = page.tab.editor.inputs[key]
    line = widget if isinstance(widget, QLineEdit) else widget.focusProxy()
    if isinstance(line, QLineEdit):
        line.setText(text)
        line.textEdited.emit(text)
    else:
        widget.setPlainText(text)  # type: ignore[attr-defined]


def add_local(hand: Hand, page: PlansPage, name: str) -> str:
    """An indicator of the county's own with a target under the current goal; its code."""
    hand.key(Key.Key_X, ALT)
    fill(
        hand,
        page,
        name=name,
        numerator="甲",
        denominator="乙",
        reporter="妇联",
        definition="口径",
        reason=WHY,
    )
    code = page.tab.editor.values()["indicator"]
    fill(hand, page, value="60", reason=WHY)
    return code


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "是空的"), ("   ", "是空的"), ("​﻿", "是空的"), ("长" * 500, "有500个字，最多200个"),
        ("有\x07铃", "控制符"),
    ],
)  # fmt: skip
def test_names_no_paper_can_take(sample: Hand, text: str, words: str) -> None:
    page = plans(sample)
    page.show_address(CellKey(LIFE, 2024))
    for keys, held, field in (
        (Key.Key_L, ALT, "name"), (Key.Key_G, ALT, "summary"), (Key.Key_X, ALT, "name"),
    ):  # fmt: skip
        sample.key(keys, held)
        into(page, "reason", WHY)
        into(page, field, text)
        assert words in note(page)
        assert not page.tab.editor.keep.isEnabled()
        sample.key(Key.Key_Return, CONTROL)
        sample.key(Key.Key_Escape)
    assert sample.program.desk.file.next_undo is None or WHY not in sample.program.desk.file.next_undo


def test_quotes_and_signs_are_names_like_others(sample: Hand) -> None:
    page, desk = plans(sample), sample.program.desk
    page.show_address(CellKey(LIFE, 2024))
    name = "=1+1 \"引号\" '单' <b>粗</b> & {空位} %s 𠮷"
    sample.key(Key.Key_G, ALT)
    into(page, "summary", name)
    into(page, "reason", WHY)
    page.tab.editor.settle()
    sample.key(Key.Key_Return, CONTROL)
    assert desk.plan.domains[0].goals[-1].summary == name
    code = add_local(sample, page, '{甲}"率"')
    sample.key(Key.Key_S, ALT)
    fill(sample, page, kind="range", low="20", reason=WHY)
    sample.stand_at(code, column="numerator")
    sample.line("1")
    sample.line("10")
    assert any("{甲}" in f.message for f in desk.findings().all if f.indicator == code)
    assert desk.file.verify() == ()


def test_two_indicators_of_one_name(sample: Hand) -> None:
    page, desk = plans(sample), sample.program.desk
    page.show_address(CellKey(LIFE, 2024))
    code = add_local(sample, page, "妇女之家覆盖率")
    sample.key(Key.Key_X, ALT)
    into(page, "name", "妇女之家覆盖率")
    for field in ("numerator", "denominator", "reporter", "definition"):
        into(page, field, "甲")
    into(page, "reason", WHY)
    assert "妇女之家覆盖率" in note(page)
    assert "已在" in note(page)
    into(page, "name", "妇女之家覆盖 率")  # sounds the same: another code
    assert note(page) == ""
    sample.key(Key.Key_Return, CONTROL)
    other = page.tab.editor.values()["indicator"]
    assert other not in ("", code)
    assert {code, other} <= set(desk.snapshot.library.by_code)


def test_retired_and_added_again(sample: Hand) -> None:
    page, desk = plans(sample), sample.program.desk
    page.targets.show_goal(1, "1")
    page.targets.tree.setFocus()
    sample.key(Key.Key_Delete)
    fill(sample, page, start="2024", reason=WHY)
    page.targets.tree.setFocus()
    sample.key(Key.Key_G, ALT)
    into(page, "no", "1")
    into(page, "summary", "重来的目标")
    into(page, "reason", WHY)
    page.tab.editor.settle()
    sample.key(Key.Key_Return, CONTROL)
    there = [(g.no, g.valid_from, g.valid_to) for g in desk.plan.domains[0].goals if g.no == "1"]
    assert there == [("1", None, 2023), ("1", 2024, None)]
    desk.go_to("yongji_women", 2023)
    page.targets.show_goal(1, "1")
    page.targets.tree.setFocus()
    sample.key(Key.Key_Delete)
    start = page.tab.editor.inputs["start"]
    assert [start.itemData(n) for n in range(start.count())] == ["2021", "2022", "2023"], (  # type: ignore[attr-defined]
        "what has ended cannot end later: that would bring it back"
    )


def test_a_local_indicator_with_figures_is_retired_and_checked_no_more(sample: Hand) -> None:
    page, desk = plans(sample), sample.program.desk
    page.show_address(CellKey(LIFE, 2024))
    code = add_local(sample, page, "社区比例")
    sample.key(Key.Key_S, ALT)
    fill(sample, page, kind="range", low="20", reason=WHY)
    sample.stand_at(code, column="numerator")
    sample.line("1")
    sample.line("10")
    plans(sample)
    page.show_address(CellKey(code, 2024))
    sample.key(Key.Key_Delete)
    fill(sample, page, start="2024", reason=WHY)
    assert code not in codes(sample, 2024)
    assert desk.snapshot.observation(code, 2024) is not None, "its figures stay in the file"
    assert not [
        f
        for f in desk.findings().all
        if f.indicator == code and f.severity == "error" and f.kind == "required"
    ]
    page.show_address(CellKey(LIFE, 2024))
    sample.key(Key.Key_S, ALT)
    into(page, "reason", WHY)
    page.tab.editor.inputs["kind"].setCurrentIndex(  # type: ignore[attr-defined]
        page.tab.editor.inputs["kind"].findData("not_above")  # type: ignore[attr-defined]
    )
    page.tab.editor.inputs["others"].choose([code])  # type: ignore[attr-defined]
    assert "单位不同" in note(page)
    sample.key(Key.Key_Escape)
    for _ in range(7):
        sample.key(Key.Key_Z, CONTROL)
    assert desk.file.verify() == ()


def test_undo_across_a_revised_plan_and_typed_figures(sample: Hand) -> None:
    page, desk = plans(sample), sample.program.desk
    before = desk.snapshot
    page.show_address(CellKey(LIFE, 2024))
    sample.key(Key.Key_Delete)
    fill(sample, page, start="2024", reason=WHY)
    sample.stand_at(DEATHS, column="numerator")
    sample.line("3")
    plans(sample)
    page.show_address(CellKey(DEATHS, 2024))
    sample.key(Key.Key_F2)
    fill(sample, page, value="7", reason=WHY)
    for _ in range(3):
        sample.key(Key.Key_Z, CONTROL)
    assert desk.snapshot.plans == before.plans
    assert desk.snapshot.observations == before.observations
    for _ in range(3):
        sample.key(Key.Key_Y, CONTROL)
    assert LIFE not in codes(sample, 2024)
    assert desk.file.verify() == ()


def test_a_second_window_looks_only(sample: Hand, sample_file: Path) -> None:
    desk = sample.program.desk
    path = desk.file.path
    desk.close()
    from plandesk.store.plan_file import PlanFile

    with PlanFile.open(path, by="李四", words=desk.words, now=desk.now) as other:
        assert not other.read_only
        sample.program.window.open_path(path)
        assert desk.file.read_only
        page = plans(sample)
        page.show_address(CellKey(LIFE, 2024))
        for key, held in (
            (Key.Key_P, ALT),
            (Key.Key_G, ALT),
            (Key.Key_F2, SHIFT),
            (Key.Key_Delete, Qt.KeyboardModifier.NoModifier),
        ):
            sample.key(key, held)
            into(page, "reason", WHY)
            assert "只读" in note(page)
            assert not page.tab.editor.keep.isEnabled()
            sample.key(Key.Key_Escape)
        sample.key(Key.Key_Down, ALT)
        assert desk.snapshot.plans == other.snapshot().plans


def test_key_and_required_rows_are_the_county_s_choice(sample: Hand) -> None:
    page, desk = plans(sample), sample.program.desk

    def typed_twice(code: str) -> bool:
        rows = [r for d in desk.domains for r in rows_of(desk.sheet(d))]
        there = {key.indicator for _, key in addresses_to_type(rows, desk.snapshot, desk.year, "key")}
        return code in there

    def gap(year: int) -> bool:
        return DEATHS in {f.indicator for f in desk.checker.required_gaps(desk.snapshot, year)}

    assert typed_twice(DEATHS)
    page.show_address(CellKey(DEATHS, 2024))
    sample.key(Key.Key_F2)
    fill(sample, page, remark="按妇幼年度", typed_twice="no", required="no", reason=WHY)
    assert not typed_twice(DEATHS)
    old, new = targets_of(sample, DEATHS)
    assert (old.required, new.required, new.typed_twice, new.remark) == (None, False, False, "按妇幼年度")
    sample.stand_at(DEATHS, column="numerator")
    for field in ("numerator", "denominator", "value"):
        sample.stand_at(DEATHS, column=field)
        sample.key(Key.Key_Delete)
    assert desk.snapshot.observation(DEATHS, 2024) is None
    assert not gap(2024)
    desk.go_to("yongji_women", 2023)
    assert typed_twice(DEATHS), "the years before are as they were"


def test_limits_of_a_shipped_indicator_are_the_county_s(sample: Hand) -> None:
    page, desk = plans(sample), sample.program.desk
    page.show_address(CellKey(LIFE, 2024))
    ships = desk.library()[LIFE].plausible
    sample.key(Key.Key_F2, SHIFT)
    fill(sample, page, low="93", high="94", reason=WHY)
    assert [str(end) for end in desk.snapshot.indicator(LIFE).plausible] == ["93", "94"]
    assert any("plausible" in f.rule for f in desk.findings().all if f.indicator == LIFE), (
        desk.snapshot.observation(LIFE, 2024)
    )
    assert "93—94" in (desk.file.next_undo or "")
    sample.key(Key.Key_F2, SHIFT)
    into(page, "low", "90")
    into(page, "high", "80")
    into(page, "reason", WHY)
    assert "应小于" in note(page)
    sample.key(Key.Key_Escape)
    sample.key(Key.Key_Z, CONTROL)
    assert desk.snapshot.indicator(LIFE).plausible == ships


def test_a_whole_domain_is_retired(sample: Hand) -> None:
    page, desk = plans(sample), sample.program.desk
    names = [d.name for d in desk.domains]
    sample.key(Key.Key_Home, CONTROL)
    sample.key(Key.Key_Delete)
    fill(sample, page, start="2024", reason=WHY)
    assert [d.name for d in desk.domains] == names[1:]
    sample.program.window.show_page("entry")
    sample.program.window.show_page("judging")
    sample.program.window.show_page("overview")
    desk.go_to("yongji_women", 2023)
    assert [d.name for d in desk.domains] == names
    desk.go_to("yongji_women", 2024)
    plans(sample)
    for _ in range(len(names) - 1):
        row = next(
            n for n in range(page.targets.model.rowCount())
            if (line := page.targets.model.line(n)) is not None and getattr(line, "depth", 9) == 0
            and line.domain is not None and line.domain.name == desk.domains[0].name  # type: ignore[union-attr]
        )  # fmt: skip
        page.targets.tree.go(row)
        sample.key(Key.Key_Delete)
        fill(sample, page, start="2024", reason=WHY)
    for key in ("entry", "checks", "judging", "reports", "exchange", "overview"):
        sample.program.window.show_page(key)
    assert codes(sample, 2024) == codes(sample, 2025)


def test_a_further_plan_from_nothing_and_undone(sample: Hand) -> None:
    page, desk = plans(sample), sample.program.desk
    plans_before = desk.snapshot.plans
    sample.key(Key.Key_P, ALT)
    box = page.tab.editor.inputs["source"]
    box.setCurrentIndex(box.findData("blank"))  # type: ignore[attr-defined]
    box = page.tab.editor.inputs["audience"]
    box.setCurrentIndex(box.findData("women"))  # type: ignore[attr-defined]
    for period, words in (
        ("2030-2021", "首年和末年"),
        ("today", "首年和末年"),
        ("2024-2030", "已有同一人群"),
    ):
        into(page, "title", "某规划")
        into(page, "domains", "甲领域、乙领域")
        into(page, "period", period)
        assert words in note(page)
    into(page, "domains", "甲领域、甲领域")
    assert "重复" in note(page)
    sample.key(Key.Key_Escape)
    sample.key(Key.Key_P, ALT)
    fill(
        sample,
        page,
        source="blank",
        audience="women",
        title="xin gui hua",
        period="2026-2026",
        domains="ling yu jia",
    )
    assert desk.plan_id == "yongji_women_2026"
    assert desk.plan.period == (2026, 2026)
    assert desk.year == 2026
    page.targets.tree.setFocus()
    sample.key(Key.Key_G, ALT)
    fill(sample, page, summary="mu biao", reason=WHY)
    sample.key(Key.Key_Insert)
    fill(sample, page, indicator="ycfswl", op="<=", value="10", reason=WHY)
    for key in ("entry", "checks", "judging", "reports", "overview", "plans"):
        sample.program.window.show_page(key)
    for _ in range(3):
        sample.key(Key.Key_Z, CONTROL)
    assert desk.snapshot.plans == plans_before
    assert desk.plan_id in {p.id for p in plans_before}
    for _ in range(3):
        sample.key(Key.Key_Y, CONTROL)
    assert len(desk.snapshot.plans) == 3
    assert desk.file.verify() == ()


def test_sealed_years_and_a_draft_that_is_none(sample: Hand, answers: Answers, tmp_path: Path) -> None:
    page, desk = plans(sample), sample.program.desk
    desk.record([YearState(2023, "sent", True)], origin="typed", label="封存")
    sample.key(Key.Key_P, ALT)
    assert "已封存的年份" in page.tab.editor._said.text()
    box = page.tab.editor.inputs["source"]
    box.setCurrentIndex(box.findData("draft"))  # type: ignore[attr-defined]
    broken = tmp_path / "草稿.toml"
    broken.write_text('id = "x"\n title =', encoding="utf-8")
    for path, words in (
        (tmp_path / "无.toml", "没有找到"),
        (tmp_path / "规划.docx", "不是草稿"),
        (broken, "草稿.toml"),
        (tmp_path, "不是草稿"),
    ):
        answers.paths.append(path)
        sample.key(Key.Key_Tab)
        page.tab.editor.inputs["draft"].setFocus()
        sample.key(Key.Key_F4)
        assert words in note(page), path
    into(page, "draft", "a\x00b.toml")
    assert "控制符" in note(page)
