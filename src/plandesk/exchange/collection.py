"""Writes the unit collection forms (采集表): how to fill them, a sheet per domain, the year's work in
words.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from openpyxl import Workbook
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.worksheet import Worksheet

from plandesk import __version__
from plandesk.core.days import day_words
from plandesk.core.form_trips import due_words
from plandesk.core.member_units import UnitSection, recipient, unit_sections, units
from plandesk.core.plan_years import snapshot_in_year
from plandesk.core.problems import KnownProblem
from plandesk.core.records import STATUS_WORDS, FormTrip
from plandesk.core.snapshot import Snapshot
from plandesk.core.words import Words
from plandesk.exchange.book import write_plain
from plandesk.exchange.collection_map import CHOICES_NAME, CHOICES_SHEET, SHEET_NAME, MapRow, identity
from plandesk.exchange.collection_sheet import CollectionSheet
from plandesk.exchange.collection_work import draw_work_sheet
from plandesk.exchange.look import (
    NOTE,
    SAMPLE_MARK,
    TITLE,
    Look,
    Style,
    lines_needed,
    protect,
    protect_structure,
    row_height,
    set_up_page,
    set_widths,
)
from plandesk.exchange.naming import SheetNames, file_name
from plandesk.exchange.saving import workbook_bytes, write_whole

_LINE = Style(size=12, wrap=True)
_WIDTH = 86.0


@dataclass(frozen=True)
class Form:
    """A form under construction: its book, and where each figure and line stands."""

    workbook: Workbook
    look: Look
    mapped: tuple[MapRow, ...]
    sample: bool


def write_collection(snapshot: Snapshot, year: int, unit: str, path: Path, *, words: Words) -> None:
    """Writes the form of ``unit``, its entry cells prefilled with what the file holds for ``year``.

    Raises KnownProblem for a unit that answers for nothing, and when the file cannot be written.
    """
    save_form(build_form(snapshot, year, unit, words=words), year, path)


def save_form(form: Form, year: int, path: Path) -> None:
    """Puts a form on the disk. Raises KnownProblem."""
    write_whole(path, workbook_bytes(form.workbook, datetime(year + 1, 1, 1)))


def build_form(
    snapshot: Snapshot, year: int, unit: str, *, words: Words, came: Snapshot | None = None
) -> Form:
    """The form of ``unit``. With ``came`` its entry cells show that snapshot's figures and words, while the map says
    what ``snapshot`` holds. Raises KnownProblem for a unit that answers for nothing.
    """
    snapshot = snapshot_in_year(snapshot, year)
    sections = unit_sections(snapshot, unit)
    if not sections:
        raise KnownProblem("collection_no_such_unit", unit=unit, known="、".join(units(snapshot)))
    workbook = Workbook()
    workbook.properties.creator = f"plandesk {__version__}"
    workbook.properties.title = words.say("workbook.collection_book", year=year, unit=unit)
    look, names = Look(workbook), SheetNames(SHEET_NAME, CHOICES_SHEET)
    sample = snapshot.has_samples()
    guide = workbook.active
    assert isinstance(guide, Worksheet)
    guide.title = names.take(words.say("workbook.sheet_guide"))
    mapped: list[MapRow] = []
    for section in sections:
        sheet = workbook.create_sheet(names.take(_sheet_name(section, words)))
        shown = None if came is None else came.observations
        mapped += CollectionSheet(look, sheet, snapshot, words, year, shown).draw(section, unit, sample)
    work = workbook.create_sheet(names.take(words.say("workbook.sheet_work")))
    mapped += draw_work_sheet(look, work, came or snapshot, year, unit, sections, words=words, sample=sample)
    _guide(look, guide, snapshot, year, unit, workbook.sheetnames[1:], words, sample)
    _choices(look, workbook)
    hidden = workbook.create_sheet(SHEET_NAME)
    write_plain(look, hidden, identity(snapshot, year, unit, tuple(mapped)))
    hidden.sheet_state = "veryHidden"
    protect(hidden)
    protect_structure(workbook)
    workbook.active = 1
    workbook.calculation.fullCalcOnLoad = True
    return Form(workbook, look, tuple(mapped), sample)


def write_collections(snapshot: Snapshot, year: int, folder: Path, *, words: Words) -> tuple[Path, ...]:
    """Every unit's form into ``folder``, which is made if it is missing. Answers the files. Raises
    KnownProblem.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as fault:
        raise KnownProblem("workbook_unwritable", path=str(folder)) from fault
    written = []
    for unit in units(snapshot_in_year(snapshot, year)):
        path = folder / collection_file_name(unit, year, words)
        write_collection(snapshot, year, unit, path, words=words)
        written.append(path)
    return tuple(written)


