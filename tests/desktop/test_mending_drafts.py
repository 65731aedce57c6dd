"""Mending a draft by keys: a line split, a plan's head, a new indicator's description, dropped lines, baselines."""

from decimal import Decimal
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QWidget
from pytestqt.qtbot import QtBot

from helpers.desk_hand import ALT, CONTROL, Answers, Hand
from helpers.invented_plans import document
from plandesk.desktop.app import Program
from plandesk.desktop.reading.page import ReviewPage
from plandesk.desktop.reading.review import Review

ENTER, TAB, ESC = Qt.Key.Key_Return, Qt.Key.Key_Tab, Qt.Key.Key_Escape
PLAN = """# 青石县妇女发展规划（2021-2030年）

（一）妇女与健康
主要目标
1.孕产妇死亡率从2020年的12.1/10万下降到10/10万以下。
2.妇女健身操普及率、健步走普及率达到60%。
3.巾帼志愿队伍覆盖率达到八成以上。
策略措施
1.完善服务网络。
"""


class Chooser(Answers):
    """Answers the dialog for a plan's document too."""

    def plan_document_to_open(self, parent: QWidget, folder: str) -> Path | None:
        return self._next("plan document")


@pytest.fixture
def answers() -> Answers:
    """The clerk's answers to dialogs."""
    return Chooser()


class Mender(Hand):
    """A clerk who mends a draft."""

    @property
    def page(self) -> ReviewPage:
        """The review page, shown."""
        page = self.program.window.stage.currentWidget()
        assert isinstance(page, ReviewPage)
        return page

    @property
    def review(self) -> Review:
        """What is under review."""
        assert self.page.review is not None
        return self.page.review

    def read(self, path: Path, qtbot: QtBot, answers: Answers) -> None:
        """Read a document from the welcome page."""
        answers.paths.append(path)
        reading = self.program.window.welcome.reading  # type: ignore[attr-defined]
        with qtbot.waitSignal(
            reading.work.busy_changed, timeout=20000, check_params_cb=lambda busy: not busy
        ):
            reading.choose()

    def stand_on(self, name: str) -> int:
        """The cursor on the line of that name; its number."""
        no = next(line.no for line in self.review.lines if line.target.name == name)
        row = self.page.row_of(no)
        assert row is not None
        self.page.table.go(row)
        self.page.table.setFocus()
        return no

    def fill(self, key: str, text: str) -> None:
        """Type over a field of the open panel."""
        field = self.page.panel.fields[key]
        field.setFocus()
        if isinstance(field, QComboBox):
            field.setCurrentIndex(field.findData(text))
            return
        self.key(Qt.Key.Key_A, CONTROL)
        self.key(Qt.Key.Key_Delete)
        self.compose(commit=text)

    def take(self) -> None:
        """Enter in the panel."""
        QTest.keyClick(next(iter(self.page.panel.fields.values())), ENTER)
        QCoreApplication.processEvents()


@pytest.fixture
def mender(program: Program) -> Mender:
    """A clerk on the welcome page."""
    return Mender(program)


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    """A small plan's document."""
    path = tmp_path / "青石.txt"
    path.write_text(PLAN, encoding="utf-8")
    return path


def test_a_line_is_split_in_two_and_taken_back(
    mender: Mender, qtbot: QtBot, answers: Answers, plan: Path
) -> None:
    mender.read(plan, qtbot, answers)
    review, before = mender.review, mender.review.lines
    no = mender.stand_on("巾帼志愿队伍覆盖率")
    mender.key(Qt.Key.Key_D, CONTROL)
    assert "已拆成两条" in mender.page.status.sentence
    first, second = (line for line in review.lines if line.owner == review.line(no).owner)
    assert (first.no, second.state, mender.page.current) == (no, "added", second)
    assert (
        (first.target.op, first.target.value)
        == (second.target.op, second.target.value)
        == (">=", Decimal(80))
    )
    assert first.target.indicator != second.target.indicator, "two targets of one goal are two things"
    assert first.mark.begin == second.mark.begin
    mender.key(Qt.Key.Key_Z, CONTROL)
    assert review.lines == before, "one step"


