"""Submissions of invented counties, and the city's file they are read into."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from openpyxl import load_workbook

from helpers.exchange_case import COUNT, LIBRARY, YEAR, judged, snapshot, typed, words
from plandesk.core.checking import Checker
from plandesk.core.plan import Region
from plandesk.core.records import CountyStatement, CountySubmission, Observation, YearState
from plandesk.core.snapshot import Snapshot
from plandesk.exchange.counties import CountyFile, RegionReturn, county_paths, read_counties
from plandesk.exchange.submission import write_submission

CITY = Snapshot("city", Region("示范市", "140800", "prefecture"), (), LIBRARY)


def county(code: str, *changes: Observation, name: str = "", corrections: int = 0) -> Snapshot:
    """The invented county's figures under another code, with nothing for a check to ask."""
    shot = snapshot(typed(COUNT, YEAR, value="9"), *changes)
    state = YearState(YEAR, "sent", corrections=corrections)
    return replace(shot, region=Region(name or f"{code}县", code, "county"), years={YEAR: state})


def sent(folder: Path, shot: Snapshot, name: str = "", year: int = YEAR) -> Path:
    """Its submission in ``folder``."""
    path = folder / (name or f"{shot.region.code}.xlsx")
    findings, evaluations = judged(shot, year)
    write_submission(shot, year, path, words=words(), evaluations=evaluations, findings=findings)
    return path


def read(folder: Path, city: Snapshot = CITY, year: int = YEAR) -> tuple[RegionReturn, ...]:
    """All of the folder, region by region."""
    checker = Checker(city.library, words())
    return tuple(read_counties(county_paths(folder), city, year, checker=checker, words=words()))


def files(returned: Sequence[RegionReturn]) -> dict[str, CountyFile]:
    """What became of each file, by its name."""
    return {f.file: f for r in returned for f in r.files}


def holding(returned: Sequence[RegionReturn], city: Snapshot = CITY) -> Snapshot:
    """The city's file after ``returned`` was stored in it."""
    counties = {code: dict(held) for code, held in city.counties.items()}
    submissions = dict(city.county_submissions)
    statements = dict(city.county_statements)
    for region in returned:
        for record in region.records(city, "2025-04-20T10:00:00"):
            if isinstance(record, CountySubmission):
                submissions[record.region, record.year] = record
            elif isinstance(record, CountyStatement):
                statements.pop(record.key(), None)  # type: ignore[call-overload]
                if not record.is_blank:
                    statements[record.key()] = record  # type: ignore[index]
            elif isinstance(record, Observation):
                held = counties.setdefault(record.region, {})
                held.pop(record.address, None)
                if not record.is_blank:
                    held[record.address] = record
    return replace(city, counties=counties, county_submissions=submissions, county_statements=statements)


def change_cell(path: Path, sheet: str, was: object, becomes: object, *, row_named: str = "") -> str:
    """Overwrites the first cell that holds ``was`` (in the row named so) as a clerk would; answers sheet!cell."""
    book = load_workbook(path)
    for row in book[sheet].iter_rows():
        if row_named and row[1].value != row_named:
            continue
        for cell in row:
            if cell.value == was:
                cell.value = becomes
                book.save(path)
                return f"{sheet}!{cell.coordinate}"
    raise LookupError(f"{was!r} is not on {sheet}")
