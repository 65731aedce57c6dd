"""What 评估预警 shows: judgements by group and by verdict, gaps first, beside those of another method."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

from PySide6.QtCore import QCoreApplication

from plandesk.core.judging import Evaluation, Judgement
from plandesk.core.records import Assessment
from plandesk.core.snapshot import Snapshot
from plandesk.desktop.look.verdicts import VERDICT_MARKS, Mark, verdict_key
from plandesk.desktop.rates import MATRIX_KEYS, verdict_title

Group = Literal["all", "counted", "arrows", "aside", "goals"]
GROUPS: tuple[Group, ...] = ("counted", "arrows", "goals", "aside", "all")
# gaps first, then what nothing is known of, then what is well
_ORDER = (
    "missed", "moving_away", "off_track", "slightly_off", "small_numbers", "cannot_tell", "not_due",
    "no_data", "on_track", "attained", "maintained", "no", "partly", "none", "yes",
)  # fmt: skip
# columns that stand in the matrix only in years that have such verdicts
_SELDOM = ("missed", "not_due")
_ANSWERS: Mapping[str, Mark] = MappingProxyType(
    {
        "yes": Mark("qualitative", "good", "good_soft"),
        "partly": Mark("qualitative", "warn", "warn_soft"),
        "no": Mark("qualitative", "bad", "bad_soft"),
        "none": Mark("empty", "ink2"),
    }
)


def _tr(text: str) -> str:
    return QCoreApplication.translate("Judging", text)


@dataclass(frozen=True, slots=True)
class Bucket:
    """A column of the matrix: the verdicts it counts, its word and its sign."""

    key: str
    word: str
    mark: Mark


@dataclass(frozen=True, slots=True)
class JudgedLine:
    """A judgement in the list; ``other`` is another method's of the same target, ``bucket`` its column."""

    judgement: Judgement
    bucket: str
    word: str
    mark: Mark
    other: Judgement | None = None

    @property
    def disagrees(self) -> bool:
        """Whether the other method says something else; a method that keeps silent disagrees with nobody."""
        other = self.other
        return other is not None and other.verdict != "cannot_tell" and other.word != self.judgement.word


def group_of(judgement: Judgement) -> Group:
    """In the rates; an arrow of a goal; a goal without figures; or aside (measures, 力争, later stages)."""
    if judgement.target is None:
        return "goals"
    if judgement.counted:
        return "counted"
    return "arrows" if judgement.goal is not None and judgement.target.directional else "aside"


def in_group(judgement: Judgement, group: Group) -> bool:
    """Whether ``group`` shows it; all indicators are everything but the goals without figures."""
    own = group_of(judgement)
    return own == group or (group == "all" and own != "goals")


def group_word(group: Group) -> str:
    """The name of a group on its chip."""
    words: dict[Group, str] = {
        "all": _tr("全部指标"),
        "counted": _tr("计入达标率"),
        "arrows": _tr("只有方向"),
        "aside": _tr("措施和力争"),
        "goals": _tr("定性目标"),
    }
    return words[group]


def answer_word(key: str) -> str:
    """The word of a self-assessment."""
    words = {"yes": _tr("已实现"), "partly": _tr("部分实现"), "no": _tr("未实现"), "none": _tr("未自评")}
    return words[key]


def answer_mark(key: str) -> Mark:
    """The sign and colour of a self-assessment."""
    return _ANSWERS[key]


def assessment_of(judgement: Judgement, plan_id: str, snapshot: Snapshot) -> Assessment | None:
    """The self-assessment a goal without figures rests on, if one is given."""
    if judgement.domain is None or judgement.goal is None:
        return None
    key = (plan_id, f"{judgement.domain.no}.{judgement.goal.no}", judgement.year)
    found = snapshot.assessments.get(key)
    return found if found is not None and found.answer else None


def lines_of(evaluation: Evaluation, other: Evaluation | None, snapshot: Snapshot) -> tuple[JudgedLine, ...]:
    """Every judgement of the plan, gaps first, counted ones before the others, else in the plan's order."""
    beside: Sequence[Judgement | None] = other.judgements() if other is not None else ()
    judgements = evaluation.judgements()
    pairs = zip(judgements, beside or [None] * len(judgements), strict=True)
    made = [_line(judgement, also, evaluation.plan_id, snapshot) for judgement, also in pairs]
    return tuple(sorted(made, key=lambda line: (_ORDER.index(line.bucket), not line.judgement.counted)))


def _line(judgement: Judgement, other: Judgement | None, plan_id: str, snapshot: Snapshot) -> JudgedLine:
    if judgement.target is None:
        given = assessment_of(judgement, plan_id, snapshot)
        answer = given.answer if given is not None else "none"
        return JudgedLine(judgement, answer, answer_word(answer), _ANSWERS[answer])
    key = verdict_key(judgement)
    return JudgedLine(judgement, key, judgement.word, VERDICT_MARKS[key], other)


def buckets_of(lines: Iterable[JudgedLine], group: Group) -> tuple[Bucket, ...]:
    """The columns of the matrix for a group."""
    if group == "goals":
        return tuple(Bucket(key, answer_word(key), mark) for key, mark in _ANSWERS.items())
    there = {line.bucket for line in lines if in_group(line.judgement, group)}
    return tuple(
        Bucket(key, verdict_title(key), VERDICT_MARKS[key])
        for key in MATRIX_KEYS
        if key not in _SELDOM or key in there
    )


def row_of(kept: Sequence[JudgedLine], here: JudgedLine | None) -> int:
    """Where the target the keyboard was on stands now; the first row where it is gone."""
    if here is None:
        return 0
    wanted = (here.judgement.target, here.judgement.goal)
    return next(
        (n for n, line in enumerate(kept) if (line.judgement.target, line.judgement.goal) == wanted), 0
    )
