"""Receipts (回执) to the counties: what became of a submission, for the clerk to read and for the county's program."""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from types import TracebackType

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from plandesk import __version__
from plandesk.core.figures import cell_words, shown
from plandesk.core.findings import Finding
from plandesk.core.problems import KnownProblem
from plandesk.core.records import CellKey, Observation
from plandesk.core.snapshot import Snapshot
from plandesk.core.words import Words
from plandesk.exchange.book import write_plain
from plandesk.exchange.counties import CountyFile, RegionReturn
from plandesk.exchange.look import (
    CENTRED,
    HEAD,
    HEAD_LINE,
    NOTE,
    SAMPLE_MARK,
    TEXT,
    TITLE,
    Look,
    Style,
    close_table,
    lines_needed,
    protect,
    protect_structure,
    row_height,
    set_up_page,
    set_widths,
)
from plandesk.exchange.machine import MAGIC, SHEET_NAME
from plandesk.exchange.plain_rows import PlainRows
from plandesk.exchange.reading import read_machine_rows
from plandesk.exchange.receipt_rows import COLUMNS, FORMAT, KIND
from plandesk.exchange.saving import workbook_bytes, write_whole

_WIDTHS = (6.0, 30.0, 11.0, 9.0, 13.0, 34.0, 30.0)
_LAST = len(_WIDTHS)
_LABEL = HEAD.but(frame="grid")
_CAPTION = Style(face="hei", size=12)
_RESULT = TEXT.but(face="hei", size=12)
_ROW = 22.0


@dataclass(frozen=True, slots=True)
class Question:
    """A figure in question: the finding in words, with the figure as it was sent."""

    severity: str
    rule: str
    indicator: str
    name: str
    cell: str
    shown: str
    message: str
    advice: str


@dataclass(frozen=True)
class Receipt:
    """A receipt as read. ``state``: accepted, questioned or returned (``reason`` says why).

    ``digest`` is the checksum of the submission it answers, ``corrections`` that one's 更正 number, ``at`` when it
    was read, ``sender`` the name of the region that read it.
    """

    region: str
    region_name: str
    sender: str
    sender_code: str
    year: int
    corrections: int
    digest: str
    state: str
    reason: str
    at: str
    questions: tuple[Question, ...]

    @property
    def when(self) -> str:
        """``at`` as a sentence says it, to the minute."""
        return self.at[:16].replace("T", " ")


def write_receipt(
    answer: CountyFile, returned: RegionReturn, city: Snapshot, path: Path, *, words: Words, at: datetime
) -> None:
    """Writes the receipt for ``answer``, one of the files of ``returned``. Raises KnownProblem."""
    questions = _questions(returned, city) if answer.accepted else ()
    machine = _machine(answer, city, questions, at)
    workbook = Workbook()
    workbook.properties.creator = f"plandesk {__version__}"
    workbook.properties.title = words.say("receipt.title", year=answer.year)
    look = Look(workbook)
    sheet = workbook.active
    assert isinstance(sheet, Worksheet)
    sheet.title = words.say("receipt.sheet")
    _draw(look, sheet, answer, questions, city, words, at)
    hidden = workbook.create_sheet(SHEET_NAME)
    write_plain(look, hidden, machine)
    hidden.sheet_state = "hidden"
    for each in workbook.worksheets:
        protect(each)
    protect_structure(workbook)
    write_whole(path, workbook_bytes(workbook, at))


def read_receipt(path: Path) -> Receipt:
    """Reads a receipt back from its machine rows. Raises KnownProblem for what is none or was changed."""
    try:
        machine = read_machine_rows(path, COLUMNS)
    except KnownProblem as problem:
        if problem.code in ("submission_not_ours", "submission_broken"):
            raise KnownProblem("receipt_not_ours", path=str(path)) from problem
        raise
    header = machine.header
    if header.get(MAGIC) != KIND:
        raise KnownProblem("receipt_not_ours", path=str(path))
    if header.get("format") != FORMAT:
        raise KnownProblem("submission_newer", path=str(path), found=header.get("format"), known=FORMAT)
    if not machine.intact:
        raise KnownProblem("receipt_changed", path=str(path))
    return _receipt(header, machine.rows)


