"""The way through the open findings of a plan: domain by domain, in the order of the forms."""

from collections.abc import Iterator

from plandesk.core.figures import cells_of
from plandesk.core.records import CellKey
from plandesk.desktop.desk import Desk
from plandesk.desktop.standing import rows_of


def addresses(desk: Desk) -> Iterator[tuple[int, CellKey]]:
    """Every address of the plan with its domain's place, in the order of the grid."""
    towns = desk.snapshot.towns
    for place, domain in enumerate(desk.domains):
        for row in rows_of(desk.sheet(domain)):
            for cell in ("", *cells_of(row.indicator, towns)):
                yield place, CellKey(row.indicator.code, desk.year, cell)


def next_finding(desk: Desk, place: int, here: CellKey | None, step: int) -> CellKey | None:
    """The address of the next (step 1) or previous (−1) open finding, going round; None where there is none."""
    ways = list(addresses(desk))
    if step < 0:
        ways.reverse()
    start = next((n for n, (_, key) in enumerate(ways) if key == here), None)
    if start is None:
        start = next((n for n, (at, _) in enumerate(ways) if at == place), 0) - 1
    findings = desk.findings()
    for distance in range(1, len(ways) + 1):
        _, key = ways[(start + distance) % len(ways)]
        if any(f.open for f in findings.own(key)):
            return key
    return None