def test_a_joined_name_comes_apart(mender: Mender, qtbot: QtBot, answers: Answers, tmp_path: Path) -> None:
    path = tmp_path / "青石.txt"
    path.write_text(PLAN.replace("巾帼志愿队伍覆盖率", "眼保健和视力检查覆盖率"), encoding="utf-8")
    mender.read(path, qtbot, answers)
    no = mender.stand_on("眼保健和视力检查覆盖率")
    mender.key(Qt.Key.Key_D, CONTROL)
    owner = mender.review.line(no).owner
    names = [line.target.name for line in mender.review.lines if line.owner == owner]
    assert len(names) == 2
    assert "眼保健" in names[0]
    assert "视力检查" in names[1]
    assert all(name.endswith("覆盖率") for name in names)
    assert len(mender.review.draft(0).plan.domains[0].goals[2].targets) == 2


def test_a_plan_s_head_is_mended(mender: Mender, qtbot: QtBot, answers: Answers, plan: Path) -> None:
    mender.read(plan, qtbot, answers)
    page = mender.page
    mender.key(Qt.Key.Key_2, ALT)
    assert mender.focus is page.panel.fields["title"]
    mender.fill("last", "2020")
    mender.take()
    assert "早于" in page.panel.wrong
    mender.fill("last", "2025")
    mender.fill("issued", "2022年13月1日")
    mender.take()
    assert "读不懂" in page.panel.wrong
    mender.fill("issued", "2022年3月8日")
    mender.fill("title", "青石县妇女发展“十四五”规划")
    mender.fill("doc_no", "青政发〔2022〕3号")
    mender.take()
    assert not page.panel.isVisible()
    draft = mender.review.draft(0).plan
    assert (draft.title, draft.doc_no, draft.issued, draft.period) == (
        "青石县妇女发展“十四五”规划",
        "青政发〔2022〕3号",
        "2022-03-08",
        (2021, 2025),
    )
    assert {p.target.stage_year for p in draft.placed_targets()} == {2025}
    assert draft.title in page._title.toolTip()
    mender.key(Qt.Key.Key_Z, CONTROL)
    assert mender.review.draft(0).plan.period == (2021, 2030)


def test_the_other_audience_has_its_own_forms(
    mender: Mender, qtbot: QtBot, answers: Answers, plan: Path
) -> None:
    mender.read(plan, qtbot, answers)
    mender.key(Qt.Key.Key_2, ALT)
    mender.fill("audience", "children")
    mender.take()
    draft = mender.review.draft(0)
    assert (draft.plan.id, draft.plan.audience) == ("qingshi_children", "children")
    assert draft.plan.domains[0].form == "children/health"
    assert {each.form for each in draft.local} <= {"children/health"}


def test_a_new_indicator_is_described(
    mender: Mender, qtbot: QtBot, answers: Answers, plan: Path, tmp_path: Path
) -> None:
    mender.read(plan, qtbot, answers)
    page, review = mender.page, mender.review
    no = mender.stand_on("巾帼志愿队伍覆盖率")
    mender.key(Qt.Key.Key_F4)
    assert mender.focus is page.panel.fields["name"]
    mender.fill("numerator", "有巾帼志愿队伍的村（社区）数")
    mender.fill("denominator", "")
    mender.take()
    assert "分母" in page.panel.wrong
    mender.fill("denominator", "村（社区）总数")
    mender.fill("definition", "有巾帼志愿队伍的村（社区）占全部村（社区）的比重。")
    mender.fill("name", "孕产妇死亡率")
    mender.take()
    assert "已有指标" in page.panel.wrong
    mender.fill("name", "巾帼志愿队伍村级覆盖率")
    mender.fill("reporter", "县妇联")
    mender.take()
    indicator, known = review.indicator(review.line(no))
    assert (indicator.name, indicator.reporter, indicator.denominator, known) == (
        "巾帼志愿队伍村级覆盖率",
        "县妇联",
        "村（社区）总数",
        False,
    )
    assert "definition" not in review.local_of(review.line(no)).guessed  # type: ignore[union-attr]
    mender.stand_on("孕产妇死亡率")
    mender.key(Qt.Key.Key_F4)
    assert not page.panel.isVisible(), "the library's own indicators are not described here"
    assert "指标库" in page.status.sentence


