"""A county's own plan by keys only: its document read, the draft reviewed, a data file with entry forms made of it."""

from decimal import Decimal
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from helpers.desk_hand import ALT, CONTROL, Answers, Hand
from helpers.invented_plans import document
from plandesk.desktop.app import Program
from plandesk.desktop.reading.lines import Line
from plandesk.desktop.reading.page import ReviewPage
from plandesk.desktop.welcome.page import WelcomePage
from plandesk.planreader.draft_files import read_draft

ENTER, DOWN, UP, TAB, ESC = (
    Qt.Key.Key_Return,
    Qt.Key.Key_Down,
    Qt.Key.Key_Up,
    Qt.Key.Key_Tab,
    Qt.Key.Key_Escape,
)


class Chooser(Answers):
    """Answers the dialog for a plan's document too."""

    def plan_document_to_open(self, parent: QWidget, folder: str) -> Path | None:
        return self._next("plan document")


@pytest.fixture
def answers() -> Answers:
    """The clerk's answers to dialogs."""
    return Chooser()


class Reader(Hand):
    """A clerk reading a plan's document."""

    @property
    def welcome(self) -> WelcomePage:
        """The welcome page."""
        page = self.program.window.welcome
        assert isinstance(page, WelcomePage)
        return page

    @property
    def page(self) -> ReviewPage:
        """The review page, shown."""
        page = self.program.window.stage.currentWidget()
        assert isinstance(page, ReviewPage), "the review page is not shown"
        return page

    @property
    def line(self) -> Line:  # type: ignore[override]
        """The line the cursor is on."""
        line = self.page.current
        assert line is not None
        return line

    def read(self, path: Path, qtbot: QtBot, answers: Answers) -> None:
        """Tab to the link, choose the document, wait for it to be read."""
        answers.paths.append(path)
        welcome = self.welcome
        welcome.filter.setFocus()
        for _ in range(6):
            if self.focus is welcome.reading.link:
                break
            self.key(TAB)
        assert self.focus is welcome.reading.link, "reachable by Tab"
        work = welcome.reading.work
        with qtbot.waitSignal(work.busy_changed, timeout=20000, check_params_cb=lambda busy: not busy):
            self.key(Qt.Key.Key_Space)

    def stand_on(self, name: str) -> None:
        """Walk down to the line of that name."""
        self.key(Qt.Key.Key_Home, CONTROL)
        for _ in range(self.page.model.rowCount()):
            line = self.page.current
            if line is not None and line.target.name == name:
                return
            self.key(DOWN)
        raise AssertionError(f"{name} is not listed")

    def type_over(self, text: str) -> None:
        """Replace what stands in a field."""
        self.key(Qt.Key.Key_A, CONTROL)
        self.text(text)

    def see_the_unsure(self) -> int:
        """回车 on every unsure line; how many there were."""
        count = 0
        while not self.page.fields.make.isEnabled():
            assert not self.line.sure
            self.key(ENTER)
            count += 1
        return count


@pytest.fixture
def reader(program: Program) -> Reader:
    """A clerk on the welcome page."""
    return Reader(program)


def test_from_an_unseen_document_to_entry_forms_by_keys_only(
    reader: Reader, qtbot: QtBot, answers: Answers, tmp_path: Path
) -> None:
    reader.read(document("yunxi"), qtbot, answers)
    page = reader.page
    assert reader.focus is page.table
    assert not reader.line.sure, "unsure lines come first"
    assert not page.fields.make.isEnabled()
    assert "没把握" in page.fields.reason
    reader.key(Qt.Key.Key_N, ALT)
    assert not reader.program.desk.is_open, "nothing is taken over unseen"
    unsure = reader.see_the_unsure()
    assert unsure == sum(not line.sure for line in page.review.lines)  # type: ignore[union-attr]
    assert page._progress.text() == f"已看 {unsure} / {len(page.review.lines)}"  # type: ignore[union-attr]
    reader.key(Qt.Key.Key_N, ALT)
    assert "6位数字" in page.fields.reason, "the document gives no code"
    assert reader.focus is page.fields.code
    reader.text("999999")
    reader.key(Qt.Key.Key_N, ALT)
    desk = reader.program.desk
    assert desk.is_open
    assert desk.file.path == tmp_path / "云溪县.plandesk"
    assert desk.year == 2024
    women, children = desk.snapshot.plans
    assert (women.id, children.id) == ("yunxi_women", "yunxi_children")
    assert women.region.code == "999999"
    goal = women.domains[0].goals[1]
    assert goal.text is not None
    assert goal.text.startswith("孕产妇死亡率到2025年控制在11/10万以内"), "the clerk's own words are kept"
    local = next(p.target.indicator for p in women.placed_targets() if "登记女性失业率" in p.target.name)
    assert desk.snapshot.library.forms_of(local) == ("women/economy",)
    desk.go_to("yunxi_women", 2024)
    hand = Hand(reader.program)
    hand.stand_at(local, column="value")
    hand.line("4.1")
    observation = hand.figures(local)
    assert observation is not None
    assert observation.value == Decimal("4.1")


