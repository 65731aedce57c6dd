"""设置: every setting acts at once; copies and inspection of the file."""

from decimal import Decimal
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from helpers.desk_hand import CONTROL, Answers, Hand
from plandesk.core.annual.compose import OFFICE_SETTING, annual_report
from plandesk.desktop.app import Program
from plandesk.desktop.preferences import Preferences
from plandesk.desktop.settings.page import SettingsPage
from plandesk.store.plan_file import PlanFile

Key = Qt.Key
LIFE = "female_life_expectancy"


def settings(hand: Hand) -> SettingsPage:
    hand.program.window.show_page("settings")
    page = hand.program.window.page_of("settings")
    assert isinstance(page, SettingsPage)
    return page


def test_theme_size_and_rows_change_at_once_and_stay(sample: Hand, preferences: Preferences) -> None:
    page = settings(sample)
    look, window = sample.program.look, sample.program.window
    paper = look.theme.roles["paper"]
    assert page.theme.hasFocus()
    sample.key(Key.Key_End)
    assert preferences.theme == "high_contrast"
    assert look.theme.high_contrast
    assert look.theme.roles["paper"] != paper
    row = sample.entry.grid.rowHeight(0)
    page.row_height.setFocus()
    sample.key(Key.Key_End)
    assert sample.entry.grid.rowHeight(0) > row
    page.text_size.setFocus()
    sample.key(Key.Key_End)
    assert preferences.text_size == "huge"
    assert look.theme.base == 17
    assert window.width_class == "compact", "1366 at the largest text is a compact window"
    page.text_size.setFocus()
    sample.key(Key.Key_Home)
    assert window.width_class == "regular"
    again = Preferences(preferences.folder)
    assert (again.theme, again.text_size, again.row_height) == ("high_contrast", "small", "roomy")


def test_scale_is_for_the_next_start(sample: Hand, preferences: Preferences) -> None:
    page = settings(sample)
    page.scale.setFocus()
    sample.key(Key.Key_Down, times=3)
    assert preferences.scale == 150
    assert "重新打开" in sample.status


def test_enter_goes_down_when_so_chosen(sample: Hand) -> None:
    page = settings(sample)
    page.enter_goes.setFocus()
    sample.key(Key.Key_End)
    sample.stand_at("cervical_cancer_screening_rate", column="numerator")
    sample.line("90000")
    assert sample.here() == ("breast_cancer_screening_rate", "numerator")


