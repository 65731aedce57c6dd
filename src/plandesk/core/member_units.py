"""Member units (责任单位): which indicators each answers for, plan by plan and domain by domain."""

from collections.abc import Iterator
from dataclasses import dataclass

from plandesk.core.annual.compose import STATISTICS_SETTING
from plandesk.core.entry_sheet import SheetRow, domain_sheet
from plandesk.core.plan import Domain, Plan
from plandesk.core.snapshot import Snapshot


@dataclass(frozen=True, slots=True)
class UnitSection:
    """The rows of one domain that one unit fills; ``domain`` is None for the plan's projects."""

    plan: Plan
    domain: Domain | None
    rows: tuple[SheetRow, ...]


def units(snapshot: Snapshot) -> tuple[str, ...]:
    """Every unit that answers for an indicator of the file's plans, in the order the plans need them."""
    return tuple(dict.fromkeys(row.indicator.reporter for _, _, row in _rows(snapshot)))


def unit_sections(snapshot: Snapshot, unit: str) -> tuple[UnitSection, ...]:
    """The unit's rows: an indicator that several plans or domains use stands once, where it first comes."""
    seen: set[str] = set()
    sections: list[UnitSection] = []
    for plan, domain, row in _rows(snapshot):
        if row.indicator.reporter != unit or row.indicator.code in seen:
            continue
        seen.add(row.indicator.code)
        last = sections[-1] if sections else None
        if last is not None and last.plan is plan and last.domain is domain:
            sections[-1] = UnitSection(plan, domain, (*last.rows, row))
        else:
            sections.append(UnitSection(plan, domain, (row,)))
    return tuple(sections)


def recipient(snapshot: Snapshot) -> str:
    """Whom the units send their figures to: the setting if one was made, else whom the plan names."""
    named = next((p.monitoring.data_to for p in snapshot.plans if p.monitoring.data_to), "")
    return snapshot.settings.get(STATISTICS_SETTING) or named or snapshot.region.name


def _rows(snapshot: Snapshot) -> Iterator[tuple[Plan, Domain | None, SheetRow]]:
    for plan in snapshot.plans:
        for domain in plan.domains:
            for section in domain_sheet(plan, domain, snapshot.library, snapshot.substitutes):
                for row in section.rows:
                    yield plan, domain, row
        for project in plan.projects:
            for code in dict.fromkeys(t.indicator for t in project.targets):
                own = tuple(t for t in project.targets if t.indicator == code)
                yield plan, None, SheetRow(snapshot.library[code], own, None, project)
