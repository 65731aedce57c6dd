"""A plan as the JSON of cli.md, “A plan”; ``plan_reader.plan_from_mapping`` is the inverse."""

from decimal import Decimal

from plandesk.core.plan import Domain, Goal, Measure, Monitoring, Plan, Relative, Target


def plan_to_mapping(plan: Plan, *, stored: bool = False) -> dict[str, object]:
    """The plan as ``plan --json`` prints it; ``stored`` adds what only the data file keeps.

    (``version``, a goal's ``text``, ``valid_from`` and ``valid_to`` of goals, measures and targets, a target's
    ``required`` and ``typed_twice`` where the county decided them, ``evaluation_to``.)
    """
    mapping: dict[str, object] = {
        "id": plan.id,
        "title": plan.title,
        "region": {"name": plan.region.name, "code": plan.region.code, "level": plan.region.level},
        "audience": plan.audience,
        "period": list(plan.period),
        "doc_no": plan.doc_no,
        "issued": plan.issued,
        "domains": [_domain_to_mapping(d, stored) for d in plan.domains],
        "projects": [_measure_to_mapping(p, stored) for p in plan.projects],
        "baselines": [
            {"indicator": b.indicator, "year": b.year, "value": format(b.value, "f")} for b in plan.baselines
        ],
        "monitoring": _monitoring_to_mapping(plan.monitoring, stored),
    }
    return mapping | ({"version": plan.version} if stored else {})


def _domain_to_mapping(domain: Domain, stored: bool) -> dict[str, object]:
    return {
        "no": domain.no,
        "name": domain.name,
        "form": domain.form,
        "goals": [_goal_to_mapping(g, stored) for g in domain.goals],
        "measures": [_measure_to_mapping(m, stored) for m in domain.measures],
    }


def _goal_to_mapping(goal: Goal, stored: bool) -> dict[str, object]:
    mapping: dict[str, object] = {
        "no": goal.no,
        "summary": goal.summary,
        "kind": goal.kind,
        "targets": [_target_to_mapping(t, stored) for t in goal.targets],
    }
    return mapping | ({"text": goal.text, **_years(goal)} if stored else {})


def _measure_to_mapping(measure: Measure, stored: bool) -> dict[str, object]:
    targets = [_target_to_mapping(t, stored) for t in measure.targets]
    mapping: dict[str, object] = {"no": measure.no, "title": measure.title, "targets": targets}
    return mapping | (_years(measure) if stored else {})


def _years(item: Goal | Measure) -> dict[str, object]:
    """The years a revised plan has it in; nothing where it always was there."""
    years = {"valid_from": item.valid_from, "valid_to": item.valid_to}
    return {name: year for name, year in years.items() if year is not None}


def _target_to_mapping(target: Target, stored: bool) -> dict[str, object]:
    mapping: dict[str, object] = {
        "indicator": target.indicator,
        "name": target.name,
        "op": target.op,
        "value": _text(target.value),
        "value2": _text(target.value2),
        "unit": target.unit,
        "stage_year": target.stage_year,
        "baseline_year": target.baseline_year,
        "relative": _relative_to_mapping(target.relative),
        "scope": target.scope,
        "stretch": target.stretch,
        "implicit": target.implicit,
        "remark": target.remark,
    }
    if not stored:
        return mapping
    own = {"required": target.required, "typed_twice": target.typed_twice}
    decided = {name: flag for name, flag in own.items() if flag is not None}
    return mapping | {"valid_from": target.valid_from, "valid_to": target.valid_to} | decided


def _relative_to_mapping(relative: Relative | None) -> dict[str, object] | None:
    if relative is None:
        return None
    if relative.kind == "change":
        mapping: dict[str, object] = {
            "kind": relative.kind,
            "direction": relative.direction,
            "per": relative.per,
            "from": relative.from_year,
            "unit": relative.unit,
        }
        return mapping | ({"words": relative.words} if relative.words else {})
    if relative.kind == "benchmark":
        return {"kind": relative.kind, "against": relative.against, "words": relative.words}
    return {"kind": relative.kind, "words": relative.words}


def _monitoring_to_mapping(monitoring: Monitoring, stored: bool) -> dict[str, object]:
    mapping: dict[str, object] = {
        "annual": monitoring.annual,
        "midterm": monitoring.midterm,
        "final": monitoring.final,
        "data_to": monitoring.data_to,
        "groups": list(monitoring.groups),
        "special": list(monitoring.special),
    }
    return mapping | ({"evaluation_to": monitoring.evaluation_to} if stored else {})


def _text(value: Decimal | None) -> str | None:
    return None if value is None else format(value, "f")
