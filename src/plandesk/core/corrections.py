"""变更清单: what was corrected in a year after it had been sent, from the change log."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from plandesk.core.changes import Change, ChangeSet, Row
from plandesk.core.quantity import canonical
from plandesk.core.records import STATUS_WORDS, CellKey, Observation, record_from_row


@dataclass(frozen=True, slots=True)
class Correction:
    """A cell corrected after the ``sending``-th sending: what was sent, what stands now, who changed it
    last.
    """

    sending: int
    address: CellKey
    before: str
    after: str
    at: str
    who: str
    label: str


def corrections_after_sending(history: Sequence[ChangeSet], year: int) -> tuple[Correction, ...]:
    """The net changes of ``year``'s figures after each sending; ``history`` newest first, as the store
    gives it.

    A cell changed and changed back between two sendings is no correction. A sending is the year's change to
    the state 已上报.
    """
    sending = 0
    pending: dict[CellKey, tuple[Change, Change, ChangeSet]] = {}
    found: list[Correction] = []
    for batch in reversed(history):
        for change in batch.changes:
            if _is_sending(change, year):
                found += _net(sending, pending)
                pending, sending = {}, sending + 1
            elif sending and change.table == Observation.table and change.key[2] == year:
                address = CellKey(str(change.key[1]), year, str(change.key[3]))
                first = pending[address][0] if address in pending else change
                pending[address] = (first, change, batch)
    return (*found, *_net(sending, pending))


def figure_words(row: Row | None) -> str:
    """A stored observation as a short text: 95.2（88/926）, 未统计, or 空."""
    if row is None:
        return "空"
    observation = record_from_row(Observation.table, row)
    assert isinstance(observation, Observation)
    if observation.status in STATUS_WORDS:
        return STATUS_WORDS[observation.status]
    value = observation.text or ("" if observation.value is None else canonical(observation.value))
    parts = ""
    if observation.numerator_text or observation.denominator_text:
        parts = f"（{observation.numerator_text or '空'}/{observation.denominator_text or '空'}）"
    return (value + parts) or "空"


def _is_sending(change: Change, year: int) -> bool:
    if change.table != "year_state" or change.key[0] != year or change.after is None:
        return False
    before = change.before["stage"] if change.before is not None else None
    return change.after["stage"] == "sent" and before != "sent"


def _net(sending: int, pending: dict[CellKey, tuple[Change, Change, ChangeSet]]) -> Iterator[Correction]:
    for address, (first, last, batch) in pending.items():
        before, after = figure_words(first.before), figure_words(last.after)
        if before != after:
            yield Correction(sending, address, before, after, batch.at, batch.who, batch.label)