class ReceiptTray:
    """The folder receipts go to: they are laid down together, once the figures are stored (``publish``).

    As a context manager; until published nothing is seen in ``folder``. Raises KnownProblem where the folder cannot
    be made or written to, or an older receipt of the same name is open elsewhere.
    """

    def __init__(self, folder: Path, *, words: Words, at: datetime) -> None:
        self._folder, self._words, self._at = folder, words, at
        self._names: list[str] = []
        self._aside: TemporaryDirectory[str] | None = None

    def __enter__(self) -> "ReceiptTray":
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            self._aside = TemporaryDirectory(prefix=".", dir=self._folder)
        except OSError as fault:
            raise KnownProblem("rollup_no_receipts_folder", folder=str(self._folder)) from fault
        return self

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._aside is not None:
            with suppress(OSError):
                self._aside.cleanup()

    def put(self, returned: RegionReturn, city: Snapshot) -> None:
        """The receipt of one region; none where nobody can be told."""
        answer = returned.answer
        if answer is None or self._aside is None:
            return
        name = self._words.say("receipt.file", code=answer.code, year=answer.year)
        target = self._folder / name
        try:
            if target.exists():
                target.open("r+b").close()
        except OSError as fault:
            raise KnownProblem("rollup_receipt_in_use", path=str(target)) from fault
        aside = Path(self._aside.name) / name
        write_receipt(answer, returned, city, aside, words=self._words, at=self._at)
        self._names.append(name)

    def publish(self) -> tuple[Path, ...]:
        """Lays the receipts down and answers where they stand."""
        assert self._aside is not None
        for name in self._names:
            target = self._folder / name
            try:
                (Path(self._aside.name) / name).replace(target)
            except OSError as fault:
                raise KnownProblem("workbook_in_use", path=str(target)) from fault
        return tuple(self._folder / name for name in self._names)


def _questions(returned: RegionReturn, city: Snapshot) -> tuple[Question, ...]:
    figures = {o.address: o for o in returned.observations}
    return tuple(_question(f, figures, city) for f in returned.questions)


def _question(finding: Finding, figures: Mapping[CellKey, Observation], city: Snapshot) -> Question:
    indicator = city.indicator(finding.indicator)
    observation = figures.get(finding.address)
    return Question(
        finding.severity,
        finding.rule,
        finding.indicator,
        indicator.name,
        finding.cell,
        shown(observation, indicator) or (observation.text if observation is not None else ""),
        finding.message,
        finding.advice,
    )


def _machine(answer: CountyFile, city: Snapshot, questions: Sequence[Question], at: datetime) -> PlainRows:
    header = {
        MAGIC: KIND,
        "format": FORMAT,
        "program": __version__,
        "sender": city.region.code,
        "sender_name": city.region.name,
        "region": answer.code,
        "region_name": answer.region,
        "year": str(answer.year),
        "corrections": str(answer.corrections),
        "submission": answer.digest,
        "state": answer.state,
        "reason": answer.reason,
        "at": at.isoformat(timespec="seconds"),
        "sample": "示例" if answer.sample else "",
        "rows": str(len(questions)),
    }
    rows = tuple(
        ("question", q.severity, q.rule, q.indicator, q.name, q.cell, q.shown, q.message, q.advice)
        for q in questions
    )
    return PlainRows(header, COLUMNS, rows)


def _receipt(header: Mapping[str, str], rows: Sequence[tuple[str, ...]]) -> Receipt:
    def number(name: str) -> int:
        text = header.get(name, "")
        return int(text) if text.isascii() and text.isdigit() else 0

    return Receipt(
        header.get("region", ""),
        header.get("region_name", ""),
        header.get("sender_name", ""),
        header.get("sender", ""),
        number("year"),
        number("corrections"),
        header.get("submission", ""),
        header.get("state", ""),
        header.get("reason", ""),
        header.get("at", ""),
        tuple(Question(*row[1:]) for row in rows if row[0] == "question"),
    )


