"""The pages around the grid: findings, overview, report, export, welcome, each driven as a clerk would."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from helpers.desk_hand import CONTROL, MORNING, Answers, Hand
from plandesk.core.plan import Region
from plandesk.desktop.app import Program
from plandesk.desktop.checks.explain_line import ExplainLine
from plandesk.desktop.checks.page import ChecksPage
from plandesk.desktop.exchange.page import ExchangePage
from plandesk.desktop.overview.page import OverviewPage
from plandesk.desktop.overview.tasks import Task
from plandesk.desktop.reporting.page import ReportsPage
from plandesk.desktop.welcome.page import WelcomePage
from plandesk.store.plan_file import PlanFile

LIFE = "female_life_expectancy"
PREGNANT = "unintended_pregnancy_rate"
SCREENED = "cervical_cancer_screening_rate"
ENTER = Qt.Key.Key_Return


def checks_page(hand: Hand) -> ChecksPage:
    """审核, shown."""
    hand.program.window.show_page("checks")
    page = hand.program.window.page
    assert isinstance(page, ChecksPage)
    return page


def with_trouble(hand: Hand) -> None:
    """One hard error and one soft finding, typed."""
    hand.stand_at(LIFE)
    hand.line("12,5")
    hand.stand_at(PREGNANT)
    hand.line("9999")


# 审核


def test_findings_are_listed_with_what_to_do_and_enter_jumps(sample: Hand) -> None:
    with_trouble(sample)
    page = checks_page(sample)
    texts = [[page.model.look_at(r, c).text for c in range(3)] for r in range(page.model.rowCount())]
    heads = [line[0] for line in texts if not line[1]]
    assert heads[0].startswith("强制性")
    assert any(h.startswith("核实性") for h in heads)
    assert any("12,5" in line[1] and line[2] for line in texts)
    assert sample.focus is page.table
    sample.key(ENTER)
    assert sample.program.window.page_key == "entry"
    assert sample.here()[0] == LIFE
    sample.key(Qt.Key.Key_Escape)
    assert sample.program.window.page_key == "checks"
    assert page.model.finding(page.table.currentIndex().row()).indicator == LIFE  # type: ignore[union-attr]


def test_an_explanation_is_written_in_place_and_goes_on_to_the_next(sample: Hand) -> None:
    with_trouble(sample)
    page = checks_page(sample)
    sample.key(Qt.Key.Key_F7)
    while page.model.finding(page.table.currentIndex().row()).indicator != PREGNANT:  # type: ignore[union-attr]
        sample.key(Qt.Key.Key_F7)
    sample.key(Qt.Key.Key_F8)
    assert isinstance(sample.focus, ExplainLine)
    sample.compose(commit="属实")
    sample.key(ENTER)
    assert "说明太短" in sample.status
    sample.key(Qt.Key.Key_A, CONTROL)
    sample.compose("si wang", commit="新开通了登记渠道")
    sample.key(ENTER, CONTROL)
    explained = [f for f in sample.program.desk.findings().all if f.explanation]
    assert [f.explanation for f in explained] == ["新开通了登记渠道"]
    sample.key(Qt.Key.Key_Escape)
    sample.program.window.show_page("entry")
    assert sample.cell_text(PREGNANT, "note") == "新开通了登记渠道"
    assert sample.here()[0] == PREGNANT, "the cursor stands where it stood"
    sample.key(Qt.Key.Key_Z, CONTROL)
    assert not [f for f in sample.program.desk.findings().all if f.explanation]


def test_typing_starts_an_explanation_and_filters_count(sample: Hand) -> None:
    with_trouble(sample)
    page = checks_page(sample)
    chips = {shown: chip.text() for shown, chip in page._chips.items()}
    assert chips["error"] == "强制性 1"
    page._chips["open"].click()
    findings = [f for r in range(page.model.rowCount()) if (f := page.model.finding(r)) is not None]
    assert findings
    assert all(f.severity == "warning" and f.open for f in findings)
    page.table.setFocus()
    sample.compose("si", commit="登记渠道已核")
    assert isinstance(sample.focus, ExplainLine)
    assert sample.focus.text() == "登记渠道已核"
    sample.key(Qt.Key.Key_Escape)
    assert sample.focus is page.table


def test_blanks_that_may_not_be_sent_stand_in_a_group_of_their_own(blank: Hand) -> None:
    page = checks_page(blank)
    page._chips["blank"].click()
    words = [page.model.look_at(r, 0).text for r in range(page.model.rowCount())]
    assert words[0].startswith("空格")
    assert "女性人均预期寿命" in words


# 工作台


def test_the_overview_counts_what_is_left_and_leads_there(sample: Hand) -> None:
    with_trouble(sample)
    sample.stand_at(SCREENED)
    sample.key(Qt.Key.Key_Delete)
    window = sample.program.window
    window.show_page("overview")
    page = window.page
    assert isinstance(page, OverviewPage)
    tasks = {
        t.title: t for r in range(page.tasks.rowCount()) if isinstance(t := page.tasks.stands_for(r), Task)
    }
    assert tasks["改强制性错误"].left == 1
    assert tasks["写核实性说明"].left >= 1
    blanks = tasks["填空格"]
    assert blanks.state == "done" or blanks.address is not None
    assert page.domains.look_at(page.domains.rowCount() - 1, 0).text == "合计"
    row = next(r for r in range(page.tasks.rowCount()) if page.tasks.stands_for(r) == tasks["改强制性错误"])
    page.task_table.go(row)
    sample.key(ENTER)
    assert window.page_key == "checks"


def test_a_domain_s_row_leads_into_its_form(sample: Hand) -> None:
    window = sample.program.window
    window.show_page("overview")
    page = window.page
    assert isinstance(page, OverviewPage)
    page.domain_table.setFocus()
    page.domain_table.go(2)
    sample.key(ENTER)
    assert window.page_key == "entry"
    assert sample.entry.domain == sample.program.desk.plan.domains[2]


# 报表


def test_the_report_is_written_off_the_thread_and_opened(
    sample: Hand, answers: Answers, qtbot: QtBot, tmp_path: Path
) -> None:
    window = sample.program.window
    window.show_page("reports")
    page = window.page
    assert isinstance(page, ReportsPage)
    target = tmp_path / "报告.pdf"
    answers.paths.append(target)
    with qtbot.waitSignal(page.work.busy_changed, timeout=60000, check_params_cb=lambda busy: not busy):
        sample.key(ENTER)
        assert page.work.busy
        assert not page.make.isEnabled()
    assert target.read_bytes().startswith(b"%PDF")
    assert "已生成" in page.work.sentence
    assert "页" in page.work.sentence
    page.work._open.click()
    assert answers.shown == [target]


def test_a_stopped_report_leaves_nothing(
    sample: Hand, answers: Answers, qtbot: QtBot, tmp_path: Path
) -> None:
    window = sample.program.window
    window.show_page("reports")
    page = window.page
    assert isinstance(page, ReportsPage)
    answers.paths.append(tmp_path / "报告.pdf")
    with qtbot.waitSignal(page.work.busy_changed, timeout=60000, check_params_cb=lambda busy: not busy):
        page.make_pdf()
        page.work.stop()
    assert page.work.sentence == "已停止，没有留下半成品。"
    assert not (tmp_path / "报告.pdf").exists()


def test_a_report_that_cannot_be_written_says_why(
    sample: Hand, answers: Answers, qtbot: QtBot, tmp_path: Path
) -> None:
    window = sample.program.window
    window.show_page("reports")
    page = window.page
    assert isinstance(page, ReportsPage)
    answers.paths.append(tmp_path / "没有的文件夹" / "报告.pdf")
    with qtbot.waitSignal(page.work.busy_changed, timeout=60000, check_params_cb=lambda busy: not busy):
        page.make_pdf()
    assert "没有的文件夹" in page.work.sentence
    assert not page.work._open.isVisible()


# 采集上报


def test_sending_waits_until_nothing_stands_in_the_way(
    sample: Hand, answers: Answers, qtbot: QtBot, tmp_path: Path
) -> None:
    sample.stand_at("unintended_pregnancy_rate")
    sample.key(Qt.Key.Key_F6)
    sample.text("1")
    with_trouble(sample)
    window = sample.program.window
    window.show_page("exchange")
    page = window.page
    assert isinstance(page, ExchangePage)
    assert not page.send.isEnabled()
    assert "强制性错误1条" in page._reason.text()
    window.undo()
    window.undo()
    for finding in [f for f in sample.program.desk.findings().all if f.open]:
        assert finding.severity == "warning", "the samples hold no errors"
    gaps = sample.program.desk.checker.required_gaps(sample.program.desk.snapshot, 2024)
    assert page.send.isEnabled() == (not gaps and not any(f.open for f in sample.program.desk.findings().all))
    assert page.send.isEnabled()
    target = tmp_path / "上报.xlsx"
    answers.paths.append(target)
    with qtbot.waitSignal(page.work.busy_changed, timeout=60000, check_params_cb=lambda busy: not busy):
        page.send.click()
    assert target.exists()
    assert str(target) in page.work.sentence
    from plandesk.exchange.reading import read_submission

    assert read_submission(target).intact


def test_forms_for_every_unit_and_the_tables(
    blank: Hand, answers: Answers, qtbot: QtBot, tmp_path: Path
) -> None:
    window = blank.program.window
    window.show_page("exchange")
    page = window.page
    assert isinstance(page, ExchangePage)
    folder = tmp_path / "采集表"
    folder.mkdir()
    answers.paths += [folder, tmp_path / "表.xlsx"]
    with qtbot.waitSignal(page.work.busy_changed, timeout=60000, check_params_cb=lambda busy: not busy):
        page.form.click()
    assert len(list(folder.glob("*.xlsx"))) == 1
    with qtbot.waitSignal(page.work.busy_changed, timeout=60000, check_params_cb=lambda busy: not busy):
        page.tables.click()
    assert (tmp_path / "表.xlsx").exists()


# welcome


def welcome_of(program: Program) -> WelcomePage:
    """The welcome page."""
    page = program.window.welcome
    assert isinstance(page, WelcomePage)
    return page


def test_a_new_county_in_four_steps(program: Program, tmp_path: Path) -> None:
    hand, page = Hand(program), welcome_of(program)
    page.make.click()
    assert "还没有选规划" in page._complaint.text()
    page.filter.setFocus()
    hand.text("yjs")
    assert page.packs.rowCount() == 2
    page.pack_table.setFocus()
    hand.key(Qt.Key.Key_Space)
    hand.key(Qt.Key.Key_Down)
    hand.key(Qt.Key.Key_Space)
    assert page.name.text() == "永济市"
    assert page.code.text() == "140881"
    assert page.years.currentData() == 2024
    assert page.path.text() == str(tmp_path / "永济市.plandesk")
    hand.key(Qt.Key.Key_N, Qt.KeyboardModifier.AltModifier)
    desk = program.desk
    assert desk.is_open
    assert desk.file.path == tmp_path / "永济市.plandesk"
    assert [p.id for p in desk.snapshot.plans] == ["yongji_women", "yongji_children"]
    assert desk.year == 2024
    assert hand.focus is hand.entry.grid
    program.window.close_file()
    assert [c.file.region for c in page.cards] == ["永济市"]
    assert hand.focus is page.cards[0]
    hand.key(Qt.Key.Key_Space)
    assert desk.is_open


def test_an_existing_file_is_never_written_over(program: Program, tmp_path: Path) -> None:
    page = welcome_of(program)
    there = tmp_path / "永济市.plandesk"
    there.write_bytes(b"something else")
    for row in range(page.packs.rowCount()):
        if page.packs._shown[row].plan.id == "yongji_women":
            page.packs.flip(row)
    page.make.click()
    assert "永济市.plandesk" in page._complaint.text()
    assert there.read_bytes() == b"something else"
    assert not program.desk.is_open


def test_a_missing_and_a_foreign_file_are_told_in_place(program: Program, tmp_path: Path) -> None:
    page = welcome_of(program)
    program.window.open_path(tmp_path / "没有.plandesk")
    assert "没有.plandesk" in page._trouble.text()
    foreign = tmp_path / "别的.plandesk"
    foreign.write_bytes(b"no database at all, only words")
    program.window.open_path(foreign)
    assert "别的.plandesk" in page._trouble.text()
    assert not program.desk.is_open


def test_a_file_without_a_plan_is_told_what_it_is_for(program: Program, tmp_path: Path) -> None:
    desk, path = program.desk, tmp_path / "永济市.plandesk"
    PlanFile.create(
        path, region=Region("永济市", "140881", "county"), plans=[], library=desk.library(), by="王芳",
        words=desk.words, now=lambda: MORNING,
    ).close()  # fmt: skip
    program.window.open_path(path)
    assert not desk.is_open
    assert "没有规划" in welcome_of(program)._trouble.text()
    again = PlanFile.open(path, by="李敏", words=desk.words, now=lambda: MORNING)
    assert not again.read_only, "nothing holds it"
    again.close()


def test_practice_data_is_marked_as_sample(program: Program, qtbot: QtBot) -> None:
    welcome_of(program).practice_wanted.emit()
    desk = program.desk
    assert desk.is_open
    assert desk.snapshot.has_samples(desk.year)
    assert program.window.top_bar.sample.isVisible()
    program.window.close_file()
    welcome_of(program).practice_wanted.emit()
    assert desk.is_open


def test_a_backup_comes_back_and_the_replaced_file_is_kept(
    sample: Hand, sample_file: Path, answers: Answers, tmp_path: Path
) -> None:
    desk, window = sample.program.desk, sample.program.window
    copy = tmp_path / "备份.plandesk"
    desk.file.backup(copy)
    before = sample.figures(SCREENED)
    sample.stand_at(SCREENED)
    sample.line("5")
    answers.paths += [copy, sample_file]
    action = sample.program.menus.actions["restore"]
    action.trigger()
    assert sample.figures(SCREENED) == before
    assert "没有删除" in window.notice.sentence
    QTest.keyClick(window, Qt.Key.Key_Escape)
    assert window.notice.sentence == ""
    QApplication.processEvents()
