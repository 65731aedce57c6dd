"""Verdicts of a plan's year, one indicator at a time: the grid paints a cell within a frame, not a plan."""

from collections.abc import Iterable
from dataclasses import replace

from plandesk.core.entry_sheet import Substitutes
from plandesk.core.findings import Finding
from plandesk.core.judging import Evaluation, Judgement, evaluate
from plandesk.core.plan import Domain, Measure, Plan
from plandesk.core.snapshot import Snapshot
from plandesk.core.words import Words


class PlanVerdicts:
    """What the grid shows in 达标: each indicator judged when first asked for, forgotten when its figures change."""

    def __init__(self, plan: Plan, year: int, words: Words, substitutes: Substitutes) -> None:
        self._plan, self._year, self._words = plan, year, words
        self._by_code: dict[str, Judgement | None] = {}
        self._parts: dict[str, Plan] = {}
        self._compared: dict[str, set[str]] = {}
        for placed in plan.placed_targets():
            relative = placed.target.relative
            if relative is not None and relative.against:
                self._compared.setdefault(relative.against, set()).add(placed.target.indicator)
        for (plan_id, indicator), named in substitutes.items():
            if plan_id == plan.id:
                self._compared.setdefault(named.substitute, set()).add(indicator)

    def knows(self, code: str) -> bool:
        """Whether the indicator has been judged since its figures changed."""
        return code in self._by_code

    def of(self, code: str, snapshot: Snapshot, findings: Iterable[Finding]) -> Judgement | None:
        """The indicator's judgement: of its counted target first, else of the first it has."""
        if code not in self._by_code:
            if code not in self._parts:
                self._parts[code] = part_of_plan(self._plan, code)
            part = evaluate(snapshot, self._parts[code], self._year, findings, words=self._words)
            self._by_code[code] = _leading(part, code)
        return self._by_code[code]

    def forget(self, codes: Iterable[str]) -> frozenset[str]:
        """The figures of those indicators changed; they and all that are compared with or judged on them, to be judged anew."""
        stale = set(codes)
        for code in tuple(stale):
            stale |= self._compared.get(code, set())
        for code in stale:
            self._by_code.pop(code, None)
        return frozenset(stale)


def _leading(evaluation: Evaluation, code: str) -> Judgement | None:
    found = [j for j in evaluation.judgements() if j.indicator is not None and j.indicator.code == code]
    return next((j for j in found if j.counted), found[0] if found else None)


def part_of_plan(plan: Plan, code: str) -> Plan:
    """The plan with the targets of one indicator only."""
    return replace(
        plan,
        domains=tuple(_part(domain, code) for domain in plan.domains),
        projects=tuple(m for project in plan.projects if (m := _measure(project, code)).targets),
    )


def _part(domain: Domain, code: str) -> Domain:
    goals = tuple(
        replace(goal, targets=kept)
        for goal in domain.goals
        if (kept := tuple(t for t in goal.targets if t.indicator == code))
    )
    measures = tuple(m for measure in domain.measures if (m := _measure(measure, code)).targets)
    return replace(domain, goals=goals, measures=measures)


def _measure(measure: Measure, code: str) -> Measure:
    return replace(measure, targets=tuple(t for t in measure.targets if t.indicator == code))
