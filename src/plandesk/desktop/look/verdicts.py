"""Sign, word and colour of every verdict and cell state (ui.md part 2): always the three together."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from PySide6.QtCore import QCoreApplication

from plandesk.core.judging import Judgement


@dataclass(frozen=True, slots=True)
class Mark:
    """A sign with the role of its colour; ``soft`` is the ground it may stand on."""

    sign: str
    ink: str
    soft: str = "paper"


VERDICT_MARKS: Mapping[str, Mark] = MappingProxyType(
    {
        "attained": Mark("attained", "good", "good_soft"),
        "maintained": Mark("maintained", "good", "good_soft"),
        "on_track": Mark("on_track", "good", "good_soft"),
        "slightly_off": Mark("slightly_off", "warn", "warn_soft"),
        "off_track": Mark("off_track", "warn", "warn_soft"),
        "moving_away": Mark("moving_away", "bad", "bad_soft"),
        "missed": Mark("missed", "bad", "bad_soft"),
        "small_numbers": Mark("small_numbers", "ink2"),
        "cannot_tell": Mark("cannot_tell", "ink2"),
        "no_data": Mark("no_data", "ink2"),
        "not_due": Mark("not_due", "ink2"),
        "qualitative": Mark("qualitative", "ink2"),
    }
)

STATE_MARKS: Mapping[str, Mark] = MappingProxyType(
    {
        "empty": Mark("empty", "ink2"),
        "filled": Mark("filled", "ink3"),
        "no_figure": Mark("no_figure", "ink3"),
        "open": Mark("open", "warn", "warn_soft"),
        "explained": Mark("explained", "warn"),
        "error": Mark("error", "bad", "bad_soft"),
    }
)

# 复录核对, beside the six states of a cell: typed twice and equal, twice and not, not yet twice
SECOND_MARKS: Mapping[str, Mark] = MappingProxyType(
    {
        "verified": Mark("verified", "good"),
        "differs": Mark("differs", "bad", "bad_soft"),
        "waiting": Mark("empty", "ink2"),
    }
)


def second_word(state: str) -> str:
    """The word of where a figure stands in 复录核对."""
    words = {
        "verified": QCoreApplication.translate("State", "已复录"),
        "differs": QCoreApplication.translate("State", "两次不同"),
        "waiting": QCoreApplication.translate("State", "待复录"),
    }
    return words.get(state, "")


def state_word(state: str) -> str:
    """The word of a cell state."""
    words = {
        "empty": QCoreApplication.translate("State", "未填"),
        "filled": QCoreApplication.translate("State", "已填"),
        "no_figure": QCoreApplication.translate("State", "无数值"),
        "open": QCoreApplication.translate("State", "待说明"),
        "explained": QCoreApplication.translate("State", "已说明"),
        "error": QCoreApplication.translate("State", "有误"),
    }
    return words[state]


def verdict_key(judgement: Judgement) -> str:
    """The verdict as its word says it: a missed stage, and a figure that is not due, stand apart."""
    if judgement.state == "not_attained" and judgement.verdict != "small_numbers":
        return "missed"
    if judgement.state == "not_due" and judgement.verdict == "cannot_tell":
        return "not_due"
    return judgement.verdict


def verdict_mark(judgement: Judgement) -> Mark:
    """Its sign and colour."""
    return VERDICT_MARKS[verdict_key(judgement)]
