"""What the units wrote themselves about a domain: progress on measures, self-assessed goals (unit_words, Assessment)."""

from collections.abc import Collection
from dataclasses import dataclass

from plandesk.core.annual.dossier import Dossier
from plandesk.core.plan import Domain
from plandesk.core.unit_words import measure_key, measure_texts


@dataclass(frozen=True, slots=True)
class MeasureReport:
    """A unit's words on a measure (by number and title) in a year, without the last full stop."""

    measure: int
    title: str
    year: int
    unit: str
    text: str


@dataclass(frozen=True, slots=True)
class GoalAnswer:
    """The self-assessment of a goal without figures: yes, partly or no, and its evidence."""

    no: str
    summary: str
    answer: str
    evidence: str


def measure_reports(one: Dossier, domain: Domain, years: Collection[int]) -> list[MeasureReport]:
    """Everything reported on the domain's measures in ``years``: measure by measure, the earliest year first."""
    snapshot = one.narrator.snapshot
    found: list[MeasureReport] = []
    for measure in domain.measures:
        key = measure_key(one.plan.id, domain.no, measure.no)
        texts = sorted(
            (year, unit, text) for year, unit, text in measure_texts(snapshot, key) if year in years
        )
        found += [
            MeasureReport(measure.no, measure.title, year, unit, " ".join(text.split()).rstrip("。"))
            for year, unit, text in texts
        ]
    return found


def goal_answers(one: Dossier, domain: Domain) -> list[GoalAnswer]:
    """The answers given this year for the domain's goals without figures, in order."""
    snapshot, year = one.narrator.snapshot, one.narrator.year
    found = []
    for goal in domain.goals:
        given = snapshot.assessments.get((one.plan.id, f"{domain.no}.{goal.no}", year))
        if given is not None and given.answer and not goal.targets:
            evidence = " ".join(given.evidence.split()).rstrip("。")
            found.append(GoalAnswer(goal.no, goal.text or goal.summary, given.answer, evidence))
    return found
