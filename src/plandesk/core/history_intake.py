"""Takes the figures of a mapped table of old years in: cell by cell the road of a returned form, year by year."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from plandesk.core.history_table import Proposal, ProposedColumn, ProposedRow, RowRule, columns_of
from plandesk.core.import_lines import KINDS, Line, lines_of
from plandesk.core.importing import Compared, Conflict, Mode, compared, take_in
from plandesk.core.quantity import Unreadable, canonical, read_number
from plandesk.core.records import CellKey, Record
from plandesk.core.returned_cells import DASHES, FormCell, Rejected
from plandesk.core.snapshot import Snapshot
from plandesk.core.words import Words

_BLANK = frozenset((*DASHES, "……", "--", "——", "空", "无数据", "缺"))


@dataclass(frozen=True)
class HistoryIntake:
    """The decision on a table: ``records`` are what would be written, in one step."""

    records: tuple[Record, ...]
    accepted: int
    unchanged: int
    conflicts: tuple[Conflict, ...]
    rejected: tuple[Rejected, ...]
    notes: tuple[str, ...]


def take_history(snapshot: Snapshot, proposal: Proposal, *, mode: Mode, words: Words) -> HistoryIntake:
    """Decides on every figure of the mapped rows; blank cells and dashes say nothing."""
    by_year, doubled = _by_year(proposal, snapshot, words)
    total = HistoryIntake((), 0, 0, (), doubled, ())
    for year in sorted(by_year):
        one = take_in(snapshot, by_year[year], year, mode=mode, words=words)
        notes = tuple(words.say("history.of_year", year=year, note=note) for note in one.notes)
        total = HistoryIntake(
            total.records + one.records,
            total.accepted + one.accepted,
            total.unchanged + one.unchanged,
            total.conflicts + one.conflicts,
            total.rejected + one.rejected,
            total.notes + notes,
        )
    return total


def compare_history(
    snapshot: Snapshot, proposal: Proposal, words: Words
) -> tuple[Compared, tuple[Line, ...]]:
    """Every figure of the mapped rows beside the file's, for the clerk to choose from: those that change first."""
    by_year, doubled = _by_year(proposal, snapshot, words)
    total = Compared((), 0, 0, doubled)
    lines = list(lines_of(snapshot, total, (), (), 0, "", words))
    for year in sorted(by_year):
        one = compared(snapshot, by_year[year], year, words)
        lines += lines_of(snapshot, one, (), (), year, "", words)
        total = Compared(
            total.changes + one.changes, total.unchanged + one.unchanged, 0, total.rejected + one.rejected
        )
    return total, tuple(sorted(lines, key=lambda line: KINDS.index(line.kind)))


def _by_year(
    proposal: Proposal, snapshot: Snapshot, words: Words
) -> tuple[dict[int, list[FormCell]], tuple[Rejected, ...]]:
    cells, doubled = _cells(proposal, snapshot, words)
    by_year: dict[int, list[FormCell]] = {}
    for cell in cells.values():
        by_year.setdefault(cell.address.year, []).append(cell)
    return by_year, doubled


def _cells(
    proposal: Proposal, snapshot: Snapshot, words: Words
) -> tuple[Mapping[CellKey, FormCell], tuple[Rejected, ...]]:
    """The figures by address; one that two rows state differently is rejected."""
    kept: dict[CellKey, FormCell] = {}
    doubled: dict[CellKey, Rejected] = {}
    for row in proposal.taken:
        assert row.rule is not None
        own: dict[CellKey, FormCell] = {}
        for column in columns_of(proposal, row):
            _put(own, row, column, row.rule)
        for address, cell in own.items():
            first = kept.setdefault(address, cell)
            if dict(first.texts) != dict(cell.texts):
                field, text = next(iter(cell.texts.items()))
                place = next(iter(first.places.values()))
                said = words.say(
                    "importing.twice",
                    indicator=snapshot.indicator(address.indicator).name,
                    other=f"{first.sheet}!{place}",
                )
                doubled[address] = Rejected(cell.sheet, cell.places[field], address.indicator, text, said)
    return {a: c for a, c in kept.items() if a not in doubled}, tuple(doubled.values())


def _put(own: dict[CellKey, FormCell], row: ProposedRow, column: ProposedColumn, rule: RowRule) -> None:
    text = row.sheet.text(row.row, column.column)
    if not text or text in _BLANK:
        return
    field = column.rule.field
    text = _converted(text, rule.factor) if field == "value" else text
    address = CellKey(rule.indicator, column.rule.year, rule.cell)
    place = row.sheet.place(row.row, column.column)
    cell = own.get(address) or FormCell(row.sheet.name, address, {}, {})
    own[address] = replace(cell, texts={**cell.texts, field: text}, places={**cell.places, field: place})


def _converted(text: str, factor: Decimal) -> str:
    if factor == 1:
        return text
    try:
        return canonical(read_number(text) * factor)
    except Unreadable:
        return text
