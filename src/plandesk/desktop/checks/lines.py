"""The lines of 审核: groups by severity, findings in the forms' order, blanks that must not be sent, what is flagged."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from plandesk.core.findings import Finding
from plandesk.core.records import CellKey
from plandesk.core.snapshot import Snapshot

Group = Literal["error", "warning", "note", "blank", "flagged"]
GROUPS: tuple[Group, ...] = ("error", "warning", "note", "blank")
Shown = Literal["all", "error", "open", "explained", "blank", "flagged"]
SHOWN: tuple[Shown, ...] = ("all", "error", "open", "explained", "blank", "flagged")


@dataclass(frozen=True, slots=True)
class GroupLine:
    """The head of a group with how many stand under it."""

    group: Group
    count: int


@dataclass(frozen=True, slots=True)
class FindingLine:
    """A finding with the short name of the domain it stands in."""

    finding: Finding
    domain: str


@dataclass(frozen=True, slots=True)
class FlagLine:
    """A cell marked 待跟进, with its note and the short name of its domain."""

    key: CellKey
    note: str
    domain: str


CheckLine = GroupLine | FindingLine | FlagLine


@dataclass(frozen=True, slots=True)
class CheckFilter:
    """Which findings are shown: by level or state, domain, unit."""

    shown: Shown = "all"
    domain: str = ""
    unit: str = ""


def group_of(finding: Finding) -> Group:
    """The group a finding stands in; required blanks are a group of their own."""
    return "blank" if finding.kind == "required" else finding.severity


def counts_of(findings: Iterable[Finding]) -> dict[Shown, int]:
    """How many findings each filter shows."""
    counts: dict[Shown, int] = dict.fromkeys(SHOWN, 0)
    for finding in findings:
        for shown in SHOWN:
            counts[shown] += _passes(finding, shown)
    return counts


def _passes(finding: Finding, shown: Shown) -> bool:
    group = group_of(finding)
    match shown:
        case "all":
            return True
        case "flagged":
            return False
        case "error" | "blank":
            return group == shown
        case "open":
            return group == "warning" and finding.open
        case "explained":
            return group == "warning" and not finding.open


def check_lines(
    findings: Iterable[Finding], domains: Mapping[str, str], snapshot: Snapshot, chosen: CheckFilter
) -> Iterator[CheckLine]:
    """The lines that pass the filter, group by group."""
    kept = [
        FindingLine(f, domains[f.indicator])
        for f in findings
        if f.indicator in domains
        and _passes(f, chosen.shown)
        and chosen.domain in ("", domains[f.indicator])
        and chosen.unit in ("", snapshot.indicator(f.indicator).reporter)
    ]
    for group in GROUPS:
        lines = [line for line in kept if group_of(line.finding) == group]
        if lines:
            yield GroupLine(group, len(lines))
            yield from lines


def flag_lines(
    snapshot: Snapshot, year: int, domains: Mapping[str, str], chosen: CheckFilter
) -> Iterator[CheckLine]:
    """Every cell of the year marked 待跟进 that passes the filter, in the order of ``domains``."""
    if chosen.shown not in ("all", "flagged"):
        return
    places = {code: place for place, code in enumerate(domains)}
    flagged = (o for o in snapshot.observations.values() if o.flagged and o.year == year and not o.region)
    lines = [
        FlagLine(o.address, o.note, domains[o.indicator])
        for o in sorted(flagged, key=lambda o: (places.get(o.indicator, -1), o.cell))
        if o.indicator in domains
        and chosen.domain in ("", domains[o.indicator])
        and chosen.unit in ("", snapshot.indicator(o.indicator).reporter)
    ]
    if lines:
        yield GroupLine("flagged", len(lines))
        yield from lines
