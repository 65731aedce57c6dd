"""The look in force: colours, fonts and measures as Qt objects, made once per theme and text size."""

from PySide6.QtCore import QObject, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QFontMetricsF, QPainter, QPixmap
from PySide6.QtWidgets import QApplication

from plandesk.desktop.look.signs import draw_sign
from plandesk.desktop.look.theme import Theme, stylesheet
from plandesk.shipped import shipped_dir

WINDOWS_FAMILY = "Microsoft YaHei UI"
SHIPPED_FAMILY = "Plandesk Hei"


def load_shipped_fonts() -> None:
    """Register the shipped screen font, so that the window reads the same on a PC without Chinese fonts."""
    if SHIPPED_FAMILY not in QFontDatabase.families():
        QFontDatabase.addApplicationFont(str(shipped_dir("resources") / "fonts" / "PlandeskHei-Regular.ttf"))


class Look(QObject):
    """Colours by role, fonts by size, signs as pictures. ``changed`` when the theme or the 字号 changes."""

    changed = Signal()

    def __init__(self, theme: Theme, parent: QObject | None = None) -> None:
        super().__init__(parent)
        installed = WINDOWS_FAMILY in QFontDatabase.families()
        self._families = [WINDOWS_FAMILY, SHIPPED_FAMILY] if installed else [SHIPPED_FAMILY]
        self._set(theme)

    def _set(self, theme: Theme) -> None:
        self.theme = theme
        self._colours = {role: QColor(value) for role, value in theme.roles.items()}
        self._fonts: dict[int, QFont] = {}
        self._metrics: dict[int, QFontMetricsF] = {}
        self._signs: dict[tuple[str, str, str, int, float], QPixmap] = {}

    def use(self, theme: Theme, app: QApplication) -> None:
        """Put ``theme`` in force for the whole application."""
        self._set(theme)
        app.setFont(self.font(13))
        app.setStyleSheet(stylesheet(theme))
        self.changed.emit()

    def colour(self, role: str) -> QColor:
        """The colour of a role. Raises KeyError."""
        return self._colours[role]

    def font(self, size: int = 13) -> QFont:
        """The font of a size drawn at 100 %."""
        if size not in self._fonts:
            font = QFont(self._families[0])
            font.setFamilies(self._families)
            font.setPixelSize(self.theme.px(size))
            font.setHintingPreference(QFont.HintingPreference.PreferDefaultHinting)
            self._fonts[size] = font
        return self._fonts[size]

    def metrics(self, size: int = 13) -> QFontMetricsF:
        """The measures of that font."""
        if size not in self._metrics:
            self._metrics[size] = QFontMetricsF(self.font(size))
        return self._metrics[size]

    def width(self, text: str, size: int = 13) -> float:
        """How wide ``text`` is, in logical pixels."""
        return self.metrics(size).horizontalAdvance(text)

    def dp(self, length: int) -> int:
        """A length that follows the text size."""
        return self.theme.dp(length)

    def paint_sign(
        self,
        painter: QPainter,
        name: str,
        x: float,
        y: float,
        ink: str,
        *,
        under: str = "paper",
        side: int = 13,
    ) -> None:
        """Paint the sign ``name`` with its top left at (x, y); ``under`` is the role that shows through it."""
        size = self.dp(side)
        ratio = painter.device().devicePixelRatio()
        key = (name, ink, under, size, ratio)
        picture = self._signs.get(key)
        if picture is None:
            picture = self._signs[key] = self.sign(name, ink, under, size, ratio)
        painter.drawPixmap(round(x), round(y), picture)

    def sign(self, name: str, ink: str, under: str, size: int, ratio: float) -> QPixmap:
        """The sign as a picture of ``size`` logical pixels."""
        picture = QPixmap(round(size * ratio), round(size * ratio))
        picture.setDevicePixelRatio(ratio)
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        draw_sign(painter, name, QRectF(0, 0, size, size), self.colour(ink), self.colour(under))
        painter.end()
        return picture
