"""What the window remembers on this machine: layout, look, recent files, the person's name. Nothing that is printed."""

import getpass
import json
import os
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

from PySide6.QtCore import QByteArray, QSettings, QStandardPaths

from plandesk.desktop.look.theme import BASE_SIZES, ROW_HEIGHTS
from plandesk.desktop.windows import own_portable_folder

FOLDER_VARIABLE = "PLANDESK_SETTINGS_DIR"
SCALES = (100, 110, 125, 150, 175, 200)
_RECENT_KEPT = 12


@dataclass(frozen=True, slots=True)
class RecentFile:
    """A data file opened before: where it is, whose it is, where the work stood, when it was closed (ISO)."""

    path: str
    region: str
    standing: str
    at: str


@dataclass(frozen=True, slots=True)
class Place:
    """Where the clerk was in a data file: plan, year, page, domain, cell."""

    plan: str = ""
    year: int = 0
    page: str = ""
    domain: int = 0
    indicator: str = ""
    cell: str = ""


def settings_folder() -> Path:
    """The folder of ``settings.ini`` and ``crash.log``: the variable's, beside a portable program, or the user's own."""
    chosen = os.environ.get(FOLDER_VARIABLE)
    if chosen:
        return Path(chosen)
    beside = own_portable_folder()
    if beside is not None:
        return beside
    base = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.GenericDataLocation)
    return Path(base) / "plandesk"


class Preferences:
    """Typed access to ``settings.ini``; a value that cannot be read counts as its default."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.folder = folder
        self._store = QSettings(str(folder / "settings.ini"), QSettings.Format.IniFormat)

    def _text(self, key: str, default: str, allowed: tuple[str, ...] | None = None) -> str:
        value = self._store.value(key, default)
        text = value if isinstance(value, str) else default
        return text if allowed is None or text in allowed else default

    @property
    def theme(self) -> str:
        """light, high_contrast or system."""
        return self._text("look/theme", "system", ("system", "light", "high_contrast"))

    @theme.setter
    def theme(self, value: str) -> None:
        self._store.setValue("look/theme", value)

    @property
    def text_size(self) -> str:
        """A key of ``theme.BASE_SIZES``."""
        return self._text("look/text_size", "standard", tuple(BASE_SIZES))

    @text_size.setter
    def text_size(self, value: str) -> None:
        self._store.setValue("look/text_size", value)

    @property
    def row_height(self) -> str:
        """A key of ``theme.ROW_HEIGHTS``."""
        return self._text("look/row_height", "standard", tuple(ROW_HEIGHTS))

    @row_height.setter
    def row_height(self, value: str) -> None:
        self._store.setValue("look/row_height", value)

    @property
    def scale(self) -> int:
        """The whole window's scale in percent, on top of the system's; takes effect at the next start."""
        text = self._text("look/scale", "100")
        return int(text) if text.isdigit() and int(text) in SCALES else 100

    @scale.setter
    def scale(self, value: int) -> None:
        self._store.setValue("look/scale", str(value))

    @property
    def enter_goes(self) -> str:
        """Where Enter goes: ``fill`` (the next cell to fill) or ``down``."""
        return self._text("entry/enter_goes", "fill", ("fill", "down"))

    @enter_goes.setter
    def enter_goes(self, value: str) -> None:
        self._store.setValue("entry/enter_goes", value)

    @property
    def person(self) -> str:
        """操作人: the name that stands in the change log."""
        return self._text("person", "") or _machine_user()

    @person.setter
    def person(self, value: str) -> None:
        self._store.setValue("person", value.strip())

    @property
    def last_folder(self) -> str:
        """The folder of the last file dialog."""
        documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        return self._text("last_folder", str(own_portable_folder() or documents))

    @last_folder.setter
    def last_folder(self, value: str) -> None:
        self._store.setValue("last_folder", value)

    @property
    def geometry(self) -> QByteArray | None:
        """The window's geometry as Qt saved it."""
        value = self._store.value("window/geometry")
        return value if isinstance(value, QByteArray) else None

    @geometry.setter
    def geometry(self, value: QByteArray) -> None:
        self._store.setValue("window/geometry", value)

    @property
    def card_shown(self) -> bool:
        """Whether the indicator card stands at the right of the grid."""
        return self._text("entry/card", "1") == "1"

    @card_shown.setter
    def card_shown(self, value: bool) -> None:
        self._store.setValue("entry/card", "1" if value else "0")

    def recent(self) -> tuple[RecentFile, ...]:
        """The files opened before, newest first."""
        try:
            rows = json.loads(self._text("recent", "[]"))
            return tuple(RecentFile(**row) for row in rows)
        except (ValueError, TypeError):
            return ()

    def remember(self, file: RecentFile) -> None:
        """Put ``file`` first among the recent ones."""
        kept = [file, *(r for r in self.recent() if r.path != file.path)][:_RECENT_KEPT]
        self._store.setValue("recent", json.dumps([asdict(r) for r in kept], ensure_ascii=False))

    def forget(self, path: str) -> None:
        """Drop a file from the recent ones."""
        kept = [asdict(r) for r in self.recent() if r.path != path]
        self._store.setValue("recent", json.dumps(kept, ensure_ascii=False))

    def place(self, file_id: str) -> Place:
        """Where the clerk was in that file."""
        try:
            return Place(**json.loads(self._text(f"place/{file_id}", "{}")))
        except (ValueError, TypeError):
            return Place()

    def keep_place(self, file_id: str, place: Place) -> None:
        """Remember where the clerk is."""
        self._store.setValue(f"place/{file_id}", json.dumps(asdict(place), ensure_ascii=False))

    def paper(self, file_id: str, name: str) -> Mapping[str, str]:
        """What is remembered of a paper made from that file; empty where nothing is."""
        try:
            kept = json.loads(self._text(f"papers/{file_id}/{name}", "{}"))
        except ValueError:
            return {}
        return kept if isinstance(kept, dict) else {}

    def keep_paper(self, file_id: str, name: str, facts: Mapping[str, str]) -> None:
        """Remember facts of a paper made from that file."""
        self._store.setValue(f"papers/{file_id}/{name}", json.dumps(dict(facts), ensure_ascii=False))

    def sync(self) -> None:
        """Write everything to disk now."""
        self._store.sync()


def _machine_user() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return "未署名"