def _draw(
    look: Look,
    sheet: Worksheet,
    answer: CountyFile,
    questions: Sequence[Question],
    city: Snapshot,
    words: Words,
    at: datetime,
) -> None:
    say = words.say
    set_widths(sheet, _WIDTHS)
    look.merged(sheet, 1, 1, _LAST, say("receipt.title", year=answer.year), TITLE)
    sheet.row_dimensions[1].height = 34
    look.put(sheet, 2, 1, say("receipt.to", region=answer.region, code=answer.code), HEAD_LINE)
    look.put(sheet, 2, _LAST, say("receipt.sender", region=city.region.name), HEAD_LINE.but(align="right"))
    if answer.sample:
        look.put(sheet, 2, 5, say("receipt.sample"), SAMPLE_MARK)
    sheet.row_dimensions[2].height = 20
    row = _facts(look, sheet, 3, _pairs(answer, words, at))
    if answer.accepted:
        row = _question_table(look, sheet, row + 1, questions, words)
    look.merged(sheet, row, 1, _LAST, say("receipt.note"), NOTE)
    sheet.row_dimensions[row].height = 18
    sample = say("workbook.sample_print") if answer.sample else ""
    set_up_page(sheet, landscape=True, sample=sample)


def _pairs(answer: CountyFile, words: Words, at: datetime) -> Sequence[tuple[str, str]]:
    say = words.say
    times = say("receipt.corrections_value", times=answer.corrections + 1, corrections=answer.corrections)
    digits = answer.digest[:12].upper()
    reason = answer.reason or say("receipt.no_reason")
    if answer.state == "questioned":
        reason = say("receipt.reason_questions")
    return (
        (say("receipt.result"), say(f"rollup.state.{answer.state}")),
        (say("receipt.reason"), reason),
        (say("receipt.source"), answer.file),
        (say("receipt.corrections"), times),
        (say("receipt.version"), "—".join(digits[n : n + 4] for n in range(0, len(digits), 4))),
        (say("receipt.at"), f"{at.year}年{at.month}月{at.day}日 {at:%H:%M}"),
    )


def _facts(look: Look, sheet: Worksheet, row: int, pairs: Sequence[tuple[str, str]]) -> int:
    width = sum(_WIDTHS[2:])
    for number, (label, value) in enumerate(pairs):
        look.merged(sheet, row, 1, 2, label, _LABEL)
        look.merged(sheet, row, 3, _LAST, value, _RESULT if number == 0 else TEXT)
        sheet.row_dimensions[row].height = row_height(lines_needed(value, width), _ROW)
        row += 1
    close_table(sheet, row - 1, range(1, _LAST + 1))
    return row


def _question_table(
    look: Look, sheet: Worksheet, row: int, questions: Sequence[Question], words: Words
) -> int:
    say = words.say
    look.put(sheet, row, 1, say("receipt.questions" if questions else "receipt.no_questions"), _CAPTION)
    sheet.row_dimensions[row].height = 24
    row += 1
    if not questions:
        return row
    heads = ("workbook.head_order", "workbook.head_indicator", "workbook.head_part", "receipt.head_severity",
             "receipt.head_figure", "receipt.head_problem", "receipt.head_advice")  # fmt: skip
    for column, key in enumerate(heads, start=1):
        look.put(sheet, row, column, say(key), HEAD)
    sheet.row_dimensions[row].height = 24
    sheet.print_title_rows = f"{row}:{row}"
    for number, q in enumerate(questions, start=1):
        row += 1
        severity = say(f"receipt.{q.severity}")
        part = cell_words(q.cell) or say("receipt.whole")
        texts = (str(number), q.name, part, severity, q.shown, q.message, q.advice)
        for column, text in enumerate(texts, start=1):
            style = TEXT if column in (2, 6, 7) else CENTRED
            look.put(sheet, row, column, text, style)
        lines = max(lines_needed(text, width) for text, width in zip(texts, _WIDTHS, strict=True))
        sheet.row_dimensions[row].height = row_height(lines, _ROW)
    close_table(sheet, row, range(1, _LAST + 1))
    return row + 1
