"""Reads a returned collection form: whose it is, which year, and its rows, whatever was done to the book."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal, InvalidOperation
from pathlib import Path

from plandesk.core.form_signers import ROLES
from plandesk.core.problems import KnownProblem
from plandesk.core.quantity import canonical
from plandesk.core.records import CellKey
from plandesk.core.returned_cells import FIELDS, FormCell, FormWords, Rejected
from plandesk.core.snapshot import Snapshot
from plandesk.core.unit_words import WorkKey
from plandesk.core.words import Words
from plandesk.exchange.collection_map import FORMAT, KIND, MAGIC, MAP_COLUMNS, SHEET_NAME, MapRow
from plandesk.exchange.collection_work import ANSWER_COLUMN, NAME_COLUMN, TEXT_COLUMN
from plandesk.exchange.intake import has_outside_links
from plandesk.exchange.plain_rows import BrokenRowsError, PlainRows, read_plain
from plandesk.exchange.returned_book import ReturnedSheet, formatted_as_percent, read_book
from plandesk.exchange.returned_sheet import SheetReader, names_of

_TITLE_YEAR = re.compile(r"((?:19|20|21)\d\d)\s*年")
_MOST_SIGNER = 40
_WORK_KINDS = ("goal", "measure", "text")
_PERCENT = {"%": 100, "‰": 1000}
_ANSWERS = ("yes", "partly", "no")


@dataclass(frozen=True)
class ReturnedForm:
    """A form as read: figures and words not yet decided on (``importing.take_in``), and what could not be
    read.
    """

    path: Path
    year: int
    unit: str
    cells: tuple[FormCell, ...]
    said: tuple[FormWords, ...]
    rejected: tuple[Rejected, ...]
    notes: tuple[str, ...]
    signers: Mapping[str, str] = field(default_factory=dict)


def read_collection(path: Path, snapshot: Snapshot, *, words: Words, year: int | None = None) -> ReturnedForm:
    """Reads the form at ``path`` (.xlsx or .xls); with ``year`` a form of another year is refused.

    Raises KnownProblem when it is no collection form, of another region or year, or of a newer format.
    """
    sheets = read_book(path)
    identity = _identity(sheets, path)
    notes: list[str] = []
    mapped: list[MapRow] = []
    if identity is None:
        notes.append(words.say("importing.no_map"))
        _check_title_region(sheets, snapshot, path)
    else:
        _check_identity(identity.header, snapshot, path)
        if identity.intact:
            mapped = [MapRow(*texts) for texts in identity.rows if texts[1].isdigit()]
        else:
            notes.append(words.say("importing.map_changed"))
    header = identity.header if identity is not None else {}
    found_year = int(header["year"]) if header.get("year", "").isdigit() else _title_year(sheets)
    unit = header.get("unit", "")
    if found_year is None:
        raise KnownProblem("collection_no_year", path=str(path))
    if year is not None and found_year != year:
        raise KnownProblem(
            "collection_other_year", path=str(path), year=year, found=found_year, unit=unit or "报送单位"
        )
    formatted = bool(sheets) and not sheets[0].old and not sheets[0].plain
    if formatted and has_outside_links(path):
        notes.append(words.say("importing.outside_links"))
    same_file = header.get("file_id") == snapshot.file_id
    if identity is not None and not same_file:
        notes.append(words.say("importing.other_file"))
    figures = [m for m in mapped if m.cell not in _WORK_KINDS]
    cells: list[FormCell] = []
    rejected: list[Rejected] = []
    tables, names = 0, names_of(snapshot)
    for sheet in sheets:
        if sheet.name == SHEET_NAME:
            continue
        result = SheetReader(
            sheet, snapshot, found_year, figures, words, names=names, same_file=same_file
        ).read()
        if result is None:
            continue
        tables += 1
        cells += result.cells
        rejected += result.rejected
        notes += result.notes
    if not tables:
        raise KnownProblem("collection_not_ours", path=str(path))
    cells, percents = _percents(path, cells, snapshot, words) if formatted else (cells, [])
    notes += percents
    single, doubled = _without_doubles(cells, snapshot, words)
    said, bad_answers = _work(sheets, [m for m in mapped if m.cell in _WORK_KINDS], words)
    return ReturnedForm(
        path, found_year, unit, single, said, (*rejected, *doubled, *bad_answers), tuple(notes),
        _signers(sheets, words),
    )  # fmt: skip


def _signers(sheets: Sequence[ReturnedSheet], words: Words) -> dict[str, str]:
    """What stands behind 单位负责人：, 填表人：, 联系电话： in the foot, or in the blank cells beside the word."""
    heads = {role: words.say(f"workbook.signer_{role}", name="").strip("：: ") for role in ROLES}
    found: dict[str, str] = {}
    for sheet in sheets:
        for row in sheet.rows:
            for column, cell in enumerate(row):
                role = next((r for r, head in heads.items() if cell.strip().startswith(head)), None)
                if role is None or role in found:
                    continue
                text = cell.strip()[len(heads[role]) :].strip("：: 　_")
                beside = row[column + 1 : column + 3]
                for other in beside if not text else ():
                    if any(other.strip().startswith(head) for head in heads.values()):
                        break
                    text = text or other.strip()
                if text and text.isprintable():
                    found[role] = text[:_MOST_SIGNER]
    return found


def _identity(sheets: Sequence[ReturnedSheet], path: Path) -> PlainRows | None:
    """The hidden sheet, None where it is gone or broken."""
    for sheet in sheets:
        if sheet.name == SHEET_NAME:
            try:
                return read_plain(sheet.rows, MAP_COLUMNS)
            except BrokenRowsError:
                return None
        if sheet.name == "机读":
            raise KnownProblem("collection_submission", path=str(path))
    return None


def _check_identity(header: Mapping[str, str], snapshot: Snapshot, path: Path) -> None:
    if header.get(MAGIC) != KIND:
        raise KnownProblem("collection_not_ours", path=str(path))
    found = header.get("format", "")
    if not found.isdigit() or int(found) > int(FORMAT):
        raise KnownProblem("collection_newer", path=str(path), found=found, known=FORMAT)
    if header.get("region") != snapshot.region.code:
        name = f"{header.get('region_name', '')}{header.get('region', '')}"
        region = f"{snapshot.region.name}{snapshot.region.code}"
        raise KnownProblem("collection_other_region", path=str(path), region=region, found=name)


def _check_title_region(sheets: Sequence[ReturnedSheet], snapshot: Snapshot, path: Path) -> None:
    """Without the map the titles must name one of the file's plans: tables of other counties look alike."""
    titles = [sheet.text(row, 1) for sheet in sheets for row in (1, 2)]
    if not any(plan.title in title for plan in snapshot.plans for title in titles):
        found = next((t for t in titles if "采集表" in t), "")
        if found:
            raise KnownProblem(
                "collection_other_region", path=str(path), region=snapshot.region.name, found=found
            )
        raise KnownProblem("collection_not_ours", path=str(path))


