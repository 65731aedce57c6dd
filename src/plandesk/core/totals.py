"""Totals that follow from breakdown cells: computed while nothing was typed there, kept up to date, marked."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from plandesk.core.entry import settled
from plandesk.core.figures import values_of
from plandesk.core.indicator import Indicator
from plandesk.core.records import CellKey, Observation, Record
from plandesk.core.snapshot import Snapshot

COMPUTED = "computed"
_ADDED_UP = ("sex", "area", "town")


def with_totals(snapshot: Snapshot, records: Iterable[Record]) -> tuple[Record, ...]:
    """``records`` and the totals that follow from them, for one step of the log.

    A total nobody typed is the sum of its breakdown cells as soon as all of them are given (``added_up``); its
    origin is ``computed``. A typed total or a status word is never touched; a computed one whose cells are no
    longer complete goes.
    """
    given = tuple(records)
    written = {r.address: r for r in given if isinstance(r, Observation) and not r.region}
    touched = dict.fromkeys(CellKey(key.indicator, key.year) for key in written)
    totals = [
        total
        for key in touched
        if key.indicator in snapshot.library and snapshot.library[key.indicator].breakdowns
        if (total := _following(snapshot, written, key)) is not None
    ]
    replaced = {total.address for total in totals}
    kept = (r for r in given if not (isinstance(r, Observation) and not r.region and r.address in replaced))
    return (*kept, *totals)


def added_up(
    indicator: Indicator, cells: Mapping[str, Observation], towns: Sequence[str] = ()
) -> tuple[Decimal | None, Decimal | None, Decimal | None] | None:
    """Numerator, denominator and value of the total, from women and men (and 性别不明 where given), else town
    and country, else all townships; None unless every cell of one of them is given.

    What ``aggregate`` says is added: both parts (``ratio``), the values (``sum``), nothing (``none``).
    """
    for dimension in _ADDED_UP:
        names = [f"{dimension}={value}" for value in values_of(dimension, indicator, towns)]
        if dimension not in indicator.breakdowns or not names:
            continue
        if dimension == "sex" and "sex=unknown" in cells:
            names.append("sex=unknown")
        if not all(name in cells for name in names):
            continue
        found = [cells[name] for name in names]
        if indicator.aggregate == "ratio":
            parts = (_sum([o.numerator for o in found]), _sum([o.denominator for o in found]))
            if None not in parts:
                return (*parts, None)
        elif indicator.aggregate == "sum" and (value := _sum([o.value for o in found])) is not None:
            return None, None, value
    return None


def _following(
    snapshot: Snapshot, written: Mapping[CellKey, Observation], key: CellKey
) -> Observation | None:
    """The total as it must be rewritten; None where it stays as it is."""
    now = written.get(key) or snapshot.observations.get(key) or Observation(key.indicator, key.year)
    if now.status and now.origin != COMPUTED:
        return None
    indicator = snapshot.library[key.indicator]
    cells = {}
    for name in _cell_names(indicator, [town.name for town in snapshot.towns]):
        place = CellKey(key.indicator, key.year, name)
        found = written.get(place) or snapshot.observations.get(place)
        if found is not None and found.status:
            cells[name] = found
    total = _total(now, indicator, added_up(indicator, cells, [town.name for town in snapshot.towns]))
    return None if total == now else total


def _total(
    now: Observation,
    indicator: Indicator,
    figures: tuple[Decimal | None, Decimal | None, Decimal | None] | None,
) -> Observation:
    blank = replace(now, numerator=None, denominator=None, value=None, status="")
    if figures is None:
        return replace(blank, origin="" if now.origin == COMPUTED else now.origin)
    numerator, denominator, value = figures
    if value is not None:
        return replace(blank, value=value, status="value", origin=COMPUTED)
    return settled(replace(blank, numerator=numerator, denominator=denominator, origin=COMPUTED), indicator)


def _cell_names(indicator: Indicator, towns: Sequence[str]) -> list[str]:
    names = [
        f"{d}={v}" for d in _ADDED_UP if d in indicator.breakdowns for v in values_of(d, indicator, towns)
    ]
    return [*names, "sex=unknown"] if "sex" in indicator.breakdowns else names


def _sum(figures: Sequence[Decimal | None]) -> Decimal | None:
    given = [figure for figure in figures if figure is not None]
    return sum(given, Decimal(0)) if len(given) == len(figures) else None
