"""The three attainment rates in words with their denominators, and what stands outside them."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from plandesk.core.judging import Counts, Evaluation, Judgement, Rates
from plandesk.desktop.look.verdicts import verdict_key


def _tr(text: str) -> str:
    return QCoreApplication.translate("Rates", text)


@dataclass(frozen=True, slots=True)
class RateWords:
    """A rate with the words that name its denominator; ``figure`` is "" where there is none."""

    words: str
    figure: str


def rate_words(counts: Counts, rates: Rates) -> tuple[RateWords, RateWords, RateWords]:
    """Of those judged, of those due, of all (cli.md, Judging): never one without the others."""
    judged = _tr("能判定的{judged}项中达标{attained}项").format(
        judged=counts.judged, attained=counts.attained
    )
    if rates.of_due is None:
        due = RateWords(_tr("本年无到期目标"), "")
    else:
        words = _tr("到期的{due}项中达标{attained}项").format(due=counts.due, attained=counts.due_attained)
        due = RateWords(words, f"{rates.of_due}%")
    whole = _tr("全部{counted}项中达标{attained}项").format(counted=counts.counted, attained=counts.attained)
    return (
        RateWords(judged, f"{rates.of_judged}%" if rates.of_judged else ""),
        due,
        RateWords(whole, f"{rates.of_all}%" if rates.of_all else ""),
    )


# The columns of the matrix: a missed stage and a figure not due stand beside the nine verdicts.
MATRIX_KEYS = (
    "attained", "maintained", "on_track", "slightly_off", "off_track", "moving_away", "missed",
    "small_numbers", "cannot_tell", "not_due", "no_data",
)  # fmt: skip


def tally(judgements: Iterable[Judgement]) -> Counter[str]:
    """How many counted targets stand under each verdict."""
    return Counter(verdict_key(j) for j in judgements if j.counted)


def outside_words(evaluation: Evaluation) -> str:
    """The ↑ ↓ targets and the qualitative goals, which stand outside the rates."""
    counts = evaluation.counts
    parts = []
    if counts.directional:
        going = [
            j for d in evaluation.domains for j in d.targets
            if not j.counted and j.goal is not None and j.target is not None and j.target.directional
        ]  # fmt: skip
        right = sum(1 for j in going if j.verdict == "on_track")
        parts.append(_tr("方向性目标{all}项，向好{right}项").format(all=counts.directional, right=right))
    if counts.qualitative:
        parts.append(_tr("定性目标{all}项，看自评").format(all=counts.qualitative))
    return "；".join(parts)


def verdict_title(key: str) -> str:
    """The word of a column of the matrix."""
    words = {
        "attained": _tr("达标"), "maintained": _tr("保持"), "on_track": _tr("可达"), "slightly_off": _tr("略有差距"),
        "off_track": _tr("差距较大"), "moving_away": _tr("背离"), "missed": _tr("未达标"),
        "small_numbers": _tr("小数不判"), "cannot_tell": _tr("无法判断"), "not_due": _tr("未到期"), "no_data": _tr("缺数据"),
    }  # fmt: skip
    return words[key]
