"""Every page and state of the window as PNG under ``out/shots/``, of two counties: ``poe shots [NAME…]``.

Each scale runs in a process of its own (Qt reads it at start). Sample figures carry 示例; the troubles are typed.
"""

import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

HERE = Path(__file__).resolve().parent
OUT = HERE.parent / "out" / "shots"
MORNING = datetime(2025, 4, 8, 10, 32)
YEARS = (2020, 2021, 2022, 2023, 2024)


@dataclass(frozen=True)
class Setting:
    """A size, a scale and a look that pictures are taken in; ``mark`` ends their names."""

    mark: str
    width: int
    height: int
    scale: str = "1"
    theme: str = "light"


SETTINGS: Mapping[str, Setting] = {
    "100": Setting("", 1366, 768),
    "150": Setting("_150pct", 911, 512, scale="1.5"),
    "low": Setting("_689", 1366, 689),
    "contrast": Setting("_high_contrast", 1366, 768, theme="high_contrast"),
    "wide": Setting("_wide", 1920, 1080),
}


class Camera:
    """The window in one setting, with the clerk's hand, and the pictures taken of it."""

    def __init__(self, setting: Setting, folder: Path, wanted: Sequence[str]) -> None:
        from PySide6.QtWidgets import QApplication

        from helpers.desk_hand import Answers, Hand
        from plandesk.desktop.app import build, load_shelf
        from plandesk.desktop.preferences import Preferences

        self.app = QApplication([])
        self.setting, self.folder, self.wanted = setting, folder, wanted
        preferences = Preferences(folder / "settings")
        preferences.person, preferences.theme = "王芳", setting.theme
        preferences.last_folder = str(folder)
        self.program = build(self.app, preferences, lambda: MORNING, Answers(), load_shelf())
        self.hand = Hand(self.program)
        self.window = self.program.window
        self.window.resize(setting.width, setting.height)
        self.window.show_welcome()
        self.window.show()
        self.wake()

    def wake(self) -> None:
        """The window has the keyboard, also after a sheet was over it."""
        from PySide6.QtTest import QTest

        self.window.activateWindow()
        assert QTest.qWaitForWindowActive(self.window), "the window did not become active"

    def take(self, name: str) -> None:
        """A picture of the window as it stands."""
        from PySide6.QtTest import QTest

        if self.wanted and not any(word in name for word in self.wanted):
            return
        QTest.qWait(120)
        if self.window.page_key == "entry" and self.window.at_desk:
            self.hand.entry.flush()  # counts and card follow a typed figure a moment later
        OUT.mkdir(parents=True, exist_ok=True)
        picture = self.window.grab()
        picture.save(str(OUT / f"{name}{self.setting.mark}.png"))
        sys.stdout.write(f"{name}{self.setting.mark}.png {picture.width()}×{picture.height()}\n")

    def first_code(self) -> str:
        """The first indicator of the plan shown."""
        desk = self.program.desk
        return next(s.rows[0].indicator.code for s in desk.sheet(desk.domains[0]) if s.rows)

    def open_county(self, packs: Sequence[str], name: str, *, half: bool = False) -> None:
        """A new data file of those packs, filled with sample figures; ``half``: every third of the last year is blank."""
        from plandesk.core.sample import sample_figures
        from plandesk.store.national import load_national
        from plandesk.store.shelf import load_pack

        desk = self.program.desk
        plans = [load_pack(pack) for pack in packs]
        desk.create(self.folder / f"{name}.plandesk", plans[0].region, plans, YEARS[-1])
        figures = tuple(
            sample_figures(desk.snapshot, YEARS, seed=7, national=load_national(), words=desk.words)
        )
        if half:
            codes = sorted({f.indicator for f in figures})
            blank = {code for place, code in enumerate(codes) if place % 3 == 0}
            figures = tuple(f for f in figures if f.year != YEARS[-1] or f.indicator not in blank)
        desk.record(figures, origin="sample", label=desk.words.say("desk_log.sample", years="2020—2024"))


def empty_states(camera: Camera) -> None:
    """The welcome page, and a file with nothing in it."""
    from plandesk.store.shelf import load_pack

    camera.take("01-welcome")
    desk = camera.program.desk
    plans = [load_pack("yongji_women"), load_pack("yongji_children")]
    desk.create(camera.folder / "空.plandesk", plans[0].region, plans, YEARS[-1])
    for page, name in (
        ("overview", "02-desk-empty"),
        ("entry", "03-entry-empty"),
        ("checks", "04-check-empty"),
    ):
        camera.window.show_page(page)
        camera.take(name)
    for page, name in (
        ("judging", "05-judge-empty"), ("reports", "06-reports-empty"), ("exchange", "07-exchange-empty"),
    ):  # fmt: skip
        camera.window.show_page(page)
        camera.take(name)
    camera.window.close_file()


