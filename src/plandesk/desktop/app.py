"""The composition root of the window: builds everything once and passes it down."""

import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QLibraryInfo, QTranslator, Qt
from PySide6.QtWidgets import QApplication, QStyleFactory

from plandesk.core.plan import Plan
from plandesk.desktop.ask import Ask
from plandesk.desktop.checks.page import ChecksPage
from plandesk.desktop.crash import CrashLog
from plandesk.desktop.desk import Desk
from plandesk.desktop.entry.page import EntryPage
from plandesk.desktop.frame.menus import Menus, build_menus
from plandesk.desktop.frame.window import DeskWindow, PageSpec
from plandesk.desktop.judging.page import JudgingPage
from plandesk.desktop.look.icons import app_icon
from plandesk.desktop.look.look import Look, load_shipped_fonts
from plandesk.desktop.look.theme import BASE_SIZES, ROW_HEIGHTS, Theme, read_theme
from plandesk.desktop.overview.page import OverviewPage
from plandesk.desktop.page import Page
from plandesk.desktop.preferences import Preferences
from plandesk.desktop.welcome.page import WelcomePage
from plandesk.store.national import load_national
from plandesk.store.shelf import load_library, load_pack, load_words, pack_ids


@dataclass
class Program:
    """Everything the window is made of; tests build it with their own clock, folder and answers."""

    desk: Desk
    look: Look
    window: DeskWindow
    menus: Menus
    crash: CrashLog | None


def chosen_theme(preferences: Preferences, app: QApplication) -> Theme:
    """The theme the preferences ask for; ``system`` follows Windows' high-contrast mode."""
    name = preferences.theme
    if name == "system":
        hints = app.styleHints()  # kept: the hints of accessibility live only as long as these
        wish = hints.accessibility().contrastPreference()
        name = "high_contrast" if wish == Qt.ContrastPreference.HighContrast else "light"
    return read_theme(name, base=BASE_SIZES[preferences.text_size], row=ROW_HEIGHTS[preferences.row_height])


def speak_chinese(app: QApplication) -> None:
    """Qt's own words (file dialogs, message boxes) in Chinese."""
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    translator = QTranslator(app)
    if translator.load("qtbase_zh_CN", folder):
        app.installTranslator(translator)


def shipped_packs() -> Sequence[Plan]:
    """Every plan pack that ships with the program."""
    return [load_pack(pack) for pack in pack_ids()]


def build(app: QApplication, preferences: Preferences, now: Callable[[], datetime], ask: Ask) -> Program:
    """The window with everything it needs, not yet shown."""
    if QStyleFactory.keys():
        app.setStyle("Fusion")
    load_shipped_fonts()
    speak_chinese(app)
    app.setWindowIcon(app_icon())
    look = Look(chosen_theme(preferences, app))
    look.use(look.theme, app)
    desk = Desk(load_words(), load_library(), preferences, now)
    national = load_national()
    welcome = WelcomePage(desk, look, ask, shipped_packs)
    pages: dict[str, Page] = {}

    def entry() -> Page:
        return pages.setdefault("entry", EntryPage(desk, look, national))

    keys = ("overview", "entry", "checks", "judging")
    specs = (
        PageSpec("overview", welcome.tr("工作台"), lambda: OverviewPage(desk, look, keys)),
        PageSpec("entry", welcome.tr("填报"), entry),
        PageSpec("checks", welcome.tr("审核"), lambda: ChecksPage(desk, look)),
        PageSpec("judging", welcome.tr("评估预警"), lambda: JudgingPage(desk, look)),
    )
    window = DeskWindow(desk, look, ask, specs, welcome)
    entry_page = window.page_of("entry")
    assert isinstance(entry_page, EntryPage)
    menus = build_menus(window, entry_page.actions_by_key, extra={})
    welcome.picked.connect(lambda path: window.open_path(Path(path)))
    welcome.open_wanted.connect(window.open_file)
    welcome.back_wanted.connect(window.back_to_desk)
    return Program(desk, look, window, menus, None)


def run(arguments: Sequence[str], preferences: Preferences, now: Callable[[], datetime]) -> int:
    """Open the window, on ``FILE`` if one is named, and stay until it is closed."""
    app = QApplication([sys.argv[0], *arguments])
    app.setApplicationName("plandesk")
    crash = CrashLog(preferences.folder, now)
    crash.install()
    program = build(app, preferences, now, Ask())
    program.crash = crash
    window = program.window
    window.resize(1366, 768)
    if preferences.geometry is not None:
        window.restoreGeometry(preferences.geometry)
    window.show_welcome()
    window.show()
    if arguments:
        window.open_path(Path(arguments[0]))
    try:
        return app.exec()
    finally:
        crash.close()
