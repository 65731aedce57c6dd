"""The numbers on strip and filters: how far each domain is, how many rows each filter shows."""

from plandesk.core.plan import Domain
from plandesk.desktop.desk import Desk
from plandesk.desktop.entry.lines import Filter, Shown
from plandesk.desktop.entry.strip import DomainStrip
from plandesk.desktop.entry.tools import SHOWN, ToolRow
from plandesk.desktop.standing import rows_of, sheet_progress


def show_counts(desk: Desk, domain: Domain | None, strip: DomainStrip, tools: ToolRow) -> None:
    """Put the numbers of the chosen plan's year on the strip and on the filters."""
    snapshot, findings, year = desk.snapshot, desk.findings(), desk.year
    for place, each in enumerate(desk.domains):
        progress = sheet_progress(rows_of(desk.sheet(each)), snapshot, findings, year)
        strip.show_progress(place, progress)
        tools.show_domain_count(place, progress)
    if domain is None:
        return
    rows = rows_of(desk.sheet(domain))
    counts: dict[Shown, int] = {
        shown: sum(Filter(shown).keeps_row(row, snapshot, findings, year) for row in rows) for shown in SHOWN
    }
    tools.show_counts(counts)