def test_a_line_is_changed_in_place_and_taken_back(reader: Reader, qtbot: QtBot, answers: Answers) -> None:
    reader.read(document("yunxi"), qtbot, answers)
    page = reader.page
    first = reader.line
    assert first.target.name == "35—64岁妇女宫颈癌筛查率"
    reader.key(Qt.Key.Key_F2)
    assert reader.focus is page.editor.value
    reader.type_over("78，")
    reader.key(ENTER)
    assert "读不懂" in page.status.sentence
    assert reader.focus is page.editor.value, "the field to mend"
    reader.type_over("78")
    reader.key(TAB)
    reader.key(TAB)
    assert reader.focus is page.editor.stage
    reader.type_over("1999")
    reader.key(ENTER)
    assert "1999" in page.status.sentence
    reader.type_over("2025")
    reader.key(TAB)
    assert reader.focus is page.editor.op
    reader.text("3")
    reader.key(ENTER)
    review = page.review
    assert review is not None
    changed = review.line(first.no)
    assert (changed.target.op, changed.target.value, changed.target.stage_year) == (">", Decimal(78), 2025)
    assert changed.state == "changed"
    assert reader.line.no != first.no, "on to the next"
    reader.key(Qt.Key.Key_Z, CONTROL)
    assert reader.line == first
    reader.key(Qt.Key.Key_F2)
    reader.type_over("1")
    reader.key(ESC)
    assert reader.line == first
    assert reader.focus is page.table


def test_a_line_is_dropped_and_its_mark_goes(reader: Reader, qtbot: QtBot, answers: Answers) -> None:
    reader.read(document("yunxi"), qtbot, answers)
    page, first = reader.page, reader.line
    marked = len(page.pane.extraSelections())
    reader.key(Qt.Key.Key_Delete)
    assert len(page.pane.extraSelections()) == marked - 1
    assert reader.line.no != first.no
    reader.key(Qt.Key.Key_Z, CONTROL)
    assert reader.line == first
    reader.key(Qt.Key.Key_Delete)
    reader.see_the_unsure()
    page.fields.code.setFocus()
    reader.text("999999")
    reader.key(Qt.Key.Key_N, ALT)
    women = reader.program.desk.snapshot.plan("yunxi_women")
    names = [placed.target.name for placed in women.placed_targets()]
    assert first.target.name not in names
    assert first.target.indicator not in reader.program.desk.snapshot.library, "nor its new indicator"


def test_another_indicator_by_pinyin_and_units_that_do_not_fit(
    reader: Reader, qtbot: QtBot, answers: Answers
) -> None:
    reader.read(document("yunxi"), qtbot, answers)
    page, first = reader.page, reader.line
    review = page.review
    assert review is not None
    assert not review.indicator(first)[1]
    reader.key(Qt.Key.Key_L, CONTROL)
    reader.text("gjarqsc")
    assert page.link.rows.look_at(0, 0).text == "适龄妇女宫颈癌人群筛查率"
    reader.key(ENTER)
    linked = review.line(first.no)
    assert review.indicator(linked)[1]
    assert linked.state == "changed"
    assert linked.target.name == first.target.name, "the document's own name stays"
    reader.key(Qt.Key.Key_L, CONTROL)
    reader.text("rjyqsm")
    reader.key(ENTER)
    assert "不能换算" in page.status.sentence
    assert review.line(first.no) == linked
    reader.key(Qt.Key.Key_L, CONTROL)
    reader.compose("gong jing", commit="宫颈筛查本地口径率")
    reader.key(ENTER)
    indicator, known = review.indicator(review.line(first.no))
    assert (indicator.name, indicator.unit, known) == ("宫颈筛查本地口径率", "%", False)
    reader.key(Qt.Key.Key_L, CONTROL)
    reader.key(ESC)
    assert reader.focus is page.table