def half_filled(camera: Camera) -> None:
    """海州区 in the middle of its spring: forms out and back, blanks, one unit late."""
    from plandesk.core.form_trips import Arrival, due_setting, returned, sent
    from plandesk.core.member_units import units
    from plandesk.desktop.actions.years import set_due

    camera.open_county(("haizhou_women", "haizhou_children"), "海州区", half=True)
    desk = camera.program.desk
    desk.record([due_setting(YEARS[-1], "2025-03-31")], origin="typed", label="退回期限")
    for place, unit in enumerate(units(desk.snapshot)):
        trip = sent(desk.snapshot, YEARS[-1], unit, "2025-03-03T09:00:00")
        desk.record([trip], origin="export", label=f"发出采集表 {unit} {YEARS[-1]}年")
        if place % 4:
            came = Arrival("2025-03-20T10:00:00", f"{unit}采集表.xlsx", "", str(place), 6, 0, unit)
            back = returned(desk.snapshot, YEARS[-1], unit, came)
            desk.record([back], origin="import", label=f"读入采集表 {unit} {YEARS[-1]}年")
    set_due(desk, "2025-04-30")
    camera.wake()
    camera.window.show_page("entry")
    camera.hand.stand_at(camera.first_code(), column="value")
    camera.hand.line("12x")
    for page, name in (
        ("overview", "02-desk-half"), ("entry", "03-entry-half"), ("checks", "04-check-half"),
        ("exchange", "07-exchange-half"), ("judging", "05-judge-half"), ("plans", "08-plan-half"),
    ):  # fmt: skip
        camera.window.show_page(page)
        camera.take(name)
    camera.program.menus.actions["approve_year"].trigger()
    camera.take("14-approve-stopped")
    camera.window.year_step.leave()
    camera.window.close_file()


def finished(camera: Camera) -> None:
    """海州区 with everything done: approved, sent, sealed; the manual; the welcome page that knows it."""
    from PySide6.QtCore import Qt

    from plandesk.desktop.actions.years import approve_year, seal_year

    camera.open_county(("haizhou_women", "haizhou_children"), "海州区已办完")
    desk = camera.program.desk
    camera.window.show_page("overview")
    camera.program.menus.actions["approve_year"].trigger()
    camera.take("14-approve")
    camera.window.year_step.leave()
    approve_year(desk)
    camera.take("02-desk-checked")
    seal_year(desk, desk.year)
    for page, name in (
        ("overview", "02-desk-finished"), ("entry", "03-entry-sealed"), ("checks", "04-check-finished"),
        ("exchange", "07-exchange-sealed"),
    ):  # fmt: skip
        camera.window.show_page(page)
        camera.take(name)
    camera.wake()
    camera.hand.key(Qt.Key.Key_F1)
    camera.take("15-manual")
    camera.hand.key(Qt.Key.Key_Escape)
    camera.window.close_file()


def troubles(camera: Camera) -> None:
    """Typed by key: a hard error, soft findings, one explained, blanks, a status word, a note, a flag."""
    from PySide6.QtCore import Qt

    from helpers.desk_hand import CONTROL, SHIFT

    hand, key = camera.hand, Qt.Key
    hand.stand_at("female_hiv_infection_rate")
    hand.line("133x")
    hand.stand_at("unintended_pregnancy_rate")
    hand.line("9999")
    hand.stand_at("unintended_pregnancy_rate")
    hand.key(key.Key_F8)
    hand.compose(commit="新开通网上登记渠道，补录往年")
    hand.key(key.Key_Return, CONTROL)
    hand.stand_at("hepatitis_b_vertical_transmission_rate")
    hand.key(key.Key_Delete)
    hand.stand_at("female_life_expectancy")
    hand.key(key.Key_F6)
    hand.text("3")
    hand.stand_at("female_life_expectancy")
    hand.key(key.Key_F2, SHIFT)
    hand.compose(commit="普查年份才有")
    hand.key(key.Key_Return)
    hand.stand_at("hiv_vertical_transmission_rate")
    hand.key(key.Key_B, CONTROL)
    hand.stand_at("breast_cancer_screening_rate", column="denominator")
    hand.line("90000")