def test_a_wheel_over_a_choice_changes_nothing(sample: Hand, preferences: Preferences) -> None:
    from PySide6.QtCore import QPoint, QPointF
    from PySide6.QtGui import QWheelEvent

    page = settings(sample)
    before = page.theme.currentIndex()
    turn = QWheelEvent(
        QPointF(5, 5), QPointF(5, 5), QPoint(0, -120), QPoint(0, -120), Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(page.theme, turn)
    assert page.theme.currentIndex() == before


def test_the_person_stands_in_the_log_from_the_next_step_on(sample: Hand) -> None:
    page = settings(sample)
    page.person.setFocus()
    page.person.selectAll()
    sample.compose(commit="李梅")
    sample.key(Key.Key_Return)
    sample.stand_at(LIFE)
    sample.line("77")
    assert sample.program.desk.file.history(limit=1)[0].who == "李梅"


def test_the_office_is_printed_on_the_report(sample: Hand) -> None:
    desk = sample.program.desk
    page = settings(sample)
    field = page.printed[OFFICE_SETTING]
    assert field.placeholderText() == "永济市妇女儿童工作委员会办公室"
    field.setFocus()
    sample.compose(commit="永济市妇联")
    sample.key(Key.Key_Tab)
    assert desk.snapshot.settings[OFFICE_SETTING] == "永济市妇联"
    report = annual_report(
        desk.snapshot, [desk.evaluation()], desk.findings().all, desk.words, month="2025年4月"
    )
    assert "永济市妇联" in report.cover.units
    sample.key(Key.Key_Z, CONTROL)
    assert OFFICE_SETTING not in desk.snapshot.settings
    assert field.text() == ""


def test_what_is_typed_is_kept_when_the_page_is_left(sample: Hand) -> None:
    page = settings(sample)
    page.printed["phone"].setFocus()
    sample.text("0359-8022000")
    sample.key(Key.Key_2, CONTROL)
    assert sample.program.window.page_key == "entry"
    assert sample.program.desk.snapshot.settings["phone"] == "0359-8022000"
    assert "联系电话" in sample.program.desk.file.history(limit=1)[0].label


def test_the_tolerance_is_judged_with(sample: Hand) -> None:
    page = settings(sample)
    desk = sample.program.desk
    assert page.tolerance.text() == "5"
    page.tolerance.setFocus()
    page.tolerance.selectAll()
    sample.line("3")
    assert desk.evaluation().tolerance == Decimal(3)
    page.tolerance.selectAll()
    sample.line("80")
    assert "50" in sample.status
    assert page.tolerance.text() == "3"
    page.tolerance.selectAll()
    sample.key(Key.Key_Delete)
    sample.key(Key.Key_Return)
    assert desk.evaluation().tolerance == Decimal(5)


def test_a_copy_is_made_beside_the_daily_ones(sample: Hand) -> None:
    page = settings(sample)
    desk = sample.program.desk
    page.backup.setFocus()
    sample.key(Key.Key_Space)
    copies = sorted(desk.file.path.with_name("永济市备份").glob("*.plandesk"))
    assert any(copy.name == "永济市_2025-04-08_103200.plandesk" for copy in copies)
    assert "已备份" in page.answer.text()
    target = next(c for c in copies if "_103200" in c.name)
    with PlanFile.open(target, by="x", words=desk.words, now=desk.now, read_only=True) as copy:
        assert copy.snapshot().observations == desk.snapshot.observations
    sample.key(Key.Key_Space)
    assert "已有同名" in page.answer.text() or "已存在" in page.answer.text()


def test_a_copy_goes_where_it_is_wanted(sample: Hand, answers: Answers, tmp_path: Path) -> None:
    page = settings(sample)
    answers.paths = [tmp_path / "优盘" / "副本.plandesk", tmp_path / "副本.plandesk", None]
    page.backup_to.setFocus()
    sample.key(Key.Key_Space)
    assert "优盘" in page.answer.text()
    assert not (tmp_path / "优盘").exists()
    sample.key(Key.Key_Space)
    assert (tmp_path / "副本.plandesk").is_file()
    sample.key(Key.Key_Space)
    assert sorted(p.name for p in tmp_path.glob("副本*")) == ["副本.plandesk"]


def test_the_file_is_looked_at(sample: Hand, answers: Answers) -> None:
    page = settings(sample)
    page.verify.setFocus()
    sample.key(Key.Key_Space)
    assert page.answer.text() == "数据文件完好，改动记录与数据一致。"
    assert str(sample.program.desk.file.path) in page._path.text()
    page.folder.setFocus()
    sample.key(Key.Key_Space)
    assert answers.shown == [sample.program.desk.file.path.with_name("永济市备份")]


def test_a_file_somebody_else_has_keeps_its_settings(program: Program, sample_file: Path) -> None:
    hand = Hand(program)
    with PlanFile.open(sample_file, by="李梅", words=program.desk.words, now=program.desk.now):
        program.window.open_path(sample_file)
        page = settings(hand)
        page.printed["phone"].setFocus()
        hand.text("1")
        assert page.printed["phone"].text() == ""
        assert page.tolerance.isReadOnly()
        assert page.theme.isEnabled(), "how it looks is this machine's"


def test_every_width_and_height(sample: Hand) -> None:
    window = sample.program.window
    page = settings(sample)
    for size in ((1366, 689), (911, 512)):
        window.resize(*size)
        QApplication.processEvents()
        assert (window.width(), window.height()) == size
        assert page.minimumSizeHint().height() <= 640 - 68
        page.printed["compiler"].setFocus()
        sample.key(Key.Key_Tab)
        QApplication.processEvents()
        seen = page.printed["phone"].visibleRegion().boundingRect()
        assert not seen.isEmpty(), "Tab scrolls what has the keyboard into view"