def test_a_target_that_was_missed_is_added_at_its_goal(
    reader: Reader, qtbot: QtBot, answers: Answers
) -> None:
    reader.read(document("yunxi"), qtbot, answers)
    page = reader.page
    review = page.review
    assert review is not None
    goal = review.line(reader.line.no).owner
    before = review.lines
    reader.key(Qt.Key.Key_N, CONTROL)
    reader.compose(commit="宫颈癌疫苗补贴人数")
    reader.key(ENTER)
    assert reader.focus is page.editor.op
    reader.text("1")
    reader.key(TAB)
    reader.text("200")
    reader.key(TAB)
    reader.compose(commit="人")
    reader.key(ENTER)
    (added,) = (line for line in review.lines if line not in before)
    assert (added.owner, added.state, added.target.op, added.target.unit) == (goal, "added", ">=", "人")
    indicator, known = review.indicator(added)
    assert (indicator.kind, indicator.unit, known) == ("count", "人", False)
    reader.stand_on(added.target.name)
    reader.key(Qt.Key.Key_N, CONTROL)
    reader.compose(commit="又一个指标数")
    reader.key(ENTER)
    reader.key(ESC)
    assert len(review.lines) == len(before) + 1, "Esc in the new line takes it away"
    assert reader.focus is page.table
    reader.key(Qt.Key.Key_Z, CONTROL)
    assert review.lines == before, "adding is one step"