def entry_states(camera: Camera) -> None:
    """The grid: typing, breakdowns, status words, filters, the other plan."""
    from PySide6.QtCore import Qt

    from helpers.desk_hand import ALT, CONTROL

    hand, key = camera.hand, Qt.Key
    camera.window.show_page("entry")
    hand.stand_at("maternal_mortality_ratio")
    hand.key(key.Key_Down, ALT)
    hand.stand_at("unintended_pregnancy_rate", column="denominator")
    hand.key(key.Key_F2)
    camera.take("03-entry")
    hand.key(key.Key_Escape)
    hand.stand_at("breast_cancer_screening_rate")
    camera.take("03-entry-error")
    hand.stand_at("hepatitis_b_vertical_transmission_rate")
    hand.key(key.Key_F6)
    camera.take("03-entry-words")
    hand.key(key.Key_Escape)
    hand.key(key.Key_K, CONTROL)
    hand.text("ycf")
    camera.take("12-palette")
    hand.key(key.Key_Escape)
    hand.key(key.Key_3, ALT)
    camera.take("03-entry-trouble")
    hand.key(key.Key_1, ALT)
    hand.key(key.Key_T, CONTROL)
    camera.take("03-entry-children")
    hand.key(key.Key_T, CONTROL)


def paste_preview(camera: Camera) -> None:
    """The paste preview over the page."""
    from PySide6.QtCore import QTimer
    from PySide6.QtGui import QGuiApplication, QPainter
    from PySide6.QtWidgets import QApplication, QDialog

    from helpers.desk_hand import CONTROL

    def shoot() -> None:
        sheet = QApplication.activeModalWidget()
        assert isinstance(sheet, QDialog)
        whole = camera.window.grab()
        painter = QPainter(whole)
        corner = camera.window.mapFromGlobal(sheet.mapToGlobal(sheet.rect().topLeft()))
        painter.drawPixmap(corner, sheet.grab())
        painter.end()
        OUT.mkdir(parents=True, exist_ok=True)
        whole.save(str(OUT / f"09-paste-preview{camera.setting.mark}.png"))
        sheet.reject()

    camera.window.show_page("entry")
    camera.hand.stand_at("cervical_cancer_screening_rate")
    rows = "92420\t138592\n89877\t138592\n3100\t137882\n1O81\t383724\n445\t383724\n0\t６\n\t6\n1\t6\n8225\t144300\n"
    QGuiApplication.clipboard().setText(rows)
    QTimer.singleShot(200, shoot)
    from PySide6.QtCore import Qt

    camera.hand.key(Qt.Key.Key_V, CONTROL)


def other_pages(camera: Camera) -> None:
    """Every other page of the rail."""
    for page, name in (
        ("overview", "02-desk"), ("checks", "04-check"), ("judging", "05-judge"), ("reports", "06-reports"),
        ("exchange", "07-exchange"), ("plans", "08-plan"), ("settings", "10-settings"),
    ):  # fmt: skip
        camera.window.show_page(page)
        if page == "reports":
            wait_for_pages(camera)
        camera.take(name)


def wait_for_pages(camera: Camera) -> None:
    """The report's pages are made in a worker, which QTest.qWait would keep waiting."""
    from PySide6.QtCore import QEventLoop, QTimer

    from plandesk.desktop.reporting.page import ReportsPage

    page = camera.window.page
    assert isinstance(page, ReportsPage)
    for _ in range(200):
        loop = QEventLoop()
        QTimer.singleShot(50, loop.quit)
        loop.exec()
        if page.preview.view.is_drawn(1):
            return


STATES: tuple[Callable[[Camera], None], ...] = (troubles, entry_states, other_pages, paste_preview)


def run_here(setting: Setting, wanted: Sequence[str]) -> None:
    """All pictures of one setting, in this process."""
    with tempfile.TemporaryDirectory() as folder:
        camera = Camera(setting, Path(folder), wanted)
        if setting.mark == "":
            empty_states(camera)
        camera.open_county(("yongji_women", "yongji_children"), "永济市")
        for state in STATES:
            state(camera)
        camera.window.close_file()
        half_filled(camera)
        finished(camera)
        camera.window.show_welcome()
        camera.take("01-welcome-recent")
        camera.window.close()


def main() -> int:
    """Take the pictures of every setting, or of those named; other words pick pictures by name."""
    chosen = [word for word in sys.argv[1:] if word in SETTINGS] or list(SETTINGS)
    wanted = [word for word in sys.argv[1:] if word not in SETTINGS]
    if os.environ.get("PLANDESK_SHOT"):
        sys.path[:0] = [str(HERE), str(HERE.parent / "src")]
        run_here(SETTINGS[os.environ["PLANDESK_SHOT"]], wanted)
        return 0
    for name in chosen:
        environment = os.environ | {
            "PLANDESK_SHOT": name, "QT_SCALE_FACTOR": SETTINGS[name].scale, "QT_QPA_PLATFORM": "offscreen",
        }  # fmt: skip
        done = subprocess.run([sys.executable, __file__, *wanted], env=environment, check=False)
        if done.returncode:
            return done.returncode
    return 0


if __name__ == "__main__":
    sys.exit(main())
