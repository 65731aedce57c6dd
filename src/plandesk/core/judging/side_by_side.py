"""The other methods and other lines beside a judgement, for those who ask (评估预警, 怎么判定的)."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from plandesk.core.findings import Finding
from plandesk.core.judging.case import Case, Court
from plandesk.core.judging.forecast import growth_per_year, line, path, recent_weights, yearly_reduction
from plandesk.core.judging.methods import rule
from plandesk.core.judging.model import METHODS, Judgement, Method, Verdict
from plandesk.core.judging.readings import Readings
from plandesk.core.judging.substitutes import case_of
from plandesk.core.judging.tolerance import tolerance_of
from plandesk.core.judging.verdict_words import word_of
from plandesk.core.plan import Plan
from plandesk.core.quantity import printed
from plandesk.core.snapshot import Snapshot
from plandesk.core.words import Words


@dataclass(frozen=True, slots=True)
class MethodVerdict:
    """What one method says of an unmet target; ``cannot_tell`` and the reason where it keeps silent."""

    method: Method
    name: str
    verdict: Verdict
    word: str
    steps: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Prospects:
    """Other figures of the same series, as printed, None where they cannot be computed.

    ``line`` and ``recent_line`` are the least-squares forecasts at the stage year (the second weighs recent
    years more), ``reduction`` and ``reduction_needed`` the average and the required yearly fall in % (AARR),
    ``on_path`` the figure of this year on the straight path from the baseline to the target.
    """

    line: str | None
    recent_line: str | None
    reduction: str | None
    reduction_needed: str | None
    on_path: str | None


@dataclass(frozen=True, slots=True)
class SideBySide:
    """All methods on one target, the sentence that says where they disagree if they do, ``Prospects``."""

    methods: tuple[MethodVerdict, ...]
    disagreement: str | None
    prospects: Prospects


def side_by_side(
    snapshot: Snapshot,
    plan: Plan,
    judgement: Judgement,
    findings: Iterable[Finding] = (),
    *,
    words: Words,
    tolerance: Decimal | None = None,
) -> SideBySide | None:
    """Every method on the target of ``judgement``; None for a qualitative goal or where there is no figure.

    A target that is met needs no method: ``methods`` is then empty. ``findings`` and ``tolerance`` as ``evaluate``.
    """
    placed = judgement.placed
    if placed is None or judgement.indicator is None or judgement.exact is None:
        return None
    readings = Readings(snapshot, findings)
    held = tolerance_of(snapshot) if tolerance is None else tolerance
    court = Court(readings, plan, judgement.year, "weather", words, held)
    case = case_of(court, placed, judgement.counted)
    rulings: tuple[MethodVerdict, ...] = ()
    lacking = case.measured.lacking not in ("", "figure")
    if judgement.attained is not True and not lacking:
        rulings = tuple(_verdict(case, method) for method in METHODS)
    return SideBySide(rulings, _disagreement(case, rulings), prospects_of(case))


def prospects_of(case: Case) -> Prospects:
    """The other figures of the series of ``case``."""
    points, stage, goal, base = case.trend.points, case.target.stage_year, case.measured.final, case.base
    now = case.reading.exact
    ahead = case.trend.enough and stage > case.year
    weights = recent_weights(points, stage) if ahead else None
    straight, recent = (line(points, stage), line(points, stage, weights)) if ahead else (None, None)
    needed: Decimal | None = None
    if goal is not None and now is not None and stage > case.year and goal.aim(now) > 0 and now > 0:
        needed = -growth_per_year(now, goal.aim(now), stage - case.year)
    falling = goal is not None and now is not None and goal.direction(now) < 0
    reduction = yearly_reduction(points) if falling and len(points) > 1 else None
    on_path = None
    if base is not None and goal is not None and base.year < case.year <= stage and not goal.met(base.exact):
        on_path = case.figure(path((base.year, base.exact), (stage, goal.aim(base.exact)), case.year))
    return Prospects(
        None if straight is None else case.figure(straight),
        None if recent is None else case.figure(recent),
        None if reduction is None else printed(reduction * 100, 2),
        None if needed is None or not falling else printed(needed * 100, 2),
        on_path,
    )


def _verdict(case: Case, method: Method) -> MethodVerdict:
    ruling = rule(case, method)
    word = word_of(case.court.words, ruling.verdict)
    return MethodVerdict(method, case.say(f"method.{method}"), ruling.verdict, word, ruling.steps)


def _disagreement(case: Case, rulings: tuple[MethodVerdict, ...]) -> str | None:
    spoken = [r for r in rulings if r.verdict != "cannot_tell"]
    if len({r.verdict for r in spoken}) < 2:
        return None
    verdicts = "，".join(case.say("other.verdict", method=r.name, word=r.word) for r in spoken)
    return case.say("other.disagree", verdicts=verdicts)