def test_a_target_is_added_where_the_document_s_cursor_is(
    reader: Reader, qtbot: QtBot, answers: Answers
) -> None:
    reader.read(document("yunxi"), qtbot, answers)
    page, review = reader.page, reader.page.review
    assert review is not None
    reader.stand_on("女性人均预期寿命")
    reader.key(TAB)
    assert page.pane.hasFocus() or reader.focus is not page.table
    page.pane.setFocus()
    page.pane.bring(28, 3)
    for _ in range(6):
        reader.key(Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    reader.key(Qt.Key.Key_N, CONTROL)
    assert "孕产妇死亡率" in page.link.rows.look_at(0, 0).text, "the words chosen are looked for"
    reader.compose(commit="孕产妇本地指数")
    reader.key(ENTER)
    reader.key(ENTER)
    (added,) = (line for line in review.lines if line.state == "added")
    assert review.thing(added.owner).no == "2"
    assert (added.mark.begin, added.mark.text) == ((28, 3), "孕产妇死亡率")


def test_only_unsure_lines_are_shown_on_demand(reader: Reader, qtbot: QtBot, answers: Answers) -> None:
    reader.read(document("yunxi"), qtbot, answers)
    page = reader.page
    every = page.model.rowCount()
    reader.key(Qt.Key.Key_1, ALT)
    shown = [page.model.stands_for(row) for row in range(page.model.rowCount())]
    assert len(shown) < every
    assert not any(page.review.line(no).sure for no in shown if isinstance(no, int))  # type: ignore[union-attr]
    reader.key(Qt.Key.Key_1, ALT)
    assert page.model.rowCount() == every


def test_the_framed_words_are_those_of_the_line(reader: Reader, qtbot: QtBot, answers: Answers) -> None:
    reader.read(document("pingchuan"), qtbot, answers)
    page, review = reader.page, reader.page.review
    assert review is not None
    for line in review.lines:
        chosen = page.pane._cursor(line).selectedText()
        assert line.mark.text in chosen.strip("，。；、\t"), line
    reader.key(ENTER)
    QApplication.processEvents()
    frames = list(page.pane._framed(page.pane._cursor(reader.line)))
    assert frames
    assert all(page.pane.viewport().rect().intersects(frame) for frame in frames)


def test_a_draft_is_kept_and_gone_on_with(
    reader: Reader, qtbot: QtBot, answers: Answers, tmp_path: Path
) -> None:
    reader.read(document("yunxi"), qtbot, answers)
    page = reader.page
    reader.key(Qt.Key.Key_Delete)
    reader.key(ENTER)
    reader.key(Qt.Key.Key_F2)
    reader.type_over("77")
    reader.key(ENTER)
    folder = tmp_path / "草稿"
    answers.paths.append(folder)
    reader.key(Qt.Key.Key_S, CONTROL)
    assert "草稿已存到" in page.status.sentence
    first = page.review
    assert first is not None
    assert not first.unsaved
    kept = [(a.owner, a.target, a.mark, a.state) for a in first.lines]
    assert "dropped" in [a.state for a in first.lines]
    asked = len(answers.asked)
    reader.key(ESC)
    assert reader.program.window.stage.currentWidget() is reader.welcome
    assert len(answers.asked) == asked, "nothing to lose, nothing asked"
    plan, forms = read_draft(folder / "yunxi_women.toml")
    assert (plan.id, bool(forms)) == ("yunxi_women", True)
    reader.read(folder / "yunxi_children.toml", qtbot, answers)
    again = reader.page.review
    assert again is not None
    assert [(a.owner, a.target, a.mark, a.state) for a in again.lines] == kept
    assert again.document == first.document
    reader.key(ENTER)
    reader.key(Qt.Key.Key_S, CONTROL)
    assert "草稿已存到" in reader.page.status.sentence, "where it was"


@pytest.mark.parametrize("size", [(1366, 689), (911, 512)])
def test_it_fits_low_and_narrow_windows(
    reader: Reader, qtbot: QtBot, answers: Answers, size: tuple[int, int]
) -> None:
    reader.read(document("yunxi"), qtbot, answers)
    reader.key(ENTER, times=12)
    window, page = reader.program.window, reader.page
    window.resize(*size)
    QApplication.processEvents()
    assert (window.width(), window.height()) == size
    row = page.table.visualRect(page.table.currentIndex())
    assert page.table.viewport().rect().contains(row), "the line stays in view"
    assert page.pane.viewport().rect().contains(next(page.pane._framed(page.pane._cursor(reader.line))))
    widths = sum(page.table.columnWidth(n) for n in range(len(page.model.columns)))
    assert widths <= page.table.viewport().width() + 1


def test_an_unsaved_review_is_not_left_without_a_question(
    reader: Reader, qtbot: QtBot, answers: Answers
) -> None:
    reader.read(document("yunxi"), qtbot, answers)
    page = reader.page
    reader.key(ENTER)
    answers.says_yes = False
    reader.key(ESC)
    assert reader.page is page
    reader.program.window.close()
    assert reader.program.window.isVisible()
    for key in (Qt.Key.Key_O, Qt.Key.Key_W, Qt.Key.Key_K):
        reader.key(key, CONTROL)
    assert reader.page is page
    answers.says_yes = True
    reader.key(ESC)
    assert reader.program.window.stage.currentWidget() is reader.welcome


def test_documents_that_are_no_plans_are_declined_in_one_sentence(
    reader: Reader, qtbot: QtBot, answers: Answers, tmp_path: Path
) -> None:
    for name, content in (
        ("小说.txt", "那天夜里下着雨。\n".encode() * 50),
        ("空.txt", b""),
        ("图片.docx", b"\x89PNG" + bytes(200)),
        ("草稿.toml", b"id = ["),
        ("规划.toml", b'id = "yunxi_women"'),
    ):
        path = tmp_path / name
        path.write_bytes(content)
        reader.read(path, qtbot, answers)
        sentence = reader.welcome.reading.work.sentence
        assert name in sentence
        assert "\n" not in sentence
        assert reader.program.window.stage.currentWidget() is reader.welcome
        assert reader.welcome.reading.link.isEnabled()


def test_an_existing_data_file_is_never_written_over(
    reader: Reader, qtbot: QtBot, answers: Answers, tmp_path: Path
) -> None:
    there = tmp_path / "云溪县.plandesk"
    there.write_bytes(b"something else")
    reader.read(document("yunxi"), qtbot, answers)
    page = reader.page
    reader.see_the_unsure()
    page.fields.code.setFocus()
    reader.text("999999")
    QTest.keyClick(page.fields.code, Qt.Key.Key_N, ALT)
    assert "云溪县.plandesk" in page.fields.reason
    assert there.read_bytes() == b"something else"
    assert page.review is not None, "the review is still there"
    assert not reader.program.desk.is_open
