"""工作情况: the unit's year in words: self-assessed goals, progress on measures, problems, the next year."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from plandesk.core.member_units import UnitSection
from plandesk.core.snapshot import Snapshot
from plandesk.core.unit_words import NEXT_YEAR, PROBLEMS, WorkKey, goal_key, measure_key, text_of
from plandesk.core.words import Words
from plandesk.exchange.collection_map import MapRow
from plandesk.exchange.look import (
    BAND,
    CENTRED,
    ENTRY_FILL,
    HEAD,
    HEAD_LINE,
    SAMPLE_MARK,
    TEXT,
    TITLE,
    Look,
    close_table,
    lines_needed,
    protect,
    row_height,
    set_up_page,
    set_widths,
)

WORK_FIRST_ROW = 5
_HEAD_ROW = 4
_WIDTHS = (6.0, 16.0, 52.0, 10.0, 74.0)
ANSWER_COLUMN, TEXT_COLUMN, NAME_COLUMN = 4, 5, 3
_HEADS = ("order", "what", "content", "answer", "evidence")
_ANSWERS = ("yes", "partly", "no")
_ROW = 28.0


@dataclass(frozen=True, slots=True)
class _Item:
    """A line to be answered, or a band (no key)."""

    what: str
    content: str
    key: WorkKey | None
    asks_answer: bool = False


def draw_work_sheet(
    look: Look,
    sheet: Worksheet,
    snapshot: Snapshot,
    year: int,
    unit: str,
    sections: Sequence[UnitSection],
    *,
    words: Words,
    sample: bool,
) -> tuple[MapRow, ...]:
    """Writes the sheet and answers the map of its rows (``cell`` is goal, measure or text)."""
    set_widths(sheet, _WIDTHS)
    look.merged(sheet, 1, 1, len(_WIDTHS), words.say("workbook.work_title", year=year), TITLE)
    sheet.row_dimensions[1].height = 30
    look.put(sheet, 2, 1, words.say("workbook.collection_sender", unit=unit), HEAD_LINE)
    look.put(sheet, 3, 1, words.say("workbook.work_note"), HEAD_LINE)
    if sample:
        look.put(sheet, 2, len(_WIDTHS), words.say("workbook.sample_mark"), SAMPLE_MARK.but(align="right"))
    for column, key in enumerate(_HEADS, start=1):
        look.put(sheet, _HEAD_ROW, column, words.say(f"workbook.head_{key}"), HEAD)
    sheet.row_dimensions[_HEAD_ROW].height = 24
    row = WORK_FIRST_ROW
    mapped: list[MapRow] = []
    answers: list[str] = []
    for item in _items(sections, words):
        if item.key is None:
            look.merged(sheet, row, 1, len(_WIDTHS), item.content, BAND)
        else:
            mapped.append(_item_row(look, sheet, row, len(mapped) + 1, item, snapshot, year, unit, words))
            answers += [f"D{row}"] if item.asks_answer else []
        row += 1
    close_table(sheet, row - 1, range(1, len(_WIDTHS) + 1))
    if answers:
        choices = ",".join(words.say(f"workbook.work_{answer}") for answer in _ANSWERS)
        rule = DataValidation(type="list", formula1=f'"{choices}"', allow_blank=True, sqref=" ".join(answers))
        sheet.add_data_validation(rule)
    set_up_page(
        sheet,
        landscape=True,
        titles=f"{_HEAD_ROW}:{_HEAD_ROW}",
        sample=words.say("workbook.sample_print") if sample else "",
    )
    sheet.freeze_panes = f"A{WORK_FIRST_ROW}"
    protect(sheet)
    return tuple(mapped)


def _item_row(
    look: Look,
    sheet: Worksheet,
    row: int,
    number: int,
    item: _Item,
    snapshot: Snapshot,
    year: int,
    unit: str,
    words: Words,
) -> MapRow:
    assert item.key is not None
    answer, text = text_of(snapshot, item.key, year, unit)
    entry = TEXT.but(fill=ENTRY_FILL, locked=False)
    look.put(sheet, row, 1, str(number), CENTRED)
    look.put(sheet, row, 2, item.what, CENTRED)
    look.put(sheet, row, NAME_COLUMN, item.content, TEXT)
    if item.asks_answer:
        word = words.say(f"workbook.work_{answer}") if answer else None
        look.put(sheet, row, ANSWER_COLUMN, word, CENTRED.but(fill=ENTRY_FILL, locked=False))
    else:
        look.put(sheet, row, ANSWER_COLUMN, "×", CENTRED.but(grey=True))
    look.put(sheet, row, TEXT_COLUMN, text or None, entry)
    lines = max(lines_needed(item.content, _WIDTHS[2]), lines_needed(text, _WIDTHS[4]))
    sheet.row_dimensions[row].height = row_height(lines, _ROW)
    return MapRow(
        sheet.title,
        str(row),
        item.key.name,
        item.key.kind,
        item.content,
        str(number),
        status=answer,
        note=text,
    )


def _items(sections: Sequence[UnitSection], words: Words) -> Iterator[_Item]:
    """The goals without figures and the measures of the domains the unit reports in, then problems and
    plans.
    """
    for section in sections:
        domain = section.domain
        if domain is None:
            continue
        goals = [g for g in domain.goals if not g.targets]
        if not goals and not domain.measures:
            continue
        yield _Item("", f"{section.plan.title}　{domain.name}", None)
        for goal in goals:
            key = goal_key(section.plan.id, domain.no, goal.no)
            yield _Item(words.say("workbook.work_goal", no=goal.no), goal.summary, key, asks_answer=True)
        for measure in domain.measures:
            key = measure_key(section.plan.id, domain.no, measure.no)
            yield _Item(words.say("workbook.work_measure", no=measure.no), measure.title, key)
    yield _Item("", words.say("workbook.work_whole"), None)
    yield _Item(
        words.say("workbook.work_text"), words.say("workbook.work_problems"), WorkKey("text", PROBLEMS)
    )
    yield _Item(words.say("workbook.work_text"), words.say("workbook.work_next"), WorkKey("text", NEXT_YEAR))
