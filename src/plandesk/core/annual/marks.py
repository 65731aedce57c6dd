"""Verdicts on paper: a mark that survives a copier and a word; and the five groups of the bar chart."""

from collections.abc import Iterable
from typing import Literal

from plandesk.core.annual.facts import Fact
from plandesk.core.words import Words

Group = Literal["good", "reach", "behind", "open", "missing"]
GROUPS: tuple[Group, ...] = ("good", "reach", "behind", "open", "missing")

_MARKS = {
    "attained": "●", "maintained": "●", "on_track": "◎", "slightly_off": "△", "off_track": "▲", "moving_away": "▲",
    "small_numbers": "○", "cannot_tell": "○",
}  # fmt: skip
_GROUP_OF_MARK: dict[str, Group] = {
    "●": "good",
    "◎": "reach",
    "△": "behind",
    "▲": "behind",
    "○": "open",
    "": "missing",
}


def mark(fact: Fact) -> str:
    """The mark of a verdict: ● ◎ △ ▲ ○, "" where there is no figure."""
    judgement = fact.judgement
    if fact.reference or not fact.has_value or judgement.verdict in ("no_data", "qualitative"):
        return ""
    if judgement.state == "not_attained" and judgement.verdict != "small_numbers":
        return "▲"
    if judgement.verdict == "on_track" and (fact.target.directional or _arrived(fact)):
        return "●"
    return _MARKS[judgement.verdict]


def verdict_cell(fact: Fact, words: Words) -> str:
    """Mark and word for a table's cell; the status's own word where there is no figure for a reason."""
    if fact.reference and fact.has_value:
        return "—"
    if fact.reference:
        return words.say("judging.verdict.no_data")
    if not fact.has_value and fact.status in ("no_case", "not_applicable", "confidential"):
        return words.say(f"report.status.{fact.status}")
    sign, word = mark(fact), fact.judgement.word
    if fact.judgement.shown_as == "on_track" and _arrived(
        fact
    ):  # a trend in its last year: nothing is to come
        word = words.say("report.table.right_way")
    return f"{sign} {word}" if sign else word


def _arrived(fact: Fact) -> bool:
    """Whether the target's year has come."""
    return fact.target.stage_year <= fact.year


def group_of(fact: Fact) -> Group:
    """The group a fact is counted in by the bar chart."""
    return _GROUP_OF_MARK[mark(fact)]


def group_counts(facts: Iterable[Fact]) -> tuple[int, ...]:
    """How many facts stand in each group, in the order of ``GROUPS``."""
    found = [group_of(fact) for fact in facts]
    return tuple(found.count(group) for group in GROUPS)


def is_behind(fact: Fact) -> bool:
    """Whether a fact belongs into the list of what is missed or in danger."""
    return group_of(fact) == "behind" or fact.judgement.level in ("red", "yellow")
