"""The strip of domains across the grid: name, errors, open warnings, filled of all, a line of completeness."""

from collections.abc import Sequence

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QHBoxLayout, QWidget

from plandesk.core.plan import Domain
from plandesk.desktop.look.look import Look
from plandesk.desktop.plan_words import short_domain
from plandesk.desktop.standing import Progress


class DomainTab(QAbstractButton):
    """One domain in the strip."""

    def __init__(self, domain: Domain, look: Look) -> None:
        super().__init__()
        self._look = look
        self.domain = domain
        self._progress = Progress()
        self.setCheckable(True)
        self.setText(short_domain(domain.name))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setToolTip(domain.name)

    def show_progress(self, progress: Progress) -> None:
        """Show how far the domain is."""
        if progress != self._progress or not self.accessibleName():
            self._progress = progress
            self.setAccessibleName(
                self.tr("{name}，已填{filled}，应填{total}，有误{errors}，待说明{open}").format(
                    name=self.domain.name, filled=progress.filled, total=progress.total,
                    errors=progress.errors, open=progress.unexplained,
                )
            )  # fmt: skip
            self.update()

    def sizeHint(self) -> QSize:
        return QSize(self._look.dp(90), self._look.dp(38))

    def minimumSizeHint(self) -> QSize:
        return QSize(self._look.dp(70), self._look.dp(38))

    def paintEvent(self, event: QPaintEvent) -> None:
        look, painter, rect = self._look, QPainter(self), self.rect()
        chosen = self.isChecked()
        ground = "paper" if chosen else "ground"
        painter.fillRect(rect, look.colour(ground))
        painter.setPen(QPen(look.colour("rule"), 1))
        painter.drawLine(rect.topRight(), rect.bottomRight())
        if not chosen:
            painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        else:
            painter.fillRect(QRect(rect.left(), rect.top(), rect.width(), 3), look.colour("accent"))
        if self.hasFocus():
            painter.setPen(QPen(look.colour("accent"), 2))
            painter.drawRect(rect.adjusted(1, 1, -1, -1))
        self._write(painter, rect, ground)
        painter.end()

    def _write(self, painter: QPainter, rect: QRect, ground: str) -> None:
        look, progress = self._look, self._progress
        pad = look.dp(10)
        base = rect.top() + look.dp(22)
        right = rect.right() - pad
        count = f"{progress.filled}/{progress.total}" if progress.total else self.tr("自评")
        painter.setFont(look.font(12))
        painter.setPen(look.colour("ink3"))
        right -= round(look.width(count, 12))
        painter.drawText(right, base, count)
        for sign, role, number in (
            ("open", "warn", progress.unexplained),
            ("error", "bad", progress.errors),
        ):
            if number:
                right -= round(look.width(str(number), 12)) + look.dp(5)
                painter.setPen(look.colour(role))
                painter.drawText(right, base, str(number))
                right -= look.dp(14)
                look.paint_sign(painter, sign, right, base - look.dp(11), role, under=ground)
        painter.setFont(look.font(13))
        painter.setPen(look.colour("ink"))
        room = right - look.dp(6) - rect.left() - pad
        painter.drawText(
            rect.left() + pad,
            base,
            look.metrics(13).elidedText(self.text(), Qt.TextElideMode.ElideRight, room),
        )
        if not progress.total:
            return
        line = QRect(rect.left() + pad, rect.bottom() - look.dp(6), rect.width() - 2 * pad, look.dp(3))
        painter.fillRect(line, look.colour("sunk"))
        done = QRect(line.left(), line.top(), round(line.width() * progress.share), line.height())
        complete = progress.filled == progress.total
        painter.fillRect(done, look.colour("bar" if complete else "accent"))


class DomainStrip(QWidget):
    """Equal tabs, one per domain. ``chosen`` with the domain's place."""

    chosen = Signal(int)

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._tabs: list[DomainTab] = []
        self._group = QButtonGroup(self)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(0)
        look.changed.connect(self._fit)
        self._fit()

    def _fit(self) -> None:
        self.setFixedHeight(self._look.dp(38))

    def show_domains(self, domains: Sequence[Domain], current: int) -> None:
        """Show the domains of another plan."""
        for tab in self._tabs:
            self._group.removeButton(tab)
            self._row.removeWidget(tab)
            tab.deleteLater()
        self._tabs = [DomainTab(domain, self._look) for domain in domains]
        for place, tab in enumerate(self._tabs):
            self._group.addButton(tab, place)
            self._row.addWidget(tab, 1)
            tab.clicked.connect(lambda _=False, at=place: self.chosen.emit(at))
        self.mark(current)

    def mark(self, current: int) -> None:
        """Mark the current domain."""
        if 0 <= current < len(self._tabs):
            self._tabs[current].setChecked(True)

    @property
    def count(self) -> int:
        """How many domains it shows."""
        return len(self._tabs)

    def show_progress(self, place: int, progress: Progress) -> None:
        """Show how far a domain is."""
        self._tabs[place].show_progress(progress)
