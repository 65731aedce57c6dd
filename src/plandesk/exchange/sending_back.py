"""退回: a returned form sent back as a marked copy, in our own layout with what the unit wrote, what is asked in front."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from openpyxl.comments import Comment
from openpyxl.styles import PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from plandesk.core.figures import cell_words
from plandesk.core.findings import Finding
from plandesk.core.importing import Intake
from plandesk.core.member_units import recipient
from plandesk.core.problems import KnownProblem
from plandesk.core.records import Assessment, CellKey, Observation, Setting
from plandesk.core.returned_cells import FIELDS, FormCell
from plandesk.core.snapshot import Snapshot
from plandesk.core.words import Words
from plandesk.exchange.collection import Form, build_form, save_form
from plandesk.exchange.collection_map import COLUMN_OF, MapRow
from plandesk.exchange.collection_work import ANSWER_COLUMN
from plandesk.exchange.look import (
    CENTRED,
    FIGURE,
    HEAD,
    HEAD_LINE,
    NOTE,
    SAMPLE_MARK,
    TEXT,
    TITLE,
    close_table,
    lines_needed,
    protect,
    row_height,
    set_up_page,
    set_widths,
)
from plandesk.exchange.returned_form import ReturnedForm

_BAD, _ASKED = "FFF6C9C4", "FFFCE4A8"
_WIDTHS = (5.0, 18.0, 8.0, 30.0, 18.0, 68.0)
_HEADS = ("order", "back_sheet", "back_cell", "indicator", "back_text", "back_problem")
_HEAD_ROW = 5
_WORK = ("goal", "measure", "text")
_ENTRY = (*FIELDS, "status", "note")


@dataclass(frozen=True, slots=True)
class _Point:
    """One thing to be put right: where it stands in the copy ("" where it has no place there) and what is wrong."""

    sheet: str
    place: str
    name: str
    text: str
    message: str
    bad: bool


def with_intake(snapshot: Snapshot, intake: Intake) -> Snapshot:
    """The file as it would be with everything taken that can be."""
    observations = {r.address: r for r in intake.records if isinstance(r, Observation)}
    assessments = {(r.plan, r.goal, r.year): r for r in intake.records if isinstance(r, Assessment)}
    settings = {r.name: r.value for r in intake.records if isinstance(r, Setting)}
    return replace(
        snapshot,
        observations={**snapshot.observations, **observations},
        assessments={**snapshot.assessments, **assessments},
        settings={**snapshot.settings, **settings},
    )


def write_sent_back(
    snapshot: Snapshot,
    form: ReturnedForm,
    intake: Intake,
    findings: Sequence[Finding],
    unit: str,
    path: Path,
    *,
    words: Words,
) -> int:
    """Writes the marked copy and answers how many points it asks.

    ``findings`` are those of the year ``with_intake``; the open ones at the form's own figures are asked too. Raises
    KnownProblem where there is nothing to ask, and when the file cannot be written.
    """
    built = build_form(snapshot, form.year, unit, words=words, came=with_intake(snapshot, intake))
    marker = _Marker(built, snapshot, form, words)
    points = marker.points(intake, findings)
    if not points:
        raise KnownProblem("nothing_to_send_back", path=str(form.path), unit=unit)
    _draw_list(built, points, snapshot, form, unit, words)
    save_form(built, form.year, path)
    return len(points)


class _Marker:
    """Writes what could not be read into the copy's cells, colours them and puts the sentences at them."""

    def __init__(self, built: Form, snapshot: Snapshot, form: ReturnedForm, words: Words) -> None:
        self._built, self._snapshot, self._words = built, snapshot, words
        self._rows: Mapping[tuple[str, str], MapRow] = {(m.indicator, m.cell): m for m in built.mapped}
        self._came: Mapping[CellKey, FormCell] = {c.address: c for c in form.cells}
        self._year = form.year

    def points(self, intake: Intake, findings: Sequence[Finding]) -> tuple[_Point, ...]:
        found: list[_Point] = []
        for rejected in intake.rejected:
            row = self._rows.get((rejected.indicator, rejected.part))
            if row is None:
                place, sheet = rejected.place, f"{rejected.sheet}{self._words.say('sending_back.theirs')}"
                found.append(_Point(sheet, place, "", rejected.text, rejected.message, bad=True))
                continue
            self._as_written(CellKey(rejected.indicator, self._year, rejected.part), row)
            column = self._column(rejected.field, row)
            self._mark(row, column, rejected.message, rejected.text, bad=True)
            found.append(self._point(row, column, rejected.text, rejected.message, bad=True))
        refused = {(r.indicator, r.part) for r in intake.rejected}
        for finding in findings:
            row = self._rows.get((finding.indicator, finding.cell))
            if row is None or not finding.open or finding.year != self._year:
                continue
            if (finding.indicator, finding.cell) in refused:
                continue
            bad = finding.severity == "error"
            column = self._column(next((f for f in finding.fields if f in FIELDS), "value"), row)
            message = finding.message + finding.advice
            text = self._text(row, column)
            self._mark(row, column, message, None, bad=bad)
            found.append(self._point(row, column, text, message, bad=bad))
        return tuple(found)

    def _column(self, field: str, row: MapRow) -> int:
        if row.cell in _WORK:
            return ANSWER_COLUMN
        return COLUMN_OF[field] if field in _ENTRY else COLUMN_OF["value"]

    def _sheet(self, row: MapRow) -> Worksheet:
        sheet: Worksheet = self._built.workbook[row.sheet]
        return sheet

    def _text(self, row: MapRow, column: int) -> str:
        value = self._sheet(row).cell(int(row.row), column).value
        return "" if value is None or str(value).startswith("=") else str(value)

    def _as_written(self, address: CellKey, row: MapRow) -> None:
        """The other cells of a refused row as the unit wrote them: nothing of it was taken."""
        cell = self._came.get(address)
        if cell is None:
            return
        style = FIGURE.but(locked=False, fill="FFFFF7DC")
        for field in _ENTRY:
            text = cell.texts.get(field, "")
            if text and field in cell.texts:
                self._built.look.put(self._sheet(row), int(row.row), COLUMN_OF[field], text, style)

    def _mark(self, row: MapRow, column: int, message: str, text: str | None, *, bad: bool) -> None:
        sheet, number = self._sheet(row), int(row.row)
        if text is not None:
            style = FIGURE.but(locked=False, align="center" if column == ANSWER_COLUMN else "right")
            self._built.look.put(sheet, number, column, text, style)
        cell = sheet.cell(number, column)
        cell.fill = PatternFill("solid", fgColor=_BAD if bad else _ASKED)
        said = self._words.say("sending_back.comment", message=message)
        if cell.comment is not None:
            said = f"{cell.comment.text}\n{said}"
        cell.comment = Comment(said, "plandesk", height=20 + 18 * lines_needed(said, 42), width=300)

    def _point(self, row: MapRow, column: int, text: str, message: str, *, bad: bool) -> _Point:
        place = f"{get_column_letter(column)}{row.row}"
        return _Point(row.sheet, place, self._name(row), text, message, bad)

    def _name(self, row: MapRow) -> str:
        if row.cell in _WORK or row.indicator not in self._snapshot.library:
            return row.name
        part = cell_words(row.cell)
        name = self._snapshot.indicator(row.indicator).name
        return f"{name}（{part}）" if part else name


