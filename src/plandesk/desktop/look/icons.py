"""The rail's icons: own SVG line drawings, tinted by role."""

from PySide6.QtCore import QByteArray, QSize, Qt
from PySide6.QtGui import QGuiApplication, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from plandesk.desktop.look.look import Look
from plandesk.shipped import shipped_dir


def tinted_icon(look: Look, name: str, size: int, *, ink: str = "ink2", chosen: str = "accent") -> QIcon:
    """The icon ``name`` in ``ink``, in ``chosen`` where the button is on. Raises FileNotFoundError."""
    drawing = (shipped_dir("resources") / "icons" / f"{name}.svg").read_text(encoding="utf-8")
    icon = QIcon()
    for state, role in ((QIcon.State.Off, ink), (QIcon.State.On, chosen)):
        coloured = drawing.replace("currentColor", look.theme.roles[role])
        for ratio in {1.0, _screen_ratio()}:
            icon.addPixmap(_rendered(coloured, size, ratio), QIcon.Mode.Normal, state)
    return icon


def _screen_ratio() -> float:
    app = QGuiApplication.instance()
    return app.devicePixelRatio() if isinstance(app, QGuiApplication) else 1.0


def app_icon() -> QIcon:
    """The program's own icon."""
    drawing = (shipped_dir("resources") / "icons" / "plandesk.svg").read_text(encoding="utf-8")
    icon = QIcon()
    for size in (16, 24, 32, 48, 64, 128, 256):
        icon.addPixmap(_rendered(drawing, size, 1.0))
    return icon


def _rendered(drawing: str, size: int, ratio: float) -> QPixmap:
    picture = QPixmap(QSize(round(size * ratio), round(size * ratio)))
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    QSvgRenderer(QByteArray(drawing.encode())).render(painter)
    painter.end()
    picture.setDevicePixelRatio(ratio)
    return picture
