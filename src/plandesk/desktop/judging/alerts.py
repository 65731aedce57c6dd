"""Early warnings in few words, with sign and colour."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from PySide6.QtCore import QCoreApplication

from plandesk.core.judging import EarlyWarning, Level
from plandesk.desktop.look.verdicts import Mark

ALERT_MARKS: Mapping[Level, Mark] = MappingProxyType(
    {
        "red": Mark("off_track", "bad", "bad_soft"),
        "yellow": Mark("slightly_off", "warn", "warn_soft"),
        "notice": Mark("note", "ink2"),
    }
)
_LEVELS: tuple[Level, ...] = ("red", "yellow", "notice")


def _tr(text: str) -> str:
    return QCoreApplication.translate("Alerts", text)


def level_word(level: Level) -> str:
    """红色, 黄色 or 提示."""
    words: dict[Level, str] = {"red": _tr("红色"), "yellow": _tr("黄色"), "notice": _tr("提示")}
    return words[level]


def alert_word(code: str) -> str:
    """A warning's code in the words of a narrow column."""
    words = {
        "W1": _tr("落后进度"), "W2": _tr("预测不达"), "W3": _tr("方向相反"), "W4": _tr("得而复失"),
        "W5": _tr("波动较大"), "W6": _tr("超出常年"), "W7": _tr("镇街异常"), "W8": _tr("例数很少"),
        "W9": _tr("没有数值"),
    }  # fmt: skip
    return words[code]


def worst_first(alerts: Sequence[EarlyWarning]) -> tuple[EarlyWarning, ...]:
    """The warnings by level, red first."""
    return tuple(sorted(alerts, key=lambda alert: _LEVELS.index(alert.level)))


def alert_words(alerts: Sequence[EarlyWarning]) -> str:
    """The worst one, and how many there are where there are several."""
    if not alerts:
        return ""
    first = alert_word(worst_first(alerts)[0].code)
    return first if len(alerts) == 1 else _tr("{first}等{count}项").format(first=first, count=len(alerts))


def alert_lines(alerts: Sequence[EarlyWarning]) -> str:
    """All of them with their reasons, a line each."""
    return "\n".join(f"{level_word(a.level)}  {alert_word(a.code)}：{a.reason}" for a in worst_first(alerts))