def collection_file_name(unit: str, year: int, words: Words) -> str:
    """The name a unit's form is mailed under: letters Windows forbids in names become a dash."""
    return words.say("workbook.collection_file", unit=file_name(unit), year=year)


def mail_text(snapshot: Snapshot, year: int, unit: str, words: Words) -> str:
    """The text to send the form with, ready to be pasted."""
    due = due_words(snapshot, year, words.say("workbook.collection_blank_date"))
    return words.say(
        "workbook.collection_mail",
        unit=unit,
        year=year,
        due=due,
        sender=recipient(snapshot),
        file=collection_file_name(unit, year, words),
    )


def reminder_text(snapshot: Snapshot, year: int, unit: str, trip: FormTrip | None, words: Words) -> str:
    """The text that reminds a unit of its form, ready to be mailed or printed."""
    blank = words.say("workbook.collection_blank_date")
    return words.say(
        "workbook.collection_reminder",
        unit=unit,
        year=year,
        sent=day_words(trip.sent_at[:10]) if trip is not None and trip.sent_at else blank,
        due=day_words(trip.due) if trip is not None and trip.due else blank,
        sender=recipient(snapshot),
        file=collection_file_name(unit, year, words),
    )


def _sheet_name(section: UnitSection, words: Words) -> str:
    prefix = words.say(f"workbook.prefix_{section.plan.audience}")
    if section.domain is None:
        return f"{prefix}{words.say('workbook.projects')}"
    return f"{prefix}{section.domain.no}{section.domain.name}"


def _guide(
    look: Look,
    sheet: Worksheet,
    snapshot: Snapshot,
    year: int,
    unit: str,
    sheets: Sequence[str],
    words: Words,
    sample: bool,
) -> None:
    """填表说明: one upright page."""
    set_widths(sheet, (_WIDTH,))
    look.put(sheet, 1, 1, words.say("workbook.collection_book", year=year, unit=unit), TITLE)
    sheet.row_dimensions[1].height = 44
    row = 2
    if sample:
        look.put(sheet, row, 1, words.say("workbook.cover_sample"), SAMPLE_MARK.but(align="center"))
    slots = {
        "year": year,
        "last": year - 1,
        "unit": unit,
        "receiver": recipient(snapshot),
        "due": due_words(snapshot, year, words.say("workbook.collection_blank_date")),
        "sheets": "、".join(f"“{name}”" for name in sheets),
    }
    for number in range(1, 9):
        text = f"{number}．" + words.say(f"workbook.guide_{number}", **slots)
        row += 1
        look.put(sheet, row, 1, text, _LINE)
        sheet.row_dimensions[row].height = row_height(lines_needed(text, _WIDTH, 12), 26, 12) + 4
    look.put(sheet, row + 2, 1, words.say("workbook.collection_nature"), NOTE)
    set_up_page(sheet, landscape=False, sample=words.say("workbook.sample_print") if sample else "", pages=1)
    protect(sheet)


def _choices(look: Look, workbook: Workbook) -> None:
    """The list of reasons, on a sheet of its own: WPS and Excel take a list from a range by its name."""
    sheet = workbook.create_sheet(CHOICES_SHEET)
    for row, word in enumerate(STATUS_WORDS.values(), start=1):
        look.put(sheet, row, 1, word, Style())
    sheet.sheet_state = "veryHidden"
    protect(sheet)
    reference = f"'{CHOICES_SHEET}'!$A$1:$A${len(STATUS_WORDS)}"
    workbook.defined_names[CHOICES_NAME] = DefinedName(CHOICES_NAME, attr_text=reference)
