"""What stands in the way of a final report or of sending: one line each with sign, what, how many and a link."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from plandesk.core.findings import Finding
from plandesk.core.sending import gate
from plandesk.desktop.checks.lines import group_of
from plandesk.desktop.desk import Desk
from plandesk.desktop.look.look import Look
from plandesk.desktop.look.sign_label import SignLabel
from plandesk.desktop.look.words import button, label


@dataclass(frozen=True, slots=True)
class OpenPoints:
    """What is open in a year, by group."""

    errors: tuple[Finding, ...]
    warnings: tuple[Finding, ...]
    blanks: tuple[Finding, ...]

    @property
    def any(self) -> bool:
        """Whether anything stands in the way of sending."""
        return bool(self.errors or self.warnings or self.blanks)


def open_points(desk: Desk) -> OpenPoints:
    """The chosen year's open points, of all plans of the file."""
    snapshot = desk.snapshot
    gaps = desk.checker.required_gaps(snapshot, desk.year)
    standing = gate(snapshot, desk.year, desk.findings().all, gaps)
    return OpenPoints(
        *(tuple(f for f in standing if group_of(f) == group) for group in ("error", "warning", "blank"))
    )


class GateList(QWidget):
    """``followed`` with the address of the first open point of the line pressed; ``to_checks`` for its list."""

    followed = Signal(object)
    to_checks = Signal()

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(4)
        grid.setColumnStretch(1, 1)
        self._points = OpenPoints((), (), ())
        self._rows = []
        table: Sequence[tuple[str, str, str, str]] = (
            ("error", "bad", self.tr("强制性错误"), self.tr("去改")),
            ("open", "warn", self.tr("核实性问题待说明"), self.tr("去写")),
            ("empty", "ink2", self.tr("定量目标的空格"), self.tr("去填")),
        )
        for row, (sign, ink, title, verb) in enumerate(table):
            mark, words = SignLabel(look, sign, ink, "paper"), label("")
            link = button(verb, partial(self._follow, row), "link", name=f"{title}，{verb}")
            for column, widget in enumerate((mark, words, link)):
                grid.addWidget(widget, row, column, Qt.AlignmentFlag.AlignVCenter)
            self._rows.append((mark, words, link, sign, ink, title))

    def show_points(self, points: OpenPoints) -> None:
        """Show how many of each."""
        self._points = points
        for (mark, words, link, sign, ink, title), found in zip(self._rows, self._lists(), strict=True):
            words.setText(f"{title}  {len(found)}" if found else self.tr("{title}  无").format(title=title))
            mark.show_sign(sign if found else "attained", ink if found else "good", "paper")
            link.setVisible(bool(found))

    def _lists(self) -> tuple[tuple[Finding, ...], ...]:
        return self._points.errors, self._points.warnings, self._points.blanks

    def _follow(self, row: int) -> None:
        found = self._lists()[row]
        if found and row == 2:
            self.followed.emit(found[0].address)
        elif found:
            self.to_checks.emit()
