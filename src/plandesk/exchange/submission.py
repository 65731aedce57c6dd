"""The submission (上报表): cover, domain sheets, explanations, corrections, what has no data, machine
rows.
"""

from collections.abc import Sequence
from pathlib import Path

from plandesk.core.changes import ChangeSet
from plandesk.core.corrections import corrections_after_sending
from plandesk.core.findings import Finding
from plandesk.core.judging import Evaluation
from plandesk.core.snapshot import Snapshot
from plandesk.core.words import Words
from plandesk.exchange import lists
from plandesk.exchange.book import Order, begin, finish
from plandesk.exchange.look import protect, protect_structure
from plandesk.exchange.saving import encrypted, workbook_bytes, write_whole


def write_submission(
    snapshot: Snapshot,
    year: int,
    path: Path,
    *,
    words: Words,
    evaluations: Sequence[Evaluation],
    findings: Sequence[Finding],
    password: str | None = None,
    history: Sequence[ChangeSet] = (),
) -> None:
    """Writes the file that goes upward; whether it may go is ``sending.gate``'s to say, before this is
    called.

    ``history`` (newest first) gives the 变更清单. With ``password`` the file is encrypted as Excel does it;
    without, identical input gives identical bytes. Raises KnownProblem when it cannot be written or
    encrypted.
    """
    order = Order("submission", snapshot, year, words, evaluations, findings, signed=True)
    book = begin(order)
    subtitle = words.say("workbook.list_subtitle", region=snapshot.region.name, year=year)
    found = corrections_after_sending(history, year)
    tables = (
        ("explanations", lists.explanations(snapshot, findings, words)),
        ("corrections", lists.corrections(snapshot, found, words)),
        ("without", lists.without_data(snapshot, year, book.pages, words)),
    )
    for name, table in tables:
        sheet = book.add(words.say(f"workbook.sheet_{name}"))
        lists.draw_list(book.look, sheet, table, words=words, subtitle=subtitle, sample=order.sample)
    finish(book)
    for sheet in book.workbook.worksheets:
        protect(sheet)
    protect_structure(book.workbook)
    content = workbook_bytes(book.workbook, order.stamp)
    write_whole(path, encrypted(content, password) if password else content)
