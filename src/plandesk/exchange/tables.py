"""Working tables (export tables): every domain with its goals, several years, units and open findings."""

from collections.abc import Sequence
from pathlib import Path

from plandesk.core.findings import Finding
from plandesk.core.judging import Evaluation
from plandesk.core.snapshot import Snapshot
from plandesk.core.words import Words
from plandesk.exchange.book import Order, begin, finish
from plandesk.exchange.saving import workbook_bytes, write_whole

EARLIER_YEARS = 2


def write_tables(
    snapshot: Snapshot,
    year: int,
    path: Path,
    *,
    words: Words,
    evaluations: Sequence[Evaluation],
    findings: Sequence[Finding],
) -> None:
    """Writes the working tables of ``year`` to ``path``: identical input gives identical bytes.

    Raises KnownProblem when the file cannot be written.
    """
    order = Order(
        "tables",
        snapshot,
        year,
        words,
        evaluations,
        findings,
        with_reporter=True,
        bands=True,
        history=EARLIER_YEARS,
    )
    book = begin(order)
    finish(book)
    write_whole(path, workbook_bytes(book.workbook, order.stamp))
