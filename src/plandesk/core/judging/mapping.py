"""An evaluation as the JSON document of cli.md."""

from plandesk.core.judging.model import Counts, DomainEvaluation, Evaluation, Judgement, Rates
from plandesk.core.judging.units import UnitEvaluation
from plandesk.core.quantity import canonical

Json = dict[str, object]


def evaluation_to_mapping(evaluation: Evaluation) -> Json:
    """The mapping ``evaluate --json`` prints: keys and their order as in cli.md; ``projects`` is ours."""
    return {
        "year": evaluation.year,
        "method": evaluation.method,
        "plan": evaluation.plan_id,
        "counts": _counts(evaluation.counts),
        "rates": _rates(evaluation.rates),
        "domains": [_domain(domain) for domain in evaluation.domains],
        "projects": [judgement_to_mapping(judgement) for judgement in evaluation.projects],
    }


def units_to_mapping(units: tuple[UnitEvaluation, ...]) -> list[Json]:
    """The units as ``evaluate --json`` prints them beside the domains (ours, not cli.md's)."""
    return [{"unit": u.unit, "counts": _counts(u.counts), "rates": _rates(u.rates)} for u in units]


def judgement_to_mapping(judgement: Judgement) -> Json:
    """One entry of ``targets``; ``measure`` or ``project`` stand only where the figure is one of theirs,
    ``substitute`` only where a 替代性指标 was judged.
    """
    target, place = judgement.target, {}
    instead = {} if judgement.substitute is None else {"substitute": judgement.substitute.code}
    if judgement.measure is not None:
        place = {"project" if judgement.domain is None else "measure": judgement.measure.no}
    value = None if target is None or target.value is None else canonical(target.value)
    value2 = None if target is None or target.value2 is None else canonical(target.value2)
    return {
        "goal": judgement.goal.no if judgement.goal is not None else None,
        **place,
        "indicator": target.indicator if target is not None else None,
        **instead,
        "op": target.op if target is not None else None,
        "target": value,
        "target2": value2,
        "stage_year": target.stage_year if target is not None else None,
        "counted": judgement.counted,
        "value": judgement.value,
        "baseline": judgement.baseline,
        "attained": judgement.attained,
        "state": judgement.state,
        "verdict": judgement.verdict,
        "forecast": judgement.forecast,
        "warnings": list(judgement.warnings),
        "steps": list(judgement.steps),
    }


def _domain(domain: DomainEvaluation) -> Json:
    return {
        "no": domain.no,
        "name": domain.name,
        "counts": _counts(domain.counts),
        "rates": _rates(domain.rates),
        "targets": [judgement_to_mapping(judgement) for judgement in domain.targets],
    }


def _counts(counts: Counts) -> Json:
    return {
        "counted": counts.counted,
        "attained": counts.attained,
        "not_attained": counts.not_attained,
        "not_due": counts.not_due,
        "no_data": counts.no_data,
        "directional": counts.directional,
        "qualitative": counts.qualitative,
    }


def _rates(rates: Rates) -> Json:
    return {"of_judged": rates.of_judged, "of_due": rates.of_due, "of_all": rates.of_all}
