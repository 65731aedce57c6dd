"""Judges a plan in a year: every target, counts and rates per domain and plan."""

from collections.abc import Iterable, Iterator
from decimal import Decimal

from plandesk.core.findings import Finding
from plandesk.core.judging.case import Court
from plandesk.core.judging.judge import judge, judge_goal
from plandesk.core.judging.model import (
    METHODS,
    DomainEvaluation,
    Evaluation,
    Judgement,
    Method,
)
from plandesk.core.judging.rates import count, rates_of
from plandesk.core.judging.readings import Readings
from plandesk.core.judging.substitutes import case_of
from plandesk.core.judging.tolerance import tolerance_of
from plandesk.core.plan import Domain, Goal, Measure, PlacedTarget, Plan, Target
from plandesk.core.plan_years import plan_in_year
from plandesk.core.snapshot import Snapshot
from plandesk.core.words import Words

_Series = tuple[str, str | None, str]


def evaluate(
    snapshot: Snapshot,
    plan: Plan,
    year: int,
    findings: Iterable[Finding],
    *,
    method: Method = "weather",
    words: Words,
    tolerance: Decimal | None = None,
) -> Evaluation:
    """The plan judged in ``year`` (cli.md, Judging).

    ``findings`` are those of ``year`` (``Checker.check``) and, so that faulty figures stay out of trends and
    baselines, the errors of earlier years (``earlier_errors``). ``tolerance`` is that of ``≈``, in percent; None
    takes the file's own (``tolerance_of``). Raises ValueError for an unknown method, KeyError for an indicator the
    library lacks.
    """
    if method not in METHODS:
        raise ValueError(f"unknown method {method!r}")
    held = tolerance_of(snapshot) if tolerance is None else tolerance
    court = Court(Readings(snapshot, findings), plan, year, method, words, held)
    there = plan_in_year(plan, year)
    domains = tuple(_domain(court, domain) for domain in there.domains)
    projects = tuple(
        judgement for project in there.projects
        for judgement in _judge_all(court, None, None, project, project.targets)
    )  # fmt: skip
    counts = count(judgement for domain in domains for judgement in domain.targets)
    return Evaluation(year, method, plan.id, counts, rates_of(counts), domains, projects, held)


def standing(targets: Iterable[Target], year: int) -> Iterator[tuple[Target, bool]]:
    """The targets of one goal that stand in ``year``, each with whether it counts.

    Of several stages of one target (same indicator, scope and kind) the earliest with stage ≥ ``year``
    counts, else the last; later stages follow it, not counted; earlier ones, and targets not valid in
    ``year``, are left out.
    """
    series: dict[_Series, list[Target]] = {}
    for target in targets:
        if (target.valid_from or year) <= year <= (target.valid_to or year):
            series.setdefault(_series(target), []).append(target)
    for stages in series.values():
        yield from _stages(stages, year)


def _stages(targets: list[Target], year: int) -> Iterator[tuple[Target, bool]]:
    aside = [target for target in targets if not target.countable]
    firm = sorted((t for t in targets if t.countable), key=lambda t: t.stage_year)
    ahead = [t.stage_year for t in firm if t.stage_year >= year]
    stage = min(ahead) if ahead else max((t.stage_year for t in firm), default=0)
    for target in firm:
        if target.stage_year >= stage:
            yield target, target.stage_year == stage
    for target in aside:
        yield target, False


def _series(target: Target) -> _Series:
    relative = target.relative
    kind = "" if relative is None else f"{relative.kind} {relative.per}"
    return target.indicator, target.scope, kind


def _domain(court: Court, domain: Domain) -> DomainEvaluation:
    judgements: list[Judgement] = []
    for goal in domain.goals:
        if goal.targets:
            judgements += _judge_all(court, domain, goal, None, goal.targets)
        else:
            judgements.append(judge_goal(court, domain, goal))
    for measure in domain.measures:
        judgements += _judge_all(court, domain, None, measure, measure.targets)
    counts = count(judgements)
    return DomainEvaluation(domain.no, domain.name, counts, rates_of(counts), tuple(judgements))


def _judge_all(
    court: Court,
    domain: Domain | None,
    goal: Goal | None,
    measure: Measure | None,
    targets: tuple[Target, ...],
) -> list[Judgement]:
    return [
        judge(case_of(court, PlacedTarget(domain, goal, measure, target), counts and bool(goal)))
        for target, counts in standing(targets, court.year)
    ]