def _title_year(sheets: Sequence[ReturnedSheet]) -> int | None:
    for sheet in sheets:
        for row in range(1, 6):
            found = _TITLE_YEAR.search(sheet.text(row, 1))
            if found is not None and "采集表" in sheet.text(row, 1):
                return int(found[1])
    return None


def _percents(
    path: Path, cells: list[FormCell], snapshot: Snapshot, words: Words
) -> tuple[list[FormCell], list[str]]:
    """Figures up to 1 of a % or ‰ indicator, read as percent where Excel shows them with the sign."""
    suspicious = {
        (c.sheet, c.places["value"]): n
        for n, c in enumerate(cells)
        if snapshot.indicator(c.address.indicator).unit in _PERCENT and _up_to_one(c.texts.get("value", ""))
    }
    shown = formatted_as_percent(path, suspicious) if suspicious else frozenset()
    notes = []
    for key in sorted(shown):
        cell = cells[suspicious[key]]
        factor = _PERCENT[snapshot.indicator(cell.address.indicator).unit]
        text = canonical(Decimal(cell.texts["value"]) * factor)
        notes.append(words.say("importing.percent", sheet=key[0], place=key[1], text=text))
        cells[suspicious[key]] = replace(cell, texts={**cell.texts, "value": text})
    return cells, notes