def _draw_list(
    built: Form, points: Sequence[_Point], snapshot: Snapshot, form: ReturnedForm, unit: str, words: Words
) -> None:
    """退回意见, the first page: every point with its place in this book."""
    sheet = built.workbook.create_sheet(words.say("sending_back.sheet"), 0)
    look = built.look
    set_widths(sheet, _WIDTHS)
    last = len(_WIDTHS)
    look.merged(sheet, 1, 1, last, words.say("sending_back.title", year=form.year), TITLE)
    sheet.row_dimensions[1].height = 30
    look.put(sheet, 2, 1, words.say("workbook.collection_sender", unit=unit), HEAD_LINE)
    look.put(sheet, 3, 1, words.say("sending_back.source", file=form.path.name, count=len(points)), HEAD_LINE)
    if built.sample:
        look.put(sheet, 2, last, words.say("workbook.sample_mark"), SAMPLE_MARK.but(align="right"))
    for column, key in enumerate(_HEADS, start=1):
        look.put(sheet, _HEAD_ROW, column, words.say(f"workbook.head_{key}"), HEAD)
    sheet.row_dimensions[_HEAD_ROW].height = 24
    for number, point in enumerate(points, start=1):
        row = _HEAD_ROW + number
        fill = _BAD if point.bad else _ASKED
        texts = (str(number), point.sheet, point.place, point.name, point.text, point.message)
        for column, text in enumerate(texts, start=1):
            style = CENTRED if column in (1, 3) else TEXT
            look.put(sheet, row, column, text, style.but(fill=fill) if column == 3 else style)
        lines = max(lines_needed(t, w) for t, w in zip(texts, _WIDTHS, strict=True))
        sheet.row_dimensions[row].height = row_height(lines, 20)
    end = _HEAD_ROW + len(points)
    close_table(sheet, end, range(1, last + 1))
    note = words.say("sending_back.note", receiver=recipient(snapshot))
    look.merged(sheet, end + 1, 1, last, note, NOTE)
    sheet.row_dimensions[end + 1].height = row_height(lines_needed(note, sum(_WIDTHS), 9), 30, 9)
    set_up_page(
        sheet,
        landscape=True,
        titles=f"{_HEAD_ROW}:{_HEAD_ROW}",
        sample=words.say("workbook.sample_print") if built.sample else "",
    )
    sheet.freeze_panes = f"A{_HEAD_ROW + 1}"
    protect(sheet)
    built.workbook.active = 0
