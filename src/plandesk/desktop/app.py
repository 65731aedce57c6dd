"""The composition root of the window: builds everything once and passes it down."""

import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache, partial
from pathlib import Path

from PySide6.QtCore import QLibraryInfo, Qt, QTranslator
from PySide6.QtWidgets import QApplication

from plandesk.core.indicator import Library
from plandesk.core.plan import Plan
from plandesk.core.words import Words
from plandesk.desktop.ask import Ask
from plandesk.desktop.crash import CrashLog
from plandesk.desktop.desk import Desk
from plandesk.desktop.entry.page import EntryPage
from plandesk.desktop.frame.errands import (
    back_up_now,
    hand_over,
    open_practice,
    restore_backup,
    tell_of_crash,
    tell_of_place,
)
from plandesk.desktop.frame.finding import palette_entries
from plandesk.desktop.frame.menus import ActionSpec, Menus, build_menus
from plandesk.desktop.frame.palette import Palette
from plandesk.desktop.frame.window import DeskWindow
from plandesk.desktop.help.door import HelpDoor
from plandesk.desktop.help.manual import FIRST_DAY
from plandesk.desktop.look.icons import app_icon
from plandesk.desktop.look.look import Look, load_shipped_fonts
from plandesk.desktop.look.theme import BASE_SIZES, ROW_HEIGHTS, Theme, read_theme
from plandesk.desktop.memory import making_what_stays
from plandesk.desktop.page import Page, PageSpec, Threshold
from plandesk.desktop.preferences import Preferences
from plandesk.desktop.reporting.papers import papers
from plandesk.store.national import load_national, load_national_targets
from plandesk.store.shelf import load_library, load_pack, load_words, pack_ids


@dataclass(frozen=True)
class Shelf:
    """What ships with the program: words; the library of indicators and the plan packs once they are asked for."""

    words: Words
    library: Callable[[], Library]
    packs: Callable[[], Sequence[Plan]]


def load_shelf() -> Shelf:
    """Read what ships. Raises Misdeclared or ValueError where a shipped file is faulty."""

    @cache
    def packs() -> Sequence[Plan]:
        return tuple(load_pack(pack) for pack in pack_ids())

    return Shelf(load_words(), cache(load_library), packs)


@dataclass(frozen=True)
class Program:
    """Everything the window is made of; tests build it with their own clock, folder and answers."""

    desk: Desk
    look: Look
    window: DeskWindow
    menus: Menus
    palette: Palette


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


def build(
    app: QApplication,
    preferences: Preferences,
    now: Callable[[], datetime],
    ask: Ask,
    shelf: Shelf | None = None,
) -> Program:
    """The window with everything it needs, not yet shown. ``shelf`` where it has been read already."""
    with making_what_stays():
        return _build(app, preferences, now, ask, shelf or load_shelf())


def _build(
    app: QApplication, preferences: Preferences, now: Callable[[], datetime], ask: Ask, shelf: Shelf
) -> Program:
    app.setStyle("Fusion")
    load_shipped_fonts()
    speak_chinese(app)
    app.setWindowIcon(app_icon())
    look = Look(chosen_theme(preferences, app))
    look.use(look.theme, app)
    desk = Desk(shelf.words, shelf.library, preferences, now)
    window = DeskWindow(
        desk, look, ask, page_specs(desk, look, ask, app), lambda: _welcome(window, shelf.packs)
    )
    entry = window.page_of("entry")
    assert isinstance(entry, EntryPage)
    menus = build_menus(window, entry.actions_by_key, extra=more_actions(window))
    palette = Palette(
        look,
        lambda: palette_entries(window, [*menus.actions.values(), *entry.actions_by_key.values()]),
        window,
    )
    palette.left.connect(lambda: window.page.enter() if window.page is not None else None)
    manual = HelpDoor(window)
    menus.help_menu(
        manual.open_here,
        lambda: manual.open(FIRST_DAY),
        palette.open,
        lambda: None if manual.search() else palette.open(narrow=True),
    )
    window.top_bar.search_wanted.connect(lambda: palette.open(narrow=True))
    desk.opened.connect(lambda: tell_of_place(window))
    return Program(desk, look, window, menus, palette)


def _welcome(window: DeskWindow, packs: Callable[[], Sequence[Plan]]) -> Threshold:
    """The welcome page, its code loaded with it, and what its buttons do to the window."""
    from plandesk.desktop.reading.door import ReviewStage
    from plandesk.desktop.welcome.page import WelcomePage

    welcome = WelcomePage(window.desk, window.look, window.ask, packs)
    welcome.picked.connect(lambda path: window.open_path(Path(path)))
    welcome.open_wanted.connect(window.open_file)
    welcome.leaving.connect(window.leave_file)
    welcome.reading.read.connect(ReviewStage(window).show)
    welcome.back_wanted.connect(window.back_to_desk)
    welcome.restore_wanted.connect(lambda: restore_backup(window))
    welcome.practice_wanted.connect(lambda: open_practice(window, packs()))
    return welcome


