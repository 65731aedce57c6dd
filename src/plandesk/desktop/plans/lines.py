"""The lines of the plan's tree: domains, goals and measures, indicators with every stage of their targets."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from plandesk.core.entry_sheet import SheetRow, SheetSection, domain_sheet
from plandesk.core.indicator import Library
from plandesk.core.plan import Domain, Measure, Plan, Target


@dataclass(frozen=True, slots=True)
class DomainLine:
    """A domain, with how many goals and indicators it has."""

    domain: Domain
    goals: int
    indicators: int
    folded: bool

    @property
    def key(self) -> str:
        """Its name among the folded ones."""
        return f"domain {self.domain.no}"


@dataclass(frozen=True, slots=True)
class SectionLine:
    """A goal or a measure under its domain."""

    domain: Domain
    section: SheetSection

    @property
    def goal_key(self) -> str:
        """DOMAIN.NO, as self-assessments are kept under."""
        return f"{self.domain.no}.{self.section.goal.no}" if self.section.goal else ""


@dataclass(frozen=True, slots=True)
class TargetLine:
    """A target of an indicator; ``first`` carries the indicator's name, later stages stand under it."""

    row: SheetRow
    target: Target | None
    first: bool


@dataclass(frozen=True, slots=True)
class ProjectsLine:
    """The head over 实事项目."""

    count: int


PlanLine = DomainLine | SectionLine | TargetLine | ProjectsLine


def plan_lines(plan: Plan, library: Library, folded: Collection[str], wanted: str = "") -> Iterator[PlanLine]:
    """The plan's lines in the document's order; ``wanted`` keeps indicators whose name holds it."""
    for domain in plan.domains:
        sections = [s for s in domain_sheet(plan, domain, library) if not wanted or _holds(s, wanted)]
        rows = sum(len(s.rows) for s in sections)
        line = DomainLine(domain, len(domain.goals), rows, not wanted and f"domain {domain.no}" in folded)
        if wanted and not sections:
            continue
        yield line
        if line.folded:
            continue
        for section in sections:
            yield SectionLine(domain, section)
            for row in section.rows:
                yield from _targets(row)
    projects = [p for p in plan.projects if p.targets and not wanted]
    if projects:
        yield ProjectsLine(len(projects))
        for project in projects:
            for code in dict.fromkeys(t.indicator for t in project.targets):
                yield from _targets(project_row(project, code, library))


def project_row(project: Measure, code: str, library: Library) -> SheetRow:
    """An indicator as it stands under a project."""
    return SheetRow(library[code], tuple(t for t in project.targets if t.indicator == code), None, project)


def _targets(row: SheetRow) -> Iterator[TargetLine]:
    if not row.targets:
        yield TargetLine(row, None, True)
    for place, target in enumerate(row.targets):
        yield TargetLine(row, target, place == 0)


def _holds(section: SheetSection, wanted: str) -> bool:
    return any(wanted in row.indicator.name for row in section.rows)
