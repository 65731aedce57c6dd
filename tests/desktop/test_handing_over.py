"""交接: the copy and the page in one step; backing up in one; what a fault in a slot leaves of window and data."""

import sys
from pathlib import Path

from pypdf import PdfReader
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from helpers.desk_hand import CONTROL, MORNING, SHIFT, Answers, Hand
from plandesk.core.records import FollowUp, YearState
from plandesk.desktop.crash import CrashLog
from plandesk.desktop.frame.errands import tell_of_crash
from plandesk.desktop.overview.page import OverviewPage
from plandesk.desktop.overview.tasks import Task

LIFE = "female_life_expectancy"


def test_the_pack_tells_where_things_stand(
    qtbot: QtBot, sample: Hand, answers: Answers, tmp_path: Path
) -> None:
    desk, window = sample.program.desk, sample.program.window
    sheet = FollowUp(
        1, "yongji_women", LIFE, 2024, "卫生健康局", "W2", "理由", "2025-03-01", "2025-03-20"
    )  # fmt: skip
    desk.record([sheet, YearState(2023, "sent", sealed=True)], origin="typed", label="督办单")
    sample.stand_at(LIFE, column="value")
    sample.line("7x")
    folder = tmp_path / "交接"
    answers.paths.append(folder)
    sample.key(Qt.Key.Key_K, CONTROL)
    sample.compose(commit="交接")
    sample.key(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "交接材料已写好" in window.notice.sentence, timeout=30000)
    names = sorted(path.suffix for path in folder.iterdir())
    assert names == [".pdf", ".plandesk"]
    (paper,) = folder.glob("*.pdf")
    pages = PdfReader(paper).pages
    assert len(pages) == 1, "one printed page"
    text = pages[0].extract_text()
    for told in ("工作交接单", "已上报，已封存", "王芳", "女性人均预期寿命", "逾期19天", "移交人", "接交人"):
        assert told in text, told
    (copy,) = folder.glob("*.plandesk")
    window.open_path(copy)
    assert desk.snapshot.region.name == "永济市"
    assert desk.snapshot.follow_ups[1].due == "2025-03-20"


def test_backed_up_by_one_key(sample: Hand, sample_file: Path) -> None:
    sample.key(Qt.Key.Key_B, CONTROL | SHIFT)
    assert sample.status.startswith("已备份：")
    assert Path(sample.status.removeprefix("已备份：")).exists()


def test_the_steps_of_the_year_in_order_each_leading_to_its_page(blank: Hand) -> None:
    window = blank.program.window
    for place, page in enumerate(
        ("plans", "exchange", "entry", "checks", "checks", "judging", "reports", "exchange")
    ):
        blank.key(Qt.Key.Key_1, CONTROL)
        shown = window.page
        assert isinstance(shown, OverviewPage)
        tasks = [shown.tasks.stands_for(row) for row in range(shown.tasks.rowCount())]
        assert len(tasks) == 8
        assert tasks[1].title == "收采集表"  # type: ignore[union-attr]
        task = tasks[place]
        assert isinstance(task, Task)
        assert task.page == page
        shown.task_table.go(place, 1)
        blank.key(Qt.Key.Key_Return)
        assert window.page_key == page, task.title


def test_a_fault_in_a_slot_keeps_window_and_data(sample: Hand, tmp_path: Path) -> None:
    window, desk = sample.program.window, sample.program.desk
    sample.stand_at(LIFE, column="value")
    sample.line("79.25")
    log = CrashLog(tmp_path, lambda: MORNING)
    hook, stderr = sys.excepthook, sys.stderr
    log.install()
    tell_of_crash(window, log)

    def faulty() -> None:
        raise RuntimeError(f"{desk.snapshot.observation(LIFE, 2024)}")

    try:
        sys.stderr = (tmp_path / "stderr").open("w", encoding="utf-8")
        QTimer.singleShot(0, faulty)
        for _ in range(5):
            QApplication.processEvents()
    finally:
        sys.stderr.close()
        sys.stderr = stderr
        log.close()
        sys.excepthook = hook
    written = (tmp_path / "crash.log").read_text(encoding="utf-8")
    assert "RuntimeError" in written
    assert "faulty" in written
    assert "79.25" not in written
    assert "可以继续" in window.notice.sentence
    sample.stand_at(LIFE, column="value")
    sample.line("79.3")
    assert sample.figures(LIFE).text == "79.3"  # type: ignore[union-attr]
    assert desk.file.verify() == ()
