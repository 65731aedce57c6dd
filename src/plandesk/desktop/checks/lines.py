"""The lines of 审核: groups by severity, findings in the forms' order, blanks that must not be sent last."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from plandesk.core.findings import Finding
from plandesk.core.snapshot import Snapshot

Group = Literal["error", "warning", "note", "blank"]
GROUPS: tuple[Group, ...] = ("error", "warning", "note", "blank")
Shown = Literal["all", "error", "open", "explained", "blank"]
SHOWN: tuple[Shown, ...] = ("all", "error", "open", "explained", "blank")


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


CheckLine = GroupLine | FindingLine


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
