"""The submission's lists: 审核说明, 变更清单, 无数据清单."""

from collections.abc import Sequence
from dataclasses import dataclass

from openpyxl.worksheet.worksheet import Worksheet

from plandesk.core.corrections import Correction
from plandesk.core.days import day_words
from plandesk.core.figures import cell_words, shown
from plandesk.core.findings import Finding
from plandesk.core.records import STATUS_WORDS
from plandesk.core.snapshot import Snapshot
from plandesk.core.words import Words
from plandesk.exchange.grid import GridPage
from plandesk.exchange.look import (
    CENTRED,
    HEAD,
    HEAD_LINE,
    SAMPLE_MARK,
    TEXT,
    TITLE,
    Look,
    close_table,
    lines_needed,
    row_height,
    set_up_page,
    set_widths,
)

HEAD_ROW = 3
_ROW = 18.0


@dataclass(frozen=True, slots=True)
class ListTable:
    """A plain table: heads, widths, rows of texts; ``empty`` stands in for it when there are no rows."""

    title: str
    heads: tuple[str, ...]
    widths: tuple[float, ...]
    rows: tuple[tuple[str, ...], ...]
    empty: str


def draw_list(
    look: Look, sheet: Worksheet, table: ListTable, *, words: Words, subtitle: str, sample: bool
) -> None:
    """Writes the table with its title; the first column is its running number."""
    set_widths(sheet, table.widths)
    last = len(table.heads)
    look.merged(sheet, 1, 1, last, table.title, TITLE)
    sheet.row_dimensions[1].height = 30
    look.put(sheet, 2, 1, subtitle, HEAD_LINE)
    if sample:
        look.put(sheet, 2, last, words.say("workbook.sample_mark"), SAMPLE_MARK.but(align="right"))
    for column, head in enumerate(table.heads, start=1):
        look.put(sheet, HEAD_ROW, column, head, HEAD)
    sheet.row_dimensions[HEAD_ROW].height = 24
    row = HEAD_ROW
    for number, texts in enumerate(table.rows, start=1):
        row += 1
        look.put(sheet, row, 1, str(number), CENTRED)
        for column, text in enumerate(texts, start=2):
            look.put(sheet, row, column, text, TEXT)
        lines = max(lines_needed(t, w) for t, w in zip(texts, table.widths[1:], strict=True))
        sheet.row_dimensions[row].height = row_height(lines, _ROW)
    if not table.rows:
        row += 1
        look.merged(sheet, row, 1, last, table.empty, CENTRED)
        sheet.row_dimensions[row].height = 24
    close_table(sheet, row, range(1, last + 1))
    set_up_page(
        sheet,
        landscape=True,
        sample=words.say("workbook.sample_print") if sample else "",
        titles=f"{HEAD_ROW}:{HEAD_ROW}",
    )
    sheet.freeze_panes = f"A{HEAD_ROW + 1}"


def explanations(snapshot: Snapshot, findings: Sequence[Finding], words: Words) -> ListTable:
    """Every warning with the explanation it was sent with."""
    say = words.say
    rows = tuple(
        (
            snapshot.indicator(f.indicator).name,
            cell_words(f.cell),
            f.message,
            f.explanation,
            snapshot.indicator(f.indicator).reporter,
        )
        for f in findings
        if f.explanation
    )
    heads = ("head_order", "head_indicator", "head_part", "head_problem", "head_explanation", "head_reporter")
    return ListTable(
        say("workbook.title_explanations"),
        tuple(say(f"workbook.{h}") for h in heads),
        (6, 30, 10, 50, 50, 16),
        rows,
        say("workbook.empty_explanations"),
    )


def corrections(snapshot: Snapshot, found: Sequence[Correction], words: Words) -> ListTable:
    """What was corrected after the year had been sent."""
    say = words.say
    rows = tuple(
        (
            say("workbook.correction_of", number=c.sending),
            _name(snapshot, c.address.indicator),
            cell_words(c.address.cell),
            c.before,
            c.after,
            c.who,
            c.at[:16].replace("T", " "),
            c.label,
        )
        for c in found
    )
    heads = (
        "head_order",
        "head_correction",
        "head_indicator",
        "head_part",
        "head_before",
        "head_after",
        "head_who",
        "head_when",
        "head_step",
    )
    return ListTable(
        say("workbook.title_corrections"),
        tuple(say(f"workbook.{h}") for h in heads),
        (6, 13, 30, 10, 22, 22, 12, 17, 30),
        rows,
        say("workbook.empty_corrections"),
    )


def without_data(snapshot: Snapshot, year: int, pages: Sequence[GridPage], words: Words) -> ListTable:
    """The indicators without a figure: why, the last figure there is, who answers for it, until when and by
    whom it is surveyed (缺项).
    """
    say = words.say
    rows: dict[str, tuple[str, ...]] = {}
    for page in pages:
        for row in page.rows:
            if row.kind == "indicator" and row.value.number is None and row.code not in rows:
                rows[row.code] = (
                    page.title,
                    row.name,
                    _reason(snapshot, row.code, year, words),
                    _last_figure(snapshot, row.code, year, words),
                    row.reporter,
                    _expected(snapshot, row.code, words),
                )
    heads = (
        "head_order",
        "head_domain",
        "head_indicator",
        "head_why",
        "head_last",
        "head_reporter",
        "head_expected",
    )
    return ListTable(
        say("workbook.title_without"),
        tuple(say(f"workbook.{h}") for h in heads),
        (6, 22, 40, 36, 26, 18, 20),
        tuple(rows.values()),
        say("workbook.empty_without"),
    )


def _expected(snapshot: Snapshot, code: str, words: Words) -> str:
    """The day a 缺项 is surveyed by and who surveys it; blank where nobody was named."""
    item = snapshot.missing_items.get(code)
    if item is None:
        return ""
    how = words.say("workbook.expected_how", how=item.how) if item.how else ""
    return words.say("workbook.expected", due=day_words(item.due), surveyor=item.surveyor, how=how)


def _name(snapshot: Snapshot, code: str) -> str:
    return snapshot.indicator(code).name if code in snapshot.library else code


def _reason(snapshot: Snapshot, code: str, year: int, words: Words) -> str:
    observation = snapshot.observation(code, year)
    if observation is None:
        return words.say("workbook.state_blank")
    if observation.status in STATUS_WORDS:
        reason = STATUS_WORDS[observation.status]
    elif observation.text or observation.numerator_text or observation.denominator_text:
        reason = words.say("workbook.reason_unreadable")
    else:
        reason = words.say("workbook.state_blank")
    return f"{reason}：{observation.note}" if observation.note else reason


def _last_figure(snapshot: Snapshot, code: str, year: int, words: Words) -> str:
    """The latest earlier year with a figure; — where there is none."""
    indicator = snapshot.indicator(code)
    for earlier in reversed([y for y in snapshot.years_with_data() if y < year]):
        observation = snapshot.observation(code, earlier)
        if observation is not None and observation.value is not None:
            value = f"{shown(observation, indicator)}{indicator.unit}"
            return words.say("workbook.last_figure", year=earlier, value=value)
    return "—"