def test_dropped_lines_are_there_tomorrow(
    mender: Mender, qtbot: QtBot, answers: Answers, plan: Path, tmp_path: Path
) -> None:
    mender.read(plan, qtbot, answers)
    no = mender.stand_on("巾帼志愿队伍覆盖率")
    mender.key(Qt.Key.Key_Delete)
    mender.review.accept(mender.review.lines[0].no)
    kept = [(line.target, line.mark, line.state) for line in mender.review.lines]
    answers.paths.append(tmp_path / "草稿")
    mender.key(Qt.Key.Key_S, CONTROL)
    mender.key(ESC)
    file = tmp_path / "草稿" / "qingshi_women.toml"
    assert 'name = "巾帼志愿' not in file.read_text(encoding="utf-8").partition("[review]")[0]
    mender.read(file, qtbot, answers)
    again = mender.review
    assert [(line.target, line.mark, line.state) for line in again.lines] == kept
    mender.stand_on("巾帼志愿队伍覆盖率")
    mender.key(Qt.Key.Key_F2)
    mender.key(ENTER)
    assert again.line(no).state == "accepted", "taken back"
    assert again.indicator(again.line(no))[0].name == "巾帼志愿队伍覆盖率"
    mender.key(Qt.Key.Key_S, CONTROL)
    assert 'name = "巾帼志愿' in file.read_text(encoding="utf-8").partition("[review]")[0]


def test_a_draft_changed_by_hand_is_taken_as_it_stands(
    mender: Mender, qtbot: QtBot, answers: Answers, plan: Path, tmp_path: Path
) -> None:
    mender.read(plan, qtbot, answers)
    mender.stand_on("巾帼志愿队伍覆盖率")
    mender.key(Qt.Key.Key_Delete)
    answers.paths.append(tmp_path / "草稿")
    mender.key(Qt.Key.Key_S, CONTROL)
    mender.key(ESC)
    file = tmp_path / "草稿" / "qingshi_women.toml"
    file.write_text(
        file.read_text(encoding="utf-8").replace('value = "10"', 'value = "9"', 1), encoding="utf-8"
    )
    mender.read(file, qtbot, answers)
    assert mender.review.lines[0].target.value == Decimal(9)
    assert "dropped" not in {line.state for line in mender.review.lines}


def test_a_baseline_goes_into_the_data_file_with_its_target(
    mender: Mender, qtbot: QtBot, answers: Answers, plan: Path
) -> None:
    mender.read(plan, qtbot, answers)
    while not mender.page.fields.make.isEnabled():
        mender.key(ENTER)
    mender.page.fields.code.setFocus()
    mender.text("999999")
    mender.key(Qt.Key.Key_N, ALT)
    (made,) = mender.program.desk.snapshot.plans
    (baseline,) = made.baselines
    assert (baseline.indicator, baseline.year, baseline.value) == (
        "maternal_mortality_ratio",
        2020,
        Decimal("12.1"),
    )


def test_the_panel_fits_and_escape_changes_nothing(mender: Mender, qtbot: QtBot, answers: Answers) -> None:
    mender.read(document("yunxi"), qtbot, answers)
    window, page = mender.program.window, mender.page
    window.resize(911, 512)
    before = mender.review.drafts
    mender.key(Qt.Key.Key_2, ALT)
    assert page.rect().contains(page.panel.geometry())
    mender.fill("title", "别的规划")
    mender.key(TAB)
    assert mender.focus is page.panel.fields["doc_no"]
    mender.key(ESC)
    assert not page.panel.isVisible()
    assert mender.review.drafts == before
    assert mender.focus is page.table
