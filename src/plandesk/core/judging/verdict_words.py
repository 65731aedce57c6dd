"""The verdicts in words (ui.md, “State signs”), from the catalogue."""

from collections.abc import Mapping

from plandesk.core.judging.model import Judgement, State, Verdict
from plandesk.core.plan import Target
from plandesk.core.words import Words

# In the order of the matrix of 评估预警 and of the report's legend.
VERDICTS: tuple[Verdict, ...] = (
    "attained", "maintained", "on_track", "slightly_off", "off_track", "moving_away",
    "small_numbers", "cannot_tell", "no_data", "qualitative",
)  # fmt: skip


def verdict_words(words: Words) -> Mapping[Verdict, str]:
    """Every verdict with its word, in the order of the matrix."""
    return {verdict: words.say(f"judging.verdict.{verdict}") for verdict in VERDICTS}


def verdict_word(judgement: Judgement) -> str:
    """The word of a judgement: the verdict's, 未达标 where the stage is missed, 提高 / 下降 for arrows."""
    return judgement.word


def shown_as(verdict: Verdict, state: State | None, target: Target | None, status: str = "") -> str:
    """The key of the word and sign for a verdict, given the state and the target it belongs to.

    A missed stage is 未达标 whatever the trend (but the small-number brake keeps its word); a figure marked
    未到期, or an unmet target ahead of its stage about whose trend nothing can be said, is 未到期.
    """
    if state == "not_attained" and verdict != "small_numbers":
        return "missed"
    if (state == "not_due" and verdict == "cannot_tell") or (verdict == "no_data" and status == "not_due"):
        return "not_due"
    if verdict == "on_track" and target is not None and target.directional and target.relative is None:
        return "rising" if target.op == "↑" else "falling"
    return verdict


def word_of(words: Words, key: str) -> str:
    """The word of a key of ``shown_as``."""
    return words.say(f"judging.verdict.{key}")
