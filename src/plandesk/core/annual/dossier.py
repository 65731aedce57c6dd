"""A plan as the papers see it: judged, its facts by domain, and the narrator that writes about them."""

from collections.abc import Sequence
from dataclasses import dataclass

from plandesk.core.annual.facts import DomainFacts, Fact, facts_of, project_facts
from plandesk.core.annual.narrator import Narrator
from plandesk.core.annual.options import USUAL, ReportOptions
from plandesk.core.judging import Evaluation
from plandesk.core.plan import Plan
from plandesk.core.plan_years import plan_in_year
from plandesk.core.snapshot import Snapshot
from plandesk.core.words import Words


@dataclass(frozen=True, slots=True)
class Dossier:
    """One plan of a paper with everything that is said about it."""

    plan: Plan
    evaluation: Evaluation
    narrator: Narrator
    domains: tuple[DomainFacts, ...]
    projects: tuple[Fact, ...]

    @property
    def facts(self) -> list[Fact]:
        """Everything that a list of figures holds, in the document's order, what is compared with included."""
        return [f for d in self.domains for f in d.listed()] + list(self.projects)

    @property
    def judged(self) -> list[Fact]:
        """Everything judged."""
        return [f for d in self.domains for f in d.all()] + list(self.projects)

    @property
    def any_data(self) -> bool:
        """Whether any target has a figure this year."""
        return any(f.has_value for f in self.judged)


def dossier(
    snapshot: Snapshot, evaluation: Evaluation, words: Words, annex_missing: str = "", options: ReportOptions = USUAL
) -> Dossier:  # fmt: skip
    """The dossier of the evaluated plan; ``annex_missing`` names the annex that lists what has no data.

    Raises KeyError for a plan the snapshot does not hold.
    """
    plan = plan_in_year(snapshot.plan(evaluation.plan_id), evaluation.year)
    narrator = Narrator(words, snapshot, plan, evaluation.year, annex_missing, options)
    domains, projects = facts_of(snapshot, plan, evaluation), project_facts(snapshot, plan, evaluation)
    return Dossier(plan, evaluation, narrator, domains, projects)


def dossiers(
    snapshot: Snapshot, evaluations: Sequence[Evaluation], words: Words, options: ReportOptions = USUAL
) -> list[Dossier]:
    """The dossiers of several plans. Raises ValueError without an evaluation, KeyError as ``dossier``."""
    if not evaluations:
        raise ValueError("a paper needs an evaluation")
    return [dossier(snapshot, evaluation, words, options=options) for evaluation in evaluations]
