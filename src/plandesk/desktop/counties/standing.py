"""Where every county of a city's file stands in a year: what the file holds, and what the last reading brought."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from plandesk.core.adding_up import expected_regions
from plandesk.core.findings import Finding
from plandesk.core.records import CountySubmission
from plandesk.core.snapshot import Snapshot

if TYPE_CHECKING:
    from plandesk.exchange.counties import CountyFile, RegionReturn

State = Literal["accepted", "questioned", "returned", "superseded", "missing"]


@dataclass(frozen=True, slots=True)
class CountyRow:
    """A county, or a file of it that was not taken in (``further``: another row of the same county stands above).

    ``corrections`` is the 更正 number, None where no file tells one. ``at`` is when it was taken in (ISO, ""), ``flagged``
    how many figures held were found wrong; ``questions`` are known only where the file was read since the window opened.
    """

    code: str
    name: str
    state: State
    corrections: int | None = None
    at: str = ""
    source: str = ""
    reason: str = ""
    flagged: int = 0
    questions: tuple[Finding, ...] = ()
    further: bool = False


def county_rows(
    snapshot: Snapshot, year: int, read: "Iterable[RegionReturn]"
) -> tuple[CountyRow, ...]:  # fmt: skip
    """A row per county ever taken in or read now, by code, its refused files under it; files that tell no code last."""
    every = tuple(read)
    by_code = {returned.code: returned for returned in every if returned.code}
    rows: list[CountyRow] = []
    for code in sorted(expected_regions(snapshot.county_submissions, by_code)):
        rows += _of_county(snapshot, year, code, by_code.get(code))
    for returned in every:
        if not returned.code:
            rows += [_refused(file, further=False) for file in returned.files]
    return tuple(rows)


def _of_county(
    snapshot: Snapshot, year: int, code: str, returned: "RegionReturn | None"
) -> Iterator[CountyRow]:
    held = snapshot.county_submissions.get((code, year))
    refused = [f for f in returned.files if not f.accepted] if returned is not None else []
    if held is not None:
        yield _held(snapshot, held, returned)
    elif not refused:
        yield CountyRow(code, name_of(snapshot, code, returned), "missing")
    for place, file in enumerate(refused):
        yield _refused(file, further=held is not None or place > 0)


def _held(snapshot: Snapshot, held: CountySubmission, returned: "RegionReturn | None") -> CountyRow:
    taken = next((f for f in returned.files if f.accepted), None) if returned is not None else None
    if taken is not None and taken.digest != held.digest:  # that reading was taken back
        taken = None
    figures = snapshot.counties.get(held.region, {})
    flagged = sum(1 for key, o in figures.items() if key.year == held.year and o.flagged)
    questioned = taken.state == "questioned" if taken is not None else bool(flagged)
    return CountyRow(
        held.region,
        held.name,
        "questioned" if questioned else "accepted",
        held.corrections or 0,
        held.accepted_at,
        held.source,
        taken.reason if taken is not None else "",
        flagged,
        returned.questions if returned is not None and taken is not None else (),
    )


def _refused(file: "CountyFile", *, further: bool) -> CountyRow:
    state: State = "superseded" if file.superseded else "returned"
    number = file.corrections if file.code else None
    return CountyRow(file.code, file.region, state, number, "", file.file, file.reason, further=further)


def name_of(snapshot: Snapshot, code: str, returned: "RegionReturn | None" = None) -> str:
    """The name a county gave last; "" where it gave none yet."""
    if returned is not None:
        return next((f.region for f in returned.files if f.region), "")
    named = [(key[1], s.name) for key, s in snapshot.county_submissions.items() if key[0] == code and s.name]
    return max(named)[1] if named else ""


def still_stands(snapshot: Snapshot, returned: "RegionReturn") -> bool:
    """Whether what was read is what the file holds: a reading taken back is not answered with a receipt."""
    taken = next((f for f in returned.files if f.accepted), None)
    if taken is None:
        return True
    held = snapshot.county_submissions.get((taken.code, taken.year))
    return held is not None and held.digest == taken.digest
