"""Attainment per responsible unit (责任单位): the same counts and rates as a domain's, over what the unit answers for."""

from dataclasses import dataclass

from plandesk.core.judging.model import Counts, Evaluation, Judgement, Rates
from plandesk.core.judging.rates import count, rates_of
from plandesk.core.snapshot import Snapshot


@dataclass(frozen=True, slots=True)
class UnitEvaluation:
    """A unit's judgements, counts and rates; qualitative goals belong to no unit and are left out."""

    unit: str
    counts: Counts
    rates: Rates
    targets: tuple[Judgement, ...]


def by_unit(snapshot: Snapshot, evaluation: Evaluation) -> tuple[UnitEvaluation, ...]:
    """The plan's targets by the unit that reports the target's own indicator, units in the order the plan needs them."""
    found: dict[str, list[Judgement]] = {}
    for judgement in evaluation.judgements():
        if judgement.target is not None:
            unit = snapshot.indicator(judgement.target.indicator).reporter
            found.setdefault(unit, []).append(judgement)
    evaluations = []
    for unit, targets in found.items():
        counts = count(targets)
        evaluations.append(UnitEvaluation(unit, counts, rates_of(counts), tuple(targets)))
    return tuple(evaluations)
