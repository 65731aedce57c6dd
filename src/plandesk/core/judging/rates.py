"""States, counts and the three attainment rates (cli.md, Judging)."""

from collections.abc import Iterable
from fractions import Fraction

from plandesk.core.judging.model import Counts, Judgement, Rates, State
from plandesk.core.quantity import printed


def state_of(attained: bool, stage_year: int, year: int) -> State:
    """Of a target that can be judged: attained (also early), not_attained (stage ≤ ``year``), not_due."""
    if attained:
        return "attained"
    return "not_attained" if stage_year <= year else "not_due"


def count(judgements: Iterable[Judgement]) -> Counts:
    """The counts over ``judgements``: counted targets by state, ↑/↓ of goals and qualitative goals apart."""
    total = Counts()
    for judgement in judgements:
        total += _one(judgement)
    return total


def rates_of(counts: Counts) -> Rates:
    """``of_judged``, ``of_due`` and ``of_all`` of ``counts``."""
    return Rates(
        _percent(counts.attained, counts.judged),
        _percent(counts.due_attained, counts.due),
        _percent(counts.attained, counts.counted),
    )


def _one(judgement: Judgement) -> Counts:
    target, state = judgement.target, judgement.state
    if target is None:
        return Counts(qualitative=1)
    if not judgement.counted:
        return Counts(directional=int(judgement.goal is not None and target.directional))
    due = target.stage_year <= judgement.year
    return Counts(
        counted=1,
        attained=int(state == "attained"),
        not_attained=int(state == "not_attained"),
        not_due=int(state == "not_due"),
        no_data=int(state == "no_data"),
        due=int(due),
        due_attained=int(due and state == "attained"),
    )


def _percent(part: int, whole: int) -> str | None:
    return printed(Fraction(100 * part, whole), 1) if whole else None
