"""What the palette finds: every indicator of the file's plans, every action of the menus, recent files."""

from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QPushButton

from plandesk.core.records import CellKey
from plandesk.desktop.frame.palette import Entry
from plandesk.desktop.frame.window import DeskWindow
from plandesk.desktop.plan_words import audience_word, domains_of_indicators


def _tr(text: str) -> str:
    return QCoreApplication.translate("Palette", text)


def palette_entries(window: DeskWindow, actions: Sequence[QAction]) -> Sequence[Entry]:
    """All entries; indicators only while a file is open."""
    entries = list(_indicators(window)) if window.desk.is_open else []
    for action in actions:
        if action.isEnabled() and action.text():
            keys = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
            entries.append(Entry(_tr("操作"), action.text().rstrip("…"), (), keys, action.trigger))
    entries += _of_page(window, {entry.title for entry in entries})
    for file in window.desk.preferences.recent():
        if Path(file.path).exists():
            entries.append(
                Entry(
                    _tr("文件"),
                    file.region,
                    (file.path,),
                    Path(file.path).name,
                    partial(window.open_path, Path(file.path)),
                )
            )
    return entries


def _of_page(window: DeskWindow, known: set[str]) -> Iterator[Entry]:
    """What the page shown can do: its own keys and its buttons, each once."""
    page = window.page
    if page is None or not window.desk.is_open:
        return
    for action in page.actions():
        if action.isEnabled() and action.text() and action.text().rstrip("…") not in known:
            known.add(action.text().rstrip("…"))
            keys = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
            yield Entry(_tr("操作"), action.text().rstrip("…"), (), keys, action.trigger)
    for button in page.findChildren(QPushButton):
        title, _, keys = button.text().partition("  ")
        title = title.rstrip("…")
        if (
            button.isVisible()
            and button.isEnabled()
            and title
            and not button.isCheckable()
            and title not in known
        ):
            known.add(title)
            yield Entry(_tr("操作"), title, (), keys, button.click)


def _indicators(window: DeskWindow) -> Iterator[Entry]:
    desk = window.desk
    seen: set[str] = set()
    plans = sorted(desk.snapshot.plans, key=lambda plan: plan.id != desk.plan_id)
    for plan in plans:
        domains = domains_of_indicators(plan, desk.snapshot)
        goals = {p.target.indicator: p.goal.no for p in plan.placed_targets() if p.goal is not None}
        for code, domain in domains.items():
            if code in seen:
                continue
            seen.add(code)
            indicator = desk.snapshot.indicator(code)
            goal = f"，{_tr('目标')}{goals[code]}" if code in goals else ""
            hint = f"{audience_word(plan, short=True)}，{domain}{goal}"
            key = CellKey(code, desk.year)
            yield Entry(
                _tr("指标"), indicator.name, indicator.aliases, hint, partial(window.go_to_address, key)
            )