def _up_to_one(text: str) -> bool:
    try:
        return 0 < Decimal(text) <= 1
    except InvalidOperation:
        return False


def _without_doubles(
    cells: Sequence[FormCell], snapshot: Snapshot, words: Words
) -> tuple[tuple[FormCell, ...], tuple[Rejected, ...]]:
    """One row per figure: a copied sheet that says the same is no matter, one that says otherwise is
    rejected.
    """
    kept: dict[CellKey, FormCell] = {}
    doubled: dict[CellKey, Rejected] = {}
    for cell in cells:
        first = kept.get(cell.address)
        if first is None or not any(first.texts.values()):
            kept[cell.address] = cell
        elif any(cell.texts.values()) and dict(first.texts) != dict(cell.texts):
            field = next((f for f in FIELDS if first.texts.get(f) != cell.texts.get(f)), "value")
            name = snapshot.indicator(cell.address.indicator).name
            other = f"{first.sheet}{first.places.get(field, '')}"
            said = words.say("importing.twice", indicator=name, other=other)
            place, text = cell.places.get(field, ""), cell.texts.get(field, "")
            doubled[cell.address] = Rejected(
                cell.sheet, place, cell.address.indicator, text, said, cell.address.cell, field
            )
    return tuple(c for a, c in kept.items() if a not in doubled), tuple(doubled.values())


def _work(
    sheets: Sequence[ReturnedSheet], mapped: Sequence[MapRow], words: Words
) -> tuple[tuple[FormWords, ...], tuple[Rejected, ...]]:
    """工作情况: each line where its content still stands, else where the map says it stood."""
    answers = {words.say(f"workbook.work_{answer}"): answer for answer in _ANSWERS}
    said: list[FormWords] = []
    rejected: list[Rejected] = []
    places = _places_of_work(sheets, mapped)
    for item in mapped:
        place = places.get((item.name, item.number))
        if place is None:
            continue
        sheet, row = place
        answer, text = sheet.text(row, ANSWER_COLUMN), sheet.text(row, TEXT_COLUMN)
        answer = "" if item.cell != "goal" or answer == "×" else answer
        if answer and answer not in answers:
            message = words.say("importing.bad_answer", text=answer)
            rejected.append(
                Rejected(sheet.name, f"D{row}", item.indicator, answer, message, item.cell, "status")
            )
            continue
        if answer or text:
            key = WorkKey(item.cell, item.indicator)  # type: ignore[arg-type]
            said.append(FormWords(sheet.name, f"E{row}", key, answers.get(answer, ""), text))
    return tuple(said), tuple(rejected)


def _places_of_work(
    sheets: Sequence[ReturnedSheet], items: Sequence[MapRow]
) -> dict[tuple[str, str], tuple[ReturnedSheet, int]]:
    """Where each line of 工作情况 stands, by its content and number; its own sheet goes first."""
    wanted = {(item.name, item.number) for item in items}
    own = {item.sheet for item in items}
    found: dict[tuple[str, str], tuple[ReturnedSheet, int]] = {}
    for sheet in sorted(sheets, key=lambda s: s.name not in own):
        for row in range(1, len(sheet.rows) + 1):
            line = (sheet.text(row, NAME_COLUMN), sheet.text(row, 1))
            if line in wanted:
                found.setdefault(line, (sheet, row))
    return found