def page_specs(desk: Desk, look: Look, ask: Ask, app: QApplication) -> tuple[PageSpec, ...]:
    """The pages of the rail in order; each is made, and its code loaded, when first shown."""
    keys = ("overview", "entry", "checks", "judging", "reports", "exchange", "plans", "settings")
    tr = desk.tr
    show_goal: dict[str, Callable[[int, str], None]] = {}

    def assess(page: Page, domain: int, goal: str) -> None:
        """From a goal without indicators to its self-assessment."""
        page.go.emit("plans")
        show_goal["plans"](domain, goal)

    type_twice: dict[str, Callable[[], None]] = {}

    def second(page: Page) -> None:
        """From 工作台 to 复录核对."""
        page.go.emit("entry")
        type_twice["entry"]()

    open_paper: dict[str, Callable[[str], None]] = {}

    def print_checks(page: Page) -> None:
        """From 审核 to 审核单 among the papers."""
        page.go.emit("reports")
        open_paper["reports"]("checks")

    def entry() -> Page:
        made = EntryPage(desk, look, load_national(), load_national_targets())
        made.assess_wanted.connect(partial(assess, made))
        type_twice["entry"] = made.start_second
        return made

    def overview() -> Page:
        from plandesk.desktop.overview.page import OverviewPage

        made = OverviewPage(desk, look, keys)
        made.second_wanted.connect(partial(second, made))
        return made

    def checks() -> Page:
        from plandesk.desktop.checks.page import ChecksPage

        made = ChecksPage(desk, look)
        made.print_wanted.connect(partial(print_checks, made))
        return made

    def judging() -> Page:
        from plandesk.desktop.judging.page import JudgingPage

        made = JudgingPage(desk, look)
        made.assess_wanted.connect(partial(assess, made))
        return made

    def reports() -> Page:
        from plandesk.desktop.reporting.page import ReportsPage

        made = ReportsPage(desk, look, ask)
        open_paper["reports"] = made.open_paper
        return made

    def exchange() -> Page:
        if at_city():
            from plandesk.desktop.counties.page import CityExchangePage

            return CityExchangePage(desk, look, ask)
        from plandesk.desktop.exchange.page import ExchangePage

        return ExchangePage(desk, look, ask)

    def at_city() -> str:
        return "city" if desk.snapshot.region.level != "county" else ""

    def plans() -> Page:
        from plandesk.desktop.plans.page import PlansPage

        made = PlansPage(desk, look, ask)
        show_goal["plans"] = made.show_goal
        return made

    def settings() -> Page:
        from plandesk.desktop.settings.page import SettingsPage

        made = SettingsPage(desk, look, ask)
        made.look_wanted.connect(lambda: look.use(chosen_theme(desk.preferences, app), app))
        return made

    return (
        PageSpec("overview", tr("工作台"), overview),
        PageSpec("entry", tr("填报"), entry),
        PageSpec("checks", tr("审核"), checks),
        PageSpec("judging", tr("评估预警"), judging),
        PageSpec("reports", tr("报表"), reports),
        PageSpec("exchange", tr("采集上报"), exchange, kind=at_city, plan_needed=False),
        PageSpec("plans", tr("规划指标"), plans),
        PageSpec("settings", tr("设置"), settings, foot=True, plan_needed=False),
    )


def more_actions(window: DeskWindow) -> Mapping[str, Sequence[ActionSpec]]:
    """Actions that lead to a page's work from the menus."""

    def on(key: str, act: str, *about: str) -> Callable[[], None]:
        def go() -> None:
            if window.desk.is_open:
                window.show_page(key)
            if window.desk.is_open and window.page_key == key:
                getattr(window.page_of(key), act)(*about)

        return go

    def asks(ask: Callable[[], None]) -> Callable[[], None]:
        return lambda: ask() if window.desk.is_open and window.desk.plan_id else None

    tr = window.tr
    return {
        "file": [
            ActionSpec("backup", tr("立即备份"), "Ctrl+Shift+B", lambda: back_up_now(window)),
            ActionSpec("restore", tr("从备份恢复…"), "", lambda: restore_backup(window)),
            ActionSpec("handover", tr("交接…"), "", lambda: hand_over(window)),
        ],
        "data": [
            ActionSpec("forms", tr("生成全部采集表…"), "", on("exchange", "write_all_forms")),
            ActionSpec("import", tr("读入采集表…"), "Ctrl+I", on("exchange", "read_forms")),
            ActionSpec("old_years", tr("读入历年数据…"), "", on("exchange", "read_old_years")),
            ActionSpec("receipt", tr("读入回执…"), "", on("exchange", "read_receipt")),
            ActionSpec("tables", tr("导出工作表…"), "", on("exchange", "write_tables")),
            ActionSpec("start_year", tr("开始新年度…"), "", asks(window.year_step.ask_start)),
            ActionSpec("approve_year", tr("审核通过…"), "Ctrl+Shift+A", asks(window.year_step.ask_approve)),
            ActionSpec("seal_year", tr("封存本年…"), "", asks(window.year_step.ask_seal)),
            ActionSpec("reopen_year", tr("更正已报年份…"), "", asks(window.year_step.ask_reopen)),
        ],
        "reports": [
            ActionSpec(paper.key, paper.title + "…", "", on("reports", "open_paper", paper.key))
            for paper in papers()
        ]
        + [ActionSpec("make_pdf", tr("生成PDF…"), "Ctrl+Shift+P", on("reports", "make_pdf"))],
    }


def run(arguments: Sequence[str], preferences: Preferences, now: Callable[[], datetime]) -> int:
    """Open the window, on ``FILE`` if one is named, and stay until it is closed."""
    app = QApplication([sys.argv[0], *arguments])
    app.setApplicationName("plandesk")
    crash = CrashLog(preferences.folder, now)
    crash.install()
    with making_what_stays():
        program = build(app, preferences, now, Ask(), load_shelf())
        window = program.window
        tell_of_crash(window, crash)
        window.resize(1366, 768)
        if preferences.geometry is not None:
            window.restoreGeometry(preferences.geometry)
        if not arguments:
            window.show_welcome()
        window.show()
        if arguments:
            window.open_path(Path(arguments[0]))
    try:
        return app.exec()
    finally:
        crash.close()
